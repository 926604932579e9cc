"""Who is who: everybody of the ledger with every fact about her, found, counted and put in order.

One pass over the ledger lays each fact beside the people it names; it is made once for a state of
the ledger and a day, and kept. What a list shows of one person is then looked up, not searched for.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from keepknocking.chains.chain import ChainStatus, chains
from keepknocking.ledger.asks import Ask, AskStatus
from keepknocking.ledger.ledger import REFERENCES_IN, TUPLE_OF, WHEN_OF, Ledger
from keepknocking.ledger.people import ContactDetail, ContactKind, Person
from keepknocking.ledger.story.spelling import folded
from keepknocking.services.own_ledger import Address, OwnLedger
from keepknocking.store.loading import Row, Stored, facts_in
from keepknocking.store.translate import TURNS, Turn, turns_of

# Letters that are taken for others by somebody who has no such key, and do not come apart.
_ALIKE = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ŧ": "t",
        "ı": "i",  # noqa: RUF001 (a letter of its own)
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "’": "'",  # noqa: RUF001 (the apostrophe of many names)
    }
)


class Standing(StrEnum):
    """How things stand with a person: the ways of choosing from everybody."""

    EVERYBODY = "everybody"
    WAITING = "waiting"
    PROMISED = "promised"
    YOUR_TURN = "your-turn"
    THANKS = "thanks"
    NEVER_ASKED = "never-asked"


class Order(StrEnum):
    """In which order people are listed: of whom something was heard last, or by name."""

    LATEST = "latest"
    NAME = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The ids of the people found, in order, and of all of these words how many stand how."""

    people: tuple[str, ...]
    counts: Mapping[Standing, int]


class Places:
    """Where each fact of a stored ledger lies. A table is gone through when it is first needed."""

    def __init__(self, stored: Stored) -> None:
        self._stored = stored
        self._rows: dict[str, dict[object, Row]] = {}

    def of(self, fact: object) -> Address | None:
        """Where a fact lies; None for a value that is not in the ledger."""
        table = TUPLE_OF[type(fact)]
        if table not in self._rows:
            facts = facts_in(self._stored.ledger, table)
            rows = self._stored.rows[table]
            self._rows[table] = {_place(one): row for one, row in zip(facts, rows, strict=True)}
        row = self._rows[table].get(_place(fact))
        return None if row is None else Address(table, row.id, row.deed)

    def turns_of(self, ask: Ask) -> tuple[tuple[Turn, Address], ...]:
        """What came to an ask, and where each turn lies."""
        now = self._stored.ledger.ask.get(ask.id)
        if now is None:
            return ()
        turns, start = turns_of(now), self._first_turns[ask.id]
        rows = self._stored.rows[TURNS.name][start : start + len(turns)]
        return tuple(
            (turn, Address(TURNS.name, row.id, row.deed))
            for turn, row in zip(turns, rows, strict=True)
        )

    @cached_property
    def _first_turns(self) -> Mapping[str, int]:
        """For each ask the place of its first turn among the turns of all."""
        found, place = {}, 0
        for ask in self._stored.ledger.asks:
            found[ask.id] = place
            answered = (ask.answer is not None) + (ask.fulfilment is not None)
            place += len(ask.replies) + len(ask.nudges) + answered
        return found


def _place(fact: object) -> object:
    """What tells a fact from all others of its table: its id, or that it is this very value."""
    return getattr(fact, "id", id(fact))


