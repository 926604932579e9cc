"""What a reader found in somebody else's file: plain values, before anybody knows what they change.

A reader takes a `Source` and gives a `FileRead`: people, events, openings, messages and invitations
as the file has them, every row, card or entry that it dropped with the reason, and how many it
looked at. Nothing here knows a ledger. Names are free text, as written: never split, never
reordered; where a file has a name only in parts they are joined in the file's own order.

The counts add up: `read` = the places that gave something + `blank` + the dropped ones.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from keepknocking.ledger.people import TieStrength


class FileKind(StrEnum):
    """What a file turned out to be, from its content."""

    LINKEDIN_CONNECTIONS = "LinkedIn connections"
    LINKEDIN_MESSAGES = "LinkedIn messages"
    LINKEDIN_INVITATIONS = "LinkedIn invitations"
    LINKEDIN_CONTACTS = "LinkedIn imported contacts"
    LINKEDIN_EVENTS = "LinkedIn events"
    LINKEDIN_SAVED_JOBS = "LinkedIn saved jobs"
    LINKEDIN_APPLICATIONS = "LinkedIn job applications"
    LINKEDIN_NOTES = "LinkedIn notes"
    LINKEDIN_RECOMMENDATIONS = "LinkedIn recommendations"
    LINKEDIN_ENDORSEMENTS = "LinkedIn endorsements"
    LINKEDIN_OTHER = "another file of a LinkedIn export"
    GOOGLE_CONTACTS = "Google contacts"
    OUTLOOK_CONTACTS = "Outlook contacts"
    TABLE = "a table"
    VCARD = "vCard"
    ICALENDAR = "iCalendar"
    STORY = "a story"
    JSON = "a Keep Knocking ledger as JSON"


class FileUnreadable(ValueError):
    """A file that cannot be brought in as it is; the sentence names it, why, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A row, card, entry or line that gave nothing, or lost a part, and why.

    `where` is its place in words ("row 17", "card 3, line 12"); `text` what stood there, at most
    200 characters. `kept` where only a part was lost (a broken photo) and the rest is there.
    """

    where: str
    why: str
    text: str = ""
    kept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTie:
    """Somebody whom a person in the file is said to know, and as what ("spouse", "manager").

    `key` is the source's own name for her where it has one (the UID of another card).
    """

    name: str
    relation: str | None = None
    strength: TieStrength = TieStrength.CLOSE
    key: str | None = None
    emails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPerson:
    """One person of a file. `key` is what the source calls her for ever, where it does.

    `known` is the day since when she is known, where the file says it; `connected`, that the
    file's owner and she are connected. `notes` are remarks about her, as written.
    """

    name: str
    where: str
    key: str | None = None
    other_names: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    organization: str | None = None
    role: str | None = None
    known: date | None = None
    connected: bool = False
    notes: tuple[str, ...] = ()
    knows: tuple[FoundTie, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAttendee:
    """Somebody invited to an event."""

    name: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundEvent:
    """One date of a calendar. `series` is the same for all dates of one recurring entry.

    `kind` is a plain word where the file leaves no doubt that this is a gathering ("meetup"); None
    else. Times are of the clock of the place.
    """

    name: str
    on: date
    where: str
    key: str | None = None
    begins: time | None = None
    minutes: int | None = None
    place: str | None = None
    kind: str | None = None
    cancelled: bool = False
    series: str | None = None
    attendees: tuple[FoundAttendee, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundOpening:
    """A job that was saved, or applied for (`applied`)."""

    title: str
    organization: str
    where: str
    on: date
    applied: bool = False
    key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One end of a message: a name, and the address of a profile where the file has it."""

    name: str
    profile: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMessage:
    """One message. Its words are looked at and never kept.

    `outgoing` is None where the file does not say who its owner is.
    """

    conversation: str
    sender: Party
    recipients: tuple[Party, ...]
    at: datetime
    words: str
    where: str
    title: str = ""
    outgoing: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundInvitation:
    """One invitation to connect."""

    sender: Party
    recipient: Party
    on: date
    words: str
    outgoing: bool
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """Everything one file gave.

    `era` says in words which of the known forms it had ("since mid-2023"); `columns`, of a table,
    which of its columns was taken as what; `unused` names what the file holds and the house does
    not keep ("photos", "birthdays") with how often. `story` is the text of a story file.
    """

    name: str
    kind: FileKind
    era: str = ""
    read: int = 0
    blank: int = 0
    people: tuple[FoundPerson, ...] = ()
    events: tuple[FoundEvent, ...] = ()
    openings: tuple[FoundOpening, ...] = ()
    messages: tuple[FoundMessage, ...] = ()
    invitations: tuple[FoundInvitation, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    unused: tuple[tuple[str, int], ...] = ()
    story: str | None = None
    json: str | None = None
    owner: Party | None = None
    more: dict[str, str] = field(default_factory=dict)
