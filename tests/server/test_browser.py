"""The gate as a real browser meets it: links, forms and frames of other sites and ports."""

import os
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

Server = Any

CHROMIUM = os.environ.get("KNOCK_CHROMIUM") or shutil.which("chromium")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason="no chromium here: name one in KNOCK_CHROMIUM"),
]


class Elsewhere(BaseHTTPRequestHandler):
    """A page that wants to see or do something at ours."""

    target: ClassVar[str] = ""

    def do_GET(self) -> None:
        page = (
            f'<a href="{self.target}/?from=mail">a link</a>'
            f'<form method="post" action="{self.target}/measure/"><button>send</button></form>'
            f'<iframe src="{self.target}/"></iframe>'
            f'<img alt="" src="{self.target}/static/keepknocking/icon.svg">'
        )
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (as above)
        """Say nothing."""


@pytest.fixture
def elsewhere(server: Server) -> Iterator[int]:
    """The port of another server on this machine."""
    Elsewhere.target = server.address
    with ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as other:
        thread = threading.Thread(target=other.serve_forever)
        thread.start()
        yield other.server_port
        other.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--host-resolver-rules=MAP elsewhere.example 127.0.0.1",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture
def window(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser window that nobody has been in before."""
    context = chromium.new_context()
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.mark.parametrize("host", ["elsewhere.example", "127.0.0.1"])
def test_a_link_from_elsewhere_opens_the_page_and_nothing_else_gets_anything(
    server: Server, elsewhere: int, window: BrowserContext, measured: list[int], host: str
) -> None:
    page = window.new_page()
    page.goto(server.fresh_address())
    assert "the first page" in page.content()
    seen: list[tuple[str, int]] = []
    window.on("response", lambda answer: seen.append((answer.url, answer.status)))
    page.goto(f"http://{host}:{elsewhere}/")
    page.wait_for_load_state("networkidle")
    ours = {status for url, status in seen if url.startswith(server.address)}
    assert ours <= {403}, "neither the frame nor the picture"
    page.get_by_text("a link").click()
    page.get_by_text("the first page").wait_for()
    assert page.url == f"{server.address}/?from=mail"
    page.goto(f"http://{host}:{elsewhere}/")
    page.get_by_role("button").click()
    page.get_by_text("Not from another page").wait_for()
    assert measured == []


def test_a_link_from_elsewhere_without_a_session_ends_at_the_closed_page(
    server: Server, elsewhere: int, window: BrowserContext
) -> None:
    page = window.new_page()
    seen: list[str] = []
    page.goto(f"http://elsewhere.example:{elsewhere}/")
    page.wait_for_load_state("networkidle")
    page.on("request", lambda asked: seen.append(asked.url))
    page.get_by_text("a link").click()
    page.get_by_text("These pages are closed").wait_for()
    page.wait_for_load_state("networkidle")
    assert seen.count(f"{server.address}/?from=mail") == 2


def test_an_address_clicked_in_a_page_opens_the_pages_too(
    server: Server, elsewhere: int, window: BrowserContext
) -> None:
    """As in a terminal that is itself a page."""
    Elsewhere.target = server.fresh_address().rstrip("/")
    page = window.new_page()
    page.goto(f"http://elsewhere.example:{elsewhere}/")
    page.get_by_text("a link").click()
    page.get_by_text("the first page").wait_for()
    assert page.url == f"{server.address}/"
