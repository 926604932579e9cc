"""What may a column of a table be taken as?

A `Plan` says it for every column; readers of rows know nothing but the plan.
"""

from dataclasses import dataclass
from enum import StrEnum


class Field(StrEnum):
    """What a column holds; the values are what a person reads and chooses."""

    NAME = "name"
    FIRST = "first name"
    MIDDLE = "middle name"
    LAST = "last name"
    SUFFIX = "suffix"
    OTHER_NAME = "other name"
    EMAIL = "e-mail"
    PHONE = "phone"
    LINK = "link"
    ORGANIZATION = "organization"
    ROLE = "role"
    NOTE = "note"
    KNOWN = "day met"
    KNOWS = "knows"
    STAGE = "stage of a job"
    SAVED = "day a job was saved"
    APPLIED = "day of an application"
    NOT_USED = "not used"


SEVERAL = frozenset({Field.EMAIL, Field.PHONE, Field.LINK, Field.NOTE, Field.OTHER_NAME})
"""What more than one column of a table may hold."""

OF_PEOPLE = frozenset({Field.NAME, Field.FIRST, Field.LAST, Field.EMAIL})
"""What only a table of people has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its place (from 0), its name as written, and what it is taken as.

    `kinds` is the place of the column that says which kind each value is ("* Work"); `relation`,
    of somebody whom the person knows, as what, where the name of the column says so. `part` joins
    the columns of one numbered group ("organization 2"). `unused` is what the house calls the
    contents it does not keep.
    """

    place: int
    written: str
    field: Field
    kinds: int | None = None
    relation: str | None = None
    part: str = ""
    unused: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """All columns of a table, in their order."""

    columns: tuple[Column, ...]

    def of(self, field: Field) -> tuple[Column, ...]:
        """The columns that are taken as this."""
        return tuple(column for column in self.columns if column.field is field)

    def has(self, *fields: Field) -> bool:
        """Whether any column is taken as one of these."""
        return any(column.field in fields for column in self.columns)

    def told(self) -> tuple[tuple[str, str], ...]:
        """Each column's name and what it is taken as, for the preview."""
        return tuple((column.written, column.field.value) for column in self.columns)
