r"""The rows of a table: cells with the line they stand on, and the header among the first of them.

The separator is a comma, a semicolon or a tab: the one named in a first line `sep=;`, else the one
that cuts the first rows most often into the same number of cells. A cell in quotation marks may
hold separators and line breaks (given as "\n").

A lost quotation mark does not swallow the file. Where a quoted cell does not end, or is longer than
`LONGEST_CELL`, or where a row over several lines has another number of cells than the rows before
it and its first line by itself has exactly that number, this first line is read with its quotation
marks as plain characters, and the lines after it are rows again. `Row.trouble` says so.

How to use it::

    table = read_table(source)
    header = find_header(table.start, {"first name", "last name"})
    for row in table.below(header):
        name = header.cell(row, "first name")

Rows are a stream; `Table.rows` and `Table.below` begin anew each time, so a reader may go through a
table twice. Lines without anything on them are no rows; a row of empty cells is one (`is_blank`).
"""

import csv
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, islice

from keepknocking.exchange.formula_guard import unguarded
from keepknocking.exchange.found import FileUnreadable
from keepknocking.exchange.sources import Source
from keepknocking.exchange.tables.text import TableTooLarge, TextLine, encoding_of, lines_of

# Design choices, all generous for a table of people and small for a machine.
LONGEST_CELL = 100_000  # characters of one cell
MOST_COLUMNS = 512  # a contact with everything in it has about 200
MOST_ROWS = 200_000  # LinkedIn allows 30,000 connections
MOST_MENDED = 100  # lines with a lost quotation mark, before the file is given up
START = 50  # rows among which the header is looked for
SEPARATORS = (",", ";", "\t")
QUOTE = '"'
LOST_QUOTE = "a quotation mark without its partner was read as a plain character"
CUT = f"it was cut, since a cell may have {LONGEST_CELL:,} characters"
_UNSEEN = str.maketrans({"\ufeff": "", "\u200b": "", "\xa0": " ", "\u202f": " "})


