"""What has moved: the house's number as it stood before the latest entries, and as it stands now.

Both are about the same goal by the same day, so that what differs is what has been written down
since, and the days that have passed.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import cast

from keepknocking.chains.employers import reached_already
from keepknocking.chains.estimates import Estimate
from keepknocking.ledger.asks import Ask
from keepknocking.ledger.ledger import Ledger, when_of
from keepknocking.ledger.moments import When
from keepknocking.ledger.openings import Opening
from keepknocking.ledger.searches import Goal
from keepknocking.ledger.story.continuing import restated_lines
from keepknocking.services.questions import Foreseen, Question, forecast
from keepknocking.store.translate import turns_of

_ONE_DAY = timedelta(days=1)
_MOST_LINES = 3  # design choice: what has moved a number is told in so many lines
_FURTHEST = timedelta(days=60)  # design choice: what was entered longer ago has moved nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The chance by a day as it was seen at the end of `since`, and as it is seen today.

    `reached` is the opening with which the goal was reached meanwhile: then the chance of today is
    about the next time, and the two are no longer about the same.
    """

    since: date
    by: date
    before: Estimate
    now: Estimate
    lines: tuple[str, ...]
    foreseen: Foreseen
    reached: Opening | None = None


def moved(question: Question) -> Moved | None:
    """What the latest day with entries has moved; None where there is nothing before it."""
    return question.home.remembered(("moved", question), lambda: _moved(question))


def _moved(question: Question) -> Moved | None:
    foreseen = forecast(question)
    ledger, by = foreseen.asked.search.ledger, foreseen.asked.by
    days = {when.known_on for fact in _facts(ledger) for when in _moments(fact)}
    entered = {day for day in days if question.today - _FURTHEST < day <= question.today}
    if not entered or min(days) >= max(entered):
        return None
    since = max(entered) - _ONE_DAY
    earlier = _forecast_before(replace(question, today=since, by=by, goal=foreseen.asked.goal))
    return Moved(
        since=since,
        by=by,
        before=earlier.forecast.keep.at(by),
        now=foreseen.forecast.keep.at(by),
        lines=_lines_between(ledger, since, question.today),
        foreseen=foreseen,
        reached=_reached_since(ledger, foreseen.asked.goal, since),
    )


def _reached_since(ledger: Ledger, goal: Goal, since: date) -> Opening | None:
    stages = [stage for stage in reached_already(ledger, goal) if stage.when.known_on > since]
    return ledger.opening[stages[-1].opening] if stages else None


def _forecast_before(question: Question) -> Foreseen:
    """The forecast of an earlier day, made anew only where that day's ledger has changed."""
    kept = question.home.kept(("before", question))
    ledger = question.home.opened(today=question.today).ledger
    if kept.get("ledger") != ledger:
        kept.update(ledger=ledger, foreseen=forecast(question))
    return cast("Foreseen", kept["foreseen"])


def _facts(ledger: Ledger) -> list[object]:
    """Every fact but expectations: what is under a seal is not told on the way past it."""
    values = (value for name, value in vars(ledger).items() if name != "expectations")
    return [fact for value in values if isinstance(value, tuple) for fact in value]


def _moments(fact: object) -> list[When]:
    """When a fact happened, and, of an ask, whatever came of it."""
    turns = turns_of(fact) if isinstance(fact, Ask) else ()
    return [when_of(fact), *(turn.when for turn in turns)]


def _lines_between(ledger: Ledger, since: date, today: date) -> tuple[str, ...]:
    """The first few lines that came to be known after one day and up to another."""
    found: list[str] = []
    for fact in _facts(ledger):
        known = [when for when in _moments(fact) if since < when.known_on <= today]
        if not known:
            continue
        lines = restated_lines(ledger, fact)
        if isinstance(fact, Ask):
            days = {when.on.isoformat() for when in known}
            lines = tuple(line for line in lines if line[:10] in days)
        found += lines
        if len(found) >= _MOST_LINES:
            break
    return tuple(found[:_MOST_LINES])
