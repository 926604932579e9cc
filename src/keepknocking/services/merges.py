"""Two people who are one: merged, parted again, or said not to be the same.

Each merge is a deed of its own and can be undone at any later time without the others: who went
comes back with what was hers, and what was changed or added since stays with the one who was kept.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.merging import OnePerson, merged
from keepknocking.services.own_ledger import Decided, OwnLedger
from keepknocking.services.person import NobodyThere
from keepknocking.store.journal import undone_deeds
from keepknocking.store.kept_facts import Kept
from keepknocking.store.merges import MERGE, note_merge
from keepknocking.store.models import Deed, Opposed
from keepknocking.store.opening import said_plainly

NOT_THE_SAME = "not the same"
"""The kind of a deed that says of two people that they are two."""


class NoMerge(ValueError):
    """The number of a deed that merged nobody."""

    def __init__(self, number: int) -> None:
        super().__init__(f"deed number {number} did not merge anybody")


def merge(home: OwnLedger, *, kept: str, gone: str, at: datetime) -> Decided:
    """Make one person of two: `kept` takes over everything of `gone`.

    Raises
    ------
    NobodyThere, OnePerson, LedgerUnusable
        nothing is written then.
    """
    return home.change(MERGE, _merging(kept, gone), at=at)


def merge_all(
    home: OwnLedger, pairs: Iterable[tuple[str, str]], *, at: datetime
) -> tuple[Decided, ...]:
    """Merge many pairs (kept, gone): a deed for each, and all of them or none.

    Whoever went in one pair is, in those after it, the one she is one with; a pair that is one
    person by then is passed over.

    Raises
    ------
    NobodyThere, LedgerUnusable
        nothing is written then.
    """
    now: dict[str, str] = {}
    decisions: list[Callable[[Ledger], Decided]] = []
    for kept, gone in pairs:
        stays, goes = now.get(kept, kept), now.get(gone, gone)
        if stays == goes:
            continue
        now = {one: stays if other == goes else other for one, other in now.items()} | {goes: stays}
        decisions.append(_merging(stays, goes))
    return home.change_each(MERGE, decisions, at=at)


def unmerge(home: OwnLedger, number: int, *, at: datetime) -> Kept:
    """Undo the merge that was the deed of that number.

    Raises
    ------
    NoMerge, UndoneAlready, LedgerUnusable
        nothing is written then.
    """
    home.stored()
    with said_plainly():
        deed = Deed.objects.filter(pk=number, kind=MERGE).first()
    if deed is None:
        raise NoMerge(number)
    return home.undo_keeping(deed, at=at)


def opposed(home: OwnLedger, one: str, other: str, *, at: datetime) -> Decided:
    """Note that two people are not the same; undoing the deed takes that back.

    Raises
    ------
    NobodyThere, OnePerson, LedgerUnusable
        nothing is written then.
    """
    return home.change(NOT_THE_SAME, _opposing(one, other), at=at)


def opposed_all(
    home: OwnLedger, pairs: Iterable[tuple[str, str]], *, at: datetime
) -> tuple[Decided, ...]:
    """Note of many pairs that they are not the same: a deed for each, and all of them or none."""
    return home.change_each(NOT_THE_SAME, [_opposing(*pair) for pair in pairs], at=at)


def opposed_pairs(home: OwnLedger) -> frozenset[frozenset[str]]:
    """The pairs of whom it counts that they are not the same."""
    home.stored()
    with said_plainly():
        undone = undone_deeds()
        return frozenset(
            frozenset((one, other))
            for one, other, deed in Opposed.objects.values_list("one", "other", "deed_id")
            if deed not in undone
        )


def _merging(kept: str, gone: str) -> Callable[[Ledger], Decided]:
    def decide(ledger: Ledger) -> Decided:
        one, other = _names(ledger, kept, gone)
        return Decided(
            ledger=merged(ledger, kept=kept, gone=gone),
            told=(f"{one} and {other} are one person now",),
            also=lambda deed: note_merge(kept=kept, gone=gone, deed=deed),
        )

    return decide


def _opposing(one: str, other: str) -> Callable[[Ledger], Decided]:
    def decide(ledger: Ledger) -> Decided:
        names = _names(ledger, one, other)
        return Decided(
            ledger=ledger,
            told=(f"{names[0]} and {names[1]} are two people",),
            also=lambda deed: _note_opposed(one, other, deed),
        )

    return decide


def _note_opposed(one: str, other: str, deed: Deed) -> None:
    Opposed.objects.create(one=one, other=other, deed=deed)


def _names(ledger: Ledger, one: str, other: str) -> tuple[str, str]:
    """What two people are called: with their ids where their names are the same."""
    for person in (one, other):
        if person not in ledger.person:
            raise NobodyThere(person)
    names = ledger.person[one].name, ledger.person[other].name
    if one == other:
        raise OnePerson(names[0])
    if names[0] == names[1]:
        return f"{names[0]} #{one}", f"{names[1]} #{other}"
    return names
