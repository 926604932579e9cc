"""A chain as a row of doors: who stands behind each, and what lies between two of them.

The link behind a person's door is what she was asked for: it held, it waits, or it is the weak one.
The first link, from the seeker to the first person, is how the two know each other.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from keepknocking.chains.chain import Chain, ChainStatus
from keepknocking.ledger.asks import Ask, AskStatus, Purpose
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.openings import Opening, StageKind
from keepknocking.ledger.people import Person
from keepknocking.services.chains import Stands, Street
from keepknocking.web.contexts.people import person_url
from keepknocking.web.pictures.chain_picture import (
    LinkState,
    broken_link,
    door_words,
    link_words,
    person_door,
)
from keepknocking.web.pictures.doors import DoorState, mini_door
from keepknocking.web.words import ago, apart, who_is
from keepknocking.wording.asks import what_for
from keepknocking.wording.phrases import counted, day_in_words

DOORS = {
    AskStatus.SILENT: DoorState.LIT,
    AskStatus.PROMISED: DoorState.AJAR,
    AskStatus.DECLINED: DoorState.CLOSED,
    AskStatus.FULFILLED: DoorState.OPEN,
}
EMPLOYERS = {
    ChainStatus.AT_THE_EMPLOYER: DoorState.AJAR,
    ChainStatus.OFFER: DoorState.OPEN,
}
STAGES = {
    StageKind.APPLICATION: "You applied",
    StageKind.INTERVIEW: "An interview",
    StageKind.OFFER: "An offer",
    StageKind.REJECTION: "They said no",
    StageKind.ACCEPTANCE: "You said yes",
    StageKind.WITHDRAWAL: "You withdrew",
}
GIVEN = {
    Purpose.INTRODUCTION: "the introduction",
    Purpose.OPENING: "the opening",
    Purpose.CONVERSATION: "the talk",
    Purpose.REFERRAL: "the referral",
}
SOUGHT = {
    Purpose.INTRODUCTION: "a new name",
    Purpose.OPENING: "an opening",
    Purpose.CONVERSATION: "a talk",
    Purpose.REFERRAL: "a referral",
}
_CLASSES = {LinkState.HELD: "done", LinkState.WAITING: "todo", LinkState.WEAK: "weak"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkLine:
    """What lies behind a door: its line (a class), its sign if it is the weak one, its words."""

    line: str
    title: str
    words: str
    sign: SafeString


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One door of a chain, large or small, and the link behind it (None: the last door)."""

    name: str
    who: str
    url: str
    door: SafeString
    mini: SafeString
    door_words: str
    link: LinkLine | None = None


def stops(street: Street, one: Stands, *, known: str) -> tuple[Stop, ...]:
    """The whole chain, from the seeker to the one who hires; `known` is the first link in words."""
    ledger, chain = street.ledger, one.chain
    first = LinkLine(
        line="done", title=link_words(LinkState.HELD, 1), words=known, sign=SafeString("")
    )
    found = [_stop("You", DoorState.OPEN, link=first)]
    found += _people(street, one)
    beyond = beyond_tip(chain)
    if beyond is not None:
        person = ledger.person[beyond]
        again = " in this chain" if ledger.asks_of(beyond) else ""
        words = f"{apart(person.name)} has not been asked{again} yet."
        link = _link(LinkState.WAITING, len(found) + 1, words)
        found.append(_of_person(person, DoorState.CLOSED, link=link))
    where = "" if chain.opening is None else _named(chain.opening)
    place = where or _place(ledger, chain)
    state = EMPLOYERS.get(chain.status, DoorState.CLOSED)
    return (*found, _stop("The one who hires", state, who=apart(place)))


def short_stops(street: Street, one: Stands) -> tuple[Stop, ...]:
    """The chain as a list shows it: who was asked, and where it leads."""
    ledger, chain = street.ledger, one.chain
    found = list(_people(street, one))
    beyond = beyond_tip(chain)
    if beyond is not None:
        found.append(_of_person(ledger.person[beyond], DoorState.CLOSED))
    elif chain.opening is not None:
        found.append(opening_stop(chain.opening, chain.status))
    elif chain.status is not ChainStatus.OVER:
        name = SOUGHT[chain.tip.purpose] if chain.tip.is_open else "your turn"
        found.append(_stop(name, DoorState.CLOSED, who=apart(_place(ledger, chain))))
    return tuple(found)


def opening_stop(opening: Opening, status: ChainStatus) -> Stop:
    """The door of an opening."""
    state = EMPLOYERS.get(status, DoorState.CLOSED)
    return _stop(opening.title, state, who=apart(opening.organization))


def teller_stop(person: Person) -> Stop:
    """Somebody who told of an opening unasked."""
    link = LinkLine(line="done", title="", words="", sign=SafeString(""))
    return _of_person(person, DoorState.OPEN, link=link)


def beyond_tip(chain: Chain) -> str | None:
    """The person whom the last one asked is to lead to, or has led to; None where nobody is."""
    if chain.opening is not None:
        return None
    if chain.next_person is not None:
        return None if chain.next_person == chain.tip.of else chain.next_person
    return chain.tip.towards if chain.tip.is_open else None


