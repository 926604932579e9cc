"""The stages with an employer: applications and interviews under way, and what follows an opening.

An employer's silence is weighed like a person's: going on, turned down, or never heard of again.
An application that somebody told of or spoke for has the rates of an insider; one that nobody
speaks for has those of a cold application, belongs to the other ways, and is drawn apart.
"""

from datetime import date

from keepknocking.chains.chain import ChainStatus, opening_status
from keepknocking.chains.lanes import RateLanes
from keepknocking.chains.plan import REACHED, SEEKER_NODE, PlannedLink, in_turn
from keepknocking.chains.road import after_insider
from keepknocking.chains.terms import stage_terms
from keepknocking.evidence.rates import StageRates
from keepknocking.forecast.delays import Delay
from keepknocking.forecast.silence import weigh_silence
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.openings import Opening, Stage, StageKind
from keepknocking.ledger.searches import Goal


def spoken_for(ledger: Ledger, opening: Opening) -> bool:
    """Whether a person told of the opening, or made a stage of it possible."""
    return opening.told_by is not None or any(
        stage.through is not None for stage in ledger.stages_of(opening.id)
    )


def reached_already(ledger: Ledger, goal: Goal) -> tuple[Stage, ...]:
    """The stages that were the goal when they came; a forecast is for the next one, from today."""
    kinds = {Goal.OFFER: StageKind.OFFER, Goal.INTERVIEW: StageKind.INTERVIEW}
    return tuple(stage for stage in ledger.stages if stage.kind is kinds.get(goal))


def at_employers(
    ledger: Ledger, lanes: RateLanes, *, today: date, goal: Goal, through_people: bool = True
) -> list[PlannedLink]:
    """Every application and interview under way that a person told of or spoke for, or nobody."""
    return [
        link
        for opening in ledger.openings
        if opening_status(ledger, opening) is ChainStatus.AT_THE_EMPLOYER
        and spoken_for(ledger, opening) is through_people
        for link in _under_way(ledger, opening, lanes, today=today, goal=goal)
    ]


def _under_way(
    ledger: Ledger, opening: Opening, lanes: RateLanes, *, today: date, goal: Goal
) -> list[PlannedLink]:
    last = ledger.stages_of(opening.id)[-1]
    silent_days = max((today - last.when.on).days, 0)
    if last.kind is StageKind.INTERVIEW:
        wanted, stage, far = goal is Goal.OFFER, lanes.rates.offer, REACHED
    else:
        rates = lanes.rates
        stage = rates.interview if spoken_for(ledger, opening) else rates.cold_interview
        wanted, far = goal is not Goal.CONVERSATION, after_insider(goal)
    return [_weighed(opening, stage, lanes, silent_days=silent_days, far=far)] if wanted else []


def _weighed(
    opening: Opening, stage: StageRates, lanes: RateLanes, *, silent_days: int, far: str
) -> PlannedLink:
    silence = weigh_silence(lanes.link_of_stage(stage).asked(silent_days=silent_days))
    return PlannedLink(
        near=SEEKER_NODE,
        far=far,
        what=f"{opening.title} at {opening.organization} is at the employer",
        terms={"state": "silent", "silent_days": silent_days, **stage_terms(stage)},
        waits=silence.waits(),
    )


def through_gate(opening: Opening, gate: str, goal: Goal, lanes: RateLanes) -> PlannedLink:
    """From the seeker through an opening's gate: all stages are in this link, the gate is its end.

    A gate lives in days from today, so nothing may stand between the seeker and it; delays may
    be added in any order.
    """
    rates = lanes.rates
    interview = lanes.link_of_stage(rates.interview)
    chance, stages = interview.promise, [stage_terms(rates.interview)]
    delays: tuple[Delay, ...] = (interview.answer_delay,)
    if goal is Goal.OFFER:
        offer = lanes.link_of_stage(rates.offer)
        chance, delays = chance * offer.promise, (*delays, offer.answer_delay)
        stages.append(stage_terms(rates.offer))
    return PlannedLink(
        near=SEEKER_NODE,
        far=gate,
        what=f"{opening.title} at {opening.organization}, the stages with the employer",
        terms={"state": "fresh", "stages": stages},
        waits=in_turn(chance, delays),
    )
