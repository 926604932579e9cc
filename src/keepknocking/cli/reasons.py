"""Why a number is what it is: a rate, its grounds, and where to read more."""

from collections.abc import Iterable

from keepknocking.cli.phrases import amount, counted, of_100
from keepknocking.evidence.rates import Chance, DelayLaw, Grounds, Rate, Rates

NAMES = {
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
"""Rates in plain words, by the last word of their key."""


def value_of(rate: Rate) -> str:
    """The value of a rate in words: so many of a hundred, days, or an amount."""
    if isinstance(rate, Chance):
        return f"{of_100(rate.mean)} of 100"
    if isinstance(rate, DelayLaw):
        return f"{amount(rate.mean_days)} days on average"
    return f"{amount(rate.value)} {rate.unit}"


def pointer(grounds: Grounds) -> str:
    """The grounds in a word, and the figures to look up."""
    if not grounds.figures:
        return grounds.basis.value
    more = len(grounds.figures) - 1
    others = f" and {counted(more, 'other')}" if more else ""
    return f"{grounds.basis.value}; see knock evidence {grounds.figures[0]}{others}"


def reasons(rates: Rates, grounds: Iterable[tuple[str, Grounds]]) -> list[str]:
    """Each rate in one sentence: what it is, how much, on what grounds."""
    by_key = {rate.key: rate for rate in rates.entries}
    found = []
    for key, each in grounds:
        name = NAMES.get(key.rpartition(".")[2], key)
        found.append(f"{name}: {value_of(by_key[key])} ({pointer(each)})")
    return found


def grounds_in_json(
    rates: Rates, grounds: Iterable[tuple[str, Grounds]]
) -> list[dict[str, object]]:
    """Each rate with its value, its basis, its figures and why."""
    by_key = {rate.key: rate for rate in rates.entries}
    return [
        {
            "key": key,
            "value": value_of(by_key[key]),
            "basis": each.basis.value,
            "figures": list(each.figures),
            "why": " ".join(each.why.split()),
        }
        for key, each in grounds
    ]
