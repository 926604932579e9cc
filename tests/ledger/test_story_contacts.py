"""How somebody is reached, what else she is called, and when and where an event is."""

from datetime import UTC, date, datetime, time

import pytest

from keepknocking.ledger.events import Event
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.moments import When
from keepknocking.ledger.people import ContactDetail, ContactKind, Person
from keepknocking.ledger.story.continuing import continued, restated_line
from keepknocking.ledger.story.problems import Problem
from keepknocking.ledger.story.reading import read_story
from keepknocking.ledger.story.writing import write_story

TODAY = date(2026, 3, 12)
ANA = "2026-03-02 met Ana Reyes\n"


def good(text: str) -> Ledger:
    story = read_story(text)
    assert [one.sentence() for one in story.problems] == []
    assert read_story(write_story(story.ledger)).ledger == story.ledger
    return story.ledger


def problem(text: str) -> Problem:
    (found,) = read_story(text).problems
    return found


def detail(line: str) -> tuple[str, str, str]:
    (found,) = good(f"{ANA}2026-03-03 {line}").contact_details
    assert found.known == When(date(2026, 3, 3))
    return found.person, str(found.kind), found.value


def event(words: str) -> Event:
    (found,) = good(f"2026-03-10 event {words}").events
    return found


@pytest.mark.parametrize(
    ("line", "kind", "value"),
    [
        ("email of Ana Reyes: ana@example.org", "email", "ana@example.org"),
        ("Email of Ana: ana@example.org.", "email", "ana@example.org"),
        ("e-mail of ana #ana-reyes: ana@example.org", "email", "ana@example.org"),
        ("mail of Ana:ana@", "email", "ana@"),
        ('phone of Ana: "+49 30 123456"', "phone", "+49 30 123456"),
        ("tel of Ana: +49 30 123456", "phone", "+49 30 123456"),
        ("mobile of Ana : 0170: ask twice", "phone", "0170: ask twice"),
        ("telephone  of  Ana: #1", "phone", "#1"),
        ("profile of Ana: https://x.org/in/ana#top", "profile", "https://x.org/in/ana#top"),
        ("link of Ana: x.org", "profile", "x.org"),
        ("page of Ana: x.org", "profile", "x.org"),
        ("linkedin of Ana: x.org", "profile", "x.org"),
        ('other name of Ana Reyes: "Ana Gomez"', "other name", "Ana Gomez"),
        ("Other  Name of Ana Reyes: “Ana Gomez”", "other name", "Ana Gomez"),
        ('other name of Ana: Ana "Annie" Gomez', "other name", 'Ana "Annie" Gomez'),
        ('other name of Ana: "Annie" Gomez', "other name", '"Annie" Gomez'),
        ('other name of Ana: "A. R."', "other name", "A. R."),
        ("Ana Reyes is also called Ana Gomez", "other name", "Ana Gomez"),
        ('Ana also called: "Gomez"', "other name", "Gomez"),
    ],
)
def test_a_contact_detail_is_read_in_many_forms(line: str, kind: str, value: str) -> None:
    assert detail(line) == ("ana-reyes", kind, value)


def test_a_name_with_words_of_the_grammar_stands_before_the_colon_as_it_is() -> None:
    ledger = good(
        '2026-03-02 met "Will: For Hire" #x\n2026-03-02 met Kim\n'
        '2026-03-03 email of "Will: For Hire" #x: will@x.org\n'
    )
    assert [found.person for found in ledger.contact_details] == ["x"]


def test_a_detail_brings_nobody_in_unless_it_says_more_of_her() -> None:
    found = problem("2026-03-02 met Ana Reyes\n2026-03-03 email of Anna Reyes: ana@x.org")
    assert found.nearest == "Ana Reyes"
    ledger = good("2026-03-03 email of Ben Ode (Brightwater): ben@x.org")
    assert [person.id for person in ledger.people] == ["ben-ode"]


@pytest.mark.parametrize(
    ("line", "expected", "nearest"),
    [
        ("email of Ana ana@x.org", "a colon, and the email after it", "email of Ana Reyes: ana"),
        ("email of Ana:", "a colon, and the email after it", "email of Ana Reyes: ana@"),
        ('phone of Ana: " "', "a colon, and the phone after it", "phone of Ana Reyes"),
        ("other name of Ana: ", "the other name after it", "other name of Ana Reyes"),
        ("emial of Ana: ana@x.org", "a line that begins with", "email of Ana Reyes"),
        ("email of : ana@x.org", "the name of a person", ""),
        ("email of Ana (X) more: ana@x.org", "the end of the line here", ""),
        ('Ana also called ""', "a name that is not empty", ""),
        ('other name of Ana: "Gomez', "a closing quote", ""),
    ],
)
def test_what_is_wrong_with_a_detail_is_said_with_the_nearest_form(
    line: str, expected: str, nearest: str
) -> None:
    found = problem(f"{ANA}2026-03-03 {line}")
    assert expected in found.sentence()
    assert (found.nearest or "").startswith(nearest)


