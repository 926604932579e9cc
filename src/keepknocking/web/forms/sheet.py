"""What the seeker shows on the page for a meeting: each item is hers to tick."""

from collections.abc import Mapping
from datetime import date

from django import forms

from keepknocking.web.forms.people import DayField
from keepknocking.wording.sheet import Names, Shown

NAMES = (
    (Names.FULL.value, "names"),
    (Names.INITIALS.value, "initials"),
    (Names.NONE.value, "neither"),
)


class ShownForm(forms.Form):
    """Since when, and what is shown; what is not said is left out, and names are initials."""

    since = DayField(label="Told since")
    names = forms.ChoiceField(label="The people you know", choices=NAMES, widget=forms.RadioSelect)
    numbers = forms.BooleanField(label="What to expect (the house’s numbers)", required=False)  # noqa: RUF001 (as in print)
    marks = forms.BooleanField(label="How near your guesses were", required=False)
    time = forms.BooleanField(label="The time you put in", required=False)

    def __init__(self, said: Mapping[str, str], *, since: date) -> None:
        """What the address says, over what is usual."""
        usual = {"since": since.isoformat(), "names": Names.INITIALS.value}
        told = {name: said.get(name, "").strip() or word for name, word in usual.items()}
        ticked = {name: "on" for name in ("numbers", "marks", "time") if said.get(name)}
        super().__init__({**told, **ticked}, label_suffix="", auto_id="sheet-%s")

    @property
    def shown(self) -> Shown:
        """What is shown, once the form is valid."""
        return Shown(
            names=Names(self.cleaned_data["names"]),
            numbers=self.cleaned_data["numbers"],
            marks=self.cleaned_data["marks"],
            time=self.cleaned_data["time"],
        )

    @property
    def day(self) -> date:
        """Since when it is told, once the form is valid."""
        day: date = self.cleaned_data["since"]
        return day
