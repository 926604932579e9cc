"""The page for a meeting: on the screen with its choices, in print alone and on one side."""

import html
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from keepknocking.ledger.ledger import Ledger

Tell = Callable[[str], Ledger]
Read = Callable[..., str]

STORY = """\
2026-01-05 search for "planner" goal offer
2026-01-12 met Ana Reyes (Harbor Foods, buyer)
2026-01-13 asked Ana Reyes for an introduction to Ben Ode (Brightwater) by email
2026-01-14 Ana Reyes promised
2026-01-20 Ana Reyes introduced me to Ben Ode
2026-01-21 asked Ben Ode about openings at Brightwater
2026-02-20 event "Chamber breakfast" meetup 2h
2026-02-20 expect "Chamber breakfast": nothing 40, a name 35, an opening 20, an interview 5, an offer 0
2026-02-21 debrief "Chamber breakfast": a name, talked to 6
2026-03-04 effort 90m on "letters"
"""  # noqa: E501 (a line of a story)


@pytest.fixture
def read(pages: Client) -> Read:
    """The words of the page on one line; its markup stays."""

    def at(query: str = "", status: int = 200) -> str:
        answer = pages.get(f"/sheet/{query}")
        assert answer.status_code == status
        return html.unescape(" ".join(answer.content.decode().split()))

    return at


def paper_of(page: str) -> str:
    """What is printed."""
    return page.partition('<article class="paper"')[2].partition("</article>")[0]


def test_the_paper_has_its_parts_in_order(read: Read, tell: Tell) -> None:
    tell(STORY)
    paper = paper_of(read())
    parts = (
        "For our meeting",
        "Thursday 12 March 2026",
        "Looking for: planner.",
        "Since 12 February",
        "1 ask is open",
        "A. R. → B. O.: weak link, silent for 50 days",
        "Worth talking about",
        "Notes",
        "they do not measure effort.",
    )
    places = [paper.index(part) for part in parts]
    assert places == sorted(places)


def test_nothing_is_on_it_that_was_not_ticked(read: Read, tell: Tell) -> None:
    tell(STORY)
    page = read()
    paper = paper_of(page)
    for name in ("Ana", "Ben", "of 100", "guess", "Time put in"):
        assert name not in paper
    assert "What you did and people by their initials." in page
    left = "what to expect, how near your guesses were and the time you put in"
    assert f"Left out: {left}." in page


def test_each_item_comes_when_it_is_ticked_and_stays_ticked(read: Read, tell: Tell) -> None:
    tell(STORY)
    page = read("?names=full&numbers=on&marks=on&time=on&since=2026-01-01")
    paper = paper_of(page)
    assert "Ana Reyes → Ben Ode: weak link" in paper
    assert "Of 100 searches like this one" in paper
    assert "my guess: 94 of 100" in paper
    assert "1 hour and 30 minutes" in paper
    assert "Since 1 January" in paper
    assert page.count("checked") == 4
    assert "Left out" not in page
    assert "A. R." not in paper_of(read("?names=none"))


@pytest.mark.parametrize(
    ("query", "trouble"),
    [
        ("?since=2026-04-01", "2026-04-01 is after today, 2026-03-12: a sheet looks back."),
        ("?since=lately", "This is not a day: write it like 2026-03-02."),
        ("?names=all", "Select a valid choice. all is not one of the available choices."),
    ],
)
def test_what_cannot_be_shown_is_told_at_the_field(
    read: Read, tell: Tell, query: str, trouble: str
) -> None:
    tell(STORY)
    page = read(query, 422)
    assert trouble in page
    assert '<article class="paper"' not in page


def test_an_empty_ledger_has_a_kind_page(read: Read) -> None:
    page = read()
    assert "One page to take along, once there is something to tell." in page
    assert "A search that is about to begin." in paper_of(page)


def test_names_cannot_write_on_the_page(pages: Client, tell: Tell) -> None:
    hostile, hebrew = '"<script>alert(1)</script>"', "משה כהן"
    tell(
        f"2026-03-01 person {hostile}\n2026-03-01 person {hebrew}\n"
        f"2026-03-01 asked {hostile} for a talk\n2026-03-01 asked {hebrew} for a talk\n"
    )
    page = pages.get("/sheet/?names=full").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert f"\u2068{hebrew}\u2069" in page


def test_the_page_writes_nothing(pages: Client, tell: Tell) -> None:
    tell(STORY)
    assert pages.post("/sheet/").status_code == 405


@pytest.mark.parametrize("query", ["", "?numbers=on&marks=on"])
def test_the_database_is_asked_little(pages: Client, tell: Tell, query: str) -> None:
    tell(STORY)
    pages.get(f"/sheet/{query}")
    with CaptureQueriesContext(connection) as asked:
        pages.get(f"/sheet/{query}")
    assert len(asked) <= 4
