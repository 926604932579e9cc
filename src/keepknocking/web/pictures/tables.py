"""What comes with a drawing: its sentence, its legend, and the same figures as a table.

A chart is made only together with these, so no page can show a picture whose numbers cannot be
read without seeing it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from keepknocking.web.pictures.markup import element, joined


class UnevenTable(ValueError):
    """A row with more or fewer cells than the head."""

    def __init__(self, row: tuple[str, ...], head: tuple[str, ...]) -> None:
        super().__init__(f"The row {row} has {len(row)} cells: give {len(head)}, one for each head")


@dataclass(frozen=True, slots=True)
class FigureTable:
    """The figures of a picture, in words and whole numbers; the first cell of a row names it."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        """Refuse a row that does not fit under the head."""
        for row in self.rows:
            if len(row) != len(self.head):
                raise UnevenTable(row, self.head)


@dataclass(frozen=True, slots=True)
class LegendLine:
    """What one mark of a picture means: the mark drawn, how many there are, and the words.

    `count` is empty where the mark is a line or a range and not a number of things.
    """

    mark: SafeString
    count: str
    words: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with everything that makes it readable.

    `svg` stands alone in a list whose legend is given once; `markup` is the drawing with its
    legend right beside it, which is what a page shows otherwise.
    """

    svg: SafeString
    table: FigureTable
    sentence: str
    legend: tuple[LegendLine, ...] = ()

    @property
    def markup(self) -> SafeString:
        """The drawing and, right after it, its legend."""
        if not self.legend:
            return self.svg
        return element("div", {"class": "pictured"}, self.svg, legend_list(self.legend))


def legend_list(lines: Sequence[LegendLine]) -> SafeString:
    """A legend as an HTML list: the mark, the count and the words of each line."""
    items = [element("li", {}, line.mark, _said(line)) for line in lines]
    return element("ul", {"class": "legend"}, *items)


def _said(line: LegendLine) -> SafeString:
    if not line.count:
        return element("span", {}, line.words)
    return element("span", {}, joined([element("b", {}, line.count), " ", line.words]))
