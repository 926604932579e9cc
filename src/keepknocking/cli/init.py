"""`knock init`: begin a story."""

import click

from keepknocking.cli.amounts import Amount
from keepknocking.cli.setting import Setting, take_setting
from keepknocking.ledger.moments import When
from keepknocking.ledger.searches import Goal, Search
from keepknocking.services.stories import begin_search


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
@take_setting
def command(setting: Setting, wanted: str | None, goal: str, hours_a_week: float | None) -> None:
    """Begin a story of your own.

    A new file is made that nobody else on this machine can read. One that is there already is never
    touched.
    """
    search = Search(
        started=When(setting.today), goal=Goal(goal), wanted=wanted, hours_a_week=hours_a_week
    )
    path = begin_search(setting.story, search)
    call = f"knock -f {path}" if setting.named else "knock"
    click.echo(f"Your story begins in {path}. Three lines to start with:")
    click.echo(f'  {call} log "met Ana Reyes (Harbor Foods, buyer)"')
    click.echo(f'  {call} log "asked Ana Reyes for an introduction to Ben Ode by email"')
    click.echo(f"  {call} today")
