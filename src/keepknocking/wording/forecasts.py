"""A forecast in words: what has been reached already, when it comes, and how it was computed."""

from datetime import date, timedelta

from keepknocking.chains.employers import reached_already
from keepknocking.chains.search import Reaching
from keepknocking.services.questions import Foreseen
from keepknocking.services.rates import count_of_grounds
from keepknocking.wording.goals import HEARD
from keepknocking.wording.phrases import amount, counted, day_in_words, listed, of_100, with_range


def already(foreseen: Foreseen) -> str:
    """What has been reached before today, so that nobody reads the numbers as of the first one."""
    ledger, forecast = foreseen.asked.search.ledger, foreseen.forecast
    stages = reached_already(ledger, forecast.goal)
    if not stages:
        return ""
    opening = ledger.opening[stages[-1].opening]
    day = day_in_words(stages[-1].when.on, today=forecast.today)
    return (
        f"You have had {counted(len(stages), forecast.goal.value)} ({opening.title} at "
        f"{opening.organization}, {day}); these numbers are about the next one."
    )


def when_reached(foreseen: Foreseen) -> list[str]:
    """When a quarter, half and three quarters have got there, if the seeker keeps knocking."""
    forecast = foreseen.forecast
    end = forecast.today + timedelta(days=forecast.horizon_days)
    heard = HEARD[forecast.goal.value]
    lines = [
        _reaching(reach, end, today=forecast.today, heard=heard)
        for reach in forecast.keep.reaches
        if reach.earliest is not None
    ]
    beyond = [of_100(reach.share) for reach in forecast.keep.reaches if reach.earliest is None]
    if beyond:
        last = day_in_words(end, today=forecast.today)
        lines.append(
            f"{listed(beyond)} of 100 {heard}: not before {last}, where this forecast ends"
        )
    return lines


def _reaching(reach: Reaching, end: date, *, today: date, heard: str) -> str:
    share = f"{of_100(reach.share)} of 100 {heard}"
    last = day_in_words(end, today=today)
    day = f"after {last}" if reach.day is None else f"by {day_in_words(reach.day, today=today)}"
    early, late = ends_of(reach, end, today=today)
    return f"{share} {day} if you keep knocking (8 times in 10: {early} to {late})"


def ends_of(reach: Reaching, end: date, *, today: date) -> tuple[str, str]:
    """The two ends of the range of a day, in words; `end` is the last day of the forecast."""
    early = day_in_words(reach.earliest or end, today=today)
    if reach.latest is None:
        return early, f"after {day_in_words(end, today=today)}"
    return early, day_in_words(reach.latest, today=today)


def never_if_stopped(foreseen: Foreseen) -> str:
    """How many never get there through what is under way."""
    return (
        f"If you stop tonight, {with_range(foreseen.forecast.never_if_stopped)} of 100 never do "
        "through the people asked so far."
    )


def until_dry(foreseen: Foreseen) -> str:
    """Until when there are people left to ask; empty where they last as long as the forecast."""
    forecast = foreseen.forecast
    if forecast.runs_dry_on is None:
        return ""
    return (
        f"At this pace the {counted(forecast.pace.pool, 'person', 'people')} you know and have "
        f"not asked last until {day_in_words(forecast.runs_dry_on, today=forecast.today)}; "
        "meet new ones before that."
    )


def how_computed(foreseen: Foreseen, *, read_more: str) -> list[str]:
    """Which rates, which pace, what is exact, what is a bound, and what is not in it.

    `read_more` says where the rates stand with their reasons.
    """
    forecast = foreseen.forecast
    counts = count_of_grounds(forecast.rates)
    said = ", ".join(f"{count} {basis.value}" for basis, count in counts.items())
    lines = [
        f"Rates: {forecast.rates.name} ({said}); {read_more}.",
        (
            f"Doubt: all rates drawn together {forecast.lanes} times; the number is the mean of "
            "the draws, the range their middle 80 of 100."
            if foreseen.asked.with_doubt
            else "Doubt: left out, every rate is at its mean; so the numbers are too sure of "
            "themselves, and too hopeful."
        ),
        (
            f"Under way: {counted(len(forecast.plan.links), 'link')}, each with its own days of "
            "silence, followed day by day."
        ),
        (
            "Exact where chains share nobody; where two chains need one person the number is an "
            "upper bound, a little too hopeful."
        ),
        (
            f"Pace: {amount(forecast.pace.first_asks_a_week)} first asks a week "
            f"({forecast.pace.source}); {counted(forecast.pace.pool, 'person', 'people')} left "
            "to ask."
        ),
    ]
    if forecast.planned_events:
        lines.append(f"Planned: {counted(len(forecast.planned_events), 'event')} to come counted.")
    lines.append(other_ways(foreseen))
    return lines


def other_ways(foreseen: Foreseen) -> str:
    """What is not in the numbers, and what it would bring by itself."""
    forecast = foreseen.forecast
    apart = "Not in it: adverts, agencies and other ways without a person"
    if forecast.other_ways is None:
        return f"{apart}, and luck. No number here is a promise."
    at = forecast.other_ways.at(forecast.by)
    own = ""
    if forecast.own_applications is not None:
        hopes = with_range(forecast.own_applications.at(forecast.by))
        own = f" Your applications that nobody spoke for, by themselves: {hopes} of 100."
    return (
        f"{apart}; by themselves they would bring {with_range(at)} of 100 by then.{own} "
        "No number here is a promise."
    )
