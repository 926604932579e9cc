"""vCards and calendars: as the standards have them, read by libraries that are not ours."""

import re
from datetime import date, time

import icalendar
import vobject
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keepknocking.exchange.writing.calendars import write_calendar
from keepknocking.exchange.writing.content_lines import content_line, escaped
from keepknocking.exchange.writing.vcards import write_vcards
from keepknocking.ledger.events import Event
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.moments import When
from keepknocking.ledger.people import ContactDetail, ContactKind, Person, Tie, TieStrength
from keepknocking.ledger.searches import Note

DAY = When(date(2026, 3, 2))
ANA = Person(
    id="ana-reyes", name="Ana Reyes", known=DAY, organization="Harbor, Foods", role="buyer"
)
BEN = Person(id="ben-ode", name="Ben; Ode", known=DAY)
LEDGER = Ledger(
    people=(ANA, BEN),
    ties=(
        Tie(of="ana-reyes", to="ben-ode", strength=TieStrength.CLOSE, known=DAY),
        Tie(of="ana-reyes", to="ben-ode", strength=TieStrength.ACQUAINTANCE, known=DAY),
        Tie(of=None, to="ana-reyes", strength=TieStrength.CLOSE, known=DAY),
    ),
    contact_details=tuple(
        ContactDetail(person="ana-reyes", kind=kind, value=value, known=DAY)
        for kind, value in (
            (ContactKind.EMAIL, "ana@example.org"),
            (ContactKind.EMAIL, "ana@example.org"),
            (ContactKind.PHONE, "+49 30 123456"),
            (ContactKind.PROFILE, "https://www.linkedin.com/in/ana?a=1,2;3"),
            (ContactKind.PROFILE, "ana, at work"),
            (ContactKind.OTHER_NAME, "Ana Gomez, Lopez"),
        )
    ),
    notes=(
        Note(text="likes\ntea; and\\or coffee", when=DAY, person="ana-reyes"),
        Note(text="  ", when=DAY, person="ana-reyes"),
        Note(text="of nobody", when=DAY),
    ),
)
often = settings(
    deadline=None,
    max_examples=30,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def cards_in(text: str) -> list[str]:
    return re.findall(r"BEGIN:VCARD\r\n.*?END:VCARD\r\n", text, re.DOTALL)


def test_a_card_holds_what_an_address_book_has_a_place_for() -> None:
    ana, ben = cards_in(write_vcards(LEDGER))
    assert ana.split("\r\n")[:3] == [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "UID:urn:uuid:dd333ac1-057d-5901-bb01-09a79cb1e1bb",
    ]
    unfolded = ana.replace("\r\n ", "")
    for line in (
        "FN:Ana Reyes",
        "ORG:Harbor\\, Foods",
        "TITLE:buyer",
        "NICKNAME:Ana Gomez\\, Lopez",
        "EMAIL:ana@example.org",
        "TEL:+49 30 123456",
        "URL:https://www.linkedin.com/in/ana?a=1,2;3",
        "URL;VALUE=text:ana\\, at work",
        "NOTE:likes\\ntea\\; and\\\\or coffee",
    ):
        assert unfolded.count(f"\r\n{line}\r\n") == 1
    assert unfolded.count("NOTE") == 1
    uid = re.search("UID:(.*)\r", ben)
    assert uid is not None
    assert f"\r\nRELATED;TYPE=acquaintance:{uid[1]}\r\n" in unfolded
    assert unfolded.count("RELATED") == 1


def test_another_library_reads_the_same_people() -> None:
    ana, ben = vobject.readComponents(write_vcards(LEDGER))
    assert (ana.fn.value, ben.fn.value) == ("Ana Reyes", "Ben; Ode")
    assert ana.email.value == "ana@example.org"
    assert ana.note.value == "likes\ntea; and\\or coffee"
    assert ana.org.value == ["Harbor, Foods"]


def test_the_calendar_holds_the_events() -> None:
    events = (
        Event(
            id="fair",
            name="Fair, big",
            when=DAY,
            begins=time(18, 30),
            minutes=90,
            place="Town hall; upstairs",
        ),
        Event(id="meetup", name="Meetup", when=DAY, minutes=60, cancelled=DAY),
        Event(id="open", name="Open end", when=DAY, begins=time(9, 0)),
    )
    text = write_calendar(Ledger(events=events))
    fair, meetup, open_end = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert fair["SUMMARY"] == "Fair, big"
    assert fair["LOCATION"] == "Town hall; upstairs"
    assert fair.decoded("DTSTART").isoformat() == "2026-03-02T18:30:00"
    assert fair.decoded("DURATION").total_seconds() == 5400
    assert meetup.decoded("DTSTART") == date(2026, 3, 2)
    assert meetup["STATUS"] == "CANCELLED"
    assert "DURATION" not in meetup
    assert "DURATION" not in open_end
    assert len({event["UID"] for event in (fair, meetup, open_end)}) == 3


def test_every_line_is_short_and_text(ledgers: st.SearchStrategy[Ledger]) -> None:
    @often
    @given(ledgers)
    def holds(ledger: Ledger) -> None:
        for text in (write_vcards(ledger), write_calendar(ledger)):
            for line in text.encode().split(b"\r\n"):
                assert len(line) <= 75
                line.decode()
                assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line)
        assert len(cards_in(write_vcards(ledger))) == len(ledger.people)
        entries = icalendar.Calendar.from_ical(write_calendar(ledger)).walk("VEVENT")
        assert [e.decoded("DTSTAMP").date() for e in entries] == sorted(
            event.when.on for event in ledger.events
        )

    holds()


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=20).map(lambda words: words * 40) | st.text(max_size=120))
def test_a_line_unfolds_to_what_was_folded(words: str) -> None:
    value = escaped(words)
    line = content_line("NOTE", value)
    assert line.replace("\r\n ", "") == f"NOTE:{value}\r\n"
    assert all(len(piece.encode()) <= 75 for piece in line.split("\r\n"))


def test_two_of_one_name_stand_by_their_ids() -> None:
    people = (
        Person(id="ana-2", name="Ana", known=DAY, role="second"),
        Person(id="ana", name="Ana", known=When(date(2026, 3, 9)), role="first"),
    )
    first, second = cards_in(write_vcards(Ledger(people=people)))
    assert "TITLE:first" in first
    assert "TITLE:second" in second
