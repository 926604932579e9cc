"""No cell runs as a formula, and every cell comes back."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepknocking.exchange.formula_guard import guarded, unguarded

RUNS = re.compile(r'(^|[;\t\r\n|])[ "]*[=+\-@\uff1d\uff0b\uff0d\uff20]')
cells = st.text(alphabet="=+-@＝' \t\r\n\";|ab", max_size=20) | st.text(max_size=20)  # noqa: RUF001


@settings(deadline=None, max_examples=500)
@given(cells)
def test_every_cell_comes_back(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell


@settings(deadline=None, max_examples=500)
@given(cells)
def test_no_cell_begins_a_formula(cell: str) -> None:
    safe = guarded(cell)
    assert not RUNS.search(safe)
    assert not safe.startswith(("\t", "\r"))


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("\t=1", "'\t'=1"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("Bob;=1", "Bob;'=1"),
        ("two\n=1", "two\n'=1"),
        ("'=1", "''=1"),
        ("O'Neill-Smith", "O'Neill-Smith"),
        ("2026-03-02", "2026-03-02"),
        ("", ""),
    ],
)
def test_what_it_looks_like(cell: str, safe: str) -> None:
    assert guarded(cell) == safe


@pytest.mark.parametrize("cell", ["plain", "'tis", "it's = it"])
def test_a_cell_without_danger_is_left_alone(cell: str) -> None:
    assert guarded(cell) == unguarded(cell) == cell


def test_long_cells_take_no_time() -> None:
    for cell in ("'" * 200_000, ";" * 200_000, ' "' * 100_000, ";'" * 100_000 + "="):
        assert unguarded(guarded(cell)) == cell
