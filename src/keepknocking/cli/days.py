"""Days as options take them: 2026-03-02, and a clear word about a day that does not exist."""

import re
from calendar import monthrange
from datetime import date

import click

from keepknocking.wording.phrases import MONTHS

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_MONTHS_OF_A_YEAR = 12  # by definition


class Day(click.ParamType):  # type: ignore[type-arg]  # generic only in newer clicks
    """A calendar day, written year first."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """The day, or what is wrong with it."""
        if isinstance(value, date):
            return value
        written = _ISO.fullmatch(str(value).strip())
        if written is None:
            self.fail(f"{value!r} is not a day: write it like 2026-03-02", param, ctx)
        year, month, day = (int(part) for part in written.groups())
        if not 1 <= month <= _MONTHS_OF_A_YEAR or year == 0:
            self.fail(f"{value!r} is not a day: month {month} does not exist", param, ctx)
        if not 1 <= day <= monthrange(year, month)[1]:
            self.fail(
                f"{value!r} is not a day: {MONTHS[month - 1]} {year} has "
                f"{monthrange(year, month)[1]} days",
                param,
                ctx,
            )
        return date(year, month, day)
