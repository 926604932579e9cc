"""The pages as a browser meets them: the real program, behind its gate, and Debian's Chromium.

A test takes a `House` (`knock serve` on a ledger of its own; another day is another start) and a
`visit` (a window on it). Of every window all that must not be is remembered, and told when the
test ends: a word in the console, an error of a script, a request that leaves the machine, a request
that failed, an answer that refuses, unless the test said that it expects it.
"""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from importlib.resources import files
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    expect,
    sync_playwright,
)

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parents[1]
KNOCK: Final = Path(sys.executable).with_name("knock")
PATIENCE_SECONDS: Final = 60
SAMS_DAY: Final = "2026-06-08"
LAY_DOWN: Final = """
import sys
from datetime import datetime
from pathlib import Path
from keepknocking.ledger.story.reading import read_story
from keepknocking.server.own import own_ledger

read = read_story(Path(sys.argv[1]).read_text("utf-8"))
at = datetime.fromisoformat(sys.argv[2] + "T08:00:00+00:00")
own_ledger().begin_with(read.ledger, ("the whole story",), recorded_at=at)
"""
SIZES: Final[dict[str, dict[str, Any]]] = {
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
    "desk": {"viewport": {"width": 1280, "height": 900}},
}
NOT_TESTED: Final = (
    "NOT TESTED: the pages in a browser, because there is no Chromium here "
    "(on Debian: apt-get install chromium; elsewhere name one in KNOCK_CHROMIUM)"
)
FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP evil.example 127.0.0.1",
)

FOCUS: Final = """() => {
    const at = document.activeElement, box = at.getBoundingClientRect();
    const look = getComputedStyle(at), isOutlined = look.outlineStyle === "solid";
    const said = at.ariaLabel || at.labels?.[0]?.textContent || at.textContent;
    const hasAButton = ["date", "time"].includes(at.type);  // of the browser, with its own ring
    const inABrowserButton = hasAButton && !at.matches(":focus");
    return {
        tag: at.tagName,
        name: said.trim().replace(/\\s+/g, " "),
        ringed: inABrowserButton || (isOutlined && parseFloat(look.outlineWidth) > 2),
        inside: box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth,
    };
}"""
"""What has the focus, whether something shows it, and whether it is in sight."""


