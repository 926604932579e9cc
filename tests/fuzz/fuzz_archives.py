"""Feed the reader of zips with anything: bounded members come out, or `FileUnreadable`."""

import sys
from contextlib import suppress

import atheris

with atheris.instrument_imports(include=["keepknocking", "zipfile"]):
    from keepknocking.exchange.archives import LONGEST_LABEL, MOST_UNPACKED, archive_of
    from keepknocking.exchange.found import FileUnreadable
    from keepknocking.exchange.sources import source_of_bytes


def one_input(data: bytes) -> None:
    """Read all members of one zip."""
    unpacked = 0
    with suppress(FileUnreadable), archive_of(source_of_bytes("fuzz.zip", data)) as archive:
        for member in archive.members():
            unpacked += member.source.size if member.source else 0
            if len(member.name) > LONGEST_LABEL or unpacked > MOST_UNPACKED:
                raise AssertionError(member)


def main() -> None:
    """Run until told to stop."""
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
