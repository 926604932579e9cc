"""The road ahead: what lies beyond the people known by name, and the stages with an employer.

Somebody on the road, once the seeker is in touch with her, knows of an opening and a contact there
with probability q, and, all the same, passes the seeker on to one more person like herself:

    F = 1 - (1 - q H) (1 - p (g * F))

The contact of an opening leads to an interview, an interview to an offer. What counts as success
is the seeker's goal: a *conversation* with somebody who knows of an opening, an interview, or an
offer.
"""

import numpy as np

from keepknocking.chains.lanes import LinkRates, RateLanes
from keepknocking.chains.plan import REACHED, PlannedLink, in_turn
from keepknocking.chains.terms import ask_terms, delay_terms, stage_terms
from keepknocking.evidence.rates import KindRates, StageRates
from keepknocking.forecast.arrays import FloatArray
from keepknocking.forecast.passage import Wait
from keepknocking.ledger.searches import Goal

ROAD = "road"
INSIDER = "insider"
INTERVIEWED = "interviewed"


def after_insider(goal: Goal) -> str:
    """The node to which the interview stage leads."""
    return REACHED if goal is Goal.INTERVIEW else INTERVIEWED


def stage_waits(link: LinkRates, *, times: FloatArray | None = None) -> tuple[Wait, ...]:
    """The ways of a stage that begins now, with chance `times` that it begins at all."""
    begins = np.ones_like(link.promise) if times is None else times
    return in_turn(link.promise * begins, (link.answer_delay,))


def stage_link(near: str, far: str, stage: StageRates, lanes: RateLanes) -> PlannedLink:
    """A stage with an employer that begins when `near` is reached."""
    return PlannedLink(
        near=near,
        far=far,
        what="stage",
        terms={"state": "fresh", **stage_terms(stage)},
        waits=stage_waits(lanes.link_of_stage(stage)),
    )


def knows_of_opening(near: str, goal: Goal, lanes: RateLanes, *, later: bool) -> PlannedLink:
    """The link by which somebody on the road knows of an opening, with chance q.

    `later`: the seeker has yet to get in touch with her (the wait before a first ask comes first).
    """
    rates = lanes.rates
    q = lanes.chance(rates.road_knows_of_opening)
    wait = (lanes.delay(rates.first_ask_wait),) if later else ()
    terms: dict[str, object] = {"state": "fresh", "if": rates.road_knows_of_opening.mean}
    if later:
        terms["wait_before"] = delay_terms(rates.first_ask_wait)
    if goal is Goal.CONVERSATION:
        return PlannedLink(
            near=near, far=REACHED, what="knows of an opening", terms=terms, waits=in_turn(q, wait)
        )
    stage = lanes.link_of_stage(rates.interview)
    return PlannedLink(
        near=near,
        far=after_insider(goal),
        what="knows of an opening, then the interview stage",
        terms={**terms, **stage_terms(rates.interview)},
        waits=in_turn(q * stage.promise, (*wait, stage.answer_delay)),
    )


def fresh_ask(
    near: str, far: str, kind: KindRates, lanes: RateLanes, *, what: str = "ask", later: bool = True
) -> PlannedLink:
    """An ask not made yet; `later`: the wait before a first ask comes first."""
    link = lanes.link(kind)
    wait = (lanes.delay(lanes.rates.first_ask_wait),) if later else ()
    terms = {"state": "fresh", **ask_terms(kind)}
    if later:
        terms["wait_before"] = delay_terms(lanes.rates.first_ask_wait)
    delays = (*wait, link.answer_delay, link.fulfilment_delay)
    return PlannedLink(
        near=near,
        far=far,
        what=what,
        terms=terms,
        waits=in_turn(link.promise * link.fulfilment, delays),
    )


def road_links(goal: Goal, lanes: RateLanes) -> list[PlannedLink]:
    """The road itself, the insider of an opening, and the stages, as far as the goal needs them."""
    rates = lanes.rates
    on = rates.kind(purpose="introduction")
    links = [fresh_ask(ROAD, ROAD, on, lanes, what="passes on to somebody like herself")]
    if goal is not Goal.CONVERSATION:
        links.append(knows_of_opening(ROAD, goal, lanes, later=False))
        links.append(stage_link(INSIDER, after_insider(goal), rates.interview, lanes))
    if goal is Goal.OFFER:
        links.append(stage_link(INTERVIEWED, REACHED, rates.offer, lanes))
    return links


def own_successes(goal: Goal, lanes: RateLanes) -> dict[str, FloatArray]:
    """Nodes that are a success at once: for a conversation, whoever knows of an opening."""
    if goal is not Goal.CONVERSATION:
        return {}
    return {
        ROAD: lanes.chance(lanes.rates.road_knows_of_opening),
        INSIDER: np.ones(lanes.lanes),
    }
