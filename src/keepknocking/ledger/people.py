"""People, the organizations they belong to, and who knows whom.

A name is free text: it is never split, reordered or guessed at. Two people may share one name;
the `id` tells them apart. An organization is its name.
"""

from dataclasses import dataclass
from enum import StrEnum

from keepknocking.ledger.moments import When


class EmptyName(ValueError):
    """A person, event or opening without a name."""

    def __init__(self, what: str) -> None:
        super().__init__(f"every {what} needs a name that is not empty")


class EmptyDetail(ValueError):
    """A contact detail that says nothing."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"every {kind} needs to say something: it is empty")


class KnowsOneself(ValueError):
    """A tie from a person to the same person."""

    def __init__(self, person: str) -> None:
        super().__init__(f"{person} cannot have a tie to the same person")


class TieStrength(StrEnum):
    """How well one person knows another. A weak tie is an asset, not a weak link."""

    CLOSE = "close"
    ACQUAINTANCE = "acquaintance"
    STRANGER = "stranger"


class ContactKind(StrEnum):
    """What a contact detail is."""

    EMAIL = "email"
    PHONE = "phone"
    PROFILE = "profile"
    OTHER_NAME = "other name"


class TieSource(StrEnum):
    """Where we know a tie from."""

    TOLD = "told"
    IMPORTED = "imported"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody in the ledger who is not the seeker. She never agreed to be: be kind."""

    id: str
    name: str
    known: When
    organization: str | None = None
    role: str | None = None

    def __post_init__(self) -> None:
        """Refuse an empty name."""
        if not self.name.strip():
            raise EmptyName("person")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """`of` knows `to`, how well, and where we know it from. `of=None` is the seeker herself."""

    of: str | None
    to: str
    strength: TieStrength
    known: When
    source: TieSource = TieSource.TOLD

    def __post_init__(self) -> None:
        """Refuse a tie to oneself."""
        if self.of == self.to:
            raise KnowsOneself(self.to)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDetail:
    """One way to reach a person, or to know her by, as written by its source.

    A mail address, a phone number, the address of a profile on the web, another name she goes by.
    """

    person: str
    kind: ContactKind
    value: str
    known: When

    def __post_init__(self) -> None:
        """Refuse a detail that says nothing."""
        if not self.value.strip():
            raise EmptyDetail(self.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRule:
    """From this day on the person is not to be contacted (or, `allowed`, may be again)."""

    person: str
    allowed: bool
    when: When


@dataclass(frozen=True, slots=True, kw_only=True)
class Thanks:
    """The seeker thanked a person."""

    person: str
    when: When
