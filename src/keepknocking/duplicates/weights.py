"""What each agreement and disagreement weighs: the model of Fellegi and Sunter, and its numbers.

For a pair of people every field has a *level*: the same, nearly, another, unknown. m is how often
a level occurs where the two are one person noted twice, u how often where they are two. A level
weighs log2(m / u): by so many doublings the odds rise or fall. With the prior odds,

    log2 odds = log2(prior) + OFFSET + DAMPING * (sum of weights).

Names are compared word by word. A word that agrees has no u of its own: the chance that somebody
else has it is its share in the ledger (`frequency`). Fields that two people of one family or one
office share are counted apart where the first names differ (`kin`): a phone on the same desk is not
the phone of one person.

m and u are counted on made-up people whose truth is known (`benchmarks/made_people.py`, seeds 1
and 2, 10,000 each; `python benchmarks/duplicates.py --estimate` counts them again): m on the pairs
noted twice, u on the other pairs of `blocks`, half a pair added everywhere. The levels SHARED and
those of Jr. and Sr. are too rare there and are by judgement; so is u of a mail address or phone
under another first name, because the made-up families seldom share one and real ones often do.
Fields go together more than the model
thinks, so the sum is damped: DAMPING, OFFSET and COMPANY lie between what logistic regression makes
of ledgers of 10,000 (0.72, 3.3, 8) and of 1,500 people (0.66, 2.5, 3.5; seeds 11 to 14), nearer to
the large ones, and were looked at on seed 3. What is said of other people (seeds from 100 on)
stands in docs/reference/duplicates.md.

I. P. Fellegi and A. B. Sunter, "A theory for record linkage", Journal of the American Statistical
Association 64 (1969), 1183-1210; term frequencies after W. E. Winkler.
"""

from collections.abc import Mapping
from enum import StrEnum
from math import log2
from types import MappingProxyType


class Level(StrEnum):
    """How two people agree in a field, or two words in a name."""

    SAME = "same"
    VARIANT = "variant"
    SIMILAR = "similar"
    INITIAL = "initial"
    MORE = "more"
    OTHER = "other"
    SAME_OF_KIN = "same, another first name"
    LOCAL = "same local part"
    LOCAL_OF_NAME = "same local part, made of the name"
    SHARED = "a shared one"
    HOST = "the host of the mail"
    OTHER_SAME_SITE = "another at the same place"


WORD_M = MappingProxyType(
    {
        Level.SAME: 0.82,
        Level.VARIANT: 0.07,
        Level.SIMILAR: 0.05,
        Level.INITIAL: 0.9,
    }
)
"""How often a word of a name is found again so, where two are one; an initial: how often it is the
initial of that word, where one of the two wrote no more."""

TYPING_SLIPS = 4.0  # design choice: words one slip away are so many times as many as the word
COMPANY = 7.0
"""How many times more often a further word of a name is shared than if words were drawn apart:
names of one language go together."""
OTHER_WORD = log2(0.05)
"""For each word left over on both sides: how often it happens where two are one (a new family
name, a short form nobody knows); where they are two it is the rule."""
ONE_WORD_MORE = log2(0.11 / 0.46)
"""For each word that only one of the two has."""
GENERATION = MappingProxyType({Level.OTHER: log2(0.002 / 0.5), Level.MORE: log2(0.2 / 0.5)})
"""Jr. beside Sr., and Jr. beside nothing. By judgement: the made-up people have few of them."""


class Field(StrEnum):
    """What is compared beside the name."""

    MAIL = "mail"
    PHONE = "phone"
    PROFILE = "profile"
    ORGANIZATION = "organization"
    ROLE = "role"


REACH = (Field.MAIL, Field.PHONE, Field.PROFILE)
"""The ways to reach somebody."""

COUNTED: Mapping[tuple[Field, Level], tuple[float, float]] = MappingProxyType(
    {
        (Field.MAIL, Level.SAME): (0.649, 0.00011),
        (Field.MAIL, Level.SAME_OF_KIN): (0.629, 0.02),
        (Field.MAIL, Level.SHARED): (0.02, 0.002),
        (Field.MAIL, Level.LOCAL): (0.0179, 0.011),
        (Field.MAIL, Level.LOCAL_OF_NAME): (0.0521, 0.072),
        (Field.MAIL, Level.OTHER_SAME_SITE): (0.0597, 0.0051),
        (Field.MAIL, Level.OTHER): (0.222, 0.91),
        (Field.PHONE, Level.SAME): (0.868, 0.00044),
        (Field.PHONE, Level.SAME_OF_KIN): (0.882, 0.02),
        (Field.PHONE, Level.SHARED): (0.02, 0.002),
        (Field.PHONE, Level.OTHER): (0.126, 1.0),
        (Field.PROFILE, Level.SAME): (0.969, 0.00001),
        (Field.PROFILE, Level.OTHER_SAME_SITE): (0.0308, 1.0),
        (Field.ORGANIZATION, Level.SAME): (0.68, 0.028),
        (Field.ORGANIZATION, Level.SAME_OF_KIN): (0.617, 0.042),
        (Field.ORGANIZATION, Level.SIMILAR): (0.0444, 0.0087),
        (Field.ORGANIZATION, Level.HOST): (0.0764, 0.0009),
        (Field.ORGANIZATION, Level.OTHER): (0.19, 0.96),
        (Field.ROLE, Level.SAME): (0.706, 0.06),
        (Field.ROLE, Level.OTHER): (0.294, 0.94),
    }
)
"""Of each level of each field m and u, among pairs where both have something there."""

DAMPING = 0.71
OFFSET = 3.1


def logit(weight: float) -> float:
    """Of a sum of weights, by how many doublings the odds move.

    >>> round(logit(10.0), 1)
    10.2
    """
    return OFFSET + DAMPING * weight


def weight_of(field: Field, level: Level) -> float:
    """What a level weighs, in doublings of the odds.

    >>> weight_of(Field.PROFILE, Level.SAME) > 10 > 0 > weight_of(Field.PHONE, Level.OTHER)
    True
    """
    return _WEIGHTS[field, level]


_WEIGHTS = {which: log2(m / u) for which, (m, u) in COUNTED.items()}
