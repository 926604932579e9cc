"""How the environment finds its Python, and what it says where there is none."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

# Stand-ins for interpreters: they answer the three questions of scripts/find-python.
FINE = 'case "$2" in *executable*) echo "$0";; esac'
OLD = "exit 1"
BARE = 'case "$2" in *ensurepip*) exit 1;; *%d.%d*) echo python3.11;; esac'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A folder of programs with nothing in it."""
    return tmp_path


def put(path: Path, name: str, script: str) -> None:
    """A program that answers as the script says."""
    program = path / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def find_python(root: Path, path: Path, *wanted: str) -> subprocess.CompletedProcess[str]:
    """What scripts/find-python says with only these programs about."""
    shell = shutil.which("sh")
    assert shell
    command = [shell, str(root / "scripts" / "find-python"), *wanted]
    surroundings = os.environ | {"PATH": str(path)}
    return subprocess.run(  # noqa: S603 (our own script)
        command, env=surroundings, capture_output=True, text=True, check=False
    )


def test_the_oldest_python_that_will_do_comes_first(root: Path, path: Path) -> None:
    put(path, "python3.11", FINE)
    put(path, "python3", FINE)
    assert find_python(root, path).stdout.strip() == str(path / "python3.11")


def test_one_that_does_not_answer_is_passed_over(root: Path, path: Path) -> None:
    put(path, "python3.11", OLD)
    put(path, "python3.12", BARE)
    put(path, "python3", FINE)
    assert find_python(root, path).stdout.strip() == str(path / "python3")


def test_a_python_without_venv_is_told_the_one_line_to_type(root: Path, path: Path) -> None:
    put(path, "python3", BARE)
    answer = find_python(root, path)
    assert answer.returncode == 1
    assert answer.stderr.splitlines()[-1].strip() == "sudo apt-get install python3.11-venv"


def test_no_python_at_all_is_said_plainly(root: Path, path: Path) -> None:
    put(path, "python3", OLD)
    answer = find_python(root, path)
    assert answer.returncode == 1
    assert "No Python 3.11 or later" in answer.stderr


def test_the_one_that_is_asked_for_is_the_one_that_is_taken(root: Path, path: Path) -> None:
    put(path, "python3.11", FINE)
    put(path, "mine", FINE)
    put(path, "old", OLD)
    assert find_python(root, path, "mine").stdout.strip() == str(path / "mine")
    assert find_python(root, path, "old").returncode == 1
