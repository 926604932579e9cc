"""Folding doors, wide and low, to pour dots behind on a narrow screen: a hundred in five leaves.

Each leaf holds twenty dots, four rows of five, filled from the floor; the leaves fill from the
left. So a tap of five is a row of a leaf, and all five doors of an evening fit on one small screen
with dots that can still be counted. Its tall sister for wide screens stands in `poured`.
"""

from functools import cache

from django.utils.safestring import SafeString

from keepknocking.web.pictures.markup import decorative, element, joined
from keepknocking.web.pictures.whole_numbers import checked_count
from keepknocking.wording.phrases import HUNDRED

DOT = 5.9  # design choice: the radius of a poured dot, in units
HOLE = 1.7  # design choice: the radius of an empty place
PITCH = 13.2  # design choice: from one dot to the next
SEAM = 5.0  # design choice: the gap between two leaves
LEAVES = 5  # design choice: twenty dots behind each
ROWS = 4  # design choice: four rows of five in a leaf
FIVE = 5  # by definition: a tap pours five
FLOOR = 76.0  # by definition: where the doorway ends
VIEW = "-3 0 376 83"
_OF_A_LEAF = ROWS * FIVE
_MARGIN = 16.6  # by definition: from the outer edge to the middle of the first dot
_LIFT = 9.4  # by definition: from the floor to the middle of the lowest dots
_PARTS = (
    ("d-frame", "M0 76V14a14 14 0 0 1 14-14h342a14 14 0 0 1 14 14v62z"),
    ("d-glass", "M4 13.5V13a9 9 0 0 1 9-9h344a9 9 0 0 1 9 9v.5z"),
    ("d-rib", "M80.1 4v9.5M151.1 4v9.5M222.1 4v9.5M293.1 4v9.5"),
    ("d-leaf", "M4 16.5h362v59.5h-362z"),
    ("d-seam", "M80.1 16.5v59.5M151.1 16.5v59.5M222.1 16.5v59.5M293.1 16.5v59.5"),
)
_STEP = "M-3 76h376v7h-376z"


@cache
def wide_door(dots: int) -> SafeString:
    """Folding doors with so many dots behind them (0 to 100); lit from the first dot on.

    Raises
    ------
    NotOfAHundred
        Fewer than 0 or more than 100 dots.
    """
    checked_count(dots, "dots")
    return element(
        "svg",
        decorative("doorart poured wide") | {"viewBox": VIEW},
        *(element("path", {"class": _lit(name, dots), "d": d}) for name, d in _PARTS),
        element("g", {"class": "dots"}, joined(_dot(place, dots) for place in range(HUNDRED))),
        element("path", {"class": "d-step", "d": _STEP}),
    )


def _lit(name: str, dots: int) -> str:
    return "d-glass lit" if name == "d-glass" and dots else name


def _dot(place: int, poured: int) -> SafeString:
    x, y = middle_of(place)
    on: dict[str, str | float] = {"class": "on"} if place < poured else {}
    return element("circle", on | {"cx": x, "cy": y, "r": DOT if on else HOLE})


def middle_of(place: int) -> tuple[float, float]:
    """The middle of the dot with this number (0 to 99), leaf by leaf, in each from the floor.

    >>> middle_of(0), middle_of(5), middle_of(20)
    ((16.6, 66.6), (16.6, 53.4), (87.6, 66.6))
    """
    leaf, within = divmod(place, _OF_A_LEAF)
    row, column = divmod(within, FIVE)
    x = _MARGIN + leaf * (FIVE * PITCH + SEAM) + column * PITCH
    return round(x, 4), round(FLOOR - _LIFT - row * PITCH, 4)
