"""Gathering: the ledger out of what was bound and told, without what bad lines left behind."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from keepknocking.ledger.events import Event
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.openings import Opening
from keepknocking.ledger.people import Person
from keepknocking.ledger.story.facts import Telling
from keepknocking.ledger.story.problems import Unreadable
from keepknocking.ledger.story.spelling import written_id


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
    facts = telling.facts
    whole = Ledger(
        search=facts.search,
        people=_people(telling),
        ties=tuple(facts.ties),
        contact_rules=tuple(facts.contact_rules),
        events=_events(telling),
        encounters=tuple(facts.encounters),
        debriefs=tuple(facts.debriefs),
        expectations=tuple(facts.expectations),
        asks=telling.asks.told(),
        introductions=tuple(made for _, made in facts.introductions),
        openings=_openings(telling),
        stages=tuple(facts.stages),
        thanks=tuple(facts.thanks),
        efforts=tuple(facts.efforts),
        pauses=tuple(facts.pauses),
        notes=tuple(facts.notes),
        corrections=tuple(facts.corrections),
    )
    binder = telling.binder
    openings = {known.id for known in binder.openings.by_id.values() if known.place in without}
    people = {known.id for known in binder.people.by_id.values() if known.place in without}
    return _without_people(_without_openings(whole, openings), people)


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


def _people(telling: Telling) -> tuple[Person, ...]:
    return tuple(
        Person(
            id=known.id,
            name=known.name,
            known=known.known,
            organization=known.organization,
            role=known.role,
        )
        for known in telling.binder.people.by_id.values()
    )


def _events(telling: Telling) -> tuple[Event, ...]:
    return tuple(
        Event(
            id=known.id,
            name=known.name,
            when=known.when,
            kind=known.kind,
            minutes=known.minutes,
            cancelled=telling.facts.cancelled.get(known.id),
        )
        for known in telling.binder.events.by_id.values()
    )


def _openings(telling: Telling) -> tuple[Opening, ...]:
    origins, closed = telling.facts.origins, telling.facts.closed
    return tuple(
        Opening(
            id=known.id,
            title=known.title,
            organization=known.organization,
            known=known.known,
            told_by=origins[known.id].told_by if known.id in origins else None,
            ask=origins[known.id].ask if known.id in origins else None,
            closed=closed.get(known.id),
        )
        for known in telling.binder.openings.by_id.values()
    )
