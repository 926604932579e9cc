"""Story files of a folder, taken in once each, as they grow: for lines typed on a phone.

A file is taken when it has not changed between two looks, so that none is read while it is still
coming in. All its lines are taken as one deed, or, with one that is not clear, none. What was taken
is remembered by its sum: of a file that has grown only the new lines are taken; one that changed
otherwise is told and left alone, because nobody can know what became of its old lines. A copy that
a folder service made of a conflict, and a file that was given another name, are known again.
"""

import hashlib
import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path, PurePath

from django.db import connection

from keepknocking.exchange.text_file import TextFileError, in_words, read_text_file
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.story.continuing import continued
from keepknocking.ledger.story.lines import StoryLine, read_line, split_lines
from keepknocking.ledger.story.problems import Problem, Unreadable
from keepknocking.services.homes import NotUnderstood
from keepknocking.services.own_ledger import Decided, OwnLedger
from keepknocking.store.models import Deed, TakenFile
from keepknocking.store.opening import LedgerLocked, said_plainly

WATCH = "watch"
"""The kind of the deed."""
ENDINGS = (".md", ".story", ".txt")
LARGEST = 2 * 1024 * 1024  # bytes (design choice): more than anybody types in a year
MOST_FILES = 1000  # design choice: a folder with more is not one for notes
_ENDS = re.compile("\r\n?")
_Signature = tuple[int, int]


class NotAFolder(ValueError):
    """Something to watch that is no folder, or may not be read."""

    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(f"{folder} cannot be watched: {why}")


