"""The file of a backup: what was packed comes out again, or nothing does, and why is said."""

import hashlib
import json
import os
import stat
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keepknocking.exchange.backup import (
    MAGIC,
    BackupDamaged,
    BackupNewer,
    BackupThere,
    BackupUnreadable,
    CannotWriteBackup,
    Header,
    NotABackup,
    unpack_backup,
    write_backup,
)

CONTENT = b"a ledger, more or less " * 40
HEADER = Header(
    program="0.1.0",
    migrations=("0001_initial",),
    made_at=datetime(2026, 3, 12, 8, 30, tzinfo=UTC),
    size=len(CONTENT),
)


@pytest.fixture
def made(tmp_path: Path) -> Path:
    ledger = tmp_path / "ledger"
    ledger.write_bytes(CONTENT)
    path = tmp_path / "backup"
    write_backup(path, ledger, HEADER, replace=False)
    return path


def unpacked(path: Path) -> tuple[Header, bytes]:
    into = path.with_name("into")
    header = unpack_backup(path, into)
    return header, into.read_bytes()


def test_what_was_packed_comes_out_again(made: Path) -> None:
    assert unpacked(made) == (HEADER, CONTENT)
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert made.read_bytes().startswith(b"Keep Knocking backup\n{")
    assert sorted(path.name for path in made.parent.iterdir()) == ["backup", "into", "ledger"]


