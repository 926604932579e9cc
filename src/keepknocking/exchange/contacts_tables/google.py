"""Google's contacts as CSV: which column is what, in the old form and in the new one.

The old form (to about 2023) has `Name, Given Name, ..., E-mail 1 - Type, E-mail 1 - Value`, with or
without `Language, Photo`; the new one `First Name, Middle Name, Last Name, ..., Organization Name,
E-mail 1 - Label, E-mail 1 - Value, ...`, in an order that is not fixed. How many numbered columns
there are follows the fullest contact. Values of one cell are joined by ` ::: `; a `* ` before a
type marks the preferred one.
"""

import re

from keepknocking.exchange.contacts_tables.fields import Column, Field, Plan
from keepknocking.exchange.contacts_tables.shelved import kind_of_rest
from keepknocking.exchange.tables.rows import Header

OLD = "Google, to about 2023"
NEW = "Google, since about 2023"
_OLD_MARKS = frozenset({"given name", "family name"})
_NEW_MARKS = frozenset({"first name", "last name"})
_NUMBERED = re.compile(r"([a-z-]+) (\d{1,3}) - ([a-z]+)")
_ONLY_GOOGLE = re.compile(
    r"e-mail \d+ - value|phone \d+ - value|group membership|labels|"
    r"phonetic (first|last) name|organization \d+ - name|yomi name"
)
_FIXED = {
    "name": Field.NAME,
    "given name": Field.FIRST,
    "first name": Field.FIRST,
    "additional name": Field.MIDDLE,
    "middle name": Field.MIDDLE,
    "family name": Field.LAST,
    "last name": Field.LAST,
    "name suffix": Field.SUFFIX,
    "nickname": Field.OTHER_NAME,
    "short name": Field.OTHER_NAME,
    "maiden name": Field.OTHER_NAME,
    "yomi name": Field.OTHER_NAME,
    "file as": Field.OTHER_NAME,
    "organization name": Field.ORGANIZATION,
    "organization title": Field.ROLE,
    "notes": Field.NOTE,
}
_OF_NUMBERED = {
    ("e-mail", "value"): Field.EMAIL,
    ("phone", "value"): Field.PHONE,
    ("website", "value"): Field.LINK,
    ("relation", "value"): Field.KNOWS,
    ("organization", "name"): Field.ORGANIZATION,
    ("organization", "title"): Field.ROLE,
}


def era_of(header: Header) -> str | None:
    """Which of Google's forms a header has; None where it is none of Google's."""
    names = set(header.names)
    if not any(_ONLY_GOOGLE.fullmatch(name) for name in names):
        return None
    if names >= _OLD_MARKS:
        return OLD
    return NEW if names >= _NEW_MARKS else None


def plan_of(header: Header) -> Plan:
    """What each of Google's columns is."""
    return Plan(tuple(_column(header, place) for place in range(len(header.names))))


def _column(header: Header, place: int) -> Column:
    name, written = header.names[place], header.written[place]
    field = _FIXED.get(name)
    if field is not None:
        return Column(place=place, written=written, field=field)
    numbered = _NUMBERED.fullmatch(name)
    field = _OF_NUMBERED.get((numbered[1], numbered[3])) if numbered else None
    if numbered is None or field is None:
        return Column(place=place, written=written, field=Field.NOT_USED, unused=kind_of_rest(name))
    part = f"{numbered[1]} {numbered[2]}"
    kinds = header.column(f"{part} - type", f"{part} - label")
    return Column(place=place, written=written, field=field, kinds=kinds, part=part)
