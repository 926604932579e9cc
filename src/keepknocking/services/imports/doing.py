"""Bringing files in: the plan is made again on the ledger as it is, and written as one deed.

Whatever is raised on the way, also by whoever is told how far the work is, leaves everything as it
was. An import that would change nothing is no deed.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from keepknocking.exchange.found import FileKind, FileRead
from keepknocking.ledger.ledger import Ledger
from keepknocking.services.imports.planning import (
    Progress,
    known_in,
    plan_import,
)
from keepknocking.services.imports.plans import Choices, ImportPlan, Kind, PlannedItem, Status
from keepknocking.services.imports.reading import ImportedFile, Incoming
from keepknocking.services.own_ledger import Decided, OwnLedger
from keepknocking.store.loading import without_collecting
from keepknocking.store.models import Deed
from keepknocking.store.origins import note_import, note_origins, note_proposals

IMPORT = "import"
"""The kind of a deed that brought files in."""

MOST_TOLD = 2000  # design choice: so many dropped rows and skipped items a report names
_LONGEST_NAME = 60  # design choice: characters of a file's name in the line that tells a deed


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What one file, or one member of a zip, gave. The counts add up."""

    name: str
    kind: str
    era: str
    read: int
    blank: int
    gave: int
    dropped: int
    unused: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTaken:
    """Something that did not come in, or not whole, and why."""

    file: str
    where: str
    what: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did. `number` is its deed, None where it changed nothing.

    `counts` are (kind, status, how many); `dropped` and `skipped` name at most `MOST_TOLD` each,
    `more_dropped` and `more_skipped` count the rest; `set_aside` says why messages propose nothing.
    """

    number: int | None
    told: tuple[str, ...]
    files: tuple[FileReport, ...]
    counts: tuple[tuple[str, str, int], ...]
    proposals: int
    unreadable: tuple[NotTaken, ...]
    dropped: tuple[NotTaken, ...]
    more_dropped: int
    skipped: tuple[NotTaken, ...]
    more_skipped: int
    set_aside: tuple[tuple[str, int], ...]

    def count(self, status: Status, kind: Kind | None = None) -> int:
        """How many items have this status, of one kind or of all."""
        return sum(
            number
            for of, which, number in self.counts
            if which == status and (kind is None or of == kind)
        )


class _NothingToDo(Exception):
    """The plan changes nothing."""


def carry_out(
    home: OwnLedger,
    incoming: Incoming,
    *,
    at: datetime,
    today: date,
    choices: Choices | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Bring files in, in one deed, and say what was done.

    Raises
    ------
    NothingFound, FileUnreadable, Stopped, NotKept, LedgerUnusable
        nothing is written then.
    """
    return carried_out(
        home, incoming, at=at, today=today, choices=choices, progress=progress
    ).report


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """An import that was done: its report, and the plan with every item."""

    report: ImportReport
    plan: ImportPlan


def carried_out(
    home: OwnLedger,
    incoming: Incoming,
    *,
    at: datetime,
    today: date,
    choices: Choices | None = None,
    progress: Progress | None = None,
) -> CarriedOut:
    """As `carry_out`, with the plan.

    Raises
    ------
    NothingFound, FileUnreadable, Stopped, NotKept, LedgerUnusable
        nothing is written then.
    """
    done: list[CarriedOut] = []
    number: list[int] = []

    def decide(ledger: Ledger) -> Decided:
        known = known_in(ledger)
        plan = plan_import(
            known, incoming.reads, today=today, now=at, choices=choices, progress=progress
        )
        told = _told(plan, incoming.reads) if plan.changes_anything else ()
        done.append(CarriedOut(report_of_plan(plan, incoming, told=told), plan))
        if not plan.changes_anything:
            raise _NothingToDo
        if progress is not None:
            progress(1, 1)
        return Decided(ledger=plan.after, told=told, also=also)

    def also(deed: Deed) -> None:
        number.append(deed.pk)
        report, plan = done[0].report, done[0].plan
        note_origins(deed, plan.said)
        note_proposals(deed, plan.proposals)
        note_import(deed, files=_files(incoming), report=to_json(report))

    home.stored()
    try:
        with without_collecting():
            home.change(IMPORT, decide, at=at)
    except _NothingToDo:
        return done[0]
    return CarriedOut(replace(done[0].report, number=number[0]), done[0].plan)


def report_of_plan(
    plan: ImportPlan, incoming: Incoming, *, told: tuple[str, ...] = ()
) -> ImportReport:
    """The report of a plan, as if it had been carried out."""
    skipped = [item for item in plan.items if item.status is Status.SKIPPED]
    counts = plan.counts()
    return ImportReport(
        number=None,
        told=told,
        files=tuple(_file_report(read) for read in incoming.reads),
        counts=tuple((kind, status, counts[kind, status]) for kind, status in sorted(counts)),
        proposals=len(plan.proposals),
        unreadable=tuple(
            NotTaken(file=each.name, where="", what="", why=each.why)
            for each in incoming.unreadable
        ),
        dropped=tuple(
            NotTaken(file=each.file, where=each.row.where, what=each.row.text, why=each.row.why)
            for each in plan.dropped[:MOST_TOLD]
        ),
        more_dropped=max(len(plan.dropped) - MOST_TOLD, 0),
        skipped=tuple(map(_skipped, skipped[:MOST_TOLD])),
        more_skipped=max(len(skipped) - MOST_TOLD, 0),
        set_aside=plan.set_aside,
    )


