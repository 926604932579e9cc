"""A forecast as pictures: a hundred searches, and the two curves with their bands."""

import click

from keepknocking.chains.search import Curve
from keepknocking.cli.charts import KEEP, KEEP_BAND, STOP, STOP_BAND, Frame, Line, two_curves
from keepknocking.cli.dots import SQUARES, SQUARES_ASCII, hundred
from keepknocking.cli.screen import Screen, of_the_house, soft
from keepknocking.services.questions import Foreseen
from keepknocking.wording.phrases import HUNDRED, day_in_words, whole_of_100

HALF_A_YEAR = 183  # design choice: days that the picture shows, where the question is nearer
_ROOM_AFTER = 1.25  # design choice: the picture goes on a little after the day of the question
_COLOURS = {KEEP: "bright_blue", KEEP_BAND: "blue", STOP: "cyan", STOP_BAND: "cyan"}


def squares(foreseen: Foreseen, screen: Screen) -> str:
    """A hundred searches: those that reach it from what is under way, and from doors to come."""
    forecast = foreseen.forecast
    stop = whole_of_100(forecast.stop.at(forecast.by).mean)
    keep = max(whole_of_100(forecast.keep.at(forecast.by).mean), stop)
    full, striped, empty = SQUARES if screen.unicode else SQUARES_ASCII
    day = day_in_words(forecast.by, today=forecast.today)
    said = [
        f"{full} {stop} from what is under way",
        f"{striped} {keep - stop} more if you keep knocking",
        f"{empty} {HUNDRED - keep} not by {day}",
    ]
    rows = hundred([stop, keep - stop], unicode=screen.unicode, paint=_square)
    return "\n".join([*rows, "", *(f"  {line}" for line in said)])


def _square(text: str, role: str) -> str:
    return soft(text) if role == "rest" else of_the_house(text)


def chart(foreseen: Foreseen, screen: Screen) -> str:
    """The two curves."""
    forecast = foreseen.forecast
    to_by = (forecast.by - forecast.today).days
    days = min(max(HALF_A_YEAR, round(to_by * _ROOM_AFTER)), forecast.horizon_days)
    frame = Frame(
        start=forecast.today, mark=forecast.by, width=screen.width, unicode=screen.unicode
    )
    lines = two_curves(
        _line(forecast.keep, days), _line(forecast.stop, days), frame=frame, paint=_paint
    )
    meaning = (
        "Solid: you keep knocking. Dashed: you stop tonight. Shaded: where the true number lies "
        "8 times in 10."
    )
    return "\n".join([soft("  of 100 searches"), *lines, "", soft(screen.wrapped(meaning))])


def _line(curve: Curve, days: int) -> Line:
    end = days + 1
    return Line(mean=curve.mean[:end], low=curve.low[:end], high=curve.high[:end])


def _paint(text: str, role: str) -> str:
    return click.style(text, fg=_COLOURS.get(role), bold=role in (KEEP, STOP))
