"""Who is the person of a card, and what is she called?

Her name is `FN` as it is written. Cards without one are not lost: then the parts of `N` in the
order in which one says them (prefix, given, additional, family, suffix), else a nickname, else the
organization, else a mail address, else a phone number. A card says nobody only where it says
nothing of all that, or says itself that it is a list, an organization or a thing.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from keepknocking.exchange.cards.content_lines import Property
from keepknocking.exchange.cards.contents import (
    ANDROID,
    KINDS,
    MAIDEN_NAMES,
    NICKNAMES,
    PHONETIC,
    SOCIAL_PROFILES,
    Contents,
)
from keepknocking.exchange.cards.splitting import LONGEST_SHOWN
from keepknocking.exchange.cards.texts import (
    LONGEST_NAME,
    LONGEST_TEXT,
    components,
    mail_address,
    one_line,
    paragraphs,
    phone_number,
)
from keepknocking.exchange.found import Dropped, FoundPerson

NOBODY = "nobody is named in it"
_NOT_A_PERSON: Mapping[str, str] = MappingProxyType(
    {
        "group": "a list, not a person",
        "org": "an organization, not a person",
        "organization": "an organization, not a person",
        "location": "a place, not a person",
        "thing": "a thing, not a person",
        "device": "a device, not a person",
        "application": "a program, not a person",
    }
)
_SPOKEN_ORDER = (3, 1, 2, 0, 4)  # prefix, given, additional, family, suffix, by their place in N
_URN = "urn:uuid:"
_NICKNAME = "vnd.android.cursor.item/nickname"
_LONGEST_VALUE = 500  # design choice: characters of a detail; what is longer is a mishap
_MOST_DETAILS = 100  # design choice: values of one kind


def why_nobody(contents: Contents) -> str:
    """Why this card is no person's; empty where it is one's."""
    for kind in contents.texts(*KINDS):
        if kind.lower() in _NOT_A_PERSON:
            return _NOT_A_PERSON[kind.lower()]
    return "" if name_of(contents) else NOBODY


def name_of(contents: Contents) -> str:
    """What the person is called; empty where the card does not say.

    A text of only signs is a name where there is no better one; one longer than any name is not.
    """
    fallback = ""
    for name in _names(contents):
        if len(name) > LONGEST_NAME:
            continue
        if any(map(str.isalnum, name)):
            return name
        fallback = fallback or name
    return fallback


def _names(contents: Contents) -> Iterator[str]:
    yield from contents.texts("FN")
    yield from (spoken(raw) for _, raw in contents.values.get("N", ()))
    yield from nicknames(contents)
    yield from filter(None, (_organization(raw) for _, raw in contents.values.get("ORG", ())))
    yield from emails(contents)
    yield from phones(contents)


def spoken(structured: str) -> str:
    r"""The parts of an `N` as one says them.

    >>> spoken(r"Doe;Ana;Lucia,Maria;Dr.;")
    'Dr. Ana Lucia Maria Doe'
    """
    parts = [
        " ".join(one_line(piece) for piece in components(part, by=","))
        for part in components(structured)
    ]
    ordered = [parts[at] for at in _SPOKEN_ORDER if at < len(parts)]
    return one_line(" ".join([*ordered, *parts[len(_SPOKEN_ORDER) :]]))


def nicknames(contents: Contents) -> list[str]:
    """What else she is called by her friends."""
    listed = [
        one_line(each)
        for name in NICKNAMES
        for _, raw in contents.values.get(name, ())
        for each in components(raw, by=",")
    ]
    for _, raw in contents.values.get(ANDROID, ()):
        kind, *rest = components(raw)
        if kind == _NICKNAME and rest:
            listed.append(one_line(rest[0]))
    return [each for each in listed if each]


def emails(contents: Contents) -> list[str]:
    """Her mail addresses, as written."""
    given = (mail_address(raw) for _, raw in contents.values.get("EMAIL", ()))
    return _each_once(given)


def phones(contents: Contents) -> list[str]:
    """Her phone numbers, as written; addresses of internet telephony are none."""
    given = (phone_number(raw) for _, raw in contents.values.get("TEL", ()))
    return _each_once(each for each in given if not each.lower().startswith(("sip:", "sips:")))


def key_of(contents: Contents) -> str | None:
    """What the source calls her for ever."""
    uid = plain_uid(contents.first("UID"))
    return f"uid:{uid}" if uid and len(uid) <= LONGEST_NAME else None


def plain_uid(uid: str) -> str:
    """A UID without the words that say it is one.

    >>> plain_uid("urn:uuid:F81D4FAE")
    'F81D4FAE'
    """
    return uid[len(_URN) :] if uid.lower().startswith(_URN) else uid


def person_of(contents: Contents) -> FoundPerson:
    """The person of a card that is one's, without her ties."""
    name = name_of(contents)
    organization = next(
        filter(None, (_organization(raw) for _, raw in contents.values.get("ORG", ()))), None
    )
    return FoundPerson(
        name=name,
        where=f"card {contents.card.number}",
        key=key_of(contents),
        other_names=tuple(each for each in _other_names(contents) if each != name),
        emails=tuple(emails(contents)),
        phones=tuple(phones(contents)),
        profiles=tuple(_profiles(contents)),
        organization=organization,
        role=_short(contents.first("TITLE", "ROLE")) or None,
        notes=_notes(contents),
    )


