"""What the page of one rate, or of one published figure, shows."""

from dataclasses import dataclass, replace

from keepknocking.evidence.figures import Figure, Status
from keepknocking.evidence.rates import Basis, Chance, DelayLaw, Rate
from keepknocking.evidence.rates_text import entry_as_toml
from keepknocking.services.grounds import Cited, FigureGrounds, Interval, RateGrounds
from keepknocking.web.contexts.evidence import FigureLine, figure_line
from keepknocking.web.contexts.forecast_reasons import RateTold, told_of
from keepknocking.wording.evidence import amount_of
from keepknocking.wording.phrases import amount
from keepknocking.wording.rate_sentences import base_of, many_of, quantity_in_words, subject_of

GROUNDS = {
    Basis.CITED: "Cited: published figures stand behind it as they are.",
    Basis.DERIVED: "Derived: arithmetic on published figures.",
    Basis.ASSUMED: "Assumed: nobody has published it. Somebody judged it, for the reasons below.",
}
CAUTIONS = {
    Basis.CITED: "how it goes where you are. The people it was counted on are others.",
    Basis.DERIVED: "how it goes where you are. The arithmetic joins figures from different places.",
    Basis.ASSUMED: "how it goes in your field or your town, because nobody has counted it there.",
}
FIRM = {
    Status.CHECKED: "Checked: seen in a public source.",
    Status.MEASURED: "Measured: counted by this house in a public set of data.",
    Status.DERIVED: "Derived: arithmetic on other figures.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line about a rate or a figure."""

    name: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureShown:
    """A figure behind a rate: what it says, on whom, where it stands, what it does not say."""

    line: FigureLine
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RatePage:
    """The page of one rate."""

    key: str
    subject: str
    told: RateTold
    why: str
    rows: tuple[Row, ...]
    figures: tuple[FigureShown, ...]
    toml: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePage:
    """The page of one published figure."""

    key: str
    amount: str
    is_words: bool
    measures: str
    rows: tuple[Row, ...]
    made_from: tuple[FigureLine, ...]
    used_for: tuple[RateTold, ...]


def rate_page(found: RateGrounds) -> RatePage:
    """A rate with its interval, its grounds and its figures."""
    rate = found.rate
    return RatePage(
        key=rate.key,
        subject=subject_of(rate.key).value,
        told=told_of(rate),
        why=" ".join(rate.grounds.why.split()),
        rows=_rows(
            ("Range", _range(rate, found.interval)),
            ("Where from", GROUNDS[rate.grounds.basis]),
            ("Resting on", _resting_on(found)),
            ("Does not say", CAUTIONS[rate.grounds.basis]),
        ),
        figures=tuple(
            FigureShown(line=figure_line(each.figure), rows=_rows(*_about(each)))
            for each in found.figures
        ),
        toml=entry_as_toml(rate),
    )


def figure_page(found: FigureGrounds) -> FigurePage:
    """A figure with its source, what it was made from, and what rests on it."""
    each = found.cited.figure
    return FigurePage(
        key=each.key,
        amount=amount_of(replace(each, low=None, high=None)),
        is_words=bool(each.words),
        measures=each.measures,
        rows=_rows(
            ("Range", _range_of_figure(each)),
            *_about(found.cited),
            ("How firm", FIRM[each.status]),
            ("Where", each.where),
        ),
        made_from=tuple(figure_line(part) for part in found.made_from),
        used_for=tuple(told_of(rate) for rate in found.used_for),
    )


def _rows(*rows: tuple[str, str]) -> tuple[Row, ...]:
    return tuple(Row(name=name, words=words) for name, words in rows if words)


def _about(cited: Cited) -> tuple[tuple[str, str], ...]:
    """On whom a figure was counted, when, where it stands, what it does not say."""
    each = cited.figure
    many = "" if each.n is None else f"{each.n:,}"
    note = " ".join(part for part in (many, each.n_note) if part)
    return (
        ("Counted on", each.who + (f" ({note})" if note else "")),
        ("When", each.year),
        ("Source", str(cited.source)),
        ("Does not say", each.caution),
    )


def _range_of_figure(each: Figure) -> str:
    """The published range, as the figure's line has it."""
    return "" if each.low is None and each.high is None else amount_of(each)


def _range(rate: Rate, interval: Interval | None) -> str:
    """The middle 80 % in the words of the value; a rate without doubt says so."""
    if interval is None:
        return "none: it is set, not estimated"
    low, high = _ends(rate, interval)
    return f"8 times in 10: {low} to {high}"


def _ends(rate: Rate, interval: Interval) -> tuple[str, str]:
    ends = interval.low, interval.high
    if isinstance(rate, Chance):
        base = base_of(rate.mean)
        low, high = (many_of(end, base) for end in ends)
        return low, f"{high} of {base:,}"
    if isinstance(rate, DelayLaw):
        return amount(ends[0]), f"{amount(ends[1])} days"
    low, high = (quantity_in_words(rate, end) for end in ends)
    return low.partition(" ")[0], high


def _resting_on(found: RateGrounds) -> str:
    """How many outcomes: those of the seeker would weigh against as many as are said here."""
    figures = len(found.figures)
    shown = "no figure" if not figures else f"{figures} published figure{'s' * (figures > 1)}"
    if found.outcomes is None:
        return f"{shown}; none of your own outcomes yet"
    return (
        f"{shown}; none of your own outcomes yet. It is held as firmly as {amount(found.outcomes)} "
        "outcomes would be: so many of your own would weigh as much"
    )
