"""What belongs on one page for the next meeting with somebody who helps?

What was done since a day, what is open, how the living chains stand, what the house expects, and
three questions worth talking about. Everything is gathered here whole; how much of it leaves the
house (names, numbers, marks, time put in) is the seeker's to say, item by item, when it is worded.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from keepknocking.chains.chain import ChainStatus
from keepknocking.ledger.asks import AnswerKind, Ask, AskStatus, Purpose
from keepknocking.ledger.events import RUNGS, Debrief, Event
from keepknocking.ledger.expectations import HUNDRED, Speaker
from keepknocking.ledger.ledger import TUPLE_OF, Ledger, when_of
from keepknocking.ledger.openings import Opening, Stage
from keepknocking.services.chains import Stands, Street, street
from keepknocking.services.debriefs import marks
from keepknocking.services.homes import Home, OpenedSearch
from keepknocking.services.questions import Foreseen, Question, forecast

FOUR_WEEKS = timedelta(weeks=4)  # design choice: so long ago was the last meeting
QUESTIONS = 3  # design choice: enough for one meeting
FEW_KINDS = 4  # design choice: with so many asks it can be seen that all are of one kind


class SinceAhead(ValueError):
    """A day to look back to that has not come."""

    def __init__(self, since: date, today: date) -> None:
        super().__init__(f"{since} is after today, {today}: a sheet looks back")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evening:
    """An event since the day, what was said of it, and the marks of her guess and the house's."""

    event: Event
    debrief: Debrief | None
    yours: int | None = None
    house: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was done and what came back since a day."""

    people: int
    asks: int
    promises: int
    refusals: int
    introductions: int
    openings: int
    stages: tuple[tuple[Stage, Opening], ...]
    evenings: tuple[Evening, ...]
    minutes: int


class Topic(StrEnum):
    """What a question worth talking about is about."""

    YOUR_TURN = "your turn"
    WEAK_LINK = "weak link"
    ONE_KIND = "one kind"
    NO_NEW_DOOR = "no new door"
    COMING = "coming"
    THANKS = "thanks"
    UNASKED = "unasked"
    OLD_FRIENDS = "old friends"
    NEXT_MONTH = "next month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """One question worth talking about, and whom or what it is about."""

    topic: Topic
    people: tuple[str, ...] = ()
    purpose: Purpose | None = None
    event: Event | None = None
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page for a meeting. `begun` is the first day of the search, None in an empty ledger."""

    search: OpenedSearch
    since: date
    begun: date | None
    done: Done
    street: Street
    open_asks: tuple[Ask, ...]
    talks: tuple[Talk, ...]
    foreseen: Foreseen | None


def make_sheet(home: Home, *, today: date, since: date | None = None, numbers: bool) -> Sheet:
    """The page for a meeting; without `numbers` the house is not even asked.

    Raises
    ------
    SinceAhead
    """
    start = today - FOUR_WEEKS if since is None else since
    if start > today:
        raise SinceAhead(start, today)
    search, chains = home.opened(today=today), street(home, today=today)
    ledger = search.ledger
    still = sorted((ask for ask in ledger.asks if ask.is_open), key=lambda ask: ask.waiting_since)
    return Sheet(
        search=search,
        since=start,
        begun=_begun(ledger),
        done=_done(search, since=start),
        street=chains,
        open_asks=tuple(still),
        talks=tuple(_talks(chains, since=start))[:QUESTIONS],
        foreseen=forecast(Question(home=home, today=today)) if numbers else None,
    )


def _begun(ledger: Ledger) -> date | None:
    if ledger.search is not None:
        return ledger.search.started.on
    others = (name for fact_type, name in TUPLE_OF.items() if fact_type is not Event)
    facts = (*ledger.gatherings, *(fact for name in others for fact in getattr(ledger, name)))
    return min((when_of(fact).on for fact in facts), default=None)


