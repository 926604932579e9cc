"""What the page of the day shows."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.safestring import SafeString

from keepknocking.chains.silences import Silence
from keepknocking.ledger.ledger import Ledger
from keepknocking.services.agenda import Agenda, Thing, ThingKind
from keepknocking.services.movements import Moved
from keepknocking.services.questions import Weighed
from keepknocking.web.pictures.doors import DoorState, door, mini_door
from keepknocking.web.pictures.hundred import Group, hundred
from keepknocking.web.pictures.marks import Mark, key
from keepknocking.web.pictures.street import street
from keepknocking.web.pictures.tables import LegendLine
from keepknocking.wording.asks import what_for
from keepknocking.wording.day import told
from keepknocking.wording.goals import HEARD
from keepknocking.wording.phrases import (
    HUNDRED,
    counted,
    day_in_words,
    of_100,
    range_of,
    weekday_and_day,
    whole_of_100,
)

MOST_QUIET = 3  # design choice: three silences are enough for one morning
_HOPELESS = 0.95  # design choice: of a hundred such silences so many are not worth one more line
FIRST_LINES = (
    "met Ana Reyes (Harbor Foods, buyer)",
    "asked Ana Reyes for an introduction to Ben Ode by email",
    'event "Chamber breakfast" meetup 2h',
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """One door of the day."""

    door: SafeString
    what: str
    reason: str
    minutes: str
    url: str
    reason_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tonight:
    """An event that is today."""

    title: str
    name: str
    action: str
    url: str
    door: SafeString


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """Somebody who is silent."""

    name: str
    since: str
    never: str
    never_words: str
    range: str
    do: str
    url: str
    reason_url: str
    picture: SafeString


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedLine:
    """The house's number before and after, in words."""

    sentence: str
    before: str
    now: str
    after: str
    range: str
    is_same: bool
    since: str
    reached: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayPage:
    """The page of the day."""

    day: str
    count: int
    minutes: str
    headline: str
    things: tuple[Doing, ...]
    more: str
    tonight: tuple[Tonight, ...]
    moved: MovedLine | None
    quiet: tuple[Quiet, ...]
    quiet_legend: tuple[LegendLine, ...]
    is_first: bool
    waiting: str
    street: SafeString
    examples: str


def today_page(
    agenda: Agenda, weighed: Weighed, moved: Moved | None, *, today: date, waiting: str = ""
) -> TodayPage:
    """The day in words and pictures; `waiting` is what an import found and nobody decided on."""
    ledger = agenda.asked.search.ledger
    doors = [thing for thing in agenda.things if not _is_tonight(thing, today)]
    things = tuple(
        _doing(ledger, thing, number, today=today) for number, thing in enumerate(doors, start=1)
    )
    quiet, legend = _quiet(ledger, weighed)
    minutes = sum(thing.minutes or 0 for thing in doors)
    return TodayPage(
        day=weekday_and_day(today, today=today),
        count=len(things),
        minutes=f"{minutes:.0f}" if minutes else "",
        headline=_headline(len(things)),
        things=things,
        more=f"{counted(agenda.more, 'other thing')} can wait until these are done."
        if agenda.more
        else "",
        tonight=tuple(_tonight(thing) for thing in agenda.things if _is_tonight(thing, today)),
        moved=None if moved is None else _moved(moved, today=today),
        quiet=quiet,
        quiet_legend=legend,
        is_first=not (ledger.people or ledger.events or ledger.asks),
        waiting=waiting,
        street=street(),
        examples="\n".join(FIRST_LINES),
    )


def _is_tonight(thing: Thing, today: date) -> bool:
    return thing.day == today and thing.kind in (ThingKind.GUESS, ThingKind.TONIGHT)


def _headline(count: int) -> str:
    if count == 0:
        return "Nothing has to be done today."
    return "The first matters most." if count > 1 else "Then the day is yours."


