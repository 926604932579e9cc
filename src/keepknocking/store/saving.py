"""Saving: the difference between two ledgers, written row by row and noted in the journal.

What is to be done is decided elsewhere, on values; here only the rows that differ are touched. A
fact with an id keeps its row. A fact without one keeps its row where it is unchanged; where facts
went and others came, a new one takes the row of an old one of the same day or about the same
people, so that its history goes on.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, groupby

from keepknocking.ledger.ledger import Ledger, references_of, when_of
from keepknocking.store.loading import Row, Stored, facts_in, turns_in
from keepknocking.store.models import Change, Deed
from keepknocking.store.translate import TABLES, TURNS, AnyFact, Columns, Table, Turn

_AT_ONCE = 500  # numerical: so many rows are written by one statement
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
    return Stored(ledger=after, rows=rows, revision=deed.pk)


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
        between = self._between(held, new[start : len(new) - end])
        return (*rows[:start], *between, *rows[len(old) - end :])

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
            for alike in (lambda fact: fact, _day, _about):
                _take(kept, held, new, alike)
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
        self._note((held.row, image) for held, image in self._images(gone))
        ids = [held.row.id for held in gone]
        for start in range(0, len(ids), _AT_ONCE):
            self.table.model.objects.filter(id__in=ids[start : start + _AT_ONCE]).delete()

    def _change(self, changed: Sequence[tuple[_Held, AnyFact, int]]) -> None:
        self._note((held.row, image) for held, image in self._images(old for old, _, _ in changed))
        for held, fact, place in changed:
            columns = self.table.columns_of(fact)
            self.table.model.objects.filter(id=held.row.id).update(
                **columns, place=place, deed=self.deed
            )

    def _add(self, facts: Iterable[tuple[AnyFact, int]]) -> Iterator[Row]:
        model = self.table.model
        made = model.objects.bulk_create(
            [
                model(**self.table.columns_of(fact), place=place, deed=self.deed)
                for fact, place in facts
            ],
            batch_size=_AT_ONCE,
        )
        rows = [Row(row.pk, row.place, self.deed.pk) for row in made]
        self._note((row, None) for row in rows)
        return iter(rows)

    def _images(self, held: Iterable[_Held]) -> Iterator[tuple[_Held, Columns]]:
        for each in held:
            yield each, self.table.columns_of(each.fact) | {"place": each.row.place}

    def _note(self, changes: Iterable[tuple[Row, Columns | None]]) -> None:
        Change.objects.bulk_create(
            [
                Change(deed=self.deed, table=self.table.name, row=row.id, before=before)
                for row, before in changes
            ],
            batch_size=_AT_ONCE,
        )


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
    for number, fact in enumerate(new):
        if kept[number] is None and (found := left.get(key_of(fact))):
            kept[number] = found.pop()


def _day(fact: AnyFact) -> Hashable:
    """Within what the order of facts without an id counts."""
    if isinstance(fact, Turn):
        return fact.ask, fact.kind, fact.when.on
    return when_of(fact).on


def _about(fact: AnyFact) -> Hashable:
    """Whom and what a fact without an id is about."""
    return fact.ask if isinstance(fact, Turn) else tuple(references_of(fact))
