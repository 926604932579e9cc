"""What the page of all chains shows: where each stands, the living first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from keepknocking.chains.chain import Chain, ChainStatus
from keepknocking.ledger.asks import AskStatus
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.openings import Opening, StageKind
from keepknocking.services.chains import OpeningStands, Stands, Street
from keepknocking.web.contexts.chain_stops import (
    STAGES,
    Stop,
    opening_stop,
    short_stops,
    teller_stop,
)
from keepknocking.web.contexts.pager import Pager
from keepknocking.web.pictures.doors import DoorState, mini_door
from keepknocking.web.pictures.street import street as street_of_doors
from keepknocking.web.words import apart
from keepknocking.wording.phrases import counted, day_in_words, listed

PAGE = 50  # design choice: so many chains on one page
COUNTED = {
    ChainStatus.OFFER: ("has led to an offer", "have led to an offer"),
    ChainStatus.AT_THE_EMPLOYER: ("is at an employer", "are at an employer"),
    ChainStatus.YOUR_TURN: ("waits for you", "wait for you"),
    ChainStatus.WAITING: ("waits for somebody", "wait for somebody"),
}
"""How chains that stand alike are counted: one of them, several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Says:
    """Where a chain stands, in two or three words and in a sentence."""

    title: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One chain of the list."""

    stops: tuple[Stop, ...]
    names: str
    says: Says
    is_weak: bool
    url: str
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Empty:
    """Nothing yet, and one thing to begin with."""

    sentence: str
    help: str
    action: str
    url: str
    svg: SafeString


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorKey:
    """What a door means."""

    door: SafeString
    words: str


FEW = 10  # design choice: so many chains that are over lie folded on the page itself
LEGEND = (
    DoorKey(door=mini_door(state=DoorState.OPEN), words="opened for you"),
    DoorKey(door=mini_door(state=DoorState.AJAR), words="promised, not done yet"),
    DoorKey(door=mini_door(state=DoorState.LIT), words="asked, no answer yet"),
    DoorKey(door=mini_door(state=DoorState.CLOSED), words="closed, or not asked yet"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainsPage:
    """The page of all chains."""

    alive: int
    alive_words: str
    headline: str
    lede: str
    rows: tuple[Row, ...]
    pager: Pager | None
    openings: tuple[Row, ...]
    over_words: str
    over: tuple[Row, ...]
    over_pager: Pager | None
    is_over_open: bool
    over_url: str
    legend: tuple[DoorKey, ...]
    empty: Empty | None


def chains_page(street: Street, *, number: int = 1, over: int = 0) -> ChainsPage:
    """All chains: this page of the living ones, and of those that are over (0: kept closed)."""
    alive, done = street.alive, street.over
    rows, pager = _paged(street, alive, number, "page", "Chains")
    is_open = over > 0 or not alive
    # A closed list as long as a page would make the page twice as heavy for nothing.
    shown = done if is_open or len(done) <= FEW else ()
    over_rows, over_pager = _paged(street, shown, max(over, 1), "over", "Chains that are over")
    none = not (street.chains or street.openings)
    are = "is" if len(done) == 1 else "are"
    return ChainsPage(
        alive=len(alive),
        alive_words="chain is alive" if len(alive) == 1 else "chains are alive",
        headline=_headline(alive, done),
        lede=_lede(alive),
        rows=rows,
        pager=pager,
        openings=tuple(_opening_row(street, one) for one in street.openings),
        over_words=f"{counted(len(done), 'chain')} {are} over" if done else "",
        over=over_rows,
        over_pager=over_pager,
        is_over_open=is_open,
        over_url="" if shown or not done else f"{reverse('chains')}?over=1#over",
        legend=LEGEND,
        empty=_empty() if none else None,
    )


def row(street: Street, one: Stands) -> Row:
    """One chain in a row of doors and a sentence."""
    stops = short_stops(street, one)
    return Row(
        stops=stops,
        names=listed([apart(stop.name) for stop in stops]),
        says=says(street, one),
        is_weak=one.is_weak,
        url=chain_url(one.chain),
        action="Ways round it" if one.is_weak else "Look at it",
    )


def chain_url(chain: Chain) -> str:
    """The page of one chain."""
    url = reverse("chain", args=[chain.tip.id])
    if chain.opening is None or chain.opening.ask != chain.tip.id:
        return url
    return f"{url}?{urlencode({'opening': chain.opening.id})}"


def says(street: Street, one: Stands) -> Says:
    """Where a chain stands."""
    ledger, today, chain = street.ledger, street.today, one.chain
    name = apart(ledger.person[chain.tip.of].name)
    if chain.status is ChainStatus.OVER and chain.tip.status is AskStatus.DECLINED:
        return Says(title="Over", words=f"{name} said no. That is an answer too.")
    if chain.opening is not None and not chain.tip.is_open:
        return opening_says(ledger, chain.opening, chain.status, today=today)
    if chain.status is ChainStatus.YOUR_TURN:
        return Says(title="Waits for you", words=f"{your_turn(ledger, chain)}.")
    return _waiting(one, name, today=today)


def _waiting(one: Stands, name: str, *, today: date) -> Says:
    tip, days = one.chain.tip, counted(one.chain.tip.silent_days(today=today), "day")
    if one.is_weak:
        since = f"has been silent for {days}"
        if tip.status is AskStatus.PROMISED:
            since = f"promised {days} ago, and it is not done"
        return Says(title="Weak link", words=f"{name} {since}.")
    due = "" if one.nudge_due_on is None else day_in_words(one.nudge_due_on, today=today)
    return Says(title=f"Waits for {name}", words=f"No need to write before {due}.")


def your_turn(ledger: Ledger, chain: Chain) -> str:
    """What a chain that waits for the seeker waits for, as the middle of a sentence."""
    if chain.opening is not None:
        return f"{_named(chain.opening)} is yours to apply for"
    if chain.next_person is None:
        name = apart(ledger.person[chain.tip.of].name)
        return f"{name} opened a door, and nothing has followed yet"
    name = apart(ledger.person[chain.next_person].name)
    if not ledger.may_contact(chain.next_person):
        return f"{name} is next, and you leave {name} in peace"
    return f"{name} has not been asked"


def opening_says(ledger: Ledger, opening: Opening, status: ChainStatus, *, today: date) -> Says:
    """Where an opening stands."""
    stages = ledger.stages_of(opening.id)
    if status is ChainStatus.OVER:
        over = {StageKind.REJECTION: "They said no", StageKind.WITHDRAWAL: "You withdrew"}
        why = [over[stage.kind] for stage in stages if stage.kind in over]
        return Says(title="Over", words=f"{why[-1] if why else 'The opening is closed'}.")
    if status is ChainStatus.OFFER:
        return Says(title="An offer", words="When you decide, thank everybody on this street.")
    if status is ChainStatus.YOUR_TURN:
        return Says(title="Waits for you", words=f"{_named(opening)} is yours to apply for.")
    last = stages[-1]
    day = day_in_words(last.when.on, today=today)
    return Says(title="At the employer", words=f"{STAGES[last.kind]} on {day}.")


def _named(opening: Opening) -> str:
    return apart(f"“{opening.title}” at {opening.organization}")


def _opening_row(street: Street, one: OpeningStands) -> Row:
    ledger, teller = street.ledger, one.opening.told_by
    told = () if teller is None else (teller_stop(ledger.person[teller]),)
    stops = (*told, opening_stop(one.opening, one.status))
    how = "Found by yourself." if teller is None else "Told unasked."
    said = opening_says(ledger, one.opening, one.status, today=street.today)
    return Row(
        stops=stops,
        names=listed([apart(stop.name) for stop in stops]),
        says=Says(title=said.title, words=f"{how} {said.words}"),
        is_weak=False,
        url="",
        action="",
    )


def _headline(alive: Sequence[Stands], done: Sequence[Stands]) -> str:
    """What follows the number of the living chains; the whole sentence where there are none."""
    if not alive:
        if not done:
            return "No chain yet, and openings that need none."
        return "No chain is alive just now. Every door on them is still there."
    parts = []
    for status, (one, several) in COUNTED.items():
        many = sum(stands.chain.status is status for stands in alive)
        if many:
            every = "it" if many == 1 else "they all"
            parts.append(f"{every if many == len(alive) else many} {one if many == 1 else several}")
    return f"{listed(parts)}."


def _lede(alive: Sequence[Stands]) -> str:
    weak = sum(one.is_weak for one in alive)
    if not alive:
        return "A new one begins with one question to somebody you know."
    if not weak:
        return "None of them has been quiet for longer than usual. You only need one."
    if weak == 1:
        return "1 hangs on somebody who has gone quiet. Silence is about their week, not about you."
    return (
        f"{weak} hang on somebody who has gone quiet. Silence is about their week, not about you."
    )


def _paged(
    street: Street, found: Sequence[Stands], number: int, key: str, what: str
) -> tuple[tuple[Row, ...], Pager | None]:
    many = len(found)
    pages = max(-(-many // PAGE), 1)
    first = PAGE * (min(max(number, 1), pages) - 1)
    rows = tuple(row(street, one) for one in found[first : first + PAGE])
    if many <= PAGE:
        return rows, None
    at, last = first // PAGE + 1, min(first + PAGE, many)
    place = "#over" if key == "over" else ""
    url = reverse("chains")
    return rows, Pager(
        sentence=f"{what} {first + 1} to {last} of {many}",
        previous_url=f"{url}?{key}={at - 1}{place}" if first else "",
        next_url=f"{url}?{key}={at + 1}{place}" if last < many else "",
    )


def _empty() -> Empty:
    return Empty(
        sentence="No chain yet. One begins with a question to somebody you know.",
        help="Ask one person for one name. Whoever they send you to is the next door.",
        action="Choose somebody to ask",
        url=reverse("people"),
        svg=street_of_doors(),
    )
