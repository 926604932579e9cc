r"""First passage: by which day does the search reach its goal, and every node on the way?

A *network* is people, openings and stages. From the day somebody is engaged, she has a success of
her own (she knows of an opening, say) with chance q and by the law H, and she has *links*: a link
may pass to its far node, after a delay, and what the far node then achieves counts for the near
one. With F_v(t) the chance of success by day t after node v is engaged,

    F_v(t) = 1 - (1 - q_v H_v(t)) * prod over links (1 - sum over waits of (g * F_far)(t)),

g * F the discrete convolution with the law g of a wait, whose mass may be less than one. All delays
are at least a day, so one loop over the days solves it for all nodes at once, at any depth, with
cycles too: *the road ahead* is a node linked to itself. Assumption: links are independent.

On trees the result is exact. Where two nodes link to one node, each link meets an independent copy
of her, so the result is an upper bound on F (all times are non-decreasing functions of independent
ones, hence associated); nobody is copied for it.

A *gate* is an opening that closes: one shared node, reached through a feeder node whose law is the
first arrival by any route from today. Of what arrives on day t the share still open is let through:

    F_gate(t) = F_gate(t-1) + C(t) (F_feeder(t) - F_feeder(t-1)).

Late arrivals find nothing, and two chains to one gate are not two chances. A gate lives in absolute
time, so only the seeker, node 0, whose clock starts today, may link to it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from keepknocking.forecast.arrays import (
    ROUNDING,
    FloatArray,
    IntArray,
    NotAProbability,
    WrongShape,
    probabilities,
)
from keepknocking.forecast.days import Gates, Own, advance
from keepknocking.forecast.delays import Leg
from keepknocking.forecast.ever import Chances, Ever, smallest_solution
from keepknocking.forecast.wiring import wire

SEEKER = 0  # by definition: the seeker is the first node
ALWAYS = -1  # by definition: the node that is reached from day 0, F = 1


class NoSuchNode(ValueError):
    """A link, gate or wish names a node that the network has not."""

    def __init__(self, what: str, node: int, nodes: int) -> None:
        super().__init__(f"{what} names node {node}: give a node from 0 to {nodes - 1}.")


class ImpossibleLink(ValueError):
    """A link that the model cannot hold."""


class ImpossibleGate(ValueError):
    """A gate that the model cannot hold."""


class HorizonTooFar(ValueError):
    """The tables of laws or gates end before the horizon."""

    def __init__(self, horizon: int, last_day: int) -> None:
        super().__init__(
            f"The horizon is day {horizon}: give one from 0 to {last_day}, where the tables end."
        )


@dataclass(frozen=True, eq=False, slots=True)
class Wait:
    """One way in which a link may still pass.

    With chance `taps[j-1]` it passes, and j phases of the first leg are still to come; the other
    legs follow in full. What `taps` lacks to one is the chance that it never passes in this way.

    Parameters
    ----------
    taps : array, shape (legs[0].phases, lanes)
    legs : tuple of Leg, at least one

    Raises
    ------
    ImpossibleLink, WrongShape, NotAProbability
    """

    taps: FloatArray
    legs: tuple[Leg, ...]

    def __post_init__(self) -> None:
        """Refuse what the model cannot hold."""
        if not self.legs:
            raise ImpossibleLink("A wait has no leg: give at least one, a delay of a day or more.")
        taps = probabilities(self.taps, "The taps of a wait", axes=2)
        if len(taps) != self.legs[0].phases:
            wanted = f"{self.legs[0].phases} lines, one for each phase of its first leg"
            raise WrongShape("The taps of a wait", taps.shape, wanted)
        object.__setattr__(self, "taps", taps)

    @property
    def chance(self) -> FloatArray:
        """Chance that the link ever passes in this way, shape (lanes,)."""
        total: FloatArray = self.taps.sum(axis=0)
        return total


@dataclass(frozen=True, eq=False, slots=True)
class Link:
    """From `near` one may be passed on to `far`, in one of the ways `waits`.

    `far` may be `ALWAYS`, the node that is reached from day 0, or `near` itself. No waits means
    that the link will not pass.

    Raises
    ------
    NotAProbability
        If the chances of the ways add up to more than one in some lane.
    """

    near: int
    far: int
    waits: tuple[Wait, ...]

    def __post_init__(self) -> None:
        """Refuse what the model cannot hold."""
        chance = self.chance
        if (chance > 1.0 + ROUNDING).any():
            what = f"The sum of the ways from node {self.near} to node {self.far}"
            raise NotAProbability(what, float(chance.max()))

    @property
    def chance(self) -> FloatArray:
        """Chance that the link ever passes, shape (lanes,)."""
        return sum((wait.chance for wait in self.waits), np.zeros(1))


@dataclass(frozen=True, eq=False, slots=True)
class Gate:
    """An opening that closes, reached through the node `feeder`.

    Parameters
    ----------
    feeder : int
        The node whose law is the first arrival of all routes, from today.
    open_share : array, shape (days, lanes)
        Chance C(t) in [0, 1] that it is still open on day t = 0, 1, ...; never rising.

    Raises
    ------
    NotAProbability, WrongShape, ImpossibleGate
    """

    feeder: int
    open_share: FloatArray

    def __post_init__(self) -> None:
        """Refuse what the model cannot hold."""
        share = probabilities(self.open_share, "The open share of a gate", axes=2)
        if (np.diff(share, axis=0) > ROUNDING).any():
            raise ImpossibleGate(
                f"The gate fed by node {self.feeder} opens again: give an open share that falls."
            )
        object.__setattr__(self, "open_share", share)


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Network:
    """People, stages and openings, and how one leads to another. Node 0 is the seeker.

    Parameters
    ----------
    nodes : int
        How many nodes there are.
    links : sequence of Link
    own_prob : array, shape (nodes, lanes)
        Chance q of a success of the node's own; proper, so q is also its chance of ever having it.
    own_law : array of int, shape (nodes,)
        Which of the laws it follows; of no matter where q = 0.
    laws : array, shape (m, days, lanes)
        Distribution functions H(t) on days t = 0, 1, ... after the node is engaged, never falling.
    gates : mapping of node to Gate
        A gate's node has neither links nor a success of its own.

    Raises
    ------
    NoSuchNode, WrongShape, NotAProbability, ImpossibleLink, ImpossibleGate
    """

    nodes: int
    links: Sequence[Link]
    own_prob: FloatArray
    own_law: IntArray
    laws: FloatArray
    gates: Mapping[int, Gate] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse what the model cannot hold."""
        prob = probabilities(self.own_prob, "The chance of own success", axes=2)
        laws = probabilities(self.laws, "The table of laws", axes=3)
        own_law = np.array(self.own_law, dtype=np.int64)
        if len(prob) != self.nodes or own_law.shape != (self.nodes,):
            raise WrongShape("Own success", prob.shape, f"a line for each of {self.nodes} nodes")
        if (np.diff(laws, axis=1) < -ROUNDING).any():
            raise WrongShape("A law of own success", laws.shape, "laws that never fall with days")
        if own_law.min() < 0 or own_law.max() >= len(laws):
            raise WrongShape("The table of laws", laws.shape, f"one with law {own_law.max()}")
        own_law.setflags(write=False)
        object.__setattr__(self, "own_prob", prob)
        object.__setattr__(self, "own_law", own_law)
        object.__setattr__(self, "laws", laws)
        object.__setattr__(self, "links", tuple(self.links))
        object.__setattr__(self, "gates", MappingProxyType(dict(self.gates)))
        self._check_lanes()
        self._check_links()
        self._check_gates()

    @property
    def lanes(self) -> int:
        """The number of lanes."""
        return int(self.own_prob.shape[1])

    @property
    def last_day(self) -> int:
        """The last day that the tables of laws and gates reach."""
        days: list[int] = [
            self.laws.shape[1],
            *(len(gate.open_share) for gate in self.gates.values()),
        ]
        return min(days) - 1

    def _check_lanes(self) -> None:
        lanes = {self.laws.shape[2]}
        lanes |= {gate.open_share.shape[1] for gate in self.gates.values()}
        for link in self.links:
            for wait in link.waits:
                lanes.add(wait.taps.shape[1])
                lanes |= {len(leg.rate) for leg in wait.legs}
        for given in sorted(lanes - {1, self.lanes}):
            raise WrongShape("A table", (given,), f"one lane or {self.lanes}, as own success has")

    def _check_links(self) -> None:
        for link in self.links:
            if not 0 <= link.near < self.nodes:
                raise NoSuchNode("The near end of a link", link.near, self.nodes)
            if not ALWAYS <= link.far < self.nodes:
                raise NoSuchNode("The far end of a link", link.far, self.nodes)
            if link.near in self.gates:
                raise ImpossibleLink(f"Node {link.near} is a gate: links lead to it, not from it.")
            if link.far in self.gates and link.near != SEEKER:
                raise ImpossibleLink(
                    f"Node {link.near} links to the gate {link.far}: only the seeker, node "
                    f"{SEEKER}, may, because a gate closes in days from today."
                )

    def _check_gates(self) -> None:
        for node, gate in self.gates.items():
            if not 0 <= node < self.nodes:
                raise NoSuchNode("A gate", node, self.nodes)
            if not 0 <= gate.feeder < self.nodes:
                raise NoSuchNode("The feeder of a gate", gate.feeder, self.nodes)
            if gate.feeder in self.gates or SEEKER in (node, gate.feeder):
                raise ImpossibleGate(
                    f"Gate {node} is fed by node {gate.feeder}: give two nodes that are not the "
                    "seeker, and a feeder that is not a gate."
                )
            if self.own_prob[node].any():
                raise ImpossibleGate(f"Gate {node} has a success of its own: give it to a link.")


