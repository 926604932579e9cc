"""How many pairs are one person before they are looked at, and what follows for each pair.

Among N people somebody notes ONCE_MORE * N twice, as a first guess, of N (N - 1) / 2 pairs. What
the ledger itself shows corrects the guess: the expected number of pairs, with every pair's own
probability, is put in its place, and so on until it stays (the step of expectation and maximisation
for the prior alone, the weights being fixed). The first guess counts like GUESS_COUNTS pairs
found, so that ten people and two hundred are not judged by two chances.
"""

from collections.abc import Sequence

ONCE_MORE = 0.03  # design choice: a list that was typed and imported once
GUESS_COUNTS = 10  # design choice: the first guess counts like so many pairs found
_STEPS = 12  # numerical: the expected number moves by less than a hundredth then


def prior_of(people: int, weights: Sequence[float]) -> float:
    """The share of all pairs that are one person, given the damped weights of those compared.

    >>> prior_of(100, (30.0,) * 20) > prior_of(100, (-9.0,) * 20)
    True
    """
    pairs = max(people * (people - 1) / 2, 1.0)
    guess = min(ONCE_MORE * people, pairs / 2)
    expected = guess
    for _ in range(_STEPS):
        prior = expected / pairs
        found = sum(probability(weight, prior=prior) for weight in weights)
        share = GUESS_COUNTS / (GUESS_COUNTS + found)
        expected = share * guess + (1 - share) * min(found, pairs / 2)
    return expected / pairs


def probability(weight: float, *, prior: float) -> float:
    """The chance that two are one, from prior odds and so many doublings.

    >>> probability(0.0, prior=0.5), round(probability(10.0, prior=1 / 1025), 3)
    (0.5, 0.5)
    """
    if weight > _MOST_DOUBLINGS:
        return 1.0
    odds: float = prior / (1 - prior) * 2.0**weight
    return odds / (1 + odds)


_MOST_DOUBLINGS = 900.0  # numerical: just below the largest float