def _people(street: Street, one: Stands) -> Iterator[Stop]:
    ledger, chain = street.ledger, one.chain
    for number, ask in enumerate(chain.asks, start=2):
        if ask is chain.tip:
            link = _last_link(street, one, number)
        else:
            words = _held(ledger, ask, today=street.today)
            link = _link(LinkState.HELD, number, words)
        yield _of_person(ledger.person[ask.of], DOORS[ask.status], link=link)


def _last_link(street: Street, one: Stands, number: int) -> LinkLine:
    """The link behind the last person who was asked."""
    ledger, today, tip = street.ledger, street.today, one.chain.tip
    if tip.is_open:
        state = LinkState.WEAK if one.is_weak else LinkState.WAITING
        return _link(state, number, _waits(ledger, one, today))
    if tip.status is AskStatus.DECLINED and tip.answer is not None:
        day = day_in_words(tip.answer.when.on, today=today)
        said = f"{apart(ledger.person[tip.of].name)} said no on {day}."
        return _ended(number, f"{_asked(ledger, tip, today)} {said}")
    beyond = beyond_tip(one.chain)
    words = _held(ledger, tip, today=today)
    if one.chain.opening is not None:
        words = f"{words} {_stage(street, one.chain.opening)}".rstrip()
    elif beyond is None:
        return _link(LinkState.WAITING, number, f"{words} It is your turn.")
    if one.chain.status is ChainStatus.OVER:
        return _ended(number, words)
    return _link(LinkState.HELD, number, words)


def _waits(ledger: Ledger, one: Stands, today: date) -> str:
    """What an open ask waits for, since when, and until when there is no need to write."""
    tip = one.chain.tip
    asked, since = f"You asked {what_for(ledger, tip)}", ago(tip.waiting_since, today=today)
    if tip.status is AskStatus.PROMISED:
        said = f"{asked}. A promise {since}, and nothing since"
    elif tip.replies:
        said = f"{asked}. A reply {since}, neither yes nor no"
    else:
        said = f"{asked} {since}. No answer yet"
    nudges = len(tip.nudges_in_silence())
    often = "once" if nudges == 1 else f"{nudges} times"
    said = f"{apart(said)}{f', nudged {often}' if nudges else ''}."
    if one.nudge_due_on is None or one.nudge_due_on <= today:
        return said
    return f"{said} No need to write before {day_in_words(one.nudge_due_on, today=today)}."


def _stage(street: Street, opening: Opening) -> str:
    """How far it has come with the employer."""
    stages = street.ledger.stages_of(opening.id)
    if stages:
        last = stages[-1]
        return f"{STAGES[last.kind]} on {day_in_words(last.when.on, today=street.today)}."
    if opening.closed is not None:
        return f"It was closed on {day_in_words(opening.closed.on, today=street.today)}."
    return "Yours to apply for."


def _asked(ledger: Ledger, ask: Ask, today: date) -> str:
    day = day_in_words(ask.asked.on, today=today)
    return apart(f"You asked {what_for(ledger, ask)} on {day}.")


def _held(ledger: Ledger, ask: Ask, *, today: date) -> str:
    """When it was asked, and how long each step took."""
    asked = f"You asked on {day_in_words(ask.asked.on, today=today)}."
    if ask.answer is None or ask.fulfilment is None:
        return f"{asked} {apart(ledger.person[ask.of].name)} led you on."
    until_yes = (ask.answer.when.on - ask.asked.on).days
    until_done = (ask.fulfilment.on - ask.answer.when.on).days
    if not until_yes and not until_done:
        return f"{asked} A yes and {GIVEN[ask.purpose]} the same day."
    yes = f"after {counted(until_yes, 'day')}" if until_yes else "the same day"
    done = f"{counted(until_done, 'day')} later" if until_done else "with it"
    return f"{asked} A yes {yes}, {GIVEN[ask.purpose]} {done}."


def _link(state: LinkState, number: int, words: str) -> LinkLine:
    sign = broken_link() if state is LinkState.WEAK else SafeString("")
    return LinkLine(line=_CLASSES[state], title=link_words(state, number), words=words, sign=sign)


def _ended(number: int, words: str) -> LinkLine:
    return LinkLine(
        line="ended", title=f"Link {number} ends here", words=words, sign=SafeString("")
    )


def _of_person(person: Person, state: DoorState, *, link: LinkLine | None = None) -> Stop:
    return _stop(person.name, state, who=who_is(person), url=person_url(person), link=link)


def _stop(
    name: str, state: DoorState, *, who: str = "", url: str = "", link: LinkLine | None = None
) -> Stop:
    return Stop(
        name=name,
        who=who,
        url=url,
        door=person_door(state),
        mini=mini_door(state=state),
        door_words=door_words(state),
        link=link,
    )


def _named(opening: Opening) -> str:
    return f"“{opening.title}” at {opening.organization}"


def _place(ledger: Ledger, chain: Chain) -> str:
    """The organization a chain leads to, as far as anybody knows."""
    tip, beyond = chain.tip, beyond_tip(chain)
    if beyond is not None:
        return ledger.person[beyond].organization or ""
    if tip.organization is not None or tip.purpose is Purpose.CONVERSATION:
        return tip.organization or ""
    return ledger.person[tip.of].organization or ""
