"""Who and what a line means: names, ids, details, events and openings."""

from datetime import date

import pytest

from keepknocking.ledger.story.problems import Problem
from keepknocking.ledger.story.reading import Story, read_story
from keepknocking.ledger.story.writing import write_story

NEW = "2026-03-02 met"


def problem(text: str) -> Problem:
    problems = read_story(text).problems
    assert len(problems) == 1, [one.sentence() for one in problems]
    return problems[0]


def good(text: str) -> Story:
    story = read_story(text)
    assert [one.sentence() for one in story.problems] == []
    return story


def thanked(text: str) -> list[str]:
    return [thanks.person for thanks in good(text).ledger.thanks]


def test_an_event_that_somebody_was_met_at_need_not_have_a_line_of_its_own() -> None:
    ledger = good(
        """
        2026-03-02 met Ana at the Chamber breakfast
        2026-03-02 met Ben at the chamber breakfast
        2026-03-09 met Chen at "Planners' dinner"
        """
    ).ledger
    assert [(event.name, event.when.on.day) for event in ledger.events] == [
        ("Chamber breakfast", 2),
        ("Planners' dinner", 9),
    ]
    assert [met.event for met in ledger.encounters[:2]] == [ledger.events[0].id] * 2
    assert read_story(write_story(ledger)).ledger == ledger


def test_an_event_that_may_be_a_slip_is_asked_about() -> None:
    found = problem('2026-03-02 event "Chamber breakfast"\n2026-03-02 met Ana at Chamber brekfast')
    assert found.nearest == "Chamber breakfast"
    assert problem("2026-03-02 met Ana at Fair #spring").found == "Fair #spring"


@pytest.mark.parametrize("name", ["Ana Reyes", "Ana", "ana REYES", "Aná", "ANA"])
def test_a_name_is_known_by_its_beginning_without_capitals_and_accents(name: str) -> None:
    text = f"{NEW} Ana Reyes\n2026-03-02 met Ben Ode\n2026-03-03 thanked {name}"
    assert thanked(text) == ["ana-reyes"]


def test_a_beginning_is_whole_words() -> None:
    assert problem(f"{NEW} Anabel Reyes\n2026-03-03 thanked Ana").nearest == "Anabel Reyes"


def test_an_ambiguous_first_name_lists_the_candidates() -> None:
    found = problem(f"{NEW} Ana Reyes\n{NEW} Ana Costa\n2026-03-03 thanked Ana")
    assert (found.line, found.column, found.found) == (3, 20, "Ana")
    assert found.nearest == "Ana Reyes #ana-reyes or Ana Costa #ana-costa"
    found = problem(f"{NEW} Ana Reyes\n{NEW} Ana Costa\n2026-03-03 met Ana")
    assert "there are several of the name" in found.expected


def test_what_is_appended_never_makes_an_older_line_ambiguous() -> None:
    older = f"{NEW} Ana Reyes\n2026-03-03 thanked Ana\n"
    assert thanked(older + "2026-03-01 met Ana Costa") == ["ana-reyes"]


def test_somebody_of_a_later_line_is_found_where_nobody_else_is() -> None:
    assert thanked(f"2026-03-03 thanked Ana\n{NEW} Ana Reyes") == ["ana-reyes"]
    found = problem(f"2026-03-03 thanked Ana\n{NEW} Ana Reyes\n{NEW} Ana Costa")
    assert found.line == 1


def test_an_unknown_name_is_a_problem_with_the_nearest_and_what_to_write() -> None:
    found = problem(f"{NEW} Ana Reyes\n2026-03-12 Anna promised")
    assert found.sentence() == (
        'Line 2, column 12: found "Anna", expected somebody of the story; to add a person, write '
        '"person Anna" first; nearest: Ana Reyes.'
    )
    assert problem("2026-03-12 thanked Ana").nearest is None


