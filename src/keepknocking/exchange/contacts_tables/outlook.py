"""Outlook's contacts as CSV: which column is what, in every family of headers that is about.

(a) Outlook for Windows, with `Business Street 2` and the like; (b) the newer Outlook and
Outlook.com; (c) Google's own "Outlook CSV", with `Internet Free Busy`; (d) LinkedIn's, before 2017;
(e) what other tools write for Outlook (`Action, ID, Name, E-mail Address, ...`). Translated headers
are no family of their own: they are read as any table is. Names inside an Exchange server
(`/o=...`) stand in the columns for mail addresses, `0/0/00` is no day, and the last name of the
header may be empty.
"""

import re

from keepknocking.exchange.contacts_tables.fields import Column, Field, Plan
from keepknocking.exchange.contacts_tables.shelved import kind_of_rest
from keepknocking.exchange.tables.rows import Header

_NAMES = frozenset({"first name", "last name", "name"})
_MARKS = frozenset(
    {
        *("e-mail address", "e-mail 2 address", "e-mail 3 address", "e-mail display name"),
        *("business street", "home street", "business phone", "business fax", "home phone 2"),
        *("internet free busy", "assistant's phone", "web page", "other street", "mobile phone"),
    }
)
_FEWEST_MARKS = 2  # design choice: one of them stands in any table
_EMAIL = re.compile(r"e-mail( \d)? address")
_PHONE = re.compile(
    r"(business|home|mobile|primary|car|other|radio|personal)?( ?phone)( \d)?|callback"
)
_LINK = re.compile(r"(personal |business )?web page")
_FIXED = {
    "name": Field.NAME,
    "first name": Field.FIRST,
    "middle name": Field.MIDDLE,
    "last name": Field.LAST,
    "suffix": Field.SUFFIX,
    "nickname": Field.OTHER_NAME,
    "company": Field.ORGANIZATION,
    "job title": Field.ROLE,
    "notes": Field.NOTE,
}
_RELATIONS = {"manager's name": "manager", "assistant's name": "assistant", "spouse": "spouse"}


def era_of(header: Header) -> str | None:
    """Which of Outlook's families a header is of; None where it is of none."""
    names = set(map(_plain, header.names))
    if not names & _NAMES or len(names & _MARKS) < _FEWEST_MARKS:
        return None
    if "internet free busy" in names and "primary phone" in names and "gender" in names:
        if "business street 3" not in names:
            return "Google's contacts in Outlook's form"
        return "Outlook for Windows"
    if "business street 2" in names or "business street 3" in names:
        return "Outlook for Windows"
    if "first name" not in names:
        return "another program's contacts in Outlook's form"
    return "the newer Outlook" if "nickname" in names else "Outlook's form, as LinkedIn wrote it"


def plan_of(header: Header) -> Plan:
    """What each of Outlook's columns is."""
    return Plan(tuple(_column(header, place) for place in range(len(header.names))))


def _plain(name: str) -> str:
    return name.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def _column(header: Header, place: int) -> Column:
    name, written = _plain(header.names[place]), header.written[place]
    field = _FIXED.get(name)
    if field is None and _EMAIL.fullmatch(name):
        field = Field.EMAIL
    if field is None and _PHONE.fullmatch(name):
        field = Field.PHONE
    if field is None and _LINK.fullmatch(name):
        field = Field.LINK
    if field is not None:
        return Column(place=place, written=written, field=field)
    if name in _RELATIONS:
        return Column(place=place, written=written, field=Field.KNOWS, relation=_RELATIONS[name])
    unused = kind_of_rest(name) if name else ""
    return Column(place=place, written=written, field=Field.NOT_USED, unused=unused)
