"""A ledger and rates become the network of the search as it stands today: what is under way.

Under way is: every open ask (the latest of each person, for a second ask to the same person shares
her disposition), everybody the seeker was introduced to or talked with and has not asked yet ("your
turn"), every opening that somebody told of, and every application that somebody spoke for. "If you
stop tonight" means: no new door, but what is under way is followed up.

Where an ask leads to: an introduction, or a talk, to somebody on the road; telling of an opening to
the insider of that opening; help with an opening already known to that opening, one shared gate
which may have closed by then.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from keepknocking.chains.chain import ChainStatus, followed_up, opening_status
from keepknocking.chains.employers import at_employers, through_gate
from keepknocking.chains.kinds import Kind, kind_of, rates_of, tie_to
from keepknocking.chains.lanes import RateLanes
from keepknocking.chains.plan import (
    REACHED,
    SEEKER_NODE,
    Plan,
    PlannedGate,
    PlannedLink,
    Terms,
    in_turn,
)
from keepknocking.chains.road import (
    INSIDER,
    ROAD,
    fresh_ask,
    knows_of_opening,
    own_successes,
    road_links,
)
from keepknocking.chains.silences import Standing, standing
from keepknocking.chains.terms import ask_terms, delay_terms
from keepknocking.ledger.asks import Ask, AskStatus, Purpose
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.openings import Opening
from keepknocking.ledger.searches import Goal

FRESH_INTRODUCTION = timedelta(days=42)
"""An introduction not followed up for six weeks is no longer under way: design choice 0009."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A ledger as known today, the rates in lanes, and the goal.

    `weighed` holds what was already weighed: scenes of one day in the same lanes may share it, so
    that a ledger with one ask changed does not weigh the others anew.
    """

    ledger: Ledger
    lanes: RateLanes
    today: date
    goal: Goal
    weighed: dict[tuple[Ask, Kind], Standing] = field(default_factory=dict, repr=False)

    def standing(self, ask: Ask, kind: Kind) -> Standing:
        """What an open ask of a kind may still bring."""
        if (ask, kind) not in self.weighed:
            link = self.lanes.link(rates_of(self.lanes.rates, kind))
            self.weighed[ask, kind] = standing(ask, link, today=self.today)
        return self.weighed[ask, kind]


def plan_of(scene: Scene, *, horizon: int) -> Plan:
    """Everything under way in the search, and the road ahead of it, for `horizon` days."""
    ledger, lanes, goal = scene.ledger, scene.lanes, scene.goal
    asks = counted_asks(ledger)
    openings = {} if goal is Goal.CONVERSATION else _openings_under_way(ledger, asks)
    links = road_links(goal, lanes)
    for ask in asks:
        if ask.opening not in openings:
            links.append(_open_ask(scene, ask, near=SEEKER_NODE, far=_leads_to(ledger, ask)))
            links += _known_ahead(scene, ask)
    for person in your_turn(ledger, today=scene.today):
        links += _to_follow_up(scene, person)
    gates = []
    for opening in openings.values():
        links += _routes(scene, opening, [ask for ask in asks if ask.opening == opening.id])
        links.append(through_gate(opening, gate_node(opening), goal, lanes))
        gates.append(_gate(scene, opening, horizon))
    links += at_employers(ledger, lanes, today=scene.today, goal=goal)
    return Plan(
        links=tuple(links), gates=tuple(gates), own=own_successes(goal, lanes), lanes=lanes.lanes
    )


def counted_asks(ledger: Ledger) -> tuple[Ask, ...]:
    """The open asks that count: of each person the latest."""
    latest = {ask.of: ask for ask in ledger.asks if ask.is_open}
    return tuple(latest.values())


def your_turn(ledger: Ledger, *, today: date) -> tuple[str, ...]:
    """People the seeker was introduced to or talked with lately, and has not asked since."""
    since = {made.to: made.made.on for made in ledger.introductions}
    for ask in ledger.asks:
        if ask.purpose is Purpose.CONVERSATION and ask.fulfilment is not None:
            since[ask.of] = ask.fulfilment.on
    return tuple(
        person
        for person, day in since.items()
        if day >= today - FRESH_INTRODUCTION
        and ledger.may_contact(person)
        and not followed_up(ledger, person, since=day)
    )


def person_node(person: str) -> str:
    """The name of a person's node."""
    return f"person:{person}"


def gate_node(opening: Opening) -> str:
    """The name of an opening's gate."""
    return f"opening:{opening.id}"


def feeder_node(opening: Opening) -> str:
    """The name of the node where all routes to an opening meet."""
    return f"routes to {opening.id}"


