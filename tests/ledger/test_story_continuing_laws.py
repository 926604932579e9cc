"""Laws of continuing: as if the story were written, appended to and read; old facts stay."""

import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.story.appending import appended
from keepknocking.ledger.story.continuing import Continued, continued
from keepknocking.ledger.story.problems import Problem
from keepknocking.ledger.story.reading import read_story
from keepknocking.ledger.story.rendering import name_of
from keepknocking.ledger.story.spelling import quoted, written_id
from keepknocking.ledger.story.writing import write_story

MONDAY = date(2026, 3, 2)
TODAY = MONDAY + timedelta(30)
NOW = datetime(2026, 4, 1, 9, 30, tzinfo=UTC)
ONLY_ADDED = (
    "ties",
    "contact_rules",
    "encounters",
    "debriefs",
    "expectations",
    "introductions",
    "stages",
    "thanks",
    "efforts",
    "notes",
    "corrections",
)
# A pause that is written with its end counts as ended at once in a text, but not in a ledger.
OVERLAPPING = re.compile(r"^\S+ pause (again )?until ", re.MULTILINE)
RESTING = re.compile(r"^(\S+ )?(pause|resume)", re.MULTILINE)
FORMS = (
    "{p} promised",
    "{p} promised {a}",
    "{p} declined",
    "{p} declined {a}",
    "{p} replied",
    "{p} kept the promise",
    "{p} kept the promise {a}",
    "nudged {p}",
    "nudged {p} about {a}",
    "asked {p} for an introduction to {q}",
    "asked {p} for a conversation by email as #new",
    "asked {p} for a referral at {o} through {q} 15m",
    "asked {p} about openings for {o}",
    "asked {p} about {o}",
    "talked with {p} at {e}",
    "talked with {p}",
    "talked with {p} answering {a}",
    "{p} introduced me to {q}",
    "{p} introduced me to {q} (Oak Bank, clerk) answering {a}",
    "{p} introduced me to {q} out of {a}",
    "{p} introduced me to {q} unasked",
    "{p} told me of {o}",
    "{p} told me of {o} answering {a}",
    "opening {o}",
    "opening {o} out of {a}",
    "{p} referred me for {o}",
    "{p} referred me for {o} answering {a}",
    "closed {o}",
    "applied for {o} through {p}",
    "interview for {o}",
    "met {p} (Harbor Foods, buyer) at {e}",
    "met {p}",
    "know {p} well",
    "{p} knows {q}",
    "person {p} (Oak Bank)",
    "thanked {p}",
    "do not contact {p}",
    "email of {p}: ana@example.org",
    'other name of {p}: "#1: ana"',
    "event {e} meetup 2h",
    'event {e} calendar from 18:30 in "Town hall"',
    "event {e} cancelled",
    "expect {e}: nothing 60, a name 40",
    "debrief {e}: a name, talked to 9",
    "pause",
    "pause again",
    "pause until 2026-03-06",
    "resume",
    "search for planner",
    "search closed",
    "effort 45m",
    "note about {p}: likes tea",
    'corrected "a" -> nothing',
    "# a remark",
    "",
)


@st.composite
def new_lines(draw: st.DrawFn, ledger: Ledger) -> list[str]:
    """Lines about what the ledger holds, and about some that it does not hold."""
    people = [name_of(person.name) for person in ledger.people]
    people += [f"{name_of(person.name)} {written_id(person.id)}" for person in ledger.people]
    events = [quoted(event.name) for event in ledger.events]
    events += [f"{quoted(event.name)} {written_id(event.id)}" for event in ledger.events]
    openings = [
        f"{quoted(opening.title)} at {name_of(opening.organization)}" for opening in ledger.openings
    ]
    openings += [
        f"{place} {written_id(opening.id)}"
        for place, opening in zip(openings, ledger.openings, strict=True)
    ]
    person = st.sampled_from([*people, *people, "Zoe Quill", "ana", "Yan Ito #yan"])
    parts = {
        "p": person,
        "q": person,
        "e": st.sampled_from([*events, *events, '"Gala"']),
        "o": st.sampled_from([*openings, *openings, '"Clerk" at Oakfield', '"Fair"']),
        "a": st.sampled_from([*(written_id(ask.id) for ask in ledger.asks), "#new", "#none"]),
    }
    day = st.integers(-1, 8).map(lambda number: f"{MONDAY + timedelta(number)} ")
    line = st.builds(
        lambda day, form, parts: day + form.format(**parts),
        st.one_of(st.just(""), day),
        st.sampled_from(FORMS),
        st.fixed_dictionaries(parts),
    )
    return draw(st.lists(line, min_size=1, max_size=3))


