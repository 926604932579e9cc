"""Closed guesses: whose seal was not opened yet, and of what nothing was said afterwards."""

from datetime import UTC, date, datetime

import pytest

from keepknocking.services.closed_guesses import closed_events, is_of_house
from keepknocking.services.expectations import expect_evening, upcoming
from keepknocking.services.own_ledger import OwnLedger
from keepknocking.store.seals import all_seals, open_seal

TODAY = date(2026, 3, 12)
NOW = datetime(2026, 3, 12, 8, 30, tzinfo=UTC)


@pytest.fixture
def home(empty_home: OwnLedger) -> OwnLedger:
    tell(empty_home, 'event "Mixer" mixer', 'event "Fair" fair')
    seal(empty_home, "Mixer")
    return empty_home


def tell(home: OwnLedger, *lines: str) -> None:
    home.record(lines, today=TODAY, recorded_at=NOW)


def seal(home: OwnLedger, event: str) -> None:
    expect_evening(upcoming(home, event, today=TODAY), (100, 0, 0, 0, 0), recorded_at=NOW)


def test_a_sealed_guess_is_closed_and_an_event_without_one_is_not(home: OwnLedger) -> None:
    mixer, *_ = (event.id for event in home.stored().ledger.events if event.name == "Mixer")
    assert closed_events(home) == {mixer}


def test_a_seal_that_was_opened_is_closed_no_more(home: OwnLedger) -> None:
    open_seal(all_seals()[0].number, at=NOW)
    assert not closed_events(home)


def test_what_the_evening_brought_opens_the_seal(home: OwnLedger) -> None:
    tell(home, 'debrief "Mixer": nothing')
    assert not closed_events(home)


def test_only_what_the_house_has_said_is_of_the_house(home: OwnLedger) -> None:
    ledger = home.stored().ledger
    assert [is_of_house(said) for said in ledger.expectations] == [False, True]
    assert not is_of_house(ledger.events[0])
