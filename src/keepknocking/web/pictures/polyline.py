"""How few points draw a curve? A daily curve thinned until no day is off by half a pixel.

The curve is followed from point to point (Ramer, Douglas and Peucker), with distances measured
straight up and down: places across are whole days and are kept exactly, however wide the drawing
is stretched.
"""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
TOLERANCE = 0.4  # design choice: pixels; with the rounding of a tenth it stays below half a pixel
MOST = 120  # design choice: points of one line, which bounds the size of a page


def thinned(heights: FloatArray, *, tolerance: float = TOLERANCE, most: int = MOST) -> list[int]:
    """The days whose points, joined by straight lines, draw the curve.

    Parameters
    ----------
    heights
        Shape (days,), at least two, in pixels.
    tolerance
        How far a day may be off, in pixels. A curve so jagged that it would need more points than
        `most` is drawn with twice the tolerance, and so on; a chance that only rises never is.

    Examples
    --------
    >>> thinned(np.array([0.0, 1.0, 2.0, 3.0, 9.0]))
    [0, 3, 4]
    """
    days = _kept(heights, tolerance)
    return days if len(days) <= most else thinned(heights, tolerance=2 * tolerance, most=most)


def _kept(heights: FloatArray, tolerance: float) -> list[int]:
    last = len(heights) - 1
    kept, open_ends = {0, last}, [(0, last)]
    while open_ends:
        begin, end = open_ends.pop()
        if end - begin > 1:
            straight = np.linspace(heights[begin], heights[end], end - begin + 1)
            off = np.abs(heights[begin : end + 1] - straight)
            worst = int(off.argmax())
            if off[worst] > tolerance:
                middle = begin + worst
                kept.add(middle)
                open_ends += [(begin, middle), (middle, end)]
    return sorted(kept)


def line_path(heights: FloatArray) -> str:
    """The path of a curve: days across, heights down, in units of a day and a pixel.

    >>> line_path(np.array([300.0, 290.0, 280.04]))
    'M0 300L2 280'
    """
    return "M" + _points(heights, thinned(heights))


def band_path(upper: FloatArray, lower: FloatArray) -> str:
    """The closed path between two curves: along the upper one and back along the lower one."""
    back = _points(lower, thinned(lower)[::-1])
    return f"M{_points(upper, thinned(upper))}L{back}z"


def edges_path(upper: FloatArray, lower: FloatArray) -> str:
    """The two edges of a band, open at its ends."""
    return line_path(upper) + line_path(lower)


def _points(heights: FloatArray, days: list[int]) -> str:
    return "L".join(f"{day} {_tenths(heights[day])}" for day in days)


def _tenths(height: float) -> str:
    return f"{height:.1f}".removesuffix(".0")
