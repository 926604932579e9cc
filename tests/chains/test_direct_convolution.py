"""A forecast against direct convolution of what it says of itself, to the last digits.

Like the simulation beside it, this reads only the description of a forecast without doubt, and
shares no code with the engine: delays are convolved from their definition, silence is weighed by
summing over all that could have happened, new doors are summed knock by knock.
"""

import math
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from keepknocking.chains.description import described
from keepknocking.chains.search import forecast_search
from keepknocking.evidence.certain import without_doubt
from keepknocking.evidence.rates_file import default_rates
from keepknocking.ledger.searches import Goal
from keepknocking.ledger.story.reading import read_story

Json = dict[str, Any]
Law = npt.NDArray[np.float64]
TODAY = date(2026, 5, 4)
BY = date(2026, 7, 6)

EVERYTHING = """
2026-03-02 search for "planner" goal offer
2026-03-02 event "Chamber breakfast" meetup 2h
2026-03-02 met Ana Reyes (Harbor Foods, buyer) at "Chamber breakfast"
2026-03-02 know Dina Moss (Oak Bank) well
2026-03-02 know Emil Roth slightly
2026-03-02 know Faye Lund
2026-03-02 know Kim Vale (Brightwater)
2026-03-02 know Lou Ames
2026-03-02 know Nia Cole (Harbor Foods)
2026-03-02 know Ola Berg
2026-03-02 know Pia Ruiz
2026-03-16 asked Ana Reyes about openings
2026-04-02 nudged Ana Reyes
2026-04-20 nudged Ana Reyes
2026-04-06 asked Dina Moss for an introduction to Gus Hale (Tern Freight)
2026-04-06 Gus Hale knows Hana Ito (Tern Freight)
2026-04-06 Gus Hale knows Ivo Petrov (Tern Freight)
2026-04-20 Dina Moss promised
2026-04-27 nudged Dina Moss
2026-04-22 asked Emil Roth for a conversation by phone
2026-04-24 Emil Roth replied
2026-04-25 asked Faye Lund for an introduction
2026-04-27 Faye Lund introduced me to Jan Kovac (Lighthouse Press)
2026-04-28 asked Ola Berg for a referral
2026-03-25 asked Kim Vale about openings
2026-04-01 Kim Vale told me of "Planner" at Brightwater
2026-04-21 asked Nia Cole for an introduction to Mia Sand (Tern) for "Planner" at Brightwater
2026-04-03 asked Lou Ames about openings
2026-04-06 Lou Ames told me of "Analyst" at Oak Bank
2026-04-07 applied for "Analyst" at Oak Bank through Lou Ames
2026-04-08 Lou Ames told me of "Buyer" at Oak Bank unasked
2026-04-09 applied for "Buyer" at Oak Bank
2026-04-24 interview for "Buyer" at Oak Bank
2026-05-11 event "Spring fair" fair 3h
2026-05-25 pause
2026-06-08 resume
"""


def convolved(first: Law, second: Law) -> Law:
    return np.convolve(first, second)[: len(first)]


def delay(law: Json, days: int) -> Law:
    """By definition: a mixture of sums of geometric waits of a day or more."""
    total = np.zeros(days + 1)
    for part in law["mixture"]:
        chance = part["phases"] / part["mean_days"]
        one = chance * (1 - chance) ** np.maximum(np.arange(days + 1) - 1, 0)
        one[0] = 0.0
        whole = np.zeros(days + 1)
        whole[0] = 1.0
        for _ in range(part["phases"]):
            whole = convolved(whole, one)
        total += part["weight"] * whole
    return total


def later(law: Law, begun: int) -> Law:
    return np.concatenate([np.zeros(begun), law])[: len(law)]


def fresh(link: Json, days: int) -> Law:
    law = np.zeros(days + 1)
    law[0] = link.get("if", 1.0)
    if "wait_before" in link:
        law = convolved(law, delay(link["wait_before"], days))
    for stage in link.get("stages", [link] if "promise" in link else []):
        law = stage["promise"] * convolved(law, delay(stage["answer_delay"], days))
        law = kept(stage, law, days)
    return law


def kept(terms: Json, law: Law, days: int) -> Law:
    if "fulfilment_delay" not in terms:
        return law
    return float(terms["fulfilment"]) * convolved(law, delay(terms["fulfilment_delay"], days))


def silent(link: Json, days: int) -> Law:
    """All that may have happened since the ask, less what would have shown by today."""
    since = link["silent_days"]
    whole = since + days + 400  # the tail beyond holds less than rounding does
    yes, no = delay(link["answer_delay"], whole), delay(link["decline_delay"], whole)
    a, d = link["promise"], link["decline"]
    promised, declined, never = a * yes, d * no, 1 - a - d
    for nudge in sorted(since - ago for ago in link.get("nudged_days_ago", [])):
        revived = never * link["nudge_revival"]
        promised = promised + revived * a / (a + d) * later(yes, nudge)
        declined = declined + revived * d / (a + d) * later(no, nudge)
        never -= revived
    still = never + promised[since + 1 :].sum() + declined[since + 1 :].sum()
    ahead = np.concatenate([[0.0], promised[since + 1 : since + days + 1]]) / still
    return kept(link, ahead, days)


