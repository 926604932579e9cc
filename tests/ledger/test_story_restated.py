"""Restated lines: every fact of a ledger said as lines of a story, for people to read."""

from dataclasses import fields

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keepknocking.ledger.ledger import Ledger, when_of
from keepknocking.ledger.story.continuing import restated_line, restated_lines
from keepknocking.ledger.story.lines import StoryLine, read_line
from keepknocking.ledger.story.reading import read_story

STORY = """2026-03-01 search for "planner" goal interview, 8h a week
2026-03-02 event "Fair" meetup 2h
2026-03-02 event "Gala"
2026-03-02 expect "Fair": nothing 60, a name 40, an opening 0, an interview 0, an offer 0
2026-03-02 met Ana Reyes (Harbor Foods, buyer) at "Fair"
2026-03-02 know Ana Reyes well
2026-03-03 debrief "Fair": a name, talked to 9
2026-03-03 asked Ana for an introduction to Ben Ode by email as #first
2026-03-04 nudged Ana
2026-03-05 Ana replied
2026-03-06 Ana promised
2026-03-07 Ana introduced me to Ben
2026-03-08 Ben told me of Planner at Brightwater
2026-03-09 applied for Planner through Ben
2026-03-10 thanked Ana
2026-03-10 effort 45m on letters
2026-03-11 pause
2026-03-12 resume
2026-03-13 do not contact Ben
2026-03-14 note about Ana: likes tea [recorded 2026-03-15]
2026-03-15 corrected "a" -> nothing
2026-03-16 event Gala cancelled
2026-03-17 closed Planner
2026-03-18 search closed
"""
LEDGER = read_story(STORY).ledger


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("people", ("2026-03-02 person Ana Reyes (Harbor Foods, buyer)",)),
        ("ties", ("2026-03-02 know Ana Reyes well",)),
        ("contact_rules", ("2026-03-13 do not contact Ben Ode",)),
        ("events", ('2026-03-02 event "Fair" meetup 2h',)),
        ("encounters", ('2026-03-02 met Ana Reyes at "Fair"',)),
        ("debriefs", ('2026-03-03 debrief "Fair": a name, talked to 9',)),
        (
            "expectations",
            (
                (
                    '2026-03-02 expect "Fair": nothing 60, a name 40, an opening 0, '
                    "an interview 0, an offer 0"
                ),
            ),
        ),
        (
            "asks",
            (
                "2026-03-03 asked Ana Reyes for an introduction to Ben Ode by email",
                "2026-03-04 nudged Ana Reyes",
                "2026-03-05 Ana Reyes replied",
                "2026-03-06 Ana Reyes promised",
                "2026-03-07 Ana Reyes kept the promise",
            ),
        ),
        ("introductions", ("2026-03-07 Ana Reyes introduced me to Ben Ode",)),
        (
            "openings",
            (
                '2026-03-08 Ben Ode told me of "Planner" at Brightwater',
                '2026-03-17 closed "Planner" at Brightwater',
            ),
        ),
        ("stages", ('2026-03-09 applied for "Planner" at Brightwater through Ben Ode',)),
        ("thanks", ("2026-03-10 thanked Ana Reyes",)),
        ("efforts", ('2026-03-10 effort 45m on "letters"',)),
        ("pauses", ("2026-03-11 pause", "2026-03-12 resume")),
        (
            "notes",
            ("2026-03-14 note about Ana Reyes: likes tea [recorded 2026-03-15T00:00:00+00:00]",),
        ),
        ("corrections", ('2026-03-15 corrected "a" -> nothing',)),
    ],
)
def test_a_fact_is_said_with_what_came_to_it(name: str, lines: tuple[str, ...]) -> None:
    fact = getattr(LEDGER, name)[0]
    assert restated_lines(LEDGER, fact) == lines
    assert restated_line(LEDGER, fact) == lines[0]


def test_the_search_and_an_event_that_was_called_off() -> None:
    assert restated_lines(LEDGER, LEDGER.search) == (
        '2026-03-01 search for "planner" goal interview, 8h a week',
        "2026-03-18 search closed",
    )
    assert restated_lines(LEDGER, LEDGER.events[1]) == (
        '2026-03-02 event "Gala"',
        '2026-03-16 event "Gala" cancelled',
    )


@settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_every_line_can_be_read_and_says_the_same_again(
    ledgers: st.SearchStrategy[Ledger], data: st.DataObject
) -> None:
    ledger = data.draw(ledgers)
    facts = [getattr(ledger, field.name) for field in fields(ledger)]
    for fact in (one for some in facts for one in (some if isinstance(some, tuple) else [some])):
        if fact is None:
            continue
        lines = restated_lines(ledger, fact)
        read = [read_line(StoryLine(number=1, text=line), day=None) for line in lines]
        assert [line.understood for line in read] == list(lines)
        assert read[0].when == when_of(fact)
