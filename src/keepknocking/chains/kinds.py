"""Of which kind an ask is: its purpose, how well the seeker knows the person, and the channel.

Where the seeker has said how well she knows somebody, that counts; whoever she has met or was
introduced to is an acquaintance; anybody else is a stranger.
"""

from typing import NamedTuple

from keepknocking.evidence.rates import KindRates, Rates
from keepknocking.ledger.asks import Ask, Channel, Purpose
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.people import TieStrength


class Kind(NamedTuple):
    """Purpose, tie of the seeker to the person asked, and channel (None: not said)."""

    purpose: Purpose
    tie: TieStrength
    channel: Channel | None = None

    def __str__(self) -> str:
        """The kind in words: "introduction, acquaintance, email"."""
        return ", ".join(part.value for part in self if part is not None)


def tie_to(ledger: Ledger, person: str) -> TieStrength:
    """How well the seeker knows a person."""
    told = ledger.strength_told(person)
    if told is not None:
        return told
    return TieStrength.ACQUAINTANCE if ledger.has_met(person) else TieStrength.STRANGER


def kind_of(ledger: Ledger, ask: Ask) -> Kind:
    """The kind of an ask that was made."""
    return Kind(ask.purpose, tie_to(ledger, ask.of), ask.channel)


def rates_of(rates: Rates, kind: Kind) -> KindRates:
    """The rates of a kind, each from the most special entry there is."""
    return rates.kind(
        purpose=kind.purpose.value,
        tie=kind.tie.value,
        channel=None if kind.channel is None else kind.channel.value,
    )
