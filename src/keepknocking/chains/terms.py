"""The model's terms of a link, as plain numbers at their means, for people and other programs."""

from keepknocking.chains.plan import Terms
from keepknocking.evidence.rates import DelayLaw, KindRates, StageRates


def delay_terms(law: DelayLaw) -> Terms:
    """A delay law: a mixture of sums of geometric waits, each part at least `phases` days."""
    return {
        "key": law.key,
        "scale_spread": law.scale_sd,
        "mixture": [
            {"weight": part.weight, "phases": part.phases, "mean_days": part.mean_days}
            for part in law.components
        ],
    }


def ask_terms(kind: KindRates) -> dict[str, object]:
    """The terms of an ask of one kind: two steps, three outcomes of the first."""
    promise = kind.promise.mean
    return {
        "promise": promise,
        "decline": (1.0 - promise) * kind.decline_of_rest.mean,
        "fulfilment": kind.fulfilment.mean,
        "nudge_revival": kind.nudge_revival.mean,
        "answer_delay": delay_terms(kind.answer_delay),
        "decline_delay": delay_terms(kind.decline_delay),
        "fulfilment_delay": delay_terms(kind.fulfilment_delay),
        "rates": [
            kind.promise.key,
            kind.decline_of_rest.key,
            kind.fulfilment.key,
            kind.nudge_revival.key,
        ],
    }


def stage_terms(stage: StageRates) -> dict[str, object]:
    """The terms of a stage with an employer: one step, three outcomes."""
    chance = stage.chance.mean
    return {
        "promise": chance,
        "decline": (1.0 - chance) * stage.decline_of_rest.mean,
        "fulfilment": 1.0,
        "answer_delay": delay_terms(stage.delay),
        "decline_delay": delay_terms(stage.decline_delay),
        "rates": [stage.chance.key, stage.decline_of_rest.key],
    }
