"""Every fact about a person as a plain line of the story, in order of days, and where it lies."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from keepknocking.ledger.asks import Ask
from keepknocking.ledger.ledger import when_of
from keepknocking.ledger.story.continuing import restated_lines
from keepknocking.services.fact_lines import turn_line
from keepknocking.services.own_ledger import Address
from keepknocking.services.people import PeopleIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldLine:
    """What a line tells, without its day and mark; where its fact lies (None: nowhere on disk)."""

    day: date
    words: str
    address: Address | None


def lines_about(index: PeopleIndex, person: str) -> tuple[ToldLine, ...]:
    """The lines of every fact that names a person, and of what came to her asks."""
    told = [line for fact in index.facts_about(person) for line in _told(index, person, fact)]
    return tuple(sorted(told, key=lambda line: line.day))


def _told(index: PeopleIndex, person: str, fact: object) -> Iterator[ToldLine]:
    line = restated_lines(index.ledger, fact)[0]
    yield ToldLine(day=when_of(fact).on, words=_words(line), address=index.places.of(fact))
    if isinstance(fact, Ask) and fact.of == person:
        for turn, address in index.places.turns_of(fact):
            if turn.when.known_on <= index.today:
                words = _words(turn_line(index.ledger, turn))
                yield ToldLine(day=turn.when.on, words=words, address=address)


def _words(line: str) -> str:
    """The line without its day and without its mark."""
    return line.partition(" ")[2].partition(" [recorded ")[0]
