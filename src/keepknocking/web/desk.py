"""The desk a page is written at: whose ledger it is, and what time it is there.

Whoever starts the server lays it into the settings (`KNOCK_DESK`); the pages read neither the clock
nor the place of the ledger anywhere else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from django.conf import settings

from keepknocking.services.own_ledger import OwnLedger


def clock() -> datetime:
    """The moment, in the time zone of the machine."""
    return datetime.now().astimezone()


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The ledger, the clock, and, where the search is made up, the words that say so."""

    home: OwnLedger
    clock: Callable[[], datetime] = clock
    sample: str | None = None

    @property
    def now(self) -> datetime:
        """The moment, with its zone."""
        return self.clock()

    @property
    def today(self) -> date:
        """The seeker's own calendar day."""
        return self.clock().date()


def the_desk() -> Desk:
    """The desk of this server."""
    return cast("Desk", settings.KNOCK_DESK)
