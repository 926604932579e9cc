"""`--only`, `--leave-out` and `--map`: what of some files comes in, and how a table is read."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

if TYPE_CHECKING:
    from keepknocking.services.imports.plans import Choices, ImportPlan

_KINDS = {"people": "person", "events": "event", "openings": "opening", "messages": "proposal"}


class OwnChoice(NamedTuple):
    """Which kinds come in (none named: all), who or what stays out, which column is what."""

    only: tuple[str, ...]
    leave_out: tuple[str, ...]
    mapping: tuple[str, ...]

    def of_files(self, files: Iterable[Path]) -> "Choices":
        """The choices as an import takes them, but for who or what stays out by name."""
        from keepknocking.services.imports.plans import (  # noqa: PLC0415 (needs Django)
            Choices,
            Kind,
        )

        wanted = {_KINDS[name] for name in self.only}
        left_out = frozenset(
            Kind(kind) for kind in _KINDS.values() if wanted and kind not in wanted
        )
        columns: dict[str, str] = {}
        for pair in self.mapping:
            column, sign, field = pair.rpartition("=")
            if not sign or not column:
                raise click.BadParameter(f"{pair!r} is not COLUMN=FIELD", param_hint="--map")
            columns[column] = field
        named = {path.name: columns for path in files} if columns else {}
        return Choices(kinds=left_out, columns=named)

    def without(self, choices: "Choices", plan: "ImportPlan") -> "Choices":
        """The choices, with everything left out that has one of the names to leave out."""
        from keepknocking.services.imports.comparing import (  # noqa: PLC0415 (needs Django)
            name_form,
        )

        wanted = {name_form(name) for name in self.leave_out}
        items = frozenset(item.id for item in plan.items if name_form(item.label) in wanted)
        missing = wanted - {name_form(item.label) for item in plan.items}
        if missing:
            raise click.BadParameter(
                f"nothing in these files is called {min(missing)!r}", param_hint="--leave-out"
            )
        return replace(choices, items=choices.items | items)


def take_own_choice(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the three options as one `choice`."""

    @click.option(
        "--only",
        type=click.Choice(list(_KINDS)),
        multiple=True,
        help="Only these; may be repeated.",
    )
    @click.option(
        "--leave-out",
        metavar="NAME",
        multiple=True,
        help="Leave out whoever or whatever has this name; may be repeated.",
    )
    @click.option(
        "--map",
        "mapping",
        metavar="COLUMN=FIELD",
        multiple=True,
        help='What a column of a table is, for example "Who=name"; may be repeated.',
    )
    @wraps(command)
    def taking(
        *words: Any,  # noqa: ANN401 (whatever click hands on)
        only: tuple[str, ...],
        leave_out: tuple[str, ...],
        mapping: tuple[str, ...],
        **more: Any,  # noqa: ANN401 (the same)
    ) -> None:
        command(*words, choice=OwnChoice(only, leave_out, mapping), **more)

    return taking
