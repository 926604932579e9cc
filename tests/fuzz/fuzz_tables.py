"""Feed tables with anything: rows with rising lines come out, or `FileUnreadable`."""

import sys
from contextlib import suppress

import atheris

with atheris.instrument_imports(include=["keepknocking"]):
    from keepknocking.exchange.found import FileUnreadable
    from keepknocking.exchange.sources import source_of_bytes
    from keepknocking.exchange.tables.rows import MOST_COLUMNS, find_header, read_table


def one_input(data: bytes) -> None:
    """Read one table twice: both times the same rows."""
    with suppress(FileUnreadable):
        table = read_table(source_of_bytes("fuzz.csv", data))
        rows = list(table.rows())
        lines = [row.line for row in rows]
        if lines != sorted(set(lines)) or any(len(row.cells) > MOST_COLUMNS for row in rows):
            raise AssertionError(rows)
        if list(table.below(None)) != rows or list(table.start) != rows[: len(table.start)]:
            raise AssertionError(rows)
        find_header(rows, {"name", "first name", "last name"})


def main() -> None:
    """Run until told to stop."""
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
