"""What the page of everybody shows: who is who, what is open with each, and what is owed."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from keepknocking.ledger.asks import Ask, AskStatus
from keepknocking.ledger.people import Person
from keepknocking.services.people import Found, Order, PeopleIndex, Standing
from keepknocking.services.person import acquaintance_of
from keepknocking.web.contexts.pager import Pager
from keepknocking.web.forms.people import PersonForm
from keepknocking.web.pictures.doors import DoorState, mini_door
from keepknocking.web.words import ago, apart, how_known, who_is
from keepknocking.wording.phrases import counted, day_in_words

PAGE = 50  # design choice: so many people on one page
MOST_OPEN = 2  # design choice: so many open asks of one person in a list
SLOW_FROM = 2_000  # design choice: from so many people on, comparing them all takes seconds
LATEST_EVENTS = 12  # design choice: so many names of events are offered while one is typed

STANDINGS = {
    Standing.EVERYBODY: "Everybody",
    Standing.WAITING: "Waiting for an answer",
    Standing.PROMISED: "Promised",
    Standing.YOUR_TURN: "Your turn",
    Standing.THANKS: "Owed thanks",
    Standing.NEVER_ASKED: "Never asked",
}
NOBODY = {
    Standing.EVERYBODY: "Nobody here yet.",
    Standing.WAITING: "Nobody owes you an answer.",
    Standing.PROMISED: "No promise is open.",
    Standing.YOUR_TURN: "Nobody waits for you to go on.",
    Standing.THANKS: "Everybody who opened a door for you has been thanked.",
    Standing.NEVER_ASKED: "You have asked everybody here. New people come with every event.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the address asks for: words to find, which people, in which order, from which page."""

    words: str = ""
    standing: Standing = Standing.EVERYBODY
    order: Order = Order.LATEST
    number: int = 1

    def url(self, **changed: str | int) -> str:
        """The address of the list with something changed; what is as usual is left out."""
        said = {
            "q": self.words,
            "show": str(self.standing),
            "order": str(self.order),
            **{key: str(value) for key, value in changed.items()},
        }
        usual = {"q": "", "show": str(Standing.EVERYBODY), "order": str(Order.LATEST), "page": "1"}
        query = urlencode({key: value for key, value in said.items() if usual[key] != value})
        return reverse("people") + (f"?{query}" if query else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One way to choose or to order, as a link; `count` is empty where nothing is counted."""

    words: str
    url: str
    is_current: bool
    count: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One person of the list."""

    name: str
    url: str
    who: str
    known: str
    door: SafeString
    stands: tuple[str, ...]
    your_turn: str
    is_owed_thanks: bool
    may_contact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage:
    """The page of everybody."""

    known: int
    known_words: str
    asked: int
    asked_words: str
    lede: str
    wanted: Wanted
    found_words: str
    standings: tuple[Choice, ...]
    orders: tuple[Choice, ...]
    rows: tuple[Row, ...]
    nobody: str
    pager: Pager | None
    clear_url: str
    form: PersonForm
    events: tuple[str, ...]
    is_adding: bool
    doubles: str


def people_page(
    index: PeopleIndex,
    wanted: Wanted,
    form: PersonForm,
    *,
    is_adding: bool = False,
    doubles: int | None = 0,
) -> PeoplePage:
    """Everybody, or those who are wanted."""
    found = index.find(wanted.words, standing=wanted.standing, order=wanted.order)
    known, asked = len(index.ledger.people), len(index.asked)
    first = PAGE * (_page_number(wanted, found) - 1)
    return PeoplePage(
        known=known,
        known_words="person" if known == 1 else "people",
        asked=asked,
        asked_words="has been asked" if asked == 1 else "have been asked",
        lede=_lede(index),
        wanted=wanted,
        found_words=_found_words(wanted, found),
        standings=tuple(_standing(wanted, one, found) for one in Standing),
        orders=(
            _order(wanted, Order.LATEST, "Latest first"),
            _order(wanted, Order.NAME, "By name"),
        ),
        rows=tuple(row(index, index.ledger.person[one]) for one in found.people[first:][:PAGE]),
        nobody=f"Nobody has “{wanted.words}” in name, organization, role or address."
        if wanted.words and not found.counts[Standing.EVERYBODY]
        else NOBODY[wanted.standing],
        pager=_pager(wanted, found, first),
        clear_url=wanted.url(q=""),
        form=form,
        events=_event_names(index),
        is_adding=is_adding or not known,
        doubles=_doubles(doubles, known=known),
    )


def _doubles(many: int | None, *, known: int) -> str:
    """The words that lead to who may stand here twice: without a number where none is known."""
    if many is None:
        waits = " (comparing them all takes some seconds)" if known >= SLOW_FROM else ""
        return f"See who may stand here twice{waits}"
    return f"{counted(many, 'pair')} may stand here twice" if many else ""


def row(index: PeopleIndex, person: Person) -> Row:
    """One person in a line or two."""
    return Row(
        name=person.name,
        url=person_url(person),
        who=who_is(person),
        known=how_known(acquaintance_of(index, person.id), index.ledger, today=index.today),
        door=mini_door(state=door_of(index, person.id)),
        stands=_stands(index, person.id),
        your_turn=_turn(index, person.id),
        is_owed_thanks=person.id in index.thanks_owed,
        may_contact=index.ledger.may_contact(person.id),
    )


def person_url(person: Person) -> str:
    """The person's page."""
    return reverse("person", args=[person.id])


def door_of(index: PeopleIndex, person: str) -> DoorState:
    """How a person's door stands: opened, ajar after a promise, lit when knocked at, closed."""
    asks = index.ledger.asks_of(person)
    if person in index.opened:
        return DoorState.OPEN
    if any(ask.status is AskStatus.PROMISED for ask in asks):
        return DoorState.AJAR
    return DoorState.LIT if any(ask.is_open for ask in asks) else DoorState.CLOSED


def stands(ask: Ask, *, today: date) -> str:
    """Where an open ask stands, in a few words."""
    since = ago(ask.waiting_since, today=today)
    if ask.status is AskStatus.PROMISED:
        said = f"Promised {since}"
    elif ask.replies:
        said = f"Replied {since}, neither yes nor no"
    else:
        said = f"Asked {since}, silent"
    nudges = len(ask.nudges_in_silence())
    if not nudges:
        return said
    return f"{said}, nudged {'once' if nudges == 1 else f'{nudges} times'}"


def _stands(index: PeopleIndex, person: str) -> tuple[str, ...]:
    today = index.today
    still = [ask for ask in index.ledger.asks_of(person) if ask.is_open]
    found = [stands(ask, today=today) for ask in still[-MOST_OPEN:]]
    if len(still) > MOST_OPEN:
        found.append(f"And {counted(len(still) - MOST_OPEN, 'other ask')} still open")
    return tuple(found)


def _turn(index: PeopleIndex, person: str) -> str:
    since = index.your_turn.get(person)
    return "" if since is None else f"Your turn since {day_in_words(since, today=index.today)}"


def _lede(index: PeopleIndex) -> str:
    """One kind sentence under the first."""
    waiting, promised = index.counts[Standing.WAITING], index.counts[Standing.PROMISED]
    if waiting:
        are = "has" if waiting == 1 else "have"
        return f"{waiting} {are} not answered yet. Silence is about their week, not about you."
    if promised:
        are = "has" if promised == 1 else "have"
        return f"{promised} {are} promised something that is still to come."
    return "Every one of them is a door, and you only need one to open."


def _found_words(wanted: Wanted, found: Found) -> str:
    """What the search has found, or nothing where there was none."""
    if not wanted.words:
        return ""
    many = found.counts[Standing.EVERYBODY]
    return f"{counted(many, 'person', 'people')} with “{apart(wanted.words)}”"


def _standing(wanted: Wanted, standing: Standing, found: Found) -> Choice:
    return Choice(
        words=STANDINGS[standing],
        url=wanted.url(show=standing),
        is_current=wanted.standing is standing,
        count=str(found.counts[standing]),
    )


def _order(wanted: Wanted, order: Order, words: str) -> Choice:
    return Choice(words=words, url=wanted.url(order=order), is_current=wanted.order is order)


def _page_number(wanted: Wanted, found: Found) -> int:
    pages = max(-(-len(found.people) // PAGE), 1)
    return min(max(wanted.number, 1), pages)


def _pager(wanted: Wanted, found: Found, first: int) -> Pager | None:
    many = len(found.people)
    if many <= PAGE:
        return None
    number, last = first // PAGE + 1, min(first + PAGE, many)
    return Pager(
        sentence=f"People {first + 1} to {last} of {many}",
        previous_url=wanted.url(page=number - 1) if first else "",
        next_url=wanted.url(page=number + 1) if last < many else "",
    )


def _event_names(index: PeopleIndex) -> tuple[str, ...]:
    """The latest events up to today, each name once."""
    past = [event.name for event in index.ledger.events if event.when.on <= index.today]
    return tuple(dict.fromkeys(reversed(past)))[:LATEST_EVENTS]
