"""messages.csv, of every era: who wrote to whom and when. The words are looked at, never kept.

Not a message between people, and dropped with the reason: drafts, campaign mail (LinkedIn writes
it with `spinmail` HTML), sponsored ones, spam, and whatever comes from or goes to a "LinkedIn
Member". Since 2019 every person has an address of a profile; a sender without one is a company.
Messages without words (a picture, a thumb) stay: an answer is one.
"""

from keepknocking.exchange.found import FileRead, FoundMessage
from keepknocking.exchange.linkedin.collecting import LONGEST_NAME, NO_DAY, Collecting, one_line
from keepknocking.exchange.linkedin.columns import Columns
from keepknocking.exchange.linkedin.dates import Moment
from keepknocking.exchange.linkedin.parties import JOINT, Parties
from keepknocking.exchange.linkedin.profiles import is_member, slug_of
from keepknocking.exchange.tables.rows import Row, Table

LONGEST_WORDS = 5_000  # design choice: characters in which an ask is looked for
YES = frozenset({"yes", "true", "1", "ja", "oui", "sí", "sim", "sì"})
SENDER, RECIPIENTS = "sender profile url", "recipient profile urls"
OUTGOING, INCOMING = "outgoing", "incoming"
SPAM = "spam"


def read_messages(table: Table, columns: Columns) -> FileRead:
    """The messages of one file; `outgoing` only where the file says it (2018)."""
    collecting = Collecting(table, columns)
    dates = collecting.dates("date")
    parties = _parties(table, columns)
    zones = set()
    for row in collecting.rows():
        sender = one_line(columns.cell(row, "from"))
        moment = dates.moment(columns.cell(row, "date"))
        if why := _why_not(columns, row, sender, moment):
            collecting.drop(row, why, sender)
            continue
        recipients = parties.recipients(columns.cell(row, "to"), columns.cell(row, RECIPIENTS))
        if moment is None or not recipients:
            collecting.drop(row, "it went to nobody whose name is there", sender)
            continue
        zones.add(moment.is_utc)
        collecting.found.messages.append(
            FoundMessage(
                conversation=_conversation(columns, row),
                sender=parties.party(sender, columns.cell(row, SENDER)),
                recipients=recipients,
                at=moment.as_datetime,
                words=columns.cell(row, "content")[:LONGEST_WORDS],
                where=row.where,
                title=one_line(columns.cell(row, "conversation title"))[:LONGEST_NAME],
                outgoing=_direction(columns.cell(row, "direction")),
            )
        )
    if True in zones:
        collecting.more["times"] = "UTC, as LinkedIn writes them"
    return collecting.result(_era(columns))


def _parties(table: Table, columns: Columns) -> Parties:
    """Everybody who stands alone in a cell somewhere."""
    parties = Parties()
    for row in table.below(columns.header):
        parties.note(columns.cell(row, "from"), columns.cell(row, SENDER))
        recipients, links = columns.cell(row, "to"), columns.cell(row, RECIPIENTS)
        if links and "," not in links:
            parties.note(recipients, links)
        elif JOINT not in recipients:
            parties.note(recipients, "")
    return parties


def _why_not(columns: Columns, row: Row, sender: str, moment: Moment | None) -> str:
    """Why the row is no message between people; empty where it is one."""
    titles = columns.cell(row, "conversation title"), columns.cell(row, "subject")
    drafts = columns.cell(row, "is message draft"), columns.cell(row, "is conversation draft")
    reasons = (
        (any(draft.casefold() in YES for draft in drafts), "it is a draft"),
        ("spinmail" in columns.cell(row, "content")[:LONGEST_WORDS], "it is campaign mail"),
        (any(title.casefold().startswith("sponsored") for title in titles), "it is sponsored"),
        (columns.cell(row, "folder").casefold() == SPAM, "it lies in the spam folder"),
        (not sender or is_member(sender), "its sender has no name"),
        (len(sender) > LONGEST_NAME, "its sender has too long a name"),
        (_is_nameless(columns, row), "its sender has no profile"),
        (moment is None, NO_DAY),
    )
    return next((why for holds, why in reasons if holds), "")


def _is_nameless(columns: Columns, row: Row) -> bool:
    return columns.has(SENDER) and slug_of(columns.cell(row, SENDER)) is None


def _direction(cell: str) -> bool | None:
    return {OUTGOING: True, INCOMING: False}.get(cell.casefold())


def _conversation(columns: Columns, row: Row) -> str:
    """LinkedIn's own name for the conversation; the parties' names where it has none (2018)."""
    given = columns.cell(row, "conversation id")[:LONGEST_NAME]
    ends = sorted((one_line(columns.cell(row, "from")), one_line(columns.cell(row, "to"))))
    return given or " & ".join(ends)[: 2 * LONGEST_NAME]


def _era(columns: Columns) -> str:
    if columns.has("direction"):
        return "2018"
    if any(columns.has(name) for name in ("attachments", *_LATE)):
        return "since 2024"
    return "mid-2023" if columns.has(RECIPIENTS) else "to early 2023"


_LATE = ("is message draft", "is conversation draft", "is conversation archived")
