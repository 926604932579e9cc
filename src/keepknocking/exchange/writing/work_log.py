"""The work-search log: what was done to find work, day by day, for an agency that asks for proof.

A row for each ask, each nudge, each application and interview, and each event that she went to:
the day, the organization, the person, how, and what came of it. An event counts where she met
somebody there or said what it brought; a mere date in a calendar proves nothing. Never in it: time
put in, guesses, forecasts, and what was noted.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from keepknocking.exchange.writing.tables import write_table
from keepknocking.ledger.asks import AnswerKind, Ask, Channel, Purpose
from keepknocking.ledger.events import Encounter, Event
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.openings import Stage, StageKind

_FOR: Mapping[Purpose, str] = MappingProxyType(
    {
        Purpose.INTRODUCTION: "for an introduction",
        Purpose.OPENING: "about openings",
        Purpose.CONVERSATION: "for a conversation",
        Purpose.REFERRAL: "for a referral",
    }
)
_BY: Mapping[Channel | None, str] = MappingProxyType(
    {
        None: "",
        Channel.IN_PERSON: " in person",
        Channel.PHONE: " by phone",
        Channel.EMAIL: " by email",
        Channel.MESSAGE: " by message",
        Channel.LETTER: " by letter",
    }
)
_STEPS: Mapping[StageKind, str] = MappingProxyType(
    {
        StageKind.INTERVIEW: "interview",
        StageKind.OFFER: "offer",
        StageKind.REJECTION: "not chosen",
        StageKind.ACCEPTANCE: "accepted",
        StageKind.WITHDRAWAL: "withdrawn",
    }
)
"""What came of an application, by the latest step after it."""
_DEEDS: Mapping[StageKind, str] = MappingProxyType(
    {StageKind.APPLICATION: "Applied for", StageKind.INTERVIEW: "Interview for"}
)
_MOST_NAMES = 4  # design choice: of the people met on one evening
WAITING = "no answer yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRow:
    """One thing that was done, and what had come of it, and when (None: nothing has yet)."""

    day: date
    organization: str
    person: str
    method: str
    result: str
    came_on: date | None = None


def work_log(ledger: Ledger, *, since: date, until: date) -> tuple[LogRow, ...]:
    """The rows of a range of days (both included), in their order."""
    rows = [*_asks(ledger), *_steps(ledger), *_evenings(ledger)]
    rows.sort(key=lambda row: row.day)  # within a day in this order
    return tuple(row for row in rows if since <= row.day <= until)


def write_work_log(rows: tuple[LogRow, ...]) -> str:
    """The log as a table."""
    head = ("Date", "Organization", "Person", "Method", "Result")
    return write_table(
        head,
        ((row.day, row.organization, row.person, row.method, in_full(row)) for row in rows),
    )


def in_full(row: LogRow) -> str:
    """What came of it, with its day: `promised on 2026-03-12`."""
    return row.result if row.came_on is None else f"{row.result} on {row.came_on.isoformat()}"


def _asks(ledger: Ledger) -> Iterator[LogRow]:
    for ask in ledger.asks:
        person = ledger.person[ask.of]
        opening = None if ask.opening is None else ledger.opening[ask.opening]
        place = ask.organization if opening is None else opening.organization
        towards = None if ask.towards is None else ledger.person[ask.towards]
        about = _FOR[ask.purpose]
        if ask.purpose is Purpose.OPENING and opening is not None:
            about = f"about “{opening.title}”"
        elif ask.purpose is Purpose.INTRODUCTION and towards is not None:
            about = f"{about} to {towards.name}"
        result, came_on = _came(ask)
        asked = LogRow(
            day=ask.asked.on,
            organization=place or person.organization or "",
            person=person.name,
            method=f"Asked {about}{_BY[ask.channel]}",
            result=result,
            came_on=came_on,
        )
        yield asked
        for nudge in ask.nudges:
            yield replace(asked, day=nudge.on, method=f"Followed up: asked {about}")


def _came(ask: Ask) -> tuple[str, date | None]:
    if ask.fulfilment is not None:
        return "done", ask.fulfilment.on
    if ask.answer is not None:
        word = "promised" if ask.answer.kind is AnswerKind.PROMISED else "declined"
        return word, ask.answer.when.on
    if ask.replies:
        return "replied", ask.replies[-1].on
    return WAITING, None


def _steps(ledger: Ledger) -> Iterator[LogRow]:
    for opening in ledger.openings:
        steps = ledger.stages_of(opening.id)
        for number, step in enumerate(steps):
            if step.kind not in _DEEDS:
                continue
            through = step.through or opening.told_by
            result, came_on = _led_to(steps[number + 1 :])
            yield LogRow(
                day=step.when.on,
                organization=opening.organization,
                person="" if through is None else ledger.person[through].name,
                method=f"{_DEEDS[step.kind]} “{opening.title}”",
                result=result,
                came_on=came_on,
            )


def _led_to(later: tuple[Stage, ...]) -> tuple[str, date | None]:
    known = [step for step in later if step.kind in _STEPS]
    return (_STEPS[known[-1].kind], known[-1].when.on) if known else (WAITING, None)


def _evenings(ledger: Ledger) -> Iterator[LogRow]:
    met: dict[str, list[Encounter]] = {}
    for encounter in ledger.encounters:
        if encounter.event is not None:
            met.setdefault(encounter.event, []).append(encounter)
    for event in ledger.events:
        names = [ledger.person[one.person].name for one in met.get(event.id, ())]
        talked = ledger.debrief_of(event.id)
        if event.cancelled is not None or not (names or talked):
            continue
        yield LogRow(
            day=event.when.on,
            organization=event.place or "",
            person=_some(list(dict.fromkeys(names))),
            method=_went_to(event),
            result="" if talked is None or not talked.talked_to else _talked(talked.talked_to),
        )


def _went_to(event: Event) -> str:
    kind = "" if event.kind is None else f" ({event.kind})"
    return f"Went to “{event.name}”{kind}"


def _talked(people: int) -> str:
    return "talked to 1 person" if people == 1 else f"talked to {people} people"


def _some(names: list[str]) -> str:
    more = len(names) - _MOST_NAMES
    return ", ".join([*names[:_MOST_NAMES], *([f"and {more} more"] if more > 0 else [])])
