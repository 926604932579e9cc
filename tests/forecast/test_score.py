"""Scores: by hand, and that honesty is the best policy."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepknocking.forecast.arrays import NotAProbability, WrongShape
from keepknocking.forecast.score import (
    NoSuchRung,
    brier_score,
    log_score,
    ranked_probability_score,
)

inside = st.floats(0.01, 0.99)
guesses = st.lists(st.floats(0.01, 1.0), min_size=3, max_size=3)


def test_scores_by_hand() -> None:
    stated, happened = np.array([0.8, 0.8, 0.0]), np.array([True, False, True])
    assert brier_score(stated, happened) == pytest.approx([0.04, 0.64, 1.0])
    assert log_score(stated[:2], happened[:2]) == pytest.approx([-np.log(0.8), -np.log(0.2)])
    assert np.isposinf(log_score(stated, happened)[2])
    # Rungs 0..4, running sums .4 .75 .95 .99; an opening (rung 2) came.
    guess = np.array([[0.40, 0.35, 0.20, 0.04, 0.01]])
    by_hand = 0.4**2 + 0.75**2 + 0.05**2 + 0.01**2
    assert ranked_probability_score(guess, [2]) == pytest.approx([by_hand])


@settings(deadline=None, max_examples=60)
@given(truth=inside, stated=inside)
def test_nobody_does_better_than_by_saying_what_they_believe(truth: float, stated: float) -> None:
    said = np.array([truth, truth, stated, stated])
    happened = np.array([True, False, True, False])
    for score in (brier_score, log_score):
        honest, other = score(said, happened).reshape(2, 2) @ [truth, 1.0 - truth]
        assert honest <= other + 1e-12


@settings(deadline=None, max_examples=60)
@given(truth=guesses, stated=guesses)
def test_nor_over_rungs(truth: list[float], stated: list[float]) -> None:
    believed, said = np.array(truth) / sum(truth), np.array(stated) / sum(stated)
    rungs = np.arange(3)
    honest = ranked_probability_score(np.tile(believed, (3, 1)), rungs) @ believed
    assert honest <= ranked_probability_score(np.tile(said, (3, 1)), rungs) @ believed + 1e-12


def test_with_two_rungs_it_is_the_brier_score() -> None:
    ranked = ranked_probability_score(np.array([[0.3, 0.7], [0.3, 0.7]]), [1, 0])
    assert ranked == pytest.approx(brier_score(np.array([0.7, 0.7]), np.array([True, False])))


def test_guesses_outside_are_refused() -> None:
    with pytest.raises(WrongShape, match="one outcome"):
        brier_score(np.array([0.5]), np.array([True, False]))
    with pytest.raises(NotAProbability, match=r"stated chances holds 1\.5"):
        log_score(np.array([1.5]), np.array([True]))
    with pytest.raises(NotAProbability, match=r"sum of a guess holds 0\.9"):
        ranked_probability_score(np.array([[0.5, 0.4]]), [0])
    with pytest.raises(WrongShape, match="one rung"):
        ranked_probability_score(np.array([[0.5, 0.5]]), [0, 1])
    for rung in (-1, 2):
        with pytest.raises(NoSuchRung, match=f"rung {rung}"):
            ranked_probability_score(np.array([[0.5, 0.5]]), [rung])
