"""Whom and which organization do the words of a message name?

A person only where the files know somebody by this very name, of two words or more: a guessed name
would bring in people who do not exist. An organization where one of the connections works there, or
where words with capitals follow a plain "at": the proposal shows it, and the owner can correct it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from keepknocking.exchange.conversations.cues import LONGEST_READ, plain_words
from keepknocking.exchange.conversations.parties import Cast
from keepknocking.exchange.found import FoundPerson, Party

# Design choices: lengths of what is looked for, in words.
_LONGEST_NAME = 6
_SHORTEST_NAME = 2
_LONGEST_ORGANIZATION = 4
_SURELY_AT = frozenset({"at", "bei", "chez", "presso", "bij", "hos"})
_PERHAPS_AT = frozenset({"with", "for", "in", "en", "de", "da", "em", "na", "no", "från", "på"})
_NOT_A_PLACE = frozenset(
    plain_words(
        "ihnen ihrer ihrem euch eurer eurem dir deiner deinem gelegenheit interesse fragen bedarf "
        "uns mir all any first home last least the this that your you my i vous toi moi lei te "
        "jullie jou mij dig er"
    ).split()
)
_BETWEEN = frozenset({" ", "-", "&", " & "})


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Names that words may mention: people and organizations, by their plain words."""

    people: Mapping[str, Party | None]
    organizations: Mapping[str, str]
    first_words: frozenset[str] = frozenset()


def known_names(
    parties: Iterable[Party], connections: Iterable[FoundPerson], cast: Cast
) -> KnownNames:
    """All that may be named; a name that two people share (None) names nobody."""
    people: dict[str, Party | None] = {}
    identities: dict[str, str] = {}
    organizations: dict[str, str] = {}
    known = list(connections)
    of_connections = (
        Party(name=each.name, profile=each.profiles[0] if each.profiles else None) for each in known
    )
    for party in (*parties, *of_connections):
        plain = plain_words(party.name).strip()
        if len(plain.split()) < _SHORTEST_NAME or cast.is_owner(party):
            continue
        identity = cast.identity(party)
        if identities.setdefault(plain, identity) == identity:
            people.setdefault(plain, Party(name=party.name.strip(), profile=None))
        else:
            people[plain] = None
    for person in known:
        written = (person.organization or "").strip()
        plain = plain_words(written).strip()
        if plain:
            organizations[plain] = min(written, organizations.get(plain, written))
    whole = {name: party and cast.whole(party) for name, party in people.items()}
    first_words = frozenset(name.split()[0] for name in people)
    return KnownNames(people=whole, organizations=organizations, first_words=first_words)


def person_in(text: str, known: KnownNames, *, but: str) -> Party | None:
    """The first person named in full; never the one of the name `but`, to whom it was written."""
    words = plain_words(text).split()
    addressed = plain_words(but).strip()
    for start, word in enumerate(words):
        if word not in known.first_words:
            continue
        for length in range(_LONGEST_NAME, _SHORTEST_NAME - 1, -1):
            name = " ".join(words[start : start + length])
            found = known.people.get(name)
            if found is not None and name != addressed:
                return found
    return None


def organization_in(text: str, known: KnownNames) -> str | None:
    """The first organization named after a plain "at".

    >>> organization_in("Is there somebody at Brightwater Foods?", KnownNames({}, {}))
    'Brightwater Foods'
    >>> organization_in("Are you at home?", KnownNames({}, {})) is None
    True
    """
    read = text[:LONGEST_READ]
    words = list(re.finditer(r"[^\W_]+", read))
    for before, first in zip(words, range(1, len(words)), strict=False):
        here = before.group().casefold()
        if here not in _SURELY_AT and here not in _PERHAPS_AT:
            continue
        if not read[before.end() : words[first].start()].isspace():
            continue
        found = _known_at(words[first : first + _LONGEST_NAME], known)
        if found is None and here in _SURELY_AT:
            found = _capitals_at(read, words[first : first + _LONGEST_ORGANIZATION])
        if found is not None:
            return found
    return None


def _known_at(words: list[re.Match[str]], known: KnownNames) -> str | None:
    if not _begins_large(words[0].group()):
        return None
    for length in range(len(words), 0, -1):
        plain = plain_words(" ".join(word.group() for word in words[:length])).strip()
        if plain in known.organizations:
            return known.organizations[plain]
    return None


def _capitals_at(text: str, words: list[re.Match[str]]) -> str | None:
    if words[0].group().casefold() in _NOT_A_PLACE or not _begins_large(words[0].group()):
        return None
    last = words[0]
    for word in words[1:]:
        between = text[last.end() : word.start()]
        if between not in _BETWEEN or not _begins_large(word.group()):
            break
        last = word
    return text[words[0].start() : last.end()]


def _begins_large(word: str) -> bool:
    """Whether a name could begin like this; digits alone are a time of day."""
    return word[0].isupper()
