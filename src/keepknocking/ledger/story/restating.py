"""Restating: every fact of a ledger as the statement that says it, everything named by its id."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum, auto
from itertools import zip_longest
from typing import Any

from keepknocking.ledger.asks import AnswerKind, Ask, Introduction
from keepknocking.ledger.events import Debrief, Encounter, Event
from keepknocking.ledger.expectations import Expectation
from keepknocking.ledger.ledger import TUPLE_OF, Ledger
from keepknocking.ledger.moments import When
from keepknocking.ledger.openings import Opening, Stage
from keepknocking.ledger.people import ContactDetail, ContactRule, Person, Thanks, Tie
from keepknocking.ledger.searches import Correction, Effort, Note, Pause, Search
from keepknocking.ledger.story import statements as say
from keepknocking.ledger.story.statements import (
    Details,
    Named,
    NamedEvent,
    NamedOpening,
    Statement,
    Step,
    Thread,
)


class Rank(IntEnum):
    """The order of the kinds of lines within one day: what comes of something stands below it."""

    SEARCH = auto()
    RESUME = auto()
    PAUSE = auto()
    EVENT = auto()
    CANCELLED = auto()
    EXPECTATION = auto()
    ENCOUNTER = auto()
    TIE = auto()
    ASK = auto()
    NUDGE = auto()
    REPLY = auto()
    ANSWER = auto()
    KEPT = auto()
    INTRODUCTION = auto()
    OPENING = auto()
    STAGE = auto()
    CLOSED = auto()
    DEBRIEF = auto()
    THANKS = auto()
    EFFORT = auto()
    CONTACT = auto()
    PERSON = auto()
    CONTACT_DETAIL = auto()
    NOTE = auto()
    CORRECTION = auto()
    SEARCH_CLOSED = auto()


@dataclass(frozen=True, slots=True)
class Restated:
    """One statement with its day, and its rank within the day."""

    rank: Rank
    when: When
    statement: Statement


def named(person: Person) -> Named:
    """The person by name and id."""
    return Named(name=person.name, id=person.id)


def told_person(person: Person) -> Restated:
    """The line that says no more than who a person is."""
    return Restated(
        Rank.PERSON,
        person.known,
        say.PersonTold(person=Named(name=person.name, id=person.id, details=details_of(person))),
    )


def details_of(person: Person) -> Details | None:
    """What stands in parentheses after the name, or None for nothing."""
    if person.organization is None and person.role is None:
        return None
    return Details(person.organization, person.role)


class Restating:
    """The statements of a ledger; `folds` are the asks whose fulfilment other lines say."""

    def __init__(self, ledger: Ledger, folds: Mapping[str, tuple[str, object]]) -> None:
        self.ledger = ledger
        self.folds = folds

    def statements(self) -> list[Restated]:
        """Every fact's statement, in the order of days and, within a day, of ranks."""
        ledger = self.ledger
        told = [*_pauses(ledger.pauses), *self.of(ledger.search)]
        for place, made in enumerate(ledger.introductions):
            told.append(self._introduced(made, ("introduction", place)))
        for fact_type, name in TUPLE_OF.items():
            if fact_type not in (Pause, Introduction):
                for fact in getattr(ledger, name):
                    told += self.of(fact)
        return sorted(told, key=lambda restated: (restated.when.on, restated.rank))

    def of(self, fact: object) -> Iterable[Restated]:
        """The statements of one fact, and of what came to it; of None there are none."""
        return RESTATE[type(fact)](self, fact)

    def _named(self, identity: str) -> Named:
        return named(self.ledger.person[identity])

    def _maybe(self, identity: str | None) -> Named | None:
        return None if identity is None else self._named(identity)

    def _event(self, identity: str) -> NamedEvent:
        return NamedEvent(name=self.ledger.event[identity].name, id=identity)

    def _opening(self, identity: str) -> NamedOpening:
        found = self.ledger.opening[identity]
        return NamedOpening(title=found.title, organization=found.organization, id=identity)

    def search(self, search: Search) -> Iterator[Restated]:
        """The line that starts the search, and the one that closes it."""
        told = say.SearchStarted(
            wanted=search.wanted,
            goal=search.goal,
            hours_a_week=search.hours_a_week,
            zone=search.zone,
        )
        yield Restated(Rank.SEARCH, search.started, told)
        if search.closed is not None:
            yield Restated(Rank.SEARCH_CLOSED, search.closed, say.SearchClosed())

    def event(self, event: Event) -> Iterator[Restated]:
        """The line that plans an event, and the one that calls it off."""
        yield self.told_event(event.id)
        if event.cancelled is not None:
            cancelled = say.EventCancelled(event=self._event(event.id))
            yield Restated(Rank.CANCELLED, event.cancelled, cancelled)

    def encounter(self, met: Encounter) -> Iterator[Restated]:
        """The line of an encounter."""
        at = None if met.event is None else self._event(met.event)
        told = say.Met(person=self._named(met.person), event=at)
        yield Restated(Rank.ENCOUNTER, met.when, told)

    def expectation(self, guess: Expectation) -> Iterator[Restated]:
        """The line of an expectation."""
        expected = say.Expected(
            event=self._event(guess.event), by=guess.by, dots=guess.dots, model=guess.model
        )
        yield Restated(Rank.EXPECTATION, guess.when, expected)

    def debrief(self, debrief: Debrief) -> Iterator[Restated]:
        """The line of a debrief."""
        debriefed = say.Debriefed(
            event=self._event(debrief.event), rung=debrief.rung, talked_to=debrief.talked_to
        )
        yield Restated(Rank.DEBRIEF, debrief.when, debriefed)

    def told_event(self, identity: str) -> Restated:
        """The line that plans an event."""
        event = self.ledger.event[identity]
        planned = say.EventPlanned(
            event=self._event(identity),
            kind=event.kind,
            minutes=event.minutes,
            begins=event.begins,
            place=event.place,
        )
        return Restated(Rank.EVENT, event.when, planned)

    def tie(self, tie: Tie) -> Iterator[Restated]:
        """The line of a tie."""
        known = say.Knows(
            of=self._maybe(tie.of),
            to=self._named(tie.to),
            strength=tie.strength,
            source=tie.source,
        )
        yield Restated(Rank.TIE, tie.known, known)

    def contact_detail(self, detail: ContactDetail) -> Iterator[Restated]:
        """The line that says how to reach somebody, or what else she is called."""
        told = say.ContactTold(
            person=self._named(detail.person), kind=detail.kind, value=detail.value
        )
        yield Restated(Rank.CONTACT_DETAIL, detail.known, told)

    def contact_rule(self, rule: ContactRule) -> Iterator[Restated]:
        """The line that forbids or allows to contact somebody."""
        ruled = say.ContactRuled(person=self._named(rule.person), allowed=rule.allowed)
        yield Restated(Rank.CONTACT, rule.when, ruled)

    def thanks(self, thanks: Thanks) -> Iterator[Restated]:
        """The line of thanks."""
        thanked = say.Thanked(person=self._named(thanks.person))
        yield Restated(Rank.THANKS, thanks.when, thanked)

    def ask(self, ask: Ask) -> Iterator[Restated]:
        """The line of an ask, and those of what came to it."""
        yield Restated(Rank.ASK, ask.asked, self._asked(ask))
        for nudge in ask.nudges:
            yield self._step(ask, Step.NUDGED, Rank.NUDGE, nudge)
        for reply in ask.replies:
            yield self._step(ask, Step.REPLIED, Rank.REPLY, reply)
        yield from self._outcome(ask)

    def _asked(self, ask: Ask) -> Statement:
        return say.Asked(
            of=self._named(ask.of),
            purpose=ask.purpose,
            towards=self._maybe(ask.towards),
            organization=ask.organization,
            opening=None if ask.opening is None else self._opening(ask.opening),
            channel=ask.channel,
            through=self._maybe(ask.through),
            minutes=ask.minutes,
            id=ask.id,
        )

    def _outcome(self, ask: Ask) -> Iterator[Restated]:
        """The answer and the fulfilment, where no introduction or opening says them already."""
        is_folded = ask.id in self.folds
        if ask.answer is not None and not (is_folded and ask.answer.when == ask.fulfilment):
            promised = ask.answer.kind is AnswerKind.PROMISED
            step = Step.PROMISED if promised else Step.DECLINED
            yield self._step(ask, step, Rank.ANSWER, ask.answer.when)
        if ask.fulfilment is not None and not is_folded:
            yield self._step(ask, Step.KEPT, Rank.KEPT, ask.fulfilment)

    def _step(self, ask: Ask, step: Step, rank: Rank, when: When) -> Restated:
        return Restated(rank, when, say.Stepped(step=step, person=self._named(ask.of), ask=ask.id))

    def introduction(self, made: Introduction) -> Iterator[Restated]:
        """The line of an introduction."""
        yield self._introduced(made, None)

    def _introduced(self, made: Introduction, which: object) -> Restated:
        told = say.Introduced(
            by=self._named(made.by),
            to=self._named(made.to),
            ask=made.ask,
            thread=self._thread(made.ask, which),
            unasked=made.ask is None,
        )
        return Restated(Rank.INTRODUCTION, made.made, told)

    def _thread(self, ask: str | None, which: object) -> Thread:
        if ask is not None and self.folds.get(ask) != which:
            return Thread.OUT_OF
        return Thread.ANSWERING

    def told_opening(self, identity: str) -> Restated:
        """The line that brings an opening in."""
        opening = self.ledger.opening[identity]
        told = say.OpeningTold(
            opening=self._opening(identity),
            by=self._maybe(opening.told_by),
            ask=opening.ask,
            thread=self._thread(opening.ask, ("opening", identity)),
            unasked=opening.ask is None and opening.told_by is not None,
        )
        return Restated(Rank.OPENING, opening.known, told)

    def opening(self, opening: Opening) -> Iterator[Restated]:
        """The line that brings an opening in, and the one that closes it."""
        yield self.told_opening(opening.id)
        if opening.closed is not None:
            closed = say.OpeningClosed(opening=self._opening(opening.id))
            yield Restated(Rank.CLOSED, opening.closed, closed)

    def stage(self, stage: Stage) -> Iterator[Restated]:
        """The line of a step with an employer."""
        staged = say.Staged(
            kind=stage.kind,
            opening=self._opening(stage.opening),
            through=self._maybe(stage.through),
        )
        yield Restated(Rank.STAGE, stage.when, staged)

    def note(self, note: Note) -> Iterator[Restated]:
        """The line of a note."""
        noted = say.Noted(text=note.text, person=self._maybe(note.person))
        yield Restated(Rank.NOTE, note.when, noted)


