"""How HTTP is spoken: on one port of 127.0.0.1, in small amounts, and never for ever.

Waitress reads requests and calls the pages in a few threads. Its limits are narrowed here to what
one person's browser needs, its own refusals get our words and our headers, and a request that
takes too long to arrive is given up, so that nobody can hold the pages by speaking slowly.
"""

import errno
import socket
import sys
import time
from collections.abc import Iterable
from functools import partial
from http import HTTPStatus
from typing import Any
from wsgiref.types import WSGIApplication

from waitress.adjustments import Adjustments  # type: ignore[import-untyped]
from waitress.channel import HTTPChannel  # type: ignore[import-untyped]
from waitress.server import TcpWSGIServer  # type: ignore[import-untyped]
from waitress.task import (  # type: ignore[import-untyped]
    ErrorTask,
    ThreadedTaskDispatcher,
    WSGITask,
)
from waitress.wasyncore import close_all, dispatcher, loop  # type: ignore[import-untyped]

from keepknocking.server.admission import FILES_TOO_LARGE, LARGEST_BODY, TOO_LARGE
from keepknocking.server.bare_page import bare_page
from keepknocking.server.bodies import Parser, TakesFiles
from keepknocking.server.guard import CONNECTION
from keepknocking.server.headers import protected

LOOPBACK = "127.0.0.1"  # by definition: reached from this machine only
USUAL_PORT = 8642
"""Where the pages are unless another port is asked for (design choice)."""
PORTS_TRIED = 20
"""How many ports from the usual one on are tried before any free one is taken (design choice)."""
# A browser that is cut off while it sends does not show why. So what is too large is read a little
# further before it is refused (`admission`); beyond this, it is cut off.
_LARGEST_READ = 4 * LARGEST_BODY  # bytes, design choice
_LARGEST_HEADERS = 32 * 1024  # bytes, design choice: other ports' cookies come along
_THREADS = 4  # design choice: one person, and a page asks for few things at once
_CONNECTIONS = 100  # design choice: at most, open at once
_SILENT_SECONDS = 30  # design choice: an idle connection is closed after that
_ARRIVAL_SECONDS = 20  # design choice: a request has to be here whole after that
_FILES_ARRIVAL_SECONDS = 300  # design choice: the same for large files, also from a slow disk
_FINISHING_SECONDS = 5  # design choice: what is under way when it is told to stop has that long
_LOOK_SECONDS = 2  # design choice: how often both are looked at

_SENTENCES = {
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (TOO_LARGE.title, *TOO_LARGE.said),
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: (
        TOO_LARGE.title,
        "The address or the cookies of this request are too long. Nothing was changed.",
    ),
    HTTPStatus.INSUFFICIENT_STORAGE: (
        "The disk is full",
        "There is no room left on the disk for these files. Nothing was changed.",
        "Free some room, then bring them in once more.",
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        "Something went wrong here",
        "It is a mistake of the program, not yours. What was acknowledged is kept.",
    ),
}
_NOT_UNDERSTOOD = (
    "This request was not understood",
    "It was not written as browsers write them. Nothing was changed.",
)


class PortTaken(ValueError):
    """A port that was asked for and that another program holds."""

    def __init__(self, port: int) -> None:
        super().__init__(
            f"port {port} is in use by another program: name another with --port, "
            "or leave it out and a free one is taken"
        )


class PortRefused(ValueError):
    """A port that this user may not open."""

    def __init__(self, port: int) -> None:
        super().__init__(f"you may not open port {port} on this machine: take one above 1023")


def bound_socket(port: int | None) -> socket.socket:
    """A socket that listens on that port of 127.0.0.1; 0: any free one; None: the usual or a next.

    Raises
    ------
    PortTaken, PortRefused
        the port that was asked for cannot be had.
    """
    if port is not None:
        return _bound(port)
    for near in range(USUAL_PORT, USUAL_PORT + PORTS_TRIED):
        try:
            return _bound(near)
        except PortTaken:
            continue
    return _bound(0)


def _bound(port: int) -> socket.socket:
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":  # there, sharing an address would mean taking it from another
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((LOOPBACK, port))
        bound.listen()  # only now is it ours: until then another may bind the same
    except OSError as error:
        bound.close()
        if error.errno in {errno.EACCES, errno.EPERM}:
            raise PortRefused(port) from None
        raise PortTaken(port) from None
    return bound


