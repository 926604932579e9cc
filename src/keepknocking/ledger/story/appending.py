"""Appending: new lines read in the light of the story so far; all of them are added, or none.

A line without a day is of today. What happened on an earlier day is marked with the moment it was
recorded. What is dated after today is refused, except an event, which is a plan; a plan is marked
as well, so that the story remembers when it was made. Pure: the text comes in and goes out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from keepknocking.ledger.moments import When
from keepknocking.ledger.story.lines import (
    LONGEST_LINE,
    NEWLINE,
    StoryLine,
    read_line,
    read_lines,
    split_lines,
)
from keepknocking.ledger.story.problems import Problem, Unreadable, shortened
from keepknocking.ledger.story.reading import Story, read_story
from keepknocking.ledger.story.rendering import written_tag
from keepknocking.ledger.story.statements import EventPlanned


@dataclass(frozen=True, slots=True)
class Appended:
    """The text with the new lines, or unchanged where there are problems.

    `added` holds the new facts as they were understood. The lines of the problems are counted from
    the first of the new lines.
    """

    text: str
    added: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Undone:
    """The text without its last fact, and the line that held it (None: there was none)."""

    text: str
    removed: str | None


@dataclass(frozen=True, slots=True)
class _Dated:
    """A new line with its day written out; its words begin `shift` columns further right."""

    number: int
    text: str
    shift: int
    is_fact: bool


def appended(
    text: str, lines: Iterable[str], *, today: date, recorded_at: datetime | None = None
) -> Appended:
    r"""The story with the lines added, or as it was with the problems of the new lines.

    `recorded_at` (with its zone) is the moment that marks what did not happen today; None marks
    nothing.

    >>> appended("", ["met Ana"], today=date(2026, 3, 2)).text
    '2026-03-02 met Ana\n'
    """
    story = read_story(text)
    new = [line for item in lines for line in split_lines(item)]
    dated, problems = _dated(new, story, today=today, recorded_at=recorded_at)
    if problems:
        return Appended(text, (), tuple(problems))
    joined = _joined(text, [line.text for line in dated])
    whole = read_story(joined)
    before = len(split_lines(_ended(text))) - 1
    problems = _new_problems(story, whole, dated, before)
    understood = [line.understood or line.text for line in whole.lines[before:]]
    problems += [
        Unreadable(shortened(line), f"a line of at most {LONGEST_LINE} characters").on_line(
            told.number
        )
        for told, line in zip(dated, understood, strict=False)
        if len(line) > LONGEST_LINE
    ]
    if problems:
        return Appended(text, (), tuple(problems))
    added = tuple(line for line, told in zip(understood, dated, strict=False) if told.is_fact)
    return Appended(_joined(text, understood[: len(dated)]), added, ())


def undone(text: str) -> Undone:
    r"""The story without the fact that stands last in the file.

    >>> undone("2026-03-02 met Ana\n# a remark\n")
    Undone(text='# a remark\n', removed='2026-03-02 met Ana')
    """
    facts = [line for line in read_lines(text, today=date.min).lines if line.statement is not None]
    if not facts:
        return Undone(text, None)
    place = facts[-1].number - 1
    ends = [0, *(found.end() for found in NEWLINE.finditer(text)), len(text)]
    start = max(ends[place], len(text) - len(text.removeprefix("\ufeff")))
    return Undone(
        text[: start if place == 0 else ends[place]] + text[ends[place + 1] :],
        facts[-1].text.strip(),
    )


def _ended(text: str) -> str:
    """The text, ending with the end of a line where it holds anything."""
    return text if not text or text.endswith(("\n", "\r")) else text + _line_end(text)


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _joined(text: str, lines: list[str]) -> str:
    return _ended(text) + "".join(line + _line_end(text) for line in lines)


def _dated(
    new: list[str], story: Story, *, today: date, recorded_at: datetime | None
) -> tuple[list[_Dated], list[Problem]]:
    """The new lines, each with its day and mark; blank lines are left out."""
    dated: list[_Dated] = []
    problems: list[Problem] = []
    last, section = _last_day(story), None
    for number, text in enumerate(new, 1):
        try:
            line = read_line(StoryLine(number=number, text=text), day=section or today)
            if line.statement is None:
                section = line.when.on if line.when else section
                if line.when is None and text.strip():
                    dated.append(_Dated(number, text.strip(), 0, is_fact=False))
                continue
            is_undated = section is None and not text[: line.offset].strip()
            _check_day(line, last=last if is_undated else None, today=today)
        except Unreadable as unreadable:
            problems.append(unreadable.on_line(number))
            continue
        dated.append(_with_day(line, today=today, recorded_at=recorded_at))
    return dated, problems


def _last_day(story: Story) -> date | None:
    """The last day on which something of the story happened or was recorded; plans do not count."""
    return max(
        (
            line.when.known_on
            for line in story.lines
            if line.when is not None
            and line.statement is not None
            and not isinstance(line.statement, EventPlanned)
        ),
        default=None,
    )


def _check_day(line: StoryLine, *, last: date | None, today: date) -> None:
    """Refuse what is not yet, and today as the day of a line when today is before the last fact."""
    found = shortened(line.text.strip())
    if last is not None and today < last:
        raise Unreadable(
            found,
            f"a day at the beginning of the line, or a clock that goes right: it says {today}, "
            f"but the story already has a fact of {last}",
        )
    on = line.when.on if line.when else today
    if on > today and not isinstance(line.statement, EventPlanned):
        raise Unreadable(found, f"a day that has come (today is {today}); only an event is planned")


def _with_day(line: StoryLine, *, today: date, recorded_at: datetime | None) -> _Dated:
    when = line.when or When(today)
    if when.recorded_at is None and when.on != today and recorded_at is not None:
        text = line.text.rstrip() + written_tag(When(when.on, recorded_at))
    else:
        text = line.text.rstrip()
    prefix = f"{when.on.isoformat()} "
    shift = len(prefix) - line.offset
    return _Dated(line.number, prefix + text[line.offset :], shift, is_fact=True)


def _new_problems(story: Story, whole: Story, dated: list[_Dated], before: int) -> list[Problem]:
    """The problems that were not there before, as problems of the new lines."""
    known = set(story.problems)
    found = []
    for problem in whole.problems:
        if problem.line > before:
            line = dated[problem.line - before - 1]
            column = max(problem.column - line.shift, 1)
            found.append(replace(problem, line=line.number, column=column))
        elif problem not in known:
            expected = f"lines that agree with the story so far. {problem.sentence()[:-1]}"
            found.append(
                Problem(
                    line=dated[-1].number,
                    column=1,
                    found=shortened(dated[-1].text),
                    expected=expected,
                )
            )
    return found
