"""Two people field by field: on which level they agree, and what it weighs."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

from rapidfuzz.distance import JaroWinkler

from keepknocking.duplicates.faces import Face
from keepknocking.duplicates.frequency import EMPLOYER, Frequencies, smoothed
from keepknocking.duplicates.names_agree import NameComparer, NamesAgree
from keepknocking.duplicates.reach import is_open, is_shared, phone_tail, telling_letters
from keepknocking.duplicates.weights import COUNTED, REACH, Field, Level, weight_of

SHARED_BY = 3  # design choice: what more people have is nobody's own
_NEARLY = 0.9  # design choice: Jaro-Winkler, for employers written in two ways
_FEWEST_IN_WORD = 3  # design choice: fewer letters of a name are in an address by chance


Weighed = tuple[Field, Level, float]


@dataclass(frozen=True, slots=True)
class Compared:
    """All levels of a pair, and the sum of what they weigh."""

    weight: float
    name: NamesAgree
    fields: tuple[Weighed, ...]


class Comparer:
    """Compares the people of one ledger."""

    def __init__(self, faces: Sequence[Face]) -> None:
        self._faces = faces
        self._names = NameComparer(Frequencies(face.names for face in faces))
        self._mails = Counter(mail for face in faces for mail in face.mails)
        self._phones = Counter(phone_tail(phone) for face in faces for phone in face.phones)
        self._employers = Counter(face.organization for face in faces)

    def compare(self, one: Face, other: Face, *, least: float) -> Compared | None:
        """How two people agree; None where it cannot weigh so much."""
        name = self._name(one, other)
        if name.weight + self._most_beside_the_name(one, other) < least:
            return None
        levels = (
            (Field.MAIL, self._mail(one, other)),
            (Field.PHONE, self._phone(one, other)),
            (Field.PROFILE, _profile(one, other)),
            (Field.ORGANIZATION, _organization(one, other)),
            (Field.ROLE, _role(one, other)),
        )
        fields = tuple(
            (field, each, self._weight(field, each, one))
            for field, level in levels
            if level is not None
            for each in (_of_kin(field, level, is_kin=name.is_kin),)
        )
        if name.is_kin:
            fields = _of_one_household(fields)
        return Compared(name.weight + sum(weight for _, _, weight in fields), name, fields)

    def _most_beside_the_name(self, one: Face, other: Face) -> float:
        """No less than the other fields of two people weigh together."""
        most = 0.0
        if not one.reach.isdisjoint(other.reach):
            most += _MOST_OF_REACH
        if _is_at_employer(one, other) or not one.organization.isdisjoint(other.organization):
            most += _MOST_OF_EMPLOYER
        if one.role == other.role:
            most += weight_of(Field.ROLE, Level.SAME)
        return most

    def _name(self, one: Face, other: Face) -> NamesAgree:
        if len(one.names) == len(other.names) == 1:
            return self._names.compare(one.names[0], other.names[0])
        every = [self._names.compare(mine, yours) for mine in one.names for yours in other.names]
        return max(every, key=lambda agreed: agreed.weight)

    def _weight(self, field: Field, level: Level, one: Face) -> float:
        if field is Field.ORGANIZATION and level is Level.SAME:
            share = smoothed(self._employers[one.organization], len(self._faces), EMPLOYER)
            return log2(COUNTED[field, level][0] / share)
        return weight_of(field, level)

    def _mail(self, one: Face, other: Face) -> Level | None:
        if not (one.mails and other.mails):
            return None
        same = [mail for mail in one.mails if mail in other.mails]
        if same:
            is_own = any(not is_shared(mail[0]) and self._mails[mail] <= SHARED_BY for mail in same)
            return Level.SAME if is_own else Level.SHARED
        local = _same_local(one, other)
        if local is not None:
            return local
        places = {host for _, host in one.mails if not is_open(host)}
        is_there = any(host in places for _, host in other.mails)
        return Level.OTHER_SAME_SITE if is_there else Level.OTHER

    def _phone(self, one: Face, other: Face) -> Level | None:
        if not (one.phones and other.phones):
            return None
        same = [mine for mine in one.phones if any(_is_same(mine, that) for that in other.phones)]
        if not same:
            return Level.OTHER
        is_own = any(self._phones[phone_tail(phone)] <= SHARED_BY for phone in same)
        return Level.SAME if is_own else Level.SHARED


_MOST_OF_REACH = sum(weight_of(field, Level.SAME) for field in REACH)
_MOST_OF_EMPLOYER = 14.0  # numerical: of 50,000 people nobody has a rarer one in common
_KIN = frozenset({Field.MAIL, Field.PHONE, Field.ORGANIZATION})
_OF_HOUSEHOLD = frozenset({Field.MAIL, Field.PHONE})
_NOTHING = 0.0


def _of_kin(field: Field, level: Level, *, is_kin: bool) -> Level:
    """The level where the first names differ: two of a family may work in one house, too."""
    if not is_kin:
        return level
    if level is Level.SAME and field in _KIN:
        return Level.SAME_OF_KIN
    return Level.OTHER if (field, level) == (Field.MAIL, Level.OTHER_SAME_SITE) else level


def _of_one_household(fields: tuple[Weighed, ...]) -> tuple[Weighed, ...]:
    """Who shares a mail address in a family shares the phone too: the stronger of the two counts.

    Nothing says what several of the family have.
    """
    own = [each for each in fields if each[0] in _OF_HOUSEHOLD and each[1] is Level.SAME_OF_KIN]
    weaker = sorted(own, key=lambda each: -each[2])[1:]
    return tuple(
        (*each[:2], _NOTHING) if each in weaker or each[1] is Level.SHARED else each
        for each in fields
    )


def _same_local(one: Face, other: Face) -> Level | None:
    """Whether two addresses begin alike, and whether only for the same name."""
    found = None
    for mine, _ in one.mails:
        letters = telling_letters(mine)
        for yours, _ in other.mails:
            if letters and letters == telling_letters(yours):
                has_digits = mine == yours and any(map(str.isdigit, mine))
                if has_digits or not _is_of_name(letters, one):
                    return Level.LOCAL
                found = Level.LOCAL_OF_NAME
    return found


def _is_of_name(letters: str, face: Face) -> bool:
    return any(
        len(word) >= _FEWEST_IN_WORD and word in letters
        for name in face.names
        for word in name.words
    )


def _is_same(one: str, other: str) -> bool:
    """Whether two numbers may be one: where only one has its country, by their last digits."""
    if one.startswith("+") and other.startswith("+"):
        return one == other
    return phone_tail(one) == phone_tail(other)


def _profile(one: Face, other: Face) -> Level | None:
    if any(slug in other.profiles for slug in one.profiles):
        return Level.SAME
    sites = {site for site, _ in other.profiles}
    return Level.OTHER_SAME_SITE if any(site in sites for site, _ in one.profiles) else None


def _organization(one: Face, other: Face) -> Level | None:
    mine, yours = one.organization, other.organization
    if not (mine and yours):
        return Level.HOST if _is_at_employer(one, other) else None
    if mine == yours:
        return Level.SAME
    if mine < yours or yours < mine:
        return Level.SIMILAR
    near = JaroWinkler.similarity(" ".join(sorted(mine)), " ".join(sorted(yours)))
    return Level.SIMILAR if near >= _NEARLY else Level.OTHER


def _is_at_employer(one: Face, other: Face) -> bool:
    """Whether one has a mail address at what the other says is her employer."""
    return one.employer in other.hosts or other.employer in one.hosts


def _role(one: Face, other: Face) -> Level | None:
    if not (one.role and other.role):
        return None
    return Level.SAME if one.role == other.role else Level.OTHER
