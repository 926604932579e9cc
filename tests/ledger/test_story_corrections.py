"""Corrections: the wrong line stays where it is and is read as what it should have said."""

from datetime import date

import pytest

from keepknocking.ledger.searches import Correction
from keepknocking.ledger.story.problems import Problem
from keepknocking.ledger.story.reading import Story, read_story

STORY = """2026-03-02 met Ana Reyes
2026-03-03 asked Ana for an introduction
2026-03-12   Ana promised
2026-03-13 thanked Ana
"""


def good(text: str) -> Story:
    story = read_story(text)
    assert [one.sentence() for one in story.problems] == []
    return story


def problem(text: str) -> Problem:
    problems = read_story(text).problems
    assert len(problems) == 1, [one.sentence() for one in problems]
    return problems[0]


def test_a_corrected_line_says_what_it_should_have_said() -> None:
    line = '2026-03-14 correction "2026-03-12 Ana promised" -> "2026-03-11 Ana promised"'
    ledger = good(STORY + line).ledger
    answer = ledger.asks[0].answer
    assert answer is not None
    assert answer.when.on == date(2026, 3, 11)
    (correction,) = ledger.corrections
    assert (correction.was, correction.now) == (
        "2026-03-12 Ana promised",
        "2026-03-11 Ana promised",
    )


def test_a_line_is_taken_out() -> None:
    ledger = good(STORY + '2026-03-14 correction "2026-03-13 thanked Ana" → nothing').ledger
    assert ledger.thanks == ()
    assert [correction.now for correction in ledger.corrections] == [None]


def test_a_line_that_could_not_be_read_is_mended() -> None:
    text = STORY + "2026-03-14 tanked Ana\n"
    assert len(read_story(text).problems) == 1
    line = '2026-03-15 correction "2026-03-14 tanked Ana" -> "2026-03-14 thanked Ana"'
    assert len(good(text + line).ledger.thanks) == 2


def test_a_correction_can_be_corrected_in_turn() -> None:
    text = STORY + (
        '2026-03-14 correction "2026-03-13 thanked Ana" -> "2026-03-11 thanked Ana"\n'
        '2026-03-15 correction "2026-03-11 thanked Ana" -> "2026-03-10 thanked Ana"\n'
    )
    assert good(text).ledger.thanks[0].when.on == date(2026, 3, 10)


def test_of_two_equal_lines_the_last_is_meant() -> None:
    text = STORY + "2026-03-13 thanked Ana\n"
    line = '2026-03-14 correction "2026-03-13 thanked Ana" -> nothing\n'
    assert len(good(text + line).ledger.thanks) == 1
    understood = [one.understood for one in good(text + line).lines]
    assert (understood[3], understood[4]) == ("2026-03-13 thanked Ana Reyes", None)
    assert len(good(text + line + line).ledger.thanks) == 0


def test_an_undated_line_is_known_with_its_day_and_without() -> None:
    text = "2026-03-02\nmet Ana Reyes\nthanked Ana\n"
    for was in ("2026-03-02 thanked Ana", "thanked Ana"):
        assert good(f'{text}2026-03-03 correction "{was}" -> nothing').ledger.thanks == ()
    line = '2026-03-03 correction "thanked Ana" -> "note: no thanks"'
    assert good(text + line).ledger.notes[0].when.on == date(2026, 3, 2)


def test_where_the_corrected_line_stands_already_only_the_record_is_kept() -> None:
    line = '2026-03-14 correction "2026-03-12 thanked Ana" -> "2026-03-13 thanked Ana"'
    ledger = good(STORY + line).ledger
    assert len(ledger.thanks) == len(ledger.corrections) == 1


def test_the_record_of_a_correction_changes_nothing() -> None:
    line = '2026-03-14 corrected "2026-03-13 thanked Ana" -> nothing'
    ledger = good(STORY + line).ledger
    assert len(ledger.thanks) == 1
    when = ledger.corrections[0].when
    assert ledger.corrections == (Correction(was="2026-03-13 thanked Ana", now=None, when=when),)


@pytest.mark.parametrize("now", ["nothing", '"2026-03-15 thanked Ana"'])
def test_a_line_that_does_not_stand_is_a_problem_with_the_nearest(now: str) -> None:
    found = problem(f'{STORY}2026-03-14 correction "2026-03-13 thankd Ana" -> {now}')
    assert found.line == 5
    assert found.nearest == "2026-03-13 thanked Ana"
    assert found.expected == "a line that stands in the story"


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-03-13 tanked Ana", "a line that begins with what you did"),
        ("# nothing", "a line with a fact, or: nothing"),
        ('2026-03-13 correction \\"a\\" -> nothing', "a line with a fact, or: nothing"),
    ],
)
def test_what_a_line_is_corrected_to_must_be_a_fact(now: str, expected: str) -> None:
    text = f'{STORY}2026-03-14 correction "2026-03-13 thanked Ana" -> "{now}"'
    found = problem(text)
    assert (found.line, expected in found.expected) == (5, True)
    assert len(read_story(text).ledger.thanks) == 1
