"""What did you say, what did the house, and between what is it likely to lie?

One rung of the ladder of outcomes: your dots over the house's squares on a scale from 0 to 100,
with the bracket of the house's 80 % range below. The marks are piled two high, so that a hundred
of them are fifty columns and stay large enough on a phone.
"""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from keepknocking.web.pictures.marks import CELL, Cell, Mark, drawn, key
from keepknocking.web.pictures.markup import decorative, element, meaningful, spelt
from keepknocking.web.pictures.tables import FigureTable, LegendLine, Picture
from keepknocking.web.pictures.whole_numbers import HALF, RangeUpsideDown, checked_count
from keepknocking.wording.phrases import HUNDRED

LENGTH = 1000.0  # by definition: ten units to each of a hundred
HIGH = 2  # design choice: marks piled two high
FIVE = 5  # design choice: a gap after each five columns, which is each ten marks
TEN = 100.0  # by definition: the length of ten of a hundred
PITCH = 19.4  # design choice: from one mark to the next; five leave a gap of three units
SCALE = 2.3  # design choice: a disc of 7.8 units nearly fills its pitch
ROW_HEIGHT = 44.0  # design choice: two marks and the room to the next row
RULE_HEIGHT = 14.0  # design choice: the rule with its ticks
BRACKET_HEIGHT = 26.0  # design choice: the bracket below the rule


@dataclass(frozen=True, slots=True)
class Ranged:
    """A count of a hundred with the ends of its middle 80 %, all whole numbers from 0 to 100."""

    count: int
    low: int
    high: int

    def __post_init__(self) -> None:
        """Refuse what no hundred can hold, and a range upside down."""
        for count in (self.count, self.low, self.high):
            checked_count(count, "in a range")
        if self.low > self.high:
            raise RangeUpsideDown(self.low, self.high)


class NothingSaid(ValueError):
    """A rung with neither your count nor the house's."""

    def __init__(self, words: str) -> None:
        super().__init__(f"Nobody said anything of {words!r}: give your count or the house's")


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung of the ladder of outcomes: your count (0 to 100) and the house's; None: not told."""

    words: str
    yours: int | None
    house: Ranged | None

    def __post_init__(self) -> None:
        """Refuse more dots than there are, and a rung of which nobody said anything."""
        if self.yours is not None:
            checked_count(self.yours, "dots")
        if self.yours is None and self.house is None:
            raise NothingSaid(self.words)


def rung(told: Rung) -> Picture:
    """Your dots over the house's squares, and the bracket of the house's range below.

    Examples
    --------
    >>> rung(Rung("a name", 38, Ranged(46, 35, 57))).sentence
    'a name: you 38 of 100, the house 46 of 100 (8 times in 10: 35 to 57).'
    """
    said, rows = [], []
    if told.yours is not None:
        said.append(f"you {told.yours} of 100")
        rows.append(("You", str(told.yours), ""))
    if told.house is not None:
        ends = f"{told.house.low} to {told.house.high}"
        said.append(f"the house {told.house.count} of 100 (8 times in 10: {ends})")
        rows.append(("The house", str(told.house.count), ends))
    sentence = f"{told.words}: {', '.join(said)}."
    return Picture(
        svg=_svg(told, sentence),
        table=FigureTable(
            caption=f"{told.words}, of 100",
            head=("Who", "Of 100", "8 times in 10"),
            rows=tuple(rows),
        ),
        sentence=sentence,
        legend=rung_legend(),
    )


def rung_legend() -> tuple[LegendLine, ...]:
    """The legend of a list of rungs: given once, above it."""
    bracket = element(
        "svg",
        decorative("mark wide") | {"viewBox": "0 0 26 10"},
        element("path", {"class": "m-band", "d": "M2 1v7h22v-7"}),
    )
    return (
        LegendLine(key(Mark.YOURS), "", "your dots"),
        LegendLine(key(Mark.HOUSE), "", "the house's squares"),
        LegendLine(bracket, "", "the house's range, 8 times in 10"),
    )


def _svg(told: Rung, sentence: str) -> SafeString:
    parts: list[SafeString] = []
    top = 0.0
    if told.yours is not None:
        parts.append(_row(Mark.YOURS, told.yours, top))
        top += ROW_HEIGHT
    if told.house is not None:
        parts.append(_row(Mark.HOUSE, told.house.count, top))
        top += ROW_HEIGHT
    parts.append(_rule(top))
    top += RULE_HEIGHT
    if told.house is not None:
        parts.append(_bracket(told.house, top))
        top += BRACKET_HEIGHT
    attributes = meaningful("bars", sentence) | {"viewBox": f"0 0 {spelt(LENGTH)} {spelt(top)}"}
    return element("svg", attributes, *parts)


def _row(mark: Mark, count: int, top: float) -> SafeString:
    cells = [_cell(place, top) for place in range(count)]
    return element("g", {"transform": f"scale({spelt(SCALE)})"}, drawn(mark, cells))


def _cell(place: int, top: float) -> Cell:
    """The cell of a mark, column by column and in each from the floor; in units of the mark."""
    x, y = middle_of(place)
    return (x / SCALE - CELL / 2, (top + y) / SCALE - CELL / 2)


def middle_of(place: int) -> tuple[float, float]:
    """The middle of the mark with this number (0 to 99) within its row.

    >>> middle_of(0), middle_of(10)
    ((11.2, 32.1), (111.2, 32.1))
    """
    column, level = divmod(place, HIGH)
    tens, within = divmod(column, FIVE)
    x = tens * TEN + (TEN - FIVE * PITCH) / 2 + (within + HALF) * PITCH
    return round(x, 4), round(ROW_HEIGHT - 2.2 - (level + HALF) * PITCH, 4)


def _rule(top: float) -> SafeString:
    """The scale: a tick at each ten, longer at none, fifty and a hundred."""
    long, short = 12, 6
    ticks = "".join(
        f"M{spelt(tens * TEN)} {spelt(top)}v{long if tens % FIVE == 0 else short}"
        for tens in range(11)
    )
    return element("path", {"class": "b-rule", "d": f"M0 {spelt(top)}h{spelt(LENGTH)}{ticks}"})


def _bracket(house: Ranged, top: float) -> SafeString:
    low, high = (end * LENGTH / HUNDRED for end in (house.low, house.high))
    d = f"M{spelt(low)} {spelt(top)}v16H{spelt(high)}v-16"
    return element("path", {"class": "m-band", "d": d})
