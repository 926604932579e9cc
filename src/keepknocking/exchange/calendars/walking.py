"""Which moments does a rule name? Walked through by the day, within bounds.

A rule is walked period by period and day by day, never by the second: for each day it is asked
whether it lies in a period that the step reaches and whether all filters let it through; then the
times of that day are listed. So a rule costs at most as much as the days that are looked at,
whatever it says: one that never comes true, a thousand million repetitions, one each second. Where
the number of repetitions is not given, the walk begins at the first day that is asked for.

Rules in steps of hours, minutes and seconds are walked step by step, at most `MOST_STEPS` of them.
"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date, datetime, time, timedelta
from itertools import islice, product

from keepknocking.exchange.calendars.rules import Rule

# Design choices: what is looked at for one rule, and for all rules of one file.
MOST_STEPS = 20_000  # steps of hours, minutes or seconds
MOST_DAYS = 60_000  # days of one rule, about 160 years, and moments on them
MOST_TIMES = 200  # times of one day
MOST_OF_FILE = 1_000_000  # days, moments and steps together

_DAYS_OF_WEEK = 7  # by definition
_MONTHS = 12  # by definition
_STEPS = {
    "HOURLY": timedelta(hours=1),
    "MINUTELY": timedelta(minutes=1),
    "SECONDLY": timedelta(seconds=1),
}


@dataclass(slots=True)
class Budget:
    """How much may still be looked at for the rules of one file."""

    left: int = MOST_OF_FILE


class Walk:
    """The moments of a rule from its beginning, in order, and how many days may be looked at."""

    def __init__(self, rule: Rule, begins: datetime, budget: Budget | None = None) -> None:
        self.rule = _with_defaults(rule, begins)
        self.begins = begins
        self.gave_up = False
        self._budget = Budget() if budget is None else budget
        self._clocks = _clocks(self.rule)

    def moments(self, first: date, last: date) -> Iterator[datetime]:
        """The moments between two days (both counted in), as many as the rule allows.

        `gave_up` says afterwards whether there was more to look at than is looked at.
        """
        left = self.rule.count
        for moment in self._all(first, last):
            if moment < self.begins:
                continue
            if moment.date() > last or left == 0:
                return
            if left is not None:
                left -= 1
            if moment.date() >= first:
                yield moment

    def _all(self, first: date, last: date) -> Iterator[datetime]:
        """Every moment up to the last day; from the first one on, where none has to be counted."""
        start = self.begins.date()
        skipping = self.rule.count is None and first > start
        if self.rule.is_within_days:
            yield from self._steps(first if skipping else start, last)
            return
        looked_at = 0
        for period in self._periods(first if skipping else start, last):
            fitting = [day for day in period if self._fits(day)]
            cost = len(period) + len(fitting) * len(self._clocks)
            looked_at += cost
            self._budget.left -= cost
            if looked_at > MOST_DAYS or self._budget.left < 0:
                self.gave_up = True
                return
            moments = [datetime.combine(day, clock) for day in fitting for clock in self._clocks]
            yield from self._at_positions(moments) if self.rule.positions else moments

    def _periods(self, start: date, last: date) -> Iterator[list[date]]:
        """The days of each period that the step reaches, from the one with `start` on."""
        number = self._period_number(start)
        number -= number % self.rule.interval
        while (days := self._period(number)) is not None and days[0] <= last:
            yield days
            number += self.rule.interval

    def _period_number(self, day: date) -> int:
        """How many periods after the one in which the rule begins."""
        start = self.begins.date()
        match self.rule.freq:
            case "YEARLY":
                return day.year - start.year
            case "MONTHLY":
                return (day.year - start.year) * _MONTHS + day.month - start.month
            case "WEEKLY":
                return (self._week(day) - self._week(start)) // _DAYS_OF_WEEK
            case _:
                return day.toordinal() - start.toordinal()

    def _week(self, day: date) -> int:
        """The number of the first day of a day's week."""
        return day.toordinal() - (day.weekday() - self.rule.week_starts) % _DAYS_OF_WEEK

    def _period(self, number: int) -> list[date] | None:
        """The days of a period, of a year only in the months named; None after all years."""
        start = self.begins.date()
        try:
            match self.rule.freq:
                case "YEARLY":
                    months = sorted(self.rule.months) or range(1, _MONTHS + 1)
                    return [day for month in months for day in _days_of(start.year + number, month)]
                case "MONTHLY":
                    months_since = start.year * _MONTHS + start.month - 1 + number
                    return _days_of(months_since // _MONTHS, months_since % _MONTHS + 1)
                case "WEEKLY":
                    first = self._week(start) + number * _DAYS_OF_WEEK
                    return [date.fromordinal(first + at) for at in range(_DAYS_OF_WEEK)]
                case _:
                    return [date.fromordinal(start.toordinal() + number)]
        except (ValueError, OverflowError):
            return None

    def _fits(self, day: date) -> bool:
        """Whether all filters let a day through."""
        rule = self.rule
        if rule.months and day.month not in rule.months:
            return False
        if rule.month_days and not rule.month_days & {
            day.day,
            day.day - calendar.monthrange(day.year, day.month)[1] - 1,
        }:
            return False
        of_year = day.timetuple().tm_yday
        length = 366 if calendar.isleap(day.year) else 365
        if rule.year_days and not rule.year_days & {of_year, of_year - length - 1}:
            return False
        if rule.weeks and not self._fits_week(day):
            return False
        return self._fits_weekday(day, of_year, length)

    def _fits_weekday(self, day: date, of_year: int, length: int) -> bool:
        rule = self.rule
        if not rule.weekdays and not rule.nth_weekdays:
            return True
        if day.weekday() in rule.weekdays:
            return True
        if not rule.nth_weekdays:
            return False
        if rule.freq == "YEARLY" and not rule.months:
            at, size = of_year, length
        else:
            at, size = day.day, calendar.monthrange(day.year, day.month)[1]
        nth = (at - 1) // _DAYS_OF_WEEK + 1
        from_end = -((size - at) // _DAYS_OF_WEEK + 1)
        return bool({(day.weekday(), nth), (day.weekday(), from_end)} & rule.nth_weekdays)

    def _fits_week(self, day: date) -> bool:
        """Whether the day lies in one of the weeks of its own year.

        Days of a week that began or ends in another year count with the week's year there, so a
        first week may begin in December of the year before.
        """
        starts = self.rule.week_starts
        for year in (day.year - 1, day.year, day.year + 1):
            if not 1 <= year < MAXYEAR:
                continue
            first, after = _first_week(year, starts), _first_week(year + 1, starts)
            if first <= day.toordinal() < after:
                weeks = (after - first) // _DAYS_OF_WEEK
                number = (day.toordinal() - first) // _DAYS_OF_WEEK + 1
                return bool(self.rule.weeks & {number, number - weeks - 1})
        return False

    def _at_positions(self, moments: list[datetime]) -> list[datetime]:
        size = len(moments)
        kept = {at - 1 if at > 0 else size + at for at in self.rule.positions}
        return [moment for at, moment in enumerate(moments) if at in kept]

    def _steps(self, first: date, last: date) -> Iterator[datetime]:
        """The moments of a rule that steps by hours or less."""
        rule = self.rule
        try:
            step = _STEPS[rule.freq] * rule.interval
            away = datetime.combine(first, time()) - self.begins
            moment = self.begins + max(-(-away // step), 0) * step
        except OverflowError:
            return
        end = datetime.combine(last, time.max)
        for _ in range(min(MOST_STEPS, max(self._budget.left, 0))):
            self._budget.left -= 1
            if moment > end:
                return
            if self._fits(moment.date()) and _fits_clock(rule, moment):
                yield moment
            try:
                moment += step
            except OverflowError:
                return
        self.gave_up = True


def _days_of(year: int, month: int) -> list[date]:
    first = date(year, month, 1)
    length = calendar.monthrange(year, month)[1]
    return [first.replace(day=day) for day in range(1, length + 1)]


def _first_week(year: int, starts: int) -> int:
    """The number of the first day of the first week of a year: the one with 4 January in it."""
    fourth = date(year, 1, 4)
    return fourth.toordinal() - (fourth.weekday() - starts) % _DAYS_OF_WEEK


def _fits_clock(rule: Rule, moment: datetime) -> bool:
    return (
        (not rule.hours or moment.hour in rule.hours)
        and (not rule.minutes or moment.minute in rule.minutes)
        and (not rule.seconds or moment.second in rule.seconds)
    )


def _clocks(rule: Rule) -> list[time]:
    """The times of each day that is let through; the 60th second is the one before it."""
    times = islice(product(rule.hours, rule.minutes, rule.seconds), MOST_TIMES)
    return list(
        dict.fromkeys(time(hour, minute, min(second, 59)) for hour, minute, second in times)
    )


def _with_defaults(rule: Rule, begins: datetime) -> Rule:
    """The rule with what it leaves to its beginning: the day, the weekday, the time of day."""
    if rule.is_within_days:
        return rule
    timed = replace(
        rule,
        hours=rule.hours or (begins.hour,),
        minutes=rule.minutes or (begins.minute,),
        seconds=rule.seconds or (begins.second,),
    )
    if rule.month_days or rule.year_days or rule.weekdays or rule.nth_weekdays:
        return timed
    if rule.freq == "WEEKLY" or rule.weeks:
        return replace(timed, weekdays=frozenset({begins.weekday()}))
    if rule.freq == "DAILY":
        return timed
    months = rule.months or (frozenset({begins.month}) if rule.freq == "YEARLY" else rule.months)
    return replace(timed, months=months, month_days=frozenset({begins.day}))
