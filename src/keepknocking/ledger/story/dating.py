"""Dating: each new line with its day written out, and with the moment it was recorded.

A line without a day is of today. What happened on an earlier day is marked with the moment it was
recorded. What is dated after today is refused, except an event, which is a plan; a plan is marked
as well, so that the story remembers when it was made.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from keepknocking.ledger.moments import When
from keepknocking.ledger.story.lines import LONGEST_LINE, StoryLine, read_line, split_lines
from keepknocking.ledger.story.problems import Problem, Unreadable, shortened
from keepknocking.ledger.story.rendering import written_tag
from keepknocking.ledger.story.statements import EventPlanned


@dataclass(frozen=True, slots=True)
class DatedLine:
    """A new line with its day written out; its words begin `shift` columns further right."""

    number: int
    text: str
    shift: int
    is_fact: bool

    def as_typed(self, problem: Problem) -> Problem:
        """A problem of the dated line as one of the line that was typed."""
        return replace(problem, line=self.number, column=max(problem.column - self.shift, 1))


def dated_lines(
    lines: Iterable[str], *, last: date | None, today: date, recorded_at: datetime | None
) -> tuple[list[DatedLine], list[Problem]]:
    """The new lines, each with its day and mark, without blank ones; and what is wrong with them.

    `last` is the last day on which something happened or was recorded before: a clock that says
    less does not go right.
    """
    dated: list[DatedLine] = []
    problems: list[Problem] = []
    section = None
    for number, text in enumerate((line for item in lines for line in split_lines(item)), 1):
        try:
            line = read_line(StoryLine(number=number, text=text), day=section or today)
            if line.statement is None:
                section = line.when.on if line.when else section
                if line.when is None and text.strip():
                    dated.append(DatedLine(number, text.strip(), 0, is_fact=False))
                continue
            is_undated = section is None and not text[: line.offset].strip()
            _check_day(line, last=last if is_undated else None, today=today)
        except Unreadable as unreadable:
            problems.append(unreadable.on_line(number))
            continue
        dated.append(_with_day(line, today=today, recorded_at=recorded_at))
    return dated, problems


def too_long(dated: Iterable[DatedLine], understood: Iterable[str]) -> list[Problem]:
    """The problems of lines that are too long in the way the story writes them."""
    return [
        Unreadable(shortened(line), f"a line of at most {LONGEST_LINE} characters").on_line(
            told.number
        )
        for told, line in zip(dated, understood, strict=False)
        if len(line) > LONGEST_LINE
    ]


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


def _with_day(line: StoryLine, *, today: date, recorded_at: datetime | None) -> DatedLine:
    when = line.when or When(today)
    if when.recorded_at is None and when.on != today and recorded_at is not None:
        text = line.text.rstrip() + written_tag(When(when.on, recorded_at))
    else:
        text = line.text.rstrip()
    prefix = f"{when.on.isoformat()} "
    shift = len(prefix) - line.offset
    return DatedLine(line.number, prefix + text[line.offset :], shift, is_fact=True)
