"""Closed guesses: what the house has said of an event, under a seal that was not opened yet.

The house's numbers stay under the seal until the seeker opens it, or says what the evening brought.
"""

from keepknocking.ledger.expectations import Expectation, Speaker
from keepknocking.services.own_ledger import OwnLedger
from keepknocking.store.opening import said_plainly
from keepknocking.store.seals import all_seals


def is_of_house(fact: object) -> bool:
    """Whether the fact is what the house has said of an event."""
    return isinstance(fact, Expectation) and fact.by is Speaker.HOUSE


def closed_events(home: OwnLedger) -> frozenset[str]:
    """The events whose latest seal was not opened, and of which nothing was said afterwards."""
    ledger = home.stored().ledger
    with said_plainly():
        opened = {seal.event: seal.opened_at is not None for seal in all_seals()}
    return frozenset(
        event
        for event, is_opened in opened.items()
        if not is_opened and ledger.debrief_of(event) is None
    )
