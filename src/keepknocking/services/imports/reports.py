"""The imports that were done, what each of them did, and taking one back."""

from dataclasses import dataclass
from datetime import datetime

from keepknocking.services.imports.doing import ImportReport, of_json
from keepknocking.services.imports.reading import ImportedFile
from keepknocking.services.own_ledger import OwnLedger
from keepknocking.store.journal import undoings
from keepknocking.store.kept_facts import Kept
from keepknocking.store.models import Deed, ImportDone
from keepknocking.store.opening import said_plainly


class NoImport(ValueError):
    """A number that is no import's."""

    def __init__(self, number: int) -> None:
        super().__init__(f"there is no import number {number}: knock imports lists them")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRow:
    """One import; `undone_by` is the deed that took it back, where that still counts."""

    number: int
    at: datetime
    told: tuple[str, ...]
    files: tuple[ImportedFile, ...]
    undone_by: int | None


def imports_done(home: OwnLedger) -> tuple[ImportRow, ...]:
    """Every import, the latest first."""
    home.stored()
    with said_plainly():
        known = undoings()
        rows = ImportDone.objects.select_related("deed").defer("report").order_by("-deed_id")
        return tuple(_row(row, known.undone_by.get(row.deed_id)) for row in rows)


def import_row(home: OwnLedger, number: int) -> ImportRow:
    """One import.

    Raises
    ------
    NoImport
    """
    found = next((row for row in imports_done(home) if row.number == number), None)
    if found is None:
        raise NoImport(number)
    return found


def report_of(home: OwnLedger, number: int) -> ImportReport:
    """What an import did.

    Raises
    ------
    NoImport
    """
    home.stored()
    with said_plainly():
        row = ImportDone.objects.filter(deed_id=number).first()
    if row is None:
        raise NoImport(number)
    return of_json(number, row.report)


def undo_import(home: OwnLedger, number: int, *, at: datetime) -> Kept:
    """Take an import back, and say what stays because it was changed or used since.

    Raises
    ------
    NoImport, UndoneAlready, LedgerUnusable
        nothing is written then.
    """
    home.stored()
    with said_plainly():
        deed = Deed.objects.filter(pk=number, import_done__isnull=False).first()
    if deed is None:
        raise NoImport(number)
    return home.undo_keeping(deed, at=at)


def _row(row: ImportDone, undone_by: int | None) -> ImportRow:
    return ImportRow(
        number=row.deed_id,
        at=row.deed.at,
        told=tuple(row.deed.told),
        files=tuple(
            ImportedFile(name=file["name"], digest=file["digest"], size=file["bytes"])
            for file in row.files
        ),
        undone_by=undone_by,
    )
