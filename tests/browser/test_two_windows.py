"""One fact in two windows, and what is typed when nobody answers: nothing is lost."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

House = Any
Visit = Callable[..., Page]

STORY = """\
2026-03-02 met Ana Reyes (Harbor Foods, buyer)
2026-03-02 met Ben Ode
"""


@pytest.fixture(scope="module")
def house(houses: Callable[..., House]) -> House:
    return houses(story=STORY).open()


def test_the_second_of_two_windows_sees_both_and_decides(house: House, visit: Visit) -> None:
    first = visit(house, "desk", refusals=(409,))
    second = first.context.new_page()
    for window in (first, second):
        window.goto("/people/ana-reyes/")
        window.get_by_role("link", name="Change who this is").click()
    first.get_by_label("Organization").fill("Oak Bank")
    first.get_by_role("button", name="Save").click()
    expect(first.locator("#flash")).to_contain_text("Oak Bank")
    second.get_by_label("What she or he does there").fill("head of buying")
    second.get_by_role("button", name="Save").click()
    expect(second.get_by_role("heading", level=1)).to_contain_text("changed in another window")
    expect(second.get_by_role("region", name="It says now")).to_contain_text("Oak Bank")
    expect(second.get_by_label("What she or he does there")).to_have_value("head of buying")
    assert "head of buying" not in first.request.get("/story/").text(), "nothing was written"
    second.get_by_role("button", name="Save mine over it").click()
    expect(second.locator("#flash")).to_contain_text("head of buying")
    second.locator("#flash").get_by_role("button", name="Undo").click()
    expect(second.get_by_role("heading", level=1)).to_contain_text("Oak Bank, buyer")


def test_a_fact_taken_out_in_another_window_gives_back_what_was_typed(
    house: House, visit: Visit
) -> None:
    first = visit(house, "desk", refusals=(409,))
    second = first.context.new_page()
    for window in (first, second):
        window.goto("/facts/people/2/")
    expect(first.get_by_role("heading", level=1)).to_contain_text("Ben Ode")
    first.goto("/people/ben-ode/")
    first.get_by_role("link", name=re.compile("met Ben Ode")).click()
    first.get_by_role("button", name="Take it out").click()
    first.goto("/facts/people/2/")
    first.get_by_role("button", name="Take it out").click()
    expect(first.locator("#flash")).to_contain_text("Ben Ode")
    second.get_by_label("What she or he does there").fill("planner")
    second.get_by_role("button", name="Save").click()
    expect(second.get_by_role("heading", level=1)).to_contain_text("taken out in another window")
    expect(second.locator("#problem")).to_contain_text("planner")


def test_what_is_typed_stays_when_nobody_answers(house: House, visit: Visit) -> None:
    page = visit(house, "desk", expects=("htmx:", "net::ERR_"))
    page.goto("/people/")
    page.get_by_text("What just happened?").click()
    page.locator("#tell").fill("met Cleo")
    page.context.set_offline(offline=True)
    page.get_by_role("button", name="See what it understands").click()
    expect(page.locator("#unanswered")).to_contain_text("Keep Knocking does not answer.")
    expect(page.locator("#tell")).to_have_value("met Cleo")
