"""What a forecast chart is made of: daily chances with their bands, and the days that matter."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from keepknocking.web.pictures.polyline import FloatArray
from keepknocking.web.pictures.whole_numbers import HALF

MOST_CURVES = 3  # design choice: more kinds of line than three are not told apart
MOST_DAYS = 731  # design choice: two years and the first day
_IDENT = re.compile(r"[a-z][a-z0-9-]*")


class NotACurve(ValueError):
    """Values that are no daily chances."""

    def __init__(self, words: str, reason: str) -> None:
        super().__init__(f"The curve {words!r} {reason}")


class NotAChart(ValueError):
    """Curves that cannot stand in one chart."""


@dataclass(frozen=True, slots=True)
class FanCurve:
    """The chance of success by each day from the first on, with the middle 80 % of its doubt.

    All three have the same 2 to 731 values, each from 0 to 1. `words` of up to about twenty
    letters stand at the end of the line: "keep knocking".
    """

    words: str
    middle: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]

    def __post_init__(self) -> None:
        """Refuse what is no daily chance."""
        if not 2 <= len(self.middle) <= MOST_DAYS:  # noqa: PLR2004 (by definition: a line has two ends)
            reason = f"has {len(self.middle)} days: give 2 to {MOST_DAYS}"
            raise NotACurve(self.words, reason)
        if not len(self.low) == len(self.middle) == len(self.high):
            counts = f"{len(self.low)}, {len(self.middle)} and {len(self.high)}"
            reason = f"has {counts} values: give as many low and high ones as middle ones"
            raise NotACurve(self.words, reason)
        for values in (self.low, self.middle, self.high):
            array = np.asarray(values, dtype=np.float64)
            if not bool(((array >= 0) & (array <= 1)).all()):
                raise NotACurve(self.words, "has values outside 0 to 1: give chances")

    def at(self, day: int) -> tuple[float, float, float]:
        """The chance by one day, counted from 0, and the ends of its range."""
        return float(self.middle[day]), float(self.low[day]), float(self.high[day])


@dataclass(frozen=True, slots=True, kw_only=True)
class FanChart:
    """Up to three curves over the same days, told apart by their lines in the order given.

    Parameters
    ----------
    ident
        Unique on the page, since hatching is found by its name: small letters, digits, hyphens.
    caption
        Of the table, and what the picture is: "Searches like yours that hear yes".
    of
        What a hundred of are meant: "searches".
    start
        The first day.
    by
        The day of the question, which gets a flag; none without it.
    even
        Whether the day gets a flag on which the first curve passes 50 of 100.
    start_words
        The first words on the axis of days.
    """

    ident: str
    caption: str
    of: str
    start: date
    curves: tuple[FanCurve, ...]
    by: date | None = None
    even: bool = True
    start_words: str = "tonight"

    def __post_init__(self) -> None:
        """Refuse a chart that cannot be drawn."""
        if not _IDENT.fullmatch(self.ident):
            raise NotAChart(f"{self.ident!r} is not an id: give small letters, digits and hyphens")
        if not 1 <= len(self.curves) <= MOST_CURVES:
            raise NotAChart(f"There are {len(self.curves)} curves: give 1 to {MOST_CURVES}")
        if len({len(curve.middle) for curve in self.curves}) > 1:
            raise NotAChart("The curves have different numbers of days: give the same for all")
        if self.by is not None and not self.start <= self.by <= self.end:
            raise NotAChart(f"{self.by} is not shown: give a day from {self.start} to {self.end}")

    @property
    def days(self) -> int:
        """The number of the last day; the first is 0."""
        return len(self.curves[0].middle) - 1

    @property
    def end(self) -> date:
        """The last day."""
        return self.start + timedelta(days=self.days)

    @property
    def even_day(self) -> int | None:
        """The first day on which the first curve is at 50 of 100 or more, after the first day."""
        at_least = np.flatnonzero(np.asarray(self.curves[0].middle) >= HALF)
        return int(at_least[0]) if self.even and at_least.size and at_least[0] > 0 else None

    @property
    def even_on(self) -> date | None:
        """The date of `even_day`."""
        return None if self.even_day is None else self.start + timedelta(days=self.even_day)

    @property
    def highest(self) -> float:
        """The highest chance shown, bands included."""
        return max(float(max(*curve.high, *curve.middle)) for curve in self.curves)


def heights(values: Sequence[float], *, top: float, height: float) -> FloatArray:
    """Pixels from the upper edge of a drawing so high, whose upper edge is the chance `top`."""
    return (1 - np.asarray(values, dtype=np.float64) / top) * height
