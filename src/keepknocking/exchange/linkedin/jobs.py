"""Saved Jobs.csv and Job Applications.csv: openings, and which of them were applied for.

A long list of applications comes in several files ("Job Applications_1.csv"); each has its header.
"""

import re

from keepknocking.exchange.found import FileKind, FileRead, FoundOpening
from keepknocking.exchange.linkedin.collecting import NO_DAY, Collecting, fact
from keepknocking.exchange.linkedin.columns import Columns
from keepknocking.exchange.tables.rows import Table

_NUMBER = re.compile(r"/jobs/view/(?:[^/?#\s]*-)?(\d+)")


def read_jobs(table: Table, columns: Columns) -> FileRead:
    """The openings of one file."""
    applied = columns.form.kind is FileKind.LINKEDIN_APPLICATIONS
    day = "application date" if applied else "saved date"
    collecting = Collecting(table, columns)
    dates = collecting.dates(day)
    for row in collecting.rows():
        title = fact(columns.cell(row, "job title"))
        organization = fact(columns.cell(row, "company name"))
        on = dates.day(columns.cell(row, day))
        number = _NUMBER.search(columns.cell(row, "job url"))
        if title is None or organization is None:
            collecting.drop(row, "it names no job or no company", row.text)
        elif on is None:
            collecting.drop(row, NO_DAY, row.text)
        else:
            collecting.found.openings.append(
                FoundOpening(
                    title=title,
                    organization=organization,
                    where=row.where,
                    on=on,
                    applied=applied,
                    key=f"linkedin:job:{number.group(1)}" if number else None,
                )
            )
    return collecting.result()
