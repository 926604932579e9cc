"""Events (gatherings one goes to), whom one met there, and what the evening brought.

"Event" is only ever a gathering. The *rungs* are the ladder of what an evening can bring, worst to
best; an evening stands on the best rung it reached.
"""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from keepknocking.ledger.moments import When
from keepknocking.ledger.people import EmptyName


class Rung(StrEnum):
    """What an evening brought, worst to best: the best of the evening counts."""

    NOTHING = "nothing"
    A_NAME = "a name"
    AN_OPENING = "an opening"
    AN_INTERVIEW = "an interview"
    AN_OFFER = "an offer"


CALENDAR_ENTRY = "calendar"
"""The kind of what a calendar brought in and nobody has called a gathering yet (by definition)."""

RUNGS: tuple[Rung, ...] = tuple(Rung)


class NotOnTheClock(ValueError):
    """A time of day with seconds or a zone, which no clock on the wall shows."""

    def __init__(self, begins: time) -> None:
        super().__init__(
            f"an event begins at a time like 18:30, without seconds and zone, not at {begins}"
        )


class NotPositive(ValueError):
    """A number of minutes, hours or people that must be above zero and is not."""

    def __init__(self, what: str, value: float) -> None:
        super().__init__(f"{what} must be above zero, not {value:g}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A gathering on one day; `kind` is one plain word (meetup, fair), `minutes` its length.

    `begins` is the time of day on the clock of the place (no zone, whole minutes), `place` where it
    is, in words.
    """

    id: str
    name: str
    when: When
    kind: str | None = None
    minutes: int | None = None
    begins: time | None = None
    place: str | None = None
    cancelled: When | None = None

    def __post_init__(self) -> None:
        """Refuse an empty name, a length not above zero, a beginning that is no whole minute."""
        if not self.name.strip():
            raise EmptyName("event")
        begins = self.begins
        if begins is not None and (
            begins.second or begins.microsecond or begins.tzinfo is not None
        ):
            raise NotOnTheClock(begins)
        if self.minutes is not None and self.minutes <= 0:
            raise NotPositive("an event's length in minutes", self.minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Encounter:
    """The seeker met a person, at an event or elsewhere."""

    person: str
    when: When
    event: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Debrief:
    """What an event brought: its best rung, and how many people the seeker talked to."""

    event: str
    rung: Rung
    when: When
    talked_to: int | None = None

    def __post_init__(self) -> None:
        """Refuse a negative number of people."""
        if self.talked_to is not None and self.talked_to < 0:
            raise NotPositive("the number of people talked to", self.talked_to)
