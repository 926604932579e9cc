"""The history's page: what was done, undoing it, putting it back, and why not."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from html import unescape
from typing import Any, TypeAlias

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.moments import When
from keepknocking.ledger.searches import Search
from keepknocking.ledger.story.continuing import continued
from keepknocking.services.own_ledger import Decided, OwnLedger
from keepknocking.web.contexts.history import DEEDS_A_PAGE, MOST_TOLD

Tell = Callable[[str], Ledger]
Answer: TypeAlias = Any
"""What the test client gives: Django's answer, with the context of its page."""
TODAY = date(2026, 3, 12)
NOW = datetime(2026, 3, 12, 8, 30, tzinfo=UTC)


def words(answer: Answer) -> str:
    return unescape(answer.content.decode())


def record(home: OwnLedger, *lines: str) -> int:
    home.record(lines, today=TODAY, recorded_at=NOW)
    return home.stored().revision


def undo(pages: Client, number: int, **headers: str) -> Answer:
    return pages.post(f"/history/{number}/undo/", headers=headers)


def test_an_empty_history_says_so(pages: Client) -> None:
    assert "Nothing has been done yet." in words(pages.get("/history/"))


def test_every_deed_is_told_with_its_time_its_kind_and_its_lines(
    pages: Client, home: OwnLedger
) -> None:
    record(home, "met Ana Reyes", "note: <b>bold</b>")
    raw = pages.get("/history/").content.decode()
    assert "<b>Written down</b>, Thursday 12 March at 08:30" in raw
    assert "2026-03-12 met Ana Reyes" in raw
    assert "&lt;b&gt;bold&lt;/b&gt;" in raw
    assert 'action="/history/1/undo/"' in raw


def test_a_deed_is_undone_and_put_back(pages: Client, home: OwnLedger) -> None:
    met = record(home, "met Ana")
    answer = undo(pages, met)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/history/?done=2")
    page = words(pages.get(answer.headers["Location"]))
    assert not home.stored().ledger.people
    assert "Counts no more: it was taken back." in page
    assert "<s>2026-03-12 met Ana</s>" in page
    assert page.count("Put it back") == 2
    assert page.count('action="/history/2/undo/"') == 3  # with the line at the top
    undo(pages, 2)
    page = words(pages.get("/history/"))
    assert [person.name for person in home.stored().ledger.people] == ["Ana"]
    assert "<b>Put back</b>" in page
    assert "Take it back again" in page
    assert 'action="/history/1/undo/"' in page
    assert 'action="/history/2/undo/"' not in page


def test_the_beginning_is_not_undone_from_here(pages: Client, home: OwnLedger) -> None:
    search = Search(started=When(TODAY))
    home.change("begin", lambda _: Decided(ledger=Ledger(search=search), told=("x",)), at=NOW)
    page = words(pages.get("/history/"))
    assert "The search began" in page
    assert "/undo/" not in page


def test_a_long_deed_is_told_in_part_and_opened_for_the_rest(
    pages: Client, home: OwnLedger
) -> None:
    record(home, *(f"note: {n}" for n in range(MOST_TOLD + 3)))
    page = words(pages.get("/history/"))
    assert "<summary>3 lines more</summary>" in page
    assert f"note: {MOST_TOLD + 2}" in page


def test_undoing_goes_back_to_where_the_button_stood(pages: Client, home: OwnLedger) -> None:
    record(home, "met Ana")
    answer = undo(pages, 1, referer="http://testserver/people/?q=x&done=1")
    assert answer.headers["Location"] == "/people/?done=2"
    answer = pages.post("/history/2/undo/", {"back": "/chains/"})
    assert answer.headers["Location"] == "/chains/?done=3"
    answer = pages.post("/history/3/undo/", {"back": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/history/?done=4"


def test_a_later_deed_on_the_same_line_is_shown_and_can_be_undone_from_there(
    tell: Tell, pages: Client, home: OwnLedger
) -> None:
    tell("2026-03-02 met Ana\n2026-03-03 asked Ana for a talk")
    first = record(home, "Ana promised")
    url = f"/facts/turns/{home.stored().rows['turns'][0].id}/"
    pages.post(f"{url}change/", {"version": str(first), "when": "2026-03-10", "kind": "promised"})
    later = home.stored().revision
    assert later == first + 1
    answer = undo(pages, first)
    page = words(answer)
    assert answer.status_code == 409
    assert "has to be undone first. Nothing was changed." in page
    assert f'action="/history/{later}/undo/"' in page
    assert f"/history/?from={later}#deed-{later}" in page
    assert "2026-03-10 Ana promised" in page
    undo(pages, later)
    assert undo(pages, first).status_code == 303
    assert home.stored().ledger.asks[0].answer is None


def test_what_others_name_cannot_be_taken_back_and_it_is_said_why(
    pages: Client, home: OwnLedger
) -> None:
    first = record(home, "met Ana")
    record(home, "thanked Ana")
    answer = undo(pages, first)
    page = words(answer)
    assert answer.status_code == 409
    assert "This was not undone." in page
    assert "Other facts still name it" in page
    assert "2026-03-12 met Ana" in page
    assert "The later change" not in page


def test_what_was_taken_back_already_says_so(pages: Client, home: OwnLedger) -> None:
    met = record(home, "met Ana")
    undo(pages, met)
    answer = undo(pages, met)
    assert answer.status_code == 409
    assert "This was taken back already" in words(answer)


def test_deeds_are_undone_by_post_and_only_if_there_are_such(
    pages: Client, home: OwnLedger
) -> None:
    record(home, "met Ana")
    assert pages.get("/history/1/undo/").status_code == 405
    assert undo(pages, 99).status_code == 404


def test_a_long_history_is_read_page_by_page(
    pages: Client, home: OwnLedger, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(DEEDS_A_PAGE + 5):
        record(home, f"note: number {number}.")
    with django_assert_num_queries(3):
        first = words(pages.get("/history/"))
    assert "number 34." in first
    assert "number 4." not in first
    assert "/history/?from=5" in first
    second = words(pages.get("/history/?from=5"))
    assert "number 4." in second
    assert "number 5." not in second
    assert "/history/?from=35" in second


@pytest.mark.parametrize("number", ["x", "-1", "", "9" * 40, "٣"])
def test_a_strange_address_leads_to_the_latest(pages: Client, home: OwnLedger, number: str) -> None:
    record(home, "met Ana")
    assert pages.get("/history/", {"from": number}).status_code == 200


def test_before_the_first_deed_there_is_nothing(pages: Client, home: OwnLedger) -> None:
    record(home, "met Ana")
    assert "Nothing has been done yet." in words(pages.get("/history/?from=0"))


def test_an_import_that_is_undone_says_who_stays(pages: Client, home: OwnLedger) -> None:
    def bring(ledger: Ledger) -> Decided:
        lines = ("2026-03-05 person Ana Reyes", "2026-03-05 person Ben Ode")
        after = continued(ledger, lines, today=TODAY, recorded_at=NOW)
        return Decided(ledger=after.ledger, told=("Imported 2 people from Connections.csv",))

    home.change("import", bring, at=NOW)
    brought = home.stored().revision
    record(home, "asked Ana Reyes for a coffee")
    answer = undo(pages, brought)
    assert [person.name for person in home.stored().ledger.people] == ["Ana Reyes"]
    page = words(pages.get(answer.headers["Location"]))
    assert "1 person stays because of what you changed or wrote down since: Ana Reyes." in page
    assert "<s>Imported 2 people from Connections.csv</s>" in page
