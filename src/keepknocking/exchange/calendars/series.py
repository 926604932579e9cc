"""Which dates does a repeating entry have, and which of them does the house take?

A series gives its first date, and further dates within `DAYS_BEFORE` days before today and
`DAYS_AFTER` days after it: at most `MOST_DATES` of one series, those nearest to today, and at most
`MOST_FURTHER` of one file. Dates that are taken out (`EXDATE`, `EXRULE`) are not among them; those
that another entry replaces (`RECURRENCE-ID`) are that entry's; one that replaces a date and all
after it (`RANGE=THISANDFUTURE`) moves and renames the later ones.

Everything is counted on the clock of the series' own beginning. A beginning in UTC is turned into
the time of the calendar's zone at the very end.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import islice

from keepknocking.exchange.calendars.gatherings import Told
from keepknocking.exchange.calendars.moments import (
    UTC_NAME,
    Moment,
    NotAMoment,
    Zones,
    moment_of,
)
from keepknocking.exchange.calendars.rules import NotARule, rule_of
from keepknocking.exchange.calendars.walking import Budget, Walk
from keepknocking.exchange.found import FoundEvent

# Design choices.
DAYS_BEFORE = 366
DAYS_AFTER = 92
MOST_DATES = 100
MOST_FURTHER = 5_000
_MOST_LOOKED_AT = 20_000  # moments of one rule within the window
_MOST_RULES = 20  # rules of one entry
_FIRST_YEARS = timedelta(days=5 * 366)  # where the first date is looked for, if DTSTART is out


@dataclass(slots=True)
class Bounds:
    """What may still be taken of one file, and how much was left out."""

    today: date
    zones: Zones
    budget: Budget = field(default_factory=Budget)
    further: int = MOST_FURTHER
    left_out: int = 0
    in_utc: int = 0
    repeating: int = 0

    @property
    def first(self) -> date:
        """The first day of which further dates are taken."""
        return _days_off(self.today, -DAYS_BEFORE)

    @property
    def last(self) -> date:
        """The last day of which further dates are taken."""
        return _days_off(self.today, DAYS_AFTER)


def _days_off(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.min if days < 0 else date.max


@dataclass(slots=True)
class Out:
    """The dates of a series that are not its own: single moments, and whole days."""

    moments: set[datetime] = field(default_factory=set)
    days: set[date] = field(default_factory=set)

    def add(self, moment: Moment, told: Told, zones: Zones) -> None:
        """Take a moment out, or all of a day where a timed series names only that."""
        if moment.whole_day and not told.begins.whole_day:
            self.days.add(moment.at.date())
        else:
            self.moments.add(zones.moved(moment, told.begins.zone))

    def __contains__(self, moment: datetime) -> bool:
        """Whether the series has no date of its own then."""
        return moment in self.moments or moment.date() in self.days


def events_of_series(
    told: Told, replacing: Sequence[Told], bounds: Bounds
) -> tuple[list[FoundEvent], list[str]]:
    """The events of a repeating entry without those that others replace, and problems in words."""
    replaced, out, zones = Out(), Out(), bounds.zones
    for moment in [each.replaces for each in replacing if each.replaces is not None]:
        replaced.add(moment, told, zones)
        out.add(moment, told, zones)
    for moment in told.not_dates:
        out.add(moment, told, zones)
    problems: list[str] = []
    walks = _walks(told, told.rules, bounds, problems)
    for walk in _walks(told, told.not_rules, bounds, problems):
        out.moments.update(_within(walk, bounds))
    moments = _moments(told, walks, out, bounds)
    if not moments and told.begins.at not in replaced:
        moments = _first_after(told, walks, out)
    if any(walk.gave_up for walk, _ in walks):
        problems.append("its repetitions are too many to be followed to today")
    changes = _changes(told, replacing, zones)
    return [_dated(told, moment, changes, bounds) for moment in moments], problems


def _walks(
    told: Told, rules: Sequence[str], bounds: Bounds, problems: list[str]
) -> list[tuple[Walk, datetime]]:
    """The rules that can be followed, each with the last moment it allows."""
    found: list[tuple[Walk, datetime]] = []
    for text in rules[:_MOST_RULES]:
        try:
            rule = rule_of(text)
            until = _until(rule.until, told, bounds.zones)
        except NotARule as error:
            problems.append(f"its repetitions are not taken, because of its rule {error}")
        except NotAMoment:
            problems.append("its repetitions are not taken, because their end is no date")
        else:
            found.append((Walk(rule, told.begins.at, bounds.budget), until))
    return found


def _until(text: str, told: Told, zones: Zones) -> datetime:
    """The last moment of a rule on the series' own clock; a day counts to its end."""
    if not text:
        return datetime.combine(date.max, time.max)
    moment = moment_of(text, zone=told.begins.zone)
    if moment.whole_day:
        return datetime.combine(moment.at.date(), time.max)
    if told.begins.whole_day:
        return datetime.combine(moment.at.date(), time.max)
    return zones.moved(moment, told.begins.zone)


