"""The pages that people read: the manual, the README, how we work."""

import ast
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def pages(root: Path) -> list[Path]:
    """Every page in Markdown, generated ones left out."""
    manual = [page for page in (root / "docs").rglob("*.md") if "_build" not in page.parts]
    return [*sorted(manual), root / "README.md", root / "CONTRIBUTING.md", root / "CHANGELOG.md"]


@pytest.fixture(scope="session")
def defined_in(root: Path) -> Callable[[str], set[str]]:
    """What a file of the package defines: functions, classes, methods, and names with a value."""

    @cache
    def names(place: str) -> set[str]:
        tree = ast.parse((root / "src" / "keepknocking" / place).read_text())
        return set(_names(tree))

    return names


def _names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (name.id for name in node.targets if isinstance(name, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id
