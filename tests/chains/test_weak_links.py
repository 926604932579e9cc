"""Silences, weak links, and what can be done about them."""

import math
from datetime import date

import pytest

from keepknocking.chains.chain import ChainStatus
from keepknocking.chains.kinds import tie_to
from keepknocking.chains.silences import silences
from keepknocking.chains.weak_links import ByBeforeToday, ChainOutlook, weak_links
from keepknocking.evidence.certain import without_doubt
from keepknocking.evidence.rates_file import default_rates
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.people import TieStrength
from keepknocking.ledger.searches import Goal
from keepknocking.ledger.story.reading import read_story

RATES = default_rates()
TODAY = date(2026, 4, 20)
BY = date(2026, 6, 15)

TWO_CHAINS = """
2026-03-02 know Ana Reyes (Harbor Foods) well
2026-03-02 know Dina Moss (Oak Bank) well
2026-03-02 know Gus Hale well
2026-03-02 Gus Hale knows Ben Ode
2026-03-03 asked Ana Reyes for an introduction to Ben Ode (Brightwater)
2026-04-18 asked Dina Moss about openings at Oak Bank
2026-03-05 know Eli Grant (Oak Bank)
"""


def ledger_of(story: str) -> Ledger:
    told = read_story(story)
    assert told.problems == ()
    return told.ledger


def outlooks(story: str, goal: Goal = Goal.CONVERSATION) -> tuple[ChainOutlook, ...]:
    return weak_links(ledger_of(story), RATES, today=TODAY, by=BY, goal=goal)


def test_the_weak_link_is_where_mending_gains_most_not_where_the_chance_is_least() -> None:
    first, second = outlooks(TWO_CHAINS)
    assert first.remedies[0].gain.mean >= second.remedies[0].gain.mean
    assert first.weak is not None
    assert {first.weak.of, second.chain.tip.of} == {"ana-reyes", "dina-moss"}


def test_who_knows_the_target_is_a_way_round_and_who_works_there_too() -> None:
    ways = {
        outlook.chain.tip.of: [
            remedy.person for remedy in outlook.remedies if remedy.kind == "another way"
        ]
        for outlook in outlooks(TWO_CHAINS)
    }
    assert ways == {"ana-reyes": ["gus-hale"], "dina-moss": ["eli-grant"]}


def test_every_remedy_says_before_and_after() -> None:
    for outlook in outlooks(TWO_CHAINS):
        for remedy in outlook.remedies:
            assert remedy.before == outlook.now
            assert math.isclose(
                remedy.chance.mean - remedy.before.mean, remedy.gain.mean, abs_tol=1e-12
            )
            assert remedy.gain.mean >= 0
            assert remedy.minutes > 0


def test_who_must_not_be_contacted_is_not_nudged() -> None:
    story = TWO_CHAINS + "2026-04-19 do not contact Ana Reyes\n"
    kinds = {outlook.chain.tip.of: outlook.remedies for outlook in outlooks(story)}
    assert [remedy.kind for remedy in kinds["ana-reyes"]] == ["another way"]


def test_who_said_no_or_helped_already_is_no_way_round() -> None:
    story = """
        2026-03-02 know Ana Reyes (Brightwater)
        2026-03-02 know Dina Moss (Brightwater)
        2026-03-02 know Eli Grant (Brightwater)
        2026-03-03 asked Dina Moss about openings
        2026-03-04 Dina Moss declined
        2026-03-05 asked Ana Reyes for an introduction to Ben Ode (Brightwater)
        2026-03-10 Ana Reyes introduced me to Ben Ode
        2026-04-11 asked Ben Ode about openings at Brightwater
    """
    ways = [
        remedy.person
        for outlook in outlooks(story)
        for remedy in outlook.remedies
        if remedy.kind == "another way"
    ]
    assert ways == ["eli-grant"]


def test_your_turn_is_worth_what_would_be_lost_by_leaving_it() -> None:
    (outlook,) = outlooks(
        """
        2026-04-02 know Ana Reyes well
        2026-04-03 asked Ana Reyes for an introduction to Ben Ode
        2026-04-10 Ana Reyes introduced me to Ben Ode
        """
    )
    assert outlook.chain.status is ChainStatus.YOUR_TURN
    (remedy,) = outlook.remedies
    assert remedy.kind == "ask"
    assert remedy.person == "ben-ode"
    assert remedy.before.mean == 0
    assert remedy.chance.mean == outlook.now.mean > 0
    assert "Ben Ode has not been asked" in outlook.says


def test_an_introduction_long_ago_is_no_longer_under_way() -> None:
    (outlook,) = outlooks(
        """
        2026-02-02 know Ana Reyes well
        2026-02-03 asked Ana Reyes for an introduction to Ben Ode
        2026-02-10 Ana Reyes introduced me to Ben Ode
        """
    )
    assert outlook.remedies == ()
    assert outlook.weak is None
    assert outlook.now.mean == 0


