"""How many of a hundred? A hundred marks piled from the floor, to be counted with the eye.

The marks stand in ten rows of ten with a gap after each five, the first group from the floor on.
The drawing never comes without its legend, in words and counts: filled and empty marks are easily
taken for one another.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from django.utils.safestring import SafeString

from keepknocking.web.pictures.marks import CELL, Cell, Mark, drawn, key
from keepknocking.web.pictures.markup import element, meaningful, spelt
from keepknocking.web.pictures.tables import FigureTable, LegendLine, Picture
from keepknocking.web.pictures.whole_numbers import checked_count
from keepknocking.wording.phrases import HUNDRED

ROW = 10  # design choice: marks in a row
FIVE = 5  # design choice: a gap after each five, so that the eye can count
GAP = 3.0  # design choice: the width of that gap, in units
SIDE = ROW * CELL + GAP


class NotAHundred(ValueError):
    """Groups that do not add up to a hundred."""

    def __init__(self, total: int) -> None:
        super().__init__(f"The groups make {total} marks: give counts that add up to 100")


@dataclass(frozen=True, slots=True)
class Group:
    """So many of the hundred (0 to 100), by which mark they are drawn, and what they are."""

    mark: Mark
    count: int
    words: str

    def __post_init__(self) -> None:
        """Refuse a count that no hundred can hold."""
        checked_count(self.count, self.words)


def hundred(groups: Sequence[Group], *, of: str, large: bool = False) -> Picture:
    """A hundred marks, the first group on the floor.

    Parameters
    ----------
    groups
        In the order of the pile and of the legend; their counts add up to 100.
    of
        What a mark stands for, in the plural: "searches", "evenings like this".
    large
        Whether it fills the place it stands in, as at the head of a page.

    Raises
    ------
    NotAHundred
        The counts do not add up to 100.

    Examples
    --------
    >>> picture = hundred([Group(Mark.HOUSE, 23, "hear yes"), Group(Mark.HOLLOW, 77, "do not yet")],
    ...                   of="searches")
    >>> picture.sentence
    'Of 100 searches: 23 hear yes, 77 do not yet.'
    """
    total = sum(group.count for group in groups)
    if total != HUNDRED:
        raise NotAHundred(total)
    said = ", ".join(f"{group.count} {group.words}" for group in groups)
    sentence = f"Of 100 {of}: {said}."
    return Picture(
        svg=_svg(groups, sentence, large=large),
        table=FigureTable(
            caption=f"Of 100 {of}",
            head=("Which", "How many"),
            rows=tuple((group.words, str(group.count)) for group in groups),
        ),
        sentence=sentence,
        legend=tuple(
            LegendLine(key(group.mark), str(group.count), group.words) for group in groups
        ),
    )


def _svg(groups: Sequence[Group], sentence: str, *, large: bool) -> SafeString:
    attributes = meaningful("hundred large" if large else "hundred", sentence)
    attributes["viewBox"] = f"0 0 {spelt(SIDE)} {spelt(SIDE)}"
    places = iter(range(HUNDRED))
    piles = [
        drawn(group.mark, [cell_of(place) for place in islice(places, group.count)])
        for group in groups
    ]
    return element("svg", attributes, *piles)


def cell_of(place: int) -> Cell:
    """Where the mark with this number stands (0 to 99), counted from the floor and the left.

    >>> cell_of(0), cell_of(5), cell_of(99)
    ((0.0, 93.0), (53.0, 93.0), (93.0, 0.0))
    """
    row, column = divmod(place, ROW)
    return along(column), SIDE - CELL - along(row)


def along(number: int) -> float:
    """The near edge of the cell with this number in a line of ten (0 to 9), gap included."""
    return number * CELL + (GAP if number >= FIVE else 0.0)
