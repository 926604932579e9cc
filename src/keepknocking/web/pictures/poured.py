"""Double doors to pour dots behind: up to a hundred dots, piled from the floor.

Two leaves of five columns each. The seam between them is the gap after five, so the dots can be
as large as a tenth of a doorway allows: on a phone, drawn 160 pixels wide, eleven pixels
each. Empty places show as small rings. A dot is a circle of the group "dots"; it is poured
if it has the class "on".
"""

from functools import cache

from django.utils.safestring import SafeString

from keepknocking.web.pictures.markup import Attributes, decorative, element, joined
from keepknocking.web.pictures.whole_numbers import checked_count
from keepknocking.wording.phrases import HUNDRED

DOT = 5.9  # design choice: the radius of a poured dot, in units
HOLE = 1.7  # design choice: the radius of an empty place
PITCH = 13.6  # design choice: from one dot to the next
SEAM = 6.0  # design choice: the gap after five, across and up
FLOOR = 222.0  # by definition: where the doorway ends
COLUMNS = 10  # by definition: ten by ten are a hundred
FIVE = 5  # design choice: a gap after each five
_MARGIN = 17.8  # by definition: from the outer edge to the middle of the first dot
_LIFT = 8.5  # by definition: from the floor to the middle of the lowest dots
_FRAME = "M0 222V58a82 50 0 0 1 164 0v164z"
_GLASS = "M8 54a74 42 0 0 1 148 0z"
_RIBS = (
    "M104.5 46L145.2 33.5M92.6 39.4L111.7 16.5M71.4 39.4L52.3 16.5M59.5 46L18.8 33.5"
    "M56 54a26 16 0 0 1 52 0"
)
_LEAVES = "M8 62h148v160H8z"
_SEAM_LINE = "M82 62v160"
_STEP = "M-4 221h172v11h-172z"
VIEW = "-4 0 172 232"


@cache
def poured_door(dots: int) -> SafeString:
    """Double doors with so many dots behind them (0 to 100); lit from the first dot on.

    Raises
    ------
    NotOfAHundred
        Fewer than 0 or more than 100 dots.
    """
    checked_count(dots, "dots")
    glass = "d-glass lit" if dots else "d-glass"
    return element(
        "svg",
        decorative("doorart poured") | {"viewBox": VIEW},
        *(
            element("path", {"class": name, "d": d})
            for name, d in (
                ("d-frame", _FRAME),
                (glass, _GLASS),
                ("d-rib", _RIBS),
                ("d-leaf", _LEAVES),
                ("d-seam", _SEAM_LINE),
            )
        ),
        *(
            element("circle", {"class": name, "cx": x, "cy": y, "r": r})
            for x in (45, 119)
            for name, y, r in (("d-ring", 71.5, 5), ("d-brass", 66.5, 2.6))
        ),
        element("g", {"class": "dots"}, _dots(dots)),
        element("path", {"class": "d-step", "d": _STEP}),
    )


def _dots(poured: int) -> SafeString:
    return joined(_dot(place, poured=place < poured) for place in range(HUNDRED))


def _dot(place: int, *, poured: bool) -> SafeString:
    x, y = middle_of(place)
    on: Attributes = {"class": "on"} if poured else {}
    return element("circle", on | {"cx": x, "cy": y, "r": DOT if poured else HOLE})


def middle_of(place: int) -> tuple[float, float]:
    """The middle of the dot with this number (0 to 99), counted from the floor and the left."""
    row, column = divmod(place, COLUMNS)
    return _MARGIN + _along(column), FLOOR - _LIFT - _along(row)


def _along(number: int) -> float:
    return number * PITCH + (SEAM if number >= FIVE else 0.0)
