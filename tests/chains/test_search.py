"""What to expect of a search: curves, pace, pools, and what must hold for every one of them."""

import math
from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepknocking.chains.description import described
from keepknocking.chains.employers import reached_already
from keepknocking.chains.estimates import Estimate, estimate
from keepknocking.chains.evening import evening, hundred_dots
from keepknocking.chains.pace import pace_of, pool_of
from keepknocking.chains.search import NotWithinHorizon, forecast_search
from keepknocking.evidence.certain import without_doubt
from keepknocking.evidence.rates_file import default_rates
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.searches import Goal
from keepknocking.ledger.story.reading import read_story

RATES = default_rates()
TODAY = date(2026, 4, 6)
BY = date(2026, 6, 1)

ONE_ASK = """
2026-03-02 know Ana Reyes
2026-03-30 asked Ana Reyes about openings
"""

KNOCKING = """
2026-03-02 search for "planner" goal offer
2026-03-02 know Ana Reyes
2026-03-02 know Ben Ode
2026-03-02 know Chen Wu
2026-03-02 know Dana Moss
2026-03-02 event "Chamber breakfast" meetup 2h
2026-03-02 met Eli Grant at "Chamber breakfast"
2026-03-03 asked Ana Reyes about openings
2026-03-10 asked Ben Ode about openings
2026-03-11 asked Eli Grant about openings
"""


def ledger_of(story: str) -> Ledger:
    told = read_story(story)
    assert told.problems == ()
    return told.ledger


def test_an_estimate_is_the_mean_and_the_middle_four_fifths() -> None:
    found = estimate(np.arange(101.0) ** 2)
    assert found == Estimate(mean=3350.0, low=100.0, high=8100.0)


def test_one_ask_is_its_chance_times_the_stages() -> None:
    # By hand: still silent after 7 days, then kept, then interviewed, then an offer; no horizon.
    rates = without_doubt(RATES)
    ledger = ledger_of(ONE_ASK)
    forecast = forecast_search(ledger, rates, today=TODAY, by=BY)
    kind = rates.kind(purpose="opening", tie="acquaintance")
    promise, decline = kind.promise.mean, 0.0
    decline = (1 - promise) * kind.decline_of_rest.mean
    silent = sum(
        part.weight * (1 - 1 / part.mean_days) ** 7 for part in kind.answer_delay.components
    )
    still = promise * silent / (1 - promise - decline + (promise + decline) * silent)
    ever = still * kind.fulfilment.mean * rates.interview.chance.mean * rates.offer.chance.mean
    assert math.isclose(1 - forecast.never_if_stopped.mean, ever, rel_tol=1e-9)
    assert forecast.stop.mean[-1] < ever


def test_an_empty_ledger_expects_nothing_if_stopped_and_the_default_pace_if_kept_up() -> None:
    forecast = forecast_search(Ledger(), RATES, today=TODAY, by=BY)
    assert forecast.stop.at(BY).mean == 0
    assert forecast.never_if_stopped.mean == 1
    assert forecast.keep.at(BY).mean > 0
    assert "assumption" in forecast.pace.source
    assert forecast.pace.pool > 0


def test_the_pace_counts_first_asks_without_an_event_behind_them() -> None:
    pace = pace_of(ledger_of(KNOCKING), RATES, today=TODAY)
    assert pace.first_asks_a_week == pytest.approx(2 / 5)
    assert pace.events_a_week == pytest.approx(1 / 5)
    assert pace.pool == len(["chen-wu", "dana-moss"])


def test_a_pause_neither_slows_the_pace_nor_knocks_at_doors() -> None:
    paused = ledger_of(KNOCKING + "2026-03-30 pause\n")
    pace = pace_of(paused, RATES, today=TODAY)
    assert pace.first_asks_a_week == pytest.approx(2 / 4)
    forecast = forecast_search(paused, RATES, today=TODAY, by=BY)
    assert forecast.keep.mean == pytest.approx(forecast.stop.mean)
    assert forecast.runs_dry_on is None


def test_people_behind_a_door_or_not_to_be_contacted_are_not_in_the_pool() -> None:
    ledger = ledger_of(
        KNOCKING
        + """
        2026-03-12 Ben Ode knows Fay Low
        2026-03-13 asked Ana Reyes for an introduction to Gus Hale (Tern)
        2026-03-14 do not contact Dana Moss
        """
    )
    assert pool_of(ledger) == ("chen-wu", "fay-low")


def test_the_curve_rises_only_until_the_pool_is_dry() -> None:
    ledger = ledger_of(
        KNOCKING.replace('2026-03-02 event "Chamber breakfast" meetup 2h', "").replace(
            ' at "Chamber breakfast"', ""
        )
    )
    forecast = forecast_search(ledger, RATES, today=TODAY, by=BY)
    assert forecast.runs_dry_on is not None
    assert forecast.keep.mean[-1] == pytest.approx(forecast.double.mean[-1], rel=0.01)


@pytest.mark.parametrize("goal", list(Goal))
def test_curves_are_in_their_order(goal: Goal) -> None:
    forecast = forecast_search(ledger_of(KNOCKING), RATES, today=TODAY, by=BY, goal=goal)
    curves = [forecast.stop, forecast.half, forecast.keep, forecast.double]
    for lower, upper in pairwise(curves):
        assert (np.array(lower.mean) <= np.array(upper.mean) + 1e-12).all()
    for curve in curves:
        assert (np.diff(curve.mean) >= -1e-12).all()
        assert (np.array(curve.low) <= np.array(curve.high)).all()


