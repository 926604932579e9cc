r"""What an evening may bring: the best rung, and what comes of it later.

Each new person one talks to yields one thing: nothing, a name (somebody who knows somebody), an
opening with a contact there, an interview, or an offer. The rung of the evening is the best of n
people, and with c_r the chance of rung r for one person,

    P(best rung is at most r) = (1 - sum over higher rungs of c)^n.

What comes of the evening by day t: a person leads to success by then with chance

    phi(t) = c_name F_ask(t) + c_opening F_insider(t) + c_interview F_after_interview(t) + c_offer,

so the evening does with 1 - (1 - phi(t))^n. Here n need not be whole: it is an expectation, and a
fraction of a person counts as that power. Assumption: people at one event are independent.
"""

import numpy as np
from scipy.special import xlog1py

from keepknocking.forecast.arrays import (
    ROUNDING,
    FloatArray,
    NotAProbability,
    WrongShape,
    probabilities,
)

RUNGS = ("nothing", "a name", "an opening", "an interview", "an offer")  # by definition


class ImpossibleCompany(ValueError):
    """A number of new people below zero, or not a number."""

    def __init__(self, people: float) -> None:
        super().__init__(f"The number of new people is {people!r}: give a number from 0 on.")


def best_rung(chances: FloatArray, people: FloatArray) -> FloatArray:
    """Probability of each best rung of the evening.

    Parameters
    ----------
    chances : array, shape (4, lanes)
        Chance per new person of a name, an opening, an interview, an offer; summing to at most 1.
    people : array, shape (lanes,)
        Number of new people n, real, at least 0.

    Returns
    -------
    array, shape (5, lanes)
        In the order of `RUNGS`; each lane sums to 1.

    Raises
    ------
    NotAProbability, WrongShape, ImpossibleCompany

    Examples
    --------
    >>> best_rung(np.array([[0.3], [0.1], [0.0], [0.0]]), np.array([2.0])).ravel().round(2)
    array([0.36, 0.45, 0.19, 0.  , 0.  ])
    """
    per_person = _check_chances(chances)
    above = np.minimum(np.cumsum(per_person[::-1], axis=0)[::-1], 1.0)
    at_least = _some_of(above, _check_people(people))
    certain = np.ones_like(at_least[:1])
    rungs: FloatArray = np.concatenate([certain, at_least])
    rungs[:-1] -= at_least
    return rungs


def event_law(
    chances: FloatArray,
    people: FloatArray,
    *,
    ask: FloatArray,
    insider: FloatArray,
    after_interview: FloatArray,
) -> FloatArray:
    """Chance that the evening has led to success, by each day after it.

    Parameters
    ----------
    chances, people
        As in `best_rung`.
    ask, insider, after_interview : array, shape (T + 1, lanes)
        Laws of success by day t after a name, after an opening and a contact, after an interview.

    Returns
    -------
    array, shape (T + 1, lanes)
    """
    name, opening, interview, offer = _check_chances(chances)
    phi = (
        name * probabilities(ask, "The law of an ask", axes=2)
        + opening * probabilities(insider, "The law of an insider", axes=2)
        + interview * probabilities(after_interview, "The law after an interview", axes=2)
        + offer
    )
    return _some_of(np.minimum(phi, 1.0), _check_people(people))


def _some_of(chance: FloatArray, people: FloatArray) -> FloatArray:
    """1 - (1 - chance)^people, without cancellation where the chance is small."""
    some: FloatArray = -np.expm1(xlog1py(people, -chance))
    return some


def _check_chances(chances: FloatArray) -> FloatArray:
    checked = probabilities(chances, "The chances of the rungs", axes=2)
    if len(checked) != len(RUNGS) - 1:
        raise WrongShape("The chances of the rungs", checked.shape, "4 lines, lanes last")
    total = checked.sum(axis=0)
    if (total > 1.0 + ROUNDING).any():
        raise NotAProbability("The sum of the rungs' chances", float(total.max()))
    return checked


def _check_people(people: FloatArray) -> FloatArray:
    checked = np.array(people, dtype=np.float64)
    if checked.ndim != 1:
        raise WrongShape("The number of new people", checked.shape, "one number per lane")
    wrong = ~((checked >= 0.0) & np.isfinite(checked))
    if wrong.any():
        raise ImpossibleCompany(float(checked[wrong][0]))
    return checked
