"""The ledger: everything one search knows, as one frozen value whose references all hold.

Two ledgers that hold the same facts are equal, in whatever order the facts were told: things with
an id are kept by day and id; facts without one by day, and within a day as they were told.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

from keepknocking.ledger.asks import Ask, Introduction
from keepknocking.ledger.events import CALENDAR_ENTRY, Debrief, Encounter, Event
from keepknocking.ledger.expectations import Expectation
from keepknocking.ledger.moments import When
from keepknocking.ledger.openings import Opening, Stage
from keepknocking.ledger.people import ContactDetail, ContactRule, Person, Thanks, Tie, TieStrength
from keepknocking.ledger.searches import Correction, Effort, Note, Pause, Search

Fact = TypeVar("Fact")


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
    contact_details: tuple[ContactDetail, ...] = ()
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
        for fact_type, name in TUPLE_OF.items():
            in_order = sorted(getattr(self, name), key=_PLACE_OF[fact_type])
            object.__setattr__(self, name, tuple(in_order))
        for kind, things in self._things().items():
            _refuse_twice(kind, things, self._ids[kind])
        if not self._has_all_it_names():
            named = self.references()
            raise UnknownReference(*next(one for one in named if one[1] not in self._ids[one[0]]))
        for made in self.introductions:
            self._check_fulfilled(made.ask, made.made.on)
        for opening in self.openings:
            self._check_fulfilled(opening.ask, opening.known.on)

    def _has_all_it_names(self) -> bool:
        # One field of all facts of a kind at a time: much quicker than fact by fact.
        return all(
            set(map(attrgetter(field), getattr(self, name))) - {None} <= self._ids[kind]
            for fact_type, name in TUPLE_OF.items()
            for field, kind in REFERENCES_IN[fact_type].items()
        )

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
        for name in TUPLE_OF.values():
            for fact in getattr(self, name):
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

    @cached_property
    def _rules_of(self) -> Mapping[str, tuple[ContactRule, ...]]:
        return _by("person", self.contact_rules)

    @cached_property
    def _details_of(self) -> Mapping[str, tuple[ContactDetail, ...]]:
        return _by("person", self.contact_details)

    @cached_property
    def _stages_of(self) -> Mapping[str, tuple[Stage, ...]]:
        return _by("opening", self.stages)

    @cached_property
    def _asks_of(self) -> Mapping[str, tuple[Ask, ...]]:
        return _by("of", self.asks)

    @cached_property
    def _debriefs_of(self) -> Mapping[str, tuple[Debrief, ...]]:
        return _by("event", self.debriefs)

    @cached_property
    def _taken_up(self) -> frozenset[str]:
        said: tuple[Debrief | Expectation, ...] = (*self.debriefs, *self.expectations)
        met = {encounter.event for encounter in self.encounters if encounter.event is not None}
        return frozenset(met.union(fact.event for fact in said))

    @cached_property
    def _strength_told(self) -> Mapping[str, TieStrength]:
        return {tie.to: tie.strength for tie in self.ties if tie.of is None}

    @cached_property
    def _met(self) -> frozenset[str]:
        met = {encounter.person for encounter in self.encounters}
        return frozenset(met.union(made.to for made in self.introductions))

    @cached_property
    def _known_to(self) -> Mapping[str | None, frozenset[str]]:
        known: dict[str | None, set[str]] = {}
        for tie in self.ties:
            known.setdefault(tie.of, set()).add(tie.to)
        return {person: frozenset(people) for person, people in known.items()}

    def known_to(self, person: str | None) -> frozenset[str]:
        """Whom a person is said to know (None: the seeker herself)."""
        return self._known_to.get(person, frozenset())

    def is_gathering(self, event: Event) -> bool:
        """Whether an event is one of the search: a mere calendar entry is not, until she says so.

        She does by expecting something of it, meeting somebody there, saying what it brought, or
        giving it another kind.
        """
        return event.kind != CALENDAR_ENTRY or event.id in self._taken_up

    @cached_property
    def gatherings(self) -> tuple[Event, ...]:
        """The events of the search, in order: all but mere calendar entries."""
        return tuple(event for event in self.events if self.is_gathering(event))

    def strength_told(self, person: str) -> TieStrength | None:
        """How well the seeker said she knows a person, her last word counting; None: not said."""
        return self._strength_told.get(person)

    def has_met(self, person: str) -> bool:
        """Whether the seeker has met a person, or was introduced to her."""
        return person in self._met

    def may_contact(self, person: str) -> bool:
        """Whether nothing forbids knocking at this person's door (the last rule counts)."""
        rules = self._rules_of.get(person)
        return rules[-1].allowed if rules else True

    def details_of(self, person: str) -> tuple[ContactDetail, ...]:
        """How to reach a person, and what else she is called, in order."""
        return self._details_of.get(person, ())

    def stages_of(self, opening: str) -> tuple[Stage, ...]:
        """The stages of one opening, in order."""
        return self._stages_of.get(opening, ())

    def asks_of(self, person: str) -> tuple[Ask, ...]:
        """What this person was asked, in order."""
        return self._asks_of.get(person, ())

    def debrief_of(self, event: str) -> Debrief | None:
        """What the event brought, the last word counting, or None where nothing was said yet."""
        found = self._debriefs_of.get(event)
        return found[-1] if found else None


