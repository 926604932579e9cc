"""How an answer leaves: words or JSON on the output, problems of the story on the error stream."""

import json
from collections.abc import Iterable, Mapping
from datetime import date

import click

from keepknocking.cli.main import printable
from keepknocking.cli.setting import Setting
from keepknocking.evidence.rates import Grounds, Rates
from keepknocking.services.homes import OpenedSearch
from keepknocking.services.rates import count_of_grounds
from keepknocking.wording.phrases import Ranged, counted

MOST_PROBLEMS = 5  # design choice: after an answer; `knock check` lists all

as_json_option = click.option(
    "--json", "as_json", is_flag=True, help="The same as JSON, numbers unrounded."
)


def say(setting: Setting, paragraphs: Iterable[str]) -> None:
    """Print paragraphs with an empty line between them."""
    del setting
    click.echo("\n\n".join(part for part in paragraphs if part))


def give_json(setting: Setting, data: Mapping[str, object]) -> None:
    """Print an answer as JSON, with the day it is about first."""
    whole = {"today": setting.today.isoformat(), **data}
    click.echo(
        json.dumps(
            whole,
            indent=2,
            ensure_ascii=not setting.screen.unicode,
            allow_nan=False,
            default=_plain,
        )
    )


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Ranged):
        return {"mean": value.mean, "low": value.low, "high": value.high}
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def sources(
    rates: Rates, grounds: Iterable[tuple[str, Grounds]] | None = None
) -> dict[str, object]:
    """Where the numbers of an answer are from: rates, their grounds, the figures they cite."""
    used = (
        [(rate.key, rate.grounds) for rate in rates.entries] if grounds is None else list(grounds)
    )
    return {
        "rates": rates.name,
        "grounds": {basis.value: count for basis, count in count_of_grounds(rates).items()},
        "rate_keys": sorted({key for key, _ in used}),
        "figures": sorted({figure for _, each in used for figure in each.figures}),
    }


def tell_problems(setting: Setting, search: OpenedSearch) -> None:
    """After an answer: what of the story could not be read, and what is dated later."""
    check = f"`{setting.home.call} check`"
    if search.later:
        are = "is" if search.later == 1 else "are"
        click.echo(
            f"{counted(search.later, 'fact')} of the story came to be known after {search.today} "
            f"and {are} left out.",
            err=True,
        )
    if not search.problems:
        return
    many = len(search.problems)
    click.echo(f"{counted(many, 'line')} could not be read, and the others count:", err=True)
    for problem in search.problems[:MOST_PROBLEMS]:
        click.echo(f"  {printable(problem.sentence())}", err=True)
    if many > MOST_PROBLEMS:
        click.echo(f"  and {many - MOST_PROBLEMS} more: {check}", err=True)
