"""The weak link of every living chain: where the best thing one can do helps the search most.

The weak link is not the least likely link, but the one whose mending brings most. Each remedy is
tried by a new forecast on the same draws: the ledger as it would be after a nudge today, after
asking somebody else who may know the way, or after asking the person one was introduced to. What is
compared is the chance of the whole search by a day, if nothing else new is done.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from keepknocking.chains.chain import Chain, ChainStatus, chains
from keepknocking.chains.estimates import Estimate, estimate
from keepknocking.chains.kinds import Kind, kind_of, rates_of, tie_to
from keepknocking.chains.lanes import LinkRates, RateLanes
from keepknocking.chains.network import Scene, counted_asks, plan_of, your_turn
from keepknocking.chains.plan import SEEKER_NODE
from keepknocking.chains.silences import Standing, nudge_due_on
from keepknocking.evidence.rates import Rates
from keepknocking.forecast.arrays import FloatArray
from keepknocking.forecast.passage import first_passage
from keepknocking.ledger.asks import Ask, AskStatus, Purpose
from keepknocking.ledger.ledger import Ledger, add
from keepknocking.ledger.moments import When
from keepknocking.ledger.people import ContactRule
from keepknocking.ledger.searches import Goal

WAYS_TRIED = 3  # design choice 0010: so many other people are tried for each chain
LIVING = (ChainStatus.WAITING, ChainStatus.YOUR_TURN)
"""Chains in which something can still be mended."""
HYPOTHETICAL = "what-if"
"""The id of an ask that is tried in thought only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """One thing to do about a chain: the search's chance before and with it, and what it gains.

    The gain is weighed draw by draw, so its band is narrower than the bands of the two chances.
    """

    kind: str
    person: str
    text: str
    before: Estimate
    chance: Estimate
    gain: Estimate
    minutes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainOutlook:
    """A living chain, its weak link, and the ways to mend it, the best first.

    `now` is the chance of the whole search by `by` with what is under way; `weak` is the ask that
    the best remedy mends, or None where none is left to mend.
    """

    chain: Chain
    weak: Ask | None
    says: str
    now: Estimate
    by: date
    remedies: tuple[Remedy, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trial:
    kind: str
    person: str
    text: str
    ledger: Ledger
    minutes: float


class _Scales:
    """Weighs ledgers: the chance of the search by a day, in every lane."""

    def __init__(self, rates: Rates, *, today: date, by: date, goal: Goal) -> None:
        self.lanes = RateLanes(rates)
        self.today, self.by, self.goal = today, by, goal
        self._weighed: dict[tuple[Ask, Kind], Standing] = {}

    def chance(self, ledger: Ledger) -> FloatArray:
        horizon = (self.by - self.today).days
        scene = Scene(
            ledger=ledger,
            lanes=self.lanes,
            today=self.today,
            goal=self.goal,
            weighed=self._weighed,
        )
        plan = plan_of(scene, horizon=horizon)
        passed = first_passage(
            plan.network(horizon), horizon, wanted=[plan.names().index(SEEKER_NODE)]
        )
        return np.asarray(passed[-1, 0])


def weak_links(
    ledger: Ledger,
    rates: Rates,
    *,
    today: date,
    by: date,
    goal: Goal = Goal.OFFER,
    among: Iterable[Chain] | None = None,
) -> tuple[ChainOutlook, ...]:
    """Every chain that still lives, the one where mending gains most first.

    `among` looks at some chains only: each takes a few forecasts of the whole search.

    Raises
    ------
    ByBeforeToday
        If `by` is before today.
    """
    if by < today:
        raise ByBeforeToday(by, today)
    scales = _Scales(rates, today=today, by=by, goal=goal)
    now = scales.chance(ledger)
    outlooks = [
        _outlook(ledger, chain, scales, now)
        for chain in (chains(ledger) if among is None else among)
        if chain.status in LIVING
    ]
    return tuple(sorted(outlooks, key=lambda outlook: -_best_gain(outlook)))


class ByBeforeToday(ValueError):
    """A deadline that is over."""

    def __init__(self, by: date, today: date) -> None:
        super().__init__(f"{by} is before today, {today}: give a day from today on")


def _best_gain(outlook: ChainOutlook) -> float:
    return outlook.remedies[0].gain.mean if outlook.remedies else -1.0


def _outlook(ledger: Ledger, chain: Chain, scales: _Scales, now: FloatArray) -> ChainOutlook:
    remedies = []
    for trial in _trials(ledger, chain, scales):
        before, chance = now, scales.chance(trial.ledger)
        if trial.kind == "ask":
            # What is yours to do is counted on already: its worth is what is lost by leaving it.
            before, chance = chance, now
        remedies.append(
            Remedy(
                kind=trial.kind,
                person=trial.person,
                text=trial.text,
                before=estimate(before),
                chance=estimate(chance),
                gain=estimate(chance - before),
                minutes=trial.minutes,
            )
        )
    remedies.sort(key=lambda remedy: -remedy.gain.mean)
    return ChainOutlook(
        chain=chain,
        weak=chain.tip if remedies else None,
        says=_why(ledger, chain, scales),
        now=estimate(now),
        by=scales.by,
        remedies=tuple(remedies),
    )


def _why(ledger: Ledger, chain: Chain, scales: _Scales) -> str:
    today, name = scales.today, ledger.person[chain.tip.of].name
    if chain.status is ChainStatus.YOUR_TURN:
        following = chain.next_person
        whom = name if following is None else ledger.person[following].name
        return f"the next step is yours: {whom} has not been asked"
    days = chain.tip.silent_days(today=today)
    due = nudge_due_on(chain.tip, _link(ledger, chain.tip, scales))
    early = f", and a nudge is not due before {due.day} {due:%B}" if due > today else ""
    if chain.tip.answer is None:
        return f"{name} has been silent for {days} days{early}"
    return f"{name} promised {days} days ago and it is not done{early}"


def _trials(ledger: Ledger, chain: Chain, scales: _Scales) -> Iterator[_Trial]:
    if chain.status is ChainStatus.YOUR_TURN:
        yield from _ask_the_next(ledger, chain, scales)
        return
    tip = chain.tip
    counted = {ask.id for ask in counted_asks(ledger)}
    due = nudge_due_on(tip, _link(ledger, tip, scales)) <= scales.today
    if due and ledger.may_contact(tip.of) and tip.id in counted:
        yield _nudge(ledger, tip, scales)
    yield from _other_ways(ledger, chain, scales)


def _link(ledger: Ledger, ask: Ask, scales: _Scales) -> LinkRates:
    return scales.lanes.link(rates_of(scales.lanes.rates, kind_of(ledger, ask)))


def _nudge(ledger: Ledger, ask: Ask, scales: _Scales) -> _Trial:
    nudged = replace(ask, nudges=(*ask.nudges, When(scales.today)))
    asks = tuple(nudged if other.id == ask.id else other for other in ledger.asks)
    name = ledger.person[ask.of].name
    return _Trial(
        kind="nudge",
        person=ask.of,
        text=f"nudge {name}",
        ledger=replace(ledger, asks=asks),
        minutes=NUDGE_MINUTES,
    )


NUDGE_MINUTES = 5.0  # assumed: a friendly line to somebody who knows what it is about


def _ask_the_next(ledger: Ledger, chain: Chain, scales: _Scales) -> Iterator[_Trial]:
    person = chain.next_person
    if person is None or person not in your_turn(ledger, today=scales.today):
        return
    kind = rates_of(scales.lanes.rates, Kind(Purpose.OPENING, tie_to(ledger, person)))
    yield _Trial(
        kind="ask",
        person=person,
        text=f"ask {ledger.person[person].name}",
        ledger=_leaving(ledger, person, scales.today),
        minutes=kind.minutes.value,
    )


def _leaving(ledger: Ledger, person: str, today: date) -> Ledger:
    """The ledger if the person is left alone: as one who must not be contacted."""
    return add(ledger, ContactRule(person=person, allowed=False, when=When(today)))


def _other_ways(ledger: Ledger, chain: Chain, scales: _Scales) -> Iterator[_Trial]:
    """Asking somebody else today for the same: who knows the target, or works where it leads."""
    ask = chain.tip
    for person in list(_who_else(ledger, chain))[:WAYS_TRIED]:
        other = replace(
            ask,
            id=HYPOTHETICAL,
            of=person,
            asked=When(scales.today),
            through=None,
            replies=(),
            nudges=(),
            answer=None,
            fulfilment=None,
            channel=None,
        )
        tried = add(ledger, other)
        kind = rates_of(scales.lanes.rates, kind_of(tried, other))
        yield _Trial(
            kind="another way",
            person=person,
            text=f"ask {ledger.person[person].name} instead",
            ledger=tried,
            minutes=kind.minutes.value,
        )


def _who_else(ledger: Ledger, chain: Chain) -> Iterable[str]:
    """People who may be asked for the same thing, those known to know the target first.

    Nobody who is being waited for, who has said no, or who helped on this chain already.
    """
    ask = chain.tip
    asked = {
        other.of
        for other in ledger.asks
        if other.is_open or other.status is AskStatus.DECLINED or other in chain.asks
    }
    target = ask.towards if ask.purpose is Purpose.INTRODUCTION else ask.of
    place = ask.organization
    if place is None and target is not None:
        place = ledger.person[target].organization
    knows = [tie.of for tie in ledger.ties if tie.to == target and tie.of is not None]
    colleagues = [
        person.id for person in ledger.people if place is not None and person.organization == place
    ]
    for person in dict.fromkeys([*knows, *colleagues]):
        if person not in asked | {target} and ledger.may_contact(person):
            yield person
