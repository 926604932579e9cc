"""May this request be answered at all? Decided from its own words, before anything else is done.

A page of another site cannot choose what its visitor's browser says about it. Four things are
asked, and each closes a door that the others leave open:

1. *Host* must be this server's own. A foreign name that was made to point here (DNS rebinding) is
   a foreign origin to the browser, and brings itself along as the host.
2. *Origin*, where there is one, must be ours. It always comes with a form or a script's request.
3. *Sec-Fetch-Site*: what another site, or another port of this machine, starts is answered only if
   it is the opening of a whole page, which whoever clicked sees and the other site does not.
4. What may change something must come from a page of ours: by *Origin*, or, in a browser that
   leaves it out, by *Referer*.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

from keepknocking.exchange.sources import LARGEST

Environ = Mapping[str, object]

READING = frozenset({"GET", "HEAD"})
"""The methods that change nothing, here as everywhere (by definition)."""
LARGEST_BODY = 2 * 1024 * 1024
"""Of one request, in bytes: a year of a story fits twenty times (design choice)."""
IMPORTING = "/import/"
"""Where files are brought in, and may be large."""
LARGEST_UPLOAD = LARGEST + 1024 * 1024
"""Of one form with files, in bytes: the largest file, and the rest of the form round it."""
_OWN_SITE = frozenset({"", "same-origin", "none"})
"""What the browser says of a request that a page of ours or the person herself has started."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that is no page: its status, and what to say to the reader."""

    status: HTTPStatus
    title: str
    said: tuple[str, ...]


FOREIGN_HOST = Refusal(
    HTTPStatus.BAD_REQUEST,
    "Not this address",
    (
        "These pages answer only under the address that the terminal printed.",
        "Type it as it stands there, with its number at the end.",
    ),
)
FOREIGN_PAGE = Refusal(
    HTTPStatus.FORBIDDEN,
    "Not from another page",
    (
        "Another page has asked for this, and it was not given anything.",
        "If it was you, open the page in a tab of its own and do it from there.",
        "Nothing was changed.",
    ),
)


TOO_LARGE = Refusal(
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "This is too much at once",
    (
        "What you sent is larger than 2 MiB, the most that is taken. Nothing was changed.",
        "Send it in smaller parts, one after the other.",
    ),
)
FILES_TOO_LARGE = Refusal(
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    TOO_LARGE.title,
    (
        "The files are larger than 256 MiB together, the most that is taken. Nothing was changed.",
        "Bring them in one after the other, or only the parts with people and dates.",
    ),
)


@dataclass(frozen=True, slots=True)
class Admission:
    """What requests may be addressed to: the hosts, each with its port, of one server."""

    hosts: tuple[str, ...]

    @classmethod
    def at_port(cls, port: int) -> "Admission":
        """For a server on that port of 127.0.0.1.

        >>> Admission.at_port(8642).hosts
        ('127.0.0.1:8642', 'localhost:8642')
        """
        return cls((f"127.0.0.1:{port}", f"localhost:{port}"))

    def refusal(self, environ: Environ) -> Refusal | None:
        """Why the request is not answered, or None if it may be."""
        host = said(environ, "HTTP_HOST")
        # An address with a host of its own in the first line would be a second opinion on it.
        if host not in self.hosts or not said(environ, "REQUEST_URI").startswith("/"):
            return FOREIGN_HOST
        origin = said(environ, "HTTP_ORIGIN")
        if origin and origin != f"http://{host}":
            return FOREIGN_PAGE
        if said(environ, "REQUEST_METHOD") in READING:
            return None if is_own_site(environ) or is_opening_a_page(environ) else FOREIGN_PAGE
        if said(environ, "HTTP_SEC_FETCH_SITE") not in {"", "same-origin"}:
            return FOREIGN_PAGE
        if int(said(environ, "CONTENT_LENGTH") or 0) > largest_body(environ):
            return FILES_TOO_LARGE if brings_files(environ) else TOO_LARGE
        return None if origin or _referred_by(environ) == f"http://{host}" else FOREIGN_PAGE


def said(environ: Environ, key: str) -> str:
    """What the request says there; nothing if it does not."""
    return str(environ.get(key, ""))


def brings_files(environ: Environ) -> bool:
    """Whether the request is the form that brings files in."""
    return said(environ, "REQUEST_METHOD") == "POST" and said(environ, "PATH_INFO") == IMPORTING


def largest_body(environ: Environ) -> int:
    """How many bytes the request may bring.

    >>> largest_body({"REQUEST_METHOD": "POST", "PATH_INFO": "/people/"}) == LARGEST_BODY
    True
    """
    return LARGEST_UPLOAD if brings_files(environ) else LARGEST_BODY


def is_own_site(environ: Environ) -> bool:
    """Whether no other site, and no other port of this machine, has started the request."""
    return said(environ, "HTTP_SEC_FETCH_SITE") in _OWN_SITE


def is_opening_a_page(environ: Environ) -> bool:
    """Whether a whole page is being opened in a tab, as the browser says it."""
    return (
        said(environ, "HTTP_SEC_FETCH_MODE") == "navigate"
        and said(environ, "HTTP_SEC_FETCH_DEST") == "document"
    )


def is_ahead_of_time(environ: Environ) -> bool:
    """Whether the browser only prepares for an address, or asks about it, without opening it."""
    purposes = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_PURPOSE", "HTTP_X_MOZ")
    prepared: Iterable[str] = (said(environ, key).lower() for key in purposes)
    return said(environ, "REQUEST_METHOD") != "GET" or any(
        "prefetch" in words or "preview" in words or "prerender" in words for words in prepared
    )


def _referred_by(environ: Environ) -> str:
    """The origin of the page that the request says it comes from."""
    try:
        page = urlsplit(said(environ, "HTTP_REFERER"))
    except ValueError:
        return ""
    return f"{page.scheme}://{page.netloc}"
