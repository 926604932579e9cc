"""Continuing a ledger: new lines count all or not at all, and old facts stay what they were."""

from datetime import UTC, date, datetime

import pytest

from keepknocking.ledger.asks import Answer, AnswerKind
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.moments import When
from keepknocking.ledger.searches import Pause
from keepknocking.ledger.story.appending import appended
from keepknocking.ledger.story.continuing import Continued, continued
from keepknocking.ledger.story.lines import LONGEST_LINE
from keepknocking.ledger.story.reading import read_story

TODAY = date(2026, 3, 16)
NOW = datetime(2026, 3, 16, 9, 30, tzinfo=UTC)
STORY = """2026-03-02 met Ana Reyes (Harbor Foods, buyer)
2026-03-02 event Fair
2026-03-03 asked Ana for an introduction
2026-03-10 opening Planner at Brightwater
2026-03-12 Ana promised
"""
LEDGER = read_story(STORY).ledger
KEPT = read_story(STORY + "2026-03-13 Ana introduced me to Ben Ode\n").ledger


def on(number: int) -> When:
    return When(date(2026, 3, number))


def told(*lines: str, ledger: Ledger = LEDGER, today: date = TODAY) -> Continued:
    """What new lines make of a ledger, which must be without problems."""
    done = continued(ledger, lines, today=today)
    assert [problem.sentence() for problem in done.problems] == []
    return done


def problem(*lines: str, ledger: Ledger = LEDGER, today: date = TODAY) -> str:
    """The one problem of new lines, which must then leave the ledger as it was."""
    done = continued(ledger, lines, today=today)
    assert done.ledger is ledger
    assert done.added == done.new == ()
    (found,) = done.problems
    return found.sentence()


def test_a_line_without_a_day_is_of_today_and_what_is_earlier_is_marked() -> None:
    done = continued(LEDGER, ["thanked ana", "2026-03-14 nudged Ana"], today=TODAY, recorded_at=NOW)
    assert done.added == (
        "2026-03-16 thanked Ana Reyes",
        "2026-03-14 nudged Ana Reyes [recorded 2026-03-16T09:30:00+00:00]",
    )
    assert done.ledger.thanks[0].when == When(TODAY)
    assert done.ledger.asks[0].nudges == (When(date(2026, 3, 14), NOW),)


def test_a_day_that_has_not_come_is_refused_unless_it_is_that_of_a_plan() -> None:
    assert "a day that has come (today is 2026-03-16)" in problem("2026-03-17 thanked Ana")
    assert told("2026-04-02 event Gala").new == ("Gala",)


def test_a_clock_set_back_is_a_problem() -> None:
    sentence = problem("thanked Ana", today=date(2026, 3, 5))
    assert "but the story already has a fact of 2026-03-12" in sentence
    nudged = told("2026-03-14 nudged Ana").ledger
    sentence = problem("thanked Ana", ledger=nudged, today=date(2026, 3, 13))
    assert "but the story already has a fact of 2026-03-14" in sentence


def test_an_announced_end_of_a_pause_does_not_stop_the_clock() -> None:
    resting = told("pause until 2026-04-01").ledger
    assert told("thanked Ana", ledger=resting).added == ("2026-03-16 thanked Ana Reyes",)


def test_all_or_none_with_lines_and_columns_as_they_were_typed() -> None:
    sentence = problem("thanked Ana", "", "2026-03-14", "  thanked Zoe")
    assert sentence.startswith('Line 4, column 11: found "Zoe"')
    nearest = problem("thanked Ana Reves")
    assert nearest.endswith("nearest: Ana Reyes.")


def test_who_and_what_is_new_is_told_once_and_in_order() -> None:
    done = told(
        '2026-03-14 met Chen Wu at "Gala"',
        "asked Chen about openings to Dana Frost for Clerk at Oakfield",
        "thanked Chen",
        "met Ana",
    )
    assert done.new == ("Chen Wu", "Gala", "Dana Frost", "Clerk")


def test_remarks_of_the_seeker_are_no_facts_and_records_of_corrections_are() -> None:
    done = told("# a remark", 'corrected "a" -> nothing')
    assert done.added == ('2026-03-16 corrected "a" -> nothing',)
    assert done.ledger.corrections[0].was == "a"


