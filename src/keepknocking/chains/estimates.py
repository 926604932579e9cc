"""A number and its doubt: the mean over the joint draws of all rates, and their middle 80 %.

Doubt about a chance and the spread of outcomes are two things. "23 of 100 searches, 8 times in 10
between 5 and 41" says that the rates are uncertain; it does not say that anybody hears 23 times.
"""

from dataclasses import dataclass

import numpy as np

from keepknocking.forecast.arrays import FloatArray

BAND = (0.10, 0.90)  # design choice, decision 0008: "8 times in 10"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over the draws and the ends of their middle 80 %."""

    mean: float
    low: float
    high: float


def estimate(lanes: FloatArray) -> Estimate:
    """The mean and the middle 80 % of one number over its lanes, shape (lanes,).

    >>> estimate(np.array([0.0, 0.5, 1.0])).mean
    0.5
    """
    low, high = np.quantile(lanes, BAND)
    return Estimate(float(lanes.mean()), float(low), float(high))