def _effort(_: Restating, effort: Effort) -> Iterator[Restated]:
    spent = say.EffortSpent(minutes=effort.minutes, on=effort.on)
    yield Restated(Rank.EFFORT, effort.when, spent)


def _correction(_: Restating, made: Correction) -> Iterator[Restated]:
    corrects = say.Corrects(was=made.was, now=made.now, done=True)
    yield Restated(Rank.CORRECTION, made.when, corrects)


RESTATE: Mapping[type, Callable[[Restating, Any], Iterable[Restated]]] = {
    type(None): lambda _, _nothing: (),
    Search: Restating.search,
    Person: lambda _, person: (told_person(person),),
    Tie: Restating.tie,
    ContactDetail: Restating.contact_detail,
    ContactRule: Restating.contact_rule,
    Event: Restating.event,
    Encounter: Restating.encounter,
    Debrief: Restating.debrief,
    Expectation: Restating.expectation,
    Ask: Restating.ask,
    Introduction: Restating.introduction,
    Opening: Restating.opening,
    Stage: Restating.stage,
    Thanks: Restating.thanks,
    Effort: _effort,
    Pause: lambda _, pause: _pauses((pause,)),
    Note: Restating.note,
    Correction: _correction,
}


def _pauses(pauses: tuple[Pause, ...]) -> Iterator[Restated]:
    """A pause and its end on lines of their own, where the reader can tell which end is whose."""
    is_open = False
    for pause, after in zip_longest(pauses, pauses[1:]):
        until = pause.until
        if until is None:
            yield Restated(Rank.PAUSE, pause.since, say.Paused(again=is_open))
            is_open = True
        elif until.on > pause.since.on and (after is None or after.since.on >= until.on):
            yield Restated(Rank.PAUSE, pause.since, say.Paused(again=is_open))
            yield Restated(Rank.RESUME, until, say.Resumed())
        else:
            yield Restated(Rank.PAUSE, pause.since, say.Paused(again=is_open, until=until))
