"""Asks and what came of them, as a story tells them."""

from datetime import date

import pytest

from keepknocking.ledger.asks import Ask, AskStatus, Channel, Purpose
from keepknocking.ledger.people import TieSource, TieStrength
from keepknocking.ledger.searches import Goal
from keepknocking.ledger.story.problems import Problem
from keepknocking.ledger.story.reading import Story, read_story
from keepknocking.ledger.story.writing import write_story

FIRST = "ana-reyes-2026-03-03"
START = "2026-03-02 met Ana Reyes\n2026-03-02 met Ben Ode\n"
ASKED = START + "2026-03-03 asked Ana for an introduction\n"


def problem(text: str) -> Problem:
    problems = read_story(text).problems
    assert len(problems) == 1, [one.sentence() for one in problems]
    return problems[0]


def good(text: str) -> Story:
    story = read_story(text)
    assert [one.sentence() for one in story.problems] == []
    return story


def asks(text: str) -> tuple[Ask, ...]:
    return good(text).ledger.asks


def only_ask(text: str) -> Ask:
    (ask,) = asks(text)
    return ask


@pytest.mark.parametrize(
    ("words", "purpose"),
    [
        ("for an introduction", Purpose.INTRODUCTION),
        ("for an intro", Purpose.INTRODUCTION),
        ("to introduce me to Chen", Purpose.INTRODUCTION),
        ("for a conversation", Purpose.CONVERSATION),
        ("for a talk", Purpose.CONVERSATION),
        ("for a chat", Purpose.CONVERSATION),
        ("for coffee", Purpose.CONVERSATION),
        ("for a referral", Purpose.REFERRAL),
        ("about openings", Purpose.OPENING),
        ("about an opening", Purpose.OPENING),
        ("about jobs", Purpose.OPENING),
        ("about Planner at Brightwater", Purpose.OPENING),
    ],
)
def test_what_is_asked_for(words: str, purpose: Purpose) -> None:
    assert only_ask(f"{START}2026-03-03 asked Ana {words}").purpose is purpose


@pytest.mark.parametrize(
    ("words", "channel"),
    [
        ("by email", Channel.EMAIL),
        ("by e-mail", Channel.EMAIL),
        ("by phone", Channel.PHONE),
        ("by call", Channel.PHONE),
        ("via LinkedIn", Channel.MESSAGE),
        ("on the telephone", Channel.PHONE),
        ("by text", Channel.MESSAGE),
        ("by letter", Channel.LETTER),
        ("in person", Channel.IN_PERSON),
    ],
)
def test_how_it_was_asked(words: str, channel: Channel) -> None:
    assert only_ask(f"{START}2026-03-03 asked Ana for a talk {words}").channel is channel
    with_name = only_ask(f"{START}2026-03-03 asked Ana for an introduction to Ben {words} 15m")
    assert (with_name.channel, with_name.minutes) == (channel, 15)


def test_all_the_parts_of_an_ask_in_any_order() -> None:
    ask = only_ask(
        START + "2026-03-03 asked Ana for an introduction by phone, 15m, at Oak Bank to Chen Wu "
        'through Ben for "Planner" at Brightwater as #first'
    )
    assert ask == Ask(
        id="first",
        of="ana-reyes",
        purpose=Purpose.INTRODUCTION,
        asked=ask.asked,
        towards="chen-wu",
        organization="Oak Bank",
        opening="planner-brightwater",
        channel=Channel.PHONE,
        through="ben-ode",
        minutes=15,
    )


def test_asks_of_one_day_get_ids_that_differ_in_the_order_of_the_file() -> None:
    text = ASKED + "2026-03-03 asked Ana for a talk\n"
    assert [ask.id for ask in asks(text)] == ["ana-reyes-2026-03-03", "ana-reyes-2026-03-03-2"]
    found = problem(text + "2026-03-04 asked Ben for a talk by email #ana-reyes-2026-03-03")
    assert "an id that no other ask has" in found.expected


def test_an_ask_of_somebody_of_a_later_line() -> None:
    text = "2026-03-03 asked Ana about openings\n2026-03-02 met Ana Reyes"
    assert only_ask(text).id == "ana-reyes-2026-03-03"
    text = "2026-03-03 asked Ana about openings\n2026-03-03 asked Ben about openings"
    assert len(read_story(text).problems) == 2


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        ("2026-03-04 nudged Ana", AskStatus.SILENT),
        ("2026-03-04 Ana replied", AskStatus.SILENT),
        ("2026-03-04 Ana promised", AskStatus.PROMISED),
        ("2026-03-04 Ana said yes\n2026-03-05 nudged Ana", AskStatus.PROMISED),
        ("2026-03-04 Ana declined", AskStatus.DECLINED),
        ("2026-03-04 Ana said no", AskStatus.DECLINED),
        ("2026-03-04 Ana kept the promise", AskStatus.FULFILLED),
        ("2026-03-04 Ana promised\n2026-03-04 Ana kept the promise", AskStatus.FULFILLED),
        ("2026-03-04 Ana introduced me to Ben", AskStatus.FULFILLED),
    ],
)
def test_what_may_come_to_an_ask(lines: str, status: AskStatus) -> None:
    assert only_ask(ASKED + lines).status is status