class TooManyColumns(FileUnreadable):
    """A row with more cells than any table of people has."""

    def __init__(self, name: str, line: int, count: int) -> None:
        super().__init__(
            f"{name} has {count:,} columns in line {line:,}, and a table may have {MOST_COLUMNS}: "
            "it is no table of people, or its line ends are lost"
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the number (from 1) of the line it begins on, and its cells as they stand.

    `trouble` is empty, or says in words what had to be mended.
    """

    line: int
    cells: list[str]
    trouble: str = ""

    @property
    def where(self) -> str:
        """The place of the row in words."""
        return f"line {self.line}"

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything that can be seen."""
        return not any(clean(cell) for cell in self.cells)

    @property
    def text(self) -> str:
        """The row as one line, at most 200 characters: for a report of what was dropped."""
        return ", ".join(filter(None, map(clean, self.cells)))[:200]


@dataclass(frozen=True, slots=True)
class Header:
    """The row of a table that names its columns.

    `written` are the names as they stand (trimmed); `names` the same folded, by which to ask.
    Where two columns have one name, the first counts in `column` and `cell`; `columns` has all.
    """

    line: int
    written: tuple[str, ...]
    names: tuple[str, ...]
    places: dict[str, int] = field(repr=False)

    def column(self, *names: str) -> int | None:
        """The place (from 0) of the first of the names (folded) that the header has."""
        return next((self.places[name] for name in names if name in self.places), None)

    def cell(self, row: Row, *names: str) -> str:
        """The trimmed cell of the row under the first of these names; empty where there is none."""
        place = self.column(*names)
        return "" if place is None or place >= len(row.cells) else clean(row.cells[place])


@dataclass(frozen=True, slots=True)
class Table:
    """A file that was opened as a table: its first rows are here, all of them can be streamed.

    `start` holds at most the first 50 rows.
    """

    name: str
    encoding: str
    separator: str
    start: tuple[Row, ...]
    source: Source = field(repr=False, compare=False)

    def rows(self) -> Iterator[Row]:
        """All rows from the beginning, at most 200,000.

        Raises
        ------
        TooManyColumns, TableTooLarge, FileUnreadable
        """
        return _rows(self.name, lines_of(self.source, self.encoding), self.separator)

    def below(self, header: Header | None) -> Iterator[Row]:
        """The rows under the header; all rows where there is none."""
        line = 0 if header is None else header.line
        return (row for row in self.rows() if row.line > line)

    @property
    def first_line(self) -> str:
        """The first row as it may stand in a message: at most 200 characters."""
        return self.start[0].text if self.start else ""


def read_table(source: Source) -> Table:
    r"""The file as a table: encoding and separator found out, the first rows read.

    Raises
    ------
    FileUnreadable
        NotATable where it is no text, TableTooLarge, TooManyColumns.

    >>> from keepknocking.exchange.sources import source_of_bytes
    >>> table = read_table(source_of_bytes("a.csv", b"Name;Company\nAna;Harbor Foods"))
    >>> table.separator, [(row.line, row.cells) for row in table.rows()]
    (';', [(1, ['Name', 'Company']), (2, ['Ana', 'Harbor Foods'])])
    """
    encoding = encoding_of(source)
    first = list(islice(lines_of(source, encoding), 2 * START))
    separator = separator_of(first)
    rows = _rows(source.name, lines_of(source, encoding), separator)
    return Table(source.name, encoding, separator, tuple(islice(rows, START)), source)


def separator_of(lines: Iterable[TextLine]) -> str:
    """The separator of a table, by its first lines; a comma where nothing speaks for another.

    >>> separator_of([TextLine(1, "Notes, in three words"), TextLine(2, "a;b"), TextLine(3, "c;d")])
    ';'
    """
    lines = list(lines)
    if lines and (named := _named_separator(lines[0])):
        return named
    return max(SEPARATORS, key=lambda separator: _regularity(lines, separator))


def _named_separator(line: TextLine) -> str:
    """The separator that a first line like `sep=;` names, as spreadsheets write it."""
    text = line.text.strip(" \r\n" + QUOTE).casefold()
    named = text.removeprefix("sep=")
    return named if named != text and named in SEPARATORS else ""


def _regularity(lines: Iterable[TextLine], separator: str) -> int:
    """How many cells stand in rows of the commonest width, when cut like this."""
    rows = csv.reader((line.text + "\n" for line in lines), delimiter=separator)
    widths: Counter[int] = Counter()
    with suppress(csv.Error):  # a cell that does not end: what was counted before it counts
        widths.update(len(row) for row in rows)
    return max(((width - 1) * count for width, count in widths.items()), default=0)


def clean(cell: str) -> str:
    r"""The cell without blanks around it and without what cannot be seen.

    >>> clean("\ufeff Ana\xa0Reyes ")
    'Ana Reyes'
    """
    return cell.translate(_UNSEEN).strip() if not cell.isascii() else cell.strip()


def folded(name: str) -> str:
    r"""The name of a column as it is compared: folded, single-spaced, without quotation marks.

    >>> folded('\ufeff"First  Name" ')
    'first name'
    """
    return " ".join(clean(name).strip("\"'").casefold().split())


def header_of(row: Row) -> Header:
    """The row taken as a header."""
    written = tuple(clean(cell).strip(QUOTE) for cell in row.cells)
    names = tuple(folded(cell) for cell in row.cells)
    places: dict[str, int] = {}
    for place, name in enumerate(names):
        if name:
            places.setdefault(name, place)
    return Header(row.line, written, names, places)


def find_header(rows: Iterable[Row], known: Collection[str], *, least: int = 2) -> Header | None:
    """The row among the first 50 with the most cells that are `known` names (folded).

    None where no row has at least `least` of them; of several equally good ones the first.

    >>> rows = [Row(1, ["Notes:"]), Row(2, ["First Name", "LAST NAME", "Connected On"])]
    >>> find_header(rows, {"first name", "last name"}).line
    2
    """
    best, most = None, least - 1
    for row in islice(rows, START):
        header = header_of(row)
        count = len(header.places.keys() & set(known))
        if count > most:
            best, most = header, count
    return best


class _LostQuote(Exception):
    """A quoted cell went on for too long, or to the end of the file."""


class _Lines:
    """The lines of one row after another, as the csv module takes them, with a way back."""

    def __init__(self, lines: Iterator[TextLine]) -> None:
        self._lines = lines
        self._again: list[TextLine] = []  # the next one is the last
        self.taken: list[TextLine] = []
        self.length = 0

    def begin_row(self) -> None:
        self.taken = []
        self.length = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else next(self._lines, None)
        if line is None:
            if self.taken:
                raise _LostQuote
            raise StopIteration
        self.taken.append(line)
        self.length += len(line.text)
        if len(self.taken) > 1 and self.length > LONGEST_CELL + len(self.taken[0].text):
            raise _LostQuote
        return line.text + "\n"

    def give_back(self) -> None:
        """All lines of this row but the first are to be read again."""
        self._again.extend(reversed(self.taken[1:]))


class _Mending:
    """Reads rows one by one and mends those with a lost quotation mark."""

    def __init__(self, name: str, lines: Iterator[TextLine], separator: str) -> None:
        self.name = name
        self.separator = separator
        self.lines = _Lines(lines)
        self.reader = csv.reader(self.lines, delimiter=separator)
        self.widths: Counter[int] = Counter()
        self.mended = 0

    def next_row(self) -> Row | None:
        """The next row; None at the end."""
        self.lines.begin_row()
        try:
            cells = next(self.reader, None)
        except (_LostQuote, csv.Error):
            return self._plain()
        if cells is None:
            return None
        if len(self.lines.taken) > 1 and self._is_torn(len(cells)):
            return self._plain()
        self.widths[len(cells)] += 1
        return self._bounded(cells, "")

    def _is_torn(self, count: int) -> bool:
        """Whether a row over several lines looks like several rows with a lost quotation mark."""
        if not self.widths:
            return False
        width = max(self.widths, key=lambda known: self.widths[known])
        alone = self.lines.taken[0].text.count(self.separator) + 1
        return count != width == alone

    def _plain(self) -> Row:
        self.mended += 1
        if self.mended > MOST_MENDED:
            raise FileUnreadable(
                f"{self.name} has more than {MOST_MENDED} quotation marks without a partner: "
                "save it as CSV again from the program it comes from"
            )
        self.lines.give_back()
        self.reader = csv.reader(self.lines, delimiter=self.separator)
        cells = self.lines.taken[0].text.split(self.separator)
        return self._bounded([cell.strip(QUOTE) for cell in cells], LOST_QUOTE)

    def _bounded(self, cells: list[str], trouble: str) -> Row:
        first = self.lines.taken[0]
        if len(cells) > MOST_COLUMNS:
            raise TooManyColumns(self.name, first.number, len(cells))
        if self.lines.length > LONGEST_CELL and any(len(cell) > LONGEST_CELL for cell in cells):
            cells, trouble = [cell[:LONGEST_CELL] for cell in cells], CUT
        cells = [unguarded(cell) if "'" in cell else cell for cell in cells]
        return Row(first.number, cells, trouble)


def _rows(name: str, lines: Iterator[TextLine], separator: str) -> Iterator[Row]:
    first = [line for line in islice(lines, 1) if not _named_separator(line)]
    reading = _Mending(name, chain(first, lines), separator)
    count = 0
    while (row := reading.next_row()) is not None:
        if not row.cells:
            continue
        count += 1
        if count > MOST_ROWS:
            raise TableTooLarge(
                f"{name} has more than {MOST_ROWS:,} rows: cut it into several files and bring "
                "these in one by one"
            )
        yield row
