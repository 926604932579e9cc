from datetime import date
from pathlib import Path

import pytest

from keepknocking.evidence.rates import Basis
from keepknocking.evidence.rates_file import default_rates
from keepknocking.ledger.searches import Goal
from keepknocking.services.agenda import ThingKind, agenda
from keepknocking.services.questions import (
    DayNotAhead,
    Question,
    ask,
    find_weak_links,
    forecast,
    weigh_silences,
)
from keepknocking.services.rates import RatesNotUnderstood, count_of_grounds, load_rates
from keepknocking.services.stories import StoryFile

TODAY = date(2026, 3, 31)
STORY = """
2026-03-02 search goal interview
2026-03-02 event "Chamber breakfast" meetup 2h
2026-03-02 met Ana Reyes (Harbor Foods, buyer) at "Chamber breakfast"
2026-03-03 asked Ana Reyes for an introduction to Ben Ode (Brightwater) by email
2026-03-12 Ana Reyes promised
2026-03-15 Ana Reyes introduced me to Ben Ode
2026-03-04 know Chen Wu (Brightwater, planner) well
2026-03-05 asked Chen Wu about openings at Brightwater by phone
2026-03-06 know Dan Gray slightly
2026-03-06 asked Dan Gray for a conversation
2026-03-07 do not contact Dan Gray
2026-03-20 event "Fair" fair
2026-02-20 event "Long ago"
2026-03-31 event "Tonight"
2026-04-02 event "Soon"
2026-03-08 know Eve Hall slightly
2026-03-08 Eve Hall told me of "Clerk" at Oak Bank
2026-03-09 thanked Eve Hall
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "sam.story"
    path.write_text(STORY)
    return path


def test_a_question_looks_eight_weeks_ahead_at_the_goal_of_the_story(path: Path) -> None:
    asked = ask(Question(home=StoryFile(path), today=TODAY))
    assert (asked.by, asked.goal) == (date(2026, 5, 26), Goal.INTERVIEW)
    asked = ask(Question(home=StoryFile(path), today=TODAY, by=date(2026, 4, 1), goal=Goal.OFFER))
    assert (asked.by, asked.goal) == (date(2026, 4, 1), Goal.OFFER)
    assert asked.search.problems == ()


def test_a_story_without_a_goal_is_for_an_offer(tmp_path: Path) -> None:
    path = tmp_path / "empty.story"
    path.touch()
    assert ask(Question(home=StoryFile(path), today=TODAY)).goal is Goal.OFFER


@pytest.mark.parametrize("by", [TODAY, date(2026, 3, 30)])
def test_one_looks_ahead(path: Path, by: date) -> None:
    with pytest.raises(DayNotAhead, match="is not after today, 2026-03-31"):
        ask(Question(home=StoryFile(path), today=TODAY, by=by))


def test_silences_are_those_of_everybody_or_of_one(path: Path) -> None:
    question = Question(home=StoryFile(path), today=TODAY)
    assert {each.ask.of for each in weigh_silences(question).silences} == {"chen-wu", "dan-gray"}
    only = weigh_silences(question, person="Chen").silences
    assert [each.ask.of for each in only] == ["chen-wu"]


def test_a_faster_pace_never_lowers_what_to_expect(path: Path) -> None:
    slow = forecast(Question(home=StoryFile(path), today=TODAY, first_asks_a_week=0.0)).forecast
    fast = forecast(Question(home=StoryFile(path), today=TODAY, first_asks_a_week=4.0)).forecast
    assert slow.keep.at(slow.by).mean <= fast.keep.at(fast.by).mean
    assert slow.stop == fast.stop


def test_every_living_chain_has_an_outlook(path: Path) -> None:
    looked = find_weak_links(Question(home=StoryFile(path), today=TODAY))
    assert len(looked.outlooks) <= len(looked.chains)
    assert looked.outlooks


def test_the_day_is_in_order_and_leaves_out_who_is_not_to_be_contacted(path: Path) -> None:
    day = agenda(Question(home=StoryFile(path), today=TODAY))
    assert [(thing.kind, thing.person) for thing in day.things] == [
        (ThingKind.GUESS, None),
        (ThingKind.YOUR_TURN, "ben-ode"),
        (ThingKind.NUDGE, "chen-wu"),
        (ThingKind.DEBRIEF, None),
        (ThingKind.COMING, None),
    ]
    assert day.more == 1


def test_a_silence_of_years_is_not_a_thing_of_the_day(path: Path) -> None:
    path.write_text(
        "2019-03-01 met Ana Reyes\n2019-03-01 asked Ana Reyes for a conversation by email\n"
        "2026-03-01 met Ben Ode\n2026-03-01 asked Ben Ode for a conversation by email\n"
    )
    (thing,) = agenda(Question(home=StoryFile(path), today=TODAY)).things
    assert (thing.kind, thing.person) == (ThingKind.NUDGE, "ben-ode")


def test_a_guess_that_was_made_is_not_asked_for_again(path: Path) -> None:
    path.write_text(
        '2026-03-31 event "Tonight"\n'
        '2026-03-31 expect "Tonight": nothing 100, a name 0, an opening 0, '
        "an interview 0, an offer 0\n"
    )
    (thing,) = agenda(Question(home=StoryFile(path), today=TODAY)).things
    assert thing.kind is ThingKind.TONIGHT


def test_rates_are_the_houses_own_or_those_of_a_file(tmp_path: Path) -> None:
    assert load_rates(None) == default_rates()
    path = tmp_path / "mine.toml"
    path.write_text("[road]\nknows_of_opening.value = 0.5\n")
    assert load_rates(path).road_knows_of_opening.mean == 0.5
    assert sum(count_of_grounds(load_rates(path)).values()) == len(default_rates().entries)
    assert set(count_of_grounds(default_rates())) == set(Basis)


def test_every_mistake_of_a_rates_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("[road]\nknows_of_opening.value = 5\nknow.value = 1\n")
    with pytest.raises(RatesNotUnderstood, match="has 2 mistakes") as raised:
        load_rates(path)
    assert [problem.line for problem in raised.value.problems] == [2, 3]
    path.write_text("[road]\nknows_of_opening.value = 5\n")
    with pytest.raises(RatesNotUnderstood, match="has 1 mistake,"):
        load_rates(path)


def test_a_door_that_must_not_be_knocked_at_is_not_on_the_list(path: Path) -> None:
    path.write_text(f"{STORY}2026-03-16 do not contact Ben Ode\n")
    kinds = [thing.kind for thing in agenda(Question(home=StoryFile(path), today=TODAY)).things]
    assert ThingKind.YOUR_TURN not in kinds
