"""Every page, of an empty search and of a full one: for every eye, and in every width."""

from collections.abc import Callable, Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

House = Any
Visit = Callable[..., Page]
Colours = Literal["light", "dark"]

STREET = ("/", "/events/", "/people/", "/chains/", "/forecast/", "/evidence/", "/story/")
AROUND = ("/story/edit/", "/history/", "/sheet/", "/import/", "/proposals/", "/nowhere/")
OF_SAM = (
    "/events/chamber-summer-mixer-2026-06-11/",
    "/events/northern-freight-days-2026-05-20/",
    "/people/yusuf-al-najjari/",
    "/people/joao-pestana-luz/",
    "/facts/people/1/",
    "/facts/asks/1/",
)
PAGES = {"empty": STREET + AROUND, "sam": STREET + AROUND + OF_SAM}
NARROW = (390, 320)
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 900}
ZOOMED: ViewportSize = {"width": 640, "height": 450}  # a desk of 1280 by 900 at twice the size


Show = Callable[..., Iterator[tuple[str, Page]]]


@pytest.fixture
def show(request: pytest.FixtureRequest, visit: Visit) -> Show:
    """Every page of the empty search, or of Sam's, one after the other in one window."""

    def shown(whose: str, size: str = "phone", **more: object) -> Iterator[tuple[str, Page]]:
        page = visit(request.getfixturevalue(whose), size, refusals=(404,), **more)
        for path in PAGES[whose]:
            answer = page.goto(path)
            assert answer is not None
            assert answer.status == (404 if path == "/nowhere/" else 200), path
            yield path, page

    return shown


def violations(page: Page) -> list[str]:
    """What axe finds fault with, a line each."""
    found = Axe().run(page)
    return [
        f"{one['id']}: {one['help']}: {[node['target'] for node in one['nodes']][:4]}"
        for one in found.response["violations"]
    ]


@pytest.mark.parametrize("whose", PAGES)
@pytest.mark.parametrize(
    ("on_a_phone", "on_a_desk"),
    [("light", "dark"), pytest.param("dark", "light", marks=pytest.mark.slow)],
)
def test_axe_finds_nothing(show: Show, whose: str, on_a_phone: Colours, on_a_desk: Colours) -> None:
    found = {}
    for path, page in show(whose, bypass_csp=True):
        for size, colours in (PHONE, on_a_phone), (DESK, on_a_desk):
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=colours)
            found[path, colours] = violations(page)
    assert {where: what for where, what in found.items() if what} == {}


def overhang(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    wider: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return wider


@pytest.mark.parametrize("whose", PAGES)
def test_nothing_scrolls_sideways_and_the_console_is_silent(show: Show, whose: str) -> None:
    found = {}
    for path, page in show(whose):
        for width in NARROW:
            page.set_viewport_size({"width": width, "height": 844})
            found[path, f"{width} pixels"] = overhang(page)
        page.set_viewport_size(ZOOMED)
        found[path, "twice the size"] = overhang(page)
        page.emulate_media(forced_colors="active")
        found[path, "forced colours"] = overhang(page)
        page.emulate_media(forced_colors="none")
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        found[path, "text at twice the size"] = overhang(page)
        page.set_viewport_size(PHONE)
        found[path, "text at twice the size on a phone"] = overhang(page)
    assert {where: by for where, by in found.items() if by > 0} == {}


@pytest.mark.parametrize("path", ["/", "/events/", "/people/", "/people/yusuf-al-najjari/"])
def test_every_stop_of_the_tab_key_is_seen(
    sam: House, visit: Visit, stop: Callable[[Page], str], path: str
) -> None:
    page = visit(sam, "desk")
    page.goto(path)
    names = [stop(page) for _ in range(40)]
    assert names[:3] == ["Skip to the page", "Keep Knocking", "Today"]
    assert len(set(names)) > 20