def first_passage(
    network: Network, horizon: int, *, wanted: Sequence[int] | None = None
) -> FloatArray:
    """Chance of success by each day after each node is engaged.

    Exact on trees; where people are shared, an upper bound (see the module's words).

    Parameters
    ----------
    network : Network
    horizon : int
        Last day T, from 0 to `network.last_day`.
    wanted : sequence of int, optional
        The nodes to give; all by default. 2,000 nodes, 64 lanes and a year take 375 MB.

    Returns
    -------
    array, shape (T + 1, nodes, lanes)
        F in [0, 1], never falling with days; on the second axis the wanted nodes.

    Raises
    ------
    HorizonTooFar, NoSuchNode

    Examples
    --------
    The seeker waits for one answer; it comes with chance .4, each day with chance .5:

    >>> leg = Leg(1, np.array([0.5]))
    >>> ask = Link(SEEKER, ALWAYS, (Wait(np.array([[0.4]]), (leg,)),))
    >>> network = Network(
    ...     nodes=1,
    ...     links=[ask],
    ...     own_prob=np.zeros((1, 1)),
    ...     own_law=np.zeros(1, dtype=np.int64),
    ...     laws=np.zeros((1, 4, 1)),
    ... )
    >>> first_passage(network, 3)[:, 0, 0].round(3)
    array([0.  , 0.2 , 0.3 , 0.35])
    """
    if not 0 <= horizon <= network.last_day:
        raise HorizonTooFar(horizon, network.last_day)
    nodes = np.arange(network.nodes) if wanted is None else np.array(wanted, dtype=np.int64)
    for node in nodes[(nodes < 0) | (nodes >= network.nodes)]:
        raise NoSuchNode("A wish", int(node), network.nodes)
    links = [
        (link.near, link.far, [(wait.taps, wait.legs) for wait in link.waits])
        for link in network.links
        if link.waits
    ]
    own = Own(network.own_prob, network.own_law, network.laws[:, : horizon + 1])
    wiring = wire(network.nodes, links, network.lanes)
    return advance(wiring, own, _gates(network, horizon), nodes, horizon)


