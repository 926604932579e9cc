"""`knock undo`: take the last line of the story back."""

import click

from keepknocking.cli.setting import Setting, take_setting
from keepknocking.services.stories import take_back


@click.command("undo")
@take_setting
def command(setting: Setting) -> None:
    """Take the last line back.

    The last fact of the story is removed and shown, so that you can write it again.
    """
    line = take_back(setting.story)
    click.echo("Taken back:")
    click.echo(f"  {line}")