@pytest.mark.parametrize(
    "line",
    [
        "person Ben Ode",
        "met Ben Ode",
        "know Ben Ode",
        "Ana knows Ben Ode",
        "Ana introduced me to Ben Ode",
        "asked Ana for an introduction to Ben Ode",
        "asked Ben Ode (Brightwater) about openings",
        "thanked Ben Ode (Brightwater)",
        "asked Ana for a talk through Ben Ode (Brightwater)",
    ],
)
def test_what_brings_somebody_in(line: str) -> None:
    ledger = good(f"{NEW} Ana Reyes\n2026-03-03 {line}").ledger
    assert [person.id for person in ledger.people] == ["ana-reyes", "ben-ode"]
    again = good(f"{NEW} Ana Reyes\n{NEW} Ben Ode (Brightwater)\n2026-03-03 {line}").ledger
    assert ledger.person["ben-ode"].known.on == date(2026, 3, 3)
    assert [person.id for person in again.people] == ["ana-reyes", "ben-ode"]


def test_two_people_of_one_name_are_told_apart_by_their_ids() -> None:
    text = f"""
        {NEW} Ana Reyes (Harbor Foods)
        2026-03-03 met Ana Reyes #ana-reyes-2 (Oak Bank)
        2026-03-04 thanked Ana Reyes #ana-reyes-2
        2026-03-05 thanked ana #ana-reyes
    """
    assert thanked(text) == ["ana-reyes-2", "ana-reyes"]
    names = [(person.name, person.organization) for person in good(text).ledger.people]
    assert names == [("Ana Reyes", "Harbor Foods"), ("Ana Reyes", "Oak Bank")]
    found = problem(text + "\n2026-03-06 thanked Ana Reyes")
    assert found.nearest == "Ana Reyes #ana-reyes or Ana Reyes #ana-reyes-2"


def test_the_spelling_itself_goes_before_accents_and_longer_names() -> None:
    text = f"{NEW} José\n2026-03-03 met Jose #jose-2\n2026-03-04 thanked Jose"
    assert thanked(text) == ["jose-2"]
    assert thanked(f"{NEW} Ana\n{NEW} Ana Reyes\n2026-03-04 thanked Ana") == ["ana"]


def test_an_id_of_somebody_else_or_of_nobody_is_a_problem() -> None:
    found = problem(f"{NEW} Ana Reyes\n{NEW} Ben Ode\n2026-03-04 thanked Ben #ana-reyes")
    assert "the name of that id, which is Ana Reyes" in found.expected
    assert problem(f"{NEW} Ana Reyes\n2026-03-04 thanked Ana #p9").found == "Ana #p9"


def test_ids_of_one_name_count_on() -> None:
    ids = "".join(f"2026-03-02 person Ana #ana-{number}\n" for number in (2, 3))
    names = "2026-03-02 person !\n2026-03-02 person ?\n2026-03-02 person …\n"
    people = good(f"{NEW} Ana\n{ids}{names}").ledger.people
    assert {person.id for person in people} >= {"ana-2", "ana-3", "person", "person-2", "person-3"}


def test_a_search_for_the_nearest_name_ends_after_many_misspelled_ones() -> None:
    text = f"{NEW} Ana Reyes\n" + "2026-03-03 thanked Anna\n" * 40
    nearest = [one.nearest for one in read_story(text).problems]
    assert nearest[0] == "Ana Reyes"
    assert nearest[-1] is None


def test_details_fill_in_what_is_missing_and_must_not_contradict() -> None:
    text = f"{NEW} Ana Reyes\n2026-03-03 met Ana (harbor foods)\n2026-03-04 met Ana (, buyer)\n"
    (person,) = good(text).ledger.people
    assert (person.organization, person.role) == ("harbor foods", "buyer")
    assert good(text + "2026-03-05 met Ana (Harbor Foods)").ledger.people == (person,)
    found = problem(text + "2026-03-05 met Ana (Oak Bank)")
    assert "write a line that begins with: person Ana Reyes" in found.expected
    assert "#ana-reyes-2" in found.expected
    assert "buyer, as" in problem(text + "2026-03-05 met Ana (, clerk)").expected


def test_a_person_line_changes_the_details() -> None:
    text = f"{NEW} Ana Reyes (Harbor Foods, buyer)\n2026-06-01 person Ana Reyes (Oak Bank)\n"
    (person,) = good(text).ledger.people
    assert (person.organization, person.role, person.known.on.month) == ("Oak Bank", None, 3)
    assert good(text + "2026-06-02 person Ana Reyes").ledger.people == (person,)


