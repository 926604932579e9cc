"""Backups: the whole ledger, with its history and seals, in one file; and back again.

A backup is looked at closely before anything is touched: the sums, SQLite's own check, every fact
read as a value. The present ledger is never lost; it is put aside first. Who was erased since the
backup was made is erased from it again before it becomes the ledger.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from keepknocking.exchange.backup import (
    BackupDamaged,
    BackupNewer,
    CannotWriteBackup,
    Header,
    unpack_backup,
    write_backup,
)
from keepknocking.services.erasures import KnownErasure, erase_again, known_erasures
from keepknocking.services.own_ledger import OwnLedger, count_facts
from keepknocking.store.backups import (
    CopyNewer,
    CopyUnusable,
    as_ledger,
    copy_of_ledger,
    made_ready,
    put_back,
    put_back_for_damaged,
    room_for_copy,
)
from keepknocking.store.opening import (
    LedgerDamaged,
    LedgerMissing,
    known_migrations,
    ledger_file,
    open_ledger,
)

_BESIDE = ("", "-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True, kw_only=True)
class BackedUp:
    """A backup that was made: where, how many bytes it has, how many facts are in it."""

    path: Path
    size: int
    facts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A backup that was put back.

    `aside` is where the ledger of before lies (None: there was none); `erased` how many people were
    erased from the backup again; `erasures_known` whether the ledger of before could still tell.
    """

    made_at: datetime
    facts: int
    aside: Path | None
    erased: int
    erasures_known: bool


def back_up(
    home: OwnLedger, path: Path, *, at: datetime, program: str, replace: bool = False
) -> BackedUp:
    """Write the whole ledger, as it stands at one moment, into one file.

    Raises
    ------
    BackupThere, CannotWriteBackup, LedgerUnusable
        no backup is made then.
    """
    _refuse_the_ledger_itself(path)
    facts = count_facts(home.stored().ledger)
    with copy_of_ledger() as copy:
        try:
            made_ready(copy)
        except CopyUnusable as error:
            raise LedgerDamaged(ledger_file(), str(error)) from error
        header = Header(
            program=program,
            migrations=tuple(sorted(known_migrations())),
            made_at=at,
            size=copy.stat().st_size,
        )
        size = write_backup(path, copy, header, replace=replace)
    return BackedUp(path=path, size=size, facts=facts)


def restore(path: Path, *, at: datetime) -> Restored:
    """Put a backup in the place of the ledger, in one step, also while the pages are open.

    Raises
    ------
    BackupUnreadable, LedgerUnusable
        nothing is changed then.
    """
    known = _known_erasures()
    with room_for_copy() as copy:
        header = unpack_backup(path, copy)
        if unknown := sorted(set(header.migrations) - known_migrations()):
            raise BackupNewer(path, unknown[-1])
        try:
            made_ready(copy)
            erased = _erase_again(copy, known or (), at=at)
            stored = made_ready(copy)
            aside = _put_back(copy, is_damaged=known is None, at=at)
        except CopyNewer as error:
            raise BackupNewer(path, str(error)) from error
        except CopyUnusable as error:
            raise BackupDamaged(path, str(error)) from error
    return Restored(
        made_at=header.made_at,
        facts=count_facts(stored.ledger),
        aside=aside,
        erased=erased,
        erasures_known=known is not None,
    )


def _put_back(copy: Path, *, is_damaged: bool, at: datetime) -> Path | None:
    if is_damaged:
        return put_back_for_damaged(copy, at=at)
    try:
        return put_back(copy, at=at)
    except LedgerDamaged:  # which only shows where all of it is read
        return put_back_for_damaged(copy, at=at)


def _known_erasures() -> tuple[KnownErasure, ...] | None:
    """Whom the present ledger knows as erased; None where it is damaged and cannot say."""
    try:
        open_ledger()
        return known_erasures()
    except LedgerMissing:
        return ()
    except LedgerDamaged:
        return None


def _erase_again(copy: Path, known: Iterable[KnownErasure], *, at: datetime) -> int:
    """Erase from the copy whom the present ledger does not hold any more."""
    with as_ledger(copy):
        return erase_again(OwnLedger(), known, at=at)


def _refuse_the_ledger_itself(path: Path) -> None:
    ledger = ledger_file()
    for end in _BESIDE:
        try:
            is_same = path.samefile(ledger.with_name(ledger.name + end))
        except OSError:
            continue
        if is_same:
            raise CannotWriteBackup(path, "that is the ledger itself; name another file")
