"""Tables in plain text: words to the left, numbers to the right, two spaces between columns."""

from collections.abc import Sequence

GAP = "  "


def table(rows: Sequence[Sequence[str]], *, right: Sequence[int] = (), indent: str = "") -> str:
    """Rows of equal length as a table; the columns named in `right` are set to the right.

    >>> print(table([("by", "keep"), ("1 May", "9")], right=[1]))
    by     keep
    1 May     9
    """
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return "\n".join(
        indent
        + GAP.join(
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )
