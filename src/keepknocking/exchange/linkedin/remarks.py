"""Notes.csv, Recommendations and Endorsements: people, by what was written about or for them.

A note is a remark of one's own and is kept. Whoever recommended somebody, or was recommended, knows
her well, and only connections can endorse; both give the person, connected, and a recommendation
gives a remark with its day. Which of the two wrote it, the file itself does not say. Neither the
words of a recommendation nor the skills endorsed are kept. Each row gives one `FoundPerson`, so one
with several rows is there several times, under the same key or name.
"""

from datetime import date

from keepknocking.exchange.found import FileKind, FileRead, FoundPerson
from keepknocking.exchange.linkedin.collecting import (
    LONGEST_NAME,
    LONGEST_NOTE,
    NOBODY,
    TOO_LONG,
    Collecting,
    fact,
    one_line,
)
from keepknocking.exchange.linkedin.columns import Columns
from keepknocking.exchange.linkedin.profiles import is_member, key_of, profile_of
from keepknocking.exchange.tables.rows import Row, Table


def read_remarks(table: Table, columns: Columns) -> FileRead:
    """The people of a file of notes, recommendations or endorsements."""
    collecting = Collecting(table, columns)
    if columns.form.kind is FileKind.LINKEDIN_NOTES:
        _notes(collecting)
    elif columns.form.kind is FileKind.LINKEDIN_RECOMMENDATIONS:
        _recommendations(collecting)
    else:
        _endorsements(collecting)
    return collecting.result(_direction(columns))


def _notes(collecting: Collecting) -> None:
    cell = collecting.columns.cell
    for row in collecting.rows():
        name = one_line(cell(row, "connection first name"), cell(row, "connection last name"))
        note = cell(row, "note")
        if not note:
            collecting.drop(row, "the note is empty", name)
            continue
        if len(note) > LONGEST_NOTE:
            collecting.lose(row, f"the note was cut after {LONGEST_NOTE:,} characters", name)
        _take(
            collecting,
            row,
            name,
            address=cell(row, "connection profile url"),
            note=note[:LONGEST_NOTE],
        )


def _recommendations(collecting: Collecting) -> None:
    cell = collecting.columns.cell
    dates = collecting.dates("creation date")
    for row in collecting.rows():
        name = one_line(cell(row, "first name"), cell(row, "last name"))
        on = dates.day(cell(row, "creation date"))
        _take(collecting, row, name, note=_recommended(on))


def _recommended(on: date | None) -> str:
    when = "" if on is None else f" of {on.isoformat()}"
    return f"LinkedIn recommendation{when}"


def _endorsements(collecting: Collecting) -> None:
    columns = collecting.columns
    who = "endorser" if columns.has("endorser first name") else "endorsee"
    for row in collecting.rows():
        first = columns.cell(row, f"{who} first name")
        name = one_line(first, columns.cell(row, f"{who} last name"))
        _take(collecting, row, name, address=columns.cell(row, f"{who} public url"))


def _take(
    collecting: Collecting, row: Row, name: str, *, address: str = "", note: str = ""
) -> None:
    if not name or is_member(name):
        return collecting.drop(row, NOBODY)
    if len(name) > LONGEST_NAME:
        return collecting.drop(row, TOO_LONG, name)
    profile = profile_of(address)
    collecting.found.people.append(
        FoundPerson(
            name=name,
            where=row.where,
            key=key_of(address),
            profiles=(profile,) if profile else (),
            organization=fact(collecting.columns.cell(row, "company")),
            role=fact(collecting.columns.cell(row, "position")),
            connected=True,
            notes=(note,) if note else (),
        )
    )
    return None


def _direction(columns: Columns) -> str:
    if columns.form.kind is not FileKind.LINKEDIN_ENDORSEMENTS:
        return ""
    return "received" if columns.has("endorser first name") else "given"
