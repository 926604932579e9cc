"""Erasing a person: a ledger in which she never stood, and the words by which she could be known.

Every fact about her goes: what she was asked, when she was met, whom she knows, what was noted.
Facts about others that only name her (an ask that hoped to reach her, an opening she told of) stay
without her name. In free text her names, addresses and ids give way to a word that says nobody.

Text is searched for what is written in full. A first name alone may be anybody's, and a name that
another person has as well is hers too: both are left, and counted, so that the owner can look.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from keepknocking.ledger.asks import Ask
from keepknocking.ledger.ledger import REFERENCES_IN, TUPLE_OF, Ledger
from keepknocking.ledger.openings import Opening, Stage
from keepknocking.ledger.people import ContactDetail, Person
from keepknocking.ledger.story.spelling import slug

NOBODY = "somebody"
"""What stands in free text where she stood (by definition)."""

_SHORTEST = 3  # design choice: shorter names are words of every language
_LEFT_OUT: Mapping[type, frozenset[str]] = {
    Ask: frozenset({"towards", "through"}),
    Opening: frozenset({"told_by"}),
    Stage: frozenset({"through"}),
}
"""Where a fact about others can do without her; any other fact that names her is about her."""


@dataclass(frozen=True, slots=True)
class Forgetting:
    """What has to be forgotten, as a rule for texts.

    `words` are the ways she is written; `kept` longer names of others in which one of them stands;
    `shared` those of her names that others have as well, which are therefore left; `ids` the new
    ids of events, openings and asks whose old ones tell of her.
    """

    word: str
    words: tuple[str, ...]
    kept: frozenset[str]
    shared: tuple[str, ...]
    pattern: re.Pattern[str]
    ids: Mapping[str, str] = field(default_factory=dict)

    def text(self, text: str) -> str:
        """The text without her."""
        return self.ids[text] if text in self.ids else self.pattern.sub(self._instead, text)

    def value(self, value: Any) -> Any:  # noqa: ANN401 - any value of JSON, and the same back
        """A value of JSON without her, to its last string."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.value(one) for one in value]
        if isinstance(value, dict):
            return {self.text(key): self.value(one) for key, one in value.items()}
        return value

    def mentions(self, text: str) -> bool:
        """Whether she can be known from the text."""
        return self.text(text) != text

    def _instead(self, found: re.Match[str]) -> str:
        return found[0] if _plain(found[0]) in self.kept else self.word


def forgetting(ledger: Ledger, person: str) -> Forgetting:
    """How to forget one person of the ledger.

    Raises
    ------
    KeyError
        where nobody has that id.
    """
    her = ledger.person[person]
    details = ledger.details_of(person)
    hers = [her.name, *(detail.value for detail in details)]
    of_others = [*_names_of_others(ledger, person)]
    others = {_plain(one) for one in of_others}
    shared = tuple(name for name in hers if _plain(name) in others)
    words = [name for name in hers if _plain(name) not in others and len(name) >= _SHORTEST]
    ids = {slug(word, otherwise="") for word in words if word in _names(her, details)}
    ids |= {her.id}
    words += [one for one in sorted(ids - {""}) if one not in others and len(one) >= _SHORTEST]
    kept = frozenset(one for one in others if any(_plain(word) in one for word in words))
    rule = Forgetting(
        word=NOBODY,
        words=tuple(words),
        kept=kept,
        shared=shared,
        pattern=_pattern([*kept, *words]),
    )
    return replace(rule, ids=_new_ids(ledger, rule))


def erased(ledger: Ledger, person: str, rule: Forgetting) -> Ledger:
    """The ledger without the person.

    Raises
    ------
    KeyError
        where nobody has that id.
    """
    asks = {ask.id for ask in ledger.asks_of(ledger.person[person].id)}
    kept: dict[str, Any] = {
        name: tuple(
            _reworded(_without(fact, person, asks), rule)
            for fact in getattr(ledger, name)
            if not is_about(fact, person)
        )
        for name in TUPLE_OF.values()
    }
    search = None if ledger.search is None else _reworded(ledger.search, rule)
    return Ledger(search=search, **kept)


def is_about(fact: object, person: str) -> bool:
    """Whether the fact goes when she goes.

    >>> is_about(Stage(opening="clerk", kind=None, when=None, through="ana"), "ana")
    False
    """
    if isinstance(fact, Person):
        return fact.id == person
    left_out = _LEFT_OUT.get(type(fact), frozenset())
    named = REFERENCES_IN[type(fact)].items()
    return any(
        kind == "person" and field not in left_out and getattr(fact, field) == person
        for field, kind in named
    )


def _without(fact: Any, person: str, asks: Iterable[str]) -> Any:  # noqa: ANN401 - as it came
    """The fact without its references to her, or to what she was asked."""
    gone = {"person": {person}, "ask": set(asks)}
    cleared = {
        field: None
        for field, kind in REFERENCES_IN[type(fact)].items()
        if getattr(fact, field) in gone.get(kind, ())
    }
    return replace(fact, **cleared) if cleared else fact


def _reworded(fact: Any, rule: Forgetting) -> Any:  # noqa: ANN401 - as it came
    """The fact with her forgotten in its texts; the name of another person stays as it is."""
    if isinstance(fact, ContactDetail):
        return fact
    changed: dict[str, str] = {}
    own = ("name", "id") if isinstance(fact, Person) else ()
    people = {name for name, kind in REFERENCES_IN.get(type(fact), {}).items() if kind == "person"}
    for part in fields(fact):
        value = getattr(fact, part.name)
        # Exactly a text: the words of an enumeration are the program's own.
        if type(value) is str and part.name not in {*own, *people}:
            new = rule.text(value)
            if new != value:
                changed[part.name] = new
    return replace(fact, **changed) if changed else fact


def _names(person: Person, details: Iterable[ContactDetail]) -> Iterator[str]:
    yield person.name
    yield from (detail.value for detail in details if detail.kind == "other name")


def _names_of_others(ledger: Ledger, person: str) -> Iterator[str]:
    for other in ledger.people:
        if other.id != person:
            yield other.name
            yield other.id
            yield from (detail.value for detail in ledger.details_of(other.id))


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words, the longest first, however its spaces and capitals are written."""
    in_order = sorted({_plain(word) for word in words}, key=lambda word: (-len(word), word))
    written = [r"\s+".join(map(re.escape, word.split(" "))) for word in in_order]
    either = "|".join(written) or r"(?!)"  # what is never found
    return re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])", re.IGNORECASE)


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def _new_ids(ledger: Ledger, rule: Forgetting) -> dict[str, str]:
    """For each id that tells of her another one, and no two alike."""
    found: dict[str, str] = {}
    for things in (ledger.events, ledger.openings, ledger.asks):
        old = [thing.id for thing in things]
        taken = {*old}
        for one in old:
            new = plain = rule.text(one)
            number = 1
            while new != one and new in taken:
                number += 1
                new = f"{plain}-{number}"
            if new != one:
                taken.add(new)
                found[one] = new
    return found
