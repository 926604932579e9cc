"""The forecast at a pace that is chosen, and the rates it is made of."""

from datetime import date
from pathlib import Path

import pytest

from keepknocking.ledger.searches import Goal
from keepknocking.services.outlooks import Outlook, PaceChoice, outlook, standing
from keepknocking.services.questions import DayNotAhead, Question, forecast
from keepknocking.services.stories import StoryFile

TODAY = date(2026, 4, 20)
BY = date(2026, 6, 15)
STORY = """
2026-03-02 search for "planner" goal interview
2026-03-02 know Ana Reyes (Harbor Foods) well
2026-03-02 know Dina Moss (Oak Bank) well
2026-03-02 know Gus Hale well
2026-03-03 asked Ana Reyes for an introduction to Ben Ode (Brightwater)
2026-04-01 asked Dina Moss about openings at Oak Bank
2026-04-25 event "Fair" fair
"""


def asked(tmp_path: Path, story: str = STORY, goal: Goal | None = None) -> Question:
    path = tmp_path / "sam.story"
    path.write_text(story)
    return Question(home=StoryFile(path), today=TODAY, by=BY, goal=goal)


def keys(found: Outlook) -> set[str]:
    return {rate.key for rate in found.rates}


def test_what_is_known_before_anything_is_asked(tmp_path: Path) -> None:
    known = standing(asked(tmp_path))
    assert (known.goal, known.horizon_days, known.has_asked) == (Goal.INTERVIEW, 365, True)
    assert known.pace.first_asks_a_week == pytest.approx(7 * 1 / 42)
    assert not standing(asked(tmp_path, "2026-03-02 know Ana Reyes\n")).has_asked


@pytest.mark.parametrize(
    ("choice", "times", "name"),
    [
        (PaceChoice.HALF, 0.5, "half"),
        (PaceChoice.SAME, 1.0, "keep"),
        (PaceChoice.DOUBLE, 2.0, "double"),
    ],
)
def test_a_pace_is_the_curve_of_that_pace(
    tmp_path: Path, choice: PaceChoice, times: float, name: str
) -> None:
    question = asked(tmp_path)
    found, plain = outlook(question, choice), forecast(question).forecast
    assert found.keep == getattr(plain, name)
    assert found.first_asks_a_week == pytest.approx(times * plain.pace.first_asks_a_week)


def test_the_people_last_half_as_long_at_twice_the_pace(tmp_path: Path) -> None:
    question = asked(tmp_path)
    days = {
        choice: (found.runs_dry_on - TODAY).days
        for choice in (PaceChoice.HALF, PaceChoice.SAME, PaceChoice.DOUBLE)
        if (found := outlook(question, choice)).runs_dry_on is not None
    }
    assert days[PaceChoice.SAME] == pytest.approx(2 * days[PaceChoice.DOUBLE], abs=2)
    assert days[PaceChoice.HALF] == pytest.approx(2 * days[PaceChoice.SAME], abs=2)


def test_a_number_of_asks_stands_in_the_question(tmp_path: Path) -> None:
    question = Question(home=asked(tmp_path).home, today=TODAY, by=BY, first_asks_a_week=7.0)
    found = outlook(question, PaceChoice.NUMBER)
    assert found.first_asks_a_week == 7.0
    assert found.keep == found.foreseen.forecast.keep


def test_any_way_is_one_less_the_chance_that_neither_comes(tmp_path: Path) -> None:
    found = outlook(asked(tmp_path, goal=Goal.OFFER), PaceChoice.SAME)
    others = found.foreseen.forecast.other_ways
    assert others is not None
    neither = (1 - found.keep.at(BY).mean) * (1 - others.at(BY).mean)
    assert found.by_any_way == pytest.approx(1 - neither)
    assert outlook(asked(tmp_path, goal=Goal.CONVERSATION), PaceChoice.SAME).by_any_way is None


def test_the_rates_are_those_of_the_links_and_of_what_is_to_come(tmp_path: Path) -> None:
    used = keys(outlook(asked(tmp_path, goal=Goal.OFFER), PaceChoice.SAME))
    assert {
        "kinds.introduction.close.promise",
        "kinds.opening.close.fulfilment",
        "kinds.all.promise",
        "kinds.all.answer_delay",
        "road.knows_of_opening",
        "road.first_ask_wait",
        "stages.interview.chance",
        "stages.offer.delay",
        "events.fair.new_people",
        "other_ways.offers_per_week",
    } <= used
    assert not any(key.endswith(".minutes") for key in used)
    assert "openings.half_life_days" not in used
    assert "events.all.new_people" not in used


def test_the_rates_follow_the_goal_and_what_the_record_knows(tmp_path: Path) -> None:
    used = keys(outlook(asked(tmp_path), PaceChoice.SAME))
    assert "other_ways.interviews_per_week" in used
    assert not any(key.startswith("stages.offer") for key in used)
    told = """
    2026-04-15 know Ana Reyes
    2026-04-15 Ana Reyes told me of "Clerk" at Oak Bank
    """
    young = keys(outlook(asked(tmp_path, told), PaceChoice.SAME))
    assert {"search.pace_first_asks_per_week", "openings.half_life_days"} <= young
    empty = keys(outlook(asked(tmp_path, ""), PaceChoice.SAME))
    assert {"search.pace_first_asks_per_week", "search.pool_people"} <= empty


def test_a_pace_of_events_uses_the_rates_of_events(tmp_path: Path) -> None:
    story = """
    2025-09-03 event "Fair" fair
    2026-03-03 event "Talk" talk
    """
    used = keys(outlook(asked(tmp_path, story), PaceChoice.SAME))
    assert "events.all.new_people" in used
    assert "events.talk.new_people" not in used


def test_a_day_that_is_over_is_refused(tmp_path: Path) -> None:
    question = Question(home=asked(tmp_path).home, today=TODAY, by=TODAY)
    with pytest.raises(DayNotAhead):
        outlook(question, PaceChoice.SAME)
