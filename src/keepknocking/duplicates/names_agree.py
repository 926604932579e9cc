"""How far two names agree: their words, assigned to each other as well as they can be.

Order does not matter. A word may agree with the same word, with another spelling or short form of
it, with one that is a slip of the pen away, with its initial, or with two words written as one
(Min-su, Minsu). Words that only one of the two has weigh little; words left over on both sides
contradict each other.
"""

from itertools import permutations
from math import log2
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from keepknocking.duplicates.frequency import LETTER, Frequencies
from keepknocking.duplicates.names import Name
from keepknocking.duplicates.nicknames import PARTICLES, full_names
from keepknocking.duplicates.spelling import skeleton
from keepknocking.duplicates.weights import (
    COMPANY,
    GENERATION,
    ONE_WORD_MORE,
    OTHER_WORD,
    TYPING_SLIPS,
    WORD_M,
    Level,
)

Words = tuple[str, ...]

_ALIKE = 0.88  # design choice: Jaro-Winkler, from which two words may be one, written in haste
_SOMEWHAT_ALIKE = 0.7  # design choice: below, the same skeleton is chance
_SHORTEST = 4  # design choice: in shorter words a slip makes another name
_MOST_ORDERS = 4  # numerical: so many words are tried in every order, more one after another
_ONE_EACH = 2  # by definition
_FEWEST_PARTS = 2  # by definition
_NOTHING = 0.0
_UNKNOWN = (_NOTHING, Level.OTHER)
_LOG_COMPANY = log2(COMPANY)

Agreed = tuple[str, str, Level]


class NamesAgree(NamedTuple):
    """How two names agree.

    Attributes
    ----------
    weight : float
        In doublings of the odds, at least 0 less what contradicts.
    words : tuple of (str, str, Level)
        Which words agree, and how.
    only_one, only_other : tuple of str
        Words left over.
    is_kin : bool
        Whether something is left over on both sides and the first words differ: two of a family.
    """

    weight: float
    words: tuple[Agreed, ...] = ()
    only_one: tuple[str, ...] = ()
    only_other: tuple[str, ...] = ()
    is_kin: bool = False
    generation: Level | None = None


_NOTHING_SAID = NamesAgree(_NOTHING)


class NameComparer:
    """Compares names of one ledger, remembering what it knows of pairs of words."""

    def __init__(self, frequencies: Frequencies) -> None:
        self._frequencies = frequencies
        self._known: dict[tuple[str, str], tuple[float, Level] | None] = {}

    def compare(self, one: Name, other: Name) -> NamesAgree:
        """How two names agree; a name without words says nothing."""
        if not (one.words and other.words):
            return _NOTHING_SAID
        mine = [word for word in one.words if word not in other.words]
        yours = [word for word in other.words if word not in one.words]
        both = dict.fromkeys(word for word in one.words if word in other.words)
        agreed = [(word, word, Level.SAME) for word in both]
        if mine and yours and len(mine) + len(yours) > _ONE_EACH:
            _join(mine, yours, agreed)
            _join(yours, mine, agreed)
        if yours and one.aside:
            yours = _without(yours, one.aside, agreed)
        if mine and other.aside:
            mine = _without(mine, other.aside, agreed)
        weight = 0.0
        for word, _, _ in agreed:
            weight += self._frequencies.weight_of_same(word)
        if mine and yours:
            weight += self._assign(mine, yours, agreed)
        if len(agreed) > 1:
            weight -= _LOG_COMPANY * (len(agreed) - 1)
        return _judged(one, other, weight, (tuple(agreed), tuple(mine), tuple(yours)))

    def words(self, one: str, other: str) -> tuple[float, Level] | None:
        """What it weighs that these words stand in two names, and how they agree.

        None: they do not.
        """
        key = (one, other) if one < other else (other, one)
        found = self._known.get(key, _UNKNOWN)
        if found is _UNKNOWN:
            found = self._known[key] = self._weigh(*key)
        return found

    def _weigh(self, one: str, other: str) -> tuple[float, Level] | None:
        level = level_of_words(one, other)
        if level is None:
            return None
        shares = self._frequencies
        if level is Level.INITIAL:
            share = LETTER
        elif level is Level.VARIANT:
            share = max(shares.share_of_variants(one), shares.share_of_variants(other))
        else:
            share = TYPING_SLIPS * max(shares.share(one), shares.share(other))
        return log2(WORD_M[level] / min(share, 1.0)), level

    def _assign(self, mine: list[str], yours: list[str], agreed: list[Agreed]) -> float:
        """Give each word left over its like on the other side; the best of all ways to do it."""
        if len(mine) == len(yours) == 1:
            only = self.words(mine[0], yours[0])
            if only is None:
                return _NOTHING
            agreed.append((mine.pop(), yours.pop(), only[1]))
            return only[0]
        likes = {
            (here, there): found
            for here, word in enumerate(mine)
            for there, another in enumerate(yours)
            if (found := self.words(word, another)) is not None
        }
        if not likes:
            return _NOTHING
        chosen = _best(likes, len(mine), len(yours))
        agreed.extend((mine[here], yours[there], likes[here, there][1]) for here, there in chosen)
        gone, taken = {here for here, _ in chosen}, {there for _, there in chosen}
        mine[:] = [word for here, word in enumerate(mine) if here not in gone]
        yours[:] = [word for there, word in enumerate(yours) if there not in taken]
        return sum(likes[place][0] for place in chosen)


