"""Every fact about a person as a plain line of the story, in order of days, and where it lies."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from keepknocking.ledger.asks import Ask
from keepknocking.ledger.ledger import when_of
from keepknocking.ledger.story.continuing import restated_lines
from keepknocking.ledger.story.rendering import name_of
from keepknocking.services.own_ledger import Address
from keepknocking.services.people import PeopleIndex
from keepknocking.store.translate import TurnKind

_TURNS = {
    TurnKind.NUDGED: "nudged {}",
    TurnKind.REPLIED: "{} replied",
    TurnKind.PROMISED: "{} promised",
    TurnKind.DECLINED: "{} declined",
    TurnKind.FULFILLED: "{} kept the promise",
}


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
    _, _, words = line.partition(" ")
    words, _, _ = words.partition(" [recorded ")
    yield ToldLine(day=when_of(fact).on, words=words, address=index.places.of(fact))
    if isinstance(fact, Ask) and fact.of == person:
        name = name_of(index.ledger.person[person].name)
        for turn, address in index.places.turns_of(fact):
            if turn.when.known_on <= index.today:
                words = _TURNS[turn.kind].format(name)
                yield ToldLine(day=turn.when.on, words=words, address=address)
