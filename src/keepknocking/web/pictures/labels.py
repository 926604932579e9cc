"""Where do words stand in a drawing that is as wide as its place, and never on one another?

Words keep their size while the drawing is stretched, so what is free on a desk may be crowded on a
phone. Every choice is tried at several widths, the narrowest first of all, with letters counted
wider than they are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Literal

Anchor = Literal["start", "middle", "end"]

WIDTHS = (288, 358, 480, 760, 1200)  # design choice: pixels; a phone of 320 to a wide page
NARROW = WIDTHS[0]
LETTER = 8.6  # numerical: pixels, more than the mean letter at 15 pixels, bold
ASCENT, DESCENT = 13.0, 5.0  # numerical: pixels above and below the line on which words stand
ROOM = 5.0  # design choice: pixels free around words
LANE = 20.0  # design choice: pixels from one line of flags to the next


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels; y grows downwards."""

    left: float
    right: float
    top: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """Whether the two come closer than words should."""
        return (
            self.left < other.right + ROOM
            and other.left < self.right + ROOM
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Label:
    """Words at a share of the width (0 to 1), standing on the line at `y` pixels."""

    words: str
    share: float
    anchor: Anchor
    y: float

    def box(self, width: float) -> Box:
        """The room the words take in a drawing so many pixels wide."""
        length = len(self.words) * LETTER
        at = self.share * width
        left = at - {"start": 0.0, "middle": length / 2, "end": length}[self.anchor]
        return Box(left, left + length, self.y - ASCENT, self.y + DESCENT)


def fits(label: Label) -> bool:
    """Whether the words stay inside the narrowest drawing."""
    box = label.box(NARROW)
    return box.left >= 0 and box.right <= NARROW


def apart(labels: Iterable[Label]) -> bool:
    """Whether no two labels touch at any width."""
    return not any(
        one.box(width).overlaps(other.box(width))
        for one, other in combinations(labels, 2)
        for width in WIDTHS
    )


def flags(marked: Sequence[tuple[str, float]], *, lowest: float) -> tuple[Label, ...]:
    """Words on poles: each at its share of the width, in as few lines above `lowest` as can be.

    No two flags touch, and no pole runs through the words of another flag if there is any other
    way. A flag flies to the right where there is room, else to the left; words too long for either
    stand at an edge.

    >>> [label.anchor for label in flags([("1 May: 23", 0.2), ("even", 0.97)], lowest=40)]
    ['start', 'end']
    """
    choices = [
        [
            _Hung(lane, rank, Label(words, at, anchor, lowest - lane * LANE), share)
            for lane in range(len(marked))
            for rank, (at, anchor) in enumerate(_hangings(share))
        ]
        for words, share in marked
    ]
    best = min(product(*choices), key=_untidiness)
    return tuple(flag.label for flag in best)


@dataclass(frozen=True, slots=True)
class _Hung:
    """A flag in one of its possible places; rank 0 is the place it likes best."""

    lane: int
    rank: int
    label: Label
    pole: float


def _hangings(share: float) -> tuple[tuple[float, Anchor], ...]:
    """Where a flag may hang, the best first: right or left of its pole, across it, at an edge."""
    return ((share, "start"), (share, "end"), (share, "middle"), (0.0, "start"), (1.0, "end"))


def _untidiness(hung: Sequence[_Hung]) -> tuple[bool, bool, bool, bool, int, int]:
    """What is bad about a choice, the worst first.

    Words on one another, words outside, a pole through words, words away from their pole; then
    many lines of flags, then places that are liked less.
    """
    labels = [flag.label for flag in hung]
    loose = any(flag.label.share != flag.pole for flag in hung)
    lanes = max((flag.lane for flag in hung), default=0)
    ranks = sum(flag.rank for flag in hung)
    return not apart(labels), not all(map(fits, labels)), _pierced(hung), loose, lanes, ranks


def _pierced(hung: Sequence[_Hung]) -> bool:
    """Whether the pole of a higher flag runs through the words of a lower one."""
    return any(
        _through(high.pole, low.label) for high in hung for low in hung if high.lane > low.lane
    )


def _through(pole: float, label: Label) -> bool:
    boxes = ((pole * width, label.box(width)) for width in WIDTHS)
    return any(box.left - ROOM < at < box.right + ROOM for at, box in boxes)
