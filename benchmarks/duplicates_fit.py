"""Counts the numbers of `keepknocking.duplicates.weights` on made-up people whose truth is known.

m and u of every level are shares among the pairs that are compared; DAMPING, OFFSET and COMPANY are
fitted by logistic regression, in doublings, with the true prior as an offset.
"""

from collections import Counter
from math import log, log2

import numpy as np
import numpy.typing as npt
from made_people import made_people

from keepknocking.duplicates.blocks import pairs_to_compare
from keepknocking.duplicates.comparing import Compared, Comparer
from keepknocking.duplicates.faces import face_of
from keepknocking.duplicates.weights import COMPANY, COUNTED, Field, Level

SEEDS = (1, 2)
_STEPS, _LARGEST_STEP, _RIDGE = 80, 0.3, 1e-10
Floats = npt.NDArray[np.float64]


def estimate(many: int) -> str:
    """The numbers, as they stand in the code."""
    counts: dict[bool, Counter[tuple[Field, object]]] = {True: Counter(), False: Counter()}
    words: Counter[Level] = Counter()
    rows: list[tuple[float, float, float]] = []
    truth: list[bool] = []
    for seed in SEEDS:
        made = made_people(many, seed=seed)
        faces = [face_of(person) for person in made.people]
        comparer = Comparer(faces)
        prior = log2(len(made.same) / (many * (many - 1) / 2))
        for first, second in pairs_to_compare(faces):
            one, other = faces[first], faces[second]
            compared = comparer.compare(one, other, least=-float("inf"))
            assert compared is not None  # noqa: S101 (no least)
            is_same = frozenset((one.id, other.id)) in made.same
            _count(counts[is_same], compared)
            if is_same:
                words.update(level for _, _, level in compared.name.words)
                left = (compared.name.only_one, compared.name.only_other)
                words[Level.OTHER] += min(map(len, left))
            further = max(len(compared.name.words) - 1, 0)
            rows.append((compared.weight + log2(COMPANY) * further, further, prior))
            truth.append(is_same)
    return "\n".join((*_levels(counts), *_words(words), _fitted(np.array(rows), np.array(truth))))


def _count(counts: Counter[tuple[Field, object]], compared: Compared) -> None:
    for field, level, _ in compared.fields:
        counts[field, level] += 1
        counts[field, compared.name.is_kin] += 1


def _levels(counts: dict[bool, Counter[tuple[Field, object]]]) -> list[str]:
    lines = []
    for field, level in COUNTED:
        among = [True, False]
        if (field, Level.SAME_OF_KIN) in COUNTED and level in {Level.SAME, Level.SAME_OF_KIN}:
            among = [level is Level.SAME_OF_KIN]
        m, u = (
            (counts[is_same][field, level] + 1 / 2)
            / (sum(counts[is_same][field, kin] for kin in among) + 1)
            for is_same in (True, False)
        )
        lines.append(f"(Field.{field.name}, Level.{level.name}): ({m:.3g}, {u:.2g}),")
    return lines


def _words(words: Counter[Level]) -> list[str]:
    every = sum(words.values())
    return [f"a word, {level.name}: {count / every:.3f}" for level, count in words.items()]


def _fitted(rows: Floats, truth: npt.NDArray[np.bool_]) -> str:
    """Newton's method for three numbers."""
    facts = np.c_[rows[:, :2], np.ones(len(rows))]
    numbers = np.array([0.5, 0.0, 0.0])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(log(2) * (facts @ numbers + rows[:, 2]), -40, 40)))
        slope = log(2) * facts.T @ (truth - chance)
        weights = chance * (1 - chance) + _RIDGE
        step = np.linalg.solve(log(2) ** 2 * (facts.T * weights) @ facts, slope)
        numbers += np.clip(step, -_LARGEST_STEP, _LARGEST_STEP)
    damping, company, offset = numbers
    return f"DAMPING {damping:.3f}, OFFSET {offset:.3f}, COMPANY {2 ** (-company / damping):.2f}"
