"""A backup: the ledger's file in one file that says what it is and whether it is whole.

Three lines and the packed file behind them:

    Keep Knocking backup
    {"format": 1, "program": "0.1.0", "migrations": [...], "made_at": ..., "bytes": ..., ...}
    the SHA-256 of the two lines above
    the ledger's file, packed with zlib

The second line holds the SHA-256 of the packed bytes and how many they are. So a bit that has
changed anywhere, and a byte that is missing or too many, are found before the ledger is touched.
"""

import hashlib
import json
import os
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, BinaryIO

from keepknocking.exchange.text_file import CHUNK, in_words

FORMAT = 1  # by definition
MAGIC = b"Keep Knocking backup\n"
LARGEST = 8 * 1024**3  # bytes of a ledger (design choice): far more than a life of searching
_LONGEST_HEADER = 64 * 1024  # numerical: bytes; it has a few hundred
_SUM_LINE = 65  # by definition: 64 hexadecimal digits and the end of the line


class BackupUnreadable(ValueError):
    """A file that cannot be put back. The ledger was not touched."""


class NotABackup(BackupUnreadable):
    """Some other file."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is not a backup of Keep Knocking: nothing was changed")


class BackupDamaged(BackupUnreadable):
    """A backup that is not as it was written."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path} is damaged ({why}): nothing was changed; take another copy of it, "
            "or an older backup"
        )


class BackupNewer(BackupUnreadable):
    """A backup that a newer program made."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(
            f"{path} was made by a newer Keep Knocking (it has {what}): install the newer one; "
            "nothing was changed"
        )


NO_FILE = "it is a device or a pipe, not a file"


class BackupThere(ValueError):
    """Something of that name is there already."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is there already: name a new file, or say --force to replace it")


class CannotWriteBackup(ValueError):
    """A backup that could not be written."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} cannot be written: {why}; no backup was made")


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a backup says of itself; `size` are the bytes of the ledger's file, unpacked."""

    program: str
    migrations: tuple[str, ...]
    made_at: datetime
    size: int


@dataclass(frozen=True, slots=True)
class _Packed:
    """What the second line says besides: how the packed bytes must be."""

    header: Header
    size: int
    digest: str


def write_backup(path: Path, ledger: Path, header: Header, *, replace: bool) -> int:
    """Pack the file of a ledger that nobody writes to; how many bytes the backup has.

    It comes into its place whole, for its owner's eyes only.

    Raises
    ------
    BackupThere, CannotWriteBackup
        nothing is left behind then.
    """
    if path.is_dir():
        raise CannotWriteBackup(path, "it is a folder; name a file in it")
    if path.exists() and not path.is_file():
        raise CannotWriteBackup(path, f"{NO_FILE}; name a file")
    if os.path.lexists(path) and not replace:
        raise BackupThere(path)
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        made = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                _write(stream, ledger, header)
                stream.flush()
                os.fsync(stream.fileno())
            size = made.stat().st_size
            _into_place(made, path, replace=replace)
        finally:
            made.unlink(missing_ok=True)
    except OSError as error:
        raise CannotWriteBackup(path, in_words(error)) from error
    return size


def unpack_backup(path: Path, into: Path) -> Header:
    """Write the ledger's file that is in a backup, and say what the backup says of itself.

    Until this has returned, what is in `into` is not to be believed.

    Raises
    ------
    NotABackup, BackupDamaged, BackupNewer, BackupUnreadable
    """
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise BackupUnreadable(f"{path} cannot be read: {NO_FILE}")
        stream = path.open("rb")
    except FileNotFoundError:
        raise BackupUnreadable(f"there is no file {path}: check its name") from None
    except OSError as error:
        raise BackupUnreadable(f"{path} cannot be read: {in_words(error)}") from error
    with stream:
        packed = _head(stream, path)
        free = shutil.disk_usage(into.parent).free
        if not 0 <= packed.header.size <= min(LARGEST, free):
            raise BackupUnreadable(
                f"the ledger in {path} has {packed.header.size:,} bytes, and there is room for "
                f"{min(LARGEST, free):,}: make room; nothing was changed"
            )
        with into.open("wb") as target:
            _unpack(stream, target, packed, path)
    return packed.header


