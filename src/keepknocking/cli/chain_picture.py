"""A chain as a street of doors: each person who was asked stands behind one.

An open door has let the seeker through, one ajar is a promise, a closed one has not answered, and a
barred one said no. The weak link is broken in shape, and the words beside the picture say so too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from keepknocking.cli.canvas import Paint, unpainted


class Door(StrEnum):
    """How a door stands."""

    OPEN = "open"
    AJAR = "ajar"
    CLOSED = "closed"
    BARRED = "barred"


SIGNS = {Door.OPEN: "▯", Door.AJAR: "◧", Door.CLOSED: "▮", Door.BARRED: "⊠"}
SIGNS_ASCII = {Door.OPEN: "[ ]", Door.AJAR: "[/]", Door.CLOSED: "[#]", Door.BARRED: "[x]"}
MEANINGS = {
    Door.OPEN: "let you through",
    Door.AJAR: "promised",
    Door.CLOSED: "no answer yet",
    Door.BARRED: "said no",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A person behind a door, and whether this is the weak link."""

    name: str
    door: Door
    is_weak: bool = False


def picture(
    steps: Sequence[Step],
    *,
    beyond: str | None,
    width: int,
    unicode: bool = True,
    paint: Paint = unpainted,
) -> list[str]:
    """The street from the seeker to what lies `beyond`, in as many lines as it takes.

    >>> steps = [Step(name="Ana", door=Door.OPEN), Step(name="Ben", door=Door.CLOSED, is_weak=True)]
    >>> picture(steps, beyond="an opening", width=60)
    ['you ── ▯ Ana ─✗─ ▮ Ben ┄┄ an opening']
    """
    pieces = [("you", "plain")]
    for step in steps:
        sign = (SIGNS if unicode else SIGNS_ASCII)[step.door]
        link = ("─✗─" if unicode else "-X-") if step.is_weak else ("──" if unicode else "--")
        pieces.append((f"{link} {sign} {step.name}", "weak" if step.is_weak else step.door.value))
    if beyond is not None:
        pieces.append((f"{'┄┄' if unicode else '..'} {beyond}", "beyond"))
    lines: list[list[tuple[str, str]]] = [[]]
    used = 0
    for text, role in pieces:
        if lines[-1] and used + 1 + len(text) > width:
            lines.append([])
            used = len(_INDENT)
        used += (1 if lines[-1] else 0) + len(text)
        lines[-1].append((text, role))
    painted = [" ".join(paint(text, role) for text, role in line) for line in lines]
    return [painted[0], *(_INDENT + line for line in painted[1:])]


_INDENT = "    "


def legend(*, unicode: bool = True) -> str:
    """What the doors mean, in one line."""
    signs = SIGNS if unicode else SIGNS_ASCII
    doors = [f"{signs[door]} {meaning}" for door, meaning in MEANINGS.items()]
    return "; ".join((*doors, ("─✗─" if unicode else "-X-") + " the weak link"))
