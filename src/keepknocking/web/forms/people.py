"""Somebody new, and what every form about a person has: a day that has come, names as typed.

A form checks what one field can know. Whether the statement fits with the rest of the ledger is the
story's to say; what it says stands above the form.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from keepknocking.ledger.people import EmptyName, TieStrength
from keepknocking.ledger.story import statements as say
from keepknocking.ledger.story.statements import Details, Named, NamedEvent

NO_NAME = str(EmptyName("person"))
_WITH_ID = re.compile(r"(?P<name>.*\S)\s+#(?P<id>\w+(?:[-.]+\w+)*)")

STRENGTHS = (
    (TieStrength.CLOSE.value, "well"),
    (TieStrength.ACQUAINTANCE.value, "slightly"),
    (TieStrength.STRANGER.value, "not yet"),
)


class DayField(forms.DateField):
    """A day that has come; today unless another one is chosen."""

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 (as Django has it)
        """A field of the browser's own for days."""
        kept = {
            "label": "Day",
            "widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "input_formats": ["%Y-%m-%d"],
            "error_messages": {
                "invalid": "This is not a day: write it like 2026-03-02.",
                "required": "Say on which day: write it like 2026-03-02.",
            },
        }
        super().__init__(**{**kept, **more})


class DayForm(forms.Form):
    """Something that happened on a day."""

    day = DayField()

    def __init__(
        self,
        data: Mapping[str, str] | None = None,
        *,
        today: date,
        place: str = "",
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        """`place` tells the fields of this form from those of others on the same page."""
        super().__init__(
            data,
            initial={"day": today, **(initial or {})},
            auto_id=f"{place}-%s",
            label_suffix="",
        )
        self.today = today
        self.fields["day"].widget.attrs["max"] = today.isoformat()

    def clean_day(self) -> date:
        """The day, which has come."""
        day: date = self.cleaned_data["day"]
        if day > self.today:
            raise forms.ValidationError(
                f"This day has not come (today is {self.today}): only an event is planned."
            )
        return day

    def said(self, name: str) -> str | None:
        """What was typed in a field, or None for nothing."""
        return self.cleaned_data.get(name) or None


class PersonForm(DayForm):
    """Somebody new: who she is, how well the seeker knows her, where they met."""

    name = forms.CharField(label="Name", error_messages={"required": NO_NAME})
    organization = forms.CharField(label="Organization, if you know it", required=False)
    role = forms.CharField(label="Role, if you know it", required=False)
    strength = forms.ChoiceField(
        label="How well you know them",
        choices=STRENGTHS,
        initial=TieStrength.ACQUAINTANCE.value,
        widget=forms.RadioSelect,
    )
    event = forms.CharField(
        label="Met at which event, if at one",
        required=False,
        help_text="An event you have not written down yet is put down for that day.",
    )
    another = forms.BooleanField(label="This is somebody else of the same name", required=False)
    field_order = ("name", "organization", "role", "strength", "event", "day", "another")

    def statements(self, identity: str) -> tuple[say.Statement, ...]:
        """What brings her in under the id, and how well she is known where a meeting says less."""
        cleaned = self.cleaned_data
        details = details_of(self.said("organization"), self.said("role"))
        new = Named(name=cleaned["name"], id=identity, details=details)
        known = say.Knows(
            of=None,
            to=Named(name=cleaned["name"], id=identity),
            strength=TieStrength(cleaned["strength"]),
        )
        event = self.said("event")
        if event is None:
            return (say.PersonTold(person=new), known)
        met = say.Met(person=new, event=NamedEvent(name=event))
        return (met, known) if known.strength is TieStrength.CLOSE else (met,)


def named(text: str, organization: str | None = None, role: str | None = None) -> Named:
    """A person as typed in a field: a name, and an id behind it where there is one.

    >>> named("Ana Reyes #ana-reyes-2").id
    'ana-reyes-2'
    """
    written = _WITH_ID.fullmatch(text)
    name, identity = (text, None) if written is None else (written["name"], written["id"])
    return Named(name=name, id=identity, details=details_of(organization, role))


def details_of(organization: str | None, role: str | None) -> Details | None:
    """What stands in parentheses after a name, or None for nothing."""
    if organization is None and role is None:
        return None
    return Details(organization, role)
