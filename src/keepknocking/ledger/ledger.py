"""The ledger: everything one search knows, as one frozen value whose references all hold.

Two ledgers that hold the same facts are equal, in whatever order the facts were told: things with
an id are kept by day and id; facts without one by day, and within a day as they were told.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any, Protocol

from keepknocking.ledger.asks import Ask, Introduction
from keepknocking.ledger.events import Debrief, Encounter, Event
from keepknocking.ledger.expectations import Expectation
from keepknocking.ledger.moments import When
from keepknocking.ledger.openings import Opening, Stage
from keepknocking.ledger.people import ContactRule, Person, Thanks, Tie
from keepknocking.ledger.searches import Correction, Effort, Note, Pause, Search


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


class UnknownReference(ValueError):
    """A fact that names a person, event, ask or opening which the ledger does not hold."""

    def __init__(self, kind: str, reference: str) -> None:
        super().__init__(f"the ledger holds no {kind} with the id {reference!r}")


class TwiceTheSame(ValueError):
    """Two things of one kind with the same id."""

    def __init__(self, kind: str, reference: str) -> None:
        super().__init__(f"two {kind}s have the id {reference!r}: ids must differ")


class EmptyId(ValueError):
    """A thing with an id that nobody can write."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"every {kind} needs an id that is not empty")


class NotFulfilled(ValueError):
    """An introduction or an opening said to come of an ask that is not fulfilled by then."""

    def __init__(self, ask: str, day: date) -> None:
        super().__init__(f"ask {ask!r} is not fulfilled on {day}: nothing can have come of it")


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """All facts of one search. An empty one is `Ledger()`."""

    search: Search | None = None
    people: tuple[Person, ...] = ()
    ties: tuple[Tie, ...] = ()
    contact_rules: tuple[ContactRule, ...] = ()
    events: tuple[Event, ...] = ()
    encounters: tuple[Encounter, ...] = ()
    debriefs: tuple[Debrief, ...] = ()
    expectations: tuple[Expectation, ...] = ()
    asks: tuple[Ask, ...] = ()
    introductions: tuple[Introduction, ...] = ()
    openings: tuple[Opening, ...] = ()
    stages: tuple[Stage, ...] = ()
    thanks: tuple[Thanks, ...] = ()
    efforts: tuple[Effort, ...] = ()
    pauses: tuple[Pause, ...] = ()
    notes: tuple[Note, ...] = ()
    corrections: tuple[Correction, ...] = ()

    def __post_init__(self) -> None:
        """Bring the facts into their order, and refuse ids twice and references to nothing."""
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, tuple):
                object.__setattr__(self, field.name, tuple(sorted(value, key=_place)))
        for kind, things in self._things().items():
            _refuse_twice(kind, things)
        for kind, reference in self.references():
            if reference not in self._ids[kind]:
                raise UnknownReference(kind, reference)
        for made in self.introductions:
            self._check_fulfilled(made.ask, made.made.on)
        for opening in self.openings:
            self._check_fulfilled(opening.ask, opening.known.on)

    def _check_fulfilled(self, ask: str | None, day: date) -> None:
        if ask is None:
            return
        fulfilment = self.ask[ask].fulfilment
        if fulfilment is None or fulfilment.on > day:
            raise NotFulfilled(ask, day)

    def _things(self) -> Mapping[str, tuple[_Identified, ...]]:
        return {
            "person": self.people,
            "event": self.events,
            "ask": self.asks,
            "opening": self.openings,
        }

    @cached_property
    def _ids(self) -> Mapping[str, frozenset[str]]:
        return {
            kind: frozenset(thing.id for thing in things) for kind, things in self._things().items()
        }

    def references(self) -> Iterable[tuple[str, str]]:
        """Every (kind, id) that some fact of the ledger names."""
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, tuple):
                for fact in value:
                    yield from references_of(fact)

    @cached_property
    def person(self) -> Mapping[str, Person]:
        """The people by id."""
        return MappingProxyType({person.id: person for person in self.people})

    @cached_property
    def event(self) -> Mapping[str, Event]:
        """The events by id."""
        return MappingProxyType({event.id: event for event in self.events})

    @cached_property
    def ask(self) -> Mapping[str, Ask]:
        """The asks by id."""
        return MappingProxyType({ask.id: ask for ask in self.asks})

    @cached_property
    def opening(self) -> Mapping[str, Opening]:
        """The openings by id."""
        return MappingProxyType({opening.id: opening for opening in self.openings})

    def may_contact(self, person: str) -> bool:
        """Whether nothing forbids knocking at this person's door (the last rule counts)."""
        rules = [rule for rule in self.contact_rules if rule.person == person]
        return rules[-1].allowed if rules else True

    def stages_of(self, opening: str) -> tuple[Stage, ...]:
        """The stages of one opening, in order."""
        return tuple(stage for stage in self.stages if stage.opening == opening)

    def asks_of(self, person: str) -> tuple[Ask, ...]:
        """What this person was asked, in order."""
        return tuple(ask for ask in self.asks if ask.of == person)

    def debrief_of(self, event: str) -> Debrief | None:
        """What the event brought, the last word counting, or None where nothing was said yet."""
        found = [debrief for debrief in self.debriefs if debrief.event == event]
        return found[-1] if found else None


REFERRING: Mapping[str, str] = MappingProxyType(
    {
        "of": "person",
        "to": "person",
        "by": "person",
        "person": "person",
        "towards": "person",
        "through": "person",
        "told_by": "person",
        "event": "event",
        "ask": "ask",
        "opening": "opening",
    }
)


def references_of(fact: object) -> Iterable[tuple[str, str]]:
    """Every (kind, id) that one fact names."""
    for name, kind in REFERRING.items():
        reference = getattr(fact, name, None)
        if isinstance(fact, Expectation) and name == "by":
            continue
        if isinstance(reference, str):
            yield kind, reference


def _refuse_twice(kind: str, things: tuple[_Identified, ...]) -> None:
    seen: set[str] = set()
    for thing in things:
        if thing.id in seen:
            raise TwiceTheSame(kind, thing.id)
        if not thing.id:
            raise EmptyId(kind)
        seen.add(thing.id)


def when_of(fact: object) -> When:
    """The day and the moment of a fact, whatever its field is called."""
    for name in ("when", "known", "asked", "made", "since", "started"):
        found = getattr(fact, name, None)
        if isinstance(found, When):
            return found
    raise TypeError(f"{type(fact).__name__} is not a fact: it has no day")


def _place(fact: object) -> tuple[date, str]:
    return when_of(fact).on, getattr(fact, "id", "")


def add(ledger: Ledger, fact: object) -> Ledger:
    """The ledger with one fact more."""
    name = TUPLE_OF[type(fact)]
    more: dict[str, Any] = {name: (*getattr(ledger, name), fact)}
    return replace(ledger, **more)


TUPLE_OF: Mapping[type, str] = MappingProxyType(
    {
        Person: "people",
        Tie: "ties",
        ContactRule: "contact_rules",
        Event: "events",
        Encounter: "encounters",
        Debrief: "debriefs",
        Expectation: "expectations",
        Ask: "asks",
        Introduction: "introductions",
        Opening: "openings",
        Stage: "stages",
        Thanks: "thanks",
        Effort: "efforts",
        Pause: "pauses",
        Note: "notes",
        Correction: "corrections",
    }
)
