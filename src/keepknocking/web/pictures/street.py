"""A quiet street of five doors in the evening, one of them lit: for a page that is still empty.

It is decoration. The page says beside it what the first thing to do is.
"""

from functools import cache

from django.utils.safestring import SafeString

from keepknocking.web.pictures.doors import DoorState, whole_door
from keepknocking.web.pictures.markup import decorative, element

DOORS = 5  # by definition: the doors of an evening
LIT = 3  # design choice: the fourth door is lit
FIRST, APART = 44, 176  # design choice: units to the first door, and from one to the next
DOWN = 84  # design choice: units down to the top of a door
VIEW = "0 0 912 336"
_ROOFS = (
    "M0 58V40h912v18zM84 40V14h34v26zM90 14V6h8v8zM104 14V6h8v8z"
    "M700 40V18h46v22zM708 18V9h8v9zM720 18V9h8v9zM732 18V9h8v9z"
)
_CAT = (
    "M655 298c-5-3-6-12-1-19 3-4 4-7 4-11l-1-9 5 4h5l5-4-1 10c-1 4 2 7 4 12 3 7 2 14-2 17"
    "zM655 297c-8 2-14-1-14-7 0-4 3-6 4-5 2 1-1 3 0 5 1 3 6 3 10 1z"
)


@cache
def street() -> SafeString:
    """Five doors in a row of houses, a lantern, light on the pavement, and a cat that waits."""
    doors = (_door(number) for number in range(DOORS))
    drawn = (
        ("s-wall", "M0 58h912v252H0z"),
        ("s-roof", _ROOFS),
        ("s-line", "M0 68h912"),
        ("s-pavement", "M0 310h912v26H0z"),
        ("s-light", "M580 310h104l40 26H540z"),
    )
    return element(
        "svg",
        decorative("street-art") | {"viewBox": VIEW},
        *(element("path", {"class": name, "d": d}) for name, d in drawn),
        *doors,
        *(element("path", {"class": name, "d": d}) for name, d in _FURNITURE),
    )


_FURNITURE = (
    ("s-iron", "M544 130v20M538 132h12"),
    ("s-lantern", "M535 158l9-9 9 9zM536 158h16l-3 24h-10z"),
    ("s-pot", "M182 286h20l-3 24h-14zM710 286h20l-3 24h-14z"),
    ("s-leaf", "M192 242a17 17 0 1 1-.1 0zM720 242a17 17 0 1 1-.1 0z"),
    ("s-iron", "M192 276v10M720 276v10"),
    ("s-cat", _CAT),
)


def _door(number: int) -> SafeString:
    state = DoorState.LIT if number == LIT else DoorState.CLOSED
    moved = {"transform": f"translate({FIRST + number * APART} {DOWN})"}
    return element("g", moved, whole_door(state))
