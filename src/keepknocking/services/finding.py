"""Which event or person is meant by a few words typed after a command.

An id (with or without `#`) wins; then the whole name; then the beginning of a name, where only one
begins so. Upper and lower case and accents do not matter.
"""

import unicodedata
from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from typing import Protocol, TypeVar

from keepknocking.ledger.events import Event
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.people import Person

_LIKENESS = 0.5  # design choice: names less alike than this are not worth suggesting


class _Named(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...


Thing = TypeVar("Thing", bound=_Named)


class NotFound(ValueError):
    """Words that name nothing in the ledger."""

    def __init__(self, what: str, words: str, nearest: str | None) -> None:
        meant = f": did you mean {nearest!r}?" if nearest else " in the story"
        super().__init__(f"there is no {what} {words!r}{meant}")


class SeveralFound(ValueError):
    """Words that name more than one."""

    def __init__(self, what: str, words: str, ids: Sequence[str]) -> None:
        listed = ", ".join(f"#{reference}" for reference in ids)
        super().__init__(f"{words!r} may be more than one {what}: say which, {listed}")


def find_person(ledger: Ledger, words: str) -> Person:
    """The person meant.

    Raises
    ------
    NotFound, SeveralFound
        with the nearest name, or with the ids to choose from.
    """
    found = _named(ledger.people, words)
    if not found:
        raise NotFound("person", words, _nearest(ledger.people, words))
    if len(found) > 1:
        raise SeveralFound("person", words, [person.id for person in found])
    return found[0]


def find_event(ledger: Ledger, words: str, *, today: date, ahead: bool) -> Event:
    """The event meant; of several of one name the next one (`ahead`), or else the last one.

    Raises
    ------
    NotFound, SeveralFound
        with the nearest name, or with the ids to choose from.
    """
    words = words.strip()
    bare = words[4:] if words.casefold().startswith("the ") else words
    found = _named(ledger.events, words) or _named(ledger.events, bare)
    if not found:
        raise NotFound("event", words, _nearest(ledger.events, words))
    if len({_folded(event.name) for event in found}) > 1:
        raise SeveralFound("event", words, [event.id for event in found])
    coming = [event for event in found if event.when.on >= today]
    past = [event for event in found if event.when.on <= today]
    if ahead:
        return coming[0] if coming else past[-1]
    return past[-1] if past else coming[0]


def _named(things: Sequence[Thing], words: str) -> list[Thing]:
    wanted = _folded(words.strip().strip("\"'“”„").removeprefix("#"))
    if not wanted:
        return []
    names = [(_folded(thing.name), thing) for thing in things]
    return (
        [thing for thing in things if _folded(thing.id) == wanted]
        or [thing for name, thing in names if name == wanted]
        or [thing for name, thing in names if name.startswith(f"{wanted} ")]
        or [thing for name, thing in names if name.startswith(wanted)]
    )


def _nearest(things: Sequence[_Named], words: str) -> str | None:
    names = {_folded(thing.name): thing.name for thing in things}
    firsts = {name.split()[0]: full for name, full in names.items()}
    close = get_close_matches(_folded(words), [*names, *firsts], n=1, cutoff=_LIKENESS)
    return {**firsts, **names}[close[0]] if close else None


def _folded(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in parts if not unicodedata.combining(c)).split())
