"""`knock imports`: the imports that were done, what one of them did, and taking one back."""

import click

from keepknocking.cli.answers import as_json_option, give_json
from keepknocking.cli.main import printable
from keepknocking.cli.own_home import own_home
from keepknocking.cli.setting import Setting, take_setting


@click.command("imports")
@click.option("--undo", "number", metavar="NUMBER", type=int, help="Take this import back.")
@as_json_option
@take_setting
def command(setting: Setting, number: int | None, as_json: bool) -> None:  # noqa: FBT001 (click's own order)
    """The imports that were done, and taking one back.

    Each has its number, the latest first. `--undo` works at any later time: what you changed or
    used since stays, and is told. The history in the pages (`knock serve`) puts it back.
    """
    home = own_home(setting)
    from keepknocking.services.imports.reports import (  # noqa: PLC0415 (needs Django)
        imports_done,
        undo_import,
    )

    if number is not None:
        kept = undo_import(home, number, at=setting.now)
        if as_json:
            give_json(setting, {"taken_back": kept.taken_back, "kept": list(kept.told)})
            return
        what = "fact" if kept.taken_back == 1 else "facts"
        click.echo(f"Taken back: {kept.taken_back:,} {what}.")
        for line in kept.told:
            click.echo(setting.screen.wrapped(printable(line)))
        return
    rows = imports_done(home)
    if as_json:
        listed = [
            {
                "number": row.number,
                "at": row.at.isoformat(),
                "told": list(row.told),
                "files": [file.name for file in row.files],
                "undone": row.undone_by is not None,
            }
            for row in rows
        ]
        give_json(setting, {"imports": listed})
        return
    for row in rows:
        undone = " (taken back)" if row.undone_by is not None else ""
        said = "; ".join(row.told)
        click.echo(printable(f"{row.number}  {row.at:%Y-%m-%d}  {said}{undone}"))
    if not rows:
        click.echo("Nothing was brought in yet: knock import FILE does it.")
