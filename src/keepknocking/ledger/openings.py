"""Openings and the dated stages from an application to an offer. Stages are only ever added."""

from dataclasses import dataclass
from enum import StrEnum

from keepknocking.ledger.moments import When
from keepknocking.ledger.people import EmptyName


class StageKind(StrEnum):
    """A step with an employer. A rejection does not erase how far one had come."""

    APPLICATION = "application"
    INTERVIEW = "interview"
    OFFER = "offer"
    REJECTION = "rejection"
    ACCEPTANCE = "acceptance"
    WITHDRAWAL = "withdrawal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A job to be filled at an organization, told by a person (`told_by=None`: found)."""

    id: str
    title: str
    organization: str
    known: When
    told_by: str | None = None
    ask: str | None = None
    closed: When | None = None

    def __post_init__(self) -> None:
        """Refuse an empty title or organization."""
        if not self.title.strip():
            raise EmptyName("opening")
        if not self.organization.strip():
            raise EmptyName("organization")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One dated step on the way to one opening; `through` is the person who made it possible."""

    opening: str
    kind: StageKind
    when: When
    through: str | None = None
