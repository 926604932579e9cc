"""Rows written and removed many at a time, in plain SQL with placeholders.

A deed may bring a hundred thousand rows. Making an object of each of them only to write it takes
several times as long as the writing itself.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.db import connection
from django.db.models import JSONField, Model

from keepknocking.store.models import Change, Deed
from keepknocking.store.translate import Columns, Table

_AT_ONCE = 500  # numerical: so many rows are written by one statement

Something = TypeVar("Something")


def add_rows(table: Table, images: Iterable[Columns], deed: Deed) -> list[int]:
    """Write new rows with these columns (and `place`), and return their numbers in order."""
    names = (*table.columns, "place", "deed_id")
    start = f"INSERT INTO {_table(table.model)} ({_columns(table.model, names)}) VALUES "  # noqa: S608 (names of our own)  # nosec B608
    row = f"({', '.join(['%s'] * len(names))})"
    values_of = _values(table)
    found: list[int] = []
    with connection.cursor() as cursor:
        for some in _at_once(images):
            rows = ", ".join([row] * len(some))
            values = [value for image in some for value in (*values_of(image), deed.pk)]
            cursor.execute(f'{start}{rows} RETURNING "id"', values)
            found.extend(number for (number,) in cursor.fetchall())
    return found


def put_rows(table: Table, rows: Iterable[tuple[int, Columns]], deed: Deed) -> None:
    """Write rows that were there before, under their old numbers."""
    names = (*table.columns, "place", "deed_id", "id")
    marks = ", ".join(["%s"] * len(names))
    sql = f"INSERT INTO {_table(table.model)} ({_columns(table.model, names)}) VALUES ({marks})"  # noqa: S608 (names of our own)  # nosec B608
    values_of = _values(table)
    _many(sql, ((*values_of(image), deed.pk, number) for number, image in rows))


def change_rows(table: Table, rows: Iterable[tuple[int, Columns]], deed: Deed) -> None:
    """Write other columns (all of them, and `place`) into rows that are there."""
    names = (*table.columns, "place", "deed_id")
    marks = ", ".join(f"{_columns(table.model, (name,))} = %s" for name in names)
    sql = f'UPDATE {_table(table.model)} SET {marks} WHERE "id" = %s'  # noqa: S608 (names of our own)  # nosec B608
    values_of = _values(table)
    _many(sql, ((*values_of(image), deed.pk, number) for number, image in rows))


def remove_rows(table: Table, numbers: Iterable[int]) -> None:
    """Take rows out."""
    sql = f'DELETE FROM {_table(table.model)} WHERE "id" = %s'  # noqa: S608 (names of our own)  # nosec B608
    _many(sql, ((number,) for number in numbers))


def note_changes(table: str, deed: Deed, changes: Iterable[tuple[int, Columns | None]]) -> None:
    """Note in the journal what the rows held before the deed (None: they were not there)."""
    names = ("deed_id", "table", "row", "before")
    sql = f"INSERT INTO {_table(Change)} ({_columns(Change, names)}) VALUES (%s, %s, %s, %s)"  # noqa: S608 (names of our own)  # nosec B608
    _many(
        sql,
        (
            (deed.pk, table, row, None if before is None else json.dumps(before))
            for row, before in changes
        ),
    )


def _values(table: Table) -> Any:  # noqa: ANN401 (a function of one image)
    """How the values of an image are handed to the database, in the order of the columns."""
    names = (*table.columns, "place")
    of_json = {
        name
        for name in table.columns
        if isinstance(table.model._meta.get_field(name), JSONField)  # noqa: SLF001 (Django's own name)
    }
    if not of_json:
        return lambda image: [image[name] for name in names]
    return lambda image: [
        json.dumps(image[name]) if name in of_json else image[name] for name in names
    ]


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001 (Django's own name)


def _columns(model: type[Model], names: Sequence[str]) -> str:
    columns = {field.attname: field.column for field in model._meta.concrete_fields}  # noqa: SLF001 (Django's own name)
    return ", ".join(connection.ops.quote_name(str(columns[name])) for name in names)


def _many(sql: str, values: Iterable[Sequence[Any]]) -> None:
    with connection.cursor() as cursor:
        for some in _at_once(values):
            cursor.executemany(sql, some)


def _at_once(found: Iterable[Something]) -> Iterator[list[Something]]:
    left = iter(found)
    while some := list(islice(left, _AT_ONCE)):
        yield some
