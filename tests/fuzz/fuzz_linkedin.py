"""Feed LinkedIn's readers with anything: every row is accounted for, or `FileUnreadable`."""

import sys
from contextlib import suppress

import atheris

with atheris.instrument_imports(include=["keepknocking"]):
    from keepknocking.exchange.found import FileKind, FileRead, FileUnreadable
    from keepknocking.exchange.linkedin.owners import with_owner
    from keepknocking.exchange.linkedin.reading import read_linkedin
    from keepknocking.exchange.sources import source_of_bytes
    from keepknocking.exchange.tables.rows import read_table

_BETWEEN = b"\n%%%%\n"  # between the files of one export


def check(found: FileRead) -> None:
    """Whether every row is accounted for."""
    given = (found.people, found.events, found.openings, found.messages, found.invitations)
    lost = sum(1 for each in found.dropped if not each.kept)
    if found.kind is not FileKind.LINKEDIN_OTHER and found.read != (
        sum(map(len, given)) + found.blank + lost
    ):
        raise AssertionError(found)


def one_input(data: bytes) -> None:
    """Read one or several files of an export, and find out whose they are."""
    reads = []
    for part in data.split(_BETWEEN)[:4]:
        with suppress(FileUnreadable):
            found = read_linkedin(read_table(source_of_bytes("fuzz.csv", part)))
            if found is not None:
                check(found)
                reads.append(found)
    for found in with_owner(reads):
        check(found)


def main() -> None:
    """Run until told to stop."""
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
