"""One search in its story file: open it, begin one, add lines, take the last one back.

Every deed reads the file, asks the story's own pure functions what it means, and writes only where
everything was understood. Whoever changes the file holds it from reading to writing.
"""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from keepknocking.exchange.story_file import create_story_file, locked, replace_story_file
from keepknocking.exchange.text_file import FileText, NoSuchFile, read_text_file
from keepknocking.ledger.hindsight import as_of, facts_after
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.searches import Search
from keepknocking.ledger.story.appending import appended, undone
from keepknocking.ledger.story.problems import Problem
from keepknocking.ledger.story.reading import read_story
from keepknocking.ledger.story.rendering import line_of
from keepknocking.ledger.story.statements import SearchStarted

_GREETING = """\
# The story of a search, one fact a line: the date, then what happened.
# Lines that begin with # are for you alone. `knock log` adds lines at the end.
"""


class NotUnderstood(ValueError):
    """New lines with problems in them; nothing was written."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(problem.sentence() for problem in problems))


class NoStory(ValueError):
    """A story that was never begun."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"there is no file {path}: begin it with knock -f {path} init")


class NothingToTakeBack(ValueError):
    """A story without a single fact."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} holds no line that could be taken back")


class NothingToRecord(ValueError):
    """No line was given."""

    def __init__(self) -> None:
        super().__init__(
            'no line was given: write one after `log`, for example knock log "met Ana"'
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedSearch:
    """A search as it stood at the end of `today`, with what could not be read of its file.

    `later` counts the facts of the file that are left out because they were not known by then.
    """

    path: Path
    today: date
    ledger: Ledger
    problems: tuple[Problem, ...] = ()
    facts: int = 0
    later: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """The lines that were added, as they were understood."""

    added: tuple[str, ...]


def open_search(path: Path, *, today: date) -> OpenedSearch:
    """The search in a story file as it stood at the end of a day.

    Raises
    ------
    TextFileError
        when the file cannot be read. A line that cannot be read is a problem, not an error.
    """
    story = read_story(_read(path).text, today=None)
    return OpenedSearch(
        path=path,
        today=today,
        ledger=as_of(story.ledger, today),
        problems=tuple(story.problems),
        facts=sum(line.statement is not None for line in story.lines),
        later=facts_after(story.ledger, today),
    )


def begin_search(path: Path, search: Search) -> Path:
    """Begin a story with one line that says what the search is for.

    Raises
    ------
    CannotWrite
        when the file is there already or cannot be made.
    """
    told = SearchStarted(
        wanted=search.wanted, goal=search.goal, hours_a_week=search.hours_a_week, zone=search.zone
    )
    create_story_file(path, f"{_GREETING}\n{line_of(told, search.started)}\n")
    return path


def record_lines(
    path: Path, lines: tuple[str, ...], *, today: date, recorded_at: datetime
) -> Recorded:
    """Add lines to a story: all of them, or, with any problem in them, none.

    Raises
    ------
    NothingToRecord, NotUnderstood, TextFileError
        nothing is written then.
    """
    if not any(line.strip() for line in lines):
        raise NothingToRecord
    with locked(path):
        before = _read(path)
        after = appended(before.text, lines, today=today, recorded_at=recorded_at)
        if after.problems:
            raise NotUnderstood(tuple(after.problems))
        replace_story_file(path, before, after.text)
    return Recorded(added=tuple(after.added))


def take_back(path: Path) -> str:
    """Take the last fact of a story back and return its line.

    Raises
    ------
    NothingToTakeBack, TextFileError
        nothing is written then.
    """
    with locked(path):
        before = _read(path)
        after = undone(before.text)
        if after.removed is None:
            raise NothingToTakeBack(path)
        replace_story_file(path, before, after.text)
    return after.removed


def _read(path: Path) -> FileText:
    try:
        return read_text_file(path)
    except NoSuchFile:
        raise NoStory(path) from None
