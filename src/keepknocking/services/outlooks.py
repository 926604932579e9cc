"""The forecast as somebody looks at it: at the pace in the record, half or twice that, or another.

What is common to all paces is worked out once; to look at another pace or another day costs little.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from enum import StrEnum

from keepknocking.chains.pace import Pace, pace_of
from keepknocking.chains.plan import Terms
from keepknocking.chains.search import Curve, SearchForecast
from keepknocking.evidence.rates import EventRates, Rate
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.searches import Goal
from keepknocking.services.questions import Foreseen, Question, ask, forecast


class PaceChoice(StrEnum):
    """How fast new doors are knocked at: as in the record, half or twice that, or a number."""

    HALF = "half"
    SAME = "same"
    DOUBLE = "double"
    NUMBER = "number"


TIMES = {PaceChoice.HALF: 0.5, PaceChoice.DOUBLE: 2.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known before anything is asked: the pace of the record, the goal, how far one sees.

    `has_asked` says whether anybody was ever asked for anything.
    """

    pace: Pace
    goal: Goal
    horizon_days: int
    has_asked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """A forecast and the pace at which it is looked at.

    `keep` is the curve at that pace; `by_any_way` the chance by the day of the question through
    people or in other ways, which have nothing to do with one another (None: no other ways);
    `rates` are all that it was computed from, each once, in the order of their keys.
    """

    foreseen: Foreseen
    choice: PaceChoice
    keep: Curve
    first_asks_a_week: float
    runs_dry_on: date | None
    by_any_way: float | None
    rates: tuple[Rate, ...]


def standing(question: Question) -> Standing:
    """What is known of the search before anything is asked."""
    key = ("standing", question.today, question.rates_file, question.with_doubt)
    return question.home.remembered(key, lambda: _standing(question))


def _standing(question: Question) -> Standing:
    asked = ask(replace(question, by=None))
    ledger = asked.search.ledger
    return Standing(
        pace=pace_of(ledger, asked.rates, today=question.today),
        goal=asked.goal,
        horizon_days=asked.rates.horizon_days,
        has_asked=bool(ledger.asks),
    )


def outlook(question: Question, choice: PaceChoice) -> Outlook:
    """The forecast at a pace; a number of first asks a week stands in the question.

    Raises
    ------
    DayNotAhead, NotWithinHorizon
    """
    foreseen = forecast(question)
    found = foreseen.forecast
    curves = {PaceChoice.HALF: found.half, PaceChoice.DOUBLE: found.double}
    keep = curves.get(choice, found.keep)
    asks = found.pace.first_asks_a_week * TIMES.get(choice, 1.0)
    dry = found.runs_dry_on
    if choice in curves:
        dry = forecast(replace(question, first_asks_a_week=asks)).forecast.runs_dry_on
    return Outlook(
        foreseen=foreseen,
        choice=choice,
        keep=keep,
        first_asks_a_week=asks,
        runs_dry_on=dry,
        by_any_way=_by_any_way(found, keep),
        rates=_rates_behind(question, foreseen),
    )


def _by_any_way(found: SearchForecast, keep: Curve) -> float | None:
    if found.other_ways is None:
        return None
    return 1.0 - (1.0 - keep.at(found.by).mean) * (1.0 - found.other_ways.at(found.by).mean)


def last_day(found: SearchForecast) -> date:
    """The last day of a forecast."""
    return found.today + timedelta(days=found.horizon_days)


def _rates_behind(question: Question, foreseen: Foreseen) -> tuple[Rate, ...]:
    found, ledger = foreseen.forecast, foreseen.asked.search.ledger
    key = ("rates under way", question.today, found.goal, question.rates_file, question.with_doubt)
    links = found.plan.links
    under_way = question.home.remembered(
        key, lambda: frozenset(key for link in links for key in _keys_in(link.terms))
    )
    used = under_way.union(_keys_to_come(found, ledger))
    return tuple(rate for rate in found.rates.entries if rate.key in used)


def _keys_to_come(found: SearchForecast, ledger: Ledger) -> Iterator[str]:
    """The rates of what is not under way yet, and of the other ways.

    A new first ask has the rates of the road, which every forecast holds.
    """
    rates = found.rates
    yield rates.road_knows_of_opening.key
    if found.plan.gates:
        yield rates.opening_half_life.key
    if found.pace.events_a_week:
        yield from _keys_of(rates.event(None))
    for event in found.planned_events:
        yield from _keys_of(rates.event(ledger.event[event].kind))
    if found.goal is Goal.OFFER:
        yield rates.other_ways_offers_per_week.key
    if found.goal is Goal.INTERVIEW:
        yield rates.other_ways_interviews_per_week.key
    # The pace says itself where it, or the number of people, is an assumption.
    assumed = (rates.pace_first_asks_per_week.key, rates.pool_people.key)
    yield from (key for key in assumed if key in found.pace.source)


def _keys_in(terms: Terms) -> Iterator[str]:
    """The keys of the chances and of the waits of a link."""
    for name, value in terms.items():
        if isinstance(value, dict) and "key" in value:
            yield value["key"]
        elif name == "rates" and isinstance(value, list):
            yield from value


def _keys_of(rates: EventRates) -> Iterator[str]:
    """The keys of the rates of one kind of event, without its minutes: no chance needs them."""
    names = (field.name for field in fields(rates) if field.name not in ("kind", "minutes"))
    yield from (getattr(rates, name).key for name in names)
