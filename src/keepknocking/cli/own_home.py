"""The seeker's own ledger, for commands that a story file cannot serve."""

from typing import TYPE_CHECKING, cast

from keepknocking.cli.main import Refused
from keepknocking.cli.setting import Setting
from keepknocking.services.stories import StoryFile

if TYPE_CHECKING:
    from keepknocking.services.own_ledger import OwnLedger


def own_home(setting: Setting) -> "OwnLedger":
    """The ledger on disk; with `-f STORY` a sentence that says what to do instead.

    Raises
    ------
    Refused
    """
    home = setting.home
    if isinstance(home, StoryFile):
        raise Refused(
            f"{home.where} is a story file, and this needs a ledger that remembers what was done: "
            f"knock init --from {home.where} makes one of it"
        )
    return cast("OwnLedger", home)
