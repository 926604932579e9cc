"""Which events are of the search, and which are mere entries of a calendar."""

import pytest

from keepknocking.ledger.story.reading import read_story

DOTS = "nothing 40, a name 35, an opening 20, an interview 4, an offer 1"
ENTRY = '2026-03-02 event "Coffee" calendar 1h from 10:00'


def gatherings(*lines: str) -> list[str]:
    story = read_story("\n".join(lines))
    assert story.problems == ()
    return [event.name for event in story.ledger.gatherings]


def test_an_entry_of_a_calendar_is_no_gathering() -> None:
    assert gatherings(ENTRY, '2026-03-03 event "Fair" fair', '2026-03-04 event "Talk"') == [
        "Fair",
        "Talk",
    ]


@pytest.mark.parametrize(
    "line",
    [
        f'2026-03-01 expect "Coffee": {DOTS}',
        '2026-03-02 met Ana Reyes at "Coffee"',
        '2026-03-02 debrief "Coffee": a name',
    ],
)
def test_it_is_one_once_something_is_said_of_it(line: str) -> None:
    assert gatherings(ENTRY, line) == ["Coffee"]
    assert gatherings(ENTRY, line.replace('"Coffee"', '"Fair"'), '2026-03-02 event "Fair"') == [
        "Fair"
    ]
