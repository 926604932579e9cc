"""A file to read: its name, its bytes, and the promise that it stays the same while it is read."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from keepknocking.exchange.found import FileUnreadable
from keepknocking.exchange.text_file import CHUNK, in_words

LARGEST = 256 * 1024 * 1024  # design choice: bytes of one file; a whole export is far smaller


class TooMuch(FileUnreadable):
    """A file larger than any that makes sense here."""

    def __init__(self, name: str, size: int) -> None:
        super().__init__(
            f"{name} has {size:,} bytes, and at most {LARGEST:,} can be read at once: "
            "take the part with people and dates out of it and bring that in"
        )


class ChangedWhileRead(FileUnreadable):
    """A file that somebody wrote to while it was read."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} was changed while it was being read: nothing was taken from it; "
            "wait until it is whole and try again"
        )


@dataclass(frozen=True, slots=True)
class Source:
    """A named sequence of bytes, at most `LARGEST`, that can be read again from its beginning."""

    name: str
    size: int
    stream: BinaryIO = field(repr=False, compare=False)

    def start(self, most: int = 4096) -> bytes:
        """The first bytes, for finding out what the file is."""
        self.stream.seek(0)
        return self.stream.read(most)

    def chunks(self) -> Iterator[bytes]:
        """All bytes from the beginning, piece by piece."""
        self.stream.seek(0)
        while piece := self.stream.read(CHUNK):
            yield piece

    def bytes(self) -> bytes:
        """All bytes at once."""
        self.stream.seek(0)
        return self.stream.read()

    def digest(self) -> str:
        """The SHA-256 of all bytes, in hexadecimal."""
        found = hashlib.sha256()
        for piece in self.chunks():
            found.update(piece)
        return found.hexdigest()


def source_of_bytes(name: str, content: bytes) -> Source:
    """A source that is in memory already.

    >>> source_of_bytes("a.txt", b"one").start()
    b'one'
    """
    if len(content) > LARGEST:
        raise TooMuch(name, len(content))
    return Source(name, len(content), BytesIO(content))


@contextmanager
def source_of_file(path: Path) -> Iterator[Source]:
    """The file as a source; at the end it is made sure that nobody wrote to it meanwhile.

    Raises
    ------
    FileUnreadable, TooMuch, ChangedWhileRead
    """
    name = path.name
    try:
        stream = path.open("rb")
    except FileNotFoundError:
        raise FileUnreadable(f"there is no file {path}: check its name") from None
    except IsADirectoryError:
        raise FileUnreadable(f"{path} is a folder: name the files in it") from None
    except OSError as error:
        raise FileUnreadable(f"{path} cannot be read: {in_words(error)}") from error
    with stream:
        before = os.fstat(stream.fileno())
        if before.st_size > LARGEST:
            raise TooMuch(name, before.st_size)
        yield Source(name, before.st_size, stream)
        after = os.fstat(stream.fileno())
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            raise ChangedWhileRead(name)
