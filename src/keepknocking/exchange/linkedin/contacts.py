"""Imported Contacts.csv (2018), Contacts.csv (later): the address book that was lent to LinkedIn.

These people are not connections. The moment in the file is when LinkedIn got the entry, not since
when anybody is known, so no day is taken. An entry without a name goes by its e-mail address.
"""

import re

from keepknocking.exchange.found import FileRead, FoundPerson
from keepknocking.exchange.linkedin.collecting import (
    LONGEST_NAME,
    NOBODY,
    TOO_LONG,
    Collecting,
    emails_in,
    fact,
    one_line,
)
from keepknocking.exchange.linkedin.columns import Columns
from keepknocking.exchange.linkedin.profiles import is_member, key_of, profile_of
from keepknocking.exchange.tables.rows import Row, Table

_LISTED = re.compile(r"[,;|\n]+")
_PHONE = re.compile(r"[+(]?[\d(][\d\s()./-]{3,30}(?:\s*(?:x|ext\.?)\s*\d{1,6})?", re.IGNORECASE)
MOST_VALUES = 20  # design choice: numbers or addresses of one person


def read_contacts(table: Table, columns: Columns) -> FileRead:
    """The people of an address book that LinkedIn was given."""
    collecting = Collecting(table, columns)
    for row in collecting.rows():
        _take(collecting, row)
    return collecting.result("2018" if columns.has("profiles") else "later than 2018")


def _take(collecting: Collecting, row: Row) -> None:
    columns = collecting.columns
    emails = emails_in(columns.cell(row, "email address"))
    name = (
        one_line(columns.cell(row, "first name"), columns.cell(row, "last name"))
        or one_line(columns.cell(row, "full name"))
        or next(iter(emails), "")
    )
    if not name or is_member(name):
        return collecting.drop(row, NOBODY, row.text)
    if len(name) > LONGEST_NAME:
        return collecting.drop(row, TOO_LONG, name)
    addresses = _listed(columns.cell(row, "profiles"))
    profiles = tuple(filter(None, map(profile_of, addresses)))
    collecting.found.people.append(
        FoundPerson(
            name=name,
            where=row.where,
            key=next(filter(None, map(key_of, addresses)), None),
            emails=emails[:MOST_VALUES],
            phones=_phones(collecting, row),
            profiles=profiles,
            organization=fact(next(iter(_listed(columns.cell(row, "companies"))), "")),
            role=fact(columns.cell(row, "title")),
        )
    )
    return None


def _phones(collecting: Collecting, row: Row) -> tuple[str, ...]:
    """The numbers in the cell; a label before one ("Mobile: 555 0100") is left out."""
    cell = collecting.columns.cell(row, "phone numbers")
    found = [
        number.group().strip()
        for part in _listed(cell)
        if (number := _PHONE.search(part)) is not None
    ]
    if cell and not found:
        collecting.lose(row, "no number stands under phone numbers", cell)
    return tuple(dict.fromkeys(found))


def _listed(cell: str) -> list[str]:
    parts = (one_line(part) for part in _LISTED.split(cell[:5_000]))
    return [part for part in parts if part][:MOST_VALUES]
