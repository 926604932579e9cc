"""Reading: what a story in plain lines says, as a ledger, and what in it could not be read.

Each line is read by itself; corrections take effect where the wrong lines stand; names are bound in
the order of the file; then the facts are told in the order of their days (on one day in the order
of the file). Whatever is wrong with one line is a problem of that line, and the others count.
"""

from dataclasses import dataclass, replace
from datetime import date

from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.moments import When
from keepknocking.ledger.story.binding import Binder, references_of
from keepknocking.ledger.story.corrections import corrected_lines
from keepknocking.ledger.story.facts import At, Telling
from keepknocking.ledger.story.gathering import ledger_of, without_loose_threads
from keepknocking.ledger.story.lines import ReadLines, StoryLine, read_lines
from keepknocking.ledger.story.problems import Problem, Unreadable, shortened
from keepknocking.ledger.story.statements import Asked, Statement
from keepknocking.ledger.story.telling import tell


@dataclass(frozen=True, slots=True)
class Story:
    """A story that was read: its ledger, its problems in the order of lines, and its lines."""

    ledger: Ledger
    problems: tuple[Problem, ...]
    lines: tuple[StoryLine, ...]


def read_story(text: str, *, today: date | None = None) -> Story:
    """What the text says. Never raises; `today` is the day of lines without one.

    >>> story = read_story("2026-03-02 met Ana Reyes (Harbor Foods, buyer)")
    >>> story.ledger.people[0].id, story.problems
    ('ana-reyes', ())
    >>> read_story("2026-03-02 mett Ana").problems[0].nearest
    'met Ana Reyes (Harbor Foods, buyer) at "Chamber breakfast"'
    """
    reading = Reading(corrected_lines(read_lines(text, today=today)), Telling(Binder()))
    reading.bind()
    reading.tell()
    return reading.story()


class Reading:
    """One reading of lines: the lines, and what binding and telling make of them."""

    def __init__(self, read: ReadLines, telling: Telling) -> None:
        self.lines = list(read.lines)
        self.problems = dict(read.problems)
        self.telling = telling

    def in_order(self) -> list[Problem]:
        """The problems in the order of lines."""
        return sorted(self.problems.values(), key=lambda found: (found.line, found.column))

    def story(self) -> Story:
        """What was read, without what bad lines left behind."""
        bad = {place for place in self.problems if self.lines[place].statement is None}
        ledger = ledger_of(self.telling, without=bad)
        return Story(ledger, tuple(self.in_order()), tuple(self.lines))

    def _refuse(self, place: int, unreadable: Unreadable) -> None:
        line = self.lines[place]
        unreadable.found = unreadable.found or shortened(line.text[line.offset :].strip())
        self.problems[place] = unreadable.on_line(line.number, offset=line.offset)
        self.lines[place] = replace(line, statement=None)

    def bind(self) -> None:
        """Find out whom and what each line means."""
        waiting = []
        for place, line in enumerate(self.lines):
            if line.statement is None or line.when is None:
                continue
            bound = self._bound(place, line.statement, line.when, last_chance=False)
            if bound is not None and not _is_bound(bound):
                waiting.append((place, bound, line.when))
        for place, statement, when in waiting:
            self._bound(place, statement, when, last_chance=True)

    def _bound(
        self, place: int, statement: Statement, when: When, *, last_chance: bool
    ) -> Statement | None:
        try:
            bound = self.telling.binder.bind(
                statement, when=when, number=place, last_chance=last_chance
            )
        except Unreadable as unreadable:
            self._refuse(place, unreadable)
            return None
        if bound is not statement:
            self.lines[place] = replace(self.lines[place], statement=bound)
        if isinstance(bound, Asked) and bound.key and _is_bound(bound):
            self.telling.asked_on.setdefault(bound.of.key, []).append(when.on)
        return bound

    def tell(self) -> None:
        """Tell what the lines say, in the order of days."""
        order = [
            (line.when, place, line.statement)
            for place, line in enumerate(self.lines)
            if line.when is not None and line.statement is not None
        ]
        order.sort(key=lambda entry: (entry[0].on, entry[1]))
        for when, place, statement in order:
            try:
                self.telling.asks.turn_to(when.on)
                tell(self.telling, statement, At(when, place))
            except Unreadable as unreadable:
                self._refuse(place, unreadable)
        self.telling.asks.turn_to(date.max)
        for place, loose in without_loose_threads(self.telling):
            self._refuse(place, loose)


def _is_bound(statement: Statement) -> bool:
    return all(reference.key for reference in references_of(statement))
