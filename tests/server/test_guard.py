"""Who is let in, over a real socket: tokens, cookies, other users, and the way back in."""

import os
import subprocess
import sys
from contextlib import closing
from http.client import HTTPConnection
from typing import Any

import pytest
from pytest_django import Settings

from keepknocking.server import serving
from keepknocking.server.own import own_ledger
from keepknocking.server.peers import End

Visitor = Any

PATHS = ["/", "/nowhere/", "/static/keepknocking/icon.svg", "/people/ana-reyes/", "/open", "//"]


@pytest.mark.parametrize("path", PATHS)
def test_without_a_session_nothing_is_seen_and_nothing_is_told_apart(
    stranger: Visitor, path: str
) -> None:
    answer = stranger.ask(path)
    assert answer.status == 403
    assert answer.body == stranger.ask("/").body
    assert "press Enter" in answer.body
    assert "Set-Cookie" not in answer.headers


def test_the_address_that_is_printed_opens_the_pages(stranger: Visitor) -> None:
    path = stranger.server.fresh_address().removeprefix(stranger.server.address)
    opened = stranger.ask(path)
    assert (opened.status, opened.headers["Location"]) == (303, "/")
    name, _, rest = opened.headers["Set-Cookie"].partition("=")
    assert name == f"knock-{stranger.server.port}"
    assert rest.partition("; ")[2] == "HttpOnly; SameSite=Strict; Path=/"
    assert stranger.ask("/", Cookie=opened.cookie).status == 200


@pytest.mark.parametrize("token", ["", "wrong", "%00", "a" * 5000, "../static", "%F0%9F%9A%AA"])
def test_a_wrong_token_is_refused(stranger: Visitor, token: str) -> None:
    answer = stranger.ask(f"/open/{token}/")
    assert answer.status == 403
    assert "has been used" in answer.body or "press Enter" in answer.body


def test_a_used_address_is_refused_and_says_what_to_do(stranger: Visitor) -> None:
    path = stranger.server.fresh_address().removeprefix(stranger.server.address)
    assert stranger.ask(path).status == 303
    again = stranger.ask(path)
    assert again.status == 403
    assert "This address has been used" in again.body
    assert "press Enter" in again.body
    assert "Set-Cookie" not in again.headers


def test_a_used_address_leads_whoever_is_in_already_to_the_first_page(seeker: Visitor) -> None:
    path = seeker.server.fresh_address().removeprefix(seeker.server.address)
    assert "Set-Cookie" in seeker.ask(path).headers
    again = seeker.ask(path)
    assert (again.status, again.headers["Location"]) == (303, "/")
    assert "Set-Cookie" not in again.headers


