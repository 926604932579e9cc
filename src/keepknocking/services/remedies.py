"""What one deed brings to the whole search: the best few things to do about what is under way.

Each way of mending a link is a forecast of its own, so a ledger with hundreds of living chains is
not tried in full: those are tried where it is the seeker's turn, and those where one more line
would bring the link itself most.
"""

from dataclasses import dataclass, replace

from keepknocking.chains.chain import Chain, ChainStatus, chains
from keepknocking.chains.estimates import Estimate
from keepknocking.chains.silences import Silence
from keepknocking.chains.weak_links import LIVING, ChainOutlook, Remedy, weak_links
from keepknocking.services.questions import Asked, Question, ask, weigh_silences

MOST_TRIED = 12  # design choice: so many chains are tried; more would keep a page waiting
MOST_SHOWN = 4  # design choice: a list that can be read at a glance


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One thing to do, and the chain it is about."""

    chain: Chain
    remedy: Remedy


@dataclass(frozen=True, slots=True, kw_only=True)
class Deeds:
    """The best things to do, the best first; `now` is the chance if nothing is done.

    `tried` of `living` chains were looked at. Without any, `now` is None.
    """

    asked: Asked
    now: Estimate | None
    deeds: tuple[Deed, ...]
    tried: int
    living: int


def best_deeds(question: Question) -> Deeds:
    """The best few things to do about what is under way.

    Raises
    ------
    DayNotAhead
    """
    return question.home.remembered(("best deeds", question), lambda: _best_deeds(question))


def _best_deeds(question: Question) -> Deeds:
    asked = ask(question)
    ledger = asked.search.ledger
    living = [chain for chain in chains(ledger) if chain.status in LIVING]
    tried = worth_trying(living, _silences(question)) if len(living) > MOST_TRIED else living
    outlooks = weak_links(
        ledger, asked.rates, today=question.today, by=asked.by, goal=asked.goal, among=tried
    )
    deeds = sorted(_deeds(outlooks), key=lambda deed: -deed.remedy.gain.mean)
    return Deeds(
        asked=asked,
        now=outlooks[0].now if outlooks else None,
        deeds=tuple(deeds[:MOST_SHOWN]),
        tried=len(tried),
        living=len(living),
    )


def _silences(question: Question) -> tuple[Silence, ...]:
    """The silences do not depend on the goal or the day asked about."""
    return weigh_silences(replace(question, by=None, goal=None, first_asks_a_week=None)).silences


def worth_trying(living: list[Chain], silences: tuple[Silence, ...]) -> list[Chain]:
    """The chains most worth a try: the seeker's turn first, then where a nudge revives most."""
    revives = {
        each.ask.id: each.passes_on_if_nudged.mean - each.passes_on.mean for each in silences
    }

    def worth(chain: Chain) -> tuple[bool, float]:
        is_yours = chain.status is ChainStatus.YOUR_TURN
        return is_yours, revives.get(chain.tip.id, 0.0)

    return sorted(living, key=worth, reverse=True)[:MOST_TRIED]


def _deeds(outlooks: tuple[ChainOutlook, ...]) -> list[Deed]:
    """The best remedy of each person, who may be a way round of several chains."""
    best: dict[str, Deed] = {}
    for outlook in outlooks:
        for remedy in outlook.remedies:
            known = best.get(remedy.person)
            if known is None or known.remedy.gain.mean < remedy.gain.mean:
                best[remedy.person] = Deed(chain=outlook.chain, remedy=remedy)
    return list(best.values())
