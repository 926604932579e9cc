from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from pytest_django import DjangoDbBlocker

from keepknocking.ledger.story.reading import read_story
from keepknocking.services.duplicates import (
    Said,
    Settled,
    candidates_in,
    doubles_in,
    how_many_doubles,
    settle,
)
from keepknocking.services.history import deeds_done, undo_deed
from keepknocking.services.merges import opposed
from keepknocking.services.own_ledger import Decided, OwnLedger

NOW = datetime(2026, 3, 12, 8, 30, tzinfo=UTC)
STORY = """
2026-03-02 met Oyelaran Fagbemi #ola (Oak Bank)
2026-03-03 met "FAGBEMI, Oyelaran" #fag (Oak Bank, buyer)
2026-03-04 asked "FAGBEMI, Oyelaran" #fag about openings
2026-03-02 met Bill Thornwick #bill (Mill Works)
2026-03-03 met William Thornwick #will (Mill Works)
2026-03-05 met Ana Reyes
"""


@pytest.fixture
def home(empty_home: OwnLedger, django_db_blocker: DjangoDbBlocker) -> Iterator[OwnLedger]:
    with django_db_blocker.unblock():
        read = read_story(STORY)
        assert read.problems == ()
        empty_home.change("story", lambda _: Decided(ledger=read.ledger, told=()), at=NOW)
        yield empty_home


def pairs(home: OwnLedger) -> set[tuple[str, str]]:
    return {(each.one.person.id, each.other.person.id) for each in doubles_in(home)}


def test_the_better_known_one_is_to_be_kept_else_the_one_known_longer(home: OwnLedger) -> None:
    assert pairs(home) == {("fag", "ola"), ("bill", "will")}
    (double,) = (each for each in doubles_in(home) if each.one.person.id == "fag")
    assert double.one.facts > double.other.facts
    assert double.candidate.probability > 0.8


def test_nobody_waits_for_the_number(home: OwnLedger) -> None:
    assert how_many_doubles(home) is None
    candidates_in(home)
    assert how_many_doubles(home) == 2


def test_a_deed_that_changes_nobody_is_no_reason_to_compare_again(home: OwnLedger) -> None:
    before = candidates_in(home)
    home.record(("2026-03-10 thanked Ana Reyes",), today=date(2026, 3, 12), recorded_at=NOW)
    assert how_many_doubles(home) is None
    assert candidates_in(home) is before


def test_what_is_said_of_a_pair_is_done_and_can_be_undone_by_itself(home: OwnLedger) -> None:
    said = [
        ("fag", "ola", Said.KEEP_OTHER),
        ("bill", "will", Said.TWO),
        ("ana-reyes", "bill", Said.LATER),
        ("nobody", "bill", Said.TWO),
    ]
    assert settle(home, said, at=NOW) == Settled(merged=1, apart=1)
    people = home.stored().ledger.person
    assert "ola" in people
    assert "fag" not in people
    assert pairs(home) == set()
    merge, apart = deeds_done(home, most=2)
    undo_deed(home, merge.number, at=NOW)
    assert pairs(home) == {("fag", "ola")}
    undo_deed(home, apart.number, at=NOW)
    assert pairs(home) == {("fag", "ola"), ("bill", "will")}


def test_nothing_said_is_nothing_done(home: OwnLedger) -> None:
    before = home.stored().revision
    assert settle(home, [("fag", "ola", Said.LATER)], at=NOW) == Settled(merged=0, apart=0)
    assert home.stored().revision == before


def test_the_one_who_goes_may_be_named_first(home: OwnLedger) -> None:
    assert settle(home, [("fag", "ola", Said.KEEP_ONE)], at=NOW).merged == 1
    assert "ola" not in home.stored().ledger.person


def test_two_who_are_said_to_be_two_elsewhere_are_left_out(home: OwnLedger) -> None:
    assert len(doubles_in(home, least=0.3)) == 2
    opposed(home, "ola", "fag", at=NOW)
    assert pairs(home) == {("bill", "will")}
