"""The first evening by keyboard alone: from the address to a sealed guess and a line kept."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

House = Any
Visit = Callable[..., Page]
Stop = Callable[[Page], str]
TabTo = Callable[[str], None]

MOST_TABS = 80


@pytest.fixture
def desk(houses: Callable[..., House], visit: Visit) -> Page:
    """A new search on a desk, as the launch address shows it."""
    return visit(houses().open(), "desk")


@pytest.fixture
def tab_to(desk: Page, stop: Stop) -> TabTo:
    """Go on by the tab key, never back, until something of that name has the focus."""

    def tabbed(name: str) -> None:
        passed = []
        for _ in range(MOST_TABS):
            passed.append(stop(desk))
            if passed[-1].startswith(name):
                return
        pytest.fail(f"{name!r} cannot be reached; passed: {passed}")

    return tabbed


def test_the_first_evening_needs_no_mouse(desk: Page, tab_to: TabTo, stop: Stop) -> None:
    assert stop(desk) == "Skip to the page"
    desk.keyboard.press("Enter")
    assert stop(desk).startswith("What do you look for?")
    desk.keyboard.type("planner")
    tab_to("Begin")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("It begins with one person")
    keep(desk, 'event "Chamber breakfast" mixer 2h', tab_to)
    tab_to("Pour your dots")
    desk.keyboard.press("Enter")
    pour_and_seal(desk, tab_to)
    tab_to("What just happened?")
    desk.keyboard.press("Enter")
    keep(desk, "met Ana Reyes (Harbor Foods, buyer)", tab_to)
    expect(desk.locator("#flash")).to_contain_text("met Ana Reyes")


def keep(page: Page, line: str, tab_to: TabTo) -> None:
    """Tell a line, see what was understood, and keep it."""
    tab_to("What just happened, one thing a line")
    page.keyboard.type(line)
    tab_to("See what it understands")
    page.keyboard.press("Enter")
    expect(page.locator("#understood .chips li")).to_have_count(1)
    tab_to("Keep it")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def pour_and_seal(page: Page, tab_to: TabTo) -> None:
    """The arrow keys move one dot, Page Up and Page Down five; numbers do it at once."""
    expect(page.locator("#pour.live")).to_be_visible()
    tab_to("Door 1")
    for key in ("PageUp",) * 9 + ("PageDown",) + ("ArrowUp",) * 2 + ("ArrowDown",):
        page.keyboard.press(key)
    expect(page.locator("input[type=number]").first).to_have_value("41")
    tab_to("Door 2")
    page.keyboard.type("59")
    expect(page.locator("#hand")).to_contain_text("Ready to seal.")
    tab_to("Seal it")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("is sealed.")
