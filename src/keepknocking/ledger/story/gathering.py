"""Gathering: the ledger out of what was bound and told, without what bad lines left behind."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Protocol, TypeVar

from keepknocking.ledger.events import Event
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.openings import Opening
from keepknocking.ledger.people import Person
from keepknocking.ledger.story.facts import Telling
from keepknocking.ledger.story.problems import Unreadable
from keepknocking.ledger.story.registers import KnownEvent, KnownOpening, KnownPerson
from keepknocking.ledger.story.spelling import written_id
from keepknocking.ledger.story.statements import Named, NamedEvent, NamedOpening, Reference


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


Thing = TypeVar("Thing", bound=_Identified)
# The kinds of facts that new lines never change.
ONLY_ADDED = (
    "ties",
    "contact_details",
    "contact_rules",
    "encounters",
    "debriefs",
    "expectations",
    "stages",
    "thanks",
    "efforts",
    "notes",
    "corrections",
)


def without_loose_threads(telling: Telling) -> Iterator[tuple[int, Unreadable]]:
    """Drop what is said to come of an ask that was not kept by then; yield its place and why."""
    facts = telling.facts
    kept = []
    for place, made in facts.introductions:
        if made.ask is None or _is_kept(telling, made.ask, made.made.on):
            kept.append((place, made))
        else:
            yield place, _not_kept(made.ask, made.made.on)
    facts.introductions = kept
    for identity, origin in list(facts.origins.items()):
        day = telling.binder.openings.by_id[identity].known.on
        if origin.ask is not None and not _is_kept(telling, origin.ask, day):
            yield origin.place, _not_kept(origin.ask, day)
            del facts.origins[identity]


def _is_kept(telling: Telling, ask: str, day: date) -> bool:
    found = telling.asks.by_id.get(ask)
    return found is not None and found.fulfilment is not None and found.fulfilment.on <= day


def _not_kept(ask: str, day: date) -> Unreadable:
    return Unreadable(written_id(ask), f"an ask that was kept by {day}")


def ledger_of(telling: Telling, *, without: Collection[int]) -> Ledger:
    """The ledger. Who was brought in by a bad line stays only if a good line names her."""
    facts, binder = telling.facts, telling.binder
    whole = Ledger(
        search=facts.search,
        people=tuple(map(person_of, binder.people.by_id.values())),
        ties=tuple(facts.ties),
        contact_details=tuple(facts.contact_details),
        contact_rules=tuple(facts.contact_rules),
        events=tuple(event_of(telling, known) for known in binder.events.by_id.values()),
        encounters=tuple(facts.encounters),
        debriefs=tuple(facts.debriefs),
        expectations=tuple(facts.expectations),
        asks=telling.asks.told(),
        introductions=tuple(made for _, made in facts.introductions),
        openings=tuple(opening_of(telling, known) for known in binder.openings.by_id.values()),
        stages=tuple(facts.stages),
        thanks=tuple(facts.thanks),
        efforts=tuple(facts.efforts),
        pauses=tuple(facts.pauses.told),
        notes=tuple(facts.notes),
        corrections=tuple(facts.corrections),
    )
    openings = {known.id for known in binder.openings.by_id.values() if known.place in without}
    people = {known.id for known in binder.people.by_id.values() if known.place in without}
    return _without_people(_without_openings(whole, openings), people)


def grown(ledger: Ledger, telling: Telling, references: Iterable[Reference]) -> Ledger:
    """The ledger with what was told on from it; `references` are whom and what that names."""
    facts, binder = telling.facts, telling.binder
    people = [binder.people.by_id[one.key] for one in references if isinstance(one, Named)]
    events = [binder.events.by_id[one.key] for one in references if isinstance(one, NamedEvent)]
    openings = [
        binder.openings.by_id[one.key] for one in references if isinstance(one, NamedOpening)
    ]
    added: dict[str, Any] = {
        name: (*getattr(ledger, name), *getattr(facts, name)) for name in ONLY_ADDED
    }
    return Ledger(
        search=facts.search,
        pauses=tuple(facts.pauses.told),
        people=_with(ledger.person, map(person_of, people)),
        events=_with(ledger.event, (event_of(telling, known) for known in events)),
        openings=_with(
            ledger.opening, (_later(ledger, opening_of(telling, known)) for known in openings)
        ),
        asks=_with(ledger.ask, telling.asks.told()),
        introductions=(*ledger.introductions, *(made for _, made in facts.introductions)),
        **added,
    )


def _with(things: Mapping[str, Thing], told: Iterable[Thing]) -> tuple[Thing, ...]:
    return tuple({**things, **{thing.id: thing for thing in told}}.values())


def _later(ledger: Ledger, opening: Opening) -> Opening:
    """The opening, with its origin where the ledger has that already."""
    before = ledger.opening.get(opening.id)
    return opening if before is None else replace(before, closed=opening.closed)


def _without_openings(ledger: Ledger, doubted: Collection[str]) -> Ledger:
    """The ledger without the openings in doubt that nothing else names."""
    named = set(ledger.references()) if doubted else set()
    kept = (
        opening
        for opening in ledger.openings
        if opening.id not in doubted or ("opening", opening.id) in named
    )
    return replace(ledger, openings=tuple(kept)) if doubted else ledger


def _without_people(ledger: Ledger, doubted: Collection[str]) -> Ledger:
    """The ledger without the people in doubt whom nothing else names."""
    named = set(ledger.references()) if doubted else set()
    kept = (
        person
        for person in ledger.people
        if person.id not in doubted or ("person", person.id) in named
    )
    return replace(ledger, people=tuple(kept)) if doubted else ledger


def person_of(known: KnownPerson) -> Person:
    """The person as she is known in the end."""
    return Person(
        id=known.id,
        name=known.name,
        known=known.known,
        organization=known.organization,
        role=known.role,
    )


def event_of(telling: Telling, known: KnownEvent) -> Event:
    """The event, and whether it was called off."""
    return Event(
        id=known.id,
        name=known.name,
        when=known.when,
        kind=known.kind,
        minutes=known.minutes,
        begins=known.begins,
        place=known.place,
        cancelled=telling.facts.cancelled.get(known.id),
    )


def opening_of(telling: Telling, known: KnownOpening) -> Opening:
    """The opening, who told of it, and whether it is closed."""
    origin = telling.facts.origins.get(known.id)
    return Opening(
        id=known.id,
        title=known.title,
        organization=known.organization,
        known=known.known,
        told_by=None if origin is None else origin.told_by,
        ask=None if origin is None else origin.ask,
        closed=telling.facts.closed.get(known.id),
    )
