"""Take the manual's pictures of the pages: the real pages, in a real browser, on made-up searches.

    python scripts/screenshots.py               takes every picture anew
    python scripts/screenshots.py --into DIR    puts them into another folder, to look at

It lives Sam's fortnight of the tutorial on the pages, with a clock of its own, and takes pictures
on the way; then it puts the fourteen weeks of the demo in its place. Whatever is written down is
typed into the pages, as a person would, so a picture shows what there is to see and nothing else.

A picture has at most 256 colours. It wants the chromium that scripts/find-chromium finds; without
one, the pictures stay as they are, and this says so.
"""

import base64
import os
import re
import struct
import subprocess  # nosec B404
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from keepknocking.server.own import own_ledger
from keepknocking.server.serving import PagesServer, open_pages

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "_static" / "pages"
FINDER = ROOT / "scripts" / "find-chromium"

PICTURES = (
    "first-evening-phone",
    "guess-phone",
    "both-marks",
    "today-phone-dark",
    "chain",
    "today",
    "forecast",
    "sheet",
)
"""Every picture; what ends in `-phone` was taken on one, what ends in `-dark` at dusk."""

BREAKFAST = "/events/chamber-breakfast-2026-03-03/"
GUESS = {"nothing": 40, "a_name": 35, "an_opening": 20}  # the last five dots stay in the hand
LAST_DOTS = {"an_interview": 4, "an_offer": 1}
FIRST_LINES = (
    "know Dina Moss (Tern Freight, dispatcher) well",
    '2026-03-03 event "Chamber breakfast" meetup 2h',
)
AFTER_THE_BREAKFAST = (
    '2026-03-03 met Ana Reyes (Harbor Foods, buyer) at "Chamber breakfast"',
    '2026-03-03 met Emil Roth (Oak Bank, clerk) at "Chamber breakfast"',
    "asked Ana Reyes for an introduction to Ben Ode (Brightwater) by email",
    "asked Dina Moss for an introduction to Chen Wu (Brightwater, head of planning) by phone",
)
INTRODUCED = (
    "Ana Reyes introduced me to Ben Ode",
    "asked Ben Ode about openings at Brightwater by email",
)
SAMPLE = "sam.story"
FOURTEEN_WEEKS = (
    ("today", "/", 900),
    ("forecast", "/forecast/", 1580),
    ("chain", "/chains/kwabena-darkwah-2026-04-13/", 1800),
    ("sheet", "/sheet/", 1560),
)
"""Of the demo's search: the name of a picture, its page, and how much of it is shown."""
_SAMPLE_DAY = re.compile(r"#\s*today\s+(\S+)")

PHONE, DESK = (390, 844), (1280, 900)
MOST_COLOURS = 256  # by definition: what a picture with a palette can hold
_CHUNK = 4096  # numerical: so many colours are compared with the palette at once
_PIXELS = """async (png) => {
  const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], {type: "image/png"}));
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const pixels = context.getImageData(0, 0, image.width, image.height).data;
  let letters = "";
  for (let at = 0; at < pixels.length; at += 32768)
    letters += String.fromCharCode(...pixels.subarray(at, at + 32768));
  return [image.width, image.height, btoa(letters)];
}"""


class NotAnswered(ValueError):
    """A page that is not there, or a picture that nobody took."""


