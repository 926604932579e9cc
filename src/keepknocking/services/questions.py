"""The questions one can ask of a search: load the ledger and the rates, and let `chains` answer.

Every answer comes with the search it is about and the rates it was made with, so that a face can
say where each number is from.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from keepknocking.chains.chain import Chain, chains
from keepknocking.chains.lanes import RateLanes
from keepknocking.chains.network import Scene
from keepknocking.chains.search import (
    SearchForecast,
    UnderWay,
    check_within,
    forecast_from,
    under_way,
)
from keepknocking.chains.silences import Silence, silences
from keepknocking.chains.weak_links import ChainOutlook, weak_links
from keepknocking.evidence.certain import without_doubt
from keepknocking.evidence.rates import Rates
from keepknocking.ledger.searches import Goal
from keepknocking.services.finding import find_person
from keepknocking.services.homes import Home, OpenedSearch
from keepknocking.services.rates import load_rates

EIGHT_WEEKS = timedelta(weeks=8)  # design choice: far enough for a chain, near enough to plan


class DayNotAhead(ValueError):
    """A day to look forward to that is not after today."""

    def __init__(self, by: date, today: date) -> None:
        super().__init__(f"{by} is not after today, {today}: a forecast looks ahead")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: of which search, on which day, with which rates, up to which day, for what.

    `by=None` looks eight weeks ahead; `goal=None` is the search's own goal; `rates_file=None` takes
    the house's rates; `first_asks_a_week=None` counts the pace in the ledger; without doubt every
    rate is taken as exactly known.
    """

    home: Home
    today: date
    rates_file: Path | None = None
    by: date | None = None
    goal: Goal | None = None
    first_asks_a_week: float | None = None
    with_doubt: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with its search and its rates at hand."""

    search: OpenedSearch
    rates: Rates
    by: date
    goal: Goal
    with_doubt: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """The open asks and what their silence says, the most hopeless first."""

    asked: Asked
    silences: tuple[Silence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What to expect of the search."""

    asked: Asked
    forecast: SearchForecast


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """Every chain, and of the living ones the weak link and what can be done."""

    asked: Asked
    chains: tuple[Chain, ...]
    outlooks: tuple[ChainOutlook, ...]


def ask(question: Question) -> Asked:
    """Load what a question needs.

    Raises
    ------
    TextFileError, RatesNotUnderstood, DayNotAhead
    """
    by = question.by or question.today + EIGHT_WEEKS
    if by <= question.today:
        raise DayNotAhead(by, question.today)
    rates = load_rates(question.rates_file)
    if not question.with_doubt:
        rates = without_doubt(rates)
    search = question.home.opened(today=question.today)
    told = search.ledger.search
    goal = question.goal or (told.goal if told is not None else Goal.OFFER)
    return Asked(search=search, rates=rates, by=by, goal=goal, with_doubt=question.with_doubt)


def weigh_silences(question: Question, *, person: str | None = None) -> Weighed:
    """What the silence of every open ask says, or of those of one person.

    Raises
    ------
    NotFound, SeveralFound
        for a person who is not in the ledger, or may be several.
    """
    weighed = question.home.remembered(("silences", question), lambda: _weighed(question))
    if person is None:
        return weighed
    of = find_person(weighed.asked.search.ledger, person).id
    found = tuple(silence for silence in weighed.silences if silence.ask.of == of)
    return replace(weighed, silences=found)


def _weighed(question: Question) -> Weighed:
    asked = ask(question)
    same = (question.today, question.rates_file, question.with_doubt)
    known = question.home.kept(("silences", same))
    found = silences(asked.search.ledger, asked.rates, today=question.today, known=known)
    return Weighed(asked=asked, silences=found)


def forecast(question: Question) -> Foreseen:
    """What to expect of the search: if it stops tonight, and if it goes on."""
    return question.home.remembered(("forecast", question), lambda: _foreseen(question))


def _foreseen(question: Question) -> Foreseen:
    asked = ask(question)
    check_within(asked.by, asked.rates, today=question.today)
    foreseen = forecast_from(
        _under_way(question, asked), by=asked.by, first_asks_a_week=question.first_asks_a_week
    )
    return Foreseen(asked=asked, forecast=foreseen)


def _under_way(question: Question, asked: Asked) -> UnderWay:
    """What is under way, kept for other days and paces; what was weighed, kept for other goals."""
    home = question.home
    same = (question.today, question.rates_file, question.with_doubt)

    def scene() -> Scene:
        lanes = RateLanes(asked.rates)
        ledger, today = asked.search.ledger, question.today
        weighed = home.kept(("weighed", same))
        return Scene(ledger=ledger, lanes=lanes, today=today, goal=asked.goal, weighed=weighed)

    def begun() -> UnderWay:
        return under_way(replace(home.remembered(("scene", same), scene), goal=asked.goal))

    return home.remembered(("under way", same, asked.goal), begun)


def find_weak_links(question: Question) -> Looked:
    """The weak link of every living chain, and what mending it brings."""
    return question.home.remembered(("weak links", question), lambda: _looked(question))


def _looked(question: Question) -> Looked:
    asked = ask(question)
    outlooks = weak_links(
        asked.search.ledger,
        asked.rates,
        today=question.today,
        by=asked.by,
        goal=asked.goal,
    )
    return Looked(asked=asked, chains=chains(asked.search.ledger), outlooks=outlooks)
