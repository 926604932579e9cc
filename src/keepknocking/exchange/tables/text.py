"""The text of a table: from bytes to lines, in a bounded memory, whatever the file holds.

A spreadsheet writes in the encoding of its machine and does not say which. In this order: a byte
order mark; UTF-16 without one, seen by its NUL bytes; UTF-8, where all bytes or nearly all of them
fit (U+FFFD stands for the broken ones); else Windows-1252.

Lines end with CR LF, LF or CR, and with nothing else (a cell may hold U+2028).
"""

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass

from keepknocking.exchange.found import FileUnreadable
from keepknocking.exchange.sources import Source
from keepknocking.exchange.text_file import MARKS

# Design choices, all generous for a table of people and small for a machine.
MOST_BYTES = 128 * 1024 * 1024  # bytes of one table
LONGEST_LINE = 1_000_000  # characters kept of one line
MOST_LINES = 2_000_000  # lines looked at
LOOKED_AT = 4096  # bytes in which UTF-16 is recognised
FEW_NULS = 0.01  # share of NUL bytes up to which a file may still be a text
TOLERATED = 0.1  # broken bytes for each good character beyond ASCII, up to which it is UTF-8
WINDOWS = "cp1252"


class NotATable(FileUnreadable):
    """A file of bytes that are no text."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} is not a text: it holds NUL bytes. Save it as CSV (UTF-8) and try again"
        )


class TableTooLarge(FileUnreadable):
    """A table with more in it than anybody knows people."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line without its end: its number (from 1), and whether only its beginning is here."""

    number: int
    text: str
    is_cut: bool = False


def encoding_of(source: Source) -> str:
    """The encoding of a text: the name Python has for it.

    Raises
    ------
    NotATable, TableTooLarge

    >>> from keepknocking.exchange.sources import source_of_bytes
    >>> encoding_of(source_of_bytes("a.csv", "Zoë;Łódź".encode("utf-16-le")))
    'utf-16-le'
    >>> encoding_of(source_of_bytes("a.csv", "Zoë;1".encode("cp1252")))
    'cp1252'
    """
    if source.size > MOST_BYTES:
        raise TableTooLarge(
            f"{source.name} has {source.size:,} bytes, and a table may have {MOST_BYTES:,}: "
            "take the part with people and dates out of it and bring that in"
        )
    start = source.start(LOOKED_AT)
    for mark, encoding in MARKS:
        if start.startswith(mark):
            return encoding
    nuls = start.count(0)
    if nuls > FEW_NULS * len(start):
        return _utf16(start, source.name)
    return "utf-8" if _is_utf8(source) else WINDOWS


def _utf16(start: bytes, name: str) -> str:
    """UTF-16 without a mark: Latin letters have their NUL after (little-endian) or before them."""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if odd > 4 * even and odd * 8 > len(start):  # design choice: most characters are Latin letters
        return "utf-16-le"
    if even > 4 * odd and even * 8 > len(start):
        return "utf-16-be"
    raise NotATable(name)


def _is_utf8(source: Source) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    good = broken = 0
    for piece in source.chunks():
        if piece.isascii() and not decoder.getstate()[0]:
            continue
        text = decoder.decode(piece)
        bad = text.count("\ufffd")
        broken += bad
        good += len(text) - bad - len(text.encode("ascii", errors="ignore"))
    broken += bool(decoder.getstate()[0])
    return broken <= TOLERATED * good


def lines_of(source: Source, encoding: str) -> Iterator[TextLine]:
    """The lines of the text, one after another; NUL characters and byte order marks are left out.

    Of a line longer than `LONGEST_LINE` only the beginning is given.

    Raises
    ------
    TableTooLarge
        after `MOST_LINES` lines.

    >>> from keepknocking.exchange.sources import source_of_bytes
    >>> source = source_of_bytes("a.csv", b"a,b" + bytes([13]) + b"c")
    >>> [line.text for line in lines_of(source, "utf-8")]
    ['a,b', 'c']
    """
    pending, is_cut, number = "", False, 0
    for piece in _pieces(source, encoding):
        first, *others = piece.split("\n")
        pending, is_cut = _longer(pending, first, is_cut=is_cut)
        for following in others:
            number += 1
            if number > MOST_LINES:
                raise TableTooLarge(f"{source.name} has more than {MOST_LINES:,} lines")
            yield TextLine(number, pending, is_cut)
            pending, is_cut = _longer("", following, is_cut=False)
    if pending:
        yield TextLine(number + 1, pending, is_cut)


def _pieces(source: Source, encoding: str) -> Iterator[str]:
    """The text piece by piece, with line feeds at the ends of lines."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    reading = io.IncrementalNewlineDecoder(decoder, translate=True)
    for piece in source.chunks():
        yield reading.decode(piece).replace("\0", "").replace("\ufeff", "")
    yield reading.decode(b"", final=True)


def _longer(text: str, more: str, *, is_cut: bool) -> tuple[str, bool]:
    if len(text) + len(more) <= LONGEST_LINE:
        return text + more, is_cut
    return text + more[: LONGEST_LINE - len(text)], True
