"""The same rates with the doubt taken away: every chance at its mean, every spread at zero.

For comparing a forecast with a simulation to the last digit, and for seeing what the doubt does. A
forecast from such rates is too sure of itself: over a whole search it is also too hopeful, because
a rate occurs in many links at once.
"""

from dataclasses import replace

from keepknocking.evidence.rates import Chance, DelayLaw, Rate, Rates


def without_doubt(rates: Rates) -> Rates:
    """The rates, taken as exactly known."""
    return replace(
        rates,
        name=f"{rates.name}, without doubt",
        entries=tuple(_certain(entry) for entry in rates.entries),
    )


def _certain(rate: Rate) -> Rate:
    if isinstance(rate, Chance):
        return replace(rate, a=None, b=None, value=rate.mean)
    if isinstance(rate, DelayLaw):
        return replace(rate, scale_sd=0.0)
    return replace(rate, log_sd=0.0)
