"""What the pages point at is there, and what they show runs."""

import doctest
import re
from pathlib import Path

FENCED = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[^\n]*\n(?P<body>.*?)^(?P=fence)\s*$", re.MULTILINE | re.DOTALL
)
LINK = re.compile(r"\]\((?P<target>[^)\s]+)\)")
IN_BACKTICKS = re.compile(r"`(?P<text>[^`\n]+)`")

# A folder of ours at the beginning makes a text in backticks a path: `src/keepknocking/ledger`.
PATH = re.compile(r"(?:src|tests|docs|scripts|benchmarks|changelog\.d|\.ci)/[\w./-]*")


def prose(page: Path) -> str:
    """The page without its fenced blocks, which hold examples and not claims."""
    return FENCED.sub("", page.read_text())


def test_every_link_to_a_file_leads_somewhere(pages: list[Path]) -> None:
    broken = []
    for page in pages:
        for link in LINK.finditer(prose(page)):
            target = link["target"].partition("#")[0]
            if target and ":" not in target and not (page.parent / target).exists():
                broken.append(f"{page.name}: {target}")
    assert broken == []


def test_every_path_in_backticks_exists(root: Path, pages: list[Path]) -> None:
    missing = []
    for page in pages:
        for quoted in IN_BACKTICKS.finditer(prose(page)):
            path = quoted["text"]
            if PATH.fullmatch(path) and not (root / path).exists():
                missing.append(f"{page.name}: {path}")
    assert missing == []


def test_a_path_is_told_from_a_command_and_from_a_choice_of_words() -> None:
    assert PATH.fullmatch("src/keepknocking/ledger/asks.py")
    assert not PATH.fullmatch("tests/ledger -x")
    assert not PATH.fullmatch("and/or")


def test_every_example_says_what_python_says(pages: list[Path]) -> None:
    """The blocks of one page are one conversation: the later ones know the earlier ones' names."""
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    for page in pages:
        blocks = [found["body"] for found in FENCED.finditer(page.read_text())]
        talk = "\n".join(block for block in blocks if ">>>" in block)
        runner.run(doctest.DocTestParser().get_doctest(talk, {}, page.name, str(page), 0))
    assert runner.summarize(verbose=False).failed == 0


def test_every_page_begins_with_its_title(pages: list[Path]) -> None:
    assert [page.name for page in pages if not page.read_text().startswith("# ")] == []
