r"""When is it, on the clock of the place? Dates and times of a calendar, and the zones they name.

The house keeps the day and the time as one reads them on the wall, so a time with a zone is taken
as it is written. Zones matter only where two clocks meet: a time in UTC (`Z`) for which the
calendar says whose clock is meant (`X-WR-TIMEZONE`), and the exceptions and ends of a repeating
entry, when they are written by another clock than its beginning. Zones are known by their names in
the tz database (also `/Europe/Vienna` and `/freeassociation.../Europe/Vienna`) and by those of
Windows; of all others the offset that the file's own table of the zone gives is used, if any.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

_MOMENT = re.compile(
    r"\s*(\d{4})-?(\d\d)-?(\d\d)(?:[T ]\s*(\d\d):?(\d\d)(?::?(\d\d?))?(?:[.,]\d+)?\s*(Z)?)?\s*",
    re.IGNORECASE | re.ASCII,
)
_DURATION = re.compile(
    r"\s*\+?P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,9})S)?)?\s*",
    re.IGNORECASE | re.ASCII,
)
_OFFSET = re.compile(r"\s*([+-])(\d\d):?(\d\d)(?::?\d\d)?\s*", re.ASCII)
_DAY_ENDS = 24  # by definition: the hour that some write for midnight
_LAST_SECOND = 59  # by definition, leap seconds left out
_LONGEST_ZONE = 200  # design choice: characters of a zone's name
_LONGEST_MOMENT = 64  # design choice: characters of a moment


class NotAMoment(ValueError):
    """A text that is no date and no time."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A time on a clock (`zone` names whose; empty: that of the place), or a whole day."""

    at: datetime
    whole_day: bool = False
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Zones:
    """The zones of one file: known ones by name, and the offsets of those it describes itself."""

    own: Mapping[str, timedelta] = field(default_factory=dict)

    def known(self, name: str) -> tzinfo | None:
        """The zone of this name."""
        plain = name.strip().strip("\"'").strip()
        found = zone_named(plain)
        if found is None and plain in self.own:
            return timezone(self.own[plain])
        return found

    def moved(self, moment: Moment, zone: str) -> datetime:
        """The moment as the clock of another zone shows it; as it is where that is not known."""
        if moment.whole_day or moment.zone == zone or not moment.zone or not zone:
            return moment.at
        here, there = self.known(moment.zone), self.known(zone)
        if here is None or there is None:
            return moment.at
        try:
            return moment.at.replace(tzinfo=here).astimezone(there).replace(tzinfo=None)
        except OverflowError:  # at the very ends of time
            return moment.at


UTC_NAME = "UTC"


def moment_of(text: str, *, zone: str = "") -> Moment:
    """The moment that a text says; `zone` is the one its property names.

    >>> moment_of("20260302T183000", zone="Europe/Vienna").at
    datetime.datetime(2026, 3, 2, 18, 30)
    >>> moment_of("20260302").whole_day
    True

    Raises
    ------
    NotAMoment
    """
    found = _MOMENT.fullmatch(text[:_LONGEST_MOMENT])
    if found is None:
        raise NotAMoment(text[:_LONGEST_MOMENT])
    year, month, day, hour, minute, second, utc = found.groups()
    try:
        on = date(int(year), int(month), int(day))
        if hour is None:
            return Moment(datetime.combine(on, time()), whole_day=True)
        late = timedelta(days=int(hour) == _DAY_ENDS)
        clock = time(
            int(hour) % _DAY_ENDS if late else int(hour),
            int(minute),
            min(int(second or 0), _LAST_SECOND),
        )
        return Moment(datetime.combine(on, clock) + late, zone=UTC_NAME if utc else zone)
    except (ValueError, OverflowError):
        raise NotAMoment(text[:_LONGEST_MOMENT]) from None


def length_of(text: str) -> timedelta | None:
    """A duration; None where it is none, or goes backwards.

    >>> length_of("PT1H30M")
    datetime.timedelta(seconds=5400)
    """
    found = _DURATION.fullmatch(text[:_LONGEST_MOMENT])
    if found is None or not any(found.groups()):
        return None
    weeks, days, hours, minutes, seconds = (int(each or 0) for each in found.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)


def offset_of(text: str) -> timedelta | None:
    """A difference from UTC; None where it is none.

    >>> offset_of("+0530")
    datetime.timedelta(seconds=19800)
    """
    found = _OFFSET.fullmatch(text[:_LONGEST_MOMENT])
    if found is None:
        return None
    size = timedelta(hours=int(found[2]), minutes=int(found[3]))
    if size >= timedelta(days=1):
        return None
    return -size if found[1] == "-" else size


@lru_cache(maxsize=256)
def zone_named(name: str) -> tzinfo | None:
    """The zone of this name in the tz database, or in Windows.

    >>> str(zone_named("Eastern Standard Time"))
    'America/New_York'
    >>> str(zone_named("/freeassociation.sourceforge.net/Europe/Vienna"))
    'Europe/Vienna'
    """
    if not name or len(name) > _LONGEST_ZONE:
        return None
    if name.upper() in ("UTC", "GMT", "Z", "ETC/UTC"):
        return UTC
    parts = [part for part in name.split("/") if part]
    ends = ("/".join(parts[-size:]) for size in (len(parts), 3, 2, 1) if size <= len(parts))
    for each in (_windows(name), *ends):
        try:
            if each:
                return ZoneInfo(each)
        except (KeyError, ValueError, OSError):
            continue
    return None


def _windows(name: str) -> str:
    from icalendar.timezone.windows_to_olson import (  # noqa: PLC0415 (loads much)
        WINDOWS_TO_OLSON,
    )

    return WINDOWS_TO_OLSON.get(name, "")
