"""The glossary holds one word for an idea, and one sentence for a word."""

import re
from pathlib import Path

import pytest

# Words whose meaning everybody has to share; the glossary may hold more.
BINDING = {
    "search", "seeker", "ledger", "story", "person", "organization", "tie", "weak tie", "event",
    "encounter", "ask", "answer", "fulfilment", "introduction", "chain", "opening", "effort",
    "pause", "expectation", "forecast", "door", "kind", "nudge", "link", "weak link",
    "cure_fraction", "never answers", "survival", "hazard", "observed", "spell", "index",
    "passage time", "calibration", "partial pooling", "e-value", "verdict", "figure", "source",
    "rung", "pool", "room", "staircase", "home", "deed", "seal", "plate", "capture", "house",
}  # fmt: skip


@pytest.fixture(scope="module")
def entries(root: Path) -> list[tuple[str, str]]:
    """Each term with its meaning, in the order of the page."""
    page = (root / "docs" / "glossary.md").read_text()
    return re.findall(r"^(?!\{)(\S.*)\n: (.*(?:\n {2}\S.*)*)", page, flags=re.MULTILINE)


def test_every_binding_word_has_an_entry(entries: list[tuple[str, str]]) -> None:
    assert sorted(BINDING - {term for term, _ in entries}) == []


def test_every_word_has_one_entry_only(entries: list[tuple[str, str]]) -> None:
    terms = [term for term, _ in entries]
    assert sorted(terms) == sorted(set(terms))


def test_every_entry_is_one_sentence(entries: list[tuple[str, str]]) -> None:
    odd = [term for term, meaning in entries if not is_one_sentence(meaning)]
    assert odd == []


def is_one_sentence(meaning: str) -> bool:
    """Begins with a capital, ends with a full stop, and has no other end of a sentence in it."""
    return re.fullmatch(r"[A-Z](?:(?![.!?](?:\s|$)).|\n)*\.", meaning) is not None


def test_what_is_not_one_sentence_is_seen() -> None:
    assert is_one_sentence("The rate of 0.5 at which answers come, said on\n  two lines.")
    assert not is_one_sentence("The rate. It is high.")
    assert not is_one_sentence("the rate.")
    assert not is_one_sentence("The rate")
    assert not is_one_sentence("What rate? This one.")
