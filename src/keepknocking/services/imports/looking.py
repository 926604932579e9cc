"""The look before an import: what waits under a token is read and planned once, and kept a while.

Reading a large export takes seconds, and what it gives takes much room. So the last reading and the
last plan are kept in memory, one of each at most, and a plan goes before the next one is made. What
the owner chose lies beside the files that wait, and outlives the program.
"""

import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from keepknocking.exchange.found import FileUnreadable
from keepknocking.exchange.sources import Source
from keepknocking.services import incoming
from keepknocking.services.imports.planning import NothingFound, preview
from keepknocking.services.imports.plans import Choices, ImportPlan, Kind
from keepknocking.services.imports.reading import Incoming, read_for_import
from keepknocking.services.own_ledger import OwnLedger

Columns = tuple[tuple[str, str], ...]
"""Each column of a table by its name, and what it is taken as."""

_ROOM = "the look before an import"
_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What the owner chose of files that wait, and what could not be taken when they came."""

    choices: Choices = field(default_factory=Choices)
    troubles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedAt:
    """What files that wait hold and would do; `plan` is None where there is `trouble`.

    The plan knows of the choices only the columns and what was removed before: what is left out is
    still in it. `tables` are the files in which nobody could be found and that are tables.
    """

    token: str
    files: tuple[str, ...]
    incoming: Incoming
    plan: ImportPlan | None
    trouble: str
    tables: tuple[tuple[str, Columns], ...]


def chosen(token: str) -> Chosen:
    """What was chosen of the files under a token.

    Raises
    ------
    NotHeld
    """
    words = incoming.noted(token)
    if not words:
        return Chosen()
    kept = json.loads(words)
    return Chosen(
        choices=Choices(
            kinds=frozenset(map(Kind, kept["kinds"])),
            items=frozenset(kept["items"]),
            series=frozenset(kept["series"]),
            bring_back=frozenset(kept["bring_back"]),
            columns=kept["columns"],
        ),
        troubles=tuple(kept["troubles"]),
    )


def choose(token: str, said: Chosen) -> None:
    """Remember what was chosen of the files under a token.

    Raises
    ------
    NotHeld, CannotHold
    """
    choices = said.choices
    kept: dict[str, Any] = {
        "kinds": sorted(choices.kinds),
        "items": sorted(choices.items),
        "series": sorted(choices.series),
        "bring_back": sorted(choices.bring_back),
        "columns": {name: dict(columns) for name, columns in choices.columns.items()},
        "troubles": list(said.troubles),
    }
    incoming.note(token, json.dumps(kept))


def look_at(home: OwnLedger, token: str, *, today: date, now: datetime) -> LookedAt:
    """What the files under a token hold, and what bringing them in would do now.

    Raises
    ------
    NotHeld, LedgerUnusable
    """
    columns = chosen(token).choices.columns
    said = json.dumps([token, {name: list(each.items()) for name, each in columns.items()}])
    with _LOCK:
        room = home.kept(_ROOM)
        seen = home.stored().seen
        if room.get("read") != (said, today):
            room.clear()
            room["found"] = _found(token, columns, today=today)
            room["read"] = (said, today)
        if room.get("planned") != seen:
            room.pop("plan", None)
            room["plan"] = _planned(home, room["found"], columns, today=today, now=now)
            room["planned"] = seen
        plan: LookedAt = room["plan"]
        return plan


def taken_up(home: OwnLedger, token: str, *, today: date, now: datetime) -> Incoming:
    """What was read of the files under a token, to be brought in; the plan goes.

    Raises
    ------
    NotHeld, FileUnreadable, LedgerUnusable
    """
    found = look_at(home, token, today=today, now=now)
    forget(home)
    if found.plan is None:
        raise FileUnreadable(found.trouble)
    return found.incoming


def forget(home: OwnLedger) -> None:
    """Keep no reading and no plan any more."""
    with _LOCK:
        home.kept(_ROOM).clear()


def _found(token: str, columns: Mapping[str, Mapping[str, str]], *, today: date) -> LookedAt:
    with incoming.opened(token) as sources:
        names = tuple(source.name for source in sources)
        choices = Choices(columns=columns)
        try:
            read, trouble = read_for_import(sources, today=today, choices=choices), ""
        except FileUnreadable as error:
            read, trouble = Incoming(reads=()), str(error)
        unread = {each.name for each in read.unreadable} if read.reads else set(names)
        return LookedAt(
            token=token,
            files=names,
            incoming=read,
            plan=None,
            trouble=trouble,
            tables=_tables(sources, unread),
        )


def _planned(
    home: OwnLedger,
    found: LookedAt,
    columns: Mapping[str, Mapping[str, str]],
    *,
    today: date,
    now: datetime,
) -> LookedAt:
    if found.trouble:
        return found
    choices = Choices(columns=columns)
    try:
        plan = preview(home, found.incoming.reads, today=today, now=now, choices=choices)
    except (NothingFound, FileUnreadable) as error:
        return replace(found, trouble=str(error))
    return replace(found, plan=plan)


def _tables(sources: Sequence[Source], unread: set[str]) -> tuple[tuple[str, Columns], ...]:
    """The columns of those among the unread files that are tables."""
    from keepknocking.exchange.contacts_tables import guessing  # noqa: PLC0415 (loads much)
    from keepknocking.exchange.tables.rows import read_table  # noqa: PLC0415 (the same)

    found: list[tuple[str, Columns]] = []
    for source in sources:
        if source.name not in unread:
            continue
        try:
            table = read_table(source)
            plan = guessing.plan_of(table, guessing.header_in(table), None)
        except FileUnreadable:
            continue
        if len(plan.columns) > 1:
            found.append((source.name, plan.told()))
    return tuple(found)
