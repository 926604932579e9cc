"""How common each word of a name, each employer and each mailbox is, in this very ledger.

What two people share says the more, the fewer others have it: two called Oyelaran Fagbemi are
probably one, two called Maria Garcia need not be. So the chance that two *different* people agree
on a word is its share among all the others, n - 1 of N - 1; where a ledger is small, a guess from
outside it stands in: the share is

    (n - 1 + BEHIND * background) / (N - 1 + BEHIND)

with `background` a three-hundredth for a name of the table of common ones, else one in six
thousand. N counts people, not words.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from functools import cached_property
from math import log2

from keepknocking.duplicates.names import Name
from keepknocking.duplicates.nicknames import COMMON_NAMES, full_names
from keepknocking.duplicates.spelling import skeleton
from keepknocking.duplicates.weights import WORD_M, Level

BEHIND = 300  # design choice: the background counts like so many people
COMMON, RARE = 1 / 300, 1 / 6000  # design choice: orders of magnitude of national statistics
LETTER = 1 / 15  # design choice: the share of names that begin with a given letter
EMPLOYER = 1 / 300  # design choice: the share of a seeker's people who are at one employer


class Frequencies:
    """The shares of what is compared, among so many people."""

    def __init__(self, names: Iterable[tuple[Name, ...]]) -> None:
        self._everybody = list(names)
        self._shares: dict[str, float] = {}
        self._weights: dict[str, float] = {}
        self._variants: dict[str, float] = {}

    def share(self, word: str) -> float:
        """The chance that somebody else has this word in her name."""
        if len(word) == 1:
            return LETTER
        found = self._shares.get(word)
        if found is None:
            background = COMMON if word in COMMON_NAMES else RARE
            found = self._shares[word] = smoothed(self._words[word], len(self), background)
        return found

    def weight_of_same(self, word: str) -> float:
        """What it weighs, in doublings of the odds, that two names have this word."""
        found = self._weights.get(word)
        if found is None:
            found = self._weights[word] = log2(WORD_M[Level.SAME] / min(self.share(word), 1.0))
        return found

    def share_of_variants(self, word: str) -> float:
        """The chance that somebody else has this word, or one that may stand for it."""
        found = self._variants.get(word)
        if found is None:
            most = max(self._families[family] for family in families(word))
            background = COMMON if word in COMMON_NAMES else RARE
            found = self._variants[word] = smoothed(most, len(self), background)
        return found

    def __len__(self) -> int:
        """How many people were counted."""
        return len(self._everybody)

    @cached_property
    def _words(self) -> Counter[str]:
        return _counted(self._everybody, lambda word: (word,))

    @cached_property
    def _families(self) -> Counter[str]:
        return _counted(self._everybody, families)


def families(word: str) -> tuple[str, ...]:
    """What a word has in common with those that may stand for it: its skeleton, its full names.

    >>> families("bill")
    ('~bl', 'william')
    """
    return (f"~{skeleton(word)}", *sorted(full_names(word)))


def smoothed(count: int, people: int, background: float) -> float:
    """The share of what so many of the people have, for one who is not among them."""
    return (max(count - 1, 0) + BEHIND * background) / (max(people - 1, 0) + BEHIND)


def _counted(
    everybody: Iterable[tuple[Name, ...]], keys: Callable[[str], Iterable[Hashable]]
) -> Counter[str]:
    found: Counter[str] = Counter()
    for names in everybody:
        words = {word for name in names for word in (*name.words, *name.aside)}
        found.update({str(key) for word in words for key in keys(word)})
    return found
