"""Serving the pages on this machine: open, tell the address, answer until told to stop.

    server = open_pages(own_ledger())
    serve(server, tell=print)

The address holds a token that opens the pages once (see `gate`). The server listens on 127.0.0.1
and nowhere else, from the moment it is opened; it answers while `run` runs.
"""

import http.client
import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from types import FrameType
from typing import cast
from wsgiref.types import WSGIApplication

from keepknocking.server.gate import Gate
from keepknocking.server.guard import Guard
from keepknocking.server.listening import LOOPBACK, LoopbackServer, bound_socket
from keepknocking.server.own import set_up
from keepknocking.server.peers import watch_for_others
from keepknocking.services.homes import Home

_ENDING = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
"""What ends the pages in an orderly way, as far as the system has it."""
_MOST_STEPS = 5  # design choice: from the address to the first page
_PATIENCE_SECONDS = 60  # design choice: for the first page, which may have to compute
_GLANCE_SECONDS = 0.5  # design choice: how often the keyboard is looked at


class PagesServer:
    """The pages on one port, with the gate before them."""

    def __init__(self, listening: LoopbackServer, gate: Gate, *, port: int) -> None:
        self._listening = listening
        self._gate = gate
        self.port = port

    @property
    def address(self) -> str:
        """Where the pages are, without a token: `http://127.0.0.1:8642`."""
        return f"http://{LOOPBACK}:{self.port}"

    def fresh_address(self) -> str:
        """An address that opens the pages once: `http://127.0.0.1:8642/open/TOKEN/`."""
        return f"{self.address}/open/{self._gate.new_token()}/"

    def run(self) -> None:
        """Answer requests until `stop`."""
        self._listening.run_until_stopped()

    def stop(self) -> None:
        """End `run`, from any thread or signal, once what is under way is done."""
        self._listening.stop()

    def let_go(self) -> None:
        """Give back what is left after `run`, when nobody will call `stop` any more."""
        self._listening.let_go()

    @contextmanager
    def running(self) -> Iterator["PagesServer"]:
        """The server answering in a thread of its own, for as long as the block takes."""
        thread = threading.Thread(target=self.run, name="pages", daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.stop()
            thread.join()
            self.let_go()


def open_pages(
    home: Home,
    *,
    port: int | None = None,
    clock: Callable[[], datetime] | None = None,
    sample: str | None = None,
) -> PagesServer:
    """Take the port (see `listening.bound_socket`) and make the pages of a ledger ready.

    `home` is the seeker's own ledger on disk. With `clock`, the pages take the moment from it;
    with `sample`, every page says in these words that its search is made up.

    Raises
    ------
    PortTaken, PortRefused
        the port that was asked for cannot be had.
    """
    bound = bound_socket(port)
    number = int(bound.getsockname()[1])
    gate = Gate()
    pages = _pages_of(home, clock=clock, sample=sample)
    guard = Guard(pages, gate=gate, port=number, is_another=watch_for_others())
    listening = LoopbackServer(guard, bound, takes_files=guard.takes_files)
    return PagesServer(listening, gate, port=number)


def _pages_of(
    home: Home, *, clock: Callable[[], datetime] | None, sample: str | None
) -> WSGIApplication:
    """The pages as an application, without a gate."""
    set_up()
    from django.conf import settings  # noqa: PLC0415 (Django has to be set up)
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415 (the same)

    from keepknocking.services.incoming import sweep  # noqa: PLC0415 (the same)
    from keepknocking.services.own_ledger import OwnLedger  # noqa: PLC0415 (the same)
    from keepknocking.web import desk  # noqa: PLC0415 (the same)

    with suppress(OSError):  # what waits goes on waiting then
        sweep()
    settings.KNOCK_DESK = desk.Desk(
        home=cast("OwnLedger", home), clock=clock or desk.clock, sample=sample
    )
    return get_wsgi_application()


def serve(server: PagesServer, *, tell: Callable[[str], None]) -> None:
    """Tell a fresh address, and answer until Ctrl-C or a signal to end; from the main thread only.

    Where the standard input is a terminal, Enter tells another.
    """
    with _ended_by_signals(server):
        tell(server.fresh_address())
        if sys.stdin is not None and sys.stdin.isatty():
            keyboard = sys.stdin.fileno()
            asked = threading.Thread(
                target=_tell_on_enter, args=(server, tell, keyboard), daemon=True
            )
            asked.start()
        server.run()
    server.let_go()


def status_of_first_page(server: PagesServer) -> int:
    """Serve, open a fresh address as a browser would, and stop: the status of the first page."""
    with server.running():
        path, cookies = server.fresh_address().removeprefix(server.address), ""
        for _step in range(_MOST_STEPS):
            status, path, given = _ask(server.port, path, cookies)
            cookies = "; ".join(filter(None, (cookies, given)))
            if not path:
                break
        return status


def _ask(port: int, path: str, cookies: str) -> tuple[int, str, str]:
    """The status of a page, where it leads to, if anywhere, and the cookies that it gives."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=_PATIENCE_SECONDS)
    try:
        connection.request("GET", path, headers={"Cookie": cookies} if cookies else {})
        answer = connection.getresponse()
        answer.read()
    finally:
        connection.close()
    given = answer.headers.get_all("Set-Cookie") or []
    return (
        answer.status,
        answer.headers.get("Location", ""),
        "; ".join(cookie.partition(";")[0] for cookie in given),
    )


@contextmanager
def _ended_by_signals(server: PagesServer) -> Iterator[None]:
    """Within, a signal to end stops the server; a second one ends the process at once."""

    def end(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        server.stop()

    before = {}
    for name in _ENDING:
        number = getattr(signal, name, None)
        # A shell starts what runs in the background with Ctrl-C switched off, and `kill -INT`
        # with it; it is taken all the same. A hang-up is not, where `nohup` has switched it off.
        if number and not (name == "SIGHUP" and signal.getsignal(number) == signal.SIG_IGN):
            before[number] = signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _tell_on_enter(server: PagesServer, tell: Callable[[str], None], terminal: int) -> None:
    """Tell a fresh address for each line that is typed, until the end of the input.

    The terminal is read without Python's own buffer, whose lock a thread would hold at the end of
    the process; and only in the foreground, or a shell would stop a process in the background.
    """
    while True:
        if not _is_in_foreground(terminal):
            time.sleep(_GLANCE_SECONDS)
            continue
        if not select.select([terminal], [], [], _GLANCE_SECONDS)[0]:
            continue
        if not _is_in_foreground(terminal):
            continue
        try:
            typed = os.read(terminal, 1024)
        except OSError:
            return
        if not typed:
            return
        tell(server.fresh_address())


def _is_in_foreground(terminal: int) -> bool:
    try:
        return os.tcgetpgrp(terminal) == os.getpgrp()
    except OSError:
        return False