class PlainRefusal(ErrorTask):  # type: ignore[misc]
    """What waitress refuses by itself, in our words and with our headers."""

    def execute(self) -> None:
        """Write the answer."""
        status = HTTPStatus(self.request.error.code)
        sentences = _SENTENCES.get(status, _NOT_UNDERSTOOD)
        if status is HTTPStatus.REQUEST_ENTITY_TOO_LARGE and self.request.brings_files:
            sentences = (FILES_TOO_LARGE.title, *FILES_TOO_LARGE.said)
        page = bare_page(*sentences)
        self.status = f"{status.value} {status.phrase}"
        self.response_headers = protected([("Content-Type", "text/html; charset=utf-8")], path="/")
        self.set_close_on_finish()
        self.content_length = len(page)
        self.write(page)


class Answering(WSGITask):  # type: ignore[misc]
    """The answering of one request, which is told what is remembered of its connection."""

    def get_environment(self) -> dict[str, Any]:
        """What the pages are told of the request."""
        environ: dict[str, Any] = super().get_environment()
        environ[CONNECTION] = self.channel.remembered
        return environ


class Channel(HTTPChannel):  # type: ignore[misc]
    """One connection, which remembers since when a request has been arriving on it."""

    task_class = Answering
    error_task_class = PlainRefusal
    began: float | None = None

    def __init__(self, *args: Any, **named: Any) -> None:  # noqa: ANN401 (waitress's own)
        self.remembered: dict[str, bool] = {}
        super().__init__(*args, **named)
        self.parser_class = partial(Parser, takes_files=self.server.takes_files)

    def received(self, data: bytes) -> Any:  # noqa: ANN401 (waitress says not what)
        """Take in what has arrived."""
        done = super().received(data)
        if self.request is None:
            self.began = None
        elif self.began is None:
            self.began = time.monotonic()
        return done

    @property
    def latest(self) -> float:
        """When the request that is arriving has to be here."""
        if self.began is None:
            return float("inf")
        brings_files = self.request is not None and self.request.brings_files
        return self.began + (_FILES_ARRIVAL_SECONDS if brings_files else _ARRIVAL_SECONDS)


class LoopbackServer(TcpWSGIServer):  # type: ignore[misc]
    """A waitress server on a socket of ours, which gives up what takes too long to arrive."""

    channel_class = Channel

    def __init__(
        self,
        application: WSGIApplication,
        bound: socket.socket,
        *,
        takes_files: TakesFiles = lambda _: False,
    ) -> None:
        self.takes_files = takes_files
        adjustments = Adjustments(
            sockets=[bound],
            ident="",
            threads=_THREADS,
            max_request_body_size=_LARGEST_READ,
            max_request_header_size=_LARGEST_HEADERS,
            connection_limit=_CONNECTIONS,
            channel_timeout=_SILENT_SECONDS,
            cleanup_interval=_LOOK_SECONDS,
            log_socket_errors=False,
        )
        tasks = ThreadedTaskDispatcher()
        tasks.set_thread_count(adjustments.threads)
        self.connections: dict[int, Any] = {}
        self._stopping = False
        super().__init__(
            application,
            self.connections,
            _sock=bound,
            dispatcher=tasks,
            adj=adjustments,
            sockinfo=(bound.family, bound.type, bound.proto, bound.getsockname()),
            bind_socket=False,
        )

    def maintenance(self, now: float) -> None:
        """Close the connections that are idle, and those whose request does not come to an end."""
        super().maintenance(now)
        moment = time.monotonic()
        for channel in _taking_too_long(self.active_channels.values(), moment):
            channel.will_close = True

    def run_until_stopped(self) -> None:
        """Answer requests until `stop`; then finish those that are under way, and hang up."""
        try:
            while not self._stopping:
                self._turn()
            self.accepting = False
            latest = time.monotonic() + _FINISHING_SECONDS
            while self._is_busy() and time.monotonic() < latest:
                self._turn()
        finally:
            self.task_dispatcher.shutdown(timeout=_FINISHING_SECONDS)
            # All but the trigger, which somebody may be about to pull.
            close_all({fd: end for fd, end in self.connections.items() if end is not self.trigger})

    def close(self) -> None:
        """Listen no more. Waitress would close the trigger with it."""
        dispatcher.close(self)

    def stop(self) -> None:
        """End `run_until_stopped`: from another thread, or from a signal's handler.

        It takes no lock and raises nothing, so that it may come at any moment before `let_go`.
        """
        self._stopping = True
        self.pull_trigger()

    def let_go(self) -> None:
        """Give back what is left, when nobody will call `stop` any more."""
        self.trigger.close()

    def _turn(self) -> None:
        """Wait for something to happen on the connections, and see to it."""
        loop(timeout=_LOOK_SECONDS, map=self.connections, count=1)

    def _is_busy(self) -> bool:
        return any(
            channel.requests or channel.total_outbufs_len
            for channel in self.active_channels.values()
        )


def _taking_too_long(channels: Iterable[Channel], moment: float) -> list[Channel]:
    return [channel for channel in channels if channel.latest < moment]
