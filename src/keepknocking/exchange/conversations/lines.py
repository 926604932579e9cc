"""Messages in their order, thread by thread, and each with the owner's side told.

Messages that are the same in every respect count once. Moments with a zone are taken in UTC,
moments without one as they stand, so that files of several eras can be put in one order.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from keepknocking.exchange.conversations.cues import LONGEST_READ
from keepknocking.exchange.conversations.found_threads import mark_of
from keepknocking.exchange.conversations.parties import Cast, folded
from keepknocking.exchange.found import FoundMessage, Party

LONGEST_EXCERPT = 140
"""By definition: characters of the first own message that a proposal shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One message of a thread; `own` is None where nobody knows who the owner is."""

    at: datetime
    own: bool | None
    sender: Party
    recipients: tuple[Party, ...]
    words: str
    where: str
    thread: str

    @property
    def on(self) -> date:
        """The day it was sent."""
        return self.at.date()

    def mark(self, *more: str) -> str:
        """What tells this message from others: thread, moment, sender, recipients."""
        names = (folded(self.sender.name), *sorted(folded(each.name) for each in self.recipients))
        return mark_of(self.thread, self.at.isoformat(), *names, *more)


def threads_of(messages: Iterable[FoundMessage], cast: Cast) -> list[list[Line]]:
    """All threads, oldest first, each with its different messages in order."""
    threads: defaultdict[str, dict[tuple[object, ...], Line]] = defaultdict(dict)
    lines = (_line(message, cast) for message in messages)
    for line in sorted(lines, key=lambda each: (_order(each), each.where)):
        recipients = tuple(sorted(map(cast.identity, line.recipients)))
        same = (line.at, line.own, cast.identity(line.sender), recipients, line.words)
        threads[line.thread].setdefault(same, line)
    in_order = [list(each.values()) for each in threads.values()]
    return sorted(in_order, key=lambda lines: (_order(lines[0]), lines[0].thread))


def _line(message: FoundMessage, cast: Cast) -> Line:
    own = message.outgoing
    if own is None and cast.knows_owner():
        own = cast.is_owner(message.sender)
    at = message.at
    if at.tzinfo is not None:
        at = at.astimezone(UTC).replace(tzinfo=None)
    parties = (message.sender, *message.recipients)
    unnamed = "\n".join(sorted({folded(party.name) for party in parties}))
    recipients = sorted(message.recipients, key=_name_and_profile)
    return Line(
        at=at,
        own=own,
        sender=message.sender,
        recipients=tuple(recipients),
        words=message.words,
        where=message.where,
        thread=message.conversation or unnamed,
    )


def _order(line: Line) -> tuple[object, ...]:
    names = tuple(map(_name_and_profile, line.recipients))
    # Of messages of one moment the owner's come first: she cannot have been answered before.
    return (line.at, not line.own, _name_and_profile(line.sender), names, line.words)


def _name_and_profile(party: Party) -> tuple[str, str]:
    return (party.name, party.profile or "")


def excerpt_of(words: str) -> str:
    """The beginning of a message as one line.

    >>> excerpt_of("Dear Ana,   how are you?")
    'Dear Ana, how are you?'
    """
    line = " ".join(words[:LONGEST_READ].split())
    if len(line) <= LONGEST_EXCERPT:
        return line
    return line[: LONGEST_EXCERPT - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"


def day_in_words(day: date) -> str:
    """A day as people say it.

    >>> day_in_words(date(2026, 3, 3))
    '3 March 2026'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
