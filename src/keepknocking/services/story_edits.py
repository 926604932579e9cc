"""The story edited as text: what would change, and then, if that is meant, changing it.

Lines can be added, as everywhere; or a text takes the place of the whole story. The text is read as
it stands, with all that a story file may hold, and nothing is written before what would change has
been shown. A ledger keeps facts, not text: lines for the writer alone (`# ...`) are lost, and are
counted first.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from enum import StrEnum
from typing import IO, BinaryIO, cast

from keepknocking.exchange.text_file import read_text
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.story.continuing import continued
from keepknocking.ledger.story.lines import split_lines
from keepknocking.ledger.story.problems import Problem, shortened
from keepknocking.ledger.story.reading import Story, read_story
from keepknocking.ledger.story.statements import EventPlanned
from keepknocking.ledger.story.writing import write_story
from keepknocking.services.facts import BEFORE
from keepknocking.services.homes import NothingToRecord, NotUnderstood
from keepknocking.services.own_ledger import Decided, OwnLedger, count_facts

LARGEST_FILE = 2 * 1024 * 1024
"""Of an uploaded file, in bytes (design choice): more than anybody writes in a year."""
_LIKENESS = 0.6  # design choice: lines of one day less alike than this are two lines, not one
_MOST_PAIRED = 400  # numerical: pairing compares every line with every line of its day
MOST_TOLD = 50  # design choice: so many lines of one deed are told in the history
TAKEN_OUT = "taken out: "
"""What stands in front of a line that is gone."""
_REMARK = re.compile(r"\s*#")
_CORRECTION = re.compile(r"\S+ correct(ion|ed)\b")


class Way(StrEnum):
    """What the text is meant for."""

    ADD = "add"
    REPLACE = "replace"


class LedgerMovedOn(ValueError):
    """A ledger that was changed after the text was taken from it."""

    def __init__(self) -> None:
        super().__init__(
            "the ledger was changed in another window since you opened this text: "
            "nothing was written; look at both and decide"
        )


class FileTooLarge(ValueError):
    """An uploaded file with more in it than is taken at once."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{shortened(name)} is larger than 2 MiB: put it in in parts, with the choice "
            "to add lines"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What would change, line by line, and which people, events and openings come and go."""

    added: tuple[str, ...] = ()
    changed: tuple[tuple[str, str], ...] = ()
    removed: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not (self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A text, what it is meant for, and the state of the ledger it belongs to (None: any)."""

    text: str
    way: Way
    revision: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Editable:
    """The story as a text to edit (None: too long for that), and the state it was taken from."""

    text: str | None
    lines: int
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A text that was read but not written: what it would change, or its problems."""

    text: str
    way: Way
    revision: int
    difference: Difference
    problems: tuple[Problem, ...]
    remarks: int


def editable(home: OwnLedger, *, most: int) -> Editable:
    """The whole story, if it has not more than so many facts."""
    stored = home.stored()
    facts = count_facts(stored.ledger)
    if facts > most:
        return Editable(text=None, lines=facts, revision=stored.revision)
    text = write_story(stored.ledger)
    return Editable(text=text, lines=len(text.splitlines()), revision=stored.revision)


def weighed(home: OwnLedger, typed: Typed, *, today: date, now: datetime) -> Weighed:
    """What the text would change in the ledger as it stands. Nothing is written.

    Raises
    ------
    LedgerMovedOn
        where the ledger is in another state than the text belongs to.
    """
    stored = home.stored()
    if typed.revision not in (None, stored.revision):
        raise LedgerMovedOn
    read = _read(stored.ledger, typed, today=today, at=now)
    return Weighed(
        text=typed.text,
        way=typed.way,
        revision=stored.revision,
        difference=read.difference,
        problems=read.problems,
        remarks=sum(_REMARK.match(line) is not None for line in split_lines(typed.text)),
    )


def keep_text(home: OwnLedger, typed: Typed, *, today: date, at: datetime) -> None:
    """Write what the text changes, if the ledger still is in the state it belongs to.

    Raises
    ------
    LedgerMovedOn, NothingToRecord, NotUnderstood, LedgerUnusable
        nothing is written then.
    """

    def decide(ledger: Ledger) -> Decided:
        if typed.revision not in (None, home.stored().revision):
            raise LedgerMovedOn
        read = _read(ledger, typed, today=today, at=at)
        if read.problems:
            raise NotUnderstood(read.problems)
        if read.difference.is_empty:
            raise NothingToRecord
        return Decided(ledger=read.ledger, told=_told(read.difference))

    home.change("record" if typed.way is Way.ADD else "edit", decide, at=at)


def text_of_upload(stream: IO[bytes], *, name: str, size: int) -> str:
    """The text of an uploaded file.

    Raises
    ------
    FileTooLarge, TextFileError
        each with one sentence that says what to do.
    """
    if size > LARGEST_FILE:
        raise FileTooLarge(name)
    return read_text(cast("BinaryIO", stream), name=shortened(name)).text


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What a text makes of a ledger."""

    ledger: Ledger
    difference: Difference
    problems: tuple[Problem, ...] = ()


