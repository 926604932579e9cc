"""What becomes of the entries of a calendar: new events, moved ones, and whom one may have met."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, time
from typing import Any

from keepknocking.exchange.found import FileRead, FoundEvent
from keepknocking.ledger.events import CALENDAR_ENTRY, Event
from keepknocking.ledger.moments import When
from keepknocking.ledger.story.registers import Ids
from keepknocking.ledger.story.rendering import line_of
from keepknocking.ledger.story.spelling import slug
from keepknocking.ledger.story.statements import Met, Named, NamedEvent
from keepknocking.services.imports.comparing import name_form
from keepknocking.services.imports.fitting import Cutting
from keepknocking.services.imports.here import Here, mark_of_item
from keepknocking.services.imports.matching import Matcher, Origin
from keepknocking.services.imports.plans import Kind, Place, PlannedItem, Status
from keepknocking.store.origins import NewProposal, Said

_FIELDS = ("name", "on", "begins", "minutes", "place")
_LONGEST_FOR_ID = 80  # design choice: characters of a name that go into an id
_MOST_MEETINGS = 200  # design choice: so many meetings one import proposes; nobody confirms more


def origin_of_event(found: FoundEvent, read: FileRead) -> Origin:
    """The source of an event, and its name there: of a series each date has its own."""
    key = found.key
    if key is None:
        begins = "" if found.begins is None else f"{found.begins:%H:%M}"
        return read.kind.value, f"{name_form(found.name)}|{found.on}|{begins}"
    source, _, name = key.partition(":")
    source, name = (source, name) if name else ("key", source)
    # A card and an entry may bear the same name at their source.
    return f"event {source}", f"{name}|{found.on}" if key == found.series else name


class EventsOfFiles:
    """All events of the ledger and of the files, while an import is planned."""

    def __init__(self, here: Here) -> None:
        self.here = here
        self.items: list[PlannedItem] = []
        self.said: dict[Origin, Said] = {}
        self.events: dict[str, Event] = dict(here.ledger.event)
        self.meetings: list[NewProposal] = []
        self.not_proposed = 0
        self._ids = Ids()
        self._named: dict[tuple[str, date], list[str]] = {}
        self._seen: dict[Origin, str] = {}
        self._met = {(met.person, met.event) for met in here.ledger.encounters}
        for event in here.ledger.events:
            self._ids.use(event.id)
            self._named.setdefault((name_form(event.name), event.when.on), []).append(event.id)

    def take(self, read: FileRead, cutting: Cutting, step: Callable[[], None]) -> None:
        """Plan what becomes of the entries of one file."""
        taken: set[str] = set()
        before = set(self.events)
        for entry in read.events:
            step()
            found = replace(
                entry,
                name=cutting.text(entry.name, entry.where).strip() or "Calendar entry",
                place=None if entry.place is None else cutting.text(entry.place, entry.where),
                kind=None if entry.kind is None else cutting.text(entry.kind, entry.where),
                begins=None if entry.begins is None else _on_the_clock(entry.begins),
            )
            self._one(found, origin_of_event(found, read), Place(read.name, found.where), taken)
        for identity in self.events.keys() - before:
            event = self.events[identity]
            self._named.setdefault((name_form(event.name), event.when.on), []).append(identity)

    def _one(self, found: FoundEvent, origin: Origin, place: Place, taken: set[str]) -> None:
        item = mark_of_item(Kind.EVENT, origin)
        why = ""
        status, thing = Status.SKIPPED, None
        changes: list[tuple[str, str, str]] = []
        removed = False
        if origin in self._seen:
            status, why = Status.SAME, f"the same entry as in {self._seen[origin]}"
        elif self.here.choices.leaves_out(item, Kind.EVENT, found.series):
            why = "left out, as you chose"
        elif origin in self.here.gone and item not in self.here.choices.bring_back:
            why, removed = "you took it out: tick it to bring it back", True
        else:
            status, changes, thing, why = self._planned(found, origin, taken)
            self._seen[origin] = place.at
            taken.add(thing)
        self.items.append(
            PlannedItem(
                kind=Kind.EVENT,
                label=found.name,
                status=status,
                where=place,
                id=item,
                why=why,
                changes=tuple(changes),
                thing=thing,
                series=found.series,
                removed=removed,
            )
        )

    def _planned(
        self, found: FoundEvent, origin: Origin, taken: set[str]
    ) -> tuple[Status, list[tuple[str, str, str]], str, str]:
        before = self.here.here.get(origin)
        thing = before.key if before is not None else self._same(found, taken)
        if thing is None:
            thing = self._new(found)
            self._remember(origin, thing, found, before)
            return Status.NEW, [], thing, ""
        changes, why = self._changed(thing, found, before)
        self._remember(origin, thing, found, before)
        return (Status.CHANGED if changes else Status.SAME), changes, thing, "; ".join(why)

    def _same(self, found: FoundEvent, taken: set[str]) -> str | None:
        """The event of the ledger with the same name and day, and no other time of day."""
        for one in self._named.get((name_form(found.name), found.on), ()):
            begins = self.events[one].begins
            if one not in taken and (None in (begins, found.begins) or begins == found.begins):
                return one
        return None

    def _new(self, found: FoundEvent) -> str:
        identity = self._ids.free(
            f"{slug(found.name[:_LONGEST_FOR_ID], otherwise='event')}-{found.on}"
        )
        self._ids.use(identity)
        self.events[identity] = Event(
            id=identity,
            name=found.name,
            when=self.here.when(found.on),
            kind=found.kind or CALENDAR_ENTRY,
            minutes=_minutes(found),
            begins=found.begins,
            place=found.place if found.place and found.place.strip() else None,
            cancelled=When(self.here.today) if found.cancelled else None,
        )
        return identity

    def _changed(
        self, thing: str, found: FoundEvent, before: Said | None
    ) -> tuple[list[tuple[str, str, str]], list[str]]:
        """Go the three ways with every field of an event that is there."""
        event = self.events[thing]
        said: Mapping[str, Any] = {} if before is None else before.said
        changes: list[tuple[str, str, str]] = []
        why: list[str] = []
        for name in _FIELDS:
            now = _minutes(found) if name == "minutes" else getattr(found, name)
            mine = event.when.on if name == "on" else getattr(event, name)
            if now is None or _written(now) == _written(mine):
                continue
            if _written(now) == said.get(name):
                why.append(f"kept as you wrote it: {_written(mine) or f'no {name}'}")
            elif _written(mine) == said.get(name):
                changes.append((name, _written(mine) or "", _written(now) or ""))
                event = _with(event, name, now, self.here)
            else:
                why.append(f"kept {_written(mine)}; the file says {_written(now)}")
        if found.cancelled and event.cancelled is None and not said.get("cancelled", False):
            changes.append(("cancelled", "", "yes"))
            event = replace(event, cancelled=When(self.here.today))
        self.events[thing] = event
        return changes, why

    def _remember(self, origin: Origin, thing: str, found: FoundEvent, before: Said | None) -> None:
        old = {} if before is None else dict(before.said)
        now: dict[str, Any] = {
            "name": found.name,
            "on": _written(found.on),
            "begins": _written(found.begins),
            "minutes": _written(_minutes(found)),
            "place": found.place,
        }
        new = {**old, **{name: value for name, value in now.items() if value is not None}}
        if found.cancelled:
            new["cancelled"] = True
        if new != old or before is None or before.key != thing:
            self.said[origin] = Said(origin[0], origin[1], Kind.EVENT, thing, new)

    def propose_meetings(self, read: FileRead, matcher: Matcher, names: Mapping[str, str]) -> None:
        """Propose that known people on the list of a past event were met there, once a series."""
        once: set[tuple[str, str]] = set()
        for found in sorted(read.events, key=lambda each: each.on, reverse=True):
            origin = origin_of_event(found, read)
            held = self.said.get(origin) or self.here.here.get(origin)
            if held is None or found.on > self.here.today or found.cancelled:
                continue
            event = self.events.get(held.key)
            for attendee in found.attendees:
                person = matcher.by_mail(attendee.email) if attendee.email else None
                if event is None or person is None or person not in names:
                    continue
                here = (person, found.series or held.key)
                if (person, event.id) in self._met or here in once:
                    continue
                once.add(here)
                self._propose(event, person, names[person])

    def _propose(self, event: Event, person: str, name: str) -> None:
        if len(self.meetings) >= _MOST_MEETINGS:
            self.not_proposed += 1
            return
        met = Met(
            person=Named(name=name, id=person), event=NamedEvent(name=event.name, id=event.id)
        )
        mark = mark_of_item("meeting", (person, event.id))
        self.meetings.append(
            NewProposal(
                marks=(mark,),
                person=person,
                lines=(line_of(met, When(event.when.on)),),
                why=f"{name} was on the list of {event.name} on {event.when.on}.",
                is_clear=False,
                excerpt="",
            )
        )


def _on_the_clock(begins: time) -> time:
    return begins.replace(second=0, microsecond=0, tzinfo=None)


def _minutes(found: FoundEvent) -> int | None:
    return found.minutes if found.minutes is not None and found.minutes > 0 else None


def _written(value: object) -> str | None:
    """A value of an event as it is kept and shown."""
    if value is None:
        return None
    return value.strftime("%H:%M") if hasattr(value, "hour") else str(value)  # type: ignore[attr-defined]


def _with(event: Event, name: str, value: object, here: Here) -> Event:
    if name == "on":
        if not isinstance(value, date):
            return event
        return replace(event, when=here.when(value))
    more: dict[str, Any] = {name: value}
    return replace(event, **more)
