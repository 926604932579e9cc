"""First passage: against direct convolution, by hand, and at the edges."""

from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepknocking.forecast.arrays import FloatArray, NotAProbability, WrongShape
from keepknocking.forecast.delays import Leg
from keepknocking.forecast.ever import StillRising
from keepknocking.forecast.passage import (
    ALWAYS,
    Gate,
    HorizonTooFar,
    ImpossibleGate,
    ImpossibleLink,
    Link,
    Network,
    NoSuchNode,
    Wait,
    eventually,
    first_passage,
)

T = 50


def wait(*chances: float, rate: float = 0.3, legs: tuple[Leg, ...] = ()) -> Wait:
    """Pass with the given chances of 1, 2, ... phases still to come, then by the other legs."""
    return Wait(np.array(chances)[:, np.newaxis], (Leg(len(chances), np.array([rate])), *legs))


def network(
    nodes: int,
    links: list[Link],
    own: dict[int, float] | None = None,
    gates: dict[int, Gate] | None = None,
    laws: FloatArray | None = None,
) -> Network:
    prob = np.zeros((nodes, 1))
    for node, chance in (own or {}).items():
        prob[node] = chance
    return Network(
        nodes=nodes,
        links=links,
        own_prob=prob,
        own_law=np.zeros(nodes, dtype=np.int64),
        laws=np.ones((1, T + 1, 1)) if laws is None else laws,
        gates=gates or {},
    )


def leg_by_definition(phases: int, rate: float, horizon: int) -> FloatArray:
    law = np.zeros(horizon + 1)
    for d in range(phases, horizon + 1):
        law[d] = comb(d - 1, phases - 1) * rate**phases * (1 - rate) ** (d - phases)
    return law


def by_convolution(tree: Network, horizon: int, lane: int) -> FloatArray:
    """From the leaves: every link's law convolved with the law of its far end. Trees only."""

    def law_of(node: int) -> FloatArray:
        own = tree.laws[tree.own_law[node], : horizon + 1, lane % tree.laws.shape[2]]
        survival = 1.0 - tree.own_prob[node, lane] * own
        for link in tree.links:
            if link.near != node:
                continue
            far = np.ones(horizon + 1) if link.far == ALWAYS else law_of(link.far)
            passed = np.zeros(horizon + 1)
            for way in link.waits:
                taps = way.taps[:, lane % way.taps.shape[1]]
                rates = [leg.rate[lane % len(leg.rate)] for leg in way.legs]
                law = sum(
                    tap * leg_by_definition(j, rates[0], horizon)
                    for j, tap in enumerate(taps, start=1)
                )
                for leg, rate in zip(way.legs[1:], rates[1:], strict=True):
                    after = leg_by_definition(leg.phases, rate, horizon)
                    law = np.convolve(law, after)[: horizon + 1]
                passed += np.convolve(law, far)[: horizon + 1]
            survival = survival * (1.0 - passed)
        result: FloatArray = 1.0 - survival
        return result

    return np.stack([law_of(node) for node in range(tree.nodes)], axis=1)


def random_tree(rng: np.random.Generator, nodes: int, lanes: int, star: float) -> Network:
    """A tree whose links are mixtures of waits; some laws and legs shared, some of one lane."""
    shared = [
        Leg(int(rng.integers(1, 4)), rng.uniform(0.05, 1.0, int(rng.choice([1, lanes]))))
        for _ in range(3)
    ]

    def leg() -> Leg:
        if rng.random() < 0.5:
            return shared[int(rng.integers(3))]
        return Leg(int(rng.integers(1, 4)), rng.uniform(0.05, 1.0, lanes))

    def ways() -> tuple[Wait, ...]:
        found = []
        for _ in range(int(rng.integers(0, 4))):
            legs = tuple(leg() for _ in range(int(rng.integers(1, 4))))
            taps = rng.dirichlet(np.ones(legs[0].phases), lanes).T * rng.uniform(0.0, 0.33, lanes)
            taps[0] *= rng.random() < 0.7
            found.append(Wait(taps, legs))
        return tuple(found)

    links = []
    for node in range(1, nodes):
        near = 0 if rng.random() < star else int(rng.integers(node))
        links.append(Link(near, node, ways()))
    links.append(Link(int(rng.integers(nodes)), ALWAYS, ways()))
    order = rng.permutation(len(links))
    return Network(
        nodes=nodes,
        links=[links[i] for i in order],
        own_prob=rng.uniform(0.0, 1.0, (nodes, lanes)) * (rng.random((nodes, 1)) < 0.6),
        own_law=rng.integers(0, 2, nodes),
        laws=np.sort(rng.random((2, T + 1, int(rng.choice([1, lanes])))), axis=1),
    )


