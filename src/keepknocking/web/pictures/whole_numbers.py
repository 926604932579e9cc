"""Chances with their ranges, and what may be drawn: whole numbers of a hundred, as in all words.

A range is the middle 80 %, told as "8 times in 10". Whatever is to be drawn is checked here, with
the value and what to give instead.
"""

from keepknocking.wording.phrases import HUNDRED, of_100, whole_of_100

HALF = 0.5  # by definition


class NotAChance(ValueError):
    """A chance outside 0 to 1."""

    def __init__(self, chance: float) -> None:
        super().__init__(f"{chance} is not a chance: give a number from 0 to 1")


class NotOfAHundred(ValueError):
    """A count that is not a whole number from 0 to 100."""

    def __init__(self, count: int, of_what: str) -> None:
        super().__init__(f"{count} {of_what}: give a whole number from 0 to 100")


class RangeUpsideDown(ValueError):
    """A range whose low end lies above its high end."""

    def __init__(self, low: float, high: float) -> None:
        super().__init__(f"The range from {low} to {high} is upside down: give the low end first")


def checked_chance(chance: float) -> float:
    """The chance, if it is one.

    Raises
    ------
    NotAChance
        Below 0, above 1, or not a number.
    """
    if not 0 <= chance <= 1:
        raise NotAChance(chance)
    return chance


def checked_count(count: int, of_what: str) -> int:
    """The count, if there can be so many of a hundred.

    Raises
    ------
    NotOfAHundred
        Below 0 or above 100.
    """
    if not 0 <= count <= HUNDRED:
        raise NotOfAHundred(count, of_what)
    return count


def span(low: float, high: float) -> str:
    """The ends of a range of chances.

    >>> span(0.081, 0.19), span(0.121, 0.124)
    ('8 to 19', 'about 12')
    """
    ends = whole_of_100(low), whole_of_100(high)
    return f"about {ends[1]}" if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"


def with_span(chance: float, low: float, high: float) -> str:
    """A chance with its range, as a table shows it; a chance without doubt has none.

    >>> with_span(0.12, 0.08, 0.19), with_span(0.5, 0.5, 0.5)
    ('12 (8 to 19)', '50')
    """
    return of_100(chance) + ("" if low == high else f" ({span(low, high)})")


def with_range(chance: float, low: float, high: float, *, of: str = "") -> str:
    """A chance with its range, as a sentence says it.

    >>> with_range(0.12, 0.08, 0.19)
    '12 (8 times in 10: 8 to 19)'
    >>> with_range(0.12, 0.08, 0.19, of=" of 100")
    '12 of 100 (8 times in 10: 8 to 19)'
    """
    return of_100(chance) + of + ("" if low == high else f" (8 times in 10: {span(low, high)})")
