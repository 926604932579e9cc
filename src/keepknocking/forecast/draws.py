r"""Where to look at uncertain rates: a few fixed points that stand for all joint draws.

One point is one *lane*: a value in (0, 1) for every uncertain rate. A rate's quantile function
turns it into a rate, and the mean over lanes stands for the integral over the joint law. The points
are a Latin hypercube: along each rate every 1/lanes of the probability holds exactly one lane, in
its middle. The order of the lanes along a rate is the one, of a few dozen, that is least correlated
with the orders of the rates before it, so that pairs of rates are covered evenly too. Everything
comes from counting and mixing whole numbers: the points are the same on every machine, in every
process and with every version of numpy, and those of the first rates do not change when more rates
are asked for.
"""

from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv, ndtri

from keepknocking.forecast.arrays import FloatArray, IntArray, read_only

Numbers = float | FloatArray

LANES = 128  # design choice, decision 0007: with the errors of the mean and of the band
CANDIDATES = 4096  # design choice: orders tried for a rate, times lanes; fewer where lanes average
FIRST_COUNT = 24_000_000_000  # design choice: of 40 beginnings one with small errors in all trials

# By definition: the constants of the SplitMix64 generator (steele-splittable-2014).
GOLDEN = np.uint64(0x9E3779B97F4A7C15)
FIRST_MIX = np.uint64(0xBF58476D1CE4E5B9)
SECOND_MIX = np.uint64(0x94D049BB133111EB)
SHIFTS = (np.uint64(30), np.uint64(27), np.uint64(31))


class NothingToDraw(ValueError):
    """Fewer than one lane, or fewer than no rates."""

    def __init__(self, dimensions: int, lanes: int) -> None:
        super().__init__(
            f"{dimensions} rates in {lanes} lanes: give at least 0 rates and at least 1 lane."
        )


@lru_cache(maxsize=4)  # some 40 ms for the rates of a search, which every forecast asks for anew
def uniforms(dimensions: int, lanes: int = LANES) -> FloatArray:
    """Fixed points in (0, 1), shape (dimensions, lanes): the same for the same arguments.

    With one lane every value is .5, the median.

    >>> np.sort(uniforms(1, 4))
    array([[0.125, 0.375, 0.625, 0.875]])
    """
    if dimensions < 0 or lanes < 1:
        raise NothingToDraw(dimensions, lanes)
    # Twice the rank, from its middle: whole numbers, so that sums are exact on every machine.
    ranks = np.empty((dimensions, lanes), dtype=np.int64)
    for rate in range(dimensions):
        orders = _orders(rate, lanes)
        clash = ((orders @ ranks[:rate].T) ** 2).sum(axis=1)
        ranks[rate] = orders[np.argmin(clash)]
    return read_only((ranks + lanes) / (2.0 * lanes))


def _orders(rate: int, lanes: int) -> IntArray:
    """The orders of the lanes that are tried for one rate, as 2 rank + 1 - lanes."""
    tried = max(CANDIDATES // lanes, 1)
    first = FIRST_COUNT + rate * tried * lanes
    counts = np.arange(first, first + tried * lanes, dtype=np.uint64).reshape(tried, lanes)
    ranks: IntArray = np.argsort(_mixed(counts), axis=1, kind="stable")
    return 2 * ranks + 1 - lanes


def beta_quantile(u: Numbers, a: Numbers, b: Numbers) -> FloatArray:
    """The rate below which a Beta(a, b) lies with probability u; all broadcast together.

    >>> beta_quantile(0.5, 1.0, 1.0)
    array(0.5)
    """
    return np.asarray(betaincinv(a, b, u), dtype=np.float64)


def lognormal_factor(u: Numbers, sd: Numbers) -> FloatArray:
    """A positive factor with median 1, whose logarithm is normal with deviation `sd`.

    >>> float(lognormal_factor(0.5, 0.3))
    1.0
    """
    return np.exp(np.multiply(sd, ndtri(u)))


def _mixed(counts: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """SplitMix64 of each count: well-mixed whole numbers, by overflow on purpose."""
    first, second, third = SHIFTS
    mixed = (counts + np.uint64(1)) * GOLDEN
    mixed = (mixed ^ (mixed >> first)) * FIRST_MIX
    mixed = (mixed ^ (mixed >> second)) * SECOND_MIX
    return mixed ^ (mixed >> third)
