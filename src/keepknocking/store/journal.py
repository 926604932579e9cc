"""The journal: every deed, what it changed, and how it is undone.

A deed notes of each row it touched what stood there before. Undoing puts that back, as a deed of
its own, so that an undoing can be undone too. It is refused where a later deed has touched one of
the rows: that one has to be undone first, or nothing of the two is clear.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from keepknocking.store.models import Change, Deed
from keepknocking.store.translate import TABLES, TURNS, AnyFact, Columns, Table

UNDO = "undo"
TABLE_NAMED: Mapping[str, Table] = MappingProxyType(
    {table.name: table for table in (*TABLES, TURNS)}
)
"""Every table that a deed can touch, by its name in the journal."""


class ChangedSince(ValueError):
    """A deed that cannot be undone, because a later one touched the same facts."""

    def __init__(self, later: Deed) -> None:
        self.later = later
        what = "; ".join(later.told[:1]) or later.kind
        super().__init__(
            f"this was changed again on {later.at:%Y-%m-%d at %H:%M} UTC ({what}): undo that first"
        )


class UndoneAlready(ValueError):
    """A deed that was undone before."""

    def __init__(self, deed: Deed) -> None:
        what = "; ".join(deed.told[:1]) or deed.kind
        super().__init__(
            f"this was taken back already: {what}. To have it again, undo the taking back"
        )


class ErasedForGood(ValueError):
    """An erasing, which nothing takes back."""

    def __init__(self) -> None:
        super().__init__(
            "an erasing cannot be taken back: nothing is left of whom it erased. "
            "What was done before it can be taken back from the history of the pages"
        )


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a row held before a deed touched it (None: it was not there)."""

    deed: Deed
    before: Columns | None


def note_deed(kind: str, told: Iterable[str], *, at: datetime, undoes: Deed | None = None) -> Deed:
    """A new deed in the journal; call it inside the transaction that does it."""
    return Deed.objects.create(kind=kind, told=list(told), at=at, undoes=undoes)


def is_undone(deed: Deed) -> bool:
    """Whether the deed does not count any more: it was undone, and that was not undone."""
    return deed.pk in undone_deeds()


@dataclass(frozen=True, slots=True)
class Undoings:
    """Of every undoing what it undoes; of every deed that does not count, what undid it."""

    undoes: Mapping[int, int]
    undone_by: Mapping[int, int]


def undoings() -> Undoings:
    """All undoings of the journal, by the numbers of the deeds."""
    found = Deed.objects.exclude(undoes=None).order_by("-id")
    undoes = dict(found.values_list("id", "undoes_id"))
    undone_by: dict[int, int] = {}
    # The latest first: whether an undoing counts is settled before what it undoes is looked at.
    for number, undone in undoes.items():
        if number not in undone_by:
            undone_by[undone] = number
    return Undoings(undoes, undone_by)


def undone_deeds() -> frozenset[int]:
    """The numbers of all deeds that do not count any more."""
    return frozenset(undoings().undone_by)


def last_deed() -> Deed | None:
    """The latest deed that counts and is no undoing."""
    undone = undone_deeds()
    numbers = Deed.objects.filter(undoes=None).order_by("-id").values_list("id", flat=True)
    latest = next((number for number in numbers.iterator() if number not in undone), None)
    return None if latest is None else Deed.objects.get(id=latest)


def undo(deed: Deed, *, at: datetime) -> Deed:
    """Put back what stood before the deed, inside the caller's transaction.

    Raises
    ------
    UndoneAlready, ChangedSince
        nothing is written then.
    """
    if is_undone(deed):
        raise UndoneAlready(deed)
    changes = list(deed.changes.order_by("-id"))
    for change in changes:
        _refuse_if_changed(change)
    done = note_deed(UNDO, root_of(deed).told, at=at, undoes=deed)
    for change in changes:
        _put_back(TABLE_NAMED[change.table], change, done)
    return done


def root_of(deed: Deed) -> Deed:
    """The deed that is no undoing, and that this one does or undoes in the end."""
    while deed.undoes is not None:
        deed = deed.undoes
    return deed


def whole_image(table: str, image: Columns) -> Columns:
    """The image of a row with every column the table has now: a new one was empty then."""
    columns = (*TABLE_NAMED[table].columns, "place")
    return {name: image.get(name) for name in columns}


def history_of(table: str, row: int) -> list[Earlier]:
    """What a row held before each deed that touched it, the latest first."""
    changes = Change.objects.filter(table=table, row=row).select_related("deed").order_by("-id")
    return [Earlier(change.deed, change.before) for change in changes]


def fact_of_image(table: str, image: Columns) -> AnyFact:
    """The fact that a row held, without the turns of an ask."""
    found = TABLE_NAMED[table]
    return found.fact_of([image.get(name) for name in found.columns])


def _refuse_if_changed(change: Change) -> None:
    """Refuse where the row does not hold any more what the deed left in it."""
    table = TABLE_NAMED[change.table]
    later = Change.objects.filter(table=change.table, row=change.row, id__gt=change.pk)
    after = later.order_by("id").first()
    # Untouched since is as good as touched and put back again.
    if after is not None and _whole(table, after.before) != _now(table, change.row):
        latest = later.exclude(deed__kind=UNDO).order_by("-id").first()
        raise ChangedSince((latest or after).deed)
    if change.before is not None and (other := _in_its_place(table, change)) is not None:
        raise ChangedSince(other)


def _in_its_place(table: Table, change: Change) -> Deed | None:
    """The deed that put another row where this one would have to come back."""
    if not table.has_key and table.name != "search":
        return None
    same = {"key": change.before["key"]} if table.has_key and change.before else {}
    others = table.model.objects.exclude(id=change.row).filter(**same)
    other = others.select_related("deed").first()
    return None if other is None else other.deed


def _whole(table: Table, image: Columns | None) -> Columns | None:
    return None if image is None else whole_image(table.name, image)


def _now(table: Table, row: int) -> Columns | None:
    """What the row holds now (None: it is not there)."""
    now = table.rows().filter(id=row).first()
    if now is None:
        return None
    *values, _, place, _ = now
    return dict(zip(table.columns, values, strict=True)) | {"place": place}


def _put_back(table: Table, change: Change, done: Deed) -> None:
    rows = table.model.objects
    image, before = _now(table, change.row), _whole(table, change.before)
    if before is None:
        rows.filter(id=change.row).delete()
    elif image is None:
        rows.create(id=change.row, deed=done, **before)
    else:
        rows.filter(id=change.row).update(deed=done, **before)
    Change.objects.create(deed=done, table=table.name, row=change.row, before=image)
