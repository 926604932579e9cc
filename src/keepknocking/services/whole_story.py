"""The whole story of the seeker's own ledger, a month at a time, each line with its fact's address.

Where each line stands is worked out once for every state of the ledger; the words of a line only
when it is shown, or looked through. The lines are those of the written story, with two differences
that serve reading: whoever has a line of a day by name has no line of introduction besides, and ids
stand only where two share a name.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any, NamedTuple

from keepknocking.ledger.asks import Ask
from keepknocking.ledger.events import Event
from keepknocking.ledger.ledger import REFERENCES_IN, TUPLE_OF, WHEN_OF, Ledger, when_of
from keepknocking.ledger.people import Person
from keepknocking.ledger.searches import Search
from keepknocking.ledger.story.folding import folds_of
from keepknocking.ledger.story.lines import RECORDED
from keepknocking.ledger.story.rendering import name_of
from keepknocking.ledger.story.restating import Rank
from keepknocking.ledger.story.spelling import folded, quoted
from keepknocking.ledger.story.writing import write_story
from keepknocking.services.closed_guesses import is_of_house
from keepknocking.services.fact_lines import lines_of
from keepknocking.services.own_ledger import OwnLedger
from keepknocking.store.loading import Row, Stored, facts_in, turns_in
from keepknocking.store.translate import TABLES, TURNS, Turn, TurnKind

_RANKS: Mapping[str, Rank] = {
    "search": Rank.SEARCH,
    "people": Rank.PERSON,
    "events": Rank.EVENT,
    "asks": Rank.ASK,
    "openings": Rank.OPENING,
    "ties": Rank.TIE,
    "contact_details": Rank.CONTACT_DETAIL,
    "contact_rules": Rank.CONTACT,
    "encounters": Rank.ENCOUNTER,
    "debriefs": Rank.DEBRIEF,
    "expectations": Rank.EXPECTATION,
    "introductions": Rank.INTRODUCTION,
    "stages": Rank.STAGE,
    "thanks": Rank.THANKS,
    "efforts": Rank.EFFORT,
    "pauses": Rank.PAUSE,
    "notes": Rank.NOTE,
    "corrections": Rank.CORRECTION,
}
_TURN_RANKS: Mapping[TurnKind, Rank] = {
    TurnKind.NUDGED: Rank.NUDGE,
    TurnKind.REPLIED: Rank.REPLY,
    TurnKind.PROMISED: Rank.ANSWER,
    TurnKind.DECLINED: Rank.ANSWER,
    TurnKind.FULFILLED: Rank.KEPT,
}
_SECONDS: Mapping[str, tuple[str, Rank]] = {
    "search": ("closed", Rank.SEARCH_CLOSED),
    "events": ("cancelled", Rank.CANCELLED),
    "openings": ("closed", Rank.CLOSED),
    "pauses": ("until", Rank.RESUME),
}
"""What may come to a fact later, and has a line of its own then."""
_DAYS: Mapping[str, Callable[[Any], date]] = {
    table: attrgetter(f"{WHEN_OF[fact_type]}.on")
    for fact_type, table in ((Search, "search"), *TUPLE_OF.items())
}
_DAY_AND_SPACE = 11  # by definition: so long is a day in front of a line, 2026-03-02 and a space


class Place(NamedTuple):
    """Where one line stands, and which line of which fact it is."""

    on: date
    rank: int
    number: int
    table: str
    row: int
    fact: Any
    nth: int


class Mention(NamedTuple):
    """A person or an event as a line writes her or it; `details` where the line brings her in."""

    kind: str
    id: str
    written: str
    details: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldLine:
    """One line: its day, its words, when it was recorded if not then, its fact, whom it names.

    `house_on`: the event of which it tells what the house has said (empty: of none).
    """

    on: date
    words: str
    recorded_at: datetime | None
    table: str
    row: int
    mentions: tuple[Mention, ...]
    house_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldLines:
    """Some lines of so many."""

    lines: tuple[ToldLine, ...]
    first: int
    total: int


@dataclass(frozen=True, slots=True)
class StoryMonths:
    """Every line's place, by the first day of its month, the latest month first.

    Within a month the places stand in no order. `brought` are the people who are brought in by the
    line of something else on the day they came in: they have no line of their own.
    """

    ledger: Ledger
    months: Mapping[date, Sequence[Place]]
    brought: frozenset[str]

    @property
    def total(self) -> int:
        """How many lines there are."""
        return sum(map(len, self.months.values()))


def story_text(home: OwnLedger) -> str:
    """The whole story, as a file keeps it."""
    return write_story(home.stored().ledger)


def story_months(home: OwnLedger) -> StoryMonths:
    """Where every line stands."""
    return home.remembered("months of the story", lambda: _months(home.stored()))


def told_month(story: StoryMonths, month: date, *, first: int, most: int) -> ToldLines:
    """Lines of one month, the latest day first, from the `first` (from 0) on, at most so many.

    Within a day the lines stand in the order of the story.
    """
    places = _in_order(story.months.get(month, ()))
    return _told(story, [(place, month) for place in places], first=first, most=most)


def found_lines(
    home: OwnLedger, story: StoryMonths, words: str, *, first: int, most: int
) -> ToldLines:
    """The lines in which all these words stand, the latest first; capitals and accents aside."""
    wanted = folded(words).split()

    def found() -> list[tuple[Place, date]]:
        lines = home.remembered("words of the story", lambda: list(_words(story)))
        return [(place, month) for text, place, month in lines if all(w in text for w in wanted)]

    places = home.remembered(("found in the story", *wanted), found)
    return _told(story, places, first=first, most=most)


def _words(story: StoryMonths) -> Iterator[tuple[str, Place, date]]:
    """The words of every line as they are compared, the latest first."""
    for month, places in story.months.items():
        in_order = _in_order(places)
        bringing = _bringing(story, in_order)
        for place in in_order:
            line = _line(story.ledger, bringing, place)
            details = " ".join(mention.details for mention in line.mentions)
            yield _folded(f"{line.on} {line.words} {details}"), place, month


def _folded(text: str) -> str:
    return text.casefold() if text.isascii() else folded(text)


def _told(
    story: StoryMonths, places: Sequence[tuple[Place, date]], *, first: int, most: int
) -> ToldLines:
    shown = places[first : first + most]
    bringing: dict[str, Place] = {}
    for month in {month for _, month in shown}:
        bringing |= _bringing(story, _in_order(story.months[month]))
    return ToldLines(
        lines=tuple(_line(story.ledger, bringing, place) for place, _ in shown),
        first=first,
        total=len(places),
    )


def _in_order(places: Sequence[Place]) -> list[Place]:
    in_order = sorted(places, key=attrgetter("rank", "number"))
    in_order.sort(key=attrgetter("on"), reverse=True)  # the order within a day stays
    return in_order


def _bringing(story: StoryMonths, places: Sequence[Place]) -> dict[str, Place]:
    """For each person who is brought in during a month: the line that does it, her first."""
    person, brought = story.ledger.person, story.brought
    bringing: dict[str, Place] = {}
    for place in places:
        for kind, identity in _named(story.ledger, place.fact):
            if kind != "person" or identity not in brought or identity in bringing:
                continue
            if person[identity].known.on == place.on:
                bringing[identity] = place
    return bringing


def _line(ledger: Ledger, bringing: Mapping[str, Place], place: Place) -> ToldLine:
    fact = place.fact
    text = lines_of(ledger, fact)[place.nth]
    if isinstance(fact, Turn):
        when = fact.when
    else:
        when = getattr(fact, _SECONDS[place.table][0]) if place.nth else when_of(fact)
    return ToldLine(
        on=place.on,
        words=RECORDED.sub("", text[_DAY_AND_SPACE:]).rstrip(),
        recorded_at=when.recorded_at,
        table=place.table,
        row=place.row,
        mentions=tuple(_mentions(ledger, bringing, place)),
        house_on=fact.event if is_of_house(fact) else "",
    )


def _mentions(ledger: Ledger, bringing: Mapping[str, Place], place: Place) -> Iterator[Mention]:
    for kind, identity in _named(ledger, place.fact):
        if kind == "person":
            person = ledger.person[identity]
            details = _details(person) if bringing.get(identity) is place else ""
            yield Mention(kind, identity, name_of(person.name), details)
        elif kind == "event":
            yield Mention(kind, identity, quoted(ledger.event[identity].name))


def _named(ledger: Ledger, fact: object) -> Iterator[tuple[str, str]]:
    """The people, events and others a line names, in the order in which it names them."""
    if isinstance(fact, Turn):
        yield "person", ledger.ask[fact.ask].of
    elif isinstance(fact, Person):
        yield "person", fact.id
    elif isinstance(fact, Event):
        yield "event", fact.id
    for field, kind in REFERENCES_IN.get(type(fact), {}).items():
        identity = getattr(fact, field)
        if identity is not None:
            yield kind, identity


def _details(person: Person) -> str:
    return ", ".join(part for part in (person.organization, person.role) if part)


def _months(stored: Stored) -> StoryMonths:
    brought = _brought(stored.ledger)
    months: dict[tuple[int, int], list[Place]] = {}
    for place in _every_place(stored, brought):
        on = place.on
        months.setdefault((on.year, on.month), []).append(place)
    return StoryMonths(
        stored.ledger,
        {date(*month, 1): months[month] for month in sorted(months, reverse=True)},
        brought,
    )


def _every_place(stored: Stored, brought: frozenset[str]) -> Iterator[Place]:
    ledger = stored.ledger
    for table in TABLES:
        name, rank, rows = table.name, _RANKS[table.name], stored.rows[table.name]
        second, day = _SECONDS.get(name), _DAYS[name]
        for number, fact in enumerate(facts_in(ledger, name)):
            row = rows[number].id
            if name != "people" or fact.id not in brought:
                yield Place(day(fact), rank, number, name, row, fact, 0)
            later = None if second is None else getattr(fact, second[0])
            if second is not None and later is not None and len(lines_of(ledger, fact)) > 1:
                yield Place(later.on, second[1], number, name, row, fact, 1)
    yield from _turns(ledger, stored.rows[TURNS.name])


def _turns(ledger: Ledger, rows: Sequence[Row]) -> Iterator[Place]:
    """The turns, but for those that the line of an introduction or an opening says as well."""
    folds = folds_of(ledger)
    for number, (turn, row) in enumerate(zip(turns_in(ledger.asks), rows, strict=True)):
        if turn.ask in folds and _is_said_by_another(ledger.ask[turn.ask], turn):
            continue
        rank = _TURN_RANKS[turn.kind]
        yield Place(turn.when.on, rank, number, TURNS.name, row.id, turn, 0)


def _is_said_by_another(ask: Ask, turn: Turn) -> bool:
    if turn.kind is TurnKind.FULFILLED:
        return True
    return turn.kind is TurnKind.PROMISED and turn.when == ask.fulfilment


def _brought(ledger: Ledger) -> frozenset[str]:
    """The people whom another fact names on the day they came in."""
    known = {person.id: person.known.on for person in ledger.people}
    brought: set[str] = set()
    for fact_type, table in TUPLE_OF.items():
        day = _DAYS[table]
        for field, kind in REFERENCES_IN[fact_type].items():
            if kind == "person":
                whom = attrgetter(field)
                facts = getattr(ledger, table)
                brought.update(whom(fact) for fact in facts if known.get(whom(fact)) == day(fact))
    return frozenset(brought)
