"""`--rates FILE` and `--no-doubt`: with which rates a question is answered."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, NamedTuple

import click


class OwnRates(NamedTuple):
    """A file of one's own rates (None: the house's), and whether doubt counts."""

    file: Path | None
    with_doubt: bool


def take_own_rates(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the two options as one `own_rates`."""

    @click.option(
        "--rates",
        "rates_file",
        metavar="FILE",
        type=click.Path(path_type=Path, readable=False),
        help="Your own rates.",
    )
    @click.option(
        "--no-doubt",
        is_flag=True,
        help="Every rate exactly at its mean, without ranges: to compare with other arithmetic.",
    )
    @wraps(command)
    def taking(*words: Any, rates_file: Path | None, no_doubt: bool, **more: Any) -> None:  # noqa: ANN401 (whatever click hands on)
        command(*words, own_rates=OwnRates(rates_file, not no_doubt), **more)

    return taking