class Clock:
    """The moment at which the pages stand; it moves when it is told to."""

    def __init__(self) -> None:
        self._now = datetime(2026, 3, 2, 20, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The moment."""
        return self._now

    def set(self, moment: str) -> None:
        """Move on: `clock.set("2026-03-04 07:40")`."""
        self._now = datetime.fromisoformat(moment).replace(tzinfo=UTC)


class Camera:
    """The pages in a browser: on a phone, on a desk, and on a phone at dusk."""

    def __init__(self, browser: Browser, server: PagesServer, into: Path) -> None:
        self._browser = browser
        self._server = server
        self._into = into
        self._lab = browser.new_page()
        self.taken: list[str] = []

    def screen(self, size: tuple[int, int], *, scheme: str = "light") -> Page:
        """A browser that has come in, at the first page."""
        is_phone = size == PHONE
        context = self._browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if scheme == "dark" else "light",
            device_scale_factor=2 if is_phone else 1,
            has_touch=is_phone,
            locale="en-GB",
            timezone_id="UTC",
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.goto(self._server.fresh_address())
        return page

    def go(self, page: Page, path: str) -> None:
        """Open a page of the pages."""
        answer = page.goto(f"{self._server.address}{path}")
        if answer is None or not answer.ok:
            raise NotAnswered(f"{path} answered {answer and answer.status}")

    def take(self, name: str, page: Page, *, top: Locator | None = None, height: int = 0) -> None:
        """Take a picture of what the window shows, from `top` on, in a window of that height."""
        size = page.viewport_size
        if height and size is not None:
            page.set_viewport_size({"width": size["width"], "height": height})
        page.mouse.move(0, 0)
        if top is not None:
            top.evaluate("(place) => window.scrollBy(0, place.getBoundingClientRect().top - 16)")
        page.evaluate("() => document.fonts.ready")
        shot = base64.b64encode(page.screenshot()).decode()
        width, tall, pixels = self._lab.evaluate(_PIXELS, shot)
        colours = np.frombuffer(base64.b64decode(pixels), dtype=np.uint8)
        picture = png_of(colours.reshape(tall, width, 4)[:, :, :3])
        (self._into / f"{name}.png").write_bytes(picture)
        self.taken.append(name)
        print(f"  {name}.png, {len(picture) // 1000} kB")


def png_of(pixels: NDArray[np.uint8]) -> bytes:
    """The pixels (rows, columns, red green blue) as a PNG with a palette, compressed hard.

    Colours beyond the 256 commonest are drawn as the nearest of these: they are the edges of
    letters, and nobody sees the difference.
    """
    height, width, _ = pixels.shape
    wide = pixels.astype(np.uint32)
    codes = (wide[:, :, 0] << 16 | wide[:, :, 1] << 8 | wide[:, :, 2]).ravel()
    found, places, counts = np.unique(codes, return_inverse=True, return_counts=True)
    kept = np.sort(found[np.argsort(-counts, kind="stable")[:MOST_COLOURS]])
    palette = _channels(kept)
    nearest = _nearest(_channels(found), palette)
    rows = nearest[places].reshape(height, width)
    lines = np.zeros((height, width + 1), dtype=np.uint8)  # each line begins with its filter: none
    lines[:, 1:] = rows
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", palette.astype(np.uint8).tobytes()),
        (b"IDAT", zlib.compress(lines.tobytes(), 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in parts)


def _channels(codes: NDArray[np.uint32]) -> NDArray[np.int64]:
    return np.stack([codes >> 16, codes >> 8 & 255, codes & 255], axis=1).astype(np.int64)


def _nearest(colours: NDArray[np.int64], palette: NDArray[np.int64]) -> NDArray[np.uint8]:
    """For each colour, the number of the nearest one of the palette."""
    near = []
    for start in range(0, len(colours), _CHUNK):
        apart = colours[start : start + _CHUNK, None, :] - palette[None, :, :]
        near.append((apart**2).sum(axis=2).argmin(axis=1))
    return np.concatenate(near).astype(np.uint8)


def _chunk(kind: bytes, body: bytes) -> bytes:
    check = zlib.crc32(kind + body)
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)


def write_down(page: Page, *lines: str, keep: bool = True) -> None:
    """Type lines into the quick capture, and keep them once they are understood."""
    box = page.locator("#tell")
    if not box.is_visible():
        page.locator("details.capture summary").click()
    box.fill("\n".join(lines))
    page.get_by_role("button", name="See what it understands").click()
    page.locator("#understood .understood").wait_for()
    if keep:
        press(page, "Keep it")


def press(page: Page, button: str) -> None:
    """Press a button that does a deed, and wait for the page that says it was done."""
    with page.expect_navigation(url="**done=*"):
        page.get_by_role("button", name=button, exact=True).click()


def pour(page: Page, dots: dict[str, int]) -> None:
    """Type dots into the doors of a guess."""
    for door, count in dots.items():
        page.locator(f"input[name={door}]").fill(str(count))


def live_the_fortnight(camera: Camera, clock: Clock) -> None:
    """From the first evening to the second Sunday, with pictures on the way."""
    phone = camera.screen(PHONE)
    phone.get_by_label("What do you look for?").fill("planner in logistics")
    phone.get_by_role("button", name="Begin").click()
    write_down(phone, *FIRST_LINES, keep=False)
    camera.take("first-evening-phone", phone, top=phone.locator("details.capture"))
    press(phone, "Keep it")
    clock.set("2026-03-03 07:10")
    camera.go(phone, BREAKFAST)
    pour(phone, GUESS)
    phone.locator("h1").click()
    camera.take("guess-phone", phone, top=phone.locator("h1"))
    pour(phone, LAST_DOTS)
    press(phone, "Seal it")
    clock.set("2026-03-04 07:40")
    camera.go(phone, BREAKFAST)
    phone.locator("label.door").nth(1).click()
    phone.get_by_label("How many people did you talk to?").fill("4")
    press(phone, "No")
    desk = camera.screen(DESK)
    camera.go(desk, BREAKFAST)
    camera.take("both-marks", desk)
    live_the_second_week(camera, clock, desk)


def live_the_second_week(camera: Camera, clock: Clock, desk: Page) -> None:
    """An ask, a silence, a nudge; and where the chains stand then."""
    write_down(desk, *AFTER_THE_BREAKFAST)
    clock.set("2026-03-06 18:10")
    write_down(desk, "Dina Moss promised")
    clock.set("2026-03-13 08:10")
    dusk = camera.screen(PHONE, scheme="dark")
    camera.take("today-phone-dark", dusk)
    camera.go(desk, "/people/ana-reyes/")
    press(desk, "I nudged them")
    clock.set("2026-03-14 12:20")
    write_down(desk, "Ana Reyes promised")
    clock.set("2026-03-15 19:05")
    write_down(desk, *INTRODUCED)
    camera.go(desk, "/chains/")


def look_at_fourteen_weeks(camera: Camera, clock: Clock) -> None:
    """The search of the demo in the place of the fortnight."""
    text = files("keepknocking.cli").joinpath(SAMPLE).read_text("utf-8")
    day = _SAMPLE_DAY.search(text)
    if day is None:
        raise NotAnswered(f"{SAMPLE} does not say on which day it is read")
    clock.set(f"{day[1]} 08:30")
    desk = camera.screen(DESK)
    camera.go(desk, "/story/edit/")
    desk.get_by_label("The whole story", exact=True).fill(text)
    desk.get_by_role("button", name="See what would change").click()
    press(desk, "Keep it")
    for name, path, height in FOURTEEN_WEEKS:
        camera.go(desk, path)
        camera.take(name, desk, height=height)


def chromium() -> str | None:
    """The path of a chromium, or None."""
    found = subprocess.run(  # noqa: S603 (our own script) # nosec B603
        ["/bin/sh", str(FINDER)], stdout=subprocess.PIPE, text=True, check=False
    )
    return found.stdout.strip() or None


@contextmanager
def browser_at(path: str) -> Iterator[Browser]:
    """A chromium without a window."""
    flags = ["--disable-gpu", "--disable-lcd-text", "--hide-scrollbars"]
    if os.geteuid() == 0:
        flags.append("--no-sandbox")  # which refuses to work for the superuser
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        try:
            yield browser
        finally:
            browser.close()


def take_all(path: str, into: Path) -> None:
    """Every picture, with the pages of a ledger that is thrown away.

    Raises
    ------
    NotAnswered
        where a page is not there.
    """
    clock = Clock()
    with TemporaryDirectory() as home:
        os.environ["KNOCK_HOME"] = home
        server = open_pages(own_ledger(), port=0, clock=clock)
        with server.running(), browser_at(path) as browser:
            camera = Camera(browser, server, into)
            live_the_fortnight(camera, clock)
            look_at_fourteen_weeks(camera, clock)
    missing = sorted(set(PICTURES) - set(camera.taken))
    if missing:
        raise NotAnswered(f"nobody took {', '.join(missing)}")


def main(arguments: list[str]) -> int:
    """Take the pictures, or say why not."""
    path = chromium()
    if path is None:
        print("NOT TAKEN: the pictures of the pages stay as they are, for want of a chromium.")
        return 0
    into = Path(arguments[1]) if arguments[:1] == ["--into"] else FOLDER
    into.mkdir(parents=True, exist_ok=True)
    take_all(path, into)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
