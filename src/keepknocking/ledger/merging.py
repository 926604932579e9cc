"""Merging: what a ledger is once two people in it turn out to be one.

Everything that names the one who goes names the one who is kept instead; asks keep their ids, and
facts about others stay as they are. What cannot be said of one person is said otherwise: nobody
knows herself, so such a tie vanishes; nobody brings one together with herself, so such an
introduction was a meeting; an ask towards herself, or through herself, is an ask of her. What two
facts said and one says now stands once, on its earliest day.

Nothing is lost. What the two are called differently, or where they were said to work, is kept: her
other name as a contact detail, another organization or role as a note. If either is not to be
contacted, she is not.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import attrgetter
from types import MappingProxyType
from typing import Any, TypeVar

from keepknocking.ledger.asks import Ask
from keepknocking.ledger.events import Encounter
from keepknocking.ledger.ledger import (
    REFERENCES_IN,
    TUPLE_OF,
    Ledger,
    UnknownReference,
    when_of,
)
from keepknocking.ledger.moments import When
from keepknocking.ledger.people import (
    ContactDetail,
    ContactKind,
    ContactRule,
    Person,
    Tie,
    TieSource,
)
from keepknocking.ledger.searches import Note

Fact = TypeVar("Fact")

NOTED_AS = "was also noted as"
"""How the note begins that keeps what was said of the one who went."""


class OnePerson(ValueError):
    """Somebody to be merged with herself."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is one person already: name two to be merged")


def merged(ledger: Ledger, *, kept: str, gone: str) -> Ledger:
    """The ledger in which `gone` is one with `kept`.

    Raises
    ------
    UnknownReference, OnePerson
    """
    for one in (kept, gone):
        if one not in ledger.person:
            raise UnknownReference("person", one)
    if kept == gone:
        raise OnePerson(ledger.person[kept].name)
    after: dict[str, Any] = {}
    for fact_type, name in TUPLE_OF.items():
        fields = _person_fields(fact_type)
        facts = getattr(ledger, name)
        hers, others = _naming(facts, fields, kept), _naming(facts, fields, gone)
        if others:
            both = {place: facts[place] for place in sorted(hers | others)}
            for place in others:
                both[place] = _named(both[place], fields, kept=kept, gone=gone)
            once = _once(fact_type, both, others)
            after[name] = tuple(
                once.get(place, fact)
                for place, fact in enumerate(facts)
                if place in once or place not in both
            )
    _settle(after, ledger, kept, gone)
    return replace(ledger, **after)


def _person_fields(fact_type: type) -> tuple[str, ...]:
    return tuple(name for name, kind in REFERENCES_IN[fact_type].items() if kind == "person")


def _naming(facts: Sequence[object], fields: Iterable[str], person: str) -> set[int]:
    """The places of the facts that name a person."""
    return {
        place
        for field in fields
        for place, named in enumerate(map(attrgetter(field), facts))
        if named == person
    }


def _named(fact: Any, fields: Iterable[str], *, kept: str, gone: str) -> Any:  # noqa: ANN401 (as it came)
    """The fact with `kept` in place of `gone`; None where it says nothing of one person."""
    changed: dict[str, Any] = {field: kept for field in fields if getattr(fact, field) == gone}
    if isinstance(fact, Tie) and {fact.of, fact.to} == {kept, gone}:
        return None
    if isinstance(fact, Ask):
        of = changed.get("of", fact.of)
        for field in ("towards", "through"):
            if changed.get(field, getattr(fact, field)) == of == kept:
                changed[field] = None
    return replace(fact, **changed)


def _settle(after: dict[str, Any], ledger: Ledger, kept: str, gone: str) -> None:
    """Settle what takes more than another name: the person herself, and what is told of her."""
    hers, others = ledger.person[kept], ledger.person[gone]
    after["people"] = tuple(
        _one_of(hers, others) if person is hers else person
        for person in ledger.people
        if person is not others
    )
    after["notes"] = (*after.get("notes", ledger.notes), *_noted_as(hers, others))
    details = after.get("contact_details", ledger.contact_details)
    after["contact_details"] = (*details, *_other_name(hers, others, details))
    rules = after.get("contact_rules", ledger.contact_rules)
    if not (ledger.may_contact(kept) and ledger.may_contact(gone)):
        after["contact_rules"] = _forbidden(rules, kept)
    if "introductions" in after:
        _meetings(after, ledger, kept)


def _one_of(hers: Person, others: Person) -> Person:
    return replace(
        hers,
        known=_earliest((hers.known, others.known)),
        organization=others.organization if hers.organization is None else hers.organization,
        role=others.role if hers.role is None else hers.role,
    )


