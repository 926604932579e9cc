"""Rows and ledger values: the one place where each is made of the other.

The rule is one: a row has the columns of its fact. A fact's own `When` is the two columns `on` and
`recorded_at`; any other `When` has the same two behind its name; an id is `key`; a reference ends
in `_id`. An ask is its row and its turns. What differs is named in `_OTHERWISE`, so that a fact
that gains a field needs one column and nothing here.

What no row can hold is refused before anything is written: a whole number of more than 64 bits, and
text that is not Unicode.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType, NoneType, UnionType
from typing import Any, TypeAlias, cast, get_args, get_type_hints

from django.db.models import DateField, QuerySet, TextField
from django.db.models.functions import Cast

from keepknocking.ledger.asks import Answer, AnswerKind, Ask, Introduction
from keepknocking.ledger.events import Debrief, Encounter, Event
from keepknocking.ledger.expectations import Expectation
from keepknocking.ledger.ledger import REFERRING, WHEN_FIELDS
from keepknocking.ledger.moments import When
from keepknocking.ledger.openings import Opening, Stage
from keepknocking.ledger.people import ContactDetail, ContactRule, Person, Thanks, Tie
from keepknocking.ledger.searches import Correction, Effort, Note, Pause, Search
from keepknocking.store import models

Columns: TypeAlias = dict[str, Any]
"""The columns of one row, by name, as plain values: what JSON can hold too."""

AnyFact: TypeAlias = Any
"""A fact of the ledger, or a turn: as many kinds as there are tables."""

_TURNS = ("replies", "nudges", "answer", "fulfilment")
_OTHERWISE: Mapping[tuple[type, str], str] = MappingProxyType(
    {(Effort, "on"): "spent_on", (Expectation, "by"): "by", (Event, "place"): "place_name"}
)
_MOMENT = ("on", "recorded_at")
_LARGEST = 2**63 - 1  # by definition: the largest whole number of a column
_REMEMBERED = 10_000  # numerical: so many days and moments are made once only


class NotKept(ValueError):
    """A value that a row cannot hold."""


class NumberTooLarge(NotKept):
    """A number beyond what can be counted here."""

    def __init__(self, number: int) -> None:
        told = f"of {number.bit_length()} bits"
        super().__init__(f"a number {told} is too large: at most {_LARGEST:,} can be written down")


class NotText(NotKept):
    """Text with half a character in it, as a broken file name or keyboard may give."""

    def __init__(self, text: str, place: int) -> None:
        super().__init__(
            f"character {place + 1} (U+{ord(text[place]):04X}) is only half a character and "
            "cannot be written down: leave it out"
        )


class TurnKind(StrEnum):
    """What can happen to an ask."""

    REPLIED = "replied"
    NUDGED = "nudged"
    PROMISED = "promised"
    DECLINED = "declined"
    FULFILLED = "fulfilled"


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that happened to an ask."""

    ask: str
    kind: TurnKind
    when: When


@dataclass(frozen=True, slots=True)
class _Part:
    """One field of a fact: its columns, how they are read (None: as they are), how written."""

    name: str
    columns: tuple[str, ...]
    read: Callable[..., object] | None
    write: Callable[[Any], tuple[object, ...]]


class Table:
    """How one kind of fact lies in its table."""

    def __init__(self, name: str, fact: type, model: type[models.Fact]) -> None:
        """Work out the columns from the fields of the fact."""
        hints = get_type_hints(fact)
        self.name = name
        self.model = model
        self._fact = fact
        own = next(name for name in WHEN_FIELDS if name in hints)
        self._parts = tuple(
            _part(fact, field.name, hints[field.name], own=own)
            for field in fields(fact)
            if not (fact is Ask and field.name in _TURNS)
        )
        self.columns = tuple(column for part in self._parts for column in part.columns)
        self.has_key = "key" in self.columns
        # What is loaded by the ten thousand is read in two short loops.
        at = {part.name: self.columns.index(part.columns[0]) for part in self._parts}
        self._plain = tuple((part.name, at[part.name]) for part in self._parts if not part.read)
        self._other = tuple(
            (part.name, part.read, slice(at[part.name], at[part.name] + len(part.columns)))
            for part in self._parts
            if part.read
        )

    def rows(self) -> "QuerySet[models.Fact, tuple[Any, ...]]":
        """Every row as plain values: those of `columns` in order, and its id, place and deed."""
        dated = {
            field.attname
            for field in self.model._meta.concrete_fields  # noqa: SLF001 (Django's own name)
            if isinstance(field, DateField)
        }
        # A day stays text until it is needed: there are far fewer days than rows.
        return self.model.objects.values_list(
            *(Cast(name, TextField()) if name in dated else name for name in self.columns),
            *("id", "place", "deed_id"),
        )

    def columns_of(self, fact: object) -> Columns:
        """The columns of the fact's row.

        Raises
        ------
        NotKept
            for a number or a text that a row cannot hold.
        """
        found: Columns = {}
        for part in self._parts:
            found.update(zip(part.columns, part.write(getattr(fact, part.name)), strict=True))
        return found

    def fact_of(self, row: Sequence[object], **more: object) -> AnyFact:
        """The fact of a row that begins with the values of `columns` in order.

        Raises
        ------
        ValueError
            where no such fact can be.
        """
        for name, place in self._plain:
            more[name] = row[place]
        for name, read, places in self._other:
            more[name] = read(*row[places])
        return self._fact(**more)


