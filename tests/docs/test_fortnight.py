"""The lesson on the pages is true: lived line by line, the pages say what it says they do."""

import re
import runpy
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from keepknocking.services.own_ledger import OwnLedger
from keepknocking.web.desk import Desk

BLOCK = re.compile(r"^```(?P<kind>\w*)\n(?P<lines>.*?)^```$", re.MULTILINE | re.DOTALL)
OF_THE_HOUSE = re.compile(r"plate house|house expects|8 times in 10", re.IGNORECASE)

Live = Callable[..., str]


@pytest.fixture(scope="module")
def told(root: Path) -> list[list[str]]:
    """What the lesson types, block by block."""
    lesson = (root / "docs" / "tutorial" / "fortnight-on-the-pages.md").read_text()
    return [block["lines"].splitlines() for block in BLOCK.finditer(lesson) if not block["kind"]]


@pytest.fixture(scope="module")
def script(root: Path) -> dict[str, Any]:
    """What the script that takes the pictures types."""
    return runpy.run_path(str(root / "scripts" / "screenshots.py"), run_name="a test")


@pytest.fixture
def live(own_file: Path, settings: Settings, script: dict[str, Any]) -> Live:
    """Say what day it is, send a form or open a page, and read the page that comes."""
    del own_file
    settings.ROOT_URLCONF = "keepknocking.web.urls"
    settings.MIDDLEWARE = []
    client = Client()

    def step(day: str, path: str, **typed: object) -> str:
        now = datetime.fromisoformat(f"{day} 08:00").replace(tzinfo=UTC)
        settings.KNOCK_DESK = Desk(home=home, clock=lambda: now)
        answer = client.post(path, typed, follow=True) if typed else client.get(path)
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    home = OwnLedger()
    step("2026-03-02", "/begin/", wanted="planner in logistics", goal="offer")
    step("2026-03-02", "/capture/keep/", text="\n".join(script["FIRST_LINES"]))
    return step


def words_of(page: str) -> str:
    """A page without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_lesson_and_its_pictures_tell_one_story(
    told: list[list[str]], script: dict[str, Any]
) -> None:
    assert [tuple(block) for block in told[:2]] == [
        script["AFTER_THE_BREAKFAST"],
        script["INTRODUCED"],
    ]


def test_before_the_guess_nothing_of_the_house_is_sent(live: Live, script: dict[str, Any]) -> None:
    before = live("2026-03-03", script["BREAKFAST"])
    assert "Empty doors" in before
    assert not OF_THE_HOUSE.search(before)
    guess = {**script["GUESS"], **script["LAST_DOTS"]}
    sealed = live("2026-03-03", f"{script['BREAKFAST']}guess/", **guess)
    assert "is sealed" in sealed
    assert not OF_THE_HOUSE.search(sealed)
    after = live("2026-03-04", f"{script['BREAKFAST']}debrief/", rung="a name", promise="no")
    assert "8 times in 10" in after


@pytest.fixture
def second_week(live: Live, told: list[list[str]], script: dict[str, Any]) -> Live:
    """The search as it stands on the Friday of the second week, before the nudge."""
    live("2026-03-04", f"{script['BREAKFAST']}debrief/", rung="a name", promise="no")
    live("2026-03-04", "/capture/keep/", text="\n".join(told[0]))
    live("2026-03-06", "/capture/keep/", text="Dina Moss promised")
    return live


def test_on_the_second_friday_one_door_is_left_and_it_is_a_nudge(second_week: Live) -> None:
    today = words_of(second_week("2026-03-13", "/"))
    assert "Nudge Ana Reyes, kindly" in today
    assert re.search(r"\b1 door today", today)


def test_on_the_second_sunday_two_chains_live_and_nothing_is_to_be_done(
    second_week: Live, told: list[list[str]]
) -> None:
    second_week("2026-03-13", "/capture/keep/", text="nudged Ana Reyes")
    second_week("2026-03-14", "/capture/keep/", text="Ana Reyes promised")
    second_week("2026-03-15", "/capture/keep/", text="\n".join(told[1]))
    chains = words_of(second_week("2026-03-15", "/chains/"))
    assert re.search(r"\b2 chains are alive", chains)
    assert "None of them has been quiet for longer than usual" in chains


def test_weeks_later_the_lines_are_understood_and_the_offer_is_seen(
    second_week: Live, told: list[list[str]]
) -> None:
    second_week("2026-03-14", "/capture/keep/", text="Ana Reyes promised")
    second_week("2026-03-15", "/capture/keep/", text="\n".join(told[1]))
    for line in told[2]:
        second_week(line[:10], "/capture/keep/", text=line)
    chains = words_of(second_week("2026-04-10", "/chains/"))
    assert "1 has led to an offer" in chains
    assert "thank everybody" in chains
    forecast = words_of(second_week("2026-04-11", "/forecast/"))
    assert "You have had 1 offer" in forecast
