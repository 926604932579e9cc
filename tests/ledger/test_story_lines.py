"""Lines of a story: days, moments, quotes, and what is not a line at all."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.moments import When
from keepknocking.ledger.story.days import day_at_start, read_minutes, written_minutes
from keepknocking.ledger.story.lines import LONGEST_LINE, MOST_LINES
from keepknocking.ledger.story.problems import Problem, shortened
from keepknocking.ledger.story.reading import Story, read_story
from keepknocking.ledger.story.spelling import quoted, slug, unquoted

MONDAY = date(2026, 3, 2)


def problem(text: str, *, today: date | None = None) -> Problem:
    """The only problem of a story."""
    problems = read_story(text, today=today).problems
    assert len(problems) == 1, [one.sentence() for one in problems]
    return problems[0]


def names(story: Story) -> list[str]:
    assert story.problems == ()
    return [person.name for person in story.ledger.people]


@pytest.mark.parametrize(
    "text", ["", "\n\n", "# only a remark\n", "\ufeff", "2026-03-02\n", " \t \n"]
)
def test_an_empty_story_is_an_empty_ledger(text: str) -> None:
    story = read_story(text)
    assert story.ledger == Ledger()
    assert story.problems == ()
    assert all(line.understood is None for line in story.lines)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-02 met Ana\r\n2026-03-03 met Ben\r\n",
        "2026-03-02 met Ana\r2026-03-03 met Ben",
        "\ufeff2026-03-02 met Ana\n2026-03-03 met Ben",
        "\t2026-03-02\tmet\tAna\t\n  2026-03-03   met   Ben  ",
        "2026-03-02 MET Ana.\n2026-03-03 I Met Ben.",
        "2026-03-02: met Ana\n2026-3-3, met Ben",
        "2 March 2026 met Ana\nMarch 3, 2026 met Ben",
        "2. Mar. 2026 met Ana\nSept 3 2026 met Ben",
        "2026-03-02\nmet Ana\nmet Ben",
        "# Sam\n\n2026-03-02 met Ana\n   # and then\n2026-03-02 met Ben",
    ],
)
def test_forgiving_forms(text: str) -> None:
    assert names(read_story(text)) == ["Ana", "Ben"]


def test_an_undated_line_is_of_the_day_above_or_of_today_or_a_problem() -> None:
    story = read_story("met Ana\n2026-03-04\nmet Ben", today=MONDAY)
    assert [person.known.on for person in story.ledger.people] == [MONDAY, date(2026, 3, 4)]
    assert problem("met Ana").sentence() == (
        'Line 1, column 1: found "met Ana", expected a day at the beginning of the line; '
        "nearest: 2026-03-02 met Ana."
    )


@pytest.mark.parametrize(
    ("written", "nearest"),
    [
        ("03/04/2026", "2026-04-03 or 2026-03-04"),
        ("3.4.26", "2026-04-03 or 2026-03-04"),
        ("5/5/2026", "2026-05-05"),
        ("2026/03/04", "2026-03-04"),
        ("2026.3.4", "2026-03-04"),
    ],
)
def test_a_day_that_can_be_misread_is_a_problem_that_shows_the_clear_forms(
    written: str, nearest: str
) -> None:
    found = problem(f" {written} met Ana")
    assert (found.column, found.found, found.nearest) == (2, written, nearest)


@pytest.mark.parametrize("day", ["2026-02-29", "2026-13-01", "31 April 2026", "2100-02-29"])
def test_a_day_that_the_calendar_does_not_have_is_a_problem(day: str) -> None:
    assert problem(f"{day} met Ana").expected == "a day that the calendar has"


def test_the_leap_day_of_a_leap_year_is_a_day() -> None:
    assert names(read_story("2028-02-29 met Ana")) == ["Ana"]


def test_a_number_at_the_beginning_of_a_name_is_no_day() -> None:
    assert day_at_start("3M Desk promised") is None
    assert names(read_story("met 3M Desk", today=MONDAY)) == ["3M Desk"]


@pytest.mark.parametrize(
    ("tag", "moment"),
    [
        ("[recorded 2026-03-08]", datetime(2026, 3, 8, tzinfo=UTC)),
        (
            "[Recorded 2026-03-08T09:30:00.000123+01:00]  ",
            datetime(2026, 3, 8, 9, 30, 0, 123, tzinfo=timezone(timedelta(hours=1))),
        ),
        ("[recorded 2026-03-08T09:30Z]", datetime(2026, 3, 8, 9, 30, tzinfo=UTC)),
    ],
)
def test_a_recorded_moment(tag: str, moment: datetime) -> None:
    story = read_story(f"2026-03-02 met Ana {tag}")
    assert names(story) == ["Ana"]
    assert story.ledger.people[0].known == When(MONDAY, moment)


def test_a_recorded_moment_without_a_zone_or_sense_is_a_problem() -> None:
    found = problem("2026-03-02 met Ana [recorded 2026-03-08T09:30]")
    assert found.nearest == "2026-03-08T09:30:00+00:00"
    assert found.column == 30
    assert "a moment with its zone" in problem("2026-03-02 met Ana [recorded soon]").expected


@pytest.mark.parametrize("letter", ["\0", "\x1b", "\x07", "\x7f", "\ud800"])
def test_what_cannot_be_seen_is_a_problem(letter: str) -> None:
    found = problem(f"2026-03-02 met A{letter}na")
    assert (found.column, found.expected) == (17, "no characters that cannot be seen")
    assert letter not in found.sentence()


def test_a_line_that_is_too_long_is_a_problem_and_is_not_read() -> None:
    line = "2026-03-02 note: "
    fits = line + "x" * (LONGEST_LINE - len(line))
    assert read_story(fits).problems == ()
    assert "at most 10000 characters" in problem(fits + "x").expected


def test_a_story_that_is_too_long_is_a_problem() -> None:
    story = read_story("\n" * (MOST_LINES - 1) + "met Ana\n\n", today=MONDAY)
    assert len(story.problems) == 1
    assert story.problems[0].line == MOST_LINES + 1
    assert [person.name for person in story.ledger.people] == ["Ana"]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ('"Will For Hire"', "Will For Hire"),
        ("“Will At Large”", "Will At Large"),
        ("„By“", "By"),
        ("«To»", "To"),
        (r'"say \"hi\" \\ \u{41}\u{110000}\q"', 'say "hi" \\ A\U0010ffffq'),
        ("O'Neill-Smith Jr", "O'Neill-Smith Jr"),
        ("陳 武", "陳 武"),
    ],
)
def test_names_between_quotes_and_without(words: str, name: str) -> None:
    assert names(read_story(f"2026-03-02 met {words}")) == [name]


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [
        ('met "Ana', 16, "a closing quote"),
        ("met", 15, "the name of a person"),
        ("met at", 16, "the name of a person"),
        ('met ""', 16, "a name that is not empty"),
        ('met Ana #""', 20, "an id that is not empty"),
        ("met Ana # x", 20, "a word"),
        ("met Ana (Harbor Foods", 33, "a closing parenthesis"),
        ("met Ana (Harbor (North))", 28, "quotes around an organization"),
        ("met Ana (Harbor, a (b))", 31, "quotes around an organization"),
        ('met Ana ("Harbor" Foods)', 30, "a closing parenthesis"),
        ("met Ana by phone", 20, "the end of the line here"),
        ('event ""', 18, "a name that is not empty"),
        ('opening "Planner" at ""', 20, "a name that is not empty"),
        ('opening "" at Brightwater', 20, "a name that is not empty"),
        ("search goal happiness", 24, "a goal: conversation, interview, offer"),
        ("search slowly", 19, "goal, hours a week (8h a week), zone or the end of the line"),
        ("search 0h a week", 19, "hours a week above zero"),
        ("search 1e999h a week", 19, "hours a week above zero"),
        ("search 8h", 21, 'the words "a week"'),
        ("effort", 18, "a length of time"),
        ("effort soon", 19, "a length of time"),
        ("effort 12", 19, "a length of time"),
        ("effort 12 times", 19, "a length of time"),
        ("effort 0m", 19, "a length above zero"),
        ("effort 1234567890 minutes", 19, "a length of time"),
        ("effort 5m on", 24, "what it went into"),
        ("pause until soon", 24, "a day, for example"),
        ("pause until 2026-04-01 recorded soon", 44, "a moment with its zone"),
        ("pause until 31 April 2026", 24, "a day that the calendar has"),
        ('correction x -> "y"', 23, "a line of the story between quotes"),
        ('correction "x" "y"', 27, "->"),
        ("asked Ana", 21, "what was asked for"),
        ("asked Ana for money", 26, "what was asked for: introduction"),
        ("asked Ana for a talk by pigeon", 36, "a way of asking"),
        ("asked Ana for a talk as a favour", 36, "the id of an ask"),
        ("asked Ana for a talk to Ben to Ben", 40, "to somebody, at an organization"),
        ("know Ana (Oak) very", 27, "how well"),
        ("know Ana not really", 21, "how well: well, slightly, not yet"),
        ('expect "Fair": rain 100', 27, "what the evening may bring: nothing"),
        ('expect "Fair": nothing many', 35, "a number of dots"),
        ('expect "Fair": nothing 50, nothing 50', 47, '"nothing" once only'),
        ('debrief "Fair": rain', 28, "what the evening brought"),
        ('debrief "Fair": nothing, talked to many', 47, "a number of people"),
        ("note about Ana Ben (x: y", 33, "a closing parenthesis"),
        ("Ana (x promised", 18, "a closing parenthesis"),
        ("Ana (Oak) by promised", 22, "the end of the line here"),
        ("3", 12, "a line that begins with what you did"),
        ("[x", 12, "a line that begins with what you did"),
    ],
)
def test_a_line_that_cannot_be_read_says_where_and_what_was_expected(
    line: str, column: int, expected: str
) -> None:
    found = problem(f"2026-03-02 {line}")
    assert expected in found.expected
    assert found.column == column


@pytest.mark.parametrize(
    ("line", "nearest"),
    [
        ("aksed Ana for an introduction", "asked Ana Reyes for an introduction to Ben Ode"),
        ("Ana promissed", "Ana Reyes promised"),
        ("aplied for Planner", "applied for"),
        ("xyzzy", "met Ana Reyes"),
    ],
)
def test_the_nearest_valid_form_is_shown(line: str, nearest: str) -> None:
    assert str(problem(f"2026-03-02 {line}").nearest).startswith(nearest)


@pytest.mark.parametrize(
    ("laid", "words"),
    [
        (
            "nothing 40, a name 35",
            "the dots add up to 75, not to 100: 25 more to lay",
        ),
        (
            "nothing 90 and an offer 20",
            "the dots add up to 110, not to 100: 10 too many",
        ),
        ("", "a hundred dots: the dots add up to 0"),
    ],
)
def test_dots_that_are_not_a_hundred(laid: str, words: str) -> None:
    assert words in problem(f'2026-03-02 event Fair\n2026-03-02 expect "Fair": {laid}').expected


@given(st.text())
@settings(deadline=None)
def test_what_is_quoted_is_read_as_it_was(text: str) -> None:
    assert unquoted(quoted(text)[1:-1]) == text


@given(st.integers(1, 10_000))
@settings(deadline=None)
def test_lengths_are_read_as_they_were_written(minutes: int) -> None:
    assert read_minutes(written_minutes(minutes)) == minutes


def test_what_is_no_length_is_none() -> None:
    assert [read_minutes(word) for word in ("", "h", "90", "2d", "90min")] == [
        None,
        None,
        None,
        None,
        90,
    ]
    assert written_minutes(0) == "0m"


def test_ids_are_made_of_the_letters_of_any_script() -> None:
    assert slug("Åsa Öberg_2", otherwise="x") == "asa-oberg-2"
    assert slug("한 글", otherwise="x") == "한-글"
    assert slug("…", otherwise="person") == "person"


def test_long_and_unseen_words_are_shown_short_and_by_number() -> None:
    assert shortened("a" * 61) == "a" * 59 + "…"
    assert shortened("a\x1bb") == "a\\x1bb"
    nothing = Problem(line=1, column=1, found="", expected="a word")
    assert nothing.sentence() == "Line 1, column 1: found nothing, expected a word."
