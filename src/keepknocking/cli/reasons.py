"""Why a number is what it is: a rate, its grounds, and where to read more."""

from collections.abc import Iterable

from keepknocking.evidence.rates import Grounds, Rates
from keepknocking.wording.evidence import NAMES, value_of
from keepknocking.wording.phrases import counted


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
