"""Every decision can be found, and says what would change our mind."""

import re
from pathlib import Path

import pytest

HEADINGS = ["The question", "The options", "The choice", "What would change our mind"]


@pytest.fixture(scope="module")
def decisions(root: Path) -> list[Path]:
    """The pages of the folder, but for its index, in order."""
    return sorted(
        page for page in (root / "docs" / "decisions").glob("*.md") if page.name != "index.md"
    )


def test_decisions_are_numbered_without_a_gap(decisions: list[Path]) -> None:
    numbers = [page.name[:4] for page in decisions]
    assert numbers == [f"{number:04}" for number in range(1, len(decisions) + 1)]


def test_a_decision_is_called_what_its_file_is_numbered(decisions: list[Path]) -> None:
    for page in decisions:
        assert page.read_text().startswith(f"# {page.name[:4]}: "), page.name


def test_the_index_lists_every_decision_under_its_title(root: Path, decisions: list[Path]) -> None:
    index = (root / "docs" / "decisions" / "index.md").read_text()
    for page in decisions:
        title = page.read_text().partition("\n")[0].removeprefix("# ")
        assert f"- [{title}]({page.name})" in index


def test_every_decision_has_the_four_parts_in_order(decisions: list[Path]) -> None:
    for page in decisions:
        assert re.findall(r"^## (.*)$", page.read_text(), flags=re.MULTILINE) == HEADINGS, page.name


def test_every_decision_says_where_it_stands(decisions: list[Path]) -> None:
    status = re.compile(r"\*\*Status:\*\* (accepted|replaced by \[decision \d{4}\]\(.*\))\.")
    assert [page.name for page in decisions if not status.search(page.read_text())] == []
