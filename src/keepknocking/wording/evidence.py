"""Rates and figures in words: how much they are, and what they are about."""

from types import MappingProxyType

from keepknocking.evidence.figures import Figure
from keepknocking.evidence.rates import Chance, DelayLaw, Rate
from keepknocking.wording.phrases import amount, of_100

NAMES = MappingProxyType(
    {
        "promise": "say yes",
        "decline_of_rest": "say no, of those who do not say yes",
        "fulfilment": "do what they promised",
        "answer_delay": "time until a yes",
        "decline_delay": "time until a no",
        "fulfilment_delay": "time from the yes to the deed",
        "nudge_revival": "come back after a nudge, of those who never would",
        "new_people": "new people one talks to",
        "a_name": "give a name, of the people one talks to",
        "an_opening": "tell of an opening, of the people one talks to",
        "an_interview": "offer an interview, of the people one talks to",
        "an_offer": "offer a job, of the people one talks to",
    }
)
"""Rates in plain words, by the last word of their key."""


def value_of(rate: Rate) -> str:
    """The value of a rate in words: so many of a hundred, days, or an amount."""
    if isinstance(rate, Chance):
        return f"{of_100(rate.mean)} of 100"
    if isinstance(rate, DelayLaw):
        return f"{amount(rate.mean_days)} days on average"
    return f"{amount(rate.value)} {rate.unit}"


def amount_of(each: Figure) -> str:
    """What a figure says, with its interval and unit.

    A share is told as so many of a hundred.
    """
    if each.words:
        return each.words
    if each.parameters:
        return ", ".join(f"{name} {number:g}" for name, number in each.parameters)
    scale, unit = (100.0, "of 100") if each.unit == "share" else (1.0, each.unit)
    ends = [end for end in (each.low, each.high) if end is not None]
    said = f"{digits(scale * (each.value or 0.0))}"
    if ends:
        low = "?" if each.low is None else digits(scale * each.low)
        high = "?" if each.high is None else digits(scale * each.high)
        said += f" ({low} to {high})"
    return f"{said} {unit}"


def digits(number: float) -> str:
    """A published number: four digits that count, or all of them before the point.

    >>> digits(0.0159), digits(98847.0)
    ('0.0159', '98,847')
    """
    return f"{number:,.4g}" if abs(number) < 10_000 else f"{number:,.0f}"  # noqa: PLR2004 (layout)
