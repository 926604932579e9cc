"""The events in a calendar file, whatever wrote it.

The file is read entry by entry, so that one broken entry never stops the rest. A repeating entry
gives its first date and those around today (see `series`). Tasks, journals and tables of free time
are counted and not kept, nor are descriptions, which are mostly links to video calls.

`read` counts the entries; those without a day, older versions of an entry that stands in the file
in a newer one, and repeating ones of which every date is taken out, are dropped with the reason.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from keepknocking.exchange.calendars.entries import Entry, Splitting
from keepknocking.exchange.calendars.gatherings import NoDay, Told, told_of
from keepknocking.exchange.calendars.moments import UTC_NAME, Moment, Zones
from keepknocking.exchange.calendars.series import Bounds, event_of, events_of_series
from keepknocking.exchange.cards.charsets import Guesses
from keepknocking.exchange.cards.content_lines import lines_of
from keepknocking.exchange.cards.reading import CALENDAR_FRAMES, NeitherCardNorCalendar, first_frame
from keepknocking.exchange.found import (
    Dropped,
    FileKind,
    FileRead,
    FileUnreadable,
    FoundEvent,
)
from keepknocking.exchange.sources import Source

_Place = tuple[str, Moment | None]
"""Which entry is meant: a UID, and of a series the date."""


class CalendarWithoutEvents(FileUnreadable):
    """A calendar in which nothing takes place."""

    def __init__(self, name: str, unused: Counter[str]) -> None:
        holds = ", ".join(f"{what} ({count:,})" for what, count in unused.most_common())
        super().__init__(
            f"{name} holds neither a vCard nor a calendar with an event in it, only "
            f"{holds or 'an empty frame'}: look whether it is the file you meant"
        )


def is_icalendar(start: bytes) -> bool:
    r"""Whether a file that begins so is a calendar.

    >>> is_icalendar(b"\r\nBEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    True
    """
    return first_frame(start) in CALENDAR_FRAMES


def read_calendars(source: Source, *, today: date) -> FileRead:
    """The events of all calendars in the file.

    Raises
    ------
    FileUnreadable
        the file holds no calendar or no event, or more lines or entries than anybody has.
    """
    splitting = Splitting(source.name)
    bounds = Bounds(today, Zones(own=splitting.zones))
    found = _Found(bounds, splitting)
    for entry in splitting.entries(lines_of(source)):
        found.take(entry)
    if not splitting.frames:
        raise NeitherCardNorCalendar(source.name)
    if not splitting.count:
        raise CalendarWithoutEvents(source.name, splitting.unused)
    events = tuple(_with_own_keys(found.events()))
    if bounds.left_out:
        splitting.unused["further dates of repeating entries"] += bounds.left_out
    return FileRead(
        name=source.name,
        kind=FileKind.ICALENDAR,
        era=found.era(),
        read=splitting.count,
        blank=found.blank,
        events=events,
        dropped=(*sorted(found.dropped, key=_number), *_lost(splitting)),
        unused=tuple(splitting.unused.most_common()),
        more=_more(bounds),
    )


class _Found:
    """What the entries gave so far."""

    def __init__(self, bounds: Bounds, splitting: Splitting) -> None:
        self.bounds = bounds
        self.splitting = splitting
        self.guesses = Guesses()
        self.told: dict[int, Told] = {}
        self.newest: dict[_Place, int] = {}
        self.programs: dict[str, None] = {}
        self.dropped: list[Dropped] = []
        self.blank = 0

    def take(self, entry: Entry) -> None:
        """Take one entry."""
        if entry.is_blank:
            self.blank += 1
            return
        try:
            told = told_of(entry, self.guesses, self.bounds.zones)
        except NoDay as error:
            self._drop(entry, str(error))
            return
        entry.properties.clear()  # they are in `told` now
        self.programs.setdefault(entry.calendar.program)
        for line, why, text in told.lost:
            self.splitting.lose(f"{told.where}, line {line}", why, text)
        if told.more_attendees:
            self.splitting.unused["further attendees"] += told.more_attendees
        if self._is_newest(told):
            self.told[entry.number] = told

    def _is_newest(self, told: Told) -> bool:
        """Whether no newer version of an entry was there before; an older one makes room."""
        place = (told.uid, told.replaces)
        before = self.newest.get(place) if told.uid else None
        if before is None:
            self.newest[place] = told.entry.number
            return True
        other = self.told[before]
        if other.sequence < told.sequence:
            del self.told[before]
            self._drop(other.entry, f"entry {told.entry.number} is a newer version of it")
        elif other.sequence > told.sequence:
            self._drop(told.entry, f"entry {before} is a newer version of it")
            return False
        elif (other.begins, other.name) == (told.begins, told.name):
            self._drop(told.entry, f"entry {before} says the same")
            return False
        self.newest[place] = told.entry.number
        return True

    def _drop(self, entry: Entry, why: str) -> None:
        self.dropped.append(Dropped(where=f"entry {entry.number}, line {entry.line}", why=why))

    def events(self) -> Iterator[FoundEvent]:
        """The events of all entries, in their order."""
        replacing: dict[str, list[Told]] = {}
        masters: dict[str, Told] = {}
        for told in self.told.values():
            if told.uid and told.replaces is not None:
                replacing.setdefault(told.uid, []).append(told)
            elif told.uid and told.repeats:
                masters.setdefault(told.uid, told)
        for number in sorted(self.told):
            told = self.told[number]
            if told.replaces is not None:
                yield from self._replacing(told, masters.get(told.uid))
            elif told.repeats:
                yield from self._series(told, replacing.get(told.uid, []))
            else:
                yield event_of(told, self.bounds)

    def _replacing(self, told: Told, master: Told | None) -> Iterator[FoundEvent]:
        """An entry that stands for one date of a series, dated by the clock of the series."""
        dated, zones = told.replaces, self.bounds.zones
        if dated is not None and master is not None:
            at = zones.moved(dated, master.begins.zone)
            taken_out = {zones.moved(each, master.begins.zone) for each in master.not_dates}
            if master.sequence > told.sequence and at in taken_out:
                self._drop(told.entry, f"{master.where} is newer and takes this date out")
                return
            dated = Moment(at, master.begins.whole_day)
        yield event_of(told, self.bounds, dated=dated)

    def _series(self, told: Told, replacing: list[Told]) -> Iterator[FoundEvent]:
        self.bounds.repeating += 1
        found, problems = events_of_series(told, replacing, self.bounds)
        for why in problems:
            self.splitting.lose(f"{told.where}, line {told.entry.line}", why, told.name)
        if not found and not replacing:
            self._drop(told.entry, "all of its dates are taken out")
        elif not found:
            self._drop(told.entry, "other entries stand for all of its dates")
        yield from found

    def era(self) -> str:
        """The programs that wrote the calendars."""
        return ", ".join(filter(None, self.programs))[:_LONGEST_ERA]


_LONGEST_ERA = 200  # design choice: characters


def _with_own_keys(events: Iterator[FoundEvent]) -> Iterator[FoundEvent]:
    """The events, each with a key that no other has."""
    times: Counter[str] = Counter()
    for event in events:
        if event.key is None:
            yield event
            continue
        times[event.key] += 1
        before = times[event.key]
        yield event if before == 1 else replace(event, key=f"{event.key}#{before}")


def _number(dropped: Dropped) -> int:
    """The line at the end of a place in words."""
    return int(dropped.where.rpartition(" ")[2])


def _lost(splitting: Splitting) -> Iterator[Dropped]:
    """The parts that were lost, and of very many the number."""
    yield from splitting.lost
    if splitting.more_lost:
        why = f"{splitting.more_lost:,} further lines were lost"
        yield Dropped(where="further lines", why=why, kept=True)


def _more(bounds: Bounds) -> dict[str, str]:
    """What somebody should know who looks at these events."""
    found: dict[str, str] = {}
    if bounds.in_utc:
        found["times"] = (
            f"{bounds.in_utc:,} times are those of {UTC_NAME}, because the calendar does not say "
            "whose clock is meant"
        )
    if bounds.repeating:
        found["dates"] = (
            f"of repeating entries the first date is taken, and those from {bounds.first} to "
            f"{bounds.last}"
        )
    return found
