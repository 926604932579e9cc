"""A whole search simulated from the model's words, against the arithmetic."""

import numpy as np
import numpy.typing as npt
import pytest

from keepknocking.forecast.delays import Delay, Leg
from keepknocking.forecast.doors import (
    new_doors_survival,
    planned_doors_survival,
    search_curve,
)
from keepknocking.forecast.ladder import event_law
from keepknocking.forecast.passage import ALWAYS, Gate, Link, Network, Wait, first_passage
from keepknocking.forecast.silence import OpenAsk, Sequel, after_promise, weigh_silence

T = 60
NEVER = 10**6
DAYS = (5, 14, 30, 45, 60)
Days = npt.NDArray[np.int64]

# The world, in plain numbers: (phases, daily chance) for delays.
PROMISE, DECLINE, ANSWER, REFUSAL = 0.55, 0.15, (2, 0.3), (1, 0.2)
DONE, DOING = 0.8, (1, 0.25)
OPENING, ON_WARD, PASSING = 0.3, 0.4, (1, 0.2)
STAGES = (2, 0.2)  # from an opening found to an interview
INTERVIEW = 0.5


class World:
    """Draws days as the words of the model say; knows nothing of the arithmetic."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)

    def wait(self, delay: tuple[int, float], size: int) -> Days:
        phases, rate = delay
        days = np.zeros(size, dtype=np.int64)
        for _ in range(phases):
            days += self.rng.geometric(rate, size)
        return days

    def where(self, chance: float, size: int) -> npt.NDArray[np.bool_]:
        return self.rng.random(size) < chance

    def ask(self, size: int) -> Days:
        """Days until what was asked for is done, or never."""
        done = self.where(PROMISE, size) & self.where(DONE, size)
        return np.where(done, self.wait(ANSWER, size) + self.wait(DOING, size), NEVER)

    def road(self, size: int) -> Days:
        """Days from somebody engaged to an interview: an opening, or on to one like herself."""
        found = self.where(OPENING, size) & self.where(INTERVIEW, size)
        first = np.where(found, self.wait(STAGES, size), NEVER)
        onward = np.flatnonzero(self.where(ON_WARD, size))
        if len(onward):
            later = self.wait(PASSING, len(onward)) + self.road(len(onward))
            first[onward] = np.minimum(first[onward], later)
        return first

    def door(self, size: int) -> Days:
        """Days from a new ask to an interview."""
        there: Days = self.ask(size) + self.road(size)
        return np.minimum(there, NEVER)


def one_leg(delay: tuple[int, float]) -> Delay:
    return Delay(np.ones(1), (Leg(delay[0], np.array([delay[1]])),))


ANSWERING, REFUSING, FULFILLING = one_leg(ANSWER), one_leg(REFUSAL), one_leg(DOING)
CHANCE_DONE = np.array([DONE])


def onward() -> Link:
    return Link(1, 1, (Wait(np.array([[ON_WARD]]), one_leg(PASSING).legs),))


def ask_link(silent_days: int, far: int) -> Link:
    ask = OpenAsk(
        promise=np.array([PROMISE]),
        decline=np.array([DECLINE]),
        promise_delay=ANSWERING,
        decline_delay=REFUSING,
        silent_days=silent_days,
    )
    return Link(0, far, weigh_silence(ask).waits((Sequel(CHANCE_DONE, FULFILLING),)))


def world(links: list[Link], nodes: int = 2, gates: dict[int, Gate] | None = None) -> Network:
    """Node 1 is the road ahead."""
    prob = np.zeros((nodes, 1))
    prob[1] = OPENING * INTERVIEW
    stages = 1.0 - one_leg(STAGES).survival(np.arange(T + 1))
    return Network(
        nodes=nodes,
        links=[*links, onward()],
        own_prob=prob,
        own_law=np.zeros(nodes, dtype=np.int64),
        laws=stages[np.newaxis],
        gates=gates or {},
    )


def assert_agrees(curve: npt.NDArray[np.float64], simulated: Days) -> None:
    """Within four standard errors on some days."""
    for day in DAYS:
        counted = (simulated <= day).mean()
        standard_error = np.sqrt(max(curve[day] * (1 - curve[day]), 1e-9) / len(simulated))
        assert abs(curve[day] - counted) < 4 * standard_error, day


def test_an_ask_silent_for_nine_days_and_a_promise_five_days_old() -> None:
    size, asked_ago, promised_ago = 600_000, 9, 5
    sam = World(1)
    # Asked nine days ago: keep those still without any answer.
    fate = sam.rng.choice(3, size=size, p=[PROMISE, DECLINE, 1 - PROMISE - DECLINE])
    answered = np.where(fate == 0, sam.wait(ANSWER, size), sam.wait(REFUSAL, size))
    answered[fate == 2] = NEVER
    done = np.where((fate == 0) & sam.where(DONE, size), answered + sam.wait(DOING, size), NEVER)
    ana = (done - asked_ago)[answered > asked_ago]
    # Promised five days ago: keep those not yet kept.
    kept = np.where(sam.where(DONE, size), sam.wait(DOING, size), NEVER)
    ben = (kept - promised_ago)[kept > promised_ago]
    size = min(len(ana), len(ben))
    first = np.minimum(ana[:size] + sam.road(size), ben[:size] + sam.road(size))
    owed = after_promise(CHANCE_DONE, FULFILLING, silent_days=promised_ago)
    network = world([ask_link(asked_ago, 1), Link(0, 1, owed.waits())])
    assert_agrees(first_passage(network, T, wanted=[0])[:, 0, 0], first)


def test_an_opening_that_closes_with_two_ways_to_it() -> None:
    size, closing = 300_000, 0.04
    sam = World(2)
    arrival = np.minimum(sam.ask(size), sam.ask(size))
    # It closes on the evening of a geometric day; who comes on that day is in time.
    closes = sam.rng.geometric(closing, size)
    through = np.where(arrival <= closes, arrival, NEVER)
    called = np.where(sam.where(INTERVIEW, size), through + sam.wait(STAGES, size), NEVER)
    first = np.minimum(called, sam.door(size))
    open_share = (1.0 - closing) ** np.maximum(np.arange(T + 1) - 1, 0)
    way = ask_link(0, ALWAYS).waits
    stage = Wait(np.array([[0.0], [INTERVIEW]]), one_leg(STAGES).legs)
    network = world(
        [Link(2, ALWAYS, way), Link(2, ALWAYS, way), Link(0, 3, (stage,)), ask_link(0, 1)],
        nodes=4,
        gates={3: Gate(2, open_share[:, np.newaxis])},
    )
    assert_agrees(first_passage(network, T, wanted=[0])[:, 0, 0], first)


@pytest.mark.parametrize(("per_day", "pool"), [(0.3, None), (1.5, 20.0)])
def test_new_doors_planned_doors_and_an_evening(per_day: float, pool: float | None) -> None:
    size, people, rungs = 60_000, 6, (0.3, 0.1, 0.02)
    evening_on, planned_on = 12, 3
    sam = World(3)
    first = planned_on + sam.door(size)
    left = np.inf if pool is None else pool
    for day in range(1, T + 1):
        today = sam.rng.poisson(min(per_day, left), size)
        left -= min(per_day, left)
        for knock in range(int(today.max(initial=0))):
            knocked = np.flatnonzero(today > knock)
            first[knocked] = np.minimum(first[knocked], day + sam.door(len(knocked)))
    for _ in range(people):
        rung = sam.rng.choice(4, size=size, p=[*rungs, 1 - sum(rungs)])
        met = np.where(rung == 0, sam.door(size), NEVER)
        met = np.where(rung == 1, sam.wait(STAGES, size), met)
        met = np.where(rung == 2, 0, met)
        first = np.minimum(first, evening_on + met)
    network = world([ask_link(0, 1)])
    door = first_passage(network, T, wanted=[0])[:, 0]
    evening = event_law(
        np.array([[*rungs, 0.0]]).T,
        np.array([float(people)]),
        ask=door,
        insider=1.0 - one_leg(STAGES).survival(np.arange(T + 1)),
        after_interview=np.ones((T + 1, 1)),
    )
    curve = search_curve(
        np.zeros((T + 1, 1)),
        new_doors_survival(door, per_day, pool),
        planned_doors_survival([(planned_on, door), (evening_on, evening)], horizon=T),
    )
    assert_agrees(curve[:, 0], first)