@settings(deadline=None, max_examples=40)
@given(
    seed=st.integers(0, 2**32 - 1),
    nodes=st.integers(1, 25),
    lanes=st.sampled_from([1, 3]),
    star=st.sampled_from([0.0, 0.9]),
)
def test_the_loop_is_direct_convolution_on_trees(
    seed: int, nodes: int, lanes: int, star: float
) -> None:
    tree = random_tree(np.random.default_rng(seed), nodes, lanes, star)
    laws = first_passage(tree, T)
    assert laws.shape == (T + 1, nodes, lanes)
    for lane in range(lanes):
        assert np.abs(laws[..., lane] - by_convolution(tree, T, lane)).max() < 1e-12
    assert (np.diff(laws, axis=0) > -1e-12).all()
    some = [nodes - 1, 0]
    assert (first_passage(tree, T, wanted=some) == laws[:, some]).all()
    ever = eventually(tree)
    assert (ever.at_least == ever.at_most).all()
    # What is eventually reached bounds every day, because the laws of this tree end below one.
    assert (laws[-1] <= ever.at_least + 1e-12).all()


def test_many_lanes_are_taken_in_blocks_that_do_not_meet() -> None:
    tree = random_tree(np.random.default_rng(3), 900, 24, 0.3)
    laws = first_passage(tree, T, wanted=[0, 5])
    for lane in (0, 7, 8, 23):
        alone = Network(
            nodes=tree.nodes,
            links=[
                Link(link.near, link.far, tuple(one_lane(way, lane) for way in link.waits))
                for link in tree.links
            ],
            own_prob=tree.own_prob[:, [lane]],
            own_law=tree.own_law,
            laws=tree.laws[..., [lane % tree.laws.shape[2]]],
        )
        assert (
            np.abs(first_passage(alone, T, wanted=[0, 5])[..., 0] - laws[..., lane]).max() < 1e-13
        )


def one_lane(way: Wait, lane: int) -> Wait:
    legs = tuple(Leg(leg.phases, leg.rate[[lane % len(leg.rate)]]) for leg in way.legs)
    return Wait(way.taps[:, [lane % way.taps.shape[1]]], legs)


def test_a_chain_by_hand() -> None:
    # Two sure links of exactly one day, then an opening at once: chance .5 from day 2 on.
    chain = network(
        3, [Link(0, 1, (wait(1.0, rate=1.0),)), Link(1, 2, (wait(1.0, rate=1.0),))], {2: 0.5}
    )
    laws = first_passage(chain, 4)[..., 0]
    assert laws[:, 0].tolist() == [0.0, 0.0, 0.5, 0.5, 0.5]
    assert laws[:, 1].tolist() == [0.0, 0.5, 0.5, 0.5, 0.5]
    assert laws[:, 2].tolist() == [0.5] * 5


def test_the_road_ahead_is_the_tree_it_stands_for() -> None:
    opening, passing, rate = 0.3, 0.4, 0.35
    laws: FloatArray = 1.0 - 0.9 ** np.arange(T + 1.0)[np.newaxis, :, np.newaxis]
    road = network(1, [Link(0, 0, (wait(passing, rate=rate),))], {0: opening}, laws=laws)
    # Unrolled to its length: after T people nobody can be reached within T days.
    chain = network(
        T + 1,
        [Link(node, node + 1, (wait(passing, rate=rate),)) for node in range(T)],
        dict.fromkeys(range(T + 1), opening),
        laws=laws,
    )
    difference = first_passage(road, T)[:, 0] - first_passage(chain, T, wanted=[0])[:, 0]
    assert np.abs(difference).max() < 1e-14
    ever = opening / (1.0 - (1.0 - opening) * passing)
    assert eventually(road).at_least[0, 0] == pytest.approx(ever, rel=1e-14)


