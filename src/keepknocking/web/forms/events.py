"""What is typed about events: a new one, a guess, and what an evening came to."""

from datetime import date
from typing import Any

from django import forms

from keepknocking.ledger.events import RUNGS, NotPositive, Rung
from keepknocking.ledger.expectations import HUNDRED, DotsNotAHundred, WrongDots
from keepknocking.ledger.story.days import read_minutes
from keepknocking.ledger.story.statements import EventPlanned, NamedEvent

MOST_PEOPLE = 10_000  # design choice: nobody talks to more people on an evening
KINDS = ("class", "club", "conference", "dinner", "fair", "mixer", "talk")
FIELDS = {rung: rung.value.replace(" ", "_") for rung in RUNGS}
"""The name of each rung's field."""


def said(error: Exception) -> str:
    """The sentence of an error, as a page writes it."""
    words = str(error)
    return words[:1].upper() + words[1:].removesuffix(".") + "."


def clock_field(**more: Any) -> forms.TimeField:  # noqa: ANN401 (Django's own)
    """A field for a time of day on the clock of the place, in whole minutes; it may be empty."""
    return forms.TimeField(
        required=False,
        input_formats=["%H:%M"],
        error_messages={"invalid": "That is not a time: write it like 18:30."},
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        **more,
    )


class EventForm(forms.Form):
    """A new event: its name, its day, and, if she likes, when, where, its kind and length."""

    name = forms.CharField(
        label="What is it called?",
        error_messages={"required": "Give it a name, for example Chamber breakfast."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    on = forms.DateField(
        label="Which day?",
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": "Give its day, for example 2026-03-02.",
            "invalid": "That is not a day: write it like 2026-03-02.",
        },
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    begins = clock_field(label="When does it begin?", help_text="If you like.")
    place = forms.CharField(
        label="Where?",
        required=False,
        help_text="If you like.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    kind = forms.CharField(
        label="What kind?",
        required=False,
        help_text="One word, if you like: mixer, talk, fair, dinner, class, club, conference.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "kinds"}),
    )
    length = forms.CharField(
        label="How long?",
        required=False,
        help_text="If you like: 2h, 90m or 1h30m.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_length(self) -> int | None:
        """The minutes, or None where nothing was said."""
        written: str = self.cleaned_data["length"]
        if not written:
            return None
        minutes = read_minutes("".join(written.split()).lower())
        if minutes is None:
            raise forms.ValidationError("Write a length of time like 2h, 90m or 1h30m.")
        if minutes <= 0:
            raise forms.ValidationError(said(NotPositive("an event's length in minutes", minutes)))
        return minutes

    def point_out(self) -> None:
        """Let the page open at the first field with something wrong in it."""
        first = next(iter(self.errors))
        self.fields[first].widget.attrs["autofocus"] = True

    def planned(self) -> tuple[EventPlanned, date]:
        """What was told, and the day; only of a form that is valid."""
        told = self.cleaned_data
        named = NamedEvent(name=told["name"])
        planned = EventPlanned(
            event=named,
            kind=told["kind"] or None,
            minutes=told["length"],
            begins=told["begins"],
            place=told["place"] or None,
        )
        return planned, told["on"]


class GuessForm(forms.Form):
    """A hundred dots on five doors. What adds up wrongly is said in the ledger's own words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (Django's own)
        """One field for each door, worst to best."""
        super().__init__(*args, **kwargs)
        for rung, name in FIELDS.items():
            self.fields[name] = forms.IntegerField(
                label=rung.value,
                required=False,
                error_messages={"invalid": "Give a whole number from 0 to 100."},
                widget=forms.NumberInput(
                    attrs={
                        "min": 0,
                        "max": HUNDRED,
                        "step": 1,
                        "inputmode": "numeric",
                        "autocomplete": "off",
                    }
                ),
            )

    def clean(self) -> None:
        """Refuse what is not a hundred dots; an empty field holds none."""
        if self.errors:
            return
        if min(self.dots) < 0:
            raise forms.ValidationError(said(WrongDots(self.dots)))
        if sum(self.dots) != HUNDRED:
            raise forms.ValidationError(said(DotsNotAHundred(self.dots)))

    @property
    def dots(self) -> tuple[int, ...]:
        """The dots laid, worst rung first; only of a form whose fields are numbers."""
        return tuple(self.cleaned_data[name] or 0 for name in FIELDS.values())

    def poured(self) -> tuple[int, ...]:
        """What the doors show of the numbers as they were typed: each from 0 to 100."""
        return tuple(_shown(self[name].value()) for name in FIELDS.values())


def _shown(typed: object) -> int:
    text = str(typed).strip()
    if not text.isdecimal():
        return 0
    return min(int(text[:4]), HUNDRED)


class DebriefForm(forms.Form):
    """What an evening came to, whether anybody promised something, how many she talked to."""

    rung = forms.TypedChoiceField(
        choices=[(rung.value, rung.value) for rung in RUNGS],
        coerce=Rung,
        error_messages={
            "required": "Say which door it came to; then the seal opens.",
            "invalid_choice": "That is none of the five doors.",
        },
    )
    promise = forms.ChoiceField(
        choices=[("no", "No"), ("maybe", "A maybe"), ("yes", "A promise")], required=False
    )
    talked_to = forms.IntegerField(
        label="How many people did you talk to?",
        help_text="If you like.",
        required=False,
        min_value=0,
        max_value=MOST_PEOPLE,
        error_messages={
            "invalid": "Give a whole number, or leave it empty.",
            "min_value": "The number of people talked to must not be below zero.",
            "max_value": "Give a number up to 10,000.",
        },
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
