"""A fortnight as it is lived: from an empty ledger to an offer, on a phone and on a desk."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Page, expect

House = Any
Visit = Callable[..., Page]

ANA = "met Ana Reyes (Harbor Foods, buyer)"
DOTS = (40, 30, 20, 5, 5)


@pytest.mark.parametrize(
    "size",
    [
        pytest.param("phone", marks=pytest.mark.xdist_group("fortnight on a phone")),
        pytest.param("desk", marks=pytest.mark.xdist_group("fortnight on a desk")),
    ],
)
def test_a_fortnight_from_the_first_line_to_an_offer(
    houses: Callable[..., House], visit: Visit, size: str
) -> None:
    house = houses()
    for today, lived in (
        ("2026-03-02", partial(evening, size=size)),
        ("2026-03-03", morning_after),
        ("2026-03-12", quiet_days_later),
        ("2026-03-16", an_offer),
    ):
        page = visit(house.open(today), size)
        lived(page)
        page.context.close()


def capture(page: Page, *lines: str) -> None:
    """Tell in the quick capture, see what was understood, and keep it."""
    if not page.locator("#tell").is_visible():
        page.get_by_text("What just happened?").click()
    page.locator("#tell").fill("\n".join(lines))
    page.get_by_role("button", name="See what it understands").click()
    expect(page.locator("#understood .chips li")).to_have_count(len(lines))
    with page.expect_navigation():
        page.get_by_role("button", name="Keep it").click()
    expect(page.locator("#flash")).to_contain_text("Written down")


def press(page: Page, summary: str, button: str, **fields: str) -> None:
    """Open one of the deeds of a person's page, fill it in, and send it."""
    deed = page.locator("details", has=page.get_by_text(summary, exact=True)).last
    if deed.get_attribute("open") is None:
        deed.locator("summary").click()
    for label, words in fields.items():
        deed.get_by_label(label.replace("_", " ")).fill(words)
    with page.expect_navigation():
        deed.get_by_role("button", name=button).click()
    expect(page.locator("#flash")).to_contain_text("Written down")


def evening(page: Page, *, size: str) -> None:
    """The search begins; somebody is met; an evening is planned, guessed and sealed."""
    expect(page.get_by_role("heading", level=1)).to_have_text("A search begins with one door.")
    page.get_by_label("What do you look for?").fill("planner in logistics")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("It begins with one person you know.")
    page.locator("#tell").fill(ANA)
    page.get_by_role("button", name="See what it understands").click()
    expect(page.locator("#understood")).to_contain_text(f"2026-03-02 {ANA}")
    expect(page.locator("#understood")).to_contain_text("Ana Reyes is new to the ledger.")
    assert "Nobody is here yet" in page.request.get("/people/").text(), "nothing is kept yet"
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator("#flash")).to_contain_text(ANA)
    an_event(page)
    pour_and_seal(page, size)


