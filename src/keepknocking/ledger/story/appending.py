"""Appending: new lines read in the light of the story so far; all of them are added, or none.

How a line gets its day and its mark stands in `dating`. Pure: the text comes in and goes out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from keepknocking.ledger.story.dating import DatedLine, dated_lines, too_long
from keepknocking.ledger.story.lines import NEWLINE, read_lines, split_lines
from keepknocking.ledger.story.problems import Problem, shortened
from keepknocking.ledger.story.reading import Story, read_story
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
    dated, problems = dated_lines(
        lines, last=_last_day(story), today=today, recorded_at=recorded_at
    )
    if problems:
        return Appended(text, (), tuple(problems))
    joined = _joined(text, [line.text for line in dated])
    whole = read_story(joined)
    before = len(split_lines(_ended(text))) - 1
    problems = _new_problems(story, whole, dated, before)
    understood = [line.understood or line.text for line in whole.lines[before:]]
    problems += too_long(dated, understood)
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


def _new_problems(story: Story, whole: Story, dated: list[DatedLine], before: int) -> list[Problem]:
    """The problems that were not there before, as problems of the new lines."""
    known = set(story.problems)
    found = []
    for problem in whole.problems:
        if problem.line > before:
            found.append(dated[problem.line - before - 1].as_typed(problem))
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
