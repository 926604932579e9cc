"""`knock check`: read the whole story and name every line that is not clear."""

import click

from keepknocking.cli.answers import as_json_option, give_json
from keepknocking.cli.main import printable
from keepknocking.cli.setting import Setting
from keepknocking.services.homes import OpenedSearch
from keepknocking.wording.phrases import counted, listed


@click.command("check")
@as_json_option
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:  # noqa: FBT001 (click's own order)
    """Read the whole search and name every line that is not clear.

    Exit code 1 where there is any.
    """
    setting: Setting = ctx.obj
    search = setting.home.opened(today=setting.today)
    if as_json:
        give_json(setting, _as_json(search))
    else:
        click.echo(_in_words(search))
        for problem in search.problems:
            click.echo(f"  {printable(problem.sentence())}")
    ctx.exit(1 if search.problems else 0)


def _as_json(search: OpenedSearch) -> dict[str, object]:
    return {
        "facts": search.facts,
        "problems": [
            {
                "line": problem.line,
                "column": problem.column,
                "found": problem.found,
                "expected": problem.expected,
                "nearest": problem.nearest,
                "sentence": problem.sentence(),
            }
            for problem in search.problems
        ],
    }


def _in_words(search: OpenedSearch) -> str:
    ledger = search.ledger
    held = listed(
        [
            counted(len(ledger.people), "person", "people"),
            counted(len(ledger.events), "event"),
            counted(len(ledger.asks), "ask"),
            counted(len(ledger.openings), "opening"),
        ]
    )
    if not search.problems:
        return f"Every line is clear. The story holds {held}."
    return f"{counted(len(search.problems), 'line')} could not be read; the others hold {held}:"