def _read(ledger: Ledger, typed: Typed, *, today: date, at: datetime) -> _Read:
    if typed.way is Way.ADD:
        return _added(ledger, typed.text, today=today, at=at)
    return _replaced(ledger, typed.text, today=today)


def _added(ledger: Ledger, text: str, *, today: date, at: datetime) -> _Read:
    found = continued(ledger, split_lines(text), today=today, recorded_at=at)
    difference = Difference(added=found.added, new=found.new)
    if any(_CORRECTION.match(line) for line in found.added):
        difference = _difference(ledger, found.ledger)  # old lines change with it
    return _Read(ledger=found.ledger, difference=difference, problems=found.problems)


def _replaced(ledger: Ledger, text: str, *, today: date) -> _Read:
    story = read_story(text, today=today)
    problems = sorted(
        (*story.problems, *_not_yet(story, ledger, today)), key=lambda problem: problem.line
    )
    if problems:
        return _Read(ledger=ledger, difference=Difference(), problems=tuple(problems))
    return _Read(ledger=story.ledger, difference=_difference(ledger, story.ledger))


def _not_yet(story: Story, ledger: Ledger, today: date) -> Iterable[Problem]:
    """What is dated after today and is no plan, unless it stood there before."""
    late = [
        line
        for line in story.lines
        if line.when is not None
        and line.statement is not None
        and line.when.on > today
        and not isinstance(line.statement, EventPlanned)
    ]
    stood = set(write_story(ledger).splitlines()) if late else set()
    for line in late:
        if line.understood not in stood:
            yield Problem(
                line=line.number,
                column=1,
                found=shortened(line.text.strip()),
                expected=f"a day that has come (today is {today}); only an event is planned",
            )


def _difference(before: Ledger, after: Ledger) -> Difference:
    if after == before:
        return Difference()
    old, new = write_story(before).splitlines(), write_story(after).splitlines()
    removed, added = _less(old, new), _less(new, old)
    changed = _paired(removed, added)
    for was, now in changed:
        removed.remove(was)
        added.remove(now)
    return Difference(
        added=tuple(added),
        changed=tuple(changed),
        removed=tuple(removed),
        new=tuple(_names_beyond(after, before)),
        gone=tuple(_names_beyond(before, after)),
    )


def _less(lines: Sequence[str], others: Sequence[str]) -> list[str]:
    """The lines that the others do not hold, each as often as it stands there more."""
    there = Counter(others)
    left = []
    for line in lines:
        if there[line]:
            there[line] -= 1
        else:
            left.append(line)
    return left


def _paired(removed: Sequence[str], added: Sequence[str]) -> list[tuple[str, str]]:
    """Lines that went and lines much like them that came: each such pair is one line changed."""
    if len(removed) > _MOST_PAIRED or len(added) > _MOST_PAIRED:
        return []
    free = list(added)
    pairs = []
    for was in removed:
        alike = [(_likeness(was, now), now) for now in free]
        best, now = max(alike, key=lambda pair: pair[0], default=(0.0, ""))
        if best >= _LIKENESS:
            pairs.append((was, now))
            free.remove(now)
    return pairs


def _likeness(was: str, now: str) -> float:
    """How alike two lines are, from 0 to 1; 0 is said early where they cannot be."""
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    if matcher.real_quick_ratio() < _LIKENESS or matcher.quick_ratio() < _LIKENESS:
        return 0.0
    return matcher.ratio()


def _names_beyond(ledger: Ledger, other: Ledger) -> Iterable[str]:
    """The people, events and openings of a ledger that the other one does not hold."""
    yield from (person.name for person in ledger.people if person.id not in other.person)
    yield from (event.name for event in ledger.events if event.id not in other.event)
    yield from (opening.title for opening in ledger.openings if opening.id not in other.opening)


def _told(difference: Difference) -> tuple[str, ...]:
    """The lines that tell the deed: those that came, those that changed, those that went."""
    changed = (words for was, now in difference.changed for words in (now, f"{BEFORE}{was}"))
    lines = (
        *difference.added,
        *changed,
        *(f"{TAKEN_OUT}{was}" for was in difference.removed),
    )
    more = len(lines) - MOST_TOLD
    return lines if more <= 0 else (*lines[:MOST_TOLD], f"and {more:,} more")
