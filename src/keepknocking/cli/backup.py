"""`knock backup`: the whole ledger in one file."""

from pathlib import Path

import click

from keepknocking.cli.main import Refused
from keepknocking.cli.own_home import own_home
from keepknocking.cli.setting import Setting, take_setting
from keepknocking.services.stories import StoryFile
from keepknocking.wording.phrases import counted


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace a file of that name.")
@take_setting
def command(setting: Setting, file: Path, force: bool) -> None:  # noqa: FBT001 (click's own order)
    """Write your whole ledger into one FILE, with its history and seals.

    The pages may be open meanwhile. The file is readable by nobody else, and is not encrypted.
    `knock restore` puts it back.
    """
    if isinstance(setting.home, StoryFile):
        raise Refused(f"a story is its own backup: copy {setting.home.where} to another place")
    import keepknocking  # noqa: PLC0415 (finding the version takes long)
    from keepknocking.services.backups import back_up  # noqa: PLC0415 (needs Django)

    home = own_home(setting)
    program = keepknocking.__version__
    done = back_up(home, file, at=setting.now, program=program, replace=force)
    click.echo(
        f"{done.path} holds your whole ledger: {counted(done.facts, 'fact')}, "
        f"in {done.size:,} bytes. Keep it where only you can read it."
    )
