"""How long the loop over days takes: `python benchmarks/day_loop.py`, with the package installed.

Random trees of up to 60 links in depth, a year, 20 / 200 / 2,000 links, one lane and 64.
Two models of a link: one leg of two phases, every link with a rate of its own; and answer, then
fulfilment: the answer by a mixture of two legs, the fulfilment by another, delays by kind of link
(eight kinds, so that links of a kind share their legs). The accuracy gate comes first: where the
loop differs from direct convolution by more than 1e-12, nothing is timed.
"""

import platform
import statistics
import sys
import time

import numpy as np
import numpy.typing as npt

from keepknocking.forecast.delays import Leg
from keepknocking.forecast.passage import Link, Network, Wait, first_passage

SEED = 20260302
HORIZON = 366
DEEPEST = 60
REPEATS = 5
KINDS = 8
HALF = 0.5
TOLERANCE = 1e-12
Floats = npt.NDArray[np.float64]


def shape_of_tree(rng: np.random.Generator, links: int) -> list[int]:
    """The near end of each node's link; half of the nodes hang on one of the twenty before."""
    near, depth = [0], [0]
    for node in range(1, links + 1):
        while True:
            low = max(0, node - 20) if rng.random() < HALF else 0
            parent = int(rng.integers(low, node))
            if depth[parent] < DEEPEST:
                break
        near.append(parent)
        depth.append(depth[parent] + 1)
    return near


def one_leg(rng: np.random.Generator, lanes: int) -> tuple[Wait, ...]:
    """A link of one leg with two phases."""
    chance = rng.uniform(0.1, 0.6, lanes)
    taps = np.stack([np.zeros(lanes), chance])
    return (Wait(taps, (Leg(2, rng.uniform(0.1, 0.5, lanes)),)),)


def answer_then_fulfilment(
    rng: np.random.Generator, lanes: int, kind: tuple[Leg, Leg, Leg, Leg]
) -> tuple[Wait, ...]:
    """A link of two times two legs, silent for some time: every phase may be the next."""
    quick, slow, soon, late = kind
    chance = rng.uniform(0.1, 0.6, lanes)
    return tuple(
        Wait(weight * chance * rng.dirichlet(np.ones(answer.phases), lanes).T, (answer, done))
        for answer, done, weight in (
            (quick, soon, 0.42),
            (quick, late, 0.18),
            (slow, soon, 0.28),
            (slow, late, 0.12),
        )
    )


def random_tree(rng: np.random.Generator, links: int, lanes: int, *, full: bool) -> Network:
    """A tree of people; half of them may know of an opening."""
    kinds = [
        (
            Leg(1, rng.uniform(0.2, 0.5, lanes)),
            Leg(2, rng.uniform(0.1, 0.3, lanes)),
            Leg(1, rng.uniform(0.2, 0.5, lanes)),
            Leg(2, rng.uniform(0.1, 0.3, lanes)),
        )
        for _ in range(KINDS)
    ]
    near = shape_of_tree(rng, links)
    made = []
    for node in range(1, links + 1):
        kind = kinds[int(rng.integers(KINDS))]
        ways = answer_then_fulfilment(rng, lanes, kind) if full else one_leg(rng, lanes)
        made.append(Link(near[node], node, ways))
    knows = rng.random((links + 1, 1)) < HALF
    stages = 1.0 - np.exp(-0.03 * np.arange(HORIZON + 1))
    return Network(
        nodes=links + 1,
        links=made,
        own_prob=np.where(knows, rng.uniform(0.0, 0.2, (links + 1, lanes)), 0.0),
        own_law=np.zeros(links + 1, dtype=np.int64),
        laws=stages[np.newaxis, :, np.newaxis],
    )


def leg_law(phases: int, rate: float) -> Floats:
    """A sum of geometric waits, convolved one by one."""
    one: Floats = np.concatenate([[0.0], rate * (1 - rate) ** np.arange(HORIZON)])
    law: Floats = one
    for _ in range(phases - 1):
        law = np.convolve(law, one)[: HORIZON + 1]
    return law


def by_convolution(tree: Network, lane: int) -> Floats:
    """The seeker's law in one lane by direct convolution, from the leaves to the root."""
    own = tree.own_prob[:, lane] * tree.laws[0, :, :1]
    survival = (1.0 - own).T
    for link in reversed(tree.links):
        far = 1.0 - survival[link.far]
        passed = np.zeros(HORIZON + 1)
        for way in link.waits:
            first, *rest = way.legs
            law = np.zeros(HORIZON + 1)
            for phases, tap in enumerate(way.taps[:, lane], start=1):
                law += tap * leg_law(phases, first.rate[lane])
            for leg in rest:
                law = np.convolve(law, leg_law(leg.phases, leg.rate[lane]))[: HORIZON + 1]
            passed += np.convolve(law, far)[: HORIZON + 1]
        survival[link.near] *= 1.0 - passed
    result: Floats = 1.0 - survival[0]
    return result


def milliseconds(tree: Network, wanted: list[int] | None) -> float:
    """The median time of a forecast, wiring included."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        first_passage(tree, HORIZON, wanted=wanted)
        times.append(1000.0 * (time.perf_counter() - start))
    return statistics.median(times)


def main() -> int:
    """Print the machine and the table; 1 if the gate is missed."""
    print(f"Python {platform.python_version()}, numpy {np.__version__}, {platform.machine()}, ")
    print(f"seed {SEED}, days 0 to {HORIZON}, median of {REPEATS}, gate {TOLERANCE:g}.\n")
    print("| link | links | lanes | largest difference | seeker only, ms | all nodes, ms |")
    print("| --- | --- | --- | --- | --- | --- |")
    for full in (False, True):
        for links in (20, 200, 2000):
            for lanes in (1, 64):
                tree = random_tree(np.random.default_rng(SEED), links, lanes, full=full)
                law = first_passage(tree, HORIZON, wanted=[0])[:, 0]
                checked = {0, lanes - 1}
                off = max(float(abs(law[:, i] - by_convolution(tree, i)).max()) for i in checked)
                if off > TOLERANCE:
                    print(f"Gate missed: {links} links, {lanes} lanes differ by {off:g}.")
                    return 1
                seeker, every = milliseconds(tree, [0]), milliseconds(tree, None)
                name = "answer, fulfilment" if full else "one leg"
                print(f"| {name} | {links} | {lanes} | {off:.0e} | {seeker:.1f} | {every:.1f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
