"""Whom does the person of a card know, as her card tells?

Spouses, managers, assistants and friends stand in cards in many forms: `RELATED` (vCard 4), the
related names of Apple and Google with their labels, the fields of Evolution, Outlook, KAddressBook
and Android, and the agent of vCard 2.1 and 3.0, who is a card of her own within the card.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from keepknocking.exchange.cards.charsets import Guesses
from keepknocking.exchange.cards.content_lines import RawLine
from keepknocking.exchange.cards.contents import (
    ANDROID,
    RELATED_BY_NAME,
    RELATED_NAMES,
    Contents,
    contents_of,
    is_wanted,
)
from keepknocking.exchange.cards.persons import emails, key_of, name_of, plain_uid
from keepknocking.exchange.cards.splitting import LONGEST_SHOWN, Splitting
from keepknocking.exchange.cards.texts import (
    LONGEST_NAME,
    components,
    mail_address,
    one_line,
    unescaped,
)
from keepknocking.exchange.found import Dropped, FoundPerson, FoundTie
from keepknocking.ledger.people import TieStrength

_STRENGTHS: Mapping[str, TieStrength] = MappingProxyType(
    {
        "acquaintance": TieStrength.ACQUAINTANCE,
        "met": TieStrength.ACQUAINTANCE,
        "colleague": TieStrength.ACQUAINTANCE,
        "co-worker": TieStrength.ACQUAINTANCE,
        "neighbor": TieStrength.ACQUAINTANCE,
        "neighbour": TieStrength.ACQUAINTANCE,
        "contact": TieStrength.STRANGER,
    }
)
"""How well one knows whom one calls so; all others (spouse, friend, manager) are close."""
_AGENT = "agent"
_HERSELF = "me"
_LABEL = re.compile(r"_\$!<(.*)>!\$_")
_ANDROID_RELATION = "vnd.android.cursor.item/relation"
_ANDROID_RELATIONS: Mapping[str, str] = MappingProxyType(
    {
        str(number): relation
        for number, relation in enumerate(
            (
                *("assistant", "brother", "child", "domestic partner", "father", "friend"),
                *("manager", "mother", "parent", "partner", "referred by", "relative", "sister"),
                "spouse",
            ),
            start=1,
        )
    }
)
"""What Android's numbers mean; 0 has its own words behind it."""
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_MOST_TIES = 200  # design choice: of one card


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """A tie to another card of the file, known by its UID or its number until all are read."""

    where: str
    text: str
    relation: str | None
    uid: str = ""
    card: int = 0


def ties_of(contents: Contents) -> Iterator[FoundTie | Pointer | Dropped]:
    """The ties that a card tells of, those to other cards still as pointers, and what was lost."""
    found = (*_ties(contents), *_agents(contents))
    return (tie for tie in found[:_MOST_TIES] if not isinstance(tie, FoundTie) or _is_tie(tie))


def _is_tie(tie: FoundTie) -> bool:
    return bool(tie.name) and len(tie.name) <= LONGEST_NAME and tie.relation != _HERSELF


def tie_to(pointer: Pointer, person: FoundPerson | None) -> FoundTie | Dropped:
    """The tie that a pointer is, once the person is known; None: she is not in this file."""
    if person is None:
        why = "the card it points to is not in this file"
        return Dropped(where=pointer.where, why=why, text=pointer.text, kept=True)
    return FoundTie(
        name=person.name,
        relation=pointer.relation,
        strength=_strength(pointer.relation),
        key=person.key,
        emails=person.emails,
    )


def _strength(relation: str | None) -> TieStrength:
    return _STRENGTHS.get((relation or "").lower(), TieStrength.CLOSE)


def _ties(contents: Contents) -> Iterator[FoundTie | Pointer | Dropped]:
    values = contents.values
    for line, raw in values.get("RELATED", ()):
        where = f"card {contents.card.number}, line {line.number}"
        relation = next((each.lower() for each in sorted(line.types)), None)
        yield _related(one_line(raw), relation, where)
    labels = {line.group: _label(raw) for line, raw in values.get("X-ABLABEL", ())}
    for line, raw in values.get(RELATED_NAMES, ()):
        yield _tie(one_line(raw), labels.get(line.group) if line.group else None)
    for name, relation in RELATED_BY_NAME.items():
        for text in contents.texts(name):
            yield _tie(text, relation)
    for _, raw in values.get(ANDROID, ()):
        yield from _android(raw)


def _tie(name: str, relation: str | None) -> FoundTie:
    return FoundTie(name=name, relation=relation, strength=_strength(relation))


def _related(value: str, relation: str | None, where: str) -> FoundTie | Pointer | Dropped:
    """A `RELATED`: another card by its UID, a mail address, or a name."""
    if value.lower().startswith("mailto:") and (address := mail_address(value)):
        return replace(_tie(address, relation), emails=(address,))
    uid = plain_uid(value)
    if uid == value and not _URI.fullmatch(value):
        return _tie(value, relation)
    return Pointer(where=where, text=value[:LONGEST_SHOWN], relation=relation, uid=uid)


def _label(raw: str) -> str | None:
    """The words of a label; Apple puts its own ones in brackets of signs."""
    text = one_line(raw)
    own = _LABEL.fullmatch(text)
    return (own[1].lower() if own else text) or None


def _android(raw: str) -> Iterator[FoundTie]:
    kind, *rest = [one_line(each) for each in components(raw)]
    name, number, words, *_ = (*rest, "", "", "")
    if kind == _ANDROID_RELATION and name:
        known = _ANDROID_RELATIONS.get(number, "")
        yield _tie(name, known or words or None)


def _agents(contents: Contents) -> Iterator[FoundTie | Pointer | Dropped]:
    """The agent: a card within the card, or one that is written out in a line."""
    own = f"card {contents.card.number}"
    for number in contents.card.agents:
        where = f"{own}, line {contents.card.line}"
        yield Pointer(where=where, text=f"card {number}", relation=_AGENT, card=number)
    for line, raw in contents.values.get("AGENT", ()):
        inner = _written_out(raw)
        if inner is not None and name_of(inner):
            yield FoundTie(
                name=name_of(inner),
                relation=_AGENT,
                key=key_of(inner),
                emails=tuple(emails(inner)),
            )
        elif address := mail_address(raw):
            yield FoundTie(name=address, relation=_AGENT, emails=(address,))
        else:
            where, text = f"{own}, line {line.number}", one_line(raw)[:LONGEST_SHOWN]
            yield Dropped(where=where, why="nobody is named as agent", text=text, kept=True)


def _written_out(raw: str) -> Contents | None:
    """The card in a value of which line breaks, colons and commas are escaped."""
    lines = unescaped(raw).splitlines()
    made = [RawLine(at, line.encode()) for at, line in enumerate(lines, start=1) if line.strip()]
    inner = next(Splitting("", is_wanted).cards(made), None)
    return None if inner is None else contents_of(inner, Guesses())
