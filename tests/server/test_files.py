"""Large files: read only where they are brought in, and only from whoever may bring them."""

import socket
import time
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

import pytest

from keepknocking.server import admission, bodies, listening
from keepknocking.server.admission import LARGEST_BODY, LARGEST_UPLOAD

Visitor = Any

MUCH = 4 * LARGEST_BODY + 0x10000  # more than is read of anything else
MEBIBYTE = 1024 * 1024


@pytest.fixture(autouse=True)
def smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same limit on a smaller scale."""
    monkeypatch.setattr(admission, "LARGEST_UPLOAD", MUCH)


def headers(seeker: Visitor, *more: str, path: str = "/import/", without: str = "") -> list[str]:
    """The first lines of a request with much in it, one of them left out or others put in."""
    here = f"127.0.0.1:{seeker.server.port}"
    names = {line.partition(":")[0] for line in more}
    lines = {
        "Host": f"Host: {here}",
        "Origin": f"Origin: http://{here}",
        "Cookie": f"Cookie: {seeker.cookies[0]}",
        "Content-Length": f"Content-Length: {MUCH}",
    }
    kept = [line for name, line in lines.items() if name != without and name not in names]
    return [f"POST {path} HTTP/1.1", *kept, *more]


def test_a_file_of_the_largest_size_fits_with_the_rest_of_its_form() -> None:
    assert LARGEST_UPLOAD == 257 * MEBIBYTE


def test_files_up_to_the_limit_are_taken(seeker: Visitor, measured: list[int]) -> None:
    assert seeker.send("/import/", "x" * MUCH).body == f"{MUCH} bytes"
    assert measured == [MUCH]
    small = seeker.send("/import/", "x" * 10)
    assert small.body == "10 bytes"


def test_one_byte_more_is_refused_in_words(seeker: Visitor, measured: list[int]) -> None:
    refused = seeker.send("/import/", "x" * (MUCH + 1))
    assert refused.status == 413
    assert "larger than 256 MiB together" in refused.body
    assert measured == []


def test_little_more_than_the_limit_is_refused_by_the_guard_as_well(
    seeker: Visitor, measured: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admission, "LARGEST_UPLOAD", 100)
    refused = seeker.send("/import/", "x" * 101)
    assert refused.status == 413
    assert "larger than 256 MiB together" in refused.body
    assert measured == []


@pytest.mark.parametrize("path", ["/measure/", "/import", "/import//", "/IMPORT/", "/import/x/"])
def test_nothing_else_takes_so_much(seeker: Visitor, path: str, measured: list[int]) -> None:
    answer = seeker.write(*headers(seeker, path=path))
    assert answer.startswith("HTTP/1.1 413 ")
    assert "larger than 2 MiB" in answer
    assert measured == []


@pytest.mark.parametrize(
    ("more", "without"),
    [
        ("", "Cookie"),
        ("Cookie: knock-1=a", "Cookie"),
        ("", "Origin"),
        ("Origin: http://evil.example", ""),
        ("Origin: null", ""),
        ("Host: evil.example", ""),
        ("Sec-Fetch-Site: cross-site", ""),
        ("Sec-Fetch-Site: same-site", ""),
    ],
)
def test_nobody_else_may_bring_so_much(
    seeker: Visitor, more: str, without: str, measured: list[int]
) -> None:
    lines = headers(seeker, *filter(None, [more]), without=without)
    assert seeker.write(*lines).startswith("HTTP/1.1 413 ")
    assert measured == []


def test_a_stranger_may_not_bring_so_much(stranger: Visitor, measured: list[int]) -> None:
    stranger.cookies.append(f"knock-{stranger.server.port}=guessed")
    assert stranger.write(*headers(stranger)).startswith("HTTP/1.1 413 ")
    assert measured == []


def test_without_its_length_no_more_is_read_than_of_anything(
    seeker: Visitor, measured: list[int]
) -> None:
    lines = headers(seeker, "Transfer-Encoding: chunked", without="Content-Length")
    piece = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    with socket.create_connection(("127.0.0.1", seeker.server.port), timeout=10) as connection:
        connection.sendall("\r\n".join((*lines, "", "")).encode())
        for _ in range(4 * LARGEST_BODY // 0x10000):
            connection.sendall(piece)
        connection.sendall(b"1\r\nx\r\n")
        assert connection.recv(65536).startswith(b"HTTP/1.1 413 ")
    assert measured == []


def test_the_next_request_of_a_connection_is_as_small_as_ever(seeker: Visitor) -> None:
    first = "\r\n".join((*headers(seeker), "", "")).encode() + b"x" * MUCH
    second = "\r\n".join((*headers(seeker, path="/measure/"), "", "")).encode()
    with socket.create_connection(("127.0.0.1", seeker.server.port), timeout=20) as connection:
        connection.sendall(first + second)
        answers = b""
        while piece := connection.recv(65536):
            answers += piece
    assert f"{MUCH} bytes".encode() in answers
    assert b"HTTP/1.1 413 " in answers


def test_on_a_full_disk_the_files_are_refused_in_words(
    seeker: Visitor, measured: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: object) -> IO[bytes]:
        del self
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(bodies.OnDisk, "newfile", full)
    refused = seeker.send("/import/", "x" * MUCH)
    assert refused.status == 507
    assert "The disk is full" in refused.body
    assert measured == []


def test_what_comes_lies_beside_the_ledger_without_a_name(
    seeker: Visitor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folders: list[Path | None] = []

    def made(**more: Any) -> IO[bytes]:  # noqa: ANN401 (as it is called)
        folders.append(more["dir"])
        file: IO[bytes] = TemporaryFile(**more)  # noqa: SIM115 (as it is made there)
        return file

    monkeypatch.setattr(bodies, "TemporaryFile", made)
    assert seeker.send("/import/", "x" * MUCH).status == 200
    (tmp_path / "home").mkdir(exist_ok=True)
    assert seeker.send("/import/", "x" * MUCH).status == 200
    assert folders[-1] == tmp_path / "home"
    assert not [path for path in (tmp_path / "home").iterdir() if path.is_file()]


def test_files_have_more_time_to_arrive_but_not_for_ever(
    seeker: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "_ARRIVAL_SECONDS", 0.1)
    monkeypatch.setattr(listening, "_FILES_ARRIVAL_SECONDS", 3)
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", seeker.server.port), timeout=20) as connection:
        connection.sendall("\r\n".join((*headers(seeker), "", "")).encode() + b"x" * 0x10000)
        assert connection.recv(10) == b""
    assert time.monotonic() - began > 2.9
