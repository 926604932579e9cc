"""Laws for every ledger: its story says all of it, and hindsight never knows too much."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keepknocking.ledger.hindsight import as_of, facts_after, known_by, last_day
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.story.reading import read_story
from keepknocking.ledger.story.writing import write_story

MONDAY = date(2026, 3, 2)


def check_round_trip(ledger: Ledger) -> None:
    text = write_story(ledger)
    story = read_story(text)
    assert [problem.sentence() for problem in story.problems] == []
    assert story.ledger == ledger
    assert write_story(story.ledger) == text


def often(examples: int) -> settings:
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(deadline=None, max_examples=examples, suppress_health_check=checks)


def test_the_empty_ledger_has_an_empty_story() -> None:
    check_round_trip(Ledger())


@often(50)
@given(data=st.data())
def test_a_written_story_is_read_as_the_same_ledger(
    ledgers: st.SearchStrategy[Ledger], data: st.DataObject
) -> None:
    check_round_trip(data.draw(ledgers))


@pytest.mark.slow
@often(1500)
@given(data=st.data())
def test_many_a_written_story_is_read_as_the_same_ledger(
    ledgers: st.SearchStrategy[Ledger], data: st.DataObject
) -> None:
    check_round_trip(data.draw(ledgers))


@often(25)
@given(data=st.data())
def test_all_is_known_from_one_day_on_and_not_before(
    ledgers: st.SearchStrategy[Ledger], data: st.DataObject
) -> None:
    ledger = data.draw(ledgers)
    day = known_by(ledger)
    assert as_of(ledger, day) is ledger
    assert facts_after(ledger, day) == 0
    if day > date.min:
        assert as_of(ledger, day - timedelta(1)) != ledger
    assert last_day(ledger) <= day


@often(40)
@given(data=st.data(), first=st.integers(-1, 8), more=st.integers(0, 5))
def test_what_was_known_earlier_is_known_from_what_was_known_later(
    ledgers: st.SearchStrategy[Ledger], data: st.DataObject, first: int, more: int
) -> None:
    ledger = data.draw(ledgers)
    early, late = MONDAY + timedelta(first), MONDAY + timedelta(first + more)
    known = as_of(ledger, early)
    assert as_of(known, early) == known
    assert as_of(as_of(ledger, late), early) == known
    assert facts_after(ledger, early) >= facts_after(ledger, late)


@often(25)
@given(data=st.data(), number=st.integers(0, 4))
def test_what_was_known_on_a_day_can_be_written_too(
    ledgers: st.SearchStrategy[Ledger], data: st.DataObject, number: int
) -> None:
    check_round_trip(as_of(data.draw(ledgers), MONDAY + timedelta(number)))
