r"""Which lines does a vCard or a calendar consist of, when everything about its lines may be wrong?

Both formats are lines `group.NAME;PARAMETER=value:text`. A long line goes on in the next one behind
a space or a tab; in quoted-printable behind a `=` at the end; base64 often without any sign. All of
this is undone on bytes, before anything is decoded, because a fold may cut a letter (or an escape)
in two. Lines end with CR LF, LF, CR or, after some transfers, CR CR LF. UTF-16 is turned into UTF-8
first, with and without a byte order mark; NUL bytes are left out.

Bounded: of one line only the beginning is kept (`LONGEST_LINE`), and a file of more lines than
anybody's address book has (`MOST_LINES`) is refused. Sources: RFC 6350, RFC 5545, vCard 2.1.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from keepknocking.exchange.found import FileUnreadable
from keepknocking.exchange.sources import Source

# Design choices, generous for any address book or calendar.
LONGEST_LINE = 1024 * 1024  # bytes kept of one line, folded or not
MOST_LINES = 5_000_000  # lines of one file
LONGEST_HEAD = 4096  # bytes of name and parameters

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SOFT = re.compile(rb"[;=]\s*(?:quoted-printable|qp)\s*[;:,]", re.IGNORECASE)
_BASE64 = re.compile(rb"[;=]\s*(?:base64|b)\s*[;:,]", re.IGNORECASE)
_BASE64_TEXT = re.compile(rb"[A-Za-z0-9+/=]+\s*")
_FRAME = re.compile(rb"\s*(?:BEGIN|END)\s*:\s*[A-Z][A-Z0-9-]*\s*", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_/-]*")
_CARET = re.compile(r"\^([n^'])")
_CARETS = {"n": "\n", "^": "^", "'": '"'}
_ENCODINGS = frozenset({"QUOTED-PRINTABLE", "QP", "BASE64", "B", "8BIT", "7BIT"})


class TooManyLines(FileUnreadable):
    """A file with more lines than any address book or calendar."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} has more than {MOST_LINES:,} lines: no address book and no calendar has; "
            "take out of it what you need and bring that in"
        )


@dataclass(frozen=True, slots=True)
class RawLine:
    """One unfolded line: where it begins in the file (from 1), its bytes, whether some were cut."""

    number: int
    content: bytes
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Property:
    """One line taken apart; the value is still bytes, since only the whole card knows its charset.

    Names of properties and parameters are in capitals; parameters without a name (`TEL;CELL:`)
    stand under `TYPE`, or under `ENCODING` where they are one.
    """

    number: int
    name: str
    value: bytes
    group: str = ""
    parameters: dict[str, list[str]] = field(default_factory=dict)
    cut: bool = False

    def parameter(self, name: str) -> str:
        """The first value of a parameter, empty where there is none."""
        return (self.parameters.get(name) or [""])[0]

    @property
    def types(self) -> frozenset[str]:
        """All values of TYPE, in capitals."""
        given = self.parameters.get("TYPE")
        return frozenset(each.upper() for each in given) if given else frozenset()


def lines_of(source: Source) -> Iterator[RawLine]:
    """All lines that are not empty, unfolded.

    Raises
    ------
    TooManyLines
    """
    return _unfolded(_physical(source))


def encoding_of(start: bytes) -> tuple[str, int]:
    r"""The encoding of a file as its beginning gives it away, and the length of its mark.

    >>> encoding_of(b"\xfe\xff\x00B")
    ('utf-16-be', 2)
    >>> encoding_of(b"B\x00E\x00G\x00")
    ('utf-16-le', 0)
    """
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            return encoding, len(mark)
    if start[:1] == b"\0" and start[2:3] == b"\0" and start[1:2] not in b"\0":
        return "utf-16-be", 0
    if start[1:2] == b"\0" and start[3:4] == b"\0" and start[:1] not in b"\0":
        return "utf-16-le", 0
    return "utf-8", 0


def _pieces(source: Source) -> Iterator[bytes]:
    """The bytes of the file as UTF-8 (or whatever 8-bit encoding it has), without NUL."""
    encoding, mark = encoding_of(source.start(8))
    decoder = None if encoding == "utf-8" else codecs.getincrementaldecoder(encoding)("replace")
    for number, chunk in enumerate(source.chunks()):
        piece = chunk[mark:] if number == 0 else chunk
        if decoder is not None:
            piece = decoder.decode(piece).encode(errors="replace")
        yield piece.replace(b"\0", b"") if b"\0" in piece else piece


