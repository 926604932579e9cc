"""Appending and undoing: all of the new lines or none, and nothing above them changes."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepknocking.ledger.story.appending import appended, undone
from keepknocking.ledger.story.lines import LONGEST_LINE
from keepknocking.ledger.story.reading import read_story

TODAY = date(2026, 3, 16)
NOW = datetime(2026, 3, 16, 9, 30, tzinfo=UTC)
STORY = """2026-03-02 met Ana Reyes (Harbor Foods, buyer)
2026-03-03 asked Ana for an introduction to Ben Ode
2026-03-12 Ana promised
"""


def problems(*lines: str, text: str = STORY, today: date = TODAY) -> list[str]:
    """The problems of new lines, which must then leave the text as it was."""
    done = appended(text, lines, today=today, recorded_at=NOW)
    assert done.problems
    assert done.text == text
    assert done.added == ()
    return [problem.sentence() for problem in done.problems]


def added(*lines: str, text: str = STORY) -> tuple[str, ...]:
    done = appended(text, lines, today=TODAY, recorded_at=NOW)
    assert [problem.sentence() for problem in done.problems] == []
    assert read_story(done.text).problems == read_story(text).problems
    return done.added


def test_a_line_without_a_day_is_of_today_and_is_shown_as_understood() -> None:
    assert added("ana introduced me to ben") == ("2026-03-16 Ana Reyes introduced me to Ben Ode",)


def test_what_happened_earlier_is_marked_with_the_moment_it_was_recorded() -> None:
    assert added("2026-03-14 nudged Ana") == (
        "2026-03-14 nudged Ana Reyes [recorded 2026-03-16T09:30:00+00:00]",
    )
    marked = "2026-03-14 nudged Ana Reyes [recorded 2026-03-15T00:00:00+00:00]"
    assert added("2026-03-14 nudged Ana [recorded 2026-03-15]") == (marked,)
    done = appended(STORY, ["2026-03-14 nudged Ana"], today=TODAY)
    assert done.added == ("2026-03-14 nudged Ana Reyes",)


def test_only_an_event_may_be_ahead_and_it_is_marked() -> None:
    assert added("2026-04-02 event Fair, fair, 2h") == (
        '2026-04-02 event "Fair" fair 2h [recorded 2026-03-16T09:30:00+00:00]',
    )
    assert added("event Talk") == ('2026-03-16 event "Talk"',)
    (sentence,) = problems("2026-03-17 thanked Ana")
    assert sentence == (
        'Line 1, column 1: found "2026-03-17 thanked Ana", expected a day that has come (today is '
        "2026-03-16); only an event is planned."
    )


def test_a_clock_set_back_is_a_problem_that_says_both_days() -> None:
    (sentence,) = problems("nudged Ana", today=date(2026, 3, 5))
    assert "it says 2026-03-05, but the story already has a fact of 2026-03-12" in sentence
    recorded = STORY + "2026-03-04 thanked Ana [recorded 2026-03-20]\n"
    (sentence,) = problems("nudged Ana", text=recorded)
    assert "a fact of 2026-03-20" in sentence
    dated = appended(STORY, ["2026-03-05 nudged Ana"], today=date(2026, 3, 5))
    assert dated.added == ("2026-03-05 nudged Ana Reyes",)
    plan = STORY + "2026-05-01 event Fair\n"
    assert added("nudged Ana", text=plan) == ("2026-03-16 nudged Ana Reyes",)


def test_all_or_nothing() -> None:
    sentences = problems("nudged Ana", "", "thanked Zoe", "met Chen", "aksed Ben")
    assert [sentence[:6] for sentence in sentences] == ["Line 5"]
    sentences = problems("nudged Ana", "", "thanked Zoe", "met Chen")
    assert len(sentences) == 1
    assert 'found "Zoe"' in sentences[0]
    assert sentences[0].startswith("Line 3, column 9")


def test_new_lines_may_lean_on_each_other_and_on_a_day_above_them() -> None:
    lines = added(
        "2026-03-14", "met Chen Wu (Brightwater)", "# a remark", "thanked Chen\nnudged Ana"
    )
    assert [line[:24] for line in lines] == [
        "2026-03-14 met Chen Wu (",
        "2026-03-14 thanked Chen ",
        "2026-03-14 nudged Ana Re",
    ]
    done = appended(STORY, ["# a remark", "thanked Ana"], today=TODAY)
    assert done.text == STORY + "# a remark\n2026-03-16 thanked Ana Reyes\n"
    assert done.added == ("2026-03-16 thanked Ana Reyes",)


def test_columns_are_those_of_the_line_as_it_was_typed() -> None:
    (sentence,) = problems("  thanked Zoe")
    assert sentence.startswith('Line 1, column 11: found "Zoe"')
    (sentence,) = problems("2026-03-14 thanked Zoe")
    assert sentence.startswith('Line 1, column 20: found "Zoe"')


def test_a_line_that_makes_an_older_one_wrong_is_a_problem_of_the_new_line() -> None:
    (sentence,) = problems("2026-03-05 Ana declined")
    assert sentence.startswith("Line 1, column 1")
    assert "Line 3, column 12" in sentence
    assert "was declined on 2026-03-05" in sentence


def test_problems_that_were_there_before_do_not_stand_in_the_way() -> None:
    assert added("thanked Ana", text=STORY + "nonsense\n") == ("2026-03-16 thanked Ana Reyes",)


def test_a_story_without_an_end_of_line_and_with_those_of_another_system() -> None:
    line = ["thanked Ana"]
    assert appended("", ["met Ana"], today=TODAY).text == "2026-03-16 met Ana\n"
    assert appended(STORY.strip(), line, today=TODAY).text == (
        STORY + "2026-03-16 thanked Ana Reyes\n"
    )
    windows = STORY.replace("\n", "\r\n")
    assert appended(windows, line, today=TODAY).text == (
        windows + "2026-03-16 thanked Ana Reyes\r\n"
    )
    assert appended(STORY, [], today=TODAY).text == STORY


def test_a_line_that_would_be_too_long_as_it_is_written_is_refused() -> None:
    note = "note: " + "x" * (LONGEST_LINE - 25)
    assert added(note)[0].endswith("xx")
    quotes = "note: x" + '"' * (LONGEST_LINE // 2)
    assert len(added(quotes)) == 1
    unquotable = "note: [" + "\\" * (LONGEST_LINE // 2 + 100) + "]"
    (sentence,) = problems(unquotable)
    assert "a line of at most 10000 characters" in sentence


@pytest.mark.parametrize(
    "line",
    [
        'correction "2026-03-12 Ana promised" -> "2026-03-13 Ana promised"',
        "asked Ana for a coffee as #second",
        "met Ana Reyes #ana-reyes-2 (Oak Bank)",
        "note about Ana: likes tea.",
        "search for planner goal interview 8h a week zone Europe/Berlin",
    ],
)
def test_what_is_written_says_what_was_typed(line: str) -> None:
    done = appended(STORY, [line], today=TODAY)
    assert done.problems == ()
    assert read_story(done.text).ledger == read_story(STORY + line, today=TODAY).ledger


def test_the_fact_that_stands_last_is_taken_back() -> None:
    done = undone(STORY + "# a remark\n\n")
    assert done.removed == "2026-03-12 Ana promised"
    assert done.text == STORY.replace("2026-03-12 Ana promised\n", "") + "# a remark\n\n"
    assert undone(STORY + "nonsense\n").removed == "2026-03-12 Ana promised"
    assert undone("\ufeff2026-03-02 met Ana\r\n") == undone("\ufeff2026-03-02 met Ana")
    assert undone("\ufeff2026-03-02 met Ana").text == "\ufeff"


@pytest.mark.parametrize("text", ["", "# a remark\n", "nonsense"])
def test_nothing_is_taken_back_where_there_is_no_fact(text: str) -> None:
    assert undone(text).text == text
    assert undone(text).removed is None


NEW = [
    "thanked Ana",
    "met Chen Wu",
    "2026-03-14 nudged Ana",
    "effort 45m",
    "note: a remark",
    "2026-05-01 event Fair",
    "know Dana Frost well",
    "Ana introduced me to Ben",
    "asked Ana for a coffee",
]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(NEW), max_size=6, unique=True))
def test_what_was_appended_last_is_what_is_undone(lines: list[str]) -> None:
    text = STORY
    for line in lines:
        done = appended(text, [line], today=TODAY, recorded_at=NOW)
        assert done.problems == ()
        back = undone(done.text)
        assert back.text == text
        assert back.removed == done.added[0]
        text = done.text
    together = appended(STORY, lines, today=TODAY, recorded_at=NOW)
    assert together.text == text