def _done(search: OpenedSearch, *, since: date) -> Done:
    ledger, today = search.ledger, search.today
    answers = [ask.answer for ask in ledger.asks if ask.answer and ask.answer.when.on >= since]
    promised = sum(answer.kind is AnswerKind.PROMISED for answer in answers)
    events = (
        event
        for event in ledger.gatherings
        if since <= event.when.on <= today and event.cancelled is None
    )
    return Done(
        people=len({met.person for met in ledger.encounters if met.when.on >= since}),
        asks=sum(ask.asked.on >= since for ask in ledger.asks),
        promises=promised,
        refusals=len(answers) - promised,
        introductions=sum(made.made.on >= since for made in ledger.introductions),
        openings=sum(opening.known.on >= since for opening in ledger.openings),
        stages=tuple(
            (stage, ledger.opening[stage.opening])
            for stage in ledger.stages
            if stage.when.on >= since
        ),
        evenings=tuple(_evening(ledger, event) for event in events),
        minutes=sum(effort.minutes for effort in ledger.efforts if effort.when.on >= since),
    )


def _evening(ledger: Ledger, event: Event) -> Evening:
    debrief = ledger.debrief_of(event.id)
    if debrief is None:
        return Evening(event=event, debrief=None)
    scores = {mark.by: mark.score for mark in marks(ledger, event, debrief.rung)}
    return Evening(
        event=event,
        debrief=debrief,
        yours=_mark_of_100(scores.get(Speaker.SEEKER)),
        house=_mark_of_100(scores.get(Speaker.HOUSE)),
    )


def _mark_of_100(score: float | None) -> int | None:
    """A ranked probability score over the rungs, from 0 (perfect), as a mark from 100 down."""
    if score is None:
        return None
    return round(HUNDRED * (1.0 - score / (len(RUNGS) - 1)))


def _talks(chains: Street, *, since: date) -> Iterator[Talk]:
    """Questions worth talking about, the most useful first; there are always three."""
    ledger, today = chains.ledger, chains.today
    for one in chains.alive:
        person = one.chain.next_person
        if (
            one.chain.status is ChainStatus.YOUR_TURN
            and person
            and ledger.may_contact(person)
            and not ledger.asks_of(person)
        ):
            yield Talk(topic=Topic.YOUR_TURN, people=(person,))
            break
    yield from _weak_link(chains.alive)
    yield from _pattern(ledger, since=since)
    coming = [event for event in ledger.gatherings if event.when.on > today and not event.cancelled]
    if coming:
        yield Talk(topic=Topic.COMING, event=coming[0], count=len(coming))
    yield from _on_people(ledger)
    yield Talk(topic=Topic.OLD_FRIENDS)
    yield Talk(topic=Topic.NO_NEW_DOOR)
    yield Talk(topic=Topic.NEXT_MONTH)


def _weak_link(alive: Iterable[Stands]) -> Iterator[Talk]:
    """The weak link of the longest chain: most doors were opened for nothing if it breaks."""
    weak = [one for one in alive if one.is_weak]
    if weak:
        longest = max(weak, key=lambda one: len(one.chain.asks))
        yield Talk(topic=Topic.WEAK_LINK, people=(longest.chain.tip.of,), count=len(weak))


def _pattern(ledger: Ledger, *, since: date) -> Iterator[Talk]:
    """Asks that were all for the same thing."""
    asks = [ask for ask in ledger.asks if ask.asked.on >= since]
    purposes = {ask.purpose for ask in asks}
    if len(asks) >= FEW_KINDS and len(purposes) == 1:
        yield Talk(topic=Topic.ONE_KIND, purpose=purposes.pop(), count=len(asks))


def _on_people(ledger: Ledger) -> Iterator[Talk]:
    """Who has not been thanked, and how many have never been asked."""
    thanked = {thanks.person for thanks in ledger.thanks}
    helped = dict.fromkeys(ask.of for ask in ledger.asks if ask.status is AskStatus.FULFILLED)
    owed = tuple(person for person in helped if person not in thanked)
    if owed:
        yield Talk(topic=Topic.THANKS, people=owed, count=len(owed))
    asked = {ask.of for ask in ledger.asks}
    unasked = sum(person not in asked for person in ledger.person)
    if unasked:
        yield Talk(topic=Topic.UNASKED, count=unasked)
