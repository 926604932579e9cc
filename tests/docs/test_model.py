"""The page of the model points at the code that it speaks of."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from keepknocking.forecast.draws import LANES

ROW = re.compile(r"^\| (?P<assumed>[^|]+) \| `(?P<place>[\w/.]+)`(?P<names>(?: `\w+`)+) \|$")


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    """The page of the model."""
    return (root / "docs" / "background" / "model.md").read_text()


@pytest.fixture(scope="module")
def rows(page: str) -> list[str]:
    """The lines of the list of assumptions, without its head."""
    section = page.partition("## What we assume")[2].partition("\n## ")[0]
    return [line for line in section.splitlines() if line.startswith("|")][2:]


def test_every_assumption_is_one_line_with_its_place(rows: list[str]) -> None:
    assert len(rows) > 20
    assert [row for row in rows if not ROW.match(row)] == []


def test_every_assumption_lives_where_the_page_says(
    root: Path, rows: list[str], defined_in: Callable[[str], set[str]]
) -> None:
    lost = []
    for row in filter(None, map(ROW.match, rows)):
        place = row["place"]
        if not (root / "src" / "keepknocking" / place).is_file():
            lost.append(place)
        else:
            names = re.findall(r"\w+", row["names"])
            lost += [f"{place}: {name}" for name in names if name not in defined_in(place)]
    assert lost == []


def test_the_number_of_draws_is_the_one_in_use(page: str) -> None:
    assert set(re.findall(r"(\d+) (?:fixed joint )?draws", page)) == {str(LANES)}
