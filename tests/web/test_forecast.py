"""The forecast page: its sentence, its controls, what is refused, and what is swapped alone."""

import re
from collections.abc import Callable
from html import unescape
from typing import Protocol
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from keepknocking.evidence.rates_file import default_rates
from keepknocking.ledger.ledger import Ledger

Tell = Callable[[str], Ledger]

ONE_ASK = """\
2026-01-05 search for "planner" goal offer
2026-01-12 know Ana Reyes (Harbor Foods, buyer) well
2026-01-12 know Dina Moss
2026-03-08 asked Ana Reyes about openings at Harbor Foods
"""
SEVERAL = """\
2026-01-05 search for "planner" goal interview
2026-01-05 know Ana Reyes (Harbor Foods, buyer) well
2026-01-05 know Dina Moss (Oak Bank) well
2026-01-05 know Fay Wong
2026-01-05 know Gus Hale
2026-02-20 asked Ana Reyes for an introduction to Ben Ode (Brightwater)
2026-03-01 asked Dina Moss about openings at Oak Bank
2026-03-20 event "Fair" fair
2026-01-20 opening "Clerk" at Elm
2026-03-01 applied for "Clerk" at Elm
2026-02-01 opening "Porter" at Mill
2026-02-01 applied for "Porter" at Mill
2026-02-10 interview for "Porter" at Mill
2026-02-20 rejected for "Porter" at Mill
"""


class Answered(Protocol):
    """What a browser gets back."""

    status_code: int

    @property
    def content(self) -> bytes: ...

    def __getitem__(self, header: str) -> str: ...


def words(response: Answered) -> str:
    """What a page says, without its markup."""
    body = re.sub(r"<svg.*?</svg>", " ", response.content.decode(), flags=re.DOTALL)
    plain = re.sub(r"<[^>]+>", " ", body).replace("(its reasons)", "")
    return re.sub(r"\s+([.,:;])", r"\1", " ".join(unescape(plain).split()))


def by_htmx(pages: Client, address: str, target: str = "answer") -> Answered:
    """What htmx gets for a control that was changed."""
    answered: Answered = pages.get(address, headers={"HX-Request": "true", "HX-Target": target})
    return answered


def test_one_sentence_comes_first_with_its_range(pages: Client, tell: Tell) -> None:
    tell(ONE_ASK)
    response = pages.get("/forecast/")
    said = words(response)
    assert re.search(
        r"Of 100 searches like yours, (fewer than )?\d+ hears? yes through people by 7 May\.", said
    )
    assert re.search(r"If you stop tonight, \S.* still do(es)?, from what is under way\.", said)
    assert re.search(r"8 times in 10 the true number lies from \d+ to \d+\.", said)
    assert "more in other ways: adverts, agencies, fairs" in said
    assert "not yet by 7 May" in said
    assert re.search(r"If you stop tonight, \d+ of 100 never hear yes through", said)


def test_the_marks_are_a_hundred(pages: Client, tell: Tell) -> None:
    tell(SEVERAL)
    page = pages.get("/forecast/").content.decode()
    counts = re.findall(r"<b>(\d+)</b> (?:through people|more in other|not yet)", page)
    assert len(counts) == 3
    assert sum(map(int, counts)) == 100


def test_a_wide_band_is_said_as_such(pages: Client, tell: Tell) -> None:
    tell(SEVERAL)
    said = words(pages.get("/forecast/?by=2026-09-12&pace=5"))
    assert re.search(
        r"Anything from \d+ to \d+ in 100: the record is too short to say more\.", said
    )
    assert "Nobody knows it exactly" not in said


def test_what_has_been_reached_is_told(pages: Client, tell: Tell) -> None:
    tell(SEVERAL)
    said = words(pages.get("/forecast/"))
    assert "You have had 1 interview (Porter at Mill, 10 February)" in said
    assert "these numbers are about the next one" in said


def test_nobody_asked_yet_sees_what_two_asks_a_week_make_of_it(pages: Client) -> None:
    said = words(pages.get("/forecast/"))
    assert re.search(r"With two asks a week, of 100 searches like yours \d+ hear yes", said)
    assert "that is no mark against you" in said
    assert "If you stop tonight" not in said.partition("If you keep knocking")[0]
    assert "What one deed brings" not in said


