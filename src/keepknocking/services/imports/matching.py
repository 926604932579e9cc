"""Whom of the ledger is a found person? Never decided by a guess.

In this order: the name a source has for her, under which it brought her before; the name of her
profile; a mail address or a phone number that only she has, where the names may be of one person;
at last the very same name with the same organization (as the ledger or another of the files has
it), the same day of becoming known, or, where one
of the two organizations is not known, no second person of the name anywhere. Everybody else is new:
whom one might still take for somebody else is left to the review of doubles.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from keepknocking.exchange.found import FileKind, FoundPerson
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.people import ContactKind
from keepknocking.services.imports.comparing import (
    email_form,
    may_be_one,
    name_form,
    phone_form,
    profile_form,
    slug_of,
    tells_apart,
)
from keepknocking.store.origins import Said

Origin = tuple[str, str]
"""A source, and what it calls somebody or something."""

SAME_PROFILE = "the same profile"
"""How two are known to be one by the surest of marks."""

_Index = dict[str, str | dict[str, None]]
_MOST_SHARING = 100  # numerical: so many people with one name or address are looked at


@dataclass(frozen=True, slots=True)
class Traits:
    """What tells a person from others, in the forms in which it is compared.

    `strong` are slugs, addresses and numbers, each behind its kind.
    """

    name: str
    names: tuple[str, ...]
    strong: tuple[str, ...]
    organization: str | None
    known: date | None

    @property
    def slugs(self) -> frozenset[str]:
        """The names of her profiles."""
        return frozenset(one for one in self.strong if one.startswith("linkedin:"))


def traits_of_found(found: FoundPerson) -> Traits:
    """What tells a found person from others."""
    strong = [profile_form(one) for one in found.profiles if slug_of(one)]
    if found.key is not None and found.key.startswith("linkedin:"):
        strong.append(found.key)
    strong += [f"mail:{email_form(one)}" for one in found.emails]
    strong += [f"phone:{form}" for form in map(phone_form, found.phones) if tells_apart(form)]
    return Traits(
        name=found.name,
        names=(name_form(found.name),),
        strong=tuple(dict.fromkeys(strong)),
        organization=None if found.organization is None else name_form(found.organization),
        known=found.known if found.connected else None,
    )


def origin_of(found: FoundPerson, kind: FileKind) -> Origin:
    """The source of a found person and its name for her.

    Where the source has none, it is what will still be there in the next file: an address, or the
    name with the day of becoming known, or else with the organization.
    """
    if found.key is not None:
        source, _, name = found.key.partition(":")
        return (source, name) if name else ("key", source)
    if found.emails:
        return kind.value, f"mail:{email_form(found.emails[0])}|{name_form(found.name)}"
    last = found.known.isoformat() if found.known else name_form(found.organization or "")
    return kind.value, f"name:{name_form(found.name)}|{last}"


class Matcher:
    """Everybody of the ledger and of the files so far, found by what tells them apart."""

    def __init__(self, ledger: Ledger) -> None:
        self._traits: dict[str, Traits] = {}
        self._strong: _Index = {}
        self._named: _Index = {}
        self._working_at: _Index = {}
        for person in ledger.people:
            details = ledger.details_of(person.id)
            names = [person.name]
            strong: list[str] = []
            for one in details:
                if one.kind is ContactKind.OTHER_NAME:
                    names.append(one.value)
                elif one.kind is ContactKind.EMAIL:
                    strong.append(f"mail:{email_form(one.value)}")
                elif one.kind is ContactKind.PHONE:
                    strong.append(f"phone:{phone_form(one.value)}")
                elif slug_of(one.value):
                    strong.append(profile_form(one.value))
            organization = person.organization
            self.add(
                person.id,
                Traits(
                    name=person.name,
                    names=tuple(map(name_form, names)),
                    strong=tuple(strong),
                    organization=None if organization is None else name_form(organization),
                    known=person.known.on,
                ),
            )

    def add(self, person: str, traits: Traits) -> None:
        """Take in somebody, or what more is known of her."""
        before = self._traits.get(person)
        for one in traits.strong:
            _put(self._strong, one, person)
        for name in traits.names:
            _put(self._named, name, person)
        if before is not None:
            if traits.organization not in {None, before.organization}:
                _put(self._working_at, f"{person}\n{traits.organization}", person)
            traits = Traits(
                name=before.name,
                names=(*before.names, *traits.names),
                strong=(*before.strong, *traits.strong),
                organization=before.organization or traits.organization,
                known=before.known,
            )
        self._traits[person] = traits

    def traits(self, person: str) -> Traits:
        """What is known of somebody."""
        return self._traits[person]

    def by_mail(self, address: str) -> str | None:
        """The one person who has this address."""
        found = _people(self._strong, f"mail:{email_form(address)}")
        return next(iter(found)) if len(found) == 1 else None

    def by_traits(self, found: Traits) -> tuple[str, str] | None:
        """Who has the same profile, or an address or number and a name that may be hers; how."""
        for one in found.strong:
            for person in islice(_people(self._strong, one), _MOST_SHARING):
                if one.startswith("linkedin:"):
                    return person, SAME_PROFILE
                if any(may_be_one(found.name, name) for name in self._traits[person].names):
                    return person, "the same address" if one[0] == "m" else "the same phone number"
        return None

    def by_name(
        self, found: Traits, *, taken: frozenset[str] | set[str], alone: bool
    ) -> tuple[str, str] | None:
        """Who has the same name and, besides, what makes it more than a name; how.

        `taken` are those whom the same file has already told apart from her; `alone` says that the
        file has nobody else of the name.
        """
        same = _people(self._named, found.names[0])
        looked_at = islice(same, _MOST_SHARING)
        free = [one for one in looked_at if one not in taken and self._may_be(one, found)]
        for person in free:
            here = self._traits[person]
            if found.organization is not None and self._works_at(person, found.organization):
                return person, "the same name and organization"
            if found.known is not None and found.known == here.known:
                return person, "the same name, known since the same day"
        if len(same) == 1 and free and alone:
            here = self._traits[free[0]]
            if found.organization is None or here.organization is None:
                return free[0], "the same name, and nobody else has it"
        return None

    def _works_at(self, person: str, organization: str) -> bool:
        """Whether the ledger or one of the files says so."""
        is_hers = self._traits[person].organization == organization
        return is_hers or f"{person}\n{organization}" in self._working_at

    def _may_be(self, person: str, found: Traits) -> bool:
        """Whether no two different profiles speak against it."""
        here, there = self._traits[person].slugs, found.slugs
        return not here or not there or bool(here & there)


def _put(index: _Index, key: str, person: str) -> None:
    """Most keys have one person: a table of their own is for those that have more."""
    held = index.setdefault(key, person)
    if isinstance(held, dict):
        held[person] = None
    elif held != person:
        index[key] = {held: None, person: None}


def _people(index: _Index, key: str) -> Collection[str]:
    held = index.get(key, ())
    return (held,) if isinstance(held, str) else held


def followed(key: str, merged: Mapping[str, str]) -> str:
    """The id under which a thing stands now that people were merged."""
    return merged.get(key, key)


def origins_here(
    said: Mapping[Origin, Said], kind: str, *, ids: Iterable[str], merged: Mapping[str, str]
) -> tuple[dict[Origin, Said], dict[Origin, Said]]:
    """Of what sources said of one kind of things: what is in the ledger, and what is not any more.

    Of somebody who was merged into another, what was said counts for the other.
    """
    there = frozenset(ids)
    here: dict[Origin, Said] = {}
    gone: dict[Origin, Said] = {}
    for origin, one in said.items():
        if one.kind != kind:
            continue
        key = followed(one.key, merged)
        (here if key in there else gone)[origin] = (
            one if key == one.key else Said(one.source, one.name, one.kind, key, one.said)
        )
    return here, gone
