"""The ledger as it stood at the end of a day: what had happened by then and was recorded by then.

One exception: an event that is still to come and does not say when it was recorded counts as
planned all along, because a story written by hand rarely says when a plan was made.
"""

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date
from typing import Any, TypeVar

from keepknocking.ledger.asks import Answer, Ask
from keepknocking.ledger.events import Event
from keepknocking.ledger.ledger import Ledger, references_of, when_of
from keepknocking.ledger.moments import When
from keepknocking.ledger.openings import Opening
from keepknocking.ledger.searches import Pause, Search

Fact = TypeVar("Fact")


def as_of(ledger: Ledger, day: date) -> Ledger:
    """The part of the ledger that was known at the end of `day`.

    >>> as_of(Ledger(), date(2026, 3, 2)) == Ledger()
    True
    """
    search = ledger.search
    kept: dict[str, Any] = {"search": None}
    if search is not None and _is_known(search, day):
        kept["search"] = _trimmed(search, day)
    for field in fields(ledger):
        value = getattr(ledger, field.name)
        if isinstance(value, tuple):
            kept[field.name] = tuple(_trimmed(fact, day) for fact in value if _is_known(fact, day))
    return Ledger(**_without_loose_ends(kept))


def facts_after(ledger: Ledger, day: date) -> int:
    """How many facts of the ledger are left out `as_of` that day (planned events not counted)."""
    return sum(
        not _is_known(fact, day)
        for field in fields(ledger)
        for fact in _as_tuple(getattr(ledger, field.name))
    )


def _as_tuple(value: object) -> tuple[object, ...]:
    if isinstance(value, tuple):
        return value
    return () if value is None else (value,)


def _is_known(fact: object, day: date) -> bool:
    when = when_of(fact)
    if isinstance(fact, Event):
        return when.recorded_at is None or when.recorded_at.date() <= day
    return when.known_on <= day


def _past(when: When | None, day: date) -> When | None:
    return when if when is not None and when.known_on <= day else None


def _trimmed(fact: Fact, day: date) -> Fact:
    """The fact without what came to it later."""
    if isinstance(fact, Ask):
        answer: Answer | None = fact.answer
        if answer is not None and answer.when.known_on > day:
            answer = None
        return replace(
            fact,
            answer=answer,
            fulfilment=_past(fact.fulfilment, day) if answer is not None else None,
            nudges=tuple(when for when in fact.nudges if when.known_on <= day),
            replies=tuple(when for when in fact.replies if when.known_on <= day),
        )
    if isinstance(fact, Event):
        return replace(fact, cancelled=_past(fact.cancelled, day))
    if isinstance(fact, Opening | Search):
        return replace(fact, closed=_past(fact.closed, day))
    if isinstance(fact, Pause):
        return replace(fact, until=_past(fact.until, day))
    return fact


def _without_loose_ends(kept: dict[str, Any]) -> dict[str, Any]:
    """Leave out facts that name something not known yet, until all references hold."""
    while True:
        kept = _unpromised(kept)
        ids = {
            (kind, thing.id)
            for kind, name in (
                ("person", "people"),
                ("event", "events"),
                ("ask", "asks"),
                ("opening", "openings"),
            )
            for thing in kept[name]
        }
        pruned = {
            name: tuple(fact for fact in value if _holds(fact, ids))
            if isinstance(value, tuple)
            else value
            for name, value in kept.items()
        }
        if pruned == kept:
            return kept
        kept = pruned


def _holds(fact: object, ids: Iterable[tuple[str, str]]) -> bool:
    return all(reference in ids for reference in references_of(fact))


def _unpromised(kept: dict[str, Any]) -> dict[str, Any]:
    """Cut the thread from what came of an ask to the ask, where its fulfilment is not known yet."""
    fulfilled = {ask.id for ask in kept["asks"] if ask.fulfilment is not None}
    cut = {
        name: tuple(
            replace(fact, ask=None) if fact.ask is not None and fact.ask not in fulfilled else fact
            for fact in kept[name]
        )
        for name in ("introductions", "openings")
    }
    return {**kept, **cut}
