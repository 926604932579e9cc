"""One search in its story file: open it, begin one, add lines, take the last one back.

Every deed reads the file, asks the story's own pure functions what it means, and writes only where
everything was understood. Whoever changes the file holds it from reading to writing.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from keepknocking.exchange.story_file import create_story_file, locked, replace_story_file
from keepknocking.exchange.text_file import FileText, NoSuchFile, read_text_file
from keepknocking.ledger.hindsight import as_of, facts_after
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.searches import Search
from keepknocking.ledger.story.appending import appended, undone
from keepknocking.ledger.story.problems import Problem
from keepknocking.ledger.story.reading import read_story
from keepknocking.ledger.story.writing import write_story
from keepknocking.services.homes import (
    Answer,
    Guess,
    NothingToRecord,
    NothingToTakeBack,
    NotUnderstood,
    OpenedSearch,
    Recorded,
)

_GREETING = """\
# The story of a search, one fact a line: the date, then what happened.
# Lines that begin with # are for you alone. `knock log` adds lines at the end.
"""


class StoryNotClear(ValueError):
    """A story with lines that could not be read, where all of it was wanted."""

    def __init__(self, path: Path, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__(f"not every line of {path} is clear, so nothing was begun")


class NoStory(ValueError):
    """A story that was never begun."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"there is no file {path}: begin it with knock -f {path} init")


def ledger_of_story(path: Path) -> Ledger:
    """The ledger of a story file in which every line is clear.

    Raises
    ------
    StoryNotClear, TextFileError
    """
    story = read_story(read_text_file(path).text)
    if story.problems:
        raise StoryNotClear(path, tuple(story.problems))
    return story.ledger


@dataclass(frozen=True, slots=True)
class StoryFile:
    """A search that lives in a story file (`named`: the file is given in every call)."""

    path: Path
    named: bool = True

    @property
    def where(self) -> str:
        """The path of the file."""
        return str(self.path)

    @property
    def call(self) -> str:
        """How the command is called for this file."""
        return f"knock -f {self.path}" if self.named else "knock"

    def opened(self, *, today: date) -> OpenedSearch:
        """The search as it stood at the end of a day.

        Raises
        ------
        TextFileError
            when the file cannot be read. A line that cannot be read is a problem, not an error.
        """
        story = read_story(self._read().text, today=None)
        return OpenedSearch(
            home=self,
            today=today,
            ledger=as_of(story.ledger, today),
            problems=tuple(story.problems),
            facts=sum(line.statement is not None for line in story.lines),
            later=facts_after(story.ledger, today),
        )

    def begin(self, search: Search, *, recorded_at: datetime) -> str:
        """Begin a story with one line that says what the search is for.

        Raises
        ------
        CannotWrite
            when the file is there already or cannot be made.
        """
        return self.begin_with(Ledger(search=search), (), recorded_at=recorded_at)

    def begin_with(self, ledger: Ledger, told: tuple[str, ...], *, recorded_at: datetime) -> str:
        """Begin a story with everything that another ledger holds.

        Raises
        ------
        CannotWrite
            when the file is there already or cannot be made.
        """
        del told, recorded_at  # a file keeps no journal
        create_story_file(self.path, f"{_GREETING}\n{write_story(ledger)}")
        return self.where

    def record(
        self,
        lines: tuple[str, ...],
        *,
        today: date,
        recorded_at: datetime,
        sealed: Guess | None = None,
    ) -> Recorded:
        """Add lines: all of them, or, with any problem in them, none.

        A guess in a file that anybody can edit counts as stated: nothing is sealed.

        Raises
        ------
        NothingToRecord, NotUnderstood, TextFileError
            nothing is written then.
        """
        del sealed
        if not any(line.strip() for line in lines):
            raise NothingToRecord
        with locked(self.path):
            before = self._read()
            after = appended(before.text, lines, today=today, recorded_at=recorded_at)
            if after.problems:
                raise NotUnderstood(tuple(after.problems))
            replace_story_file(self.path, before, after.text)
        return Recorded(added=tuple(after.added))

    def remembered(self, key: Hashable, answer: Callable[[], Answer]) -> Answer:
        """The answer, worked out each time: a file may change under one's hands."""
        del key
        return answer()

    def kept(self, key: Hashable) -> dict[Any, Any]:
        """Room for answers, thrown away after one question."""
        del key
        return {}

    def take_back(self, *, recorded_at: datetime) -> tuple[str, ...]:
        """Take the last fact of the story back and return its line.

        Raises
        ------
        NothingToTakeBack, TextFileError
            nothing is written then.
        """
        del recorded_at  # a file keeps no journal
        with locked(self.path):
            before = self._read()
            after = undone(before.text)
            if after.removed is None:
                raise NothingToTakeBack(self.where)
            replace_story_file(self.path, before, after.text)
        return (after.removed,)

    def _read(self) -> FileText:
        try:
            return read_text_file(self.path)
        except NoSuchFile:
            raise NoStory(self.path) from None
