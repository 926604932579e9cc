"""The rows of a job tracker become openings.

Huntr, Teal and Simplify publish no list of their columns, and every other tracker has its own: they
are known by a role, an organization and no column of a person. Whether somebody has applied is told
by the stage (the words of the trackers), else by the day of an application. A row without any day
cannot stand in a ledger of days and is dropped with that reason.
"""

from datetime import date

from keepknocking.exchange.contacts_tables.cells import links_in
from keepknocking.exchange.contacts_tables.fields import OF_PEOPLE, Column, Field, Plan
from keepknocking.exchange.contacts_tables.gathering import Gathering, cell_of
from keepknocking.exchange.contacts_tables.headers import letters_of
from keepknocking.exchange.found import FoundOpening
from keepknocking.exchange.linkedin.collecting import fact
from keepknocking.exchange.tables.rows import Row

NO_TITLE = "it names no job"
NO_ORGANIZATION = "it names no organization"
NO_DAY = "it has no day"
OF_JOBS = frozenset(
    {
        *(Field.ROLE, Field.ORGANIZATION, Field.LINK),
        *(Field.STAGE, Field.SAVED, Field.APPLIED, Field.KNOWN),
    }
)
"""What the columns of a job tracker are used for."""
_BEFORE = (
    *("wishlist", "bookmarked", "saved", "applying", "toapply"),
    *("interested", "preparing", "draft", "researching"),
)
_AFTER = (
    *("applied", "submitted", "screening", "phonescreen", "assessment", "interview", "negotiat"),
    *("offer", "accepted", "hired", "notselected", "rejected", "declined", "noresponse"),
    *("ghosted", "withdrawn"),
)
_YES = frozenset({"yes", "true", "x", "y", "ja", "oui", "sí", "sim", "applied"})


def are_jobs(plan: Plan) -> bool:
    """Whether a table is about jobs rather than people."""
    return plan.has(Field.ROLE) and plan.has(Field.ORGANIZATION) and not plan.has(*OF_PEOPLE)


def era_of(plan: Plan) -> str:
    """Whose tracker this looks like."""
    names = {letters_of(column.written) for column in plan.columns}
    if {"list", "dateadded"} <= names:
        return "a job tracker, by its columns Huntr"
    if "excitement" in names or "datesaved" in names:
        return "a job tracker, by its columns Teal"
    if names == {"job", "company", "applied", "status"}:
        return "a job tracker, by its columns Simplify"
    return "a job tracker"


def openings_of(gathering: Gathering) -> tuple[FoundOpening, ...]:
    """All openings of a table; what gave none is counted in the gathering."""
    reading = _Reading(gathering)
    found = (reading.opening(row) for row in gathering.rows())
    return tuple(opening for opening in found if opening is not None)


class _Reading:
    """Reads rows by the plan of a tracker."""

    def __init__(self, gathering: Gathering) -> None:
        self.gathering = gathering
        self.column: dict[Field, Column] = {}
        for column in reversed(gathering.plan.columns):
            self.column[column.field] = column
        self.days = {
            field: gathering.days(self.column.get(field))
            for field in (Field.APPLIED, Field.SAVED, Field.KNOWN)
        }

    def opening(self, row: Row) -> FoundOpening | None:
        """The opening of a row; None where it is dropped."""
        title = fact(self._cell(row, Field.ROLE))
        organization = fact(self._cell(row, Field.ORGANIZATION))
        applied_on = self._day(row, Field.APPLIED)
        saved_on = self._day(row, Field.SAVED) or self._day(row, Field.KNOWN)
        applied = self._has_applied(row, applied_on)
        day = (applied_on if applied else None) or saved_on or applied_on
        if title is None or organization is None or day is None:
            why = NO_TITLE if title is None else NO_ORGANIZATION if organization is None else NO_DAY
            self.gathering.drop(row, why)
            return None
        return FoundOpening(
            title=title,
            organization=organization,
            where=row.where,
            on=day,
            applied=applied,
            key=next(iter(links_in(self._cell(row, Field.LINK))), None),
        )

    def _has_applied(self, row: Row, applied_on: date | None) -> bool:
        stage = letters_of(self._cell(row, Field.STAGE))
        if stage.startswith(_BEFORE):
            return False
        if stage.startswith(_AFTER) or applied_on is not None:
            return True
        return letters_of(self._cell(row, Field.APPLIED)) in _YES

    def _cell(self, row: Row, field: Field) -> str:
        column = self.column.get(field)
        return "" if column is None else cell_of(row, column)

    def _day(self, row: Row, field: Field) -> date | None:
        return self.days[field].day(self._cell(row, field))
