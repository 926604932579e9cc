"""What the form of the look before an import says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.http import QueryDict

from keepknocking.exchange.contacts_tables.fields import Field
from keepknocking.services.imports.looking import Chosen
from keepknocking.services.imports.plans import Kind
from keepknocking.web.contexts.import_preview import TableColumns

_FIELDS = frozenset(field.value for field in Field)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was chosen, and whether a table has to be read anew for it."""

    chosen: Chosen
    reads_anew: bool


def said_in(form: QueryDict, before: Chosen, tables: Iterable[TableColumns]) -> Said:
    """What a form says beside what was said before.

    A form has the ticks of one page of a long list only, so it says also which it has.
    """
    choices = before.choices
    columns = _columns(form, choices.columns, tables)
    known = {kind.value for kind in Kind}
    kinds = _unticked(form, "kind", {kind.value for kind in choices.kinds})
    after = replace(
        choices,
        kinds=frozenset(Kind(kind) for kind in kinds & known),
        series=frozenset(_unticked(form, "series", choices.series)),
        items=frozenset(_unticked(form, "take", choices.items)),
        bring_back=frozenset(_ticked(form, "back", choices.bring_back)),
        columns=columns,
    )
    return Said(chosen=replace(before, choices=after), reads_anew=columns != dict(choices.columns))


def _unticked(form: QueryDict, name: str, before: Iterable[str]) -> set[str]:
    shown, ticked = set(form.getlist(f"{name}-shown")), set(form.getlist(name))
    return (set(before) - shown) | (shown - ticked)


def _ticked(form: QueryDict, name: str, before: Iterable[str]) -> set[str]:
    shown, ticked = set(form.getlist(f"{name}-shown")), set(form.getlist(name))
    return (set(before) - shown) | (shown & ticked)


def _columns(
    form: QueryDict, before: Mapping[str, Mapping[str, str]], tables: Iterable[TableColumns]
) -> dict[str, dict[str, str]]:
    """What columns are taken as; what was chosen last counts where two are taken as one thing."""
    found = {name: dict(columns) for name, columns in before.items()}
    for table in tables:
        for place, column in enumerate(table.columns):
            wanted = form.get(column.field, column.taken_as)
            if wanted == column.taken_as or wanted not in _FIELDS:
                continue
            chosen = found.setdefault(table.name, {})
            chosen.pop(f"column {place + 1}", None)
            chosen[f"column {place + 1}"] = wanted
    return found
