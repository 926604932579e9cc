"""The page of those who may stand here twice."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from keepknocking.ledger.ledger import Ledger
from keepknocking.services.own_ledger import OwnLedger

STORY = """
2026-03-02 met Oyelaran Fagbemi #ola (Oak Bank)
2026-03-03 met "FAGBEMI, Oyelaran" #fag (Oak Bank, buyer)
2026-03-04 email of "FAGBEMI, Oyelaran" #fag: fag@example.org
2026-03-02 met "<b>Bill</b> Thornwick" #bill (Mill Works)
2026-03-03 met William Thornwick #will (Mill Works)
2026-03-05 met Ana Reyes
"""
Tell = Callable[[str], Ledger]


def words(html: bytes) -> str:
    return " ".join(html.decode().split())


def test_pairs_stand_side_by_side_with_their_chance_and_reasons(pages: Client, tell: Tell) -> None:
    tell(STORY)
    page = words(pages.get("/people/doubles/").content)
    assert "pairs may be one person noted twice" in page
    assert "of 100 such pairs are one person" in page
    assert "the same employer" in page
    assert "fag@example.org" in page
    assert "<b>Bill" not in page
    assert page.count('value="later" checked') == 2


def test_with_nobody_twice_it_says_so(pages: Client, tell: Tell) -> None:
    tell("2026-03-05 met Ana Reyes")
    page = words(pages.get("/people/doubles/").content)
    assert "Nobody seems to stand here twice." in page
    assert "<form method" not in page.partition("<main")[2].partition("</main>")[0]


def test_decisions_are_done_and_told_with_undo(pages: Client, tell: Tell, home: OwnLedger) -> None:
    tell(STORY)
    done = pages.post(
        "/people/doubles/",
        {
            "one-0": "fag",
            "other-0": "ola",
            "say-0": "one",
            "one-1": "bill",
            "other-1": "will",
            "say-1": "two",
        },
        follow=True,
    )
    page = words(done.content)
    assert "1 pair is one person now and 1 pair stays two people." in page
    assert "Undo" in page
    assert "Nobody seems to stand here twice." in page
    assert "ola" not in home.stored().ledger.person


@pytest.mark.parametrize(
    "form",
    [{}, {"say-0": "later", "one-0": "fag", "other-0": "ola"}, {"say-0": "hm", "one-0": "fag"}],
)
def test_nothing_chosen_is_told_kindly(pages: Client, tell: Tell, form: dict[str, str]) -> None:
    tell(STORY)
    refused = pages.post("/people/doubles/", form)
    assert refused.status_code == 422
    assert "Nothing was chosen yet" in words(refused.content)


def test_people_who_are_gone_are_passed_over(pages: Client, tell: Tell, home: OwnLedger) -> None:
    tell(STORY)
    before = home.stored().revision
    form = {"say-0": "one", "one-0": "nobody", "other-0": "ola"}
    assert pages.post("/people/doubles/", form).status_code == 303
    assert home.stored().revision == before


def test_many_pairs_stand_on_several_pages(pages: Client, tell: Tell) -> None:
    names = [f"Zan{one}el {other}orwick" for one in "bdfgklmnpr" for other in "BDG"]
    lines = [
        f'2026-03-02 met "{name}" #{side}{number} ({name[:4]} Works)'
        for number, name in enumerate(names)
        for side in "xy"
    ]
    tell("\n".join(lines))
    first = words(pages.get("/people/doubles/").content)
    assert "Pairs 1 to 20 of" in first
    assert "Further on" in first
    second = words(pages.get("/people/doubles/?page=2").content)
    assert "Pairs 21 to" in second
    for odd in ("x", "0", "999999", "9" * 30):
        assert pages.get(f"/people/doubles/?page={odd}").status_code == 200


def test_the_people_page_leads_there_and_does_not_wait(pages: Client, tell: Tell) -> None:
    tell(STORY)
    assert "See who may stand here twice" in words(pages.get("/people/").content)
    pages.get("/people/doubles/")
    assert "2 pairs may stand here twice" in words(pages.get("/people/").content)


def test_with_many_people_the_link_says_that_it_takes_a_while(
    pages: Client, tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(STORY)
    monkeypatch.setattr("keepknocking.web.contexts.people.SLOW_FROM", 3)
    page = words(pages.get("/people/").content)
    assert "See who may stand here twice (comparing them all takes some seconds)" in page


def test_somebody_called_doubles_has_a_page_too(pages: Client, tell: Tell) -> None:
    tell("2026-03-02 met Doubles")
    listed = pages.get("/people/").content.decode()
    assert "/people/doubles/" not in listed.partition('class="who"')[2]
    assert "Doubles" in words(pages.get("/people/%2564oubles/").content)


def test_few_questions_are_asked_of_the_database(pages: Client, tell: Tell) -> None:
    tell(STORY)
    pages.get("/people/doubles/")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        pages.get("/people/doubles/")
    assert len(asked) <= 3
