"""Which asks led to which: the chains of a search, from the seeker to where each one stands.

A chain is derived from the ledger, never stored. Its links are asks: Ana was asked for an
introduction to Ben, introduced him, Ben was asked about openings. What led to an ask is, in this
order: the person the seeker names ("through Ana"), the latest introduction to the person asked, or
the latest opening that a person told of and this ask is for. An ask that nothing led to is a first
ask: the seeker knocked on that door herself. Two asks may grow from one; each tip is a chain.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from keepknocking.ledger.asks import Ask, AskStatus, Introduction, Purpose
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.openings import Opening, StageKind


class ChainStatus(StrEnum):
    """Where a chain stands, in the words a page would use."""

    WAITING = "waiting for somebody"
    YOUR_TURN = "your turn"
    AT_THE_EMPLOYER = "at the employer"
    OFFER = "offer"
    OVER = "over"


CLOSING_STAGES = (StageKind.REJECTION, StageKind.WITHDRAWAL)
"""Stages after which an opening leads nowhere any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The asks from the seeker to one tip, and the opening it arrived at, if any."""

    asks: tuple[Ask, ...]
    status: ChainStatus
    opening: Opening | None = None
    next_person: str | None = None

    @property
    def tip(self) -> Ask:
        """The last ask of the chain."""
        return self.asks[-1]


def lineage(ledger: Ledger) -> Mapping[str, Ask | None]:
    """For each ask id, the ask that led to it (None: a first ask)."""
    introductions: dict[str, list[Introduction]] = {}
    for introduction in ledger.introductions:
        introductions.setdefault(introduction.to, []).append(introduction)
    asks_of: dict[str, list[Ask]] = {}
    for ask in ledger.asks:
        asks_of.setdefault(ask.of, []).append(ask)
    parents = {ask.id: _parent(ledger, ask, introductions, asks_of) for ask in ledger.asks}
    return _without_circles(parents)


def _parent(
    ledger: Ledger,
    ask: Ask,
    introductions: Mapping[str, list[Introduction]],
    asks_of: Mapping[str, list[Ask]],
) -> Ask | None:
    if ask.through is not None:
        return _latest_ask(asks_of.get(ask.through, ()), ask)
    made = [made for made in introductions.get(ask.of, ()) if made.made.on <= ask.asked.on]
    if made:
        last = made[-1]
        if last.ask is not None:
            return ledger.ask[last.ask]
        return _latest_ask(asks_of.get(last.by, ()), ask)
    if ask.opening is not None:
        told = ledger.opening[ask.opening]
        if told.ask is not None and told.known.on <= ask.asked.on:
            return ledger.ask[told.ask]
    return None


def _latest_ask(asks: list[Ask] | tuple[()], before: Ask) -> Ask | None:
    earlier = [ask for ask in asks if ask.asked.on <= before.asked.on and ask.id != before.id]
    return earlier[-1] if earlier else None


def _without_circles(parents: Mapping[str, Ask | None]) -> Mapping[str, Ask | None]:
    """Where asks of one day would lead to each other in a circle, the circle is cut."""
    safe: dict[str, Ask | None] = {}
    for start in parents:
        seen = {start}
        parent = parents[start]
        while parent is not None and parent.id not in seen:
            seen.add(parent.id)
            parent = safe.get(parent.id, parents[parent.id])
        safe[start] = None if parent is not None else parents[start]
    return safe


def first_asks(ledger: Ledger) -> tuple[Ask, ...]:
    """The asks that nothing led to: the doors the seeker knocked on herself."""
    parent = lineage(ledger)
    return tuple(ask for ask in ledger.asks if parent[ask.id] is None)


def chains(ledger: Ledger) -> tuple[Chain, ...]:
    """Every chain of the ledger as it stands, the one with the oldest first ask first."""
    parent = lineage(ledger)
    inner = {ask.id for ask in parent.values() if ask is not None}
    found: list[Chain] = []
    for ask in ledger.asks:
        if ask.id not in inner or _left_to_show(ledger, parent, ask):
            found.extend(_standing(ledger, _path(parent, ask)))
    return tuple(sorted(found, key=lambda chain: (chain.asks[0].asked.on, chain.tip.id)))


def _path(parent: Mapping[str, Ask | None], tip: Ask) -> tuple[Ask, ...]:
    path = [tip]
    while (before := parent[path[0].id]) is not None:
        path.insert(0, before)
    return tuple(path)


def _left_to_show(ledger: Ledger, parent: Mapping[str, Ask | None], ask: Ask) -> bool:
    """Whether the ask led to an opening that no later ask of its chain is for."""
    later = {
        child.opening
        for child in ledger.asks
        if (before := parent[child.id]) and before.id == ask.id
    }
    return any(opening.id not in later for opening in _openings_from(ledger, ask))


def _openings_from(ledger: Ledger, ask: Ask) -> tuple[Opening, ...]:
    return tuple(opening for opening in ledger.openings if opening.ask == ask.id)


def _standing(ledger: Ledger, path: tuple[Ask, ...]) -> list[Chain]:
    tip = path[-1]
    if tip.status in (AskStatus.SILENT, AskStatus.PROMISED):
        return [Chain(asks=path, status=ChainStatus.WAITING, opening=_aimed_at(ledger, tip))]
    if tip.status is AskStatus.DECLINED:
        return [Chain(asks=path, status=ChainStatus.OVER)]
    openings = _openings_from(ledger, tip) or tuple(
        opening for opening in (_aimed_at(ledger, tip),) if opening is not None
    )
    if openings:
        return [
            Chain(asks=path, status=opening_status(ledger, opening), opening=opening)
            for opening in openings
        ]
    return [
        Chain(asks=path, status=ChainStatus.YOUR_TURN, next_person=_introduced(ledger, tip)),
    ]


def unasked_openings(ledger: Ledger) -> tuple[Opening, ...]:
    """Openings that no ask led to: somebody told of them unasked, or the seeker found them."""
    reached = {chain.opening.id for chain in chains(ledger) if chain.opening is not None}
    return tuple(opening for opening in ledger.openings if opening.id not in reached)


def _aimed_at(ledger: Ledger, ask: Ask) -> Opening | None:
    return None if ask.opening is None else ledger.opening[ask.opening]


def _introduced(ledger: Ledger, ask: Ask) -> str | None:
    if ask.purpose is Purpose.CONVERSATION:
        return ask.of
    made = [made.to for made in ledger.introductions if made.ask == ask.id]
    return made[-1] if made else None


def opening_status(ledger: Ledger, opening: Opening) -> ChainStatus:
    """Where an opening stands: yours to apply for, at the employer, an offer, or over."""
    kinds = [stage.kind for stage in ledger.stages_of(opening.id)]
    if any(kind in CLOSING_STAGES for kind in kinds):
        return ChainStatus.OVER
    if StageKind.OFFER in kinds or StageKind.ACCEPTANCE in kinds:
        return ChainStatus.OFFER
    if opening.closed is not None:
        return ChainStatus.OVER
    return ChainStatus.AT_THE_EMPLOYER if kinds else ChainStatus.YOUR_TURN


def followed_up(ledger: Ledger, person: str, *, since: date) -> bool:
    """Whether the person was asked for anything else from that day on."""
    return any(
        ask.asked.on >= since and not (ask.fulfilment is not None and ask.fulfilment.on == since)
        for ask in ledger.asks_of(person)
    )
