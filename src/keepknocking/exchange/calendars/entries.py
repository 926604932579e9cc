"""Which entries does a calendar hold, when its frames are broken?

A file may hold several calendars, or none and only bare entries; an entry may never end, hold
others (alarms, tables of who is free), or stand after the end of everything. An entry begins at
`BEGIN:VEVENT` and ends at its `END`, at the end of the calendar, or where the next one begins. What
is nested in it is passed over. Of calendars only what concerns their entries is kept: who wrote
them (`PRODID`), their zone, whether they call everything off (`METHOD:CANCEL`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from keepknocking.exchange.calendars.moments import offset_of
from keepknocking.exchange.cards.content_lines import Property, RawLine, property_of
from keepknocking.exchange.cards.splitting import LONGEST_SHOWN, framed
from keepknocking.exchange.found import Dropped, FileUnreadable

MOST_ENTRIES = 100_000  # design choice: entries of one file
MOST_KEPT = 1_000  # design choice: lines of one entry that are looked at
MOST_DEEP = 1_000  # design choice: frames open at once
MOST_LOST = 10_000  # design choice: lost lines named one by one; of those after them the number
MOST_ZONES = 1_000  # design choice: tables of zones of one file

EVENT = "VEVENT"
_CALENDAR, _ZONE, _STANDARD, _DAYLIGHT = "VCALENDAR", "VTIMEZONE", "STANDARD", "DAYLIGHT"
_COUNTED = {
    "VTODO": "tasks",
    "VJOURNAL": "journal entries",
    "VFREEBUSY": "tables of free time",
    "VAVAILABILITY": "tables of free time",
    "VALARM": "reminders",
}
WANTED = frozenset(
    {
        *("SUMMARY", "LOCATION", "UID", "STATUS", "SEQUENCE", "ORGANIZER", "ATTENDEE"),
        *("DTSTART", "DTEND", "DURATION"),
        *("RRULE", "EXRULE", "RDATE", "EXDATE", "RECURRENCE-ID"),
    }
)
_UNUSED = {"DESCRIPTION": "descriptions", "ATTACH": "attachments", "COMMENT": "comments"}


class TooManyEntries(FileUnreadable):
    """A file with more entries than any calendar."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} has more than {MOST_ENTRIES:,} entries: take the years you need into a file "
            "of their own and bring that in"
        )


@dataclass(slots=True)
class Calendar:
    """What a calendar says about all of its entries."""

    program: str = ""
    zone: str = ""
    cancels: bool = False


@dataclass(slots=True)
class Entry:
    """The lines of one entry. `number` counts the entries of the file from 1."""

    number: int
    line: int
    calendar: Calendar
    properties: list[Property] = field(default_factory=list)
    is_blank: bool = True


class Splitting:
    """The entries of a file, each as soon as it has ended; after them, what else there was."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.count = 0
        self.frames = 0
        self.unused: Counter[str] = Counter()
        self.lost: list[Dropped] = []
        self.more_lost = 0
        self.zones: dict[str, timedelta] = {}
        self._calendar = Calendar()
        self._entry: Entry | None = None
        self._open: list[str] = []
        self._zone_name = ""
        self._zone_offset: timedelta | None = None

    def entries(self, lines: Iterable[RawLine]) -> Iterator[Entry]:
        """The entries in these lines.

        Raises
        ------
        TooManyEntries
        """
        for line in lines:
            frame = framed(line.content)
            if frame is None:
                self._take(line)
                continue
            word, name = frame[0], frame[1].decode(errors="replace")
            ended = self._begin(line, name) if word == b"BEGIN" else self._end(name)
            if ended is not None:
                yield ended
        if self._entry is not None:
            yield self._entry

    def lose(self, where: str, why: str, text: str) -> None:
        """Name a part that was lost, or at least count it."""
        if len(self.lost) < MOST_LOST:
            self.lost.append(Dropped(where=where, why=why, text=text[:LONGEST_SHOWN], kept=True))
        else:
            self.more_lost += 1

    def _begin(self, line: RawLine, name: str) -> Entry | None:
        """Open a frame; an entry that was open ends where another, or a calendar, begins."""
        ended = None
        if name in (_CALENDAR, EVENT):
            ended, self._entry = self._entry, None
            self._open.clear()
        self.frames += name in (_CALENDAR, EVENT) or name in _COUNTED
        if name == _CALENDAR:
            self._calendar = Calendar()
        elif name == EVENT:
            self.count += 1
            if self.count > MOST_ENTRIES:
                raise TooManyEntries(self.name)
            self._entry = Entry(self.count, line.number, self._calendar)
        elif name in _COUNTED:
            self.unused[_COUNTED[name]] += 1
        elif name == _ZONE:
            self._zone_name, self._zone_offset = "", None
        if len(self._open) < MOST_DEEP:
            self._open.append(name)
        return ended

    def _end(self, name: str) -> Entry | None:
        """Close a frame with all that is still open in it; one that is not open closes nothing."""
        if name == _ZONE and self._zone_name and self._zone_offset is not None:
            self.zones.setdefault(self._zone_name, self._zone_offset)
        if name in (_CALENDAR, EVENT):
            self._open.clear()
            ended, self._entry = self._entry, None
            return ended
        if self._open and self._open[-1] == name:
            self._open.pop()
        elif name in self._open[-_NEAR:]:
            while self._open.pop() != name:
                pass
        return None

    def _take(self, line: RawLine) -> None:
        made = property_of(line)
        inner = self._open[-1] if self._open else ""
        if self._entry is not None and inner == EVENT:
            self._take_for(self._entry, line, made)
        elif inner in (_ZONE, _STANDARD, _DAYLIGHT):
            if made is not None and len(self.zones) < MOST_ZONES:
                self._take_zone(inner, made)
        elif inner in (_CALENDAR, "") and made is not None:
            self._take_calendar(made)
        elif inner in (_CALENDAR, ""):
            self.lose(f"line {line.number}", "it belongs to no property", _text(line.content))

    def _take_for(self, entry: Entry, line: RawLine, made: Property | None) -> None:
        entry.is_blank = False
        where = f"entry {entry.number}, line {line.number}"
        if made is None:
            self.lose(where, "it belongs to no property", _text(line.content))
        elif made.name in WANTED and len(entry.properties) < MOST_KEPT:
            entry.properties.append(made)
        elif made.name in WANTED:
            self.lose(where, "the entry has too many lines", _text(line.content))
        elif made.name in _UNUSED:
            self.unused[_UNUSED[made.name]] += 1

    def _take_calendar(self, made: Property) -> None:
        text = _text(made.value).strip()
        if made.name == "PRODID":
            self._calendar.program = text
        elif made.name == "X-WR-TIMEZONE":
            self._calendar.zone = text
        elif made.name == "METHOD":
            self._calendar.cancels = text.upper() == "CANCEL"

    def _take_zone(self, inner: str, made: Property) -> None:
        """The name of a zone and its offset, the one of winter before the one of summer."""
        text = _text(made.value).strip()
        if inner == _ZONE and made.name == "TZID":
            self._zone_name = text
        elif made.name == "TZOFFSETTO" and (inner == _STANDARD or self._zone_offset is None):
            self._zone_offset = offset_of(text) or self._zone_offset


_NEAR = 100  # design choice: frames among which the one that ends is looked for


def _text(content: bytes) -> str:
    return content[:LONGEST_SHOWN].decode(errors="replace")