def _doing(ledger: Ledger, thing: Thing, number: int, *, today: date) -> Doing:
    what, reason = told(ledger, thing, today=today)
    return Doing(
        door=mini_door(number),
        what=what.removesuffix("."),
        reason=reason,
        minutes="" if thing.minutes is None else f"{thing.minutes:.0f}",
        url=_url(thing),
        reason_url="" if thing.silence is None else _why(thing.silence),
    )


def _url(thing: Thing) -> str:
    if thing.event is not None:
        return reverse("event", args=[thing.event.id])
    if thing.person is not None:
        return reverse("person", args=[thing.person])
    if thing.chain is not None:
        return reverse("chain", args=[thing.chain.tip.id])
    return reverse("chains")


def _why(silence: Silence) -> str:
    return f"{reverse('person', args=[silence.ask.of])}#ask-{silence.ask.id}"


def _tonight(thing: Thing) -> Tonight:
    event = thing.event
    if event is None:
        raise TypeError(thing.kind)
    is_sealed = thing.kind is ThingKind.TONIGHT
    return Tonight(
        title="Your guess is sealed" if is_sealed else "Today is not sealed yet",
        name=event.name,
        action="Say what it came to" if is_sealed else "Pour your dots",
        url=reverse("event", args=[event.id]),
        door=door(DoorState.LIT if is_sealed else DoorState.CLOSED),
    )


def _quiet(ledger: Ledger, weighed: Weighed) -> tuple[tuple[Quiet, ...], tuple[LegendLine, ...]]:
    today = weighed.asked.search.today
    due = [silence for silence in weighed.silences if silence.nudge_due_on <= today]
    # Those who went quiet last: the oldest silences are hopeless, and known to be.
    due.sort(key=lambda silence: (silence.nudge_due_on, silence.ask.id), reverse=True)
    pictures = [_silence_picture(silence) for silence in due[:MOST_QUIET]]
    found = tuple(
        Quiet(
            name=ledger.person[silence.ask.of].name,
            since=f"asked {what_for(ledger, silence.ask)}, silent for "
            f"{counted(silence.silent_days, 'day')}",
            never=of_100(silence.never.mean),
            never_words="never answer" if _is_unanswered(silence) else "never do it",
            range=range_of(silence.never),
            do=_advice(silence),
            url=reverse("person", args=[silence.ask.of]),
            reason_url=_why(silence),
            picture=picture,
        )
        for silence, picture in zip(due, pictures, strict=False)
    )
    legend = (
        LegendLine(key(Mark.HOUSE), "", "answer, or do it, in the end"),
        LegendLine(key(Mark.HOLLOW), "", "never do"),
    )
    return found, legend if found else ()


def _advice(silence: Silence) -> str:
    if silence.never.mean > _HOPELESS:
        return "Let it rest, and knock at another door"
    if silence.nudged:
        return "It was nudged already: go round"
    return "One kind line, and go round"


def _is_unanswered(silence: Silence) -> bool:
    return silence.waiting_for == "an answer"


def _silence_picture(silence: Silence) -> SafeString:
    never = whole_of_100(silence.never.mean)
    return hundred(
        [
            Group(Mark.HOUSE, HUNDRED - never, "answer in the end"),
            Group(Mark.HOLLOW, never, "never do"),
        ],
        of="silences like this",
    ).svg


def _moved(moved: Moved, *, today: date) -> MovedLine:
    goal = moved.foreseen.forecast.goal.value
    before, now = of_100(moved.before.mean), of_100(moved.now.mean)
    return MovedLine(
        sentence="Of 100 searches like yours,",
        before=before,
        now=now,
        after=f"{HEARD[goal]} by {day_in_words(moved.by, today=today)}.",
        range=range_of(moved.now),
        is_same=before == now,
        since=day_in_words(moved.since, today=today),
        reached=_reached(moved),
        because=moved.lines,
    )


def _reached(moved: Moved) -> str:
    if moved.reached is None:
        return ""
    had = {
        "offer": "You heard yes",
        "interview": "You have an interview",
        "conversation": "You talked to somebody inside",
    }[moved.foreseen.forecast.goal.value]
    return f"{had}: {moved.reached.title} at {moved.reached.organization}."
