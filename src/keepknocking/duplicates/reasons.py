"""Why two may be one, and why not, in words."""

from dataclasses import dataclass

from keepknocking.duplicates.comparing import Compared
from keepknocking.duplicates.names_agree import NamesAgree
from keepknocking.duplicates.weights import Field, Level

NAME = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One field in which two people agree, or do not.

    Attributes
    ----------
    weight : float
        In doublings of the odds; negative where it speaks against.
    words : str
        The reason as part of a sentence.
    """

    field: str
    level: Level
    weight: float
    words: str


WORDS = {
    (Field.MAIL, Level.SAME): "the same mail address",
    (Field.MAIL, Level.SAME_OF_KIN): "the same mail address, though under another name",
    (Field.MAIL, Level.SHARED): "the same mail address, which others share",
    (Field.MAIL, Level.LOCAL): "mail addresses that begin alike, at two hosts",
    (Field.MAIL, Level.LOCAL_OF_NAME): "mail addresses made of the name alike, at two hosts",
    (Field.MAIL, Level.OTHER_SAME_SITE): "two mail addresses at one host",
    (Field.MAIL, Level.OTHER): "different mail addresses",
    (Field.PHONE, Level.SAME): "the same phone number",
    (Field.PHONE, Level.SAME_OF_KIN): "the same phone number, though under another name",
    (Field.PHONE, Level.SHARED): "the same phone number, which others share",
    (Field.PHONE, Level.OTHER): "different phone numbers",
    (Field.PROFILE, Level.SAME): "the same profile",
    (Field.PROFILE, Level.OTHER_SAME_SITE): "two profiles at one site",
    (Field.ORGANIZATION, Level.SAME): "the same employer",
    (Field.ORGANIZATION, Level.SAME_OF_KIN): "the same employer, though under another name",
    (Field.ORGANIZATION, Level.SIMILAR): "employers of nearly the same name",
    (Field.ORGANIZATION, Level.HOST): "a mail address at the employer of the other",
    (Field.ORGANIZATION, Level.OTHER): "different employers",
    (Field.ROLE, Level.SAME): "the same role",
    (Field.ROLE, Level.OTHER): "different roles",
}
"""What each level is called."""

_IN_A_NAME = {
    Level.VARIANT: "{} may be {}",
    Level.SIMILAR: "{} is nearly {}",
    Level.INITIAL: "{} may stand for {}",
}
_GENERATION = {
    Level.OTHER: "one is the elder and one the younger",
    Level.MORE: "only one is called the younger or the elder",
}
_RARE = 7.0  # design choice: words that fewer than one in a hundred have


def reasons_of(compared: Compared) -> tuple[Reason, ...]:
    """The reasons of a pair: what weighs most first."""
    name = compared.name
    said = [
        Reason(field=field.value, level=level, weight=weight, words=WORDS[field, level])
        for field, level, weight in compared.fields
    ]
    if name.words or name.only_one or name.only_other or name.generation:
        said.append(
            Reason(field=NAME, level=_level(name), weight=name.weight, words=_in_words(name))
        )
    return tuple(sorted(said, key=lambda reason: (-abs(reason.weight), reason.field)))


def _level(name: NamesAgree) -> Level:
    """The weakest of the levels of the words."""
    if name.only_one and name.only_other:
        return Level.OTHER
    if name.only_one or name.only_other:
        return Level.MORE
    in_order = (Level.INITIAL, Level.SIMILAR, Level.VARIANT)
    found = {level for _, _, level in name.words}
    return next((level for level in in_order if level in found), Level.SAME)


def _in_words(name: NamesAgree) -> str:
    """The names: what agrees, how, and what is left over."""
    parts = []
    same = [one for one, _, level in name.words if level is Level.SAME]
    level = _level(name)
    if level is Level.SAME:
        parts.append(
            "the same name" + (", and a rare one" if name.weight > len(name.words) * _RARE else "")
        )
    elif same:
        parts.append(f"both have {' '.join(same)} in their names")
    parts.extend(
        _IN_A_NAME[level].format(*sorted((one, other), key=len))
        for one, other, level in name.words
        if level in _IN_A_NAME
    )
    if name.only_one and name.only_other:
        parts.append(f"{' '.join(name.only_one)} is not {' '.join(name.only_other)}")
    elif name.only_one or name.only_other:
        parts.append(f"only one has {' '.join((*name.only_one, *name.only_other))}")
    if name.generation is not None:
        parts.append(_GENERATION[name.generation])
    return ", ".join(parts) or "nothing in common in their names"
