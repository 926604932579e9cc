"""What every command is told: which story, which day it is, and what the screen can show."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import click

from keepknocking.cli.screen import Screen


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The story file (`named`: given with -f), the day, the moment of writing, and the screen."""

    story: Path
    named: bool
    today: date
    now: datetime
    screen: Screen


take_setting = click.make_pass_decorator(Setting)
