"""A forecast against a simulation that shares no code with it.

The simulation reads only what `knock forecast --json` says of itself (`described`), and plays the
model's words: asks are made, answered, kept or forgotten; those that would have ended before today
are thrown away (silence by rejection); openings close; new doors are knocked at until the pool is
dry. Nothing here imports forecast; rates are taken without doubt, so one number must come out.
"""

import math
from datetime import date
from typing import Any

import numpy as np
import pytest

from keepknocking.chains.description import described
from keepknocking.chains.search import forecast_search
from keepknocking.evidence.certain import without_doubt
from keepknocking.evidence.rates_file import default_rates
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.searches import Goal
from keepknocking.ledger.story.reading import read_story

Json = dict[str, Any]
TODAY = date(2026, 5, 4)
BY = date(2026, 7, 6)

BUSY = """
2026-03-02 search for "planner" goal offer
2026-03-02 event "Chamber breakfast" meetup 2h
2026-03-02 met Ana Reyes (Harbor Foods, buyer) at "Chamber breakfast"
2026-03-02 know Dina Moss (Oak Bank) well
2026-03-02 know Emil Roth slightly
2026-03-02 know Faye Lund
2026-03-03 asked Ana Reyes for an introduction to Ben Ode (Brightwater) by email
2026-03-12 Ana Reyes promised
2026-03-15 Ana Reyes introduced me to Ben Ode
2026-03-16 asked Ben Ode about openings at Brightwater
2026-03-16 Ben Ode knows Chen Wu (Brightwater, head of planning)
2026-04-02 nudged Ben Ode
2026-04-06 asked Dina Moss for an introduction to Gus Hale (Tern Freight)
2026-04-06 Gus Hale knows Hana Ito (Tern Freight)
2026-04-06 Gus Hale knows Ivo Petrov (Tern Freight)
2026-04-20 Dina Moss promised
2026-04-22 asked Emil Roth for a conversation by phone
2026-04-24 Emil Roth replied
2026-04-25 asked Faye Lund for an introduction
2026-04-27 Faye Lund introduced me to Jan Kovac (Lighthouse Press)
2026-05-11 event "Spring fair" fair 3h
"""

OPENINGS = """
2026-03-02 search for "planner" goal offer
2026-03-02 know Ana Reyes (Harbor Foods) well
2026-03-02 know Ben Ode (Brightwater)
2026-03-02 know Chen Wu (Brightwater)
2026-03-02 know Kim Vale
2026-03-02 know Lou Ames
2026-03-09 asked Ben Ode about openings
2026-03-20 Ben Ode told me of "Planner" at Brightwater
2026-04-20 asked Chen Wu for a referral for "Planner" at Brightwater
2026-04-21 asked Ana Reyes for an introduction to Mia Sand (Tern) for "Planner" at Brightwater
2026-03-25 asked Kim Vale about openings
2026-04-01 Kim Vale told me of "Buyer" at Tern Freight
2026-04-03 applied for "Buyer" at Tern Freight through Kim Vale
2026-04-04 asked Lou Ames about openings
2026-04-06 Lou Ames told me of "Analyst" at Oak Bank
2026-04-07 applied for "Analyst" at Oak Bank through Lou Ames
2026-04-24 interview for "Analyst" at Oak Bank
2026-04-10 know Nia Cole (Harbor Foods)
2026-04-10 opening "Clerk" at Harbor Foods
2026-04-22 asked Nia Cole for a referral for "Clerk" at Harbor Foods
2026-05-20 pause
"""


