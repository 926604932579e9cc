"""The whole story by months: every line once, under its day, with the address of its fact."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

import keepknocking.cli
from keepknocking.ledger.story.reading import read_story
from keepknocking.ledger.story.writing import write_story
from keepknocking.services.fact_lines import lines_of
from keepknocking.services.facts import held_fact
from keepknocking.services.own_ledger import Decided, OwnLedger
from keepknocking.services.whole_story import (
    ToldLine,
    found_lines,
    story_months,
    story_text,
    told_month,
)

NOW = datetime(2026, 6, 8, 8, 30, tzinfo=UTC)
SAM = Path(keepknocking.cli.__file__).with_name("sam.story")
MARCH = date(2026, 3, 1)


@pytest.fixture
def home(empty_home: OwnLedger) -> OwnLedger:
    return empty_home


def tell(home: OwnLedger, story: str) -> None:
    read = read_story(story)
    assert not read.problems
    home.change("story", lambda _: Decided(ledger=read.ledger, told=()), at=NOW)


def march(home: OwnLedger) -> list[str]:
    told = told_month(story_months(home), MARCH, first=0, most=999)
    return [f"{line.on.day} {line.words}" for line in told.lines]


def with_details(line: ToldLine) -> str:
    words = line.words
    for mention in line.mentions:
        if mention.details and f"{mention.written} (" not in words:
            words = words.replace(mention.written, f"{mention.written} ({mention.details})")
    return f"{line.on} {words}"


def test_an_empty_ledger_has_no_months(home: OwnLedger) -> None:
    story = story_months(home)
    assert (story.total, story.months) == (0, {})
    assert told_month(story, MARCH, first=0, most=9).lines == ()
    assert story_text(home) == ""


def test_the_months_hold_the_lines_of_the_written_story(home: OwnLedger) -> None:
    tell(home, SAM.read_text())
    story = story_months(home)
    told = {
        with_details(line)
        for month in story.months
        for line in told_month(story, month, first=0, most=999).lines
    }
    marks = re.compile(r" \[recorded.*")
    written = {marks.sub("", line) for line in write_story(home.stored().ledger).splitlines()}
    # The story's own writer gives Eleni a line of introduction, because asking somebody brings
    # nobody in; here her line of that day says who she is.
    assert written - told == {
        "2026-04-20 asked Eleni Papadimou about openings by email",
        "2026-04-20 person Eleni Papadimou (Gannet Wholesale, depot manager)",
    }
    assert told - written == {
        "2026-04-20 asked Eleni Papadimou (Gannet Wholesale, depot manager) about openings by email"
    }
    assert list(story.months) == [date(2026, month, 1) for month in (6, 5, 4, 3)]
    assert story.total == len(written) - 1


def test_every_line_has_the_address_of_its_fact(home: OwnLedger) -> None:
    tell(home, SAM.read_text())
    ledger, story = home.stored().ledger, story_months(home)
    for month in story.months:
        for line in told_month(story, month, first=0, most=999).lines:
            fact = held_fact(home, line.table, line.row).fact
            assert any(f"{line.on} {line.words}" in told for told in lines_of(ledger, fact))


def test_the_latest_day_comes_first_and_within_it_the_order_of_the_story(home: OwnLedger) -> None:
    tell(
        home,
        """
        2026-03-02 met Ana
        2026-03-03 asked Ana for a talk
        2026-03-03 Ana promised
        2026-03-03 note: one
        2026-03-03 note: two
        """,
    )
    assert march(home) == [
        "3 asked Ana for a conversation",
        "3 Ana promised",
        "3 note: one",
        "3 note: two",
        "2 met Ana",
    ]


def test_what_came_later_to_a_fact_stands_under_its_own_day(home: OwnLedger) -> None:
    tell(
        home,
        """
        2026-03-01 search for "planner"
        2026-03-01 event "Fair" 2h
        2026-03-02 event "Fair" cancelled
        2026-03-01 opening "Planner" at Brightwater
        2026-03-03 closed "Planner"
        2026-03-04 pause
        2026-03-06 resume
        2026-03-08 pause until 2026-03-08
        2026-03-09 search closed
        """,
    )
    assert march(home) == [
        "9 search closed",
        "8 pause until 2026-03-08",
        "6 resume",
        "4 pause",
        '3 closed "Planner" at Brightwater',
        '2 event "Fair" cancelled',
        '1 search for "planner"',
        '1 event "Fair" 2h',
        '1 opening "Planner" at Brightwater',
    ]


def test_what_one_line_says_is_told_once(home: OwnLedger) -> None:
    tell(
        home,
        """
        2026-03-02 met Ana
        2026-03-02 asked Ana for an introduction to Ben
        2026-03-03 Ana promised
        2026-03-04 Ana introduced me to Ben
        2026-03-04 asked Ben about openings
        2026-03-05 Ben told me of "Planner" at Brightwater
        2026-03-06 asked Ana for a talk
        2026-03-07 Ana promised
        2026-03-08 Ana kept the promise
        """,
    )
    assert [line for line in march(home) if "promise" in line] == [
        "8 Ana kept the promise",
        "7 Ana promised",
        "3 Ana promised",
    ]


def test_whoever_no_line_of_the_day_names_has_one_of_her_own(home: OwnLedger) -> None:
    tell(
        home,
        """
        2026-03-02 person Ana Reyes (Harbor Foods, buyer)
        2026-03-03 met Ana Reyes
        2026-03-03 met Ben Ode (Brightwater)
        2026-03-03 thanked Ben Ode
        """,
    )
    told = told_month(story_months(home), MARCH, first=0, most=9)
    assert [with_details(line)[11:] for line in told.lines] == [
        "met Ana Reyes",
        "met Ben Ode (Brightwater)",
        "thanked Ben Ode",
        "person Ana Reyes (Harbor Foods, buyer)",
    ]


def test_a_line_says_when_it_was_recorded_apart_from_its_words(home: OwnLedger) -> None:
    tell(home, "2026-03-02 met Ana\n2026-03-03 thanked Ana [recorded 2026-03-09T10:00:00+01:00]")
    thanked, met = told_month(story_months(home), MARCH, first=0, most=9).lines
    assert thanked.words == "thanked Ana"
    assert thanked.recorded_at == datetime.fromisoformat("2026-03-09T10:00:00+01:00")
    assert met.recorded_at is None


def test_a_month_is_shown_in_parts(home: OwnLedger) -> None:
    tell(home, "\n".join(f"2026-03-{day:02} note: {day}" for day in range(1, 29)))
    part = told_month(story_months(home), MARCH, first=10, most=3)
    assert (part.first, part.total) == (10, 28)
    assert [line.words for line in part.lines] == ["note: 18", "note: 17", "note: 16"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ana", ["thanked Ána Núñez", "met Ána Núñez"]),
        ("nunez MET", ["met Ána Núñez"]),
        ("harbor", ["met Ána Núñez"]),
        ("2026-03", ["thanked Ána Núñez", "note: about nobody"]),
        ("nobody", ["note: about nobody"]),
        ("zzz", []),
    ],
)
def test_lines_are_found_by_their_words_the_latest_first(
    home: OwnLedger, words: str, found: list[str]
) -> None:
    tell(
        home,
        """
        2026-02-20 met Ána Núñez (Harbor Foods)
        2026-03-02 note: about nobody
        2026-03-03 thanked Ána
        """,
    )
    told = found_lines(home, story_months(home), words, first=0, most=9)
    assert [line.words for line in told.lines] == found
    assert told.total == len(found)


def test_a_month_is_worked_out_once_for_a_state_of_the_ledger(
    home: OwnLedger, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tell(home, "2026-03-02 met Ana")
    first = story_months(home)
    with django_assert_num_queries(1):
        assert story_months(home) is first
    home.record(("thanked Ana",), today=date(2026, 3, 3), recorded_at=NOW)
    assert story_months(home).total == 2