def _without(words: list[str], aside: frozenset[str], agreed: list[Agreed]) -> list[str]:
    """The words that the other does not have aside; those that she has agree."""
    agreed.extend((word, word, Level.SAME) for word in words if word in aside)
    return [word for word in words if word not in aside]


Likes = dict[tuple[int, int], tuple[float, Level]]
Chosen = tuple[tuple[int, int], ...]


def level_of_words(one: str, other: str) -> Level | None:
    """How two different words may be one name.

    >>> [level_of_words(*pair) for pair in (("bill", "william"), ("a", "ana"), ("reyes", "reyer"))]
    [<Level.VARIANT: 'variant'>, <Level.INITIAL: 'initial'>, <Level.SIMILAR: 'similar'>]
    >>> level_of_words("ana", "ben") is None
    True
    """
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return Level.INITIAL if long.startswith(short) else None
    if full_names(one) & full_names(other):
        return Level.VARIANT
    likeness = JaroWinkler.similarity(one, other)
    if likeness < _SOMEWHAT_ALIKE:
        return None
    if skeleton(one) == skeleton(other):
        return Level.VARIANT
    if len(short) < _SHORTEST:
        return None
    is_slip = DamerauLevenshtein.distance(one, other, score_cutoff=1) <= 1
    return Level.SIMILAR if is_slip or likeness >= _ALIKE else None


def _best(likes: Likes, mine: int, yours: int) -> Chosen:
    """The assignment of the largest sum."""
    if len(likes) == 1:
        return tuple(likes)
    if max(mine, yours) > _MOST_ORDERS:
        return _one_after_another(likes)
    few, many = min(mine, yours), max(mine, yours)
    ways = (
        tuple(
            place
            for here, there in enumerate(order)
            if (place := (here, there) if mine <= yours else (there, here)) in likes
        )
        for order in permutations(range(many), few)
    )
    return max(ways, key=lambda way: sum(likes[place][0] for place in way))


def _one_after_another(likes: Likes) -> Chosen:
    chosen: list[tuple[int, int]] = []
    for here, there in sorted(likes, key=lambda place: (-likes[place][0], place)):
        if all(here != mine and there != yours for mine, yours in chosen):
            chosen.append((here, there))
    return tuple(chosen)


def _sounds_as(joined: str, word: str) -> bool:
    return len(word) > _SHORTEST and skeleton(joined) == skeleton(word)


def _join(whole: list[str], parts: list[str], agreed: list[Agreed]) -> None:
    """Find words of the one that are several words of the other, written as one."""
    if len(parts) < _FEWEST_PARTS:
        return
    for word in tuple(whole):
        for start in range(len(parts) - 1):
            if parts[start][0] != word[0]:
                continue
            end = start + 1
            joined = parts[start]
            while end < len(parts) and len(joined) < len(word):
                joined += parts[end]
                end += 1
            if joined == word or _sounds_as(joined, word):
                agreed.append((word, word, Level.SAME))
                whole.remove(word)
                del parts[start:end]
                break


def _bare(words: Words) -> int:
    """How many words left over are names, and not little words within them."""
    return len([word for word in words if word not in PARTICLES]) if words else 0


def _judged(
    one: Name, other: Name, weight: float, found: tuple[tuple[Agreed, ...], Words, Words]
) -> NamesAgree:
    """What is left over on one side or both, and Jr. and Sr., weighed with the rest."""
    agreed, mine, yours = found
    left, others_left = _bare(mine), _bare(yours)
    against = min(left, others_left)
    weight += against * OTHER_WORD + abs(left - others_left) * ONE_WORD_MORE
    generation = None
    if one.generation != other.generation:
        generation = Level.OTHER if one.generation and other.generation else Level.MORE
        weight += GENERATION[generation]
    is_kin = generation is Level.OTHER or (
        against > 0 and (one.words[:1] == mine[:1] or other.words[:1] == yours[:1])
    )
    return NamesAgree(weight, agreed, mine, yours, is_kin, generation)
