"""The page of the day: which doors, what has moved, who has gone quiet."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from keepknocking.ledger.ledger import Ledger

Tell = Callable[[str], Ledger]

SILENCE = """\
2026-01-05 search for "planner" goal offer
2026-01-12 met Ana Reyes (Harbor Foods, buyer)
2026-01-13 asked Ana Reyes for an introduction to Ben Ode by email
"""


def test_the_first_evening_has_one_thing_to_do(pages: Client) -> None:
    page = pages.get("/").content.decode()
    assert "It begins with one person you know." in page
    assert "What just happened?" in page
    assert "0 door" not in page


def test_the_day_is_counted_in_doors_and_minutes(pages: Client, tell: Tell) -> None:
    tell(SILENCE)
    page = " ".join(pages.get("/").content.decode().split())
    assert "Nudge Ana Reyes, kindly: you asked for an introduction to Ben Ode" in page
    assert "58 days without an answer" in page
    assert ">1</" in page
    assert "Then the day is yours." in page


def test_an_evening_of_today_stands_beside_the_doors(pages: Client, tell: Tell) -> None:
    tell('2026-03-12 event "Chamber breakfast" meetup 2h\n')
    page = pages.get("/").content.decode()
    assert "Today is not sealed yet" in page
    assert "/events/chamber-breakfast-2026-03-12/" in page


def test_what_moved_the_number_is_told(pages: Client, tell: Tell) -> None:
    told = SILENCE.replace("goal offer", "goal conversation")
    tell(told + "2026-03-12 Ana Reyes promised\n")
    page = " ".join(pages.get("/").content.decode().split())
    assert "One number moved" in page
    assert 'talk to somebody inside by 7 May.</p> <p class="soft">8 times in 10: ' in page
    assert "Since 11 March you wrote down:" in page
    assert "2026-03-12 Ana Reyes promised" in page


def test_who_went_quiet_comes_with_a_next_thing_and_a_reason(pages: Client, tell: Tell) -> None:
    tell(SILENCE)
    page = pages.get("/").content.decode()
    assert "Who has gone quiet" in page
    assert "Silence is about their week, seldom about you." in page
    assert "/people/ana-reyes/#ask-ana-reyes-2026-01-13" in page


def test_a_name_cannot_write_on_the_page(pages: Client, tell: Tell) -> None:
    hostile = '"<script>alert(1)</script>"'
    tell(f"2026-01-12 met {hostile}\n2026-01-13 asked {hostile} for a conversation\n")
    page = pages.get("/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize("visits", [1, 2])
def test_the_page_asks_the_database_little(pages: Client, tell: Tell, visits: int) -> None:
    tell(SILENCE)
    for _ in range(visits - 1):
        pages.get("/")
    with CaptureQueriesContext(connection) as asked:
        pages.get("/")
    assert len(asked) <= 20
    with CaptureQueriesContext(connection) as asked_again:
        pages.get("/")
    assert len(asked_again) <= 12


def test_what_is_under_a_seal_is_not_told_on_the_way(pages: Client, tell: Tell) -> None:
    dots = "nothing 41, a name 33, an opening 21, an interview 4, an offer 1"
    tell(
        SILENCE.replace("goal offer", "goal conversation")
        + '2026-03-12 event "Chamber breakfast" meetup 2h\n'
        + f'2026-03-12 expect "Chamber breakfast": {dots}\n'
        + f'2026-03-12 house expects "Chamber breakfast": {dots} by defaults\n'
        + "2026-03-12 Ana Reyes promised\n"
    )
    page = pages.get("/").content.decode()
    assert "Ana Reyes promised" in page
    assert "nothing 41" not in page


def test_on_the_day_of_a_yes_no_number_is_told(pages: Client, tell: Tell) -> None:
    tell(
        SILENCE
        + '2026-03-01 opening "Planner" at Brightwater\n'
        + '2026-03-02 applied for "Planner" at Brightwater\n'
        + '2026-03-12 offer for "Planner" at Brightwater\n'
    )
    page = " ".join(pages.get("/").content.decode().split())
    assert "A door opened" in page
    assert "You heard yes: Planner at Brightwater." in page
    assert "One number" not in page
