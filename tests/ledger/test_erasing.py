"""Erasing a person: nothing about her is left, and nothing about anybody else is lost."""

from dataclasses import fields, is_dataclass
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepknocking.ledger.erasing import erased, forgetting, is_about
from keepknocking.ledger.ledger import TUPLE_OF, Ledger
from keepknocking.ledger.moments import When
from keepknocking.ledger.people import ContactDetail, ContactKind, Person
from keepknocking.ledger.story.reading import read_story
from keepknocking.ledger.story.writing import write_story

STORY = """
2026-03-02 search for "planner, as Ana Reyes is"
2026-03-02 met Ana Reyes (Harbor Foods, buyer) at "Coffee with Ana Reyes"
2026-03-02 email of Ana Reyes: ana@example.org
2026-03-02 met Ben Ode (Brightwater)
2026-03-02 met Dana Frost (Ana Reyes Consulting, "assistant of Ana  REYES")
2026-03-03 asked Ana Reyes for an introduction to Ben Ode
2026-03-04 asked Ben Ode for an introduction to Ana Reyes through Ana Reyes
2026-03-05 Ana Reyes introduced me to Ben Ode
2026-03-06 Ben Ode told me of "Clerk" at Oak Bank unasked
2026-03-06 asked Ana Reyes about openings
2026-03-07 Ana Reyes told me of "Planner" at Oak Bank
2026-03-08 applied for "Planner" at Oak Bank through Ana Reyes
2026-03-08 Dana Frost knows Ana Reyes
2026-03-09 thanked Ana Reyes
2026-03-09 note about Ana Reyes: "likes tea"
2026-03-09 note: "wrote to ana@example.org; ANA REYES answers slowly; Ana too"
2026-03-09 effort 30m on "letter to Ana Reyes"
"""


def told(story: str) -> Ledger:
    read = read_story(story)
    assert not read.problems
    return read.ledger


def without(story: str, person: str) -> Ledger:
    ledger = told(story)
    return erased(ledger, person, forgetting(ledger, person))


def strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for one in value for text in strings(one)]
    if is_dataclass(value):
        return [text for part in fields(value) for text in strings(getattr(value, part.name))]
    return []


def test_what_is_about_her_goes_and_what_only_names_her_stays_without_her() -> None:
    left = write_story(without(STORY, "ana-reyes"))
    assert "reyes" not in left.casefold()
    assert "ana@example.org" not in left
    assert [line for line in left.splitlines() if " effort " not in line] == [
        '2026-03-02 search for "planner, as somebody is"',
        '2026-03-02 event "Coffee with somebody"',
        "2026-03-02 met Ben Ode (Brightwater)",
        "2026-03-02 met Dana Frost (somebody Consulting, assistant of somebody)",
        "2026-03-04 asked Ben Ode for an introduction",
        '2026-03-06 Ben Ode told me of "Clerk" at Oak Bank',
        '2026-03-07 opening "Planner" at Oak Bank',
        '2026-03-08 applied for "Planner" at Oak Bank',
        "2026-03-09 note: wrote to somebody; somebody answers slowly; Ana too",
    ]


def test_a_longer_name_of_somebody_else_is_left_as_it_is() -> None:
    story = """
2026-03-02 met Ana Reyes
2026-03-02 met Ana Reyes Lopez
2026-03-03 note: "Ana Reyes Lopez knows ana reyes"
2026-03-04 asked Ana Reyes Lopez about openings
"""
    left = without(story, "ana-reyes")
    assert [note.text for note in left.notes] == ["Ana Reyes Lopez knows somebody"]
    assert [ask.id for ask in left.asks] == ["ana-reyes-lopez-2026-03-04"]


def test_a_name_that_two_people_have_stays_in_free_text_and_is_said() -> None:
    story = """
2026-03-02 met Ana Reyes
2026-03-02 met Ana Reyes #ana-reyes-2
2026-03-03 note: "Ana Reyes called"
"""
    ledger = told(story)
    rule = forgetting(ledger, "ana-reyes")
    assert rule.shared == ("Ana Reyes",)
    left = erased(ledger, "ana-reyes", rule)
    assert [person.id for person in left.people] == ["ana-reyes-2"]
    assert [note.text for note in left.notes] == ["Ana Reyes called"]


def test_two_events_that_told_of_her_keep_two_ids() -> None:
    story = """
2026-03-02 met Ana Reyes
2026-03-03 event "Tea with Ana Reyes" #ana-reyes-tea
2026-03-03 event "Tea with ANA REYES again" #Ana-Reyes-tea
2026-03-03 event "Tea" #somebody-tea
"""
    left = without(story, "ana-reyes")
    assert sorted(event.id for event in left.events) == [
        "somebody-tea",
        "somebody-tea-2",
        "somebody-tea-3",
    ]


def test_a_short_name_is_a_word_of_every_language() -> None:
    ledger = told('2026-03-02 met "Bo"\n2026-03-02 note: "bo is a word"')
    rule = forgetting(ledger, "bo")
    assert rule.words == ()
    assert not rule.mentions("bo is a word")
    assert erased(ledger, "bo", rule).notes == ledger.notes


def test_another_name_of_hers_is_forgotten_too_and_details_of_others_are_not() -> None:
    ledger = told("2026-03-02 met Ana Reyes\n2026-03-02 met Ben Ode\n")
    when = When(date(2026, 3, 2))
    details = (
        ContactDetail(
            person="ana-reyes", kind=ContactKind.OTHER_NAME, value="Ana Gomez", known=when
        ),
        ContactDetail(person="ana-reyes", kind=ContactKind.PHONE, value="+49 30 12", known=when),
        ContactDetail(person="ben-ode", kind=ContactKind.PHONE, value="+49 30 12", known=when),
    )
    ledger = Ledger(people=ledger.people, contact_details=details)
    rule = forgetting(ledger, "ana-reyes")
    assert rule.value({"ana gomez": ["Ana  Gomez #ana-gomez", 3, None], "b": "+49 30 12"}) == {
        "somebody": ["somebody #somebody", 3, None],
        "b": "+49 30 12",
    }
    assert erased(ledger, "ana-reyes", rule).contact_details == details[2:]


def test_nobody_of_that_id_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError):
        forgetting(Ledger(), "ana")


@settings(deadline=None, max_examples=150)
@given(data=st.data())
def test_whoever_is_erased_the_rest_holds_together(
    data: st.DataObject, ledgers: st.SearchStrategy[Ledger]
) -> None:
    ledger = data.draw(ledgers.filter(lambda one: bool(one.people)))
    person = data.draw(st.sampled_from([one.id for one in ledger.people]))
    rule = forgetting(ledger, person)
    left = erased(ledger, person, rule)
    assert person not in left.person
    assert [one for one in ledger.people if one.id != person] == [
        Person(
            id=one.id,
            name=one.name,
            known=one.known,
            organization=was.organization,
            role=was.role,
        )
        for one, was in zip(
            left.people, (one for one in ledger.people if one.id != person), strict=True
        )
        if (one.organization, one.role)
        == tuple(None if text is None else rule.text(text) for text in (was.organization, was.role))
    ]
    for name in TUPLE_OF.values():
        about = [fact for fact in getattr(ledger, name) if is_about(fact, person)]
        assert len(getattr(left, name)) == len(getattr(ledger, name)) - len(about)
    names = {one.name for one in left.people} | {one.id for one in left.people}
    for text in strings((left.notes, left.efforts, left.corrections)):
        assert text in names or not rule.mentions(text)
