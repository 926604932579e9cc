"""The house stays legible: small functions, short files, names that say what a file knows."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 40
MOST_PARAMETERS = 6

# What is past a limit today, as the message of the test names it. This list may only shrink:
# an entry that is no longer needed fails the test too.
PAST_THE_LIMITS: frozenset[str] = frozenset()

NAMES_OF_EVERYTHING = {"utils", "util", "helpers", "common", "core", "misc", "base", "manager"}

MOST_NAMES_OF_THE_ROOT = 10

Function = ast.FunctionDef | ast.AsyncFunctionDef


@pytest.fixture(scope="module")
def package(root: Path) -> Path:
    """The package's own folder."""
    return root / "src" / "keepknocking"


def functions(tree: ast.Module) -> Iterator[Function]:
    """Every function and method, nested ones too."""
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield node


def own_lines(function: Function) -> int:
    """Lines from `def` to the end, without the docstring, which may take the room it needs."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is not None and first.end_lineno is not None:
        lines -= first.end_lineno - first.lineno + 1
    return lines


def parameters(function: Function) -> int:
    """How many things a caller can say; `self` and `cls` are not said."""
    said = function.args
    named = [arg.arg for arg in (*said.posonlyargs, *said.args, *said.kwonlyargs)]
    if named[:1] in (["self"], ["cls"]):
        named = named[1:]
    return len(named) + (said.vararg is not None) + (said.kwarg is not None)


def past_the_limits(source: str, name: str) -> set[str]:
    """What of one file is past a limit, each in words without a count, which would change."""
    found = set()
    if len(source.splitlines()) > MOST_LINES_OF_A_FILE:
        found.add(f"{name}: long file")
    for function in functions(ast.parse(source)):
        if own_lines(function) > MOST_LINES_OF_A_FUNCTION:
            found.add(f"{name}: long function {function.name}")
        if parameters(function) > MOST_PARAMETERS:
            found.add(f"{name}: many parameters of {function.name}")
    return found


def test_nothing_is_past_the_limits_but_what_the_list_names(package: Path) -> None:
    found: set[str] = set()
    for path in package.rglob("*.py"):
        if "migrations" not in path.parts:  # written by Django
            found |= past_the_limits(path.read_text(), path.relative_to(package).as_posix())
    assert sorted(found - PAST_THE_LIMITS) == [], "split these by subject"
    assert sorted(PAST_THE_LIMITS - found) == [], "mended: take these off the list"


def test_a_limit_is_the_last_that_passes() -> None:
    body = "\n".join(["    x = 1"] * (MOST_LINES_OF_A_FUNCTION - 1))
    assert past_the_limits(f"def f():\n{body}\n", "a.py") == set()
    assert past_the_limits(f"def f():\n{body}\n    y = 1\n", "a.py") == {"a.py: long function f"}
    assert past_the_limits(f'def f():\n    """Said."""\n{body}\n', "a.py") == set()
    assert past_the_limits("def f(self, a, b, *, c, d, e, g): ...", "a.py") == set()
    many = {"a.py: many parameters of f"}
    assert past_the_limits("def f(a, b, *, c, d, e, g, **h): ...", "a.py") == many
    assert past_the_limits("x = 1\n" * MOST_LINES_OF_A_FILE, "a.py") == set()
    assert past_the_limits("x = 1\n" * (MOST_LINES_OF_A_FILE + 1), "a.py") == {"a.py: long file"}


def test_no_file_or_folder_is_named_after_everything(package: Path) -> None:
    named = [path for path in package.rglob("*") if path.stem.strip("_") in NAMES_OF_EVERYTHING]
    assert named == [], "name these for what they know"


def test_every_room_says_what_it_knows_and_re_exports_nothing(package: Path) -> None:
    for path in package.rglob("__init__.py"):
        if path.parent == package:
            continue
        tree = ast.parse(path.read_text())
        assert ast.get_docstring(tree), f"{path}: say in a docstring what the room knows"
        assert len(tree.body) == 1, f"{path}: import from the module that defines a name"


def test_the_root_names_few_things_and_imports_nothing(package: Path) -> None:
    tree = ast.parse((package / "__init__.py").read_text())
    public = [name for name in top_level_names(tree) if not name.startswith("_")]
    assert len(public) <= MOST_NAMES_OF_THE_ROOT
    assert not any(isinstance(node, ast.Import | ast.ImportFrom) for node in tree.body)


def top_level_names(tree: ast.Module) -> Iterator[str]:
    """Names that a module binds, or announces, at its top level."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id
        elif isinstance(node, ast.Assign):
            yield from (name.id for name in node.targets if isinstance(name, ast.Name))
