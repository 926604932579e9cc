"""The ledger: its references hold, its ids differ, its order is that of the days."""

from datetime import date

import pytest

from keepknocking.ledger.asks import Answer, AnswerKind, Ask, Introduction, Purpose
from keepknocking.ledger.events import Debrief, Event, Rung
from keepknocking.ledger.expectations import Expectation, Speaker
from keepknocking.ledger.hindsight import as_of, facts_after
from keepknocking.ledger.ledger import (
    EmptyId,
    Ledger,
    NotFulfilled,
    TwiceTheSame,
    UnknownReference,
    add,
    when_of,
)
from keepknocking.ledger.moments import When
from keepknocking.ledger.openings import Opening, Stage, StageKind
from keepknocking.ledger.people import ContactRule, Person, Thanks
from keepknocking.ledger.searches import Effort, Pause, Search
from keepknocking.ledger.story.reading import read_story


def on(number: int) -> When:
    return When(date(2026, 3, number))


def day(number: int) -> date:
    return date(2026, 3, number)


ANA = Person(id="ana", name="Ana Reyes", known=on(2))
BEN = Person(id="ben", name="Ben Ode", known=on(2))
FAIR = Event(id="fair", name="Fair", when=on(2))
PLANNER = Opening(id="planner", title="Planner", organization="Brightwater", known=on(2))
ASKED = Ask(id="a", of="ana", purpose=Purpose.INTRODUCTION, asked=on(3))
KEPT = Ask(
    id="a",
    of="ana",
    purpose=Purpose.INTRODUCTION,
    asked=on(3),
    answer=Answer(kind=AnswerKind.PROMISED, when=on(4)),
    fulfilment=on(6),
)


def test_a_reference_to_nothing_is_refused() -> None:
    with pytest.raises(UnknownReference, match="no person with the id 'ana'"):
        Ledger(thanks=(Thanks(person="ana", when=on(2)),))
    with pytest.raises(UnknownReference, match="no event with the id 'fair'"):
        Ledger(debriefs=(Debrief(event="fair", rung=Rung.NOTHING, when=on(2)),))


def test_two_things_of_one_kind_never_share_an_id_and_none_is_without() -> None:
    with pytest.raises(TwiceTheSame, match="two persons have the id 'ana'"):
        Ledger(people=(ANA, ANA))
    with pytest.raises(EmptyId, match="every person needs an id"):
        Ledger(people=(Person(id="", name="Ana", known=on(2)),))


def test_nothing_comes_of_an_ask_before_it_is_kept() -> None:
    made = Introduction(by="ana", to="ben", made=on(5), ask="a")
    for asked in (ASKED, KEPT):
        with pytest.raises(NotFulfilled, match="ask 'a' is not fulfilled on 2026-03-05"):
            Ledger(people=(ANA, BEN), asks=(asked,), introductions=(made,))


def test_the_order_in_which_facts_were_told_does_not_matter() -> None:
    late = Effort(minutes=5, when=on(3))
    early, same = Effort(minutes=7, when=on(2)), Effort(minutes=9, when=on(2))
    assert Ledger(people=(BEN, ANA)) == Ledger(people=(ANA, BEN))
    assert Ledger(efforts=(late, early, same)).efforts == (early, same, late)


def test_things_are_found_by_their_ids() -> None:
    ledger = Ledger(people=(ANA,), events=(FAIR,), asks=(ASKED,), openings=(PLANNER,))
    assert ledger.person["ana"] is ANA
    assert ledger.event["fair"] is FAIR
    assert ledger.ask["a"] is ASKED
    assert ledger.opening["planner"] is PLANNER
    assert ledger.asks_of("ana") == (ASKED,)
    assert ledger.asks_of("ben") == ()


def test_the_last_word_counts() -> None:
    forbidden = ContactRule(person="ana", allowed=False, when=on(2))
    allowed = ContactRule(person="ana", allowed=True, when=on(3))
    assert Ledger(people=(ANA,)).may_contact("ana")
    assert not Ledger(people=(ANA,), contact_rules=(forbidden,)).may_contact("ana")
    assert Ledger(people=(ANA,), contact_rules=(allowed, forbidden)).may_contact("ana")
    first = Debrief(event="fair", rung=Rung.NOTHING, when=on(2))
    last = Debrief(event="fair", rung=Rung.A_NAME, when=on(3))
    assert Ledger(events=(FAIR,)).debrief_of("fair") is None
    assert Ledger(events=(FAIR,), debriefs=(last, first)).debrief_of("fair") == last


