"""The history: what was done, what counts no more, and what was put back."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from keepknocking.services.history import NoSuchDeed, deed_done, deeds_done, deeds_since, undo_deed
from keepknocking.services.own_ledger import OwnLedger
from keepknocking.store.journal import ChangedSince, UndoneAlready, is_undone
from keepknocking.store.models import Deed

NOW = datetime(2026, 3, 12, 8, 30, tzinfo=UTC)


@pytest.fixture
def home(empty_home: OwnLedger) -> OwnLedger:
    return empty_home


def record(home: OwnLedger, *lines: str) -> int:
    home.record(lines, today=date(2026, 3, 12), recorded_at=NOW)
    return home.stored().revision


def undo(home: OwnLedger, number: int) -> int:
    undo_deed(home, number, at=NOW)
    return home.stored().revision


def test_an_empty_ledger_has_no_history(home: OwnLedger) -> None:
    assert deeds_done(home, most=5) == ()
    assert deed_done(home, 1) is None


def test_the_latest_deed_comes_first_and_pages_go_backwards(home: OwnLedger) -> None:
    for name in ("Ana", "Ben", "Chen"):
        record(home, f"met {name}")
    assert [deed.number for deed in deeds_done(home, most=2)] == [3, 2]
    assert [deed.number for deed in deeds_done(home, most=2, latest=1)] == [1]
    assert [deed.number for deed in deeds_since(home, 1, most=9)] == [3, 2]
    assert deeds_done(home, most=1)[0].told == ("2026-03-12 met Chen",)


def test_undoing_putting_back_and_taking_back_again(home: OwnLedger) -> None:
    met = record(home, "met Ana")
    back = undo(home, met)
    again = undo(home, back)
    third = undo(home, again)
    deeds = {deed.number: deed for deed in deeds_done(home, most=9)}
    assert [deeds[n].undone_by for n in (met, back, again, third)] == [back, None, third, None]
    assert [deeds[n].puts_back for n in (met, back, again, third)] == [False, False, True, False]
    assert not home.stored().ledger.people


def test_what_was_undone_is_not_undone_twice(home: OwnLedger) -> None:
    met = record(home, "met Ana")
    undo(home, met)
    with pytest.raises(UndoneAlready):
        undo(home, met)


def test_a_later_deed_on_the_same_facts_comes_first(home: OwnLedger) -> None:
    record(home, "met Ana")
    asked = record(home, "asked Ana for a talk")
    promised = record(home, "Ana promised")
    with pytest.raises((ChangedSince, ValueError)):
        undo(home, asked)
    undo(home, promised)
    undo(home, asked)
    assert not home.stored().ledger.asks


def test_there_is_no_undoing_what_was_never_done(home: OwnLedger) -> None:
    with pytest.raises(NoSuchDeed, match="number 99"):
        undo_deed(home, 99, at=NOW)


def test_a_page_of_history_asks_little_of_the_disk(
    home: OwnLedger, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(6):
        undo(home, record(home, f"met Ana {'abcdef'[number]}"))
    with django_assert_num_queries(3):
        assert len(deeds_done(home, most=50)) == 12


@settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.integers(0, 30), max_size=12))
def test_the_history_says_of_every_deed_what_the_journal_says(
    home: OwnLedger, choices: list[int]
) -> None:
    for choice in choices:
        last = home.stored().revision
        if choice % 3 == 0 or not last:
            record(home, f"note: {choice}")
            continue
        try:
            undo(home, 1 + choice % last)
        except ValueError:
            continue
    for deed in deeds_done(home, most=999):
        assert deed.is_undone == is_undone(Deed.objects.get(pk=deed.number))
        assert deed == deed_done(home, deed.number)
