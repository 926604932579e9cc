"""Continuing: new story lines read in the light of a ledger; all of them count, or none.

What `appending` does with a text is done here with a ledger, and means the same: a name is looked
up among all that the ledger holds, and what came on a day is told to the asks as they stood then.

The facts of the ledger are fixed. A new line never changes what an old one meant, as it may where
a whole text is read once more; it changes an old fact only by an explicit deed: a step on an ask,
the end of a pause, the closing of an opening or of the search, the cancelling of an event, what is
new about a person, or a correction. What contradicts a later fact is a problem of the new line.

The other way round, `restated_lines` says one fact of a ledger as the lines of a story.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from keepknocking.ledger.hindsight import last_day
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.story.appending import appended
from keepknocking.ledger.story.binding import REFERENCES, references_of
from keepknocking.ledger.story.dating import DatedLine, dated_lines, too_long
from keepknocking.ledger.story.gathering import grown
from keepknocking.ledger.story.lines import read_lines
from keepknocking.ledger.story.problems import Problem
from keepknocking.ledger.story.reading import Reading, read_story
from keepknocking.ledger.story.recalling import recall_asks, recalled
from keepknocking.ledger.story.rendering import line_of
from keepknocking.ledger.story.restating import Restating
from keepknocking.ledger.story.statements import (
    Asked,
    Corrects,
    Introduced,
    Named,
    NamedEvent,
    NamedOpening,
    OpeningTold,
    Reference,
    Statement,
    Stepped,
    Thread,
)
from keepknocking.ledger.story.writing import write_story


@dataclass(frozen=True, slots=True)
class Continued:
    """The ledger with the new facts, or the same ledger where there are problems.

    `added` holds the new facts as canonical lines, as they were understood; `new` the names of the
    people, events and openings that the lines brought in, in the order of the lines. The lines of
    the problems are counted from the first of the new lines.
    """

    ledger: Ledger
    added: tuple[str, ...]
    problems: tuple[Problem, ...]
    new: tuple[str, ...]


def continued(
    ledger: Ledger, lines: Iterable[str], *, today: date, recorded_at: datetime | None = None
) -> Continued:
    """The ledger with the lines added, or as it was with the problems of the new lines.

    `recorded_at` (with its zone) is the moment that marks what did not happen today; None marks
    nothing. A `correction` quotes a line as `write_story` writes it; where there is one among the
    lines, the whole ledger is written and read once more, which takes long for a large one.

    >>> done = continued(Ledger(), ["met Ana", "thanked Ana"], today=date(2026, 3, 2))
    >>> done.added, done.new
    (('2026-03-02 met Ana', '2026-03-02 thanked Ana'), ('Ana',))
    """
    dated, problems = dated_lines(
        lines, last=last_day(ledger), today=today, recorded_at=recorded_at
    )
    if problems:
        return Continued(ledger, (), tuple(problems), ())
    read = read_lines("\n".join(line.text for line in dated), today=None)
    reading = Reading(read, recalled(ledger))
    if any(_is_correction(line.statement) for line in reading.lines):
        return _rewritten(ledger, dated, today=today)
    reading.bind()
    statements = [line.statement for line in reading.lines if line.statement is not None]
    recall_asks(reading.telling, ledger, statements)
    reading.tell()
    understood = [line.understood or line.text for line in reading.lines]
    problems = [dated[found.line - 1].as_typed(found) for found in reading.in_order()]
    problems += too_long(dated, understood)
    if problems:
        return Continued(ledger, (), tuple(problems), ())
    references = [one for statement in statements for one in references_of(statement)]
    return Continued(
        grown(ledger, reading.telling, references),
        tuple(line for line, told in zip(understood, dated, strict=False) if told.is_fact),
        (),
        tuple(_new(ledger, references)),
    )


def _is_correction(statement: object) -> bool:
    return isinstance(statement, Corrects) and not statement.done


def _new(ledger: Ledger, references: Iterable[Reference]) -> Iterator[str]:
    """The names of whom and what the ledger did not hold before, each once."""
    held: dict[type[Reference], set[str]] = {
        Named: {*ledger.person},
        NamedEvent: {*ledger.event},
        NamedOpening: {*ledger.opening},
    }
    for reference in references:
        if reference.key not in held[type(reference)]:
            held[type(reference)].add(reference.key)
            yield reference.title if isinstance(reference, NamedOpening) else reference.name


def _rewritten(ledger: Ledger, dated: list[DatedLine], *, today: date) -> Continued:
    """What comes of lines with a correction: the ledger, written and read with them."""
    done = appended(write_story(ledger), (line.text for line in dated), today=today)
    if done.problems:
        found = (dated[problem.line - 1].as_typed(problem) for problem in done.problems)
        return Continued(ledger, (), tuple(found), ())
    after = read_story(done.text).ledger
    new = (
        *(person.name for person in after.people if person.id not in ledger.person),
        *(event.name for event in after.events if event.id not in ledger.event),
        *(opening.title for opening in after.openings if opening.id not in ledger.opening),
    )
    return Continued(after, done.added, (), new)


def restated_line(ledger: Ledger, fact: object) -> str:
    """The line that says the fact, without what came to it later.

    >>> from datetime import date
    >>> from keepknocking.ledger.moments import When
    >>> from keepknocking.ledger.people import Person
    >>> ana = Person(id="ana-reyes-2", name="Ana Reyes", known=When(date(2026, 3, 2)), role="buyer")
    >>> restated_line(Ledger(people=(ana,)), ana)
    '2026-03-02 person Ana Reyes (, buyer)'
    """
    return restated_lines(ledger, fact)[0]


def restated_lines(ledger: Ledger, fact: object) -> tuple[str, ...]:
    """The line that says the fact, and one for each thing that came to it.

    To an ask come nudges, replies, an answer and its fulfilment; events are cancelled, openings and
    the search closed, and pauses end. `fact` is one of the 18 kinds of facts of the ledger, and
    whom and what it names must be in the ledger. The lines are for people to read: without ids,
    so that two people of one name, or two asks of one person, are not told apart.
    """
    told = Restating(ledger, {}).of(fact)
    return tuple(line_of(_without_ids(one.statement), one.when) for one in told)


def _without_ids(statement: Statement) -> Statement:
    changed: dict[str, object] = {
        name: replace(reference, id=None)
        for name in REFERENCES[type(statement)]
        if (reference := getattr(statement, name)) is not None
    }
    if isinstance(statement, Asked):
        changed["id"] = None
    elif isinstance(statement, Stepped):
        changed["ask"] = None
    elif isinstance(statement, Introduced | OpeningTold):
        changed |= {"ask": None, "thread": Thread.ANSWERING, "unasked": False}
    return replace(statement, **changed)
