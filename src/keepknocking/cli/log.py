"""`knock log`: write down what happened, in plain lines, and see how it was understood."""

import sys

import click

from keepknocking.cli.setting import Setting, take_setting
from keepknocking.exchange.text_file import read_text
from keepknocking.wording.phrases import counted

_WHOLE_LINES = ("pause", "resume")  # by definition of the story: facts of one word


@click.command("log")
@click.argument("lines", nargs=-1)
@take_setting
def command(setting: Setting, lines: tuple[str, ...]) -> None:
    """Write down what happened, in plain lines.

    Each LINE is one fact: "asked Ana Reyes for an introduction to Ben Ode by email". Without a
    LINE they are read from standard input. A line without a date is of today. All lines are
    written, or, where one is not clear, none.
    """
    if not lines:
        if sys.stdin.isatty():
            click.echo("Write one fact a line, and end with Ctrl-D on a line of its own.", err=True)
        read = read_text(sys.stdin.buffer, name="what came in")
        said = tuple(read.text.splitlines())
    else:
        said = as_lines(lines)
    done = setting.home.record(said, today=setting.today, recorded_at=setting.now)
    click.echo(f"Understood, and written down ({counted(len(done.added), 'line')}):")
    for line in done.added:
        click.echo(f"  {line}")


def as_lines(said: tuple[str, ...]) -> tuple[str, ...]:
    """What was typed, as lines: words that were typed without quotes make one line together.

    >>> as_lines(("met", "Ana", "at", "Chamber breakfast"))
    ('met Ana at "Chamber breakfast"',)
    >>> as_lines(("met Ana", "met Ben"))
    ('met Ana', 'met Ben')
    """
    if len(said) < 2 or " " in said[0].strip() or said[0] in _WHOLE_LINES:  # noqa: PLR2004 (one is a line)
        return said
    return (" ".join(f'"{word}"' if " " in word else word for word in said),)