def test_an_old_search_without_an_ask_is_shown_two_a_week(pages: Client, tell: Tell) -> None:
    tell("2026-01-05 search\n2026-01-06 know Ana Reyes\n")
    response = pages.get("/forecast/")
    said = words(response)
    assert "With two asks a week, of 100 searches like yours" in said
    assert re.search(r'value="number"[^>]* checked', response.content.decode())
    assert "Half" not in said.partition("How fast?")[2].partition("Show these")[0]
    assert "the 1 person you know and have not asked lasts until" in said


def test_a_search_that_rests_is_told_kindly(pages: Client, tell: Tell) -> None:
    tell(
        "2025-10-05 search\n2025-10-06 know Ana Reyes\n2025-10-07 asked Ana Reyes about openings\n"
    )
    said = words(pages.get("/forecast/"))
    assert "No new door is being knocked at just now. Two asks a week would show" in said
    assert "Everybody you know has been asked. Every event brings new people." in said


def test_nothing_under_way_is_said(pages: Client, tell: Tell) -> None:
    tell(
        "2026-03-01 know Ana Reyes\n2026-03-02 asked Ana Reyes about openings\n"
        "2026-03-03 Ana Reyes declined\n"
    )
    said = words(pages.get("/forecast/"))
    assert "If you stop tonight, none do: nothing is under way yet." in said
    assert "nothing is under way, so nothing can come of it" in said


@pytest.mark.parametrize(
    ("pace", "at", "line"),
    [
        ("half", "At half the pace", "half the pace"),
        ("same", "At this pace", "keep knocking"),
        ("double", "At twice the pace", "twice the pace"),
        ("1.5", "At 1.5 asks a week", "1.5 a week"),
        ("1", "At 1 ask a week", "1 a week"),
    ],
)
def test_every_pace_says_its_even_chance(
    pages: Client, tell: Tell, pace: str, at: str, line: str
) -> None:
    tell(SEVERAL)
    response = pages.get(f"/forecast/?goal=conversation&pace={pace}")
    said = words(response)
    assert f"{at}, an even chance" in said
    assert f"{line}" in response.content.decode()
    assert "more in other ways" not in said  # a conversation is always through people


def test_an_even_chance_has_its_day_and_range(pages: Client, tell: Tell) -> None:
    tell(SEVERAL)
    said = words(pages.get("/forecast/?goal=conversation&pace=5"))
    assert re.search(
        r"an even chance comes by \d+ \w+( 2027)?, 8 times in 10 between \d+ \w+.* and", said
    )
    slow = words(pages.get("/forecast/?goal=offer&pace=0"))
    assert re.search(r"an even chance does not come by 12 March 2027.*, at .* of 100\.", slow)


def test_more_asks_bring_more_and_a_later_day_too(pages: Client, tell: Tell) -> None:
    tell(SEVERAL + "".join(f"2026-01-05 know Person {name}\n" for name in "ABCDEFGHIJKLM"))

    def number(address: str) -> int:
        found = re.search(r"like yours, (\d+)", words(pages.get(address)))
        assert found is not None
        return int(found[1])

    few = number("/forecast/?pace=1&by=2026-07-12")
    many = number("/forecast/?pace=9&by=2026-07-12")
    later = number("/forecast/?pace=9&by=2026-10-12")
    assert few < many < later


def test_the_paces_stand_in_a_table(pages: Client, tell: Tell) -> None:
    tell(SEVERAL)
    said = words(pages.get("/forecast/"))
    for name in ("Stop tonight", "Half the pace", "This pace", "Twice the pace"):
        assert name in said
    named = words(pages.get("/forecast/?pace=3"))
    assert "Half of 3 a week" in named
    assert "Twice 3 a week" in named


