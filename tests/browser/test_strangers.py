"""Another site, open in the same browser while the pages are: it can neither read nor write."""

import threading
from collections.abc import Callable, Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

House = Any
Visit = Callable[..., Page]

STORY = "2026-03-02 met Ana Reyes (Harbor Foods, buyer)"
ATTEMPTS = """async (ours) => {
    const loaded = (tag, fields) => new Promise((told) => {
        const made = Object.assign(document.createElement(tag), fields);
        const within = () => made.contentDocument?.body.textContent;
        made.onload = () => told(tag === "iframe" ? within() : "loaded");
        made.onerror = () => told(null);
        document.body.append(made);
    });
    const got = async (path, options) => {
        try {
            const answer = await fetch(ours + path, { credentials: "include", ...options });
            return (await answer.text()) || null;
        } catch {
            return null;
        }
    };
    const line = new URLSearchParams({ text: "met Mallory", back: "/" });
    const post = { method: "POST", body: line };
    return {
        read: await got("/people/", {}),
        glimpsed: await got("/people/", { mode: "no-cors" }),
        written: await got("/capture/keep/", post),
        slipped: await got("/capture/keep/", { mode: "no-cors", ...post }),
        undone: await got("/history/1/undo/", { mode: "no-cors", method: "POST" }),
        drawn: await loaded("img", { src: ours + "/static/keepknocking/icon.svg" }),
        framed: await loaded("iframe", { src: ours + "/people/" }),
        run: await loaded("script", { src: ours + "/static/keepknocking/page.js" }),
    };
}"""
PEEK = """async (ours) => {
    const opened = window.open(ours + "/people/");
    await new Promise((later) => setTimeout(later, 500));
    try {
        return opened.document.body.textContent;
    } catch {
        return null;
    }
}"""


class Elsewhere(BaseHTTPRequestHandler):
    """A page of somebody else's, with a form that is sent to ours."""

    def do_GET(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        ours = self.path.partition("?")[2]
        self.wfile.write(
            f'<form method="post" action="{ours}/capture/keep/">'
            '<input name="text" value="met Mallory"><button>Win</button></form>'.encode()
        )

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (as above)
        """Say nothing."""


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[int]:
    """The port of another server on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as other:
        thread = threading.Thread(target=other.serve_forever)
        thread.start()
        yield other.server_port
        other.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def house(houses: Callable[..., House]) -> House:
    return houses(story=STORY).open()


@pytest.fixture
def seeker(house: House, visit: Visit) -> Page:
    """Whoever started the pages, with them open; she may meet what is not ours."""
    return visit(house, "desk", refusals=(403,), expects=("",))


@pytest.mark.parametrize("host", ["127.0.0.1", "evil.example"])
def test_another_site_can_neither_read_nor_write(
    house: House, seeker: Page, elsewhere: int, host: str
) -> None:
    ours = house.address
    seeker.goto("/people/")
    expect(seeker.get_by_role("main")).to_contain_text("Ana Reyes")
    other = seeker.context.new_page()
    other.goto(f"http://{host}:{elsewhere}/?{ours}")
    its_own = other.evaluate(ATTEMPTS, f"http://{host}:{elsewhere}")
    assert its_own["read"], "the attempts are real ones"
    assert its_own["framed"]
    got = other.evaluate(ATTEMPTS, ours)
    assert got == dict.fromkeys(got)
    assert other.evaluate(PEEK, ours) is None
    other.get_by_role("button", name="Win").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Not from another page")
    story = seeker.request.get("/story/").text()
    assert "Ana Reyes" in story
    assert "Mallory" not in story


def test_a_name_that_is_turned_to_this_machine_is_not_answered(house: House, seeker: Page) -> None:
    port = house.address.rpartition(":")[2]
    answer = seeker.goto(f"http://evil.example:{port}/people/")
    assert answer is not None
    assert answer.status == HTTPStatus.BAD_REQUEST
    assert "Ana" not in seeker.content()


@pytest.fixture
def stranger(chromium: Browser, house: House) -> Iterator[BrowserContext]:
    """Another browser on the same machine."""
    context = chromium.new_context(base_url=house.address)
    yield context
    context.close()


def test_the_launch_address_opens_the_pages_once(
    house: House, seeker: Page, stranger: BrowserContext
) -> None:
    seeker.goto("/people/")
    expect(seeker.get_by_role("main")).to_contain_text("Ana Reyes")
    page = stranger.new_page()
    for path in (house.launch, "/people/", "/static/keepknocking/page.js"):
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == HTTPStatus.FORBIDDEN
        assert "Ana" not in page.content()