def test_a_line_that_would_be_too_long_as_it_is_written_is_refused() -> None:
    unquotable = "note: [" + "\\" * (LONGEST_LINE // 2 + 100) + "]"
    assert "a line of at most 10000 characters" in problem(unquotable)


def test_steps_answer_the_ask_as_it_stood_on_their_day() -> None:
    ask = told("2026-03-14 Ana kept the promise").ledger.asks[0]
    assert (ask.fulfilment, ask.answer) == (on(14), Answer(kind=AnswerKind.PROMISED, when=on(12)))
    assert told("2026-03-11 nudged Ana", ledger=KEPT).ledger.asks[0].nudges == (on(11),)
    assert "an open ask: the one of 2026-03-03 was kept on 2026-03-13" in problem(
        "nudged Ana", ledger=KEPT
    )
    assert "a day not before the ask: Ana Reyes was asked on 2026-03-03" in problem(
        "2026-03-02 nudged Ana"
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2026-03-05 Ana declined", "an ask without an answer: it was promised on 2026-03-12"),
        ("2026-03-05 Ana kept the promise", "it was promised on 2026-03-12"),
        ("2026-03-12 Ana kept the promise", "still to be kept: it was kept on 2026-03-13"),
        (
            "2026-03-12 Ana introduced me to Chen answering #ana-reyes-2026-03-03",
            "still to be kept: it was kept on 2026-03-13",
        ),
    ],
)
def test_what_contradicts_a_later_fact_is_a_problem_of_the_new_line(
    line: str, expected: str
) -> None:
    sentence = problem(line, ledger=KEPT)
    assert sentence.startswith("Line 1, column ")
    assert expected in sentence


def test_an_introduction_stays_with_its_ask_whatever_is_asked_later() -> None:
    line = "2026-03-11 asked Ana for an introduction to Ben as #second"
    done = told(line, ledger=KEPT)
    assert done.ledger.introductions == KEPT.introductions
    assert done.ledger.ask["ana-reyes-2026-03-03"] == KEPT.asks[0]
    assert done.ledger.ask["second"].fulfilment is None
    # The text, read once more, would give the old introduction to the new ask.
    text = STORY + "2026-03-13 Ana introduced me to Ben Ode\n"
    again = read_story(text + line).ledger
    assert again.introductions[0].ask == "second"
    assert again.ask["ana-reyes-2026-03-03"].fulfilment is None


def test_what_came_before_does_not_take_an_ask_that_was_kept_by_something_later() -> None:
    done = told("2026-03-12 Ana introduced me to Chen Wu", ledger=KEPT)
    assert [made.ask for made in done.ledger.introductions] == [None, "ana-reyes-2026-03-03"]
    assert done.ledger.asks == KEPT.asks
    text = STORY + "2026-03-13 Ana introduced me to Ben Ode\n"
    again = read_story(text + "2026-03-12 Ana introduced me to Chen Wu").ledger
    assert [made.ask for made in again.introductions] == ["ana-reyes-2026-03-03", None]


def test_of_two_answers_of_one_day_the_later_one_is_named_as_in_the_story() -> None:
    text = (
        "2026-03-02 met Ana\n2026-03-03 asked Ana for a referral as #a\n"
        "2026-03-03 asked Ana for a coffee as #b\n"
        "2026-03-06 Ana promised #a\n2026-03-06 Ana declined #b\n"
    )
    (found,) = continued(read_story(text).ledger, ["Ana promised"], today=TODAY).problems
    (again,) = appended(text, ["Ana promised"], today=TODAY).problems
    assert found.expected == again.expected
    assert "was declined on 2026-03-06" in found.expected


def test_old_asks_stand_above_the_new_lines() -> None:
    lines = ("2026-03-14 nudged Ana", "2026-03-13 asked Ana for a coffee")
    done = told(*lines)
    assert done.ledger.asks[0].nudges == (on(14),)
    assert "one ask: several are open" in problem(*lines, "2026-03-15 nudged Ana")
    lines = ("nudged Ana about #ana-reyes-2026-03-03", "Ana replied #ana-reyes-2026-03-03")
    more = told(*lines, ledger=done.ledger).ledger.asks[0]
    assert (more.nudges, more.replies) == ((on(14), When(TODAY)), (When(TODAY),))
    again = told("2026-03-15 Ana replied #ana-reyes-2026-03-03", ledger=done.ledger).ledger
    assert again.asks[0].nudges == (on(14),)


