"""From which day to which the work-search log goes."""

from collections.abc import Mapping
from datetime import date

from django import forms

from keepknocking.services.export import FOUR_WEEKS
from keepknocking.web.forms.people import DayField


class RangeForm(forms.Form):
    """Two days, both in the log; the last four weeks unless the address says otherwise."""

    since = DayField(label="From")
    until = DayField(label="To")

    def __init__(self, said: Mapping[str, str], *, today: date) -> None:
        """What the address says, over what is usual."""
        usual = {"since": max(today, date.min + FOUR_WEEKS) - FOUR_WEEKS, "until": today}
        told = {name: said.get(name, "").strip() or day.isoformat() for name, day in usual.items()}
        super().__init__(told, label_suffix="", auto_id="log-%s")
