"""What a forecast is asked for: of what, by which day, at which pace.

Everything may be left out. What cannot be is said at its field, and the rest is kept as typed.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from math import isfinite
from typing import cast

from django import forms

from keepknocking.chains.search import NotWithinHorizon
from keepknocking.ledger.searches import Goal
from keepknocking.services.outlooks import PaceChoice
from keepknocking.services.questions import DayNotAhead
from keepknocking.web.forms.events import said
from keepknocking.wording.goals import HEARD

MOST_A_WEEK = 1000.0  # design choice, as in the terminal: nobody asks more people in a week
_LONGEST = 40  # numerical: what is typed is repeated no longer than this
ISO = "%Y-%m-%d"


class GoalField(forms.ChoiceField):
    """One of the three goals."""

    def to_python(self, value: object) -> Goal:
        """The goal, or what is wrong with the word."""
        try:
            return Goal(str(value))
        except ValueError:
            goals = ", ".join(goal.value for goal in Goal)
            words = f"{_typed(value)} is not a goal: say one of {goals}."
            raise forms.ValidationError(words) from None

    def validate(self, value: object) -> None:
        """Nothing more: the word is one of the goals by now."""


class AheadField(forms.Field):
    """A day ahead, within the forecast."""

    widget = forms.DateInput(attrs={"type": "date"}, format=ISO)
    today = date.min
    horizon_days = 0

    def to_python(self, value: object) -> date:
        """The day, or what is wrong with it."""
        try:
            by = date.fromisoformat(str(value).strip())
        except ValueError:
            words = f"{_typed(value)} is not a day: write it like 2026-03-02."
            raise forms.ValidationError(words) from None
        if by <= self.today:
            raise forms.ValidationError(said(DayNotAhead(by, self.today)))
        last = self.today + timedelta(days=self.horizon_days)
        if by > last:
            first = self.today + timedelta(days=1)
            raise forms.ValidationError(said(NotWithinHorizon(by, first, last)))
        return by


class WeekField(forms.Field):
    """So many first asks a week."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": "5"})

    def to_python(self, value: object) -> float:
        """The number, or what is wrong with it."""
        text = str(value).strip().replace(",", ".")
        try:
            number = float(text)
        except ValueError:
            number = float("nan")
        if not isfinite(number):
            words = f"{_typed(value)} is not a number one can count with: write it like 2 or 1.5."
            raise forms.ValidationError(words)
        if not 0 <= number <= MOST_A_WEEK:
            words = f"{_typed(value)} first asks a week: give a number from 0 to 1,000."
            raise forms.ValidationError(words)
        return number


def _typed(value: object) -> str:
    """What was typed, in quotes and not too long."""
    text = str(value)
    return repr(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")


class ForecastForm(forms.Form):
    """Of what, by which day, at which pace."""

    goal = GoalField(
        label="Of what?",
        required=False,
        choices=[(goal.value, HEARD[goal.value]) for goal in reversed(Goal)],
        widget=forms.RadioSelect,
    )
    by = AheadField(label="By which day?", required=False)
    pace = forms.CharField(label="How fast?", required=False)
    asks = WeekField(label="First asks a week", required=False)

    def __init__(
        self,
        data: Mapping[str, str],
        *,
        today: date,
        horizon_days: int,
        usual: Mapping[str, object],
    ) -> None:
        """`usual` is what stands in a field of which nothing is said."""
        kept = {key: data.get(key) or value for key, value in usual.items()}
        if _is_number_word(kept["pace"]):
            kept = {**kept, "asks": kept["pace"], "pace": PaceChoice.NUMBER.value}
        super().__init__(kept, label_suffix="")
        by = cast("AheadField", self.fields["by"])
        by.today, by.horizon_days = today, horizon_days
        last = today + timedelta(days=horizon_days)
        by.widget.attrs |= {"min": (today + timedelta(days=1)).isoformat(), "max": last.isoformat()}

    def clean_pace(self) -> PaceChoice:
        """How fast; a number is said in its own field."""
        return PaceChoice(self.cleaned_data["pace"])

    @property
    def first_asks_a_week(self) -> float | None:
        """The number of first asks a week that is asked for, or None for the record's own."""
        if self.cleaned_data["pace"] is not PaceChoice.NUMBER:
            return None
        asks: float = self.cleaned_data["asks"]
        return asks

    @property
    def address(self) -> dict[str, str]:
        """What the form says, as short as an address can: only of a form that is valid."""
        pace = self.cleaned_data["pace"]
        asks = self.first_asks_a_week
        return {
            "goal": self.cleaned_data["goal"].value,
            "by": self.cleaned_data["by"].isoformat(),
            "pace": pace.value if asks is None else f"{asks:g}",
        }


def _is_number_word(pace: object) -> bool:
    """Whether the pace is said as a number (or as something that is meant to be one)."""
    return pace not in set(PaceChoice)
