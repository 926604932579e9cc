"""Killed at any moment, the ledger is whole and holds everything that was acknowledged."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

WRITERS = Path(__file__).with_name("killed_writers.py")
UNDOERS = Path(__file__).with_name("killed_undoers.py")


def killed(rounds: int, seed: int) -> dict[str, int]:
    return told_by(WRITERS, rounds, seed)


def told_by(script: Path, *numbers: int) -> dict[str, int]:
    command = [sys.executable, str(script), *map(str, numbers)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 (a fixed command)
    assert done.returncode == 0, done.stderr
    found: dict[str, int] = json.loads(done.stdout)
    return found


def test_ten_killed_writers_lose_nothing() -> None:
    assert killed(10, seed=20260302)["acknowledged"] > 0


@pytest.mark.slow
def test_two_hundred_killed_writers_lose_nothing() -> None:
    found = killed(200, seed=20260302)
    assert found["acknowledged"] > 200
    assert found["unfinished"] > 10, "hardly any was killed in the midst of writing"


def test_a_great_deed_and_its_undoing_are_there_whole_or_not_at_all() -> None:
    assert told_by(UNDOERS, 4, 20260302, 500)["nothing"] > 0


@pytest.mark.slow
def test_five_thousand_people_come_and_go_whole_or_not_at_all() -> None:
    found = told_by(UNDOERS, 25, 20260302, 5_000)
    assert found["nothing"] > 20
    assert sum(found.values()) == 50
