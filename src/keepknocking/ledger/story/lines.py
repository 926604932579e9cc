"""The lines of a story: numbered, dated, and each read by itself.

A line begins with its day; a line with only a day sets the day of the undated lines below it. What
stands at the end between brackets (`[recorded ...]`) is the moment the fact was written down.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from keepknocking.ledger.moments import When
from keepknocking.ledger.story.days import day_at_start, read_moment
from keepknocking.ledger.story.grammar import NOTE, read_statement
from keepknocking.ledger.story.problems import Problem, Unreadable, shortened
from keepknocking.ledger.story.rendering import line_of
from keepknocking.ledger.story.statements import Statement

LONGEST_LINE = 10_000  # design choice: characters; no fact of a search is longer
MOST_LINES = 200_000  # design choice: a longer text is not a story of one search
NEWLINE = re.compile(r"\r\n|\n|\r")
RECORDED = re.compile(r"\[\s*recorded\b([^\[\]]*)\]\s*$", re.IGNORECASE)
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
BYTE_ORDER_MARK = "\ufeff"
NO_DAY = "a day at the beginning of the line"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """One line of a story and what was understood of it (`statement`; None: no fact).

    `number` counts from 1; `offset` is the column (from 0) where the words of the fact begin.
    """

    number: int
    text: str
    when: When | None = None
    statement: Statement | None = None
    offset: int = 0

    @property
    def understood(self) -> str | None:
        """The line as the story writes it, or None where it holds no fact that counts."""
        if self.statement is None or self.when is None:
            return None
        return line_of(self.statement, self.when)


@dataclass(frozen=True, slots=True)
class ReadLines:
    """All lines, and the problems by place in `lines`."""

    lines: list[StoryLine]
    problems: dict[int, Problem]


def split_lines(text: str) -> list[str]:
    """The lines of a text with any kind of line end, without a byte order mark."""
    return NEWLINE.split(text.removeprefix(BYTE_ORDER_MARK))


def read_lines(text: str, *, today: date | None) -> ReadLines:
    """Every line of the text by itself: none knows the others, but for the day above it."""
    found = ReadLines([], {})
    section = None
    for number, raw in enumerate(split_lines(text), 1):
        line = StoryLine(number=number, text=raw)
        if number > MOST_LINES:
            found.problems[len(found.lines)] = Unreadable(
                raw[:LONGEST_LINE], f"no more than {MOST_LINES} lines in one story"
            ).on_line(number)
            found.lines.append(line)
            break
        try:
            line = read_line(line, day=section or today)
        except Unreadable as unreadable:
            found.problems[len(found.lines)] = unreadable.on_line(number)
        else:
            if line.statement is None and line.when is not None:
                section = line.when.on
        found.lines.append(line)
    return found


def read_line(line: StoryLine, *, day: date | None) -> StoryLine:
    """The line with its day and what it says; `day` is that of an undated one."""
    text = line.text
    if len(text) > LONGEST_LINE:
        raise Unreadable(shortened(text), f"a line of at most {LONGEST_LINE} characters")
    if unseen := UNSEEN.search(text):
        expected = "no characters that cannot be seen"
        raise Unreadable(unseen.group(), expected, column=unseen.start())
    start = len(text) - len(text.lstrip())
    if start == len(text) or text[start] == "#":
        return line
    written, begin = _day_of(text, start)
    if written is not None:
        begin = len(text) - len(text[begin:].lstrip(" \t:,"))
        if begin == len(text):
            return replace(line, when=When(written))
    end, recorded = _recorded_of(text, begin)
    if (day := written or day) is None:
        nearest = f"2026-03-02 {shortened(text.strip())}"
        raise Unreadable(shortened(text.strip()), NO_DAY, column=start, nearest=nearest)
    statement = _statement_of(text[begin:end], begin)
    return replace(line, when=When(day, recorded), statement=statement, offset=begin)


def _day_of(text: str, start: int) -> tuple[date | None, int]:
    try:
        found = day_at_start(text[start:])
    except Unreadable as unreadable:
        unreadable.column += start
        raise
    return (None, start) if found is None else (found[0], start + found[1])


def _recorded_of(text: str, begin: int) -> tuple[int, datetime | None]:
    """Where the words of the fact end, and the recorded moment after them."""
    found = RECORDED.search(text, begin) if text.rstrip().endswith("]") else None
    if found is None:
        return len(text), None
    try:
        return found.start(), read_moment(found.group(1))
    except Unreadable as unreadable:
        unreadable.column += text.index(unreadable.found, found.start(1))
        raise


def _statement_of(words: str, offset: int) -> Statement:
    bare = words.rstrip()
    if bare.endswith(".") and not NOTE.fullmatch(bare):  # a note is kept as it was written
        bare = bare[:-1]
    try:
        return read_statement(bare)
    except Unreadable as unreadable:
        unreadable.column += offset
        raise
