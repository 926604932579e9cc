"""The ledger as it stood at the end of a day: what had happened by then and was recorded by then.

One exception: an event that is still to come and does not say when it was recorded counts as
planned all along, because a story written by hand rarely says when a plan was made.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from operator import attrgetter
from types import MappingProxyType
from typing import Any, TypeVar

from keepknocking.ledger.asks import Answer, Ask
from keepknocking.ledger.events import Event
from keepknocking.ledger.ledger import REFERENCES_IN, TUPLE_OF, WHEN_OF, Ledger, when_of
from keepknocking.ledger.moments import When
from keepknocking.ledger.openings import Opening
from keepknocking.ledger.searches import Pause, Search

Fact = TypeVar("Fact")
# The field in which a fact says when it came to its end, by kind.
END_OF: Mapping[type, str] = MappingProxyType(
    {Search: "closed", Event: "cancelled", Opening: "closed", Pause: "until"}
)


def as_of(ledger: Ledger, day: date) -> Ledger:
    """The part of the ledger that was known at the end of `day`; the ledger itself if it was all.

    >>> as_of(Ledger(), date(2026, 3, 2)) == Ledger()
    True
    """
    if known_by(ledger) <= day:
        return ledger
    search = ledger.search
    kept: dict[str, Any] = {"search": None}
    if search is not None and _is_known(search, day):
        kept["search"] = _trimmed(search, day)
    for fact_type, name in TUPLE_OF.items():
        known = [fact for fact in getattr(ledger, name) if _is_known(fact, day)]
        if fact_type is Ask or fact_type in END_OF:
            known = [_trimmed(fact, day) for fact in known]
        kept[name] = tuple(known)
    return Ledger(**_without_loose_ends(kept))


def facts_after(ledger: Ledger, day: date) -> int:
    """How many facts of the ledger are left out `as_of` that day (planned events not counted)."""
    if known_by(ledger) <= day:
        return 0
    search = () if ledger.search is None else (ledger.search,)
    tuples = (search, *(getattr(ledger, name) for name in TUPLE_OF.values()))
    return sum(not _is_known(fact, day) for facts in tuples for fact in facts)


def known_by(ledger: Ledger) -> date:
    """The first day at whose end all of the ledger was known; `date.min` for an empty one."""
    recorded = (event.when.recorded_at for event in ledger.events)
    ends = (pause.until.known_on for pause in ledger.pauses if pause.until is not None)
    return max(
        last_day(ledger),
        max((moment.date() for moment in recorded if moment is not None), default=date.min),
        max(ends, default=date.min),
    )


def last_day(ledger: Ledger) -> date:
    """The last day on which something happened or was recorded; `date.min` for an empty ledger.

    Plans do not count, nor do the ends of pauses, which may be set ahead.
    """
    days = [when.known_on for when in _later(ledger)]
    for fact_type, name in TUPLE_OF.items():
        facts = getattr(ledger, name)
        if facts and fact_type is not Event:
            days.append(when_of(facts[-1]).on)
            # All at once and not one by one, which is much slower: they are many.
            recorded = map(attrgetter(f"{WHEN_OF[fact_type]}.recorded_at"), facts)
            days.append(max(map(datetime.date, filter(None, recorded)), default=date.min))
    return max(days, default=date.min)


def _later(ledger: Ledger) -> Iterator[When]:
    """The search, and when something came to what was there before."""
    later: list[When | None] = []
    if ledger.search is not None:
        later += [ledger.search.started, ledger.search.closed]
    later += [event.cancelled for event in ledger.events]
    later += [opening.closed for opening in ledger.openings]
    for ask in ledger.asks:
        answered = None if ask.answer is None else ask.answer.when
        later += [answered, ask.fulfilment, *ask.nudges, *ask.replies]
    return (when for when in later if when is not None)


def _is_known(fact: object, day: date) -> bool:
    when = when_of(fact)
    if when.recorded_at is not None and when.recorded_at.date() > day:
        return False
    return when.on <= day or isinstance(fact, Event)


def _past(when: When | None, day: date) -> When | None:
    return when if when is not None and when.known_on <= day else None


def _trimmed(fact: Any, day: date) -> Any:  # noqa: ANN401 - one of several kinds, and the same back
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
    end = END_OF[type(fact)]
    return replace(fact, **{end: _past(getattr(fact, end), day)})


def _without_loose_ends(kept: dict[str, Any]) -> dict[str, Any]:
    """Leave out facts that name something not known yet, until all references hold."""
    while True:
        kept = _unpromised(kept)
        ids = {
            kind: {thing.id for thing in kept[name]}
            for kind, name in (
                ("person", "people"),
                ("event", "events"),
                ("ask", "asks"),
                ("opening", "openings"),
            )
        }
        pruned = {
            name: _holding(kept[name], REFERENCES_IN[fact_type], ids)
            for fact_type, name in TUPLE_OF.items()
        }
        if all(len(facts) == len(kept[name]) for name, facts in pruned.items()):
            return kept
        kept = {**kept, **pruned}


def _holding(
    facts: tuple[Fact, ...], references: Mapping[str, str], ids: Mapping[str, Collection[str]]
) -> tuple[Fact, ...]:
    """The facts whose references all hold."""
    for field, kind in references.items():
        loose = {*map(attrgetter(field), facts)} - {None, *ids[kind]}
        if loose:
            facts = tuple(fact for fact in facts if getattr(fact, field) not in loose)
    return facts


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
