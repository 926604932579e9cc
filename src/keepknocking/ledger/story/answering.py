"""Answering: which ask a promise, a refusal, a nudge or an introduction belongs to.

Only what is open can be answered. Where a person has several open asks, the one that fits best
counts; where two fit alike, the line has to name one by its id.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from keepknocking.ledger.asks import Answer, Ask, AskStatus, Purpose
from keepknocking.ledger.moments import When
from keepknocking.ledger.story.problems import Unreadable
from keepknocking.ledger.story.registers import MOST_SHOWN
from keepknocking.ledger.story.spelling import folded, written_id
from keepknocking.ledger.story.statements import Step

BEFORE = -1  # by definition: the place of what was told before the first line
PURPOSE_WORDS = {
    Purpose.INTRODUCTION: "an introduction",
    Purpose.CONVERSATION: "a conversation",
    Purpose.REFERRAL: "a referral",
    Purpose.OPENING: "openings",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """What came of an ask: from whom, of which purpose, towards whom or which opening."""

    of: str
    purpose: Purpose
    towards: str | None = None
    organization: str | None = None
    opening: str | None = None


class Asks:
    """The asks of a story so far (by day), and how they stand. `place` is that of their line.

    Those `recalled` come from a ledger: with `turn_to` they stand as they stood on that day, and
    what is known to have come to them later cannot be told otherwise.
    """

    def __init__(self, recalled: Iterable[Ask] = ()) -> None:
        self.recalled = {ask.id: ask for ask in recalled}
        turns = [turn for ask in self.recalled.values() for turn in _turns(ask)]
        # Taken from the end: those of one day in the order in which the story tells them.
        self._turns = sorted(turns, key=lambda turn: turn[:2])[::-1]
        self.by_id: dict[str, Ask] = {}
        self.place = dict.fromkeys(self.recalled, BEFORE)
        self.nudges = {ask.id: [*ask.nudges] for ask in self.recalled.values()}
        self.replies = {ask.id: [*ask.replies] for ask in self.recalled.values()}
        self._open: dict[str, dict[str, Ask]] = {}
        self._last: dict[str, Ask] = {}

    def turn_to(self, day: date) -> None:
        """Bring the recalled asks to where they stood at the end of that day."""
        while self._turns and self._turns[-1][0] <= day:
            self._put(self._turns.pop()[2])

    def add(self, ask: Ask, place: int) -> None:
        """Take a new ask in."""
        self.place[ask.id] = place
        self._put(ask)

    def change(self, ask: Ask) -> None:
        """Put the ask as it stands now in the place of what it was."""
        before, recalled = self.by_id[ask.id], self.recalled.get(ask.id)
        if recalled is not None and before.answer is None and recalled.answer is not None:
            raise answered_already(recalled, recalled.answer)
        if recalled is not None and recalled.fulfilment is not None:
            raise kept_already(recalled, recalled.fulfilment)
        self._put(ask)

    def _put(self, ask: Ask) -> None:
        self.by_id[ask.id] = ask
        mine = self._open.setdefault(ask.of, {})
        if ask.is_open:
            mine[ask.id] = ask
        else:
            mine.pop(ask.id, None)
        self._last[ask.of] = ask

    def told(self) -> tuple[Ask, ...]:
        """The asks with their nudges and replies."""
        return tuple(
            replace(
                ask,
                nudges=tuple(self.nudges.get(ask.id, ())),
                replies=tuple(self.replies.get(ask.id, ())),
            )
            for ask in self.by_id.values()
        )

    @cached_property
    def recalled_as_kept(self) -> frozenset[str]:
        """The recalled asks that were kept; those open on a day were so by something later."""
        kept = (ask.id for ask in self.recalled.values() if ask.fulfilment is not None)
        return frozenset(kept)

    def open_of(self, person: str) -> list[Ask]:
        """The open asks of one person."""
        return list(self._open.get(person, {}).values())

    def for_step(self, step: Step, person: str, *, place: int) -> Ask | None:
        """The ask to which a step on a line at `place` belongs, or None where none is open."""
        asks = self.open_of(person)
        if step is Step.KEPT:
            asks = [ask for ask in asks if ask.status is AskStatus.PROMISED] or asks
        elif step is not Step.NUDGED:
            asks = [ask for ask in asks if ask.status is AskStatus.SILENT]
        return self._only(asks, place)

    def for_what_came(self, came: Came, *, place: int) -> Ask | None:
        """The ask of which this came, or None where no ask of the kind is open."""
        asks = [ask for ask in self.open_of(came.of) if ask.purpose is came.purpose]
        organization = None if came.organization is None else folded(came.organization)
        fits: list[Callable[[Ask], bool]] = [
            lambda ask: came.towards is not None and ask.towards == came.towards,
            lambda ask: came.opening is not None and ask.opening == came.opening,
            lambda ask: ask.organization is not None and folded(ask.organization) == organization,
        ]
        exact = ([ask for ask in asks if fit(ask)] for fit in fits)
        found = self._only(next((some for some in exact if some), asks), place)
        is_spoken_for = found is not None and found.id in self.recalled_as_kept
        return None if is_spoken_for and came.purpose is not Purpose.REFERRAL else found

    def _only(self, asks: list[Ask], place: int) -> Ask | None:
        """The only one of the asks; those on earlier lines of the file go first."""
        above = [ask for ask in asks if self.place[ask.id] < place]
        chosen = above or asks
        if len(chosen) > 1:
            raise Unreadable(
                "",
                "one ask: several are open; write the id of the one that is meant",
                nearest=" or ".join(_shown(ask) for ask in chosen[:MOST_SHOWN]),
            )
        return chosen[0] if chosen else None

    def none_open(self, person: str, name: str, *, day: date, later: Iterable[date]) -> str:
        """What is said where a person has no ask that could be meant on that day."""
        last = self._last.get(person)
        if last is not None and last.fulfilment is not None:
            came = f"was kept on {last.fulfilment.on}"
        elif last is not None and last.answer is not None:
            came = f"was {last.answer.kind} on {last.answer.when.on}"
        else:
            asked = min((on for on in later if on > day), default=None)
            if asked is not None:
                return f"a day not before the ask: {name} was asked on {asked}"
            return f"an open ask: {name} was not asked by then; write the ask first"
        return (
            f"an open ask: the one of {last.asked.on} {came}; if you asked again, write that first"
        )


def answered_already(ask: Ask, answer: Answer) -> Unreadable:
    """The problem of an ask that is to be answered again."""
    expected = f"an ask without an answer: it was {answer.kind} on {answer.when.on}"
    return Unreadable(written_id(ask.id), expected)


def kept_already(ask: Ask, fulfilment: When) -> Unreadable:
    """The problem of an ask that is to be kept again."""
    expected = f"an ask still to be kept: it was kept on {fulfilment.on}"
    return Unreadable(written_id(ask.id), expected)


def _turns(ask: Ask) -> Iterator[tuple[date, int, Ask]]:
    """How the ask stood when it was made, answered and kept; on one day in this order."""
    asked = replace(ask, answer=None, fulfilment=None, nudges=(), replies=())
    yield ask.asked.on, 0, asked
    if ask.answer is not None:
        yield ask.answer.when.on, 1, replace(asked, answer=ask.answer)
    if ask.fulfilment is not None:
        yield ask.fulfilment.on, 2, replace(asked, answer=ask.answer, fulfilment=ask.fulfilment)


def _shown(ask: Ask) -> str:
    return f"{written_id(ask.id)} ({PURPOSE_WORDS[ask.purpose]}, asked on {ask.asked.on})"
