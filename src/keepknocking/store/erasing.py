"""Erasing a person from what the ledger remembers: its history, seals, imports and free pages.

The facts themselves are taken out by a deed like any other (`ledger.erasing` decides what is left).
This module then goes through everything that is kept beside them. What is about her goes: images of
her rows in the journal, where an import had her from, what was proposed about her. What is about
others stays with her name forgotten in it. A seal whose words named her keeps its place and its
mark; its words cannot be held against the mark any more, and it says so.

At last the file is written anew, so that no free page of it holds her.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from keepknocking.ledger.erasing import Forgetting
from keepknocking.store.merges import merged_with
from keepknocking.store.models import (
    Change,
    Deed,
    Erasure,
    ImportDone,
    Opposed,
    Origin,
    Proposal,
    Seal,
    TakenFile,
)
from keepknocking.store.translate import Columns

_LINE_GONE = "(about somebody who was erased)"
_AT_ONCE = 500  # numerical: so many rows are changed by one statement
_HERS = ("person_id", "of_id", "to_id", "by_id")
_NAMED = ("towards_id", "through_id", "told_by_id")


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was forgotten beside the facts: parts of the history, words under seals, imports."""

    changes: int
    lines: int
    seals: int
    imports: int


def forget_history(
    person: str, asks: Collection[str], rule: Forgetting, *, deed: Deed
) -> Forgotten:
    """Take a person out of all that is kept beside the facts, inside the caller's transaction.

    `asks` are the ids of what she was asked; `deed` the erasing itself, which keeps no images.
    """
    forgetting = _Forgetting(frozenset((person, *merged_with(person))), frozenset(asks), rule)
    touched, changes = forgetting.changes(deed)
    return Forgotten(
        changes=changes,
        lines=forgetting.told(touched),
        seals=forgetting.seals(deed.at),
        imports=forgetting.imports(),
    )


def remember_erasure(*, at: datetime, salt: str, marks: list[str]) -> None:
    """Keep the marks by which she is known again without saying who she was."""
    Erasure.objects.create(at=at, salt=salt, marks=marks)


def write_file_anew() -> None:
    """Leave nothing of what was taken out in the file; outside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete = ON")
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@dataclass(frozen=True, slots=True)
class _Forgetting:
    """One person being forgotten: under her id, and those of whoever is one with her."""

    ids: frozenset[str]
    asks: frozenset[str]
    rule: Forgetting

    def changes(self, deed: Deed) -> tuple[frozenset[int], int]:
        """Forget her in the images of the journal; which deeds touched her rows, how many went."""
        asks = set(self.asks)
        asks.update(
            image["key"]
            for table, image in Change.objects.filter(table="asks")
            .exclude(before=None)
            .values_list("table", "before")
            if image is not None and image.get("of_id") in self.ids
        )
        found = Change.objects.exclude(before=None).values_list("id", "table", "row", "before")
        hers: set[tuple[str, int]] = set()
        changed: list[tuple[int, Columns]] = []
        for number, table, row, image in found.iterator():
            if image is None:
                continue
            if self._is_hers(table, image, asks):
                hers.add((table, row))
            elif (new := self._without(image, asks)) != image:
                changed.append((number, new))
        gone = [
            (number, of)
            for number, table, row, of in Change.objects.values_list("id", "table", "row", "deed")
            if (table, row) in hers or of == deed.pk
        ]
        for start in range(0, len(gone), _AT_ONCE):
            numbers = [number for number, _ in gone[start : start + _AT_ONCE]]
            Change.objects.filter(id__in=numbers).delete()
        for number, image in changed:
            Change.objects.filter(id=number).update(before=image)
        return frozenset(of for _, of in gone), len(gone) + len(changed)

    def told(self, touched: frozenset[int]) -> int:
        """Forget her in the lines that tell the deeds; how many lines were changed."""
        count = 0
        for number, lines in Deed.objects.values_list("id", "told").iterator():
            new = [self._line(line, is_hers=number in touched) for line in lines]
            if new != lines:
                count += sum(was != now for was, now in zip(lines, new, strict=True))
                Deed.objects.filter(id=number).update(told=new)
        return count

    def seals(self, at: datetime) -> int:
        """Forget her in the words of seals; how many were changed."""
        count = 0
        for seal in Seal.objects.order_by("id"):
            body = self._body(seal.body)
            if body != seal.body:
                Seal.objects.filter(id=seal.pk).update(body=body, erased_at=at)
                count += 1
        return count

    def imports(self) -> int:
        """Forget her in where things came from and what was proposed; how many rows."""
        count = Origin.objects.filter(kind="person", key__in=self.ids).delete()[0]
        count += Proposal.objects.filter(person__in=self.ids).delete()[0]
        count += Opposed.objects.filter(one__in=self.ids).delete()[0]
        count += Opposed.objects.filter(other__in=self.ids).delete()[0]
        for model, names in (
            (Origin, ("name", "key", "said")),
            (Proposal, ("lines", "why", "excerpt")),
            (ImportDone, ("files", "report")),
            (TakenFile, ("name",)),
        ):
            for number, *values in model.objects.values_list("id", *names).iterator():
                new = [self.rule.value(value) for value in values]
                if new != values:
                    rows = model.objects.filter(id=number)
                    rows.update(**dict(zip(names, new, strict=True)))
                    count += 1
        return count

    def _is_hers(self, table: str, image: Columns, asks: Collection[str]) -> bool:
        if table == "people":
            return bool(image.get("key") in self.ids)
        if table == "turns":
            return image.get("ask_id") in asks
        return any(image.get(column) in self.ids for column in _HERS)

    def _without(self, image: Columns, asks: Collection[str]) -> Columns:
        """The image of a row about others, without her."""
        new: Columns = {}
        for column, value in image.items():
            if (column in _NAMED and value in self.ids) or (column == "ask_id" and value in asks):
                new[column] = None
            else:
                new[column] = self.rule.value(value)
        return new

    def _line(self, line: str, *, is_hers: bool) -> str:
        """A line of a deed: one that touched her rows may call her by her first name."""
        new = self.rule.text(line)
        if is_hers and (new != line or any(self._first_words(line))):
            return _LINE_GONE
        return new

    def _first_words(self, line: str) -> Iterator[bool]:
        words = {word for name in self.rule.words for word in name.casefold().split()}
        for word in line.casefold().split():
            yield word.strip(".,:;\"'()") in words

    def _body(self, body: str) -> str:
        """The words of a seal without her, written as seals are."""
        try:
            read = json.loads(body)
        except ValueError:
            return self.rule.text(body)
        new = self.rule.value(read)
        return body if new == read else json.dumps(new, sort_keys=True, separators=(",", ":"))
