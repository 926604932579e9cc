"""What is each column of a table that nobody knows?

By its name, in any of the languages of `headers`; where that says nothing, by what its cells look
like. A table need not have a header: then its first row counts as one of the others. What a person
has chosen stands above every guess. The guess is shown before anything is brought in.
"""

from collections.abc import Mapping, Sequence

from keepknocking.exchange.contacts_tables.cells import PREFERRED
from keepknocking.exchange.contacts_tables.fields import SEVERAL, Column, Field, Plan
from keepknocking.exchange.contacts_tables.headers import is_known, meant_by
from keepknocking.exchange.contacts_tables.looks import look_of, look_of_cell
from keepknocking.exchange.contacts_tables.shelved import kind_of_rest
from keepknocking.exchange.found import FileUnreadable
from keepknocking.exchange.tables.rows import Header, Row, Table, clean, folded, header_of

ENOUGH = 2  # design choice: known names that make a header of any row
_BY_LOOK_ALONE = frozenset({Field.NAME, Field.EMAIL, Field.LINK})
_OTHER_DETAILS = "other details"


class NoSuchColumn(FileUnreadable):
    """A choice for a column that the table does not have, or for what a column cannot be."""


def header_in(table: Table) -> Header | None:
    """The header of a table; None where its first row is a row like the others.

    It is the row with the most known names. Where there is none, the first row is the header if
    the columns below it look like something and no cell of its own does.
    """
    best, most = None, 0
    for row in table.start:
        count = sum(1 for cell in set(row.cells) if is_known(cell))
        if count > most:
            best, most = row, count
    first = next((row for row in table.start if not row.is_blank), None)
    if best is not None and (most >= ENOUGH or (best is first and not _looks_filled(best))):
        return header_of(best)
    if first is None or _looks_filled(first):
        return None
    below = [row for row in table.start if row.line > first.line]
    places = range(len(first.cells))
    if any(look_of(_filled(below, place)) not in (None, Field.NAME) for place in places):
        return header_of(first)
    return None


def plan_of(table: Table, header: Header | None, mapping: Mapping[str, str] | None) -> Plan:
    """What each column is taken as.

    Raises
    ------
    NoSuchColumn
        where `mapping` names a column the table does not have, or no field.
    """
    below = [row for row in table.start if header is None or row.line > header.line]
    width = max((len(row.cells) for row in below), default=0)
    written = list(header.written) if header else []
    names = [
        (written[place] if place < len(written) else "") or f"column {place + 1}"
        for place in range(max(width, len(written)))
    ]
    fields = _guessed(names, below, has_header=header is not None)
    _choose(fields, names, mapping or {}, table.name)
    return Plan(tuple(_column(place, name, fields) for place, name in enumerate(names)))


def _guessed(names: Sequence[str], below: Sequence[Row], *, has_header: bool) -> list[Field | None]:
    fields: list[Field | None] = meant_by(names) if has_header else [None] * len(names)
    says_something = any(fields)
    for place in range(len(names)):
        if fields[place] is None:
            look = look_of(_filled(below, place))
            if look is not None and _may_be(look, fields, said=says_something):
                fields[place] = look
    return fields


def _may_be(look: Field, fields: Sequence[Field | None], *, said: bool) -> bool:
    """Whether a column may be taken for what it looks like, beside the others."""
    if said and look not in _BY_LOOK_ALONE:
        return False
    if look is Field.NAME:
        return not {Field.NAME, Field.FIRST, Field.LAST}.intersection(fields)
    return look in SEVERAL or look not in fields


def _choose(
    fields: list[Field | None], names: Sequence[str], mapping: Mapping[str, str], file: str
) -> None:
    """Put what a person chose in the place of what was guessed."""
    places = {folded(name): place for place, name in reversed(list(enumerate(names)))}
    places |= {f"column {place + 1}": place for place in range(len(names))} | places
    for column, wanted in mapping.items():
        place = places.get(folded(column))
        if place is None:
            raise NoSuchColumn(
                f"{file} has no column “{column}”: its columns are {', '.join(names)}"[:1000]
            )
        field = next((each for each in Field if each.value == folded(wanted)), None)
        if field is None:
            raise NoSuchColumn(
                f"a column cannot be “{wanted}”: choose one of {', '.join(map(str, Field))}"
            )
        for other, taken in enumerate(fields):
            if taken is field and field not in SEVERAL:
                fields[other] = None
        fields[place] = field


def _column(place: int, name: str, fields: Sequence[Field | None]) -> Column:
    field = fields[place] or Field.NOT_USED
    relation = name.casefold() if field is Field.KNOWS else None
    unused = ""
    if field is Field.NOT_USED:
        kind = kind_of_rest(folded(name))
        unused = f"column {name}" if kind == _OTHER_DETAILS else kind
    return Column(
        place=place,
        written=name,
        field=field,
        relation=relation and relation.removeprefix(PREFERRED),
        unused=unused,
    )


def _looks_filled(row: Row) -> bool:
    """Whether a cell of the row looks like an address, a number, a link or a day."""
    looks = (look_of_cell(clean(cell)) for cell in row.cells)
    return any(look not in (None, Field.NAME) for look in looks)


def _filled(rows: Sequence[Row], place: int) -> list[str]:
    cells = (clean(row.cells[place]) for row in rows if place < len(row.cells))
    return [cell for cell in cells if cell]
