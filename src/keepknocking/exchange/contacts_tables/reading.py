"""Tables of contacts and jobs: the way in.

`read_contacts` reads what is Google's or Outlook's by its header, `read_any_table` every other
table, and Google's and Outlook's too where somebody chose the columns by hand.
"""

from collections.abc import Mapping
from dataclasses import replace

from keepknocking.exchange.contacts_tables import google, guessing, jobs, outlook
from keepknocking.exchange.contacts_tables.fields import Field, Plan
from keepknocking.exchange.contacts_tables.gathering import Gathering
from keepknocking.exchange.contacts_tables.people import people_of
from keepknocking.exchange.found import FileKind, FileRead, FileUnreadable
from keepknocking.exchange.tables.rows import Header, Table, header_of

LOOKED_FOR = (
    "a column of names, mail addresses or profiles, such as Name, First Name, E-mail or LinkedIn, "
    "or of jobs, such as Job Title and Company"
)
_ONLY_OF_JOBS = frozenset({Field.STAGE, Field.SAVED, Field.APPLIED})


class NobodyInIt(FileUnreadable):
    """A table without a column that could say who somebody is."""

    def __init__(self, name: str, first_line: str) -> None:
        super().__init__(
            f"{name} has no column by which anybody could be known: its first line is "
            f"“{first_line}”. Looked for was {LOOKED_FOR}. Choose by hand which column is the name"
        )


def read_contacts(table: Table, name: str) -> FileRead | None:
    """What a table of Google's or Outlook's holds; None where its header is neither's.

    Raises
    ------
    FileUnreadable
        where the table cannot be read to its end.
    """
    for row in table.start:
        header = header_of(row)
        era = google.era_of(header)
        if era is not None:
            return _people(
                table, name, header, google.plan_of(header), FileKind.GOOGLE_CONTACTS, era
            )
        era = outlook.era_of(header)
        if era is not None:
            plan = outlook.plan_of(header)
            return _people(table, name, header, plan, FileKind.OUTLOOK_CONTACTS, era)
    return None


def read_any_table(table: Table, name: str, mapping: Mapping[str, str] | None = None) -> FileRead:
    """What any table holds, by the best guess of its columns.

    `mapping` says what a column is taken as, whatever was guessed: its name (or "column 3") and a
    value of `Field`. `FileRead.columns` has what was taken as what.

    Raises
    ------
    FileUnreadable
        NobodyInIt where no column can be a name, a mail address or a link; NoSuchColumn.
    """
    header = guessing.header_in(table)
    plan = guessing.plan_of(table, header, mapping)
    if jobs.are_jobs(plan):
        return _jobs(table, name, header, plan)
    plan = _without(plan, _ONLY_OF_JOBS)
    if not plan.has(Field.NAME, Field.FIRST, Field.LAST, Field.EMAIL, Field.LINK):
        raise NobodyInIt(name, table.first_line)
    era = "" if header is not None else "without a header"
    return _people(table, name, header, plan, FileKind.TABLE, era)


def _people(
    table: Table, name: str, header: Header | None, plan: Plan, kind: FileKind, era: str
) -> FileRead:
    gathering = Gathering(table, header, plan)
    people = people_of(gathering)
    return replace(gathering.result(kind, era, people=people), name=name)


def _jobs(table: Table, name: str, header: Header | None, plan: Plan) -> FileRead:
    plan = _without(plan, frozenset(Field) - jobs.OF_JOBS)
    gathering = Gathering(table, header, plan)
    openings = jobs.openings_of(gathering)
    return replace(
        gathering.result(FileKind.TABLE, jobs.era_of(plan), openings=openings), name=name
    )


def _without(plan: Plan, fields: frozenset[Field]) -> Plan:
    """The plan with the columns of these fields left out."""
    return Plan(
        tuple(
            replace(column, field=Field.NOT_USED, unused=f"column {column.written}")
            if column.field in fields - {Field.NOT_USED}
            else column
            for column in plan.columns
        )
    )
