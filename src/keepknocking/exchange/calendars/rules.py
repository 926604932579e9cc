"""What does a rule of repetition say? Read and checked, before anybody follows it.

A rule (RFC 5545, section 3.3.10) is a step (every second week), and filters on months, days and
times. Rules that say nothing that can be followed (a step of 0, a 13th month, another calendar) are
refused here with the reason. Rules of vCalendar 1.0 (`W1 MO #4`) become such ones.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Design choices and definitions.
_MOST_LISTED = 400  # by definition: no filter has more values that make sense (366 days, 53 weeks)
_LONGEST_RULE = 4_000  # design choice: characters

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_STEPS = ("HOURLY", "MINUTELY", "SECONDLY")
_PERIODS = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")
_WEEKDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_RANGES = {
    "BYMONTH": (1, 12),
    "BYMONTHDAY": (-31, 31),
    "BYYEARDAY": (-366, 366),
    "BYWEEKNO": (-53, 53),
    "BYSETPOS": (-366, 366),
    "BYHOUR": (0, 23),
    "BYMINUTE": (0, 59),
    "BYSECOND": (0, 60),
}
_OLD = re.compile(
    r"(D|W|MP|MD|YM|YD)(\d{1,4})((?:\s+[^#\s]+)*?)(?:\s+#(\d{1,9}))?(?:\s+(\d{8}T?\w*))?"
)


class NotARule(ValueError):
    """A rule that nobody can follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule of repetition, checked. Empty filters let everything through."""

    freq: str
    interval: int = 1
    count: int | None = None
    until: str = ""
    week_starts: int = 0
    months: frozenset[int] = frozenset()
    month_days: frozenset[int] = frozenset()
    year_days: frozenset[int] = frozenset()
    weeks: frozenset[int] = frozenset()
    weekdays: frozenset[int] = frozenset()
    nth_weekdays: frozenset[tuple[int, int]] = frozenset()
    positions: frozenset[int] = frozenset()
    hours: tuple[int, ...] = ()
    minutes: tuple[int, ...] = ()
    seconds: tuple[int, ...] = ()

    @property
    def is_within_days(self) -> bool:
        """Whether it steps by hours or less."""
        return self.freq in _STEPS


def rule_of(text: str) -> Rule:
    """A rule, as iCalendar writes it, or in the short form of vCalendar 1.0.

    >>> rule_of("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO").interval
    2
    >>> rule_of("W1 MO #4").count
    4

    Raises
    ------
    NotARule
    """
    if len(text) > _LONGEST_RULE:
        raise NotARule("it is too long")
    parts: dict[str, str] = {}
    for part in text.strip().upper().split(";"):
        name, equals, value = part.partition("=")
        if equals and value.strip():
            parts.setdefault(name.strip(), value.strip())
    if not parts:
        parts = _from_old(text.strip().upper())
    freq = parts.get("FREQ", "")
    if freq not in _PERIODS and freq not in _STEPS:
        raise NotARule("it does not say how often")
    if parts.get("RSCALE", "GREGORIAN") != "GREGORIAN":
        raise NotARule("it follows another calendar")
    if "BYSETPOS" in parts and freq in _STEPS:
        raise NotARule("it picks one of many hours, minutes or seconds")
    weekdays, nth = _days(parts.get("BYDAY", ""), freq)
    starts = parts.get("WKST", "MO")
    return Rule(
        freq=freq,
        interval=_number(parts.get("INTERVAL", "1"), "INTERVAL"),
        count=_count(parts),
        until=parts.get("UNTIL", ""),
        week_starts=_WEEKDAYS.index(starts) if starts in _WEEKDAYS else 0,
        months=frozenset(_listed(parts, "BYMONTH")),
        month_days=frozenset(_listed(parts, "BYMONTHDAY")),
        year_days=frozenset(_listed(parts, "BYYEARDAY")),
        weeks=frozenset(_listed(parts, "BYWEEKNO")),
        weekdays=weekdays,
        nth_weekdays=nth,
        positions=frozenset(_listed(parts, "BYSETPOS")),
        hours=_listed(parts, "BYHOUR"),
        minutes=_listed(parts, "BYMINUTE"),
        seconds=_listed(parts, "BYSECOND"),
    )


def _number(text: str, name: str) -> int:
    if not (text.isascii() and text.isdecimal()) or len(text) > len("1000000000000"):
        raise NotARule(f"its {name} is no number")
    number = int(text)
    if number == 0:
        raise NotARule(f"its {name} is 0")
    return number


def _count(parts: dict[str, str]) -> int | None:
    """How many times; nonsense in it (-1) does not matter where an end is given too."""
    if "COUNT" not in parts:
        return None
    try:
        return _number(parts["COUNT"], "COUNT")
    except NotARule:
        if "UNTIL" in parts:
            return None
        raise


def _listed(parts: dict[str, str], name: str) -> tuple[int, ...]:
    """The values of a filter, in order; those that no calendar has are refused."""
    text = parts.get(name, "")
    if not text:
        return ()
    low, high = _RANGES[name]
    found: set[int] = set()
    for each in text.split(",")[:_MOST_LISTED]:
        try:
            value = int(each.strip().removesuffix("L")[:8])
        except ValueError:
            raise NotARule(f"its {name} is no number") from None
        if not low <= value <= high or (value == 0 and low < 0):
            raise NotARule(f"its {name} cannot be {value}")
        found.add(value)
    return tuple(sorted(found))


def _days(text: str, freq: str) -> tuple[frozenset[int], frozenset[tuple[int, int]]]:
    """Weekdays, and those that are counted within a month or a year (the second Monday)."""
    plain: set[int] = set()
    counted: set[tuple[int, int]] = set()
    for each in text.split(",")[:_MOST_LISTED] if text else ():
        found = _WEEKDAY.fullmatch(each.strip())
        if found is None:
            raise NotARule("its BYDAY is no weekday")
        weekday = _WEEKDAYS.index(found[2])
        if found[1] and int(found[1]) and freq in ("YEARLY", "MONTHLY"):
            counted.add((weekday, int(found[1])))
        else:
            plain.add(weekday)
    return frozenset(plain), frozenset(counted)


def _from_old(text: str) -> dict[str, str]:
    """The parts of a rule of vCalendar 1.0: `D1`, `W2 TU TH #10`, `MP1 2+ TU`, `YM1`."""
    found = _OLD.fullmatch(text[:200])
    if found is None:
        raise NotARule("it does not say how often")
    kind, interval, listed, count, until = found.groups()
    words = listed.split()
    parts = {"FREQ": {"D": "DAILY", "W": "WEEKLY", "M": "MONTHLY", "Y": "YEARLY"}[kind[0]]}
    parts["INTERVAL"] = interval
    if count and count != "0":
        parts["COUNT"] = count
    elif until:
        parts["UNTIL"] = until
    elif count is None:
        parts["COUNT"] = "2"  # by definition: without a number or an end it happens twice
    if kind == "W":
        parts["BYDAY"] = ",".join(words)
    elif kind == "MP":
        parts["BYDAY"] = ",".join(_counted_weekdays(words))
    else:
        name = {"MD": "BYMONTHDAY", "YM": "BYMONTH", "YD": "BYYEARDAY"}.get(kind, "")
        parts[name] = ",".join(word.removesuffix("+") for word in words)
    return {name: value for name, value in parts.items() if name and value}


def _counted_weekdays(words: list[str]) -> Iterator[str]:
    """`1+ MO 2- FR` as `1MO`, `-2FR`."""
    place = ""
    for word in words:
        if word in _WEEKDAYS:
            yield place + word
        elif word.endswith("-"):
            place = f"-{word[:-1]}"
        else:
            place = word.removesuffix("+")
