"""Going through the rows of a table so that the counts add up at the end.

`read` = what gave something + `blank` + the dropped rows that were not kept.
"""

from collections import Counter
from collections.abc import Iterator

from keepknocking.exchange.contacts_tables.fields import Column, Field, Plan
from keepknocking.exchange.found import Dropped, FileKind, FileRead, FoundOpening, FoundPerson
from keepknocking.exchange.linkedin.dates import ColumnDates, dates_of
from keepknocking.exchange.tables.rows import Header, Row, Table, clean

DETAILED = 2_000  # design choice: dropped rows whose words are kept for the report
LONGEST_SHOWN = 200  # by definition of `Dropped`


def cell_of(row: Row, column: Column) -> str:
    """The trimmed cell of a row in this column; empty where the row is too short."""
    return clean(row.cells[column.place]) if column.place < len(row.cells) else ""


class Gathering:
    """One way through a table under its header, by a plan."""

    def __init__(self, table: Table, header: Header | None, plan: Plan) -> None:
        self.table = table
        self.header = header
        self.plan = plan
        self.read = 0
        self.blank = 0
        self.dropped: list[Dropped] = []
        self.unused: Counter[str] = Counter()
        self.more: dict[str, str] = {"encoding": table.encoding}
        self._rest = [column for column in plan.of(Field.NOT_USED) if column.unused]

    def rows(self) -> Iterator[Row]:
        """The rows that hold anything; the others are counted."""
        for row in self.table.below(self.header):
            self.read += 1
            if row.is_blank:
                self.blank += 1
                continue
            if row.trouble:
                self.lose(row, row.trouble)
            self.unused.update(
                {column.unused for column in self._rest if cell_of(row, column) not in _NOTHING}
            )
            yield row

    def days(self, column: Column | None) -> ColumnDates:
        """How the days of a column are to be read, decided from all of them."""
        if column is None:
            return ColumnDates()
        found = dates_of(cell_of(row, column) for row in self.table.below(self.header))
        if found.is_undecided:
            self.more["day and month"] = (
                f"{found.undecided} days like 1/8/18 were read with the month first; "
                "nothing in the file confirms it"
            )
        return found

    def drop(self, row: Row, why: str) -> None:
        """The row gave nothing, and why."""
        self._tell(Dropped(where=row.where, why=why, text=self._shown(row.text)))

    def lose(self, row: Row, why: str, text: str = "") -> None:
        """The row gave something, but a part of it is lost."""
        self._tell(Dropped(where=row.where, why=why, text=self._shown(text), kept=True))

    def _shown(self, text: str) -> str:
        return text[:LONGEST_SHOWN] if len(self.dropped) < DETAILED else ""

    def _tell(self, dropped: Dropped) -> None:
        self.dropped.append(dropped)

    def result(
        self,
        kind: FileKind,
        era: str,
        *,
        people: tuple[FoundPerson, ...] = (),
        openings: tuple[FoundOpening, ...] = (),
    ) -> FileRead:
        """Everything that was found."""
        return FileRead(
            name=self.table.name,
            kind=kind,
            era=era,
            read=self.read,
            blank=self.blank,
            people=people,
            openings=openings,
            dropped=tuple(self.dropped),
            columns=self.plan.told(),
            unused=tuple(sorted(self.unused.items())),
            more=self.more,
        )


_NOTHING = frozenset({"", "0/0/00", "0.0.00", "00.00.0000"})
"""What stands in the cell of a day that nobody entered, or in any cell."""
