"""Of the pairs of whom we say "so many of 100", so many are one person: on made-up people."""

import importlib.util
import sys
from math import sqrt
from pathlib import Path
from types import ModuleType

import pytest

from keepknocking.duplicates.candidates import candidates

BINS = ((0.02, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 1.01))
SEEDS = (201, 202)
TOLERANCE = 0.08
"""How far a share may be off beside chance: the model leaves out how fields go together."""


@pytest.fixture(scope="module")
def made_people(root: Path) -> ModuleType:
    path = root / "benchmarks" / "made_people.py"
    spec = importlib.util.spec_from_file_location("made_people", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["made_people"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_what_is_said_comes_true(made_people: ModuleType) -> None:
    said: list[tuple[float, bool]] = []
    for seed in SEEDS:
        made = made_people.made_people(10_000, seed=seed)
        found = candidates(made.people, least=BINS[0][0])
        said.extend((each.probability, each.pair in made.same) for each in found)
    for low, high in BINS:
        inside = [(chance, is_same) for chance, is_same in said if low <= chance < high]
        mean = sum(chance for chance, _ in inside) / len(inside)
        share = sum(is_same for _, is_same in inside) / len(inside)
        chance_alone = 3 * sqrt(mean * (1 - mean) / len(inside))
        assert abs(share - mean) <= chance_alone + TOLERANCE, (low, len(inside), mean, share)


def test_most_of_the_made_up_pairs_are_found_and_few_others(made_people: ModuleType) -> None:
    made = made_people.made_people(1_500, seed=203)
    found = {each.pair for each in candidates(made.people)}
    assert len(found & made.same) / len(found) > 0.85
    assert len(found & made.same) / len(made.same) > 0.65


def test_made_up_people_have_the_number_asked_for_and_every_rule(made_people: ModuleType) -> None:
    made = made_people.made_people(400, seed=5)
    assert len({person.id for person in made.people}) == 400
    assert all(len(pair) == 2 for pair in made.same)
    assert made != made_people.made_people(400, seed=6)
