"""`knock forecast`: what to expect if you stop tonight, and if you keep knocking."""

from datetime import date

import click

from keepknocking.chains.description import described
from keepknocking.cli.amounts import Amount
from keepknocking.cli.answers import as_json_option, give_json, say, sources, tell_problems
from keepknocking.cli.days import Day
from keepknocking.cli.forecast_picture import chart, squares
from keepknocking.cli.forecast_words import (
    dates_table,
    first_sentence,
    pace_table,
    to_do,
    when_table,
)
from keepknocking.cli.own_rates import OwnRates, take_own_rates
from keepknocking.cli.screen import heading
from keepknocking.cli.setting import Setting, take_setting
from keepknocking.ledger.searches import Goal
from keepknocking.services.questions import Foreseen, Question
from keepknocking.services.questions import forecast as foresee
from keepknocking.wording.forecasts import how_computed

READ_MORE = "each with its reasons: knock evidence --rates"


@click.command("forecast")
@click.option(
    "--goal",
    type=click.Choice([goal.value for goal in Goal]),
    help="The first of what; the story's own goal, or an offer.",
)
@click.option("--by", metavar="DATE", type=Day(), help="By which day; eight weeks from today.")
@click.option(
    "--pace",
    type=Amount(min=0, max=1000),
    metavar="X",
    help="First asks a week, in place of the pace of the story; 0 for none.",
)
@take_own_rates
@as_json_option
@take_setting
def command(
    setting: Setting,
    goal: str | None,
    by: date | None,
    pace: float | None,
    own_rates: OwnRates,
    as_json: bool,  # noqa: FBT001 (click's own order)
) -> None:
    """What to expect if you stop tonight, and if you keep knocking.

    Whole numbers of 100 searches like this one, each with the range in which it lies 8 times in 10;
    then when, at which pace, and how it was computed.
    """
    foreseen = foresee(
        Question(
            home=setting.home,
            today=setting.today,
            rates_file=own_rates.file,
            by=by,
            goal=None if goal is None else Goal(goal),
            first_asks_a_week=pace,
            with_doubt=own_rates.with_doubt,
        )
    )
    if as_json:
        give_json(setting, _as_json(foreseen))
    else:
        say(setting, in_words(setting, foreseen))
    tell_problems(setting, foreseen.asked.search)


def in_words(setting: Setting, foreseen: Foreseen) -> list[str]:
    """The whole answer, paragraph by paragraph; pictures where the screen takes them."""
    screen = setting.screen
    parts = [screen.wrapped(first_sentence(foreseen)), screen.wrapped(to_do(foreseen))]
    if screen.pictures:
        parts += [squares(foreseen, screen), chart(foreseen, screen)]
    for title, text in (
        ("By which day (of 100, and 8 times in 10)", dates_table(foreseen)),
        ("When", when_table(foreseen, screen)),
        ("What you put in", pace_table(foreseen)),
        ("How this was computed", screen.bullets(how_computed(foreseen, read_more=READ_MORE))),
    ):
        parts.append(f"{heading(title)}\n{text}")
    return parts


def _as_json(foreseen: Foreseen) -> dict[str, object]:
    search = foreseen.asked.search
    return {
        **described(foreseen.forecast, search.ledger),
        "sources": sources(foreseen.asked.rates),
    }