def _open_ask(scene: Scene, ask: Ask, *, near: str, far: str) -> PlannedLink:
    kind = kind_of(scene.ledger, ask)
    terms: Terms = {
        "state": "promised" if ask.status is AskStatus.PROMISED else "silent",
        "silent_days": ask.silent_days(today=scene.today),
        "nudged_days_ago": [(scene.today - nudge.on).days for nudge in ask.nudges_in_silence()],
        **ask_terms(rates_of(scene.lanes.rates, kind)),
    }
    return PlannedLink(
        near=near,
        far=far,
        what=f"{scene.ledger.person[ask.of].name} was asked ({ask.purpose.value})",
        terms=terms,
        waits=scene.standing(ask, kind).waits,
        ask=ask.id,
    )


def _leads_to(ledger: Ledger, ask: Ask) -> str:
    if ask.purpose in (Purpose.OPENING, Purpose.REFERRAL):
        return INSIDER
    several = len(_knows(ledger, ask.towards)) > 1
    return person_node(ask.towards) if ask.towards is not None and several else ROAD


def _knows(ledger: Ledger, person: str | None) -> tuple[str, ...]:
    """Whom a person is known to know and the seeker has not asked: each may be the next link."""
    if person is None:
        return ()
    return tuple(sorted(other for other in ledger.known_to(person) if not ledger.asks_of(other)))


def _known_ahead(scene: Scene, ask: Ask) -> list[PlannedLink]:
    """Beyond a person who is known to know several others: a link for each of them."""
    ledger, node = scene.ledger, _leads_to(scene.ledger, ask)
    if node in (ROAD, INSIDER) or ask.towards is None:
        return []
    kind = rates_of(scene.lanes.rates, Kind(Purpose.INTRODUCTION, tie_to(ledger, ask.towards)))
    links = [
        fresh_ask(node, ROAD, kind, scene.lanes, what=f"introduces to {ledger.person[other].name}")
        for other in _knows(ledger, ask.towards)
    ]
    return [*links, knows_of_opening(node, scene.goal, scene.lanes, later=True)]


def _to_follow_up(scene: Scene, person: str) -> list[PlannedLink]:
    """Somebody to ask next. Whoever was talked with already would have told of an opening."""
    ledger, lanes = scene.ledger, scene.lanes
    kind = rates_of(lanes.rates, Kind(Purpose.INTRODUCTION, tie_to(ledger, person)))
    what = f"{ledger.person[person].name} is yours to ask"
    links = [fresh_ask(SEEKER_NODE, ROAD, kind, lanes, what=what)]
    if any(made.to == person for made in ledger.introductions):
        links.append(knows_of_opening(SEEKER_NODE, scene.goal, lanes, later=True))
    return links


def _openings_under_way(ledger: Ledger, asks: Iterable[Ask]) -> dict[str | None, Opening]:
    """Known openings not applied for yet that a person told of, or that an open ask is for."""
    aimed_at = {ask.opening for ask in asks}
    return {
        opening.id: opening
        for opening in ledger.openings
        if opening_status(ledger, opening) is ChainStatus.YOUR_TURN
        and (opening.told_by is not None or opening.id in aimed_at)
    }


def _gate(scene: Scene, opening: Opening, horizon: int) -> PlannedGate:
    half_life = scene.lanes.rates.opening_half_life
    days = np.arange(horizon + 1)[:, np.newaxis]
    return PlannedGate(
        node=gate_node(opening),
        feeder=feeder_node(opening),
        open_share=0.5 ** (days / scene.lanes.quantity(half_life)),
        half_life_days=half_life.value,
    )


def _routes(scene: Scene, opening: Opening, asks: list[Ask]) -> list[PlannedLink]:
    """The ways to a known opening: to apply oneself, where a person told of it, and open asks."""
    feeder = feeder_node(opening)
    links = [link for ask in asks for link in _route(scene, ask, feeder)]
    if opening.told_by is None:
        return links
    wait = scene.lanes.rates.first_ask_wait
    yours = PlannedLink(
        near=feeder,
        far=REACHED,
        what=f"{opening.title} at {opening.organization} is yours to apply for",
        terms={"state": "fresh", "if": 1.0, "wait_before": delay_terms(wait)},
        waits=in_turn(np.ones(scene.lanes.lanes), (scene.lanes.delay(wait),)),
    )
    return [yours, *links]


def _route(scene: Scene, ask: Ask, feeder: str) -> list[PlannedLink]:
    """An open ask that leads to a known opening; a person introduced has to be asked in turn."""
    if ask.purpose is not Purpose.INTRODUCTION:
        return [_open_ask(scene, ask, near=feeder, far=REACHED)]
    node = f"{feeder}, by {ask.id}"
    tie = tie_to(scene.ledger, ask.towards or ask.of)
    kind = rates_of(scene.lanes.rates, Kind(Purpose.REFERRAL, tie))
    return [
        _open_ask(scene, ask, near=feeder, far=node),
        fresh_ask(node, REACHED, kind, scene.lanes, what="is asked about the opening"),
    ]
