"""What the evidence page shows: every rate in a sentence, by subject, and the published figures."""

from dataclasses import dataclass

from django.urls import reverse

from keepknocking.evidence.figures import Figure, read_figures
from keepknocking.evidence.rates import Basis
from keepknocking.services.grounds import find, rates_in_use
from keepknocking.services.rates import count_of_grounds
from keepknocking.web.contexts.forecast_reasons import RateGroup, grouped
from keepknocking.wording.evidence import amount_of
from keepknocking.wording.phrases import counted, listed
from keepknocking.wording.rate_sentences import sentence_of

MEANING = {
    Basis.CITED: "A published figure, taken as it is.",
    Basis.DERIVED: "Arithmetic on published figures.",
    Basis.ASSUMED: "Nobody has published it: somebody’s judgement, with its reason.",  # noqa: RUF001
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """One published figure in a line."""

    amount: str
    measures: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisLine:
    """How many rates stand on one kind of grounds, and what that means."""

    basis: str
    count: int
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePage:
    """The evidence page; with words to find only what holds them."""

    headline: str
    bases: tuple[BasisLine, ...]
    words: str
    found: str
    groups: tuple[RateGroup, ...]
    figures: tuple[FigureLine, ...]
    figures_title: str


def evidence_page(words: str) -> EvidencePage:
    """Every rate and figure, or those that hold all the words."""
    rates = rates_in_use()
    counts = count_of_grounds(rates)
    said = {rate.key: str(sentence_of(rate)) for rate in rates.entries}
    found = find(words.split(), said=said)
    figures = found.figures if words else tuple(read_figures().values())
    kinds = [f"{count} {_are(count)} {basis.value}" for basis, count in counts.items()]
    return EvidencePage(
        headline=f"Of the {len(rates.entries)} rates behind these pages, {listed(kinds)}.",
        bases=tuple(
            BasisLine(basis=basis.value, count=counts[basis], meaning=MEANING[basis])
            for basis in Basis
        ),
        words=words,
        found=_found(words, len(found.rates), len(found.figures)),
        groups=grouped(found.rates),
        figures=tuple(figure_line(each) for each in figures),
        figures_title=f"{counted(len(figures), 'published figure')}, none of them about you",
    )


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _found(words: str, rates: int, figures: int) -> str:
    if not words:
        return ""
    if not rates + figures:
        return f"Nothing here has “{words}” in it. Fewer words, or a shorter one, find more."
    return f"{counted(rates, 'rate')} and {counted(figures, 'figure')} with “{words}”."


def figure_line(each: Figure) -> FigureLine:
    """One figure in a line: how much, of what, and the way to its page."""
    return FigureLine(
        amount=amount_of(each), measures=each.measures, url=reverse("reason", args=[each.key])
    )
