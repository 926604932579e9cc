"""Write the pages of the manual that show the evidence: every figure, and every default rate.

python scripts/figures_page.py            writes both pages
python scripts/figures_page.py --check    says which of them is out of date, and writes nothing
"""

import sys
from collections.abc import Iterable
from math import exp
from pathlib import Path

from keepknocking.evidence.figures import Figure, Status, read_figures
from keepknocking.evidence.rates import Basis, Chance, DelayLaw, Rate
from keepknocking.evidence.rates_file import default_rates
from keepknocking.evidence.sources import source

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "reference"
MADE = "% This page is made by scripts/figures_page.py: change the data and make it again.\n"
MARKUP = "\\`*_[]<>$|#{}"
PLACES = 6  # design choice: digits of a figure, more than any of them needs

HOW_FIRM = {
    Status.CHECKED: "seen in a public source",
    Status.MEASURED: "computed by us from a public data set",
    Status.DERIVED: "arithmetic on other figures",
}
GROUPS = {
    "kinds": "Asks",
    "road": "The road ahead",
    "stages": "Stages with an employer",
    "openings": "Openings",
    "events": "Events",
    "search": "The search",
    "other_ways": "Other ways than people",
}


def plain(text: str) -> str:
    """The text on one line, with nothing in it that Markdown would take for markup."""
    return "".join(
        f"\\{letter}" if letter in MARKUP else letter for letter in " ".join(text.split())
    )


def figures_page() -> str:
    """The page of figures: each with all that is known of it."""
    figures = read_figures()
    about = f"""\
# Figures

{MADE}
{len(figures)} numbers that somebody has published or counted about networking, asking and
searching. None of them is about you. Each says on whom it was counted, and what it does not say. An
interval is 95 % unless the figure says otherwise. Remembered numbers that nobody has checked yet
are not on this page, and no forecast shows them.

The same in a terminal: `knock evidence`, or `knock evidence KEY` for one of them. The rates that
rest on them are the [default rates](default-rates.md).
"""
    return "\n".join([about, *(figure_section(each) for each in figures.values())])


def figure_section(each: Figure) -> str:
    """One figure under its key."""
    used = [rate.key for rate in default_rates().entries if each.key in rate.grounds.figures]
    rows = [
        ("What", plain(each.measures)),
        ("Value", f"**{plain(amount(each))}**"),
        ("Who", plain(each.who) + counted_on(each)),
        ("When", plain(each.year)),
        ("Source", plain(str(source(each.source)))),
        ("Where", plain(each.where)),
        ("How firm", HOW_FIRM[each.status] + ingredients(each)),
        ("Caution", plain(each.caution)),
        ("Used for", ", ".join(f"[`{key}`](default-rates.md#{anchor(key)})" for key in used)),
    ]
    return section(each.key, rows)


def amount(each: Figure) -> str:
    """The value of a figure with its interval and unit.

    >>> from keepknocking.evidence.figures import figure
    >>> amount(figure("mixer_encounters"))
    '14 encounters'
    >>> amount(figure("dodds_start_rate"))
    'a share of 0.244'
    """
    if each.value is None:
        law = ", ".join(f"{name} {number:g}" for name, number in each.parameters)
        return each.words or f"{law}, {each.unit}"
    ends = ["?" if end is None else digits(end) for end in (each.low, each.high)]
    interval = f" ({ends[0]} to {ends[1]})" if ends != ["?", "?"] else ""
    said = digits(each.value) + interval
    return f"a share of {said}" if each.unit == "share" else f"{said} {each.unit}"


def digits(number: float) -> str:
    """A number as a reader would write it: no exponent, thousands apart.

    >>> digits(98847.0), digits(0.24), digits(14.0)
    ('98,847', '0.24', '14')
    """
    return f"{round(number, PLACES):,}".removesuffix(".0")


def counted_on(each: Figure) -> str:
    """On how many a figure was counted."""
    number = "" if each.n is None else f"; n = {each.n:,}"
    return number + (f" ({plain(each.n_note)})" if each.n_note else "")


