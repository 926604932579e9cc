"""The loop over days: every node and every filter of a network advances together, once a day.

Nothing on day t needs anything of day t but what the day before left behind, because every delay
is at least one day. So the order of nodes does not matter, and cycles are no trouble. On each day

1. each filter row moves a share r of the way to what it reads, as it stood yesterday;
2. outputs = rows x taps, added up for each link: the chance y that the link has passed;
3. each node's survival = (1 - own success by t) x product over its links of (1 - y);
4. gates let through, of what arrived today, the share that is still open.

Lanes do not touch each other, so they are taken in blocks that stay in the cache.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from keepknocking.forecast.arrays import FloatArray, IntArray
from keepknocking.forecast.wiring import Wiring

# Numerical: bytes of one block's tables, a few times the second-level cache of a usual core; in
# smaller blocks the calls of the loop cost more than the cache saves.
BLOCK_BYTES = 4 * 1024 * 1024
SMALLEST_BLOCK = 16  # Numerical: lanes below which lines are too short to be worth a look-up
BYTES_PER_NUMBER = 8  # by definition: float64


@dataclass(frozen=True, eq=False, slots=True)
class Own:
    """Own success: node v has it with chance `prob[v]`, by the law `laws[law[v]]`."""

    prob: FloatArray  # (nodes, lanes)
    law: IntArray  # (nodes,)
    laws: FloatArray  # (m, days, lanes)


@dataclass(frozen=True, eq=False, slots=True)
class Gates:
    """Gate i is node `node[i]`, fed by node `feeder[i]`, open on day t with `share[i, t]`."""

    node: IntArray  # (gates,)
    feeder: IntArray  # (gates,)
    share: FloatArray  # (gates, days, lanes)


def advance(wiring: Wiring, own: Own, gates: Gates, wanted: IntArray, horizon: int) -> FloatArray:
    """The law F of the wanted nodes on days 0..horizon, shape (horizon + 1, wanted, lanes)."""
    lanes = own.prob.shape[1]
    result = np.empty((horizon + 1, len(wanted), lanes))
    per_lane = 3 * len(wiring.row_rate) + 2 * len(wiring.output_reads) + 3 * len(wiring.place)
    block = max(SMALLEST_BLOCK, BLOCK_BYTES // (BYTES_PER_NUMBER * per_lane))
    for start in range(0, lanes, block):
        _Block(wiring, own, gates, slice(start, min(start + block, lanes))).run(wanted, result)
    return result


class _Block:
    """The buffers of one block of lanes, allocated once and written in place."""

    def __init__(self, wiring: Wiring, own: Own, gates: Gates, lanes: slice) -> None:
        self.wiring, self.gates, self.lanes = wiring, gates, lanes
        nodes = len(wiring.place) - 1
        back = np.argsort(wiring.place[:nodes])
        self.minus_prob = np.ascontiguousarray(-own.prob[back, lanes])
        self.width = self.minus_prob.shape[1]
        self.law = own.law[back]
        self.laws = _by_day(own.laws, lanes, self.width)
        self.share = _by_day(gates.share, lanes, self.width)
        self.rate = np.ascontiguousarray(wiring.row_rate[:, lanes])
        self.minus_tap = np.ascontiguousarray(-wiring.output_tap[:, lanes])
        self.state = np.zeros((nodes + 1 + len(self.rate), self.width))
        self.state[nodes] = 1.0
        self.survival = np.empty((nodes, self.width))

    def run(self, wanted: IntArray, result: FloatArray) -> None:
        """Write the wanted nodes' laws into the lanes of the result."""
        places = self.wiring.place[wanted]
        move, own, silent = self._filter(), self._own(), self._silent()
        let_through = self._gates()
        reached = self.state[: len(self.survival)]
        for day, out in enumerate(result[..., self.lanes]):
            if day:
                move()
            own(day)
            silent()
            np.subtract(1.0, self.survival, out=reached)
            let_through(day)
            out[...] = self.state[places]

    def _filter(self) -> Callable[[], None]:
        """What moves every row towards what it reads, as both stood yesterday."""
        rows, rate = self.state[len(self.wiring.place) :], self.rate
        change = np.empty_like(rate)
        levels = []
        start = 0
        for reads in self.wiring.row_reads:
            stop = start + len(reads)
            levels.append((_reader(self.state, reads), rows[start:stop], change[start:stop]))
            start = stop

        def move() -> None:
            for read, level, moved in levels:
                np.subtract(read(moved), level, out=moved)
            np.multiply(change, rate, out=change)
            np.add(rows, change, out=rows)

        return move

    def _own(self) -> Callable[[int], None]:
        """What begins each node's survival with what its own success leaves."""
        survival, minus_prob, laws, law = self.survival, self.minus_prob, self.laws, self.law
        single = bool((law == law[0]).all())

        def own(day: int) -> None:
            if single:
                np.multiply(laws[day, law[0]], minus_prob, out=survival)
            else:
                np.take(laws[day], law, axis=0, out=survival, mode="clip")
                np.multiply(survival, minus_prob, out=survival)
            np.add(survival, 1.0, out=survival)

        return own

    def _silent(self) -> Callable[[], None]:
        """What multiplies into each node's survival the chances that its links did not pass."""
        wiring, minus_tap, survival = self.wiring, self.minus_tap, self.survival
        passed = np.empty_like(minus_tap)
        links = len(wiring.link_reads)
        read, arrange = _reader(self.state, wiring.output_reads), _reader(passed, wiring.link_reads)
        arranged = np.empty((links, self.width))
        first, *further = _side_by_side(passed, wiring.layers) or [passed]
        tails = len(wiring.tail_starts)

        def silent() -> None:
            np.multiply(read(passed), minus_tap, out=passed)
            for layer in further:
                np.add(first[: len(layer)], layer, out=first[: len(layer)])
            np.add(first, 1.0, out=first)
            kept = arrange(arranged)
            start = 0
            for n in wiring.prefixes:
                np.multiply(survival[:n], kept[start : start + n], out=survival[:n])
                start += n
            if tails:
                product = np.multiply.reduceat(kept[start:], wiring.tail_starts, axis=0)
                np.multiply(survival[:tails], product, out=survival[:tails])

        return silent if links else _nothing

    def _gates(self) -> Callable[[int], None]:
        """What lets through, of what arrived today, the share that is open."""
        gate, feeder = self.wiring.place[self.gates.node], self.wiring.place[self.gates.feeder]
        through = np.zeros((len(gate), self.width))
        arrived = np.zeros_like(through)

        def let_through(day: int) -> None:
            today = self.state[feeder]
            np.add(through, self.share[day] * (today - arrived), out=through)
            arrived[...] = today
            self.state[gate] = through

        return let_through if len(gate) else _no_gates


