"""`knock watch`: story files of a folder, taken in as they come."""

import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from keepknocking.cli.amounts import Amount
from keepknocking.cli.main import printable
from keepknocking.cli.own_home import own_home
from keepknocking.cli.setting import Setting
from keepknocking.wording.phrases import counted

if TYPE_CHECKING:
    from keepknocking.services.watching import Outcome, Watcher

EVERY_SECONDS = 5.0  # design choice: soon enough for a person, rarely enough for a machine
CHANGED = (
    "lines that were taken in already have changed, so nothing was taken. Mend the facts with "
    "knock log or on the pages; write new lines at the end of a file."
)
_BETWEEN_TWO_LOOKS = 1.0  # design choice: a file that grew within a second is still coming in


@click.command("watch")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--once", is_flag=True, help="Take what is there now, and stop.")
@click.option(
    "--every",
    type=Amount(min=0.05, max=86_400),
    metavar="SECONDS",
    default=EVERY_SECONDS,
    help="How long to wait between two looks; 5.",
)
@click.pass_context
def command(ctx: click.Context, folder: Path, once: bool, every: float) -> None:  # noqa: FBT001 (click's own order)
    """Take in the story files (.txt, .story, .md) of a FOLDER, as they come and grow.

    For lines that you type on a phone into a folder that is synced. Of a file that has grown only
    the new lines are taken; with one line that is not clear, none. The files are never changed.
    Ctrl-C ends it.
    """
    setting: Setting = ctx.obj
    home = own_home(setting)
    from keepknocking.services.watching import Watcher  # noqa: PLC0415 (needs Django)

    home.stored()
    watcher = Watcher(home, folder)
    day_is_given = ctx.find_root().params.get("today") is not None
    clock = (lambda: (setting.today, setting.now)) if day_is_given else _clock
    if once:
        ctx.exit(0 if _look_once(watcher, clock, pause=min(every, _BETWEEN_TWO_LOOKS)) else 1)
    click.echo(f"Watching {folder}. Ctrl-C ends it.", err=True)
    try:
        while True:
            _tell(watcher, clock)
            time.sleep(every)
    except KeyboardInterrupt:
        click.echo("No longer watching. Nothing is half-written.", err=True)


def _clock() -> tuple[date, datetime]:
    from keepknocking.web.desk import clock  # noqa: PLC0415 (needs Django)

    now = clock()
    return now.date(), now


def _look_once(
    watcher: "Watcher", clock: Callable[[], tuple[date, datetime]], *, pause: float
) -> bool:
    """Two looks, between which a whole file does not change; whether all could be taken."""
    first = _tell(watcher, clock)
    time.sleep(pause)
    return _tell(watcher, clock) and first


def _tell(watcher: "Watcher", clock: Callable[[], tuple[date, datetime]]) -> bool:
    """Look once, and tell what became of the files; whether all could be taken."""
    today, now = clock()
    outcomes = watcher.look(today=today, now=now)
    for outcome in outcomes:
        for line in _in_words(outcome):
            click.echo(printable(line))
    return all(outcome.came.value in ("taken", "same") for outcome in outcomes)


def _in_words(outcome: "Outcome") -> list[str]:
    name = outcome.name
    if outcome.came.value == "taken":
        lines = [f"  {line}" for line in outcome.lines]
        return [f"{name}: {counted(len(lines), 'line')} taken in.", *lines]
    if outcome.came.value == "same":
        return [f"{name}: what is in it was taken in already, with {outcome.why}."]
    if outcome.came.value == "changed":
        return [f"{name}: {CHANGED}"]
    if outcome.came.value == "refused":
        return [f"{name}: nothing was taken in: {outcome.why}."]
    found = [f"  {problem.sentence()}" for problem in outcome.problems]
    return [f"{name}: nothing was taken in, because not every line is clear:", *found]
