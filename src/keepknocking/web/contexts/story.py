"""What the story's page shows: lines under their days, names as links, and the list of months."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from operator import attrgetter

from django.urls import reverse
from django.utils.http import urlencode

from keepknocking.services.closed_guesses import closed_events
from keepknocking.services.own_ledger import OwnLedger
from keepknocking.services.whole_story import (
    Mention,
    StoryMonths,
    ToldLine,
    ToldLines,
    found_lines,
    story_months,
    told_month,
)
from keepknocking.web.contexts.pager import Pager
from keepknocking.wording.facts import without_house
from keepknocking.wording.phrases import MONTHS, counted, day_in_words, weekday_and_day

LINES_A_PAGE = 100  # design choice: more is not read at once
_ADDRESS_OF = {"person": "person", "event": "event"}
"""The name of the page of whom or what a line mentions."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a line; a name leads to a page (`url` empty: plain words)."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """One line: its words in pieces, a remark on when it was recorded, where it is edited."""

    pieces: tuple[Piece, ...]
    recorded: str
    words: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOfStory:
    """The lines of one day; `is_ahead` where it is still to come."""

    day: str
    is_ahead: bool
    lines: tuple[StoryLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthLink:
    """One month that has lines; `is_shown` where it is the one on the page."""

    name: str
    full_name: str
    lines: int
    url: str
    is_shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class YearOfStory:
    """The months of one year."""

    year: int
    months: tuple[MonthLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage:
    """The page of the story."""

    headline: str
    heading: str
    days: tuple[DayOfStory, ...]
    years: tuple[YearOfStory, ...]
    pager: Pager | None
    words: str
    is_empty: bool


def story_page(home: OwnLedger, *, month: str, words: str, number: int, today: date) -> StoryPage:
    """One page of one month, or of the lines in which some words stand (`number` from 1)."""
    story = story_months(home)
    shown = _month_of(story, month)
    first = (number - 1) * LINES_A_PAGE
    if words:
        told = found_lines(home, story, words, first=first, most=LINES_A_PAGE)
        heading = f"{counted(told.total, 'line')} with “{words}”" if told.total else _none(words)
    else:
        told = told_month(story, shown, first=first, most=LINES_A_PAGE)
        heading = _name_of(shown)
    asked = {"q": words} if words else {"month": f"{shown:%Y-%m}"}
    return StoryPage(
        headline=_headline(story),
        heading=heading,
        days=_days(_without_closed(home, told.lines), today=today),
        years=tuple(_years(story, None if words else shown)),
        pager=_pager(told, number, asked),
        words=words,
        is_empty=not story.months,
    )


def pieces_of(words: str, mentions: Sequence[Mention]) -> tuple[Piece, ...]:
    """The words of a line with the names in it as links, and details behind who is new there.

    Longer names are looked for first, so that Ana is not found in Ana Reyes.

    >>> from keepknocking.services.whole_story import Mention
    >>> [piece.text for piece in pieces_of("met Ana again", [Mention("person", "ana", "Ana")])]
    ['met ', 'Ana', ' again']
    """
    spots: list[tuple[int, int, Mention]] = []
    for mention in sorted(mentions, key=lambda one: -len(one.written)):
        start = _spot(words, mention.written, spots)
        if start is not None:
            spots.append((start, start + len(mention.written), mention))
    return tuple(_cut(words, sorted(spots, key=lambda spot: spot[0])))


def _spot(words: str, written: str, taken: Sequence[tuple[int, int, Mention]]) -> int | None:
    """Where a name stands by itself and is no part of another one."""
    start = words.find(written)
    while start >= 0:
        end = start + len(written)
        is_free = all(end <= first or start >= last for first, last, _ in taken)
        if is_free and not _is_letter(words, start - 1) and not _is_letter(words, end):
            return start
        start = words.find(written, start + 1)
    return None


def _is_letter(words: str, place: int) -> bool:
    return 0 <= place < len(words) and words[place].isalnum()


def _cut(words: str, spots: Sequence[tuple[int, int, Mention]]) -> Iterator[Piece]:
    done = 0
    for start, end, mention in spots:
        if words[done:start]:
            yield Piece(words[done:start])
        yield Piece(words[start:end], reverse(_ADDRESS_OF[mention.kind], args=[mention.id]))
        if mention.details and not words[end:].startswith(" ("):
            yield Piece(f" ({mention.details})")
        done = end
    if words[done:]:
        yield Piece(words[done:])


def _without_closed(home: OwnLedger, lines: Sequence[ToldLine]) -> Sequence[ToldLine]:
    """The lines without what the house has said under a seal that was not opened yet."""
    if not any(line.house_on for line in lines):
        return lines
    closed = closed_events(home)
    return [
        replace(line, words=without_house(line.words)) if line.house_on in closed else line
        for line in lines
    ]


def _days(lines: Sequence[ToldLine], *, today: date) -> tuple[DayOfStory, ...]:
    return tuple(
        DayOfStory(
            day=weekday_and_day(day, today=today),
            is_ahead=day > today,
            lines=tuple(_line(line, today=today) for line in told),
        )
        for day, told in groupby(lines, key=attrgetter("on"))
    )


def _line(line: ToldLine, *, today: date) -> StoryLine:
    recorded = ""
    if line.recorded_at is not None and line.recorded_at.date() != line.on:
        recorded = f"written down on {day_in_words(line.recorded_at.date(), today=today)}"
    return StoryLine(
        pieces=pieces_of(line.words, line.mentions),
        recorded=recorded,
        words=line.words,
        url=reverse("fact", args=[line.table, line.row]),
    )


def _month_of(story: StoryMonths, month: str) -> date:
    """The month that was asked for, or the latest one."""
    wanted = (one for one in story.months if f"{one:%Y-%m}" == month)
    return next(wanted, next(iter(story.months), date.min))


def _name_of(month: date) -> str:
    return f"{MONTHS[month.month - 1]} {month.year}"


def _years(story: StoryMonths, shown: date | None) -> Iterator[YearOfStory]:
    for year, months in groupby(story.months, key=attrgetter("year")):
        yield YearOfStory(
            year=year,
            months=tuple(
                MonthLink(
                    name=MONTHS[month.month - 1],
                    full_name=_name_of(month),
                    lines=len(story.months[month]),
                    url=f"{reverse('story')}?{urlencode({'month': f'{month:%Y-%m}'})}",
                    is_shown=month == shown,
                )
                for month in months
            ),
        )


def _headline(story: StoryMonths) -> str:
    lines = counted(story.total, "line")
    return f"Your search so far: {lines} in {counted(len(story.months), 'month')}."


def _none(words: str) -> str:
    return f"No line has “{words}” in it"


def _pager(told: ToldLines, number: int, asked: dict[str, str]) -> Pager | None:
    if told.total <= LINES_A_PAGE:
        return None
    last = told.first + len(told.lines)
    return Pager(
        sentence=f"Lines {told.first + 1:,} to {last:,} of {told.total:,}, the latest first",
        previous_url=_url(asked, number - 1) if number > 1 else "",
        next_url=_url(asked, number + 1) if last < told.total else "",
    )


def _url(asked: dict[str, str], number: int) -> str:
    return f"{reverse('story')}?{urlencode({**asked, 'page': str(number)})}"
