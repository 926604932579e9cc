"""The marks that count: what is yours is round, what is the house's is square.

A mark fills one cell of ten by ten units. Many marks of a kind are one path, which keeps a hundred
of them small; each begins with an absolute move, so the moves in a path are its marks.

| mark | drawn as | stands for |
|---|---|---|
| YOURS | a round brass disc | what the seeker expects |
| HOUSE | a filled blue square | what the house expects |
| HATCHED | a square with a stroke through it | the house's, by another way |
| FRAMED | a square with a pip | the house's, what a deed would add |
| HOLLOW | a small empty square | the rest: not, or not yet |
| HAPPENED | an ink diamond | what came |
"""

from collections.abc import Sequence
from enum import StrEnum

from django.utils.safestring import SafeString

from keepknocking.web.pictures.markup import decorative, element, joined, spelt

CELL = 10.0  # by definition: the side of the square in which a mark stands


class Mark(StrEnum):
    """A kind of mark."""

    YOURS = "yours"
    HOUSE = "house"
    HATCHED = "hatched"
    FRAMED = "framed"
    HOLLOW = "hollow"
    HAPPENED = "happened"


Cell = tuple[float, float]
"""The left and upper edge of a cell, in units."""

# Design choices: each mark as strokes (class, start within the cell, the path from there).
_SHAPES: dict[Mark, tuple[tuple[str, Cell, str], ...]] = {
    Mark.YOURS: (("m-y", (1.1, 5.0), "a3.9 3.9 0 1 0 7.8 0a3.9 3.9 0 1 0-7.8 0"),),
    Mark.HOUSE: (("m-h", (1.4, 1.4), "h7.2v7.2h-7.2z"),),
    Mark.HATCHED: (
        ("m-other", (2.0, 2.0), "h6v6h-6z"),
        ("m-cut", (2.4, 7.6), "l5.2-5.2"),
    ),
    Mark.FRAMED: (
        ("m-gain", (2.0, 2.0), "h6v6h-6z"),
        ("m-pip", (3.5, 5.0), "a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0"),
    ),
    Mark.HOLLOW: (("m-none", (3.2, 3.2), "h3.6v3.6h-3.6z"),),
    Mark.HAPPENED: (("m-came", (5.0, 0.6), "l4.4 4.4-4.4 4.4-4.4-4.4z"),),
}


def drawn(mark: Mark, cells: Sequence[Cell]) -> SafeString:
    """Marks of one kind in the cells given; nothing without cells.

    >>> drawn(Mark.HOUSE, [(0, 0), (10, 0)])
    '<path class="m-h" d="M1.4 1.4h7.2v7.2h-7.2zM11.4 1.4h7.2v7.2h-7.2z"/>'
    """
    if not cells:
        return joined(())
    return joined(
        element("path", {"class": name, "d": "".join(_moved(cell, start, shape) for cell in cells)})
        for name, start, shape in _SHAPES[mark]
    )


def _moved(cell: Cell, start: Cell, shape: str) -> str:
    return f"M{spelt(cell[0] + start[0])} {spelt(cell[1] + start[1])}{shape}"


def key(mark: Mark) -> SafeString:
    """One mark for a legend; its words stand beside it."""
    size = spelt(CELL)
    attributes = decorative("mark") | {"viewBox": f"0 0 {size} {size}"}
    return element("svg", attributes, drawn(mark, [(0, 0)]))
