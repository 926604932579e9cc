"""The staircase holds, and what would break it is refused (see `.importlinter`)."""

import ast
import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PURE_ROOMS = (
    "ledger",
    "evidence",
    "forecast",
    "learning",
    "routes",
    "duplicates",
    "chains",
    "planning",
    "verdict",
)

# import-linter sees a foreign package as a whole; this one is forbidden in part: importing it
# costs every command more than all of the arithmetic.
SLOW_TO_IMPORT = "scipy.stats"

PLANTED = {
    "a page in the arithmetic": ("forecast/planted.py", "import django"),
    "a database in the words": ("ledger/planted.py", "import sqlite3"),
    "a download in the figures": ("evidence/planted.py", "import urllib.request"),
    "a command line in a choice": ("planning/planted.py", "import click"),
    "a data frame in the arithmetic": ("forecast/planted.py", "import pandas"),
    "a step up": ("ledger/planted.py", "import keepknocking.forecast.ground"),
    "a long step up": ("learning/planted.py", "import keepknocking.services.ground"),
    "a look at the neighbour": ("evidence/planted.py", "import keepknocking.forecast.ground"),
    "a face that asks a face": ("web/planted.py", "import keepknocking.api.ground"),
    "a room that nobody announced": ("matters/planted.py", ""),
    "a worker that writes": ("cohort/tasks.py", "import keepknocking.services.ground"),
    "a worker that reads rows": ("cohort/tasks.py", "import keepknocking.store.ground"),
    "a worker with a page": ("cohort/tasks.py", "import django"),
    "a worker that writes by way of a friend": (
        "cohort/tasks.py",
        "import keepknocking.cohort.run",
    ),
}

ROOMS = (*PURE_ROOMS, "store", "exchange", "services", "web", "api", "cli", "cohort", "server")


def test_the_pure_rooms_are_the_same_wherever_they_are_listed(root: Path) -> None:
    contracts = configparser.ConfigParser()
    contracts.read(root / ".importlinter")
    under_contract = contracts["importlinter:contract:pure"]["source_modules"].split()
    assert under_contract == [f"keepknocking.{room}.**" for room in PURE_ROOMS]
    makefile = (root / "Makefile").read_text()
    counted = re.search(r"^PURE_ROOMS := (.*)$", makefile, re.MULTILINE)
    assert counted
    assert counted[1].split() == [*PURE_ROOMS]


def contracts_kept(house: Path) -> subprocess.CompletedProcess[str]:
    """Ask import-linter about the package in `house/src`."""
    lint = "from importlinter.cli import lint_imports_command as c; c()"
    command = [sys.executable, "-c", lint, "--no-cache", "--config", str(house / ".importlinter")]
    return subprocess.run(  # noqa: S603 (our own interpreter)
        command, cwd=house / "src", capture_output=True, text=True, check=False
    )


@pytest.fixture
def empty_house(root: Path, tmp_path: Path) -> Path:
    """A house with every room and nothing in them but bare ground, under our contracts."""
    package = tmp_path / "src" / "keepknocking"
    for room in ROOMS:
        (package / room).mkdir(parents=True)
        (package / room / "__init__.py").touch()
        (package / room / "ground.py").touch()
    (package / "__init__.py").touch()
    (package / "cohort" / "run.py").write_text("import keepknocking.services.ground\n")
    shutil.copy(root / ".importlinter", tmp_path)
    return tmp_path


def test_the_house_keeps_its_contracts(root: Path) -> None:
    answer = contracts_kept(root)
    assert answer.returncode == 0, answer.stdout


def test_the_contracts_allow_every_room_that_is_to_come(empty_house: Path) -> None:
    answer = contracts_kept(empty_house)
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize("planted", PLANTED)
def test_the_contracts_refuse(planted: str, empty_house: Path) -> None:
    where, what = PLANTED[planted]
    module = empty_house / "src" / "keepknocking" / where
    module.parent.mkdir(exist_ok=True)
    (module.parent / "__init__.py").touch()
    module.write_text(f"{what}\n")
    answer = contracts_kept(empty_house)
    assert answer.returncode == 1
    assert "BROKEN" in answer.stdout or "not listed as layers" in answer.stdout


def imported_names(source: str) -> set[str]:
    """Every dotted name that a source file imports, `from a import b` as both a and a.b."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


@pytest.mark.parametrize(
    "source",
    ["import scipy.stats", "from scipy import stats", "from scipy.stats import norm"],
)
def test_every_spelling_of_a_slow_import_is_seen(source: str) -> None:
    assert SLOW_TO_IMPORT in imported_names(source)


@pytest.mark.parametrize("room", PURE_ROOMS)
def test_no_pure_room_imports_what_is_slow_to_import(root: Path, room: str) -> None:
    modules = (root / "src" / "keepknocking" / room).rglob("*.py")
    assert [path for path in modules if SLOW_TO_IMPORT in imported_names(path.read_text())] == []
