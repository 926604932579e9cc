"""The ledger as tables, one file a subject, for spreadsheets.

Comma-separated, every cell in quotes, lines ended by CR LF, in UTF-8 with a byte order mark:
without the mark the most common spreadsheet shows every accent wrong. No cell can be run as a
formula (see `formula_guard`). What a person has several of stands in one cell, joined as address
books do it.

Tables are for looking and counting: they leave out what has no column. The whole ledger is in the
story and in JSON.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from keepknocking.exchange.formula_guard import guarded
from keepknocking.ledger.asks import Ask
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.people import ContactKind, Person

MARK = "\ufeff"
SEPARATOR = " ::: "
"""Between several values of one cell (by convention of Google's address book)."""
SEEKER = "(you)"
"""Who knows somebody, where it is the seeker herself."""

PEOPLE_HEAD = (
    "Name",
    "Organization",
    "Role",
    "E-mail",
    "Phone",
    "Profile",
    "Other name",
    "Note",
    "Known since",
    "Id",
)
"""By these columns a table of people is known again as ours."""

Rows = Iterator[tuple[object, ...]]


def write_table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    r"""A table; nothing for None.

    >>> write_table(["Name"], [["Ana"], ["=1+1"]])
    '\ufeff"Name"\r\n"Ana"\r\n"\'=1+1"\r\n'
    """
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(head)
    for row in rows:
        writer.writerow(guarded("" if cell is None else str(cell)) for cell in row)
    return MARK + text.getvalue()


def people_table(ledger: Ledger) -> str:
    """The people, by name, with what a vCard has of them except whom they know."""
    return write_table(PEOPLE_HEAD, _people(ledger))


def events_table(ledger: Ledger) -> str:
    """The events, with what each brought."""
    head = (
        "Day",
        "Begins",
        "Minutes",
        "Name",
        "Kind",
        "Place",
        "Cancelled",
        "Brought",
        "Talked to",
    )
    return write_table(head, _events(ledger))


def asks_table(ledger: Ledger) -> str:
    """The asks, with what came of each."""
    head = (
        "Asked on",
        "Person",
        "Person id",
        "For",
        "Towards",
        "Organization",
        "Opening",
        "By",
        "Through",
        "Minutes",
        "Nudged on",
        "Replied on",
        "Answer",
        "Answered on",
        "Done on",
    )
    return write_table(head, (_ask(ledger, ask) for ask in ledger.asks))


def openings_table(ledger: Ledger) -> str:
    """The openings, with every step with the employer."""
    head = ("Known since", "Title", "Organization", "Told by", "Steps", "Closed on")
    return write_table(head, _openings(ledger))


def effort_table(ledger: Ledger) -> str:
    """The minutes put in."""
    rows = ((effort.when.on, effort.minutes, effort.on) for effort in ledger.efforts)
    return write_table(("Day", "Minutes", "On"), rows)


def ties_table(ledger: Ledger) -> str:
    """Who knows whom."""
    rows = (
        (
            SEEKER if tie.of is None else ledger.person[tie.of].name,
            ledger.person[tie.to].name,
            tie.strength,
            tie.known.on,
            tie.source,
            tie.of,
            tie.to,
        )
        for tie in ledger.ties
    )
    head = ("Who", "Knows", "How well", "Since", "From", "Who (id)", "Knows (id)")
    return write_table(head, rows)


TABLES: Mapping[str, Callable[[Ledger], str]] = MappingProxyType(
    {
        "people.csv": people_table,
        "events.csv": events_table,
        "asks.csv": asks_table,
        "openings.csv": openings_table,
        "effort.csv": effort_table,
        "ties.csv": ties_table,
    }
)


def _people(ledger: Ledger) -> Rows:
    notes: dict[str, list[str]] = {}
    for note in ledger.notes:
        if note.person is not None and note.text.strip():
            notes.setdefault(note.person, []).append(note.text)
    for person in sorted(ledger.people, key=lambda person: (person.name, person.id)):
        yield (
            person.name,
            person.organization,
            person.role,
            *_details(ledger, person),
            SEPARATOR.join(notes.get(person.id, ())),
            person.known.on,
            person.id,
        )


def _details(ledger: Ledger, person: Person) -> Iterator[str]:
    details = ledger.details_of(person.id)
    kinds = (ContactKind.EMAIL, ContactKind.PHONE, ContactKind.PROFILE, ContactKind.OTHER_NAME)
    for kind in kinds:
        values = dict.fromkeys(detail.value for detail in details if detail.kind is kind)
        yield SEPARATOR.join(values)


def _events(ledger: Ledger) -> Rows:
    for event in ledger.events:
        debrief = ledger.debrief_of(event.id)
        yield (
            event.when.on,
            None if event.begins is None else event.begins.isoformat("minutes"),
            event.minutes,
            event.name,
            event.kind,
            event.place,
            None if event.cancelled is None else event.cancelled.on,
            None if debrief is None else debrief.rung,
            None if debrief is None else debrief.talked_to,
        )


def _ask(ledger: Ledger, ask: Ask) -> tuple[object, ...]:
    opening = None if ask.opening is None else ledger.opening[ask.opening]
    return (
        ask.asked.on,
        ledger.person[ask.of].name,
        ask.of,
        ask.purpose,
        None if ask.towards is None else ledger.person[ask.towards].name,
        ask.organization if opening is None else opening.organization,
        None if opening is None else opening.title,
        ask.channel,
        None if ask.through is None else ledger.person[ask.through].name,
        ask.minutes,
        " ".join(nudge.on.isoformat() for nudge in ask.nudges),
        " ".join(reply.on.isoformat() for reply in ask.replies),
        None if ask.answer is None else ask.answer.kind,
        None if ask.answer is None else ask.answer.when.on,
        None if ask.fulfilment is None else ask.fulfilment.on,
    )


def _openings(ledger: Ledger) -> Rows:
    for opening in ledger.openings:
        steps = ledger.stages_of(opening.id)
        yield (
            opening.known.on,
            opening.title,
            opening.organization,
            None if opening.told_by is None else ledger.person[opening.told_by].name,
            ", ".join(f"{step.kind} {step.when.on}" for step in steps),
            None if opening.closed is None else opening.closed.on,
        )
