"""Work that is shared between forecasts changes none of them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from keepknocking.chains.chain import chains
from keepknocking.chains.kinds import Kind
from keepknocking.chains.lanes import RateLanes
from keepknocking.chains.network import Scene
from keepknocking.chains.search import (
    NotWithinHorizon,
    forecast_from,
    forecast_search,
    under_way,
)
from keepknocking.chains.silences import Silence, silences
from keepknocking.chains.weak_links import weak_links
from keepknocking.evidence.rates_file import default_rates
from keepknocking.ledger.asks import Ask
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.moments import When
from keepknocking.ledger.searches import Goal
from keepknocking.ledger.story.reading import read_story

RATES = default_rates()
TODAY = date(2026, 4, 20)
BY = date(2026, 6, 15)
STORY = """
2026-03-02 search for "planner" goal offer
2026-03-02 know Ana Reyes (Harbor Foods) well
2026-03-02 know Dina Moss (Oak Bank) well
2026-03-02 know Gus Hale well
2026-03-02 Gus Hale knows Ben Ode
2026-03-03 asked Ana Reyes for an introduction to Ben Ode (Brightwater)
2026-04-01 asked Dina Moss about openings at Oak Bank
2026-03-05 know Eli Grant (Oak Bank)
2026-04-02 know Fay Wong
"""


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    told = read_story(STORY)
    assert told.problems == ()
    return told.ledger


def test_a_forecast_from_what_is_under_way_is_the_forecast_made_anew(ledger: Ledger) -> None:
    lanes = RateLanes(RATES)
    scene = Scene(ledger=ledger, lanes=lanes, today=TODAY, goal=Goal.OFFER)
    for goal in Goal:
        begun = under_way(replace(scene, goal=goal))
        for by, pace in ((BY, None), (TODAY + timedelta(days=1), 3.0), (BY, 0.0)):
            shared = forecast_from(begun, by=by, first_asks_a_week=pace)
            anew = forecast_search(
                ledger, RATES, today=TODAY, by=by, goal=goal, first_asks_a_week=pace
            )
            for name in ("stop", "keep", "half", "double", "other_ways", "never_if_stopped"):
                assert getattr(shared, name) == getattr(anew, name)
            assert (shared.pace, shared.runs_dry_on) == (anew.pace, anew.runs_dry_on)


def test_a_forecast_from_what_is_under_way_ends_at_its_horizon(ledger: Ledger) -> None:
    scene = Scene(ledger=ledger, lanes=RateLanes(RATES), today=TODAY, goal=Goal.OFFER)
    begun = under_way(scene)
    last = TODAY + timedelta(days=begun.horizon_days)
    assert forecast_from(begun, by=last).by == last
    with pytest.raises(NotWithinHorizon):
        forecast_from(begun, by=last + timedelta(days=1))


def test_a_remedy_is_worth_what_a_forecast_made_anew_says(ledger: Ledger) -> None:
    outlooks = weak_links(ledger, RATES, today=TODAY, by=BY)
    (nudge,) = (
        remedy
        for outlook in outlooks
        for remedy in outlook.remedies
        if remedy.text == "nudge Ana Reyes"
    )
    asks = tuple(
        replace(ask, nudges=(When(TODAY),)) if ask.of == "ana-reyes" else ask for ask in ledger.asks
    )
    nudged = forecast_search(replace(ledger, asks=asks), RATES, today=TODAY, by=BY)
    plain = forecast_search(ledger, RATES, today=TODAY, by=BY)
    assert nudge.chance.mean == pytest.approx(nudged.stop.at(BY).mean, abs=1e-12)
    assert nudge.before.mean == pytest.approx(plain.stop.at(BY).mean, abs=1e-12)


def test_to_look_at_some_chains_says_the_same_of_them(ledger: Ledger) -> None:
    every = weak_links(ledger, RATES, today=TODAY, by=BY)
    assert len(every) == 2
    for outlook in every:
        assert weak_links(ledger, RATES, today=TODAY, by=BY, among=[outlook.chain]) == (outlook,)
    assert weak_links(ledger, RATES, today=TODAY, by=BY, among=chains(ledger)) == every
    assert weak_links(ledger, RATES, today=TODAY, by=BY, among=()) == ()


def test_a_silence_is_weighed_once_a_day_and_again_only_where_its_ask_has_changed() -> None:
    told = (
        "2026-02-01 asked Ana Reyes (Harbor Foods) for a conversation\n"
        "2026-02-02 asked Ben Ode (Brightwater) for a conversation\n"
    )
    before = read_story(told).ledger
    after = read_story(told + "2026-02-20 nudged Ben Ode\n").ledger
    rates, today = default_rates(), date(2026, 3, 2)
    known: dict[tuple[Ask, Kind], Silence] = {}
    ana, ben = sorted(silences(before, rates, today=today, known=known), key=_person)
    again = sorted(silences(after, rates, today=today, known=known), key=_person)
    assert again[0] is ana
    assert again[1] != ben
    assert again == sorted(silences(after, rates, today=today), key=_person)


def _person(silence: Silence) -> str:
    return silence.ask.of