def test_a_referral_needs_an_ask_that_is_still_to_be_kept() -> None:
    story = STORY + "2026-03-04 asked Ana for a referral\n2026-03-14 Ana kept the promise #"
    ledger = read_story(story + "ana-reyes-2026-03-04\n").ledger
    sentence = problem("2026-03-11 Ana referred me for Planner", ledger=ledger)
    assert "an ask without an answer" in sentence or "still to be kept" in sentence


def test_of_an_unknown_id_the_nearest_ask_is_shown() -> None:
    sentence = problem("thanked Ana", "Ana kept the promise #ana-reyes-2026-03-3")
    assert sentence.endswith("nearest: #ana-reyes-2026-03-03.")


def test_what_is_new_about_a_person_an_opening_and_an_event_is_kept() -> None:
    done = told("person Ana (Oak Bank)", "closed Planner", "2026-03-01 event Fair cancelled")
    (ana,) = done.ledger.people
    assert (ana.organization, ana.role, ana.known) == ("Oak Bank", None, on(2))
    assert done.ledger.openings[0].closed == When(TODAY)
    assert done.ledger.events[0].cancelled == on(1)
    assert done.new == ()
    assert "it was closed on 2026-03-16" in problem("2026-03-11 closed Planner", ledger=done.ledger)


def test_an_opening_told_of_again_keeps_its_origin() -> None:
    ledger = told("2026-03-14 Ana told me of Clerk at Oakfield").ledger
    again = told("met Ben Ode", "Ben told me of Clerk", "closed Clerk", ledger=ledger).ledger
    assert again.opening["clerk-oakfield"].told_by == "ana-reyes"
    assert again.opening["clerk-oakfield"].closed == When(TODAY)


def test_a_new_pause_leaves_the_ends_of_old_ones_where_they_are() -> None:
    ledger = told("2026-03-04 pause", "2026-03-08 resume").ledger
    done = told("2026-03-06 pause again", ledger=ledger)
    assert done.ledger.pauses == (Pause(since=on(4), until=on(8)), Pause(since=on(6)))
    text = "2026-03-04 pause\n2026-03-08 resume\n2026-03-06 pause again"
    assert read_story(text).ledger.pauses == (
        Pause(since=on(4)),
        Pause(since=on(6), until=on(8)),
    )
    assert "the search rests since 2026-03-04" in problem("2026-03-06 pause", ledger=ledger)
    assert "the one since 2026-03-04 ends on 2026-03-08" in problem(
        "2026-03-06 resume", ledger=ledger
    )
    assert told("2026-03-09 resume", ledger=done.ledger).ledger.pauses[1].until == on(9)


def test_one_search_which_does_not_close_before_it_starts() -> None:
    ledger = told("2026-03-04 search for planner").ledger
    assert "one search only: it started on 2026-03-04" in problem("search", ledger=ledger)
    assert "a search that has started" in problem("2026-03-03 search closed", ledger=ledger)


def test_a_correction_quotes_a_line_as_the_story_writes_it() -> None:
    line = 'correction "2026-03-12 Ana Reyes promised" -> "2026-03-13 Ana Reyes declined"'
    done = told(line, '2026-03-14 met Chen Wu at "Gala"', "opening Clerk at Oakfield")
    assert done.ledger.asks[0].answer == Answer(kind=AnswerKind.DECLINED, when=on(13))
    assert done.ledger.corrections[0].was == "2026-03-12 Ana Reyes promised"
    assert done.new == ("Chen Wu", "Gala", "Clerk")
    assert done.added[0] == f"2026-03-16 {line}"
    sentence = problem("thanked Ana", "  correction " + '"2026-03-12 Ana promise" -> nothing')
    assert sentence.startswith("Line 2, column 3: ")
    assert sentence.endswith("nearest: 2026-03-12 Ana Reyes promised.")


def test_a_ledger_and_its_text_go_on_in_the_same_way() -> None:
    ledger, text = Ledger(), ""
    for line in [*STORY.splitlines(), "2026-03-13 Ana introduced me to Ben Ode (Oak Bank)"]:
        ledger = told(line, ledger=ledger).ledger
        text = appended(text, [line], today=TODAY).text
    assert ledger == read_story(text).ledger
