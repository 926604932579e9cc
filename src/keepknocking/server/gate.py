"""Who may come in: one-time launch tokens, and the sessions that they open.

Whoever starts the pages is told an address with a token in it. The first request that brings the
token gets a session, a secret that the browser keeps in a cookie; the token is used up by that.
Nobody else on the machine, and no other page in the same browser, knows either of them.

Only SHA-256 sums are kept, in memory: they end with the process, and nothing lies on the disk that
could be copied. A sum without salt is enough, since what is summed is 256 random bits.
"""

import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Callable

RANDOM_BYTES = 32
"""Of a token and of a session: 256 bits cannot be guessed (design choice, decision 0014)."""
TOKEN_SECONDS = 600.0
"""How long an address is good once somebody has come in (design choice, decision 0014)."""


class Gate:
    """The tokens that have not been used yet and the sessions that are open.

    The first address may wait as long as it takes; once a session is open, an address that was
    asked for and forgotten is good for `TOKEN_SECONDS` only. `now` gives seconds that never go
    back. Several threads may use one gate.

    >>> gate = Gate()
    >>> token = gate.new_token()
    >>> session = gate.open(token)
    >>> gate.is_open_to(session), gate.open(token)
    (True, None)
    """

    def __init__(self, *, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._made: dict[bytes, float] = {}
        self._sessions: set[bytes] = set()
        self._lock = threading.Lock()

    def new_token(self) -> str:
        """A fresh token for the address that is printed."""
        token = secrets.token_urlsafe(RANDOM_BYTES)
        with self._lock:
            self._made[_sum(token)] = self._now()
        return token

    def open(self, token: str) -> str | None:
        """Use the token up and return a new session; None where it is wrong, used or too old."""
        with self._lock:
            known = _among(self._made, token)
            if known is None:
                return None
            made = self._made.pop(known)
            if self._sessions and self._now() - made > TOKEN_SECONDS:
                return None
            session = secrets.token_urlsafe(RANDOM_BYTES)
            self._sessions.add(_sum(session))
            return session

    def is_open_to(self, session: str) -> bool:
        """Whether this is a session that a token has opened."""
        with self._lock:
            return _among(self._sessions, session) is not None


def _sum(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


def _among(known: set[bytes] | dict[bytes, float], secret: str) -> bytes | None:
    """The sum of that secret, compared with each in a time that says nothing about any."""
    wanted = _sum(secret)
    found = None
    for kept in known:
        if hmac.compare_digest(kept, wanted):
            found = kept
    return found
