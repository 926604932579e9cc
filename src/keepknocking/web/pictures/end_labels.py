"""Which line is which? The words at the right ends of curves, beside their own and off the others.

Every way of placing them is weighed: words never touch one another nor leave the drawing; of what
remains, the one that crosses the fewest lines and stays nearest to its own is taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from keepknocking.web.pictures.labels import ASCENT, DESCENT, WIDTHS, Box, Label, apart
from keepknocking.web.pictures.polyline import FloatArray

ABOVE = (-9.0, -28.0, -47.0, -66.0)  # design choice: pixels from the line to words above it
BELOW = (21.0, 40.0, 59.0)  # design choice: pixels from the line to words below it
MIDDLE = 4.0  # numerical: pixels from the line on which words stand up to their middle
DOT = 7.0  # design choice: the radius of a dot with the room around it, in pixels
CROSSING = 30.0  # design choice: a line crossed is as bad as so many pixels away


@dataclass(frozen=True, slots=True)
class Plot:
    """The part of a drawing that holds curves: pixels down to its upper edge and its floor.

    `poles` are where flags stand: the share of the width, and the pixels down to its dot.
    """

    top: float
    floor: float
    poles: tuple[tuple[float, float], ...] = ()


def end_labels(words: Sequence[str], curves: Sequence[FloatArray], plot: Plot) -> tuple[Label, ...]:
    """A label for each curve, at the right edge.

    Parameters
    ----------
    words
        One for each curve.
    curves
        Heights of each day in pixels from the upper edge of the plot.
    plot
        Where in the drawing the curves stand.
    """
    ends = [plot.top + float(curve[-1]) for curve in curves]
    choices = [_choices(said, end, curves, plot) for said, end in zip(words, ends, strict=True)]
    ranked = sorted(product(*choices), key=lambda chosen: sum(cost for cost, _ in chosen))
    placed = (tuple(label for _, label in chosen) for chosen in ranked)
    return next(labels for labels in placed if apart(labels) and _in_order(labels, ends))


def _in_order(labels: Sequence[Label], ends: Sequence[float]) -> bool:
    """Whether the words stand in the order of the ends of their lines."""
    ranked = sorted(zip(ends, labels, strict=True), key=lambda pair: pair[0])
    heights = [label.y for _, label in ranked]
    return heights == sorted(heights)


def _choices(
    words: str, end: float, curves: Sequence[FloatArray], plot: Plot
) -> list[tuple[float, Label]]:
    """Where the words of a line that ends at `end` may stand, with what is bad about each place."""
    lowest, highest = plot.floor - DESCENT, plot.top + ASCENT
    heights = {min(max(end + away, highest), lowest) for away in (*ABOVE, *BELOW)}
    labels = [Label(words, 1.0, "end", y) for y in sorted(heights)]
    return [
        (abs(label.y - MIDDLE - end) + CROSSING * _crossed(label, curves, plot), label)
        for label in labels
    ]


def _crossed(label: Label, curves: Sequence[FloatArray], plot: Plot) -> float:
    """How many lines and dots the words would hide, on the average over the widths."""
    boxes = [(label.box(width), width) for width in WIDTHS]
    lines = sum(_meets(box, curve, plot.top, width) for box, width in boxes for curve in curves)
    dots = sum(
        box.left < share * width + DOT and box.top - DOT < down < box.bottom + DOT
        for box, width in boxes
        for share, down in plot.poles
    )
    return (lines + dots) / len(WIDTHS)


def _meets(box: Box, curve: FloatArray, top: float, width: float) -> bool:
    """Whether a curve passes through a box that reaches to the right edge."""
    days = len(curve) - 1
    within = top + curve[max(0, int(box.left / width * days)) :]
    return bool(within.min() < box.bottom and within.max() > box.top)
