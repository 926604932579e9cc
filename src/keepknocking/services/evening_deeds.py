"""What is done about an evening: planned, guessed and sealed, opened, told of, stayed away from."""

from datetime import date, datetime

from django.db import transaction

from keepknocking.ledger.events import Event, Rung
from keepknocking.ledger.moments import When
from keepknocking.ledger.story.rendering import line_of
from keepknocking.ledger.story.statements import EventCancelled, EventPlanned
from keepknocking.services.debriefs import Past, record_debrief
from keepknocking.services.evenings import GuessFirst, Seen, Stage, seen
from keepknocking.services.expectations import (
    BothGuesses,
    GuessedAlready,
    Upcoming,
    expect_evening,
    named,
)
from keepknocking.services.own_ledger import OwnLedger
from keepknocking.store.opening import said_plainly
from keepknocking.store.seals import Sealed, open_seal


class OverAlready(ValueError):
    """A guess for an evening of which it is known what it brought, or that is in the past."""

    def __init__(self, event: Event) -> None:
        super().__init__(f"{event.name} is over: what is known cannot be guessed any more")


class NotTakingPlace(ValueError):
    """A deed about an event that was called off."""

    def __init__(self, event: Event) -> None:
        super().__init__(f"{event.name} was called off, so there is nothing to say of it")


class StillToCome(ValueError):
    """A debrief of an evening that has not been."""

    def __init__(self, event: Event) -> None:
        super().__init__(
            f"{event.name} is on {event.when.on}: say what it came to when it has been"
        )


class ToldAlready(ValueError):
    """A second word on what an evening came to."""

    def __init__(self, event: Event, rung: Rung) -> None:
        super().__init__(
            f"you have said already that {event.name} came to {rung}: undo that first, "
            "or change it in the story"
        )


def plan_event(
    home: OwnLedger, planned: EventPlanned, *, on: date, today: date, now: datetime
) -> None:
    """Write down that there will be (or was) an event.

    Raises
    ------
    NotUnderstood
        where there is one of that name on that day already; nothing is written then.
    """
    home.record((line_of(planned, When(on)),), today=today, recorded_at=now)


def seal_guess(
    home: OwnLedger, event: str, dots: tuple[int, ...], *, today: date, now: datetime
) -> BothGuesses:
    """Write the guess down, then the house's, and close both into a seal, all in one deed.

    Raises
    ------
    NoSuchEvent, NotTakingPlace, OverAlready, GuessedAlready, DotsNotAHundred, WrongDots
        nothing is written then.
    """
    at = seen(home, event, today=today)
    if at.stage is Stage.CANCELLED:
        raise NotTakingPlace(at.event)
    if at.stage in (Stage.TOLD, Stage.WAITING):
        raise OverAlready(at.event)
    if at.guess is not None:
        raise GuessedAlready(at.event, at.guess.dots)
    return expect_evening(_upcoming(at), dots, recorded_at=now)


def _upcoming(at: Seen) -> Upcoming:
    return Upcoming(search=at.search, event=at.event, guess=at.guess)


def open_house(home: OwnLedger, event: str, *, today: date, now: datetime) -> None:
    """Open the house's side of a guess and note the moment; only the first one counts.

    Where the guess was stated by hand and the evening is still to come, the house says its own now
    and it is written down.

    Raises
    ------
    NoSuchEvent, GuessFirst
    """
    at = seen(home, event, today=today)
    if at.guess is None:
        raise GuessFirst(at.event)
    if at.house is None and at.stage is Stage.GUESSED:
        expect_evening(_upcoming(at), None, recorded_at=now)
    if at.seal is not None:
        _open(at.seal, now)


def _open(seal: Sealed, now: datetime) -> None:
    with said_plainly(), transaction.atomic():
        open_seal(seal.number, at=now)


def tell_evening(
    home: OwnLedger,
    event: str,
    rung: Rung,
    talked_to: int | None,
    *,
    today: date,
    now: datetime,
) -> None:
    """Write down what an evening came to; that opens its seal.

    Raises
    ------
    NoSuchEvent, NotTakingPlace, StillToCome, ToldAlready
        nothing is written then.
    """
    at = _can_be_told(home, event, today=today)
    past = Past(search=at.search, event=at.event, debrief=None)
    record_debrief(past, rung, talked_to, recorded_at=now)
    if at.seal is not None and at.guess is not None:
        _open(at.seal, now)


def stayed_away(home: OwnLedger, event: str, *, today: date, now: datetime) -> None:
    """Write down that she did not go, or that it was called off: nothing is marked then.

    Raises
    ------
    NoSuchEvent, NotTakingPlace, ToldAlready
        nothing is written then.
    """
    at = seen(home, event, today=today)
    _refuse_told(at)
    told = EventCancelled(event=named(at.search.ledger, at.event))
    home.record((line_of(told, When(today)),), today=today, recorded_at=now)


def _can_be_told(home: OwnLedger, event: str, *, today: date) -> Seen:
    at = seen(home, event, today=today)
    _refuse_told(at)
    if at.event.when.on > today:
        raise StillToCome(at.event)
    return at


def _refuse_told(at: Seen) -> None:
    if at.debrief is not None:
        raise ToldAlready(at.event, at.debrief.rung)
    if at.stage is Stage.CANCELLED:
        raise NotTakingPlace(at.event)
