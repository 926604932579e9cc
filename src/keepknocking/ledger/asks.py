"""Asks: one knock on one door, what came back, and whether it was done. Nothing here computes.

An ask is answered (promised or declined) or still silent; a promise is fulfilled or not yet. "Sure,
I'll introduce you" and then nothing is the commonest state of all. Silence is not failure: an ask
without an answer is right-censored on the day we look.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from keepknocking.ledger.events import NotPositive
from keepknocking.ledger.moments import When


class Purpose(StrEnum):
    """What the seeker asks a person for."""

    INTRODUCTION = "introduction"
    OPENING = "opening"
    CONVERSATION = "conversation"
    REFERRAL = "referral"


class Channel(StrEnum):
    """The way an ask was made."""

    IN_PERSON = "in person"
    PHONE = "phone"
    EMAIL = "email"
    MESSAGE = "message"
    LETTER = "letter"


class AnswerKind(StrEnum):
    """What an answer says."""

    PROMISED = "promised"
    DECLINED = "declined"


class OutOfOrder(ValueError):
    """Something dated before what it follows."""

    def __init__(self, what: str, day: date, *, before: str, since: date) -> None:
        super().__init__(f"{what} on {day} comes before {before} on {since}")


class FulfilledWithoutPromise(ValueError):
    """A fulfilment of something that was never promised."""

    def __init__(self, ask: str) -> None:
        super().__init__(f"ask {ask} cannot be fulfilled: it was not promised")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A promise or a refusal, and when it came."""

    kind: AnswerKind
    when: When


class AskStatus(StrEnum):
    """Where an ask stands."""

    SILENT = "silent"
    PROMISED = "promised"
    DECLINED = "declined"
    FULFILLED = "fulfilled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """The seeker asks one person for one thing, on one day.

    `towards` is the person she would like to reach, `organization` the place, `opening` the opening
    it is for; each may be unknown. `through` is the person whose help led to this ask, where the
    seeker says so. A reply that neither promises nor declines is in `replies`: the silence is
    counted from it.
    """

    id: str
    of: str
    purpose: Purpose
    asked: When
    towards: str | None = None
    organization: str | None = None
    opening: str | None = None
    channel: Channel | None = None
    through: str | None = None
    minutes: int | None = None
    replies: tuple[When, ...] = ()
    nudges: tuple[When, ...] = ()
    answer: Answer | None = None
    fulfilment: When | None = None

    def __post_init__(self) -> None:
        """Refuse answers before the ask, fulfilments before the promise, and no minutes at all.

        Nudges and replies are kept in the order of their days.
        """
        for name in ("replies", "nudges"):
            in_order = sorted(getattr(self, name), key=lambda when: when.on)
            object.__setattr__(self, name, tuple(in_order))
        if self.minutes is not None and self.minutes <= 0:
            raise NotPositive("the minutes of an ask", self.minutes)
        for what, whens in (("a nudge", self.nudges), ("a reply", self.replies)):
            for when in whens:
                if when.on < self.asked.on:
                    raise OutOfOrder(what, when.on, before="the ask", since=self.asked.on)
        if self.answer is not None and self.answer.when.on < self.asked.on:
            raise OutOfOrder(
                "an answer", self.answer.when.on, before="the ask", since=self.asked.on
            )
        self._check_fulfilment()

    def _check_fulfilment(self) -> None:
        if self.fulfilment is None:
            return
        if self.answer is None or self.answer.kind is not AnswerKind.PROMISED:
            raise FulfilledWithoutPromise(self.id)
        if self.fulfilment.on < self.answer.when.on:
            raise OutOfOrder(
                "a fulfilment",
                self.fulfilment.on,
                before="the promise",
                since=self.answer.when.on,
            )

    @property
    def status(self) -> AskStatus:
        """Where the ask stands: silent, promised, declined or fulfilled."""
        if self.fulfilment is not None:
            return AskStatus.FULFILLED
        if self.answer is None:
            return AskStatus.SILENT
        if self.answer.kind is AnswerKind.DECLINED:
            return AskStatus.DECLINED
        return AskStatus.PROMISED

    @property
    def is_open(self) -> bool:
        """Whether something may still come of it: silent, or promised and not yet done."""
        return self.status in (AskStatus.SILENT, AskStatus.PROMISED)

    @property
    def waiting_since(self) -> date:
        """The day the present silence is counted from: the promise, last reply, or the ask."""
        if self.answer is not None:
            return self.answer.when.on
        return max((reply.on for reply in self.replies), default=self.asked.on)

    def silent_days(self, *, today: date) -> int:
        """Days of the present silence, for an answer or, after a promise, for what was promised."""
        return max((today - self.waiting_since).days, 0)

    def nudges_in_silence(self) -> tuple[When, ...]:
        """The nudges that belong to the present silence."""
        return tuple(nudge for nudge in self.nudges if nudge.on >= self.waiting_since)


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """`by` brought the seeker together with `to`; `ask` is the ask it fulfils, if any."""

    by: str
    to: str
    made: When
    ask: str | None = None