def _skipped(item: PlannedItem) -> NotTaken:
    # Who was erased is not written down once more.
    what = "" if "erased" in item.why else item.label
    return NotTaken(file=item.where.file, where=item.where.at, what=what, why=item.why)


def _file_report(read: FileRead) -> FileReport:
    found = (read.people, read.events, read.openings, read.messages, read.invitations)
    return FileReport(
        name=read.name,
        kind=read.kind.value,
        era=read.era,
        read=read.read,
        blank=read.blank,
        gave=sum(map(len, found)),
        dropped=sum(not each.kept for each in read.dropped),
        unused=read.unused,
    )


def _told(plan: ImportPlan, reads: Sequence[FileRead]) -> tuple[str, ...]:
    """The lines that tell the deed."""
    names = [_short(read.name) for read in reads if read.kind is not FileKind.LINKEDIN_OTHER]
    shown = ", ".join(names[:3]) + (f" and {_more(len(names) - 3)}" if len(names) > 3 else "")  # noqa: PLR2004 (three are shown)
    counts = plan.counts()
    lines: list[str] = []
    for status, verb in ((Status.NEW, "Imported"), (Status.CHANGED, "Brought up to date")):
        parts = [
            many(counts[kind, status], kind)
            for kind in Kind
            if kind is not Kind.PROPOSAL and counts[kind, status]
        ]
        if parts:
            lines.append(f"{verb} {_listed(parts)} from {shown}")
    if plan.proposals:
        lines.append(f"Proposed {many(len(plan.proposals), Kind.PROPOSAL)} from {shown}")
    return tuple(lines) or (f"Imported {shown}",)


_PLURALS = {
    Kind.PERSON: ("person", "people"),
    Kind.EVENT: ("event", "events"),
    Kind.OPENING: ("opening", "openings"),
    Kind.PROPOSAL: ("proposal", "proposals"),
    Kind.FACT: ("fact", "facts"),
}


def many(count: int, kind: Kind) -> str:
    """So many of a kind, in words.

    >>> many(1, Kind.PERSON), many(1200, Kind.EVENT)
    ('1 person', '1,200 events')
    """
    one, more = _PLURALS[kind]
    return f"{count:,} {one if count == 1 else more}"


def _more(count: int) -> str:
    return f"{count} more file{'s' * (count != 1)}"


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def _files(incoming: Incoming) -> list[dict[str, Any]]:
    kinds = {read.name: read.kind.value for read in incoming.reads}
    taken = incoming.files or [ImportedFile(name=read.name) for read in incoming.reads]
    return [
        {
            "name": file.name,
            "digest": file.digest,
            "bytes": file.size,
            "kind": kinds.get(file.name, "zip"),
        }
        for file in taken
    ]


def to_json(report: ImportReport) -> dict[str, Any]:
    """A report as plain values; its number is the deed's own."""
    return {
        "told": list(report.told),
        "files": [
            {name: getattr(file, name) for name in FileReport.__slots__} for file in report.files
        ],
        "counts": [list(each) for each in report.counts],
        "proposals": report.proposals,
        "unreadable": [_row(each) for each in report.unreadable],
        "dropped": [_row(each) for each in report.dropped],
        "more_dropped": report.more_dropped,
        "skipped": [_row(each) for each in report.skipped],
        "more_skipped": report.more_skipped,
        "set_aside": [list(each) for each in report.set_aside],
    }


def _row(each: NotTaken) -> list[str]:
    return [each.file, each.where, each.what, each.why]


def of_json(number: int, kept: dict[str, Any]) -> ImportReport:
    """A report as it was kept."""
    files = [
        {**file, "unused": tuple((name, count) for name, count in file["unused"])}
        for file in kept["files"]
    ]
    counts: Counter[tuple[str, str]] = Counter()
    for kind, status, count in kept["counts"]:
        counts[kind, status] += count
    return ImportReport(
        number=number,
        told=tuple(kept["told"]),
        files=tuple(FileReport(**file) for file in files),
        counts=tuple((kind, status, count) for (kind, status), count in counts.items()),
        proposals=kept["proposals"],
        unreadable=tuple(_not_taken(row) for row in kept["unreadable"]),
        dropped=tuple(_not_taken(row) for row in kept["dropped"]),
        more_dropped=kept["more_dropped"],
        skipped=tuple(_not_taken(row) for row in kept["skipped"]),
        more_skipped=kept["more_skipped"],
        set_aside=tuple((why, count) for why, count in kept["set_aside"]),
    )


def _not_taken(row: list[str]) -> NotTaken:
    file, where, what, why = row
    return NotTaken(file=file, where=where, what=what, why=why)
