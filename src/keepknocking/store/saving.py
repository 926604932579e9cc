"""Saving: the difference between two ledgers, written row by row and noted in the journal.

What is to be done is decided elsewhere, on values; here only the rows that differ are touched. A
fact with an id keeps its row. A fact without one keeps its row where it is unchanged; where facts
went and others came, a new one takes the row of an old one that is alike but for whom it names, or
else of the same day, or about the same people, so that its history goes on.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cache
from itertools import count, groupby
from operator import attrgetter

from keepknocking.ledger.ledger import REFERENCES_IN, REFERRING, Ledger, references_of, when_of
from keepknocking.store.loading import Row, Stored, facts_in, turns_in
from keepknocking.store.merges import MERGE
from keepknocking.store.models import Deed
from keepknocking.store.rows import add_rows, change_rows, note_changes, remove_rows
from keepknocking.store.translate import TABLES, TURNS, AnyFact, Columns, Table, Turn

_PLACES_OF_A_DEED = 2**24  # numerical: a deed gives fewer new places in one table


def save(before: Stored, after: Ledger, deed: Deed) -> Stored:
    """Write what differs, inside the caller's transaction, and say how the ledger lies now.

    Raises
    ------
    NotKept
        for a number or a text that a row cannot hold.
    """
    rows = dict(before.rows)
    for table in TABLES:
        old, new = facts_in(before.ledger, table.name), facts_in(after, table.name)
        if old == new:
            continue
        rows[table.name] = _Writing(table, deed).written(old, rows[table.name], new)
        if table.name == "asks":
            rows[TURNS.name] = _Writing(TURNS, deed).written(
                turns_in(old), rows[TURNS.name], turns_in(new)
            )
    return Stored(ledger=after, rows=rows, revision=deed.pk, moment=deed.at)


@dataclass(frozen=True, slots=True)
class _Held:
    """A fact and the row that holds it."""

    fact: AnyFact
    row: Row


@dataclass(frozen=True, slots=True)
class _Writing:
    """One table being written by one deed."""

    table: Table
    deed: Deed

    def written(
        self, old: Sequence[AnyFact], rows: Sequence[Row], new: Sequence[AnyFact]
    ) -> tuple[Row, ...]:
        """Bring the table from the old facts (in these rows) to the new ones."""
        start, end = self._same_ends(old, new)
        middle = slice(start, len(old) - end)
        held = [_Held(*pair) for pair in zip(old[middle], rows[middle], strict=True)]
        between = self._where_they_differ(held, new[start : len(new) - end])
        return (*rows[:start], *between, *rows[len(old) - end :])

    def _where_they_differ(self, held: Sequence[_Held], new: Sequence[AnyFact]) -> Iterable[Row]:
        """As `_between`, for those days only (with ids: those facts) on which something differs.

        Facts that are the very same values on both sides, and in the same order, keep their rows
        without being looked at one by one.
        """
        key_of = attrgetter("id") if self.table.has_key else _day
        before, after = {id(one.fact) for one in held}, set(map(id, new))
        keys, new_keys = [key_of(one.fact) for one in held], [key_of(fact) for fact in new]
        touched = {
            key for key, one in zip(keys, held, strict=True) if id(one.fact) not in after
        } | {key for key, fact in zip(new_keys, new, strict=True) if id(fact) not in before}
        stay = [one for key, one in zip(keys, held, strict=True) if key not in touched]
        same = [fact for key, fact in zip(new_keys, new, strict=True) if key not in touched]
        if [id(one.fact) for one in stay] != [id(fact) for fact in same]:
            return self._between(held, new)
        differ = [one for key, one in zip(keys, held, strict=True) if key in touched]
        other = [fact for key, fact in zip(new_keys, new, strict=True) if key in touched]
        rows, kept = iter(self._between(differ, other)), (one.row for one in stay)
        return [next(rows) if key in touched else next(kept) for key in new_keys]

    def _same_ends(self, old: Sequence[AnyFact], new: Sequence[AnyFact]) -> tuple[int, int]:
        """How many facts at the beginning and at the end need not be looked at again.

        The order of facts without an id counts within their day: a day is left out whole or not at
        all.
        """
        start = _alike(old, new)
        end = _alike(old[start:][::-1], new[start:][::-1])
        if self.table.has_key:
            return start, end
        days = {_day(fact) for facts in (old, new) for fact in facts[start : len(facts) - end]}
        while start and _day(new[start - 1]) in days:
            start -= 1
        while end and _day(new[-end]) in days:
            end -= 1
        return start, end

    def _between(self, held: Sequence[_Held], new: Sequence[AnyFact]) -> list[Row]:
        """Write the new facts in the place of the old ones, and say where they lie."""
        kept = self._matched(held, new)
        gone = set(range(len(held))) - {number for number in kept if number is not None}
        self._remove([held[number] for number in sorted(gone)])
        was = [None if number is None else held[number] for number in kept]
        places = self._places(was, new)
        changed = [
            (old, fact, place)
            for old, fact, place in zip(was, new, places, strict=True)
            if old is not None and (old.row.place != place or self._differ(old.fact, fact))
        ]
        self._change(changed)
        written = {old.row.id for old, _, _ in changed}
        added = self._add(
            (fact, place) for old, fact, place in zip(was, new, places, strict=True) if old is None
        )
        return [
            next(added)
            if old is None
            else Row(old.row.id, place, self.deed.pk)
            if old.row.id in written
            else old.row
            for old, place in zip(was, places, strict=True)
        ]

    def _differ(self, old: AnyFact, new: AnyFact) -> bool:
        """Whether the row changes: that of an ask does not with what happens to the ask."""
        return old != new and self.table.columns_of(old) != self.table.columns_of(new)

    def _matched(self, held: Sequence[_Held], new: Sequence[AnyFact]) -> list[int | None]:
        """For each new fact the old one that it is, or whose row it takes, if any."""
        kept: list[int | None] = [None] * len(new)
        if self.table.has_key:
            _take(kept, held, new, lambda fact: fact.id)
        else:
            alike = (lambda fact: fact, _but_for_whom, _day, _about)
            # Parted again, two people have their own rows back: none may have become another fact.
            for key_of in alike[:2] if self.deed.kind == MERGE else alike:
                _take(kept, held, new, key_of)
        return kept

    def _places(self, was: Sequence[_Held | None], new: Sequence[AnyFact]) -> list[int]:
        """A place for each fact; facts without an id rise within their day."""
        if self.table.has_key:
            return [0 if old is None else old.row.place for old in was]
        fresh = count(self.deed.pk * _PLACES_OF_A_DEED)
        stay = [
            (
                _day(fact),
                old.row.place if old is not None and _day(old.fact) == _day(fact) else None,
            )
            for old, fact in zip(was, new, strict=True)
        ]
        return [
            place
            for _, day in groupby(stay, key=lambda pair: pair[0])
            for place in rising([place for _, place in day], fresh=fresh)
        ]

    def _remove(self, gone: Sequence[_Held]) -> None:
        self._note(self._images(gone))
        remove_rows(self.table, [held.row.id for held in gone])

    def _change(self, changed: Sequence[tuple[_Held, AnyFact, int]]) -> None:
        self._note(self._images(old for old, _, _ in changed))
        change_rows(
            self.table,
            ((held.row.id, self._image(fact, place)) for held, fact, place in changed),
            self.deed,
        )

    def _add(self, facts: Iterable[tuple[AnyFact, int]]) -> Iterator[Row]:
        new = list(facts)
        numbers = add_rows(self.table, (self._image(*pair) for pair in new), self.deed)
        self._note((number, None) for number in numbers)
        deed = self.deed.pk
        return iter(
            [Row(number, place, deed) for number, (_, place) in zip(numbers, new, strict=True)]
        )

    def _images(self, held: Iterable[_Held]) -> Iterator[tuple[int, Columns]]:
        for each in held:
            yield each.row.id, self._image(each.fact, each.row.place)

    def _image(self, fact: AnyFact, place: int) -> Columns:
        columns = self.table.columns_of(fact)
        columns["place"] = place
        return columns

    def _note(self, changes: Iterable[tuple[int, Columns | None]]) -> None:
        note_changes(self.table.name, self.deed, changes)


def rising(places: Sequence[int | None], *, fresh: Iterator[int]) -> list[int]:
    """Places for the facts of one day, each above the one before.

    Those that rise already stay; what comes in front of them goes just below; the others take fresh
    places, which are higher than any given before.

    >>> rising([None, 7, None, 9], fresh=count(100))
    [6, 7, 100, 101]
    """
    first = next((number for number, place in enumerate(places) if place is not None), 0)
    lowest = places[first] if places else None
    if first and lowest is not None:
        places = [*range(lowest - first, lowest), *places[first:]]
    found: list[int] = []
    for place in places:
        stays = place is not None and (not found or place > found[-1])
        found.append(place if stays and place is not None else next(fresh))
    return found


def _alike(old: Sequence[AnyFact], new: Sequence[AnyFact]) -> int:
    """How many facts at the beginning are the same."""
    for number, (was, now) in enumerate(zip(old, new, strict=False)):
        if was is not now and was != now:
            return number
    return min(len(old), len(new))


def _take(
    kept: list[int | None],
    held: Sequence[_Held],
    new: Sequence[AnyFact],
    key_of: Callable[[AnyFact], Hashable],
) -> None:
    """Let each new fact without a row take the first one left with the same key."""
    taken = set(kept)
    left: dict[Hashable, list[int]] = {}
    for number in range(len(held) - 1, -1, -1):
        if number not in taken:
            left.setdefault(key_of(held[number].fact), []).append(number)
    if not left:
        return
    for number, fact in enumerate(new):
        if kept[number] is None and (found := left.get(key_of(fact))):
            kept[number] = found.pop()


def _but_for_whom(fact: AnyFact) -> Hashable:
    """All that a fact says except whom and what it names: so it stays where two become one."""
    fact_type: type = type(fact)
    return _unreferring(fact_type)(fact)


@cache
def _unreferring(fact_type: type) -> Callable[[AnyFact], Hashable]:
    referring = REFERENCES_IN.get(fact_type, REFERRING)
    return attrgetter(*(field.name for field in fields(fact_type) if field.name not in referring))


def _day(fact: AnyFact) -> Hashable:
    """Within what the order of facts without an id counts."""
    if isinstance(fact, Turn):
        return fact.ask, fact.kind, fact.when.on
    return when_of(fact).on


def _about(fact: AnyFact) -> Hashable:
    """Whom and what a fact without an id is about."""
    return fact.ask if isinstance(fact, Turn) else tuple(references_of(fact))