def test_a_line_of_a_later_day_may_stand_above() -> None:
    text = f"2026-03-05 Ana promised\n2026-03-04 nudged Ana\n{ASKED}"
    assert only_ask(text).status is AskStatus.PROMISED


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("2026-03-02 Ana promised", "a day not before the ask: Ana Reyes was asked on 2026-03-03"),
        ("2026-03-04 Ben promised", "an open ask: Ben Ode was not asked by then"),
        (
            "2026-03-04 Ana declined\n2026-03-05 Ana promised",
            "the one of 2026-03-03 was declined on 2026-03-04; if you asked again",
        ),
        (
            "2026-03-04 Ana promised\n2026-03-05 Ana promised",
            "the one of 2026-03-03 was promised on 2026-03-04",
        ),
        (
            "2026-03-04 Ana kept the promise\n2026-03-05 nudged Ana",
            "the one of 2026-03-03 was kept on 2026-03-04",
        ),
        (
            "2026-03-04 Ana promised\n2026-03-05 Ana declined #ana-reyes-2026-03-03",
            "an ask without an answer: it was promised on 2026-03-04",
        ),
        (
            "2026-03-04 Ana kept the promise\n2026-03-05 Ana kept the promise #" + FIRST,
            "an ask still to be kept: it was kept on 2026-03-04",
        ),
        (
            "2026-03-04 Ana declined\n2026-03-05 Ana kept the promise #ana-reyes-2026-03-03",
            "it was not promised",
        ),
        ("2026-03-02 Ana promised #ana-reyes-2026-03-03", "an ask not later than this line"),
        ("2026-03-04 Ben promised #ana-reyes-2026-03-03", "an ask of Ben Ode: this one is of Ana"),
        ("2026-03-04 nudged Ana about #ana-reyes-2026-03-04", "the id of an ask"),
        ("2026-03-04 nudged Ana about it", "the id of an ask, for example"),
        ("2026-03-04 Ben referred me for Planner at Brightwater", "Ben Ode was not asked by then"),
        (
            "2026-03-05 Ana introduced me to Ben out of #ana-reyes-2026-03-03",
            "an ask that was kept by 2026-03-05",
        ),
        ("2026-03-05 Ana introduced me to Ben out of #x", "the id of an ask"),
        (
            '2026-03-05 opening "Planner" at Brightwater out of #ana-reyes-2026-03-03',
            "an ask that was kept by 2026-03-05",
        ),
    ],
)
def test_an_answer_that_fits_no_ask_says_why(lines: str, expected: str) -> None:
    assert expected in problem(ASKED + lines).expected


def test_a_wrong_id_shows_the_nearest() -> None:
    found = problem(ASKED + "2026-03-04 Ana promised #ana-reyes-2026-03-04")
    assert found.nearest == "#ana-reyes-2026-03-03"


TWO = ASKED + "2026-03-04 asked Ana for a talk\n"


def test_several_open_asks_need_an_id() -> None:
    found = problem(TWO + "2026-03-05 Ana promised")
    assert found.found == "Ana promised"
    assert found.nearest == (
        "#ana-reyes-2026-03-03 (an introduction, asked on 2026-03-03) or "
        "#ana-reyes-2026-03-04 (a conversation, asked on 2026-03-04)"
    )
    first, second = asks(TWO + "2026-03-05 Ana promised #ana-reyes-2026-03-04")
    assert (first.status, second.status) == (AskStatus.SILENT, AskStatus.PROMISED)
    assert asks(TWO + "2026-03-05 nudged Ana about #ana-reyes-2026-03-04")[1].nudges != ()


def test_what_fits_one_ask_alone_needs_no_id() -> None:
    promised = TWO + "2026-03-05 Ana promised #ana-reyes-2026-03-04\n"
    first, second = asks(promised + "2026-03-06 Ana promised\n")
    assert first.status is second.status is AskStatus.PROMISED
    _, second = asks(promised + "2026-03-06 Ana kept the promise")
    assert second.status is AskStatus.FULFILLED
    first, _ = asks(promised + "2026-03-06 Ana introduced me to Ben")
    assert first.status is AskStatus.FULFILLED
    _, second = asks(promised + "2026-03-06 talked with Ana")
    assert second.status is AskStatus.FULFILLED


