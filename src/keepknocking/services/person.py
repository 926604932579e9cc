"""One person: how the seeker came to know her, what led to her and on from her, what is open.

Everything is derived from the ledger. The silence of an open ask is weighed on a small ledger that
holds only what decides its kind, so that a page about one person does not weigh everybody's.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from keepknocking.chains.silences import Silence, silences
from keepknocking.evidence.rates import Rates
from keepknocking.ledger.asks import Ask, Introduction
from keepknocking.ledger.events import Encounter, Event
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.openings import Opening
from keepknocking.ledger.people import ContactDetail, Thanks, Tie, TieStrength
from keepknocking.services.own_ledger import OwnLedger
from keepknocking.services.people import PeopleIndex, people_index
from keepknocking.services.rates import load_rates


class NobodyThere(ValueError):
    """An id that nobody in the ledger has."""

    def __init__(self, person: str) -> None:
        super().__init__(f"there is nobody {person!r} in the ledger")


class Way(StrEnum):
    """How the seeker came to know somebody."""

    MET = "met"
    INTRODUCED = "introduced"
    WELL = "well"
    SLIGHTLY = "slightly"
    NOT_YET = "not yet"
    KNOWN_TO = "known to"
    HOPED_FOR = "hoped for"
    LISTED = "listed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquaintance:
    """How and on which day the seeker came to know somebody: at an event, or by a person (id)."""

    way: Way
    day: date
    event: Event | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """All that a page about one person tells. People are ids.

    Attributes
    ----------
    silences : tuple of Silence
        What the silence of each open ask says, in the order of the asks.
    path : tuple of str
        Who led to her, from the first on; empty where the seeker met her by herself.
    led_to : tuple of str
        Whom she led to.
    helped_on, thanks_owed_since, your_turn_since : date or None
        When she last opened a door; since when thanks are owed; since when it is the seeker's turn.
    """

    index: PeopleIndex
    person: str
    rates: Rates
    acquaintance: Acquaintance
    may_contact: bool
    details: tuple[ContactDetail, ...]
    asks: tuple[Ask, ...]
    silences: tuple[Silence, ...]
    path: tuple[str, ...]
    led_to: tuple[str, ...]
    openings: tuple[Opening, ...]
    knows: tuple[Tie, ...]
    known_to: tuple[Tie, ...]
    helped_on: date | None
    thanked_on: date | None
    thanks_owed_since: date | None
    your_turn_since: date | None


def gather(home: OwnLedger, person: str, *, today: date) -> Gathered:
    """One person of the seeker's own ledger, as things stand today.

    Raises
    ------
    NobodyThere, LedgerUnusable
    """
    index = people_index(home, today=today)
    if person not in index.ledger.person:
        raise NobodyThere(person)
    rates = load_rates(None)
    thanks = index.of_kind(person, Thanks, "person")
    ties = index.of_kind(person, Tie, "to")
    return Gathered(
        index=index,
        person=person,
        rates=rates,
        acquaintance=acquaintance_of(index, person),
        may_contact=index.ledger.may_contact(person),
        details=index.ledger.details_of(person),
        asks=index.ledger.asks_of(person),
        silences=silences_of(index, person, rates),
        path=path_to(index, person),
        led_to=led_to(index, person),
        openings=index.of_kind(person, Opening, "told_by"),
        knows=_latest_of_each(index.of_kind(person, Tie, "of")),
        known_to=tuple(tie for tie in ties if tie.of is not None),
        helped_on=index.opened.get(person),
        thanked_on=thanks[-1].when.on if thanks else None,
        thanks_owed_since=index.thanks_owed.get(person),
        your_turn_since=index.your_turn.get(person),
    )


def acquaintance_of(index: PeopleIndex, person: str) -> Acquaintance:
    """How the seeker came to know a person: what she said of it first, else how they met."""
    ledger = index.ledger
    tie = _own_tie(index, person)
    encounters = index.of_kind(person, Encounter, "person")
    introductions = index.of_kind(person, Introduction, "to")
    first_met = min((met.when.on for met in encounters), default=date.max)
    first_brought = min((made.made.on for made in introductions), default=date.max)
    is_first = tie is not None and tie.known.on < min(first_met, first_brought)
    if tie is not None and is_first and tie.strength is not TieStrength.STRANGER:
        way = Way.WELL if tie.strength is TieStrength.CLOSE else Way.SLIGHTLY
        return Acquaintance(way=way, day=tie.known.on)
    if introductions and first_brought <= first_met:
        made = introductions[0]
        return Acquaintance(way=Way.INTRODUCED, day=made.made.on, by=made.by)
    if encounters:
        met = encounters[0]
        event = None if met.event is None else ledger.event[met.event]
        return Acquaintance(way=Way.MET, day=met.when.on, event=event)
    if tie is not None:
        return Acquaintance(way=Way.NOT_YET, day=tie.known.on)
    return _heard_of(index, person)


def _heard_of(index: PeopleIndex, person: str) -> Acquaintance:
    """How a person came into the ledger whom the seeker has not met."""
    told = [tie for tie in index.of_kind(person, Tie, "to") if tie.of is not None]
    if told:
        return Acquaintance(way=Way.KNOWN_TO, day=told[0].known.on, by=told[0].of)
    hoped = index.of_kind(person, Ask, "towards")
    if hoped:
        return Acquaintance(way=Way.HOPED_FOR, day=hoped[0].asked.on, by=hoped[0].of)
    return Acquaintance(way=Way.LISTED, day=index.ledger.person[person].known.on)


def _own_tie(index: PeopleIndex, person: str) -> Tie | None:
    """What the seeker said last of how well she knows a person."""
    own: list[Tie] = [tie for tie in index.of_kind(person, Tie, "to") if tie.of is None]
    return own[-1] if own else None


def silences_of(index: PeopleIndex, person: str, rates: Rates) -> tuple[Silence, ...]:
    """What the silence of each open ask of one person says, in the order of the asks."""
    asks = {ask.id: ask for ask in index.ledger.asks_of(person) if ask.is_open}
    if not asks:
        return ()
    weighed = silences(_what_decides(index, person, asks.values()), rates, today=index.today)
    found = {one.ask.id: replace(one, ask=asks[one.ask.id]) for one in weighed}
    return tuple(found[ask] for ask in asks)


def _what_decides(index: PeopleIndex, person: str, asks: Iterable[Ask]) -> Ledger:
    """A ledger of one person: her asks without what they aim at, and how well she is known."""
    met = index.of_kind(person, Encounter, "person")
    brought = index.of_kind(person, Introduction, "to")
    tie = _own_tie(index, person)
    bringers = {made.by for made in brought}
    return Ledger(
        people=tuple(index.ledger.person[one] for one in {person, *bringers}),
        asks=tuple(replace(ask, towards=None, through=None, opening=None) for ask in asks),
        ties=() if tie is None else (tie,),
        encounters=tuple(replace(one, event=None) for one in met[:1]),
        introductions=tuple(replace(made, ask=None) for made in brought[:1]),
    )


def path_to(index: PeopleIndex, person: str) -> tuple[str, ...]:
    """Who led to a person, from the first on; nobody comes twice."""
    path: list[str] = []
    before = led_by(index, person)
    while before is not None and before not in (person, *path):
        path.insert(0, before)
        before = led_by(index, before)
    return tuple(path)


def led_by(index: PeopleIndex, person: str) -> str | None:
    """Who led the seeker to a person, or None where nobody did."""
    way = acquaintance_of(index, person)
    if way.by is not None and way.way is not Way.HOPED_FOR:
        return way.by
    through = [ask.through for ask in index.ledger.asks_of(person) if ask.through is not None]
    return through[0] if through else None


def led_to(index: PeopleIndex, person: str) -> tuple[str, ...]:
    """Whom a person led the seeker to: introduced, or asked through her. Each once, in order."""
    made = [(one.made.on, one.to) for one in index.of_kind(person, Introduction, "by")]
    asked = [(one.asked.on, one.of) for one in index.of_kind(person, Ask, "through")]
    return tuple(dict.fromkeys(to for _, to in sorted([*made, *asked]) if to != person))


def _latest_of_each(ties: tuple[Tie, ...]) -> tuple[Tie, ...]:
    """The last word on each acquaintance."""
    return tuple({tie.to: tie for tie in ties}.values())
