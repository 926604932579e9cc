"""The rows of a table of contacts, by a plan, become people.

A name is the column of whole names, else the parts joined in their usual order (first, middle,
last, suffix), never the other way round. Somebody without a name goes by another name of hers, her
organization or her mail address: nobody is lost for lack of a name. A row with none of these is
dropped with the reason.

A table that this program wrote holds what the ledger held, so its addresses and numbers are taken
as they stand, whether or not they look like any.
"""

from collections.abc import Callable, Iterable
from datetime import date

from keepknocking.exchange.contacts_tables.cells import (
    PREFERRED,
    addresses_in,
    in_one,
    is_exchange_name,
    links_in,
    phones_in,
    values_of,
)
from keepknocking.exchange.contacts_tables.fields import Column, Field, Plan
from keepknocking.exchange.contacts_tables.gathering import Gathering, cell_of
from keepknocking.exchange.found import FoundPerson, FoundTie
from keepknocking.exchange.linkedin.collecting import LONGEST_NAME, LONGEST_NOTE, fact
from keepknocking.exchange.linkedin.dates import ColumnDates
from keepknocking.exchange.linkedin.profiles import key_of
from keepknocking.exchange.tables.rows import Row, folded
from keepknocking.exchange.writing.tables import PEOPLE_HEAD
from keepknocking.ledger.people import TieStrength

NOBODY = "it has no name, organization, mail address or profile"
TOO_LONG = f"its name has more than {LONGEST_NAME} characters"
EXCHANGE = "a name inside an Exchange server is no mail address"
NO_ADDRESS = "this is no mail address"
NO_PHONE = "this is no phone number"
NO_LINK = "this is no address on the web"
NO_DAY = "its day cannot be read"
CUT_NOTE = f"its note was cut after {LONGEST_NOTE:,} characters"
_OUR_HEAD = tuple(map(folded, PEOPLE_HEAD))
_PARTS = (Field.FIRST, Field.MIDDLE, Field.LAST, Field.SUFFIX)
_NOT_CLOSE = frozenset({"colleague", "co-worker", "coworker", "acquaintance", "referred by"})
_NO_DAY_AT_ALL = frozenset("0/.-: ")


def people_of(gathering: Gathering) -> tuple[FoundPerson, ...]:
    """All people of a table; what gave nobody is counted in the gathering."""
    reading = _Reading(gathering)
    found = (reading.person(row) for row in gathering.rows())
    return tuple(person for person in found if person is not None)


