"""Writing: the canonical line of each fact, and ids only where the reader needs them."""

from datetime import UTC, date, datetime

import pytest

from keepknocking.ledger.asks import Ask, Purpose
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.moments import When
from keepknocking.ledger.openings import Opening
from keepknocking.ledger.people import Person, Thanks
from keepknocking.ledger.searches import Note, Pause
from keepknocking.ledger.story.reading import read_story
from keepknocking.ledger.story.writing import write_story


def on(number: int) -> When:
    return When(date(2026, 3, number))


def person(identity: str, name: str, number: int = 2) -> Person:
    return Person(id=identity, name=name, known=on(number))


def written(ledger: Ledger) -> list[str]:
    """The lines, which must be read as the same ledger."""
    text = write_story(ledger)
    story = read_story(text)
    assert [problem.sentence() for problem in story.problems] == []
    assert story.ledger == ledger
    return text.splitlines()


def test_a_story_that_is_written_as_the_program_writes_stays_as_it_is() -> None:
    text = """\
2026-03-02 search for "planner in logistics" goal offer, 8h a week, zone Europe/Berlin
2026-03-02 event "Chamber breakfast" meetup 2h
2026-03-02 expect "Chamber breakfast": nothing 40, a name 35, an opening 20, an interview 4, an offer 1
2026-03-02 house expects "Chamber breakfast": nothing 60, a name 40, an opening 0, an interview 0, an offer 0 by defaults-2026-11
2026-03-02 met Ana Reyes (Harbor Foods, buyer) at "Chamber breakfast"
2026-03-02 know Frank Lee (, clerk) well imported
2026-03-02 debrief "Chamber breakfast": a name, talked to 9
2026-03-03 asked Ana Reyes for an introduction to Ben Ode (Brightwater) by email 15m
2026-03-10 nudged Ana Reyes
2026-03-11 Ana Reyes replied [recorded 2026-03-12T08:00:00+01:00]
2026-03-12 Ana Reyes promised
2026-03-15 Ana Reyes introduced me to Ben Ode
2026-03-16 Ben Ode knows Chen Wu (Brightwater, head of planning)
2026-03-16 asked Ben Ode about openings at Brightwater in person
2026-03-20 Ben Ode told me of "Planner" at Brightwater
2026-03-21 applied for "Planner" at Brightwater through Ben Ode
2026-03-22 thanked Ana Reyes
2026-03-22 effort 45m on "letters"
2026-03-22 do not contact Frank Lee
2026-03-23 asked Chen Wu for a referral for "Planner" at Brightwater
2026-03-24 Chen Wu kept the promise
2026-03-25 pause
2026-03-28 resume
2026-03-28 interview for "Planner" at Brightwater
2026-03-29 note about Ana Reyes: likes "short" mails.
2026-03-30 corrected "2026-03-12 Ana said yes" -> nothing
2026-04-12 search closed
"""  # noqa: E501 - these are lines of a story
    story = read_story(text)
    assert [problem.sentence() for problem in story.problems] == []
    # Kept without a promise on an earlier day: the promise of the same day is written as well.
    expected = text.replace(
        "2026-03-24 Chen Wu kept", "2026-03-24 Chen Wu promised\n2026-03-24 Chen Wu kept"
    )
    assert write_story(story.ledger) == expected
    assert [line.understood for line in story.lines] == [*text.splitlines(), None]


def test_an_empty_ledger_is_an_empty_story() -> None:
    assert write_story(Ledger()) == ""


def test_ids_are_written_only_where_they_are_needed() -> None:
    thanks = tuple(Thanks(person=identity, when=on(4)) for identity in ("a", "ben-ode", "ana-2"))
    people = (person("a", "Ana"), person("ana-2", "Ana", 3), person("ben-ode", "Ben Ode"))
    assert written(Ledger(people=people, thanks=thanks)) == [
        "2026-03-02 person Ana #a",
        "2026-03-02 person Ben Ode",
        "2026-03-03 person Ana #ana-2",
        "2026-03-04 thanked Ana #a",
        "2026-03-04 thanked Ben Ode",
        "2026-03-04 thanked Ana #ana-2",
    ]


