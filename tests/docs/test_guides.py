"""What the guides tell readers to type is understood."""

import re
from pathlib import Path

import pytest

from keepknocking.cli.main import COMMANDS
from keepknocking.evidence.rates import Rates
from keepknocking.evidence.rates_file import read_rates

BLOCK = r"^```{}\n(.*?)^```"


@pytest.fixture(scope="module")
def guides(root: Path) -> list[Path]:
    """Every guide."""
    return sorted((root / "docs" / "guides").glob("*.md"))


def test_every_rates_file_of_a_guide_is_read_without_a_mistake(guides: list[Path]) -> None:
    found = 0
    for guide in guides:
        for text in re.findall(BLOCK.format("toml"), guide.read_text(), re.MULTILINE | re.DOTALL):
            found += 1
            assert isinstance(read_rates(text, name=guide.name), Rates), guide.name
    assert found


def test_every_command_that_a_page_types_exists(pages: list[Path]) -> None:
    typed = {
        word
        for page in pages
        for block in re.findall(BLOCK.format("console"), page.read_text(), re.MULTILINE | re.DOTALL)
        for word in re.findall(r"^\$ (?:\S*/)?knock (?:-\S+ \S+ )*([a-z]+)", block, re.MULTILINE)
    }
    assert sorted(typed - set(COMMANDS)) == []
    assert len(typed) > 8
