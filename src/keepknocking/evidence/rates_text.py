"""Rates as TOML, for a seeker to read and to edit: reading the text again gives equal rates."""

import json
import re
from itertools import groupby

from keepknocking.evidence.places import slot_at
from keepknocking.evidence.rates import Chance, DelayComponent, DelayLaw, Grounds, Rate, Rates

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_HEADING = """\
# Rates of a forecast. Whatever stands here replaces the default of the same name; whatever is left
# out stays as it is by default, so a file of your own may be a line or two long.
"""


def rates_as_toml(rates: Rates) -> str:
    """A text that `read_rates` turns into equal rates (under the same name, over the defaults).

    Rates that stand where the defaults say nothing are written too; rates that lack an entry which
    the defaults have get it back from them when they are read.
    """
    sections = [_HEADING]
    for group, entries in groupby(rates.entries, key=lambda rate: rate.key.partition(".")[0]):
        sections.append(f"# {group.replace('_', ' ')}\n")
        sections.extend(entry_as_toml(rate) for rate in entries)
    return "\n".join(sections)


def entry_as_toml(rate: Rate) -> str:
    """One rate as it stands in a file of rates."""
    path = ".".join(_key(word) for word in rate.key.split("."))
    return "\n".join([f"[{path}]", *_value(rate), *_grounds(rate.grounds), ""])


def _value(rate: Rate) -> list[str]:
    if isinstance(rate, Chance):
        if rate.value is not None:
            return [f"value = {rate.value!r}"]
        return [f"beta = [{rate.a!r}, {rate.b!r}]  # mean {rate.mean:.4g}"]
    if isinstance(rate, DelayLaw):
        return [*_components(rate.components), f"spread = {rate.scale_sd!r}"]
    slot = slot_at(rate.key)
    value = int(rate.value) if slot is not None and slot.whole else rate.value
    return [f"value = {value!r}  # {rate.unit}", f"spread = {rate.log_sd!r}"]


def _components(components: tuple[DelayComponent, ...]) -> list[str]:
    match components:
        case (only,) if only.weight == 1.0:
            return [f"mean_days = {only.mean_days!r}", f"phases = {only.phases}"]
        case _:
            return ["mixture = [", *(f"    {_part(each)}," for each in components), "]"]


def _part(part: DelayComponent) -> str:
    return f"{{ weight = {part.weight!r}, phases = {part.phases}, mean_days = {part.mean_days!r} }}"


def _grounds(grounds: Grounds) -> list[str]:
    figures = [f"    {_text(key)}," for key in grounds.figures]
    return [
        f"basis = {_text(grounds.basis)}",
        *(["figures = [", *figures, "]"] if figures else []),
        f"why = {_text(grounds.why)}",
    ]


def _key(word: str) -> str:
    return word if _BARE_KEY.fullmatch(word) else _text(word)


def _text(words: str) -> str:
    # JSON's strings are TOML's, once letters stay letters.
    return json.dumps(words, ensure_ascii=False)
