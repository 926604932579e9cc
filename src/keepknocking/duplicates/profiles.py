"""What the comparison knows of a person: everything that tells who she is.

A profile is taken from the ledger as it stands; nothing in it is tidied, split or rewritten.
"""

from dataclasses import dataclass

from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.people import ContactKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One person as she is noted: names, ways to reach her, where she works.

    Attributes
    ----------
    slugs : tuple of str
        Addresses of profiles on the web, as written.
    """

    id: str
    name: str
    other_names: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    slugs: tuple[str, ...] = ()
    organization: str | None = None
    role: str | None = None


def profiles_of(ledger: Ledger) -> tuple[Profile, ...]:
    """Everybody of a ledger, in the ledger's order."""
    found: dict[ContactKind, dict[str, list[str]]] = {kind: {} for kind in ContactKind}
    for detail in ledger.contact_details:
        found[detail.kind].setdefault(detail.person, []).append(detail.value)

    def of(kind: ContactKind, person: str) -> tuple[str, ...]:
        return tuple(found[kind].get(person, ()))

    return tuple(
        Profile(
            id=person.id,
            name=person.name,
            other_names=of(ContactKind.OTHER_NAME, person.id),
            mails=of(ContactKind.EMAIL, person.id),
            phones=of(ContactKind.PHONE, person.id),
            slugs=of(ContactKind.PROFILE, person.id),
            organization=person.organization,
            role=person.role,
        )
        for person in ledger.people
    )