def test_a_circle_of_people_is_no_trouble() -> None:
    circle = network(
        3, [Link(i, (i + 1) % 3, (wait(0.8, rate=0.9),)) for i in range(3)], {1: 0.2, 2: 0.1}
    )
    laws = first_passage(circle, T)[:, :, 0]
    # Day by day from the definition, with the whole past at hand.
    law = leg_by_definition(1, 0.9, T)
    expected = np.zeros((T + 1, 3))
    own = np.array([0.0, 0.2, 0.1])
    for t in range(T + 1):
        for v in range(3):
            passed = sum(law[d] * expected[t - d, (v + 1) % 3] for d in range(1, t + 1))
            expected[t, v] = 1.0 - (1.0 - own[v]) * (1.0 - 0.8 * passed)
    assert np.abs(laws - expected).max() < 1e-13
    # By hand: x1 = .2 + .64 x2, x2 = .1 + .72 x0, x0 = .8 x1, so x1 = .264 / (1 - .36864).
    second = 0.264 / (1.0 - 0.36864)
    by_hand = [0.8 * second, second, 0.1 + 0.72 * 0.8 * second]
    assert eventually(circle).at_least[:, 0] == pytest.approx(by_hand, rel=1e-12)


def two_people_with_one_acquaintance(*, shared: bool) -> Network:
    ways = (wait(0.6, rate=0.4),)
    links = [
        Link(0, 1, ways),
        Link(0, 2, ways),
        Link(1, 3, ways),
        Link(2, 3 if shared else 4, ways),
    ]
    return network(5, links, {3: 0.5, 4: 0.5})


def test_each_with_an_acquaintance_of_her_own_is_exact() -> None:
    own = two_people_with_one_acquaintance(shared=False)
    laws = first_passage(own, T)[..., 0]
    assert np.abs(laws - by_convolution(own, T, 0)).max() < 1e-13
    assert eventually(own).at_least[0, 0] == pytest.approx(1.0 - (1.0 - 0.6 * 0.6 * 0.5) ** 2)


def test_one_acquaintance_of_both_is_an_upper_bound() -> None:
    # Exactly: given that she knows of an opening (.5), both ways lead to it, else neither does.
    way = np.convolve(leg_by_definition(1, 0.4, T), leg_by_definition(1, 0.4, T))[: T + 1]
    arrived = 0.36 * np.cumsum(way)
    exact = 0.5 * (1.0 - (1.0 - arrived) ** 2)
    bound = first_passage(two_people_with_one_acquaintance(shared=True), T, wanted=[0])[:, 0, 0]
    copied = first_passage(two_people_with_one_acquaintance(shared=False), T, wanted=[0])[:, 0, 0]
    assert np.abs(bound - copied).max() < 1e-15
    assert (bound >= exact - 1e-12).all()
    # The gap at the horizon: 1 - .82^2 = .3276 against .5 (1 - .64^2) = .2952.
    assert bound[-1] - exact[-1] == pytest.approx(0.0324, abs=1e-4)


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 2**32 - 1), lift=st.floats(0.0, 1.0))
def test_a_better_link_never_makes_it_worse(seed: int, lift: float) -> None:
    rng = np.random.default_rng(seed)
    tree = random_tree(rng, 12, 1, 0.3)
    which = int(rng.integers(len(tree.links)))
    link = tree.links[which]
    room = 1.0 / max(float(link.chance.max()), 1e-9)
    factor = 1.0 + lift * (min(room, 1e6) - 1.0)
    better = Link(link.near, link.far, tuple(Wait(w.taps * factor, w.legs) for w in link.waits))
    links = [*tree.links[:which], better, *tree.links[which + 1 :]]
    lifted = Network(
        nodes=tree.nodes,
        links=links,
        own_prob=tree.own_prob,
        own_law=tree.own_law,
        laws=tree.laws,
    )
    assert (first_passage(lifted, T) >= first_passage(tree, T) - 1e-12).all()