@pytest.mark.parametrize("goal", ["offer", "interview", "conversation"])
def test_every_number_leads_to_reasons_that_are_there(pages: Client, tell: Tell, goal: str) -> None:
    tell(SEVERAL)
    page = pages.get(f"/forecast/?goal={goal}").content.decode()
    for anchor in set(re.findall(r'class="plate \w+" href="#([\w-]+)"', page)):
        assert f'id="{anchor}"' in page
    known = {f"/evidence/{rate.key}/" for rate in default_rates().entries}
    linked = {unescape(url) for url in re.findall(r'href="(/evidence/[^"]+)"', page)}
    assert linked
    assert linked <= known


def test_the_reasons_say_on_how_many_outcomes_a_number_rests(pages: Client, tell: Tell) -> None:
    tell(SEVERAL)
    said = words(pages.get("/forecast/"))
    assert "no outcomes of your own yet" in said
    assert "1 cited, 6 derived, 57 assumed" in said
    assert "2 open asks, followed day by day" in said
    assert "By your own applications that nobody spoke for" in said
    assert "first asks: 2 in 42 days" in said
    assert "search.pace" not in said


def test_a_young_record_says_that_its_pace_is_assumed(pages: Client) -> None:
    page = pages.get("/forecast/").content.decode()
    assert "the record is younger than two weeks, so the pace is an assumption" in page
    assert 'href="/evidence/search.pace_first_asks_per_week/"' in page
    assert 'href="/evidence/search.pool_people/"' in page


@pytest.mark.parametrize(
    ("query", "trouble"),
    [
        ("by=2026-03-12", "2026-03-12 is not after today, 2026-03-12: a forecast looks ahead."),
        ("by=2025-01-01", "2025-01-01 is not after today, 2026-03-12: a forecast looks ahead."),
        ("by=2028-01-01", "2028-01-01 is outside this forecast: give a day from 2026-03-13 to"),
        ("by=2026-02-30", "'2026-02-30' is not a day: write it like 2026-03-02."),
        ("by=tomorrow", "'tomorrow' is not a day: write it like 2026-03-02."),
        ("goal=fame", "'fame' is not a goal: say one of conversation, interview, offer."),
        ("pace=lots", "'lots' is not a number one can count with: write it like 2 or 1.5."),
        ("pace=nan", "'nan' is not a number one can count with: write it like 2 or 1.5."),
        ("pace=-1", "'-1' first asks a week: give a number from 0 to 1,000."),
        ("pace=1001", "'1001' first asks a week: give a number from 0 to 1,000."),
        ("pace=number&asks=1e9", "'1e9' first asks a week: give a number from 0 to 1,000."),
        (f"by={'9' * 90}", f"'{'9' * 40}…' is not a day"),
    ],
)
def test_what_cannot_be_foreseen_is_said_at_its_field(
    pages: Client, tell: Tell, query: str, trouble: str
) -> None:
    tell(ONE_ASK)
    response = pages.get(f"/forecast/?{query}")
    assert response.status_code == 422
    assert trouble in words(response)
    assert "Of 100 searches" not in words(response)
    part = by_htmx(pages, f"/forecast/?{query}")
    assert part.status_code == 422
    assert trouble in words(part)
    assert "<html" not in part.content.decode()


def test_what_was_typed_is_kept(pages: Client, tell: Tell) -> None:
    tell(ONE_ASK)
    page = pages.get("/forecast/?goal=interview&by=2020-01-01&pace=7").content.decode()
    assert 'value="2020-01-01"' in page
    assert re.search(r'name="asks" value="7"', page)
    assert re.search(r'value="interview" checked', page)
    assert re.search(r'value="number"[^>]* checked', page)


def test_hostile_text_stays_text(pages: Client, tell: Tell) -> None:
    tell('2026-03-01 know "<script>alert(1)</script>"\n' + ONE_ASK)
    hostile = quote('"><script>alert(1)</script>')
    for field in ("goal", "by", "pace"):
        page = pages.get(f"/forecast/?{field}={hostile}").content.decode()
        assert "<script>alert" not in page
    assert "<script>alert" not in pages.get("/forecast/?mending=yes").content.decode()