def an_event(page: Page) -> None:
    """An evening is added; a slip is taken back by the button beside it."""
    page.get_by_role("link", name="Events", exact=True).click()
    page.get_by_label("What is it called?").fill("Chamber breakfast")
    page.get_by_label("What kind?").fill("mixer")
    page.get_by_label("How long?").fill("2h")
    page.get_by_role("button", name="Add it").click()
    expect(page.locator("#flash")).to_contain_text("Chamber breakfast")
    capture(page, "met Ben Onde")
    page.locator("#flash").get_by_role("button", name="Undo").click()
    expect(page.locator("#flash")).to_contain_text("Taken back")
    page.goto("/people/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("You know 1")


def pour_and_seal(page: Page, size: str) -> None:
    """A hundred dots go into five doors; the house keeps its own to itself until it is sealed."""
    page.goto("/")
    page.get_by_role("link", name="Pour your dots").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "What do you expect of Chamber breakfast?"
    )
    expect(page.locator("#pour.live")).to_be_visible()
    before = page.content()
    page.get_by_role("button", name="Seal it").click()
    expect(page.locator("#hand")).to_contain_text("still in your hand. Pour them, then seal.")
    for number, dots in enumerate(DOTS):
        door = page.locator(".evendoor").nth(number)
        if size == "phone":
            for _ in range(dots // 5):
                door.locator(".doorway").tap()
        else:
            door.locator("input").fill(str(dots))
        expect(door.locator("input")).to_have_value(str(dots))
    expect(page.locator("#hand")).to_contain_text("Ready to seal.")
    page.get_by_role("button", name="Seal it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Your guess for Chamber breakfast is sealed."
    )
    for content in (before, page.content()):
        assert "plate house" not in content
        assert "house expects" not in content


def morning_after(page: Page) -> None:
    """Two taps, and both marks; and the first ask."""
    page.get_by_role("link", name=re.compile("Chamber breakfast")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What did Chamber breakfast bring?")
    page.locator("label.door", has_text="Someone who knows someone").click()
    page.get_by_role("button", name="No", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("came to door 2.")
    expect(page.locator(".marks li")).to_have_count(3)
    expect(page.locator(".marks")).to_contain_text("you")
    expect(page.locator(".marks .plate.house")).to_have_count(1)
    page.goto("/people/ana-reyes/")
    press(
        page,
        "I asked them for something",
        "Write down the ask",
        **{"To whom, if you said": "Ben Ode", "At which organization, if you said": "Brightwater"},
    )
    expect(page.locator("#flash")).to_contain_text("asked Ana Reyes for an introduction to Ben Ode")


def quiet_days_later(page: Page) -> None:
    """Silence is told in whole numbers, with its reasons; and then a kind line."""
    quiet = page.locator(".quietlist")
    expect(quiet).to_contain_text("Ana Reyes")
    expect(quiet).to_contain_text("Of 100 this quiet,")
    quiet.get_by_role("link", name="Ana Reyes").click()
    expect(page.locator("h1 .plate.house")).to_be_visible()
    expect(page.locator("#why-1")).to_be_visible()
    page.get_by_role("button", name="I nudged them").click()
    expect(page.locator("#flash")).to_contain_text("2026-03-12 nudged Ana Reyes")
    second_ask(page)


def second_ask(page: Page) -> None:
    """A promise is kept: one person leads to the next, who is asked in turn."""
    page.get_by_role("button", name="They promised").click()
    expect(page.locator("#flash")).to_contain_text("Ana Reyes promised")
    press(page, "They introduced me", "Write it down", Who="Ben Ode")
    expect(page.locator("#flash")).to_contain_text("Ana Reyes introduced me to Ben Ode")
    page.get_by_role("button", name="I thanked them").click()
    page.goto("/")
    page.get_by_role("link", name="Ask Ben Ode").click()
    page.goto("/people/ben-ode/")
    expect(page.get_by_role("heading", level=1)).to_have_text("It is your turn with Ben Ode.")
    deed = page.locator("details", has=page.get_by_text("I asked them for something"))
    deed.get_by_text("openings they know of").click()
    deed.get_by_role("button", name="Write down the ask").click()
    expect(page.locator("#flash")).to_contain_text("asked Ben Ode about openings")


def an_offer(page: Page) -> None:
    """An opening, an application, an interview, an offer, a yes; and the page for a coach."""
    page.goto("/people/ben-ode/")
    press(
        page,
        "They told me of an opening",
        "Write it down",
        **{"Which opening": "Planner", "At which organization": "Brightwater"},
    )
    capture(page, 'applied for "Planner" at Brightwater through Ben')
    capture(page, 'interview for "Planner"', 'offer for "Planner"')
    for path in ("/chains/", "/forecast/", "/sheet/"):
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto("/story/")
    expect(page.get_by_role("main")).to_contain_text("offer for")
    capture(page, 'accepted "Planner"', "search closed")
    page.goto("/history/")
    expect(page.get_by_role("main")).to_contain_text("search closed")