def gated(closing: list[float], feeder_links: int = 1) -> Network:
    share = np.array([*closing, *[closing[-1]] * (T + 1 - len(closing))])[:, np.newaxis]
    links = [Link(1, ALWAYS, (wait(0.5, rate=0.5),)) for _ in range(feeder_links)]
    links.append(Link(0, 2, (wait(0.5, rate=1.0),)))
    return network(3, links, gates={2: Gate(1, share)})


def test_a_gate_lets_through_who_comes_in_time() -> None:
    laws = first_passage(gated([1.0, 1.0, 0.5, 0.0]), 5)[..., 0]
    # Arrivals of the feeder: .25 on day 1, .125 on day 2, .0625 on day 3, ...
    assert laws[:, 2] == pytest.approx([0.0, 0.25, 0.3125, 0.3125, 0.3125, 0.3125])
    assert laws[:, 0] == pytest.approx([0.0, 0.0, 0.125, 0.15625, 0.15625, 0.15625])


def test_two_chains_to_one_gate_are_not_two_chances() -> None:
    open_for_ever = gated([1.0], feeder_links=2)
    reached = first_passage(open_for_ever, T)[-1, :, 0]
    assert reached[2] == pytest.approx(0.75, abs=1e-9)
    assert reached[0] == pytest.approx(0.5 * 0.75, abs=1e-9)


def test_a_gate_closed_at_once_lets_nobody_through() -> None:
    closed = gated([0.0])
    assert (first_passage(closed, T)[:, [0, 2]] == 0.0).all()
    assert (eventually(closed).at_most[[0, 2]] == 0.0).all()


def test_a_gate_open_today_lets_through_who_is_there() -> None:
    there = network(3, [], {1: 0.7}, {2: Gate(1, np.full((T + 1, 1), 0.5))})
    assert first_passage(there, 0)[0, 2, 0] == pytest.approx(0.35)


def test_what_is_neglected_behind_a_gate_is_stated() -> None:
    slow = network(
        3,
        [Link(1, ALWAYS, (wait(1.0, rate=0.01),)), Link(0, 2, (wait(0.5),))],
        gates={2: Gate(1, np.full((T + 1, 1), 0.8))},
    )
    ever = eventually(slow)
    by_the_end = 0.8 * (1.0 - 0.99**T)
    assert ever.at_least[:, 0] == pytest.approx([0.5 * by_the_end, 1.0, by_the_end])
    assert ever.at_most[:, 0] == pytest.approx([0.4, 1.0, 0.8])


def test_nobody_and_nothing() -> None:
    assert first_passage(network(1, []), 0).tolist() == [[[0.0]]]
    assert eventually(network(1, [])).at_least.tolist() == [[0.0]]
    assert (first_passage(network(2, [Link(0, 1, ())], {1: 1.0}), T)[:, 0] == 0.0).all()


def test_the_ends_of_the_scale() -> None:
    sure = network(2, [Link(0, 1, (wait(1.0, rate=1.0),))], {1: 1.0})
    assert first_passage(sure, 3)[:, 0, 0].tolist() == [0.0, 1.0, 1.0, 1.0]
    assert eventually(sure).at_least[0, 0] == 1.0
    circle = network(2, [Link(0, 0, (wait(1.0),)), Link(1, 1, (wait(0.0),))])
    assert eventually(circle).at_least.tolist() == [[0.0], [0.0]]


def test_a_branching_circle_is_swept_to_its_smallest_solution() -> None:
    # P = 1 - .9 (1 - .5 P)^2 for two links to oneself, solved by hand: .225 P^2 + .1 P - .1 = 0.
    twice = network(1, [Link(0, 0, (wait(0.5),)), Link(0, 0, (wait(0.5),))], {0: 0.1})
    solution = (-0.1 + np.sqrt(0.01 + 4 * 0.225 * 0.1)) / (2 * 0.225)
    assert eventually(twice).at_least[0, 0] == pytest.approx(solution, rel=1e-12)
    with pytest.raises(StillRising, match="After 3 sweeps"):
        eventually(twice, sweeps=3)


def test_the_horizon_lies_within_the_tables() -> None:
    for horizon in (-1, T + 1):
        with pytest.raises(HorizonTooFar, match=f"day {horizon}: give one from 0 to {T}"):
            first_passage(network(1, []), horizon)
    short = network(3, [], gates={2: Gate(1, np.ones((5, 1)))})
    assert short.last_day == 4


