"""An evening from first to last: planned, guessed, sealed, gone to, told.

The pages ask here where an event stands; the deeds about it are in `evening_deeds`. A guess made on
the pages is sealed; one that was written into the story by hand is stated. What the house expects
is never computed or looked up before the seeker's own guess stands.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

import numpy as np

from keepknocking.chains.evening import Evening, evening
from keepknocking.evidence.rates import Rates
from keepknocking.forecast.score import ranked_probability_score
from keepknocking.ledger.events import RUNGS, Debrief, Event, Rung
from keepknocking.ledger.expectations import HUNDRED, Expectation, Speaker
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.people import Person
from keepknocking.services.debriefs import Mark, marks
from keepknocking.services.expectations import guess_of
from keepknocking.services.homes import OpenedSearch
from keepknocking.services.own_ledger import Address, OwnLedger
from keepknocking.services.rates import load_rates
from keepknocking.store.opening import said_plainly
from keepknocking.store.seals import Sealed, all_seals

WORST_SCORE = float(len(RUNGS) - 1)  # by definition: the farthest a guess over the rungs can be
FORTNIGHT = timedelta(days=14)  # design choice: later nobody is asked any more what it brought
SAME_IN_EACH = (HUNDRED // len(RUNGS),) * len(RUNGS)


class NoSuchEvent(ValueError):
    """An id that no event of the ledger has."""

    def __init__(self, event: str) -> None:
        super().__init__(f"there is no event {event!r}: it may have been taken back")


class GuessFirst(ValueError):
    """The house's guess asked for before her own."""

    def __init__(self, event: Event) -> None:
        super().__init__(f"the house says nothing of {event.name} before you have guessed")


class Stage(StrEnum):
    """Where an evening stands on a day."""

    BEFORE = "before"
    GUESSED = "guessed"
    WAITING = "waiting"
    TOLD = "told"
    CANCELLED = "cancelled"


class SealState(StrEnum):
    """How a guess is kept.

    Stated: in the story, without a seal. Lost: without one too, but some seal of the ledger was
    changed so that it does not say any more which evening it was for. Other: the seal is whole, and
    the guess that stands in the ledger is not the one under it. Taken back: there was a seal, and
    no guess stands now.
    """

    NONE = "none"
    WHOLE = "whole"
    BROKEN = "broken"
    STATED = "stated"
    LOST = "lost"
    OTHER = "other"
    TAKEN_BACK = "taken back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One evening as it stands. `house` is what the house said once the guess stood.

    `earlier_opened` says whether the house's side of an earlier seal, taken back since, was looked
    at. `met` are the people met there; `address` is where the event lies on disk.
    """

    search: OpenedSearch
    event: Event
    stage: Stage
    guess: Expectation | None
    house: Expectation | None
    debrief: Debrief | None
    seal: Sealed | None
    seal_state: SealState
    earlier_opened: bool
    met: tuple[Person, ...]
    marks: tuple[Mark, ...]
    address: Address | None
    last_guess: tuple[int, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What the house expects of an evening: the rates it rests on, and each rung's chance."""

    evening: Evening
    rates: Rates


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One evening in a list. `mark` is the seeker's own mark of 100, where there is one."""

    event: Event
    stage: Stage
    is_guessed: bool
    is_sealed: bool
    debrief: Debrief | None
    mark: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Street:
    """All evenings: coming (soonest first), waiting to be told of, and been (latest first).

    What was never told of waits for a fortnight and then counts among those that have been. The
    `entries` are what a calendar brought in for the days around this one and she has said nothing
    of: they wait for nothing.
    """

    coming: tuple[Row, ...]
    waiting: tuple[Row, ...]
    been: tuple[Row, ...]
    been_in_all: int
    entries: tuple[Row, ...]


def mark_of_100(score: float) -> int:
    """A ranked probability score from 0 (perfect) to 4 (the farthest) as a mark from 100 to 0.

    >>> mark_of_100(0.0), mark_of_100(4.0), mark_of_100(0.2251)
    (100, 0, 94)
    """
    return int(HUNDRED * (1.0 - score / WORST_SCORE) + 1 / 2)


def even_score(rung: Rung) -> float:
    """The score of somebody who lays the same on each rung.

    >>> round(even_score(Rung.NOTHING), 2), round(even_score(Rung.AN_OPENING), 2)
    (1.2, 0.4)
    """
    guess = np.array([SAME_IN_EACH]) / HUNDRED
    return float(ranked_probability_score(guess, [RUNGS.index(rung)])[0])


def seen(home: OwnLedger, event: str, *, today: date) -> Seen:
    """One evening as it stands on a day, with its seal. Nothing of the house is computed.

    Raises
    ------
    NoSuchEvent, LedgerUnusable
    """
    told = home.remembered(("evening", event, today), lambda: _told(home, event, today))
    with said_plainly():
        every = all_seals()
    seals = [seal for seal in every if seal.event == event]
    strays = [seal for seal in every if seal.event not in told.search.ledger.event]
    return replace(
        told,
        seal=seals[-1] if seals else None,
        seal_state=_state(told, seals, strays),
        earlier_opened=any(seal.opened_at is not None for seal in seals[:-1])
        or (told.guess is None and any(seal.opened_at is not None for seal in seals)),
    )


