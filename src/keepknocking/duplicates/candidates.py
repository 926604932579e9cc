"""Which people may be one person noted twice, with the chance of it.

The pairs of `blocks` are compared field by field (`comparing`), weighed by the model of Fellegi and
Sunter (`weights`) and brought to a probability by a prior that the ledger itself corrects
(`prior`). Nothing is merged here, and no name is changed.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from math import log2

from keepknocking.duplicates.blocks import pairs_to_compare
from keepknocking.duplicates.comparing import Compared, Comparer
from keepknocking.duplicates.faces import Face, face_of
from keepknocking.duplicates.prior import ONCE_MORE, prior_of, probability
from keepknocking.duplicates.profiles import Profile
from keepknocking.duplicates.reasons import Reason, reasons_of
from keepknocking.duplicates.weights import DAMPING, OFFSET, logit

LEAST = 0.5
"""Design choice: a pair is shown where it is at least as likely to be one person as two."""
_TOO_RARE = 1 / 500  # numerical: less is no chance worth a line
_FAR_OFF = 10  # numerical: ten times as many are noted twice as the first guess says


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Two people who may be one.

    Attributes
    ----------
    one, other : str
        Their ids, in the order of the people given.
    probability : float
        That they are one person, in [0, 1]: of 100 pairs with 0.9, about 90 are.
    """

    one: str
    other: str
    probability: float
    reasons: tuple[Reason, ...]

    @property
    def pair(self) -> frozenset[str]:
        """The two, in no order."""
        return frozenset((self.one, self.other))


def candidates(
    people: Sequence[Profile],
    *,
    opposed: Collection[frozenset[str]] = (),
    least: float = LEAST,
) -> tuple[Candidate, ...]:
    """The pairs that may be one person, the likeliest first.

    Parameters
    ----------
    people : sequence of Profile
        With ids that differ.
    opposed : collection of frozenset of str
        Pairs of ids that are known to be two people; they are left out.
    least : float
        The smallest probability of a pair that is given.

    Examples
    --------
    >>> twice = (
    ...     Profile(id="a", name="Oyelaran Fagbemi", mails=("ola@example.org",)),
    ...     Profile(id="b", name="FAGBEMI, Oyelaran", mails=("ola@example.org",)),
    ...     Profile(id="c", name="Ana Reyes"),
    ... )
    >>> [(found.one, found.other, round(found.probability, 2)) for found in candidates(twice)]
    [('a', 'b', 1.0)]
    """
    left_out = frozenset(opposed)
    compared = tuple(compared_pairs([face_of(person) for person in people]))
    prior = prior_of(len(people), [logit(each.weight) for _, _, each in compared])
    found = (
        Candidate(one=one.id, other=other.id, probability=chance, reasons=reasons_of(each))
        for one, other, each in compared
        if (chance := probability(logit(each.weight), prior=prior)) >= least
        and frozenset((one.id, other.id)) not in left_out
    )
    return tuple(sorted(found, key=lambda each: (-each.probability, each.one, each.other)))


def compared_pairs(faces: Sequence[Face]) -> Iterator[tuple[Face, Face, Compared]]:
    """Every pair worth comparing, compared."""
    comparer = Comparer(faces)
    least = least_worth_comparing(len(faces))
    for first, second in sorted(pairs_to_compare(faces)):
        one, other = faces[first], faces[second]
        compared = comparer.compare(one, other, least=least)
        if compared is not None and compared.weight >= least:
            yield one, other, compared


def least_worth_comparing(people: int) -> float:
    """The weight of a pair that is one person in _TOO_RARE even where the first guess is far off.

    >>> least_worth_comparing(10_000) > least_worth_comparing(100)
    True
    """
    prior = min(_FAR_OFF * 2 * ONCE_MORE / max(people, 1), 1 / 2)
    return (log2(_TOO_RARE / prior) - OFFSET) / DAMPING
