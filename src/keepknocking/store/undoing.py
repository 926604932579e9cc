"""Undoing a whole import or merge at any later time, keeping what was changed since.

What the deed did and nobody has touched since is taken back; what was changed since stays, and so
does what is needed for it (`three_ways`, `fitting`). It is a deed like any other, and can be undone
in its turn.
"""

from collections.abc import Iterator
from datetime import datetime

from keepknocking.ledger.ledger import Ledger
from keepknocking.store.fitting import Fitting
from keepknocking.store.journal import (
    TABLE_NAMED,
    UNDO,
    UndoneAlready,
    is_undone,
    note_deed,
    root_of,
)
from keepknocking.store.kept_facts import Kept, KeptFact
from keepknocking.store.loading import Stored
from keepknocking.store.merges import merged_into
from keepknocking.store.models import Deed
from keepknocking.store.rows import change_rows, note_changes, put_rows, remove_rows
from keepknocking.store.three_ways import ORDER, REFERENCES, Present, ways_of
from keepknocking.store.translate import AnyFact, Columns


def undo_keeping(stored: Stored, deed: Deed, *, at: datetime) -> Kept:
    """Undo a deed as far as nothing was changed since, inside the caller's transaction.

    `stored` is the ledger as it lies now.

    Raises
    ------
    UndoneAlready
        nothing is written then.
    """
    if is_undone(deed):
        raise UndoneAlready(deed)
    present = Present(stored)
    merged = merged_into(since=deed.pk)
    # With whom somebody was made one, she holds what was of the other.
    fitting = Fitting(ways_of(deed, present, merged), present, used=set(merged.values()))
    fitting.settle()
    kept = Kept(
        taken_back=sum(len(rows) for rows in fitting.ways.going.values())
        + sum(len(images) for images in fitting.ways.back.values()),
        kept=tuple(_kept(fitting, present, stored.ledger)),
    )
    done = note_deed(UNDO, (*root_of(deed).told, *kept.told), at=at, undoes=deed)
    for table in reversed(ORDER):
        _take_out(table, sorted(fitting.ways.going.get(table, ())), present, done)
    for table in ORDER:
        _put_back(table, fitting.ways.back.get(table, {}), present, done)
    return kept


def _take_out(table: str, rows: list[int], present: Present, done: Deed) -> None:
    note_changes(table, done, ((row, present.image(table, row)) for row in rows))
    remove_rows(TABLE_NAMED[table], rows)


def _put_back(table: str, images: dict[int, Columns], present: Present, done: Deed) -> None:
    was = {row: present.image(table, row) for row in images}
    note_changes(table, done, was.items())
    there = {row: image for row, image in images.items() if was[row] is not None}
    change_rows(TABLE_NAMED[table], there.items(), done)
    put_rows(
        TABLE_NAMED[table], ((row, one) for row, one in images.items() if row not in there), done
    )


def _kept(fitting: Fitting, present: Present, ledger: Ledger) -> Iterator[KeptFact]:
    for (table, row), why in sorted(fitting.stays.items()):
        fact = present.fact(table, row)
        label = table.replace("_", " ") if fact is None else _label(ledger, table, fact)
        yield KeptFact(table, row, label, why)


def _label(ledger: Ledger, table: str, fact: AnyFact) -> str:
    """What a fact is called: a name, or its kind and whom or what it is about."""
    for name in ("name", "title"):
        if hasattr(fact, name):
            return str(getattr(fact, name))
    if table == "asks":
        return ledger.person[fact.of].name
    for name, _, kind in REFERENCES.get(table, ()):
        key = getattr(fact, name)
        if key is not None:
            thing = getattr(ledger, kind)[key]
            return _label(ledger, "asks" if kind == "ask" else "", thing)
    return table.replace("_", " ")
