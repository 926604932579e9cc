"""What the silence of each open ask says: will it still be answered, or kept, or never?

An ask without an answer is weighed with three outcomes (promised, declined, never answered); after
a promise with two (done, never). The rates are those of its kind, in lanes; what is said of this
ask is never learned from this ask itself, so its silence counts once. A reply that neither
promises nor declines starts the silence anew (an assumption: the wait after it is like the first).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from keepknocking.chains.estimates import Estimate, estimate
from keepknocking.chains.kinds import Kind, kind_of, rates_of
from keepknocking.chains.lanes import LinkRates, RateLanes
from keepknocking.evidence.rates import Grounds, KindRates, Rates
from keepknocking.forecast.arrays import FloatArray
from keepknocking.forecast.passage import Wait
from keepknocking.forecast.silence import Sequel, after_promise, weigh_silence
from keepknocking.ledger.asks import Ask, AskStatus
from keepknocking.ledger.ledger import Ledger

NUDGE_DUE_SHARE = 0.75
"""A nudge is due when three of four of those who answer at all would have: design choice 0010."""


class Standing(NamedTuple):
    """What one open ask may still bring: chances in lanes, and the ways it may yet come to pass."""

    passes_on: FloatArray
    never: FloatArray
    waits: tuple[Wait, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """One open ask, and what its silence says. `never`: she never answers, or never does it."""

    ask: Ask
    waiting_for: str
    silent_days: int
    nudged: int
    never: Estimate
    passes_on: Estimate
    passes_on_if_nudged: Estimate
    nudge_due_on: date
    kind: str
    grounds: tuple[tuple[str, Grounds], ...]


def standing(ask: Ask, link: LinkRates, *, today: date, nudge_now: bool = False) -> Standing:
    """What an open ask may still bring as of today, or with one nudge more, given today.

    Parameters
    ----------
    ask : Ask
        Silent, or promised and not yet done.
    link : LinkRates
        The rates of its kind.
    """
    silent_days = ask.silent_days(today=today)
    nudge_days = tuple((today - nudge.on).days for nudge in ask.nudges_in_silence())
    if nudge_now:
        nudge_days = (*nudge_days, 0)
    if ask.status is AskStatus.PROMISED:
        owed = after_promise(
            link.fulfilment,
            link.fulfilment_delay,
            silent_days=silent_days,
            nudge_days=nudge_days,
            nudge_revival=link.nudge_revival,
        )
        return Standing(owed.prob_done_later, owed.prob_never_done, owed.waits())
    silence = weigh_silence(link.asked(silent_days=silent_days, nudge_days=nudge_days))
    then = (Sequel(link.fulfilment, link.fulfilment_delay),)
    return Standing(
        silence.prob_promise_later * link.fulfilment,
        silence.prob_never_answers,
        silence.waits(then),
    )


def silences(
    ledger: Ledger,
    rates: Rates,
    *,
    today: date,
    known: dict[tuple[Ask, Kind], Silence] | None = None,
) -> tuple[Silence, ...]:
    """Every open ask of the ledger, the likeliest never to be answered first.

    `known` are silences weighed before, with the same rates and on the same day; new ones are added
    to it, so that a ledger with one ask changed does not weigh the others anew.
    """
    lanes = RateLanes(rates)
    known = {} if known is None else known
    found = []
    for ask in ledger.asks:
        if ask.is_open:
            kind = kind_of(ledger, ask)
            if (ask, kind) not in known:
                known[ask, kind] = _silence(ask, kind, lanes, today=today)
            found.append(known[ask, kind])
    return tuple(sorted(found, key=lambda silence: (-silence.never.mean, silence.ask.id)))


def _silence(ask: Ask, kind: Kind, lanes: RateLanes, *, today: date) -> Silence:
    kind_rates = rates_of(lanes.rates, kind)
    link = lanes.link(kind_rates)
    now = standing(ask, link, today=today)
    nudged = standing(ask, link, today=today, nudge_now=True)
    promised = ask.status is AskStatus.PROMISED
    nudges = ask.nudges_in_silence()
    return Silence(
        ask=ask,
        waiting_for="what was promised" if promised else "an answer",
        silent_days=ask.silent_days(today=today),
        nudged=len(nudges),
        never=estimate(now.never),
        passes_on=estimate(now.passes_on),
        passes_on_if_nudged=estimate(nudged.passes_on),
        nudge_due_on=nudge_due_on(ask, link),
        kind=str(kind),
        grounds=grounds_of(kind, kind_rates, promised=promised),
    )


def nudge_due_on(ask: Ask, link: LinkRates) -> date:
    """The first day on which three of four who answer (or keep a promise) at all would have.

    Counted anew from the last nudge.
    """
    promised = ask.status is AskStatus.PROMISED
    delay = link.fulfilment_delay if promised else link.answer_delay
    since = max((nudge.on for nudge in ask.nudges_in_silence()), default=ask.waiting_since)
    days = 1
    while float(np.mean(delay.survival(days))) > 1.0 - NUDGE_DUE_SHARE:
        days += 1
    return since + timedelta(days=days)


def grounds_of(kind: Kind, rates: KindRates, *, promised: bool) -> tuple[tuple[str, Grounds], ...]:
    """What the numbers of an ask of this kind rest on: the key of each rate and its grounds."""
    after = (rates.fulfilment, rates.fulfilment_delay, rates.nudge_revival)
    before = (rates.promise, rates.decline_of_rest, rates.answer_delay, rates.decline_delay)
    del kind
    return tuple(
        (rate.key, rate.grounds) for rate in ((*after,) if promised else (*before, *after))
    )
