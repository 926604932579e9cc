"""What was done to the ledger, the latest first, and how it is undone."""

from dataclasses import dataclass
from datetime import datetime

from keepknocking.services.own_ledger import OwnLedger
from keepknocking.store.journal import Undoings, undoings
from keepknocking.store.models import Deed
from keepknocking.store.opening import said_plainly


class NoSuchDeed(ValueError):
    """A number that no deed has."""

    def __init__(self, number: int) -> None:
        super().__init__(f"there is no deed number {number}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedDone:
    """One deed of the journal, with the lines that tell it.

    `undone_by` is the deed that took it back, where that still counts; `undoes` the deed that this
    one took back, and `puts_back`, of such a one, whether that was a taking back itself.
    """

    number: int
    at: datetime
    kind: str
    told: tuple[str, ...]
    undone_by: int | None = None
    undoes: int | None = None
    puts_back: bool = False

    @property
    def is_undone(self) -> bool:
        """Whether it does not count any more."""
        return self.undone_by is not None


def deed_done(home: OwnLedger, number: int) -> DeedDone | None:
    """One deed, or None where there is none of that number."""
    home.stored()
    with said_plainly():
        deed = Deed.objects.filter(pk=number).first()
        return None if deed is None else _done(deed, undoings())


def deeds_done(home: OwnLedger, *, most: int, latest: int | None = None) -> tuple[DeedDone, ...]:
    """The latest deeds, at most so many; with `latest`, those from that number backwards."""
    home.stored()
    with said_plainly():
        found = Deed.objects.order_by("-id")
        if latest is not None:
            found = found.filter(pk__lte=latest)
        known = undoings()
        return tuple(_done(deed, known) for deed in found[:most])


def deeds_since(home: OwnLedger, revision: int, *, most: int) -> tuple[DeedDone, ...]:
    """What was done after the ledger's state of that number, the latest first."""
    return tuple(deed for deed in deeds_done(home, most=most) if deed.number > revision)


def undo_deed(home: OwnLedger, number: int, *, at: datetime) -> tuple[str, ...]:
    """Undo one deed, and return its lines.

    Of an import or a merge what was changed since stays, and the lines say what and why.

    Raises
    ------
    NoSuchDeed, ChangedSince, UndoneAlready, ErasedForGood, NamedElsewhere, LedgerUnusable
        nothing is written then.
    """
    home.stored()
    with said_plainly():
        deed = Deed.objects.filter(pk=number).first()
    if deed is None:
        raise NoSuchDeed(number)
    return home.undo(deed, at=at)


def _done(deed: Deed, undoings: Undoings) -> DeedDone:
    """The deed, with what came of it."""
    undoes = undoings.undoes.get(deed.pk)
    return DeedDone(
        number=deed.pk,
        at=deed.at,
        kind=deed.kind,
        told=tuple(deed.told),
        undone_by=undoings.undone_by.get(deed.pk),
        undoes=undoes,
        puts_back=undoes is not None and not _takes_back(undoes, undoings),
    )


def _takes_back(number: int, undoings: Undoings) -> bool:
    """Whether the undoing of this deed takes something back, and does not put it back."""
    taken, undone = True, undoings.undoes.get(number)
    while undone is not None:
        taken, undone = not taken, undoings.undoes.get(undone)
    return taken
