"""Doors: closed, ajar, open or lit; small ones for lists; and one to pour dots behind.

A door is decoration. Whatever it says, its state or its number, the page says in words beside it.
"""

from enum import StrEnum
from functools import cache

from django.utils.safestring import SafeString

from keepknocking.web.pictures.markup import Attributes, decorative, element, joined

VIEW = "-10 0 140 226"  # design choice: the door is 120 wide, its step 140
_FRAME = "M0 216V60a60 60 0 0 1 120 0v156z"
_GLASS = "M8 58a52 52 0 0 1 104 0z"
_RIBS = (
    "M72.94 48.6L99.64 29.2M64.94 42.78L75.14 11.4M55.06 42.78L44.86 11.4M47.06 48.6L20.36 29.2"
    "M44 58a16 16 0 0 1 32 0"
)
_DOORWAY = "M8 66h104v150H8z"
_NARROW_LEAF = "M8 66h84v150H8z"
_SWUNG_LEAF = "M8 66l38 13v124l-38 13z"
_STEP = "M-10 214h140v12h-140z"
_TALL_PANELS = "M20 108h36v94H20zM64 108h36v94H64z"
_LOW_PANELS = "M20 160h36v44H20zM64 160h36v44H64z"
_AJAR_PANELS = "M18 112h64v90H18z"


class DoorState(StrEnum):
    """How a door stands: lit is closed with light behind its fanlight."""

    CLOSED = "closed"
    AJAR = "ajar"
    OPEN = "open"
    LIT = "lit"


@cache
def door(state: DoorState = DoorState.CLOSED, *, number: int | None = None) -> SafeString:
    """A door with a fanlight and a knocker, and a house number if one is given (0 to 999)."""
    attributes = decorative(f"doorart is-{state}") | {"viewBox": VIEW}
    return element("svg", attributes, whole_door(state, number=number))


def whole_door(state: DoorState, *, number: int | None = None) -> SafeString:
    """The parts of a door, to stand in a drawing of their own; 120 by 226 units from the origin."""
    lit = state in (DoorState.OPEN, DoorState.LIT)
    return joined([*_surround(lit=lit), *_LEAVES[state](number), _path("d-step", _STEP)])


@cache
def mini_door(number: int | None = None, *, state: DoorState = DoorState.CLOSED) -> SafeString:
    """A door for a list, plain enough to be read at 40 pixels, with a large number on it."""
    attributes = decorative(f"doorart mini-door is-{state}") | {"viewBox": VIEW}
    lit = state in (DoorState.OPEN, DoorState.LIT)
    parts = [*_surround(lit=lit), _path("d-leaf", _DOORWAY)]
    if state is DoorState.OPEN:
        parts = [*_surround(lit=lit), *_open(None)]
    elif state is DoorState.AJAR:
        parts = [*_surround(lit=lit), _path("d-inside", _DOORWAY), _path("d-leaf", _NARROW_LEAF)]
    if number is not None and state is not DoorState.OPEN:
        centre = 50 if state is DoorState.AJAR else 60
        parts.append(_number(number, x=centre, y=162, large=True))
    return element("svg", attributes, *parts, _path("d-step", _STEP))


def _path(name: str, d: str) -> SafeString:
    return element("path", {"class": name, "d": d})


def _circle(name: str, cx: float, cy: float, r: float) -> SafeString:
    return element("circle", {"class": name, "cx": cx, "cy": cy, "r": r})


def _surround(*, lit: bool) -> list[SafeString]:
    return [
        _path("d-frame", _FRAME),
        _path("d-glass lit" if lit else "d-glass", _GLASS),
        _path("d-rib", _RIBS),
    ]


def _knocker(x: float) -> list[SafeString]:
    return [_circle("d-ring", x, 85, 8.5), _circle("d-brass", x, 76.5, 3.6)]


def _number(number: int, *, x: float, y: float, large: bool = False) -> SafeString:
    name = "d-no large" if large else "d-no"
    return element("text", {"class": name, "x": x, "y": y, "text-anchor": "middle"}, str(number))


def _closed(number: int | None) -> list[SafeString]:
    parts = [_path("d-leaf", _DOORWAY), *_knocker(60)]
    if number is None:
        return [*parts, _path("d-panel", _TALL_PANELS)]
    return [*parts, _number(number, x=60, y=142), _path("d-panel", _LOW_PANELS)]


def _ajar(number: int | None) -> list[SafeString]:
    parts = [_path("d-inside", _DOORWAY), _path("d-leaf", _NARROW_LEAF), *_knocker(50)]
    if number is None:
        return [*parts, _path("d-panel", _AJAR_PANELS)]
    return [*parts, _number(number, x=50, y=142), _path("d-panel", "M18 160h64v44H18z")]


def _open(number: int | None) -> list[SafeString]:
    parts = [
        _path("d-inside", _DOORWAY),
        _path("d-swing", _SWUNG_LEAF),
        _circle("d-brass", 39, 144, 3.4),
    ]
    if number is None:
        return parts
    # In an open doorway the number stands in the light, where the leaf cannot hold it.
    name: Attributes = {"class": "d-no in-light", "x": 79, "y": 142, "text-anchor": "middle"}
    return [*parts, element("text", name, str(number))]


_LEAVES = {
    DoorState.CLOSED: _closed,
    DoorState.LIT: _closed,
    DoorState.AJAR: _ajar,
    DoorState.OPEN: _open,
}
