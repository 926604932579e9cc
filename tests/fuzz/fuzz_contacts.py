"""Feed the readers of contact tables with anything: nothing but `FileUnreadable` may come of it."""

import sys
from contextlib import suppress

import atheris

with atheris.instrument_imports(include=["keepknocking"]):
    from keepknocking.exchange.contacts_tables.fields import Field
    from keepknocking.exchange.contacts_tables.reading import read_any_table, read_contacts
    from keepknocking.exchange.found import FileRead, FileUnreadable
    from keepknocking.exchange.sources import source_of_bytes
    from keepknocking.exchange.tables.rows import read_table

_FIELDS = [field.value for field in Field]


def check(found: FileRead | None) -> None:
    """Whether every row is accounted for."""
    if found is None:
        return
    lost = sum(1 for each in found.dropped if not each.kept)
    gave = len(found.people) + len(found.openings)
    if found.read != gave + found.blank + lost:
        raise AssertionError(found)


def one_input(data: bytes) -> None:
    """Read one table in all ways; the first byte chooses what its first column is taken as."""
    if not data:
        return
    chosen = {"column 1": _FIELDS[data[0] % len(_FIELDS)]}
    with suppress(FileUnreadable):
        table = read_table(source_of_bytes("fuzz.csv", data[1:]))
        check(read_contacts(table, "fuzz.csv"))
        with suppress(FileUnreadable):
            check(read_any_table(table, "fuzz.csv"))
        check(read_any_table(table, "fuzz.csv", chosen))


def main() -> None:
    """Run until told to stop."""
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
