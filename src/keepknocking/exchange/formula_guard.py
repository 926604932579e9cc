"""Cells that a spreadsheet would take for a formula, made harmless, and back again.

A spreadsheet runs what begins with `=`, `+`, `-` or `@`, and such a cell may have come from
somebody else's address book. An apostrophe in front makes it text. The same is done behind what a
spreadsheet with other habits takes for the end of a cell: a semicolon, a tab, a line break. A cell
that has such an apostrophe already gets another, so that taking them off gives back every text.
Source: OWASP, "CSV Injection".
"""

import re

_STARTS = "=+\\-@\uff1d\uff0b\uff0d\uff20"  # and their wide forms, which some programs fold
_CELL = rf"^(?=\'*[ \"]*[{_STARTS}\t\r])"
_WITHIN = rf"(?<=[;\t\r\n|])(?P<gap>[ \"]*)(?=\'*[{_STARTS}])"
_AT_RISK = re.compile(f"{_CELL}|{_WITHIN}")
_GUARDED = re.compile(f"{_CELL}'|{_WITHIN}'")


def guarded(cell: str) -> str:
    """The cell as a spreadsheet may have it.

    >>> guarded("=1+1"), guarded("+49 30"), guarded("plain - text")
    ("'=1+1", "'+49 30", 'plain - text')
    """
    return _AT_RISK.sub(r"\g<gap>'", cell)


def unguarded(cell: str) -> str:
    """The cell as it was: `unguarded(guarded(cell)) == cell`.

    >>> unguarded("'+49 30")
    '+49 30'
    """
    return _GUARDED.sub(r"\g<gap>", cell)
