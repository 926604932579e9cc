"""The network of a search in words: named nodes, and links that say how and why they may pass.

This is what a forecast is computed from, and what it shows of itself: each planned link carries the
model's own terms (chances, delays, days of silence), so that anybody can simulate it anew, and the
ways in which the engine lets it pass.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import TypeAlias

import numpy as np

from keepknocking.forecast.arrays import FloatArray
from keepknocking.forecast.delays import Delay
from keepknocking.forecast.passage import ALWAYS, Gate, Link, Network, Wait

SEEKER_NODE = "seeker"
REACHED = "reached"

Terms: TypeAlias = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedLink:
    """From node `near` to node `far`, with the model's terms and the ways it may pass."""

    near: str
    far: str
    what: str
    terms: Terms
    waits: tuple[Wait, ...] = field(repr=False)
    ask: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedGate:
    """An opening that closes: arrivals at `feeder` after it is closed find nothing."""

    node: str
    feeder: str
    open_share: FloatArray = field(repr=False)
    half_life_days: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All nodes, links and gates of one search as it stands.

    `own` is the chance of a node to be a success by itself at once, shape (lanes,).
    """

    links: tuple[PlannedLink, ...]
    gates: tuple[PlannedGate, ...] = ()
    own: Mapping[str, FloatArray] = field(default_factory=dict)
    lanes: int = 1

    def names(self) -> tuple[str, ...]:
        """The nodes in the engine's order: the seeker first, each once."""
        found = [SEEKER_NODE]
        for link in self.links:
            found += [link.near, link.far]
        for gate in self.gates:
            found += [gate.feeder, gate.node]
        found += list(self.own)
        return tuple(dict.fromkeys(name for name in found if name != REACHED))

    def network(self, horizon: int) -> Network:
        """The plan as arrays for the loop over days, up to the horizon in days."""
        names = self.names()
        number = {name: place for place, name in enumerate(names)} | {REACHED: ALWAYS}
        own = np.zeros((len(names), self.lanes))
        for name, chance in self.own.items():
            own[number[name]] = chance
        return Network(
            nodes=len(names),
            links=[
                Link(number[link.near], number[link.far], link.waits)
                for link in self.links
                if link.waits
            ],
            own_prob=own,
            own_law=np.zeros(len(names), dtype=np.int64),
            laws=np.ones((1, horizon + 1, 1)),
            gates={
                number[gate.node]: Gate(number[gate.feeder], gate.open_share) for gate in self.gates
            },
        )


def in_turn(chance: FloatArray, delays: tuple[Delay, ...]) -> tuple[Wait, ...]:
    """The ways of something that has not begun: with `chance` it passes, after all the delays.

    Parameters
    ----------
    chance : array, shape (lanes,)
    delays : tuple of Delay, at least one
    """
    ways = []
    parts = [list(zip(delay.weights, delay.legs, strict=True)) for delay in delays]
    for way in product(*parts):
        legs = tuple(leg for _, leg in way)
        taps = np.zeros((legs[0].phases, len(chance)))
        taps[-1] = chance * np.prod([weight for weight, _ in way])
        ways.append(Wait(taps, legs))
    return tuple(ways)
