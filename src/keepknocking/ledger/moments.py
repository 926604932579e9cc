"""When a fact happened, and when it was written down.

Every fact has two times. The day it *happened* is the seeker's own calendar day. The moment it was
*recorded* may be later (she remembers on Sunday what happened on Thursday); what was known "as of"
a day is what had been recorded by then. A fact without a recorded moment counts as recorded on the
day it happened.
"""

from dataclasses import dataclass
from datetime import date, datetime, timezone


class MomentWithoutZone(ValueError):
    """A recorded moment that does not say in which time zone it is meant."""

    def __init__(self, moment: datetime) -> None:
        super().__init__(f"{moment.isoformat()} has no time zone: add one, for example +00:00")


@dataclass(frozen=True, slots=True, order=True)
class When:
    """The day a fact happened and the moment it was recorded (None: on the day itself).

    >>> When(date(2026, 3, 2)).known_on
    datetime.date(2026, 3, 2)
    """

    on: date
    recorded_at: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse a moment without a time zone; keep its offset, not the rules of its zone."""
        if self.recorded_at is None:
            return
        offset = self.recorded_at.utcoffset()
        if offset is None:
            raise MomentWithoutZone(self.recorded_at)
        # In the hour that is there twice, a moment with rules equals no moment with an offset.
        moment = self.recorded_at.replace(tzinfo=timezone(offset), fold=0)
        object.__setattr__(self, "recorded_at", moment)

    @property
    def known_on(self) -> date:
        """First day on which the ledger could know this: never before it happened."""
        if self.recorded_at is None:
            return self.on
        return max(self.on, self.recorded_at.date())
