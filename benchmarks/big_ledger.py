"""A large search, made up: `big_ledger(people=10_000, facts=50_000, seed=20260302)`.

Five years of knocking: most people are met once, some are asked, few answer. The shares are a
design choice: enough of every kind of fact that no page and no table is spared.
"""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from keepknocking.ledger.asks import Answer, AnswerKind, Ask, Channel, Introduction, Purpose
from keepknocking.ledger.events import RUNGS, Debrief, Encounter, Event
from keepknocking.ledger.expectations import HUNDRED, Expectation, Speaker
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.moments import When
from keepknocking.ledger.openings import Opening, Stage, StageKind
from keepknocking.ledger.people import ContactRule, Person, Thanks, Tie, TieStrength
from keepknocking.ledger.searches import Effort, Goal, Note, Search

Fact = TypeVar("Fact")

SEED = 20260302
FIRST_DAY = date(2021, 3, 1)
DAYS = 1826
EVENTS_OF = 0.01
ASKS_OF = 0.03
OPENINGS_OF = 0.004
REMARKS_OF = 0.1
THANKS_OF = 0.02
RULES_OF = 0.004
TIES_OF = 0.4
LATER = 0.25
ANSWERED = 0.5
KEPT = 0.7
GIVEN = [
    "Ana",
    "Ben",
    "Chen",
    "Dana",
    "Eve",
    "Farid",
    "Gita",
    "Hugo",
    "Ines",
    "Jonas",
    "Kim",
    "Lea",
    "Mina",
    "Noor",
    "Omar",
    "Pia",
]
FAMILY = [
    "Reyes",
    "Ode",
    "Wu",
    "Frost",
    "Hall",
    "Amin",
    "Rao",
    "Lind",
    "Sol",
    "Berg",
    "Park",
    "Roth",
    "Aziz",
    "Das",
    "Haddad",
    "Moss",
]
PLACES = ["Harbor Foods", "Brightwater", "Oak Bank", "Tern Freight", "Mill & Sons", "City Works"]
KINDS = ("meetup", "fair", "talk", "dinner", None)
WORDS = [
    "she",
    "said",
    "that",
    "they",
    "may",
    "be",
    "looking",
    "for",
    "a",
    "planner",
    "in",
    "spring",
    "and",
    "to",
    "ask",
    "again",
]


def big_ledger(people: int, facts: int, seed: int = SEED) -> Ledger:
    """A ledger with so many people and so many facts about them (turns of asks counted too).

    >>> made = big_ledger(100, 500)
    >>> len(made.people), made == big_ledger(100, 500)
    (100, True)
    """
    return _World(people, facts, seed).ledger()


