"""The seeker's own ledger on disk: kept in memory between two questions, changed deed by deed.

Every change has the same three steps, inside one transaction that holds the ledger from the first:
bring what is in memory up to date, decide on values, write the difference. What is in memory is
only ever what a finished transaction has written.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar, cast

from django.db import transaction

from keepknocking.ledger.hindsight import as_of, facts_after
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.searches import Search
from keepknocking.ledger.story.continuing import continued
from keepknocking.ledger.story.rendering import line_of
from keepknocking.ledger.story.statements import SearchStarted
from keepknocking.services.homes import (
    Guess,
    NothingToRecord,
    NothingToTakeBack,
    NotUnderstood,
    OpenedSearch,
    Recorded,
)
from keepknocking.store.journal import last_deed, note_deed, undo
from keepknocking.store.loading import Stored, brought_up_to_date, facts_in, load, what_would_be
from keepknocking.store.models import Deed
from keepknocking.store.opening import ledger_file, make_ledger, open_ledger, said_plainly
from keepknocking.store.saving import save
from keepknocking.store.seals import close_seal
from keepknocking.store.translate import TABLES

Answer = TypeVar("Answer")
_MOST_ANSWERS = 64  # numerical: more questions are not asked of one ledger between two deeds
_NOT_ANSWERED = object()


_MOST_KEPT = 8  # numerical: today's rooms and those of a few other days


@dataclass(frozen=True, slots=True)
class Address:
    """Where a fact lies: its table, its row, and the deed that last wrote it."""

    table: str
    row: int
    version: int


class NamedElsewhere(ValueError):
    """A fact that cannot go, because other facts name it."""

    def __init__(self, why: str) -> None:
        super().__init__(f"other facts still name it ({why}): take those back first")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What a deed makes of the ledger, and the lines that tell it."""

    ledger: Ledger
    told: tuple[str, ...]
    sealed: Guess | None = None


