"""How to reach a person: shown on her page, added there, mended as a fact, found in the list."""

from collections.abc import Callable
from typing import Any, TypeAlias

import pytest
from django.test import Client

from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.people import ContactKind
from keepknocking.services.own_ledger import OwnLedger
from keepknocking.web.contexts.reach import link_of

Tell = Callable[[str], Ledger]
Page: TypeAlias = Any
WORLD = """
2026-03-02 met Ana Reyes (Harbor Foods, buyer)
2026-03-02 met Dora Lind
2026-03-03 other name of Ana: "Ana Gómez"
2026-03-03 phone of Ana: "+49 (30) 12-34 56"
2026-03-03 email of Ana: ana@example.org
2026-03-03 profile of Ana: https://www.linkedin.com/in/ana
"""


def text(page: Page) -> str:
    return str(page.content.decode())


def test_mails_phones_and_profiles_are_links_and_names_are_words(tell: Tell, pages: Client) -> None:
    tell(WORLD)
    said = text(pages.get("/people/ana-reyes/"))
    assert 'href="mailto:ana@example.org"' in said
    assert 'href="tel:+4930123456"' in said
    assert 'href="https://www.linkedin.com/in/ana" rel="noreferrer noopener"' in said
    places = [said.index(f'"soft">{kind}<') for kind in ("Mail", "Phone", "Profile", "Also called")]
    assert places == sorted(places)
    assert said.count('href="/facts/contact_details/') == 8  # there, and day by day
    assert "How to reach them" in text(pages.get("/people/dora-lind/"))


@pytest.mark.parametrize(
    ("phone", "url"),
    [("+49 (0)30 12", "tel:+493012"), ("(0)30 12", ""), ("0 (0) 30.12", "tel:003012")],
)
def test_the_nought_between_brackets_is_not_dialled_from_abroad(phone: str, url: str) -> None:
    assert link_of(ContactKind.PHONE, phone) == url


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (ContactKind.PROFILE, "javascript:alert(1)"),
        (ContactKind.PROFILE, "https:///x"),
        (ContactKind.PROFILE, "https://[x"),
        (ContactKind.PROFILE, "https://x.org/a b"),
        (ContactKind.PROFILE, "https://x.org\\@y.org"),
        (ContactKind.PROFILE, "data:text/html,x"),
        (ContactKind.PROFILE, "x.org"),
        (ContactKind.EMAIL, "ana@x.org?bcc=all@x.org"),
        (ContactKind.EMAIL, "ana(at)x.org"),
        (ContactKind.EMAIL, "a@x.org, b@x.org"),
        (ContactKind.PHONE, "ask at the desk"),
        (ContactKind.PHONE, "7"),
        (ContactKind.OTHER_NAME, "https://x.org"),
    ],
)
def test_what_has_not_the_form_of_an_address_is_no_link(kind: ContactKind, value: str) -> None:
    assert link_of(kind, value) == ""


def test_hostile_values_are_only_words(tell: Tell, pages: Client) -> None:
    tell('2026-03-02 met Ana\n2026-03-02 profile of Ana: "https://x.org/\'><script>x</script>"')
    said = text(pages.get("/people/ana/"))
    assert "<script>x" not in said


def test_somebody_left_in_peace_has_no_links(tell: Tell, pages: Client) -> None:
    tell(WORLD + "2026-03-04 do not contact Ana")
    said = text(pages.get("/people/ana-reyes/"))
    assert "mailto:" not in said
    assert "<bdi>ana@example.org</bdi>" in said


@pytest.mark.parametrize(
    ("kind", "value", "line"),
    [
        ("email", " ana@x.org ", "email of Ana Reyes: ana@x.org"),
        ("phone", "+49 30", 'phone of Ana Reyes: "+49 30"'),
        ("profile", "https://x.org", "profile of Ana Reyes: https://x.org"),
        ("other name", 'Ana "A." Gomez', 'other name of Ana Reyes: "Ana \\"A.\\" Gomez"'),
    ],
)
def test_a_detail_is_added_as_a_line_of_the_story(
    tell: Tell, pages: Client, home: OwnLedger, kind: str, value: str, line: str
) -> None:
    tell("2026-03-02 met Ana Reyes")
    posted = {"deed": "contact", "kind": kind, "value": value, "day": "2026-03-12"}
    assert pages.post("/people/ana-reyes/", posted).status_code == 303
    (found,) = home.stored().ledger.contact_details
    assert (found.kind, found.value) == (kind, value.strip())
    assert line in text(pages.get("/history/")).replace("&quot;", '"')


@pytest.mark.parametrize(
    ("kind", "value", "why"),
    [
        ("email", " ", "Write the address, the number or the name."),
        ("fax", "1", "Select a valid choice"),
        ("", "1", "Say what it is."),
    ],
)
def test_what_is_missing_is_said_where_it_is_missing(
    tell: Tell, pages: Client, home: OwnLedger, kind: str, value: str, why: str
) -> None:
    tell(WORLD)
    posted = {"deed": "contact", "kind": kind, "value": value, "day": "2026-03-12"}
    page: Page = pages.post("/people/ana-reyes/", posted)
    assert page.status_code == 422
    assert why in text(page)
    assert 'id="refused"' in text(page)
    assert len(home.stored().ledger.contact_details) == 4


def test_a_detail_is_changed_and_taken_out_like_any_fact(
    tell: Tell, pages: Client, home: OwnLedger
) -> None:
    tell(WORLD)
    places = {
        fact.kind: (f"/facts/contact_details/{row.id}/", row.deed)
        for fact, row in zip(
            home.stored().ledger.contact_details,
            home.stored().rows["contact_details"],
            strict=True,
        )
    }
    url, version = places[ContactKind.EMAIL]
    posted = {
        "version": version,
        "known": "2026-03-03",
        "person": "Dora Lind",
        "kind": "other name",
        "value": "Benny",
    }
    assert pages.post(f"{url}change/", {**posted, "value": ""}).status_code == 422
    assert pages.post(f"{url}change/", posted).status_code == 303
    (benny,) = home.stored().ledger.details_of("dora-lind")
    assert (benny.kind, benny.value) == (ContactKind.OTHER_NAME, "Benny")
    url, version = places[ContactKind.PHONE]
    assert pages.post(f"{url}remove/", {"version": version}).status_code == 303
    assert len(home.stored().ledger.contact_details) == 3


@pytest.mark.parametrize(
    "looked_for", ["gomez", "ANA@example", "linkedin ana", "+4930123456", "1234", "reyes gomez"]
)
def test_people_are_found_by_what_is_known_of_them(
    tell: Tell, pages: Client, looked_for: str
) -> None:
    tell(WORLD)
    said = text(pages.get("/people/", {"q": looked_for}))
    assert "Ana Reyes" in said
    assert "Dora Lind" not in said


def test_an_address_is_no_news_of_somebody(tell: Tell, pages: Client) -> None:
    tell(
        "2026-03-02 met Ana Reyes\n2026-03-03 met Dora Lind\n"
        "2026-03-10 email of Ana: ana@example.org"
    )
    said = text(pages.get("/people/"))
    assert said.index("Dora Lind") < said.index("Ana Reyes")