@pytest.mark.parametrize(
    "ahead",
    [
        {"method": "HEAD"},
        {"Sec_Purpose": "prefetch"},
        {"Sec_Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"X_Moz": "prefetch"},
        {"X_Purpose": "preview"},
    ],
)
def test_preparing_for_an_address_does_not_use_it_up(
    stranger: Visitor, ahead: dict[str, str]
) -> None:
    path = stranger.server.fresh_address().removeprefix(stranger.server.address)
    assert stranger.ask(path, **ahead).status == 403
    assert stranger.ask(path).status == 303


def test_an_address_cannot_be_opened_by_writing(stranger: Visitor) -> None:
    path = stranger.server.fresh_address().removeprefix(stranger.server.address)
    assert stranger.send(path, "").status == 403
    assert stranger.ask(path).status == 303


@pytest.mark.parametrize("path", ["/open/{token}", "/open/{token}/x", "/open/{token}/?next=//e"])
def test_an_address_leads_nowhere_else(stranger: Visitor, path: str) -> None:
    token = stranger.server.fresh_address().rstrip("/").rpartition("/")[2]
    answer = stranger.ask(path.format(token=token))
    assert (answer.status, answer.headers["Location"]) in {(303, "/"), (403, None)}


@pytest.mark.parametrize(
    "cookie", ["knock-{port}=x", "knock-{port}=", "knock={good}", "{good}", ""]
)
def test_another_cookie_is_refused(seeker: Visitor, cookie: str) -> None:
    good = seeker.cookies[0].partition("=")[2]
    said = cookie.format(port=seeker.server.port, good=good)
    assert seeker.ask("/", Cookie=said or "x=y").status == 403


def test_a_cookie_that_another_port_has_put_beside_ours_does_no_harm(seeker: Visitor) -> None:
    good = seeker.cookies[0]
    planted = f"knock-{seeker.server.port}=planted; {good}; knock-1=x; csrftoken=y"
    assert seeker.ask("/", Cookie=planted).status == 200


def test_a_form_sent_after_a_new_start_says_that_nothing_is_lost(stranger: Visitor) -> None:
    answer = stranger.send("/measure/", "text=x")
    assert answer.status == 403
    assert "your words still stand" in answer.body


OPENED_FROM_ELSEWHERE = {
    "Sec_Fetch_Site": "cross-site",
    "Sec_Fetch_Mode": "navigate",
    "Sec_Fetch_Dest": "document",
}


def test_a_page_opened_from_another_site_leads_to_itself_once(stranger: Visitor) -> None:
    answer = stranger.ask("/people/?q=a&x=%22%3E<b>", **OPENED_FROM_ELSEWHERE)
    assert answer.status == 403
    assert 'content="0; url=/people/?q=a&amp;x=%22%3E&lt;b&gt;"' in answer.body
    ours = OPENED_FROM_ELSEWHERE | {"Sec_Fetch_Site": "same-origin"}
    assert "http-equiv" not in stranger.ask("/people/", **ours).body
    assert "http-equiv" not in stranger.ask("/people/").body


def test_that_page_never_leads_to_another_site(stranger: Visitor) -> None:
    for path in ("//evil.example/", "///evil.example"):
        body = stranger.ask(path, **OPENED_FROM_ELSEWHERE).body
        assert 'content="0; url=/evil.example' in body


ASKS = """
import encodings.idna, http.client, os, sys
os.setuid(int(sys.argv[3]))
c = http.client.HTTPConnection("127.0.0.1", int(sys.argv[1]), timeout=10)
c.request("GET", "/", headers={"Cookie": sys.argv[2]})
print(c.getresponse().status)
"""
WRITES_AND_LEAVES = """
import encodings.idna, os, socket, sys
os.setuid(int(sys.argv[3]))
c = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
here = "127.0.0.1:" + sys.argv[1]
head = f"POST /measure/ HTTP/1.1\\r\\nHost: {here}\\r\\nOrigin: http://{here}\\r\\n"
c.sendall(f"{head}Cookie: {sys.argv[2]}\\r\\nContent-Length: 1\\r\\n\\r\\nx".encode())
if os.getuid() == 0:
    print(c.recv(15).decode())
"""
AS_SOMEBODY_ELSE = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0,
    reason="only the superuser of a Linux machine can ask as somebody else",
)
NOBODY = 65534


def told_as(user: int, script: str, seeker: Visitor) -> str:
    """What the script says, run by that user with the seeker's cookie in its hands."""
    port, cookie = str(seeker.server.port), seeker.cookies[0]
    words = [sys.executable, "-I", "-c", script, port, cookie, str(user)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)  # noqa: S603 (ours)
    return done.stdout.strip()


@AS_SOMEBODY_ELSE
def test_a_stolen_cookie_is_worth_nothing_to_another_user(seeker: Visitor) -> None:
    assert told_as(0, ASKS, seeker) == "200"
    assert told_as(NOBODY, ASKS, seeker) == "403"


@AS_SOMEBODY_ELSE
def test_another_user_cannot_write_and_leave_before_being_looked_at(
    seeker: Visitor, measured: list[int]
) -> None:
    for _ in range(20):
        told_as(NOBODY, WRITES_AND_LEAVES, seeker)
    assert told_as(0, WRITES_AND_LEAVES, seeker).startswith("HTTP/1.1 200")
    assert measured == [1]


def test_whose_a_connection_is_is_asked_once_for_each(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[End, End]] = []

    def watch(here: End, there: End) -> bool:
        asked.append((here, there))
        return False

    monkeypatch.setattr(serving, "watch_for_others", lambda: watch)
    settings.KNOCK_DESK = None
    with serving.open_pages(own_ledger(), port=0).running() as server:
        for _ in range(2):
            with closing(HTTPConnection("127.0.0.1", server.port, timeout=10)) as connection:
                for _ in range(3):
                    connection.request("GET", "/")
                    connection.getresponse().read()
                assert connection.sock is not None, "one connection for all three"
    assert [here for here, _there in asked] == [("127.0.0.1", server.port)] * 2
    assert len({there for _here, there in asked}) == 2
