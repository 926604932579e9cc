"""What an import would do, item by item, and what its owner may choose about it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from keepknocking.exchange.found import Dropped
from keepknocking.ledger.ledger import Ledger
from keepknocking.store.origins import NewProposal, Said


class Kind(StrEnum):
    """What an item is about."""

    PERSON = "person"
    EVENT = "event"
    OPENING = "opening"
    PROPOSAL = "proposal"
    FACT = "fact"


class Status(StrEnum):
    """What an import does with an item."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in which file something stands."""

    file: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedItem:
    """One thing that was found, and what becomes of it.

    `id` is the same whenever the same thing is found again, so that it can be ticked off; `changes`
    are (what, what it was, what it becomes); `thing` is the id in the ledger, where it has one.
    `removed` marks what the owner took out before: ticking it brings it back.
    """

    kind: Kind
    label: str
    status: Status
    where: Place
    id: str
    why: str = ""
    changes: tuple[tuple[str, str, str], ...] = ()
    thing: str | None = None
    series: str | None = None
    removed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the owner chose in the preview.

    `kinds`, `items` and `series` are left out; `bring_back` are items that she had removed and
    wants again. `columns` says for each table by its file's name which column is what.
    """

    kinds: frozenset[Kind] = frozenset()
    items: frozenset[str] = frozenset()
    series: frozenset[str] = frozenset()
    bring_back: frozenset[str] = frozenset()
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def leaves_out(self, item: str, kind: Kind, series: str | None = None) -> bool:
        """Whether an item was left out by its kind, by its series, or by itself."""
        return kind in self.kinds or item in self.items or series in self.series


@dataclass(frozen=True, slots=True)
class DroppedHere:
    """A row that gave nothing or lost a part, and in which file."""

    file: str
    row: Dropped


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What an import would do to a ledger, and the ledger after it."""

    items: tuple[PlannedItem, ...]
    after: Ledger
    changes_ledger: bool
    said: tuple[Said, ...] = ()
    proposals: tuple[NewProposal, ...] = ()
    dropped: tuple[DroppedHere, ...] = ()
    set_aside: tuple[tuple[str, int], ...] = ()

    @property
    def changes_anything(self) -> bool:
        """Whether there is a deed to do at all."""
        return self.changes_ledger or bool(self.proposals)

    def counts(self) -> Counter[tuple[Kind, Status]]:
        """How many items of each kind there are of each status."""
        return Counter((item.kind, item.status) for item in self.items)

    def of(self, kind: Kind, status: Status) -> tuple[PlannedItem, ...]:
        """The items of one kind and status, in the order of the files."""
        return tuple(item for item in self.items if item.kind is kind and item.status is status)
