"""What is there to do today? At most five things, the most perishable first.

In this order, and two of a kind before the rest: what is on today, whose door is open and waits for
you, whom to nudge, which evening has not been told of yet, what comes next, and whom to thank. A
person who is not to be contacted is never on the list, nor is a mere entry of a calendar.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from keepknocking.chains.chain import Chain, ChainStatus, chains
from keepknocking.chains.kinds import Kind, rates_of, tie_to
from keepknocking.chains.silences import Silence
from keepknocking.chains.weak_links import NUDGE_MINUTES
from keepknocking.ledger.asks import Purpose
from keepknocking.ledger.events import Event
from keepknocking.ledger.expectations import Speaker
from keepknocking.ledger.ledger import Ledger
from keepknocking.services.expectations import guess_of
from keepknocking.services.questions import Asked, Question, Weighed, ask, weigh_silences

MOST_THINGS = 5  # design choice: a list that can be done in a day
MOST_OF_A_KIND = 2  # design choice: a day is more than chasing people who are silent
NUDGED_WITHIN = timedelta(days=182)  # design choice: to a longer silence one says hello anew
FORTNIGHT = timedelta(days=14)  # design choice: how far back a debrief and ahead an event is told


MINUTES = {"guess": 1.0, "debrief": 2.0, "thank": 3.0}
"""Assumed: how long it takes to guess, to tell of an evening, and to thank somebody."""


class ThingKind(StrEnum):
    """Why a thing is on the list of the day."""

    GUESS = "guess"
    TONIGHT = "tonight"
    YOUR_TURN = "your turn"
    NUDGE = "nudge"
    THANK = "thank"
    DEBRIEF = "debrief"
    COMING = "coming"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One thing of the day. `day` is the day it is about: of the event, or since when it waits.

    `minutes` is what it will take, or None for what is not to be done now.
    """

    kind: ThingKind
    day: date
    minutes: float | None = None
    event: Event | None = None
    person: str | None = None
    chain: Chain | None = None
    silence: Silence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """The things of the day, at most five, and how many more there are."""

    asked: Asked
    things: tuple[Thing, ...]
    more: int


def agenda(question: Question) -> Agenda:
    """The things of the day of one search."""
    return question.home.remembered(("agenda", question), lambda: _agenda(question))


def _agenda(question: Question) -> Agenda:
    asked = ask(question)
    ledger = asked.search.ledger
    kinds = [
        list(_on_today(ledger, question.today)),
        list(_your_turn(asked)),
        list(_nudges(weigh_silences(question))),
        list(_untold(ledger, question.today)),
        list(_coming(ledger, question.today)),
        list(_thanks(ledger)),
    ]
    found = [
        *(thing for kind in kinds for thing in kind[:MOST_OF_A_KIND]),
        *(thing for kind in kinds for thing in kind[MOST_OF_A_KIND:]),
    ]
    return Agenda(
        asked=asked, things=tuple(found[:MOST_THINGS]), more=max(len(found) - MOST_THINGS, 0)
    )


def _taking_place(ledger: Ledger) -> Iterator[Event]:
    return (event for event in ledger.gatherings if event.cancelled is None)


def _on_today(ledger: Ledger, today: date) -> Iterator[Thing]:
    for event in _taking_place(ledger):
        if event.when.on == today and ledger.debrief_of(event.id) is None:
            guessed = guess_of(ledger, event.id, Speaker.SEEKER) is not None
            kind = ThingKind.TONIGHT if guessed else ThingKind.GUESS
            yield Thing(kind=kind, day=today, minutes=MINUTES.get(kind), event=event)


def _your_turn(asked: Asked) -> Iterator[Thing]:
    ledger = asked.search.ledger
    for chain in chains(ledger):
        if chain.status is not ChainStatus.YOUR_TURN:
            continue
        if chain.next_person is not None and not ledger.may_contact(chain.next_person):
            continue
        since = chain.tip.fulfilment
        yield Thing(
            kind=ThingKind.YOUR_TURN,
            day=chain.tip.asked.on if since is None else since.on,
            minutes=_minutes_to_ask(asked, chain),
            person=chain.next_person,
            chain=chain,
        )


def _minutes_to_ask(asked: Asked, chain: Chain) -> float | None:
    """The minutes of asking the next person; None where an application comes next."""
    if chain.next_person is None:
        return None
    tie = tie_to(asked.search.ledger, chain.next_person)
    return rates_of(asked.rates, Kind(Purpose.OPENING, tie)).minutes.value


def _nudges(weighed: Weighed) -> Iterator[Thing]:
    today = weighed.asked.search.today
    ledger = weighed.asked.search.ledger
    due = [
        silence
        for silence in weighed.silences
        if silence.nudge_due_on <= today <= silence.ask.waiting_since + NUDGED_WITHIN
        and ledger.may_contact(silence.ask.of)
    ]
    for silence in sorted(due, key=_brings_little):
        yield Thing(
            kind=ThingKind.NUDGE,
            day=silence.ask.waiting_since,
            minutes=NUDGE_MINUTES,
            person=silence.ask.of,
            silence=silence,
        )


def _brings_little(silence: Silence) -> tuple[float, str]:
    gain = silence.passes_on_if_nudged.mean - silence.passes_on.mean
    return -gain, silence.ask.id


def _thanks(ledger: Ledger) -> Iterator[Thing]:
    helped: dict[str, date] = {}
    for person, day in _helped(ledger):
        helped[person] = max(day, helped.get(person, day))
    thanked: dict[str, date] = {}
    for thanks in ledger.thanks:
        thanked[thanks.person] = max(thanks.when.on, thanked.get(thanks.person, thanks.when.on))
    for person, day in sorted(helped.items(), key=lambda item: (item[1], item[0])):
        if thanked.get(person, date.min) < day and ledger.may_contact(person):
            yield Thing(kind=ThingKind.THANK, day=day, minutes=MINUTES["thank"], person=person)


def _helped(ledger: Ledger) -> Iterator[tuple[str, date]]:
    """Who did something for the seeker, and on which day."""
    for asked in ledger.asks:
        if asked.fulfilment is not None:
            yield asked.of, asked.fulfilment.on
    for introduction in ledger.introductions:
        yield introduction.by, introduction.made.on
    for opening in ledger.openings:
        if opening.told_by is not None:
            yield opening.told_by, opening.known.on


def _untold(ledger: Ledger, today: date) -> Iterator[Thing]:
    for event in _taking_place(ledger):
        recent = today - FORTNIGHT <= event.when.on < today
        if recent and ledger.debrief_of(event.id) is None:
            yield Thing(
                kind=ThingKind.DEBRIEF,
                day=event.when.on,
                minutes=MINUTES["debrief"],
                event=event,
            )


def _coming(ledger: Ledger, today: date) -> Iterator[Thing]:
    for event in _taking_place(ledger):
        if today < event.when.on <= today + FORTNIGHT:
            yield Thing(kind=ThingKind.COMING, day=event.when.on, event=event)
