"""`knock`, the command: finds the story and the day, and hands over to one module a command.

No command is imported before it is called, so that `knock --help` answers at once; the clock and
the environment are read here and nowhere else.
"""

import os
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from difflib import get_close_matches
from functools import cache, partial
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import cast

import click

from keepknocking.cli.days import Day
from keepknocking.cli.screen import screen_of, wants_no_colour
from keepknocking.cli.setting import Setting
from keepknocking.services.homes import Home

COMMANDS: Mapping[str, str] = {
    "demo": "Show what knock does, on a sample search.",
    "serve": "Open your search as pages in your browser, on this machine only.",
    "init": "Begin a search of your own.",
    "log": "Write down what happened, in plain lines.",
    "undo": "Take the last thing back.",
    "check": "Read the whole search and name every line that is not clear.",
    "today": "The things of the day, at most five.",
    "expect": "Guess what an evening will bring; then hear the house's guess.",
    "debrief": "Say what an evening brought, and see both marks.",
    "silence": "What it means that somebody has not answered.",
    "chains": "Who leads to whom, and where each chain stands.",
    "weak": "The weak link of each chain, and what mending it brings.",
    "forecast": "What to expect if you stop tonight, and if you keep knocking.",
    "sheet": "One page to print for the next meeting with a coach.",
    "import": "Bring in what you have: a LinkedIn export, contacts, a calendar, a table, a story.",
    "imports": "The imports that were done, and taking one back.",
    "proposals": "What your messages propose, until you say yes or no.",
    "worklog": "What you did to find work, day by day, for an agency that asks for proof.",
    "watch": "Take in the story files (.txt, .story, .md) of a FOLDER, as they come and grow.",
    "export": "Write your whole search into a new FOLDER, in files that other programs read.",
    "backup": "Write your whole ledger into one FILE, with its history and seals.",
    "restore": "Put a backup FILE in the place of your ledger, in one step.",
    "doubles": "Who may stand in the ledger twice.",
    "merge": "Make one person of two: KEEP takes over everything of GONE.",
    "kept": "What is kept about a person, as a note that you can give her.",
    "erase": "Erase a person everywhere, for good.",
    "evidence": "The figures and rates behind every number.",
}
"""Every command and what it does, in the order of a search."""

INTERRUPTED = 130  # by convention: 128 and the number of the signal


class Refused(click.ClickException):
    """The thing asked for cannot be done, and why: exit code 1."""

    def show(self, file: object = None) -> None:
        """Say why, on the error stream."""
        del file
        click.echo(f"knock: {printable(self.message)}", err=True)


def printable(text: str) -> str:
    """The text without anything that could command a terminal."""
    return "".join(
        letter if letter.isprintable() or letter == "\n" else ascii(letter)[1:-1] for letter in text
    )


def refusal(error: ValueError) -> Refused:
    """An error of one of the rooms as a sentence, with every problem it brings on a line."""
    problems = getattr(error, "problems", ())
    listed = [getattr(problem, "sentence", problem.__str__)() for problem in problems]
    if not listed:
        return Refused(str(error))
    if type(error).__name__ == "NotUnderstood":
        return Refused("\n".join((*listed, "Nothing was written.")))
    return Refused("\n".join((f"{error}:", *(f"  {line}" for line in listed))))


def module_of(name: str) -> str:
    """The module of a command: its name, with `_` behind it where Python has the word already."""
    return f"keepknocking.cli.{name}{'_' * iskeyword(name)}"


class Commands(click.Group):
    """The commands by name, each imported only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of a search."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        return cast("click.Command", import_module(module_of(cmd_name)).command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command called, or the one that was probably meant."""
        if args[0] not in COMMANDS:
            near = get_close_matches(args[0], COMMANDS, n=1)
            meant = f" Did you mean {near[0]!r}?" if near else ""
            ctx.fail(f"there is no command {printable(args[0])!r}.{meant}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing one of them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what a room refuses becomes one sentence and exit code 1."""
        try:
            return super().invoke(ctx)
        except ValueError as error:
            if type(error).__module__.startswith("keepknocking."):
                raise refusal(error) from error
            raise


def say_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 (click's own order)
    """Say the version and stop."""
    if wanted and not ctx.resilient_parsing:
        import keepknocking  # noqa: PLC0415 (finding the version takes longer than all the rest)

        click.echo(f"knock {keepknocking.__version__}")
        ctx.exit()


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
    epilog="`knock COMMAND --help` says more. `knock demo` shows it all.",
)
@click.option(
    "-f",
    "story",
    metavar="STORY",
    type=click.Path(path_type=Path, readable=False),
    help="The story file to use, instead of your own ledger.",
)
@click.option("--today", metavar="DATE", type=Day(), help="Answer as of this day, e.g. 2026-03-02.")
@click.option(
    "--charts",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="Pictures beside the words; auto: in a terminal.",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=say_version,
    help="Say the version and stop.",
)
@click.pass_context
def knock(ctx: click.Context, story: Path | None, today: date | None, charts: str) -> None:
    """Say what to expect from networking for a job, and which door to knock on next."""
    now = datetime.now().astimezone()
    if today is not None and today != now.date():
        now = datetime.combine(today, time(), tzinfo=UTC)
    if wants_no_colour(os.environ):
        ctx.color = False
    ctx.obj = Setting(
        find_home=cache(partial(home_of, story)),
        today=today or now.date(),
        now=now,
        screen=screen_of(sys.stdout, charts=charts, environ=os.environ),
    )


def home_of(story: Path | None) -> Home:
    """Where the search lives: in the story file that was named, or in the seeker's own ledger."""
    if story is not None:
        from keepknocking.services.stories import StoryFile  # noqa: PLC0415 (not needed for help)

        return StoryFile(story)
    from keepknocking.server.own import own_ledger  # noqa: PLC0415 (the database takes its time)

    return own_ledger()


def main() -> None:
    """Run `knock` and leave with its exit code: 0 fine, 1 refused, 2 wrong usage, 130 stopped."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        code = knock.main(prog_name="knock", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except click.Abort:
        click.echo("Stopped. Nothing is half-written.", err=True)
        code = INTERRUPTED
    sys.exit(code if isinstance(code, int) else 0)
