r"""How good a stated chance was, once the outcome is known: proper scores, lower is better.

For a yes-or-no question with stated chance p and outcome y in {0, 1}:

    Brier score  (p - y)^2,        log score  -ln(p if y else 1 - p).

For a guess over ordered rungs p_1..p_m, of which rung j came, the ranked probability score compares
the running sums, so that a near miss costs less than a far one:

    RPS = sum over k < m of (P(rung <= k) - [j <= k])^2.

It is not divided by m - 1; with two rungs it is the Brier score. All three are proper: in
expectation nobody does better than by stating what they believe. Sources: Brier 1950, Epstein 1969.
"""

import numpy as np
import numpy.typing as npt

from keepknocking.forecast.arrays import (
    ROUNDING,
    BoolArray,
    FloatArray,
    NotAProbability,
    WrongShape,
    probabilities,
)


class NoSuchRung(ValueError):
    """An outcome that is none of the rungs."""

    def __init__(self, rung: int, rungs: int) -> None:
        super().__init__(f"The outcome is rung {rung}: give one from 0 to {rungs - 1}.")


def brier_score(stated: FloatArray, happened: BoolArray) -> FloatArray:
    """Squared distance of each stated chance from what happened.

    Parameters
    ----------
    stated : array, shape (n,)
        Chances in [0, 1].
    happened : array of bool, shape (n,)

    Returns
    -------
    array, shape (n,)
        In [0, 1]; 0 is perfect, always saying one half earns .25.

    Raises
    ------
    NotAProbability, WrongShape

    Examples
    --------
    >>> brier_score(np.array([0.9, 0.9]), np.array([True, False])).round(2)
    array([0.01, 0.81])
    """
    chances = _paired(stated, happened)
    return np.square(chances - np.where(happened, 1.0, 0.0))


def log_score(stated: FloatArray, happened: BoolArray) -> FloatArray:
    """Minus the logarithm of the chance stated for what happened.

    Parameters and errors as in `brier_score`.

    Returns
    -------
    array, shape (n,)
        In [0, inf]; infinite where what had been called impossible happened.

    Examples
    --------
    >>> log_score(np.array([0.5, 1.0]), np.array([True, True])).round(2)
    array([0.69, 0.  ])
    """
    chances = _paired(stated, happened)
    of_outcome = np.where(happened, chances, 1.0 - chances)
    # 0 - x and not -x: a perfect guess scores 0, which should not read as -0.
    with np.errstate(divide="ignore"):
        return np.subtract(0.0, np.log(of_outcome))


def ranked_probability_score(stated: FloatArray, rung: npt.ArrayLike) -> FloatArray:
    """How far each guess over ordered rungs lies from the rung that came.

    Parameters
    ----------
    stated : array, shape (n, rungs)
        Each line a guess: chances from the lowest rung to the highest, summing to 1.
    rung : array of int, shape (n,)
        Which rung came, counted from 0.

    Returns
    -------
    array, shape (n,)
        In [0, rungs - 1]; 0 is perfect.

    Raises
    ------
    NotAProbability, WrongShape, NoSuchRung

    Examples
    --------
    A name was expected; an opening came, then nothing:

    >>> guess = np.array([[0.2, 0.6, 0.2], [0.2, 0.6, 0.2]])
    >>> ranked_probability_score(guess, np.array([2, 0])).round(2)
    array([0.68, 0.68])
    """
    chances = probabilities(stated, "The guess", axes=2)
    came = np.asarray(rung, dtype=np.int64)
    if came.shape != chances.shape[:1]:
        raise WrongShape("The outcome of a guess", came.shape, "one rung for each guess")
    total = chances.sum(axis=1)
    off = np.abs(total - 1.0) > ROUNDING
    if off.any():
        raise NotAProbability("The sum of a guess", float(total[off][0]))
    rungs = chances.shape[1]
    for outside in came[(came < 0) | (came >= rungs)]:
        raise NoSuchRung(int(outside), rungs)
    reached = np.arange(rungs) >= came[:, np.newaxis]
    # The last running sum is 1 on both sides, whatever was guessed.
    distance: FloatArray = np.cumsum(chances, axis=1)[:, :-1] - reached[:, :-1]
    total_distance: FloatArray = np.square(distance).sum(axis=1)
    return total_distance


def _paired(stated: FloatArray, happened: BoolArray) -> FloatArray:
    chances = probabilities(stated, "The stated chances", axes=1)
    if np.shape(happened) != chances.shape:
        raise WrongShape("What happened", np.shape(happened), "one outcome for each stated chance")
    return chances
