"""Asks in words: what was asked, and what it means that nothing has come."""

from keepknocking.chains.silences import Silence
from keepknocking.ledger.asks import Ask, Purpose
from keepknocking.ledger.ledger import Ledger


def what_for(ledger: Ledger, ask: Ask) -> str:
    """What was asked, after "you asked her": "for an introduction to Ben Ode"."""
    towards = None if ask.towards is None else ledger.person[ask.towards].name
    opening = None if ask.opening is None else ledger.opening[ask.opening]
    place = "" if ask.organization is None else f" at {ask.organization}"
    post = "" if opening is None else f'"{opening.title}" at {opening.organization}'
    if ask.purpose is Purpose.OPENING:
        return f"about {post or 'openings' + place}"
    words = {
        Purpose.INTRODUCTION: "for an introduction" + (f" to {towards}" if towards else ""),
        Purpose.CONVERSATION: "for a conversation",
        Purpose.REFERRAL: "for a referral",
    }[ask.purpose]
    return words + (f" for {post}" if post else place)


def never_in_words(silence: Silence) -> str:
    """What those do who never end such a silence."""
    return "never answer" if silence.waiting_for == "an answer" else "never do what they promised"
