"""Statements: what each kind of line says, before anybody asks whether it fits the rest.

A statement names people, events and openings as they were written; binding looks them up and fills
in `key`, the id. `BRINGS` says in which places an unknown name brings a new person in.
"""

from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum
from typing import ClassVar, TypeAlias

from keepknocking.ledger.asks import Channel, Purpose
from keepknocking.ledger.events import Rung
from keepknocking.ledger.expectations import Speaker
from keepknocking.ledger.moments import When
from keepknocking.ledger.openings import StageKind
from keepknocking.ledger.people import ContactKind, TieSource, TieStrength
from keepknocking.ledger.searches import Goal


@dataclass(frozen=True, slots=True)
class Details:
    """What stands in parentheses after a name: organization and role."""

    organization: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A person as named in a line; `key` is her id once she is found."""

    name: str
    id: str | None = None
    details: Details | None = None
    column: int = field(default=0, compare=False)
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedEvent:
    """An event as named in a line."""

    name: str
    id: str | None = None
    column: int = field(default=0, compare=False)
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedOpening:
    """An opening as named in a line: title, organization where given."""

    title: str
    organization: str | None = None
    id: str | None = None
    column: int = field(default=0, compare=False)
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one line says."""

    BRINGS: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchStarted(Statement):
    """`search for "planner" goal offer, 8h a week, zone Europe/Berlin`."""

    wanted: str | None = None
    goal: Goal = Goal.OFFER
    hours_a_week: float | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchClosed(Statement):
    """`search closed`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPlanned(Statement):
    """`event "Chamber breakfast" meetup 2h from 18:30 in "Town hall"`."""

    event: NamedEvent
    kind: str | None = None
    minutes: int | None = None
    begins: time | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCancelled(Statement):
    """`event "Chamber breakfast" cancelled`."""

    event: NamedEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected(Statement):
    """`expect "Chamber breakfast": nothing 40, a name 35, ...`."""

    event: NamedEvent
    by: Speaker
    dots: tuple[int, ...]
    model: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Debriefed(Statement):
    """`debrief "Chamber breakfast": a name, talked to 9`."""

    event: NamedEvent
    rung: Rung
    talked_to: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonTold(Statement):
    """`person Ana Reyes (Harbor Foods, buyer)`."""

    BRINGS: ClassVar[frozenset[str]] = frozenset({"person"})
    person: Named


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactTold(Statement):
    """`email of Ana Reyes: ana@example.org`, `other name of Ana Reyes: "Ana Gomez"`."""

    person: Named
    kind: ContactKind
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Met(Statement):
    """`met Ana Reyes at "Chamber breakfast"`."""

    BRINGS: ClassVar[frozenset[str]] = frozenset({"person"})
    person: Named
    event: NamedEvent | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkedWith(Statement):
    """`talked with Ben Ode`: an encounter that may fulfil an ask for a conversation."""

    person: Named
    event: NamedEvent | None = None
    ask: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Knows(Statement):
    """`know Frank Lee well` (`of` is None), `Ben Ode knows Chen Wu`."""

    BRINGS: ClassVar[frozenset[str]] = frozenset({"to"})
    of: Named | None
    to: Named
    strength: TieStrength = TieStrength.ACQUAINTANCE
    source: TieSource = TieSource.TOLD


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Statement):
    """`asked Ana Reyes for an introduction to Ben Ode by email`."""

    BRINGS: ClassVar[frozenset[str]] = frozenset({"towards"})
    of: Named
    purpose: Purpose
    towards: Named | None = None
    organization: str | None = None
    opening: NamedOpening | None = None
    channel: Channel | None = None
    through: Named | None = None
    minutes: int | None = None
    id: str | None = None
    key: str = ""


class Step(StrEnum):
    """What may come to an ask after it was made."""

    NUDGED = "nudged"
    REPLIED = "replied"
    PROMISED = "promised"
    DECLINED = "declined"
    KEPT = "kept the promise"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stepped(Statement):
    """`nudged Ana`, `Ana promised`, `Ana declined`, `Ana replied`, `Ana kept the promise`."""

    step: Step
    person: Named
    ask: str | None = None


class Thread(StrEnum):
    """How what came is tied to the ask it came of."""

    ANSWERING = "answering"
    OUT_OF = "out of"


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduced(Statement):
    """`Ana introduced me to Ben Ode`. `ask` and `thread`: of which ask it came, where written."""

    BRINGS: ClassVar[frozenset[str]] = frozenset({"to"})
    by: Named
    to: Named
    ask: str | None = None
    thread: Thread = Thread.ANSWERING
    unasked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningTold(Statement):
    """`Ben told me of "Planner" at Brightwater`, or `opening "Planner" at Brightwater`."""

    opening: NamedOpening
    by: Named | None = None
    ask: str | None = None
    thread: Thread = Thread.ANSWERING
    unasked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferredFor(Statement):
    """`Ben referred me for "Planner" at Brightwater`: fulfils an ask for a referral."""

    by: Named
    opening: NamedOpening
    ask: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningClosed(Statement):
    """`closed "Planner" at Brightwater`."""

    opening: NamedOpening


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged(Statement):
    """`applied for "Planner" at Brightwater through Ben Ode`, `interview for ...`, ..."""

    kind: StageKind
    opening: NamedOpening
    through: Named | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thanked(Statement):
    """`thanked Ana`."""

    person: Named


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRuled(Statement):
    """`do not contact Ana`, `may contact Ana`."""

    person: Named
    allowed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EffortSpent(Statement):
    """`effort 45m on "letters"`."""

    minutes: int
    on: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused(Statement):
    """`pause`, `pause until 2026-04-01`; `again`: although a pause is open."""

    again: bool = False
    until: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(Statement):
    """`resume`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted(Statement):
    """`note: TEXT`, `note about Ana: TEXT`."""

    text: str
    person: Named | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrects(Statement):
    """`correction "..." -> "..."`; `done`: `corrected ...`, the record of one already made."""

    was: str
    now: str | None
    done: bool = False


Reference: TypeAlias = Named | NamedEvent | NamedOpening
