"""What the import page shows: what was brought in so far, and what one import did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from keepknocking.services.history import deed_done
from keepknocking.services.imports.doing import FileReport, ImportReport, NotTaken, many
from keepknocking.services.imports.plans import Kind, Status
from keepknocking.services.imports.reports import ImportRow, import_row, imports_done, report_of
from keepknocking.services.own_ledger import OwnLedger
from keepknocking.services.proposals import count_open
from keepknocking.web.contexts.pager import Pager
from keepknocking.wording.facts import moment_in_words
from keepknocking.wording.phrases import listed

IMPORTS_A_PAGE = 20  # design choice
ROWS_A_PAGE = 50  # design choice: of what did not come in
_MOST_FILES = 3  # design choice: so many names of files stand in one line
_OTHER = "another file of a LinkedIn export"
_KINDS = (Kind.PERSON, Kind.EVENT, Kind.OPENING, Kind.FACT)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportLine:
    """One import that was done."""

    at: str
    told: tuple[str, ...]
    files: str
    url: str
    is_undone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportsPage:
    """The import page. `waiting` says how many proposals wait, if any."""

    done: tuple[ImportLine, ...]
    pager: Pager | None
    waiting: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """What one file gave."""

    name: str
    kind: str
    counts: str
    unused: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLines:
    """What the files gave; `passed` tells of those of an export that hold nothing to keep."""

    shown: tuple[FileLine, ...]
    passed: str
    passed_names: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTakenList:
    """Some of what did not come in, with the way to the rest."""

    heading: str
    rows: tuple[NotTaken, ...]
    more: str
    pager: Pager | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """What one import did, and whether it still counts."""

    number: int
    at: str
    url: str
    sentence: str
    counts: tuple[tuple[str, str], ...]
    files: FileLines
    unreadable: tuple[NotTaken, ...]
    skipped: NotTakenList | None
    dropped: NotTakenList | None
    set_aside: tuple[str, ...]
    is_undone: bool
    stayed: tuple[str, ...]
    proposals: str
    waiting: str


def imports_page(home: OwnLedger, *, number: int, today: date, now: datetime) -> ImportsPage:
    """The import page, with one page of what was brought in so far (`number` from 1)."""
    rows = imports_done(home)
    first, pager = _paged(len(rows), number, IMPORTS_A_PAGE, f"{reverse('import')}?page=", "Files")
    shown = rows[first : first + IMPORTS_A_PAGE]
    return ImportsPage(
        done=tuple(_line(row, today=today, now=now) for row in shown),
        pager=pager,
        waiting=waiting_words(home),
    )


def waiting_words(home: OwnLedger) -> str:
    """How many proposals wait for a word; nothing where none does."""
    count = home.remembered("proposals that wait", lambda: count_open(home))
    if not count:
        return ""
    return (
        "1 thing found in your messages or calendar waits for your word"
        if count == 1
        else f"{count:,} things found in your messages or calendar wait for your word"
    )


def file_lines(files: Sequence[FileReport]) -> FileLines:
    """What each file gave; the many of an export that hold nothing are told together."""
    passed = [file for file in files if file.kind == _OTHER]
    shown = [file for file in files if file.kind != _OTHER]
    count = len(passed)
    return FileLines(
        shown=tuple(map(_file, shown)),
        passed=""
        if not count
        else f"{count} more {'file' if count == 1 else 'files'} of the export hold nothing that "
        "is kept here.",
        passed_names=", ".join(file.name for file in passed),
    )


def report_page(
    home: OwnLedger, number: int, *, dropped: int, skipped: int, now: datetime
) -> ReportPage:
    """What an import did, with one page each of what was dropped and skipped.

    Raises
    ------
    NoImport
    """
    report, row = report_of(home, number), import_row(home, number)
    url = reverse("import_report", args=[number])
    undoing = None if row.undone_by is None else deed_done(home, row.undone_by)
    return ReportPage(
        number=number,
        at=_moment(row.at, now),
        url=url,
        sentence=report_sentence(report),
        counts=count_lines(report),
        files=file_lines(report.files),
        unreadable=report.unreadable,
        skipped=_not_taken(
            report.skipped, report.more_skipped, skipped, f"{url}?skipped=", "left out"
        ),
        dropped=_not_taken(
            report.dropped,
            report.more_dropped,
            dropped,
            f"{url}?dropped=",
            "that could not be read, or not whole",
        ),
        set_aside=aside_lines(report.set_aside),
        is_undone=undoing is not None,
        stayed=() if undoing is None else undoing.told[len(row.told) :],
        proposals=many(report.proposals, Kind.PROPOSAL) if report.proposals else "",
        waiting=waiting_words(home),
    )


def report_sentence(report: ImportReport) -> str:
    """What came in, in one sentence."""
    new = [many(report.count(Status.NEW, kind), kind) for kind in _KINDS if _new(report, kind)]
    changed = [
        many(report.count(Status.CHANGED, kind), kind)
        for kind in _KINDS
        if report.count(Status.CHANGED, kind)
    ]
    parts = [f"{listed(new)} came in"] if new else []
    if changed:
        parts.append(f"{listed(changed)} changed")
    if not parts and report.proposals:
        return f"{many(report.proposals, Kind.PROPOSAL)} came of this."
    return f"{'; '.join(parts)}." if parts else "Nothing changed: all of it was here already."


def count_lines(report: ImportReport) -> tuple[tuple[str, str], ...]:
    """How many of what kind became what."""
    found = []
    for status, words in (
        (Status.NEW, "new"),
        (Status.CHANGED, "changed"),
        (Status.SAME, "here already"),
        (Status.SKIPPED, "left out"),
    ):
        parts = [
            many(report.count(status, kind), kind) for kind in Kind if report.count(status, kind)
        ]
        if parts:
            found.append((words, listed(parts)))
    return tuple(found)


def aside_lines(set_aside: Sequence[tuple[str, int]]) -> tuple[str, ...]:
    """Why messages and invitations propose nothing."""
    return tuple(f"{count:,}: {why}" for why, count in set_aside)


def _new(report: ImportReport, kind: Kind) -> int:
    return report.count(Status.NEW, kind)


def _line(row: ImportRow, *, today: date, now: datetime) -> ImportLine:
    del today
    names = [file.name for file in row.files]
    more = len(names) - _MOST_FILES
    return ImportLine(
        at=_moment(row.at, now),
        told=row.told,
        files=", ".join(names[:_MOST_FILES]) + (f" and {more} more" if more > 0 else ""),
        url=reverse("import_report", args=[row.number]),
        is_undone=row.undone_by is not None,
    )


def _moment(at: datetime, now: datetime) -> str:
    return moment_in_words(at.astimezone(now.tzinfo), today=now.date())


def _file(file: FileReport) -> FileLine:
    parts = [f"{file.gave:,} taken up"]
    if file.blank:
        parts.append(f"{file.blank:,} blank")
    if file.dropped:
        parts.append(f"{file.dropped:,} not")
    rows = "1 entry" if file.read == 1 else f"{file.read:,} entries"
    kind = file.kind[:1].upper() + file.kind[1:] if file.kind.startswith("a") else file.kind
    return FileLine(
        name=file.name,
        kind=f"{kind}, {file.era}" if file.era else kind,
        counts=f"{rows}: {', '.join(parts)}",
        unused=", ".join(f"{name} {count:,}" for name, count in file.unused),
    )


def _not_taken(
    rows: Sequence[NotTaken], more: int, number: int, url: str, what: str
) -> NotTakenList | None:
    if not rows:
        return None
    first, pager = _paged(len(rows), number, ROWS_A_PAGE, url, "Entries")
    total = len(rows) + more
    return NotTakenList(
        heading=f"{total:,} {'entry' if total == 1 else 'entries'} {what}",
        rows=tuple(rows[first : first + ROWS_A_PAGE]),
        more=f"The first {len(rows):,} are kept here; {more:,} more were like them."
        if more
        else "",
        pager=pager,
    )


def _paged(total: int, number: int, most: int, url: str, what: str) -> tuple[int, Pager | None]:
    """Where a page of a list begins, and the ways to the others."""
    if total <= most:
        return 0, None
    pages = -(-total // most)
    at = min(max(number, 1), pages)
    first, last = most * (at - 1), min(most * at, total)
    return first, Pager(
        sentence=f"{what} {first + 1:,} to {last:,} of {total:,}",
        previous_url=f"{url}{at - 1}" if at > 1 else "",
        next_url=f"{url}{at + 1}" if at < pages else "",
    )
