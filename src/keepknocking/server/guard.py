"""The guard before every page and every file: whoever is not let in learns nothing but how to be.

It stands around the whole of the pages as a WSGI application, not among Django's middleware: so
nothing is answered without it, whatever the order of a list in the settings, and every answer
leaves with the same protection, also Django's own refusals.

A request is answered if it is addressed and started rightly (`admission`), if no other user of the
machine has sent it (`peers`), and if it brings the cookie of a session (`gate`). The cookie is
made at `/open/TOKEN/`.
"""

import re
from collections.abc import Iterable
from http import HTTPStatus
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from keepknocking.server.admission import (
    READING,
    Admission,
    Environ,
    Refusal,
    brings_files,
    is_ahead_of_time,
    is_opening_a_page,
    is_own_site,
    said,
)
from keepknocking.server.bare_page import bare_page
from keepknocking.server.gate import Gate
from keepknocking.server.headers import Header, protected
from keepknocking.server.peers import IsAnother, nobody_is_another

CONNECTION = "keepknocking.connection"
"""Where a request carries what is remembered about its connection, for as long as that is open."""
_OPENING = re.compile(r"/open/([^/]*)/?")
_HOW = (
    "In the terminal where knock serve runs, press Enter: it prints a fresh address. "
    "If it runs no longer, type knock serve."
)
NOT_OPENED = Refusal(
    HTTPStatus.FORBIDDEN,
    "These pages are closed",
    ("They are open only to whoever started them on this machine.", _HOW),
)
NOT_OPENED_FOR_WRITING = Refusal(
    HTTPStatus.FORBIDDEN,
    "Nothing was changed",
    (
        "The pages were started again since you opened this one, so it is not known any more.",
        _HOW,
        "Open that in another tab. Then go back a page here, where your words still stand.",
    ),
)
USED_UP = Refusal(
    HTTPStatus.FORBIDDEN,
    "This address has been used",
    ("Each address opens the pages once, and then for nobody else.", _HOW),
)
ANOTHER_USER = Refusal(
    HTTPStatus.FORBIDDEN,
    "These pages are somebody else's",
    ("They are open only to the user of this machine who started them.",),
)
NOT_YET = Refusal(
    HTTPStatus.FORBIDDEN,
    "Not ahead of time",
    ("This address is opened when somebody opens it, and not before.",),
)


class Guard:
    """The pages behind the gate, on one port of this machine."""

    def __init__(
        self,
        pages: WSGIApplication,
        *,
        gate: Gate,
        port: int,
        is_another: IsAnother = nobody_is_another,
    ) -> None:
        self._pages = pages
        self._gate = gate
        self._here = ("127.0.0.1", port)
        self._cookie = f"knock-{port}"
        self._admission = Admission.at_port(port)
        self._is_another = is_another

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        start = _protecting(start_response, path=said(environ, "PATH_INFO"))
        refusal = self._admission.refusal(environ) or self._of_another_user(environ)
        if refusal is not None:
            return _refuse(refusal, start)
        opening = _OPENING.fullmatch(said(environ, "PATH_INFO"))
        if opening is not None:
            return self._open(opening[1], environ, start)
        if self._has_session(environ):
            return self._pages(environ, start)
        return _answer_closed(environ, start)

    def takes_files(self, environ: Environ) -> bool:
        """Whether a request with these headers may bring large files, before its body has come."""
        return (
            brings_files(environ)
            and self._admission.refusal(environ) is None
            and self._has_session(environ)
        )

    def _of_another_user(self, environ: WSGIEnvironment) -> Refusal | None:
        """Refuse another user; whose a connection is, is asked once, since it takes a while."""
        remembered: dict[str, bool] = environ.get(CONNECTION, {})
        if "is another's" not in remembered:
            there = (said(environ, "REMOTE_ADDR"), int(said(environ, "REMOTE_PORT")))
            remembered["is another's"] = self._is_another(self._here, there)
        return ANOTHER_USER if remembered["is another's"] else None

    def _has_session(self, environ: Environ) -> bool:
        """Whether any cookie of our name is a session; another port may have set one as well."""
        return any(
            name == self._cookie and self._gate.is_open_to(value)
            for name, value in _cookies(said(environ, "HTTP_COOKIE"))
        )

    def _open(self, token: str, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Turn the token into a cookie, and lead to the first page."""
        if is_ahead_of_time(environ):
            return _refuse(NOT_YET, start)
        session = self._gate.open(token)
        if session is None and not self._has_session(environ):
            return _refuse(USED_UP, start)
        headers = [("Location", "/"), ("Content-Length", "0")]
        if session is not None:
            kept = f"{self._cookie}={session}; HttpOnly; SameSite=Strict; Path=/"
            headers.append(("Set-Cookie", kept))
        start(_line(HTTPStatus.SEE_OTHER), headers)
        return []


def _protecting(start_response: StartResponse, *, path: str) -> StartResponse:
    """The same, with the protection added to the headers of whatever is answered."""

    def start(status: str, headers: list[Header], exc_info: object = None, /) -> object:
        return start_response(status, protected(headers, path=path), exc_info)  # type: ignore[arg-type]

    return start  # type: ignore[return-value]


def _answer_closed(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
    """Refuse whoever has no session, but for somebody who may have one that was not sent.

    A browser keeps a strict cookie to itself when a page is opened from another site, such as a
    mail in its window. A page that leads to itself is then enough: the second request starts here.
    It is not done again if the cookie does not come with that either.
    """
    if said(environ, "REQUEST_METHOD") not in READING:
        return _refuse(NOT_OPENED_FOR_WRITING, start)
    if not is_own_site(environ) and is_opening_a_page(environ):
        again = said(environ, "REQUEST_URI")
        one_moment = Refusal(HTTPStatus.FORBIDDEN, "One moment", ("The page opens by itself.",))
        return _refuse(one_moment, start, again=f"/{again.lstrip('/')}")
    return _refuse(NOT_OPENED, start)


def _refuse(refusal: Refusal, start: StartResponse, *, again: str | None = None) -> Iterable[bytes]:
    page = bare_page(refusal.title, *refusal.said, again=again)
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(page))),
    ]
    start(_line(refusal.status), headers)
    return [page]


def _line(status: HTTPStatus) -> str:
    return f"{status.value} {status.phrase}"


def _cookies(header: str) -> Iterable[tuple[str, str]]:
    """The cookies of a request, in order, also several of one name."""
    for pair in header.split(";"):
        name, _, value = pair.strip().partition("=")
        yield name, value
