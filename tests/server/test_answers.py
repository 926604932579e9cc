"""What every answer carries, what is refused for its size or time, and what is said of trouble."""

import io
import logging
import socket
import time
from collections.abc import Iterator
from html import escape
from typing import Any

import pytest
from pytest_django import Settings

from keepknocking.server import listening
from keepknocking.server.admission import LARGEST_BODY
from keepknocking.web.problem_pages import (
    BAD_REQUEST,
    DAMAGED,
    FULL,
    LOCKED,
    NEWER,
    NOT_FOUND,
    OUR_MISTAKE,
    READ_ONLY,
    STALE_FORM,
)

Visitor = Any

PROTECTION = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
POLICY = {
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


def assert_protected(answer: Any) -> None:  # noqa: ANN401 (the conftest's own Answer)
    for name, value in PROTECTION.items():
        assert answer.headers.get_all(name) == [value], name
    (policy,) = answer.headers.get_all("Content-Security-Policy")
    assert set(policy.split("; ")) == POLICY
    assert len(answer.headers.get_all("Cache-Control")) == 1
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert "Server" not in answer.headers
    assert "waitress" not in answer.body


def test_every_kind_of_answer_is_protected_and_kept_nowhere(seeker: Visitor) -> None:
    fresh = seeker.server.fresh_address().removeprefix(seeker.server.address)
    answers = {
        200: seeker.ask("/"),
        302: seeker.ask("/trouble/missing/"),
        303: seeker.ask(fresh),
        301: seeker.ask("/begin"),
        400: seeker.ask("/", host="evil.example"),
        403: seeker.ask("/", Cookie="x=y"),
        404: seeker.ask("/nowhere/"),
        405: seeker.ask("/keep/"),
        413: seeker.send("/measure/", "x" * (LARGEST_BODY + 1)),
        431: seeker.ask("/", Cookie="x" * 40_000),
        500: seeker.ask("/people/ana-reyes/"),
        501: seeker.ask("/", method="GET", Transfer_Encoding="gzip"),
        503: seeker.ask("/trouble/locked/"),
    }
    for status, answer in answers.items():
        assert answer.status == status, answer.body
        assert_protected(answer)
        assert answer.headers["Cache-Control"] == "no-store"


def test_what_a_page_says_carelessly_is_not_passed_on(seeker: Visitor) -> None:
    answer = seeker.ask("/careless/")
    assert answer.status == 200
    assert_protected(answer)
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_file_of_the_look_is_asked_for_again_each_time_and_not_sent_twice(
    seeker: Visitor,
) -> None:
    answer = seeker.ask("/static/keepknocking/icon.svg")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert "<svg" in answer.body
    assert_protected(answer)
    assert answer.headers["Cache-Control"] == "private, no-cache"
    again = seeker.ask("/static/keepknocking/icon.svg", If_None_Match=answer.headers["ETag"])
    assert (again.status, again.body) == (304, "")
    assert_protected(again)


@pytest.mark.parametrize(
    "path",
    [
        "/static/",
        "/static/../settings.py",
        "/static/%2e%2e/apps.py",
        "/static//etc/passwd",
        "/static/keepknocking/",
    ],
)
def test_nothing_but_the_files_of_the_look_lies_under_static(seeker: Visitor, path: str) -> None:
    assert seeker.ask(path).status == 404


def test_a_form_needs_its_token(seeker: Visitor) -> None:
    refused = seeker.send("/keep/", "text=Ben+Ode")
    assert refused.status == 403
    assert "Ben Ode" in refused.body, "what was typed is given back"
    token = seeker.form_token()
    assert seeker.send("/keep/", f"text=a&csrfmiddlewaretoken={token}").body == "kept a"
    assert seeker.send("/keep/", "text=a&csrfmiddlewaretoken=" + "a" * 64).status == 403
    assert seeker.send("/keep/", f"text=a&csrfmiddlewaretoken={token[:-1]}").status == 403


def test_the_cookie_of_forms_is_as_strict_as_the_other(seeker: Visitor) -> None:
    said = seeker.ask("/").headers["Set-Cookie"]
    assert said.startswith("knock-csrf=")
    assert set(said.split("; ")[1:]) == {"HttpOnly", "Path=/", "SameSite=Strict"}


def test_two_mebibytes_are_taken_and_no_more(seeker: Visitor) -> None:
    most = seeker.send("/measure/", "x" * LARGEST_BODY)
    assert (most.status, most.body) == (200, f"{LARGEST_BODY} bytes")
    more = seeker.send("/measure/", "x" * (LARGEST_BODY + 1))
    assert more.status == 413
    assert "larger than 2 MiB" in more.body


def test_too_much_is_refused_before_it_has_come(stranger: Visitor) -> None:
    lines = ("POST /measure/ HTTP/1.1", "Host: x", "Content-Length: 1000000000000")
    assert stranger.write(*lines).startswith("HTTP/1.1 413 ")


def test_too_much_in_pieces_is_refused_as_well(seeker: Visitor, measured: list[int]) -> None:
    here = f"127.0.0.1:{seeker.server.port}"
    lines = (
        "POST /measure/ HTTP/1.1",
        f"Host: {here}",
        f"Origin: http://{here}",
        f"Cookie: {seeker.cookies[0]}",
        "Transfer-Encoding: chunked",
    )
    piece = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    most = 4 * LARGEST_BODY // 0x10000
    with socket.create_connection(("127.0.0.1", seeker.server.port), timeout=10) as connection:
        connection.sendall("\r\n".join((*lines, "", "")).encode())
        for _ in range(most):
            connection.sendall(piece)
        connection.sendall(b"1\r\nx\r\n")  # this one more is beyond what is read
        assert connection.recv(65536).startswith(b"HTTP/1.1 413 ")
    assert measured == []


@pytest.mark.parametrize(
    "line", ["GET", "GET / HTTP/1.1 x", "\x00", "GET / HTTP/1.1\r\nHost x", "GET  / HTTP/1.1"]
)
def test_what_is_no_request_is_refused(stranger: Visitor, line: str) -> None:
    assert stranger.write(line).partition(" ")[2].startswith("400 ")


def test_whoever_speaks_slowly_is_given_up_and_keeps_nobody_waiting(
    seeker: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "_ARRIVAL_SECONDS", 0.5)
    began = time.monotonic()
    slow = [
        socket.create_connection(("127.0.0.1", seeker.server.port), timeout=10) for _ in range(20)
    ]
    try:
        for each in slow:
            each.sendall(b"GET / HTTP/1.1\r\nX: ")
        assert seeker.ask("/").status == 200
        for each in slow:  # an answer of no bytes: the connection was closed
            assert each.recv(10) == b""
    finally:
        for each in slow:
            each.close()
    assert time.monotonic() - began < 9


TROUBLES = {
    "locked": LOCKED,
    "readonly": READ_ONLY,
    "full": FULL,
    "damaged": DAMAGED,
    "newer": NEWER,
}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_ledger_that_cannot_be_used_says_so_and_gives_back_what_was_typed(
    seeker: Visitor, trouble: str
) -> None:
    token = seeker.form_token()
    typed = "met+Ben+Ode+%3Cb%3E"
    answer = seeker.send(f"/trouble/{trouble}/", f"text={typed}&csrfmiddlewaretoken={token}")
    assert answer.status == 503
    assert escape(TROUBLES[trouble].title) in answer.body
    assert "met Ben Ode &lt;b&gt;" in answer.body
    assert token not in answer.body


def test_no_ledger_yet_leads_to_where_one_begins(seeker: Visitor) -> None:
    answer = seeker.ask("/trouble/missing/")
    assert (answer.status, answer.headers["Location"]) == (302, "/begin/")


@pytest.fixture
def terminal() -> Iterator[io.StringIO]:
    """What the error stream is told."""
    (handler,) = logging.getLogger("django").handlers
    assert isinstance(handler, logging.StreamHandler)
    told = io.StringIO()
    before = handler.setStream(told)
    yield told
    handler.setStream(before)


def test_what_a_view_refuses_is_a_page_as_well(seeker: Visitor, terminal: io.StringIO) -> None:
    assert BAD_REQUEST.title in seeker.ask("/suspicious/").body
    assert STALE_FORM.title in seeker.ask("/forbidden/").body
    assert "Ana" not in terminal.getvalue()


def test_a_problem_that_cannot_be_shown_as_a_page_is_shown_as_a_bare_one(
    seeker: Visitor, settings: Settings, terminal: io.StringIO
) -> None:
    settings.TEMPLATES = []
    answer = seeker.ask("/nowhere/")
    assert answer.status == 404
    assert f"<h1>{escape(NOT_FOUND.title)}</h1>" in answer.body
    assert_protected(answer)
    assert "TemplateDoesNotExist at" in terminal.getvalue()


@pytest.mark.parametrize("path", ["/people/ana-reyes/", "/trouble/twice/", "/trouble/nonsense/"])
def test_a_mistake_of_ours_is_told_to_the_terminal_without_a_word_of_anybody(
    seeker: Visitor, path: str, terminal: io.StringIO
) -> None:
    answer = seeker.ask(path)
    assert answer.status == 500
    assert OUR_MISTAKE.title in answer.body
    told = terminal.getvalue()
    assert "Error at server/conftest.py:" in told
    for private in ("Ana", "ana-reyes", "Harbor", seeker.cookies[0].partition("=")[2]):
        assert private not in told + answer.body
    assert "Traceback" not in told


def test_what_goes_well_and_what_is_refused_is_told_nowhere(
    seeker: Visitor, terminal: io.StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    for path in ("/", "/nowhere/", "/keep/", "/open/wrong/"):
        seeker.ask(path)
    seeker.ask("/", host="evil.example")
    assert capfd.readouterr() == ("", "")
    assert terminal.getvalue() == ""


def test_the_answer_to_head_has_no_body(seeker: Visitor) -> None:
    answer = seeker.ask("/", method="HEAD")
    assert (answer.status, answer.body) == (200, "")