def test_an_ask_appended_for_an_earlier_day_changes_no_answer_above_it() -> None:
    text = ASKED + "2026-03-10 Ana promised\n2026-03-05 asked Ana for a talk\n"
    assert [ask.status for ask in asks(text)] == [AskStatus.PROMISED, AskStatus.SILENT]


def test_an_introduction_keeps_the_ask_for_just_that_person() -> None:
    text = (
        START
        + "2026-03-03 asked Ana for an introduction to Chen Wu\n"
        + "2026-03-04 asked Ana for an introduction to Ben Ode\n"
    )
    first, second = asks(text + "2026-03-05 Ana introduced me to Ben")
    assert (first.is_open, second.is_open) == (True, False)
    assert (
        "one ask: several are open"
        in problem(text + "2026-03-05 Ana introduced me to Dana").expected
    )
    ledger = good(text + "2026-03-05 Ana introduced me to Dana unasked").ledger
    assert ledger.introductions[0].ask is None
    assert all(ask.is_open for ask in ledger.asks)
    ledger = good(
        text + "2026-03-05 Ana introduced me to Dana answering #ana-reyes-2026-03-04"
    ).ledger
    assert ledger.introductions[0].ask == "ana-reyes-2026-03-04"
    assert [ask.is_open for ask in ledger.asks] == [True, False]


def test_what_comes_of_a_promise_is_promised_the_same_day_if_it_was_not_before() -> None:
    ask = only_ask(ASKED + "2026-03-05 Ana introduced me to Ben")
    assert ask.answer is not None
    assert ask.answer.when == ask.fulfilment
    ask = only_ask(ASKED + "2026-03-04 Ana promised\n2026-03-05 Ana introduced me to Ben")
    assert ask.answer is not None
    assert ask.answer.when.on == date(2026, 3, 4)


def test_several_things_may_come_of_one_ask() -> None:
    text = ASKED + "2026-03-05 Ana introduced me to Ben\n"
    more = "2026-03-06 Ana introduced me to Chen out of #ana-reyes-2026-03-03\n"
    again = "2026-03-07 Ana introduced me to Dana answering #ana-reyes-2026-03-03\n"
    made = good(text + more + again).ledger.introductions
    assert [one.ask for one in made] == ["ana-reyes-2026-03-03"] * 3


def test_after_a_refusal_a_promise_needs_a_new_ask() -> None:
    text = ASKED + "2026-03-04 Ana declined\n2026-03-05 Ana introduced me to Ben\n"
    assert good(text).ledger.introductions[0].ask is None
    found = problem(
        ASKED
        + "2026-03-04 Ana declined\n"
        + "2026-03-05 Ana introduced me to Ben answering #ana-reyes-2026-03-03"
    )
    assert "it was not promised" in found.expected


def test_an_opening_somebody_told_of_keeps_the_ask_about_openings() -> None:
    text = START + "2026-03-03 asked Ben about openings at Oak Bank\n"
    other = text + "2026-03-04 asked Ben about openings at Brightwater\n"
    told = '2026-03-05 Ben told me of "Planner" at brightwater\n'
    (opening,) = good(other + told).ledger.openings
    assert (opening.told_by, opening.ask) == ("ben-ode", "ben-ode-2026-03-04")
    named = other + '2026-03-04 asked Ben about "Clerk" at Oak Bank\n'
    ledger = good(named + '2026-03-06 Ben told me about "Clerk" at Oak Bank').ledger
    assert not ledger.ask["ben-ode-2026-03-04-2"].is_open
    assert good(text + told.strip() + " unasked").ledger.openings[0].ask is None
    found = '2026-03-05 opening "Planner" at Brightwater answering #ben-ode-2026-03-03'
    (opening,) = good(text + found).ledger.openings
    assert (opening.told_by, opening.ask) == (None, "ben-ode-2026-03-03")


def test_talking_is_an_encounter_that_may_keep_an_ask() -> None:
    text = START + "2026-03-03 asked Ben for a coffee\n2026-03-03 event Fair\n"
    ledger = good(text + "2026-03-04 talked with Ben at the fair").ledger
    assert ledger.encounters[-1].event == "fair-2026-03-03"
    assert not ledger.asks[0].is_open
    assert len(good(text + "2026-03-04 talked to Ana").ledger.encounters) == 3
    named = good(text + "2026-03-04 talked with Ben answering #ben-ode-2026-03-03").ledger
    assert not named.asks[0].is_open


