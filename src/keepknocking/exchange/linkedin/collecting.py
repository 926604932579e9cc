"""Going through the rows of one LinkedIn file, so that the counts add up at the end.

Every row that holds anything counts as read once, and then gives something, is blank, or is dropped
with the reason: `read` = what was given + `blank` + the dropped ones that are not `kept`.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from keepknocking.exchange.found import (
    Dropped,
    FileRead,
    FoundEvent,
    FoundInvitation,
    FoundMessage,
    FoundOpening,
    FoundPerson,
)
from keepknocking.exchange.linkedin.columns import Columns
from keepknocking.exchange.linkedin.dates import ColumnDates, dates_of
from keepknocking.exchange.tables.rows import Row, Table

LONGEST_NAME = 200  # design choice: characters of a name, a company, a position
LONGEST_NOTE = 5_000  # design choice: characters of a remark
DETAILED = 2_000  # design choice: dropped rows whose words are kept for the report
NOBODY = "it names nobody"
TOO_LONG = f"its name has more than {LONGEST_NAME} characters"
AGAIN = "it is the header once more"
NO_DAY = "its day cannot be read"
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_ADDRESS = re.compile(r"[^\s@,;<>]{1,64}@[^\s@,;<>]{1,190}")


def one_line(*parts: str) -> str:
    r"""The parts joined with one space; line breaks in them become spaces.

    >>> one_line("Ana", "", "Reyes\nPhD")
    'Ana Reyes PhD'
    """
    text = " ".join(filter(None, parts))
    return (text if text.isprintable() else _UNSEEN.sub(" ", text)).strip()


def fact(text: str) -> str | None:
    """A company or a position on one line, cut where nobody would read on; None where empty."""
    return one_line(text)[:LONGEST_NAME].strip() or None


def emails_in(cell: str) -> tuple[str, ...]:
    """The e-mail addresses in a cell, each once.

    >>> emails_in("ana@example.org; ben@example.org")
    ('ana@example.org', 'ben@example.org')
    """
    return tuple(dict.fromkeys(_ADDRESS.findall(cell[:LONGEST_NOTE])))


@dataclass(slots=True)
class Found:
    """What the rows gave so far."""

    people: list[FoundPerson] = field(default_factory=list)
    events: list[FoundEvent] = field(default_factory=list)
    openings: list[FoundOpening] = field(default_factory=list)
    messages: list[FoundMessage] = field(default_factory=list)
    invitations: list[FoundInvitation] = field(default_factory=list)


class Collecting:
    """One going through of a table under its header."""

    def __init__(self, table: Table, columns: Columns) -> None:
        self.table = table
        self.columns = columns
        self.found = Found()
        self.read = 0
        self.blank = 0
        self.dropped: list[Dropped] = []
        self.unused: Counter[str] = Counter()
        self.more: dict[str, str] = {}
        self._header = list(columns.header.written)
        self._names = {  # what is not read, but for cells of dropped rows
            place: written
            for place, written in enumerate(columns.header.written)
            if written in columns.unused
        }

    def dates(self, column: str) -> ColumnDates:
        """How the dates of a column are to be read, decided from all of them."""
        cell = self.columns.cell
        rows = self.table.below(self.columns.header)
        found = dates_of(cell(row, column) for row in rows)
        self.more |= found.more
        return found

    def rows(self) -> Iterator[Row]:
        """The rows that hold anything; the others are counted."""
        for row in self.table.below(self.columns.header):
            self.read += 1
            if row.is_blank:
                self.blank += 1
                continue
            if row.cells == self._header:
                self.drop(row, AGAIN)
                continue
            if row.trouble:
                self.lose(row, row.trouble)
            for place, written in self._names.items():
                if place < len(row.cells) and row.cells[place].strip():
                    self.unused[written] += 1
            yield row

    def leave_blank(self, row: Row) -> None:
        """A row that is empty but for its day: somebody who hides. Counted, never a person."""
        del row  # nothing of it is worth telling
        self.blank += 1

    def drop(self, row: Row, why: str, text: str = "") -> None:
        """The row gave nothing, and why; `text` is what of it may be shown."""
        self._tell(Dropped(where=row.where, why=why, text=self._shown(text)))

    def lose(self, row: Row, why: str, text: str = "") -> None:
        """The row gave something, but a part of it is lost."""
        self._tell(Dropped(where=row.where, why=why, text=self._shown(text), kept=True))

    def _shown(self, text: str) -> str:
        return one_line(text)[:200] if len(self.dropped) < DETAILED else ""

    def _tell(self, dropped: Dropped) -> None:
        self.dropped.append(dropped)

    def result(self, era: str = "") -> FileRead:
        """Everything that was found."""
        found = self.found
        return FileRead(
            name=self.table.name,
            kind=self.columns.form.kind,
            era=era,
            read=self.read,
            blank=self.blank,
            people=tuple(found.people),
            events=tuple(found.events),
            openings=tuple(found.openings),
            messages=tuple(found.messages),
            invitations=tuple(found.invitations),
            dropped=tuple(self.dropped),
            columns=self.columns.taken,
            unused=tuple(self.unused.items()),
            more={"encoding": self.table.encoding, **self.more},
        )