class _Reading:
    """Reads rows by the plan of a table."""

    def __init__(self, gathering: Gathering) -> None:
        self.gathering = gathering
        plan = gathering.plan
        self.of = {field: plan.of(field) for field in Field}
        self.known = next(iter(self.of[Field.KNOWN]), None)
        self.days: ColumnDates = gathering.days(self.known)
        self.kinds = _has_kinds(plan)
        self.is_ours = gathering.header is not None and gathering.header.names == _OUR_HEAD

    def person(self, row: Row) -> FoundPerson | None:
        """The person of a row; None where it is dropped."""
        emails = self._emails(row)
        profiles = self._several(row, Field.LINK, links_in, NO_LINK)
        organization, role = self._place(row)
        others = self._others(row)
        name = self._name(row) or next(iter(others), "") or organization or ""
        name = name or next(iter((*emails, *profiles)), "")
        if not name or len(name) > LONGEST_NAME:
            self.gathering.drop(row, TOO_LONG if name else NOBODY)
            return None
        return FoundPerson(
            name=name,
            where=row.where,
            key=next(filter(None, map(key_of, profiles)), None),
            other_names=tuple(each for each in others if each != name),
            emails=emails,
            phones=self._several(row, Field.PHONE, phones_in, NO_PHONE),
            profiles=profiles,
            organization=organization,
            role=role,
            known=self._day(row),
            notes=self._notes(row),
            knows=self._knows(row),
        )

    def _first(self, row: Row, field: Field) -> str:
        return next(filter(None, (cell_of(row, column) for column in self.of[field])), "")

    def _name(self, row: Row) -> str:
        whole = in_one([self._first(row, Field.NAME)])
        return whole or in_one(self._first(row, part) for part in _PARTS)

    def _others(self, row: Row) -> tuple[str, ...]:
        names = (
            in_one([value])
            for column in self.of[Field.OTHER_NAME]
            for value in values_of(cell_of(row, column))
        )
        return tuple(dict.fromkeys(name for name in names if 0 < len(name) <= LONGEST_NAME))

    def _in_order(self, row: Row, field: Field) -> Iterable[tuple[Column, str]]:
        """The cells of a field that are not empty, the preferred ones first."""
        columns = self.of[field]
        if self.kinds:
            columns = tuple(sorted(columns, key=lambda column: not _is_preferred(row, column)))
        for column in columns:
            cell = cell_of(row, column)
            if cell:
                yield column, cell

    def _emails(self, row: Row) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for _, cell in self._in_order(row, Field.EMAIL):
            addresses = values_of(cell) if self.is_ours else addresses_in(cell)
            found.update(dict.fromkeys(addresses))
            if not addresses:
                self.gathering.lose(row, EXCHANGE if is_exchange_name(cell) else NO_ADDRESS, cell)
        return tuple(found)

    def _several(
        self, row: Row, field: Field, read: Callable[[str], list[str]], why: str
    ) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for _, cell in self._in_order(row, field):
            values = values_of(cell) if self.is_ours else read(cell)
            found.update(dict.fromkeys(values))
            if not values:
                self.gathering.lose(row, why, cell)
        return tuple(found)

    def _place(self, row: Row) -> tuple[str | None, str | None]:
        """Where the person works and as what: of one numbered group, if the columns have any."""
        if self.is_ours:
            whole = self._first(row, Field.ORGANIZATION), self._first(row, Field.ROLE)
            return fact(whole[0]), fact(whole[1])
        for column, cell in self._in_order(row, Field.ORGANIZATION):
            roles = [cell_of(row, each) for each in self.of[Field.ROLE] if each.part == column.part]
            return _first_fact(cell), _first_fact(*roles)
        return None, _first_fact(self._first(row, Field.ROLE))

    def _day(self, row: Row) -> date | None:
        if self.known is None:
            return None
        cell = cell_of(row, self.known)
        if _NO_DAY_AT_ALL.issuperset(cell):
            return None
        day = self.days.day(cell)
        if day is None:
            self.gathering.lose(row, NO_DAY, cell)
        return day

    def _notes(self, row: Row) -> tuple[str, ...]:
        notes = [cell_of(row, column) for column in self.of[Field.NOTE]]
        if any(len(note) > LONGEST_NOTE for note in notes):
            self.gathering.lose(row, CUT_NOTE)
        return tuple(dict.fromkeys(note[:LONGEST_NOTE].strip() for note in notes if note))

    def _knows(self, row: Row) -> tuple[FoundTie, ...]:
        ties: dict[FoundTie, None] = {}
        for column in self.of[Field.KNOWS]:
            names = [in_one([value]) for value in values_of(cell_of(row, column))]
            kinds = values_of(_kind(row, column))
            for place, name in enumerate(names):
                relation = column.relation or _relation(kinds, place)
                if len(name) <= LONGEST_NAME:
                    ties[FoundTie(name=name, relation=relation, strength=_strength(relation))] = (
                        None
                    )
        return tuple(ties)


def _has_kinds(plan: Plan) -> bool:
    return any(column.kinds is not None for column in plan.columns)


def _kind(row: Row, column: Column) -> str:
    place = column.kinds
    return "" if place is None or place >= len(row.cells) else row.cells[place].strip()


def _is_preferred(row: Row, column: Column) -> bool:
    return _kind(row, column).startswith(PREFERRED)


def _relation(kinds: list[str], place: int) -> str | None:
    """What the person known is to her, where a column says so; one kind counts for all."""
    if not kinds:
        return None
    kind = kinds[place] if place < len(kinds) else kinds[-1]
    return fact(kind.removeprefix(PREFERRED).casefold())


def _strength(relation: str | None) -> TieStrength:
    return TieStrength.ACQUAINTANCE if relation in _NOT_CLOSE else TieStrength.CLOSE


def _first_fact(*cells: str) -> str | None:
    """The first value of the first cell that has one, on one line."""
    values = (value for cell in cells for value in values_of(cell))
    return next(filter(None, map(fact, values)), None)
