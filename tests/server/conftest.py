"""A small house of its own behind the real gate, served over a real socket, and a visitor."""

import http.client
import socket
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from typing import ClassVar

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.middleware.csrf import get_token
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from pytest_django import Settings

from keepknocking.server.own import own_ledger
from keepknocking.server.serving import PagesServer, open_pages
from keepknocking.store.opening import LedgerMissing, LedgerNewer

NOBODYS_BUSINESS = "Ana Reyes of Harbor Foods"


def first(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"the first page, {get_token(request)}")


def keep(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    return HttpResponse(f"kept {request.POST['text'][:20]}")


@csrf_exempt
def measure(request: HttpRequest) -> HttpResponse:
    SmallHouse.measured.append(len(request.body))
    return HttpResponse(f"{len(request.body)} bytes")


@csrf_exempt
def bring_in(request: HttpRequest) -> HttpResponse:
    """Measures what is sent without ever holding all of it, as the import page does."""
    count = 0
    while piece := request.read(0x10000):
        count += len(piece)
    SmallHouse.measured.append(count)
    return HttpResponse(f"{count} bytes")


def careless(request: HttpRequest) -> HttpResponse:
    """A view that says of itself what it should not."""
    del request
    said = {"Access-Control-Allow-Origin": "*", "Cache-Control": "public, max-age=9999"}
    return HttpResponse("careless", headers=said)


def mistaken(request: HttpRequest) -> HttpResponse:
    del request
    raise ValueError(NOBODYS_BUSINESS)


@contextmanager
def _database(tmp: Path) -> Iterator[sqlite3.Connection]:
    """A small database, whose refusals come as Django's."""
    path = tmp / "small.sqlite3"
    with closing(sqlite3.connect(path, timeout=0)) as made:
        made.executescript("CREATE TABLE t (x TEXT UNIQUE); INSERT INTO t VALUES ('a');")
    with closing(sqlite3.connect(path, timeout=0)) as opened, connection.wrap_database_errors:
        yield opened


def _while_held(tmp: Path) -> None:
    with _database(tmp) as ours, closing(sqlite3.connect(tmp / "small.sqlite3")) as other:
        other.execute("BEGIN EXCLUSIVE")
        ours.execute("INSERT INTO t VALUES ('b')")


def _what_may_be_read_only(tmp: Path) -> None:
    with _database(tmp) as ours:
        ours.execute("PRAGMA query_only = ON")
        ours.execute("INSERT INTO t VALUES ('b')")


def _on_a_full_disk(tmp: Path) -> None:
    with _database(tmp) as ours:
        ours.execute("PRAGMA max_page_count = 3")
        ours.execute("INSERT INTO t VALUES (?)", ("b" * 100_000,))


def _over_rubbish(tmp: Path) -> None:
    with _database(tmp) as ours:
        (tmp / "small.sqlite3").write_bytes(b"rubbish" * 1000)
        ours.execute("INSERT INTO t VALUES ('b')")


def _twice(tmp: Path) -> None:
    with _database(tmp) as ours:
        ours.execute("INSERT INTO t VALUES ('a')")


def _nonsense(tmp: Path) -> None:
    with _database(tmp) as ours:
        ours.execute(f"INSERT {NOBODYS_BUSINESS}")


def _newer(tmp: Path) -> None:
    raise LedgerNewer(tmp / "ledger.sqlite3", "0099_from_tomorrow")


def _missing(tmp: Path) -> None:
    raise LedgerMissing(tmp / "ledger.sqlite3")


WRITING: dict[str, Callable[[Path], None]] = {
    "locked": _while_held,
    "readonly": _what_may_be_read_only,
    "full": _on_a_full_disk,
    "damaged": _over_rubbish,
    "newer": _newer,
    "missing": _missing,
    "twice": _twice,
    "nonsense": _nonsense,
}


def troubled(request: HttpRequest, trouble: str) -> HttpResponse:
    del request
    with tempfile.TemporaryDirectory() as folder:
        WRITING[trouble](Path(folder))
    return HttpResponse("written")


def forbidden(request: HttpRequest) -> HttpResponse:
    del request
    raise PermissionDenied


def suspicious(request: HttpRequest) -> HttpResponse:
    del request
    raise SuspiciousOperation(NOBODYS_BUSINESS)


class SmallHouse:
    """The addresses of the small house, in the form of a module of addresses."""

    measured: ClassVar[list[int]] = []
    urlpatterns = (
        path("", first, name="today"),
        path("begin/", first, name="begin"),
        path("keep/", keep),
        path("measure/", measure),
        path("import/", bring_in),
        path("careless/", careless),
        path("forbidden/", forbidden),
        path("suspicious/", suspicious),
        path("people/ana-reyes/", mistaken),
        path("trouble/<str:trouble>/", troubled),
    )
    handler400 = "keepknocking.server.problems.not_understood"
    handler403 = "keepknocking.server.problems.not_allowed"
    handler404 = "keepknocking.server.problems.not_found"
    handler500 = "keepknocking.server.problems.our_mistake"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Message
    body: str

    @property
    def cookie(self) -> str:
        """The cookie that is given, as it is sent back."""
        return str(self.headers["Set-Cookie"]).partition(";")[0]


@dataclass
class Visitor:
    """Somebody with an HTTP client, who can say anything."""

    server: PagesServer
    cookies: list[str] = field(default_factory=list)

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        host: str | None = None,
        body: str | None = None,
        **headers: str | None,
    ) -> Answer:
        """Ask for a path; a header `Sec_Fetch_Site="none"` is written `Sec-Fetch-Site: none`."""
        said = {name.replace("_", "-"): value for name, value in headers.items() if value}
        if self.cookies:
            said.setdefault("Cookie", "; ".join(self.cookies))
        if body is not None:
            said.setdefault("Content-Type", "application/x-www-form-urlencoded")
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=10)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            connection.putheader("Host", host or f"127.0.0.1:{self.server.port}")
            for name, value in said.items():
                connection.putheader(name, value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body.encode() if body is not None else None)
            got = connection.getresponse()
            return Answer(got.status, got.headers, got.read().decode())
        finally:
            connection.close()

    def send(self, path: str, body: str, **headers: str | None) -> Answer:
        """Send a form as a browser sends one of ours; `Origin=None` leaves the origin out."""
        ours: dict[str, str | None] = {"Origin": self.server.address}
        return self.ask(path, method="POST", body=body, **(ours | headers))

    def write(self, *lines: str, body: bytes = b"") -> str:
        """Write the lines of a request as they are, and read to the end of the connection."""
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=10) as connection:
            connection.sendall("\r\n".join((*lines, "", "")).encode() + body)
            answer = b""
            while chunk := connection.recv(65536):
                answer += chunk
        return answer.decode()

    def come_in(self) -> "Visitor":
        """Open a fresh address."""
        path = self.server.fresh_address().removeprefix(self.server.address)
        self.cookies.append(self.ask(path).cookie)
        return self

    def form_token(self) -> str:
        """The token of a form of ours, whose cookie is kept."""
        page = self.ask("/")
        self.cookies.append(page.cookie)
        return page.body.partition(", ")[2]


@pytest.fixture
def server(settings: Settings) -> Iterator[PagesServer]:
    """The small house, open on any free port."""
    settings.ROOT_URLCONF = SmallHouse
    SmallHouse.measured.clear()
    with open_pages(own_ledger(), port=0).running() as running:
        yield running


@pytest.fixture
def stranger(server: PagesServer) -> Visitor:
    """Somebody who was told no address."""
    return Visitor(server)


@pytest.fixture
def seeker(server: PagesServer) -> Visitor:
    """Whoever started the pages, come in by the address that was printed."""
    return Visitor(server).come_in()


@pytest.fixture
def measured(server: PagesServer) -> list[int]:
    """The lengths of all that was sent to the small house and taken."""
    del server
    return SmallHouse.measured