def test_details_with_commas_and_parentheses_stand_between_quotes() -> None:
    (person,) = good(f'{NEW} Ana ("Miller, Sons (North)", "a, b")').ledger.people
    assert (person.organization, person.role) == ("Miller, Sons (North)", "a, b")
    (person,) = good(f"{NEW} Ana (C & C, planning: north, east)").ledger.people
    assert (person.organization, person.role) == ("C & C", "planning: north, east")


def test_nobody_knows_oneself() -> None:
    assert "facts that agree" in problem(f"{NEW} Ana\n2026-03-03 Ana knows Ana").expected


def test_who_a_bad_line_brought_in_stays_only_if_a_good_line_names_her() -> None:
    bad = f"{NEW} Ana\n2026-03-03 Ana introduced me to Ben answering #nothing\n"
    assert [person.id for person in read_story(bad).ledger.people] == ["ana"]
    named = read_story(f"{bad}2026-03-04 thanked Ben")
    assert [person.id for person in named.ledger.people] == ["ana", "ben"]


EVENTS = """
    2026-03-02 event "Chamber breakfast" meetup 2h
    2026-03-09 event "Chamber breakfast"
    2026-03-16 event "Chamber breakfast"
"""


@pytest.mark.parametrize(
    ("day", "event"),
    [("2026-03-01", "02"), ("2026-03-09", "09"), ("2026-03-10", "09"), ("2026-04-01", "16")],
)
def test_of_events_with_one_name_a_line_means_the_latest(day: str, event: str) -> None:
    ledger = good(f"{EVENTS}{day} met Ana at the chamber breakfast").ledger
    assert ledger.encounters[0].event == f"chamber-breakfast-2026-03-{event}"


@pytest.mark.parametrize(
    ("day", "event"),
    [("2026-03-01", "02"), ("2026-03-09", "09"), ("2026-03-10", "16"), ("2026-04-01", "16")],
)
def test_an_expectation_means_the_next_event_of_the_name(day: str, event: str) -> None:
    ledger = good(f'{EVENTS}{day} expect "Chamber breakfast": nothing 100').ledger
    assert ledger.expectations[0].event == f"chamber-breakfast-2026-03-{event}"


def test_an_id_says_which_event() -> None:
    line = '2026-03-20 met Ana at "Chamber breakfast" #chamber-breakfast-2026-03-02'
    ledger = good(EVENTS + line).ledger
    assert ledger.encounters[0].event == "chamber-breakfast-2026-03-02"
    assert problem(EVENTS + line + "x").found == "Chamber breakfast #chamber-breakfast-2026-03-02x"
    found = problem(EVENTS + '2026-03-20 met Ana at "Fair" #chamber-breakfast-2026-03-02')
    assert "the name of that id, which is Chamber breakfast" in found.expected


def test_an_unknown_event_is_a_problem_with_the_nearest() -> None:
    found = problem(EVENTS + "2026-03-20 met Ana at the Chamber brekfast")
    assert found.nearest == "Chamber breakfast"
    assert 'write: event "Chamber brekfast"' in found.expected


def test_an_event_of_a_later_line_is_found() -> None:
    ledger = good("2026-03-20 met Ana at the fair\n2026-03-20 event Fair").ledger
    assert ledger.encounters[0].event == "fair-2026-03-20"


def test_the_same_event_twice_needs_an_id() -> None:
    found = problem(EVENTS + '2026-03-16 event "the CHAMBER breakfast"')
    assert str(found.nearest).startswith('event "the CHAMBER breakfast" #')
    found = problem(EVENTS + "2026-04-16 event Fair #chamber-breakfast-2026-03-02")
    assert "an id that no other event has" in found.expected


@pytest.mark.parametrize(
    ("line", "name", "kind", "minutes"),
    [
        ("event Chamber breakfast, meetup, 2h", "Chamber breakfast", "meetup", 120),
        ("event Chamber breakfast 90m", "Chamber breakfast", None, 90),
        ("event Chamber breakfast 2 hours", "Chamber breakfast", None, 120),
        ('event "Fair" "2h" 45 minutes', "Fair", "2h", 45),
        ('event "Fair" meetup', "Fair", "meetup", None),
        ("event Fair, 1h30m", "Fair", None, 90),
        ('event "Fair" meetup, 1h #fair', "Fair", "meetup", 60),
    ],
)
def test_kind_and_length_of_an_event(
    line: str, name: str, kind: str | None, minutes: int | None
) -> None:
    (event,) = good(f"2026-03-02 {line}").ledger.events
    assert (event.name, event.kind, event.minutes) == (name, kind, minutes)


