"""The questions one can ask of a search: load the story and the rates, and let `chains` answer.

Every answer comes with the search it is about and the rates it was made with, so that a face can
say where each number is from.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from keepknocking.chains.chain import Chain, chains
from keepknocking.chains.search import SearchForecast, forecast_search
from keepknocking.chains.silences import Silence, silences
from keepknocking.chains.weak_links import ChainOutlook, weak_links
from keepknocking.evidence.certain import without_doubt
from keepknocking.evidence.rates import Rates
from keepknocking.ledger.searches import Goal
from keepknocking.services.finding import find_person
from keepknocking.services.rates import load_rates
from keepknocking.services.stories import OpenedSearch, open_search

EIGHT_WEEKS = timedelta(weeks=8)  # design choice: far enough for a chain, near enough to plan


class DayNotAhead(ValueError):
    """A day to look forward to that is not after today."""

    def __init__(self, by: date, today: date) -> None:
        super().__init__(f"{by} is not after today, {today}: a forecast looks ahead")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: of which story, on which day, with which rates, up to which day, for what.

    `by=None` looks eight weeks ahead; `goal=None` is the search's own goal; `rates_file=None` takes
    the house's rates; `first_asks_a_week=None` counts the pace in the story; without doubt every
    rate is taken as exactly known.
    """

    path: Path
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
    search = open_search(question.path, today=question.today)
    told = search.ledger.search
    goal = question.goal or (told.goal if told is not None else Goal.OFFER)
    return Asked(search=search, rates=rates, by=by, goal=goal, with_doubt=question.with_doubt)


def weigh_silences(question: Question, *, person: str | None = None) -> Weighed:
    """What the silence of every open ask says, or of those of one person.

    Raises
    ------
    NotFound, SeveralFound
        for a person who is not in the story, or may be several.
    """
    asked = ask(question)
    found = silences(asked.search.ledger, asked.rates, today=question.today)
    if person is not None:
        of = find_person(asked.search.ledger, person).id
        found = tuple(silence for silence in found if silence.ask.of == of)
    return Weighed(asked=asked, silences=found)


def forecast(question: Question) -> Foreseen:
    """What to expect of the search: if it stops tonight, and if it goes on."""
    asked = ask(question)
    foreseen = forecast_search(
        asked.search.ledger,
        asked.rates,
        today=question.today,
        by=asked.by,
        goal=asked.goal,
        first_asks_a_week=question.first_asks_a_week,
    )
    return Foreseen(asked=asked, forecast=foreseen)


def find_weak_links(question: Question) -> Looked:
    """The weak link of every living chain, and what mending it brings."""
    asked = ask(question)
    outlooks = weak_links(
        asked.search.ledger,
        asked.rates,
        today=question.today,
        by=asked.by,
        goal=asked.goal,
    )
    return Looked(asked=asked, chains=chains(asked.search.ledger), outlooks=outlooks)
