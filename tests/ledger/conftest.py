"""Made ledgers: any facts that hold together, with names and ids that are hard to tell apart."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

import pytest
from hypothesis import strategies as st

from keepknocking.ledger.asks import Answer, AnswerKind, Ask, Channel, Introduction, Purpose
from keepknocking.ledger.events import RUNGS, Debrief, Encounter, Event
from keepknocking.ledger.expectations import Expectation, Speaker
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.moments import When
from keepknocking.ledger.openings import Opening, Stage, StageKind
from keepknocking.ledger.people import (
    ContactDetail,
    ContactKind,
    ContactRule,
    Person,
    Thanks,
    Tie,
    TieSource,
    TieStrength,
)
from keepknocking.ledger.searches import Correction, Effort, Goal, Note, Pause, Search

MONDAY = date(2026, 3, 2)
NAMES = [
    "Ana Reyes",
    "Ana",
    "ana reyes",
    "Aná Reyes",
    "Ana Reyes Lopez",
    "Ben Ode",
    "陳 武",
    "Will For Hire",
    "at",
    "Kim Well",
    "imported Ana",
    "10m",
    "in person",
    "the",
    "The Fair",
    "Fair",
    'Dana "Coach" Lee',
    "Kim (HR)",
    "Lee, Bo",
    "#1",
    "3M Desk",
    "2026-03-02",
    "Ana Reyes.",
    "Note: x",
    " Bo  Li ",
    "I",
    "ana promised",
    "Ода Бен",
    "O'Neill-Smith",
    "a\nb\\n",
    "[recorded 2026-03-02]",
    "“Q”",
    "\ufeffx",
    "!",
    "?",
]
VALUES = [
    "ana@example.org",
    "ana@",
    "+49 30 123456",
    "https://www.linkedin.com/in/ana#top",
    "mailto:ana: x",
    "Ana (HR).",
    "“Ana” x",
    '"Ana" x',
    "\u202eana\u202c",
    "a\r\nb",
    "x [recorded 2026-03-02]",
    "\u00a0x",
    "#1",
    ":",
]
IDS = [
    "ana-reyes",
    "ana-reyes-2",
    "ana",
    "fair-2026-03-03",
    "ana-reyes-2026-03-03",
    "x y",
    '"',
    " ",
    "#",
]
texts = st.one_of(st.sampled_from(NAMES), st.text(max_size=8))
values = st.one_of(st.sampled_from(VALUES), texts).filter(lambda text: bool(text.strip()))
names = texts.filter(lambda text: bool(text.strip()))
days = st.integers(0, 4).map(lambda number: MONDAY + timedelta(number))
moments = st.one_of(
    st.none(),
    st.none(),
    st.datetimes(
        datetime(2026, 3, 1),  # noqa: DTZ001 - the zone is drawn as well
        datetime(2026, 3, 9),  # noqa: DTZ001
        timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30, seconds=7))]),
    ),
)
whens = st.builds(When, days, moments)
KINDS = ["meetup", "calendar", "2h", "cancelled", "from", "in"]
clock = st.builds(time, st.integers(0, 23), st.integers(0, 59))
minutes = st.one_of(st.none(), st.integers(1, 400))


def whens_after(day: date) -> st.SearchStrategy[When]:
    return st.builds(When, st.integers(0, 3).map(lambda more: day + timedelta(more)), moments)


@st.composite
def ids(draw: st.DrawFn, count: int, plain: list[str]) -> list[str]:
    """Ids that differ: often those that the reader would give, sometimes any text."""
    found: list[str] = []
    for wanted in plain[:count]:
        identity = draw(
            st.one_of(st.just(wanted), st.sampled_from(IDS), st.text(min_size=1, max_size=3))
        )
        while identity in found:
            identity += "-2"
        found.append(identity)
    return found


def some(values: list[str]) -> st.SearchStrategy[str | None]:
    return st.one_of(st.none(), st.sampled_from(values)) if values else st.none()


@st.composite
def asks(draw: st.DrawFn, identity: str, people: list[str], openings: list[str]) -> Ask:
    asked = draw(whens)
    answer = fulfilment = None
    if draw(st.booleans()):
        kind = draw(st.sampled_from(AnswerKind))
        answer = Answer(kind=kind, when=draw(whens_after(asked.on)))
        if kind is AnswerKind.PROMISED and draw(st.booleans()):
            fulfilment = draw(st.one_of(st.just(answer.when), whens_after(answer.when.on)))
    return Ask(
        id=identity,
        of=draw(st.sampled_from(people)),
        purpose=draw(st.sampled_from(Purpose)),
        asked=asked,
        towards=draw(some(people)),
        organization=draw(st.one_of(st.none(), texts)),
        opening=draw(some(openings)),
        channel=draw(st.one_of(st.none(), st.sampled_from(Channel))),
        through=draw(some(people)),
        minutes=draw(minutes),
        replies=tuple(draw(st.lists(whens_after(asked.on), max_size=2))),
        nudges=tuple(draw(st.lists(whens_after(asked.on), max_size=2))),
        answer=answer,
        fulfilment=fulfilment,
    )


@st.composite
def dots(draw: st.DrawFn) -> tuple[int, ...]:
    cuts = sorted(draw(st.lists(st.integers(0, 100), min_size=4, max_size=4)))
    return tuple(high - low for low, high in zip([0, *cuts], [*cuts, 100], strict=True))


@st.composite
def came_of(draw: st.DrawFn, done: list[Ask]) -> tuple[str | None, When]:
    """An ask of which something came, and when; or none, and any time."""
    if draw(st.booleans()) and done:
        ask = draw(st.sampled_from(done))
        assert ask.fulfilment is not None
        return ask.id, draw(st.one_of(st.just(ask.fulfilment), whens_after(ask.fulfilment.on)))
    return None, draw(whens)


@st.composite
def searches(draw: st.DrawFn) -> Search | None:
    if draw(st.booleans()):
        return None
    started = draw(whens)
    return Search(
        started=started,
        goal=draw(st.sampled_from(Goal)),
        zone=draw(st.one_of(st.none(), st.just("Europe/Berlin"), texts)),
        hours_a_week=draw(
            st.one_of(st.none(), st.just(8), st.floats(0, exclude_min=True, allow_infinity=False))
        ),
        wanted=draw(st.one_of(st.none(), texts)),
        closed=draw(st.one_of(st.none(), whens_after(started.on))),
    )


@st.composite
def pauses(draw: st.DrawFn) -> Pause:
    since = draw(whens)
    return Pause(since=since, until=draw(st.one_of(st.none(), whens_after(since.on))))


@st.composite
def peopled(draw: st.DrawFn) -> dict[str, Any]:
    count = draw(st.integers(0, 4))
    plain = ["ana-reyes", "ana", "ana-reyes-2", "ben-ode"]
    people = [
        Person(
            id=identity,
            name=draw(names),
            known=draw(whens),
            organization=draw(st.one_of(st.none(), texts)),
            role=draw(st.one_of(st.none(), texts)),
        )
        for identity in draw(ids(count, plain))
    ]
    plain = ["fair-2026-03-03", "fair-2026-03-04", "ana-2026-03-03"]
    events = [
        Event(
            id=identity,
            name=draw(names),
            when=draw(whens),
            kind=draw(st.one_of(st.none(), st.sampled_from(KINDS), texts)),
            minutes=draw(minutes),
            begins=draw(st.one_of(st.none(), clock)),
            place=draw(st.one_of(st.none(), texts)),
            cancelled=draw(st.one_of(st.none(), whens)),
        )
        for identity in draw(ids(draw(st.integers(0, 3)), plain))
    ]
    return {"people": tuple(people), "events": tuple(events)}


@st.composite
def made_ledgers(draw: st.DrawFn) -> Ledger:
    told = draw(peopled())
    people = [person.id for person in told["people"]]
    events = [event.id for event in told["events"]]
    opening_ids = draw(ids(draw(st.integers(0, 3)), ["fair-ana", "ana-fair", "fair-ana-2"]))
    ask_ids = ["ana-reyes-2026-03-02", "ana-reyes-2026-03-03", "ana-2026-03-02", "a"]
    wanted = draw(ids(draw(st.integers(0, 4)), ask_ids)) if people else []
    asked = [draw(asks(identity, people, opening_ids)) for identity in wanted]
    done = [ask for ask in asked if ask.fulfilment is not None]
    openings = []
    for identity in opening_ids:
        ask, known = draw(came_of(done))
        openings.append(
            Opening(
                id=identity,
                title=draw(names),
                organization=draw(names),
                known=known,
                told_by=draw(some(people)),
                ask=ask,
                closed=draw(st.one_of(st.none(), whens)),
            )
        )
    introductions = []
    for _ in range(draw(st.integers(0, 3)) if people else 0):
        ask, made = draw(came_of(done))
        by, to = draw(st.sampled_from(people)), draw(st.sampled_from(people))
        introductions.append(Introduction(by=by, to=to, made=made, ask=ask))
    return Ledger(
        search=draw(searches()),
        asks=tuple(asked),
        openings=tuple(openings),
        introductions=tuple(introductions),
        pauses=tuple(draw(st.lists(pauses(), max_size=3))),
        **told,
        **draw(about_events(events, people)),
        **draw(about_people(people)),
        **draw(remarks(people, opening_ids)),
    )


@st.composite
def about_events(draw: st.DrawFn, events: list[str], people: list[str]) -> dict[str, Any]:
    encounters = st.lists(
        st.builds(Encounter, person=st.sampled_from(people), when=whens, event=some(events)),
        max_size=3,
    )
    found: dict[str, Any] = {"encounters": tuple(draw(encounters)) if people else ()}
    if not events:
        return found
    debriefs = st.builds(
        Debrief,
        event=st.sampled_from(events),
        rung=st.sampled_from(RUNGS),
        when=whens,
        talked_to=st.one_of(st.none(), st.integers(0, 99)),
    )
    expectations = st.builds(
        Expectation,
        event=st.sampled_from(events),
        by=st.sampled_from(Speaker),
        dots=dots(),
        when=whens,
        model=st.one_of(st.none(), texts),
    )
    found["debriefs"] = tuple(draw(st.lists(debriefs, max_size=2)))
    found["expectations"] = tuple(draw(st.lists(expectations, max_size=2)))
    return found


@st.composite
def about_people(draw: st.DrawFn, people: list[str]) -> dict[str, Any]:
    if not people:
        return {}
    one = st.sampled_from(people)
    ties = st.tuples(some(people), one).filter(lambda pair: pair[0] != pair[1])
    drawn = draw(st.lists(ties, max_size=3))
    return {
        "ties": tuple(
            Tie(
                of=of,
                to=to,
                strength=draw(st.sampled_from(TieStrength)),
                known=draw(whens),
                source=draw(st.sampled_from(TieSource)),
            )
            for of, to in drawn
        ),
        "contact_details": tuple(
            draw(
                st.lists(
                    st.builds(
                        ContactDetail,
                        person=one,
                        kind=st.sampled_from(ContactKind),
                        value=values,
                        known=whens,
                    ),
                    max_size=3,
                )
            )
        ),
        "contact_rules": tuple(
            draw(
                st.lists(
                    st.builds(ContactRule, person=one, allowed=st.booleans(), when=whens),
                    max_size=2,
                )
            )
        ),
        "thanks": tuple(draw(st.lists(st.builds(Thanks, person=one, when=whens), max_size=2))),
    }


@st.composite
def remarks(draw: st.DrawFn, people: list[str], openings: list[str]) -> dict[str, Any]:
    notes = st.builds(Note, text=texts, when=whens, person=some(people))
    efforts = st.builds(
        Effort, minutes=st.integers(1, 500), when=whens, on=st.one_of(st.none(), texts)
    )
    corrections = st.builds(Correction, was=texts, now=st.one_of(st.none(), texts), when=whens)
    stages: tuple[Stage, ...] = ()
    if openings:
        stage = st.builds(
            Stage,
            opening=st.sampled_from(openings),
            kind=st.sampled_from(StageKind),
            when=whens,
            through=some(people),
        )
        stages = tuple(draw(st.lists(stage, max_size=3)))
    return {
        "notes": tuple(draw(st.lists(notes, max_size=2))),
        "efforts": tuple(draw(st.lists(efforts, max_size=2))),
        "corrections": tuple(draw(st.lists(corrections, max_size=2))),
        "stages": stages,
    }


@pytest.fixture(scope="session")
def ledgers() -> st.SearchStrategy[Ledger]:
    return made_ledgers()
