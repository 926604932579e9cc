"""What a calendar brought in is shown among the events, and nothing is asked about it."""

from datetime import UTC, date, datetime

import pytest

from keepknocking.ledger.story.reading import read_story
from keepknocking.services.agenda import agenda
from keepknocking.services.evenings import Street, street
from keepknocking.services.own_ledger import Decided, OwnLedger
from keepknocking.services.questions import Question
from keepknocking.services.sheet import Topic, make_sheet

TODAY = date(2026, 3, 12)
NOW = datetime(2026, 3, 12, 8, 30, tzinfo=UTC)
ENTRIES = """
2025-01-05 event "Old school reunion" calendar
2026-02-25 event "Long ago" calendar
2026-03-02 event "School concert" calendar 2h from 18:30
2026-03-09 event "Stand-up" calendar
2026-03-09 event "Stand-up" cancelled
2026-03-12 event "Dentist" calendar from 08:15
2026-03-13 event "Lunch" calendar
2026-03-30 event "Far ahead" calendar
"""
SEARCH = "2026-03-11 know Ana Reyes\n2026-03-11 thanked Ana Reyes\n"


@pytest.fixture
def home(empty_home: OwnLedger) -> OwnLedger:
    return empty_home


def held(home: OwnLedger, story: str) -> OwnLedger:
    read = read_story(story)
    assert not read.problems
    home.change("story", lambda _: Decided(ledger=read.ledger, told=()), at=NOW)
    return home


def evenings(home: OwnLedger, *, most: int = 30) -> Street:
    return street(home, today=TODAY, before=0, most=most)


def test_the_day_asks_nothing_about_them(home: OwnLedger) -> None:
    found = agenda(Question(home=held(home, SEARCH + ENTRIES), today=TODAY))
    assert found.things == ()


def test_the_events_show_those_of_these_weeks_apart(home: OwnLedger) -> None:
    held(home, ENTRIES + '2026-03-02 event "Fair" fair\n2026-03-14 event "Talk" talk')
    found = evenings(home)
    assert [row.event.name for row in found.entries] == ["School concert", "Dentist", "Lunch"]
    assert [row.event.name for row in found.waiting] == ["Fair"]
    assert [row.event.name for row in found.coming] == ["Talk"]
    assert found.been_in_all == 0
    assert len(evenings(home, most=2).entries) == 2


def test_one_that_was_taken_up_stands_among_the_evenings(home: OwnLedger) -> None:
    held(home, ENTRIES + '2026-03-02 met Ana at "School concert"')
    found = evenings(home)
    assert [row.event.name for row in found.waiting] == ["School concert"]
    assert [row.event.name for row in found.entries] == ["Dentist", "Lunch"]


def test_the_sheet_counts_none_of_them_and_does_not_begin_with_one(home: OwnLedger) -> None:
    sheet = make_sheet(held(home, SEARCH + ENTRIES), today=TODAY, since=None, numbers=False)
    assert sheet.done.evenings == ()
    assert all(talk.topic is not Topic.COMING for talk in sheet.talks)
    begun = make_sheet(home, today=TODAY, since=date(2025, 1, 1), numbers=False)
    assert begun.done.evenings == ()
    alone = make_sheet(held(home, SEARCH), today=TODAY, since=None, numbers=False)
    assert sheet.since == alone.since
