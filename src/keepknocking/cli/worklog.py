"""`knock worklog`: what was done to find work, day by day, for an agency that asks for proof."""

from dataclasses import asdict
from datetime import date

import click

from keepknocking.cli.answers import as_json_option, give_json, tell_problems
from keepknocking.cli.days import Day
from keepknocking.cli.main import printable
from keepknocking.cli.setting import Setting, take_setting
from keepknocking.exchange.writing.work_log import LogRow, write_work_log
from keepknocking.services.export import Log, log_of_work
from keepknocking.wording.phrases import day_in_words, weekday_and_day


@click.command("worklog")
@click.option("--from", "since", metavar="DATE", type=Day(), help="From this day on; four weeks.")
@click.option("--to", "until", metavar="DATE", type=Day(), help="Up to this day; today.")
@click.option("--csv", "as_csv", is_flag=True, help="As a table for a spreadsheet.")
@as_json_option
@take_setting
def command(
    setting: Setting,
    since: date | None,
    until: date | None,
    as_csv: bool,  # noqa: FBT001 (click's own order)
    as_json: bool,  # noqa: FBT001 (the same)
) -> None:
    """What you did to find work, day by day, for an agency that asks for proof.

    Asks, follow-ups, applications, interviews, and the events you went to. The time you put in,
    your guesses and what to expect are never in it.
    """
    if as_csv and as_json:
        raise click.UsageError("give --csv or --json, not both")
    log = log_of_work(setting.home, today=setting.today, since=since, until=until)
    if as_csv:
        click.echo(write_work_log(log.rows), nl=False)
    elif as_json:
        give_json(setting, _as_json(log))
    else:
        _say(setting, log)
    tell_problems(setting, setting.home.opened(today=setting.today))


def _as_json(log: Log) -> dict[str, object]:
    return {"from": log.since, "to": log.until, "rows": [asdict(row) for row in log.rows]}


def _say(setting: Setting, log: Log) -> None:
    since, until = (day_in_words(day, today=setting.today) for day in (log.since, log.until))
    if not log.rows:
        click.echo(f"Nothing that an agency counts was written down from {since} to {until}.")
        return
    click.echo(f"What I did to find work from {since} to {until}:")
    day = None
    for row in log.rows:
        if row.day != day:
            day = row.day
            click.echo(f"\n{weekday_and_day(day, today=setting.today)}")
        click.echo(setting.screen.wrapped(_line(row, setting.today), indent="  ", hanging="    "))


def _line(row: LogRow, today: date) -> str:
    """One row in words."""
    came = "" if row.came_on is None else f" on {day_in_words(row.came_on, today=today)}"
    who = ", ".join(part for part in (row.person, row.organization) if part)
    told = f"{row.method}: {who}" if who else row.method
    return printable(f"{told}; {row.result}{came}" if row.result else told)
