"""The page of chores lists what the Makefile can do, no more and no less."""

import re
from pathlib import Path


def test_every_chore_is_on_its_page(root: Path) -> None:
    page = (root / "docs" / "reference" / "chores.md").read_text()
    told = re.findall(r"^\| `make ([a-z-]+)` \|", page, flags=re.MULTILINE)
    made = re.findall(r"^([a-z-]+):.* ## ", (root / "Makefile").read_text(), flags=re.MULTILINE)
    assert told == made


def test_every_chore_runs_whether_or_not_a_file_has_its_name(root: Path) -> None:
    makefile = (root / "Makefile").read_text()
    made = re.findall(r"^([a-z-]+):.* ## ", makefile, flags=re.MULTILINE)
    phony = re.search(r"^\.PHONY: (.*)$", makefile, flags=re.MULTILINE)
    assert phony
    assert phony[1].split() == made
