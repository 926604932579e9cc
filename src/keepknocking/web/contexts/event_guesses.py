"""Both guesses side by side, and, once it is known what came, both marks."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString

from keepknocking.chains.estimates import Estimate
from keepknocking.evidence.rates import Chance, Quantity, Rate
from keepknocking.ledger.events import RUNGS, Rung
from keepknocking.ledger.expectations import Speaker
from keepknocking.ledger.people import Person
from keepknocking.services.debriefs import Mark
from keepknocking.services.evenings import (
    Expected,
    SealState,
    Seen,
    even_score,
    mark_of_100,
)
from keepknocking.web.contexts.events import DOORS
from keepknocking.web.pictures.bars import Ranged, rung_legend
from keepknocking.web.pictures.bars import Rung as RungDrawn
from keepknocking.web.pictures.bars import rung as drawn
from keepknocking.web.pictures.doors import DoorState, door, mini_door
from keepknocking.web.pictures.tables import FigureTable, LegendLine
from keepknocking.wording.phrases import amount, counted, listed, of_100, whole_of_100

NEAR = 0.005  # design choice: scores nearer to each other than this are told as equal
SCALE = (
    "100 is a perfect guess, every dot on what happened; 0 is the farthest one can be. A near miss "
    "costs less than a far one. The mark is 100 less 25 for each point of the ranked probability "
    "score, which runs from 0 to 4."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorSaid:
    """What was said of one door; `house` is empty where the house said nothing."""

    number: int
    name: str
    yours: int
    house: str
    range: str
    picture: SafeString
    door: SafeString
    came: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One rate behind the house's guess."""

    name: str
    value: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Guesses:
    """Both guesses, door by door. `house_is_shown` is False where there is only hers."""

    doors: tuple[DoorSaid, ...]
    legend: tuple[LegendLine, ...]
    house_is_shown: bool
    most: DoorSaid
    people: str
    reasons: tuple[Reason, ...]
    why_url: str
    model: str
    table: FigureTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an evening came to, and how near each guess was (marks of 100, empty: none)."""

    number: int
    name: str
    kind_word: str
    yours: str
    yours_dots: str
    house: str
    call: str
    house_on_itself: str
    mark: str
    house_mark: str
    even_mark: str
    scale: str
    table: FigureTable | None
    met: tuple["Met", ...]
    talked_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """Somebody met that evening."""

    name: str
    who: str
    url: str


def guesses(at: Seen, foreseen: Expected | None) -> Guesses | None:
    """Both guesses side by side; `foreseen` is what the house expects, None while it is closed."""
    if at.guess is None:
        return None
    chances = _chances(at, foreseen)
    shown = None if foreseen is None or at.house is None else at.house.dots
    said = tuple(_said(at, place, shown, chances) for place in range(len(RUNGS)))
    is_same = shown is not None and foreseen is not None and foreseen.evening.dots == shown
    return Guesses(
        doors=said,
        legend=rung_legend() if shown else rung_legend()[:1],
        house_is_shown=shown is not None,
        most=max(said, key=lambda door: int(door.house or door.yours)),
        people=_people(foreseen) if foreseen is not None and is_same else "",
        reasons=_reasons(foreseen) if foreseen is not None and is_same else (),
        why_url="#why" if is_same else reverse("evidence"),
        model=(at.house.model or "") if at.house is not None and not is_same else "",
        table=_table(said),
    )


def _said(
    at: Seen, place: int, house: tuple[int, ...] | None, chances: tuple[Ranged, ...] | None
) -> DoorSaid:
    rung = RUNGS[place]
    came = at.debrief is not None and at.debrief.rung is rung
    yours = 0 if at.guess is None else at.guess.dots[place]
    ranged = None if chances is None else chances[place]
    return DoorSaid(
        number=place + 1,
        name=DOORS[rung],
        yours=yours,
        house="" if house is None else str(house[place]),
        range="" if ranged is None else f"{ranged.low} to {ranged.high}",
        picture=drawn(RungDrawn(DOORS[rung], yours, ranged)).svg,
        door=door(DoorState.OPEN) if came else mini_door(place + 1),
        came=came,
    )


def _chances(at: Seen, foreseen: Expected | None) -> tuple[Ranged, ...] | None:
    """The range of each door: from the whole seal, or computed where the house says the same."""
    if foreseen is None or at.house is None:
        return None
    if at.seal is not None and at.seal_state is SealState.WHOLE:
        sealed = at.seal.said.get("chances", ())
        found = [Estimate(*ends) for ends in sealed]
    elif foreseen.evening.dots == at.house.dots:
        found = list(foreseen.evening.chances)
    else:
        return None
    return tuple(
        Ranged(dots, whole_of_100(chance.low), whole_of_100(chance.high))
        for dots, chance in zip(at.house.dots, found, strict=True)
    )


def _people(foreseen: Expected) -> str:
    people = foreseen.evening.new_people
    return (
        f"{people.mean:.0f} new people talked to (8 times in 10: {people.low:.0f} to "
        f"{people.high:.0f})"
    )


NAMES = {
    "new_people": "New people one talks to, on an evening in the middle",
    "a_name": "Give a name, of the people one talks to",
    "an_opening": "Tell of an opening, of the people one talks to",
    "an_interview": "Offer an interview, of the people one talks to",
    "an_offer": "Offer a job, of the people one talks to",
}
"""The rates behind an evening, by the last word of their key."""


def _reasons(foreseen: Expected) -> tuple[Reason, ...]:
    by_key = {rate.key: rate for rate in foreseen.rates.entries}
    return tuple(_reason(by_key[key]) for key, _ in foreseen.evening.grounds)


def _reason(rate: Rate) -> Reason:
    return Reason(
        name=NAMES.get(rate.key.rpartition(".")[2], rate.key),
        value=_value(rate),
        url=reverse("reason", args=[rate.key]),
    )


def _value(rate: Rate) -> str:
    if isinstance(rate, Chance):
        return f"{of_100(rate.mean)} of 100"
    return amount(rate.value) if isinstance(rate, Quantity) else ""


def _table(said: tuple[DoorSaid, ...]) -> FigureTable:
    return FigureTable(
        caption="Of 100 evenings like this one, how many end at each door",
        head=("Door", "You", "The house", "8 times in 10"),
        rows=tuple(
            (f"{door.number} {door.name}", str(door.yours), door.house or "", door.range)
            for door in said
        ),
    )


def told(at: Seen) -> Told | None:
    """What the evening came to and both marks; None while nothing was said of it."""
    if at.debrief is None:
        return None
    rung = at.debrief.rung
    yours = _by(at.marks, Speaker.SEEKER)
    house = _by(at.marks, Speaker.HOUSE)
    even = even_score(rung)
    return Told(
        number=RUNGS.index(rung) + 1,
        name=DOORS[rung],
        kind_word=_kind_word(rung),
        yours="" if yours is None else str(yours.laid),
        yours_dots="dot" if yours is not None and yours.laid == 1 else "dots",
        house="" if house is None else str(house.laid),
        call="" if yours is None else _call(yours, house, even),
        house_on_itself=_on_itself(yours, house, rung),
        mark="" if yours is None else str(mark_of_100(yours.score)),
        house_mark="" if house is None else str(mark_of_100(house.score)),
        even_mark=str(mark_of_100(even)),
        scale=SCALE,
        table=None if yours is None else _marks_table(yours, house, even),
        met=tuple(_met(person) for person in at.met),
        talked_to=_talked_to(at),
    )


def _by(marks: tuple[Mark, ...], speaker: Speaker) -> Mark | None:
    return next((mark for mark in marks if mark.by is speaker), None)


def _kind_word(rung: Rung) -> str:
    if rung is Rung.NOTHING:
        return "One evening says little about evenings, and nothing about you."
    if rung is Rung.A_NAME:
        return "Most good evenings bring just that."
    return "That is more than most evenings bring."


def _call(yours: Mark, house: Mark | None, even: float) -> str:
    """One kind word on the guesses: who was nearer, beside somebody who laid the same on each."""
    if house is None:
        return "a fair call" if yours.score <= even else "not what you expected"
    if abs(yours.score - house.score) < NEAR:
        return "a fair call by both of you" if yours.score <= even else "a surprise to you both"
    if max(yours.score, house.score) <= even:
        nearer = "you were" if yours.score < house.score else "the house was"
        return f"a fair call by both of you, and {nearer} a little nearer"
    if min(yours.score, house.score) > even:
        return "a surprise to you both"
    return "you were nearer" if yours.score < house.score else "the house was nearer"


def _on_itself(yours: Mark | None, house: Mark | None, rung: Rung) -> str:
    """What the house says of its own miss, where it was farther off than she."""
    if yours is None or house is None or house.score < yours.score + NEAR:
        return ""
    most = max(range(len(RUNGS)), key=lambda place: house.dots[place])
    came = RUNGS.index(rung)
    if most == came:
        return f"I had the right door and too few on it: {house.laid} of my 100."
    return (
        f"I was farther off than you. I had laid {house.dots[most]} of my 100 on door {most + 1}, "
        f"and {house.laid} on door {came + 1}, where it ended."
    )


def _marks_table(yours: Mark, house: Mark | None, even: float) -> FigureTable:
    scores = [("You", yours.score)]
    if house is not None:
        scores.append(("The house", house.score))
    scores.append(("The same on each door", even))
    return FigureTable(
        caption="The marks, and the scores they come from",
        head=("Who", "Mark of 100", "Score (0 is perfect, 4 the farthest off)"),
        rows=tuple((who, str(mark_of_100(score)), f"{score:.2f}") for who, score in scores),
    )


def _met(person: Person) -> Met:
    details = [part for part in (person.role, person.organization) if part]
    url = reverse("person", args=[person.id])
    return Met(name=person.name, who=", ".join(details), url=url)


def _talked_to(at: Seen) -> str:
    if at.debrief is None or at.debrief.talked_to is None:
        return ""
    talked = counted(at.debrief.talked_to, "person", "people")
    if not at.met and at.debrief.talked_to:
        return f"You talked to {talked}, and nobody of them is written down yet."
    names = listed([person.name for person in at.met[:3]])
    return f"You talked to {talked}." if not names else f"You talked to {talked}; these you kept:"
