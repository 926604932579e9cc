"""What of an undoing can be done so that the facts still fit together, and what stays therefore.

Whatever is still named by a fact that stays (an ask of somebody imported, a meeting at an imported
event) stays too; and what stays keeps what the same deed brought about it, so that nobody is left
half. What would name nothing, or say what cannot be, is not put back. Each of these may call for
another, so they are repeated until nothing moves: facts only ever change from going to staying, and
as they all stand now they do fit together.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from keepknocking.ledger.ledger import when_of
from keepknocking.store.journal import TABLE_NAMED, fact_of_image
from keepknocking.store.kept_facts import Why
from keepknocking.store.three_ways import KIND_IN, ORDER, REFERENCES, Present, Ways
from keepknocking.store.translate import TURNS, Columns, Turn, TurnKind, turned

Place = tuple[str, int]
"""A table and the number of a row in it."""

_THING_TABLE = {kind: table for table, kind in KIND_IN.items()}
_ANSWERS = (TurnKind.PROMISED, TurnKind.DECLINED)


class Fitting:
    """The ways of a deed's rows, being made to fit together."""

    def __init__(self, ways: Ways, present: Present, *, used: Collection[str] = ()) -> None:
        """Take the ways as they would be if each row stood alone; `used` are people who stay."""
        self.ways = ways
        self.stays: dict[Place, Why] = {}
        self._present = present
        self._rows_of = {
            kind: {
                fact.id: row
                for row, fact in present.all(table)
                if any(row in rows.get(table, ()) for rows in (ways.going, ways.staying))
            }
            for table, kind in KIND_IN.items()
        }
        self._naming: dict[Place, list[Place]] = defaultdict(list)
        self._used = [
            ("people", self._rows_of["person"][key])
            for key in used
            if key in self._rows_of["person"]
        ]

    def settle(self) -> None:
        """Let what is needed stay, until everything fits."""
        named = list(self._named())
        changed = [(table, row) for table, rows in self.ways.staying.items() for row in rows]
        self.stays.update((place, Why.CHANGED) for place in self.ways.kept)
        self._stay(changed, Why.CHANGED)
        self._stay([*named, *self._used], Why.NAMED)
        while self._leave_what_names_nothing() or self._leave_what_cannot_be():
            pass

    def _named(self) -> Iterator[Place]:
        """Things that would go and are named by what does not; what else goes and names them."""
        for table in ORDER:
            references, back = REFERENCES.get(table, ()), self.ways.back.get(table, {})
            going = self.ways.going.get(table, ())
            for row, fact in self._present.all(table) if references else ():
                things = self._things(table, back.get(row, fact))
                for thing in things:
                    if row in going:
                        self._naming[thing].append((table, row))
                    elif self._goes(thing):
                        yield thing
            for row, image in back.items():
                if self._present.fact(table, row) is None:
                    yield from (one for one in self._things(table, image) if self._goes(one))

    def _things(self, table: str, fact: Any) -> list[Place]:  # noqa: ANN401 (a fact or an image)
        """The things of the deed that a fact, or the image of a row, names."""
        found = []
        for name, column, kind in REFERENCES.get(table, ()):
            key = fact[column] if isinstance(fact, dict) else getattr(fact, name)
            row = self._rows_of[kind].get(key)
            if row is not None:
                found.append((_THING_TABLE[kind], row))
        return found

    def _goes(self, place: Place) -> bool:
        table, row = place
        return row in self.ways.going.get(table, ())

    def _stay(self, places: Iterable[Place], why: Why) -> None:
        """Let these stay, with all that they name and what the deed brought about them."""
        left = [(place, why) for place in places]
        while left:
            place, reason = left.pop()
            if place in self.stays:
                continue
            self.stays[place] = reason
            table, row = place
            self.ways.going.get(table, set()).discard(row)
            fact = self._present.fact(table, row)
            named = Why.PART if reason is Why.PART else Why.NAMED
            left += [(thing, named) for thing in self._things(table, fact) if self._goes(thing)]
            left += [
                (other, Why.PART)
                for other in self._naming.get(place, ())
                if self._goes(other) and not any(map(self._goes, self._all_named(other)))
            ]

    def _all_named(self, place: Place) -> list[Place]:
        table, row = place
        return self._things(table, self._present.fact(table, row))

    def _leave(self, places: Iterable[Place], why: Why) -> None:
        """Leave rows as they are that would have become something else."""
        for table, row in places:
            self.ways.back[table].pop(row, None)
            self.stays.setdefault((table, row), why)
            if (fact := self._present.fact(table, row)) is not None:
                self._stay([one for one in self._things(table, fact) if self._goes(one)], why)

    def _leave_what_names_nothing(self) -> bool:
        """Leave what would name somebody or something that is not there."""
        there = self._there()
        holes = [
            (table, row)
            for table, images in self.ways.back.items()
            for row, image in images.items()
            for _, column, kind in REFERENCES.get(table, ())
            if image[column] is not None and image[column] not in there[kind]
        ]
        self._leave(holes, Why.MISSING)
        return bool(holes)

    def _there(self) -> dict[str, set[str]]:
        """The ids of everything that would be there."""
        there: dict[str, set[str]] = {}
        for table, kind in KIND_IN.items():
            going = self.ways.going.get(table, ())
            there[kind] = {
                fact.id for row, fact in self._present.all(table) if row not in going
            } | {image["key"] for image in self.ways.back.get(table, {}).values()}
        return there

    def _leave_what_cannot_be(self) -> bool:
        """Leave what would say what cannot be: a fact by itself, or an ask and what came of it."""
        size = self._size()
        odd = [
            (table, row)
            for table, images in self.ways.back.items()
            for row, image in images.items()
            if table not in ("asks", TURNS.name) and not _can_be(table, image)
        ]
        self._leave([*odd, *self._second_search()], Why.UNFIT)
        self._leave_torn_asks()
        return self._size() < size

    def _size(self) -> int:
        found = (*self.ways.going.values(), *self.ways.back.values())
        return sum(map(len, found))

    def _second_search(self) -> list[Place]:
        """The search that would come back beside another one."""
        going = self.ways.going.get("search", ())
        back = self.ways.back.get("search", {})
        there = [row for row, _ in self._present.all("search") if row not in going]
        return [("search", row) for row in back if there and row not in there]

    def _leave_torn_asks(self) -> None:
        """Leave asks as they are that would be answered twice, too early, or not for what came."""
        came = [one for table in ("introductions", "openings") for one in self._all_now(table)]
        after = AsksAfter(self.ways, self._present, {ask for _, ask, _ in self._restored(came)})
        torn = set(after.torn())
        for place, ask, day in came:
            if ask in torn or after.is_fulfilled(ask, by=day):
                continue
            torn.add(ask)
            self._leave([place] if place[1] in self.ways.back.get(place[0], ()) else [], Why.UNFIT)
        rows = [place for ask in torn for place in after.rows_of(ask)]
        self._leave([one for one in rows if one[1] in self.ways.back.get(one[0], ())], Why.UNFIT)
        self._stay([one for one in rows if self._goes(one)], Why.UNFIT)

    def _all_now(self, table: str) -> Iterator[tuple[Place, str, date]]:
        """What came of asks, as it would be: its row, the ask, and the day."""
        going, back = self.ways.going.get(table, ()), self.ways.back.get(table, {})
        for row, fact in self._present.all(table):
            if row not in going and row not in back and fact.ask is not None:
                yield (table, row), fact.ask, when_of(fact).on
        for row, image in back.items():
            if image["ask_id"] is not None:
                yield (table, row), image["ask_id"], date.fromisoformat(image["on"])

    def _restored(
        self, came: Iterable[tuple[Place, str, date]]
    ) -> Iterator[tuple[Place, str, date]]:
        return (one for one in came if one[0][1] in self.ways.back.get(one[0][0], ()))


