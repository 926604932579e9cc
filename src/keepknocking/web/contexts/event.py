"""What the page of one event shows: the doors to pour, the seal, the question afterwards."""

from dataclasses import dataclass
from datetime import date, datetime

from django.forms import BoundField
from django.utils.safestring import SafeString

from keepknocking.ledger.asks import Channel, Purpose
from keepknocking.ledger.events import RUNGS, Event
from keepknocking.ledger.expectations import HUNDRED
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.moments import When
from keepknocking.ledger.people import Person
from keepknocking.ledger.story.rendering import line_of
from keepknocking.ledger.story.statements import Asked, Met, Named, NamedEvent, Step, Stepped
from keepknocking.services.evenings import SAME_IN_EACH, SealState, Seen, Stage
from keepknocking.services.expectations import named
from keepknocking.store.seals import Sealed
from keepknocking.web.contexts.events import DOORS, url_of, when_of
from keepknocking.web.forms.events import FIELDS, DebriefForm, GuessForm
from keepknocking.web.pictures.doors import DoorState, mini_door
from keepknocking.web.pictures.emblems import seal
from keepknocking.web.pictures.poured import poured_door
from keepknocking.web.pictures.wide_door import wide_door
from keepknocking.wording.phrases import day_in_words, weekday_and_day

