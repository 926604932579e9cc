"""Loading: the whole ledger as one value, and which row each of its facts is.

`Stored.rows` holds for each table the rows of the ledger's facts, in the ledger's own order. A
ledger that is in memory already is brought up to date by reading only the tables that later deeds
have touched. Whatever is read together is read from one moment of the file, while others may write.
"""

import gc
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, TypeAlias

from django.db import connection

from keepknocking.ledger.asks import Ask
from keepknocking.ledger.ledger import Ledger, UnknownReference, when_of
from keepknocking.store.models import Change, Deed
from keepknocking.store.opening import LedgerDamaged, ledger_file
from keepknocking.store.translate import (
    TABLES,
    TURNS,
    AnyFact,
    Table,
    Turn,
    TurnKind,
    turned,
    turns_of,
)

ERASE = "erase"
"""The kind of a deed that took a person out for good: it has no changes, and is never undone."""

_ALL = frozenset(table.name for table in TABLES)
_KIND_NUMBER = {kind: number for number, kind in enumerate(TurnKind)}


class TwoSearches(ValueError):
    """A file with more than one search in it."""

    def __init__(self) -> None:
        super().__init__("it holds two searches")


class AnsweredTwice(ValueError):
    """An ask with two answers, or kept twice."""

    def __init__(self, ask: str) -> None:
        super().__init__(f"the ask {ask!r} is answered or kept twice")


class Row(NamedTuple):
    """Where a fact lies: its row, its place within the day, and the deed that last wrote it."""

    id: int
    place: int
    deed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A ledger as it lies on disk after the deed number `revision` (0: an empty ledger).

    `moment` is when that deed was done: where a copy was put in the place of the ledger, the same
    number may be another deed.
    """

    ledger: Ledger
    rows: Mapping[str, tuple[Row, ...]]
    revision: int
    moment: datetime | None = None

    @property
    def seen(self) -> "Latest":
        """The number and the moment of the latest deed that is in it."""
        return (self.revision, self.moment)


Latest: TypeAlias = tuple[int, datetime | None]
_NO_DEED: Latest = (0, None)


def latest() -> Latest:
    """The number and the moment of the latest deed, 0 and none where there was none."""
    return Deed.objects.order_by("-id").values_list("id", "at").first() or _NO_DEED


def load() -> Stored:
    """The ledger on disk.

    Raises
    ------
    LedgerDamaged
        where what lies there is no ledger.
    """
    with _damage_said(), one_moment(), without_collecting():
        return _loaded(None, _ALL, latest())


def brought_up_to_date(known: Stored) -> Stored:
    """The ledger on disk, where an earlier state of it is known: only what changed is read.

    Raises
    ------
    LedgerDamaged
        where what lies there is no ledger.
    """
    if latest() == known.seen:
        return known
    with _damage_said(), one_moment():
        return what_would_be(known)


def what_would_be(known: Stored) -> Stored:
    """As `brought_up_to_date`, for what a transaction has written and not yet finished.

    Raises
    ------
    ValueError
        where the facts do not fit together any more.
    """
    since = Deed.objects.filter(id__gte=known.revision).order_by("id")
    deeds = list(since.values_list("id", "at", "kind"))
    goes_on = not known.revision or [one[:2] for one in deeds[:1]] == [known.seen]
    if not goes_on:  # another file lies here now, for example an older copy
        return _loaded(None, _ALL, latest())
    now: Latest = deeds[-1][:2] if deeds else _NO_DEED
    if any(kind == ERASE and number > known.revision for number, _, kind in deeds):
        return _loaded(None, _ALL, now)  # an erasing keeps no images of what it changed
    later = Change.objects.filter(deed_id__gt=known.revision)
    touched = set(later.order_by().values_list("table", flat=True).distinct())
    if TURNS.name in touched:
        touched.add("asks")
    return _loaded(known, touched, now)


def facts_in(ledger: Ledger, table: str) -> tuple[AnyFact, ...]:
    """The facts of one table, in the ledger's order."""
    value = getattr(ledger, table)
    if isinstance(value, tuple):
        return value
    return () if value is None else (value,)


