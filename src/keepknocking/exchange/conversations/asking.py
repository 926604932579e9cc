"""What does one own message ask for, and how is that said in a sentence?"""

from collections.abc import Mapping

from keepknocking.exchange.conversations.cues import purpose_of
from keepknocking.exchange.conversations.found_threads import ProposedAsk
from keepknocking.exchange.conversations.lines import Line
from keepknocking.exchange.conversations.mentions import KnownNames, organization_in, person_in
from keepknocking.exchange.found import Party
from keepknocking.ledger.asks import Purpose

_WHAT: Mapping[Purpose, str] = {
    Purpose.INTRODUCTION: "for an introduction",
    Purpose.REFERRAL: "for a referral",
    Purpose.OPENING: "about openings",
    Purpose.CONVERSATION: "for a conversation",
}


def ask_in(line: Line, known: KnownNames, *, to: Party) -> ProposedAsk:
    """The ask that a message makes; one for a conversation where no cue says what for."""
    purpose = purpose_of(line.words) or Purpose.CONVERSATION
    towards = None
    if purpose is Purpose.INTRODUCTION:
        towards = person_in(line.words, known, but=to.name)
    return ProposedAsk(
        mark=line.mark(),
        on=line.on,
        purpose=purpose,
        towards=towards,
        organization=organization_in(line.words, known),
    )


def asks_for(ask: ProposedAsk, words: str) -> str:
    """The second half of the reason: what the message asks for, or that it does not say.

    It stands after a semicolon, and "it" is the message.
    """
    if purpose_of(words) is None:
        return "its words do not say what for, so it is taken as asking for a conversation"
    what = _WHAT[ask.purpose]
    at = f" at {ask.organization}" if ask.organization else ""
    if ask.purpose is not Purpose.INTRODUCTION:
        return f"it asks {what}{at}"
    if ask.towards is not None:
        return f"it asks {what} to {ask.towards.name}{at}"
    return f"it asks {what} to somebody{at}" if at else f"it asks {what}"