def _within(walk: tuple[Walk, datetime], bounds: Bounds) -> Iterator[datetime]:
    """The moments of a rule within the window."""
    followed, until = walk
    found = followed.moments(bounds.first, min(bounds.last, until.date()))
    return (moment for moment in islice(found, _MOST_LOOKED_AT) if moment <= until)


def _moments(
    told: Told, walks: list[tuple[Walk, datetime]], out: Out, bounds: Bounds
) -> list[datetime]:
    """The first date, and the further ones within the window, in order."""
    begins = told.begins.at
    further = {moment for walk in walks for moment in _within(walk, bounds)}
    listed = (bounds.zones.moved(each, told.begins.zone) for each in told.dates)
    further.update(each for each in listed if bounds.first <= each.date() <= bounds.last)
    further.discard(begins)
    today = bounds.today.toordinal()
    nearest = sorted(
        (moment for moment in further if moment not in out),
        key=lambda moment: (abs(moment.toordinal() - today), moment),
    )
    taken = nearest[: min(MOST_DATES, bounds.further)]
    bounds.further -= len(taken)
    bounds.left_out += len(nearest) - len(taken)
    return sorted([*taken, *([] if begins in out else [begins])])


def _first_after(told: Told, walks: list[tuple[Walk, datetime]], out: Out) -> list[datetime]:
    """The first date that is left, where the beginning itself is taken out."""
    begins = told.begins.at.date()
    end = begins + min(_FIRST_YEARS, date.max - begins)
    found = [
        next(
            (
                moment
                for moment in walk.moments(begins, min(end, until.date()))
                if moment not in out and moment <= until
            ),
            None,
        )
        for walk, until in walks
    ]
    return sorted(moment for moment in found if moment is not None)[:1]


def _changes(told: Told, replacing: Sequence[Told], zones: Zones) -> list[tuple[datetime, Told]]:
    """Entries that change a date and all after it, with that date, the last one first."""
    found = [
        (zones.moved(each.replaces, told.begins.zone), each)
        for each in replacing
        if each.and_all_after and each.replaces is not None
    ]
    return sorted(found, key=lambda change: change[0], reverse=True)


def _dated(
    told: Told, moment: datetime, changes: list[tuple[datetime, Told]], bounds: Bounds
) -> FoundEvent:
    """The event of one date of a series."""
    source, at = told, moment
    for since, change in changes:
        if moment > since:
            source = change
            try:
                at = moment + (bounds.zones.moved(change.begins, told.begins.zone) - since)
            except OverflowError:
                at = moment
            break
    begins = replace(told.begins, at=at, whole_day=source.begins.whole_day)
    return event_of(
        replace(source, begins=begins, uid=told.uid, entry=told.entry),
        bounds,
        dated=Moment(moment, told.begins.whole_day),
    )


def event_of(told: Told, bounds: Bounds, *, dated: Moment | None = None) -> FoundEvent:
    """The event of an entry; `dated` is which date of a series it is, on the series' clock."""
    at, whole_day = _on_the_wall(told, bounds), told.begins.whole_day
    key = f"uid:{told.uid}" if told.uid else None
    series = None
    if dated is not None:
        series = key or told.where
        written = f"{dated.at:%m%dT%H%M%S}" if not dated.whole_day else f"{dated.at:%m%d}"
        key = key and f"{key}+{dated.at.year:04}{written}"
    return FoundEvent(
        name=told.name,
        on=at.date(),
        where=told.where,
        key=key,
        begins=None if whole_day else at.time().replace(second=0, microsecond=0),
        minutes=None if told.length is None or whole_day else told.length // timedelta(minutes=1),
        place=told.place,
        kind=told.kind,
        cancelled=told.cancelled,
        series=series,
        attendees=told.attendees,
    )


def _on_the_wall(told: Told, bounds: Bounds) -> datetime:
    """When an entry begins on the clock of the place; what is in UTC only, stays so."""
    begins = told.begins
    if begins.whole_day or begins.zone != UTC_NAME:
        return begins.at
    zone = told.entry.calendar.zone
    if not zone or bounds.zones.known(zone) is None:
        bounds.in_utc += 1
        return begins.at
    return bounds.zones.moved(begins, zone)
