"""`knock export`: the whole search in files that other programs read."""

from pathlib import Path

import click

from keepknocking.cli.answers import as_json_option, give_json
from keepknocking.cli.main import printable
from keepknocking.cli.setting import Setting, take_setting
from keepknocking.services.export import Exported, export
from keepknocking.wording.phrases import counted


@click.command("export")
@click.argument("folder", type=click.Path(path_type=Path))
@as_json_option
@take_setting
def command(setting: Setting, folder: Path, as_json: bool) -> None:  # noqa: FBT001 (click's own order)
    """Write your whole search into a new FOLDER, in files that other programs read.

    The story and the JSON come in again as the very same search; vCard, iCalendar and tables hold
    what their format has a place for. A folder with something in it is not touched.
    """
    import keepknocking  # noqa: PLC0415 (finding the version takes long)

    done = export(setting.home, folder, today=setting.today, program=keepknocking.__version__)
    if as_json:
        give_json(setting, _as_json(done))
    else:
        click.echo(f"Written into {folder}, for nobody's eyes but yours:")
        width = max(len(file.name) for file in done.files)
        for file in done.files:
            click.echo(f"  {file.name:<{width}}  {file.about}")
    if done.problems:
        many = counted(len(done.problems), "line")
        click.echo(f"{many} could not be read, and so are not in the files:", err=True)
        for problem in done.problems:
            click.echo(f"  {printable(problem.sentence())}", err=True)


def _as_json(done: Exported) -> dict[str, object]:
    return {
        "folder": str(done.folder),
        "files": [
            {"name": file.name, "about": file.about, "bytes": file.size} for file in done.files
        ],
    }
