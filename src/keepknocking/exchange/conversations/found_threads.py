"""What is proposed of messages and invitations: plain values that wait for the owner's yes or no.

A `FoundThread` is about one other person: an ask and what came to it, an introduction she made,
or who seems to know whom in a thread of several. Its steps are in the order of their days, and each
has a mark of its own: a newer file that holds more of the same thread gives the same marks for the
steps that were there, and further ones for what is new. So a caller keeps the marks of every step
it has shown, and `FoundThread.without` leaves what is still to be shown. No two steps of one
`Proposals` have the same mark.
"""

import hashlib
from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from keepknocking.exchange.found import Party
from keepknocking.ledger.asks import AnswerKind, Channel, Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedAsk:
    """The owner asked the thread's person, by a message, for something.

    `towards` only where the words name somebody whom the files know by this very name.
    """

    mark: str
    on: date
    purpose: Purpose
    channel: Channel = Channel.MESSAGE
    towards: Party | None = None
    organization: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedNudge:
    """The owner wrote again, and no reply had come."""

    mark: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedReply:
    """The person replied, and said neither yes nor no."""

    mark: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedAnswer:
    """The person said yes or no; `is_clear` where by a word that leaves little doubt."""

    mark: str
    on: date
    kind: AnswerKind
    is_clear: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedIntroduction:
    """`by` brought the owner together with `to`."""

    mark: str
    on: date
    by: Party
    to: Party


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedTie:
    """`of` and `to` were in one thread and may know one another: inferred, never known."""

    mark: str
    on: date
    of: Party
    to: Party


ProposedStep: TypeAlias = (
    ProposedAsk
    | ProposedNudge
    | ProposedReply
    | ProposedAnswer
    | ProposedIntroduction
    | ProposedTie
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundThread:
    """What one thread or invitation proposes.

    `key` is "linkedin:SLUG" where the person's profile is known. `why` is one plain sentence;
    `is_clear`, that the words say it; `excerpt` the beginning of the first own message (of the
    introducing one, where somebody introduced), one line of at most 140 characters. `steps` is
    never empty.
    """

    party: Party
    key: str | None
    why: str
    is_clear: bool
    excerpt: str
    steps: tuple[ProposedStep, ...]
    where: str = ""

    @property
    def mark(self) -> str:
        """What tells this thread from every other one: the mark of its first step."""
        return self.steps[0].mark

    def without(self, known: Container[str]) -> "FoundThread | None":
        """The thread with only the steps whose marks are not known yet; None if there are none."""
        left = tuple(step for step in self.steps if step.mark not in known)
        return replace(self, steps=left) if left else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """All that was found, and why the rest proposes nothing.

    The counts add up: `looked_at` = `in_threads` + everything in `set_aside`, in messages and
    invitations. Two rows that are the same in every respect count as one.
    """

    threads: tuple[FoundThread, ...]
    looked_at: int
    in_threads: int
    set_aside: tuple[tuple[str, int], ...]


def mark_of(*parts: str) -> str:
    """A mark that is the same whenever the parts are, and says nothing about them.

    >>> mark_of("one", "two") == mark_of("onetwo")
    False
    """
    digest = hashlib.sha256()
    for part in parts:
        content = part.encode("utf-8", errors="surrogatepass")
        digest.update(f"{len(content)}:".encode())
        digest.update(content)
    return digest.hexdigest()
