"""Recalling: what reader and teller know where a ledger is all that was told before.

Nothing is written or read again: the registers are filled with the people, events and openings of
the ledger, and only the asks that the new lines can be about are recalled.
"""

from collections.abc import Iterable

from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.story.answering import BEFORE, Asks
from keepknocking.ledger.story.binding import Binder
from keepknocking.ledger.story.facts import Facts, Telling
from keepknocking.ledger.story.registers import KnownEvent, KnownOpening, KnownPerson
from keepknocking.ledger.story.resting import Pauses
from keepknocking.ledger.story.statements import (
    Introduced,
    OpeningTold,
    ReferredFor,
    Statement,
    Stepped,
    TalkedWith,
)


def recalled(ledger: Ledger) -> Telling:
    """A telling that goes on from the ledger; its asks are still to be recalled."""
    binder = Binder()
    for person in ledger.people:
        known = KnownPerson(
            person.id, person.name, person.known, BEFORE, person.organization, person.role
        )
        binder.people.add(known)
    for event in ledger.events:
        binder.events.add(
            KnownEvent(
                event.id,
                event.name,
                event.when,
                kind=event.kind,
                minutes=event.minutes,
                begins=event.begins,
                place=event.place,
            )
        )
    for opening in ledger.openings:
        binder.openings.add(
            KnownOpening(opening.id, opening.title, opening.organization, opening.known, BEFORE)
        )
    for ask in ledger.asks:
        binder.asks.use(ask.id)
    facts = Facts(
        search=ledger.search,
        cancelled={event.id: event.cancelled for event in ledger.events if event.cancelled},
        closed={opening.id: opening.closed for opening in ledger.openings if opening.closed},
        pauses=Pauses(ledger.pauses),
    )
    return Telling(binder, facts)


def recall_asks(telling: Telling, ledger: Ledger, statements: Iterable[Statement]) -> None:
    """Recall the asks of everybody whom the statements say to have answered or done something.

    Where a statement names an ask that is not there, all asks are recalled: the nearest is shown.
    """
    people: set[str] = set()
    named: set[str] = set()
    for statement in statements:
        if isinstance(statement, Stepped | TalkedWith):
            people.add(statement.person.key)
        elif isinstance(statement, Introduced | OpeningTold | ReferredFor) and statement.by:
            people.add(statement.by.key)
        if ask := getattr(statement, "ask", None):
            named.add(ask)
    found = {ask.id: ask for person in sorted(people) for ask in ledger.asks_of(person)}
    found |= {ask: ledger.ask[ask] for ask in named if ask in ledger.ask}
    if not named <= found.keys():
        found = dict(ledger.ask)
    telling.asks = Asks(found.values())
    for ask in found.values():
        telling.asked_on.setdefault(ask.of, []).append(ask.asked.on)
