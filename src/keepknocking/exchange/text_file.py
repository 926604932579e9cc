"""Text files: from bytes to text, in a bounded memory, whatever the file holds.

Reading is a stream. Of a line longer than `LONGEST_LINE` only the beginning is kept (one character
too many, so that whoever reads the text can call it a problem at its place), and the rest of the
file still counts. UTF-8 is read with or without a byte order mark, UTF-16 with one.
"""

import codecs
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

# Design choices, all generous for what one person writes and small for a machine.
LONGEST_LINE = 10_000  # characters; the story's own limit
MOST_TEXT = 64 * 1024 * 1024  # characters kept of one file
MOST_BYTES = 1024 * 1024 * 1024  # bytes looked at before giving up on a file that does not end
_END = "\n"
CHUNK = 1024 * 1024  # bytes read at once

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks and the encodings they announce."""


class TextFileError(ValueError):
    """A text file that cannot be read or written."""


class CannotRead(TextFileError):
    """A file that is no file, or may not be read."""


class NoSuchFile(CannotRead):
    """A file that is not there."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"there is no file {path}: check its name")


class NotText(TextFileError):
    """A file that is not a text in UTF-8 or UTF-16."""


class TooLarge(TextFileError):
    """A file with more in it than anybody writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileText:
    """The text of a file, its encoding, and the lines (1-based) of which only a part is here."""

    text: str
    encoding: str = "utf-8"
    cut_lines: tuple[int, ...] = ()


def read_text_file(path: Path) -> FileText:
    """The text of a file.

    Raises
    ------
    NoSuchFile, CannotRead, NotText, TooLarge
        each with one sentence that names the file and says what to do.
    """
    try:
        with path.open("rb") as stream:
            return read_text(stream, name=str(path))
    except FileNotFoundError:
        raise NoSuchFile(path) from None
    except IsADirectoryError:
        raise CannotRead(f"{path} is a folder, not a file: name a file in it") from None
    except OSError as error:
        raise CannotRead(f"{path} cannot be read: {in_words(error)}") from error


def read_text(stream: BinaryIO, *, name: str) -> FileText:
    """The text of a stream of bytes; `name` is what messages call it.

    >>> import io
    >>> read_text(io.BytesIO(b"2026-03-02 met Ana"), name="here").text
    '2026-03-02 met Ana'
    """
    first = stream.read(CHUNK)
    mark, encoding = next(((m, e) for m, e in MARKS if first.startswith(m)), (b"", "utf-8"))
    keeper = _Keeper(name)
    decoder = codecs.getincrementaldecoder(encoding)()
    seen = len(mark)
    chunk = first[seen:]
    while True:
        pending = len(decoder.getstate()[0])
        try:
            keeper.take(decoder.decode(chunk, final=not chunk))
        except UnicodeDecodeError as error:
            at = seen - pending + error.start + 1
            read = error.object[: error.start].decode(encoding, errors="ignore")
            line = keeper.line + read.count(_END)
            raise NotText(
                f"{name} is not a text in UTF-8: byte {at:,} (line {line:,}) "
                "does not fit. Save it as UTF-8 and try again"
            ) from None
        if not chunk:
            return FileText(
                text="".join(keeper.kept), encoding=encoding, cut_lines=tuple(keeper.cut)
            )
        seen += len(chunk)
        if seen > MOST_BYTES:
            raise TooLarge(f"{name} does not end after {MOST_BYTES:,} bytes: nobody wrote that")
        chunk = stream.read(CHUNK)


class _Keeper:
    """Collects text piece by piece and keeps of every line at most one character too many."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.kept: list[str] = []
        self.cut: list[int] = []
        self.line = 1
        self._in_line = 0
        self._total = 0

    def take(self, text: str) -> None:
        if "\0" in text:
            raise NotText(f"{self.name} is not a text file: it holds NUL bytes")
        for piece in text.splitlines(keepends=True):
            body = piece.rstrip("\r\n")
            room = max(LONGEST_LINE + 1 - self._in_line, 0)
            if len(body) > room and self.line not in self.cut[-1:]:
                self.cut.append(self.line)
            self._keep(body[:room] + piece[len(body) :])
            self._in_line += len(body)
            if len(piece) > len(body):
                self._in_line = 0
                self.line += piece.endswith("\n")

    def _keep(self, piece: str) -> None:
        self._total += len(piece)
        if self._total > MOST_TEXT:
            raise TooLarge(f"{self.name} has more than {MOST_TEXT:,} characters: nobody wrote that")
        self.kept.append(piece)


def in_words(error: OSError) -> str:
    """The system's own words for what went wrong, for the middle of a sentence.

    >>> in_words(PermissionError(13, "Permission denied"))
    'permission denied'
    """
    words = error.strerror or str(error)
    return words[:1].lower() + words[1:]
