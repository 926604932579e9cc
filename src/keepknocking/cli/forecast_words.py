"""A forecast in words and tables: one sentence first, then days, paces, and how it was computed."""

from datetime import date, timedelta

from keepknocking.chains.employers import reached_already
from keepknocking.chains.search import Curve, Reaching
from keepknocking.cli.phrases import (
    amount,
    counted,
    day_in_words,
    few,
    from_to,
    is_wide,
    listed,
    of_100,
    short_day,
    short_range,
    with_range,
)
from keepknocking.cli.screen import Screen
from keepknocking.cli.tables import table
from keepknocking.services.questions import Foreseen
from keepknocking.services.rates import count_of_grounds

HEARD = {
    "offer": "hear yes",
    "interview": "get an interview",
    "conversation": "talk to somebody inside",
}
"""What reaching a goal is called in a sentence about searches."""
WEEKS_SHOWN = (2, 4, 8, 13, 26, 52)  # design choice: the days of the table, in weeks from today


def first_sentence(foreseen: Foreseen) -> str:
    """What to expect, in one sentence."""
    forecast = foreseen.forecast
    keep, stop = forecast.keep.at(forecast.by), forecast.stop.at(forecast.by)
    by = day_in_words(forecast.by, today=forecast.today)
    words = (
        f"Of 100 searches like this one, {with_range(keep)} {HEARD[forecast.goal.value]} through "
        f"people by {by} if you keep knocking, and "
    )
    if stop.high > 0:
        words += f"{with_range(stop)} if you stop tonight."
    else:
        words += "none if you stop tonight, because nothing is under way."
    words += _already(foreseen)
    if is_wide(keep):
        words += " The range is wide: the record is too short to say more."
    return words


def _already(foreseen: Foreseen) -> str:
    """What has been reached before today, so that nobody reads the numbers as of the first one."""
    ledger, forecast = foreseen.asked.search.ledger, foreseen.forecast
    stages = reached_already(ledger, forecast.goal)
    if not stages:
        return ""
    opening = ledger.opening[stages[-1].opening]
    day = day_in_words(stages[-1].when.on, today=forecast.today)
    return (
        f" You have had {counted(len(stages), forecast.goal.value)} ({opening.title} at "
        f"{opening.organization}, {day}); these numbers are about the next one."
    )


def to_do(foreseen: Foreseen) -> str:
    """What is in the seeker's hands: the pace, or what to begin with."""
    forecast = foreseen.forecast
    if forecast.pace.first_asks_a_week == 0 and forecast.pace.pool:
        return (
            "No new door is being knocked at. Two asks a week would show in these numbers: "
            "try --pace 2, and see knock today for a first one."
        )
    double, keep = forecast.double.at(forecast.by), forecast.keep.at(forecast.by)
    return (
        f"Knocking twice as often: {from_to(keep.mean, double.mean)}. "
        "The next door is in knock today; the weak link in knock weak."
    )


def dates_table(foreseen: Foreseen) -> str:
    """Both curves at a few days."""
    forecast = foreseen.forecast
    days = {forecast.today + timedelta(weeks=weeks) for weeks in WEEKS_SHOWN} | {forecast.by}
    last = forecast.today + timedelta(days=forecast.horizon_days)
    rows = [("by", "stop tonight", "keep knocking")]
    for day in sorted(day for day in days if day <= last):
        stop, keep = forecast.stop.at(day), forecast.keep.at(day)
        rows.append(
            (
                day_in_words(day, today=forecast.today),
                f"{few(stop.mean)} ({short_range(stop)})",
                f"{few(keep.mean)} ({short_range(keep)})",
            )
        )
    return table(rows, right=(1, 2), indent="  ")


def when_table(foreseen: Foreseen, screen: Screen) -> str:
    """When a quarter, half and three quarters have got there, and how many never do if stopped."""
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
    lines.append(
        f"If you stop tonight, {with_range(forecast.never_if_stopped)} of 100 never do "
        "through the people asked so far."
    )
    if forecast.runs_dry_on is not None:
        lines.append(
            f"At this pace the {counted(forecast.pace.pool, 'person', 'people')} you know and have "
            f"not asked last until {day_in_words(forecast.runs_dry_on, today=forecast.today)}; "
            "meet new ones before that."
        )
    return screen.bullets(lines)


def _reaching(reach: Reaching, end: date, *, today: date, heard: str) -> str:
    share = f"{of_100(reach.share)} of 100 {heard}"
    last = day_in_words(end, today=today)
    day = f"after {last}" if reach.day is None else f"by {day_in_words(reach.day, today=today)}"
    early = day_in_words(reach.earliest or end, today=today)
    late = f"after {last}" if reach.latest is None else day_in_words(reach.latest, today=today)
    return f"{share} {day} if you keep knocking (8 times in 10: {early} to {late})"


def pace_table(foreseen: Foreseen) -> str:
    """Half, the same and twice the pace of first asks, by the day of the question."""
    forecast = foreseen.forecast
    pace = forecast.pace.first_asks_a_week
    curves: tuple[tuple[str, float, Curve], ...] = (
        ("stop tonight", 0.0, forecast.stop),
        ("half the pace", pace / 2, forecast.half),
        ("this pace", pace, forecast.keep),
        ("twice the pace", pace * 2, forecast.double),
    )
    rows = [("", "asks a week", f"of 100 by {short_day(forecast.by)}", "8 in 10")]
    for name, asks, curve in curves:
        at = curve.at(forecast.by)
        rows.append((name, amount(asks), few(at.mean), short_range(at)))
    return table(rows, right=(1, 2, 3), indent="  ")


def how_computed(foreseen: Foreseen) -> list[str]:
    """Which rates, which pace, what is exact, what is a bound, and what is not in it."""
    forecast = foreseen.forecast
    counts = count_of_grounds(forecast.rates)
    said = ", ".join(f"{count} {basis.value}" for basis, count in counts.items())
    lines = [
        f"Rates: {forecast.rates.name} ({said}); each with its reasons: knock evidence --rates.",
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
    lines.append(_other_ways(foreseen))
    return lines


def _other_ways(foreseen: Foreseen) -> str:
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