class Came(StrEnum):
    """What became of a file."""

    TAKEN = "taken"
    NOT_CLEAR = "not clear"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one file: the lines that were taken, or why none was."""

    name: str
    came: Came
    lines: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Piece:
    """What of a text is new: it begins after so many characters; `section` is the day above it."""

    text: str
    start: int
    section: str | None

    @property
    def new(self) -> str:
        return self.text[self.start :]

    @property
    def lines(self) -> list[str]:
        return [*([] if self.section is None else [self.section]), *split_lines(self.new)]

    def in_file(self, problem: Problem) -> Problem:
        """A problem of the new lines, at its place in the file."""
        before = self.text.count("\n", 0, self.start) - (self.section is not None)
        return replace(problem, line=problem.line + before)


class _TakenMeanwhile(ValueError):
    """Another window has taken the file since it was looked at."""


class Watcher:
    """One folder being watched, and what is known of its files since the watching began."""

    def __init__(self, home: OwnLedger, folder: Path) -> None:
        """Look at nothing yet.

        Raises
        ------
        NotAFolder
        """
        self._home = home
        self._named = folder
        self._folder = Path(os.path.realpath(folder))
        self._seen: dict[str, _Signature] = {}
        self._done: dict[str, _Signature] = {}
        if not self._folder.is_dir():
            raise NotAFolder(folder, "it is not a folder that is there")

    def look(self, *, today: date, now: datetime) -> tuple[Outcome, ...]:
        """Look once: take what is whole and new, and tell what became of it.

        Raises
        ------
        NotAFolder, LedgerUnusable
        """
        try:
            return tuple(self._looked(today, now))
        finally:
            connection.close()  # between two looks the ledger is held by nobody

    def _looked(self, today: date, now: datetime) -> Iterator[Outcome]:
        for name, signature in self._files():
            if self._done.get(name) == signature:
                continue
            if self._seen.get(name) != signature:
                self._seen[name] = signature
                continue
            try:
                outcome = self._take(name, signature, today=today, now=now)
            except (LedgerLocked, _TakenMeanwhile):
                continue  # at the next look
            self._done[name] = signature
            if outcome is not None:
                yield outcome

    def _files(self) -> list[tuple[str, _Signature]]:
        """The files that may be stories, by name, each with what tells whether it has changed."""
        found: list[tuple[str, _Signature]] = []
        try:
            with os.scandir(self._folder) as entries:
                names = [entry.name for entry in entries]
        except OSError as error:
            raise NotAFolder(self._named, in_words(error)) from error
        stories = [n for n in names if n.lower().endswith(ENDINGS) and not n.startswith((".", "~"))]
        if len(stories) > MOST_FILES:
            why = f"it holds {len(stories):,} texts, and {MOST_FILES:,} can be watched"
            raise NotAFolder(self._named, why)
        for name in sorted(stories):
            try:
                status = (self._folder / name).stat()
            except OSError:
                continue  # gone again, or a link to nothing
            found.append((name, (status.st_size, status.st_mtime_ns)))
        return found

    def _take(
        self, name: str, signature: _Signature, *, today: date, now: datetime
    ) -> Outcome | None:
        path = self._folder / name
        try:
            if why := self._refused(path):
                return Outcome(name=name, came=Came.REFUSED, why=why)
            text = _ENDS.sub("\n", read_text_file(path).text)
            status = path.stat()
        except (TextFileError, OSError) as error:
            return Outcome(name=name, came=Came.REFUSED, why=str(error))
        if (status.st_size, status.st_mtime_ns) != signature:
            raise _TakenMeanwhile
        return self._take_text(name, text, today=today, now=now)

    def _refused(self, path: Path) -> str:
        """Why a file is not even opened, if it is not."""
        if path.name != path.name.encode(errors="replace").decode():
            return "its name is not text"
        real = Path(os.path.realpath(path))
        if not real.is_relative_to(self._folder):
            return "it is a link that leads out of the folder"
        status = real.stat()
        if not stat.S_ISREG(status.st_mode):
            return "it is not a file"
        if status.st_size > LARGEST:
            return f"it has {status.st_size:,} bytes, and {LARGEST:,} can be taken"
        return ""

    def _take_text(self, name: str, text: str, *, today: date, now: datetime) -> Outcome | None:
        with said_plainly():
            rows = self._rows(name)
        before = _longest(text, rows)
        start = 0 if before is None else before.characters
        if before is None and any(row.name == name for row in rows):
            return Outcome(name=name, came=Came.CHANGED)
        piece = _Piece(text, start, _section(text[:start], today))
        if before is not None and not _ends_a_line(piece):
            return Outcome(name=name, came=Came.CHANGED)
        if not piece.new.strip():
            if before is None or before.name == name:
                return None
            return Outcome(name=name, came=Came.SAME, why=before.name)
        return self._write(name, piece, today=today, now=now)

    def _write(self, name: str, piece: _Piece, *, today: date, now: datetime) -> Outcome:
        def decide(ledger: Ledger) -> Decided:
            before = _longest(piece.text, self._rows(name))
            if (0 if before is None else before.characters) != piece.start:
                raise _TakenMeanwhile
            after = continued(ledger, piece.lines, today=today, recorded_at=now)
            if after.problems:
                raise NotUnderstood(after.problems)
            return Decided(
                ledger=after.ledger,
                told=after.added,
                also=lambda deed: self._remember(name, piece.text, deed),
            )

        if not any(line.strip() and not line.lstrip().startswith("#") for line in piece.lines):
            with said_plainly():
                self._remember(name, piece.text, None)  # remarks alone are no deed
            return Outcome(name=name, came=Came.TAKEN)
        try:
            done = self._home.change(WATCH, decide, at=now)
        except NotUnderstood as error:
            problems = tuple(piece.in_file(problem) for problem in error.problems)
            return Outcome(name=name, came=Came.NOT_CLEAR, problems=problems)
        return Outcome(name=name, came=Came.TAKEN, lines=done.told)

    def _rows(self, name: str) -> list[TakenFile]:
        """What was taken of this file, of one it is a copy of, and of those that are gone."""
        rows = TakenFile.objects.filter(folder=str(self._folder)).order_by("id")
        return [
            row
            for row in rows
            if row.name == name
            or _is_copy(name, of=row.name)
            or not os.path.lexists(self._folder / row.name)
        ]

    def _remember(self, name: str, text: str, deed: Deed | None) -> None:
        TakenFile.objects.create(
            folder=str(self._folder),
            name=name,
            characters=len(text),
            digest=hashlib.sha256(text.encode()).hexdigest(),
            deed=deed,
        )


def _longest(text: str, rows: Sequence[TakenFile]) -> TakenFile | None:
    """Of what was taken the most with which the text begins."""
    best: TakenFile | None = None
    digest, at = hashlib.sha256(), 0
    for row in sorted(rows, key=lambda row: row.characters):
        if row.characters > len(text):
            break
        digest.update(text[at : row.characters].encode())
        at = row.characters
        if digest.hexdigest() == row.digest:
            best = row
    return best


def _is_copy(name: str, *, of: str) -> bool:
    """Whether a name is one that services give to copies: `notes (conflicted copy).txt`.

    >>> _is_copy("notes (Sam's conflicted copy).txt", of="notes.txt")
    True
    >>> _is_copy("letters.txt", of="notes.txt")
    False
    """
    mine, other = PurePath(name), PurePath(of)
    return mine.suffix == other.suffix and mine.stem.startswith(other.stem)


def _ends_a_line(piece: _Piece) -> bool:
    """Whether what was taken before ended with its line, so that the new part begins one."""
    return piece.text[: piece.start].endswith("\n") or piece.new[:1] in ("", "\n")


def _section(text: str, today: date) -> str | None:
    """The last line that sets the day of those below it."""
    found = None
    for number, words in enumerate(split_lines(text), 1):
        try:
            line = read_line(StoryLine(number=number, text=words), day=today)
        except Unreadable:
            continue
        if line.statement is None and line.when is not None:
            found = words
    return found