def eventually(network: Network, *, sweeps: int = 100_000) -> Ever:
    """Chance that each node ever succeeds, with no horizon.

    The smallest solution of P_v = 1 - (1 - q_v) prod (1 - m P_far), m the chance that a link ever
    passes, found by sweeps from below; a node linked to itself once is solved in closed form,
    P = (1 - B) / (1 - m B) with B the product of all its other factors. On trees exact; where
    people are shared an upper bound. A gate lets through what arrives by the last day of its table.

    Parameters
    ----------
    network : Network
    sweeps : int
        How many sweeps to make at most. As many as the network is deep do, without cycles.

    Raises
    ------
    StillRising
        If a cycle of almost sure passing needs more sweeps.

    Examples
    --------
    The road ahead: an opening with chance .3, else passed on to somebody like herself with .4.

    >>> wait = Wait(np.array([[0.4]]), (Leg(1, np.array([0.1])),))
    >>> road = Network(
    ...     nodes=1,
    ...     links=[Link(0, 0, (wait,))],
    ...     own_prob=np.array([[0.3]]),
    ...     own_law=np.zeros(1, dtype=np.int64),
    ...     laws=np.ones((1, 1, 1)),
    ... )
    >>> eventually(road).at_least.round(4)
    array([[0.4167]])
    """
    chances, fixed = _chances(network), np.zeros(network.own_prob.shape)
    if not network.gates:
        ever = smallest_solution(chances, fixed, sweeps)
        return Ever(ever, ever)
    gates, last = list(network.gates), network.last_day
    feeders = [gate.feeder for gate in network.gates.values()]
    law = first_passage(network, last, wanted=[*gates, *feeders])[-1]
    fixed[gates] = law[: len(gates)]
    at_least = smallest_solution(chances, fixed, sweeps)
    open_share = np.array([gate.open_share[last] for gate in network.gates.values()])
    late = np.maximum(at_least[feeders] - law[len(gates) :], 0.0)
    fixed[gates] = np.minimum(law[: len(gates)] + open_share * late, 1.0)
    return Ever(at_least, smallest_solution(chances, fixed, sweeps))


def _chances(network: Network) -> Chances:
    """The chance that each link ever passes, as tables."""
    links = sorted((link for link in network.links if link.waits), key=lambda link: link.near)
    chance = np.empty((len(links), network.lanes))
    for line, link in zip(chance, links, strict=True):
        line[...] = np.minimum(link.chance, 1.0)
    return Chances(
        near=np.array([link.near for link in links], dtype=np.int64),
        far=np.array([link.far for link in links], dtype=np.int64),
        chance=chance,
        own=network.own_prob,
    )


def _gates(network: Network, horizon: int) -> Gates:
    share = np.empty((len(network.gates), horizon + 1, network.lanes))
    for i, gate in enumerate(network.gates.values()):
        share[i] = gate.open_share[: horizon + 1]
    return Gates(
        node=np.array(list(network.gates), dtype=np.int64),
        feeder=np.array([gate.feeder for gate in network.gates.values()], dtype=np.int64),
        share=share,
    )
