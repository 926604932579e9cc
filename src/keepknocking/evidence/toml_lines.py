"""On which line of a TOML text does a key stand? The standard reader gives values without places.

The text is walked once more, after `tomllib` has accepted it: what is valid needs no second
judgement, only a walk over headers, keys, strings, arrays and inline tables. A path is the words of
a dotted key, with the index of an element where it goes through an array.
"""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

Path: TypeAlias = tuple[str | int, ...]

_GAP = re.compile(r"(?:[\s,]|#[^\n]*)*")
_KEY_PART = re.compile(r"""[A-Za-z0-9_-]+|"(?:\\.|[^"\\])*"|'[^']*'""")
_BETWEEN_PARTS = re.compile(r"[ \t]*\.[ \t]*")
# A multi-line string ends at the last of up to five quotation marks in a row.
_VALUE = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\])*"'
    r"|'[^']*'"
    r"|\d{4}-\d\d-\d\d \d\d:[^\s,\]}#]*"
    r"|[^\s,\]}#]+",
    re.DOTALL,
)
_BLANK = re.compile(r"[ \t]*")
_EQUALS = re.compile(r"[ \t]*=[ \t]*")
_HEADER_END = re.compile(r"[ \t]*\]{1,2}")


class Position(NamedTuple):
    """A place in a text; both count from 1."""

    line: int
    column: int


class NotToml(ValueError):
    """A text that `tomllib` cannot have accepted: let it read the text first."""


class Lines:
    r"""Where the keys and values of a valid TOML text stand.

    >>> lines = Lines("[road]\nknows_of_opening = { value = 0.3 }")
    >>> lines.of_key(("road", "knows_of_opening", "value"))
    Position(line=2, column=22)
    >>> lines.of_value(("road", "knows_of_opening", "value"))
    Position(line=2, column=30)
    """

    def __init__(self, text: str) -> None:
        """Walk over the text, which `tomllib` must have accepted."""
        walk = _Walk(text)
        walk.over_everything()
        self._keys = walk.keys
        self._values = walk.values
        self._starts = [0, *(match.end() for match in re.finditer(r"\n", text))]

    def of_key(self, path: Path) -> Position:
        """Where the key of a path is written; where it is not, the nearest part above it."""
        return self._position(self._keys, path)

    def of_value(self, path: Path) -> Position:
        """Where the value of a path begins; where it is not written, the nearest part above it."""
        return self._position(self._values, path)

    def _position(self, places: Mapping[Path, int], path: Path) -> Position:
        while path and path not in places:
            path = path[:-1]
        offset = places.get(path, 0)
        line = bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1)


class _Walk:
    """One walk over a text: `at` is where it stands."""

    def __init__(self, text: str) -> None:
        self.keys: dict[Path, int] = {}
        self.values: dict[Path, int] = {}
        self._text = text
        self._at = 0
        self._tables: dict[Path, int] = {}

    def over_everything(self) -> None:
        """Walk to the end of the text."""
        table: Path = ()
        while not self._gap_reaches(""):
            if self._text.startswith("[", self._at):
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> Path:
        """Walk over `[a.b]` or `[[a.b]]`: the path of what follows."""
        is_array = self._text.startswith("[[", self._at)
        self._at += 2 if is_array else 1
        path = self._key(())
        self._skip(_HEADER_END)
        if is_array:
            index = self._tables.get(path, 0)
            self._tables[path] = index + 1
            path = (*path, index)
            self._note(path, self.keys[path[:-1]])
        return path

    def _pair(self, table: Path) -> None:
        path = self._key(table)
        self._skip(_EQUALS)
        self._value(path)

    def _key(self, above: Path) -> Path:
        """Walk over a dotted key: its path. Every part is noted where it is first written."""
        self._skip(_BLANK)
        path = above
        start = self._at
        while True:
            part = self._skip(_KEY_PART)
            path = (*path, _unquoted(part))
            self._note(path, start)
            if not _BETWEEN_PARTS.match(self._text, self._at):
                return path
            self._skip(_BETWEEN_PARTS)

    def _value(self, path: Path) -> None:
        self.values[path] = self._at
        if self._text.startswith("{", self._at):
            self._at += 1
            while not self._gap_reaches("}"):
                self._pair(path)
            self._at += 1
        elif self._text.startswith("[", self._at):
            self._at += 1
            index = 0
            while not self._gap_reaches("]"):
                self.keys[*path, index] = self._at
                self._value((*path, index))
                index += 1
            self._at += 1
        else:
            self._skip(_VALUE)

    def _gap_reaches(self, end: str) -> bool:
        """Skip blanks, commas and comments; whether the end (of the text, if "") comes next."""
        self._skip(_GAP)
        if not end:
            return self._at == len(self._text)
        return self._text.startswith(end, self._at)

    def _note(self, path: Path, offset: int) -> None:
        self.keys.setdefault(path, offset)
        self.values.setdefault(path, offset)

    def _skip(self, pattern: re.Pattern[str]) -> str:
        """Step over what the pattern matches here: in valid TOML it always does."""
        match = pattern.match(self._text, self._at)
        # Not an assert: a walk that stands still would never end.
        if match is None:
            raise NotToml(f"this is not valid TOML at character {self._at}")
        self._at = match.end()
        return match.group()


def _unquoted(part: str) -> str:
    """A part of a key without its quotation marks and escapes."""
    if part[0] not in "\"'":
        return part
    return str(tomllib.loads(f"key = {part}")["key"])