def test_the_column_of_a_quote_that_is_not_closed_is_its_own() -> None:
    assert problem(f'{ANA}2026-03-03 other name of Ana: "Gomez').column == 31


def test_an_event_says_when_it_begins_and_where_in_any_order() -> None:
    wanted = ("meetup", 120, time(18, 30), "Town hall")
    for words in (
        'meetup 2h from 18:30 in "Town hall"',
        'from 18.30 in "Town hall" meetup 2h',
        'in "Town hall", meetup, from 6:30 pm, 2h',
        "2h in Town hall from 6:30PM",
        "meetup from 18h30 in Town hall 2h",
    ):
        found = event(f'"Chamber breakfast" {words}')
        kind = "meetup" if "meetup" in words else None
        assert (found.kind, found.minutes, found.begins, found.place) == (kind, *wanted[1:])


def test_an_event_without_quotes_ends_at_its_time() -> None:
    found = event("Job fair from 9am in Harbor hall #fair")
    assert (found.id, found.name, found.begins, found.place) == (
        "fair",
        "Job fair",
        time(9),
        "Harbor hall",
    )
    assert event("Letters from home").name == "Letters from home"
    assert event("A day from").name == "A day from"
    assert event("Night from 12am").begins == time(0)
    assert event("Noon from 12 p.m.").begins == time(12)


def test_a_kind_of_event_may_be_any_word() -> None:
    assert event('"X" from').kind == "from"
    assert event('"X" from 2h').kind == "from"
    assert event('"X" calendar from 08:00').kind == "calendar"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ('"X" from 25:00', "a time that the clock has"),
        ('"X" from 13pm', "a time that the clock has"),
        ("X from 18:75", "a time that the clock has"),
        ('"X" from 18:30:15', 'in "Town hall" or the end of the line'),
        ('"X" meetup talk', "a kind of one word"),
        ('"X" in person', "a place"),
        ('"X" in', "a place"),
        ('"X" in Town hall, Berlin', "a kind of one word"),
        ('"X" #a #b', "a kind of one word"),
        ('"X" 2h 3h', "a kind of one word"),
    ],
)
def test_what_is_wrong_with_an_event_is_said(words: str, expected: str) -> None:
    assert expected in problem(f"2026-03-10 event {words}").sentence()


def test_details_and_events_go_on_from_a_ledger() -> None:
    before = good(f'{ANA}2026-03-04 event "Fair" from 18:30 in "Hall"')
    done = continued(
        before,
        ["mobile of Ana: 0170", 'cancelled "Fair"', 'event "Ball" in "Hall" from 20:00'],
        today=TODAY,
    )
    assert [one.found for one in done.problems] == ["cancelled"]
    done = continued(
        before,
        ["mobile of Ana: 0170", 'event "Fair" cancelled', 'event "Ball" in "Hall" from 20:00'],
        today=TODAY,
        recorded_at=datetime(2026, 3, 12, tzinfo=UTC),
    )
    assert done.added == (
        "2026-03-12 phone of Ana Reyes: 0170",
        '2026-03-12 event "Fair" cancelled',
        '2026-03-12 event "Ball" from 20:00 in "Hall"',
    )
    (fair, ball) = done.ledger.events
    assert (fair.begins, fair.place, ball.begins) == (time(18, 30), "Hall", time(20))
    assert done.ledger.details_of("ana-reyes")[0].value == "0170"
    assert done.ledger.details_of("nobody") == ()


def test_a_detail_may_be_corrected() -> None:
    ledger = good(
        f"{ANA}2026-03-03 email of Ana: ana@x.org\n"
        '2026-03-04 correction "2026-03-03 email of Ana: ana@x.org" -> '
        '"2026-03-03 email of Ana: ana@y.org"'
    )
    assert [found.value for found in ledger.contact_details] == ["ana@y.org"]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("ana@example.org", "ana@example.org"),
        ("https://x.org/in/ana?a=1,2#b", "https://x.org/in/ana?a=1,2#b"),
        ("x.org.", '"x.org."'),
        ("+49 30", '"+49 30"'),
        ("a\nb", '"a\\nb"'),
        ("[x]", '"[x]"'),
        ('"', '"\\""'),
        ("\u202ex", "\u202ex"),
    ],
)
def test_a_value_stands_between_quotes_only_where_it_must(value: str, written: str) -> None:
    known = When(date(2026, 3, 2))
    ana = Person(id="ana-reyes", name="Ana Reyes", known=known)
    told = ContactDetail(person="ana-reyes", kind=ContactKind.EMAIL, value=value, known=known)
    ledger = Ledger(people=(ana,), contact_details=(told,))
    assert restated_line(ledger, told) == f"2026-03-02 email of Ana Reyes: {written}"
    assert read_story(write_story(ledger)).ledger == ledger