def without_later(ledger: Ledger) -> dict[str, Counter[object]]:
    """What no line may ever change, but for a correction."""
    kept = {name: Counter(getattr(ledger, name)) for name in ONLY_ADDED}
    kept["people"] = Counter((person.id, person.name, person.known) for person in ledger.people)
    kept["events"] = Counter(replace(event, cancelled=None) for event in ledger.events)
    kept["openings"] = Counter(replace(opening, closed=None) for opening in ledger.openings)
    kept["asks"] = Counter(
        replace(ask, answer=None, fulfilment=None, nudges=(), replies=()) for ask in ledger.asks
    )
    kept["came"] = Counter(
        (thing.id, what)
        for ask in ledger.asks
        for thing, whats in ((ask, (*ask.nudges, *ask.replies, ask.answer, ask.fulfilment)),)
        for what in whats
        if what is not None
    )
    ends = [(event.id, event.cancelled) for event in ledger.events]
    ends += [(opening.id, opening.closed) for opening in ledger.openings]
    kept["ends"] = Counter(end for end in ends if end[1] is not None)
    kept["pauses"] = Counter(pause.since for pause in ledger.pauses)
    kept["ended pauses"] = Counter(pause for pause in ledger.pauses if pause.until is not None)
    search = ledger.search
    kept["search"] = Counter([replace(search, closed=None), search.closed] if search else [])
    kept["search"].pop(None, None)
    return kept


def keeps(before: Ledger, after: Ledger) -> bool:
    """Whether no old fact is lost or says something else."""
    later = without_later(after)
    return all(facts <= later[name] for name, facts in without_later(before).items())


def said(problem: Problem) -> tuple[object, ...]:
    """A problem, but for which of several near names it shows."""
    return problem.line, problem.column, problem.found, problem.expected, bool(problem.nearest)


def check_against_the_story(ledger: Ledger, lines: list[str]) -> None:
    done = continued(ledger, lines, today=TODAY, recorded_at=NOW)
    check_all_or_none(ledger, done)
    text = write_story(ledger)
    if not keeps(ledger, read_story("\n".join([text, *lines]), today=TODAY).ledger):
        return
    if OVERLAPPING.search(text) and RESTING.search("\n".join(lines)):
        return
    told = appended(text, lines, today=TODAY, recorded_at=NOW)
    assert list(map(said, done.problems)) == list(map(said, told.problems))
    assert done.added == told.added
    assert done.ledger == read_story(told.text).ledger


def check_all_or_none(ledger: Ledger, done: Continued) -> None:
    if done.problems:
        assert done.ledger is ledger
        assert done.added == done.new == ()
    assert keeps(ledger, done.ledger)


def often(examples: int) -> settings:
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(deadline=None, max_examples=examples, suppress_health_check=checks)


@often(40)
@given(data=st.data())
def test_lines_mean_the_same_as_at_the_end_of_the_written_story(
    ledgers: st.SearchStrategy[Ledger], data: st.DataObject
) -> None:
    ledger = data.draw(ledgers)
    check_against_the_story(ledger, data.draw(new_lines(ledger)))


@pytest.mark.slow
@often(500)
@given(data=st.data())
def test_many_lines_mean_the_same_as_at_the_end_of_the_written_story(
    ledgers: st.SearchStrategy[Ledger], data: st.DataObject
) -> None:
    ledger = data.draw(ledgers)
    check_against_the_story(ledger, data.draw(new_lines(ledger)))
