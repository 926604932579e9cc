"""Invitations.csv, of both eras: who asked whom to connect, with which words.

The file says of each invitation whether it was sent or received, and so it also says, row by row,
who its owner is.
"""

from keepknocking.exchange.found import FileRead, FoundInvitation, Party
from keepknocking.exchange.linkedin.collecting import (
    LONGEST_NAME,
    NO_DAY,
    NOBODY,
    TOO_LONG,
    Collecting,
    one_line,
)
from keepknocking.exchange.linkedin.columns import Columns
from keepknocking.exchange.linkedin.profiles import is_member, profile_of
from keepknocking.exchange.tables.rows import Row, Table

LONGEST_WORDS = 2_000  # design choice: characters; LinkedIn allows 300
OUTGOING = "outgoing"
DIRECTIONS = (OUTGOING, "incoming")


def read_invitations(table: Table, columns: Columns) -> FileRead:
    """The invitations of one file."""
    collecting = Collecting(table, columns)
    dates = collecting.dates("sent at")
    for row in collecting.rows():
        sender = _party(columns, row, "from", "inviterprofileurl")
        recipient = _party(columns, row, "to", "inviteeprofileurl")
        direction = columns.cell(row, "direction").casefold()
        on = dates.day(columns.cell(row, "sent at"))
        told = one_line(sender.name, "→", recipient.name)
        if any(not party.name or is_member(party.name) for party in (sender, recipient)):
            collecting.drop(row, NOBODY, told)
        elif max(len(sender.name), len(recipient.name)) > LONGEST_NAME:
            collecting.drop(row, TOO_LONG, told)
        elif direction not in DIRECTIONS:
            collecting.drop(row, "it does not say who invited whom", told)
        elif on is None:
            collecting.drop(row, NO_DAY, told)
        else:
            collecting.found.invitations.append(
                FoundInvitation(
                    sender=sender,
                    recipient=recipient,
                    on=on,
                    words=columns.cell(row, "message")[:LONGEST_WORDS],
                    outgoing=direction == OUTGOING,
                    where=row.where,
                )
            )
    late = columns.has("inviterprofileurl")
    return collecting.result("since late 2023" if late else "to 2023")


def _party(columns: Columns, row: Row, name: str, address: str) -> Party:
    profile = profile_of(columns.cell(row, address))
    return Party(name=one_line(columns.cell(row, name)), profile=profile)
