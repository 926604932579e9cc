"""What stands on the axes of a forecast: chances upwards, days along.

The axis of chances ends at the smallest of a few tops that holds everything shown, so that small
chances can be seen; its highest words say where it ends. The axis of days has weeks or months, as
close as the narrowest drawing allows.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from keepknocking.web.pictures.labels import Anchor, Label, apart, fits
from keepknocking.wording.phrases import HUNDRED, MONTHS, short_day

TOPS = {5: 1, 10: 2, 25: 5, 50: 10, 100: 25}  # design choice: ends of the axis, with their steps
WEEK = 7  # by definition
YEAR = 12  # by definition: months
FEW_DAYS = 56  # design choice: up to so many days a table has a row for each week
MONTH_STEPS = (1, 2, 3, 4, 6, YEAR)  # design choice: months between two words on the axis


@dataclass(frozen=True, slots=True)
class ChanceAxis:
    """From none of a hundred up to `top`, with a line at each step."""

    top: int
    of: str

    @property
    def lines(self) -> tuple[int, ...]:
        """Where lines are drawn, of a hundred, without the floor."""
        step = TOPS[self.top]
        return tuple(range(step, self.top + 1, step))

    def words(self, line: int) -> str:
        """What stands at a line; the top says of what, and that the axis ends early.

        >>> ChanceAxis(100, "searches").words(100), ChanceAxis(25, "searches").words(25)
        ('100 searches', '25 of 100 searches')
        """
        if line < self.top:
            return str(line)
        return f"{line} {self.of}" if line == HUNDRED else f"{line} of 100 {self.of}"


def chance_axis(highest: float, *, of: str) -> ChanceAxis:
    """The axis for chances up to `highest` (0 to 1).

    >>> chance_axis(0.24, of="searches").top, chance_axis(0.26, of="searches").top
    (25, 50)
    """
    return ChanceAxis(min(top for top in TOPS if highest * HUNDRED <= top), of)


def day_labels(start: date, days: int, *, start_words: str, y: float) -> tuple[Label, ...]:
    """The words along the axis of days, the start among them, never on one another.

    >>> [label.words for label in day_labels(date(2026, 3, 12), 183, start_words="tonight", y=0)]
    ['tonight', 'May', 'Jun', 'Jul', 'Aug', 'Sep']
    """
    first = Label(start_words, 0.0, "start", y)
    spaced = (_clear_of(first, start, days, ticks) for ticks in _spacings(start, days))
    return (first, *next((labels for labels in spaced if apart(labels)), []))


def _clear_of(first: Label, start: date, days: int, ticks: list[tuple[date, str]]) -> list[Label]:
    """The words at these days, without any that touch the first, or the one before at the edge."""
    labels = [_tick((day - start).days / days, words, first.y) for day, words in ticks]
    clear = [label for label in labels if apart([first, label])]
    return clear if apart(clear[-2:]) else clear[:-1]


def _spacings(start: date, days: int) -> list[list[tuple[date, str]]]:
    """Days with their words, from the closest spacing to the widest."""
    steps = [range(step, days + 1, step) for step in (WEEK, 2 * WEEK)]
    weeks = [[start + timedelta(days=at) for at in step] for step in steps]
    firsts = month_starts(start, days)
    months = [[day for day in firsts if (day.month - 1) % step == 0] for step in MONTH_STEPS]
    return [
        *([(day, short_day(day)) for day in dates] for dates in weeks),
        *([(day, _month_words(day)) for day in dates] for dates in months),
    ]


def _short(month: date) -> str:
    return MONTHS[month.month - 1][:3]


def _month_words(day: date) -> str:
    """The month; January, which is always another year than the start's, is told by its year."""
    return str(day.year) if day.month == 1 else _short(day)


def _tick(share: float, words: str, y: float) -> Label:
    """Words in the middle of their day, or before it at the right edge."""
    middle = Label(words, share, "middle", y)
    anchor: Anchor = "middle" if fits(middle) else "end"
    return Label(words, share, anchor, y)


def month_starts(start: date, days: int) -> list[date]:
    """The first days of months after `start`, up to so many days later.

    >>> month_starts(date(2026, 11, 20), 60)
    [datetime.date(2026, 12, 1), datetime.date(2027, 1, 1)]
    """
    dates = (start + timedelta(days=at) for at in range(1, days + 1))
    return [day for day in dates if day.day == 1]


def table_days(start: date, days: int, by: date | None) -> list[date]:
    """The days a table shows: each week or the first of each month, the day asked for, the last."""
    if days <= FEW_DAYS:
        regular = [start + timedelta(days=at) for at in range(WEEK, days + 1, WEEK)]
    else:
        regular = month_starts(start, days)
    asked = [] if by is None else [by]
    return sorted({*regular, *asked, start + timedelta(days=days)})