def _physical(source: Source) -> Iterator[RawLine]:
    """The lines as they stand in the file, those without anything in them left out."""
    number, kept, cut, held = 1, bytearray(), False, b""
    for piece in _pieces(source):
        # A CR at the end of a piece may belong to an LF at the beginning of the next one.
        text = (held + piece).replace(b"\r\r\n", b"\n")
        body = text.rstrip(b"\r")
        held = text[len(body) :][-2:]
        for line in (body + text[len(body) : len(text) - len(held)]).splitlines(keepends=True):
            content = line.rstrip(b"\r\n")
            room = LONGEST_LINE - len(kept)
            if kept or len(content) > room:
                kept += content[:room]
                cut = cut or len(content) > room
                content = bytes(kept)
            if len(line) == len(line.rstrip(b"\r\n")):
                kept = bytearray(content)
                continue
            if content and not content.isspace():
                yield RawLine(number, content, cut)
            kept, cut = bytearray(), False
            number += 1
            if number > MOST_LINES:
                raise TooManyLines(source.name)
    if kept and not kept.isspace():
        yield RawLine(number, bytes(kept), cut)


def _unfolded(lines: Iterator[RawLine]) -> Iterator[RawLine]:
    """The lines joined with those that go on with them."""
    begun: RawLine | None = None
    parts: list[bytes] = []
    size = 0
    cut = False
    for line in lines:
        content = line.content
        more = _continuing(content, parts) if begun is not None else None
        if more is None:
            if begun is not None:
                yield RawLine(begun.number, b"".join(parts), cut)
            begun, parts, size, cut = line, [content], len(content), line.cut
            continue
        room = LONGEST_LINE - size
        cut = cut or line.cut or len(more) > room
        if room > 0:
            parts.append(more[:room])
            size += len(more)
    if begun is not None:
        yield RawLine(begun.number, b"".join(parts), cut)


def _continuing(content: bytes, parts: list[bytes]) -> bytes | None:
    """What this line adds to the one before; None: it is a line of its own.

    Where the line before ended in a soft break, its last part loses the `=`.
    """
    if _FRAME.fullmatch(content):
        return None
    head = parts[0][:LONGEST_HEAD]
    if parts[-1].rstrip(b" \t").endswith(b"=") and _SOFT.search(_head(head)):
        parts[-1] = parts[-1].rstrip(b" \t")[:-1]
        return content
    if content[:1] in b" \t":
        return content[1:]
    if b":" not in content and _BASE64_TEXT.fullmatch(content) and _BASE64.search(_head(head)):
        return content
    return None


def _head(line: bytes) -> bytes:
    """Name and parameters of a line with the colon."""
    return line[: line.find(b":") + 1]


def property_of(line: RawLine) -> Property | None:
    r"""A line taken apart; None where it is no property.

    >>> found = property_of(RawLine(3, b'item1.tel;CELL;x="a:b":+49'))
    >>> found.group, found.name, found.types, found.value
    ('item1', 'TEL', frozenset({'CELL'}), b'+49')
    """
    head, colon, value = line.content.partition(b":")
    if b'"' in head:
        head, colon, value = _quoted_head(line.content) or (head, colon, value)
    if not colon or len(head) > LONGEST_HEAD:
        return None
    text = head.decode(errors="replace")
    first, *rest = _split(text, ";") if ";" in text else (text,)
    group, _, name = first.strip().rpartition(".")
    if not _NAME.fullmatch(name):
        return None
    return Property(
        line.number, name.upper(), value, group.lower(), _parameters(rest) if rest else {}, line.cut
    )


def _quoted_head(content: bytes) -> tuple[bytes, bytes, bytes] | None:
    """Head, colon and value where a parameter is quoted; None if its quotes do not close."""
    quoted = False
    for at, letter in enumerate(content[:LONGEST_HEAD]):
        if letter == ord('"'):
            quoted = not quoted
        elif letter == ord(":") and not quoted:
            return content[:at], b":", content[at + 1 :]
    return None


def _parameters(written: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in written:
        name, equals, value = each.partition("=")
        name = name.strip().upper()
        if not equals:
            bare = "ENCODING" if name in _ENCODINGS else "TYPE"
            found.setdefault(bare, []).append(name.strip('"'))
            continue
        found.setdefault(name, []).extend(
            piece
            for quoted in _split(value, ",")
            for piece in _plain(quoted).split("," if name == "TYPE" else "\0")
        )
    return found


def _plain(quoted: str) -> str:
    """The value of a parameter without its quotes, its escapes (RFC 6868) undone."""
    value = quoted.strip().strip('"')
    return _CARET.sub(lambda found: _CARETS[found[1]], value) if "^" in value else value


def _split(text: str, by: str) -> list[str]:
    """The pieces of a text, but not within quotes."""
    if '"' not in text:
        return text.split(by)
    pieces, start, quoted = [], 0, False
    for at, letter in enumerate(text):
        if letter == '"':
            quoted = not quoted
        elif letter == by and not quoted:
            pieces.append(text[start:at])
            start = at + 1
    return [*pieces, text[start:]]