def test_the_stages_of_an_opening_are_in_order() -> None:
    offer = Stage(opening="planner", kind=StageKind.OFFER, when=on(9))
    applied = Stage(opening="planner", kind=StageKind.APPLICATION, when=on(3))
    ledger = Ledger(openings=(PLANNER,), stages=(offer, applied))
    assert ledger.stages_of("planner") == (applied, offer)
    assert ledger.stages_of("clerk") == ()


def test_one_fact_more() -> None:
    ledger = add(add(Ledger(), ANA), Thanks(person="ana", when=on(3)))
    assert ledger == Ledger(people=(ANA,), thanks=(Thanks(person="ana", when=on(3)),))


def test_what_has_no_day_is_no_fact() -> None:
    with pytest.raises(TypeError, match="str is not a fact"):
        when_of("Ana")


def test_the_speaker_of_an_expectation_is_not_taken_for_a_person() -> None:
    dots = (100, 0, 0, 0, 0)
    guess = Expectation(event="fair", by=Speaker.SEEKER, dots=dots, when=on(2))
    assert list(Ledger(events=(FAIR,), expectations=(guess,)).references()) == [("event", "fair")]


STORY = """
    2026-03-02 search for "planner"
    2026-03-02 met Ana Reyes
    2026-03-02 event Fair
    2026-03-20 event "Spring fair" [recorded 2026-03-10T09:00:00+00:00]
    2026-03-03 asked Ana for an introduction to Ben Ode
    2026-03-04 Ana replied [recorded 2026-03-05]
    2026-03-05 nudged Ana
    2026-03-06 Ana promised
    2026-03-09 Ana introduced me to Ben
    2026-03-09 event Fair cancelled
    2026-03-10 opening "Planner" at Brightwater
    2026-03-11 closed "Planner" at Brightwater
    2026-03-11 pause
    2026-03-12 resume
    2026-03-13 search closed
"""


def test_each_day_knows_what_had_been_recorded_by_then() -> None:
    ledger = read_story(STORY).ledger
    third = as_of(ledger, day(3))
    assert third.asks[0].answer is None
    assert third.asks[0].replies == ()
    assert [event.id for event in third.events] == ["fair-2026-03-02"]
    fifth = as_of(ledger, day(5))
    assert fifth.asks[0].replies[0].on == day(4)
    assert fifth.asks[0].nudges == (on(5),)
    assert as_of(ledger, day(6)).asks[0].answer is not None
    eleventh = as_of(ledger, day(11))
    assert eleventh.events[0].cancelled == on(9)
    assert eleventh.events[1].name == "Spring fair"
    assert eleventh.openings[0].closed == on(11)
    assert eleventh.pauses == (Pause(since=on(11)),)
    assert eleventh.search is not None
    assert eleventh.search.closed is None


def test_before_the_search_began_nothing_but_undated_plans_is_known() -> None:
    ledger = read_story(STORY).ledger
    known = as_of(ledger, day(1))
    assert known.search is None
    assert [event.name for event in known.events] == ["Fair"]
    assert known.people == ()


def test_what_came_is_known_although_its_ask_was_recorded_later() -> None:
    story = """
        2026-03-02 met Ana Reyes
        2026-03-03 asked Ana for an introduction [recorded 2026-03-20]
        2026-03-05 Ana introduced me to Ben Ode
    """
    ledger = read_story(story).ledger
    known = as_of(ledger, day(6))
    assert known.asks == ()
    assert [made.ask for made in known.introductions] == [None]
    assert ledger.introductions[0].ask == "ana-reyes-2026-03-03"


def test_a_kept_promise_recorded_later_leaves_the_introduction_without_its_thread() -> None:
    story = """
        2026-03-02 met Ana Reyes
        2026-03-03 asked Ana for an introduction
        2026-03-05 Ana kept the promise [recorded 2026-03-20]
        2026-03-06 Ana introduced me to Ben Ode out of #ana-reyes-2026-03-03
    """
    known = as_of(read_story(story).ledger, day(7))
    assert known.introductions[0].ask is None
    assert known.asks[0].fulfilment is None


def test_who_is_not_known_yet_takes_what_names_her_along() -> None:
    person = Person(id="ana", name="Ana", known=on(9))
    ledger = Ledger(people=(person,), thanks=(Thanks(person="ana", when=on(3)),))
    assert as_of(ledger, day(5)) == Ledger()


def test_how_many_facts_are_left_out() -> None:
    ledger = Ledger(search=Search(started=on(2)), people=(ANA, BEN), asks=(ASKED,))
    assert [facts_after(ledger, day(number)) for number in (1, 2, 3)] == [4, 1, 0]