def test_a_referral_keeps_an_ask_for_one() -> None:
    text = START + "2026-03-03 asked Ben for a referral at Brightwater\n"
    referred = '2026-03-04 Ben referred me for "Planner" at Brightwater'
    assert not only_ask(text + referred).is_open
    assert not only_ask(text + referred + " answering #ben-ode-2026-03-03").is_open


@pytest.mark.parametrize(
    ("line", "strength", "source"),
    [
        ("know Chen well", TieStrength.CLOSE, TieSource.TOLD),
        ("I know Chen", TieStrength.ACQUAINTANCE, TieSource.TOLD),
        ("know Chen slightly, imported", TieStrength.ACQUAINTANCE, TieSource.IMPORTED),
        ("Ana knows Chen not yet inferred", TieStrength.STRANGER, TieSource.INFERRED),
    ],
)
def test_how_well_somebody_is_known(line: str, strength: TieStrength, source: TieSource) -> None:
    (tie,) = good(f"{START}2026-03-03 {line}").ledger.ties
    assert (tie.to, tie.strength, tie.source) == ("chen", strength, source)
    assert (tie.of is None) == ("Ana" not in line)


def test_the_search_and_its_end() -> None:
    text = "2026-03-02 search for planner in logistics goal interview, 8.5 hours a week zone UTC\n"
    search = good(text).ledger.search
    assert search is not None
    assert (search.wanted, search.goal) == ("planner in logistics", Goal.INTERVIEW)
    assert (search.hours_a_week, search.zone) == (8.5, "UTC")
    assert "it started on 2026-03-02" in problem(text + "2026-03-03 search").expected
    closed = text + "2026-03-04 search closed\n"
    assert "it was closed on 2026-03-04" in problem(closed + "2026-03-05 search closed").expected
    assert "write its search line first" in problem("2026-03-04 search closed").expected


def test_a_name_that_begins_with_i_is_no_i() -> None:
    ledger = good('2026-03-02 met "I" (Oak Bank)\n2026-03-03 I knows Chen Wu').ledger
    assert ledger.ties[0].of == "i"


def test_what_says_nothing_more_is_written_short() -> None:
    ledger = good("2026-03-02 search").ledger
    assert write_story(ledger) == "2026-03-02 search\n"


def test_two_openings_of_one_ask_are_written_and_read_again() -> None:
    text = START + "2026-03-03 asked Ben about openings\n"
    told = '2026-03-05 Ben told me of "{}" at Brightwater answering #ben-ode-2026-03-03\n'
    ledger = good(text + told.format("Planner") + told.format("Clerk")).ledger
    assert good(write_story(ledger)).ledger == ledger
    late = told.replace("05", "07", 1).format("Driver")
    ledger = good(text + told.format("Planner") + late).ledger
    assert good(write_story(ledger)).ledger == ledger


def test_pauses() -> None:
    text = "2026-03-02 pause\n"
    found = problem(text + "2026-03-03 pause")
    assert found.expected == "resume before another pause: the search rests since 2026-03-02"
    assert "does not rest on that day" in problem("2026-03-03 resume").expected
    both = good(text + "2026-03-03 pause again\n2026-03-04 resume\n2026-03-05 resume").ledger
    assert [pause.until.on.day for pause in both.pauses if pause.until] == [5, 4]
    ahead = good("2026-03-02 pause until 14 April 2026").ledger.pauses[0]
    assert ahead.until is not None
    assert ahead.until.on == date(2026, 4, 14)
    assert "taking up the search" in problem("2026-03-02 pause until 2026-03-01").expected


def test_what_was_noted_is_kept_as_it_was_written() -> None:
    text = START + '2026-03-03 note about Ana: "likes" mails.\n2026-03-03 Note: "a\\nb"\n'
    first, second = good(text + "").ledger.notes
    assert (first.text, first.person) == ('"likes" mails.', "ana-reyes")
    assert (second.text, second.person) == ("a\nb", None)
    assert "begins with what you did" in problem("2026-03-03 note").expected


def test_effort_thanks_rules_and_debriefs() -> None:
    ledger = good(
        START
        + "2026-03-02 event Fair\n2026-03-02 debrief Fair: name, talked to 9 people\n"
        + "2026-03-03 effort 45 minutes on cover letters\n2026-03-03 effort 1h\n"
        + "2026-03-03 do not contact Ana\n2026-03-04 may contact Ana\n"
        + "2026-03-04 don't contact Ben\n"
    ).ledger
    assert [(one.minutes, one.on) for one in ledger.efforts] == [(45, "cover letters"), (60, None)]
    assert (ledger.may_contact("ana-reyes"), ledger.may_contact("ben-ode")) == (True, False)
    assert ledger.debriefs[0].talked_to == 9
