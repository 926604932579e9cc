"""Amounts as options take them: a number that is one, within its bounds."""

from math import isfinite
from typing import Any

import click


class Amount(click.FloatRange):
    """A number from `min` to `max`; "nan" and "inf" are refused too."""

    name = "number"

    def convert(
        self,
        value: Any,  # noqa: ANN401 (as click has it)
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> float:
        """The number, or what is wrong with it."""
        number = float(super().convert(value, param, ctx))
        if not isfinite(number):
            self.fail(f"{value!r} is not a number one can count with", param, ctx)
        return number
