"""How a forecast was computed, in the model's own words, for people and for other programs.

Everything an independent simulation needs: the nodes, the links with their chances, delays and days
of silence, the gates, the new doors, and the curves they give. Chances and delays are at their
means; where a rate is in doubt, the curves are means over joint draws and will differ from a
simulation at the means (take the rates without doubt to compare to the last digit).
"""

from datetime import date, timedelta

from keepknocking.chains.pace import WEEK
from keepknocking.chains.plan import Plan
from keepknocking.chains.search import Curve, SearchForecast
from keepknocking.chains.terms import ask_terms
from keepknocking.evidence.rates import EventRates, Rates
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.searches import Goal


def network_terms(plan: Plan) -> dict[str, object]:
    """Nodes, links and gates of what is under way."""
    return {
        "nodes": [*plan.names(), "reached"],
        "own_chance": {name: float(chance.mean()) for name, chance in plan.own.items()},
        "links": [
            {
                "near": link.near,
                "far": link.far,
                "what": link.what,
                "ask": link.ask,
                **link.terms,
                "chance_to_pass": float(
                    sum(wait.chance.mean() for wait in link.waits) if link.waits else 0.0
                ),
            }
            for link in plan.links
        ],
        "gates": [
            {"node": gate.node, "feeder": gate.feeder, "half_life_days": gate.half_life_days}
            for gate in plan.gates
        ],
    }


def event_terms(event: EventRates) -> dict[str, object]:
    """One evening: new people, and the chances per new person."""
    return {
        "kind": event.kind,
        "new_people": event.new_people.value,
        "a_name": event.a_name.mean,
        "an_opening": event.an_opening.mean,
        "an_interview": event.an_interview.mean,
        "an_offer": event.an_offer.mean,
    }


def door_terms(forecast: SearchForecast, ledger: Ledger) -> dict[str, object]:
    """The doors to come: new asks while the pool lasts, events at a pace, planned events."""
    rates, pace = forecast.rates, forecast.pace
    planned = [ledger.event[event] for event in forecast.planned_events]
    resting = [
        (forecast.today + timedelta(days=day)).isoformat()
        for day in range(forecast.horizon_days + 1)
        if any(pause.covers(forecast.today + timedelta(days=day)) for pause in ledger.pauses)
    ]
    return {
        "new_ask": {"far": "road", **ask_terms(rates.kind(purpose="introduction"))},
        "first_asks_per_day": pace.per_day(),
        "pool": pace.pool,
        "events_per_day": pace.events_a_week / WEEK,
        "event": event_terms(rates.event(None)),
        "planned_events": [
            {"day": (event.when.on - forecast.today).days, **event_terms(rates.event(event.kind))}
            for event in planned
        ],
        "paused_days": resting,
    }


def curve_terms(curve: Curve) -> dict[str, object]:
    """One curve: mean and middle 80 % for each day from today on, and the days of three shares."""
    return {
        "mean": list(curve.mean),
        "low": list(curve.low),
        "high": list(curve.high),
        "reaches": [
            {
                "share": reach.share,
                "day": _iso(reach.day),
                "earliest": _iso(reach.earliest),
                "latest": _iso(reach.latest),
            }
            for reach in curve.reaches
        ],
    }


def grounds_terms(rates: Rates) -> dict[str, object]:
    """Every rate with its key, how it is grounded, and the figures it cites."""
    return {
        rate.key: {
            "basis": rate.grounds.basis.value,
            "figures": list(rate.grounds.figures),
            "why": rate.grounds.why,
        }
        for rate in rates.entries
    }


def described(forecast: SearchForecast, ledger: Ledger) -> dict[str, object]:
    """The whole forecast as plain values."""
    curves = {
        "stop_tonight": forecast.stop,
        "keep_knocking": forecast.keep,
        "half_pace": forecast.half,
        "double_pace": forecast.double,
    }
    if forecast.other_ways is not None:
        curves["other_ways"] = forecast.other_ways
    if forecast.own_applications is not None:
        curves["own_applications"] = forecast.own_applications
    at_by = {name: curve.at(forecast.by) for name, curve in curves.items()}
    return {
        "today": forecast.today.isoformat(),
        "by": forecast.by.isoformat(),
        "goal": Goal(forecast.goal).value,
        "horizon_days": forecast.horizon_days,
        "draws": forecast.lanes,
        "rates": forecast.rates.name,
        "by_then": {
            name: {"mean": at.mean, "low": at.low, "high": at.high} for name, at in at_by.items()
        },
        "never_if_stopped": {
            "mean": forecast.never_if_stopped.mean,
            "low": forecast.never_if_stopped.low,
            "high": forecast.never_if_stopped.high,
        },
        "pace": {
            "first_asks_a_week": forecast.pace.first_asks_a_week,
            "events_a_week": forecast.pace.events_a_week,
            "pool": forecast.pace.pool,
            "runs_dry_on": _iso(forecast.runs_dry_on),
            "source": forecast.pace.source,
        },
        "network": network_terms(forecast.plan),
        "doors": door_terms(forecast, ledger),
        "curves": {name: curve_terms(curve) for name, curve in curves.items()},
        "grounds": grounds_terms(forecast.rates),
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
