"""The reader of LinkedIn's files: any table of an export, of any era, by its header alone."""

from keepknocking.exchange.found import FileKind, FileRead, Party
from keepknocking.exchange.linkedin.collecting import one_line
from keepknocking.exchange.linkedin.columns import columns_of, other_file
from keepknocking.exchange.linkedin.connections import read_connections
from keepknocking.exchange.linkedin.contacts import read_contacts
from keepknocking.exchange.linkedin.gatherings import read_events
from keepknocking.exchange.linkedin.invitations import read_invitations
from keepknocking.exchange.linkedin.jobs import read_jobs
from keepknocking.exchange.linkedin.messages import read_messages
from keepknocking.exchange.linkedin.remarks import read_remarks
from keepknocking.exchange.tables.rows import Header, Table

READERS = {
    FileKind.LINKEDIN_CONNECTIONS: read_connections,
    FileKind.LINKEDIN_MESSAGES: read_messages,
    FileKind.LINKEDIN_INVITATIONS: read_invitations,
    FileKind.LINKEDIN_CONTACTS: read_contacts,
    FileKind.LINKEDIN_EVENTS: read_events,
    FileKind.LINKEDIN_SAVED_JOBS: read_jobs,
    FileKind.LINKEDIN_APPLICATIONS: read_jobs,
    FileKind.LINKEDIN_NOTES: read_remarks,
    FileKind.LINKEDIN_RECOMMENDATIONS: read_remarks,
    FileKind.LINKEDIN_ENDORSEMENTS: read_remarks,
}
PROFILE = "profile"


def read_linkedin(table: Table) -> FileRead | None:
    r"""What a table gives where it is a file of a LinkedIn export; None where it is none.

    Whose export it is, `owners.with_owner` finds out from all its files together.

    Raises
    ------
    FileUnreadable
        where the rows cannot be read to the end.

    >>> from keepknocking.exchange.sources import source_of_bytes
    >>> from keepknocking.exchange.tables.rows import read_table
    >>> text = "First Name,Last Name,URL,Connected On\nAna,Reyes,,08 Feb 2026"
    >>> read = read_linkedin(read_table(source_of_bytes("any name", text.encode())))
    >>> read.people[0].name, str(read.people[0].known)
    ('Ana Reyes', '2026-02-08')
    """
    columns = columns_of(table)
    if columns is not None:
        return READERS[columns.form.kind](table, columns)
    other = other_file(table)
    return None if other is None else _counted(table, *other)


def _counted(table: Table, subject: str, header: Header) -> FileRead | None:
    """A file of which nothing is kept; a profile says at least whose export it is.

    None where a "profile" has several rows: then it is somebody's table of people.
    """
    read, owner = 0, None
    for row in table.below(header):
        read += not row.is_blank
        if subject == PROFILE and read == 1:
            name = one_line(header.cell(row, "first name"), header.cell(row, "last name"))
            owner = Party(name=name) if name else None
    if subject == PROFILE and read > 1:
        return None
    unused = ((subject, read),) if read else ()
    return FileRead(
        name=table.name,
        kind=FileKind.LINKEDIN_OTHER,
        era=subject,
        unused=unused,
        owner=owner,
        more={"encoding": table.encoding, "rows": str(read)},
    )
