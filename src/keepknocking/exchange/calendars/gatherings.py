"""What is one entry of a calendar: its name, day, time, place, and who was invited?

The name is the entry's summary, else its place, else "Calendar entry". The day is where it begins;
an entry that only says where it ends, or which date of a series it replaces, has that day. Without
any of them nobody could say when it was, and it is dropped with the reason.

Who organizes it and who is invited are its attendees, but not rooms and equipment, and not the
calendar itself, which some programs name as organizer.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

from keepknocking.exchange.calendars.entries import Entry
from keepknocking.exchange.calendars.moments import Moment, NotAMoment, Zones, length_of, moment_of
from keepknocking.exchange.cards.charsets import Guesses, texts_of
from keepknocking.exchange.cards.content_lines import Property
from keepknocking.exchange.cards.texts import LONGEST_NAME, mail_address, one_line
from keepknocking.exchange.found import FoundAttendee

NAMELESS = "Calendar entry"
MOST_ATTENDEES = 50  # design choice: of one event
_LONGEST_MINUTES = 60 * 24 * 366  # design choice: what is longer than a year is a mishap
_THINGS = frozenset({"ROOM", "RESOURCE", "GROUP"})
_CALENDARS = ("@group.calendar.google.com", "@calendar.google.com", "@import.calendar.google.com")
_GATHERINGS = (
    ("//meetup", "@meetup.com"),
    ("//luma", "@events.lu.ma"),
    ("//eventbrite", "@eventbrite.com"),
)
"""Of programs that have only gatherings: a part of their name, and how their UIDs end."""


class NoDay(ValueError):
    """An entry of which nobody could say on which day it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One entry as text. `begins` is where it begins, `replaces` the date it stands for."""

    entry: Entry
    uid: str
    name: str
    begins: Moment
    length: timedelta | None = None
    place: str | None = None
    kind: str | None = None
    cancelled: bool = False
    sequence: int = 0
    attendees: tuple[FoundAttendee, ...] = ()
    more_attendees: int = 0
    replaces: Moment | None = None
    and_all_after: bool = False
    rules: tuple[str, ...] = ()
    not_rules: tuple[str, ...] = ()
    dates: tuple[Moment, ...] = ()
    not_dates: tuple[Moment, ...] = ()
    lost: tuple[tuple[int, str, str], ...] = field(default=())

    @property
    def repeats(self) -> bool:
        """Whether it has more than one date."""
        return bool(self.rules or self.dates)

    @property
    def where(self) -> str:
        """Its place in the file."""
        return f"entry {self.entry.number}"


class _Texts:
    """The values of one entry by property, and what of them could not be read."""

    def __init__(self, entry: Entry, guesses: Guesses) -> None:
        self.values: dict[str, list[tuple[Property, str]]] = {}
        self.lost: list[tuple[int, str, str]] = []
        for line, text in texts_of(entry.properties, guesses):
            if text is None:
                self.lost.append((line.number, "its base64 is not whole", ""))
            else:
                self.values.setdefault(line.name, []).append((line, text))

    def first(self, name: str) -> str:
        """The first value of a property that says something, in one line."""
        given = (one_line(text) for _, text in self.values.get(name, ()))
        return next(filter(None, given), "")

    def all(self, name: str) -> tuple[str, ...]:
        """All values of a property."""
        return tuple(text for _, text in self.values.get(name, ()) if text.strip())

    def moment(self, name: str) -> Moment | None:
        """The first moment of a property that can be read."""
        return next(iter(self.moments(name)), None)

    def moments(self, name: str) -> tuple[Moment, ...]:
        """All moments of a property; of periods where they begin."""
        found: list[Moment] = []
        for line, text in self.values.get(name, ()):
            zone = line.parameter("TZID")
            for each in one_line(text).replace(";", ",").split(",")[:_MOST_LISTED]:
                begins = each.partition("/")[0]
                try:
                    found.append(moment_of(begins, zone=zone))
                except NotAMoment:
                    if begins.strip():
                        self.lost.append((line.number, "it is no date", begins))
        return tuple(found)


_MOST_LISTED = 5_000  # design choice: dates in one line


def told_of(entry: Entry, guesses: Guesses, zones: Zones) -> Told:
    """The entry as text.

    Raises
    ------
    NoDay
    """
    texts = _Texts(entry, guesses)
    replaces = texts.moment("RECURRENCE-ID")
    begins = texts.moment("DTSTART") or replaces or _last_day(texts)
    if begins is None:
        raise NoDay(_why_no_day(texts))
    place = texts.first("LOCATION")[:LONGEST_NAME]
    uid = texts.first("UID")
    attendees = tuple(_attendees(texts))
    ranged = {line.parameter("RANGE").upper() for line, _ in texts.values.get("RECURRENCE-ID", ())}
    return Told(
        entry=entry,
        uid=uid if len(uid) <= LONGEST_NAME else "",
        name=texts.first("SUMMARY")[:LONGEST_NAME] or place or NAMELESS,
        begins=begins,
        length=_length(texts, begins, zones),
        place=place or None,
        kind="meetup" if _is_gathering(entry.calendar.program, uid) else None,
        cancelled=entry.calendar.cancels or texts.first("STATUS").upper() in _CANCELLED,
        sequence=_sequence(texts.first("SEQUENCE")),
        attendees=attendees[:MOST_ATTENDEES],
        more_attendees=max(len(attendees) - MOST_ATTENDEES, 0),
        replaces=replaces,
        and_all_after="THISANDFUTURE" in ranged,
        rules=texts.all("RRULE"),
        not_rules=texts.all("EXRULE"),
        dates=texts.moments("RDATE"),
        not_dates=texts.moments("EXDATE"),
        lost=tuple(texts.lost),
    )


_MARKS = frozenset(":;=@/")  # design choice: what no name has
_CANCELLED = frozenset({"CANCELLED", "CANCELED"})


def _why_no_day(texts: _Texts) -> str:
    written = texts.first("DTSTART")
    return f"its day cannot be read: {written[:LONGEST_NAME]}" if written else "it has no day"


def _last_day(texts: _Texts) -> Moment | None:
    """The day of an entry that only says where it ends; the end of whole days is the day after."""
    ends = texts.moment("DTEND")
    if ends is None or not ends.whole_day or ends.at.toordinal() == 1:
        return ends
    return replace(ends, at=ends.at - timedelta(days=1))


def _length(texts: _Texts, begins: Moment, zones: Zones) -> timedelta | None:
    """How long it is; None for whole days, and where it does not say, or says nonsense."""
    if begins.whole_day:
        return None
    ends = texts.moment("DTEND")
    if ends is not None and not ends.whole_day:
        length = zones.moved(ends, begins.zone) - begins.at
    else:
        length = length_of(texts.first("DURATION")) or timedelta()
    minutes = length // timedelta(minutes=1)
    return length if 0 < minutes <= _LONGEST_MINUTES else None


def _sequence(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < len("1000000000") else 0


def _is_gathering(program: str, uid: str) -> bool:
    written_by, named = program.lower(), uid.lower()
    return any(name in written_by or named.endswith(end) for name, end in _GATHERINGS)


def _attendees(texts: _Texts) -> Iterator[FoundAttendee]:
    """The organizer and all who are invited, each once."""
    seen: set[str] = set()
    for name in ("ORGANIZER", "ATTENDEE"):
        for line, text in texts.values.get(name, ()):
            if line.parameter("CUTYPE").upper() in _THINGS:
                continue
            found = _attendee(line, text)
            key = (found.email or found.name or "").lower()
            if key and key not in seen and not key.endswith(_CALENDARS):
                seen.add(key)
                yield found


def _attendee(line: Property, text: str) -> FoundAttendee:
    address = mail_address(text) or mail_address(line.parameter("EMAIL"))
    name = one_line(line.parameter("CN")).strip("'\" ")
    if not name:
        # vCalendar 1.0 has the name in the value: Ana Reyes <ana@example.org>.
        before, bracket, _ = one_line(text).partition("<")
        plain = bool(bracket) or not (address or _MARKS & set(text))
        name = before.strip("'\" ") if plain else ""
    named = name if name.lower() != address.lower() and len(name) <= LONGEST_NAME else ""
    return FoundAttendee(name=named or None, email=address or None)
