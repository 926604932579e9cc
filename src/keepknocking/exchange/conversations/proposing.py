"""Which asks, answers, introductions and ties do messages and invitations propose?

`proposals_of` looks at everything at once, because who is who is told by all rows together. Its
rules stand where they are applied (`one_to_one`, `groups`, `invitations`; the words in `cues`) and
together in decision 0018. What it gives does not depend on the order of the rows. Of the words of
a message nothing is kept but the excerpt; nobody but the owner sees a proposal, and nothing of it
is a fact before she says yes.
"""

from collections import Counter
from collections.abc import Iterable

from keepknocking.exchange.conversations.cues import plain_words
from keepknocking.exchange.conversations.found_threads import FoundThread, Proposals
from keepknocking.exchange.conversations.groups import MOST_OTHERS, introduction_in, ties_in
from keepknocking.exchange.conversations.invitations import (
    ask_of_invitation,
    connected_since,
    why_no_ask,
)
from keepknocking.exchange.conversations.lines import Line, threads_of
from keepknocking.exchange.conversations.mentions import known_names
from keepknocking.exchange.conversations.one_to_one import asks_of, why_nothing
from keepknocking.exchange.conversations.parties import Cast
from keepknocking.exchange.found import FoundInvitation, FoundMessage, FoundPerson, Party


def proposals_of(
    messages: Iterable[FoundMessage],
    invitations: Iterable[FoundInvitation],
    *,
    owner: Party | None,
    connections: Iterable[FoundPerson] = (),
) -> Proposals:
    """What the messages and invitations of one owner propose, oldest first.

    `owner` is needed only where the messages do not say which of them she sent. `connections` tell
    who accepted an invitation, and the names that words may mention.
    """
    finder = _Finder(tuple(messages), tuple(invitations), owner, tuple(connections))
    return finder.proposals()


class _Finder:
    """Everything at once, while the proposals are made."""

    def __init__(
        self,
        messages: tuple[FoundMessage, ...],
        invitations: tuple[FoundInvitation, ...],
        owner: Party | None,
        connections: tuple[FoundPerson, ...],
    ) -> None:
        self.cast = Cast(messages, invitations, owner=owner, connections=connections)
        ends = {party for each in messages for party in (each.sender, *each.recipients)}
        ends |= {party for each in invitations for party in (each.sender, each.recipient)}
        self.known = known_names(sorted(ends, key=_by_name), connections, self.cast)
        self.since = connected_since(connections, self.cast)
        self.threads = threads_of(messages, self.cast)
        unlike = {
            (each.sender, each.recipient, each.on, each.words): each
            for each in sorted(invitations, key=lambda each: each.where, reverse=True)
        }
        self.invitations = tuple(sorted(unlike.values(), key=_by_day_and_names))
        self.found: list[FoundThread] = []
        self.in_threads = 0
        self.set_aside: Counter[str] = Counter()

    def proposals(self) -> Proposals:
        for lines in self.threads:
            why = self._why_not(lines)
            if why is None:
                self.in_threads += len(lines)
            else:
                self.set_aside[why] += len(lines)
        written = self._written() if self.invitations else set()
        for invitation in self.invitations:
            self._invited(invitation, written)
        return Proposals(
            threads=_each_mark_once(self.found),
            looked_at=sum(map(len, self.threads)) + len(self.invitations),
            in_threads=self.in_threads,
            set_aside=tuple(sorted(self.set_aside.items())),
        )

    def _why_not(self, lines: list[Line]) -> str | None:
        """Propose what a thread proposes; or why it proposes nothing."""
        if any(line.own is None for line in lines):
            return "the file does not say which of the messages are yours"
        others = self._others(lines)
        if not others:
            return "nobody else is in it"
        if any(not party.name.strip() for party in others):
            return "somebody without a name"
        if len(others) == 1:
            return self._with_one(lines, others[0])
        if len(others) > MOST_OTHERS:
            return f"a thread of more than {MOST_OTHERS} others: it does not say who knows whom"
        introduction = introduction_in(lines, others, self.cast)
        self.found.append(introduction or ties_in(lines, others, self.cast))
        return None

    def _with_one(self, lines: list[Line], party: Party) -> str | None:
        asks = asks_of(lines, party, key=self.cast.key(party), known=self.known)
        self.found.extend(asks)
        return None if asks else why_nothing(lines)

    def _others(self, lines: list[Line]) -> list[Party]:
        """Everybody in the thread but the owner, each once, by name."""
        found: dict[str, Party] = {}
        for line in lines:
            ends = line.recipients if line.own else (line.sender, *line.recipients)
            for party in ends:
                if not self.cast.is_owner(party):
                    found.setdefault(self.cast.identity(party), self.cast.whole(party))
        return sorted(found.values(), key=_by_name)

    def _written(self) -> set[tuple[str, str]]:
        """To whom the owner wrote which words."""
        return {
            (self.cast.identity(party), plain_words(line.words))
            for lines in self.threads
            for line in lines
            if line.own
            for party in line.recipients
        }

    def _invited(self, invitation: FoundInvitation, written: set[tuple[str, str]]) -> None:
        why = why_no_ask(invitation)
        same = (self.cast.identity(invitation.recipient), plain_words(invitation.words))
        if why is None and same in written:
            why = "an invitation whose words stand among the messages"
        if why is not None:
            self.set_aside[why] += 1
            return
        self.in_threads += 1
        thread = ask_of_invitation(invitation, since=self.since, cast=self.cast, known=self.known)
        self.found.append(thread)


def _each_mark_once(found: list[FoundThread]) -> tuple[FoundThread, ...]:
    """The threads by day; a mark that came already (two invitations of one day) goes."""
    seen: set[str] = set()
    kept: list[FoundThread] = []
    for thread in sorted(found, key=lambda each: (each.steps[0].on, each.mark, each.why)):
        left = thread.without(seen)
        if left is not None:
            kept.append(left)
            seen.update(step.mark for step in left.steps)
    return tuple(kept)


def _by_name(party: Party) -> tuple[str, str]:
    return (party.name, party.profile or "")


def _by_day_and_names(invitation: FoundInvitation) -> tuple[object, ...]:
    ends = (_by_name(invitation.sender), _by_name(invitation.recipient))
    return (invitation.on, ends, invitation.words, invitation.outgoing)
