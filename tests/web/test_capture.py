"""Quick capture: nothing is written before she has seen how it was understood."""

import pytest
from django.test import Client

from keepknocking.services.own_ledger import OwnLedger


def test_what_was_understood_is_shown_and_not_yet_written(pages: Client, home: OwnLedger) -> None:
    answer = pages.post("/capture/", {"text": "met ana reyes (Harbor Foods)", "back": "/people/"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "2026-03-12 met ana reyes (Harbor Foods)" in page
    assert "ana reyes is new to the ledger" in page
    assert home.stored().ledger.people == ()


def test_kept_it_is_written_and_the_page_before_comes_back(pages: Client, home: OwnLedger) -> None:
    answer = pages.post("/capture/keep/", {"text": "met Ana Reyes", "back": "/people/"})
    assert (answer.status_code, answer["Location"]) == (303, "/people/?done=1")
    assert [person.name for person in home.stored().ledger.people] == ["Ana Reyes"]
    again = pages.get("/?done=1").content.decode()
    assert "Written down: 2026-03-12 met Ana Reyes" in again
    assert "/history/1/undo/" in again


def test_one_bad_line_keeps_all_of_them_out(pages: Client, home: OwnLedger) -> None:
    text = "met Ana Reyes\nmett Ben"
    for address in ("/capture/", "/capture/keep/"):
        answer = pages.post(address, {"text": text, "back": "/"})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Line 2" in page
        assert "mett Ben" in page
    assert home.stored().ledger.people == ()


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_nothing_typed_writes_nothing(pages: Client, home: OwnLedger, text: str) -> None:
    assert pages.post("/capture/keep/", {"text": text}).status_code in (200, 422)
    assert home.stored().revision == 0


def test_htmx_gets_the_part_alone_and_then_the_way_back(pages: Client) -> None:
    part = pages.post("/capture/", {"text": "met Ana"}, headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    kept = pages.post("/capture/keep/", {"text": "met Ana"}, headers={"HX-Request": "true"})
    assert (kept.status_code, kept["HX-Redirect"]) == (204, "/?done=1")


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "javascript:x", ""])
def test_the_way_back_never_leads_out_of_the_house(pages: Client, back: str) -> None:
    answer = pages.post("/capture/keep/", {"text": "met Ana", "back": back})
    assert answer["Location"] == "/?done=1"


@pytest.mark.parametrize("number", ["0", "99", "-1", "x", "9" * 40, "\u0661"])
def test_a_made_up_deed_says_nothing(pages: Client, number: str) -> None:
    answer = pages.get("/", {"done": number})
    assert answer.status_code == 200
    assert "Written down" not in answer.content.decode()


def test_only_a_deed_is_posted(pages: Client) -> None:
    assert pages.get("/capture/").status_code == 405
    assert pages.get("/capture/keep/").status_code == 405
