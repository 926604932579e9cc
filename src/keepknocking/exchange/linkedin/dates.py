"""The dates of one column: read by their shape, day and month in the order the column decides.

LinkedIn writes days in many ways, also within one export: `08 Feb 2026`, `2025-06-01 14:03:22 UTC`,
`2024/02/01 15:02:55 UTC`, `2026-02-09 01:21:47`, `1/29/26, 2:37 PM`, `Jul 01, 2021 10:00 AM`; and a
spreadsheet that saved the file again writes its own (`08.02.2026`, `8-Feb-26`).

Only in `1/8/18` is there a question: which is the day? The whole column decides: a number above 12
can be no month. Where no row decides, the month is first, as LinkedIn writes, and
`ColumnDates.is_undecided` says that nothing in the file confirms it. With dots the day is first.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

MOST_MONTHS = 12  # by definition
HALF_DAY = 12  # by definition: hours
CENTURY_TURNS = 70  # by definition (POSIX, nearly): 69 is 2069, 70 is 1970
EARLIEST, LATEST = 1900, 2200  # design choice: years in which anybody is met
LONGEST = 60  # design choice: characters; nothing longer is a date
_CLOCK = r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?(?: ?([AaPp])\.?[Mm]\.?)?"
_TIME = rf"(?:(?:,| at)? *[T ]? *{_CLOCK})? *(UTC|Z|GMT|\+00:?00)?"
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + _TIME)
_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})" + _TIME)
_DAY_FIRST = re.compile(
    r"(\d{1,2})\.?[ -](?:de )?([^\W\d_]{3,12})\.?,?[ -](?:de )?(\d{4}|\d{2})" + _TIME
)
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,12})\.? (\d{1,2}),? (\d{4})" + _TIME)

_MONTHS = """
january february march april may june july august september october november december
januar februar märz april mai juni juli august september oktober november dezember
jänner feber maerz april mai juni juli august september oktober november dezember
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
januari februari maart april mei juni juli augustus september oktober november december
januari februari mars april maj juni juli augusti september oktober november december
"""


def _month_names() -> dict[str, int]:
    """Every name of a month, and every beginning of one (three letters) that means no other."""
    meant: dict[str, set[int]] = {}
    for line in _MONTHS.strip().splitlines():
        for number, name in enumerate(line.split(), 1):
            for end in range(3, len(name) + 1):
                meant.setdefault(name[:end], set()).add(number)
    return {name: numbers.pop() for name, numbers in meant.items() if len(numbers) == 1}


MONTHS = _month_names()


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, and the time of day where the file has it; in UTC where the file says so."""

    on: date
    at: time | None = None
    is_utc: bool = False

    @property
    def as_datetime(self) -> datetime:
        """The moment; midnight where only the day is known. With a zone only where it is UTC."""
        found = datetime.combine(self.on, self.at or time())
        return found.replace(tzinfo=UTC) if self.is_utc else found


@dataclass(frozen=True, slots=True)
class ColumnDates:
    """How the dates of one column are read."""

    day_first: bool = False
    undecided: int = 0

    @property
    def is_undecided(self) -> bool:
        """Whether there are dates in which day and month could be told either way."""
        return self.undecided > 0

    @property
    def more(self) -> dict[str, str]:
        """What the report has to say about the dates; empty where there is nothing to say."""
        if not self.is_undecided:
            return {}
        return {
            "day and month": (
                f"{self.undecided} dates like 1/8/18 were read with the month first, as LinkedIn "
                "writes them; nothing in the file confirms it"
            )
        }

    def moment(self, cell: str) -> Moment | None:
        """The moment a cell names; None where it names none.

        >>> ColumnDates().moment("1/29/26, 2:37 PM")
        Moment(on=datetime.date(2026, 1, 29), at=datetime.time(14, 37), is_utc=False)
        >>> ColumnDates().moment("08 Feb 2026").on
        datetime.date(2026, 2, 8)
        >>> ColumnDates().moment("2024/02/01 15:02:55 UTC").as_datetime.isoformat()
        '2024-02-01T15:02:55+00:00'
        >>> ColumnDates(day_first=True).moment("1/8/18, 6:14 PM").on
        datetime.date(2018, 8, 1)
        """
        if len(cell) > LONGEST:
            return None
        parts = self._parts(cell)
        if parts is None:
            return None
        day, clock = parts
        try:
            return Moment(date(*day), _time(*clock[:4]), is_utc=clock[4] is not None)
        except ValueError:  # a day or a time that there is not
            return None

    def day(self, cell: str) -> date | None:
        """The day a cell names; None where it names none."""
        found = self.moment(cell)
        return None if found is None else found.on

    def _parts(self, cell: str) -> tuple[tuple[int, int, int], tuple[str | None, ...]] | None:
        """Year, month and day, and the parts of the time."""
        if found := _DAY_FIRST.fullmatch(cell):
            day, name, year, *clock = found.groups()
            month = MONTHS.get(name.lower(), 0)
        elif found := _YEAR_FIRST.fullmatch(cell):
            year, written, day, *clock = found.groups()
            month = int(written)
        elif found := _MONTH_FIRST.fullmatch(cell):
            name, day, year, *clock = found.groups()
            month = MONTHS.get(name.lower(), 0)
        elif found := _NUMBERS.fullmatch(cell):
            first, mark, second, year, *clock = found.groups()
            day, written = (first, second) if self.day_first or mark == "." else (second, first)
            month = int(written)
        else:
            return None
        full = _full_year(year)
        return ((full, month, int(day)), tuple(clock)) if EARLIEST <= full <= LATEST else None


def dates_of(cells: Iterable[str]) -> ColumnDates:
    """How the dates in these cells of one column are to be read.

    >>> dates_of(["1/8/18", "30/1/18"]).day_first
    True
    >>> dates_of(["1/8/18", "1/30/18"])
    ColumnDates(day_first=False, undecided=0)
    >>> dates_of(["1/8/18", "2/2/18"])
    ColumnDates(day_first=False, undecided=1)
    """
    day_first = month_first = open_ones = 0
    for cell in cells:
        found = _NUMBERS.fullmatch(cell) if len(cell) <= LONGEST else None
        if found is None or found.group(2) == ".":
            continue
        first, second = int(found.group(1)), int(found.group(3))
        if first > MOST_MONTHS >= second:
            day_first += 1
        elif second > MOST_MONTHS >= first:
            month_first += 1
        elif first != second:
            open_ones += 1
    if day_first == month_first:
        return ColumnDates(undecided=open_ones)
    return ColumnDates(day_first=day_first > month_first)


def _full_year(written: str) -> int:
    year = int(written)
    if len(written) > 2:  # noqa: PLR2004 (by definition: 26 is short for 2026)
        return year
    return year + (2000 if year < CENTURY_TURNS else 1900)


def _time(
    hours: str | None, minutes: str | None, seconds: str | None, half: str | None
) -> time | None:
    if hours is None or minutes is None:
        return None
    hour = int(hours)
    if half is not None:
        if not 1 <= hour <= HALF_DAY:
            raise ValueError(hours)
        hour = hour % HALF_DAY + (HALF_DAY if half.lower() == "p" else 0)
    return time(hour, int(minutes), int(seconds or 0))
