"""Three ways of a row: what stood there before a deed, what the deed left, what stands there now.

What still is as the deed left it goes back to what was before; what was changed since stays. This
is settled row by row, and within a row field by field: the day of a fact and the moment it was
recorded are one field, and its place within the day goes with them.

Two things are no change by the owner's hand. What was changed and changed back is as it was. And
where two people were made one since, a fact that names the one who stayed in place of the one who
went still is what it was.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from keepknocking.ledger.ledger import REFERENCES_IN, TUPLE_OF
from keepknocking.store.journal import TABLE_NAMED, undoings, whole_image
from keepknocking.store.loading import Row, Stored, facts_in, turns_in
from keepknocking.store.merges import MERGE
from keepknocking.store.models import Change, Deed
from keepknocking.store.translate import TABLES, TURNS, AnyFact, Columns

_AT_ONCE = 500  # numerical: so many rows are asked for by one statement

KIND_IN: Mapping[str, str] = {
    "people": "person",
    "events": "event",
    "asks": "ask",
    "openings": "opening",
}
"""What the ledger calls a thing of each table whose rows have an id."""

REFERENCES: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    TURNS.name: (("ask", "ask_id", "ask"),),
    **{
        name: tuple((one, f"{one}_id", kind) for one, kind in REFERENCES_IN[fact].items())
        for fact, name in TUPLE_OF.items()
    },
}
"""For each table its references: the field of the fact, the column of the row, and to what."""

_PEOPLE = {
    name: frozenset(column for _, column, kind in found if kind == "person")
    for name, found in REFERENCES.items()
}


class Present:
    """The rows as they are, found by table and number."""

    def __init__(self, stored: Stored) -> None:
        """Nothing is looked up before it is asked for."""
        self._stored = stored
        self._at: dict[str, dict[int, int]] = {}
        self._facts: dict[str, tuple[AnyFact, ...]] = {}

    def facts(self, table: str) -> tuple[AnyFact, ...]:
        """The facts of a table, in order."""
        if table not in self._facts:
            ledger = self._stored.ledger
            self._facts[table] = (
                turns_in(ledger.asks) if table == TURNS.name else facts_in(ledger, table)
            )
        return self._facts[table]

    def all(self, table: str) -> Iterator[tuple[int, AnyFact]]:
        """The number and the fact of every row of a table."""
        for row, fact in zip(self._rows(table), self.facts(table), strict=True):
            yield row.id, fact

    def fact(self, table: str, row: int) -> AnyFact | None:
        """The fact in a row; None where there is no such row."""
        place = self._places(table).get(row)
        return None if place is None else self.facts(table)[place]

    def image(self, table: str, row: int) -> Columns | None:
        """What the row holds; None where there is no such row."""
        place = self._places(table).get(row)
        if place is None:
            return None
        columns = TABLE_NAMED[table].columns_of(self.facts(table)[place])
        return columns | {"place": self._rows(table)[place].place}

    def _rows(self, table: str) -> tuple[Row, ...]:
        return self._stored.rows.get(table, ())

    def _places(self, table: str) -> Mapping[int, int]:
        if table not in self._at:
            self._at[table] = {row.id: place for place, row in enumerate(self._rows(table))}
        return self._at[table]


@dataclass(frozen=True, slots=True)
class Ways:
    """What would become of the rows of a deed, table by table.

    `going`: those it made that still are as it left them. `staying`: those it made that were
    changed since. `back`: what other rows would hold. `kept`: rows it had changed that keep
    something of what they hold now, because that was changed again.
    """

    going: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    staying: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    back: dict[str, dict[int, Columns]] = field(default_factory=lambda: defaultdict(dict))
    kept: list[tuple[str, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Since:
    """What happened to a row after the deed: what that had left in it, and what came last."""

    left: Columns | None
    last: Columns | None
    was_merged_away: bool


def ways_of(deed: Deed, present: Present, merged: Mapping[str, str]) -> Ways:
    """What would become of each row that the deed touched.

    `merged`: under the ids of people who went since, the ids of those who are one with them.
    """
    before = _befores(deed)
    since = dict(_since(deed, {table: set(rows) for table, rows in before.items()}))
    _leave_out_what_was_undone(deed, before, merged)
    _call_otherwise(before, present)
    ways = Ways()
    for table, rows in before.items():
        for row, image in rows.items():
            _settle(ways, (table, row), image, (present, since.get((table, row)), merged))
    return ways


def _befores(deed: Deed) -> dict[str, dict[int, Columns | None]]:
    found: dict[str, dict[int, Columns | None]] = defaultdict(dict)
    changes = deed.changes.values_list("table", "row", "before")
    for table, row, before in changes.iterator():
        found[table][row] = None if before is None else whole_image(table, before)
    return found


def _since(deed: Deed, touched: Mapping[str, set[int]]) -> Iterator[tuple[tuple[str, int], _Since]]:
    """Of every row that was touched again, what happened to it."""
    first: dict[tuple[str, int], int] = {}
    last: dict[tuple[str, int], tuple[int, str]] = {}
    later = Change.objects.filter(deed_id__gt=deed.pk).order_by("id")
    found = later.values_list("id", "table", "row", "deed__kind")
    for number, table, row, kind in found.iterator():
        if row in touched.get(table, ()):
            first.setdefault((table, row), number)
            last[table, row] = number, kind
    images = dict(_images({*first.values(), *(number for number, _ in last.values())}))
    for place, number in first.items():
        end, kind = last[place]
        yield place, _Since(images[number], images[end], kind == MERGE)


def _images(numbers: Iterable[int]) -> Iterator[tuple[int, Columns | None]]:
    in_order = sorted(numbers)
    for start in range(0, len(in_order), _AT_ONCE):
        some = Change.objects.filter(id__in=in_order[start : start + _AT_ONCE])
        for number, table, before in some.values_list("id", "table", "before"):
            yield number, None if before is None else whole_image(table, before)


def _leave_out_what_was_undone(
    deed: Deed, before: Mapping[str, dict[int, Columns | None]], merged: Mapping[str, str]
) -> None:
    """What an earlier deed had written into a row, and was undone while the row was away.

    Of two merges that follow each other the first may be undone before the second.
    """
    undone = {number for number, by in undoings().undone_by.items() if number < deed.pk < by}
    if not undone:
        return
    for table in KIND_IN:
        rows = before.get(table, {})
        earlier = Change.objects.filter(table=table, deed_id__in=undone).order_by("-id")
        for number, row, was in earlier.values_list("id", "row", "before"):
            image = rows.get(row)
            if image is None or was is None:
                continue
            later = Change.objects.filter(table=table, row=row, id__gt=number).order_by("id")
            left = later.values_list("before", flat=True).first()
            if left is not None:
                full = whole_image(table, was), whole_image(table, left)
                rows[row], _ = _mixed(table, *full, image, merged)


def _call_otherwise(before: Mapping[str, dict[int, Columns | None]], present: Present) -> None:
    """Where an id was given to somebody else meanwhile, what comes back gets another one."""
    renamed: dict[tuple[str, str], str] = {}
    for table, kind in KIND_IN.items():
        back = {
            row: image
            for row, image in before.get(table, {}).items()
            if image is not None and present.fact(table, row) is None
        }
        if not back:
            continue
        taken = {fact.id for fact in present.facts(table)}
        for image in back.values():
            key = new = image["key"]
            number = 1
            while new in taken:
                number += 1
                new = f"{key}-{number}"
            taken.add(new)
            if new != key:
                image["key"] = renamed[kind, key] = new
    if not renamed:
        return
    for table, rows in before.items():
        for image in filter(None, rows.values()):
            for _, column, kind in REFERENCES.get(table, ()):
                image[column] = renamed.get((kind, image[column]), image[column])


def _settle(
    ways: Ways,
    place: tuple[str, int],
    before: Columns | None,
    meanwhile: tuple[Present, _Since | None, Mapping[str, str]],
) -> None:
    """Settle one row: it goes, stays, or goes back as far as it is unchanged."""
    (table, row), (present, since, merged) = place, meanwhile
    if present.fact(table, row) is None:
        image = _to_put_back(table, before, since, merged)
        if image is not None:
            ways.back[table][row] = image
        return
    if before is None:
        is_same = since is None or (
            since.left is not None
            and _changed(table, since.left, present.image(table, row) or {}, merged) == set()
        )
        (ways.going if is_same else ways.staying)[table].add(row)
        return
    now = present.image(table, row) or {}
    left = now if since is None else since.left
    if left is None:
        return  # the deed had taken it out, and it was put back since
    becomes, is_changed = _mixed(table, before, left, now, merged)
    if is_changed:
        ways.kept.append(place)
    if becomes != now:
        ways.back[table][row] = becomes


def _to_put_back(
    table: str, before: Columns | None, since: _Since | None, merged: Mapping[str, str]
) -> Columns | None:
    """What comes back into a row that is not there."""
    if before is None or since is None or since.left is None:
        return before
    if TABLE_NAMED[table].has_key or not since.was_merged_away or since.last is None:
        return None  # it was taken out since, by hand
    # It went as a double of what the other one of two had, who are one now: here it is her own.
    becomes, _ = _mixed(table, before, since.left, since.last, merged)
    return None if becomes == since.last else becomes


def _mixed(
    table: str, before: Columns, left: Columns, now: Columns, merged: Mapping[str, str]
) -> tuple[Columns, bool]:
    """What the row becomes, and whether something the deed did was changed since."""
    changed = _changed(table, left, now, merged)
    own = {name for name in before if _field(name) not in changed}
    becomes = {name: before[name] if name in own else now[name] for name in now}
    if "on" in changed or left["place"] != now["place"]:
        becomes["place"] = now["place"]
    return becomes, any(before[name] != left[name] for name in before if name not in own)


def _changed(table: str, left: Columns, now: Columns, merged: Mapping[str, str]) -> set[str]:
    """The fields that hold something else now than the deed left in them."""
    people = _PEOPLE.get(table, frozenset())
    return {
        _field(name)
        for name, value in left.items()
        if value != now[name]
        and name != "place"
        and not (name in people and merged.get(value or "") == now[name])
    }


def _field(column: str) -> str:
    """The field of a column: the moment of a day has its day's name.

    >>> _field("closed_recorded_at"), _field("recorded_at"), _field("role")
    ('closed_on', 'on', 'role')
    """
    day = column.removesuffix("recorded_at")
    return f"{day}on" if day != column else column


ORDER: tuple[str, ...] = (*(table.name for table in TABLES), TURNS.name)
"""The tables, what is named before what names it."""
