"""What the house expects of an evening: a hundred dots on the five rungs, and where an event leads.

Per new person talked to there are four chances (a name, an opening with a contact, an interview, an
offer); the evening stands on its best rung over all new people. The chances are read as independent
of one another, so of one person's yields, too, the best counts.
"""

from dataclasses import dataclass

import numpy as np

from keepknocking.chains.estimates import Estimate, estimate
from keepknocking.chains.lanes import RateLanes
from keepknocking.evidence.rates import EventRates, Grounds, Rates
from keepknocking.forecast.arrays import FloatArray
from keepknocking.forecast.ladder import best_rung
from keepknocking.ledger.expectations import HUNDRED


@dataclass(frozen=True, slots=True, kw_only=True)
class Evening:
    """The house's expectation: dots for a hundred such evenings, and the chance of each rung."""

    dots: tuple[int, ...]
    chances: tuple[Estimate, ...]
    new_people: Estimate
    grounds: tuple[tuple[str, Grounds], ...]


def best_of_person(event: EventRates, lanes: RateLanes) -> FloatArray:
    """Chance per new person that this is the best she brings: name, opening, interview, offer.

    Shape (4, lanes); each column sums to at most 1.
    """
    any_of = np.stack(
        [
            lanes.chance(chance)
            for chance in (event.a_name, event.an_opening, event.an_interview, event.an_offer)
        ]
    )
    nothing_better = np.ones_like(any_of)
    nothing_better[:-1] = np.cumprod((1.0 - any_of[:0:-1]), axis=0)[::-1]
    return any_of * nothing_better


def evening(kind: str | None, rates: Rates) -> Evening:
    """What the house expects of one event of this kind (None: of events in general)."""
    lanes = RateLanes(rates)
    event = rates.event(kind)
    people = lanes.quantity(event.new_people)
    rungs = best_rung(best_of_person(event, lanes), people)
    used = (event.new_people, event.a_name, event.an_opening, event.an_interview, event.an_offer)
    return Evening(
        dots=hundred_dots(rungs.mean(axis=1)),
        chances=tuple(estimate(rung) for rung in rungs),
        new_people=estimate(people),
        grounds=tuple((rate.key, rate.grounds) for rate in used),
    )


def hundred_dots(chances: FloatArray) -> tuple[int, ...]:
    """A hundred dots shared out in proportion, by largest remainders.

    >>> hundred_dots(np.array([0.375, 0.42, 0.188, 0.0155, 0.0015]))
    (37, 42, 19, 2, 0)
    """
    shares = HUNDRED * chances / chances.sum()
    dots = np.floor(shares).astype(int)
    order = np.argsort(-(shares - dots), kind="stable")
    dots[order[: HUNDRED - int(dots.sum())]] += 1
    return tuple(int(dot) for dot in dots)
