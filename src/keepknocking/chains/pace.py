"""How fast the seeker knocks at new doors, and how many people are left whom she has not asked.

A *first ask* is one that nothing led to. Asks of people met at an event belong to that event and
are not counted again. The pace is counted over the last weeks of the record, without its pauses;
a search too young to have one takes the default, and says so. A mere entry of a calendar is no
event of the search and is not counted.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from keepknocking.chains.chain import first_asks
from keepknocking.evidence.rates import Rates
from keepknocking.ledger.events import Event
from keepknocking.ledger.ledger import Ledger, when_of

WEEK = 7  # by definition
ASKS_OVER = timedelta(weeks=6)
"""The pace of asks is counted over six weeks: design choice 0009."""
EVENTS_OVER = timedelta(weeks=12)
"""The pace of events is counted over twelve weeks, for they are rarer: design choice 0009."""
YOUNG = timedelta(weeks=2)
"""A record shorter than two weeks has no pace of its own yet: design choice 0009."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """New doors a week, people left to ask, and in one sentence how that was counted."""

    first_asks_a_week: float
    events_a_week: float
    pool: int
    source: str

    def per_day(self) -> float:
        """First asks a day."""
        return self.first_asks_a_week / WEEK

    def at(self, first_asks_a_week: float) -> "Pace":
        """The same, at a pace that somebody has named."""
        source = "first asks a week as given, events as in the record"
        return replace(self, first_asks_a_week=first_asks_a_week, source=source)


def pool_of(ledger: Ledger) -> tuple[str, ...]:
    """People the seeker knows of, may contact, and has never asked; nobody asked about them yet.

    Somebody she is waiting to be introduced to is behind a door already, so not in the pool.
    """
    asked = {ask.of for ask in ledger.asks}
    aimed_at = {ask.towards for ask in ledger.asks if ask.is_open}
    introduced = {made.to for made in ledger.introductions}
    taken = asked | aimed_at | introduced
    return tuple(
        person.id
        for person in ledger.people
        if person.id not in taken and ledger.may_contact(person.id)
    )


def pace_of(ledger: Ledger, rates: Rates, *, today: date) -> Pace:
    """The seeker's present pace, counted from her record, and her pool."""
    pool = len(pool_of(ledger))
    begun = _begun(ledger)
    if begun is None or today - begun < YOUNG:
        per_week = rates.pace_first_asks_per_week
        return Pace(
            first_asks_a_week=per_week.value,
            events_a_week=0.0,
            pool=pool or round(rates.pool_people.value),
            source="the record is younger than two weeks, so the pace is an assumption"
            f" ({per_week.key})"
            + ("" if pool else f", and so is the number of people ({rates.pool_people.key})"),
        )
    asks_since, events_since = max(begun, today - ASKS_OVER), max(begun, today - EVENTS_OVER)
    asks = [ask for ask in first_asks(ledger) if asks_since <= ask.asked.on <= today]
    asks = [ask for ask in asks if not _met_at_event(ledger, ask.of)]
    events = [event for event in past_events(ledger, today=today) if event.when.on >= events_since]
    ask_days = _days_not_paused(ledger, asks_since, today)
    event_days = _days_not_paused(ledger, events_since, today)
    return Pace(
        first_asks_a_week=WEEK * len(asks) / ask_days,
        events_a_week=WEEK * len(events) / event_days,
        pool=pool,
        source=f"first asks: {len(asks)} in {ask_days} days; events: {len(events)} in "
        f"{event_days} days; pauses left out",
    )


def past_events(ledger: Ledger, *, today: date) -> tuple[Event, ...]:
    """Events that have taken place, today's not counted."""
    return tuple(
        event for event in ledger.gatherings if event.cancelled is None and event.when.on < today
    )


def events_to_come(ledger: Ledger, *, today: date) -> tuple[Event, ...]:
    """Planned events from today on that have not been debriefed."""
    return tuple(
        event
        for event in ledger.gatherings
        if event.cancelled is None
        and event.when.on >= today
        and ledger.debrief_of(event.id) is None
    )


def _begun(ledger: Ledger) -> date | None:
    if ledger.search is not None:
        return ledger.search.started.on
    return min((when_of(ask).on for ask in (*ledger.asks, *ledger.gatherings)), default=None)


def _met_at_event(ledger: Ledger, person: str) -> bool:
    return any(met.event is not None for met in ledger.encounters if met.person == person)


def _days_not_paused(ledger: Ledger, since: date, today: date) -> int:
    days = (since + timedelta(days=day) for day in range(max((today - since).days, 1)))
    resting = [pause.covers(day) for day in days for pause in ledger.pauses]
    return max((today - since).days - sum(resting), 1)
