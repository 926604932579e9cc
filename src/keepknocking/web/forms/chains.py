"""Up to which day and for what a chain's ways round are weighed."""

from collections.abc import Mapping
from datetime import date

from django import forms

from keepknocking.ledger.searches import Goal
from keepknocking.web.forms.people import DayField

GOALS = (
    (Goal.CONVERSATION.value, "a talk inside"),
    (Goal.INTERVIEW.value, "an interview"),
    (Goal.OFFER.value, "an offer"),
)


class AheadForm(forms.Form):
    """A goal and a day, which come with the address; what is not said is as usual."""

    goal = forms.ChoiceField(label="For what", choices=GOALS, widget=forms.RadioSelect)
    by = DayField(label="By when")

    def __init__(self, said: Mapping[str, str], *, goal: Goal, by: date) -> None:
        """What the address says, over what is usual."""
        usual = {"goal": goal.value, "by": by.isoformat()}
        told = {name: said.get(name, "").strip() or word for name, word in usual.items()}
        super().__init__(told, label_suffix="", auto_id="ahead-%s")
        self.is_said = any(said.get(name, "").strip() for name in usual)

    @property
    def day(self) -> date:
        """The day, once the form is valid."""
        day: date = self.cleaned_data["by"]
        return day

    @property
    def wanted(self) -> Goal:
        """The goal, once the form is valid."""
        return Goal(self.cleaned_data["goal"])
