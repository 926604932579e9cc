"""A forecast in words and tables for the terminal: one sentence first, then days and paces."""

from datetime import timedelta

from keepknocking.chains.search import Curve
from keepknocking.cli.screen import Screen
from keepknocking.cli.tables import table
from keepknocking.services.questions import Foreseen
from keepknocking.wording.forecasts import already, never_if_stopped, until_dry, when_reached
from keepknocking.wording.goals import HEARD
from keepknocking.wording.phrases import (
    amount,
    day_in_words,
    few,
    from_to,
    is_wide,
    short_day,
    short_range,
    with_range,
)

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
    had = already(foreseen)
    words += f" {had}" if had else ""
    if is_wide(keep):
        words += " The range is wide: the record is too short to say more."
    return words


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
    dry = until_dry(foreseen)
    lines = [*when_reached(foreseen), never_if_stopped(foreseen)]
    return screen.bullets([*lines, dry] if dry else lines)


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
