"""Problems: what could not be read in a story, where it stands, and what would be right there.

A bad line of a person's own file is not an exception: it is a value beside the good lines. Every
problem has one sentence with the place, the words found, what was expected and the nearest form.
"""

from dataclasses import dataclass

LONGEST_QUOTE = 60  # design choice: what is shown of the words found
LONGEST_PART = 400  # design choice: what a problem keeps of words that may be a whole line


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that could not be read. `line` and `column` count from 1."""

    line: int
    column: int
    found: str
    expected: str
    nearest: str | None = None

    def sentence(self) -> str:
        """The problem in one sentence.

        >>> Problem(line=3, column=12, found="Anna", expected="somebody of the story",
        ...         nearest="Ana Reyes").sentence()
        'Line 3, column 12: found "Anna", expected somebody of the story; nearest: Ana Reyes.'
        """
        near = f"; nearest: {self.nearest}" if self.nearest else ""
        found = f'"{shortened(self.found)}"' if self.found else "nothing"
        place = f"Line {self.line}, column {self.column}"
        return f"{place}: found {found}, expected {self.expected}{near}."


class Unreadable(ValueError):
    """Words of one line that cannot be read or do not fit the rest; `column` counts from 0."""

    def __init__(
        self, found: str, expected: str, *, column: int = 0, nearest: str | None = None
    ) -> None:
        super().__init__(expected)
        self.found = found
        self.expected = expected
        self.column = column
        self.nearest = nearest

    def on_line(self, line: int, *, offset: int = 0) -> Problem:
        """The same as a problem of a numbered line, whose facts begin at `offset`."""
        return Problem(
            line=line,
            column=self.column + offset + 1,
            found=self.found[:LONGEST_PART],
            expected=self.expected[:LONGEST_PART],
            nearest=self.nearest and self.nearest[:LONGEST_PART],
        )


def shortened(text: str) -> str:
    """The text, or how it begins if it is long; what cannot be printed is shown by its number."""
    shown = text
    if len(text) > LONGEST_QUOTE:
        shown = text[: LONGEST_QUOTE - 1] + "…"
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in shown)
