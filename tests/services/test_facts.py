"""One fact at its address: seen, changed, removed; two windows; what it was before."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from keepknocking.ledger.asks import Ask
from keepknocking.ledger.expectations import Expectation
from keepknocking.ledger.ledger import TUPLE_OF, UnknownReference
from keepknocking.ledger.moments import When
from keepknocking.ledger.story.reading import read_story
from keepknocking.ledger.story.writing import write_story
from keepknocking.services.amending import NotYet
from keepknocking.services.fact_lines import lines_of
from keepknocking.services.facts import (
    ChangedInBetween,
    FactGone,
    HeldFact,
    TooLongForALine,
    change_fact,
    held_fact,
    remove_fact,
    seen_fact,
    turns_held,
)
from keepknocking.services.history import deeds_done
from keepknocking.services.homes import Guess
from keepknocking.services.own_ledger import Decided, NamedElsewhere, OwnLedger
from keepknocking.store.translate import TURNS, Turn, TurnKind

TODAY = date(2026, 3, 12)
NOW = datetime(2026, 3, 12, 8, 30, tzinfo=UTC)
WORLD = """
2026-03-02 search for "planner" goal offer
2026-03-02 event "Chamber breakfast" meetup 2h
2026-03-02 expect "Chamber breakfast": nothing 40, a name 35, an opening 20, an interview 4, an offer 1
2026-03-02 met Ana Reyes (Harbor Foods, buyer) at "Chamber breakfast"
2026-03-03 asked Ana for an introduction to Ben Ode
2026-03-05 nudged Ana
2026-03-05 nudged Ana
2026-03-08 Ana introduced me to Ben Ode
2026-03-09 thanked Ana
2026-03-09 note: A good week.
"""  # noqa: E501 (a guess in one line)


@pytest.fixture
def home(empty_home: OwnLedger) -> OwnLedger:
    read = read_story(WORLD)
    assert not read.problems
    empty_home.change("story", lambda _: Decided(ledger=read.ledger, told=()), at=NOW)
    return empty_home


def held(home: OwnLedger, table: str, place: int = 0) -> HeldFact:
    row = home.stored().rows[table][place]
    return held_fact(home, table, row.id)


def story(home: OwnLedger) -> str:
    return write_story(home.stored().ledger)


def change(home: OwnLedger, seen: HeldFact, **fields: object) -> bool:
    return change_fact(home, seen, replace(seen.fact, **fields), today=TODAY, at=NOW)


def test_every_fact_is_found_at_its_address(home: OwnLedger) -> None:
    ledger = home.stored().ledger
    for table in ("search", *TUPLE_OF.values()):
        value = getattr(ledger, table)
        for place, fact in enumerate(value if isinstance(value, tuple) else (value,)):
            assert held(home, table, place).fact is fact


def test_the_turns_of_an_ask_have_addresses_of_their_own(home: OwnLedger) -> None:
    (ask,) = home.stored().ledger.asks
    turns = turns_held(home, ask)
    assert [turn.fact.kind for turn in turns] == ["nudged", "nudged", "promised", "fulfilled"]
    assert [held_fact(home, TURNS.name, turn.row) for turn in turns] == list(turns)
    assert len({turn.row for turn in turns}) == 4 or turns[0].fact == turns[1].fact


@pytest.mark.parametrize("table", ["notes", "turns", "nonsense", "Deed"])
def test_no_fact_lies_at_an_address_that_was_never_used(home: OwnLedger, table: str) -> None:
    with pytest.raises(FactGone, match=f"{table}/999"):
        held_fact(home, table, 999)


def test_a_changed_fact_keeps_its_address_and_remembers_what_it_was(home: OwnLedger) -> None:
    seen = held(home, "notes")
    assert change(home, seen, text="A week.")
    now = held_fact(home, "notes", seen.row)
    assert (now.fact.text, now.version) == ("A week.", 2)
    before = seen_fact(home, "notes", seen.row, most=5).before
    assert [(version.kind, version.fact) for version in before] == [
        ("change", seen.fact),
        ("story", None),
    ]
    assert deeds_done(home, most=1)[0].told == (
        "2026-03-09 note: A week.",
        "before: 2026-03-09 note: A good week.",
    )


def test_what_is_saved_as_it_was_is_no_deed(home: OwnLedger) -> None:
    revision = home.stored().revision
    assert not change(home, held(home, "notes"))
    assert home.stored().revision == revision


def test_a_fact_changed_in_another_window_is_not_written_over(home: OwnLedger) -> None:
    seen = held(home, "notes")
    other = OwnLedger()
    change(other, held(other, "notes"), text="Theirs.")
    with pytest.raises(ChangedInBetween, match="changed in another window") as refused:
        change(home, seen, text="Mine.")
    assert refused.value.now.fact.text == "Theirs."
    assert held(home, "notes").fact.text == "Theirs."
    assert change(home, refused.value.now, text="Mine.")


def test_a_fact_removed_in_another_window_is_gone_for_this_one(home: OwnLedger) -> None:
    seen = held(home, "notes")
    other = OwnLedger()
    remove_fact(other, held(other, "notes"), at=NOW)
    with pytest.raises(FactGone):
        change(home, seen, text="Mine.")
    with pytest.raises(FactGone):
        remove_fact(home, seen, at=NOW)


def test_a_removal_looks_at_the_version_too(home: OwnLedger) -> None:
    seen = held(home, "notes")
    change(home, seen, text="A week.")
    with pytest.raises(ChangedInBetween):
        remove_fact(home, seen, at=NOW)


def test_somebody_who_is_named_is_not_removed_and_it_is_said_why(home: OwnLedger) -> None:
    before = story(home)
    with pytest.raises(NamedElsewhere, match="ana-reyes"):
        remove_fact(home, held(home, "people"), at=NOW)
    assert story(home) == before


def test_dependents_come_with_their_addresses_and_not_all_of_them(home: OwnLedger) -> None:
    person = held(home, "people")
    seen = seen_fact(home, "people", person.row, most=2)
    assert len(seen.dependents) == 2
    assert seen.more_dependents == 2
    for one in seen_fact(home, "people", person.row, most=9).dependents:
        assert held_fact(home, one.table, one.row) == one


def test_of_two_equal_facts_each_has_its_own_address(home: OwnLedger) -> None:
    home.record(("2026-03-09 thanked Ana",), today=date(2026, 3, 9), recorded_at=NOW)
    person = held(home, "people")
    found = seen_fact(home, "people", person.row, most=9).dependents
    thanks = [one for one in found if one.table == "thanks"]
    assert thanks[0].fact == thanks[1].fact
    assert thanks[0].row != thanks[1].row


def test_an_ask_goes_with_its_turns_and_comes_back_with_them(home: OwnLedger) -> None:
    before = story(home)
    remove_fact(home, held(home, "introductions"), at=NOW)
    assert deeds_done(home, most=1)[0].told == ("2026-03-08 Ana Reyes introduced me to Ben Ode",)
    remove_fact(home, held(home, "asks"), at=NOW)
    told = deeds_done(home, most=1)[0].told
    assert len(told) == 3
    assert "nudged" not in story(home)
    home.take_back(recorded_at=NOW)
    home.take_back(recorded_at=NOW)
    assert story(home) == before


def test_a_turn_is_moved_and_removed(home: OwnLedger) -> None:
    turn = held(home, "turns")
    assert isinstance(turn.fact, Turn)
    assert change(home, turn, when=When(date(2026, 3, 6)))
    assert deeds_done(home, most=1)[0].told == (
        "2026-03-06 nudged Ana Reyes",
        "before: 2026-03-05 nudged Ana Reyes",
    )
    (ask,) = home.stored().ledger.asks
    moved = next(one for one in turns_held(home, ask) if one.fact.when.on == date(2026, 3, 6))
    remove_fact(home, moved, at=NOW)
    assert [nudge.on.day for nudge in home.stored().ledger.asks[0].nudges] == [5]


def test_a_promise_that_is_kept_is_named_elsewhere(home: OwnLedger) -> None:
    (ask,) = home.stored().ledger.asks
    promise = next(one for one in turns_held(home, ask) if one.fact.kind is TurnKind.PROMISED)
    with pytest.raises(NamedElsewhere, match="not promised"):
        remove_fact(home, promise, at=NOW)
    seen = seen_fact(home, "turns", promise.row, most=9)
    assert [one.table for one in seen.dependents] == ["turns", "introductions"]


@pytest.mark.parametrize("table", ["notes", "thanks", "turns"])
def test_nothing_has_happened_on_a_day_that_has_not_come(home: OwnLedger, table: str) -> None:
    seen = held(home, table)
    with pytest.raises(NotYet, match="2026-03-13 has not come yet"):
        change(home, seen, when=When(TODAY + timedelta(1)))


def test_an_event_may_be_planned(home: OwnLedger) -> None:
    assert change(home, held(home, "events"), when=When(date(2026, 5, 1)))


def test_what_stood_in_the_future_already_may_be_mended_there(home: OwnLedger) -> None:
    seen = held(home, "notes")
    fact = replace(seen.fact, text="Mended.")
    assert change_fact(home, seen, fact, today=date(2026, 3, 1), at=NOW)


def test_a_fact_must_fit_into_a_line(home: OwnLedger) -> None:
    with pytest.raises(TooLongForALine, match="at most 10,000"):
        change(home, held(home, "notes"), text="a" * 10_000)


def test_what_does_not_fit_with_the_rest_is_refused_in_the_ledgers_words(home: OwnLedger) -> None:
    before = story(home)
    with pytest.raises(UnknownReference):
        change(home, held(home, "notes"), person="nobody")
    assert story(home) == before


def test_a_guess_under_a_seal_says_so(home: OwnLedger) -> None:
    guess = held(home, "expectations")
    assert isinstance(guess.fact, Expectation)
    assert not seen_fact(home, "expectations", guess.row, most=1).is_sealed
    home.change(
        "seal",
        lambda ledger: Decided(
            ledger=ledger, told=(), sealed=Guess(event=guess.fact.event, said={"yours": []})
        ),
        at=NOW,
    )
    assert seen_fact(home, "expectations", guess.row, most=1).is_sealed
    assert not seen_fact(home, "notes", held(home, "notes").row, most=1).is_sealed


def test_an_asks_own_line_comes_before_those_of_its_turns(home: OwnLedger) -> None:
    ledger = home.stored().ledger
    ask = ledger.asks[0]
    assert isinstance(ask, Ask)
    turns = [lines_of(ledger, turn.fact)[0] for turn in turns_held(home, ask)]
    assert list(lines_of(ledger, ask)[1:]) == turns