def test_an_event_is_cancelled_once() -> None:
    text = "2026-03-09 event Fair\n2026-03-04 event Fair cancelled\n"
    assert str(good(text).ledger.events[0].cancelled).count("2026, 3, 4")
    found = problem(text + "2026-03-05 event Fair canceled")
    assert found.expected == "an event that still stands: it was cancelled on 2026-03-04"


PLANNER = '2026-03-02 opening "Planner" at Brightwater\n'


def test_an_opening_is_named_by_its_title_where_there_is_one_only() -> None:
    assert good(PLANNER + "2026-03-03 closed planner").ledger.openings[0].closed is not None
    both = PLANNER + '2026-03-02 opening "Planner" at Oak Bank\n'
    found = problem(both + "2026-03-03 closed Planner")
    assert found.nearest == (
        '"Planner" at Brightwater #planner-brightwater or "Planner" at Oak Bank #planner-oak-bank'
    )
    assert len(good(both + "2026-03-03 closed the Planner at Oak Bank").ledger.openings) == 2


def test_an_opening_that_is_not_there() -> None:
    found = problem(PLANNER + '2026-03-03 interview for "Planer" at Brightwater')
    assert found.nearest == "Planner"
    assert 'write: opening "Planer" at Brightwater' in found.expected
    assert "at ORGANIZATION" in problem('2026-03-03 applied for "Planner"').expected


def test_what_brings_an_opening_in() -> None:
    ana = "2026-03-02 met Ana\n"
    for line in (
        'applied for "Clerk" at Oak Bank',
        'asked Ana about "Clerk" at Oak Bank',
        'asked Ana for a referral for "Clerk" at Oak Bank',
        'Ana told me of "Clerk" at Oak Bank',
    ):
        assert good(f"{ana}2026-03-03 {line}").ledger.openings[0].id == "clerk-oak-bank"
    for line in ("interview for", "offer for", "rejected for", "accepted", "withdrew from"):
        assert problem(f'2026-03-03 {line} "Clerk" at Oak Bank').found == "Clerk"


def test_an_opening_of_a_later_line_is_found() -> None:
    assert good("2026-03-03 interview for Planner\n" + PLANNER).ledger.stages != ()


def test_the_same_opening_twice_needs_an_id() -> None:
    found = problem(PLANNER + '2026-04-02 opening "planner" at Brightwater')
    assert found.nearest == 'opening "Planner" at Brightwater #planner-brightwater-2'
    again = PLANNER + '2026-04-02 opening "Planner" at Brightwater #again\n'
    assert len(good(again).ledger.openings) == 2
    closed = '2026-04-03 closed "Planner" at Brightwater #planner-brightwater'
    assert good(again + closed).ledger.opening["planner-brightwater"].closed is not None
    assert problem(again + closed + "x").found == "Planner"
    found = problem(again + '2026-04-03 closed "Clerk" at Brightwater #again')
    assert 'title and organization of that id: "Planner" at Brightwater' in found.expected


def test_an_opening_closes_once() -> None:
    found = problem(PLANNER + "2026-03-03 closed Planner\n2026-03-04 closed Planner")
    assert found.expected == "an opening that is still open: it was closed on 2026-03-03"


def test_what_is_told_of_a_known_opening_leaves_it_as_it_was() -> None:
    text = PLANNER + "2026-03-02 met Ana\n2026-03-03 Ana told me of Planner at Brightwater"
    assert good(text).ledger.openings[0].told_by is None


def test_an_opening_of_a_bad_line_stays_only_if_a_good_line_names_it() -> None:
    bad = '2026-03-02 met Ana\n2026-03-03 Ana told me of "Clerk" at Oak answering #nothing\n'
    assert read_story(bad).ledger.openings == ()
    kept = read_story(bad + '2026-03-04 interview for "Clerk" at Oak').ledger.openings
    assert [opening.told_by for opening in kept] == [None]