def _noted_as(hers: Person, others: Person) -> Iterable[Note]:
    """What was said of the one who goes, where it is not what is said of the other."""
    said = ((hers.role, others.role), (hers.organization, others.organization))
    other = [it for own, it in said if it is not None and own is not None and it != own]
    if words := ", ".join(it.strip() for it in other if it.strip()):
        yield Note(text=f"{NOTED_AS} {words}", when=others.known, person=hers.id)


def _other_name(
    hers: Person, others: Person, details: Iterable[ContactDetail]
) -> Iterable[ContactDetail]:
    names = {
        detail.value
        for detail in details
        if detail.person == hers.id and detail.kind is ContactKind.OTHER_NAME
    }
    if others.name not in {hers.name, *names}:
        yield ContactDetail(
            person=hers.id,
            kind=ContactKind.OTHER_NAME,
            value=others.name,
            known=others.known,
        )


def _forbidden(rules: tuple[ContactRule, ...], person: str) -> tuple[ContactRule, ...]:
    """The rules with a last one that she is not to be contacted, where they allow it."""
    own = sorted((rule for rule in rules if rule.person == person), key=lambda rule: rule.when.on)
    if not own[-1].allowed:
        return rules
    return (*rules, ContactRule(person=person, allowed=False, when=own[-1].when))


def _meetings(after: dict[str, Any], ledger: Ledger, kept: str) -> None:
    """Turn what has become an introduction to herself into a meeting with her."""
    was = {id(made) for made in ledger.introductions}
    odd = [
        made
        for made in after["introductions"]
        if made.by == made.to == kept and id(made) not in was
    ]
    after["introductions"] = tuple(made for made in after["introductions"] if made not in odd)
    met = after.get("encounters", ledger.encounters)
    days = {one.when.on for one in met if one.person == kept}
    for made in odd:
        if made.made.on not in days:
            days.add(made.made.on)
            met = (*met, Encounter(person=kept, when=made.made))
    after["encounters"] = met


def _once(fact_type: type, facts: Mapping[int, Any], new: Collection[int]) -> dict[int, Any]:
    """The facts of one kind about her, by place, without what stands twice; `new` are renamed."""
    found = {place: fact for place, fact in facts.items() if fact is not None}
    if fact_type is Tie:
        return _ties(found, new)
    key_of = _SAME.get(fact_type)
    if key_of is None:
        return found
    for group in _alike(found, key_of, new):
        first = min(group, key=lambda place: _known(when_of(found[place])))
        for place in group:
            if place != first:
                del found[place]
    return found


def _ties(ties: dict[int, Tie], new: Collection[int]) -> dict[int, Tie]:
    """The ties between each two once, if the last word is the same; what is told, before guesses.

    A source that knows her under another name does not take back what the seeker said.
    """
    left_out: set[int] = set()
    for places in _alike(ties, lambda tie: (tie.of, tie.to), new):
        told = [place for place in places if ties[place].source is TieSource.TOLD]
        left_out.update(place for place in places if told and place not in told)
        for one, other in pairwise(told or places):
            if _said(ties[one]) == _said(ties[other]):
                left_out.add(other)
    return {place: tie for place, tie in ties.items() if place not in left_out}


def _alike(
    facts: Mapping[int, Any], key_of: Callable[[Any], Hashable], new: Collection[int]
) -> list[list[int]]:
    """The places of facts with the same key, where the merging brought them together.

    What stood twice before was told twice, and is left as it was.
    """
    groups: dict[Hashable, list[int]] = {}
    for place, fact in facts.items():
        groups.setdefault(key_of(fact), []).append(place)
    return [group for group in groups.values() if len({place in new for place in group}) > 1]


def _said(tie: Tie) -> Hashable:
    return tie.strength, tie.source


def _known(when: When) -> Any:  # noqa: ANN401 (days in order)
    return when.known_on, when.on


def _earliest(whens: Iterable[When]) -> When:
    return min(whens, key=_known)


def _itself(fact: Hashable) -> Hashable:
    return fact


_SAME: Mapping[type, Callable[[Any], Hashable]] = MappingProxyType(
    {
        ContactDetail: lambda detail: (detail.person, detail.kind, detail.value),
        Encounter: lambda met: (met.person, met.event, None if met.event else met.when.on),
        **{
            fact_type: _itself
            for fact_type in TUPLE_OF
            if fact_type not in (ContactDetail, Encounter, Tie) and not hasattr(fact_type, "id")
        },
    }
)
"""When two facts of a kind are the same, whatever else they say."""
