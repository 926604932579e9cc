"""`knock evidence`: the figures and rates behind every number."""

import click

from keepknocking.cli.answers import as_json_option, give_json, say
from keepknocking.cli.screen import heading
from keepknocking.cli.setting import Setting
from keepknocking.evidence.figures import Figure, figure, read_figures
from keepknocking.evidence.rates import Chance, DelayLaw, Rate
from keepknocking.evidence.rates_file import default_rates
from keepknocking.evidence.rates_text import rates_as_toml
from keepknocking.evidence.sources import source
from keepknocking.services.rates import count_of_grounds
from keepknocking.wording.evidence import amount_of, value_of
from keepknocking.wording.phrases import counted


@click.command("evidence")
@click.argument("key", required=False)
@click.option("--rates", "rates", is_flag=True, help="Every default rate with its grounds.")
@click.option("--rates-file", is_flag=True, help="The default rates as a file to edit (TOML).")
@as_json_option
@click.pass_context
def command(
    ctx: click.Context,
    key: str | None,
    rates: bool,  # noqa: FBT001 (click's own order)
    rates_file: bool,  # noqa: FBT001 (click's own order)
    as_json: bool,  # noqa: FBT001 (click's own order)
) -> None:
    """The figures and rates behind every number.

    With a KEY one figure, or one rate, with all that is known of it.
    """
    setting: Setting = ctx.obj
    if (key is not None) + rates + rates_file > 1:
        ctx.fail("ask for one thing: a KEY, --rates or --rates-file")
    if rates_file:
        click.echo(rates_as_toml(default_rates()), nl=False)
    elif as_json:
        give_json(setting, _as_json(key, rates=rates))
    elif rates:
        say(setting, _rates_in_words(setting))
    elif key is None:
        say(setting, _figures_in_words(setting))
    else:
        say(setting, _one(setting, key))


def _figures_in_words(setting: Setting) -> list[str]:
    screen, figures = setting.screen, read_figures()
    first = (
        f"{counted(len(figures), 'figure')} that somebody has published or counted, none of them "
        "about you. One in full: knock evidence KEY. The rates made from them: "
        "knock evidence --rates."
    )
    lines = [
        screen.wrapped(f"{key}: {amount_of(each)}", hanging="    ")
        + "\n"
        + screen.wrapped(each.measures, indent="    ")
        for key, each in figures.items()
    ]
    return [screen.wrapped(first), "\n".join(lines)]


def _one(setting: Setting, key: str) -> list[str]:
    screen = setting.screen
    rate = next((rate for rate in default_rates().entries if rate.key == key), None)
    if rate is not None:
        return [_rate_in_words(setting, rate)]
    each = figure(key)
    rows = [
        ("what", each.measures),
        ("counted on", each.who + (f" (n = {each.n:,})" if each.n else "") + f" {each.n_note}"),
        ("when", each.year),
        ("source", str(source(each.source))),
        ("where", each.where),
        ("how firm", each.status.value),
        ("made from", ", ".join(each.derived_from)),
        ("it does not say", each.caution),
        ("used for", ", ".join(_used_for(key))),
    ]
    told = [
        screen.wrapped(f"{name}: {text}", indent="  ", hanging="    ")
        for name, text in rows
        if text.strip()
    ]
    return [heading(screen.wrapped(f"{key}: {amount_of(each)}")) + "\n" + "\n".join(told)]


def _used_for(key: str) -> list[str]:
    return [rate.key for rate in default_rates().entries if key in rate.grounds.figures]


def _rates_in_words(setting: Setting) -> list[str]:
    screen, rates = setting.screen, default_rates()
    counts = count_of_grounds(rates)
    said = ", ".join(f"{count} {basis.value}" for basis, count in counts.items())
    first = (
        f"{counted(len(rates.entries), 'rate')}: {said}. Assumed means that nobody has published "
        "it. To use your own: knock evidence --rates-file > mine.toml, change what you know "
        "better, and ask with --rates mine.toml."
    )
    return [screen.wrapped(first), *(_rate_in_words(setting, rate) for rate in rates.entries)]


def _rate_in_words(setting: Setting, rate: Rate) -> str:
    screen, grounds = setting.screen, rate.grounds
    figures = f" Figures: {', '.join(grounds.figures)}." if grounds.figures else ""
    why = " ".join(grounds.why.split())
    return "\n".join(
        [
            heading(f"{rate.key}: {value_of(rate)}{_doubt(rate)}"),
            screen.wrapped(f"{grounds.basis.value}. {why}{figures}", indent="  "),
        ]
    )


def _doubt(rate: Rate) -> str:
    if isinstance(rate, Chance):
        exact = rate.a is None or rate.b is None
        return ", without doubt" if exact else f", doubt Beta({rate.a:g}, {rate.b:g})"
    spread = rate.scale_sd if isinstance(rate, DelayLaw) else rate.log_sd
    return f", doubt by a factor exp({spread:g} z)" if spread else ", without doubt"


def _as_json(key: str | None, *, rates: bool) -> dict[str, object]:
    if rates:
        return {"rates": [_rate_in_json(rate) for rate in default_rates().entries]}
    if key is None:
        return {"figures": [_figure_in_json(each) for each in read_figures().values()]}
    rate = next((rate for rate in default_rates().entries if rate.key == key), None)
    if rate is not None:
        return {"rates": [_rate_in_json(rate)]}
    return {"figures": [_figure_in_json(figure(key))]}


def _figure_in_json(each: Figure) -> dict[str, object]:
    return {
        "key": each.key,
        "value": each.value,
        "words": each.words or None,
        "parameters": dict(each.parameters) or None,
        "low": each.low,
        "high": each.high,
        "unit": each.unit,
        "n": each.n,
        "who": each.who,
        "measures": each.measures,
        "year": each.year,
        "source": {"key": each.source, "citation": str(source(each.source))},
        "where": each.where,
        "status": each.status.value,
        "derived_from": list(each.derived_from),
        "caution": each.caution or None,
        "used_for": _used_for(each.key),
    }


def _rate_in_json(rate: Rate) -> dict[str, object]:
    if isinstance(rate, Chance):
        value: dict[str, object] = {"mean": rate.mean, "a": rate.a, "b": rate.b}
    elif isinstance(rate, DelayLaw):
        value = {"mean_days": rate.mean_days, "spread": rate.scale_sd}
    else:
        value = {"value": rate.value, "unit": rate.unit, "spread": rate.log_sd}
    return {
        "key": rate.key,
        **value,
        "basis": rate.grounds.basis.value,
        "figures": list(rate.grounds.figures),
        "why": " ".join(rate.grounds.why.split()),
    }