def test_a_talk_is_followed_up_without_the_hope_of_an_opening() -> None:
    (outlook,) = outlooks(
        """
        2026-04-02 know Ana Reyes well
        2026-04-03 asked Ana Reyes for a conversation
        2026-04-10 talked with Ana Reyes
        """
    )
    assert outlook.remedies[0].person == "ana-reyes"
    assert "Ana Reyes has not been asked" in outlook.says


def test_a_promise_of_no_name_has_no_remedy_and_says_whose_turn_it_is() -> None:
    (outlook,) = outlooks(
        """
        2026-04-02 know Ana Reyes well
        2026-04-03 asked Ana Reyes for an introduction
        2026-04-04 Ana Reyes promised
        2026-04-10 Ana Reyes kept the promise
        """
    )
    assert outlook.remedies == ()
    assert "the next step is yours" in outlook.says


def test_an_older_ask_to_the_same_person_is_not_nudged_for_it_does_not_count() -> None:
    story = """
        2026-03-02 know Ana Reyes
        2026-03-03 asked Ana Reyes about openings
        2026-04-03 asked Ana Reyes for a conversation
    """
    assert sorted(len(outlook.remedies) for outlook in outlooks(story)) == [0, 1]


def test_a_deadline_that_is_over_is_refused() -> None:
    with pytest.raises(ByBeforeToday, match="give a day from today on"):
        weak_links(Ledger(), RATES, today=TODAY, by=date(2026, 4, 1))


def test_a_kept_promise_and_a_silent_promise_are_told_apart() -> None:
    story = """
        2026-03-02 know Ana Reyes
        2026-03-03 asked Ana Reyes about openings
        2026-03-10 Ana Reyes promised
        2026-03-20 nudged Ana Reyes
    """
    (silence,) = silences(ledger_of(story), RATES, today=TODAY)
    assert silence.waiting_for == "what was promised"
    assert silence.silent_days == 41
    assert silence.nudged == 1
    assert silence.passes_on.mean + silence.never.mean == pytest.approx(1)
    assert silence.passes_on_if_nudged.mean > silence.passes_on.mean
    (outlook,) = outlooks(story)
    assert "promised 41 days ago" in outlook.says


def test_silence_by_hand_three_outcomes() -> None:
    # By hand: a, d and n = 1 - a - d, weighed by the survival of fourteen days.
    rates = without_doubt(RATES)
    (silence,) = silences(
        ledger_of("2026-03-02 know Ana Reyes\n2026-04-06 asked Ana Reyes about openings"),
        rates,
        today=TODAY,
    )
    kind = rates.kind(purpose="opening", tie="acquaintance")
    promise = kind.promise.mean
    decline = (1 - promise) * kind.decline_of_rest.mean
    still = sum(
        part.weight * (1 - 1 / part.mean_days) ** 14 for part in kind.answer_delay.components
    )
    never = (1 - promise - decline) / (1 - promise - decline + (promise + decline) * still)
    assert silence.never.mean == pytest.approx(never)
    promised = never * promise * still / (1 - promise - decline)
    assert silence.passes_on.mean == pytest.approx(promised * kind.fulfilment.mean)
    assert silence.kind == "opening, acquaintance"
    assert any(key.endswith("promise") for key, _ in silence.grounds)


def test_a_reply_starts_the_silence_anew() -> None:
    asked = "2026-03-02 know Ana Reyes\n2026-03-06 asked Ana Reyes about openings by phone\n"
    (before,) = silences(ledger_of(asked), RATES, today=TODAY)
    (after,) = silences(ledger_of(asked + "2026-04-18 Ana Reyes replied"), RATES, today=TODAY)
    assert (before.silent_days, after.silent_days) == (45, 2)
    assert after.never.mean < before.never.mean
    assert after.kind.endswith("phone")


def test_ties_are_told_or_follow_from_meeting_and_introductions() -> None:
    ledger = ledger_of(
        """
        2026-03-02 know Ana Reyes slightly
        2026-03-02 met Ben Ode
        2026-03-02 Ben Ode knows Chen Wu
        2026-03-02 asked Ben Ode for an introduction to Dana Moss
        2026-03-03 Ben Ode introduced me to Dana Moss
        2026-03-09 know Ana Reyes well
        """
    )
    assert tie_to(ledger, "ana-reyes") is TieStrength.CLOSE
    assert tie_to(ledger, "ben-ode") is TieStrength.ACQUAINTANCE
    assert tie_to(ledger, "chen-wu") is TieStrength.STRANGER
    assert tie_to(ledger, "dana-moss") is TieStrength.ACQUAINTANCE
