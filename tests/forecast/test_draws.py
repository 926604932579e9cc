"""Fixed points: what makes them a Latin hypercube, and how well they integrate."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepknocking.forecast.arrays import FloatArray
from keepknocking.forecast.draws import (
    NothingToDraw,
    beta_quantile,
    lognormal_factor,
    uniforms,
)


@settings(deadline=None, max_examples=20)
@given(dimensions=st.integers(0, 12), lanes=st.integers(1, 100))
def test_each_stratum_holds_one_lane(dimensions: int, lanes: int) -> None:
    points = uniforms(dimensions, lanes)
    assert points.shape == (dimensions, lanes)
    middles = (np.arange(lanes) + 0.5) / lanes
    assert np.abs(np.sort(points, axis=1) - middles).max(initial=0.0) < 1e-15


def test_they_are_the_same_every_time_and_when_more_are_asked_for() -> None:
    assert (uniforms(7) == uniforms(7)).all()
    assert (uniforms(7) == uniforms(30)[:7]).all()


def test_these_very_points_are_kept() -> None:
    # Stored forecasts are explained by recomputing them: the points must not move.
    ranks = (uniforms(2, 8) * 8 - 0.5).astype(int).tolist()
    assert ranks == KEPT


def test_rates_are_hardly_correlated() -> None:
    # Independent orders of 128 lanes would have 1/sqrt(127) = .089.
    for rates, bound in ((10, 0.05), (40, 0.07)):
        correlation = np.asarray(np.corrcoef(uniforms(rates)))
        off = correlation[~np.eye(rates, dtype=np.bool_)]
        assert np.sqrt((off**2).mean()) < bound


def search_over_rates(u: FloatArray, concentration: float) -> FloatArray:
    """P(offer) of 78 asks, each passed on, fulfilled, led down the road, interviewed, offered."""
    means = np.array([0.5, 0.8, 0.4, 0.3, 0.2, 0.3])[:, np.newaxis]
    a, b = concentration * means, concentration * (1.0 - means)
    promise, done, passed, opening, interview, offer = beta_quantile(u, a, b)
    road = opening / (1.0 - (1.0 - opening) * passed)
    chance: FloatArray = 1.0 - np.exp(-78.0 * promise * done * road * interview * offer)
    return chance


@pytest.mark.parametrize("concentration", [4.0, 12.0, 40.0])
def test_the_lanes_integrate_a_search(concentration: float) -> None:
    plain = np.random.default_rng(11).random((6, 200_000))
    truth = search_over_rates(plain, concentration)
    few = search_over_rates(uniforms(6), concentration).mean()
    many = search_over_rates(uniforms(6, 4096), concentration).mean()
    standard_error = truth.std() / np.sqrt(truth.size)
    assert abs(few - truth.mean()) < 0.005 + 4 * standard_error
    assert abs(many - truth.mean()) < 0.003 + 4 * standard_error


def test_quantiles_at_points_known_by_hand() -> None:
    assert beta_quantile(np.array([0.25, 0.64]), 2.0, 1.0) == pytest.approx([0.5, 0.8])
    assert beta_quantile(0.75, 1.0, 2.0) == pytest.approx(0.5)
    one_deviation = 0.8413447460685429
    assert lognormal_factor(np.array([one_deviation]), 0.5) == pytest.approx([np.exp(0.5)])


def test_nothing_to_draw_is_refused() -> None:
    for dimensions, lanes in ((-1, 4), (2, 0)):
        with pytest.raises(NothingToDraw, match=f"{dimensions} rates in {lanes} lanes"):
            uniforms(dimensions, lanes)


KEPT = [[0, 6, 7, 4, 5, 1, 2, 3], [5, 4, 6, 1, 0, 3, 2, 7]]
