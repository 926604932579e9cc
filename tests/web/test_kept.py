"""The note for somebody who stands in the ledger, and the page that erases her."""

from collections.abc import Callable

from django.test import Client

from keepknocking.ledger.ledger import Ledger
from keepknocking.services.own_ledger import OwnLedger

STORY = """
2026-03-02 met "<b>Zelda</b> Quimby" #zelda (Harbor Foods)
2026-03-03 asked "<b>Zelda</b> Quimby" #zelda about openings
2026-03-04 met Ben Ode
2026-03-05 note: quimby is kind
"""
Tell = Callable[[str], Ledger]


def words(html: bytes) -> str:
    return " ".join(html.decode().split())


def test_the_note_says_everything_and_nothing_in_it_is_markup(pages: Client, tell: Tell) -> None:
    tell(STORY)
    shown = pages.get("/people/zelda/kept/")
    assert shown.status_code == 200
    page = words(shown.content)
    assert "<b>Zelda" not in page
    assert "Dear &lt;b&gt;Zelda&lt;/b&gt; Quimby," in page
    assert "about openings" in page
    assert "3 lines" in page


def test_erasing_asks_once_more(pages: Client, tell: Tell, home: OwnLedger) -> None:
    tell(STORY)
    asked = pages.get("/people/zelda/erase/")
    assert "It cannot be undone" in words(asked.content)
    refused = pages.post("/people/zelda/erase/")
    assert refused.status_code == 422
    assert "Tick the box first" in words(refused.content)
    assert "zelda" in home.stored().ledger.person


def test_after_erasing_the_page_does_not_say_whom(
    pages: Client, tell: Tell, home: OwnLedger
) -> None:
    tell(STORY)
    done = pages.post("/people/zelda/erase/", {"sure": "yes"})
    assert done.status_code == 200
    page = words(done.content)
    assert "Zelda" not in page
    assert "quimby is kind" in page
    assert "zelda" not in home.stored().ledger.person
    assert pages.get("/people/zelda/kept/").status_code == 404
    assert "Zelda" not in words(pages.get("/history/").content)


def test_nobody_there_is_no_page(pages: Client) -> None:
    assert pages.get("/people/nobody/kept/").status_code == 404
    assert pages.post("/people/nobody/erase/", {"sure": "yes"}).status_code == 404
