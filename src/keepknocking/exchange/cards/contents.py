"""What stands in one card: its values as text, by the name of their property.

Here is decided which properties the house looks at (`is_wanted`) and in which words the others are
counted (`unused_words`).
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from keepknocking.exchange.cards.charsets import Guesses, texts_of
from keepknocking.exchange.cards.content_lines import Property
from keepknocking.exchange.cards.splitting import Card
from keepknocking.exchange.cards.texts import one_line

NICKNAMES = ("NICKNAME", "X-NICKNAME")
MAIDEN_NAMES = ("X-MAIDENNAME", "X-MAIDEN-NAME")
PHONETIC = ("X-PHONETIC-FIRST-NAME", "X-PHONETIC-MIDDLE-NAME", "X-PHONETIC-LAST-NAME")
SOCIAL_PROFILES = ("X-SOCIALPROFILE", "SOCIALPROFILE")
KINDS = ("KIND", "X-ADDRESSBOOKSERVER-KIND")
ANDROID = "X-ANDROID-CUSTOM"
RELATED_NAMES = "X-ABRELATEDNAMES"
RELATED_BY_NAME: Mapping[str, str] = MappingProxyType(
    {
        f"X-{maker}{relation.upper()}{ending}": relation
        for maker, ending in (
            ("", ""),
            ("EVOLUTION-", ""),
            ("MS-", ""),
            ("KADDRESSBOOK-X-", "SNAME"),
            ("KADDRESSBOOK-", "SNAME"),
        )
        for relation in ("spouse", "manager", "assistant")
    }
)
"""Properties that name somebody whom the person of the card knows, and as what."""

_PERSON = ("FN", "URL", "N", "ORG", "TITLE", "ROLE", "EMAIL", "TEL", "NOTE", "UID", "VERSION")
_TIES = ("RELATED", RELATED_NAMES, "X-ABLABEL", "AGENT", ANDROID)
_WANTED = frozenset(
    (
        *_PERSON,
        *NICKNAMES,
        *MAIDEN_NAMES,
        *PHONETIC,
        *SOCIAL_PROFILES,
        *KINDS,
        *RELATED_BY_NAME,
        *_TIES,
    )
)
_KANA = "X-IRMC-N"  # how Japanese phones write the sound of a name
_MACHINES = frozenset({"FAX", "PAGER"})

_WORDS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("PHOTO", "LOGO"), "photos"),
        **dict.fromkeys(("BDAY", "X-EVOLUTION-BIRTHDAY"), "birthdays"),
        **dict.fromkeys(("ADR", "LABEL", "GEO"), "addresses"),
        **dict.fromkeys(
            ("ANNIVERSARY", "X-ANNIVERSARY", "X-MS-ANNIVERSARY", "X-EVOLUTION-ANNIVERSARY"),
            "anniversaries",
        ),
        **dict.fromkeys(("CATEGORIES", "X-CATEGORIES"), "labels"),
        **dict.fromkeys(("KEY", "SOUND"), "keys and sounds"),
        **dict.fromkeys(
            (
                *("IMPP", "X-AIM", "X-ICQ", "X-MSN", "X-YAHOO", "X-JABBER", "X-QQ", "X-SKYPE"),
                *("X-SKYPE-USERNAME", "X-GTALK", "X-GOOGLE-TALK", "X-GADUGADU", "X-SIP"),
                *("X-MS-IMADDRESS", "X-TWITTER", "X-MATRIX", "X-TELEGRAM"),
            ),
            "chat names",
        ),
        **dict.fromkeys(("TEL",), "fax and pager numbers"),
        # What only programs read is not worth a word.
        **dict.fromkeys(
            (
                *("PRODID", "REV", "CLASS", "SORT-STRING", "SOURCE", "NAME", "PROFILE", "MAILER"),
                *("X-ABADR", "X-ABUID", "X-ABSHOWAS", "CLIENTPIDMAP", "X-EVOLUTION-FILE-AS"),
            ),
            "",
        ),
    }
)


def is_wanted(line: Property) -> bool:
    """Whether the house looks at a property."""
    if line.name == "SOUND":
        return _KANA in line.types
    if line.name == "TEL":
        return not (line.parameters and line.types & _MACHINES)
    return line.name in _WANTED


def unused_words(others: Counter[str]) -> tuple[tuple[str, int], ...]:
    """What the house does not keep, in words, with how often, the commonest first."""
    found: Counter[str] = Counter()
    for name, times in others.items():
        found[_WORDS.get(name, "other lines")] += times
    del found[""]
    return tuple(found.most_common())


@dataclass(frozen=True, slots=True)
class Contents:
    """The values of one card, by property; `broken` are those whose base64 is not whole."""

    card: Card
    values: dict[str, list[tuple[Property, str]]] = field(default_factory=dict)
    broken: list[Property] = field(default_factory=list)

    def texts(self, *names: str) -> list[str]:
        """All values of some properties in one line each, the empty ones left out."""
        return [
            text
            for name in names
            for _, raw in self.values.get(name, ())
            if (text := one_line(raw))
        ]

    def first(self, *names: str) -> str:
        """The first value of the first of the properties that has one."""
        return next(iter(self.texts(*names)), "")


def contents_of(card: Card, guesses: Guesses) -> Contents:
    """The card's values as text."""
    found = Contents(card)
    for line, text in texts_of(card.properties, guesses):
        if text is None:
            found.broken.append(line)
        else:
            found.values.setdefault(line.name, []).append((line, text))
    return found
