"""A hundred marks: so many searches or evenings of a hundred, to be counted with the eye.

What is the house's is square, what is yours is round. Marks are piled from the floor, with a gap
after each five. In a bar one mark stands for two, and a smaller one at its end for one.
"""

from collections.abc import Sequence

from keepknocking.cli.canvas import Paint, unpainted
from keepknocking.wording.phrases import HUNDRED

ACROSS = 20  # design choice: marks in a row
_FIVE = 5  # design choice: a gap after each five
SQUARES = ("■", "▨", "□")
SQUARES_ASCII = ("#", "+", ".")


def hundred(
    parts: Sequence[int], *, unicode: bool = True, paint: Paint = unpainted, indent: str = "  "
) -> list[str]:
    """A hundred squares, the first part from the floor on, then the second; the rest are empty.

    >>> len(hundred([7, 5]))
    5
    """
    full, striped, empty = SQUARES if unicode else SQUARES_ASCII
    first, second = parts
    marks = [(full, "first")] * first + [(striped, "second")] * second
    marks += [(empty, "rest")] * (HUNDRED - len(marks))
    rows = [marks[begin : begin + ACROSS] for begin in range(0, HUNDRED, ACROSS)]
    return [indent + _row(row, paint) for row in reversed(rows)]


def _row(marks: Sequence[tuple[str, str]], paint: Paint) -> str:
    fives = [marks[begin : begin + _FIVE] for begin in range(0, len(marks), _FIVE)]
    return " ".join("".join(paint(sign, role) for sign, role in five) for five in fives)


def bar(dots: int, *, yours: bool, unicode: bool = True) -> str:
    """So many of a hundred as a bar of marks, one for two, round for yours.

    >>> bar(7, yours=True), bar(4, yours=False)
    ('●●●•', '■■')
    >>> bar(7, yours=True, unicode=False)
    'OOOo'
    """
    if unicode:
        two, one = ("●", "•") if yours else ("■", "▪")
    else:
        two, one = ("O", "o") if yours else ("#", "'")
    return two * (dots // 2) + one * (dots % 2)


def bracket(low: int, high: int, *, unicode: bool = True) -> str:
    """A range of a hundred at the scale of `bar`.

    >>> bracket(4, 12)
    '  ├───┤'
    >>> bracket(3, 3)
    ' │'
    """
    begin, line, end, point = ("├", "─", "┤", "│") if unicode else ("|", "-", "|", "|")
    left, right = low // 2, high // 2
    if left >= right:
        return " " * left + point
    return " " * left + begin + line * (right - left - 1) + end
