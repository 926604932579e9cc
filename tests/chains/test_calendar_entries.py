"""A mere entry of a calendar is no event of the search: it moves no pace and plans no door."""

from datetime import date

from keepknocking.chains.pace import events_to_come, pace_of, past_events
from keepknocking.evidence.rates_file import default_rates
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.story.reading import read_story

TODAY = date(2026, 4, 6)
RATES = default_rates()
SEARCH = """
2026-03-10 know Ana Reyes
2026-03-20 asked Ana Reyes about openings
2026-03-12 event "Chamber breakfast" meetup
2026-04-09 event "Job fair" fair
"""
ENTRIES = "".join(
    f'2026-{month:02}-{day:02} event "Stand-up" calendar from 09:00\n'
    for month in (1, 3, 4)
    for day in range(1, 28)
)


def ledger_of(story: str) -> Ledger:
    read = read_story(story)
    assert not read.problems
    return read.ledger


def test_entries_of_a_calendar_change_no_pace() -> None:
    alone, among = ledger_of(SEARCH), ledger_of(SEARCH + ENTRIES)
    assert len(among.events) > 80
    assert pace_of(among, RATES, today=TODAY) == pace_of(alone, RATES, today=TODAY)
    assert past_events(among, today=TODAY) == past_events(alone, today=TODAY)
    assert events_to_come(among, today=TODAY) == events_to_come(alone, today=TODAY)


def test_an_entry_counts_as_soon_as_something_is_said_of_it() -> None:
    met = '2026-03-20 met Ben Ode at "Stand-up"'
    told = ledger_of(SEARCH + ENTRIES + met)
    assert [event.when.on.day for event in past_events(told, today=TODAY)] == [12, 20]
    faster = pace_of(told, RATES, today=TODAY).events_a_week
    assert faster > pace_of(ledger_of(SEARCH), RATES, today=TODAY).events_a_week