def test_who_is_named_before_her_day_has_her_line_above() -> None:
    people = (person("ana", "Ana", 9),)
    assert written(Ledger(people=people, thanks=(Thanks(person="ana", when=on(4)),))) == [
        "2026-03-09 person Ana",
        "2026-03-04 thanked Ana",
    ]


def test_an_opening_named_before_its_day_has_its_line_above() -> None:
    opening = Opening(id="o", title="Planner", organization="Oak", known=on(9), told_by="ana")
    ask = Ask(id="x", of="ana", purpose=Purpose.OPENING, asked=on(3), opening="o")
    ledger = Ledger(people=(person("ana", "Ana"),), openings=(opening,), asks=(ask,))
    assert written(ledger) == [
        "2026-03-02 person Ana",
        '2026-03-09 Ana told me of "Planner" at Oak #o unasked',
        '2026-03-03 asked Ana about "Planner" at Oak as #x',
    ]


def test_one_pause_after_the_other() -> None:
    pauses = (Pause(since=on(2), until=on(4)), Pause(since=on(4)))
    assert written(Ledger(pauses=pauses)) == [
        "2026-03-02 pause",
        "2026-03-04 resume",
        "2026-03-04 pause",
    ]


@pytest.mark.parametrize("until", [None, on(9)])
def test_pauses_that_lie_in_each_other(until: When | None) -> None:
    later = When(date(2026, 3, 6), datetime(2026, 3, 7, tzinfo=UTC))
    pauses = (Pause(since=on(2), until=until), Pause(since=on(4), until=later))
    lines = written(Ledger(pauses=pauses))
    assert lines[0] == (
        "2026-03-02 pause" if until is None else "2026-03-02 pause until 2026-03-09"
    )
    same = (Pause(since=on(2), until=When(date(2026, 3, 2), later.recorded_at)),)
    assert written(Ledger(pauses=same)) == [
        "2026-03-02 pause until 2026-03-02 recorded 2026-03-07T00:00:00+00:00"
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("plain.", "note: plain."),
        (" spaces ", 'note: " spaces "'),
        ("a\nb\t\\", r'note: "a\nb\t\\"'),
        ("[recorded 2026-03-02]", 'note: "[recorded 2026-03-02]"'),
        ('"quoted"', r'note: "\"quoted\""'),
        ("\u2028\ufeff", r'note: "\u{2028}\u{feff}"'),
        ("", 'note: ""'),
        ("# x: y", "note: # x: y"),
    ],
)
def test_notes_of_any_text(text: str, line: str) -> None:
    assert written(Ledger(notes=(Note(text=text, when=on(2)),))) == [f"2026-03-02 {line}"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ana Reyes", "Ana Reyes"),
        ("O'Neill-Smith", "O'Neill-Smith"),
        ("J. R. Ode", "J. R. Ode"),
        ("Ana Jr.", '"Ana Jr."'),
        ("Kim At Large", '"Kim At Large"'),
        ("Kim Well", '"Kim Well"'),
        ("Not Yet", '"Not Yet"'),
        ("3M Desk", '"3M Desk"'),
        ("Lee, Bo", '"Lee, Bo"'),
        ("Ana  Reyes", '"Ana  Reyes"'),
        ("陳 武", "陳 武"),
        ('"A"', r'"\"A\""'),
    ],
)
def test_names_stand_between_quotes_where_they_could_be_misread(name: str, shown: str) -> None:
    identity = read_story(f"2026-03-02 person {shown}").ledger.people[0].id
    assert written(Ledger(people=(person(identity, name),))) == [f"2026-03-02 person {shown}"]