def lost_parts(contents: Contents) -> Iterator[Dropped]:
    """What of a person's card is not taken: ends of remarks, addresses that are none."""
    for line in contents.broken:
        yield _lost(contents, line, "its base64 is not whole", "")
    for line, raw in contents.values.get("NOTE", ()):
        if line.cut or len(paragraphs(raw)) > LONGEST_TEXT:
            why = f"of a remark only the first {LONGEST_TEXT:,} characters are taken"
            yield _lost(contents, line, why, raw)
    for line, raw in contents.values.get("EMAIL", ()):
        if one_line(raw) and not mail_address(raw):
            yield _lost(contents, line, "it is no mail address", raw)
    for line, raw in contents.values.get("FN", ()):
        if len(one_line(raw)) > LONGEST_NAME:
            yield _lost(contents, line, "it is longer than a name", raw)


def _lost(contents: Contents, line: Property, why: str, raw: str) -> Dropped:
    where = f"card {contents.card.number}, line {line.number}"
    return Dropped(where=where, why=why, text=one_line(raw)[:LONGEST_SHOWN], kept=True)


def _organization(raw: str) -> str:
    """The organization without its departments."""
    return _short(next(filter(None, map(one_line, components(raw))), ""))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_NAME else ""


def _other_names(contents: Contents) -> list[str]:
    further = contents.texts("FN")[1:]
    sounds = [contents.first(each) for each in PHONETIC]
    kana = [one_line(" ".join(components(raw))) for _, raw in contents.values.get("SOUND", ())]
    given = [*further, *nicknames(contents), *contents.texts(*MAIDEN_NAMES)]
    return _each_once([*given, " ".join(filter(None, sounds)), *kana])


def _profiles(contents: Contents) -> list[str]:
    """Addresses on the web, as written; of social networks the bare names of accounts are none."""
    social = (each for each in contents.texts(*SOCIAL_PROFILES) if "." in each or "/" in each)
    return _each_once([*contents.texts("URL"), *social])


def _notes(contents: Contents) -> tuple[str, ...]:
    texts = (paragraphs(raw)[:LONGEST_TEXT] for _, raw in contents.values.get("NOTE", ()))
    return tuple(dict.fromkeys(filter(None, texts)))


def _each_once(values: Iterator[str] | list[str]) -> list[str]:
    """The values that say something and are no mishap, each once."""
    fitting = (each for each in values if each and len(each) <= _LONGEST_VALUE)
    return list(dict.fromkeys(fitting))[:_MOST_DETAILS]
