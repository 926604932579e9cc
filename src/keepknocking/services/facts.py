"""One fact of the seeker's own ledger: found by its address, changed, removed, its history told.

Whoever changes a fact says which version of it was seen. Where another window has changed it since,
nothing is written, and both are shown.
"""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from keepknocking.ledger.asks import Ask
from keepknocking.ledger.events import Event
from keepknocking.ledger.expectations import Expectation
from keepknocking.ledger.ledger import TUPLE_OF, Ledger, when_of
from keepknocking.ledger.moments import When
from keepknocking.ledger.story.lines import LONGEST_LINE
from keepknocking.services.amending import NotYet, amended, resting_on
from keepknocking.services.closed_guesses import closed_events, is_of_house
from keepknocking.services.fact_lines import lines_of
from keepknocking.services.own_ledger import Decided, NamedElsewhere, OwnLedger
from keepknocking.store.journal import Earlier, fact_of_image, history_of
from keepknocking.store.loading import Row, Stored, facts_in, turns_in
from keepknocking.store.opening import said_plainly
from keepknocking.store.seals import seals_of
from keepknocking.store.translate import TURNS, Turn, turns_of

BEFORE = "before: "
"""What stands in front of a line that a change has replaced."""


class FactGone(ValueError):
    """An address at which no fact lies (any more)."""

    def __init__(self, table: str, row: int) -> None:
        super().__init__(f"there is no fact {table}/{row}: it may have been taken back")


class ChangedInBetween(ValueError):
    """A fact that was changed after the form was opened."""

    def __init__(self, now: "HeldFact") -> None:
        self.now = now
        super().__init__(
            "this was changed in another window since you opened it: nothing was written; "
            "look at both and save again"
        )


class TooLongForALine(ValueError):
    """A fact that the story could not say in one line."""

    def __init__(self, length: int) -> None:
        super().__init__(
            f"this is {length:,} characters long, and a line of the story has at most "
            f"{LONGEST_LINE:,}: make it shorter, or two notes of it"
        )


class _Unchanged(Exception):
    """Nothing to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFact:
    """A fact with its table, its row and the number of the deed that last wrote it."""

    table: str
    row: int
    version: int
    fact: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What a fact was before a deed, and when that was done (fact None: it was not there)."""

    at: datetime
    deed: int
    kind: str
    fact: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenFact:
    """A fact with all that hangs on it.

    `turns` are those of an ask; `dependents` at most so many of the facts for whose sake it cannot
    go, `more_dependents` how many more there are; `is_sealed`: there is a seal on this guess, which
    keeps its own words; `is_closed`: it is the house's, and its seal was not opened yet; `before`:
    what it was, the latest first.
    """

    ledger: Ledger
    held: HeldFact
    turns: tuple[HeldFact, ...]
    dependents: tuple[HeldFact, ...]
    more_dependents: int
    is_sealed: bool
    is_closed: bool
    before: tuple[Version, ...]


def held_fact(home: OwnLedger, table: str, row: int) -> HeldFact:
    """The fact at an address.

    Raises
    ------
    FactGone
    """
    return _held(home.stored(), table, row)


def seen_fact(home: OwnLedger, table: str, row: int, *, most: int) -> SeenFact:
    """The fact at an address with all that hangs on it, `most` of its dependents.

    Raises
    ------
    FactGone
    """
    stored = home.stored()
    held = _held(stored, table, row)
    dependents = resting_on(stored.ledger, held.fact)
    with said_plainly():
        before = tuple(_version(table, earlier) for earlier in history_of(table, row))
        is_sealed = isinstance(held.fact, Expectation) and bool(seals_of(held.fact.event))
    return SeenFact(
        ledger=stored.ledger,
        held=held,
        turns=_turns_held(stored, held.fact) if isinstance(held.fact, Ask) else (),
        dependents=tuple(_at_home(stored, dependents[:most])),
        more_dependents=max(len(dependents) - most, 0),
        is_sealed=is_sealed,
        is_closed=is_sealed and is_of_house(held.fact) and held.fact.event in closed_events(home),
        before=before,
    )


def turns_held(home: OwnLedger, ask: Ask) -> tuple[HeldFact, ...]:
    """The turns of an ask, each at its address."""
    return _turns_held(home.stored(), ask)


