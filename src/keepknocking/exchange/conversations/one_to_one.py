"""What does a thread with one other person propose?

A thread falls into pieces wherever `SILENT_DAYS` passed without a message.

- The first own message of a piece that the owner began is an ask, unless it follows an own message
  without a reply and asks for nothing: then it is a nudge of the ask before.
- In a piece that the other began (a recruiter's first message, a greeting) the first own message is
  an answer, and an ask only if a cue is in it; such an ask is never clear. Where her message is the
  first reply to an ask, it is that reply, however late.
- Two own messages without a reply, at least `NUDGE_DAYS` apart: the later one is a nudge. After a
  refusal nothing is.
- The first reply to an ask is a reply. One of the first `MOST_REPLIES` that says yes or no is the
  answer; an answer on the day of the first reply stands in its place.
- Messages without any word (pictures, thumbs) count as replies, never as asks or nudges.
"""

from dataclasses import dataclass, field
from datetime import date

from keepknocking.exchange.conversations.asking import ask_in, asks_for
from keepknocking.exchange.conversations.cues import has_words, purpose_of, said_by
from keepknocking.exchange.conversations.found_threads import (
    FoundThread,
    ProposedAnswer,
    ProposedAsk,
    ProposedNudge,
    ProposedReply,
    ProposedStep,
)
from keepknocking.exchange.conversations.lines import Line, day_in_words, excerpt_of
from keepknocking.exchange.conversations.mentions import KnownNames
from keepknocking.exchange.found import Party
from keepknocking.ledger.asks import AnswerKind

# Design choices, decision 0018.
SILENT_DAYS = 30
NUDGE_DAYS = 2
MOST_REPLIES = 3


@dataclass(slots=True, kw_only=True)
class _Asked:
    """An ask and what came to it so far."""

    line: Line
    ask: ProposedAsk
    opening: str
    is_clear: bool
    unheard_since: date | None
    replies: int = 0
    answer: ProposedAnswer | None = None
    steps: list[ProposedStep] = field(default_factory=list)

    def heard(self, line: Line) -> None:
        """Take a message of the other."""
        self.unheard_since = None
        self.replies += 1
        if self.answer is not None or self.replies > MOST_REPLIES:
            return
        said = said_by(line.words)
        if said is not None:
            if self.steps and isinstance(self.steps[-1], ProposedReply):
                self._give_way(line.on)
            self.answer = ProposedAnswer(
                mark=line.mark(), on=line.on, kind=said.answer, is_clear=said.is_clear
            )
            self.steps.append(self.answer)
        elif self.replies == 1:
            self.steps.append(ProposedReply(mark=line.mark(), on=line.on))

    def _give_way(self, on: date) -> None:
        if self.steps[-1].on == on:
            self.steps.pop()

    def written_again(self, line: Line) -> None:
        """Take a further message of the owner."""
        if self.answer is not None and self.answer.kind is AnswerKind.DECLINED:
            return
        if self.unheard_since is None:
            self.unheard_since = line.on
        elif (line.on - self.unheard_since).days >= NUDGE_DAYS:
            self.unheard_since = line.on
            self.steps.append(ProposedNudge(mark=line.mark(), on=line.on))


class _Reading:
    """Goes through a thread from its first message to its last."""

    def __init__(self, party: Party, known: KnownNames) -> None:
        self.party = party
        self.known = known
        self.found: list[_Asked] = []
        self._asked: _Asked | None = None
        self._begun_by_other = False
        self._last: date | None = None

    def take(self, line: Line) -> None:
        quiet = None if self._last is None else (line.on - self._last).days
        begins = quiet is None or quiet >= SILENT_DAYS
        self._last = line.on
        if not line.own:
            self._hear(line, begins=begins)
        elif has_words(line.words):
            self._write(line, begins=begins, quiet=quiet)

    def _hear(self, line: Line, *, begins: bool) -> None:
        unheard = self._asked is not None and self._asked.unheard_since is not None
        if begins and not unheard:
            self._begun_by_other = True
            self._asked = None
        elif self._asked is not None:
            self._asked.heard(line)

    def _write(self, line: Line, *, begins: bool, quiet: int | None) -> None:
        asks = purpose_of(line.words) is not None
        day = day_in_words(line.on)
        if begins and not self._only_repeats(asks=asks):
            again = "" if quiet is None else f" again, after {quiet} silent days,"
            self._ask(line, f"You wrote{again or ' first'} on {day}", is_clear=asks)
        elif self._begun_by_other and asks:
            self._ask(line, f"They wrote first, and you answered on {day}", is_clear=False)
        elif self._asked is not None:
            self._asked.written_again(line)
        self._begun_by_other = False

    def _only_repeats(self, *, asks: bool) -> bool:
        waits = self._asked is not None and self._asked.unheard_since is not None
        return waits and not asks

    def _ask(self, line: Line, opening: str, *, is_clear: bool) -> None:
        ask = ask_in(line, self.known, to=self.party)
        self._asked = _Asked(
            line=line,
            ask=ask,
            opening=opening,
            is_clear=is_clear,
            unheard_since=line.on,
            steps=[ask],
        )
        self.found.append(self._asked)


def asks_of(
    lines: list[Line], party: Party, *, key: str | None, known: KnownNames
) -> list[FoundThread]:
    """The asks of a thread with one other person, each with what came to it."""
    reading = _Reading(party, known)
    for line in lines:
        reading.take(line)
    return [
        FoundThread(
            party=party,
            key=key,
            why=f"{asked.opening}; {asks_for(asked.ask, asked.line.words)}.",
            is_clear=asked.is_clear and (asked.answer is None or asked.answer.is_clear),
            excerpt=excerpt_of(asked.line.words),
            steps=tuple(asked.steps),
            where=asked.line.where,
        )
        for asked in reading.found
    ]


def why_nothing(lines: list[Line]) -> str:
    """Why a thread with one other person proposes nothing."""
    own = [line for line in lines if line.own]
    if not own:
        return "somebody wrote to you, and you did not write back"
    if not any(has_words(line.words) for line in own):
        return "what you wrote has no words"
    return "they wrote first, and your answer asks for nothing"
