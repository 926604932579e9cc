r"""What silence says: how probable a promise still is, and what remains of the wait for it.

An ask is promised with chance a, declined with chance d, and never answered with chance
n = 1 - a - d. With S_a, S_d the survival of the two delays, s days without a word make it

    P(promise later | silent s) = a S_a(s) / (n + a S_a(s) + d S_d(s))
    P(never answers | silent s) = n        / (n + a S_a(s) + d S_d(s))

(Bayes' rule). A *nudge* turns a share v of those who would then never answer into a fresh ask that
will be answered, a promise in a / (a + d) of the cases, its delays counted from the nudge. The
others go on as before: a nudge hastens nobody who would have answered anyway, which is cautious.
Where a + d = 0 nobody ever answers, and a nudge changes nothing.

Waiting for what was promised is the same with two outcomes: done with chance f, or never.

All of it is added in logarithms, so that ten thousand silent days of somebody who surely answers
give the law of what remains, and not 0/0. A silence that the model rules out (everybody answers,
and within days) has no such law: `ImpossibleSilence` says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product

import numpy as np
from scipy.special import xlog1py

from keepknocking.forecast.arrays import (
    ROUNDING,
    FloatArray,
    NotAProbability,
    probabilities,
    read_only,
)
from keepknocking.forecast.delays import Delay, Leg
from keepknocking.forecast.passage import Wait

NO_REVIVAL = read_only([0.0])  # by definition: nobody has been nudged
NEVER = read_only([-np.inf])  # by definition: the logarithm of a chance of zero


class ImpossibleSilence(ValueError):
    """The silence cannot have happened under the given chances and delays."""

    def __init__(self, silent_days: int, lane: int) -> None:
        super().__init__(
            f"{silent_days} silent days cannot happen in lane {lane}: there everybody answers "
            "sooner. Give a chance below 1 or a slower delay."
        )


class ImpossibleNudge(ValueError):
    """A nudge before the ask, or after today."""

    def __init__(self, elapsed_days: int, silent_days: int) -> None:
        super().__init__(
            f"A nudge {elapsed_days} days ago does not lie within {silent_days} silent days: "
            "give days between 0 and the days of silence."
        )


@dataclass(frozen=True, eq=False, slots=True)
class Sequel:
    """What must follow a promise: it is done with chance `chance`, after `delay`.

    Parameters
    ----------
    chance : array, shape (lanes,)
        In [0, 1].
    delay : Delay
    """

    chance: FloatArray
    delay: Delay

    def __post_init__(self) -> None:
        """Refuse what the model cannot hold."""
        chance = probabilities(self.chance, "The chance of a sequel", axes=1)
        object.__setattr__(self, "chance", chance)


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Nudges:
    """The nudges given so far, and the share of the lost that each brings back.

    Parameters
    ----------
    days : tuple of int
        Days gone since each nudge.
    revival : array, shape (lanes,)
        Share v in [0, 1] of those who would then never answer.
    """

    days: tuple[int, ...] = ()
    revival: FloatArray = field(default_factory=NO_REVIVAL.copy)

    def __post_init__(self) -> None:
        """Refuse what the model cannot hold."""
        revival = probabilities(self.revival, "The revival by a nudge", axes=1)
        object.__setattr__(self, "revival", revival)

    def log_revived(self) -> list[tuple[int, FloatArray]]:
        """For each nudge, longest ago first: days gone, log share of the lost revived by it."""
        lost_before = (xlog1py(earlier, -self.revival) for earlier in range(len(self.days)))
        log_revival = _log(self.revival)
        elapsed = sorted(self.days, reverse=True)
        return [(days, log_revival + lost) for days, lost in zip(elapsed, lost_before, strict=True)]

    def log_lost(self) -> FloatArray:
        """Log share of the lost whom none of the nudges revived."""
        lost: FloatArray = xlog1py(len(self.days), -self.revival)
        return lost


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class OpenAsk:
    """An ask without an answer so far.

    Parameters
    ----------
    promise, decline : array, shape (lanes,)
        Chances a and d of a promise and of a decline, seen from the day of asking; a + d <= 1.
    promise_delay, decline_delay : Delay
    silent_days : int
        Days since the ask, at least 0.
    nudge_days : tuple of int
        Days since each nudge, each between 0 and `silent_days`.
    nudge_revival : array, shape (lanes,)
        Share v in [0, 1] of the never-answering whom one nudge revives.

    Raises
    ------
    NotAProbability, ImpossibleNudge
    """

    promise: FloatArray
    decline: FloatArray
    promise_delay: Delay
    decline_delay: Delay
    silent_days: int
    nudge_days: tuple[int, ...] = ()
    nudge_revival: FloatArray = field(default_factory=NO_REVIVAL.copy)

    def __post_init__(self) -> None:
        """Refuse what the model cannot hold."""
        promise = probabilities(self.promise, "The chance of a promise", axes=1)
        decline = probabilities(self.decline, "The chance of a decline", axes=1)
        answered = promise + decline
        if (answered > 1.0 + ROUNDING).any():
            raise NotAProbability("The sum of promise and decline", float(answered.max()))
        _check_nudges(self.nudge_days, self.silent_days)
        object.__setattr__(self, "promise", promise)
        object.__setattr__(self, "decline", decline)


@dataclass(frozen=True, eq=False, slots=True)
class Silence:
    """What an open ask may still bring, given its silence. All chances have the shape (lanes,).

    `promise_taps[c][j-1]` is the chance that the promise is still to come, by leg c of the
    promise's delay, with j of its phases ahead.
    """

    prob_promise_later: FloatArray
    prob_decline_later: FloatArray
    prob_never_answers: FloatArray
    promise_taps: tuple[FloatArray, ...]
    promise_legs: tuple[Leg, ...]

    @property
    def prob_never_promises(self) -> FloatArray:
        """Chance that no promise will come: 1 - prob_promise_later, without its cancellation."""
        return self.prob_decline_later + self.prob_never_answers

    def waits(self, then: tuple[Sequel, ...] = ()) -> tuple[Wait, ...]:
        """The ways in which the promise, and then each of its sequels, may still come to pass."""
        return _waits(self.promise_taps, self.promise_legs, then)


@dataclass(frozen=True, eq=False, slots=True)
class Owed:
    """What a promise may still bring, given the days since. All chances have shape (lanes,)."""

    prob_done_later: FloatArray
    prob_never_done: FloatArray
    taps: tuple[FloatArray, ...]
    legs: tuple[Leg, ...]

    def waits(self, then: tuple[Sequel, ...] = ()) -> tuple[Wait, ...]:
        """The ways in which the promise may still be kept, and then each of the sequels."""
        return _waits(self.taps, self.legs, then)


def weigh_silence(ask: OpenAsk) -> Silence:
    """What the ask may still bring, given that it has been silent for `ask.silent_days` days.

    Raises
    ------
    ImpossibleSilence
        If in some lane everybody would have answered by now with probability one.

    Examples
    --------
    Promise .4, decline .25, two phases of six days each; two weeks of silence:

    >>> slow = Delay(np.array([1.0]), (Leg(2, np.array([1 / 6])),))
    >>> ask = OpenAsk(
    ...     promise=np.array([0.4]),
    ...     decline=np.array([0.25]),
    ...     promise_delay=slow,
    ...     decline_delay=slow,
    ...     silent_days=14,
    ... )
    >>> weigh_silence(ask).prob_promise_later.round(3)
    array([0.218])
    """
    nudges = Nudges(days=ask.nudge_days, revival=_effective_revival(ask))
    never = np.maximum(1.0 - ask.promise - ask.decline, 0.0)
    answered = ask.promise + ask.decline
    share = np.divide(ask.promise, answered, out=np.zeros_like(answered), where=answered > 0.0)
    promised = _still_to_come(
        ask.promise_delay,
        [(ask.silent_days, _log(ask.promise)), *_revived(nudges, never * share)],
    )
    declined = _still_to_come(
        ask.decline_delay,
        [(ask.silent_days, _log(ask.decline)), *_revived(nudges, never * (1.0 - share))],
    )
    log_never = _log(never) + nudges.log_lost()
    log_promise, log_decline = _log_total(promised), _log_total(declined)
    log_all = np.logaddexp(np.logaddexp(log_promise, log_decline), log_never)
    _refuse_impossible(log_all, ask.silent_days)
    return Silence(
        prob_promise_later=np.exp(log_promise - log_all),
        prob_decline_later=np.exp(log_decline - log_all),
        prob_never_answers=np.exp(log_never - log_all),
        promise_taps=tuple(np.exp(taps - log_all) for taps in promised),
        promise_legs=ask.promise_delay.legs,
    )


def after_promise(
    fulfilment: FloatArray,
    delay: Delay,
    *,
    silent_days: int,
    nudge_days: tuple[int, ...] = (),
    nudge_revival: FloatArray = NO_REVIVAL,
) -> Owed:
    """What a promise may still bring, `silent_days` days after it was given.

    Parameters
    ----------
    fulfilment : array, shape (lanes,)
        Chance f that it is ever done, seen from the day of the promise.
    delay : Delay
        How long it takes where it is done.
    silent_days : int
        Days since the promise.
    nudge_days : tuple of int
        Days since each nudge given after the promise. Each turns a share `nudge_revival` of
        those who would then never do it into people who will, as if promised on that day.
    nudge_revival : array, shape (lanes,)

    Raises
    ------
    ImpossibleSilence, ImpossibleNudge, NotAProbability
    """
    done = probabilities(fulfilment, "The chance of fulfilment", axes=1)
    _check_nudges(nudge_days, silent_days)
    nudges = Nudges(days=nudge_days, revival=nudge_revival)
    still = _still_to_come(delay, [(silent_days, _log(done)), *_revived(nudges, 1.0 - done)])
    log_done, log_never = _log_total(still), xlog1py(1.0, -done) + nudges.log_lost()
    log_all = np.logaddexp(log_done, log_never)
    _refuse_impossible(log_all, silent_days)
    return Owed(
        prob_done_later=np.exp(log_done - log_all),
        prob_never_done=np.exp(log_never - log_all),
        taps=tuple(np.exp(taps - log_all) for taps in still),
        legs=delay.legs,
    )


def _log(chance: FloatArray) -> FloatArray:
    """Logarithm of a chance, -inf for zero."""
    return np.log(chance, out=np.full_like(chance, -np.inf), where=chance > 0.0)


def _check_nudges(nudge_days: tuple[int, ...], silent_days: int) -> None:
    for elapsed in nudge_days:
        if not 0 <= elapsed <= silent_days:
            raise ImpossibleNudge(elapsed, silent_days)


def _effective_revival(ask: OpenAsk) -> FloatArray:
    """The share revived by a nudge: none where nobody ever answers."""
    answers = (ask.promise + ask.decline) > 0.0
    return np.where(answers, ask.nudge_revival, 0.0)


def _revived(nudges: Nudges, share: FloatArray) -> Iterable[tuple[int, FloatArray]]:
    """Days since each nudge, and the log chance of having been revived by it to this outcome."""
    log_share = _log(share)
    return ((days, log_share + log_part) for days, log_part in nudges.log_revived())


def _still_to_come(delay: Delay, begun: Iterable[tuple[int, FloatArray]]) -> tuple[FloatArray, ...]:
    """Log chance (phases, lanes) of each leg, added over waits begun some days ago."""
    total: list[FloatArray] = [np.full((leg.phases, 1), -np.inf) for leg in delay.legs]
    for days, log_chance in begun:
        remaining = delay.log_remaining(days)
        total = [np.logaddexp(t, r + log_chance) for t, r in zip(total, remaining, strict=True)]
    return tuple(total)


def _log_total(parts: tuple[FloatArray, ...]) -> FloatArray:
    """Logarithm of the sum of all the parts, shape (lanes,)."""
    total = NEVER
    for part in parts:
        total = np.logaddexp(total, np.logaddexp.reduce(part, axis=0))
    return total


def _refuse_impossible(log_all: FloatArray, silent_days: int) -> None:
    impossible = np.isneginf(log_all)
    if impossible.any():
        raise ImpossibleSilence(silent_days, int(np.flatnonzero(impossible)[0]))


def _waits(
    taps: tuple[FloatArray, ...], legs: tuple[Leg, ...], then: tuple[Sequel, ...]
) -> tuple[Wait, ...]:
    """One wait for every choice of a leg from the delay and from each of its sequels."""
    ways = []
    parts = [list(zip(s.delay.weights, s.delay.legs, strict=True)) for s in then]
    chance = np.ones(1)
    for sequel in then:
        chance = chance * sequel.chance
    for (first, leg), *rest in product(zip(taps, legs, strict=True), *parts):
        weight = chance * np.prod([w for w, _ in rest])
        ways.append(Wait(first * weight, (leg, *(later for _, later in rest))))
    return tuple(ways)
