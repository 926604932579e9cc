"""Amending: what a ledger is once one of its facts is changed or taken out. Pure.

What one line of the story says goes together. "Ana introduced me to Ben" says as well that Ana kept
what she had promised, where no line of its own says so; moving or removing the introduction then
moves or removes that too. Everything else keeps its place, and the ledger itself refuses what does
not fit.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from keepknocking.ledger.asks import Ask, Introduction
from keepknocking.ledger.events import Event
from keepknocking.ledger.ledger import REFERENCES_IN, TUPLE_OF, Ledger, when_of
from keepknocking.ledger.moments import When
from keepknocking.ledger.openings import Opening
from keepknocking.ledger.people import Person
from keepknocking.ledger.story.folding import folds_of
from keepknocking.store.loading import facts_in
from keepknocking.store.translate import TURNS, Turn, TurnKind, turned, turns_of

KIND_OF = {Person: "person", Event: "event", Ask: "ask", Opening: "opening"}
"""What a reference to such a thing is called."""


class NotYet(ValueError):
    """Something said to have happened on a day that has not come."""

    def __init__(self, day: date, *, today: date) -> None:
        super().__init__(
            f"{day} has not come yet (today is {today}): give the day it happened; "
            "only an event is planned"
        )


def moved(when: When, on: date, *, at: datetime) -> When:
    """The same moment of recording on another day.

    What is said now to have been earlier was not known then: where nothing says when it was
    recorded, it was recorded now.

    >>> from datetime import UTC
    >>> now = datetime(2026, 3, 12, 8, 30, tzinfo=UTC)
    >>> moved(When(date(2026, 3, 5)), date(2026, 3, 3), at=now).known_on
    datetime.date(2026, 3, 12)
    """
    if when.recorded_at is None and on < when.on:
        return When(on, at)
    return replace(when, on=on)


def amended(ledger: Ledger, table: str, was: Any, now: Any) -> Ledger:  # noqa: ANN401 (as many kinds as nouns)
    """The ledger with one fact (the very value, not an equal one) changed, or gone (`now` None).

    Raises
    ------
    ValueError
        where what is left does not hold together.
    """
    if table == TURNS.name:
        return _turned(ledger, was, now)
    if table == "search":
        return replace(ledger, search=now)
    changed: dict[str, Any] = {
        table: tuple(
            now if fact is was else fact
            for fact in facts_in(ledger, table)
            if now is not None or fact is not was
        )
    }
    ask = kept_by(ledger, was)
    if ask is not None and (now is None or when_of(now) != when_of(was)):
        after = _kept_on(ask, None if now is None else when_of(now))
        changed["asks"] = tuple(after if one is ask else one for one in ledger.asks)
    return replace(ledger, **changed)


def kept_by(ledger: Ledger, fact: object) -> Ask | None:
    """The ask of which this fact's line says, and no other line, that it was kept."""
    if not isinstance(fact, Introduction | Opening) or fact.ask is None:
        return None
    said_by = folds_of(ledger).get(fact.ask)
    if isinstance(fact, Opening):
        is_said = said_by == ("opening", fact.id)
    else:
        is_said = any(
            one is fact and said_by == ("introduction", place)
            for place, one in enumerate(ledger.introductions)
        )
    return ledger.ask[fact.ask] if is_said else None


def resting_on(ledger: Ledger, fact: object) -> tuple[object, ...]:
    """The facts that name this one, or that can only be true while it is; an ask's turns apart."""
    if isinstance(fact, Turn):
        return tuple(_resting_on_turn(ledger, fact))
    kind = KIND_OF.get(type(fact))
    if kind is None:
        return ()
    identity = getattr(fact, "id", "")
    return tuple(
        other
        for other_type, table in TUPLE_OF.items()
        for field, named in REFERENCES_IN[other_type].items()
        if named == kind
        for other in getattr(ledger, table)
        if getattr(other, field) == identity
    )


def _resting_on_turn(ledger: Ledger, turn: Turn) -> Iterator[object]:
    if turn.kind not in (TurnKind.PROMISED, TurnKind.FULFILLED):
        return
    ask = ledger.ask[turn.ask]
    if turn.kind is TurnKind.PROMISED:
        yield from (one for one in turns_of(ask) if one.kind is TurnKind.FULFILLED)
    yield from (made for made in ledger.introductions if made.ask == turn.ask)
    yield from (opening for opening in ledger.openings if opening.ask == turn.ask)


def _kept_on(ask: Ask, when: When | None) -> Ask:
    """The ask as kept on another day or not at all, with the promise that the same line says."""
    answer = ask.answer
    if answer is not None and answer.when == ask.fulfilment:
        answer = None if when is None else replace(answer, when=when)
    return replace(ask, answer=answer, fulfilment=when)


def _turned(ledger: Ledger, was: Turn, now: Turn | None) -> Ledger:
    ask = ledger.ask[was.ask]
    turns = list(turns_of(ask))
    place = turns.index(was)
    turns[place : place + 1] = [] if now is None else [now]
    fields: dict[str, Any] = turned(turns)
    after = replace(ask, **fields)
    return replace(ledger, asks=tuple(after if one is ask else one for one in ledger.asks))
