"""What goes out comes in again through the readers for everybody's files."""

from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keepknocking.exchange.calendars.reading import read_calendars
from keepknocking.exchange.cards.reading import read_cards
from keepknocking.exchange.contacts_tables.reading import read_any_table
from keepknocking.exchange.found import FileRead, FoundPerson
from keepknocking.exchange.sources import source_of_bytes
from keepknocking.exchange.tables.rows import read_table
from keepknocking.exchange.writing.calendars import write_calendar
from keepknocking.exchange.writing.tables import people_table
from keepknocking.exchange.writing.vcards import write_vcards
from keepknocking.ledger.events import Event
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.moments import When
from keepknocking.ledger.people import (
    ContactDetail,
    ContactKind,
    Person,
    Tie,
    TieSource,
    TieStrength,
)
from keepknocking.ledger.searches import Note

DAY = When(date(2026, 3, 2))
NAMES = [
    "Ana Reyes",
    "Ben; Ode",
    "陳 武",
    "Lee, Bo",
    "Kim (HR)",
    "O'Neill-Smith",
    "Ода Бен",
    "a\\nb",
]
WORDS = [
    "Harbor, Foods",
    "Brightwater",
    "R&D; lab",
    "buyer",
    "-1 to =1",
    "@ home",
    ("long " * 30).strip(),
]
VALUES = {
    ContactKind.EMAIL: ["ana@example.org", "b.ode@example.org"],
    ContactKind.PHONE: ["+49 30 123456", "030 654321"],
    ContactKind.PROFILE: ["https://www.linkedin.com/in/ana", "https://example.org/?a=1,2;3"],
    ContactKind.OTHER_NAME: ["Ana Gomez", "Annie, the first"],
}
often = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def address_books(draw: st.DrawFn) -> Ledger:
    """People as address books hold them: each name once, everything as people write it."""
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=5))
    ids = [f"p{number}" for number in range(len(names))]
    people = [
        Person(
            id=identity,
            name=name,
            known=DAY,
            organization=draw(st.none() | st.sampled_from(WORDS)),
            role=draw(st.none() | st.sampled_from(WORDS)),
        )
        for identity, name in zip(ids, names, strict=True)
    ]
    pairs = [(one, other) for one in ids for other in ids if one != other]
    ties = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    told = [
        (one, kind, value)
        for one in ids
        for kind, values in VALUES.items()
        for value in draw(st.lists(st.sampled_from(values), unique=True))
    ]
    noted = draw(st.lists(st.sampled_from(ids), unique=True)) if ids else []
    return Ledger(
        people=tuple(people),
        contact_details=tuple(
            ContactDetail(person=one, kind=kind, value=value, known=DAY)
            for one, kind, value in told
        ),
        notes=tuple(Note(person=one, text=f"=note, of\n{one};", when=DAY) for one in noted),
        ties=tuple(
            Tie(of=of, to=to, strength=draw(st.sampled_from(TieStrength)), known=DAY)
            for of, to in ties
        ),
    )


def brought_in(read: FileRead) -> Ledger:
    """The people of a file in an empty ledger: each a person, each key an id."""
    assert read.dropped == ()
    ids = {one.key: f"q{number}" for number, one in enumerate(read.people)}
    found: dict[str, Any] = {"people": [], "contact_details": [], "notes": [], "ties": []}
    for number, one in enumerate(read.people):
        identity = f"q{number}"
        found["people"].append(
            Person(
                id=identity,
                name=one.name,
                known=DAY,
                organization=one.organization,
                role=one.role,
            )
        )
        found["contact_details"] += details_of(identity, one)
        found["notes"] += [Note(person=identity, text=note, when=DAY) for note in one.notes]
        found["ties"] += [
            Tie(
                of=identity,
                to=ids[tie.key],
                strength=tie.strength,
                known=DAY,
                source=TieSource.IMPORTED,
            )
            for tie in one.knows
        ]
    facts: dict[str, Any] = {name: tuple(each) for name, each in found.items()}
    return Ledger(**facts)


def details_of(identity: str, one: FoundPerson) -> list[ContactDetail]:
    values = {
        ContactKind.EMAIL: one.emails,
        ContactKind.PHONE: one.phones,
        ContactKind.PROFILE: one.profiles,
        ContactKind.OTHER_NAME: one.other_names,
    }
    return [
        ContactDetail(person=identity, kind=kind, value=value, known=DAY)
        for kind, found in values.items()
        for value in found
    ]


def without_ids(text: str) -> list[str]:
    """The lines of cards without the ids, which are those of their own ledger."""
    unfolded = text.replace("\r\n ", "")
    return [line.partition(":urn:uuid:")[0] for line in unfolded.split("\r\n")]


@often
@given(address_books().filter(lambda ledger: ledger.people))
def test_cards_come_in_again_and_go_out_the_same(ledger: Ledger) -> None:
    text = write_vcards(ledger)
    again = brought_in(read_cards(source_of_bytes("people.vcf", text.encode())))
    assert without_ids(write_vcards(again)) == without_ids(text)


@often
@given(address_books().filter(lambda ledger: ledger.people))
def test_a_table_of_people_comes_in_again_and_goes_out_the_same(ledger: Ledger) -> None:
    text = people_table(ledger)
    table = read_table(source_of_bytes("people.csv", text.encode()))
    again = brought_in(read_any_table(table, "people.csv"))
    ids = {person.name: person.id for person in ledger.people}
    for person in again.people:
        text = text.replace(f'"{ids[person.name]}"', f'"{person.id}"')
    assert people_table(again) == text


def test_what_looks_like_no_number_and_no_address_comes_back_from_our_own_table() -> None:
    odd = {
        ContactKind.EMAIL: "ana at example",
        ContactKind.PHONE: "BusinessPhone",
        ContactKind.PROFILE: "not a link",
    }
    ledger = Ledger(
        people=(
            Person(id="q0", name="Ana Reyes", known=DAY, organization="a ::: b", role="c ::: d"),
        ),
        contact_details=tuple(
            ContactDetail(person="q0", kind=kind, value=value, known=DAY)
            for kind, value in odd.items()
        ),
    )
    text = people_table(ledger)
    table = read_table(source_of_bytes("people.csv", text.encode()))
    assert people_table(brought_in(read_any_table(table, "people.csv"))) == text


@st.composite
def gatherings(draw: st.DrawFn) -> Event:
    begins = draw(st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0)))
    when = When(draw(st.dates(date(2025, 6, 1), date(2027, 6, 1))))
    return Event(
        id=draw(st.uuids().map(str)),
        name=draw(st.sampled_from(WORDS)),
        when=when,
        begins=begins,
        minutes=None if begins is None else draw(st.none() | st.integers(1, 2000)),
        place=draw(st.none() | st.sampled_from(WORDS)),
        cancelled=draw(st.none() | st.just(when)),
    )


@often
@given(st.lists(gatherings(), min_size=1, max_size=5))
def test_a_calendar_comes_in_again_and_goes_out_the_same(events: list[Event]) -> None:
    text = write_calendar(Ledger(events=tuple(events)))
    source = source_of_bytes("events.ics", text.encode())
    read = read_calendars(source, today=DAY.on)
    assert read.dropped == ()
    again = [
        Event(
            id=str(number),
            name=found.name,
            when=When(found.on),
            begins=found.begins,
            minutes=found.minutes,
            place=found.place,
            cancelled=When(found.on) if found.cancelled else None,
        )
        for number, found in enumerate(read.events)
    ]
    assert without_ids(write_calendar(Ledger(events=tuple(again)))) == without_ids(text)
