"""Facts: what a story has told so far, while it is being told in the order of its days."""

from dataclasses import dataclass, field
from datetime import date

from keepknocking.ledger.asks import Introduction
from keepknocking.ledger.events import Debrief, Encounter
from keepknocking.ledger.expectations import Expectation
from keepknocking.ledger.moments import When
from keepknocking.ledger.openings import Stage
from keepknocking.ledger.people import ContactDetail, ContactRule, Thanks, Tie
from keepknocking.ledger.searches import Correction, Effort, Note, Search
from keepknocking.ledger.story.answering import Asks
from keepknocking.ledger.story.binding import Binder
from keepknocking.ledger.story.resting import Pauses


@dataclass(slots=True)
class Origin:
    """Who told of an opening, and the ask of which it came."""

    told_by: str | None
    ask: str | None
    place: int


@dataclass(slots=True)
class Facts:
    """The facts told so far, each kind in the order of its days."""

    search: Search | None = None
    ties: list[Tie] = field(default_factory=list)
    contact_details: list[ContactDetail] = field(default_factory=list)
    contact_rules: list[ContactRule] = field(default_factory=list)
    cancelled: dict[str, When] = field(default_factory=dict)
    encounters: list[Encounter] = field(default_factory=list)
    debriefs: list[Debrief] = field(default_factory=list)
    expectations: list[Expectation] = field(default_factory=list)
    introductions: list[tuple[int, Introduction]] = field(default_factory=list)
    origins: dict[str, Origin] = field(default_factory=dict)
    closed: dict[str, When] = field(default_factory=dict)
    stages: list[Stage] = field(default_factory=list)
    thanks: list[Thanks] = field(default_factory=list)
    efforts: list[Effort] = field(default_factory=list)
    pauses: Pauses = field(default_factory=Pauses)
    notes: list[Note] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)


@dataclass(slots=True)
class Telling:
    """One story being told: whom it names, the facts, the asks, and the days of all asks."""

    binder: Binder
    facts: Facts = field(default_factory=Facts)
    asks: Asks = field(default_factory=Asks)
    asked_on: dict[str, list[date]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class At:
    """When something happened, and the place of its line in the file."""

    when: When
    place: int
