"""What messages and calendars propose, and the owner's word on it."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from keepknocking.exchange.found import FileKind, FileRead, FoundMessage, Party
from keepknocking.ledger.ledger import Ledger
from keepknocking.services.imports.doing import carry_out
from keepknocking.services.imports.reading import Incoming
from keepknocking.services.own_ledger import OwnLedger
from keepknocking.services.proposals import decide, open_proposals

Tell = Callable[[str], Ledger]
NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
TODAY = NOW.date()
SAM = Party(name="Sam Rivers", profile="https://www.linkedin.com/in/sam-rivers")
CLEAR = "Hi, could you introduce me to somebody at Oak Bank? I am looking for work."
UNCLEAR = "Hello, how are you these days?"


def words(html: bytes) -> str:
    return " ".join(html.decode().split())


def bring(home: OwnLedger, *said: tuple[str, str]) -> None:
    """Bring in messages to people with these names and words, a day apart."""
    messages = tuple(
        FoundMessage(
            conversation=f"c{number}",
            sender=SAM,
            recipients=(Party(name=name, profile=f"https://www.linkedin.com/in/p{number}"),),
            at=datetime(2026, 1, 1 + number % 28, 10, tzinfo=UTC),
            words=text,
            where=f"line {number}",
            outgoing=True,
        )
        for number, (name, text) in enumerate(said)
    )
    read = FileRead(
        name="messages.csv",
        kind=FileKind.LINKEDIN_MESSAGES,
        read=len(messages),
        messages=messages,
        owner=SAM,
    )
    carry_out(home, Incoming(reads=(read,)), at=NOW, today=TODAY)


def numbers(home: OwnLedger) -> list[int]:
    return [each.number for each in open_proposals(home)]


def test_with_nothing_open_it_says_so(pages: Client) -> None:
    page = words(pages.get("/proposals/").content)
    assert "Nothing waits for your word." in page
    assert "Bring something in" in page


def test_each_stands_in_plain_words_and_the_clear_ones_are_ticked(
    pages: Client, home: OwnLedger
) -> None:
    bring(home, ("Ana <b>Reyes", CLEAR), ("Ben Ode", UNCLEAR))
    page = words(pages.get("/proposals/").content)
    assert "things wait for your word." in page
    assert "Ana &lt;b&gt;Reyes" in page
    assert "for an introduction" in page
    assert CLEAR in page
    assert "#p0" not in page
    clear, unclear = numbers(home)
    assert f'value="{clear}" checked' in page
    assert f'value="{unclear}" checked' not in page
    assert "This is not sure." in page


def test_today_says_quietly_that_some_wait(pages: Client, home: OwnLedger, tell: Tell) -> None:
    tell("2026-03-02 met Cleo Diaz")
    bring(home, ("Ana Reyes", CLEAR))
    page = words(pages.get("/").content)
    assert '<a href="/proposals/">1 thing found in your messages or calendar waits' in page
    pages.post("/proposals/", {"shown": numbers(home), "do": "none"})
    assert "/proposals/" not in words(pages.get("/").content)


def test_what_is_confirmed_is_written_down(pages: Client, home: OwnLedger) -> None:
    bring(home, ("Ana Reyes", CLEAR), ("Ben Ode", UNCLEAR))
    ana, ben = numbers(home)
    answer = pages.post("/proposals/", {"shown": [ana, ben], "take": [ana], "do": "confirm"})
    assert answer.status_code == 303
    page = words(pages.get(answer["Location"]).content)
    assert "Confirmed:" in page
    assert "Undo" in page
    assert numbers(home) == [ben]
    ledger = home.stored().ledger
    assert [ledger.person[ask.of].name for ask in ledger.asks] == ["Ana Reyes"]


def test_a_known_person_has_a_link(pages: Client, home: OwnLedger, tell: Tell) -> None:
    tell("2026-03-02 met Ana Reyes")
    bring(home, ("Ana Reyes", CLEAR))
    page = words(pages.get("/proposals/").content)
    assert 'href="/people/ana-reyes/"' in page
    assert "somebody new" not in page


def test_none_of_these_puts_away_what_is_shown(pages: Client, home: OwnLedger) -> None:
    bring(home, *((f"Ana Number{number}", CLEAR) for number in range(27)))
    page = words(pages.get("/proposals/").content)
    assert "1 to 25 of 27" in page
    shown = numbers(home)[:25]
    pages.post("/proposals/", {"shown": shown, "take": shown, "do": "none"})
    assert len(numbers(home)) == 2
    assert not home.stored().ledger.asks


def test_the_second_page(pages: Client, home: OwnLedger) -> None:
    bring(home, *((f"Ana Number{number}", CLEAR) for number in range(27)))
    page = words(pages.get("/proposals/?page=2").content)
    assert "26 to 27 of 27" in page
    assert page.count('name="take"') == 2
    assert words(pages.get("/proposals/?page=99").content).count('name="take"') == 2


def test_nothing_ticked_is_told_kindly(pages: Client, home: OwnLedger) -> None:
    bring(home, ("Ana Reyes", CLEAR))
    refused = pages.post("/proposals/", {"shown": numbers(home), "do": "confirm"})
    assert refused.status_code == 422
    page = words(refused.content)
    assert "Nothing was ticked" in page
    assert " checked" not in page, "what she unticked stays so"


@pytest.mark.parametrize("number", ["0", "x", "9" * 30, "-1", "4711"])
def test_a_number_of_nothing_writes_nothing(pages: Client, home: OwnLedger, number: str) -> None:
    bring(home, ("Ana Reyes", CLEAR))
    refused = pages.post("/proposals/", {"take": [number], "do": "confirm"})
    assert refused.status_code in {409, 422}
    assert len(numbers(home)) == 1


def test_what_was_decided_in_another_window_is_told(pages: Client, home: OwnLedger) -> None:
    bring(home, ("Ana Reyes", CLEAR), ("Ben Ode", CLEAR))
    ana, ben = numbers(home)
    decide(home, accepted=(), declined=(ana,), today=TODAY, at=NOW)
    refused = pages.post("/proposals/", {"take": [ana, ben], "do": "confirm"})
    assert refused.status_code == 409
    assert "decided on somewhere else" in words(refused.content)
    assert not home.stored().ledger.asks


def test_what_cannot_be_written_down_is_said_at_its_row(
    pages: Client, home: OwnLedger, tell: Tell
) -> None:
    tell("2026-03-02 met Ana Reyes")
    bring(home, ("Ana Reyes", CLEAR), ("Ben Ode", CLEAR))
    tell("2026-03-02 met Cleo Diaz")  # Ana is not there any more
    both = numbers(home)
    answer = pages.post("/proposals/", {"shown": both, "take": both, "do": "confirm"})
    page = words(answer.content)
    assert answer.status_code == 200
    assert "1 written down. 1 could not be written down, and waits." in page
    assert len(numbers(home)) == 1
    again = pages.post("/proposals/", {"take": numbers(home), "do": "confirm"})
    assert again.status_code == 422
    assert "1 could not be written down, and waits." in words(again.content)