def test_nodes_that_are_not_there_are_refused() -> None:
    ways = (wait(0.5),)
    for near, far in ((2, 0), (-1, 0), (0, 2), (0, -2)):
        with pytest.raises(NoSuchNode, match="give a node from 0 to 1"):
            network(2, [Link(near, far, ways)])
    with pytest.raises(NoSuchNode, match="A gate names node 5"):
        network(3, [], gates={5: Gate(1, np.ones((3, 1)))})
    with pytest.raises(NoSuchNode, match="feeder of a gate names node 5"):
        network(3, [], gates={2: Gate(5, np.ones((3, 1)))})
    with pytest.raises(NoSuchNode, match="A wish names node 1"):
        first_passage(network(1, []), 3, wanted=[0, 1])


def test_gates_that_cannot_be_are_refused() -> None:
    always_open, ways = np.ones((T + 1, 1)), (wait(0.5),)
    with pytest.raises(ImpossibleLink, match="only the seeker"):
        network(3, [Link(1, 2, ways)], gates={2: Gate(1, always_open)})
    with pytest.raises(ImpossibleLink, match="links lead to it"):
        network(3, [Link(2, 1, ways)], gates={2: Gate(1, always_open)})
    for gates in ({2: Gate(0, always_open)}, {0: Gate(1, always_open)}):
        with pytest.raises(ImpossibleGate, match="not the seeker"):
            network(3, [], gates=gates)
    with pytest.raises(ImpossibleGate, match="feeder that is not a gate"):
        network(3, [], gates={1: Gate(2, always_open), 2: Gate(2, always_open)})
    with pytest.raises(ImpossibleGate, match="success of its own"):
        network(3, [], {2: 0.5}, gates={2: Gate(1, always_open)})
    with pytest.raises(ImpossibleGate, match="opens again"):
        Gate(1, np.array([[0.5], [0.7]]))


def test_waits_and_links_that_cannot_be_are_refused() -> None:
    with pytest.raises(ImpossibleLink, match="no leg"):
        Wait(np.array([[0.5]]), ())
    with pytest.raises(WrongShape, match="2 lines"):
        Wait(np.array([[0.5]]), (Leg(2, np.array([0.5])),))
    with pytest.raises(NotAProbability, match=r"taps of a wait holds 1\.5"):
        wait(1.5)
    with pytest.raises(NotAProbability, match="ways from node 0 to node 1"):
        Link(0, 1, (wait(0.7), wait(0.4)))


def test_tables_that_do_not_fit_are_refused() -> None:
    one = np.zeros((1, 1))
    zero = np.zeros(1, dtype=np.int64)
    laws = np.ones((1, 3, 1))
    with pytest.raises(WrongShape, match="each of 2 nodes"):
        Network(nodes=2, links=[], own_prob=one, own_law=zero, laws=laws)
    with pytest.raises(WrongShape, match="each of 1 nodes"):
        Network(nodes=1, links=[], own_prob=one, own_law=np.zeros(2, dtype=np.int64), laws=laws)
    with pytest.raises(WrongShape, match="one with law 1"):
        Network(nodes=1, links=[], own_prob=one, own_law=zero + 1, laws=laws)
    with pytest.raises(WrongShape, match="one with law -1"):
        Network(nodes=1, links=[], own_prob=one, own_law=zero - 1, laws=laws)
    with pytest.raises(WrongShape, match="never fall"):
        Network(
            nodes=1,
            links=[],
            own_prob=one,
            own_law=zero,
            laws=1.0 - np.arange(3.0)[None, :, None] / 3,
        )
    wide = Link(0, 0, (Wait(np.full((1, 3), 0.1), (Leg(1, np.array([0.5])),)),))
    with pytest.raises(WrongShape, match="one lane or 1"):
        Network(nodes=1, links=[wide], own_prob=one, own_law=zero, laws=laws)
    with pytest.raises(WrongShape, match="chance of own success"):
        Network(nodes=1, links=[], own_prob=np.zeros(1), own_law=zero, laws=laws)