EMPTY = (0,) * len(RUNGS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One of the five doors with her dots behind it; `field` is None where nothing is asked."""

    number: int
    name: str
    dots: int
    tall: SafeString
    wide: SafeString
    field: BoundField | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What the doors may start from; `dots` as the script reads them."""

    words: str
    url: str
    dots: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pouring:
    """The hundred dots to pour."""

    form: GuessForm
    url: str
    doors: tuple[Door, ...]
    left: int
    hand: str
    starts: tuple[Start, ...]
    earlier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SealLine:
    """How the guess is kept: the wax, what to know, and, if so, that something is wrong."""

    wax: SafeString
    sentence: str
    warning: str
    under: str
    erased: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of the five doors to say it came to."""

    value: str
    name: str
    door: SafeString
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """The question what it came to. `quiet` folds it up where the evening may not be over."""

    form: DebriefForm
    url: str
    choices: tuple[Choice, ...]
    has_seal: bool
    quiet: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """All that stands on the page of one event but the two guesses side by side."""

    name: str
    when: str
    url: str
    stage: str
    edit_url: str
    pouring: Pouring | None
    doors: tuple[Door, ...]
    seal: SealLine | None
    open_url: str
    open_words: str
    telling: Telling | None
    was_guessed: bool
    is_entry: bool


def event_page(
    at: Seen, *, guess: GuessForm, debrief: DebriefForm, edit_url: str, now: datetime
) -> EventPage:
    """The page of one event as it stands."""
    stage, event, today = at.stage, at.event, at.search.today
    is_open = house_is_open(at)
    can_open = at.guess is not None and not is_open and stage is Stage.GUESSED
    return EventPage(
        name=event.name,
        when=when_of(event, today=today),
        url=url_of("event", event),
        stage=stage.value,
        edit_url=edit_url,
        pouring=_pouring(at, guess, now) if stage is Stage.BEFORE else None,
        doors=() if at.guess is None or is_open else doors(at.guess.dots),
        seal=seal_line(at, now=now),
        open_url=url_of("open_house", event) if can_open else "",
        open_words="Open the house's now" if at.house else "Hear the house's guess now",
        telling=_telling(at, debrief, today),
        was_guessed=at.guess is not None,
        is_entry=not at.search.ledger.is_gathering(event),
    )


def house_is_open(at: Seen) -> bool:
    """Whether what the house said may be shown: told of, opened, or stated by hand."""
    if at.house is None:
        return False
    if at.stage is Stage.TOLD or at.seal is None:
        return True
    return at.seal.opened_at is not None


def doors(dots: tuple[int, ...], form: GuessForm | None = None) -> tuple[Door, ...]:
    """The five doors with so many dots behind each (0 to 100)."""
    return tuple(
        Door(
            number=place + 1,
            name=DOORS[rung],
            dots=dots[place],
            tall=poured_door(dots[place]),
            wide=wide_door(dots[place]),
            field=None if form is None else form[FIELDS[rung]],
        )
        for place, rung in enumerate(RUNGS)
    )


def hand_in_words(left: int) -> str:
    """What the hand holds, after its number: also what the script says."""
    if left < 0:
        return "too many: take some back"
    if left == 0:
        return "dots poured. Ready to seal."
    return f"{'dot' if left == 1 else 'dots'} still in your hand"


def _pouring(at: Seen, form: GuessForm, now: datetime) -> Pouring:
    poured = form.poured()
    left = HUNDRED - sum(poured)
    return Pouring(
        form=form,
        url=url_of("guess", at.event),
        doors=doors(poured, form),
        left=abs(left) or HUNDRED,
        hand=hand_in_words(left),
        starts=_starts(at),
        earlier=_earlier(at, now),
    )


def _starts(at: Seen) -> tuple[Start, ...]:
    url = url_of("event", at.event)
    found = [
        ("Empty doors", "empty", EMPTY),
        ("The same in each", "same", SAME_IN_EACH),
    ]
    if at.last_guess is not None:
        found.append(("My last guess", "last", at.last_guess))
    return tuple(
        Start(words=words, url=f"{url}?start={word}", dots=",".join(map(str, dots)))
        for words, word, dots in found
    )


def start_of(at: Seen, word: str) -> tuple[int, ...]:
    """The dots a page starts from, by the word in its address."""
    if word == "same":
        return SAME_IN_EACH
    if word == "last" and at.last_guess is not None:
        return at.last_guess
    return EMPTY


def _earlier(at: Seen, now: datetime) -> str:
    if at.seal_state is not SealState.TAKEN_BACK or at.seal is None:
        return ""
    words = (
        f"You sealed a guess for this on {moment_in_words(at.seal.sealed_at, now=now)} and took "
        "it back. You may seal another one."
    )
    if at.earlier_opened:
        words += " The house's side of it had been opened, so this one is made knowing that."
    return words


def moment_in_words(moment: datetime, *, now: datetime) -> str:
    """A moment as the seeker's own clock had it: "Thursday 12 March at 17:52"."""
    here = moment.astimezone(now.tzinfo)
    return f"{weekday_and_day(here.date(), today=now.date())} at {here:%H:%M}"


def seal_line(at: Seen, *, now: datetime) -> SealLine | None:
    """How her guess is kept, in words; None where none stands."""
    if at.guess is None:
        return None
    if at.seal is None:
        return _unsealed(is_lost=at.seal_state is SealState.LOST)
    closed = f"Sealed on {moment_in_words(at.seal.sealed_at, now=now)}"
    opened = at.seal.opened_at
    sentence = closed + (
        "" if opened is None else f", opened on {moment_in_words(opened, now=now)}"
    )
    warning, under = _trouble(at)
    return SealLine(
        wax=seal(broken=at.seal_state is SealState.BROKEN),
        sentence=f"{sentence}.{_moved(at.seal, at.event)}",
        warning=warning,
        under=under,
        erased=_erased(at.seal, now=now),
    )


def _erased(closed: Sealed, *, now: datetime) -> str:
    """That somebody was erased of whom the seal spoke."""
    if closed.words_erased_at is None:
        return ""
    day = day_in_words(closed.words_erased_at.astimezone(now.tzinfo).date(), today=now.date())
    return (
        f"Words under this seal were changed on {day}, because somebody was erased; its mark "
        "cannot be checked any more."
    )


def _unsealed(*, is_lost: bool) -> SealLine:
    """A guess without a seal: written by hand, or its seal was made unreadable."""
    return SealLine(
        wax=seal(broken=True) if is_lost else SafeString(""),
        sentence="This guess has no seal."
        if is_lost
        else "This guess was written into the story by hand: it is stated, not sealed.",
        warning="A seal of this ledger was changed after it was closed." if is_lost else "",
        under="It does not say any more which evening it was for; it may have been this one.",
    )


def _trouble(at: Seen) -> tuple[str, str]:
    if at.seal_state is SealState.BROKEN:
        return (
            "This seal was changed after it was closed.",
            "What stands here now may not be what was guessed then, so its marks prove nothing.",
        )
    said = None if at.seal is None else at.seal.said.get("yours")
    if at.seal_state is SealState.OTHER and isinstance(said, list):
        dots = ", ".join(str(number) for number in said)
        return (
            "The guess in your story is not the one under the seal.",
            f"The seal itself is whole. Under it stands: {dots}, from door 1 to door 5.",
        )
    return "", ""


def _moved(closed: Sealed, event: Event) -> str:
    """What to know of a seal whose event is on another day now, or has another name."""
    was_on, was_called = closed.said.get("on"), closed.said.get("name")
    if isinstance(was_on, str) and was_on != event.when.on.isoformat():
        return f" It was sealed for {was_on}; the evening has been moved since."
    if isinstance(was_called, str) and was_called != event.name:
        return f" It was sealed for “{was_called}”, as the evening was called then."
    return ""


def _telling(at: Seen, form: DebriefForm, today: date) -> Telling | None:
    if at.stage in (Stage.TOLD, Stage.CANCELLED) or at.event.when.on > today:
        return None
    chosen = form["rung"].value()
    return Telling(
        form=form,
        url=url_of("debrief", at.event),
        choices=tuple(
            Choice(
                value=rung.value,
                name=DOORS[rung],
                door=mini_door(number, state=DoorState.CLOSED),
                is_chosen=chosen == rung.value,
            )
            for number, rung in enumerate(RUNGS, start=1)
        ),
        has_seal=at.seal is not None and at.guess is not None,
        quiet=at.stage is not Stage.WAITING and not form.is_bound,
    )


def promise_lines(at: Seen) -> tuple[str, str]:
    """Lines for the quick capture about a promise: to stand in it, or only as an example.

    With somebody met that evening the lines are ready but for what was promised. Otherwise nobody
    knows whose promise it was, and made-up names must not be kept by a slip.
    """
    if at.met:
        return "\n".join(_promised(at.search.ledger, at.met[0], at.event.when)), ""
    somebody = Named(name="Ana Reyes")
    met = line_of(Met(person=somebody, event=_called(at)), When(at.event.when.on))
    return "", "\n".join([met, *_asked(somebody, at.event.when)])


def _promised(ledger: Ledger, person: Person, when: When) -> list[str]:
    alike = sum(other.name.casefold() == person.name.casefold() for other in ledger.people)
    return _asked(Named(name=person.name, id=person.id if alike > 1 else None), when)


def _asked(person: Named, when: When) -> list[str]:
    day = When(when.on)
    asked = Asked(of=person, purpose=Purpose.INTRODUCTION, channel=Channel.IN_PERSON)
    return [line_of(asked, day), line_of(Stepped(step=Step.PROMISED, person=person), day)]


def _called(at: Seen) -> NamedEvent:
    return named(at.search.ledger, at.event)
