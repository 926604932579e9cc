"""The evening's ladder, against every way an evening can go."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepknocking.forecast.arrays import NotAProbability, WrongShape
from keepknocking.forecast.ladder import RUNGS, ImpossibleCompany, best_rung, event_law

weights = st.lists(st.floats(0.0, 1.0), min_size=5, max_size=5).filter(lambda w: sum(w) > 0.01)


@settings(deadline=None, max_examples=40)
@given(weights=weights, people=st.integers(0, 4))
def test_every_evening_that_can_be_counted_one_by_one(weights: list[float], people: int) -> None:
    per_person = np.array(weights) / sum(weights)
    counted = np.zeros(5)
    for evening in product(range(5), repeat=people):
        counted[max(evening, default=0)] += np.prod(per_person[list(evening)])
    rungs = best_rung(per_person[1:, np.newaxis], np.array([float(people)]))
    assert np.abs(rungs[:, 0] - counted).max() < 1e-12


@settings(deadline=None, max_examples=40)
@given(weights=weights, people=st.floats(0.0, 500.0))
def test_one_rung_is_the_best(weights: list[float], people: float) -> None:
    per_person = np.array(weights) / sum(weights)
    rungs = best_rung(per_person[1:, np.newaxis], np.array([people]))
    assert rungs.sum() == pytest.approx(1.0, abs=1e-12)
    assert (rungs >= -1e-12).all()


def test_small_chances_keep_their_digits() -> None:
    rungs = best_rung(np.array([[0.0], [0.0], [0.0], [1e-15]]), np.array([3.0]))
    assert rungs[4, 0] == pytest.approx(3e-15, rel=1e-12)
    assert len(rungs) == len(RUNGS)


def test_what_comes_of_an_evening() -> None:
    chances = np.array([[0.3], [0.1], [0.02], [0.01]])
    ask, insider, interview = (np.array([[0.0], [late]]) for late in (0.2, 0.4, 0.6))
    law = event_law(chances, np.array([3.0]), ask=ask, insider=insider, after_interview=interview)
    phi = 0.3 * 0.2 + 0.1 * 0.4 + 0.02 * 0.6 + 0.01
    assert law[:, 0] == pytest.approx([1 - 0.99**3, 1 - (1 - phi) ** 3], rel=1e-12)


def test_a_sure_offer_and_an_empty_room() -> None:
    sure, nobody = np.array([[0.0], [0.0], [0.0], [1.0]]), np.array([0.0, 2.0])
    assert best_rung(sure, nobody)[4].tolist() == [0.0, 1.0]
    assert best_rung(sure, nobody)[0].tolist() == [1.0, 0.0]
    nothing = np.zeros((1, 1))
    law = event_law(sure, nobody, ask=nothing, insider=nothing, after_interview=nothing)
    assert law.tolist() == [[0.0, 1.0]]


def test_evenings_outside_are_refused() -> None:
    fine = np.array([[0.3], [0.1], [0.02], [0.01]])
    with pytest.raises(WrongShape, match="4 lines"):
        best_rung(fine[:3], np.array([1.0]))
    with pytest.raises(NotAProbability, match="sum of the rungs"):
        best_rung(fine + 0.3, np.array([1.0]))
    with pytest.raises(WrongShape, match="new people"):
        best_rung(fine, np.array(1.0))
    for people in (-1.0, np.inf, np.nan):
        with pytest.raises(ImpossibleCompany, match="new people is"):
            best_rung(fine, np.array([people]))
