"""What came of an evening, and how near each guess was.

A guess is marked by the ranked probability score over the five rungs: 0 is a guess that laid all
its dots on what happened, 4 the farthest one can be. The smaller mark is the nearer guess.
"""

from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from keepknocking.forecast.score import ranked_probability_score
from keepknocking.ledger.events import RUNGS, Debrief, Event, Rung
from keepknocking.ledger.expectations import HUNDRED, Expectation, Speaker
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.moments import When
from keepknocking.ledger.story.rendering import line_of
from keepknocking.ledger.story.statements import Debriefed as DebriefTold
from keepknocking.services.expectations import Cancelled, guess_of, named
from keepknocking.services.finding import find_event
from keepknocking.services.homes import Home, OpenedSearch


class NotYet(ValueError):
    """An event that has not taken place."""

    def __init__(self, event: Event) -> None:
        super().__init__(
            f"{event.name} is on {event.when.on} and has not happened yet. "
            f'Until then you can guess: knock expect "{event.name}"'
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """An event that has happened, and what was said of it already, if anything."""

    search: OpenedSearch
    event: Event
    debrief: Debrief | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How near a guess was: the dots it laid on what happened, and its score in [0, 4], 0 best."""

    by: Speaker
    dots: tuple[int, ...]
    laid: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Debriefed:
    """What came of an evening, the marks of those who guessed, and whom the seeker met there."""

    search: OpenedSearch
    event: Event
    debrief: Debrief
    marks: tuple[Mark, ...]
    met: int
    added: tuple[str, ...]


def past_event(home: Home, words: str, *, today: date) -> Past:
    """The event meant, where it has happened.

    Raises
    ------
    NotFound, SeveralFound, NotYet, Cancelled
    """
    search = home.opened(today=today)
    event = find_event(search.ledger, words, today=today, ahead=False)
    if event.cancelled is not None:
        raise Cancelled(event)
    if event.when.on > today:
        raise NotYet(event)
    return Past(search=search, event=event, debrief=search.ledger.debrief_of(event.id))


def record_debrief(
    at: Past, rung: Rung | None, talked_to: int | None, *, recorded_at: datetime
) -> Debriefed:
    """Write down what the evening brought, and mark the guesses.

    Without a rung the debrief that stands in the story is taken, and nothing is written.
    """
    debrief = at.debrief
    added: tuple[str, ...] = ()
    if rung is not None:
        debrief = Debrief(
            event=at.event.id, rung=rung, when=When(at.search.today), talked_to=talked_to
        )
        told = DebriefTold(event=named(at.search.ledger, at.event), rung=rung, talked_to=talked_to)
        line = line_of(told, debrief.when)
        added = at.search.home.record((line,), today=at.search.today, recorded_at=recorded_at).added
    if debrief is None:
        raise NotSaid(at.event)
    return Debriefed(
        search=at.search,
        event=at.event,
        debrief=debrief,
        marks=marks(at.search.ledger, at.event, debrief.rung),
        met=sum(met.event == at.event.id for met in at.search.ledger.encounters),
        added=added,
    )


class NotSaid(ValueError):
    """A debrief without a word of what happened."""

    def __init__(self, event: Event) -> None:
        rungs = ", ".join(f'"{rung}"' for rung in RUNGS)
        super().__init__(f"what did {event.name} bring? Say one of {rungs} after its name")


def marks(ledger: Ledger, event: Event, rung: Rung) -> tuple[Mark, ...]:
    """The marks of everybody who guessed, the seeker first. Without her guess there are none."""
    said = [guess_of(ledger, event.id, speaker) for speaker in Speaker]
    if said[0] is None:
        return ()
    return tuple(_mark(guess, rung) for guess in said if guess is not None)


def _mark(guess: Expectation, rung: Rung) -> Mark:
    happened = RUNGS.index(rung)
    score = ranked_probability_score(np.array([guess.dots]) / HUNDRED, [happened])
    return Mark(by=guess.by, dots=guess.dots, laid=guess.dots[happened], score=float(score[0]))


def worst_miss(ledger: Ledger) -> tuple[Event, Mark] | None:
    """The event for which the house has its worst mark, or None where it has none yet."""
    told = [
        (event, mark)
        for event in ledger.events
        if (came := ledger.debrief_of(event.id)) is not None
        for mark in marks(ledger, event, came.rung)
        if mark.by is Speaker.HOUSE
    ]
    return max(told, key=lambda miss: miss[1].score, default=None)
