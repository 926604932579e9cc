"""Between what is a chance likely to lie, and what came?

A line from 0 to 100 with the 80 % range as a bar, the chance as a mark on it, and what came, if it
is known, as an ink diamond. The drawing is as wide as its place and its words keep their size:
places across are shares of the width, places down are pixels.
"""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from keepknocking.web.pictures.marks import Mark, key
from keepknocking.web.pictures.markup import Attributes, decorative, element, meaningful, percent
from keepknocking.web.pictures.tables import FigureTable, LegendLine, Picture
from keepknocking.web.pictures.whole_numbers import (
    HALF,
    RangeUpsideDown,
    checked_chance,
    span,
    with_range,
)
from keepknocking.wording.phrases import HUNDRED, of_100

HEIGHT = 58  # design choice: pixels, words included
LINE = 24.0  # design choice: pixels from the top to the line
THICK = 12.0  # design choice: the thickness of the range, in pixels
DISC = 9.0  # design choice: the radius of a round mark, in pixels
TICKS = (0.0, HALF, 1.0)  # design choice: the ends and the middle


@dataclass(frozen=True, slots=True)
class Interval:
    """A chance with its 80 % range, all from 0 to 1, by whom it is told, and what came if known."""

    words: str
    low: float
    middle: float
    high: float
    mark: Mark = Mark.HOUSE
    came: float | None = None

    def __post_init__(self) -> None:
        """Refuse what is no chance, and a range upside down."""
        for chance in (self.low, self.middle, self.high):
            checked_chance(chance)
        if self.came is not None:
            checked_chance(self.came)
        if self.low > self.high:
            raise RangeUpsideDown(self.low, self.high)


def interval(told: Interval) -> Picture:
    """A range on a line from 0 to 100 with the chance on it, and what came as an ink diamond.

    Examples
    --------
    >>> interval(Interval("hoped little", 0.05, 0.2, 0.43, Mark.YOURS, came=1 / 6)).sentence
    'Hoped little: 20 of 100 (8 times in 10: 5 to 43); 17 of 100 came.'
    """
    words = told.words[:1].upper() + told.words[1:]
    came = "" if told.came is None else of_100(told.came)
    sentence = f"{words}: {with_range(told.middle, told.low, told.high, of=' of 100')}"
    sentence += "." if told.came is None else f"; {came} of 100 came."
    return Picture(
        svg=_svg(told, sentence),
        table=FigureTable(
            caption=f"{words}, of 100",
            head=("Expected", "8 times in 10", "Came"),
            rows=((of_100(told.middle), span(told.low, told.high), came),),
        ),
        sentence=sentence,
        legend=interval_legend(told.mark),
    )


def interval_legend(mark: Mark) -> tuple[LegendLine, ...]:
    """The legend of a list of intervals: given once, above it."""
    whose = "you expected" if mark is Mark.YOURS else "the house expected"
    return (
        LegendLine(key(mark), "", whose),
        LegendLine(key(Mark.HAPPENED), "", "what came"),
        LegendLine(_range_key(), "", "the range, 8 times in 10"),
    )


def _range_key() -> SafeString:
    bar = element("rect", {"class": "c-int", "x": 0, "y": 2, "width": 26, "height": 6, "rx": 3})
    return element("svg", decorative("mark wide") | {"viewBox": "0 0 26 10"}, bar)


def _svg(told: Interval, sentence: str) -> SafeString:
    attributes = meaningful("cal", sentence) | {"width": "100%", "height": HEIGHT}
    floor: Attributes = {"class": "c-axis", "x1": "0", "x2": "100%", "y1": LINE, "y2": LINE}
    came = [] if told.came is None else [_came(told.came)]
    return element(
        "svg",
        attributes,
        element("line", floor),
        *(_tick(share) for share in TICKS),
        _range(told.low, told.high),
        _expected(told.mark, told.middle),
        *came,
    )


def _tick(share: float) -> SafeString:
    at = percent(share)
    line = element("line", {"class": "c-tk", "x1": at, "x2": at, "y1": LINE - 6, "y2": LINE + 6})
    anchor = {0.0: "start", 1.0: "end"}.get(share, "middle")
    place: Attributes = {"class": "c-tick", "x": at, "y": HEIGHT - 3}
    words = element("text", place | {"text-anchor": anchor}, str(round(share * HUNDRED)))
    return element("g", {}, line, words)


def _range(low: float, high: float) -> SafeString:
    """The bar of the range; one without doubt is left to its mark."""
    place: Attributes = {"class": "c-int", "x": percent(low), "y": LINE - THICK / 2}
    return element("rect", place | {"width": percent(high - low), "height": THICK, "rx": THICK / 2})


def _expected(mark: Mark, chance: float) -> SafeString:
    if mark is Mark.YOURS:
        return element("circle", {"class": "m-y", "cx": percent(chance), "cy": LINE, "r": DISC})
    side = 2 * DISC - 1
    place: Attributes = {"class": "m-h", "x": percent(chance), "y": LINE - side / 2}
    moved: Attributes = {"width": side, "height": side, "transform": f"translate({-side / 2} 0)"}
    return element("rect", place | moved)


def _came(share: float) -> SafeString:
    diamond = element("path", {"class": "m-came", "d": "M0-7.5L7.5 0 0 7.5-7.5 0z"})
    return element("svg", {"x": percent(share), "y": LINE, "overflow": "visible"}, diamond)
