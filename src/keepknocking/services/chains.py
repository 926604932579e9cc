"""Where does every chain stand, and what does one of them hang on?

A link is called weak once its silence has lasted so long that a nudge is due: three of four who
ever answer (or keep a promise) would have by then. Before that the chain simply waits. What mending
a link would bring is a matter of several forecasts, so it is asked of one chain at a time.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from keepknocking.chains.chain import (
    Chain,
    ChainStatus,
    chains,
    opening_status,
    unasked_openings,
)
from keepknocking.chains.kinds import Kind, kind_of, rates_of
from keepknocking.chains.lanes import RateLanes
from keepknocking.chains.search import check_within
from keepknocking.chains.silences import nudge_due_on
from keepknocking.chains.weak_links import LIVING, ChainOutlook, weak_links
from keepknocking.evidence.rates import Rates
from keepknocking.ledger.asks import Ask, AskStatus
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.openings import Opening
from keepknocking.services.homes import Home
from keepknocking.services.questions import Asked, Question, ask
from keepknocking.services.rates import load_rates

ORDER = (
    ChainStatus.OFFER,
    ChainStatus.AT_THE_EMPLOYER,
    ChainStatus.YOUR_TURN,
    ChainStatus.WAITING,
    ChainStatus.OVER,
)
"""Chains are told in this order: what is nearest to a yes first, what is over last."""


class NoSuchChain(ValueError):
    """An ask that is not in the ledger, so that no chain can end with it."""

    def __init__(self, ask: str) -> None:
        super().__init__(f"there is no ask {ask!r}: it may have been taken back")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stands:
    """How a chain stands: where it waits, from which day on a nudge to its last person is due."""

    chain: Chain
    last_day: date
    nudge_due_on: date | None = None
    is_weak: bool = False

    @property
    def is_alive(self) -> bool:
        """Whether something may still come of it."""
        return self.chain.status is not ChainStatus.OVER


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningStands:
    """An opening that no ask led to: somebody told of it unasked, or the seeker found it."""

    opening: Opening
    status: ChainStatus


@dataclass(frozen=True, kw_only=True)
class Street:
    """Every chain of a search, nearest to a yes first; then the latest heard of first."""

    ledger: Ledger
    today: date
    chains: tuple[Stands, ...]
    openings: tuple[OpeningStands, ...]

    @cached_property
    def open_asks(self) -> int:
        """How many asks are open."""
        return sum(ask.is_open for ask in self.ledger.asks)

    @cached_property
    def alive(self) -> tuple[Stands, ...]:
        """The chains of which something may still come."""
        return tuple(stands for stands in self.chains if stands.is_alive)

    @cached_property
    def over(self) -> tuple[Stands, ...]:
        """The chains that are over."""
        return tuple(stands for stands in self.chains if not stands.is_alive)

    @cached_property
    def through(self) -> Mapping[str, tuple[Stands, ...]]:
        """For each ask id the chains it is a link of."""
        found: dict[str, list[Stands]] = {}
        for stands in self.chains:
            for link in stands.chain.asks:
                found.setdefault(link.id, []).append(stands)
        return {link: tuple(every) for link, every in found.items()}

    def ending_with(self, ask: str, opening: str = "") -> Stands | None:
        """The chain whose last ask this is, at that opening if it has several; None without one."""
        found = [one for one in self.through.get(ask, ()) if one.chain.tip.id == ask]
        wanted = [one for one in found if one.chain.opening and one.chain.opening.id == opening]
        return next(iter([*wanted, *found]), None)

    def grown_from(self, ask: str) -> Stands:
        """The chain that has grown from an ask, the nearest to a yes where there are several.

        Raises
        ------
        NoSuchChain
        """
        if ask not in self.through:
            raise NoSuchChain(ask)
        return self.through[ask][0]


def street(home: Home, *, today: date) -> Street:
    """Every chain of a search as it stands on a day."""
    return home.remembered(("street of chains", today), lambda: _street(home, today))


def _street(home: Home, today: date) -> Street:
    ledger = home.opened(today=today).ledger
    found = [*_stands(ledger, chains(ledger), load_rates(None), today=today)]
    found.sort(key=lambda one: (ORDER.index(one.chain.status), -one.last_day.toordinal()))
    openings = [
        OpeningStands(opening=opening, status=opening_status(ledger, opening))
        for opening in unasked_openings(ledger)
    ]
    return Street(
        ledger=ledger,
        today=today,
        chains=tuple(found),
        openings=tuple(sorted(openings, key=lambda one: ORDER.index(one.status))),
    )


def _stands(
    ledger: Ledger, found: Iterable[Chain], rates: Rates, *, today: date
) -> Iterable[Stands]:
    patience = _Patience(ledger, rates)
    for chain in found:
        last_day = _last_day(ledger, chain)
        if chain.status is not ChainStatus.WAITING:
            yield Stands(chain=chain, last_day=last_day)
            continue
        due = patience.due_on(chain.tip)
        yield Stands(chain=chain, last_day=last_day, nudge_due_on=due, is_weak=due <= today)


class _Patience:
    """How long one waits before a nudge is due; worked out once for each kind of ask."""

    def __init__(self, ledger: Ledger, rates: Rates) -> None:
        self._ledger = ledger
        self._lanes = RateLanes(rates)
        self._days: dict[tuple[Kind, bool], timedelta] = {}

    def due_on(self, ask: Ask) -> date:
        """The day from which on a nudge is due, counted anew from the last one."""
        kind = kind_of(self._ledger, ask)
        key = kind, ask.status is AskStatus.PROMISED
        if key not in self._days:
            link = self._lanes.link(rates_of(self._lanes.rates, kind))
            first = nudge_due_on(replace(ask, nudges=()), link)
            self._days[key] = first - ask.waiting_since
        nudges = (nudge.on for nudge in ask.nudges_in_silence())
        return max(nudges, default=ask.waiting_since) + self._days[key]


def _last_day(ledger: Ledger, chain: Chain) -> date:
    """The day on which something last happened on a chain."""
    tip = chain.tip
    days = [tip.waiting_since, *(nudge.on for nudge in tip.nudges)]
    if tip.fulfilment is not None:
        days.append(tip.fulfilment.on)
    if chain.opening is not None:
        days.append(chain.opening.known.on)
        days += [stage.when.on for stage in ledger.stages_of(chain.opening.id)]
    return max(days)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaysRound:
    """What can be done about one chain and what it brings; no outlook where nothing is left."""

    asked: Asked
    outlook: ChainOutlook | None


def ways_round(question: Question, chain: Chain) -> WaysRound:
    """What can be done about one chain, the best first.

    Raises
    ------
    DayNotAhead, NotWithinHorizon
    """
    key = ("ways round", question, chain.tip.id, chain.opening and chain.opening.id)
    return question.home.remembered(key, lambda: _ways_round(question, chain))


def _ways_round(question: Question, chain: Chain) -> WaysRound:
    asked = ask(question)
    check_within(asked.by, asked.rates, today=question.today)
    if chain.status not in LIVING:
        return WaysRound(asked=asked, outlook=None)
    (outlook,) = weak_links(
        asked.search.ledger,
        asked.rates,
        today=question.today,
        by=asked.by,
        goal=asked.goal,
        among=(chain,),
    )
    return WaysRound(asked=asked, outlook=outlook)
