"""What the forecast page shows: one sentence, a hundred marks, the two curves, the paces, why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from keepknocking.chains.estimates import Estimate
from keepknocking.chains.search import Curve, Reaching
from keepknocking.services.outlooks import Outlook, PaceChoice, Standing, last_day
from keepknocking.web.contexts.forecast_reasons import Behind, behind
from keepknocking.web.forms.forecast import ForecastForm
from keepknocking.web.pictures.curves import FanChart, FanCurve
from keepknocking.web.pictures.fan import fan
from keepknocking.web.pictures.hundred import Group, hundred
from keepknocking.web.pictures.marks import Mark
from keepknocking.web.pictures.tables import FigureTable, Picture
from keepknocking.web.pictures.whole_numbers import HALF
from keepknocking.wording.forecasts import already, ends_of
from keepknocking.wording.goals import heard
from keepknocking.wording.phrases import (
    HUNDRED,
    amount,
    day_in_words,
    few,
    is_wide,
    of_100,
    short_range,
    weekday_and_day,
    whole_of_100,
)

HALF_A_YEAR = 183  # design choice: days that the picture shows, where the question is nearer
ROOM_AFTER = 1.25  # design choice: the picture goes on a little after the last day that matters


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A sentence with the house's number in it: words, number, address of its reasons, words."""

    before: str
    value: str
    url: str
    after: str

    def __str__(self) -> str:
        """The sentence without its plate."""
        return f"{self.before}{self.value}{self.after}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A choice to tap: its name and value in the form, its words, and a lesser word beside them."""

    name: str
    value: str
    words: str
    beside: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Controls:
    """What can be asked for."""

    form: ForecastForm
    goals: tuple[Choice, ...]
    paces: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What to expect, at the pace and by the day asked for."""

    headline: Told
    spoken: str
    stop: Told
    lede: tuple[str, ...]
    marks: Picture
    even: Told
    chart: Picture
    pace_words: str
    paces: FigureTable
    pace_notes: tuple[str, ...]
    never: Told | None
    mending_url: str
    behind: Behind


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastPage:
    """The forecast page; without an answer where what was asked for cannot be."""

    when: str
    is_first: bool
    controls: Controls
    answer: Answer | None


def forecast_page(
    form: ForecastForm, standing: Standing, outlook: Outlook | None, *, today: date
) -> ForecastPage:
    """The whole page."""
    return ForecastPage(
        when=weekday_and_day(today, today=today),
        is_first=not standing.has_asked,
        controls=_controls(form, standing),
        answer=None if outlook is None else _answer(form, standing, outlook),
    )


def _controls(form: ForecastForm, standing: Standing) -> Controls:
    goal, pace = str(form["goal"].value()), str(form["pace"].value())
    return Controls(
        form=form,
        goals=tuple(_choice("goal", value, words, goal) for value, words in GOALS.items()),
        paces=tuple(
            _choice("pace", choice, words, pace, beside=beside)
            for choice, words, beside in _paces_to_choose(standing.pace.first_asks_a_week)
        ),
    )


def _choice(name: str, value: str, words: str, chosen: str, beside: str = "") -> Choice:
    return Choice(
        name=name, value=str(value), words=words, beside=beside, is_chosen=str(value) == chosen
    )


def _paces_to_choose(record: float) -> Iterator[tuple[PaceChoice, str, str]]:
    """The paces and how many a week that is; half of nothing and twice nothing are left out."""
    if record:
        yield PaceChoice.HALF, "Half", f"{amount(record / 2)} a week"
    yield PaceChoice.SAME, "As now", f"{amount(record)} a week"
    if record:
        yield PaceChoice.DOUBLE, "Double", f"{amount(record * 2)} a week"
    yield PaceChoice.NUMBER, "Another number", ""


GOALS = {"offer": "An offer", "interview": "An interview", "conversation": "A talk with an insider"}
"""The goals as one taps them."""


def _answer(form: ForecastForm, standing: Standing, outlook: Outlook) -> Answer:
    headline = _headline(standing, outlook)
    return Answer(
        headline=headline,
        spoken=str(headline),
        stop=_stop(outlook),
        lede=_lede(outlook),
        marks=_marks(outlook),
        even=_even(outlook),
        chart=_chart(outlook),
        pace_words=_pace_words(outlook),
        paces=_paces(outlook),
        pace_notes=_pace_notes(standing, outlook),
        never=_never(outlook) if standing.has_asked else None,
        mending_url=f"{reverse('forecast')}?{urlencode({**form.address, 'mending': 'yes'})}",
        behind=behind(outlook),
    )


def _by(outlook: Outlook) -> str:
    found = outlook.foreseen.forecast
    return day_in_words(found.by, today=found.today)


def _keep(outlook: Outlook) -> Estimate:
    return outlook.keep.at(outlook.foreseen.forecast.by)


def _headline(standing: Standing, outlook: Outlook) -> Told:
    keep = of_100(_keep(outlook).mean)
    start = "Of 100 searches like yours, "
    if not standing.has_asked and outlook.first_asks_a_week:
        asks = counted_asks(outlook.first_asks_a_week)
        start = f"With {asks} a week, of 100 searches like yours "
    does = heard(outlook.foreseen.forecast.goal.value, keep)
    return Told(
        before=start,
        value=keep,
        url="#why-keep",
        after=f" {does} through people by {_by(outlook)}.",
    )


def counted_asks(asks: float) -> str:
    """So many asks: "two asks", "1 ask", "1.5 asks"."""
    return "two asks" if asks == 2 else f"{amount(asks)} {'ask' if asks == 1 else 'asks'}"  # noqa: PLR2004 (by definition)


def _stop(outlook: Outlook) -> Told:
    found = outlook.foreseen.forecast
    stop = found.stop.at(found.by)
    if stop.high == 0:
        return Told(
            before="If you stop tonight, ",
            value="none",
            url="#why-stop",
            after=" do: nothing is under way yet.",
        )
    value = of_100(stop.mean)
    more = whole_of_100(_keep(outlook).mean) - whole_of_100(stop.mean)
    after = f" still {'does' if value == '1' else 'do'}, from what is under way."
    if more > 0:
        doors = "a door" if more == 1 else "doors"
        comes = "comes" if more == 1 else "come"
        after += f" The other {more} {comes} from {doors} you have not knocked on yet."
    return Told(before="If you stop tonight, ", value=value, url="#why-stop", after=after)


def _lede(outlook: Outlook) -> tuple[str, ...]:
    """What goes with the first sentence: how sure it is, and what has been reached already."""
    keep = _keep(outlook)
    low, high = whole_of_100(keep.low), whole_of_100(keep.high)
    if is_wide(keep):
        sure = f"Anything from {low} to {high} in 100: the record is too short to say more."
    elif low == high:
        sure = ""
    else:
        sure = f"Nobody knows it exactly: 8 times in 10 the true number lies from {low} to {high}."
    return tuple(
        words for words in (sure, already(outlook.foreseen), _short_of_people(outlook)) if words
    )


def _short_of_people(outlook: Outlook) -> str:
    """That there are too few people left to ask until the day of the question."""
    found = outlook.foreseen.forecast
    dry = outlook.runs_dry_on
    if dry is None or dry >= found.by or not found.pace.pool:
        return ""
    return f"In it, {_last_until(outlook)}: everybody you meet adds to these numbers."


def _marks(outlook: Outlook) -> Picture:
    people = whole_of_100(_keep(outlook).mean)
    groups = [Group(Mark.HOUSE, people, "through people")]
    rest = HUNDRED - people
    if outlook.by_any_way is not None:
        others = max(whole_of_100(outlook.by_any_way) - people, 0)
        groups.append(Group(Mark.HATCHED, others, "more in other ways: adverts, agencies, fairs"))
        rest -= others
    groups.append(Group(Mark.HOLLOW, rest, f"not yet by {_by(outlook)}"))
    return hundred(groups, of="searches like yours", large=True)


def _pace_words(outlook: Outlook) -> str:
    return {
        PaceChoice.HALF: "At half the pace",
        PaceChoice.SAME: "At this pace",
        PaceChoice.DOUBLE: "At twice the pace",
        PaceChoice.NUMBER: f"At {counted_asks(outlook.first_asks_a_week)} a week",
    }[outlook.choice]


def _reach(curve: Curve) -> Reaching:
    """When the chance is even."""
    return next(reach for reach in curve.reaches if reach.share == HALF)


def _even(outlook: Outlook) -> Told:
    found, reach = outlook.foreseen.forecast, _reach(outlook.keep)
    end = last_day(found)
    last = day_in_words(end, today=found.today)
    at = _pace_words(outlook)
    if reach.day is not None:
        early, late = ends_of(reach, end, today=found.today)
        return Told(
            before=f"{at}, an even chance comes by ",
            value=day_in_words(reach.day, today=found.today),
            url="#why-even",
            after=f", 8 times in 10 between {early} and {_plainly(late)}.",
        )
    furthest = outlook.keep.at(end)
    early = "" if reach.earliest is None else day_in_words(reach.earliest, today=found.today)
    hope = f" Where things go better than expected, it may come from {early} on." if early else ""
    return Told(
        before=f"{at}, an even chance does not come by {last}: this forecast ends there, at ",
        value=of_100(furthest.mean),
        url="#why-even",
        after=f" of 100.{hope}",
    )


def _plainly(late: str) -> str:
    return late.replace("after ", "some day after ")


def _chart(outlook: Outlook) -> Picture:
    found = outlook.foreseen.forecast
    even = _reach(outlook.keep).day
    to_even = 0 if even is None else (even - found.today).days
    furthest = max((found.by - found.today).days, to_even)
    days = min(max(HALF_A_YEAR, round(furthest * ROOM_AFTER)), found.horizon_days)
    keeping = {
        PaceChoice.HALF: "half the pace",
        PaceChoice.SAME: "keep knocking",
        PaceChoice.DOUBLE: "twice the pace",
        PaceChoice.NUMBER: f"{amount(outlook.first_asks_a_week)} a week",
    }[outlook.choice]
    does = heard(found.goal.value, "100")
    return fan(
        FanChart(
            ident="forecast",
            caption=f"Searches like yours that {does} through people",
            of="searches",
            start=found.today,
            curves=(_line(keeping, outlook.keep, days), _line("stop tonight", found.stop, days)),
            by=found.by,
            even=even is not None,
        )
    )


def _line(words: str, curve: Curve, days: int) -> FanCurve:
    end = days + 1
    return FanCurve(words, curve.mean[:end], curve.low[:end], curve.high[:end])


def _paces(outlook: Outlook) -> FigureTable:
    found = outlook.foreseen.forecast
    pace = found.pace.first_asks_a_week
    named = outlook.choice is PaceChoice.NUMBER
    this = f"{amount(pace)} a week" if named else "This pace"
    rows: list[tuple[str, float, Curve]] = [("Stop tonight", 0.0, found.stop)]
    if pace:
        rows.append((f"Half of {this}" if named else "Half the pace", pace / 2, found.half))
    rows.append((this, pace, found.keep))
    if pace:
        rows.append((f"Twice {this}" if named else "Twice the pace", pace * 2, found.double))
    return FigureTable(
        caption=f"What you put in, and what comes of it by {_by(outlook)}",
        head=("Pace", "First asks a week", "Of 100", "8 times in 10", "Even chance"),
        rows=tuple(
            (
                name,
                amount(asks),
                few(curve.at(found.by).mean),
                short_range(curve.at(found.by)),
                _even_day(curve, found.today),
            )
            for name, asks, curve in rows
        ),
    )


def _even_day(curve: Curve, today: date) -> str:
    day = _reach(curve).day
    return "not in a year" if day is None else day_in_words(day, today=today)


def _pace_notes(standing: Standing, outlook: Outlook) -> tuple[str, ...]:
    """What to know of a pace: that there is none, and until when there are people to ask."""
    found = outlook.foreseen.forecast
    notes = []
    if standing.pace.first_asks_a_week == 0 and outlook.choice is PaceChoice.SAME:
        notes.append(
            "No new door is being knocked at just now. Two asks a week would show in these "
            "numbers: try it above."
        )
    if not found.pace.pool:
        notes.append("Everybody you know has been asked. Every event brings new people.")
    elif outlook.runs_dry_on is not None:
        notes.append(f"{_pace_words(outlook)}, {_last_until(outlook)}. Meet new ones before that.")
    return tuple(notes)


def _last_until(outlook: Outlook) -> str:
    """How long the people last whom the seeker knows and has not asked."""
    found = outlook.foreseen.forecast
    until = (
        "" if outlook.runs_dry_on is None else day_in_words(outlook.runs_dry_on, today=found.today)
    )
    if found.pace.pool == 1:
        return f"the 1 person you know and have not asked lasts until {until}"
    return f"the {found.pace.pool} people you know and have not asked last until {until}"


def _never(outlook: Outlook) -> Told:
    """How many never get there through the people asked so far."""
    found = outlook.foreseen.forecast
    never = of_100(found.never_if_stopped.mean)
    return Told(
        before="If you stop tonight, ",
        value=never,
        url="#why-never",
        after=f" of 100 never {heard(found.goal.value, '100')} through the people asked so far.",
    )
