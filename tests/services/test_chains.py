"""Where every chain stands, and the ways round one of them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from keepknocking.chains.chain import ChainStatus
from keepknocking.chains.search import NotWithinHorizon
from keepknocking.chains.silences import silences
from keepknocking.chains.weak_links import weak_links
from keepknocking.ledger.searches import Goal
from keepknocking.services.chains import NoSuchChain, Street, street, ways_round
from keepknocking.services.questions import DayNotAhead, Question
from keepknocking.services.rates import load_rates
from keepknocking.services.stories import StoryFile

TODAY = date(2026, 3, 12)
STORY = """\
2026-01-05 search for "planner" goal offer
2026-01-06 person Eve Hall
2026-01-06 person Farid Amin
2026-01-06 person Gita Rao
2026-01-06 person Ines Roth
2026-01-06 person Jonas Kern
2026-01-06 person Kim Wood
2026-01-12 met Ana Reyes (Harbor Foods, buyer)
2026-01-13 asked Ana Reyes for an introduction to Ben Ode (Brightwater) by email
2026-01-14 Ana Reyes promised
2026-01-20 Ana Reyes introduced me to Ben Ode
2026-01-21 asked Ben Ode about openings at Brightwater
2026-01-22 know Dana Frost (Brightwater, clerk)
2026-02-01 asked Eve Hall for a conversation
2026-02-02 Eve Hall declined
2026-03-10 asked Farid Amin for a conversation
2026-03-11 asked Gita Rao for an introduction to Hugo Lind
2026-03-11 Gita Rao promised
2026-03-11 Gita Rao introduced me to Hugo Lind
2026-03-01 Ines Roth told me of "Night clerk" at Merrow unasked
2026-03-02 opening "Day clerk" at Hollin
2026-03-03 rejected for "Day clerk" at Hollin
2026-02-10 asked Jonas Kern about openings
2026-02-11 Jonas Kern promised
2026-02-12 Jonas Kern told me of "Planner" at Northgate
2026-02-13 applied for "Planner" at Northgate through Jonas Kern
2026-02-20 offer for "Planner" at Northgate
"""
Seen = Callable[[str], Street]


@pytest.fixture
def home(path: Path) -> StoryFile:
    return StoryFile(path)


@pytest.fixture
def seen(path: Path, home: StoryFile) -> Seen:
    def at(story: str) -> Street:
        path.write_text(story)
        assert not home.opened(today=TODAY).problems
        return street(home, today=TODAY)

    return at


def test_chains_are_told_from_the_nearest_to_a_yes_to_what_is_over(seen: Seen) -> None:
    found = seen(STORY)
    assert [(one.chain.status, one.chain.tip.of) for one in found.chains] == [
        (ChainStatus.OFFER, "jonas-kern"),
        (ChainStatus.YOUR_TURN, "gita-rao"),
        (ChainStatus.WAITING, "farid-amin"),
        (ChainStatus.WAITING, "ben-ode"),
        (ChainStatus.OVER, "eve-hall"),
    ]
    assert [one.chain.tip.of for one in found.over] == ["eve-hall"]
    assert len(found.alive) == 4
    assert found.open_asks == 2


def test_openings_that_no_ask_led_to_stand_apart_those_over_last(seen: Seen) -> None:
    assert [(one.opening.title, one.status) for one in seen(STORY).openings] == [
        ("Night clerk", ChainStatus.YOUR_TURN),
        ("Day clerk", ChainStatus.OVER),
    ]


def test_a_link_is_weak_once_a_nudge_is_due_and_not_before(seen: Seen) -> None:
    weak = {one.chain.tip.of: one.is_weak for one in seen(STORY).chains}
    assert weak["ben-ode"]
    assert not weak["farid-amin"]
    assert not weak["gita-rao"]


def test_a_link_is_weak_from_the_very_day_on(seen: Seen, home: StoryFile) -> None:
    one = seen(STORY).ending_with("farid-amin-2026-03-10")
    assert one is not None
    due = one.nudge_due_on
    assert due is not None
    for day, is_weak in ((due - timedelta(days=1), False), (due, True)):
        then = street(home, today=day).ending_with("farid-amin-2026-03-10")
        assert then is not None
        assert then.is_weak == is_weak


def test_the_day_of_a_nudge_is_the_one_that_the_silences_know(seen: Seen) -> None:
    nudged = STORY + "2026-02-20 nudged Ben Ode\n2026-03-08 nudged Ben Ode\n"
    nudged += "2026-03-11 Farid Amin replied\n2026-03-12 asked Kim Wood about openings\n"
    found = seen(nudged)
    due = {one.ask.id: one for one in silences(found.ledger, load_rates(None), today=TODAY)}
    waiting = [one for one in found.chains if one.chain.status is ChainStatus.WAITING]
    assert len(waiting) == 3
    for one in waiting:
        assert one.nudge_due_on == due[one.chain.tip.id].nudge_due_on


def test_the_last_day_counts_nudges_and_steps_with_the_employer(seen: Seen) -> None:
    last = {
        one.chain.tip.of: one.last_day for one in seen(STORY + "2026-03-08 nudged Ben Ode\n").chains
    }
    assert last["jonas-kern"] == date(2026, 2, 20)
    assert last["ben-ode"] == date(2026, 3, 8)
    assert last["gita-rao"] == date(2026, 3, 11)


def test_a_chain_is_found_by_its_last_ask_and_what_grew_by_an_earlier_one(seen: Seen) -> None:
    found = seen(STORY)
    ben = found.ending_with("ben-ode-2026-01-21")
    assert ben is not None
    assert found.ending_with("ana-reyes-2026-01-13") is None
    assert found.grown_from("ana-reyes-2026-01-13") is ben
    with pytest.raises(NoSuchChain, match="no ask 'nobody'"):
        found.grown_from("nobody")


def test_of_two_chains_with_one_last_ask_the_opening_says_which(seen: Seen) -> None:
    found = seen(STORY)
    tip = "jonas-kern-2026-02-10"
    one = found.ending_with(tip)
    assert one is not None
    first = one.chain.opening
    assert first is not None
    second = replace(first, id="clerk", title="Clerk")
    other = replace(one, chain=replace(one.chain, opening=second))
    both = replace(found, chains=(*found.chains, other))
    assert len(both.through[tip]) == 2
    assert both.ending_with(tip, "clerk") is other
    assert both.ending_with(tip, first.id) is one
    assert both.ending_with(tip) is both.ending_with(tip, "nonsense") is one


def test_the_ways_round_are_those_of_the_whole_search(seen: Seen, home: StoryFile) -> None:
    found = seen(STORY)
    one = found.ending_with("ben-ode-2026-01-21")
    assert one is not None
    by = date(2026, 5, 1)
    question = Question(home=home, today=TODAY, by=by, goal=Goal.INTERVIEW)
    ways = ways_round(question, one.chain)
    every = weak_links(found.ledger, load_rates(None), today=TODAY, by=by, goal=Goal.INTERVIEW)
    assert ways.outlook in every
    assert ways.outlook is not None
    assert {remedy.kind for remedy in ways.outlook.remedies} == {"nudge", "another way"}


def test_where_nothing_is_left_to_mend_there_is_no_outlook(seen: Seen, home: StoryFile) -> None:
    question = Question(home=home, today=TODAY)
    for one in seen(STORY).chains:
        mendable = one.chain.status in (ChainStatus.WAITING, ChainStatus.YOUR_TURN)
        assert (ways_round(question, one.chain).outlook is not None) == mendable


def test_a_day_that_no_forecast_reaches_is_refused(seen: Seen, home: StoryFile) -> None:
    chain = seen(STORY).chains[0].chain
    question = Question(home=home, today=TODAY)
    with pytest.raises(DayNotAhead):
        ways_round(replace(question, by=TODAY), chain)
    with pytest.raises(NotWithinHorizon):
        ways_round(replace(question, by=date(2036, 1, 1)), chain)
