"""What scripts write into the manual is what they would write today."""

import re
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from keepknocking.evidence.figures import read_all_for_checking, read_figures
from keepknocking.evidence.rates_file import default_rates
from keepknocking.ledger.story.reading import read_story

OF_NO_DAY = {"evidence"}


def script(root: Path, name: str) -> dict[str, Any]:
    """The names of a script, without running it."""
    return runpy.run_path(str(root / "scripts" / name), run_name="a test")


def test_the_pages_of_evidence_are_up_to_date(root: Path) -> None:
    main: Callable[[list[str]], int] = script(root, "figures_page.py")["main"]
    assert main(["--check"]) == 0, "run scripts/figures_page.py"


def test_every_figure_that_may_be_shown_is_on_its_page_and_no_other(root: Path) -> None:
    page = (root / "docs" / "reference" / "figures.md").read_text()
    told = re.findall(r"^## `(\w+)`$", page, flags=re.MULTILINE)
    assert told == list(read_figures())
    hidden = read_all_for_checking().keys() - read_figures().keys()
    assert [key for key in hidden if f"`{key}`" in page] == []


def test_every_default_rate_is_on_its_page(root: Path) -> None:
    page = (root / "docs" / "reference" / "default-rates.md").read_text()
    told = re.findall(r"^### `([\w.]+)`$", page, flags=re.MULTILINE)
    assert sorted(told) == [rate.key for rate in default_rates().entries]


def test_what_the_console_says_is_what_the_pages_show(root: Path) -> None:
    main: Callable[[list[str]], int] = script(root, "readme.py")["main"]
    assert main(["--check"]) == 0, "run scripts/readme.py"


def test_a_made_page_does_not_depend_on_the_clock(root: Path) -> None:
    made = script(root, "readme.py")
    for page in made["pages"]():
        for block in made["BLOCK"].finditer(page.read_text()):
            for command in made["COMMAND"].finditer(block["body"]):
                typed = command["first"]
                is_timeless = any(f"knock {word}" in typed for word in OF_NO_DAY)
                assert not typed.startswith("knock") or "--today" in typed or is_timeless, typed


def test_a_page_that_types_what_cannot_be_done_is_refused(root: Path) -> None:
    made = script(root, "readme.py")
    with pytest.raises(ValueError, match="may hold `knock` and `cat`"):
        made["output_of"]("rm -r .", "a page")
    with pytest.raises(ValueError, match=r"a page: `knock .*` failed"):
        made["output_of"]("knock --today 2026-03-02 -f nowhere.story silence", "a page")


def test_the_first_screen_tells_a_story_of_ten_lines(root: Path) -> None:
    lines = (root / "docs" / "examples" / "ten-lines.story").read_text()
    assert len(lines.splitlines()) == 10
    assert read_story(lines).problems == ()
    assert lines in (root / "README.md").read_text()


def test_what_is_cut_is_cut_at_the_end_of_a_sentence(root: Path) -> None:
    made = script(root, "readme.py")
    for page in made["pages"]():
        for block in made["BLOCK"].finditer(page.read_text()):
            for shown in re.split(r"^\$ ", block["body"], flags=re.MULTILINE):
                command, _, said = shown.strip().partition("\n")
                assert "| head" not in command or said.endswith("."), f"{page.name}: {command}"
