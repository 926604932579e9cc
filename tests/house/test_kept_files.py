"""What is kept with the code: nothing of one machine, and changes told in the agreed form."""

import re
from pathlib import Path

import pytest

# Written in pieces, so that this file does not refuse itself.
OF_ONE_MACHINE = re.compile(
    r"(?<![\w.~$})-])/(?:work|root|opt|srv|mnt|home/\w+|Users/\w+)/\w"  # a folder of somebody's
    r"|\bfile:/" + r"/"
    r"|\b(?:pypi|files\.pythonhosted|test\.pypi)\." + r"org\b"
    r"|\bregistry\.npmjs\." + r"org\b"
    r"|(?:index-url|registry)[ =]+https?:",
)

FRAGMENT = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.(?:added|changed|fixed)\.md")


def test_no_file_names_a_path_of_one_machine_or_a_package_index(
    root: Path, kept_files: list[Path]
) -> None:
    found = []
    for path in kept_files:
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), start=1):
            if OF_ONE_MACHINE.search(line):
                found.append(f"{path.relative_to(root)}:{number}: {line.strip()[:80]}")
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "sys.path.append('/" + "home/sam/knock/src')",
        "#!/" + "opt/python/bin/python",
        "--find-links file:/" + "//wheels",
        "see https://pypi." + "org/project/click",
        "index-url" + " = https://index.example",
    ],
)
def test_a_path_of_one_machine_or_an_index_is_seen(line: str) -> None:
    assert OF_ONE_MACHINE.search(line)


@pytest.mark.parametrize(
    "line",
    [
        "#!/usr/bin/env bash",
        "https://example.org/work/page",
        "../shared/data/README.md",
        "make PYTHON=/path/to/python3.11",
        "$HOME/work/ledger",
    ],
)
def test_what_is_the_same_on_every_machine_is_let_be(line: str) -> None:
    assert not OF_ONE_MACHINE.search(line)


def test_every_changelog_fragment_has_a_name_that_says_its_kind(root: Path) -> None:
    fragments = [path for path in (root / "changelog.d").iterdir() if path.name != "README.md"]
    misnamed = [path.name for path in fragments if not FRAGMENT.fullmatch(path.name)]
    assert misnamed == [], "see changelog.d/README.md"


def test_every_changelog_fragment_is_made_of_sentences(root: Path) -> None:
    for path in (root / "changelog.d").glob("*.*.md"):
        text = path.read_text().strip()
        assert re.match(r"[A-Z`\"“]", text), f"{path.name}: begin a sentence"
        assert text.endswith("."), f"{path.name}: end it"