class _World:
    """One large search being made up."""

    def __init__(self, people: int, facts: int, seed: int) -> None:
        self.rng = random.Random(seed)  # noqa: S311 (a made-up world is no secret)
        self.facts = facts
        self.people = [self._person(number) for number in range(people)]
        self.events = [self._event(number) for number in range(int(facts * EVENTS_OF))]
        self.asks = [self._ask(number) for number in range(int(facts * ASKS_OF))]
        self.openings = [self._opening(number) for number in range(int(facts * OPENINGS_OF))]

    def ledger(self) -> Ledger:
        """All of it."""
        told: dict[str, Any] = {
            "debriefs": tuple(self._debriefs()),
            "expectations": tuple(self._expectations()),
            "introductions": tuple(self._introductions()),
            "stages": tuple(self._stages()),
            "thanks": self._some(THANKS_OF, lambda: Thanks(person=self._one(), when=self._when())),
            "contact_rules": self._some(
                RULES_OF,
                lambda: ContactRule(person=self._one(), allowed=False, when=self._when()),
            ),
            "efforts": self._some(
                REMARKS_OF,
                lambda: Effort(minutes=self.rng.randint(5, 180), when=self._when(), on="letters"),
            ),
            "notes": self._some(REMARKS_OF, self._note),
            "ties": self._some(TIES_OF, self._tie),
        }
        so_far = len(self.events) + sum(map(len, told.values())) + len(self.openings)
        so_far += sum(1 + len(ask.nudges) + 2 * (ask.answer is not None) for ask in self.asks)
        encounters = tuple(self._encounter() for _ in range(max(self.facts - so_far, 0)))
        return Ledger(
            search=Search(started=When(FIRST_DAY), goal=Goal.OFFER, wanted="planner"),
            people=tuple(self.people),
            events=tuple(self.events),
            asks=tuple(self.asks),
            openings=tuple(self.openings),
            encounters=encounters,
            **told,
        )

    def _day(self) -> date:
        return FIRST_DAY + timedelta(self.rng.randrange(DAYS))

    def _when(self, on: date | None = None) -> When:
        """A day; one in four was written down on the evening after."""
        on = on or self._day()
        if self.rng.random() < LATER:
            return When(on, datetime(on.year, on.month, on.day, 20, 15, tzinfo=UTC) + timedelta(1))
        return When(on)

    def _later(self, when: When, *, days: int) -> When:
        return self._when(when.on + timedelta(self.rng.randint(1, days)))

    def _one(self) -> str:
        return self.rng.choice(self.people).id

    def _some(self, share: float, make: Callable[[], Fact]) -> tuple[Fact, ...]:
        return tuple(make() for _ in range(int(self.facts * share)))

    def _person(self, number: int) -> Person:
        name = f"{self.rng.choice(GIVEN)} {self.rng.choice(FAMILY)}"
        return Person(
            id=f"{name.lower().replace(' ', '-')}-{number}",
            name=name,
            known=self._when(),
            organization=self.rng.choice(PLACES),
            role=self.rng.choice(("buyer", "planner", "head of planning", None)),
        )

    def _event(self, number: int) -> Event:
        when = self._when()
        name = f"{self.rng.choice(PLACES)} evening"
        kind = self.rng.choice(KINDS)
        return Event(id=f"evening-{number}", name=name, when=when, kind=kind, minutes=120)

    def _ask(self, number: int) -> Ask:
        asked = self._when()
        nudges = tuple(self._later(asked, days=14) for _ in range(self.rng.randrange(3)))
        answer = fulfilment = None
        if self.rng.random() < ANSWERED:
            kind = self.rng.choice(tuple(AnswerKind))
            answer = Answer(kind=kind, when=self._later(asked, days=20))
            if kind is AnswerKind.PROMISED and self.rng.random() < KEPT:
                fulfilment = self._later(answer.when, days=10)
        of, towards = self.rng.sample(self.people, 2)
        return Ask(
            id=f"{of.id}-{asked.on}-{number}",
            of=of.id,
            purpose=self.rng.choice(tuple(Purpose)),
            asked=asked,
            towards=towards.id,
            channel=self.rng.choice(tuple(Channel)),
            nudges=nudges,
            answer=answer,
            fulfilment=fulfilment,
        )

    def _opening(self, number: int) -> Opening:
        return Opening(
            id=f"planner-{number}",
            title="Planner",
            organization=self.rng.choice(PLACES),
            known=self._when(),
            told_by=self._one(),
        )

    def _dots(self) -> tuple[int, ...]:
        cuts = sorted(self.rng.randint(0, HUNDRED) for _ in RUNGS[1:])
        return tuple(b - a for a, b in zip([0, *cuts], [*cuts, HUNDRED], strict=True))

    def _debriefs(self) -> Iterator[Debrief]:
        for event in self.events:
            rung = self.rng.choice(RUNGS[:3])
            yield Debrief(event=event.id, rung=rung, when=self._later(event.when, days=2))

    def _expectations(self) -> Iterator[Expectation]:
        for event in self.events:
            for by in Speaker:
                yield Expectation(event=event.id, by=by, dots=self._dots(), when=event.when)

    def _introductions(self) -> Iterator[Introduction]:
        for ask in self.asks:
            if ask.fulfilment is not None and ask.purpose is Purpose.INTRODUCTION:
                to = str(ask.towards)
                yield Introduction(by=ask.of, to=to, made=ask.fulfilment, ask=ask.id)

    def _stages(self) -> Iterator[Stage]:
        for opening in self.openings:
            when = self._later(opening.known, days=5)
            yield Stage(opening=opening.id, kind=StageKind.APPLICATION, when=when)

    def _note(self) -> Note:
        text = " ".join(self.rng.choices(WORDS, k=12))
        return Note(text=text, when=self._when(), person=self._one())

    def _tie(self) -> Tie:
        of, to = self.rng.sample(self.people, 2)
        strength = self.rng.choice(tuple(TieStrength))
        return Tie(of=of.id, to=to.id, strength=strength, known=self._when())

    def _encounter(self) -> Encounter:
        event = self.rng.choice(self.events)
        return Encounter(person=self._one(), when=event.when, event=event.id)


if __name__ == "__main__":
    made = big_ledger(10_000, 50_000)
    print(f"{len(made.people):,} people, {len(made.encounters):,} encounters")
