"""Days, moments and lengths of time, as people write them and as the story writes them.

A day is canonical as `2026-03-02`; `2 March 2026` and `March 2, 2026` are read too. `03/04/2026` is
March in one country and April in another, so it is refused with both forms shown.
"""

import re
from datetime import UTC, date, datetime, time

from keepknocking.ledger.story.problems import Unreadable

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
MONTH = {
    name[:length]: number for number, name in enumerate(MONTHS, 1) for length in (3, len(name))
}
MONTH["sept"] = MONTH["sep"]
_NAMES = "|".join(sorted(MONTH, key=len, reverse=True))
ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?![\w-])")
DAY_FIRST = re.compile(rf"(\d{{1,2}})\.?\s+({_NAMES})\.?,?\s+(\d{{4}})(?!\w)", re.IGNORECASE)
MONTH_FIRST = re.compile(rf"({_NAMES})\.?\s+(\d{{1,2}}),?\s+(\d{{4}})(?!\w)", re.IGNORECASE)
NUMBERS = re.compile(r"(\d{1,4})([./])(\d{1,2})\2(\d{1,4})(?!\w)")
LENGTH = re.compile(r"(?:(\d{1,7})h)?(?:(\d{1,7})m(?:in)?)?", re.IGNORECASE)
CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(?:\s?([ap])\.?m\b\.?)?(?![\w:])", re.IGNORECASE)
HOURS_A_DAY = 24  # by definition
HOURS_OF_HALF_A_DAY = 12  # by definition
MINUTES_AN_HOUR = 60  # by definition
YEAR_DIGITS = 4  # by definition


def day_at_start(text: str) -> tuple[date, int] | None:
    """The day that begins the text and where it ends, or None where none does.

    >>> day_at_start("2 March 2026 met Ana")
    (datetime.date(2026, 3, 2), 12)
    """
    if found := ISO_DAY.match(text):
        year, month, day = (int(part) for part in found.groups())
        return _day(year, month, day, written=found.group()), found.end()
    if found := DAY_FIRST.match(text):
        written_day, name, written_year = found.groups()
    elif found := MONTH_FIRST.match(text):
        name, written_day, written_year = found.groups()
    elif found := NUMBERS.match(text):
        raise _unclear(found)
    else:
        return None
    month = MONTH[name.lower()]
    return _day(int(written_year), month, int(written_day), written=found.group()), found.end()


def _day(year: int, month: int, day: int, *, written: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Unreadable(written, "a day that the calendar has") from None


def _unclear(found: re.Match[str]) -> Unreadable:
    first, _, second, last = found.groups()
    if len(first) == YEAR_DIGITS:
        forms = [(first, second, last)]
    else:
        year = last if len(last) == YEAR_DIGITS else "20" + last.zfill(2)
        forms = [(year, second, first), (year, first, second)]
    days = dict.fromkeys(
        f"{int(year):04}-{int(month):02}-{int(day):02}" for year, month, day in forms
    )
    return Unreadable(
        found.group(), "a day as year-month-day, which nobody misreads", nearest=" or ".join(days)
    )


def read_moment(text: str) -> datetime:
    """A moment with its zone; a bare day means midnight UTC.

    >>> read_moment("2026-03-02T09:30+01:00").isoformat()
    '2026-03-02T09:30:00+01:00'
    """
    written = text.strip()
    expected = "a moment with its zone, for example 2026-03-02T09:30:00+00:00"
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise Unreadable(written, expected) from None
    if ISO_DAY.fullmatch(written):
        return datetime.combine(moment.date(), time(), UTC)
    if moment.utcoffset() is None:
        raise Unreadable(written, expected, nearest=moment.isoformat() + "+00:00")
    return moment


def clock_at_start(text: str) -> tuple[time, int] | None:
    """The time of day that begins the text and where it ends, or None where none does.

    >>> clock_at_start("18:30 in town"), clock_at_start("6pm"), clock_at_start("2h")
    ((datetime.time(18, 30), 5), (datetime.time(18, 0), 3), None)
    """
    found = CLOCK.match(text)
    if found is None or found.group(2, 3) == (None, None):
        return None
    hours, minutes, half = int(found[1]), int(found[2] or 0), found[3]
    if half is not None and 1 <= hours <= HOURS_OF_HALF_A_DAY:
        hours = hours % HOURS_OF_HALF_A_DAY + HOURS_OF_HALF_A_DAY * (half in "pP")
    elif half is not None:
        hours = HOURS_A_DAY
    try:
        return time(hours, minutes), found.end()
    except ValueError:
        raise Unreadable(found[0], "a time that the clock has, for example 18:30") from None


def read_minutes(word: str) -> int | None:
    """The minutes of `2h`, `90m` or `1h30m`, or None where the word is no length of time."""
    found = LENGTH.fullmatch(word)
    if found is None or not word:
        return None
    hours, minutes = found.groups()
    return int(hours or 0) * MINUTES_AN_HOUR + int(minutes or 0)


def written_minutes(minutes: int) -> str:
    """Minutes as the story writes them.

    >>> written_minutes(90), written_minutes(120), written_minutes(45)
    ('1h30m', '2h', '45m')
    """
    hours, rest = divmod(minutes, MINUTES_AN_HOUR)
    return (f"{hours}h" if hours else "") + (f"{rest}m" if rest or not hours else "")
