r"""Ever: the chance of success with no horizon, as the smallest solution of a few equations.

Node v ever succeeds with chance

    P_v = 1 - (1 - q_v) * prod over its links (1 - m P_far),

q_v the chance of a success of her own and m the chance that a link ever passes. Sweeps from zero
rise towards the smallest solution, which is the one that waiting reaches (others belong to circles
in which everybody waits for the next). Without cycles as many sweeps as the network is deep give it
exactly. The commonest cycle, a node with one link to itself, is solved at once: with B the product
of all its other factors, P = 1 - B (1 - m P) gives P = (1 - B) / (1 - m B).
"""

from dataclasses import dataclass

import numpy as np

from keepknocking.forecast.arrays import BoolArray, FloatArray, IntArray

SETTLED = 1e-15  # Numerical: a rise a sweep that no longer matters


class StillRising(ValueError):
    """The chance of ever succeeding was still rising when the sweeps were used up."""

    def __init__(self, sweeps: int, rise: float) -> None:
        super().__init__(
            f"After {sweeps} sweeps the chance of ever succeeding still rises by {rise:g} a sweep: "
            "give more sweeps, or fewer people who pass on to one another in a circle."
        )


@dataclass(frozen=True, eq=False, slots=True)
class Ever:
    """Chance that each node ever succeeds, between two bounds, each of shape (nodes, lanes).

    They differ only behind a gate, by what may still arrive after the last day of its table while
    the share that is open on that day stays open: `at_most - at_least` is what is neglected.
    """

    at_least: FloatArray
    at_most: FloatArray


@dataclass(frozen=True, eq=False, slots=True)
class Chances:
    """The chances of a network without its days; far end -1 is always reached."""

    near: IntArray  # (links,), rising
    far: IntArray  # (links,)
    chance: FloatArray  # (links, lanes), m
    own: FloatArray  # (nodes, lanes), q

    def only(self, kept: BoolArray) -> "Chances":
        """The same nodes with some of the links."""
        return Chances(self.near[kept], self.far[kept], self.chance[kept], self.own)


def smallest_solution(chances: Chances, fixed: FloatArray, sweeps: int) -> FloatArray:
    """Chance that each node ever succeeds, shape (nodes, lanes).

    `fixed` (nodes, lanes) is the known chance of the nodes without any link or success of their
    own, and zero for the others.

    Raises
    ------
    StillRising
        If a sweep still makes a difference after `sweeps` of them.
    """
    lonely = _lonely_loops(chances)
    loops, links = chances.only(lonely), chances.only(~lonely)
    heads, starts = np.unique(links.near, return_index=True)
    ever = np.vstack([fixed, np.ones((1, fixed.shape[1]))])
    rise = np.inf
    for _ in range(sweeps):
        others = 1.0 - chances.own
        if len(heads):
            silent = 1.0 - links.chance * ever[links.far]
            others[heads] *= np.multiply.reduceat(silent, starts, axis=0)
        risen = np.maximum(1.0 - others, fixed)
        # Where others = m = 1 the circle waits for itself for ever: its smallest solution is 0.
        free = 1.0 - loops.chance * others[loops.near]
        once = risen[loops.near]
        risen[loops.near] = np.divide(once, free, out=np.zeros_like(once), where=free > 0.0)
        rise = float((risen - ever[:-1]).max())
        ever[:-1] = risen
        if rise <= SETTLED:
            return risen
    raise StillRising(sweeps, rise)


def _lonely_loops(chances: Chances) -> BoolArray:
    """Which links lead from a node to itself, and are the only ones of it that do."""
    loop = chances.near == chances.far
    count = np.bincount(chances.near[loop], minlength=len(chances.own))
    lonely: BoolArray = loop & (count[chances.near] == 1)
    return lonely
