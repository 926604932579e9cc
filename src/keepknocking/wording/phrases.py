"""Numbers and days in plain words: whole numbers of a hundred, never a percent sign.

A chance is told as so many of a hundred; what rounds to none or to all without being it is told as
"fewer than 1" or "more than 99". A range is the middle 80 %, told as "8 times in 10".
"""

from collections.abc import Sequence
from datetime import date
from typing import Protocol, runtime_checkable

HUNDRED = 100  # by definition
THOUSAND = 1000  # by definition
WIDE = 40  # design choice: a range over so many of a hundred is called wide
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@runtime_checkable
class Ranged(Protocol):
    """A chance with the ends of its middle 80 %."""

    @property
    def mean(self) -> float:
        """The chance itself."""

    @property
    def low(self) -> float:
        """The lower end."""

    @property
    def high(self) -> float:
        """The upper end."""


def of_100(chance: float) -> str:
    """So many of a hundred.

    >>> of_100(0.234), of_100(0.001), of_100(0.999), of_100(0.0)
    ('23', 'fewer than 1', 'more than 99', '0')
    """
    whole = whole_of_100(chance)
    if whole == 0 and chance > 0:
        return "fewer than 1"
    if whole == HUNDRED and chance < 1:
        return "more than 99"
    return str(whole)


def few(chance: float) -> str:
    """So many of a hundred, short enough for a table: "23", "<1", ">99"."""
    return of_100(chance).replace("fewer than ", "<").replace("more than ", ">")


def whole_of_100(chance: float) -> int:
    """The nearest whole number of a hundred, halves up.

    >>> whole_of_100(0.125)
    13
    """
    return int(HUNDRED * chance + 1 / 2)


def from_to(before: float, after: float) -> str:
    """A change in words, in thousandths where it is less than a hundredth.

    >>> from_to(0.21, 0.34), from_to(0.021, 0.024), from_to(0.021, 0.0211)
    ('from 21 to 34 in 100', 'from 21 to 24 in 1,000', 'changes less than 1 in 1,000')
    """
    if _unit(before, after) == HUNDRED:
        return f"from {of_100(before)} to {of_100(after)} in 100"
    fine = [int(THOUSAND * chance + 1 / 2) for chance in (before, after)]
    if fine[0] != fine[1]:
        return f"from {fine[0]} to {fine[1]} in 1,000"
    return "changes less than 1 in 1,000"


def _unit(before: float, after: float) -> int:
    """Hundredths for a change of one of them or more, thousandths for a smaller one."""
    return HUNDRED if abs(after - before) >= 1 / HUNDRED else THOUSAND


def adds(before: float, after: float, gain: Ranged) -> str:
    """The range of a gain, in the unit in which `from_to` tells the change.

    >>> from keepknocking.chains.estimates import Estimate
    >>> adds(0.21, 0.34, Estimate(0.13, 0.05, 0.2))
    '8 times in 10 it adds 5 to 20'
    >>> adds(0.021, 0.024, Estimate(0.003, 0.001, 0.0062))
    '8 times in 10 it adds 1 to 6'
    >>> adds(0.021, 0.0212, Estimate(0.0002, 0.0, 0.0004)), adds(0.2, 0.3, Estimate(0.1, 0.1, 0.1))
    ('it adds less than 1', 'it adds about 10')
    """
    unit = _unit(before, after)
    low, high = (int(unit * end + 1 / 2) for end in (gain.low, gain.high))
    if low != high:
        return f"8 times in 10 it adds {low} to {high}"
    return f"it adds about {high}" if high else "it adds less than 1"


def range_of(chance: Ranged) -> str:
    """The middle 80 % in words: "8 times in 10: 5 to 41"; without doubt nothing."""
    low, high = whole_of_100(chance.low), whole_of_100(chance.high)
    if chance.low == chance.high:
        return ""
    if low == high:
        return f"8 times in 10: about {high}"
    return f"8 times in 10: {low} to {high}"


def with_range(chance: Ranged) -> str:
    """So many of a hundred with the range behind it: "23 (8 times in 10: 5 to 41)"."""
    words = range_of(chance)
    return of_100(chance.mean) + (f" ({words})" if words else "")


def short_range(chance: Ranged) -> str:
    """The range as a table shows it: "5 to 41"."""
    return f"{whole_of_100(chance.low)} to {whole_of_100(chance.high)}"


def is_wide(chance: Ranged) -> bool:
    """Whether the range says that little is known."""
    return whole_of_100(chance.high) - whole_of_100(chance.low) >= WIDE


def day_in_words(day: date, *, today: date) -> str:
    """A day as one says it; the year only where it is another one.

    >>> day_in_words(date(2026, 5, 1), today=date(2026, 3, 2))
    '1 May'
    >>> day_in_words(date(2027, 5, 1), today=date(2026, 3, 2))
    '1 May 2027'
    """
    words = f"{day.day} {MONTHS[day.month - 1]}"
    return words if day.year == today.year else f"{words} {day.year}"


def short_day(day: date) -> str:
    """A day on an axis: "1 May"."""
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def weekday_and_day(day: date, *, today: date) -> str:
    """A day with its weekday: "Monday 2 March"."""
    return f"{WEEKDAYS[day.weekday()]} {day_in_words(day, today=today)}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number of things.

    >>> counted(1, "day"), counted(12, "day"), counted(2, "person", "people")
    ('1 day', '12 days', '2 people')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"


def listed(words: Sequence[str]) -> str:
    """Words as a sentence lists them: "a, b and c"."""
    if len(words) < 2:  # noqa: PLR2004 (by definition: one word needs no "and")
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def amount(number: float) -> str:
    """A number without needless digits: "2", "1.5".

    >>> amount(2.0), amount(1.26)
    ('2', '1.3')
    """
    return f"{number:.1f}".removesuffix(".0")