class AsksAfter:
    """The asks that an undoing touches, with their turns, as they would be after it."""

    def __init__(self, ways: Ways, present: Present, more: Collection[str]) -> None:
        """Gather the turns of all asks that are touched, and of `more`."""
        self._ways = ways
        self._present = present
        going, back = ways.going.get(TURNS.name, set()), ways.back.get(TURNS.name, {})
        self._asks = {
            fact.id: (row, fact)
            for row, fact in present.all("asks")
            if row not in ways.going.get("asks", ())
        }
        self._images = {image["key"]: image for image in ways.back.get("asks", {}).values()}
        self._row_of_image = {image["key"]: row for row, image in ways.back.get("asks", {}).items()}
        self._turns: dict[str, list[Turn]] = defaultdict(list)
        self._rows: dict[str, list[int]] = defaultdict(list)
        touched = {*self._images, *more}
        for row, turn in present.all(TURNS.name):
            if row in going or row in back:
                touched.add(turn.ask)
                self._rows[turn.ask].append(row)
        for row, image in back.items():
            touched.add(image["ask_id"])
            self._rows[image["ask_id"]].append(row)
            self._turns[image["ask_id"]].append(fact_of_image(TURNS.name, image))
        for row, turn in present.all(TURNS.name):
            if turn.ask in touched and row not in going and row not in back:
                self._turns[turn.ask].append(turn)
        self._touched = touched & {*self._asks, *self._images}
        self._fulfilled = {ask: self._fulfilment(ask) for ask in self._touched}

    def torn(self) -> Iterator[str]:
        """The asks that could not be as they would be."""
        for ask in self._touched:
            if not self._is_whole(ask):
                yield ask

    def is_fulfilled(self, ask: str, *, by: date) -> bool:
        """Whether the ask, if it is touched at all, would be fulfilled by that day."""
        if ask not in self._touched:
            return True
        day = self._fulfilled[ask]
        return day is not None and day <= by

    def rows_of(self, ask: str) -> Iterator[Place]:
        """The rows of the deed that make up the ask."""
        if ask in self._row_of_image:
            yield "asks", self._row_of_image[ask]
        for row in self._rows[ask]:
            yield TURNS.name, row

    def _fulfilment(self, ask: str) -> date | None:
        days = [turn.when.on for turn in self._turns[ask] if turn.kind is TurnKind.FULFILLED]
        return min(days, default=None)

    def _is_whole(self, ask: str) -> bool:
        turns = self._turns[ask]
        kinds = [turn.kind for turn in turns]
        if sum(kind in _ANSWERS for kind in kinds) > 1 or kinds.count(TurnKind.FULFILLED) > 1:
            return False
        fields: dict[str, Any] = turned(turns)
        try:
            if ask in self._images:
                table, image = TABLE_NAMED["asks"], self._images[ask]
                table.fact_of([image[name] for name in table.columns], **fields)
            else:
                replace(self._asks[ask][1], **fields)
        except ValueError:
            return False
        return True


def _can_be(table: str, image: Columns) -> bool:
    try:
        fact_of_image(table, image)
    except ValueError:
        return False
    return True
