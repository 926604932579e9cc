"""A profile made ready to be compared: its names in words, its addresses in one form."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from keepknocking.duplicates.names import Name, name_of
from keepknocking.duplicates.profiles import Profile
from keepknocking.duplicates.reach import (
    Parted,
    is_open,
    mail_of,
    parted,
    phone_of,
    phone_tail,
    slug_of,
    telling_letters,
    telling_words,
    words_of,
)
from keepknocking.duplicates.spelling import latin

Read = TypeVar("Read")

_MOST = 12  # numerical: of more names, addresses or numbers of one person the first are compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One person, ready to be compared.

    Attributes
    ----------
    names : tuple of Name
        Where all she is called by are addresses, what stands before the @ of them; a name without
        words if that is nobody's (info@example.org).
    employer : str or None
        Her employer as one word, as it stands in an address.
    hosts : frozenset of str
        Where she has mail, as one word each, without hosts where anybody may have it.
    reach : frozenset
        What two people must share to agree in a mail address, a number or a profile.
    """

    id: str
    names: tuple[Name, ...]
    mails: tuple[tuple[str, str], ...]
    phones: tuple[str, ...]
    profiles: tuple[tuple[str, str], ...]
    organization: frozenset[str]
    role: frozenset[str]
    employer: str | None
    hosts: frozenset[str]
    reach: frozenset[object]


def face_of(profile: Profile) -> Face:
    """The profile, ready to be compared.

    >>> face_of(Profile(id="a", name="Ana Reyes", mails=("Ana@Example.org", "?"))).mails
    (('ana', 'example.org'),)
    >>> unnamed = face_of(Profile(id="a", name="ana.reyes@example.org"))
    >>> unnamed.names[0].words, unnamed.mails
    (('ana', 'reyes'), (('ana.reyes', 'example.org'),))
    """
    called = [parted(name) for name in (profile.name, *profile.other_names[:_MOST])]
    beside = [address for each in called for address in each.addresses]
    mails = _read(mail_of, (*profile.mails, *beside))
    phones = _read(phone_of, (*profile.phones, *(each.number for each in called)))
    slugs = _read(slug_of, (*profile.slugs, *beside))
    letters = map(telling_letters, (local for local, _ in mails))
    return Face(
        id=profile.id,
        names=tuple(dict.fromkeys(_names(called))),
        mails=mails,
        phones=phones,
        profiles=slugs,
        organization=words_of(profile.organization or ""),
        role=words_of(profile.role or ""),
        employer="".join(latin(profile.organization or "").split()) or None,
        hosts=frozenset(host.split(".")[0] for _, host in mails if not is_open(host)),
        reach=frozenset((*mails, *map(phone_tail, phones), *slugs, *filter(None, letters))),
    )


def _names(called: Iterable[Parted]) -> list[Name]:
    """What she is called; if by addresses alone, what these tell of a name."""
    found = [name_of(each.name) for each in called if each.name]
    mails = _read(mail_of, (address for each in called for address in each.addresses))
    return (
        found or [name_of(" ".join(telling_words(local))) for local, _ in mails] or [Name(words=())]
    )


def _read(read: Callable[[str], Read | None], texts: Iterable[str]) -> tuple[Read, ...]:
    """What could be read of the texts, each once, in order."""
    found = (read(text) for text in tuple(texts)[:_MOST])
    return tuple(dict.fromkeys(each for each in found if each is not None))
