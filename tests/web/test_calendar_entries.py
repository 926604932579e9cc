"""When and where an event is, and the entries of a calendar among the events."""

from collections.abc import Callable
from datetime import time
from typing import Any, TypeAlias

import pytest
from django.test import Client

from keepknocking.ledger.ledger import Ledger
from keepknocking.services.own_ledger import OwnLedger

Tell = Callable[[str], Ledger]
Page: TypeAlias = Any
WORLD = """
2026-03-05 event "School concert" calendar 2h from 18:30 in "Pearse Street"
2026-03-13 event "Dentist" calendar
2026-03-20 event "Planners' dinner" dinner 2h from 19:30 in "Town hall"
"""


def text(page: Page) -> str:
    return " ".join(page.content.decode().split())


def test_an_event_says_when_it_begins_and_where(tell: Tell, pages: Client) -> None:
    tell(WORLD)
    line = "Friday 20 March, 19:30 · Town hall · dinner, 2 hours"
    assert line in text(pages.get("/events/"))
    page = text(pages.get("/events/planners-dinner-2026-03-20/"))
    assert line in page
    assert "This came from your calendar" not in page


def test_entries_of_the_calendar_stand_apart_and_ask_nothing(tell: Tell, pages: Client) -> None:
    tell(WORLD)
    said = text(pages.get("/events/"))
    assert "Next comes Planners&#x27; dinner" in said
    assert "Waiting for the morning after" not in said
    entries = said[said.index("Also in your calendar") :]
    assert "Thursday 5 March, 18:30 · Pearse Street · from your calendar, 2 hours" in entries
    assert "Dentist" in entries
    assert "What do you expect?" not in entries
    assert "Say what it came to" not in entries


def test_entries_alone_are_something(tell: Tell, pages: Client) -> None:
    tell('2026-03-13 event "Dentist" calendar')
    said = text(pages.get("/events/"))
    assert "Nothing is planned. One evening is enough to begin again." in said
    assert "Also in your calendar" in said


@pytest.mark.parametrize("event", ["school-concert-2026-03-05", "dentist-2026-03-13"])
def test_the_page_of_an_entry_says_that_it_is_not_counted(
    tell: Tell, pages: Client, event: str
) -> None:
    tell(WORLD)
    assert "This came from your calendar" in text(pages.get(f"/events/{event}/"))


def test_an_event_is_added_with_its_time_and_place(pages: Client, home: OwnLedger) -> None:
    posted = {
        "name": "Fair",
        "on": "2026-03-20",
        "begins": "18:30",
        "place": " Town hall, Berlin ",
        "kind": "fair",
        "length": "2h",
    }
    assert pages.post("/events/", posted).status_code == 303
    (event,) = home.stored().ledger.events
    assert (event.begins, event.place) == (time(18, 30), "Town hall, Berlin")


def test_a_time_that_is_none_is_said_at_its_field(pages: Client, home: OwnLedger) -> None:
    page: Page = pages.post("/events/", {"name": "Fair", "on": "2026-03-20", "begins": "half six"})
    assert page.status_code == 422
    assert "That is not a time: write it like 18:30." in text(page)
    assert home.stored().ledger.events == ()


def test_time_and_place_are_changed_like_any_fact(
    tell: Tell, pages: Client, home: OwnLedger
) -> None:
    tell(WORLD)
    row = home.stored().rows["events"][2]
    form = text(pages.get(f"/facts/events/{row.id}/"))
    assert 'type="time"' in form
    assert 'value="19:30"' in form
    posted = {
        "version": row.deed,
        "when": "2026-03-20",
        "name": "Planners' dinner",
        "kind": "dinner",
        "minutes": "120",
        "begins": "20:15",
        "place": "",
        "cancelled": "",
    }
    assert pages.post(f"/facts/events/{row.id}/change/", posted).status_code == 303
    event = home.stored().ledger.events[2]
    assert (event.begins, event.place, event.minutes) == (time(20, 15), None, 120)
    version = home.stored().rows["events"][2].deed
    wrong = {**posted, "version": version, "begins": "20:15:30"}
    page: Page = pages.post(f"/facts/events/{row.id}/change/", wrong)
    assert page.status_code == 422
    assert "That is not a time" in text(page)
