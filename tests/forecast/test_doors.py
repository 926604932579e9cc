"""New doors: against sums written out day by day."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepknocking.forecast.arrays import BoolArray, FloatArray, NotAProbability, WrongShape
from keepknocking.forecast.doors import (
    ImpossiblePace,
    doors_by_day,
    new_doors_survival,
    planned_doors_survival,
    runs_dry_on,
    search_curve,
)

T = 40


def a_law(lanes: int = 3, horizon: int = T) -> FloatArray:
    days = np.arange(horizon + 1.0)[:, np.newaxis]
    law: FloatArray = 0.3 * (1.0 - np.exp(-days / (5.0 + np.arange(lanes))))
    return law


def knocks_day_by_day(per_day: float, pool: float | None, pauses: BoolArray) -> list[float]:
    """Knock each day while somebody is left."""
    left = np.inf if pool is None else pool
    knocks = [0.0]
    for paused in pauses[1:]:
        today = 0.0 if paused else min(per_day, left)
        left -= today
        knocks.append(today)
    return knocks


paces = st.one_of(st.just(0.0), st.floats(0.01, 4.0))
pools = st.one_of(st.none(), st.floats(0.0, 200.0))
masks = st.lists(st.booleans(), min_size=T + 1, max_size=T + 1)


@settings(deadline=None, max_examples=100)
@given(per_day=paces, pool=pools, mask=masks)
def test_the_sum_written_out_agrees(per_day: float, pool: float | None, mask: list[bool]) -> None:
    law, pauses = a_law(), np.array(mask)
    knocks = knocks_day_by_day(per_day, pool, pauses)
    expected = np.array(
        [sum(knocks[i] * law[t - i] for i in range(1, t + 1)) for t in range(1, T + 1)]
    )
    survival = new_doors_survival(law, per_day, pool, pauses=pauses)
    assert survival.shape == law.shape
    assert (survival[0] == 1.0).all()
    assert np.abs(survival[1:] - np.exp(-expected)).max() < 1e-12
    doors = doors_by_day(T, per_day, pool=pool, pauses=pauses)
    assert np.abs(doors - knocks).max() < 1e-9


def test_without_pauses_every_day_counts() -> None:
    law = a_law(1)
    expected = np.exp(-0.5 * sum(law[u, 0] for u in range(10)))
    assert new_doors_survival(law, 0.5)[10, 0] == pytest.approx(expected, rel=1e-13)


def test_an_empty_pool_is_nobody() -> None:
    assert (new_doors_survival(a_law(), 2.0, 0.0) == 1.0).all()
    assert runs_dry_on(2.0, 0.0, horizon=T) == 0


def test_the_day_the_pool_runs_dry() -> None:
    assert runs_dry_on(2.0, 5.0, horizon=T) == 3
    assert runs_dry_on(0.1, 1.0, horizon=T) == 10
    assert runs_dry_on(0.1, 3.0, horizon=T) == 30
    assert runs_dry_on(0.1, 4.1, horizon=T) is None
    assert runs_dry_on(0.0, 1.0, horizon=T) is None
    pauses = np.zeros(T + 1, dtype=np.bool_)
    pauses[2:5] = True
    assert runs_dry_on(2.0, 5.0, horizon=T, pauses=pauses) == 6


def test_after_the_pool_the_curve_comes_to_rest() -> None:
    at_once = np.full((T + 1, 1), 0.2)
    survival = new_doors_survival(at_once, 1.0, 4.0)
    assert survival[4:, 0] == pytest.approx(np.exp(-0.8), rel=1e-12)


def test_planned_doors_wait_for_their_days() -> None:
    law = a_law(2)
    planned = planned_doors_survival([(3, law), (0, law[:, :1]), (T + 5, law)], horizon=T)
    for day in (0, 2, 3, 20, T):
        late = 1.0 - law[day - 3] if day >= 3 else np.ones(2)
        assert planned[day] == pytest.approx(late * (1.0 - law[day, 0]), rel=1e-13)


def test_no_planned_door_and_a_horizon_of_today() -> None:
    assert planned_doors_survival([], horizon=2).tolist() == [[1.0], [1.0], [1.0]]
    assert planned_doors_survival([(0, a_law(1))], horizon=0).tolist() == [[1.0]]
    assert new_doors_survival(a_law(1, 0), 3.0).tolist() == [[1.0]]


def test_the_search_multiplies_what_has_not_happened() -> None:
    law = a_law(2)
    curve = search_curve(law, new_doors_survival(law, 1.0), planned_doors_survival([], horizon=T))
    expected = 1.0 - (1.0 - law) * new_doors_survival(law, 1.0)
    assert np.abs(curve - expected).max() < 1e-15
    assert search_curve(law) == pytest.approx(law)


def test_doors_outside_are_refused() -> None:
    with pytest.raises(ImpossiblePace, match="The pace is -1"):
        new_doors_survival(a_law(), -1.0)
    with pytest.raises(ImpossiblePace, match="The pool is nan"):
        new_doors_survival(a_law(), 1.0, np.nan)
    with pytest.raises(ImpossiblePace, match="day of a planned door is -2"):
        planned_doors_survival([(-2, a_law())], horizon=T)
    with pytest.raises(WrongShape, match="at least 41 days"):
        planned_doors_survival([(0, a_law()[:5])], horizon=T)
    with pytest.raises(WrongShape, match="mask of pauses"):
        new_doors_survival(a_law(), 1.0, pauses=np.zeros(3, dtype=np.bool_))
    with pytest.raises(NotAProbability, match=r"law of a new door holds 1\.5"):
        new_doors_survival(np.full((3, 1), 1.5), 1.0)