def _found_chromium() -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 (a fixed command)
        ["sh", str(ROOT / "scripts" / "find-chromium")],  # noqa: S607 (the same)
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.hookimpl(tryfirst=True)  # before the groups are read
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep each file together, for its houses take their time; skip all without a browser."""
    ours = [item for item in items if item.path.is_relative_to(HERE)]
    is_needed = bool(os.environ.get("KNOCK_CHROMIUM_REQUIRED"))
    lacking = bool(ours) and not is_needed and not _found_chromium().stdout
    for item in ours:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.path.stem))
        if lacking:
            item.add_marker(pytest.mark.skip(reason=NOT_TESTED))


@dataclass
class House:
    """`knock serve` on a ledger of its own, on one day; `state` is what a browser keeps of it."""

    folder: Path
    today: str = "2026-03-02"
    launch: str = ""
    state: Any = None
    _process: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        """Where the pages are: `http://127.0.0.1:PORT`."""
        parts = urlsplit(self.launch)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def _environment(self) -> dict[str, str]:
        return {**os.environ, "KNOCK_HOME": str(self.folder), "TZ": "UTC", "NO_COLOR": "1"}

    def lay_down(self, story: str) -> "House":
        """Make a ledger of a story."""
        told = self.folder.with_suffix(".story")
        told.write_text(story, encoding="utf-8")
        words = [sys.executable, "-c", LAY_DOWN, str(told), self.today]
        subprocess.run(words, env=self._environment, check=True)  # noqa: S603 (a fixed command)
        return self

    def open(self, today: str | None = None) -> "House":
        """Start the pages, or start them again on another day: the ledger stays."""
        self.close()
        self.today = today or self.today
        self.state = None
        with self.folder.with_suffix(".err").open("a") as complaints:
            self._process = subprocess.Popen(  # noqa: S603 (a fixed command)
                [KNOCK, "--today", self.today, "serve", "--port", "0"],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=complaints,
                text=True,
            )
        self.launch = self._told(self._process).rpartition(" ")[2].strip()
        return self

    def _told(self, process: subprocess.Popen[str]) -> str:
        assert process.stdout is not None
        ready, _, _ = select.select([process.stdout], [], [], PATIENCE_SECONDS)
        told = process.stdout.readline() if ready else ""
        assert told, self.folder.with_suffix(".err").read_text()
        return told

    def close(self) -> None:
        """End the pages as Ctrl-C does, and see that they end well."""
        if self._process is None:
            return
        process, self._process = self._process, None
        process.send_signal(signal.SIGINT)
        try:
            code = process.wait(PATIENCE_SECONDS)
        finally:
            with suppress(ProcessLookupError):
                process.kill()
            assert process.stdout is not None
            process.stdout.close()
        complaints = self.folder.with_suffix(".err").read_text()
        assert (code, "Traceback" in complaints) == (0, False), complaints


@dataclass
class Watch:
    """What must not be, of all windows of one context, but for what a test says that it expects."""

    own: str
    refusals: tuple[int, ...]
    expects: tuple[str, ...]
    trouble: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> "Watch":
        """Watch all windows of the context."""
        context.on("console", self._console)
        context.on("weberror", lambda error: self._see(f"script: {error.error}"))
        context.on("request", self._request)
        context.on("requestfailed", self._failed)
        context.on("response", self._response)
        return self

    def _console(self, said: ConsoleMessage) -> None:
        where = said.page.url if said.page else ""
        self._see(f"console of {where}, {said.type}: {said.text}")

    def _see(self, trouble: str) -> None:
        told_elsewhere = tuple(f"responded with a status of {status} " for status in self.refusals)
        if not any(words in trouble for words in (*self.expects, *told_elsewhere)):
            self.trouble.append(trouble)

    def _request(self, request: Request) -> None:
        if not request.url.startswith(f"{self.own}/"):
            self._see(f"left the machine: {request.url}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # left for the next page before it was there
            self._see(f"failed: {request.method} {request.url} {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= HTTPStatus.BAD_REQUEST and response.status not in self.refusals:
            self._see(f"refused: {response.status} {response.url}")


Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, one for a file of tests."""
    found = _found_chromium()
    assert found.returncode == 0, found.stderr
    with sync_playwright() as playwright:
        path = found.stdout.strip()
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def houses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., House]]:
    """A new house on a day, not open yet, with the ledger of a story if one is told."""
    built: list[House] = []

    def build(today: str = "2026-03-02", story: str | None = None) -> House:
        house = House(tmp_path_factory.mktemp("house") / "home", today=today)
        built.append(house)
        return house if story is None else house.lay_down(story)

    yield build
    for house in built:
        house.close()


@pytest.fixture(scope="module")
def sam(houses: Callable[..., House]) -> House:
    """The made-up search of Sam, open on its day."""
    story = files("keepknocking.cli").joinpath("sam.story").read_text("utf-8")
    return houses(SAMS_DAY, story).open()


@pytest.fixture(scope="module")
def empty(houses: Callable[..., House]) -> House:
    """A search that began today and of which nothing is told yet."""
    return houses(story='2026-03-02 search for "planner in logistics" goal offer').open()


@pytest.fixture
def watches() -> Iterator[list[Watch]]:
    """The watches of the test's windows; at its end nothing that must not be has been seen."""
    kept: list[Watch] = []
    yield kept
    assert [trouble for watch in kept for trouble in watch.trouble] == []


@pytest.fixture
def visit(chromium: Browser, watches: list[Watch]) -> Iterator[Visit]:
    """A window on a house, let in: `visit(house, "phone")`; more words go to the context."""
    opened: list[BrowserContext] = []

    def visited(
        house: House,
        size: str = "desk",
        *,
        refusals: tuple[int, ...] = (),
        expects: tuple[str, ...] = (),
        **more: object,
    ) -> Page:
        said: dict[str, Any] = {**SIZES[size], "reduced_motion": "reduce", **more}
        context = chromium.new_context(base_url=house.address, storage_state=house.state, **said)
        context.set_default_timeout(1000 * PATIENCE_SECONDS)
        expect.set_options(timeout=1000 * PATIENCE_SECONDS)
        opened.append(context)
        watches.append(Watch(house.address, refusals, expects).over(context))
        page = context.new_page()
        if house.state is None:
            page.goto(house.launch)
            house.state = context.storage_state()
        return page

    yield visited
    for context in opened:
        context.close()


@pytest.fixture
def stop() -> Callable[[Page], str]:
    """Go on by the tab key: the name of what has the focus then, which is always seen."""

    def stopped(page: Page) -> str:
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUS)
        assert at["ringed"] or at["tag"] == "BODY", f"nothing shows that the focus is on {at}"
        assert at["inside"], f"the focus is out of sight on {at}"
        return str(at["name"])

    return stopped
