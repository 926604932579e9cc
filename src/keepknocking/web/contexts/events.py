"""What the page of the events shows: what is coming, what waits to be told of, what has been."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from django.urls import reverse
from django.utils.safestring import SafeString

from keepknocking.ledger.events import CALENDAR_ENTRY, RUNGS, Event, Rung
from keepknocking.services.evenings import Row, Stage, Street
from keepknocking.web.contexts.pager import Pager
from keepknocking.web.pictures.doors import DoorState, mini_door
from keepknocking.web.pictures.emblems import seal
from keepknocking.web.pictures.street import street as street_of_doors
from keepknocking.web.words import apart
from keepknocking.wording.phrases import MONTHS, counted, listed, weekday_and_day

DOORS = {
    Rung.NOTHING: "Nothing I can use",
    Rung.A_NAME: "Someone who knows someone",
    Rung.AN_OPENING: "An opening and a contact",
    Rung.AN_INTERVIEW: "An interview on the spot",
    Rung.AN_OFFER: "An offer on the spot",
}
"""What stands over the five doors of an evening, worst to best."""
MOST = 30  # design choice: evenings of the past on one page
_MINUTES_AN_HOUR = 60  # by definition
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """One event in a list; `mark` is hers of 100, empty where there is none."""

    door: SafeString
    name: str
    url: str
    when: str
    state: str
    action: str
    seal: SafeString
    came: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The events of one month that have been."""

    name: str
    lines: tuple[EventLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventsPage:
    """All that the page of the events shows."""

    headline: str
    coming: tuple[EventLine, ...]
    waiting: tuple[EventLine, ...]
    entries: tuple[EventLine, ...]
    months: tuple[Month, ...]
    pager: Pager | None
    is_first: bool
    street: SafeString


def url_of(name: str, event: Event) -> str:
    """The address of a page about an event."""
    return reverse(name, args=[event.id])


def day_of(event: Event, *, today: date) -> str:
    """The day of an event as one says it."""
    words = weekday_and_day(event.when.on, today=today)
    near = {-_ONE_DAY: "Yesterday", timedelta(): "Today", _ONE_DAY: "Tomorrow"}
    nearby = near.get(event.when.on - today)
    return f"{nearby}, {words}" if nearby else words


def about(event: Event) -> str:
    """Kind and length of an event: "meetup, 2 hours"; empty where neither was said."""
    is_plain = event.kind == CALENDAR_ENTRY
    kind = "from your calendar" if is_plain else event.kind
    length = [] if event.minutes is None else [length_in_words(event.minutes)]
    return ", ".join(([kind] if kind else []) + length)


def length_in_words(minutes: int) -> str:
    """A length of time as one says it.

    >>> length_in_words(90), length_in_words(120), length_in_words(45)
    ('1 hour 30 minutes', '2 hours', '45 minutes')
    """
    hours, rest = divmod(minutes, _MINUTES_AN_HOUR)
    parts = [counted(hours, "hour")] if hours else []
    return " ".join(parts + ([counted(rest, "minute")] if rest else []))


def when_of(event: Event, *, today: date) -> str:
    """The small line over an event: its day and time, its place, its kind, its length."""
    begins = "" if event.begins is None else f", {event.begins:%H:%M}"
    more = [part for part in (apart(event.place or ""), about(event)) if part]
    return " · ".join([day_of(event, today=today) + begins, *more])


def events_page(street: Street, *, today: date, before: int) -> EventsPage:
    """The page of the events, from the one `before` of those that have been."""
    return EventsPage(
        headline=_headline(street, today=today),
        coming=tuple(_line(row, today=today) for row in street.coming),
        waiting=tuple(_line(row, today=today) for row in street.waiting),
        entries=tuple(_entry(row, today=today) for row in street.entries),
        months=_months(street.been, today=today),
        pager=_pager(street, before),
        is_first=not (street.coming or street.waiting or street.been_in_all or street.entries),
        street=street_of_doors(),
    )


def _headline(street: Street, *, today: date) -> str:
    if street.waiting:
        names = listed([row.event.name for row in street.waiting[:2]])
        more = "" if len(street.waiting) <= 2 else " and others"  # noqa: PLR2004 (two are named)
        return f"What did {names}{more} bring?"
    if street.coming:
        event = street.coming[0].event
        day = day_of(event, today=today)
        near = day.split(",")[0].lower() if "," in day else f"on {day}"
        return f"Next comes {event.name}, {near}."
    return "Nothing is planned. One evening is enough to begin again."


def _line(row: Row, *, today: date, is_past: bool = False) -> EventLine:
    event = row.event
    state, action = _state(row)
    lit = row.is_guessed or row.stage is Stage.TOLD
    came = "" if row.debrief is None else DOORS[row.debrief.rung]
    number = None if row.debrief is None else RUNGS.index(row.debrief.rung) + 1
    return EventLine(
        door=mini_door(number, state=DoorState.LIT if lit else DoorState.CLOSED),
        name=event.name,
        url=url_of("event", event),
        when=day_of(event, today=today) if is_past else when_of(event, today=today),
        state="You did not say what it came to." if is_past and action else state,
        action="" if is_past else action,
        seal=seal(broken=False) if row.is_sealed and row.debrief is None else SafeString(""),
        came=came,
        mark="" if row.mark is None else str(row.mark),
    )


def _entry(row: Row, *, today: date) -> EventLine:
    """What a calendar brought in: it is only shown, and nothing is asked about it."""
    return replace(_line(row, today=today), state="", action="")


def _state(row: Row) -> tuple[str, str]:
    if row.stage is Stage.CANCELLED:
        return "Called off, or you did not go: nothing is marked.", ""
    if row.stage is Stage.TOLD:
        return "", ""
    if row.stage is Stage.WAITING:
        guess = "Your guess is sealed." if row.is_sealed else ""
        return guess, "Say what it came to"
    if row.is_sealed:
        return "Your guess is sealed.", "Look at it"
    if row.is_guessed:
        return "Your guess is stated, not sealed.", "Look at it"
    return "No guess yet.", "What do you expect?"


def _months(rows: Iterable[Row], *, today: date) -> tuple[Month, ...]:
    by_month = groupby(rows, key=lambda row: (row.event.when.on.year, row.event.when.on.month))
    return tuple(
        Month(
            name=f"{MONTHS[month - 1]} {year}",
            lines=tuple(_line(row, today=today, is_past=True) for row in rows),
        )
        for (year, month), rows in by_month
    )


def _pager(street: Street, before: int) -> Pager | None:
    last = before + len(street.been)
    if before == 0 and last == street.been_in_all:
        return None
    at = reverse("events")
    earlier = max(before - MOST, 0)
    back = at if earlier == 0 else f"{at}?before={earlier}"
    return Pager(
        sentence=f"Evenings {before + 1} to {last} of {street.been_in_all}, the latest first",
        previous_url=back + "#been" if before else "",
        next_url=f"{at}?before={last}#been" if last < street.been_in_all else "",
    )
