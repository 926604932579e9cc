"""`knock init`: begin a story."""

from dataclasses import replace
from pathlib import Path

import click

from keepknocking.cli.amounts import Amount
from keepknocking.cli.setting import Setting, take_setting
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.moments import When
from keepknocking.ledger.searches import Goal, Search
from keepknocking.services.stories import ledger_of_story


@click.command("init")
@click.option("--wanted", metavar="WORDS", help='What you look for: "planner in logistics".')
@click.option(
    "--goal",
    type=click.Choice([goal.value for goal in Goal]),
    default=Goal.OFFER.value,
    help="What counts as reaching it.",
)
@click.option(
    "--hours-a-week",
    type=Amount(min=0, max=168, min_open=True),
    metavar="HOURS",
    help="How many hours it may take.",
)
@click.option(
    "--from",
    "story",
    type=click.Path(path_type=Path, readable=False),
    metavar="STORY",
    help="A story file to begin with; the file stays as it is.",
)
@take_setting
def command(
    setting: Setting,
    wanted: str | None,
    goal: str,
    hours_a_week: float | None,
    story: Path | None,
) -> None:
    """Begin a search of your own.

    A new ledger is made that nobody else on this machine can read (with -f, a story file). One that
    is there already is never touched.
    """
    ledger = Ledger() if story is None else ledger_of_story(story)
    if ledger.search is None:
        search = Search(
            started=When(setting.today), goal=Goal(goal), wanted=wanted, hours_a_week=hours_a_week
        )
        ledger = replace(ledger, search=search)
    told = (f"begun with {story}",) if story else ("begun",)
    where = setting.home.begin_with(ledger, told, recorded_at=setting.now)
    call = setting.home.call
    if story is not None:
        click.echo(f"Your search goes on in {where}. {story} stays as it is. Next: {call} today")
        return
    click.echo(f"Your search begins in {where}. Three lines to start with:")
    click.echo(f'  {call} log "met Ana Reyes (Harbor Foods, buyer)"')
    click.echo(f'  {call} log "asked Ana Reyes for an introduction to Ben Ode by email"')
    click.echo(f"  {call} today")