def turns_in(asks: Iterable[Ask]) -> tuple[Turn, ...]:
    """The turns of these asks, ask by ask."""
    return tuple(turn for ask in asks for turn in turns_of(ask))


@contextmanager
def one_moment() -> Iterator[None]:
    """Everything inside is read as the file stood at one moment, without keeping writers out."""
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        # Not `atomic`, which begins as a writer would and has to wait for one.
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


@contextmanager
def _damage_said() -> Iterator[None]:
    try:
        yield
    except (ValueError, TypeError) as error:
        raise LedgerDamaged(ledger_file(), str(error)) from error


@contextmanager
def without_collecting() -> Iterator[None]:
    """Nothing inside becomes garbage, and looking for it would take as long as the work."""
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_collecting:
            gc.enable()


def _loaded(known: Stored | None, touched: Collection[str], now: Latest) -> Stored:
    facts: dict[str, tuple[AnyFact, ...]] = {}
    rows: dict[str, tuple[Row, ...]] = {}
    if known is not None:
        facts = {name: facts_in(known.ledger, name) for name in _ALL}
        rows = dict(known.rows)
    for table in TABLES:
        if table.name not in touched:
            continue
        if table.name == "asks":
            facts["asks"], rows["asks"], rows[TURNS.name] = _asks(table)
        else:
            facts[table.name], rows[table.name] = _read(table)
    search, *others = facts.pop("search") or (None,)
    if others:
        raise TwoSearches
    revision, moment = now
    return Stored(
        ledger=Ledger(search=search, **facts), rows=rows, revision=revision, moment=moment
    )


def _read(table: Table) -> tuple[tuple[AnyFact, ...], tuple[Row, ...]]:
    found = [(table.fact_of(row), _row(row)) for row in table.rows()]
    found.sort(key=_in_order)
    return tuple(fact for fact, _ in found), tuple(row for _, row in found)


def _row(row: tuple[Any, ...]) -> Row:
    return Row(*row[-len(Row._fields) :])


def _in_order(found: tuple[AnyFact, Row]) -> tuple[date, str, int, int]:
    fact, row = found
    # The ledger keeps facts by day and id, and those without an id as they were told.
    return (when_of(fact).on, getattr(fact, "id", ""), row.place, row.id)


def _asks(table: Table) -> tuple[tuple[Ask, ...], tuple[Row, ...], tuple[Row, ...]]:
    """The asks, their rows, and the rows of their turns in the order of `turns_in`."""
    turns: dict[str, list[tuple[Turn, Row]]] = {}
    for row in TURNS.rows():
        turn: Turn = TURNS.fact_of(row)
        turns.setdefault(turn.ask, []).append((turn, _row(row)))
    for found in turns.values():
        found.sort(key=_turn_in_order)
    key = table.columns.index("key")
    asks: list[tuple[Ask, Row]] = []
    for row in table.rows():
        told = turns.get(row[key], ())
        ask: Ask = table.fact_of(row, **turned(turn for turn, _ in told))
        if len(turns_of(ask)) != len(told):
            raise AnsweredTwice(row[key])
        asks.append((ask, _row(row)))
    asks.sort(key=_in_order)
    for left in turns.keys() - {ask.id for ask, _ in asks}:
        raise UnknownReference("ask", left)
    return (
        tuple(ask for ask, _ in asks),
        tuple(row for _, row in asks),
        tuple(row for ask, _ in asks for _, row in turns.get(ask.id, ())),
    )


def _turn_in_order(found: tuple[Turn, Row]) -> tuple[int, date, int, int]:
    turn, row = found
    return (_KIND_NUMBER[turn.kind], turn.when.on, row.place, row.id)
