"""Requests that are addressed or started wrongly get nothing, over a real socket."""

from typing import Any

import pytest

Visitor = Any


def test_whoever_has_the_session_sees_the_page(seeker: Visitor) -> None:
    assert "the first page" in seeker.ask("/").body


@pytest.mark.parametrize(
    "host",
    [
        "evil.example:{port}",
        "evil.example",
        "127.0.0.1",
        "localhost",
        "127.0.0.1:1",
        "127.0.0.1:{port}1",
        "127.0.0.1:0{port}",
        "LOCALHOST:{port}",
        "localhost.:{port}",
        "127.0.0.1.:{port}",
        "127.1:{port}",
        "0.0.0.0:{port}",
        "[::1]:{port}",
        "knock.localhost:{port}",
        "127.0.0.1:{port}@evil.example",
        "127.0.0.1:{port}, evil.example",
    ],
)
def test_a_foreign_host_is_refused(seeker: Visitor, host: str) -> None:
    for path in ("/", "/static/keepknocking/icon.svg", "/open/x/"):
        assert seeker.ask(path, host=host.format(port=seeker.server.port)).status == 400


@pytest.mark.parametrize("path", ["/", "/static/keepknocking/icon.svg"])
def test_localhost_is_this_machine_too(seeker: Visitor, path: str) -> None:
    assert seeker.ask(path, host=f"localhost:{seeker.server.port}").status == 200


def test_a_request_without_a_host_is_refused(seeker: Visitor) -> None:
    said = seeker.write("GET / HTTP/1.0", f"Cookie: {seeker.cookies[0]}")
    assert said.startswith("HTTP/1.0 400 ")


@pytest.mark.parametrize("order", [1, -1])
def test_two_hosts_are_refused(seeker: Visitor, order: int) -> None:
    hosts = [f"Host: 127.0.0.1:{seeker.server.port}", "Host: evil.example"][::order]
    cookie = f"Cookie: {seeker.cookies[0]}"
    said = seeker.write("GET / HTTP/1.1", *hosts, cookie, "Connection: close")
    assert said.startswith("HTTP/1.1 400 ")


@pytest.mark.parametrize("target", ["http://evil.example/", "http://127.0.0.1:{port}/", "x:y"])
def test_an_address_in_the_first_line_is_refused(seeker: Visitor, target: str) -> None:
    port = seeker.server.port
    lines = (f"Host: 127.0.0.1:{port}", f"Cookie: {seeker.cookies[0]}", "Connection: close")
    said = seeker.write(f"GET {target.format(port=port)} HTTP/1.1", *lines)
    assert said.startswith("HTTP/1.1 400 ")


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "null",
        "https://127.0.0.1:{port}",
        "http://127.0.0.1:1",
        "http://localhost:{port}",
        "http://127.0.0.1:{port}/",
        "HTTP://127.0.0.1:{port}",
    ],
)
def test_a_foreign_origin_is_refused(seeker: Visitor, origin: str) -> None:
    origin = origin.format(port=seeker.server.port)
    assert seeker.ask("/measure/", Origin=origin).status == 403
    assert seeker.send("/measure/", "text=x", Origin=origin).status == 403


def test_our_own_origin_may_write(seeker: Visitor) -> None:
    assert seeker.send("/measure/", "text=x").body == "6 bytes"


def test_without_origin_the_referring_page_must_be_ours(seeker: Visitor) -> None:
    ours = f"{seeker.server.address}/people/"
    assert seeker.send("/measure/", "text=x", Origin=None, Referer=ours).status == 200
    for foreign in ("http://evil.example/", f"http://evil.example/{ours}", "http://[", "x", None):
        assert seeker.send("/measure/", "text=x", Origin=None, Referer=foreign).status == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FROB"])
def test_every_other_method_counts_as_writing(seeker: Visitor, method: str) -> None:
    assert seeker.ask("/measure/", method=method).status == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_site_or_port_starts_gets_nothing(seeker: Visitor, site: str) -> None:
    for mode, dest in [("no-cors", "image"), ("cors", "empty"), ("navigate", "iframe"), ("", "")]:
        said = {"Sec_Fetch_Site": site, "Sec_Fetch_Mode": mode, "Sec_Fetch_Dest": dest}
        assert seeker.ask("/", **said).status == 403
    opened = {"Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}
    assert seeker.ask("/", Sec_Fetch_Site=site, **opened).status == 200
    assert seeker.send("/measure/", "x", Sec_Fetch_Site=site, **opened).status == 403


def test_what_the_browser_calls_our_own_is_answered(seeker: Visitor) -> None:
    for site in ("same-origin", "none"):
        assert seeker.ask("/", Sec_Fetch_Site=site).status == 200
    assert seeker.send("/measure/", "x", Sec_Fetch_Site="same-origin").status == 200
    assert seeker.send("/measure/", "x", Sec_Fetch_Site="none").status == 403
    assert seeker.ask("/", Sec_Fetch_Site="something-new").status == 403
