"""`knock undo`: take the last thing back."""

import click

from keepknocking.cli.setting import Setting, take_setting


@click.command("undo")
@take_setting
def command(setting: Setting) -> None:
    """Take the last thing back.

    What was written down last is removed and shown, so that you can write it again.
    """
    lines = setting.home.take_back(recorded_at=setting.now)
    click.echo("Taken back:")
    for line in lines:
        click.echo(f"  {line}")
