"""What the page of one fact shows: its line, its form, what hangs on it, what it was before."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from keepknocking.ledger.asks import Ask
from keepknocking.ledger.events import Event
from keepknocking.ledger.ledger import Ledger, when_of
from keepknocking.ledger.moments import When
from keepknocking.ledger.people import Person
from keepknocking.ledger.story.lines import RECORDED
from keepknocking.services.fact_lines import lines_of
from keepknocking.services.facts import HeldFact, SeenFact, Version
from keepknocking.store.translate import Turn
from keepknocking.web.forms.facts import FactForm, has_fields
from keepknocking.wording.facts import kind_in_words, moment_in_words, without_house
from keepknocking.wording.phrases import counted, weekday_and_day

LONGEST_HEADING = 160  # design choice: characters of a heading
GONE_SINCE = "a line about somebody or something that has been taken out since"
_DAY_AND_SPACE = 11  # by definition: 2026-03-02 and a space


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedLine:
    """A line of the story and the address of its fact."""

    words: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What stood here until a moment (`words` empty: nothing)."""

    until: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactPage:
    """One fact."""

    kind: str
    day: str
    words: str
    recorded: str
    form: FactForm | None
    version: int
    change_url: str
    remove_url: str
    page_url: str
    links: tuple[LinkedLine, ...]
    turns: tuple[LinkedLine, ...]
    named_in: tuple[LinkedLine, ...]
    more_named: str
    is_sealed: bool
    before: tuple[Earlier, ...]


def fact_page(seen: SeenFact, form: FactForm | None, *, today: date, now: datetime) -> FactPage:
    """The page of a fact, with the form as it stands (None: a new one)."""
    held, ledger = seen.held, seen.ledger
    when = when_in(held.fact)
    address = [held.table, held.row]
    if form is None and has_fields(held.fact):
        form = FactForm(held.fact, ledger, today=today, version=held.version)
    recorded = when.recorded_at
    more = seen.more_dependents
    return FactPage(
        kind=kind_of(held),
        day=weekday_and_day(when.on, today=today),
        words=words_of(ledger, held.fact, is_closed=seen.is_closed),
        recorded="" if recorded is None else moment_in_words(recorded, today=today),
        form=form,
        version=held.version,
        change_url=reverse("change_fact", args=address),
        remove_url=reverse("remove_fact", args=address),
        page_url=reverse("fact", args=address),
        links=tuple(_links(held.fact, when.on)),
        turns=_linked(ledger, seen.turns),
        named_in=_linked(ledger, seen.dependents),
        more_named=f"and {counted(more, 'line')} more" if more else "",
        is_sealed=seen.is_sealed,
        before=tuple(_earlier(ledger, version, today=today, now=now) for version in seen.before),
    )


def kind_of(held: HeldFact) -> str:
    """What kind of fact it is, in words."""
    turn = str(held.fact.kind) if isinstance(held.fact, Turn) else ""
    return kind_in_words(held.table, turn)


def when_in(fact: object) -> When:
    """When it happened."""
    return fact.when if isinstance(fact, Turn) else when_of(fact)


def words_of(ledger: Ledger, fact: object, *, is_closed: bool) -> str:
    """The words of the fact's own line, without the day, and not longer than a heading."""
    words = own_line(ledger, fact)[_DAY_AND_SPACE:]
    return shortened_words(without_house(words) if is_closed else words)


def own_line(ledger: Ledger, fact: object) -> str:
    """The fact's own line, without the mark of its moment."""
    return RECORDED.sub("", lines_of(ledger, fact)[0]).rstrip()


def shortened_words(words: str) -> str:
    """The words, or how they begin if they are many."""
    return words if len(words) <= LONGEST_HEADING else words[: LONGEST_HEADING - 1] + "…"


def _links(fact: object, on: date) -> Iterator[LinkedLine]:
    """Where else it is to be seen."""
    yield LinkedLine(words="In the story", url=f"{reverse('story')}?month={on:%Y-%m}")
    if isinstance(fact, Person):
        yield LinkedLine(words="The page of this person", url=reverse("person", args=[fact.id]))
    elif isinstance(fact, Event):
        yield LinkedLine(words="The page of the event", url=reverse("event", args=[fact.id]))
    elif isinstance(fact, Ask):
        yield LinkedLine(words="Its chain", url=reverse("chain", args=[fact.id]))


def _linked(ledger: Ledger, facts: Iterable[HeldFact]) -> tuple[LinkedLine, ...]:
    return tuple(
        LinkedLine(
            words=shortened_words(without_house(own_line(ledger, held.fact))),
            url=reverse("fact", args=[held.table, held.row]),
        )
        for held in facts
    )


def _earlier(ledger: Ledger, version: Version, *, today: date, now: datetime) -> Earlier:
    until = moment_in_words(version.at.astimezone(now.tzinfo), today=today)
    if version.fact is None:
        return Earlier(until=until, words="")
    try:
        words = without_house(own_line(ledger, version.fact))
    except KeyError:  # it named somebody who is not in the ledger any more
        words = GONE_SINCE
    return Earlier(until=until, words=words)
