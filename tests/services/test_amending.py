"""Amending: one fact changed or gone, and nothing else, but for what the same line says."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepknocking.ledger.asks import AskStatus, FulfilledWithoutPromise
from keepknocking.ledger.ledger import (
    TUPLE_OF,
    Ledger,
    NotFulfilled,
    UnknownReference,
    references_of,
)
from keepknocking.ledger.moments import When
from keepknocking.ledger.story.reading import read_story
from keepknocking.ledger.story.writing import write_story
from keepknocking.services.amending import KIND_OF, amended, kept_by, moved, resting_on
from keepknocking.store.translate import Turn, TurnKind, turns_of

NOW = datetime(2026, 3, 12, 8, 30, tzinfo=UTC)
WORLD = """
2026-03-02 search for "planner" goal offer
2026-03-02 event "Chamber breakfast" meetup 2h
2026-03-02 met Ana Reyes (Harbor Foods, buyer) at "Chamber breakfast"
2026-03-02 expect "Chamber breakfast": nothing 40, a name 35, an opening 20, an interview 4, an offer 1
2026-03-03 asked Ana for an introduction to Ben Ode
2026-03-05 nudged Ana
2026-03-06 Ana replied
2026-03-08 Ana introduced me to Ben Ode
2026-03-08 asked Ben about openings
2026-03-09 Ben promised
2026-03-10 Ben told me of "Planner" at Brightwater
2026-03-11 applied for "Planner" at Brightwater through Ben
2026-03-11 thanked Ana
2026-03-11 note: A good week.
"""  # noqa: E501 (a guess in one line)


def world(story: str = WORLD) -> Ledger:
    read = read_story(story)
    assert not read.problems
    return read.ledger


def on(day: int) -> When:
    return When(date(2026, 3, day))


def test_one_fact_is_changed_and_no_other() -> None:
    ledger = world()
    note = ledger.notes[0]
    after = amended(ledger, "notes", note, replace(note, text="A week."))
    assert write_story(after) == write_story(ledger).replace("A good week.", "A week.")


def test_one_fact_is_taken_out_and_no_other() -> None:
    ledger = world()
    after = amended(ledger, "thanks", ledger.thanks[0], None)
    assert write_story(after) == write_story(ledger).replace("2026-03-11 thanked Ana Reyes\n", "")


def test_of_two_equal_facts_only_the_one_that_is_meant_goes() -> None:
    ledger = world("2026-03-02 met Ana\n2026-03-03 thanked Ana\n2026-03-03 thanked Ana")
    after = amended(ledger, "thanks", ledger.thanks[1], None)
    assert after.thanks == (ledger.thanks[0],)


def test_the_search_is_changed_and_taken_out_too() -> None:
    ledger = world()
    search = ledger.search
    assert search is not None
    other = replace(search, wanted="buyer")
    assert amended(ledger, "search", search, other).search == other
    assert amended(ledger, "search", search, None).search is None


def test_a_turn_is_moved_and_taken_out() -> None:
    ledger = world()
    nudge = Turn("ana-reyes-2026-03-03", TurnKind.NUDGED, on(5))
    later = amended(ledger, "turns", nudge, replace(nudge, when=on(6)))
    assert later.ask[nudge.ask].nudges == (on(6),)
    assert amended(ledger, "turns", nudge, None).ask[nudge.ask].nudges == ()


def test_a_promise_becomes_a_no() -> None:
    ledger = world("2026-03-03 met Ana\n2026-03-03 asked Ana for a talk\n2026-03-04 Ana promised")
    (promise,) = turns_of(ledger.asks[0])
    after = amended(ledger, "turns", promise, replace(promise, kind=TurnKind.DECLINED))
    assert after.asks[0].status is AskStatus.DECLINED


def test_an_introduction_moves_with_the_promise_that_its_line_says() -> None:
    ledger = world()
    made = ledger.introductions[0]
    after = amended(ledger, "introductions", made, replace(made, made=on(7)))
    ask = after.ask["ana-reyes-2026-03-03"]
    assert (ask.fulfilment, ask.answer and ask.answer.when) == (on(7), on(7))
    told = write_story(ledger).replace("03-08 Ana Reyes introduced", "03-07 Ana Reyes introduced")
    assert sorted(write_story(after).splitlines()) == sorted(told.splitlines())


def test_an_introduction_goes_with_the_promise_that_its_line_says() -> None:
    ledger = world()
    after = amended(ledger, "introductions", ledger.introductions[0], None)
    ask = after.ask["ana-reyes-2026-03-03"]
    assert (ask.status, ask.fulfilment, ask.nudges) == (AskStatus.SILENT, None, (on(5),))


def test_an_opening_moves_with_what_was_kept_but_not_with_the_promise_before() -> None:
    ledger = world()
    opening = ledger.openings[0]
    after = amended(ledger, "openings", opening, replace(opening, known=on(11)))
    ask = after.ask["ben-ode-2026-03-08"]
    assert (ask.fulfilment, ask.answer and ask.answer.when) == (on(11), on(9))


def test_a_title_is_mended_without_touching_the_ask() -> None:
    ledger = world()
    opening = ledger.openings[0]
    after = amended(ledger, "openings", opening, replace(opening, title="Head planner"))
    assert after.asks == ledger.asks


def test_the_second_introduction_of_an_ask_moves_by_itself() -> None:
    ledger = world(WORLD + "2026-03-12 Ana introduced me to Chen Wu out of #ana-reyes-2026-03-03\n")
    second = ledger.introductions[1]
    after = amended(ledger, "introductions", second, replace(second, made=on(11)))
    assert after.asks == ledger.asks
    assert kept_by(ledger, second) is None


def test_what_came_unasked_moves_by_itself() -> None:
    ledger = world('2026-03-02 met Ana\n2026-03-03 Ana told me of "Planner" at Brightwater unasked')
    opening = ledger.openings[0]
    assert kept_by(ledger, opening) is None
    after = amended(ledger, "openings", opening, replace(opening, known=on(2)))
    assert after.openings[0].known == on(2)


def test_the_promise_cannot_go_while_it_is_kept() -> None:
    ledger = world()
    promise = Turn("ben-ode-2026-03-08", TurnKind.PROMISED, on(9))
    with pytest.raises(FulfilledWithoutPromise):
        amended(ledger, "turns", promise, None)


def test_what_came_of_an_ask_holds_its_fulfilment() -> None:
    ledger = world()
    kept = Turn("ana-reyes-2026-03-03", TurnKind.FULFILLED, on(8))
    with pytest.raises(NotFulfilled):
        amended(ledger, "turns", kept, None)


def test_somebody_who_is_named_cannot_go() -> None:
    ledger = world()
    with pytest.raises(UnknownReference):
        amended(ledger, "people", ledger.people[0], None)


def test_a_promise_rests_under_its_fulfilment_and_what_came_of_it() -> None:
    ledger = world()
    promise = Turn("ana-reyes-2026-03-03", TurnKind.PROMISED, on(8))
    kept = replace(promise, kind=TurnKind.FULFILLED)
    made = ledger.introductions[0]
    assert resting_on(ledger, promise) == (kept, made)
    assert resting_on(ledger, kept) == (made,)
    assert resting_on(ledger, replace(promise, kind=TurnKind.NUDGED)) == ()
    ben = Turn("ben-ode-2026-03-08", TurnKind.FULFILLED, on(10))
    assert resting_on(ledger, ben) == ledger.openings


def test_what_rests_on_a_thing_is_what_names_it() -> None:
    ledger = world()
    for fact_type, table in TUPLE_OF.items():
        for fact in getattr(ledger, table):
            name = (KIND_OF.get(fact_type, ""), str(getattr(fact, "id", None)))
            naming = {
                id(other)
                for tuple_name in TUPLE_OF.values()
                for other in getattr(ledger, tuple_name)
                if name in references_of(other)
            }
            assert {id(other) for other in resting_on(ledger, fact)} == naming


@settings(deadline=None, max_examples=60)
@given(st.dates(date(2026, 1, 1), date(2026, 3, 12)), st.booleans(), st.integers(-20, 20))
def test_what_is_moved_is_never_known_before_it_was(day: date, marked: bool, days: int) -> None:  # noqa: FBT001 (a draw)
    was = When(day, NOW if marked else None)
    then = day + timedelta(days)
    now = moved(was, then, at=NOW)
    assert now.on == then
    assert now.known_on >= min(was.known_on, NOW.date())
    assert moved(now, then, at=NOW) == now
