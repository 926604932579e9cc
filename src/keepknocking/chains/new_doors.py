"""The doors to come: new first asks while people are left, events at a pace, events planned.

A new first ask leads to somebody on the road; an event to whatever its new people bring. The laws
of everything under way, and of these building blocks, come out of one loop over the days.
"""

from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from keepknocking.chains.evening import best_of_person
from keepknocking.chains.lanes import RateLanes
from keepknocking.chains.network import Scene
from keepknocking.chains.pace import WEEK, Pace, events_to_come
from keepknocking.chains.plan import SEEKER_NODE, Plan
from keepknocking.chains.road import INSIDER, INTERVIEWED, ROAD, fresh_ask
from keepknocking.forecast.arrays import BoolArray, FloatArray
from keepknocking.forecast.doors import (
    new_doors_survival,
    planned_doors_survival,
    runs_dry_on,
    search_curve,
)
from keepknocking.forecast.ladder import event_law
from keepknocking.forecast.passage import eventually, first_passage
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.searches import Goal

NEW_DOOR = "new door"


class Laws(NamedTuple):
    """First-success laws, shape (days, lanes): what is open, one new ask, the insider ..."""

    open_network: FloatArray
    new_door: FloatArray
    insider: FloatArray
    interviewed: FloatArray
    ever: FloatArray


def laws_of(plan: Plan, goal: Goal, lanes: RateLanes, *, horizon: int) -> Laws:
    """The laws of everything under way, and of the building blocks of new doors, in one loop."""
    door = fresh_ask(NEW_DOOR, ROAD, lanes.rates.kind(purpose="introduction"), lanes, later=False)
    whole = Plan(links=(*plan.links, door), gates=plan.gates, own=plan.own, lanes=plan.lanes)
    names = whole.names()
    network = whole.network(horizon)
    wanted = [name for name in (SEEKER_NODE, NEW_DOOR, INSIDER, INTERVIEWED) if name in names]
    passed = first_passage(network, horizon, wanted=[names.index(name) for name in wanted])
    law = {name: passed[:, place] for place, name in enumerate(wanted)}
    reached = np.ones((horizon + 1, lanes.lanes))
    return Laws(
        open_network=law[SEEKER_NODE],
        new_door=law[NEW_DOOR],
        insider=law.get(INSIDER, reached),
        interviewed=reached if goal is not Goal.OFFER else law[INTERVIEWED],
        ever=eventually(network).at_least[names.index(SEEKER_NODE)],
    )


class NewDoors:
    """The new doors of a search: asks while the pool lasts, events at a pace, events planned."""

    def __init__(self, scene: Scene, laws: Laws, pace: Pace) -> None:
        self.laws, self.pace = laws, pace
        self.horizon = len(laws.open_network) - 1
        self._lanes = scene.lanes
        self.pauses = _pauses(scene.ledger, scene.today, self.horizon)
        self.planned = events_to_come(scene.ledger, today=scene.today)
        self._planned = [
            ((event.when.on - scene.today).days, self.event(event.kind)) for event in self.planned
        ]
        last = max((day for day, _ in self._planned), default=0)
        # The pace of events goes on after the last one that is planned: none is counted twice.
        self._no_events = self.pauses | (np.arange(self.horizon + 1) <= last)

    def event(self, kind: str | None) -> FloatArray:
        """The law of one event of a kind, from its evening on, shape (days, lanes)."""
        rates = self._lanes.rates.event(kind)
        return event_law(
            best_of_person(rates, self._lanes),
            self._lanes.quantity(rates.new_people),
            ask=self.laws.new_door,
            insider=self.laws.insider,
            after_interview=self.laws.interviewed,
        )

    def dry_on(self) -> int | None:
        """The day, from today on, by which everybody in the pool has been asked."""
        return runs_dry_on(
            self.pace.per_day(), float(self.pace.pool), horizon=self.horizon, pauses=self.pauses
        )

    def kept_up(self, times: float) -> FloatArray:
        """The search's curve at `times` the present pace, shape (days, lanes)."""
        asks = new_doors_survival(
            self.laws.new_door,
            times * self.pace.per_day(),
            pool=float(self.pace.pool),
            pauses=self.pauses,
        )
        events = new_doors_survival(
            self.event(None), times * self.pace.events_a_week / WEEK, pauses=self._no_events
        )
        planned = planned_doors_survival(self._planned, horizon=self.horizon)
        return search_curve(self.laws.open_network, asks, events, planned)


def _pauses(ledger: Ledger, today: date, horizon: int) -> BoolArray:
    days = [today + timedelta(days=day) for day in range(horizon + 1)]
    return np.array([any(pause.covers(day) for pause in ledger.pauses) for day in days])
