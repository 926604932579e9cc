"""Delays: against their definition, by counting ways, and after long silence."""

from fractions import Fraction
from math import comb, lgamma, log, log1p

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepknocking.forecast.arrays import WrongShape
from keepknocking.forecast.delays import Delay, ImpossibleDelay, Leg

phases = st.integers(1, 5)
rates = st.floats(0.01, 1.0)


def chance_by_definition(days: int, phases: int, rate: float) -> float:
    """Choose the days of the first k-1 phases' ends; the last ends on the day itself."""
    if days < phases:
        return 0.0
    return comb(days - 1, phases - 1) * rate**phases * (1 - rate) ** (days - phases)


@settings(deadline=None, max_examples=40)
@given(phases=phases, rate=rates)
def test_a_leg_is_the_negative_binomial_law(phases: int, rate: float) -> None:
    days = np.arange(200)
    expected = np.array([chance_by_definition(int(d), phases, rate) for d in days])
    leg = Leg(phases, np.array([rate]))
    assert np.abs(leg.pmf(days)[:, 0] - expected).max() < 1e-13
    assert np.abs(leg.survival(days)[:, 0] - (1.0 - np.cumsum(expected))).max() < 1e-13


@settings(deadline=None, max_examples=40)
@given(k=st.tuples(phases, phases), r=st.tuples(rates, rates), silent=st.integers(0, 60))
def test_what_remains_after_silence_is_the_rest_of_the_law(
    k: tuple[int, int], r: tuple[float, float], silent: int
) -> None:
    legs = tuple(Leg(n, np.array([rate])) for n, rate in zip(k, r, strict=True))
    delay = Delay(np.array([0.3, 0.7]), legs)
    for days in range(1, 40):
        joint = sum(
            tap[0] * chance_by_definition(days, j, leg.rate[0])
            for leg, taps in zip(legs, delay.remaining(silent), strict=True)
            for j, tap in enumerate(taps, start=1)
        )
        whole = 0.3 * chance_by_definition(silent + days, k[0], r[0])
        whole += 0.7 * chance_by_definition(silent + days, k[1], r[1])
        assert abs(joint - whole) < 1e-13


def test_survival_stays_exact_where_a_sum_of_the_law_would_be_lost() -> None:
    # Exactly, in fractions: P(Binomial(1000, 1/4) < 3), which is about 1e-120.
    quarter = Fraction(1, 4)
    exact = sum(comb(1000, i) * quarter**i * (1 - quarter) ** (1000 - i) for i in range(3))
    survival = Leg(3, np.array([0.25])).survival(1000)[0]
    assert survival == pytest.approx(float(exact), rel=1e-11)


def test_the_logarithm_survives_a_century_of_silence() -> None:
    days, rate = 36_500, 0.5
    last = lgamma(days + 1) - lgamma(days) + log(rate) + (days - 1) * log1p(-rate)
    assert Leg(2, np.array([rate])).log_survival(days)[0] == pytest.approx(last, rel=1e-6)
    assert Leg(2, np.array([rate])).survival(days)[0] == 0.0


def test_a_sure_phase_a_day_ends_on_its_day() -> None:
    leg = Leg(3, np.array([1.0, 0.5]))
    assert leg.pmf(np.arange(5))[:, 0].tolist() == [0.0, 0.0, 0.0, 1.0, 0.0]
    assert leg.survival([2, 3])[:, 0].tolist() == [1.0, 0.0]
    assert np.isneginf(leg.log_survival(3)[0])


@settings(deadline=None, max_examples=20)
@given(k=phases, rate=st.floats(0.05, 1.0))
def test_the_mean_is_the_sum_of_the_survival(k: int, rate: float) -> None:
    delay = Delay(np.array([0.25, 0.75]), (Leg(k, np.array([rate])), Leg(1, np.array([rate]))))
    assert delay.survival(np.arange(3000)).sum() == pytest.approx(delay.mean[0], rel=1e-9)


def test_a_delay_mixes_its_legs_in_every_lane() -> None:
    fast, slow = Leg(1, np.array([0.5, 0.9])), Leg(2, np.array([0.1]))
    delay = Delay(np.array([0.2, 0.8]), (fast, slow))
    assert delay.pmf(3).shape == (2,)
    assert delay.pmf(3)[0] == pytest.approx(0.2 * 0.5**3 + 0.8 * 2 * 0.1**2 * 0.9)
    assert delay.survival([0, 1]).shape == (2, 2)


@pytest.mark.parametrize("rate", [0.0, -0.1, 1.1, np.nan])
def test_a_rate_outside_is_refused(rate: float) -> None:
    with pytest.raises(ImpossibleDelay, match="daily chance"):
        Leg(1, np.array([rate]))


def test_what_is_no_delay_is_refused() -> None:
    leg = Leg(1, np.array([0.5]))
    with pytest.raises(ImpossibleDelay, match="0 phases"):
        Leg(0, np.array([0.5]))
    with pytest.raises(WrongShape, match="one number per lane"):
        Leg(1, np.array(0.5))
    with pytest.raises(WrongShape, match="one number per lane"):
        Leg(1, np.array([]))
    with pytest.raises(WrongShape, match="one weight per leg"):
        Delay(np.array([0.5, 0.5]), (leg,))
    with pytest.raises(WrongShape, match="one weight per leg"):
        Delay(np.array([]), ())
    with pytest.raises(ImpossibleDelay, match="sum to 1"):
        Delay(np.array([0.5]), (leg,))
    with pytest.raises(ImpossibleDelay, match="positive"):
        Delay(np.array([1.0, 0.0]), (leg, leg))
    with pytest.raises(ImpossibleDelay, match="whole numbers"):
        leg.survival(-1)
    with pytest.raises(ImpossibleDelay, match="whole numbers"):
        leg.survival([1.5])


def test_a_leg_keeps_its_own_rates() -> None:
    given_rates = np.array([0.5])
    leg = Leg(1, given_rates)
    given_rates[0] = 0.9
    assert leg.rate[0] == 0.5
    with pytest.raises(ValueError, match="read-only"):
        leg.rate[0] = 0.9
