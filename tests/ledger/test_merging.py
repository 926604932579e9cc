"""Two people who are one: everything is hers and said once, and nobody else changes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from keepknocking.ledger.asks import Answer, AnswerKind, Ask, Introduction, Purpose
from keepknocking.ledger.events import Encounter, Event
from keepknocking.ledger.ledger import TUPLE_OF, Ledger, UnknownReference, references_of
from keepknocking.ledger.merging import OnePerson, merged
from keepknocking.ledger.moments import When
from keepknocking.ledger.openings import Opening, Stage, StageKind
from keepknocking.ledger.people import (
    ContactDetail,
    ContactKind,
    ContactRule,
    Person,
    Thanks,
    Tie,
    TieSource,
    TieStrength,
)
from keepknocking.ledger.searches import Note
from keepknocking.ledger.story.reading import read_story
from keepknocking.ledger.story.writing import write_story


def day(number: int) -> When:
    return When(date(2026, 3, number))


ANA = Person(id="ana", name="Ana R. Gomez", known=day(5), organization="Harbor Foods")
REYES = Person(id="reyes", name="Ana Reyes", known=day(2), organization="Oak Bank", role="buyer")
BEN = Person(id="ben", name="Ben", known=day(1))
PEOPLE = (ANA, REYES, BEN)


def one(**facts: Any) -> Ledger:  # noqa: ANN401 (as many kinds as nouns)
    return merged(Ledger(**({"people": PEOPLE} | facts)), kept="ana", gone="reyes")


def test_the_one_who_is_kept_is_filled_in_and_what_differs_is_noted() -> None:
    after = one()
    assert after.people == (BEN, replace(ANA, known=day(2), role="buyer"))
    assert after.notes == (Note(text="was also noted as Oak Bank", when=day(2), person="ana"),)
    assert after.contact_details == (
        ContactDetail(person="ana", kind=ContactKind.OTHER_NAME, value="Ana Reyes", known=day(2)),
    )


def test_both_role_and_organization_that_differ_are_in_one_note() -> None:
    after = one(people=(replace(ANA, role="cook"), REYES))
    assert [note.text for note in after.notes] == ["was also noted as buyer, Oak Bank"]


@pytest.mark.parametrize("organization", ["Harbor Foods", None, " "])
def test_what_is_the_same_or_says_nothing_needs_no_note(organization: str | None) -> None:
    after = one(people=(ANA, replace(REYES, organization=organization)))
    assert after.notes == ()
    assert after.person["ana"].organization == "Harbor Foods"


def test_the_same_name_is_no_other_name_and_a_known_one_is_not_told_twice() -> None:
    assert one(people=(ANA, replace(REYES, name=ANA.name))).contact_details == ()
    known = ContactDetail(
        person="ana", kind=ContactKind.OTHER_NAME, value="Ana Reyes", known=day(1)
    )
    assert one(contact_details=(known,)).contact_details == (known,)


def test_she_is_known_since_the_first_day_either_was() -> None:
    late = When(date(2026, 3, 1), datetime(2026, 3, 9, tzinfo=UTC))
    assert one(people=(ANA, replace(REYES, known=late))).person["ana"].known == day(5)
    assert one(people=(replace(ANA, known=day(1)), REYES)).person["ana"].known == day(1)


def test_nobody_is_merged_with_herself_or_with_nobody() -> None:
    with pytest.raises(OnePerson, match=r"Ana R\. Gomez is one person already"):
        merged(Ledger(people=PEOPLE), kept="ana", gone="ana")
    for kept, gone in (("ana", "x"), ("x", "ana")):
        with pytest.raises(UnknownReference, match="'x'"):
            merged(Ledger(people=PEOPLE), kept=kept, gone=gone)


# --- ties -------------------------------------------------------------------------------------


def tie(
    of: str | None,
    to: str,
    number: int = 3,
    strength: TieStrength = TieStrength.CLOSE,
    source: TieSource = TieSource.TOLD,
) -> Tie:
    return Tie(of=of, to=to, strength=strength, known=day(number), source=source)


def test_nobody_knows_herself() -> None:
    assert one(ties=(tie("ana", "reyes"), tie("reyes", "ana"))).ties == ()


def test_a_tie_of_both_stands_once_on_its_first_day() -> None:
    after = one(ties=(tie(None, "ana", 3), tie(None, "reyes", 4), tie("reyes", "ben")))
    assert after.ties == (tie(None, "ana", 3), tie("ana", "ben"))


def test_the_last_word_on_a_tie_stays_the_last() -> None:
    slight = tie(None, "ana", 4, TieStrength.ACQUAINTANCE)
    ties = (tie(None, "ana", 3), slight, tie(None, "reyes", 5))
    after = one(ties=ties)
    assert after.ties == (tie(None, "ana", 3), slight, tie(None, "ana", 5))
    assert after.strength_told("ana") is TieStrength.CLOSE


def test_what_a_source_says_does_not_take_back_what_was_told() -> None:
    listed = tie(None, "reyes", 9, TieStrength.ACQUAINTANCE, TieSource.IMPORTED)
    assert one(ties=(tie(None, "ana"), listed)).ties == (tie(None, "ana"),)
    again = replace(listed, to="ana", known=day(8))
    assert one(ties=(listed, again)).ties == (again,)


# --- what was asked ---------------------------------------------------------------------------


def ask(**fields: Any) -> Ask:  # noqa: ANN401 (any field of an ask)
    plain = Ask(id="a", of="ben", purpose=Purpose.INTRODUCTION, asked=day(6))
    return replace(plain, **fields)


def test_an_ask_keeps_its_id_and_its_turns() -> None:
    knocked = ask(of="reyes", nudges=(day(7),), towards="ben")
    assert one(asks=(knocked,)).asks == (replace(knocked, of="ana"),)


@pytest.mark.parametrize(("of", "other"), [("reyes", "ana"), ("ana", "reyes"), ("reyes", "reyes")])
def test_an_ask_towards_or_through_herself_is_an_ask_of_her(of: str, other: str) -> None:
    after = one(asks=(ask(of=of, towards=other, through=other),))
    assert after.asks == (ask(of="ana"),)


def test_an_ask_of_another_towards_her_is_towards_the_one_who_is_kept() -> None:
    assert one(asks=(ask(towards="reyes", through="reyes"),)).asks == (
        ask(towards="ana", through="ana"),
    )


def test_an_introduction_to_herself_was_a_meeting_and_the_ask_stays_kept() -> None:
    done = ask(of="reyes", answer=Answer(kind=AnswerKind.PROMISED, when=day(7)), fulfilment=day(8))
    made = Introduction(by="reyes", to="ana", made=day(8), ask="a")
    after = one(asks=(done,), introductions=(made, replace(made, ask=None)))
    assert after.introductions == ()
    assert after.encounters == (Encounter(person="ana", when=day(8)),)
    assert after.asks == (replace(done, of="ana"),)


def test_a_meeting_told_already_is_not_told_again() -> None:
    met = Encounter(person="reyes", when=day(8))
    after = one(encounters=(met,), introductions=(Introduction(by="ana", to="reyes", made=day(8)),))
    assert after.encounters == (replace(met, person="ana"),)


def test_introductions_of_others_to_her_are_hers() -> None:
    made = Introduction(by="ben", to="reyes", made=day(8))
    after = one(introductions=(made, replace(made, to="ana"), replace(made, made=day(9))))
    assert after.introductions == (
        replace(made, to="ana"),
        replace(made, to="ana", made=day(9)),
    )


# --- what stands twice ------------------------------------------------------------------------


def test_a_detail_and_a_meeting_of_both_stand_once_on_their_first_day() -> None:
    mail = ContactDetail(
        person="ana", kind=ContactKind.EMAIL, value="ana@example.org", known=day(5)
    )
    fair = Event(id="fair", name="Fair", when=day(4))
    met = Encounter(person="ana", when=day(4), event="fair")
    after = one(
        people=(ANA, replace(REYES, name=ANA.name)),
        events=(fair,),
        contact_details=(mail, replace(mail, person="reyes", known=day(3))),
        encounters=(met, replace(met, person="reyes"), Encounter(person="reyes", when=day(4))),
    )
    assert after.contact_details == (replace(mail, known=day(3)),)
    assert after.encounters == (met, Encounter(person="ana", when=day(4)))


def test_what_stood_twice_with_one_of_them_stays_as_it_was_told() -> None:
    notes = (Note(text="tall", when=day(3), person="reyes"),) * 2
    thanks = (Thanks(person="ana", when=day(3)), Thanks(person="reyes", when=day(3)))
    after = one(people=(ANA, replace(REYES, organization=None)), notes=notes, thanks=thanks)
    assert after.notes == (Note(text="tall", when=day(3), person="ana"),) * 2
    assert after.thanks == (Thanks(person="ana", when=day(3)),)


def test_openings_and_stages_name_her() -> None:
    opening = Opening(
        id="clerk", title="Clerk", organization="Oak Bank", known=day(3), told_by="reyes"
    )
    stage = Stage(opening="clerk", kind=StageKind.INTERVIEW, when=day(4), through="reyes")
    after = one(openings=(opening,), stages=(stage,))
    assert after.openings == (replace(opening, told_by="ana"),)
    assert after.stages == (replace(stage, through="ana"),)


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        ([("ana", False, 1)], False),
        ([("reyes", False, 1)], False),
        ([("ana", False, 1), ("reyes", False, 3), ("reyes", True, 5)], False),
        ([("ana", True, 6), ("reyes", False, 3)], False),
        ([("ana", False, 1), ("ana", True, 2), ("reyes", True, 5)], True),
        ([], True),
    ],
)
def test_who_may_not_be_contacted_under_one_name_may_not_at_all(
    rules: list[tuple[str, bool, int]], *, allowed: bool
) -> None:
    told = tuple(ContactRule(person=who, allowed=may, when=day(on)) for who, may, on in rules)
    after = one(contact_rules=told)
    assert after.may_contact("ana") is allowed
    assert len(after.contact_rules) in (len(told), len(told) + 1)


# --- laws -------------------------------------------------------------------------------------


def facts_of_others(ledger: Ledger, people: Iterable[str]) -> Counter[str]:
    hers = {("person", person) for person in people}
    return Counter(
        repr(fact)
        for name in TUPLE_OF.values()
        for fact in getattr(ledger, name)
        if not hers & set(references_of(fact))
        and not (isinstance(fact, Person) and fact.id in people)
    )


def events_met_at(ledger: Ledger, people: Iterable[str]) -> set[str | None]:
    return {met.event for met in ledger.encounters if met.person in people} - {None}


@settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(data=st.data())
def test_whoever_is_merged_every_reference_holds_and_nobody_elses_facts_change(
    data: st.DataObject, ledgers: st.SearchStrategy[Ledger]
) -> None:
    before = data.draw(ledgers)
    assume(len(before.people) > 1)
    kept, gone = data.draw(st.permutations([person.id for person in before.people]))[:2]
    pair = (kept, gone)
    after = merged(before, kept=kept, gone=gone)
    assert gone not in after.person
    assert ("person", gone) not in set(after.references())
    assert facts_of_others(after, pair) == facts_of_others(before, pair)
    assert {one.id for one in after.asks} == {one.id for one in before.asks}
    assert [one.status for one in after.asks] == [one.status for one in before.asks]
    assert events_met_at(after, pair) == events_met_at(before, pair)
    assert after.may_contact(kept) is (before.may_contact(kept) and before.may_contact(gone))
    assert after.has_met(kept) is (before.has_met(kept) or before.has_met(gone))
    assert after.known_to(None) == {kept if one == gone else one for one in before.known_to(None)}
    details = {(one.kind, one.value) for who in pair for one in before.details_of(who)}
    assert details <= {(one.kind, one.value) for one in after.details_of(kept)}
    read = read_story(write_story(after))
    assert read.ledger == after
