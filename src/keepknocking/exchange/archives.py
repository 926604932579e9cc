"""Zip files: the members that may be read, one after another, each as a source in memory.

Nothing a zip says about itself is believed. What counts are the bytes that really come out of it:
at most `MOST_UNPACKED` in all, whatever sizes it names, and at most `MOST_READ` bytes are looked at
for them. Of more than `MOST_MEMBERS` members only the first are looked at. A zip in a zip is not
opened but named. The names of members are labels and nothing else: no file is ever made from one.

Only members with names like text files are read (`READABLE`); the others are counted.
"""

import io
import lzma
import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from keepknocking.exchange.found import FileUnreadable
from keepknocking.exchange.sources import LARGEST, Source, source_of_bytes
from keepknocking.exchange.text_file import CHUNK

# Design choices: a whole export has some fifty files and some ten megabytes.
MOST_MEMBERS = 2_000
MOST_UNPACKED = 256 * 1024 * 1024  # bytes that come out, in all
MOST_READ = 2 * LARGEST  # bytes read of the zip itself for that
LARGEST_READ = 4 * 1024 * 1024  # bytes read at once: also the largest list of members
LONGEST_LABEL = 120  # characters of a member's name in messages
READABLE = (".csv", ".vcf", ".ics", ".txt", ".json", ".story")
SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
ENCRYPTED = 0x1  # by definition: the bit of the flags that says so
_OFFICE = frozenset({"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"})
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ud800-\udfff]+")
_BROKEN = (
    BadZipFile,
    EOFError,
    IndexError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    lzma.LZMAError,
    struct.error,
    zlib.error,
)
"""What reading a broken zip may raise."""


class BrokenArchive(FileUnreadable):
    """A zip that cannot be opened."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} begins like a zip and cannot be opened as one: it may be only a part of the "
            "download; download it again"
        )


class UnpacksToTooMuch(FileUnreadable):
    """A zip out of which more comes than from any export."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} holds more than {MOST_UNPACKED:,} bytes: unpack it and bring in the files "
            "with people and dates one by one"
        )


class _Worn(Exception):
    """More was read of a zip than its size explains, or too much at once."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file in a zip: its label, and its source or why there is none."""

    name: str
    source: Source | None = None
    why: str = ""


class Archive:
    """An opened zip; `members` reads it."""

    def __init__(self, name: str, opened: ZipFile) -> None:
        self.name = name
        self._opened = opened
        self._left = MOST_UNPACKED
        self.passed_over: Counter[str] = Counter()
        """What was not read, in words, with how often; whole when all members were read."""

    def members(self) -> Iterator[Member]:
        """The members with names like text files, one after another.

        Raises
        ------
        UnpacksToTooMuch
            when `MOST_UNPACKED` bytes came out: no later member is read.
        """
        infos = self._opened.infolist()
        for info in infos[:MOST_MEMBERS]:
            label = label_of(info.filename)
            if why := _passed_over(info.filename):
                self.passed_over[why] += not label.endswith("/")
            elif info.filename.casefold().endswith(".zip"):
                yield Member(label, why=f"{label} is a zip in a zip: unpack it and bring it in")
            else:
                yield self._read(info, label)
        if len(infos) > MOST_MEMBERS:
            self.passed_over["beyond the first members"] += len(infos) - MOST_MEMBERS

    def _read(self, info: ZipInfo, label: str) -> Member:
        if info.flag_bits & ENCRYPTED:
            return Member(label, why=f"{label} is locked with a password: unpack it first")
        if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            return Member(label, why=f"{label} is packed in an unusual way: unpack it first")
        try:
            return Member(label, source_of_bytes(label, self._unpacked(info)))
        except FileUnreadable:
            raise
        except _Worn:
            raise UnpacksToTooMuch(self.name) from None
        except _BROKEN:
            return Member(label, why=f"{label} is broken inside {self.name}: download it again")

    def _unpacked(self, info: ZipInfo) -> bytes:
        kept = io.BytesIO()
        with self._opened.open(info) as stream:
            while piece := stream.read(CHUNK):
                self._left -= len(piece)
                if self._left < 0:
                    raise UnpacksToTooMuch(self.name)
                kept.write(piece)
        return kept.getvalue()


def _passed_over(name: str) -> str:
    """Why a member is not even looked at, by its name; empty where it is."""
    path = name.casefold().replace("\\", "/")
    last = path.rpartition("/")[2]
    if not last or path.startswith("__macosx/") or last.startswith("._"):
        return "a folder or a mark of the system"
    return "" if last.endswith((*READABLE, ".zip")) else "a file of another kind"


class _Slowly:
    """The bytes of a zip, never too many at once and never too many in all."""

    def __init__(self, source: Source) -> None:
        self._stream = source.stream
        self._left = MOST_READ

    def read(self, size: int = -1) -> bytes:
        if size > LARGEST_READ:
            raise _Worn
        found = self._stream.read(LARGEST_READ + 1 if size < 0 else size)
        self._left -= len(found)
        if len(found) > LARGEST_READ or self._left < 0:
            raise _Worn
        return found

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def seekable(self) -> bool:
        return True

    def close(self) -> None:
        """The stream belongs to its source."""


def is_archive(start: bytes) -> bool:
    """Whether a file that begins like this is a zip.

    >>> is_archive(b"PK"), is_archive(b"PK" + bytes([3, 4]))
    (False, True)
    """
    return start.startswith(SIGNATURES)


@contextmanager
def archive_of(source: Source) -> Iterator[Archive]:
    """The source opened as a zip.

    Raises
    ------
    BrokenArchive
        where its list of members is missing, damaged or larger than any export's.
    FileUnreadable
        where it is a document of an office program, which is a zip too.
    """
    try:
        opened = ZipFile(_Slowly(source), "r")
    except (_Worn, *_BROKEN):
        raise BrokenArchive(source.name) from None
    with opened:
        if _OFFICE & {info.filename for info in opened.infolist()[:MOST_MEMBERS]}:
            raise FileUnreadable(
                f"{source.name} is a document of an office program, not an export: "
                "save the sheet in it as CSV and bring that in"
            )
        yield Archive(source.name, opened)


def label_of(name: str) -> str:
    r"""A member's name as messages may show it: without what cannot be seen, its end only.

    >>> label_of("../../Jobs\n/Saved Jobs.csv")
    '../../Jobs /Saved Jobs.csv'
    """
    shown = " ".join(_UNSEEN.sub(" ", name.replace("\\", "/")).split(" "))
    return shown.strip()[-LONGEST_LABEL:] or "a file without a name"
