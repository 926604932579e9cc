"""The pages as a process: its address, its ports, its signals, its keyboard, and its end."""

import os
import pty
import re
import select
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import IO

import pytest

from keepknocking.server.listening import USUAL_PORT, PortRefused, PortTaken, bound_socket

KNOCK = (sys.executable, "-c", "from keepknocking.cli.main import main; main()")
ADDRESS = re.compile(r"Keep Knocking is open at http://127\.0\.0\.1:(\d+)(/open/[\w-]{43}/)\r?\n")

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="signals, terminals and lists of ports are Linux's own here"
)


@dataclass
class Served:
    """A process that serves, with what it has told."""

    process: subprocess.Popen[str]
    port: int
    path: str

    def status(self, path: str, cookie: str = "") -> tuple[int, str]:
        """The status of a path, and the cookie that comes with it."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
            answer = connection.getresponse()
            answer.read()
            return answer.status, (answer.getheader("Set-Cookie") or "").partition(";")[0]
        finally:
            connection.close()

    def end(self, number: int = signal.SIGTERM) -> tuple[int, str]:
        """The exit code after that signal, and what was said to the error stream."""
        self.process.send_signal(number)
        code = self.process.wait(timeout=20)
        return code, self.process.stderr.read() if self.process.stderr else ""


Serve = Callable[..., Served]


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    return os.environ | {"KNOCK_HOME": str(tmp_path / "home"), "PYTHONUNBUFFERED": "1"}


@pytest.fixture
def serve(surroundings: dict[str, str]) -> Iterator[Serve]:
    """Start the pages in a process of their own, on any free port unless words say otherwise."""
    with ExitStack() as stack:

        def start(*words: str, stdin: int | IO[str] = subprocess.DEVNULL, **how: object) -> Served:
            process = stack.enter_context(
                subprocess.Popen(  # type: ignore[call-overload]  # noqa: S603 (our own command)
                    [*KNOCK, "serve", *(words or ("--port", "0"))],
                    env=surroundings,
                    stdin=stdin,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                    **how,
                )
            )
            stack.callback(process.kill)
            told = ADDRESS.fullmatch(process.stdout.readline())
            assert told, process.stderr.read()
            return Served(process, int(told[1]), told[2])

        yield start


def test_the_printed_address_opens_the_pages_and_ctrl_c_ends_them(serve: Serve) -> None:
    served = serve()
    status, cookie = served.status(served.path)
    assert status == 303
    assert served.status("/", cookie)[0] in {200, 302}
    assert served.status("/")[0] == 403
    code, said = served.end(signal.SIGINT)
    assert code == 0
    assert "Traceback" not in said
    with pytest.raises(ConnectionRefusedError):
        served.status("/")


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_as_well(serve: Serve, number: int) -> None:
    code, said = serve().end(number)
    assert (code, "Traceback" in said) == (0, False)


@pytest.mark.slow
def test_in_the_background_with_its_input_closed_it_serves_and_ends(
    surroundings: dict[str, str],
) -> None:
    shell = 'exec 0<&-; "$0" -c "$1" serve --port 0 & wait $!; echo $?'
    words = ["sh", "-c", shell, *(KNOCK[0], KNOCK[2])]
    with subprocess.Popen(  # noqa: S603 (our own command)
        words,
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout
        assert process.stderr
        told = ADDRESS.fullmatch(process.stdout.readline())
        assert told
        served = Served(process, int(told[1]), told[2])
        assert served.status(served.path)[0] == 303
        (child,) = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        os.kill(int(child), signal.SIGINT)
        assert process.stdout.read() == "0\n"
        assert "Traceback" not in process.stderr.read()


def test_it_listens_on_this_machine_only(serve: Serve) -> None:
    port = f"{serve().port:04X}"
    listening = [
        cells[1]
        for table in ("tcp", "tcp6")
        for cells in map(str.split, Path("/proc/net", table).read_text().splitlines()[1:])
        if cells[1].endswith(f":{port}") and cells[3] == "0A"
    ]
    assert listening == [f"0100007F:{port}"]


@pytest.mark.slow
def test_two_may_run_for_one_ledger_and_do_not_know_each_other(serve: Serve) -> None:
    one, other = serve(), serve()
    assert one.port != other.port
    _, of_one = one.status(one.path)
    _, of_other = other.status(other.path)
    assert other.status("/", of_one)[0] == 403
    both = f"{of_one}; {of_other}"
    assert {one.status("/", both)[0], other.status("/", both)[0]} <= {200, 302}
    assert one.end()[0] == 0
    assert other.status("/", both)[0] in {200, 302}


def test_a_port_that_is_taken_is_said_in_one_sentence(
    surroundings: dict[str, str],
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = subprocess.run(  # noqa: S603 (our own command)
            [*KNOCK, "serve", "--port", port],
            env=surroundings,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith(f"knock: port {port} is in use by another program: ")
    assert len(done.stderr.splitlines()) == 1


def test_without_a_port_the_usual_one_or_a_later_one_is_taken() -> None:
    with bound_socket(None) as one, bound_socket(None) as other:
        ports = [each.getsockname()[1] for each in (one, other)]
        assert ports[0] >= USUAL_PORT
        assert ports[1] != ports[0]
        assert {each.getsockname()[0] for each in (one, other)} == {"127.0.0.1"}
        with pytest.raises(PortTaken):
            bound_socket(ports[0])


def test_where_all_near_ones_are_taken_any_free_one_is() -> None:
    with ExitStack() as stack:
        ports = {stack.enter_context(bound_socket(None)).getsockname()[1] for _ in range(25)}
    assert len(ports) == 25


def test_a_port_of_the_system_is_refused_to_others() -> None:
    with pytest.raises(PortRefused, match="take one above 1023"):
        raise PortRefused(80)


def test_once_opens_the_first_page_and_stops(surroundings: dict[str, str]) -> None:
    done = subprocess.run(  # noqa: S603 (our own command)
        [*KNOCK, "serve", "--once", "--port", "0"],
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(
        r"The first page at http://127\.0\.0\.1:\d+ has answered 200\.\n", done.stdout
    )


class Terminal:
    """A terminal with somebody at it."""

    def __init__(self, surroundings: dict[str, str], words: tuple[str, ...]) -> None:
        self.end, other_end = pty.openpty()
        self.process = subprocess.Popen(  # noqa: S603 (our own command)
            ["setsid", "--ctty", *words],  # noqa: S607 (wherever it is)
            env=surroundings,
            stdin=other_end,
            stdout=other_end,
            stderr=other_end,
        )
        os.close(other_end)
        self.said = ""

    def type(self, keys: str) -> None:
        os.write(self.end, keys.encode())

    def read_until(self, pattern: re.Pattern[str]) -> re.Match[str]:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            found = pattern.search(self.said)
            if found:
                self.said = self.said[found.end() :]
                return found
            if not select.select([self.end], [], [], 1)[0]:
                continue
            try:
                self.said += os.read(self.end, 4096).decode()
            except OSError:
                break
        raise AssertionError(self.said)

    def code(self) -> int:
        return self.process.wait(timeout=30)


@pytest.fixture
def terminal(surroundings: dict[str, str]) -> Iterator[Callable[..., Terminal]]:
    with ExitStack() as stack:

        def open_terminal(*words: str) -> Terminal:
            opened = Terminal(surroundings, words)
            stack.callback(os.close, opened.end)
            stack.callback(opened.process.wait)
            stack.callback(opened.process.kill)
            return opened

        yield open_terminal


@pytest.mark.slow
def test_enter_prints_a_fresh_address_and_ctrl_c_still_ends_it(
    terminal: Callable[..., Terminal],
) -> None:
    screen = terminal(*KNOCK, "serve", "--port", "0")
    first = screen.read_until(ADDRESS)
    screen.type("\r")
    second = screen.read_until(ADDRESS)
    assert first[1] == second[1]
    assert first[2] != second[2]
    screen.type("\x03")
    assert screen.code() == 0
    assert "Traceback" not in screen.said


@pytest.mark.slow
def test_the_end_of_the_input_leaves_it_open(terminal: Callable[..., Terminal]) -> None:
    screen = terminal(*KNOCK, "serve", "--port", "0")
    port = int(screen.read_until(ADDRESS)[1])
    screen.type("\x04")
    time_is_up = time.monotonic() + 2
    while time.monotonic() < time_is_up:
        with socket.create_connection(("127.0.0.1", port), timeout=5):
            pass
    screen.type("\x03")
    assert screen.code() == 0


@pytest.mark.slow
def test_behind_a_shell_it_neither_stops_nor_takes_what_is_typed(
    terminal: Callable[..., Terminal],
) -> None:
    screen = terminal("bash", "--norc", "--noprofile", "-i")
    screen.type(f"{shlex.join(KNOCK)} serve --port 0 &\r")
    screen.read_until(ADDRESS)
    for number in (1, 2, 3):
        screen.type(f"echo heard-$(({number}+10))\r")
        screen.read_until(re.compile(f"heard-{number + 10}\r"))
    screen.type("jobs\r")
    assert "Running" in screen.read_until(re.compile(r"\[1\]\S*\s+(\w+)"))[0]
    screen.type("kill -INT %1; wait %1; echo code-$?; exit\r")
    assert screen.read_until(re.compile(r"code-(\d+)\r"))[1] == "0"
    screen.code()
