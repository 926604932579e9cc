r"""How long an answer takes, and how long it still takes after some days without one.

A *leg* is the sum of k geometric waits, each ending on a given day with chance r: the negative
binomial law on k, k+1, ... days,

    P(delay = d) = C(d-1, k-1) r^k (1-r)^(d-k),        mean k / r.

After s silent days i of the k phases are behind us with probability C(s, i) r^i (1-r)^(s-i),
so k - i phases are still to come: what remains is again a mixture of negative binomials. A *delay*
is a mixture of legs, and the same holds for it. Silence costs no accuracy, however long it is.

Assumption: every delay is at least one day (an answer on the day of asking counts as day 1).
All sums here are of positive terms, and logarithms are kept, so that long silence does not
end in 0/0.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import xlog1py

from keepknocking.forecast.arrays import (
    ROUNDING,
    FloatArray,
    IntArray,
    WrongShape,
    read_only,
)


class ImpossibleDelay(ValueError):
    """A delay law that is none: a rate outside (0, 1], no phases, or weights that do not fit."""


@dataclass(frozen=True, eq=False, slots=True)
class Leg:
    """A wait of `phases` phases, each ending on a given day with chance `rate`.

    Legs are told apart by identity: where one leg object serves many links, the loop over days
    computes it once.

    Parameters
    ----------
    phases : int
        Number of phases k, at least 1; the delay is at least k days.
    rate : array, shape (lanes,)
        Daily chance r of ending a phase, in (0, 1].

    Raises
    ------
    ImpossibleDelay
        If there is no phase, or a rate lies outside (0, 1].

    Examples
    --------
    >>> Leg(2, np.array([0.25])).mean
    array([8.])
    """

    phases: int
    rate: FloatArray

    def __post_init__(self) -> None:
        """Refuse what the model cannot hold."""
        if self.phases < 1:
            raise ImpossibleDelay(f"A leg has {self.phases} phases: give at least 1.")
        rate = read_only(self.rate)
        if rate.ndim != 1 or rate.size == 0:
            raise WrongShape("The rate of a leg", rate.shape, "one number per lane")
        inside = (rate > 0.0) & (rate <= 1.0)
        if not inside.all():
            raise ImpossibleDelay(
                f"A leg has the rate {float(rate[~inside][0])!r}: give a daily chance in (0, 1]."
            )
        object.__setattr__(self, "rate", rate)

    @property
    def mean(self) -> FloatArray:
        """Expected days, phases / rate, shape (lanes,)."""
        return self.phases / self.rate

    def log_taps(self, silent_days: npt.ArrayLike) -> FloatArray:
        """Log probability that j = 1..k phases are still to come after the silent days.

        Parameters
        ----------
        silent_days : int or array of ints, each >= 0

        Returns
        -------
        array, shape (*silent_days.shape, phases, lanes)
            Entry j-1 belongs to j phases still to come; the exponentials sum to the survival.
        """
        days = _whole_days(silent_days)[..., np.newaxis]
        done = np.arange(self.phases, dtype=np.int64)
        # C(s, i) as a product of i factors: differences of log-gammas would lose digits.
        factors = np.maximum(days - done[:-1], 0) / (done[:-1] + 1.0)
        with np.errstate(divide="ignore"):  # log 0 = -inf: more phases done than there were days
            log_steps = np.log(factors)
        log_choose = np.concatenate([np.zeros(days.shape), np.cumsum(log_steps, axis=-1)], axis=-1)
        waited = np.maximum(days - done, 0.0)[..., np.newaxis]
        log_done = log_choose[..., np.newaxis] + done[:, np.newaxis] * np.log(self.rate)
        log_waited: FloatArray = xlog1py(waited, -self.rate)
        return np.add(log_done, log_waited)[..., ::-1, :]

    def log_survival(self, days: npt.ArrayLike) -> FloatArray:
        """Log probability that the leg takes more than `days` days, shape (*days.shape, lanes)."""
        total: FloatArray = np.logaddexp.reduce(self.log_taps(days), axis=-2)
        return total

    def survival(self, days: npt.ArrayLike) -> FloatArray:
        """Probability that the leg takes more than `days` days, shape (*days.shape, lanes)."""
        total: FloatArray = np.exp(self.log_taps(days)).sum(axis=-2)
        return total

    def pmf(self, days: npt.ArrayLike) -> FloatArray:
        """Probability that the leg takes exactly `days` days, shape (*days.shape, lanes)."""
        whole = _whole_days(days)
        # On the day before, exactly one phase was still to come; it ends today.
        last = np.exp(self.log_taps(np.maximum(whole - 1, 0))[..., 0, :]) * self.rate
        return np.where(whole[..., np.newaxis] > 0, last, 0.0)


@dataclass(frozen=True, eq=False, slots=True)
class Delay:
    """A delay law: with probability `weights[c]` the wait is the leg `legs[c]`.

    Parameters
    ----------
    weights : array, shape (m,)
        Positive, summing to 1.
    legs : tuple of Leg, length m

    Raises
    ------
    ImpossibleDelay
        If there is no leg, a weight is not positive, or the weights do not sum to 1.

    Examples
    --------
    >>> fast, slow = Leg(1, np.array([0.5])), Leg(2, np.array([0.1]))
    >>> Delay(np.array([0.75, 0.25]), (fast, slow)).mean
    array([6.5])
    """

    weights: FloatArray
    legs: tuple[Leg, ...]

    def __post_init__(self) -> None:
        """Refuse what the model cannot hold."""
        weights = read_only(self.weights)
        if weights.shape != (len(self.legs),) or not self.legs:
            raise WrongShape("The weights of a delay", weights.shape, "one weight per leg")
        if not (weights > 0.0).all() or abs(weights.sum() - 1.0) > ROUNDING:
            raise ImpossibleDelay(
                f"The weights of a delay are {weights.tolist()}: give positive ones that sum to 1."
            )
        object.__setattr__(self, "weights", weights)

    @property
    def mean(self) -> FloatArray:
        """Expected days, shape (lanes,)."""
        return sum((w * leg.mean for w, leg in self._parts()), np.zeros(1))

    def pmf(self, days: npt.ArrayLike) -> FloatArray:
        """Probability of a delay of exactly `days` days, shape (*days.shape, lanes)."""
        return sum((w * leg.pmf(days) for w, leg in self._parts()), np.zeros(1))

    def survival(self, days: npt.ArrayLike) -> FloatArray:
        """Probability of a delay of more than `days` days, shape (*days.shape, lanes)."""
        return sum((w * leg.survival(days) for w, leg in self._parts()), np.zeros(1))

    def remaining(self, silent_days: int) -> tuple[FloatArray, ...]:
        """What is left after the silent days: one array (phases, lanes) for each leg.

        Entry j-1 of an array is the *joint* probability that this leg was drawn, that it is still
        silent and that j of its phases are still to come. All entries sum to
        `survival(silent_days)`; divide by the probability of the whole observation outside.

        >>> delay = Delay(np.array([1.0]), (Leg(2, np.array([0.5])),))
        >>> delay.remaining(1)[0].ravel()
        array([0.5, 0.5])
        """
        return tuple(np.exp(taps) for taps in self.log_remaining(silent_days))

    def log_remaining(self, silent_days: int) -> tuple[FloatArray, ...]:
        """Logarithms of `remaining`, right also where those underflow."""
        return tuple(np.log(w) + leg.log_taps(silent_days) for w, leg in self._parts())

    def _parts(self) -> list[tuple[np.float64, Leg]]:
        return list(zip(self.weights, self.legs, strict=True))


def _whole_days(days: npt.ArrayLike) -> IntArray:
    """The days as whole numbers, refused if one is negative or broken."""
    given = np.asarray(days)
    whole = given.astype(np.int64)
    if (whole != given).any() or (whole < 0).any():
        raise ImpossibleDelay(f"Days are given as {days!r}: give whole numbers from 0 on.")
    return whole