def promised(link: Json, days: int) -> Law:
    since, f = int(link["silent_days"]), float(link["fulfilment"])
    whole = since + days + 400
    deed = delay(link["fulfilment_delay"], whole)
    done, never = f * deed, 1 - f
    for nudge in sorted(since - ago for ago in link["nudged_days_ago"]):
        done = done + never * link["nudge_revival"] * later(deed, nudge)
        never *= 1 - link["nudge_revival"]
    still = never + done[since + 1 :].sum()
    return np.concatenate([[0.0], done[since + 1 : since + days + 1]]) / float(still)


LAWS = {"fresh": fresh, "silent": silent, "promised": promised}


def passages(network: Json, days: int, lives: dict[str, float]) -> dict[str, Law]:
    """F of every node, day by day, each day from the days before."""
    laws = [
        (link["near"], link["far"], LAWS[link["state"]](link, days)) for link in network["links"]
    ]
    gates = {gate["node"]: gate for gate in network["gates"]}
    passed = {node: np.zeros(days + 1) for node in network["nodes"]}
    passed["reached"] = np.ones(days + 1)
    people = [node for node in network["nodes"] if node not in gates and node != "reached"]
    for day in range(days + 1):
        for node in people:
            missing = 1 - network["own_chance"].get(node, 0.0)
            for near, far, law in laws:
                if near == node:
                    missing *= 1 - law[1 : day + 1] @ passed[far][day - 1 :: -1][:day] if day else 1
            passed[node][day] = 1 - missing
        for node, gate in gates.items():
            feeder = passed[gate["feeder"]]
            new = feeder[day] - (feeder[day - 1] if day else 0.0)
            before = passed[node][day - 1] if day else 0.0
            passed[node][day] = before + new * 0.5 ** (day / lives[node])
    return passed


def evening(event: Json, asked: Law, passed: dict[str, Law]) -> Law:
    """The best that each new person brings, all of them independent."""
    one = np.ones_like(asked)
    offer, interview, opening = event["an_offer"], event["an_interview"], event["an_opening"]
    rest = 1.0
    total = np.zeros_like(asked)
    for chance, law in (
        (offer, one),
        (interview, passed.get("interviewed", one)),
        (opening, passed.get("insider", one)),
        (event["a_name"], asked),
    ):
        total = total + rest * chance * law
        rest *= 1 - chance
    return 1 - (1 - total) ** float(event["new_people"])


def kept_up(told: Json, times: float, days: int) -> float:
    """1 - P(not yet): what is under way, every new ask, every event."""
    network, doors = told["network"], told["doors"]
    passed = passages(network, days, {g["node"]: g["half_life_days"] for g in network["gates"]})
    today = date.fromisoformat(told["today"])
    resting = {(date.fromisoformat(day) - today).days for day in doors["paused_days"]}
    asked = np.array(
        [
            fresh(doors["new_ask"], days)[1 : day + 1] @ passed["road"][day - 1 :: -1][:day]
            if day
            else 0.0
            for day in range(days + 1)
        ]
    )
    missing, pool = 1 - passed["seeker"][days], float(doors["pool"])
    planned = [event["day"] for event in doors["planned_events"]]
    for event in doors["planned_events"] if times else []:
        missing *= 1 - evening(event, asked, passed)[days - event["day"]]
    usual = evening(doors["event"], asked, passed)
    for day in range(1, days + 1):
        if day in resting:
            continue
        asks = min(times * doors["first_asks_per_day"], pool)
        pool -= asks
        missing *= math.exp(-asks * asked[days - day])
        if day > max(planned, default=0):
            missing *= math.exp(-times * doors["events_per_day"] * usual[days - day])
    return float(1 - missing)


@pytest.mark.parametrize("goal", list(Goal))
@pytest.mark.parametrize("first_asks_a_week", [None, 3.0])
def test_all_curves_equal_direct_convolution(goal: Goal, first_asks_a_week: float | None) -> None:
    ledger = read_story(EVERYTHING).ledger
    forecast = forecast_search(
        ledger,
        without_doubt(default_rates()),
        today=TODAY,
        by=BY,
        goal=goal,
        first_asks_a_week=first_asks_a_week,
    )
    told = described(forecast, ledger)
    days = (BY - TODAY).days
    for curve, times in (
        (forecast.stop, 0.0),
        (forecast.half, 0.5),
        (forecast.keep, 1.0),
        (forecast.double, 2.0),
    ):
        assert curve.at(BY).mean == pytest.approx(kept_up(told, times, days), abs=1e-12)


def test_the_story_has_no_problems_and_every_kind_of_link() -> None:
    told = read_story(EVERYTHING)
    assert told.problems == ()
    forecast = forecast_search(told.ledger, default_rates(), today=TODAY, by=BY)
    links = described(forecast, told.ledger)["network"]["links"]  # type: ignore[index]
    by_person = {link["what"].split(" was asked")[0]: link for link in links}
    assert by_person["Ana Reyes"]["far"] == "insider"
    assert by_person["Ola Berg"]["far"] == "insider"
    assert by_person["Dina Moss"]["far"] == "person:gus-hale"
    assert by_person["Emil Roth"]["far"] == "road"
    assert by_person["Nia Cole"]["near"] == "routes to planner-brightwater"
    assert {link["far"] for link in links if link["near"] == "person:gus-hale"} == {
        "road",
        "interviewed",
    }
    assert {link["state"] for link in links} == {"fresh", "silent", "promised"}
    assert by_person["Analyst at Oak Bank is at the employer"]["far"] == "interviewed"
    assert by_person["Buyer at Oak Bank is at the employer"]["far"] == "reached"
