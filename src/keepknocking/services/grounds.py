"""What stands behind a number: a rate with its doubt, the figures it rests on, where they stand.

Every key of a rate or of a figure that may be shown leads here. Figures that nobody has verified
are shown to nobody: they are left out of what a rate rests on, too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import isclose

import numpy as np

from keepknocking.chains.estimates import BAND
from keepknocking.evidence.figures import Figure, UnknownFigure, figure, read_figures
from keepknocking.evidence.rates import Chance, DelayLaw, Rate, Rates
from keepknocking.evidence.rates_file import default_rates
from keepknocking.evidence.sources import Source, source
from keepknocking.forecast.draws import beta_quantile, lognormal_factor


class NothingThere(ValueError):
    """A key that neither a rate nor a figure has."""

    def __init__(self, key: str) -> None:
        super().__init__(f"there is neither a rate nor a figure {key!r}")


@dataclass(frozen=True, slots=True)
class Interval:
    """The middle 80 % of the doubt about a rate, in the rate's own unit."""

    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A figure that may be shown, and where it stands."""

    figure: Figure
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class RateGrounds:
    """A rate: its doubt, the figures behind it, and as how many outcomes it counts.

    `interval` is None for a rate without doubt, `outcomes` for one that is no doubtful chance.
    """

    rate: Rate
    interval: Interval | None
    outcomes: float | None
    figures: tuple[Cited, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureGrounds:
    """A figure, what it was made from, and what is made from it."""

    cited: Cited
    made_from: tuple[Figure, ...]
    used_for: tuple[Rate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a few words have found."""

    rates: tuple[Rate, ...]
    figures: tuple[Figure, ...]


def rates_in_use() -> Rates:
    """The rates that every page computes with."""
    return default_rates()


def grounds_behind(key: str) -> RateGrounds | FigureGrounds:
    """What stands behind the rate, or else the figure, with this key.

    Raises
    ------
    NothingThere
    """
    rate = next((rate for rate in rates_in_use().entries if rate.key == key), None)
    if rate is not None:
        return rate_grounds(rate)
    try:
        return figure_grounds(figure(key))
    except UnknownFigure:
        raise NothingThere(key) from None


def rate_grounds(rate: Rate) -> RateGrounds:
    """What stands behind one rate."""
    shown = read_figures()
    is_doubtful = isinstance(rate, Chance) and rate.a is not None
    return RateGrounds(
        rate=rate,
        interval=interval_of(rate),
        outcomes=(rate.a or 0.0) + (rate.b or 0.0)
        if isinstance(rate, Chance) and is_doubtful
        else None,
        figures=tuple(_cited(shown[key]) for key in rate.grounds.figures if key in shown),
    )


def figure_grounds(each: Figure) -> FigureGrounds:
    """What stands behind one figure, and what it is used for."""
    shown = read_figures()
    rates = rates_in_use().entries
    return FigureGrounds(
        cited=_cited(each),
        made_from=tuple(shown[key] for key in each.derived_from),
        used_for=tuple(rate for rate in rates if each.key in rate.grounds.figures),
    )


def _cited(each: Figure) -> Cited:
    return Cited(figure=each, source=source(each.source))


@cache
def interval_of(rate: Rate) -> Interval | None:
    """Where the rate lies 8 times in 10, by its own doubt; None where it has none.

    >>> ends = interval_of(rates_in_use().road_knows_of_opening)
    >>> round(ends.low, 2), round(ends.high, 2)
    (0.11, 0.51)
    """
    low, high = _ends(rate)
    return None if isclose(low, high) else Interval(low, high)


def _ends(rate: Rate) -> tuple[float, float]:
    ends = np.array(BAND)
    if isinstance(rate, Chance):
        if rate.a is None or rate.b is None:
            return rate.mean, rate.mean
        low, high = beta_quantile(ends, rate.a, rate.b)
    elif isinstance(rate, DelayLaw):
        low, high = (_mean_days(rate, factor) for factor in lognormal_factor(ends, rate.scale_sd))
    else:
        low, high = rate.value * lognormal_factor(ends, rate.log_sd)
    return float(low), float(high)


def _mean_days(law: DelayLaw, factor: float) -> float:
    """The mean wait with its scale changed: no part gets shorter than its phases of a day."""
    return sum(part.weight * max(part.mean_days * factor, part.phases) for part in law.components)


def find(words: Iterable[str], *, said: dict[str, str]) -> Found:
    """The rates and figures in which all words stand, in any order; `said` words a rate's key."""
    wanted = [word.casefold() for word in words]

    def holds(*texts: str) -> bool:
        text = " ".join(texts).casefold()
        return all(word in text for word in wanted)

    return Found(
        rates=tuple(
            rate
            for rate in rates_in_use().entries
            if holds(rate.key, said.get(rate.key, ""), rate.grounds.why, rate.grounds.basis)
        ),
        figures=tuple(
            each
            for each in read_figures().values()
            if holds(each.key, each.measures, each.who, each.words, str(source(each.source)))
        ),
    )