def ingredients(each: Figure) -> str:
    """What a derived figure is made of."""
    links = [f"[`{key}`](#{anchor(key)})" for key in each.derived_from]
    return f": {', '.join(links)}" if links else ""


def rates_page() -> str:
    """The page of default rates: each with its value, its doubt and its grounds."""
    rates = default_rates().entries
    counts = {basis: sum(rate.grounds.basis is basis for rate in rates) for basis in Basis}
    about = f"""\
# Default rates

{MADE}
What a forecast starts from: {len(rates)} rates. A published figure as it is:
{counts[Basis.CITED]}. Arithmetic on published [figures](figures.md): {counts[Basis.DERIVED]}.
Assumed, with the reason beside each: {counts[Basis.ASSUMED]}. Nobody has published how networking
goes link by link. Doubt is wide on purpose: a few outcomes of your own should outweigh an
assumption.

A *chance* is in doubt as Beta(a, b), "as after a successes and b failures". A *delay* or an
*amount* is in doubt by a factor: two times out of three the truth is between the value divided by
it and the value times it. How to put your own in their place: [rates files](rates.md). In a
terminal: `knock evidence --rates`.
"""
    parts = [about]
    for group, title in GROUPS.items():
        parts.append(f"## {title}\n")
        parts += [rate_section(rate) for rate in rates if rate.key.partition(".")[0] == group]
    return "\n".join(parts)


def rate_section(rate: Rate) -> str:
    """One rate under its key."""
    keys = rate.grounds.figures
    rows = [
        ("Value", f"**{plain(value_of(rate))}**"),
        ("Doubt", plain(doubt_of(rate))),
        ("Grounds", f"{rate.grounds.basis.value}. {plain(rate.grounds.why)}"),
        ("Figures", ", ".join(f"[`{key}`](figures.md#{anchor(key)})" for key in keys)),
    ]
    return section(rate.key, rows, level=3)


def value_of(rate: Rate) -> str:
    """A rate in words: the mean of a chance or of a delay, the median of an amount."""
    if isinstance(rate, Chance):
        return f"{rate.mean:.3g}"
    if isinstance(rate, DelayLaw):
        return f"{rate.mean_days:.3g} days on average; {mixture(rate)}"
    return f"{digits(rate.value)} {rate.unit}"


def mixture(law: DelayLaw) -> str:
    """The parts of a delay."""
    parts = [
        f"{f'{part.weight:g} of the cases: ' if part.weight < 1 else ''}{part.phases} "
        f"{'step' if part.phases == 1 else 'steps'}, {part.mean_days:g} days in all"
        for part in law.components
    ]
    return "; ".join(parts)


def doubt_of(rate: Rate) -> str:
    """How sure a rate is."""
    if isinstance(rate, Chance):
        return "none" if rate.a is None or rate.b is None else f"Beta({rate.a:g}, {rate.b:g})"
    spread = rate.scale_sd if isinstance(rate, DelayLaw) else rate.log_sd
    return f"a factor of {exp(spread):.2g} (spread {spread:g})" if spread else "none"


def section(key: str, rows: Iterable[tuple[str, str]], *, level: int = 2) -> str:
    """A heading and a list; what is empty is left out."""
    items = "\n".join(f"- {name}: {text}" for name, text in rows if text)
    return f"{'#' * level} `{key}`\n\n{items}\n"


def anchor(key: str) -> str:
    """The address of a section on its page.

    >>> anchor("kinds.all.promise")
    'kindsallpromise'
    """
    return key.lower().replace(".", "")


PAGES = {"figures.md": figures_page, "default-rates.md": rates_page}


def main(arguments: list[str]) -> int:
    """Write the pages, or with `--check` name those that are out of date."""
    stale = 0
    for name, made in PAGES.items():
        page = REFERENCE / name
        text = made().rstrip("\n") + "\n"
        if page.exists() and page.read_text(encoding="utf-8") == text:
            continue
        stale += 1
        if "--check" in arguments:
            print(f"{name} is out of date: run scripts/figures_page.py")
        else:
            page.write_text(text, encoding="utf-8")
            print(f"{name} written")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
