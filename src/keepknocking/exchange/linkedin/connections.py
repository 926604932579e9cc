"""Connections.csv, of every era: the people one is connected with, and since when.

The e-mail address is nearly always empty. Rows with nothing but a day are members who hide; they
are counted as blank. A last name may carry credentials ("Reyes, PhD"): names stay as they are.
"""

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
from keepknocking.exchange.linkedin.dates import ColumnDates
from keepknocking.exchange.linkedin.profiles import is_member, key_of, profile_of
from keepknocking.exchange.tables.rows import Row, Table

_WHO = ("first name", "last name", "url", "email address", "company", "position")


def read_connections(table: Table, columns: Columns) -> FileRead:
    """The people of a Connections.csv."""
    collecting = Collecting(table, columns)
    dates = collecting.dates("connected on")
    for row in collecting.rows():
        _take(collecting, row, dates)
    return collecting.result(_era(table, columns))


def _take(collecting: Collecting, row: Row, dates: ColumnDates) -> None:
    columns = collecting.columns
    cells = [columns.cell(row, name) for name in _WHO]
    first, last, address, email, company, position = cells
    name = one_line(first, last)
    if not any(cells):
        collecting.leave_blank(row)
    elif not name or is_member(name):
        collecting.drop(row, NOBODY, row.text)
    elif len(name) > LONGEST_NAME:
        collecting.drop(row, TOO_LONG, name)
    else:
        written = columns.cell(row, "connected on")
        known = dates.day(written)
        if written and known is None:
            collecting.lose(row, "the day of the connection cannot be read", written)
        emails = emails_in(email)
        if email and not emails:
            collecting.lose(row, "no e-mail address stands under e-mail", email)
        profile = profile_of(address)
        collecting.found.people.append(
            FoundPerson(
                name=name,
                where=row.where,
                key=key_of(address),
                emails=emails,
                profiles=(profile,) if profile else (),
                organization=fact(company),
                role=fact(position),
                known=known,
                connected=True,
            )
        )


def _era(table: Table, columns: Columns) -> str:
    if table.separator != ",":
        return "saved again by a spreadsheet"
    if columns.has("url"):
        return "since mid-2023"
    return "2018 to mid-2021" if columns.header.line == 1 else "mid-2021 to mid-2023"