def change_fact(
    home: OwnLedger, seen: HeldFact, fact: object, *, today: date, at: datetime
) -> bool:
    """Put another fact in the place of the one that was seen; False where it is the same.

    Raises
    ------
    FactGone, ChangedInBetween, NotYet, TooLongForALine, ValueError
        the last where the new fact does not fit with the others; nothing is written then.
    """

    def decide(ledger: Ledger) -> Decided:
        now = _as_seen(home, seen)
        if fact == now.fact:
            raise _Unchanged
        _check_day(now.fact, fact, today=today)
        after = amended(ledger, now.table, now.fact, fact)
        return Decided(ledger=after, told=_change_told(ledger, now.fact, after, fact))

    try:
        home.change("change", decide, at=at)
    except _Unchanged:
        return False
    return True


def remove_fact(home: OwnLedger, seen: HeldFact, *, at: datetime) -> None:
    """Take one fact out.

    Raises
    ------
    FactGone, ChangedInBetween, NamedElsewhere
        nothing is written then.
    """

    def decide(ledger: Ledger) -> Decided:
        now = _as_seen(home, seen)
        try:
            after = amended(ledger, now.table, now.fact, None)
        except ValueError as error:
            raise NamedElsewhere(str(error)) from None
        return Decided(ledger=after, told=lines_of(ledger, now.fact))

    home.change("remove", decide, at=at)


def _held(stored: Stored, table: str, row: int) -> HeldFact:
    for place, found in enumerate(stored.rows.get(table, ())):
        if found.id == row:
            fact = _facts(stored.ledger, table)[place]
            return HeldFact(table=table, row=row, version=found.deed, fact=fact)
    raise FactGone(table, row)


def _turns_held(stored: Stored, ask: Ask) -> tuple[HeldFact, ...]:
    return tuple(_at_home(stored, turns_of(ask)))


def _at_home(stored: Stored, facts: Iterable[object]) -> Iterator[HeldFact]:
    """These facts, each at its address: they must be the ledger's own, or turns of its asks."""
    tables: dict[str, dict[Hashable, Row]] = {}
    for fact in facts:
        table = TURNS.name if isinstance(fact, Turn) else TUPLE_OF[type(fact)]
        if table not in tables:
            there = zip(_facts(stored.ledger, table), stored.rows[table], strict=True)
            tables[table] = {_mark(one): row for one, row in there}
        row = tables[table][_mark(fact)]
        yield HeldFact(table=table, row=row.id, version=row.deed, fact=fact)


def _mark(fact: object) -> Hashable:
    """What tells a fact from others: itself, not what it says; turns are made anew each time."""
    return fact if isinstance(fact, Turn) else id(fact)


def _version(table: str, earlier: Earlier) -> Version:
    return Version(
        at=earlier.deed.at,
        deed=earlier.deed.pk,
        kind=earlier.deed.kind,
        fact=None if earlier.before is None else fact_of_image(table, earlier.before),
    )


def _facts(ledger: Ledger, table: str) -> tuple[Any, ...]:
    return turns_in(ledger.asks) if table == TURNS.name else facts_in(ledger, table)


def _as_seen(home: OwnLedger, seen: HeldFact) -> HeldFact:
    """The fact as it stands, if it still is the version that was seen."""
    now = held_fact(home, seen.table, seen.row)
    if now.version != seen.version:
        raise ChangedInBetween(now)
    return now


def _check_day(was: object, now: object, *, today: date) -> None:
    """Refuse a day that has not come; an event is a plan."""
    on = _when(now).on
    if on > today and on != _when(was).on and not isinstance(now, Event):
        raise NotYet(on, today=today)


def _when(fact: object) -> When:
    return fact.when if isinstance(fact, Turn) else when_of(fact)


def _change_told(before: Ledger, was: object, after: Ledger, now: object) -> tuple[str, ...]:
    """The lines that are new, and those that they replace."""
    old, new = lines_of(before, was), lines_of(after, now)
    longest = max(map(len, new))
    if longest > LONGEST_LINE:
        raise TooLongForALine(longest)
    return (
        *(line for line in new if line not in old),
        *(f"{BEFORE}{line}" for line in old if line not in new),
    )
