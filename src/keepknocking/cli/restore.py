"""`knock restore`: a backup becomes the ledger."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from keepknocking.cli.main import Refused
from keepknocking.cli.own_home import own_home
from keepknocking.cli.setting import Setting, take_setting
from keepknocking.services.stories import StoryFile
from keepknocking.wording.phrases import counted, weekday_and_day

if TYPE_CHECKING:
    from keepknocking.services.backups import Restored


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@take_setting
def command(setting: Setting, file: Path) -> None:
    """Put a backup FILE in the place of your ledger, in one step.

    The ledger of now is put aside first, and where it lies is said. A file that is not whole is
    refused, and nothing is changed. Whom you have erased since is erased from it again.
    """
    if isinstance(setting.home, StoryFile):
        raise Refused(
            f"a story is its own backup: put your copy in the place of {setting.home.where}"
        )
    own_home(setting)
    from keepknocking.services.backups import restore  # noqa: PLC0415 (needs Django)

    done = restore(file, at=setting.now)
    for sentence in _in_words(setting, done):
        click.echo(setting.screen.wrapped(sentence))


def _in_words(setting: Setting, done: "Restored") -> list[str]:
    made = weekday_and_day(done.made_at.date(), today=setting.today)
    facts = counted(done.facts, "fact")
    told = [f"Your ledger is as it was on {made} at {done.made_at:%H:%M}: {facts}."]
    if done.aside is not None:
        told.append(f"The ledger of before lies at {done.aside}.")
    if done.erased:
        people, were = (
            counted(done.erased, "person", "people"),
            "was" if done.erased == 1 else "were",
        )
        told.append(f"{people} whom you had erased since {were} erased from it again.")
    if not done.erasures_known:
        told.append(
            "The ledger of before is damaged, so it could not say whom you had erased: "
            "erase them again with knock erase."
        )
    return told
