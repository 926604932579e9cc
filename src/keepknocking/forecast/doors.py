r"""What new doors add: the chance that none of the doors still to be knocked at has led anywhere.

If doors of one kind are knocked at at a rate of lambda a day, on days 1, 2, ..., and one of them
leads to success within u days with chance F(u), then by day t none has with chance

    exp(-sum over days i = 1..t of lambda_i F(t - i)),

by Poisson arrivals. The rate is `per_day` on every day on which doors are knocked at, until the
*pool* of people not yet asked is used up; on the last such day it is what is left of the pool.
After that the curve no longer rises: the page can say when the pool runs dry. Planned doors, on
known days, are plain products. Everything is done per lane, before any mean is taken.

The search succeeds by day t with chance 1 - (1 - F_open(t)) x the product of all these survivals.
Assumption: doors are independent of one another and of what is already open.
"""

from collections.abc import Iterable

import numpy as np

from keepknocking.forecast.arrays import BoolArray, FloatArray, WrongShape, probabilities

POOL_CRUMB = 1e-9  # Numerical: what may be left of a pool by rounding alone


class ImpossiblePace(ValueError):
    """A pace, a pool or a day below zero, or not a number."""

    def __init__(self, what: str, value: float) -> None:
        super().__init__(f"{what} is {value!r}: give a finite number from 0 on.")


def doors_by_day(
    horizon: int, per_day: float, *, pool: float | None = None, pauses: BoolArray | None = None
) -> FloatArray:
    """Expected new doors on each day 0..horizon, shape (horizon + 1,); none on day 0, today.

    Parameters
    ----------
    horizon : int
    per_day : float
        Doors a day, on days without a pause.
    pool : float, optional
        People not yet asked; without it the pool lasts for ever.
    pauses : array of bool, shape (horizon + 1,), optional
        True on days on which no door is knocked at.

    Raises
    ------
    ImpossiblePace, WrongShape

    Examples
    --------
    >>> doors_by_day(4, 2.0, pool=5.0)
    array([0., 2., 2., 1., 0.])
    """
    _check_amount("The pace", per_day)
    doors = np.full(horizon + 1, float(per_day))
    doors[0] = 0.0
    if pauses is not None:
        if np.shape(pauses) != doors.shape:
            raise WrongShape("The mask of pauses", np.shape(pauses), f"{horizon + 1} days")
        doors[pauses] = 0.0
    if pool is None:
        return doors
    _check_amount("The pool", pool)
    # Numbered knocks, not a running sum: with it, rounding would leave a last sliver of the pool.
    knocked_before = per_day * (np.cumsum(doors > 0.0) - (doors > 0.0))
    lasting: FloatArray = np.clip(pool - knocked_before, 0.0, doors)
    return lasting


def runs_dry_on(
    per_day: float, pool: float, *, horizon: int, pauses: BoolArray | None = None
) -> int | None:
    """First day by which the whole pool has been asked, or None if that is after the horizon.

    >>> runs_dry_on(2.0, 5.0, horizon=366)
    3
    """
    left = pool - np.cumsum(doors_by_day(horizon, per_day, pool=pool, pauses=pauses))
    dry = np.flatnonzero(left <= POOL_CRUMB * max(pool, 1.0))
    return int(dry[0]) if len(dry) else None


def new_doors_survival(
    door: FloatArray,
    per_day: float,
    pool: float | None = None,
    *,
    pauses: BoolArray | None = None,
) -> FloatArray:
    """Chance that no new door has led to success, by each day.

    Parameters
    ----------
    door : array, shape (T + 1, lanes)
        F: chance that one door leads to success within t days of the knock.
    per_day, pool, pauses
        As in `doors_by_day`.

    Returns
    -------
    array, shape (T + 1, lanes)
        In (0, 1], never rising with days; 1 on days 0 and 1.

    Examples
    --------
    Two doors a day for two days, each leading there at once with chance .1:

    >>> new_doors_survival(np.full((4, 1), 0.1), 2.0, pool=4.0).ravel().round(3)
    array([1.   , 0.819, 0.67 , 0.67 ])
    """
    law = probabilities(door, "The law of a new door", axes=2)
    doors = doors_by_day(len(law) - 1, per_day, pool=pool, pauses=pauses)
    reached = np.cumsum(law, axis=0)
    expected = np.zeros_like(law)
    # Doors come in stretches of equal pace, so a sum over days is a few differences of `reached`.
    steps = np.diff(doors, prepend=0.0)
    for day in np.flatnonzero(steps):
        expected[day:] += steps[day] * reached[: len(law) - day]
    return np.exp(-np.maximum(expected, 0.0))


def planned_doors_survival(doors: Iterable[tuple[int, FloatArray]], *, horizon: int) -> FloatArray:
    """Chance that no planned door has led to success, by each day.

    Parameters
    ----------
    doors : iterable of (day, F)
        The day of each planned door, from today = 0 on, and its law as in `new_doors_survival`,
        with at least horizon - day + 1 days.
    horizon : int

    Returns
    -------
    array, shape (horizon + 1, lanes); one lane if there is no door
    """
    survival = np.ones((horizon + 1, 1))
    for day, door in doors:
        _check_amount("The day of a planned door", day)
        law = probabilities(door, "The law of a planned door", axes=2)
        left = max(horizon + 1 - day, 0)
        if len(law) < left:
            raise WrongShape("The law of a planned door", law.shape, f"at least {left} days")
        silent = np.ones((horizon + 1, law.shape[1]))
        silent[horizon + 1 - left :] -= law[:left]
        survival = survival * silent
    return survival


def search_curve(open_network: FloatArray, *survivals: FloatArray) -> FloatArray:
    """Chance of success by each day, from what is open and from the doors still to come.

    Parameters
    ----------
    open_network : array, shape (T + 1, lanes)
        F of the seeker in the network as it stands.
    survivals : arrays, each of shape (T + 1, lanes) or (T + 1, 1)
        From `new_doors_survival` and `planned_doors_survival`.

    >>> search_curve(np.array([[0.0], [0.2]]), np.array([[1.0], [0.5]])).ravel()
    array([0. , 0.6])
    """
    silent = 1.0 - probabilities(open_network, "The law of the open network", axes=2)
    for survival in survivals:
        silent = silent * probabilities(survival, "The survival of doors", axes=2)
    curve: FloatArray = 1.0 - silent
    return curve


def _check_amount(what: str, value: float) -> None:
    if not 0.0 <= value < np.inf:
        raise ImpossiblePace(what, value)
