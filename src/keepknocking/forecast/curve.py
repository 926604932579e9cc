r"""What a curve with doubt says: its mean, its band, and its days.

Each lane is one possible truth about the rates and has its own curve F(t). The forecast is the
*mean* over lanes, day by day: the probability of success by day t, doubt included. The *band* is
the middle 80 % of the lanes on each day. The mean speaks of outcomes, the band of what is not known
about the rates; they answer different questions.

Success may never come, so an expected waiting time would be infinite. The *restricted* mean is the
expected number of days waited within the horizon: E min(time, T) = sum over t < T of (1 - F(t)).
"""

from dataclasses import dataclass

import numpy as np

from keepknocking.forecast.arrays import FloatArray, NotAProbability, probabilities

BAND = 0.8  # design choice: the band shown is the middle 80 % of the lanes
LEVELS = (0.25, 0.5, 0.75)  # design choice: the chances whose days are given


@dataclass(frozen=True, slots=True)
class LevelDays:
    """When the curve reaches a chance: by its mean, and by the two edges of the band.

    A day is None if it is not within the horizon. `earliest` belongs to the upper edge.
    """

    level: float
    day: int | None
    earliest: int | None
    latest: int | None


@dataclass(frozen=True, eq=False, slots=True)
class Curve:
    """A forecast over days 0..T. `mean`, `low` and `high` have the shape (T + 1,)."""

    mean: FloatArray
    low: FloatArray
    high: FloatArray
    days: tuple[LevelDays, ...]
    restricted_mean_days: float
    prob_not_by_horizon: float
    prob_never: float | None


def summarise(
    lanes: FloatArray,
    *,
    ever: FloatArray | None = None,
    levels: tuple[float, ...] = LEVELS,
    band: float = BAND,
) -> Curve:
    """The forecast that the curves of all lanes make together.

    Parameters
    ----------
    lanes : array, shape (T + 1, lanes)
        F, one curve a lane.
    ever : array, shape (lanes,), optional
        Chance of success with no horizon; gives `prob_never`, which is None without it.
    levels : tuple of float
        Chances whose days are wanted.
    band : float
        Share of the lanes that lies within the band, in [0, 1].

    Raises
    ------
    WrongShape, NotAProbability

    Examples
    --------
    >>> curve = summarise(np.array([[0.0, 0.0], [0.2, 0.6], [0.4, 0.8]]))
    >>> curve.mean, curve.restricted_mean_days
    (array([0. , 0.4, 0.6]), 1.6)
    >>> [(days.level, days.day) for days in curve.days]
    [(0.25, 1), (0.5, 2), (0.75, None)]
    """
    law = probabilities(lanes, "The curves of the lanes", axes=2)
    if not 0.0 <= band <= 1.0:
        raise NotAProbability("The band", band)
    mean = law.mean(axis=1)
    edge = (1.0 - band) / 2.0
    low, high = np.quantile(law, [edge, 1.0 - edge], axis=1)
    return Curve(
        mean=mean,
        low=low,
        high=high,
        days=tuple(
            LevelDays(level, _reaches(mean, level), _reaches(high, level), _reaches(low, level))
            for level in levels
        ),
        restricted_mean_days=float((1.0 - mean[:-1]).sum()),
        prob_not_by_horizon=float(1.0 - mean[-1]),
        prob_never=None if ever is None else _never(ever),
    )


def _reaches(curve: FloatArray, level: float) -> int | None:
    """First day on which the curve is at the level or above."""
    days = np.flatnonzero(curve >= level)
    return int(days[0]) if len(days) else None


def _never(ever: FloatArray) -> float:
    chances = probabilities(ever, "The chance of ever succeeding", axes=1)
    return float(1.0 - chances.mean())
