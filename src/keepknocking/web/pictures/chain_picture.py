"""How does a chain stand? People as doors, and what lies between two of them.

The list itself is HTML, so that it can run down a phone and across a desk; here are its small
drawings and the words that always stand beside them.
"""

from enum import StrEnum
from functools import cache

from django.utils.safestring import SafeString

from keepknocking.web.pictures.doors import DoorState, door
from keepknocking.web.pictures.markup import decorative, element


class LinkState(StrEnum):
    """What is between two people: it held, it waits, or it is the weak one."""

    HELD = "held"
    WAITING = "waiting"
    WEAK = "weak"


_DOOR_WORDS = {
    DoorState.OPEN: "door open",
    DoorState.AJAR: "door ajar",
    DoorState.CLOSED: "door closed",
    DoorState.LIT: "door closed, light on",
}
_LINK_WORDS = {
    LinkState.HELD: "held",
    LinkState.WAITING: "waits",
    LinkState.WEAK: "is weak",
}
_RING = "M{x} 28a9.5 9.5 0 0 1 9.5-9.5h4a9.5 9.5 0 0 1 0 19h-4a9.5 9.5 0 0 1-9.5-9.5z"
_BROKEN = (
    "M24.5 25.5l-8 8a7.2 7.2 0 0 0 10.2 10.2l3.6-3.6M31.5 30.5l8-8a7.2 7.2 0 0 0-10.2-10.2l-3.6 3.6"
)
_SPLINTERS = "M12 20.5l5 1.7M19.5 12l1.7 5M44 35.5l-5-1.7M36.5 44l-1.7-5"


def person_door(state: DoorState) -> SafeString:
    """The door of one person; `door_words` stand beside it."""
    return door(state)


def door_words(state: DoorState) -> str:
    """What a door says, in words.

    >>> door_words(DoorState.AJAR)
    'door ajar'
    """
    return _DOOR_WORDS[state]


def link_words(state: LinkState, number: int) -> str:
    """What a link says, in words; `number` counts from 1 at the seeker.

    >>> link_words(LinkState.WEAK, 3)
    'Link 3 is weak'
    """
    return f"Link {number} {_LINK_WORDS[state]}"


@cache
def link_sign(state: LinkState) -> SafeString:
    """The sign of a link: joined rings, a dotted ring still to come, or the broken chain."""
    attributes = decorative(f"link-sign is-{state}") | {"viewBox": "0 0 56 56"}
    return element("svg", attributes, *_SIGNS[state])


def broken_link() -> SafeString:
    """The sign of the weak link; the words stand beside it always."""
    return link_sign(LinkState.WEAK)


def _sign(*strokes: tuple[str, str]) -> list[SafeString]:
    ground = element("circle", {"class": "ls-ground", "cx": 28, "cy": 28, "r": 27})
    return [ground, *(element("path", {"class": name, "d": d}) for name, d in strokes)]


_SIGNS = {
    LinkState.HELD: _sign(("ls-ring", _RING.format(x=10)), ("ls-ring", _RING.format(x=23))),
    LinkState.WAITING: _sign(
        ("ls-ring", _RING.format(x=10)), ("ls-ring ls-todo", _RING.format(x=23))
    ),
    LinkState.WEAK: _sign(("ls-ring", _BROKEN), ("ls-splinter", _SPLINTERS)),
}
