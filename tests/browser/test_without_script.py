"""What a search needs most, in a browser without script."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

House = Any
Visit = Callable[..., Page]

DOORS = ("Nothing I can use", "Someone who knows someone", "An opening and a contact")

TOLD = ('event "Chamber breakfast" mixer 2h', 'met Ana Reyes at "Chamber breakfast"')


def test_the_first_days_need_no_script(houses: Callable[..., House], visit: Visit) -> None:
    house = houses("2026-03-02")
    page = visit(house.open(), "phone", java_script_enabled=False, refusals=(422,))
    page.get_by_role("button", name="Begin").tap()
    a_line_is_kept(page)
    a_guess_is_sealed(page)
    page.context.close()
    page = visit(house.open("2026-03-03"), "phone", java_script_enabled=False)
    an_evening_is_told_of(page)
    somebody_is_asked(page)


def a_line_is_kept(page: Page) -> None:
    page.locator("#tell").fill("met Ana Reyes (Harbor Foods, buyer)\nmett Ben\n2026-03-02 talk")
    page.get_by_role("button", name="See what it understands").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("This is what it understood.")
    expect(page.locator(".trouble li")).to_have_count(2)
    expect(page.locator("#tell")).to_have_value(re.compile("mett Ben"))
    page.locator("#tell").fill("\n".join(TOLD))
    page.get_by_role("button", name="See what it understands").tap()
    page.get_by_role("button", name="Keep it").tap()
    expect(page.locator("#flash")).to_contain_text("met Ana Reyes")


def a_guess_is_sealed(page: Page) -> None:
    page.get_by_role("link", name="Pour your dots").tap()
    for door, dots in zip(DOORS, ("40", "30", "20"), strict=True):
        page.get_by_role("spinbutton", name=door).fill(dots)
    page.get_by_role("button", name="Seal it").tap()
    expect(page.get_by_role("alert")).to_contain_text("100")
    first = page.get_by_role("spinbutton", name=DOORS[0])
    expect(first).to_have_value("40")
    first.fill("50")
    page.get_by_role("button", name="Seal it").tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text("is sealed.")


def an_evening_is_told_of(page: Page) -> None:
    page.goto("/events/")
    page.get_by_role("link", name="Chamber breakfast", exact=True).tap()
    page.locator("label.door", has_text=DOORS[1]).tap()
    page.get_by_role("button", name="A promise").tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text("came to door 2.")
    expect(page.locator("#tell")).to_have_value(re.compile("Ana Reyes promised"))


def somebody_is_asked(page: Page) -> None:
    page.goto("/people/ana-reyes/")
    page.get_by_text("I asked them for something").tap()
    page.get_by_label("To whom, if you said").fill("Ben Ode")
    page.get_by_role("button", name="Write down the ask").tap()
    expect(page.locator("#flash")).to_contain_text("asked Ana Reyes")
    page.locator("#flash").get_by_role("button", name="Undo").tap()
    expect(page.locator("#flash")).to_contain_text("Taken back")
