"""The page of the grammar is true: every example is read, and every verb is on it."""

import re
from pathlib import Path

import pytest

from keepknocking.ledger.story.forms import FORMS
from keepknocking.ledger.story.grammar import LEADING, SUBJECT, read_statement
from keepknocking.ledger.story.reading import read_story
from keepknocking.ledger.story.rendering import RENDER, rendered
from keepknocking.ledger.story.statements import Statement
from keepknocking.ledger.story.telling import TELL
from keepknocking.ledger.story.writing import write_story

EXAMPLE = re.compile(r"```text\n(.*?)```", re.DOTALL)
# Other ways of saying the same, named in the text of the page or plain to see.
SYNONYMS = {"expected", "the house expects", "canceled", "don’t contact", "don't contact"}  # noqa: RUF001


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs" / "reference" / "story.md").read_text(encoding="utf-8")


def test_every_example_of_the_manual_is_read_without_problems(page: str) -> None:
    examples = EXAMPLE.findall(page)
    assert len(examples) > 20
    for example in examples:
        story = read_story(example)
        assert [problem.sentence() for problem in story.problems] == []
        assert read_story(write_story(story.ledger)).ledger == story.ledger


def test_every_line_of_the_manual_is_read_again_as_it_is_understood(page: str) -> None:
    for example in EXAMPLE.findall(page):
        if "correction " in example:  # the corrected lines are understood as they are now
            continue
        story = read_story(example)
        understood = "\n".join(line.understood or "" for line in story.lines)
        assert read_story(understood).problems == ()
        assert read_story(understood).ledger == story.ledger


def test_every_verb_of_the_grammar_is_in_the_manual(page: str) -> None:
    examples = "\n".join(EXAMPLE.findall(page)).casefold()
    for verb in {*FORMS, *LEADING, *SUBJECT} - SYNONYMS:
        if verb == "event cancelled":
            assert re.search(r"event .* cancelled", examples)
        else:
            assert re.search(rf"(^|\s){re.escape(verb)}($|[\s:])", examples, re.MULTILINE), verb


@pytest.mark.parametrize("form", FORMS.values())
def test_the_form_of_every_verb_is_a_line_that_can_be_read(form: str) -> None:
    statement = read_statement(form)
    assert read_statement(rendered(statement)) == statement


def test_every_statement_can_be_told_and_written() -> None:
    every = {kind for kind in Statement.__subclasses__() if hasattr(kind, "__slots__")}
    assert {kind.__name__ for kind in RENDER} == {kind.__name__ for kind in every}
    assert {kind.__name__ for kind in every} - {kind.__name__ for kind in TELL} == {
        "EventPlanned",
        "PersonTold",
    }
