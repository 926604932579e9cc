"""`knock demo`: what knock does, on a sample search, with explanations between the answers."""

import os
import re
import tempfile
from dataclasses import replace
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path

import click

from keepknocking.cli import chains, debrief, expect, forecast, silence, today, weak
from keepknocking.cli.screen import heading
from keepknocking.cli.setting import Setting
from keepknocking.ledger.events import Event
from keepknocking.ledger.expectations import Speaker
from keepknocking.ledger.story.reading import read_story
from keepknocking.services.debriefs import worst_miss
from keepknocking.services.expectations import guess_of
from keepknocking.services.stories import StoryFile
from keepknocking.wording.phrases import day_in_words

SAMPLE = "sam.story"
_TODAY = re.compile(r"#\s*today\s+(\d{4}-\d{2}-\d{2})")
_GUESS = "40,35,20,4,1"
_STEPS = (
    (today.command, (), "Every day begins with at most five things, each with its reason."),
    (silence.command, (), "Then the question that keeps one awake: why does nobody answer?"),
    (chains.command, (), "One person leads to another. This is where each chain stands."),
    (weak.command, (), "A chain is as good as its weak link. This is what mending it brings."),
    (forecast.command, (), "And all together: what to expect, and what you can change about it."),
)
"""The commands that are shown, their words, and why one would ask."""
OWN_SEARCH = (
    "init",
    'log "met Ana Reyes (Harbor Foods, buyer)"',
    "today",
)


@click.command("demo")
@click.option("--once", is_flag=True, help="Stop after the first page has answered.")
@click.pass_context
def command(ctx: click.Context, once: bool) -> None:  # noqa: FBT001 (click's own order)
    """Show what knock does, on a sample search.

    Sam has been looking for fourteen weeks. First in the terminal, then as pages in your browser.
    Everything happens in a copy that is thrown away; Ctrl-C ends it.
    """
    text = files("keepknocking.cli").joinpath(SAMPLE).read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        story = Path(folder) / SAMPLE
        story.write_text(text, encoding="utf-8")
        setting = replace(
            ctx.obj, find_home=lambda: StoryFile(story, named=False), today=day_of(text)
        )
        click.echo(
            setting.screen.wrapped(
                "Sam looks for a job as a planner in logistics and has knocked at doors for "
                "fourteen weeks. This is what knock says about it. Sam and all others are invented."
            )
        )
        for shown, words, why in _STEPS:
            _show(ctx, shown, words, why, setting)
        _show_the_worst_miss(ctx, setting)
        _show_a_guess(ctx, setting)
        click.echo()
        click.echo(heading("Your own search begins with three lines"))
        for line in OWN_SEARCH:
            click.echo(f"  knock {line}")
        _show_the_pages(text, setting, Path(folder), once=once)


def _show_the_pages(text: str, setting: Setting, folder: Path, *, once: bool) -> None:
    """The same search as pages, on a ledger of its own, until Ctrl-C or the first answer."""
    os.environ["KNOCK_HOME"] = str(folder)
    from keepknocking.cli.serve import show_pages  # noqa: PLC0415 (the database takes its time)
    from keepknocking.server.own import own_ledger  # noqa: PLC0415 (the same)

    home, now = own_ledger(), datetime.now().astimezone()
    shown = datetime.combine(setting.today, now.timetz())
    home.begin_with(read_story(text).ledger, ("the sample story",), recorded_at=shown)
    day = day_in_words(setting.today, today=now.date())
    click.echo()
    click.echo(heading("The same search as pages"))
    show_pages(
        home,
        clock=lambda: datetime.combine(setting.today, datetime.now().astimezone().timetz()),
        sample=f"Sam\u2019s made-up search, as of {day}",
        once=once,
    )


def day_of(text: str) -> date:
    """The day the sample is read on, as its first line says.

    >>> day_of("# today 2026-06-08")
    datetime.date(2026, 6, 8)
    """
    found = _TODAY.search(text)
    if found is None:
        raise DayMissing
    return date.fromisoformat(found.group(1))


class DayMissing(ValueError):
    """A sample story that does not say on which day it is read."""

    def __init__(self) -> None:
        super().__init__("the sample story has no line like # today 2026-06-08")


def _show(
    ctx: click.Context, shown: click.Command, words: tuple[str, ...], why: str, setting: Setting
) -> None:
    typed = " ".join(f'"{word}"' if " " in word else word for word in words)
    call = f"knock {shown.name} {typed}".strip()
    click.echo()
    click.echo(heading(f"$ {call}"))
    click.echo(setting.screen.wrapped(why))
    click.echo()
    with shown.make_context(shown.name, list(words), parent=ctx, obj=setting) as inner:
        shown.invoke(inner)


def _show_a_guess(ctx: click.Context, setting: Setting) -> None:
    event = _next_to_guess(setting)
    if event is None:
        return
    _show(
        ctx,
        expect.command,
        (event.name, "--dots", _GUESS),
        "It comes down to expectations. Sam guesses before going; only then the house speaks.",
        setting,
    )
    _show(
        ctx,
        debrief.command,
        (event.name, "a name", "--talked-to", "6"),
        "And afterwards both are marked by what happened.",
        replace(setting, today=event.when.on),
    )


def _show_the_worst_miss(ctx: click.Context, setting: Setting) -> None:
    missed = worst_miss(setting.home.opened(today=setting.today).ledger)
    if missed is None:
        return
    event, mark = missed
    _show(
        ctx,
        debrief.command,
        (event.name,),
        "The house is wrong too, and keeps its own marks. This was its worst miss: it had laid "
        f"{mark.laid} of 100 dots on what came.",
        setting,
    )


def _next_to_guess(setting: Setting) -> Event | None:
    ledger = setting.home.opened(today=setting.today).ledger
    for event in ledger.gatherings:
        ahead = event.when.on >= setting.today and event.cancelled is None
        if ahead and guess_of(ledger, event.id, Speaker.SEEKER) is None:
            return event
    return None
