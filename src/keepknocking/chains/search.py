"""What to expect of the whole search: the chance of a first success by each day.

Ways without a person are drawn apart, never added in: the usual rate of all other ways, and the
seeker's own applications that nobody spoke for.

*If you stop tonight* is what is under way and nothing new: a curve that ends on a plateau. *If you
keep knocking* adds new first asks at a pace, as long as people are left to ask, events at a pace,
and the events that are planned. P(not yet by t) is the product of the three. Half and double pace
say what depends on the seeker. All of it is computed in every lane; the curve is their mean, the
band their middle 80 %.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from keepknocking.chains.employers import at_employers
from keepknocking.chains.estimates import Estimate, estimate
from keepknocking.chains.lanes import RateLanes
from keepknocking.chains.network import Scene, plan_of
from keepknocking.chains.new_doors import Laws, NewDoors, laws_of
from keepknocking.chains.pace import WEEK, Pace, pace_of
from keepknocking.chains.plan import SEEKER_NODE, Plan
from keepknocking.chains.road import road_links
from keepknocking.evidence.rates import Rates
from keepknocking.forecast.arrays import FloatArray
from keepknocking.forecast.curve import summarise
from keepknocking.forecast.passage import first_passage
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.searches import Goal


class NotWithinHorizon(ValueError):
    """A day that the forecast does not reach."""

    def __init__(self, day: date, first: date, last: date) -> None:
        super().__init__(f"{day} is outside this forecast: give a day from {first} to {last}")


@dataclass(frozen=True, slots=True)
class Reaching:
    """When the chance of success reaches a share; None: not within the horizon."""

    share: float
    day: date | None
    earliest: date | None
    latest: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """The chance of success by each day from `start` on, with the middle 80 % over the draws."""

    start: date
    mean: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    reaches: tuple[Reaching, ...]

    def at(self, day: date) -> Estimate:
        """The chance by one day."""
        place = (day - self.start).days
        if not 0 <= place < len(self.mean):
            raise NotWithinHorizon(day, self.start, self.start + timedelta(days=len(self.mean) - 1))
        return Estimate(self.mean[place], self.low[place], self.high[place])


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchForecast:
    """What to expect of a search, and how it was computed."""

    today: date
    by: date
    goal: Goal
    horizon_days: int
    lanes: int
    stop: Curve
    keep: Curve
    half: Curve
    double: Curve
    never_if_stopped: Estimate
    pace: Pace
    runs_dry_on: date | None
    planned_events: tuple[str, ...]
    other_ways: Curve | None
    own_applications: Curve | None
    plan: Plan
    rates: Rates


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderWay:
    """What is under way, and what one new door brings: all of a forecast but pace and day.

    It is what costs time; a forecast from it at another pace, or for another day, does not.
    """

    scene: Scene
    horizon_days: int
    plan: Plan
    laws: Laws
    stop: Curve
    never_if_stopped: Estimate
    other_ways: Curve | None
    own_applications: Curve | None


def forecast_search(
    ledger: Ledger,
    rates: Rates,
    *,
    today: date,
    by: date,
    goal: Goal = Goal.OFFER,
    first_asks_a_week: float | None = None,
) -> SearchForecast:
    """What to expect of the search by each day from today on.

    Parameters
    ----------
    ledger : Ledger
        As known today.
    by : date
        The day the sentence is about, within the horizon of the rates (a year).
    first_asks_a_week : float, optional
        In place of the pace counted from the record.

    Raises
    ------
    NotWithinHorizon
        If `by` is before today or beyond the horizon.
    """
    check_within(by, rates, today=today)
    scene = Scene(ledger=ledger, lanes=RateLanes(rates), today=today, goal=goal)
    return forecast_from(under_way(scene), by=by, first_asks_a_week=first_asks_a_week)


def check_within(by: date, rates: Rates, *, today: date) -> None:
    """Refuse a day that a forecast does not reach.

    Raises
    ------
    NotWithinHorizon
    """
    horizon = rates.horizon_days
    if not 0 <= (by - today).days <= horizon:
        raise NotWithinHorizon(by, today, today + timedelta(days=horizon))


def under_way(scene: Scene) -> UnderWay:
    """What is under way in a search, for as many days as its rates look ahead."""
    today, goal, lanes = scene.today, scene.goal, scene.lanes
    horizon = lanes.rates.horizon_days
    plan = plan_of(scene, horizon=horizon)
    laws = laws_of(plan, goal, lanes, horizon=horizon)
    return UnderWay(
        scene=scene,
        horizon_days=horizon,
        plan=plan,
        laws=laws,
        stop=_curve(today, laws.open_network),
        never_if_stopped=estimate(1.0 - laws.ever),
        other_ways=_other_ways(today, goal, lanes, horizon),
        own_applications=_own_applications(scene, horizon),
    )


def forecast_from(
    begun: UnderWay, *, by: date, first_asks_a_week: float | None = None
) -> SearchForecast:
    """The forecast for a day at a pace, from what is under way.

    Raises
    ------
    NotWithinHorizon
        If `by` is before today or beyond the horizon.
    """
    scene = begun.scene
    rates, today = scene.lanes.rates, scene.today
    check_within(by, rates, today=today)
    pace = pace_of(scene.ledger, rates, today=today)
    if first_asks_a_week is not None:
        pace = pace.at(first_asks_a_week)
    doors = NewDoors(scene, begun.laws, pace)
    dry = doors.dry_on()
    return SearchForecast(
        today=today,
        by=by,
        goal=scene.goal,
        horizon_days=begun.horizon_days,
        lanes=scene.lanes.lanes,
        stop=begun.stop,
        keep=_curve(today, doors.kept_up(1.0)),
        half=_curve(today, doors.kept_up(0.5)),
        double=_curve(today, doors.kept_up(2.0)),
        never_if_stopped=begun.never_if_stopped,
        pace=pace,
        runs_dry_on=None if dry is None else today + timedelta(days=dry),
        planned_events=tuple(event.id for event in doors.planned),
        other_ways=begun.other_ways,
        own_applications=begun.own_applications,
        plan=begun.plan,
        rates=rates,
    )


def _other_ways(today: date, goal: Goal, lanes: RateLanes, horizon: int) -> Curve | None:
    """By applications and all other ways without a person, at a steady rate; drawn apart."""
    if goal is Goal.CONVERSATION:
        return None
    rates = lanes.rates
    a_week = (
        rates.other_ways_offers_per_week
        if goal is Goal.OFFER
        else rates.other_ways_interviews_per_week
    )
    weeks = np.arange(horizon + 1)[:, np.newaxis] / WEEK
    return _curve(today, -np.expm1(-weeks * lanes.quantity(a_week)))


def _own_applications(scene: Scene, horizon: int) -> Curve | None:
    """By the seeker's own applications under way that nobody spoke for; drawn apart."""
    links = at_employers(
        scene.ledger, scene.lanes, today=scene.today, goal=scene.goal, through_people=False
    )
    if not links:
        return None
    stages = road_links(scene.goal, scene.lanes)
    plan = Plan(links=(*stages, *links), lanes=scene.lanes.lanes)
    passed = first_passage(plan.network(horizon), horizon, wanted=[plan.names().index(SEEKER_NODE)])
    return _curve(scene.today, passed[:, 0])


def _curve(today: date, law: FloatArray) -> Curve:
    summary = summarise(law)

    def on(day: int | None) -> date | None:
        return None if day is None else today + timedelta(days=day)

    return Curve(
        start=today,
        mean=tuple(summary.mean.tolist()),
        low=tuple(summary.low.tolist()),
        high=tuple(summary.high.tolist()),
        reaches=tuple(
            Reaching(level.level, on(level.day), on(level.earliest), on(level.latest))
            for level in summary.days
        ),
    )