@settings(
    deadline=None,
    max_examples=400,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_a_bit_that_changed_anywhere_is_found(made: Path, data: st.DataObject) -> None:
    whole = made.read_bytes()
    place = data.draw(st.integers(0, len(whole) * 8 - 1))
    changed = bytearray(whole)
    changed[place // 8] ^= 1 << place % 8
    path = made.with_name("changed")
    path.write_bytes(changed)
    with pytest.raises(BackupUnreadable, match="nothing was changed"):
        unpacked(path)


@settings(
    deadline=None,
    max_examples=200,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_a_part_of_it_is_no_backup(made: Path, data: st.DataObject) -> None:
    whole = made.read_bytes()
    path = made.with_name("cut")
    path.write_bytes(whole[: data.draw(st.integers(0, len(whole) - 1))])
    with pytest.raises(BackupUnreadable, match="nothing was changed"):
        unpacked(path)


def test_more_than_was_written_is_found(made: Path) -> None:
    made.write_bytes(made.read_bytes() + b"x")
    with pytest.raises(BackupDamaged, match="there is more in it than was written"):
        unpacked(made)


def test_what_is_cut_off_is_counted(made: Path) -> None:
    made.write_bytes(made.read_bytes()[:-3])
    with pytest.raises(BackupDamaged, match="3 bytes are missing at its end"):
        unpacked(made)


def forged(path: Path, packed: bytes, **said: Any) -> Path:  # noqa: ANN401 (any JSON)
    """A backup whose sums are right, whatever it says."""
    usual = {
        "format": 1,
        "program": "0.1.0",
        "migrations": [],
        "made_at": "2026-03-12T08:30:00+00:00",
        "bytes": len(CONTENT),
        "packed_bytes": len(packed),
        "sha256": hashlib.sha256(packed).hexdigest(),
    }
    first = MAGIC + json.dumps({**usual, **said}).encode() + b"\n"
    path.write_bytes(first + hashlib.sha256(first).hexdigest().encode() + b"\n" + packed)
    return path


@pytest.mark.parametrize(
    ("said", "error", "words"),
    [
        ({"format": 2}, BackupNewer, "it has format 2"),
        ({"format": "x"}, BackupDamaged, "do not say what a backup says"),
        ({"made_at": "noon"}, BackupDamaged, "do not say what a backup says"),
        ({"migrations": None}, BackupDamaged, "do not say what a backup says"),
        ({"bytes": float("inf")}, BackupDamaged, "do not say what a backup says"),
        ({"bytes": -1}, BackupUnreadable, "has -1 bytes, and there is room for"),
        ({"bytes": 10**15}, BackupUnreadable, "make room; nothing was changed"),
        ({"bytes": 10}, BackupDamaged, "more is packed in it than it says"),
        ({"bytes": len(CONTENT) + 1}, BackupDamaged, "is not as it was written"),
        ({"sha256": "0"}, BackupDamaged, "is not as it was written"),
    ],
)
def test_a_forged_one_is_refused(
    tmp_path: Path, said: dict[str, object], error: type[ValueError], words: str
) -> None:
    path = forged(tmp_path / "forged", zlib.compress(CONTENT), **said)
    with pytest.raises(error, match=words):
        unpacked(path)


def test_a_bomb_writes_no_more_than_it_announced(tmp_path: Path) -> None:
    path = forged(tmp_path / "bomb", zlib.compress(bytes(50_000_000)), bytes=1000)
    with pytest.raises(BackupDamaged, match="more is packed in it than it says"):
        unpacked(path)
    assert (tmp_path / "into").stat().st_size <= 1000


def test_what_is_packed_may_be_no_packed_thing_at_all(tmp_path: Path) -> None:
    path = forged(tmp_path / "odd", b"not packed")
    with pytest.raises(BackupDamaged, match="is not as it was written"):
        unpacked(path)


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0", b"Keep Knocking backups\n"])
def test_some_other_file_is_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other"
    path.write_bytes(content)
    with pytest.raises(NotABackup, match="is not a backup of Keep Knocking: nothing was changed"):
        unpacked(path)


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(BackupUnreadable, match="there is no file"):
        unpacked(tmp_path / "none")
    with pytest.raises(BackupUnreadable, match="cannot be read: is a directory"):
        unpack_backup(tmp_path, tmp_path / "into")


def test_what_is_there_is_replaced_only_where_that_is_said(made: Path) -> None:
    ledger = made.with_name("ledger")
    before = made.read_bytes()
    with pytest.raises(BackupThere, match="say --force to replace it"):
        write_backup(made, ledger, HEADER, replace=False)
    assert made.read_bytes() == before
    made.write_bytes(b"old")
    assert write_backup(made, ledger, HEADER, replace=True) == len(before)
    assert unpacked(made) == (HEADER, CONTENT)


def test_a_folder_is_no_place_for_it(tmp_path: Path, made: Path) -> None:
    with pytest.raises(CannotWriteBackup, match="it is a folder; name a file in it"):
        write_backup(tmp_path, made.with_name("ledger"), HEADER, replace=True)
    with pytest.raises(CannotWriteBackup, match="no such file or directory; no backup was made"):
        write_backup(tmp_path / "none" / "b", made.with_name("ledger"), HEADER, replace=True)


def test_where_there_are_no_links_it_is_renamed(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_link(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    ledger, other = made.with_name("ledger"), made.with_name("other")
    monkeypatch.setattr(os, "link", no_link)
    write_backup(other, ledger, HEADER, replace=False)
    assert unpacked(other) == (HEADER, CONTENT)


@pytest.mark.parametrize("has_links", [True, False])
def test_who_comes_second_is_refused(
    made: Path, monkeypatch: pytest.MonkeyPatch, *, has_links: bool
) -> None:
    error = FileExistsError(17, "File exists") if has_links else PermissionError(1, "no")

    def link(_: object, path: Path) -> None:
        path.write_bytes(b"first")
        raise error

    ledger, other = made.with_name("ledger"), made.with_name("other")
    monkeypatch.setattr(os, "link", link)
    with pytest.raises(BackupThere):
        write_backup(other, ledger, HEADER, replace=False)
    assert other.read_bytes() == b"first"


def test_a_pipe_is_neither_read_nor_replaced(tmp_path: Path, made: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(BackupUnreadable, match="a device or a pipe"):
        unpack_backup(pipe, tmp_path / "out")
    for replace in (False, True):
        with pytest.raises(CannotWriteBackup, match="a device or a pipe"):
            write_backup(pipe, made, HEADER, replace=replace)
    assert pipe.is_fifo()
