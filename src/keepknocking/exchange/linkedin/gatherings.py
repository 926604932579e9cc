"""Events.csv: the gatherings one was asked to or came to by LinkedIn, with their times.

Times stand as `Jul 01, 2021 10:00 AM - Jul 01, 2021 10:45 AM`; the file names no zone.
"""

import re

from keepknocking.exchange.found import FileRead, FoundEvent
from keepknocking.exchange.linkedin.collecting import (
    LONGEST_NAME,
    NO_DAY,
    Collecting,
    one_line,
)
from keepknocking.exchange.linkedin.columns import Columns
from keepknocking.exchange.linkedin.dates import LONGEST, Moment, dates_of
from keepknocking.exchange.tables.rows import Row, Table

DECLINED = ("declin", "not attend", "not_attend", "rejected", "withdr")
CANCELLED = "cancel"
MOST_MINUTES = 14 * 24 * 60  # design choice: no gathering takes longer
_BETWEEN = re.compile(r"\s+[-\u2013]\s+")  # from one moment to another
_NUMBER = re.compile(r"/events/(?:[^/?#\s]*-)?(\d+)")


def read_events(table: Table, columns: Columns) -> FileRead:
    """The gatherings of an Events.csv."""
    collecting = Collecting(table, columns)
    dates = dates_of(part for row in table.below(columns.header) for part in _times(columns, row))
    collecting.more |= dates.more
    for row in collecting.rows():
        name = one_line(columns.cell(row, "event name"))[:LONGEST_NAME]
        moments = [dates.moment(part) for part in _times(columns, row)]
        status = columns.cell(row, "status").casefold()
        if not name:
            collecting.drop(row, "it has no name", row.text)
        elif (begins := moments[0]) is None:
            collecting.drop(row, NO_DAY, row.text)
        elif status.startswith(DECLINED):
            collecting.drop(row, f"its status is {status}", row.text)
        else:
            minutes = _minutes(begins, moments[-1]) if len(moments) > 1 else None
            event = FoundEvent(
                name=name,
                on=begins.on,
                where=row.where,
                key=_key(collecting, row),
                begins=begins.at,
                minutes=minutes,
                cancelled=CANCELLED in status,
            )
            collecting.found.events.append(event)
    return collecting.result()


def _times(columns: Columns, row: Row) -> list[str]:
    """The beginning of a gathering and, mostly, its end, as written."""
    return _BETWEEN.split(columns.cell(row, "event time")[: 3 * LONGEST])


def _minutes(begins: Moment, ends: Moment | None) -> int | None:
    if ends is None or begins.at is None or ends.at is None:
        return None
    lasts = ends.as_datetime.replace(tzinfo=None) - begins.as_datetime.replace(tzinfo=None)
    minutes = round(lasts.total_seconds() / 60)
    return minutes if 0 < minutes <= MOST_MINUTES else None


def _key(collecting: Collecting, row: Row) -> str | None:
    found = _NUMBER.search(collecting.columns.cell(row, "external url"))
    return f"linkedin:event:{found.group(1)}" if found else None
