"""The people as vCards (version 4.0), which every address book reads.

One card for each person: her name as it is written, other names, organization, role, how to reach
her, what was noted about her, and whom she knows among the others. Not in it: the days, and how
well the seeker knows her, because an address book has no place for them.

A name is free text, so `FN` holds it and no `N` says which part of it is the family's.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from keepknocking.exchange.writing.content_lines import content_line, escaped, lasting_name
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.people import ContactKind, Person, TieStrength

_PROPERTIES: Mapping[ContactKind, str] = MappingProxyType(
    {
        ContactKind.OTHER_NAME: "NICKNAME",
        ContactKind.EMAIL: "EMAIL",
        ContactKind.PHONE: "TEL",
        ContactKind.PROFILE: "URL",
    }
)
"""The property of each kind of detail, in the order of a card."""
_RELATIONS: Mapping[TieStrength, str] = MappingProxyType(
    {
        TieStrength.CLOSE: "friend",
        TieStrength.ACQUAINTANCE: "acquaintance",
        TieStrength.STRANGER: "contact",
    }
)
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!#-\[\]_a-z{|}~]+")


def write_vcards(ledger: Ledger) -> str:
    """A card for each person, by name; of two with one name the one with the smaller id first."""
    notes: dict[str, list[str]] = {}
    for note in ledger.notes:
        if note.person is not None and note.text.strip():
            notes.setdefault(note.person, []).append(note.text)
    related: dict[str, dict[str, TieStrength]] = {}
    for tie in ledger.ties:
        if tie.of is not None:
            related.setdefault(tie.of, {})[tie.to] = tie.strength  # the last word counts
    people = sorted(ledger.people, key=lambda person: (person.name, person.id))
    return "".join(
        line
        for person in people
        for line in _card(ledger, person, notes.get(person.id, []), related.get(person.id, {}))
    )


def _card(
    ledger: Ledger, person: Person, notes: list[str], related: Mapping[str, TieStrength]
) -> Iterator[str]:
    yield content_line("BEGIN", "VCARD")
    yield content_line("VERSION", "4.0")
    yield content_line("UID", lasting_name("person", person.id))
    yield content_line("FN", escaped(person.name))
    if person.organization:
        yield content_line("ORG", escaped(person.organization))
    if person.role:
        yield content_line("TITLE", escaped(person.role))
    details = ledger.details_of(person.id)
    for kind, name in _PROPERTIES.items():
        values = dict.fromkeys(detail.value for detail in details if detail.kind is kind)
        yield from (_detail(name, value) for value in values)
    for to in sorted(related, key=lambda to: (ledger.person[to].name, to)):
        relation = f"RELATED;TYPE={_RELATIONS[related[to]]}"
        yield content_line(relation, lasting_name("person", to))
    yield from (content_line("NOTE", escaped(note)) for note in notes)
    yield content_line("END", "VCARD")


def _detail(name: str, value: str) -> str:
    if name != "URL":
        return content_line(name, escaped(value))
    # An address is not escaped; what only stands in the place of one goes out as text.
    if _ADDRESS.fullmatch(value):
        return content_line(name, value)
    return content_line("URL;VALUE=text", escaped(value))
