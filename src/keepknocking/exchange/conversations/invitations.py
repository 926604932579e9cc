"""What do invitations to connect propose?

An invitation that the owner sent with words is an ask, for what its words ask for, else for a
conversation. If the connections have the person since that day or later, she accepted, and that
is a reply: it promises nothing. Without words an invitation asks for nothing; one that came in is
not the owner's; and one whose words stand among the messages too is told there.
"""

from collections.abc import Iterable
from datetime import date

from keepknocking.exchange.conversations.asking import asks_for
from keepknocking.exchange.conversations.cues import has_words, purpose_of
from keepknocking.exchange.conversations.found_threads import (
    FoundThread,
    ProposedAsk,
    ProposedReply,
    ProposedStep,
    mark_of,
)
from keepknocking.exchange.conversations.lines import day_in_words, excerpt_of
from keepknocking.exchange.conversations.mentions import KnownNames, organization_in, person_in
from keepknocking.exchange.conversations.parties import Cast, folded
from keepknocking.exchange.found import FoundInvitation, FoundPerson
from keepknocking.ledger.asks import Purpose


def connected_since(connections: Iterable[FoundPerson], cast: Cast) -> dict[str, date]:
    """Since when each connection is one, by her identity; the first day, if there are several."""
    since: dict[str, date] = {}
    for person in connections:
        identity = person.key or cast.identity_of_name(person.name)
        if person.connected and person.known is not None:
            since[identity] = min(person.known, since.get(identity, person.known))
    return since


def why_no_ask(invitation: FoundInvitation) -> str | None:
    """Why an invitation asks for nothing; None if it may ask for something."""
    if not invitation.outgoing:
        return "an invitation that came to you"
    if not has_words(invitation.words):
        return "an invitation without words"
    if not invitation.recipient.name.strip():
        return "somebody without a name"
    return None


def ask_of_invitation(
    invitation: FoundInvitation, *, since: dict[str, date], cast: Cast, known: KnownNames
) -> FoundThread:
    """The ask that an invitation with words makes, and the reply if it was accepted."""
    party = cast.whole(invitation.recipient)
    words = invitation.words
    parts = ("invitation", invitation.on.isoformat(), folded(party.name))
    purpose = purpose_of(words)
    ask = ProposedAsk(
        mark=mark_of(*parts),
        on=invitation.on,
        purpose=purpose or Purpose.CONVERSATION,
        towards=person_in(words, known, but=party.name)
        if purpose is Purpose.INTRODUCTION
        else None,
        organization=organization_in(words, known),
    )
    steps: list[ProposedStep] = [ask]
    accepted = since.get(cast.identity(party))
    if accepted is not None and accepted >= invitation.on:
        steps.append(ProposedReply(mark=mark_of(*parts, "accepted"), on=accepted))
    day = day_in_words(invitation.on)
    return FoundThread(
        party=party,
        key=cast.key(party),
        why=f"You invited them to connect on {day}, with words; {asks_for(ask, words)}.",
        is_clear=purpose is not None,
        excerpt=excerpt_of(words),
        steps=tuple(steps),
        where=invitation.where,
    )
