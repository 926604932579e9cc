"""What every command is told: which search, which day it is, and what the screen can show."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

import click

from keepknocking.cli.screen import Screen
from keepknocking.services.homes import Home


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where the search lives, the day, the moment of writing, and the screen.

    The home is found on first need: what answers without one is not kept waiting.
    """

    find_home: Callable[[], Home]
    today: date
    now: datetime
    screen: Screen

    @property
    def home(self) -> Home:
        """Where the search lives."""
        return self.find_home()


take_setting = click.make_pass_decorator(Setting)
