"""Whose a connection is, as the system tells it."""

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from keepknocking.server import peers

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="no other system lists the owners of connections"
)

# As the kernel writes it, on a machine that keeps the low byte first.
TCP = """\
  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:21C2 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 1145 1
   1: 0100007F:9C40 0100007F:21C2 01 00000000:00000000 00:00000000 00000000  1001        0 1146 1
   2: 0100007F:21C2 0100007F:9C40 01 00000000:00000000 00:00000000 00000000  1000        0 1147 1
   3: 0100007F:9C41 0100007F:21C2 05 00000000:00000000 00:00000000 00000000     0        0 0 1
"""
MAPPED = "0000000000000000FFFF00000100007F"
TCP6 = f"""\
  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: {MAPPED}:9C42 {MAPPED}:21C2 01 00000000:00000000 00:00000000 00000000  1002        0 1148 1
"""
HERE = ("127.0.0.1", 8642)


@pytest.fixture
def tables(tmp_path: Path) -> list[Path]:
    (tmp_path / "tcp").write_text(TCP)
    (tmp_path / "tcp6").write_text(TCP6)
    return [tmp_path / "not-there", tmp_path / "tcp", tmp_path / "tcp6"]


@pytest.mark.skipif(sys.byteorder != "little", reason="the table is of another machine")
@pytest.mark.parametrize(
    ("port", "owner"), [(40000, 1001), (40001, None), (40002, 1002), (40003, None)]
)
def test_the_owner_is_read_off_the_table(tables: list[Path], port: int, owner: int | None) -> None:
    assert peers.owner_of(("127.0.0.1", port), HERE, tables=tables) == owner


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def test_a_connection_of_ours_is_ours_also_by_the_longer_address(listening: socket.socket) -> None:
    here = listening.getsockname()
    with socket.create_connection(here) as calling:
        assert peers.owner_of(calling.getsockname(), here) == os.getuid()
        assert not peers.is_another_user(here, calling.getsockname())
    with closing(socket.socket(socket.AF_INET6)) as calling:
        calling.connect((f"::ffff:{here[0]}", here[1]))
        assert peers.owner_of((here[0], calling.getsockname()[1]), here) == os.getuid()


def test_whoever_has_gone_counts_as_another(listening: socket.socket) -> None:
    here = listening.getsockname()
    with socket.create_connection(here) as calling:
        there = calling.getsockname()
    assert peers.is_another_user(here, there)


def test_a_system_that_tells_is_listened_to() -> None:
    assert peers.system_tells()
    assert peers.watch_for_others() is peers.is_another_user


def test_a_system_that_does_not_tell_leaves_it_to_the_cookie(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "getuid", lambda: -1)
    assert peers.watch_for_others() is peers.nobody_is_another
    monkeypatch.delattr(os, "getuid")
    assert peers.watch_for_others() is peers.nobody_is_another
    assert not peers.nobody_is_another(HERE, HERE)
