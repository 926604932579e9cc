"""Everything out again: the whole search in files that other programs read, and the log for proof.

Each file is made anew from the ledger when it is asked for. The story and the JSON bring back the
very same ledger; the others what their format has a place for.
"""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType

from keepknocking.exchange.writing.calendars import write_calendar
from keepknocking.exchange.writing.folder import write_folder
from keepknocking.exchange.writing.json_ledger import write_json
from keepknocking.exchange.writing.tables import TABLES
from keepknocking.exchange.writing.vcards import write_vcards
from keepknocking.exchange.writing.work_log import LogRow, work_log, write_work_log
from keepknocking.ledger.hindsight import as_of
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.story.problems import Problem
from keepknocking.ledger.story.writing import write_story
from keepknocking.services.homes import Home

LOG_FILE = "work-search-log.csv"
READ_ME = "README.txt"
FOUR_WEEKS = timedelta(weeks=4)  # design choice: agencies ask every week to every month
_FIRST_YEAR_OF_ZIP = 1980  # by definition of the format
_ALL = date.max  # by definition: no fact is later


class RangeBackwards(ValueError):
    """A range of days that ends before it begins."""

    def __init__(self, since: date, until: date) -> None:
        super().__init__(f"the log would end on {until}, before it begins on {since}")


class NoSuchFile(ValueError):
    """A name that no file of an export has."""

    def __init__(self, name: str) -> None:
        super().__init__(f"an export has no file {name!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One file of an export: what it is called, what it is, how a browser calls its type."""

    name: str
    about: str
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedFile:
    """One file that was written."""

    name: str
    about: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A folder that was written. `problems` are lines of a story file that could not be read."""

    folder: Path
    files: tuple[ExportedFile, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """The work-search log of a range of days."""

    since: date
    until: date
    rows: tuple[LogRow, ...]


_PLAIN = "text/plain; charset=utf-8"
_CSV = "text/csv; charset=utf-8"
KINDS: tuple[Kind, ...] = (
    Kind(
        name="search.story",
        about="The whole search in plain lines that you can read and edit; "
        "it comes in again as the very same search.",
        media_type=_PLAIN,
    ),
    Kind(
        name="search.json",
        about="The whole search for other programs, with every field; "
        "it comes in again as the very same search.",
        media_type="application/json",
    ),
    Kind(
        name="people.vcf",
        about="The people, for any address book (vCard).",
        media_type="text/vcard; charset=utf-8",
    ),
    Kind(
        name="events.ics",
        about="The events, for any calendar (iCalendar).",
        media_type="text/calendar; charset=utf-8",
    ),
    Kind(name="people.csv", about="The people, as a table.", media_type=_CSV),
    Kind(name="events.csv", about="The events and what they brought, as a table.", media_type=_CSV),
    Kind(
        name="asks.csv", about="What you asked, and what came of it, as a table.", media_type=_CSV
    ),
    Kind(
        name="openings.csv",
        about="The openings and each step with the employer, as a table.",
        media_type=_CSV,
    ),
    Kind(name="effort.csv", about="The time you put in, as a table.", media_type=_CSV),
    Kind(name="ties.csv", about="Who knows whom, as a table.", media_type=_CSV),
    Kind(
        name=LOG_FILE,
        about="Your work-search log for an agency: what you did to find work, day by day.",
        media_type=_CSV,
    ),
)
"""Every file of an export, in the order in which it is told."""

KIND: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in KINDS})


def export(home: Home, folder: Path, *, today: date, program: str) -> Exported:
    """Write every file into a new folder (or an empty one), all of them or none.

    Raises
    ------
    FolderNotEmpty, CannotWriteFolder, LedgerUnusable, TextFileError
        nothing is written then.
    """
    opened = home.opened(today=_ALL)
    files = list(_every_file(opened.ledger, today=today, program=program))
    write_folder(folder, files)
    return Exported(
        folder=folder,
        files=tuple(
            ExportedFile(name=name, about=KIND[name].about, size=len(content))
            for name, content in files
            if name in KIND
        ),
        problems=opened.problems,
    )


def export_file(home: Home, name: str, *, today: date, program: str) -> bytes:
    """One file of an export.

    Raises
    ------
    NoSuchFile, LedgerUnusable
    """
    if name not in KIND:
        raise NoSuchFile(name)
    return _content(home.opened(today=_ALL).ledger, name, today=today, program=program)


def export_zip(home: Home, *, today: date, program: str) -> bytes:
    """Every file of an export in one."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        ledger = home.opened(today=_ALL).ledger
        for name, content in _every_file(ledger, today=today, program=program):
            year = max(today.year, _FIRST_YEAR_OF_ZIP)
            entry = zipfile.ZipInfo(name, date_time=(year, today.month, today.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16  # by definition of the format: its owner's only
            archive.writestr(entry, content)
    return packed.getvalue()


def log_of_work(
    home: Home, *, today: date, since: date | None = None, until: date | None = None
) -> Log:
    """The work-search log as it stands today; the last four weeks unless said otherwise.

    Raises
    ------
    RangeBackwards, LedgerUnusable
    """
    last = today if until is None else until
    first = max(last, date.min + FOUR_WEEKS) - FOUR_WEEKS if since is None else since
    if last < first:
        raise RangeBackwards(first, last)
    ledger = home.opened(today=today).ledger
    rows = work_log(ledger, since=first, until=min(last, today))
    return Log(since=first, until=last, rows=rows)


def _every_file(ledger: Ledger, *, today: date, program: str) -> Iterator[tuple[str, bytes]]:
    for kind in KINDS:
        yield kind.name, _content(ledger, kind.name, today=today, program=program)
    yield READ_ME, _read_me(today).encode()


def _content(ledger: Ledger, name: str, *, today: date, program: str) -> bytes:
    writers: dict[str, Callable[[], str]] = {
        "search.story": lambda: write_story(ledger),
        "search.json": lambda: write_json(ledger, program=program),
        "people.vcf": lambda: write_vcards(ledger),
        "events.ics": lambda: write_calendar(ledger),
        LOG_FILE: lambda: write_work_log(_whole_log(ledger, today)),
    }
    text = writers[name]() if name in writers else TABLES[name](ledger)
    # What is no character cannot be in the ledger on disk; of a story in memory it goes out as "?".
    return text.encode(errors="replace")


def _whole_log(ledger: Ledger, today: date) -> tuple[LogRow, ...]:
    return work_log(as_of(ledger, today), since=date.min, until=today)


def _read_me(today: date) -> str:
    width = max(len(kind.name) for kind in KINDS)
    lines = [f"{kind.name:<{width}}  {kind.about}" for kind in KINDS]
    return "\r\n".join(
        [
            f"Your search, as Keep Knocking wrote it on {today.isoformat()}.",
            "It names people who never agreed to be passed on: keep it as you keep the ledger.",
            "",
            *lines,
            "",
            "To go on from it: knock init --from search.story",
            "",
        ]
    )