def _by(field: str, facts: tuple[Fact, ...]) -> Mapping[str, tuple[Fact, ...]]:
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(getattr(fact, field), []).append(fact)
    return {key: tuple(mine) for key, mine in found.items()}


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
    for field, kind in REFERENCES_IN.get(type(fact), {}).items():
        reference = getattr(fact, field)
        if reference is not None:
            yield kind, reference


def _refuse_twice(kind: str, things: tuple[_Identified, ...], ids: frozenset[str]) -> None:
    if "" in ids:
        raise EmptyId(kind)
    if len(ids) < len(things):
        ((twice, _),) = Counter(thing.id for thing in things).most_common(1)
        raise TwiceTheSame(kind, twice)


def when_of(fact: object) -> When:
    """The day and the moment of a fact, whatever its field is called."""
    field = WHEN_OF.get(type(fact))
    if field is None:
        raise TypeError(f"{type(fact).__name__} is not a fact: it has no day")
    found: When = getattr(fact, field)
    return found


def add(ledger: Ledger, fact: object) -> Ledger:
    """The ledger with one fact more."""
    name = TUPLE_OF[type(fact)]
    more: dict[str, Any] = {name: (*getattr(ledger, name), fact)}
    return replace(ledger, **more)


TUPLE_OF: Mapping[type, str] = MappingProxyType(
    {
        Person: "people",
        Tie: "ties",
        ContactDetail: "contact_details",
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
WHEN_FIELDS = ("when", "known", "asked", "made", "since", "started")
WHEN_OF: Mapping[type, str] = MappingProxyType(
    {
        fact_type: next(name for name in WHEN_FIELDS if hasattr(fact_type, name))
        for fact_type in (Search, *TUPLE_OF)
    }
)
REFERENCES_IN: Mapping[type, Mapping[str, str]] = MappingProxyType(
    {
        fact_type: {
            field.name: REFERRING[field.name]
            for field in fields(fact_type)
            if field.name in REFERRING and (fact_type, field.name) != (Expectation, "by")
        }
        for fact_type in TUPLE_OF
    }
)
_IDENTIFIED = (Person, Event, Ask, Opening)
_PLACE_OF: Mapping[type, Callable[[Any], Any]] = MappingProxyType(
    {
        fact_type: attrgetter(f"{WHEN_OF[fact_type]}.on", *(["id"] * (fact_type in _IDENTIFIED)))
        for fact_type in TUPLE_OF
    }
)
