"""How a network lies in memory: filter rows, their outputs, and who multiplies what.

A leg of k phases is k first-order filters in a row,

    u_1[t] = (1-r) u_1[t-1] + r x[t-1],   u_j[t] = (1-r) u_j[t-1] + r u_{j-1}[t-1],

one *row* each. Rows are found by what they read and by the leg they belong to, so two links of one
kind towards one node share their rows. They lie level by level: the first level reads nodes, each
further one the level before, mostly line by line, so that few are looked up. An *output* is one row
times one tap of one wait; the outputs of a link add up to its chance of having passed. Nodes are
put in an order of falling numbers of links, so that the i-th links of all nodes that have so many
lie side by side and multiply into a prefix of the nodes; the i-th outputs of the links add up in
the same manner, in an order of falling numbers of outputs.

Everything here is whole numbers and tables; the loop over days is in `days.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from keepknocking.forecast.arrays import BoolArray, FloatArray, IntArray
from keepknocking.forecast.delays import Leg

# Design choice: links of a node beyond this many are multiplied by one call for all nodes, which
# is slower a link and faster a node than a call for every further link.
LINKS_SIDE_BY_SIDE = 12

PlainWait = tuple[FloatArray, tuple[Leg, ...]]
PlainLink = tuple[int, int, Sequence[PlainWait]]


@dataclass(frozen=True, eq=False, slots=True)
class Wiring:
    """The tables of one network; see the module's words.

    Places: node v stands at `place[v]`; the always-reached node at `len(place) - 1`; row i at
    `len(place) + i`.
    """

    place: IntArray  # (nodes + 1,)
    row_reads: tuple[IntArray, ...]  # for each level, the place each of its rows reads
    row_rate: FloatArray  # (rows, lanes)
    output_reads: IntArray  # (outputs,) the place each output reads: all first ones, second ones...
    output_tap: FloatArray  # (outputs, lanes)
    layers: tuple[int, ...]  # how many links have an i-th output, i = 1, 2, ...
    link_reads: IntArray  # (links,) where the sum of each link's outputs stands
    prefixes: tuple[int, ...]  # how many nodes have an i-th link, i = 1, 2, ...
    tail_starts: IntArray  # where the further links of each very connected node start


class _Rows:
    """The filter rows found so far, by what they read and which leg they belong to."""

    def __init__(self, first_place: int) -> None:
        self.first_place = first_place
        self.reads: list[int] = []
        self.legs: list[Leg] = []
        self.level: list[int] = []
        self._known: dict[tuple[int, int], list[int]] = {}

    def phases(self, reads: int, leg: Leg) -> list[int]:
        """The places that filter the place `reads` by 1, 2, ... phases of the leg."""
        key = (reads, id(leg))
        if key not in self._known:
            below = reads - self.first_place
            level = self.level[below] + 1 if below >= 0 else 0
            first = self.first_place + len(self.reads)
            places = list(range(first, first + leg.phases))
            self.reads += [reads, *places[:-1]]
            self.legs += [leg] * leg.phases
            self.level += range(level, level + leg.phases)
            self._known[key] = places
        return self._known[key]

    def after(self, reads: int, legs: Sequence[Leg]) -> int:
        """The place after all phases of the legs, the last leg nearest to what is read."""
        for leg in reversed(legs):
            reads = self.phases(reads, leg)[-1]
        return reads

    def by_level(self) -> tuple[IntArray, IntArray, tuple[IntArray, ...]]:
        """The rows level by level: their order, where each place went, and what each reads."""
        level = np.array(self.level, dtype=np.int64)
        order = np.argsort(level, kind="stable")
        moved = np.arange(self.first_place + len(order))
        moved[self.first_place + order] = self.first_place + np.arange(len(order))
        reads = moved[np.array(self.reads, dtype=np.int64)][order]
        bounds = np.flatnonzero(np.diff(level[order])) + 1
        return order, moved, tuple(np.split(reads, bounds))


def wire(nodes: int, links: Sequence[PlainLink], lanes: int) -> Wiring:
    """The tables of a network of `nodes` nodes; a link to node -1 is to the always-reached one."""
    near_ends = np.array([near for near, _, _ in links], dtype=np.int64)
    degree = np.bincount(near_ends, minlength=nodes)
    order = np.argsort(-degree, kind="stable")
    place = np.empty(nodes + 1, dtype=np.int64)
    place[order] = np.arange(nodes)
    place[-1] = nodes
    prefixes, arranged, tail_starts = _arrange(links, place, degree[order])
    rows = _Rows(nodes + 1)
    reads, tap, link = _outputs(arranged, place, rows, lanes)
    layers, order, sorting = _layers(link)
    row_order, moved, row_reads = rows.by_level()
    return Wiring(
        place=place,
        row_reads=row_reads,
        row_rate=_table([leg.rate[np.newaxis] for leg in rows.legs], lanes)[row_order],
        output_reads=moved[reads[sorting]],
        output_tap=tap[sorting],
        layers=layers,
        link_reads=np.argsort(order),
        prefixes=prefixes,
        tail_starts=tail_starts,
    )


def _outputs(
    links: Sequence[PlainLink], place: IntArray, rows: _Rows, lanes: int
) -> tuple[IntArray, FloatArray, IntArray]:
    """What each output reads, its taps, and the number of its link; every link has at least one."""
    reads: list[int] = []
    lines: list[FloatArray] = []
    counts = []
    for _, far, waits in links:
        before = len(reads)
        for taps, legs in waits:
            reads += rows.phases(rows.after(int(place[far]), legs[1:]), legs[0])
            lines.append(taps)
        counts.append(len(reads) - before)
    table = _table(lines, lanes)
    ends = np.cumsum(np.array(counts, dtype=np.int64))
    heard: BoolArray = np.logical_or.reduce(table != 0.0, axis=1)
    # A link of which nothing is heard keeps its last output, so that it has one to stand for it.
    heard[ends - 1] |= np.logical_not(_any_of_each(heard, ends))
    link = np.repeat(np.arange(len(links)), counts)
    return np.array(reads, dtype=np.int64)[heard], table[heard], link[heard]


def _any_of_each(heard: BoolArray, ends: IntArray) -> BoolArray:
    """Whether anything is heard in each stretch that ends before the given end."""
    total = np.concatenate([[0], np.cumsum(heard)])
    anything: BoolArray = np.diff(total[ends], prepend=0) > 0
    return anything


def _layers(link: IntArray) -> tuple[tuple[int, ...], IntArray, IntArray]:
    """How many links have an i-th output; links by falling numbers of them; outputs by layer.

    `link` holds the number of each output's link, rising.
    """
    count = np.bincount(link)
    order = np.argsort(-count, kind="stable")
    rank = np.arange(len(link)) - (np.cumsum(count) - count)[link]
    sorting = np.lexsort((np.argsort(order)[link], rank))
    return tuple(int((count > i).sum()) for i in range(count.max(initial=0))), order, sorting


def _table(lines: Sequence[FloatArray], lanes: int) -> FloatArray:
    """The lines under one another, each repeated to all lanes if it has only one."""
    if not lines:
        return np.empty((0, lanes))
    full = [
        line if line.shape[1] == lanes else np.broadcast_to(line, (len(line), lanes))
        for line in lines
    ]
    return np.concatenate(full)


def _arrange(
    links: Sequence[PlainLink], place: IntArray, degree: IntArray
) -> tuple[tuple[int, ...], list[PlainLink], IntArray]:
    """The links as they are multiplied: all first ones, all second ones, ..., then the tails."""
    by_node: list[list[PlainLink]] = [[] for _ in degree]
    for link in links:
        by_node[place[link[0]]].append(link)
    deepest = int(min(degree[0], LINKS_SIDE_BY_SIDE))
    prefixes = tuple(int((degree > i).sum()) for i in range(deepest))
    arranged = [of_node[i] for i, n in enumerate(prefixes) for of_node in by_node[:n]]
    side_by_side = len(arranged)
    tail_starts = []
    for of_node in by_node[: int((degree > LINKS_SIDE_BY_SIDE).sum())]:
        tail_starts.append(len(arranged) - side_by_side)
        arranged += of_node[LINKS_SIDE_BY_SIDE:]
    return prefixes, arranged, np.array(tail_starts, dtype=np.int64)
