"""The words refuse what cannot be: each invariant, and the small questions they answer."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from keepknocking.ledger.asks import (
    Answer,
    AnswerKind,
    Ask,
    AskStatus,
    FulfilledWithoutPromise,
    OutOfOrder,
    Purpose,
)
from keepknocking.ledger.events import Debrief, Event, NotOnTheClock, NotPositive, Rung
from keepknocking.ledger.expectations import DotsNotAHundred, Expectation, Speaker, WrongDots
from keepknocking.ledger.moments import MomentWithoutZone, When
from keepknocking.ledger.openings import Opening
from keepknocking.ledger.people import (
    ContactDetail,
    ContactKind,
    EmptyDetail,
    EmptyName,
    KnowsOneself,
    Person,
    Tie,
    TieStrength,
)
from keepknocking.ledger.searches import Effort, Pause, Search

MONDAY = date(2026, 3, 2)


def on(number: int) -> When:
    return When(date(2026, 3, number))


def ask(
    answer: Answer | None = None,
    fulfilment: When | None = None,
    *,
    replies: tuple[When, ...] = (),
    nudges: tuple[When, ...] = (),
) -> Ask:
    return Ask(
        id="ana-2026-03-03",
        of="ana",
        purpose=Purpose.INTRODUCTION,
        asked=on(3),
        answer=answer,
        fulfilment=fulfilment,
        replies=replies,
        nudges=nudges,
    )


def promised(number: int) -> Answer:
    return Answer(kind=AnswerKind.PROMISED, when=on(number))


def test_a_moment_needs_a_zone() -> None:
    with pytest.raises(MomentWithoutZone, match="2026-03-02T10:00:00 has no time zone"):
        When(MONDAY, datetime(2026, 3, 2, 10))  # noqa: DTZ001 - that is what is refused


def test_a_fact_is_known_when_it_was_recorded_but_never_before_it_happened() -> None:
    assert When(MONDAY).known_on == MONDAY
    assert When(MONDAY, datetime(2026, 3, 8, tzinfo=UTC)).known_on == date(2026, 3, 8)
    assert When(MONDAY, datetime(2026, 3, 1, tzinfo=UTC)).known_on == MONDAY


def test_a_moment_in_the_hour_that_is_there_twice_equals_the_same_moment_with_its_offset() -> None:
    twice = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"), fold=1)
    plain = datetime(2026, 10, 25, 2, 30, tzinfo=timezone(timedelta(hours=1)))
    assert When(MONDAY, twice) == When(MONDAY, plain)


@pytest.mark.parametrize("name", ["", "  \t"])
def test_names_are_not_empty(name: str) -> None:
    with pytest.raises(EmptyName, match="every person needs a name"):
        Person(id="ana", name=name, known=on(2))
    with pytest.raises(EmptyName, match="every event needs a name"):
        Event(id="fair", name=name, when=on(2))
    with pytest.raises(EmptyName, match="opening"):
        Opening(id="planner", title=name, organization="Brightwater", known=on(2))
    with pytest.raises(EmptyName, match="organization"):
        Opening(id="planner", title="Planner", organization=name, known=on(2))


def test_nobody_has_a_tie_to_oneself() -> None:
    with pytest.raises(KnowsOneself, match="ana"):
        Tie(of="ana", to="ana", strength=TieStrength.CLOSE, known=on(2))


def test_lengths_and_numbers_are_above_zero() -> None:
    with pytest.raises(NotPositive, match="an event's length in minutes must be above zero, not 0"):
        Event(id="fair", name="Fair", when=on(2), minutes=0)
    with pytest.raises(NotPositive, match="the number of people talked to"):
        Debrief(event="fair", rung=Rung.NOTHING, when=on(2), talked_to=-1)
    with pytest.raises(NotPositive, match="the minutes of an effort"):
        Effort(minutes=-5, when=on(2))
    with pytest.raises(NotPositive, match="the minutes of an ask"):
        Ask(id="a", of="ana", purpose=Purpose.REFERRAL, asked=on(2), minutes=0)


@pytest.mark.parametrize("value", ["", " \t\n"])
def test_a_contact_detail_says_something(value: str) -> None:
    with pytest.raises(EmptyDetail, match="every other name needs to say something"):
        ContactDetail(person="ana", kind=ContactKind.OTHER_NAME, value=value, known=on(2))


@pytest.mark.parametrize("begins", [time(18, 30, 1), time(18, 30, 0, 1), time(18, 30, tzinfo=UTC)])
def test_an_event_begins_at_a_whole_minute_on_the_clock_of_its_place(begins: time) -> None:
    assert Event(id="fair", name="Fair", when=on(2), begins=time(18, 30)).begins == time(18, 30)
    with pytest.raises(NotOnTheClock, match="without seconds and zone"):
        Event(id="fair", name="Fair", when=on(2), begins=begins)


@pytest.mark.parametrize("hours", [0.0, -1.0, float("nan"), float("inf")])
def test_hours_a_week_are_a_number_above_zero(hours: float) -> None:
    with pytest.raises(NotPositive, match="the hours a week"):
        Search(started=on(2), hours_a_week=hours)


def test_a_search_and_a_pause_end_after_they_begin() -> None:
    with pytest.raises(OutOfOrder, match="closing the search on 2026-03-02 comes before its start"):
        Search(started=on(3), closed=on(2))
    with pytest.raises(OutOfOrder, match="taking up the search on 2026-03-02"):
        Pause(since=on(3), until=on(2))


def test_a_pause_covers_its_days_but_not_the_first_day_back() -> None:
    pause = Pause(since=on(3), until=on(5))
    assert [pause.covers(date(2026, 3, day)) for day in (2, 3, 4, 5)] == [False, True, True, False]
    assert Pause(since=on(3)).covers(date(2030, 1, 1))


def test_an_expectation_is_a_hundred_dots_on_five_rungs() -> None:
    for dots, words in (
        ((40, 35, 20, 4, 0), "99, not to 100: 1 more to lay"),
        ((40, 35, 20, 4, 3), "102, not to 100: 2 too many"),
    ):
        with pytest.raises(DotsNotAHundred, match=words):
            Expectation(event="fair", by=Speaker.SEEKER, dots=dots, when=on(2))
    for wrong in ((100,), (101, -1, 0, 0, 0)):
        with pytest.raises(WrongDots, match="must be 5 numbers"):
            Expectation(event="fair", by=Speaker.SEEKER, dots=wrong, when=on(2))


def test_nothing_comes_to_an_ask_before_it_was_made() -> None:
    with pytest.raises(OutOfOrder, match="a nudge on 2026-03-02 comes before the ask on"):
        ask(nudges=(on(2),))
    with pytest.raises(OutOfOrder, match="a reply"):
        ask(replies=(on(2),))
    with pytest.raises(OutOfOrder, match="an answer"):
        ask(promised(2))
    with pytest.raises(OutOfOrder, match="a fulfilment on 2026-03-04 comes before the promise"):
        ask(promised(5), on(4))


def test_only_a_promise_is_kept() -> None:
    with pytest.raises(FulfilledWithoutPromise, match="ana-2026-03-03"):
        ask(None, on(4))
    with pytest.raises(FulfilledWithoutPromise):
        ask(Answer(kind=AnswerKind.DECLINED, when=on(4)), on(4))


def test_where_an_ask_stands() -> None:
    declined = Answer(kind=AnswerKind.DECLINED, when=on(4))
    asks = [ask(), ask(promised(4)), ask(declined), ask(promised(4), on(5))]
    assert [one.status for one in asks] == [
        AskStatus.SILENT,
        AskStatus.PROMISED,
        AskStatus.DECLINED,
        AskStatus.FULFILLED,
    ]
    assert [one.is_open for one in asks] == [True, True, False, False]


def test_silence_is_counted_from_the_promise_the_last_reply_or_the_ask() -> None:
    today = date(2026, 3, 12)
    assert ask().silent_days(today=today) == 9
    assert ask(replies=(on(9), on(5))).silent_days(today=today) == 3
    assert ask(promised(10), replies=(on(5),)).silent_days(today=today) == 2
    assert ask().silent_days(today=MONDAY) == 0


def test_nudges_are_in_the_order_of_days_and_belong_to_the_present_silence() -> None:
    nudged = ask(promised(8), nudges=(on(10), on(6)))
    assert nudged.nudges == (on(6), on(10))
    assert nudged.nudges_in_silence() == (on(10),)