def _part(fact: type, name: str, hint: object, *, own: str) -> _Part:
    kind = next(kind for kind in _kinds(hint) if kind is not NoneType)
    if kind is When:
        columns = _MOMENT if name == own else tuple(f"{name}_{column}" for column in _MOMENT)
        return _Part(name, columns, when_of_columns, columns_of_when)
    column = (_OTHERWISE.get((fact, name)) or _column(name),)
    if name == "dots":
        return _Part(name, column, tuple, lambda dots: (list(dots),))
    if issubclass(kind, StrEnum):
        return _Part(name, column, _enumerated(kind), _enumerated_column)
    if kind is time:
        return _Part(name, column, _time_of_day, _time_column)
    write = _PLAIN.get(kind, _as_it_is)
    return _Part(name, column, None, lambda value: (None if value is None else write(value),))


def _kinds(hint: object) -> tuple[type, ...]:
    return get_args(hint) if isinstance(hint, UnionType) else (cast("type", hint),)


def _column(name: str) -> str:
    if name == "id":
        return "key"
    return f"{name}_id" if name in REFERRING else name


def _as_it_is(value: object) -> object:
    return value


def _whole(number: int) -> int:
    if abs(number) > _LARGEST:
        raise NumberTooLarge(number)
    return number


def _measured(number: float) -> float:
    try:
        return float(number)
    except OverflowError:
        raise NumberTooLarge(int(number)) from None


def _text(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise NotText(text, error.start) from None
    return text


_PLAIN: Mapping[type, Callable[[Any], object]] = MappingProxyType(
    {str: _text, int: _whole, float: _measured}
)


def _enumerated(kind: type[StrEnum]) -> Callable[[str | None], StrEnum | None]:
    members: dict[str | None, StrEnum | None] = {member.value: member for member in kind}
    members[None] = None
    return lambda value: members[value] if value in members else kind(str(value))


def _enumerated_column(value: StrEnum | None) -> tuple[str | None]:
    return (None if value is None else value.value,)


def _time_of_day(column: str | None) -> time | None:
    return None if column is None else time.fromisoformat(column)


def _time_column(value: time | None) -> tuple[str | None]:
    return (None if value is None else value.isoformat(timespec="minutes"),)


@lru_cache(maxsize=_REMEMBERED)
def when_of_columns(on: str | None, recorded_at: str | None) -> When | None:
    """The day and moment of two columns; None where there is no day."""
    if on is None:
        return None
    moment = None if recorded_at is None else datetime.fromisoformat(recorded_at)
    return When(date.fromisoformat(on), moment)


def columns_of_when(when: When | None) -> tuple[str | None, str | None]:
    """The two columns of a day and its moment."""
    if when is None:
        return None, None
    moment = None if when.recorded_at is None else when.recorded_at.isoformat()
    return when.on.isoformat(), moment


def turns_of(ask: Ask) -> tuple[Turn, ...]:
    """What happened to an ask, kind by kind and in the order of days."""
    turns = [Turn(ask.id, TurnKind.REPLIED, when) for when in ask.replies]
    turns += [Turn(ask.id, TurnKind.NUDGED, when) for when in ask.nudges]
    if ask.answer is not None:
        turns.append(Turn(ask.id, TurnKind(str(ask.answer.kind)), ask.answer.when))
    if ask.fulfilment is not None:
        turns.append(Turn(ask.id, TurnKind.FULFILLED, ask.fulfilment))
    return tuple(turns)


def turned(turns: Iterable[Turn]) -> dict[str, object]:
    """The fields of an ask that its turns make."""
    found: dict[str, list[When]] = {kind: [] for kind in TurnKind}
    for turn in turns:
        found[turn.kind].append(turn.when)
    answers = [
        Answer(kind=kind, when=when) for kind in AnswerKind for when in found[TurnKind(str(kind))]
    ]
    return {
        "replies": tuple(found[TurnKind.REPLIED]),
        "nudges": tuple(found[TurnKind.NUDGED]),
        "answer": answers[0] if answers else None,
        "fulfilment": found[TurnKind.FULFILLED][0] if found[TurnKind.FULFILLED] else None,
    }


TURNS = Table("turns", Turn, models.Turn)

TABLES: tuple[Table, ...] = (
    Table("search", Search, models.Search),
    Table("people", Person, models.Person),
    Table("events", Event, models.Event),
    Table("asks", Ask, models.Ask),
    Table("openings", Opening, models.Opening),
    Table("ties", Tie, models.Tie),
    Table("contact_details", ContactDetail, models.ContactDetail),
    Table("contact_rules", ContactRule, models.ContactRule),
    Table("encounters", Encounter, models.Encounter),
    Table("debriefs", Debrief, models.Debrief),
    Table("expectations", Expectation, models.Expectation),
    Table("introductions", Introduction, models.Introduction),
    Table("stages", Stage, models.Stage),
    Table("thanks", Thanks, models.Thanks),
    Table("efforts", Effort, models.Effort),
    Table("pauses", Pause, models.Pause),
    Table("notes", Note, models.Note),
    Table("corrections", Correction, models.Correction),
)
"""Every table of the ledger, under the names of the ledger's own tuples."""
