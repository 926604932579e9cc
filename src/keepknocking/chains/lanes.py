"""Rates as lanes: one joint draw of all the rates in each lane.

A rate that occurs in many links of a search must be drawn once for all of them, not link by link:
over a whole search, plugging in means is 5 to 16 points too hopeful (decision 0007).
Each rate has its own dimension of one fixed set of quasi-random points, so that a forecast asked
for twice is the same, and two plans are compared on the same draws.
"""

from functools import cached_property
from typing import NamedTuple

import numpy as np

from keepknocking.evidence.rates import Chance, DelayLaw, KindRates, Quantity, Rates, StageRates
from keepknocking.forecast.arrays import FloatArray
from keepknocking.forecast.delays import Delay, Leg
from keepknocking.forecast.draws import LANES, beta_quantile, lognormal_factor, uniforms
from keepknocking.forecast.silence import OpenAsk

DRAWN_FIRST = (
    "road.",
    "kinds.introduction.promise",
    "kinds.all.",
    "stages.interview.chance",
    "stages.offer.chance",
    "kinds.introduction.",
    "stages.",
    "events.all.",
)
"""The rates that a whole search rests on have the first, best spread dimensions: decision 0007."""


class LinkRates(NamedTuple):
    """One kind of ask, in lanes: a, d, f and v of shape (lanes,), and its three delays."""

    promise: FloatArray
    decline: FloatArray
    fulfilment: FloatArray
    nudge_revival: FloatArray
    answer_delay: Delay
    decline_delay: Delay
    fulfilment_delay: Delay

    def asked(self, *, silent_days: int, nudge_days: tuple[int, ...] = ()) -> OpenAsk:
        """An ask of this kind that has been silent so long, and was nudged so many days ago."""
        return OpenAsk(
            promise=self.promise,
            decline=self.decline,
            promise_delay=self.answer_delay,
            decline_delay=self.decline_delay,
            silent_days=silent_days,
            nudge_days=nudge_days,
            nudge_revival=self.nudge_revival,
        )


class RateLanes:
    """Every rate of one set of rates, drawn jointly.

    Parameters
    ----------
    rates : Rates
    lanes : int
        How many joint draws, at least 1. With 1 every rate is at its mean (a delay and an amount
        at their stated value).
    """

    def __init__(self, rates: Rates, lanes: int = LANES) -> None:
        self.rates = rates
        self.lanes = lanes
        keys = sorted((rate.key for rate in rates.entries), key=_turn)
        self._place = {key: place for place, key in enumerate(keys)}
        self._delays: dict[str, Delay] = {}
        self._chances: dict[str, FloatArray] = {}

    @cached_property
    def _points(self) -> FloatArray:
        """Points in the open unit cube, shape (rates, lanes)."""
        return uniforms(len(self._place), self.lanes)

    def chance(self, chance: Chance) -> FloatArray:
        """A probability in lanes, shape (lanes,)."""
        if chance.key not in self._chances:
            self._chances[chance.key] = self._drawn_chance(chance)
        return self._chances[chance.key]

    def _drawn_chance(self, chance: Chance) -> FloatArray:
        if self.lanes == 1 or chance.a is None or chance.b is None:
            return np.full(self.lanes, chance.mean)
        return beta_quantile(self._points[self._place[chance.key]], chance.a, chance.b)

    def factor(self, rate: Quantity | DelayLaw, log_sd: float) -> FloatArray:
        """The doubtful factor on an amount or on a delay's scale, shape (lanes,)."""
        if self.lanes == 1 or log_sd == 0.0:
            return np.ones(self.lanes)
        return lognormal_factor(self._points[self._place[rate.key]], log_sd)

    def quantity(self, quantity: Quantity) -> FloatArray:
        """An amount in lanes, shape (lanes,), in the quantity's own unit."""
        return quantity.value * self.factor(quantity, quantity.log_sd)

    def delay(self, law: DelayLaw) -> Delay:
        """A delay in lanes. One rate gives one `Delay` object, so that equal filters are shared."""
        if law.key not in self._delays:
            factor = self.factor(law, law.scale_sd)
            legs = tuple(
                Leg(part.phases, part.phases / np.maximum(part.mean_days * factor, part.phases))
                for part in law.components
            )
            weights = np.array([part.weight for part in law.components])
            self._delays[law.key] = Delay(weights / weights.sum(), legs)
        return self._delays[law.key]

    def link(self, kind: KindRates) -> LinkRates:
        """The rates of one kind of ask, in lanes."""
        promise = self.chance(kind.promise)
        return LinkRates(
            promise=promise,
            decline=(1.0 - promise) * self.chance(kind.decline_of_rest),
            fulfilment=self.chance(kind.fulfilment),
            nudge_revival=self.chance(kind.nudge_revival),
            answer_delay=self.delay(kind.answer_delay),
            decline_delay=self.delay(kind.decline_delay),
            fulfilment_delay=self.delay(kind.fulfilment_delay),
        )

    def link_of_stage(self, stage: StageRates) -> LinkRates:
        """The rates of one stage with an employer, as a link whose promise is at once the deed."""
        chance = self.chance(stage.chance)
        return LinkRates(
            promise=chance,
            decline=(1.0 - chance) * self.chance(stage.decline_of_rest),
            fulfilment=np.ones(self.lanes),
            nudge_revival=np.zeros(self.lanes),
            answer_delay=self.delay(stage.delay),
            decline_delay=self.delay(stage.decline_delay),
            fulfilment_delay=self.delay(stage.delay),
        )


def _turn(key: str) -> tuple[int, str]:
    """Which rate is given its dimension first: by the list above, then by key."""
    found = (turn for turn, start in enumerate(DRAWN_FIRST) if key.startswith(start))
    return next(found, len(DRAWN_FIRST)), key
