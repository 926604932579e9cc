"""The search itself, the effort that goes into it, its pauses, and what was noted or corrected."""

import math
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from keepknocking.ledger.asks import OutOfOrder
from keepknocking.ledger.events import NotPositive
from keepknocking.ledger.moments import When


class Goal(StrEnum):
    """What the seeker counts as reaching it: every forecast is for the first time this happens."""

    CONVERSATION = "conversation"
    INTERVIEW = "interview"
    OFFER = "offer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """The search for a job: when it started, for what, and how many hours a week it may take."""

    started: When
    goal: Goal = Goal.OFFER
    zone: str | None = None
    hours_a_week: float | None = None
    wanted: str | None = None
    closed: When | None = None

    def __post_init__(self) -> None:
        """Refuse a search that closes before it starts, and hours that are no number above zero."""
        if self.hours_a_week is not None and not 0 < self.hours_a_week < math.inf:
            raise NotPositive("the hours a week", self.hours_a_week)
        if self.closed is not None and self.closed.on < self.started.on:
            raise OutOfOrder(
                "closing the search", self.closed.on, before="its start", since=self.started.on
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """Minutes put in, and what into."""

    minutes: int
    when: When
    on: str | None = None

    def __post_init__(self) -> None:
        """Refuse an effort of no minutes."""
        if self.minutes <= 0:
            raise NotPositive("the minutes of an effort", self.minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """The search rests from a day on, until it is taken up again (`until`: the first day back)."""

    since: When
    until: When | None = None

    def __post_init__(self) -> None:
        """Refuse a pause that ends before it begins."""
        if self.until is not None and self.until.on < self.since.on:
            raise OutOfOrder(
                "taking up the search", self.until.on, before="the pause", since=self.since.on
            )

    def covers(self, day: date) -> bool:
        """Whether the search rested on that day."""
        return self.since.on <= day and (self.until is None or day < self.until.on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A free remark, about a person or about nobody in particular."""

    text: str
    when: When
    person: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One line of the story was wrong: what it said, and what is right (None: nothing)."""

    was: str
    now: str | None
    when: When
