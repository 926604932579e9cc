"""What do you expect of this evening? The guess first; only then what the house expects.

Nothing of the house is computed or read before the seeker's own guess stands in the story. Once
it does, the house says its own and writes it down too, so that both can be marked afterwards.
"""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from keepknocking.chains.evening import Evening, evening
from keepknocking.evidence.rates import Rate, Rates
from keepknocking.ledger.events import Event
from keepknocking.ledger.expectations import Expectation, Speaker
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.moments import When
from keepknocking.ledger.story.rendering import line_of
from keepknocking.ledger.story.statements import Expected, NamedEvent
from keepknocking.services.finding import find_event
from keepknocking.services.homes import Guess, Home, OpenedSearch
from keepknocking.services.rates import load_rates


class TooLateToGuess(ValueError):
    """An event that is over: what is known cannot be guessed any more."""

    def __init__(self, event: Event, *, today: date) -> None:
        when = "is debriefed already" if event.when.on >= today else f"was on {event.when.on}"
        super().__init__(
            f"{event.name} {when}: it is too late to guess. "
            f'Say what came of it: knock debrief "{event.name}"'
        )


class Cancelled(ValueError):
    """An event that does not take place."""

    def __init__(self, event: Event) -> None:
        super().__init__(f"{event.name} was cancelled: there is nothing to expect of it")


class NoGuessYet(ValueError):
    """The house does not speak before the seeker has guessed."""

    def __init__(self, event: Event) -> None:
        super().__init__(
            f"guess first: of a hundred evenings like {event.name}, how many end with nothing, a "
            "name, an opening, an interview, an offer? Say it with --dots, for example "
            "--dots A,B,C,D,E (five numbers that add up to 100)"
        )


class GuessedAlready(ValueError):
    """A second guess for one event."""

    def __init__(self, event: Event, dots: tuple[int, ...]) -> None:
        said = ",".join(str(dot) for dot in dots)
        super().__init__(
            f"you have guessed {said} for {event.name} already, and a guess is made once. "
            "Leave --dots out to see both"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Upcoming:
    """An event that can still be guessed, and the guess that stands in the story, if any."""

    search: OpenedSearch
    event: Event
    guess: Expectation | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BothGuesses:
    """The seeker's guess and the house's, and the house's reasons.

    `added` are the lines that were written, as understood.
    """

    search: OpenedSearch
    event: Event
    yours: tuple[int, ...]
    house: tuple[int, ...]
    evening: Evening
    rates: Rates
    added: tuple[str, ...]


def guess_of(ledger: Ledger, event: str, by: Speaker) -> Expectation | None:
    """The last expectation of one speaker about one event."""
    said = [said for said in ledger.expectations if said.event == event and said.by is by]
    return said[-1] if said else None


def named(ledger: Ledger, event: Event) -> NamedEvent:
    """An event as a line names it: with its id where another one has the same name."""
    alike = [other for other in ledger.events if other.name.casefold() == event.name.casefold()]
    return NamedEvent(name=event.name, id=event.id if len(alike) > 1 else None)


def upcoming(home: Home, words: str, *, today: date) -> Upcoming:
    """The event meant, where it can still be guessed.

    Raises
    ------
    NotFound, SeveralFound, TooLateToGuess, Cancelled
    """
    search = home.opened(today=today)
    event = find_event(search.ledger, words, today=today, ahead=True)
    if event.cancelled is not None:
        raise Cancelled(event)
    if event.when.on < today or search.ledger.debrief_of(event.id) is not None:
        raise TooLateToGuess(event, today=today)
    return Upcoming(
        search=search, event=event, guess=guess_of(search.ledger, event.id, Speaker.SEEKER)
    )


def expect_evening(
    at: Upcoming, dots: tuple[int, ...] | None, *, recorded_at: datetime
) -> BothGuesses:
    """Write the guess down, then let the house say its own and write that down too.

    Raises
    ------
    DotsNotAHundred, WrongDots
        for dots that are not a hundred on five rungs; nothing is written then.
    NoGuessYet
        without dots, where no guess stands in the story.
    GuessedAlready
        with other dots than those that stand in the story.
    """
    guess, rates = at.guess, load_rates(None)
    new = []
    if guess is None:
        if dots is None:
            raise NoGuessYet(at.event)
        guess = Expectation(
            event=at.event.id, by=Speaker.SEEKER, dots=dots, when=When(at.search.today)
        )
        new.append(guess)
    elif dots is not None and dots != guess.dots:
        raise GuessedAlready(at.event, guess.dots)
    foreseen = evening(at.event.kind, rates)
    house = guess_of(at.search.ledger, at.event.id, Speaker.HOUSE)
    if house is None:
        house = Expectation(
            event=at.event.id,
            by=Speaker.HOUSE,
            dots=foreseen.dots,
            when=When(at.search.today),
            model=rates.name,
        )
        new.append(house)
    both = BothGuesses(
        search=at.search,
        event=at.event,
        yours=guess.dots,
        house=house.dots,
        evening=foreseen,
        rates=rates,
        added=(),
    )
    return replace(both, added=_record(both, new, recorded_at=recorded_at)) if new else both


def _record(both: BothGuesses, new: list[Expectation], *, recorded_at: datetime) -> tuple[str, ...]:
    """Write the new guesses down in one deed, sealed where that can be done."""
    search = both.search
    lines = tuple(
        line_of(
            Expected(
                event=named(search.ledger, both.event), by=said.by, dots=said.dots, model=said.model
            ),
            said.when,
        )
        for said in new
    )
    is_hers = any(said.by is Speaker.SEEKER for said in new)
    sealed = Guess(event=both.event.id, said=_sealed(both, recorded_at)) if is_hers else None
    return search.home.record(
        lines, today=search.today, recorded_at=recorded_at, sealed=sealed
    ).added


def _sealed(both: BothGuesses, at: datetime) -> dict[str, object]:
    """What goes under the seal: what both said, when, of what, and what the house knew."""
    used = dict(both.evening.grounds)
    return {
        "event": both.event.id,
        "name": both.event.name,
        "on": both.event.when.on.isoformat(),
        "at": at.isoformat(),
        "yours": list(both.yours),
        "house": list(both.house),
        "chances": [
            [round(number, 6) for number in (chance.mean, chance.low, chance.high)]
            for chance in both.evening.chances
        ],
        "model": both.rates.name,
        "rates": {rate.key: _numbers(rate) for rate in both.rates.entries if rate.key in used},
    }


def _numbers(rate: Rate) -> dict[str, object]:
    """A rate as numbers under their names, without the reasons for it."""
    return {name: told for name, told in asdict(rate).items() if name not in ("key", "grounds")}
