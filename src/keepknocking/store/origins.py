"""Where things came from: what sources said, which imports were done, and what they proposed.

None of these rows is a fact of the ledger. They hang on the deed that wrote them, and what hangs on
a deed that was undone does not count, so that undoing an import takes its bookkeeping along without
touching it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from keepknocking.store.journal import undone_deeds
from keepknocking.store.merges import MERGE
from keepknocking.store.models import Change, Deed, ImportDone, Origin, Proposal

STEP = "step"
"""The kind of an origin that stands for one step of a proposal: its mark was shown."""

_AT_ONCE = 500  # numerical: so many rows are written by one statement


@dataclass(frozen=True, slots=True)
class Said:
    """What a source said of a thing under its own name: `key` is the id of the thing here."""

    source: str
    name: str
    kind: str
    key: str
    said: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProposal:
    """A proposal to be kept: `marks` are those of all its steps, the first one is its own."""

    marks: tuple[str, ...]
    person: str | None
    lines: tuple[str, ...]
    why: str
    is_clear: bool
    excerpt: str


def said_before() -> dict[tuple[str, str], Said]:
    """What every source last said of each thing, as far as its import counts."""
    undone = undone_deeds()
    rows = Origin.objects.exclude(source=MERGE).exclude(kind=STEP).order_by("id")
    found: dict[tuple[str, str], Said] = {}
    fields = ("source", "name", "kind", "key", "said", "deed_id")
    for source, name, kind, key, said, deed in rows.values_list(*fields).iterator():
        if deed not in undone:
            found[source, name] = Said(source, name, kind, key, said)
    return found


def note_origins(deed: Deed, rows: Iterable[Said]) -> None:
    """Keep what sources said, inside the caller's transaction."""
    names = ("source", "name", "kind", "key", "said", "deed_id")
    quote = connection.ops.quote_name
    columns = ", ".join(quote(name) for name in names)
    marks = ", ".join(["%s"] * len(names))
    table = quote(Origin._meta.db_table)  # noqa: SLF001 (Django's own name)
    sql = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608 (names of our own)  # nosec B608
    values = [
        (row.source, row.name, row.kind, row.key, json.dumps(row.said), deed.pk) for row in rows
    ]
    with connection.cursor() as cursor:
        for start in range(0, len(values), _AT_ONCE):
            cursor.executemany(sql, values[start : start + _AT_ONCE])


def note_import(deed: Deed, *, files: list[dict[str, Any]], report: dict[str, Any]) -> None:
    """Keep the report of an import."""
    ImportDone.objects.create(deed=deed, files=files, report=report)


def marks_known() -> frozenset[str]:
    """The marks of all steps that were proposed and still count, or were decided on."""
    undone = undone_deeds()
    decided = set(Proposal.objects.exclude(decided=None).values_list("mark", flat=True))
    steps = Origin.objects.filter(kind=STEP).values_list("name", "key", "deed_id")
    counted = {name for name, key, deed in steps.iterator() if deed not in undone or key in decided}
    still = Proposal.objects.values_list("mark", "deed_id").iterator()
    return frozenset(counted | decided | {mark for mark, deed in still if deed not in undone})


def note_proposals(deed: Deed, proposals: Iterable[NewProposal]) -> None:
    """Keep proposals; one of an undone import that comes again is open again."""
    steps: list[Said] = []
    for each in proposals:
        mark = each.marks[0]
        Proposal.objects.update_or_create(
            mark=mark,
            defaults={
                "deed": deed,
                "person": each.person,
                "lines": list(each.lines),
                "why": each.why,
                "is_clear": each.is_clear,
                "excerpt": each.excerpt,
            },
        )
        steps += [Said("proposal", step, STEP, mark, {}) for step in each.marks]
    note_origins(deed, steps)


def open_rows() -> Iterator[Proposal]:
    """The proposals that wait for a word, the clear ones first, in the order they came."""
    rows = list(Proposal.objects.filter(decided=None).order_by("-is_clear", "id"))
    undone = undone_deeds() if rows else frozenset()
    return (row for row in rows if row.deed_id not in undone)


def removed_on(keys: Iterable[str], *, table: str) -> dict[str, datetime]:
    """When things that are not there any more were last taken out, by their ids."""
    wanted = set(keys)
    if not wanted:
        return {}
    found: dict[str, datetime] = {}
    rows = Change.objects.filter(table=table).exclude(before=None).order_by("id")
    for before, at in rows.values_list("before", "deed__at").iterator():
        if before is not None and before["key"] in wanted:
            found[before["key"]] = at
    return found