class Simulation:
    """Plays one search again and again, from its description alone."""

    def __init__(self, description: Json, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.description = description
        network = description["network"]
        self.links: dict[str, list[Json]] = {}
        for link in network["links"]:
            self.links.setdefault(link["near"], []).append(link)
        self.gates = {gate["node"]: gate for gate in network["gates"]}
        self.own = network["own_chance"]
        self.horizon = (
            date.fromisoformat(description["by"]) - date.fromisoformat(description["today"])
        ).days

    def delay(self, law: Json) -> int:
        weights = [part["weight"] for part in law["mixture"]]
        part = law["mixture"][self.rng.choice(len(weights), p=np.array(weights) / sum(weights))]
        return int(self.rng.geometric(part["phases"] / part["mean_days"], part["phases"]).sum())

    def happens(self, chance: float) -> bool:
        return bool(self.rng.random() < chance)

    def step(self, terms: Json) -> float:
        """Days from the ask to a promise, or infinity."""
        return self.delay(terms["answer_delay"]) if self.happens(terms["promise"]) else math.inf

    def fresh(self, terms: Json) -> float:
        if not self.happens(terms.get("if", 1.0)):
            return math.inf
        waited = float(self.delay(terms["wait_before"])) if "wait_before" in terms else 0.0
        for stage in terms.get("stages", [terms]):
            if "promise" in stage:
                waited += self.step(stage)
                waited += self.kept(stage) if math.isfinite(waited) else 0.0
        return waited

    def kept(self, terms: Json) -> float:
        if "fulfilment_delay" not in terms:
            return 0.0
        kept = self.happens(terms["fulfilment"])
        return self.delay(terms["fulfilment_delay"]) if kept else math.inf

    def silent(self, terms: Json) -> float:
        """Play the ask from its first day until one comes out as silent as this one is."""
        silent_days = terms["silent_days"]
        nudges = sorted(silent_days - ago for ago in terms.get("nudged_days_ago", []))
        while True:
            end, promised = self.answered(terms, nudges)
            if end > silent_days:
                break
        if not promised:
            return math.inf
        return float(end - silent_days + self.kept(terms))

    def answered(self, terms: Json, nudges: list[int]) -> tuple[float, bool]:
        """The day of the answer, and whether it is a promise."""
        promise, decline = terms["promise"], terms["decline"]
        draw = self.rng.random()
        begun, answers = 0, draw < promise + decline
        for nudge in nudges:
            if not answers and self.happens(terms["nudge_revival"]):
                begun, answers = nudge, True
                draw = self.rng.random() * (promise + decline)
        if not answers:
            return math.inf, False
        promised = draw < promise
        return begun + self.delay(terms["answer_delay" if promised else "decline_delay"]), promised

    def promised(self, terms: Json) -> float:
        silent_days = terms["silent_days"]
        nudges = sorted(silent_days - ago for ago in terms["nudged_days_ago"])
        while True:
            begun, kept = 0, self.happens(terms["fulfilment"])
            for nudge in nudges:
                if not kept and self.happens(terms["nudge_revival"]):
                    begun, kept = nudge, True
            end = begun + self.delay(terms["fulfilment_delay"]) if kept else math.inf
            if end > silent_days:
                return float(end - silent_days)

    def passing(self, link: Json) -> float:
        ways = {"fresh": self.fresh, "silent": self.silent, "promised": self.promised}
        return ways[link["state"]](link)

    def reached(self, node: str, *, left: float) -> float:
        """Days from being in touch with a node to the goal, as far as it matters."""
        if node == "reached" or self.happens(self.own.get(node, 0.0)):
            return 0.0
        if node in self.gates:
            return self.through(self.gates[node], left=left)
        best = math.inf
        for link in self.links.get(node, []):
            passed = self.passing(link)
            if passed <= min(left, best):
                best = min(best, passed + self.reached(link["far"], left=left - passed))
        return best

    def through(self, gate: Json, *, left: float) -> float:
        """First arrival by any route, if the opening is open on that day."""
        arrived = self.reached(gate["feeder"], left=left)
        closes = self.rng.exponential(gate["half_life_days"] / math.log(2))
        return arrived if arrived < closes else math.inf

    def new_doors(self, times: float) -> float:
        doors = self.description["doors"]
        today = date.fromisoformat(self.description["today"])
        paused = {(date.fromisoformat(day) - today).days for day in doors["paused_days"]}
        best, pool = math.inf, float(doors["pool"])
        last_planned = max((event["day"] for event in doors["planned_events"]), default=0)
        for event in doors["planned_events"]:
            best = min(best, event["day"] + self.evening(event))
        for day in range(1, self.horizon + 1):
            if day in paused:
                continue
            asks = min(times * doors["first_asks_per_day"], pool)
            pool -= asks
            for _ in range(self.rng.poisson(asks)):
                best = min(best, day + self.asked())
            if day > last_planned:
                for _ in range(self.rng.poisson(times * doors["events_per_day"])):
                    best = min(best, day + self.evening(doors["event"]))
        return best

    def asked(self) -> float:
        ask = self.description["doors"]["new_ask"]
        passed = self.fresh(ask)
        if passed > self.horizon:
            return math.inf
        return passed + self.reached("road", left=self.horizon - passed)

    def evening(self, event: Json) -> float:
        """The number of new people is a real number in the model: a last part counts in part."""
        people = event["new_people"]
        whole = int(people)
        # (1 - x)^people is met in the mean by a last person who counts with a chance only for
        # small x; the difference is far below the standard error for the chances here.
        count = whole + self.happens(people - whole)
        return min((self.acquaintance(event) for _ in range(count)), default=math.inf)

    def acquaintance(self, event: Json) -> float:
        """The best that one new person brings: her several yields are read as independent."""
        if self.happens(event["an_offer"]):
            return 0.0
        if self.happens(event["an_interview"]):
            interviewed = "interviewed" in self.description["network"]["nodes"]
            return self.reached("interviewed", left=self.horizon) if interviewed else 0.0
        if self.happens(event["an_opening"]):
            return self.reached("insider", left=self.horizon)
        return self.asked() if self.happens(event["a_name"]) else math.inf

    def share(self, times: float, runs: int) -> float:
        """Share of runs that reach the goal by the day, with `times` the present pace."""
        hits = 0
        for _ in range(runs):
            first = self.reached("seeker", left=self.horizon)
            if times > 0 and first > self.horizon:
                first = min(first, self.new_doors(times))
            hits += first <= self.horizon
        return hits / runs


def ledger_of(story: str) -> Ledger:
    told = read_story(story)
    assert told.problems == ()
    return told.ledger


def compare(story: str, goal: Goal, *, runs: int, seed: int) -> None:
    ledger, rates = ledger_of(story), without_doubt(default_rates())
    forecast = forecast_search(ledger, rates, today=TODAY, by=BY, goal=goal)
    simulation = Simulation(described(forecast, ledger), seed)
    for curve, times in ((forecast.stop, 0.0), (forecast.keep, 1.0), (forecast.double, 2.0)):
        computed = curve.at(BY).mean
        standard_error = math.sqrt(computed * (1.0 - computed) / runs)
        assert abs(simulation.share(times, runs) - computed) < 4 * standard_error


@pytest.mark.parametrize("goal", list(Goal))
@pytest.mark.parametrize("story", [BUSY, OPENINGS], ids=["busy", "openings"])
def test_a_simulation_of_the_description_agrees_with_the_forecast(story: str, goal: Goal) -> None:
    compare(story, goal, runs=1_500, seed=20260302)


@pytest.mark.slow
@pytest.mark.parametrize("goal", list(Goal))
@pytest.mark.parametrize("story", [BUSY, OPENINGS], ids=["busy", "openings"])
def test_a_long_simulation_agrees_too(story: str, goal: Goal) -> None:
    compare(story, goal, runs=40_000, seed=1)