class PeopleIndex:
    """Everybody of a ledger as it stood on a day.

    Attributes
    ----------
    places : Places
        Where the facts lie on disk.
    """

    def __init__(self, ledger: Ledger, stored: Stored, *, today: date) -> None:
        self.ledger = ledger
        self.today = today
        self.places = Places(stored)

    def facts_about(self, person: str) -> tuple[Any, ...]:
        """Every fact that names a person, she herself first; kind by kind, in order of days."""
        found = self._facts.get(person, ())
        once = {id(fact): fact for fact in found}
        return (self.ledger.person[person], *once.values())

    def of_kind(self, person: str, kind: type, field: str) -> tuple[Any, ...]:
        """The facts of one kind that name a person in one place: the ties of which she is `of`."""
        return tuple(
            fact
            for fact in self._facts.get(person, ())
            if type(fact) is kind and getattr(fact, field) == person
        )

    @cached_property
    def asked(self) -> frozenset[str]:
        """Whom the seeker has asked for anything."""
        return frozenset(ask.of for ask in self.ledger.asks)

    @cached_property
    def your_turn(self) -> Mapping[str, date]:
        """Who waits for the seeker to go on, and since when."""
        found: dict[str, date] = {}
        for chain in chains(self.ledger):
            person = chain.next_person
            is_next = chain.status is ChainStatus.YOUR_TURN and person is not None
            if is_next and person is not None and self.ledger.may_contact(person):
                done = chain.tip.fulfilment
                found[person] = chain.tip.asked.on if done is None else done.on
        return found

    @cached_property
    def opened(self) -> Mapping[str, date]:
        """Who has opened a door for the seeker, and on which day the last time."""
        doors = [
            *((made.by, made.made.on) for made in self.ledger.introductions),
            *((told.told_by, told.known.on) for told in self.ledger.openings if told.told_by),
            *((ask.of, ask.fulfilment.on) for ask in self.ledger.asks if ask.fulfilment),
        ]
        return _latest(doors)

    @cached_property
    def thanks_owed(self) -> Mapping[str, date]:
        """Whom the seeker has not thanked since they last opened a door, and that day."""
        thanked = _latest((thanks.person, thanks.when.on) for thanks in self.ledger.thanks)
        return {
            person: day
            for person, day in self.opened.items()
            if thanked.get(person, date.min) < day and self.ledger.may_contact(person)
        }

    def find(self, words: str, *, standing: Standing, order: Order) -> Found:
        """Who has all these words in name, organization, role or contact details, and stands so.

        Capitals and accents do not matter, nor do the spaces of a phone number. No words:
        everybody.
        """
        matching: Collection[str] = self._ordered[order]
        for word in _findable(words).split():
            matching = [person for person in matching if word in self._words[person]]
        if words:
            every = frozenset(matching)
            counts = {one: len(every & self._standing[one]) for one in Standing}
        else:
            counts = self.counts
        chosen = self._standing[standing]
        is_all = standing is Standing.EVERYBODY
        people = matching if is_all else [one for one in matching if one in chosen]
        return Found(people=tuple(people), counts=MappingProxyType(counts))

    @cached_property
    def counts(self) -> dict[Standing, int]:
        """Of everybody how many stand how."""
        return {standing: len(people) for standing, people in self._standing.items()}

    def of_name(self, name: str) -> tuple[Person, ...]:
        """The people of just this name, capitals and accents aside."""
        same = folded(name)
        return tuple(person for person in self.ledger.people if folded(person.name) == same)

    @cached_property
    def _standing(self) -> Mapping[Standing, frozenset[str]]:
        everybody = frozenset(self.ledger.person)
        return {
            Standing.EVERYBODY: everybody,
            Standing.WAITING: self._asked_and(AskStatus.SILENT),
            Standing.PROMISED: self._asked_and(AskStatus.PROMISED),
            Standing.YOUR_TURN: frozenset(self.your_turn),
            Standing.THANKS: frozenset(self.thanks_owed),
            Standing.NEVER_ASKED: everybody - self.asked,
        }

    def _asked_and(self, status: AskStatus) -> frozenset[str]:
        return frozenset(ask.of for ask in self.ledger.asks if ask.status is status)

    @cached_property
    def _ordered(self) -> Mapping[Order, tuple[str, ...]]:
        by_name = sorted(self.ledger.people, key=lambda person: (folded(person.name), person.id))
        names = tuple(person.id for person in by_name)
        last = self._last_heard
        latest = sorted(names, key=lambda person: -last[person].toordinal())
        return {Order.NAME: names, Order.LATEST: tuple(latest)}

    @cached_property
    def _words(self) -> Mapping[str, str]:
        said = {
            person.id: [person.name, person.organization or "", person.role or ""]
            for person in self.ledger.people
        }
        for detail in self.ledger.contact_details:
            said[detail.person].append(detail.value)
            if detail.kind is ContactKind.PHONE:
                said[detail.person].append(_digits(detail.value))
        return {person: _findable(" ".join(words)) for person, words in said.items()}

    @cached_property
    def _facts(self) -> Mapping[str, list[Any]]:
        found: dict[str, list[Any]] = {}
        for name, fields, _ in _NAMING_PEOPLE:
            for fact in getattr(self.ledger, name):
                for field in fields:
                    person = getattr(fact, field)
                    if person is not None:
                        found.setdefault(person, []).append(fact)
        return found

    @cached_property
    def _last_heard(self) -> Mapping[str, date]:
        """The day of the latest fact about each person; an address is no news of her."""
        last = {person.id: person.known.on for person in self.ledger.people}
        for name, fields, day_of in _NAMING_PEOPLE:
            if name == TUPLE_OF[ContactDetail]:
                continue
            for fact in getattr(self.ledger, name):
                day = day_of(fact)
                for field in fields:
                    person = getattr(fact, field)
                    if person is not None and last[person] < day:
                        last[person] = day
        for ask in self.ledger.asks:
            turns = (turn.when.on for turn in turns_of(ask))
            last[ask.of] = max(last[ask.of], *turns, ask.asked.on)
        return last


def people_index(home: OwnLedger, *, today: date) -> PeopleIndex:
    """Everybody of the seeker's own ledger, as it stands today.

    Raises
    ------
    LedgerUnusable
    """
    return home.remembered(("people", today), lambda: _index(home, today))


def _index(home: OwnLedger, today: date) -> PeopleIndex:
    return PeopleIndex(home.opened(today=today).ledger, home.stored(), today=today)


def _latest(days: Iterable[tuple[str, date]]) -> dict[str, date]:
    found: dict[str, date] = {}
    for person, day in days:
        found[person] = max(day, found.get(person, day))
    return found


def _digits(phone: str) -> str:
    return "".join(sign for sign in phone if sign.isdecimal() or sign == "+")


def _findable(text: str) -> str:
    """The form in which words are looked for."""
    return folded(text).translate(_ALIKE)


_NAMING_PEOPLE = tuple(
    (name, people, attrgetter(f"{WHEN_OF[kind]}.on"))
    for kind, name in TUPLE_OF.items()
    if (people := tuple(at for at, whom in REFERENCES_IN[kind].items() if whom == "person"))
)
"""The tuples of the ledger whose facts name people: where they do, and their day."""
