"""How to reach a person: each address as a link where it can be one, and where it is mended.

A value is whatever its source wrote. It becomes a link only where it has the form of one: a mail
address, a phone number of plain digits, a page of the web. Somebody who is to be left in peace has
no links.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from django.urls import reverse

from keepknocking.ledger.people import ContactKind
from keepknocking.services.own_ledger import Address
from keepknocking.services.person import Gathered

KINDS = {
    ContactKind.EMAIL: "Mail",
    ContactKind.PHONE: "Phone",
    ContactKind.PROFILE: "Profile",
    ContactKind.OTHER_NAME: "Also called",
}
"""What stands before a value, in the order in which the kinds are shown."""

_MAIL = re.compile(r"[^\s@<>,;:\"()\\]+@[^\s@<>,;:\"()\\/?#&]+")
_PHONE = re.compile(r"\+?[0-9][0-9 ()./-]*[0-9]", re.ASCII)
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class WayToHer:
    """One contact detail; `url` is empty where it is no link, `is_web` says that it leads away."""

    kind: str
    value: str
    url: str
    is_web: bool
    edit_url: str


def ways_to(gathered: Gathered) -> Iterator[WayToHer]:
    """The contact details of a person, kind by kind."""
    order = [*KINDS]
    for detail in sorted(gathered.details, key=lambda one: order.index(one.kind)):
        url = link_of(detail.kind, detail.value) if gathered.may_contact else ""
        yield WayToHer(
            kind=KINDS[detail.kind],
            value=detail.value,
            url=url,
            is_web=url != "" and detail.kind is ContactKind.PROFILE,
            edit_url=fact_url(gathered.index.places.of(detail)),
        )


def fact_url(place: Address | None) -> str:
    """Where a fact is mended; empty where it lies nowhere on disk."""
    return "" if place is None else reverse("fact", args=[place.table, place.row])


def link_of(kind: ContactKind, value: str) -> str:
    """The address to which a contact detail leads; empty where it is none.

    >>> link_of(ContactKind.EMAIL, "ana@example.org"), link_of(ContactKind.PHONE, "+49 (30) 12-34")
    ('mailto:ana@example.org', 'tel:+49301234')
    >>> link_of(ContactKind.PROFILE, "javascript:alert(1)")
    ''
    """
    value = value.strip()
    if kind is ContactKind.EMAIL and _MAIL.fullmatch(value):
        return f"mailto:{quote(value, safe='@+')}"
    if kind is ContactKind.PHONE and _PHONE.fullmatch(value):
        # The nought of "+49 (0)30" is dialled only without the "+49".
        value = value.replace("(0)", "") if value.startswith("+") else value
        return f"tel:{re.sub(r'[^0-9+]', '', value)}"
    if kind is ContactKind.PROFILE and _is_page(value):
        return value
    return ""


def _is_page(value: str) -> bool:
    if _UNSEEN.search(value):
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