def test_a_changed_control_gets_only_what_changes(pages: Client, tell: Tell) -> None:
    tell(SEVERAL)
    response = by_htmx(pages, "/forecast/?goal=offer&by=2026-06-01&pace=number&asks=2.50")
    page = response.content.decode()
    assert response.status_code == 200
    assert "<html" not in page
    assert "<form" not in page
    assert response["HX-Push-Url"] == "/forecast/?goal=offer&by=2026-06-01&pace=2.5"
    assert 'id="headline" hx-swap-oob="true"' in page
    assert 'id="spoken" hx-swap-oob="innerHTML"' in page
    assert re.search(r'id="spoken"[^>]*>Of 100 searches like yours, \S+ hear', page)
    assert 'id="id_by_error" role="alert" hx-swap-oob="true"></div>' in page
    assert response["Vary"] == "HX-Request"


def test_an_old_page_from_the_history_is_asked_for_whole(pages: Client, tell: Tell) -> None:
    tell(SEVERAL)
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in pages.get("/forecast/", headers=headers).content.decode()


def test_the_address_of_a_number_leads_back_to_it(pages: Client, tell: Tell) -> None:
    tell(SEVERAL)
    page = pages.get("/forecast/?goal=offer&by=2026-06-01&pace=2.5").content.decode()
    assert 'name="asks" value="2.5"' in page
    assert 'value="2026-06-01"' in page


def test_what_mending_brings_is_asked_for_by_itself(pages: Client, tell: Tell) -> None:
    tell(SEVERAL)
    whole = pages.get("/forecast/").content.decode()
    assert 'hx-trigger="revealed"' in whole
    assert "What would mending a link bring?" in whole
    part = by_htmx(pages, "/forecast/?mending=yes", target="mending")
    assert part.content.decode().startswith("<p>")
    said = words(part)
    assert "from what is under way alone." in said
    assert re.search(r"Nudge \w+ \w+ 5 minutes · the chain that waits for \w+ \w+ from \d+", said)
    assert 'href="/people/ana-reyes/"' in part.content.decode()
    plain = pages.get("/forecast/?mending=yes")
    assert "Nudge Ana Reyes" in words(plain)
    assert 'hx-trigger="revealed"' not in plain.content.decode()


def test_what_is_hers_to_do_is_a_chain_that_waits_for_her(pages: Client, tell: Tell) -> None:
    tell("""\
2026-02-05 know Ana Reyes well
2026-02-06 asked Ana Reyes for an introduction to Ben Ode (Brightwater)
2026-02-07 Ana Reyes promised
2026-03-08 Ana Reyes introduced me to Ben Ode
""")
    said = words(by_htmx(pages, "/forecast/?goal=conversation", target="mending"))
    assert "Ask Ben Ode" in said
    assert "the chain that waits for you" in said


def test_nothing_to_mend_is_said_kindly(pages: Client, tell: Tell) -> None:
    said = words(by_htmx(pages, "/forecast/", target="mending"))
    assert said == "No chain is waiting for anybody, or for you. A new one begins with one ask."
    tell("2026-03-11 know Ana Reyes\n2026-03-11 asked Ana Reyes about openings\n")
    said = words(by_htmx(pages, "/forecast/", target="mending"))
    assert "a new door is worth more." in said


def test_of_many_chains_it_is_said_how_many_were_tried(pages: Client, tell: Tell) -> None:
    lines = [
        line
        for name in "ABCDEFGHIJKLMNO"
        for line in (
            f"2026-02-05 know Person {name} well",
            f"2026-02-06 asked Person {name} about openings",
        )
    ]
    tell("\n".join(lines))
    said = words(by_htmx(pages, "/forecast/?by=2026-06-01", target="mending"))
    assert "Tried: the 12 of your 15 living chains where a line of yours helps most." in said


def test_the_page_can_only_be_read(pages: Client) -> None:
    assert pages.post("/forecast/").status_code == 405


def test_a_change_of_controls_asks_the_database_little(pages: Client, tell: Tell) -> None:
    tell(SEVERAL)
    pages.get("/forecast/")
    with CaptureQueriesContext(connection) as asked:
        by_htmx(pages, "/forecast/?by=2026-08-01")
    assert len(asked) <= 5
    with CaptureQueriesContext(connection) as asked_again:
        by_htmx(pages, "/forecast/?by=2026-08-01")
    assert len(asked_again) <= 3
