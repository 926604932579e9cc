"""Feeds the reader of calendars with nonsense: it may refuse a file, and nothing else."""

import sys
from datetime import date

import atheris

with atheris.instrument_imports(include=["keepknocking.exchange"]):
    from keepknocking.exchange.calendars.reading import is_icalendar, read_calendars
    from keepknocking.exchange.found import FileUnreadable
    from keepknocking.exchange.sources import source_of_bytes

TODAY = date(2026, 11, 23)


def TestOneInput(data: bytes) -> None:  # noqa: N802 (the name that atheris looks for)
    """Read some bytes; what was found has to add up."""
    is_icalendar(data[:4096])
    try:
        read = read_calendars(source_of_bytes("nonsense.ics", data), today=TODAY)
    except FileUnreadable:
        return
    lost = sum(not each.kept for each in read.dropped)
    if len({event.where for event in read.events}) + read.blank + lost != read.read:
        raise AssertionError(read)
    if not all(event.name.strip() for event in read.events):
        raise AssertionError(read.events)


if __name__ == "__main__":
    atheris.Setup(sys.argv, TestOneInput)
    atheris.Fuzz()
