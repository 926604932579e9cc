"""The events as a calendar (iCalendar, version 2.0).

One entry for each event: its name, day, beginning, length, place, and whether it is cancelled. A
beginning is of the clock at the place, so it is written without a zone. An event without one is an
entry of the whole day, which has no length. Not in it: what was expected, and what it brought.
"""

from collections.abc import Iterator
from datetime import datetime

from keepknocking.exchange.writing.content_lines import content_line, escaped, lasting_name
from keepknocking.ledger.events import Event
from keepknocking.ledger.ledger import Ledger

_PROGRAM = "-//Keep Knocking//Keep Knocking//EN"


def write_calendar(ledger: Ledger) -> str:
    """An entry for each event, by day and name."""
    events = sorted(ledger.events, key=lambda event: (event.when.on, event.name, event.id))
    head = (("BEGIN", "VCALENDAR"), ("VERSION", "2.0"), ("PRODID", _PROGRAM))
    lines = [content_line(name, value) for name, value in head]
    lines += [line for event in events for line in _entry(event)]
    return "".join([*lines, content_line("END", "VCALENDAR")])


def _entry(event: Event) -> Iterator[str]:
    day = event.when.on
    yield content_line("BEGIN", "VEVENT")
    yield content_line("UID", lasting_name("event", event.id))
    # Every entry must have a stamp; the event's own day keeps the file the same each time.
    yield content_line("DTSTAMP", f"{_digits(day.isoformat())}T000000Z")
    if event.begins is None:
        yield content_line("DTSTART;VALUE=DATE", _digits(day.isoformat()))
    else:
        begins = datetime.combine(day, event.begins)
        yield content_line("DTSTART", _digits(begins.isoformat()))
        if event.minutes is not None:
            yield content_line("DURATION", f"PT{event.minutes}M")
    yield content_line("SUMMARY", escaped(event.name))
    if event.place:
        yield content_line("LOCATION", escaped(event.place))
    if event.cancelled is not None:
        yield content_line("STATUS", "CANCELLED")
    yield content_line("END", "VEVENT")


def _digits(moment: str) -> str:
    return moment.replace("-", "").replace(":", "")