def _write(stream: BinaryIO, ledger: Path, header: Header) -> None:
    with tempfile.TemporaryFile() as packed:
        digest, size = hashlib.sha256(), 0
        for piece in _packed(ledger):
            digest.update(piece)
            size += len(piece)
            packed.write(piece)
        said = {
            "format": FORMAT,
            "program": header.program,
            "migrations": list(header.migrations),
            "made_at": header.made_at.isoformat(),
            "bytes": header.size,
            "packed_bytes": size,
            "sha256": digest.hexdigest(),
        }
        first = MAGIC + json.dumps(said).encode() + b"\n"
        stream.write(first + hashlib.sha256(first).hexdigest().encode() + b"\n")
        packed.seek(0)
        shutil.copyfileobj(packed, stream, CHUNK)


def _packed(ledger: Path) -> Iterator[bytes]:
    packer = zlib.compressobj()
    with ledger.open("rb") as stream:
        while piece := stream.read(CHUNK):
            yield packer.compress(piece)
    yield packer.flush()


def _into_place(made: Path, path: Path, *, replace: bool) -> None:
    if replace:
        made.replace(path)
        return
    try:
        os.link(made, path)
    except FileExistsError:
        raise BackupThere(path) from None
    except OSError:  # a memory stick often knows no links
        if os.path.lexists(path):
            raise BackupThere(path) from None
        made.replace(path)
    with suppress(OSError):  # some file systems cannot do it; the file itself is safe by now
        descriptor = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _head(stream: BinaryIO, path: Path) -> _Packed:
    if stream.read(len(MAGIC)) != MAGIC:
        raise NotABackup(path)
    line = stream.readline(_LONGEST_HEADER)
    digest = hashlib.sha256(MAGIC + line).hexdigest().encode() + b"\n"
    if not line.endswith(b"\n") or stream.read(_SUM_LINE) != digest:
        raise BackupDamaged(path, "its first lines are not as they were written")
    try:
        return _read_head(json.loads(line), path)
    except (KeyError, TypeError, ValueError, OverflowError, RecursionError) as error:
        if isinstance(error, BackupUnreadable):
            raise
        raise BackupDamaged(path, "its first lines do not say what a backup says") from None


def _read_head(said: dict[str, Any], path: Path) -> _Packed:
    if int(said["format"]) > FORMAT:
        raise BackupNewer(path, f"format {int(said['format'])}")
    header = Header(
        program=str(said["program"]),
        migrations=tuple(map(str, said["migrations"])),
        made_at=datetime.fromisoformat(said["made_at"]),
        size=int(said["bytes"]),
    )
    return _Packed(header, int(said["packed_bytes"]), str(said["sha256"]))


def _unpack(stream: BinaryIO, target: IO[bytes], packed: _Packed, path: Path) -> None:
    """Unpack piece by piece, never more than was announced, and then compare the sums."""
    unpacker, digest = zlib.decompressobj(), hashlib.sha256()
    left, room = packed.size, packed.header.size
    try:
        while left and (piece := stream.read(min(CHUNK, left))):
            left -= len(piece)
            digest.update(piece)
            while piece:
                plain = unpacker.decompress(piece, CHUNK)
                room -= len(plain)
                if room < 0:
                    raise BackupDamaged(path, "more is packed in it than it says")
                target.write(plain)
                piece = unpacker.unconsumed_tail
    except zlib.error:
        raise BackupDamaged(path, "what is packed in it is not as it was written") from None
    if left:
        raise BackupDamaged(path, f"{left:,} bytes are missing at its end")
    if stream.read(1):
        raise BackupDamaged(path, "there is more in it than was written")
    if digest.hexdigest() != packed.digest or room or not unpacker.eof:
        raise BackupDamaged(path, "what is packed in it is not as it was written")
