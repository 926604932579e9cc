"""What the page of the work-search log shows: the paper as it will be printed."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from keepknocking.exchange.writing.work_log import LogRow
from keepknocking.services.export import Log
from keepknocking.web.words import apart
from keepknocking.wording.phrases import WEEKDAYS, counted, short_day


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRow:
    """One row: the day in short, and what was done."""

    day: str
    weekday: str
    organization: str
    person: str
    method: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorklogPage:
    """The log of a range of days."""

    range: str
    summary: str
    rows: tuple[WorkRow, ...]
    csv_url: str
    is_empty: bool


def worklog_page(log: Log, *, today: date) -> WorklogPage:
    """The log as it is shown."""
    asked = urlencode({"since": log.since, "until": log.until, "as": "csv"})
    # On paper a day without its year is soon no day at all.
    since, until = (f"{short_day(day)} {day.year}" for day in (log.since, log.until))
    days = len({row.day for row in log.rows})
    return WorklogPage(
        range=f"{since} to {until}",
        summary=f"{counted(len(log.rows), 'entry', 'entries')} on {counted(days, 'day')}",
        rows=tuple(
            WorkRow(
                day=_short(row.day, today),
                weekday=WEEKDAYS[row.day.weekday()][:3],
                organization=apart(row.organization),
                person=apart(row.person),
                method=apart(row.method),
                result=_came(row, today),
            )
            for row in log.rows
        ),
        csv_url=f"{reverse('worklog')}?{asked}",
        is_empty=not log.rows,
    )


def _short(day: date, today: date) -> str:
    return short_day(day) if day.year == today.year else f"{short_day(day)} {day.year}"


def _came(row: LogRow, today: date) -> str:
    return row.result if row.came_on is None else f"{row.result} {_short(row.came_on, today)}"