class OwnLedger:
    """The ledger of `KNOCK_HOME` or the platform's folder for data."""

    def __init__(self) -> None:
        """Nothing is read before the first question."""
        self._stored: Stored | None = None
        self._answers: dict[Hashable, object] = {}
        self._places: dict[int, Address] = {}
        self._revision = -1
        self._kept: dict[Hashable, dict[Any, Any]] = {}

    @property
    def where(self) -> str:
        """The path of the ledger."""
        return str(ledger_file())

    @property
    def call(self) -> str:
        """How the command is called for this ledger."""
        return "knock"

    def stored(self) -> Stored:
        """The ledger and its rows, up to date.

        Raises
        ------
        LedgerUnusable
        """
        if self._stored is None:
            open_ledger()
        with said_plainly():
            self._stored = self._up_to_date()
        return self._stored

    def opened(self, *, today: date) -> OpenedSearch:
        """The search as it stood at the end of a day.

        Raises
        ------
        LedgerUnusable
        """
        return self.remembered(("opened", today), lambda: self._as_of(today))

    def remembered(self, key: Hashable, answer: Callable[[], Answer]) -> Answer:
        """The answer to a question, worked out once for as long as the ledger stays as it is."""
        self._forget_if_changed()
        answers = self._answers  # another thread may put a new one in its place meanwhile
        found = answers.get(key, _NOT_ANSWERED)
        if found is _NOT_ANSWERED:
            found = answer()
            if len(answers) >= _MOST_ANSWERS:
                answers.clear()
            answers[key] = found
        return cast("Answer", found)

    def kept(self, key: Hashable) -> dict[Any, Any]:
        """Room for answers that depend on their own key alone, and so outlive a deed."""
        if key not in self._kept and len(self._kept) >= _MOST_KEPT:
            self._kept = {}
        return self._kept.setdefault(key, {})

    def address_of(self, fact: object) -> "Address | None":
        """Where a fact of the ledger (the very value, not an equal one) lies on disk."""
        self._forget_if_changed()
        places = self._places
        if not places:
            places = self._places = _places(self.stored())
        return places.get(id(fact))

    def _forget_if_changed(self) -> None:
        revision = self.stored().revision
        if revision != self._revision:
            self._revision, self._answers, self._places = revision, {}, {}

    def begin(self, search: Search, *, recorded_at: datetime) -> str:
        """Make a ledger with a search in it.

        Raises
        ------
        LedgerThere, LedgerReadOnly
        """
        told = SearchStarted(
            wanted=search.wanted,
            goal=search.goal,
            hours_a_week=search.hours_a_week,
            zone=search.zone,
        )
        lines = (line_of(told, search.started),)
        return self.begin_with(Ledger(search=search), lines, recorded_at=recorded_at)

    def begin_with(self, ledger: Ledger, told: tuple[str, ...], *, recorded_at: datetime) -> str:
        """Make a ledger with everything that another one holds.

        Raises
        ------
        LedgerThere, LedgerReadOnly
        """
        make_ledger()
        self.change("begin", lambda _: Decided(ledger=ledger, told=told), at=recorded_at)
        return self.where

    def record(
        self,
        lines: tuple[str, ...],
        *,
        today: date,
        recorded_at: datetime,
        sealed: Guess | None = None,
    ) -> Recorded:
        """Add lines, and seal a guess with them: all of it, or, with any problem, nothing.

        Raises
        ------
        NothingToRecord, NotUnderstood, LedgerUnusable
            nothing is written then.
        """
        if not any(line.strip() for line in lines):
            raise NothingToRecord

        def decide(ledger: Ledger) -> Decided:
            after = continued(ledger, lines, today=today, recorded_at=recorded_at)
            if after.problems:
                raise NotUnderstood(after.problems)
            return Decided(ledger=after.ledger, told=after.added, sealed=sealed)

        done = self.change("seal" if sealed else "record", decide, at=recorded_at)
        return Recorded(added=done.told)

    def take_back(self, *, recorded_at: datetime) -> tuple[str, ...]:
        """Undo the latest deed that counts, and return its lines.

        Raises
        ------
        NothingToTakeBack, NamedElsewhere, LedgerUnusable
            nothing is written then.
        """
        self.stored()
        with said_plainly():
            latest = last_deed()
        if latest is None or latest.kind == "begin":
            raise NothingToTakeBack(self.where)
        return self.undo(latest, at=recorded_at)

    def undo(self, deed: Deed, *, at: datetime) -> tuple[str, ...]:
        """Undo one deed, and return its lines.

        Raises
        ------
        ChangedSince, UndoneAlready, NamedElsewhere, LedgerUnusable
            nothing is written then.
        """
        self.stored()
        with said_plainly(), transaction.atomic():
            before = self._stored = self._up_to_date()
            undo(deed, at=at)
            try:
                after = what_would_be(before)
            except ValueError as error:
                raise NamedElsewhere(str(error)) from None
        self._stored = after
        return tuple(deed.told)

    def change(self, kind: str, decide: Callable[[Ledger], Decided], *, at: datetime) -> Decided:
        """Do one deed: decide on the ledger as it is, and write what differs.

        Whatever `decide` raises goes on to the caller, and nothing is written.
        """
        self.stored()
        with said_plainly(), transaction.atomic():
            before = self._stored = self._up_to_date()
            decided = decide(before.ledger)
            deed = note_deed(kind, decided.told, at=at)
            after = save(before, decided.ledger, deed)
            if decided.sealed is not None:
                close_seal(decided.sealed.event, decided.sealed.said, deed=deed)
        self._stored = after
        return decided

    def _up_to_date(self) -> Stored:
        return load() if self._stored is None else brought_up_to_date(self._stored)

    def _as_of(self, today: date) -> OpenedSearch:
        ledger = self.stored().ledger
        return OpenedSearch(
            home=self,
            today=today,
            ledger=as_of(ledger, today),
            facts=count_facts(ledger),
            later=facts_after(ledger, today),
        )


def _places(stored: Stored) -> dict[int, Address]:
    """The address of every fact, under its identity in memory."""
    places: dict[int, Address] = {}
    for table in TABLES:
        facts = facts_in(stored.ledger, table.name)
        for fact, row in zip(facts, stored.rows[table.name], strict=True):
            places[id(fact)] = Address(table.name, row.id, row.deed)
    return places


def count_facts(ledger: Ledger) -> int:
    """How many facts the ledger holds, the turns of an ask counted one by one."""
    facts: Iterable[tuple[object, ...]] = (
        value for value in vars(ledger).values() if isinstance(value, tuple)
    )
    turns = sum(
        len(ask.replies) + len(ask.nudges) + (ask.answer is not None) + (ask.fulfilment is not None)
        for ask in ledger.asks
    )
    return sum(map(len, facts)) + turns + (ledger.search is not None)
