"""The summary of a curve, against lanes that can be read by eye."""

import numpy as np
import pytest

from keepknocking.forecast.arrays import NotAProbability, WrongShape
from keepknocking.forecast.curve import summarise


def test_eleven_lanes_read_by_eye() -> None:
    # Lane i reaches i/10 on day 1 and stays: quantiles of 0, .1, ..., 1 are themselves.
    lanes = np.vstack([np.zeros(11), np.arange(11) / 10, np.arange(11) / 10])
    curve = summarise(lanes, ever=np.arange(11) / 10)
    assert curve.mean == pytest.approx([0.0, 0.5, 0.5])
    assert curve.low == pytest.approx([0.0, 0.1, 0.1])
    assert curve.high == pytest.approx([0.0, 0.9, 0.9])
    assert [days.day for days in curve.days] == [1, 1, None]
    assert [days.earliest for days in curve.days] == [1, 1, 1]
    assert [days.latest for days in curve.days] == [None, None, None]
    assert curve.restricted_mean_days == pytest.approx(1.5)
    assert curve.prob_not_by_horizon == pytest.approx(0.5)
    assert curve.prob_never == pytest.approx(0.5)


def test_the_restricted_mean_is_the_expected_wait_within_the_horizon() -> None:
    # Success on day 1, 3, 4 with chance .2, .3, .1; else waiting until day 4.
    law = np.array([[0.0], [0.2], [0.2], [0.5], [0.6]])
    assert summarise(law).restricted_mean_days == pytest.approx(0.2 + 0.9 + 0.5 * 4)


def test_today_alone_is_a_horizon() -> None:
    curve = summarise(np.array([[0.0, 1.0]]))
    assert curve.restricted_mean_days == 0.0
    assert curve.days[0].day == 0
    assert curve.prob_never is None


def test_other_bands_and_levels() -> None:
    lanes = np.array([[0.0, 0.2, 0.4, 0.6, 0.8]])
    curve = summarise(lanes, band=0.5, levels=(0.3,))
    assert (curve.low[0], curve.high[0]) == pytest.approx((0.2, 0.6))
    assert [days.level for days in curve.days] == [0.3]
    with pytest.raises(NotAProbability, match=r"The band holds 1\.5"):
        summarise(lanes, band=1.5)
    with pytest.raises(WrongShape, match="curves of the lanes"):
        summarise(np.array([0.1]))
    with pytest.raises(NotAProbability, match="ever succeeding"):
        summarise(lanes, ever=np.array([2.0]))