def _nothing() -> None:
    """There are no links."""


def _no_gates(_day: int) -> None:
    """There are no gates."""


def _side_by_side(table: FloatArray, counts: tuple[int, ...]) -> list[FloatArray]:
    """The table cut into parts of so many lines each."""
    return np.split(table, np.cumsum(counts)[:-1]) if counts else []


def _reader(state: FloatArray, places: IntArray) -> Callable[[FloatArray], FloatArray]:
    """What reads the places of the state: where they lie side by side, without copying them."""
    if len(places) and (np.diff(places) == 1).all():
        side_by_side = state[places[0] : places[-1] + 1]
        return lambda _: side_by_side
    if state.shape[1] == 1:
        # One lane: a flat look-up takes half the time of one by lines.
        flat = state.ravel()
        return lambda out: np.take(flat, places, out=out.ravel(), mode="clip")[:, np.newaxis]
    return lambda out: np.take(state, places, axis=0, out=out, mode="clip")


def _by_day(values: FloatArray, lanes: slice, width: int) -> FloatArray:
    """The lanes of the values, days first; a single lane stands for all."""
    of_lanes = values if values.shape[-1] == 1 else values[..., lanes]
    of_lanes = np.broadcast_to(of_lanes, (*of_lanes.shape[:-1], width))
    return np.ascontiguousarray(np.moveaxis(of_lanes, 1, 0))