def test_a_nearer_goal_is_reached_sooner() -> None:
    means = [
        forecast_search(ledger_of(KNOCKING), RATES, today=TODAY, by=BY, goal=goal).keep.at(BY).mean
        for goal in (Goal.CONVERSATION, Goal.INTERVIEW, Goal.OFFER)
    ]
    assert means == sorted(means, reverse=True)


def test_doubt_makes_a_long_search_less_sure_than_the_means_say() -> None:
    ledger = ledger_of(KNOCKING)
    with_doubt, without = (
        forecast_search(
            ledger, rates, today=TODAY, by=BY, goal=Goal.CONVERSATION, first_asks_a_week=3.0
        )
        for rates in (RATES, without_doubt(RATES))
    )
    assert with_doubt.keep.mean[-1] < without.keep.mean[-1]
    assert without.keep.low[-1] == pytest.approx(without.keep.high[-1])


def test_the_same_question_has_the_same_answer() -> None:
    first = forecast_search(ledger_of(KNOCKING), RATES, today=TODAY, by=BY)
    again = forecast_search(ledger_of(KNOCKING), RATES, today=TODAY, by=BY)
    assert described(first, ledger_of(KNOCKING)) == described(again, ledger_of(KNOCKING))


@pytest.mark.parametrize("by", [date(2026, 4, 5), date(2028, 1, 1)])
def test_a_day_outside_the_forecast_is_refused_with_the_days_that_are_not(by: date) -> None:
    with pytest.raises(NotWithinHorizon, match="give a day from 2026-04-06 to"):
        forecast_search(Ledger(), RATES, today=TODAY, by=by)
    forecast = forecast_search(Ledger(), RATES, today=TODAY, by=BY)
    with pytest.raises(NotWithinHorizon):
        forecast.stop.at(by)


def test_a_second_ask_to_the_same_person_is_not_a_second_chance() -> None:
    twice = ONE_ASK + "2026-03-30 asked Ana Reyes for a conversation\n"
    one = forecast_search(ledger_of(ONE_ASK), RATES, today=TODAY, by=BY)
    two = forecast_search(ledger_of(twice), RATES, today=TODAY, by=BY)
    assert len(two.plan.links) == len(one.plan.links)


def test_what_was_found_by_oneself_is_drawn_apart() -> None:
    story = """
        2026-03-02 opening "Planner" at Brightwater
        2026-03-03 applied for "Planner" at Brightwater
    """
    forecast = forecast_search(ledger_of(story), RATES, today=TODAY, by=BY)
    assert forecast.stop.at(BY).mean == 0
    assert forecast.other_ways is not None
    assert forecast.other_ways.at(BY).mean > 0
    assert forecast.own_applications is not None
    assert 0 < forecast.own_applications.mean[-1] < forecast.other_ways.mean[-1]
    assert "own_applications" in str(described(forecast, ledger_of(story))["curves"])
    ever = 1.0
    for stage in (RATES.cold_interview, RATES.offer):
        ever *= stage.chance.mean
    assert forecast.own_applications.mean[-1] < ever


def test_without_applications_of_ones_own_there_is_nothing_to_draw_apart() -> None:
    forecast = forecast_search(Ledger(), RATES, today=TODAY, by=BY, goal=Goal.CONVERSATION)
    assert forecast.own_applications is None
    assert forecast.other_ways is None


def test_an_interview_under_way_counts_for_an_offer_only() -> None:
    story = """
        2026-03-02 know Ana Reyes
        2026-03-03 asked Ana Reyes about openings
        2026-03-05 Ana Reyes told me of "Planner" at Brightwater
        2026-03-06 applied for "Planner" at Brightwater
        2026-03-30 interview for "Planner" at Brightwater
    """
    by_goal = {
        goal: forecast_search(ledger_of(story), RATES, today=TODAY, by=BY, goal=goal).stop.at(BY)
        for goal in Goal
    }
    assert by_goal[Goal.OFFER].mean > 0.1
    assert [len(reached_already(ledger_of(story), goal)) for goal in Goal] == [0, 1, 0]
    assert by_goal[Goal.INTERVIEW].mean == 0
    assert by_goal[Goal.CONVERSATION].mean == 0


@given(
    st.lists(st.floats(0, 1), min_size=5, max_size=5).filter(lambda chances: sum(chances) > 1e-6)
)
@settings(deadline=None)
def test_a_hundred_dots_are_a_hundred_and_within_one_of_their_share(chances: list[float]) -> None:
    dots = hundred_dots(np.array(chances))
    assert sum(dots) == 100
    shares = 100 * np.array(chances) / sum(chances)
    assert (np.abs(np.array(dots) - shares) < 1).all()


def test_an_evening_is_the_best_of_its_new_people_by_hand() -> None:
    rates = without_doubt(RATES)
    event = rates.event("mixer")
    house = evening("mixer", rates)
    people = event.new_people.value
    none = [
        (1 - chance.mean) ** people
        for chance in (event.a_name, event.an_opening, event.an_interview, event.an_offer)
    ]
    assert house.chances[0].mean == pytest.approx(math.prod(none))
    assert house.chances[1].mean == pytest.approx((1 - none[0]) * math.prod(none[1:]))
    assert house.chances[4].mean == pytest.approx(1 - none[3])
    assert house.new_people.mean == pytest.approx(people)
