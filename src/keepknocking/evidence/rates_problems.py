"""What can be wrong in a rates file: one value per mistake, its place and what was expected."""

from dataclasses import dataclass

# Design choice: so much of a wrong value is shown; more would hide the sentence around it.
_SHOWN_CHARACTERS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class RatesProblem:
    """One mistake in a rates file. Lines and columns count from 1; `place` is a dotted key.

    `found` is what stands there, `expected` what could, `nearest` the known word most like a
    word that is not known.

    >>> print(RatesProblem(line=3, column=1, place="kinds.all.promis", found="promis",
    ...                    expected="the name of a rate", nearest="promise"))
    line 3, column 1: kinds.all.promis: found promis, expected the name of a rate (promise?)
    """

    line: int
    column: int | None = None
    place: str = ""
    found: str
    expected: str
    nearest: str | None = None

    def __str__(self) -> str:
        """The problem in one line."""
        where = f"line {self.line}" + (f", column {self.column}" if self.column else "")
        place = f": {self.place}" if self.place else ""
        guess = f" ({self.nearest}?)" if self.nearest else ""
        return f"{where}{place}: found {self.found}, expected {self.expected}{guess}"


def shown(value: object) -> str:
    """A value of a file as a message shows it: in one line, cut short where it is long.

    >>> shown(True)
    'true'
    >>> len(shown("x" * 1000))
    60
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int) and value.bit_length() > _SHOWN_CHARACTERS:
        return "a whole number that is too long"
    text = "a table" if isinstance(value, dict) else repr(value)
    return text if len(text) <= _SHOWN_CHARACTERS else text[: _SHOWN_CHARACTERS - 1] + "…"