def _told(home: OwnLedger, event_id: str, today: date) -> Seen:
    """What the ledger says of an evening, still without its seal."""
    search = home.opened(today=today)
    ledger = search.ledger
    event = _event(ledger, event_id)
    guess = guess_of(ledger, event.id, Speaker.SEEKER)
    debrief = ledger.debrief_of(event.id)
    at_it = dict.fromkeys(met.person for met in ledger.encounters if met.event == event.id)
    return Seen(
        search=search,
        event=event,
        stage=_stage(event, today=today, is_guessed=guess is not None, debrief=debrief),
        guess=guess,
        house=None if guess is None else guess_of(ledger, event.id, Speaker.HOUSE),
        debrief=debrief,
        seal=None,
        seal_state=SealState.NONE,
        earlier_opened=False,
        met=tuple(ledger.person[person] for person in at_it),
        marks=() if debrief is None else marks(ledger, event, debrief.rung),
        address=home.address_of(event),
        last_guess=_last_guess(ledger, event.id),
    )


def _event(ledger: Ledger, event: str) -> Event:
    found = ledger.event.get(event)
    if found is None:
        raise NoSuchEvent(event)
    return found


def _stage(event: Event, *, today: date, is_guessed: bool, debrief: Debrief | None) -> Stage:
    if debrief is not None:
        return Stage.TOLD
    if event.cancelled is not None:
        return Stage.CANCELLED
    if event.when.on < today:
        return Stage.WAITING
    return Stage.GUESSED if is_guessed else Stage.BEFORE


def _state(told: Seen, seals: list[Sealed], strays: list[Sealed]) -> SealState:
    if told.guess is None:
        return SealState.TAKEN_BACK if seals else SealState.NONE
    if not seals:
        is_lost = any(not seal.is_whole for seal in strays)
        return SealState.LOST if is_lost else SealState.STATED
    if not seals[-1].is_whole:
        return SealState.BROKEN
    said = seals[-1].said
    house = None if told.house is None else list(told.house.dots)
    is_same = said.get("yours") == list(told.guess.dots) and said.get("house") == house
    return SealState.WHOLE if is_same else SealState.OTHER


def _last_guess(ledger: Ledger, event: str) -> tuple[int, ...] | None:
    """What the seeker laid for the evening she guessed last before this one."""
    own = (
        said.dots
        for said in reversed(ledger.expectations)
        if said.by is Speaker.SEEKER and said.event != event
    )
    return next(own, None)


def expected(at: Seen) -> Expected:
    """What the house expects of an evening that the seeker has guessed.

    Raises
    ------
    GuessFirst
        while no guess of hers stands.
    """
    if at.guess is None:
        raise GuessFirst(at.event)
    return _expected(at.event.kind)


@lru_cache(maxsize=64)
def _expected(kind: str | None) -> Expected:
    """What the house expects of a kind of evening: it rests on its own rates alone."""
    rates = load_rates(None)
    return Expected(evening=evening(kind, rates), rates=rates)


def street(home: OwnLedger, *, today: date, before: int, most: int) -> Street:
    """The evenings; of those that have been, at most so many, leaving out the latest `before`."""
    ledger, guesses = home.remembered(("evenings", today), lambda: _all(home, today))
    with said_plainly():
        sealed = frozenset(seal.event for seal in all_seals())
    rows = [_row(ledger, event, guesses, sealed, today) for event in ledger.gatherings]
    coming = [row for row in rows if row.stage in (Stage.BEFORE, Stage.GUESSED)]
    past = [row for row in reversed(rows) if row.stage not in (Stage.BEFORE, Stage.GUESSED)]
    been = [row for row in past if not _waits(row, today=today)]
    return Street(
        coming=tuple(coming),
        waiting=tuple(row for row in past if _waits(row, today=today)),
        been=_marked(been[before : before + most], guesses),
        been_in_all=len(been),
        entries=tuple(
            _row(ledger, event, guesses, sealed, today) for event in _entries(ledger, today)[:most]
        ),
    )


def _entries(ledger: Ledger, today: date) -> list[Event]:
    """What a calendar holds from a fortnight ago to a fortnight ahead, and nobody spoke of."""
    return [
        event
        for event in ledger.events
        if abs(event.when.on - today) <= FORTNIGHT
        and event.cancelled is None
        and not ledger.is_gathering(event)
    ]


def _waits(row: Row, *, today: date) -> bool:
    return row.stage is Stage.WAITING and today - row.event.when.on <= FORTNIGHT


def _all(home: OwnLedger, today: date) -> tuple[Ledger, dict[str, tuple[int, ...]]]:
    """The ledger as it stood, and in it the seeker's last word on each event."""
    ledger = home.opened(today=today).ledger
    own = (said for said in ledger.expectations if said.by is Speaker.SEEKER)
    return ledger, {said.event: said.dots for said in own}


def _row(
    ledger: Ledger,
    event: Event,
    guesses: dict[str, tuple[int, ...]],
    sealed: frozenset[str],
    today: date,
) -> Row:
    debrief = ledger.debrief_of(event.id)
    is_guessed = event.id in guesses
    return Row(
        event=event,
        stage=_stage(event, today=today, is_guessed=is_guessed, debrief=debrief),
        is_guessed=is_guessed,
        is_sealed=is_guessed and event.id in sealed,
        debrief=debrief,
        mark=None,
    )


def _marked(rows: Iterable[Row], guesses: dict[str, tuple[int, ...]]) -> tuple[Row, ...]:
    return tuple(
        row
        if row.debrief is None or row.event.id not in guesses
        else replace(row, mark=_mark(guesses[row.event.id], row.debrief.rung))
        for row in rows
    )


def _mark(dots: tuple[int, ...], rung: Rung) -> int:
    guess = np.array([dots]) / HUNDRED
    return mark_of_100(float(ranked_probability_score(guess, [RUNGS.index(rung)])[0]))
