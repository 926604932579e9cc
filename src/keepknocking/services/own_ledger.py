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
from keepknocking.store.journal import ErasedForGood, last_deed, note_deed, root_of, undo
from keepknocking.store.kept_facts import Kept
from keepknocking.store.loading import (
    ERASE,
    Latest,
    Stored,
    brought_up_to_date,
    facts_in,
    load,
    what_would_be,
)
from keepknocking.store.merges import MERGE
from keepknocking.store.models import Deed
from keepknocking.store.opening import ledger_file, make_ledger, open_ledger, said_plainly
from keepknocking.store.saving import save
from keepknocking.store.seals import close_seal
from keepknocking.store.translate import TABLES
from keepknocking.store.undoing import undo_keeping

Answer = TypeVar("Answer")
_MOST_ANSWERS = 64  # numerical: more questions are not asked of one ledger between two deeds
_NOT_ANSWERED = object()

IMPORT = "import"
"""The kind of a deed that brings in what files say."""

KEEPING = frozenset({IMPORT, MERGE})
"""The kinds of deeds whose undoing leaves what was changed since."""


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
    """What a deed makes of the ledger, and the lines that tell it.

    `also` writes what is kept beside the facts, in the same transaction, after them.
    """

    ledger: Ledger
    told: tuple[str, ...]
    sealed: Guess | None = None
    also: Callable[[Deed], None] | None = None


class OwnLedger:
    """The ledger of `KNOCK_HOME` or the platform's folder for data."""

    def __init__(self) -> None:
        """Nothing is read before the first question."""
        self._stored: Stored | None = None
        self._answers: dict[Hashable, object] = {}
        self._places: dict[int, Address] = {}
        self._state: Latest = (-1, None)
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
        state = self.stored().seen
        if state != self._state:
            self._state, self._answers, self._places = state, {}, {}

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
        NothingToTakeBack, ErasedForGood, NamedElsewhere, LedgerUnusable
            nothing is written then.
        """
        self.stored()
        with said_plainly():
            latest = last_deed()
        if latest is None or latest.kind == "begin":
            raise NothingToTakeBack(self.where)
        return self.undo(latest, at=recorded_at)

    def undo(self, deed: Deed, *, at: datetime) -> tuple[str, ...]:
        """Undo one deed, and return its lines; of an import or a merge also what was left.

        An import or a merge touches much that goes on living: what was changed since stays.

        Raises
        ------
        ChangedSince, UndoneAlready, ErasedForGood, NamedElsewhere, LedgerUnusable
            nothing is written then.
        """
        with said_plainly():
            root = root_of(deed)
        if root.kind == ERASE:
            raise ErasedForGood
        if root.kind in KEEPING:
            return (*root.told, *self.undo_keeping(deed, at=at).told)
        self._undone(lambda _: undo(deed, at=at))
        return tuple(root.told)

    def undo_keeping(self, deed: Deed, *, at: datetime) -> Kept:
        """Undo one deed as far as nothing was changed since, and say what was left and why.

        Raises
        ------
        UndoneAlready, LedgerUnusable
            nothing is written then.
        """
        return self._undone(lambda before: undo_keeping(before, deed, at=at))

    def _undone(self, do: Callable[[Stored], Answer]) -> Answer:
        """What an undoing says, once it is written and the ledger holds together."""
        self.stored()
        with said_plainly(), transaction.atomic():
            before = self._stored = self._up_to_date()
            done = do(before)
            try:
                after = what_would_be(before)
            except ValueError as error:
                raise NamedElsewhere(str(error)) from None
        self._stored = after
        return done

    def change(self, kind: str, decide: Callable[[Ledger], Decided], *, at: datetime) -> Decided:
        """Do one deed: decide on the ledger as it is, and write what differs.

        Whatever `decide` raises goes on to the caller, and nothing is written.
        """
        (decided,) = self.change_each(kind, (decide,), at=at)
        return decided

    def change_each(
        self, kind: str, decisions: Iterable[Callable[[Ledger], Decided]], *, at: datetime
    ) -> tuple[Decided, ...]:
        """Do several deeds one after the other: all of them, or, if one is refused, none.

        Each is a deed of its own, and can be undone without the others.
        """
        self.stored()
        done: list[Decided] = []
        with said_plainly(), transaction.atomic():
            after = self._stored = self._up_to_date()
            for decide in decisions:
                decided = decide(after.ledger)
                after = _done(kind, decided, after, at=at)
                done.append(decided)
        self._stored = after
        return tuple(done)

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


def _done(kind: str, decided: Decided, before: Stored, *, at: datetime) -> Stored:
    """Write one deed, and say how the ledger lies after it."""
    deed = note_deed(kind, decided.told, at=at)
    after = save(before, decided.ledger, deed)
    if decided.sealed is not None:
        close_seal(decided.sealed.event, decided.sealed.said, deed=deed)
    if decided.also is not None:
        decided.also(deed)
    return after


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
