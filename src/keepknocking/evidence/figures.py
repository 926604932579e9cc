"""Figures: what is published about networking and searching, each with its reach and its catch.

A figure is a number with a unit, or words, or the parameters of a law; it says whom it was counted
on, what exactly was counted, where it stands, how firmly it is known, and what it does not say
about the person who reads it.

Some rows were remembered and never verified. They are kept for those who check them and are shown
to nobody: `read_figures`, `figure` and `shown` give showable figures only. A figure is showable
when its status is not `unchecked` and everything it is derived from is showable. An ingredient
"key.not_shown" means the unverified part of a row, and is never showable.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from math import isfinite
from types import MappingProxyType

from keepknocking.evidence.places import nearest
from keepknocking.evidence.sources import Source, read_sources

HIDDEN_PART = ".not_shown"

_NUMBERS = ("value", "low", "high")
_TEXTS = (
    "words",
    "unit",
    "n_note",
    "who",
    "measures",
    "year",
    "source",
    "where",
    "caution",
    "not_shown",
)
_FIELDS = {*_NUMBERS, *_TEXTS, "n", "status", "parameters", "derived_from"}
_NEEDED = ("unit", "who", "measures", "source", "where", "status")


class Status(StrEnum):
    """How firmly a figure is known."""

    CHECKED = "checked"
    MEASURED = "measured"
    DERIVED = "derived"
    UNCHECKED = "unchecked"


class UnknownFigure(ValueError):
    """A key that no showable figure has."""

    def __init__(self, key: str, known: tuple[str, ...]) -> None:
        near = nearest(key, known)
        super().__init__(
            f"there is no figure {key!r}" + (f": did you mean {near!r}?" if near else "")
        )


class BrokenFigures(ValueError):
    """The list of figures is not as it should be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One published figure: exactly one of `value`, `words` and `parameters` says it.

    `low` and `high` are its interval (95 % unless `measures` says otherwise; one end may be
    missing), `n` how many it was counted on and `n_note` of what, `where` the place in the source
    or the arithmetic, `derived_from` the ingredients, `caution` what it does not say.
    """

    key: str
    value: float | None = None
    words: str = ""
    parameters: tuple[tuple[str, float], ...] = ()
    low: float | None = None
    high: float | None = None
    unit: str
    n: int | None = None
    n_note: str = ""
    who: str
    measures: str
    year: str = ""
    source: str
    where: str
    status: Status
    derived_from: tuple[str, ...] = ()
    caution: str = ""
    not_shown: str = ""

    def __post_init__(self) -> None:
        """Refuse a figure that says nothing, several things, or what cannot be."""
        forms = (self.value is not None, bool(self.words), bool(self.parameters))
        if sum(forms) != 1:
            raise BrokenFigures(f"{self.key}: give one of value, words and parameters")
        if not self._is_in_order():
            raise BrokenFigures(f"{self.key}: low, value and high are not finite and in order")
        if self.unit == "share" and self.value is not None and not 0.0 <= self.value <= 1.0:
            raise BrokenFigures(f"{self.key}: {self.value} is not a share from 0 to 1")
        if self.n is not None and self.n < 1:
            raise BrokenFigures(f"{self.key}: it cannot have been counted on {self.n}")
        if (self.status is Status.DERIVED) != bool(self.derived_from):
            raise BrokenFigures(f"{self.key}: derived figures, and no others, name ingredients")

    def _is_in_order(self) -> bool:
        ends = [each for each in (self.low, self.value, self.high) if each is not None]
        return all(isfinite(each) for each in ends) and ends == sorted(ends)


@cache
def read_figures() -> Mapping[str, Figure]:
    """The showable figures by their keys."""
    return shown(read_all_for_checking())


@cache
def read_all_for_checking() -> Mapping[str, Figure]:
    """Every row, also those that nobody has verified: for those who check them, never to show."""
    text = files("keepknocking.evidence").joinpath("figures.toml").read_text("utf-8")
    return figures_from(text, sources=read_sources())


def figure(key: str) -> Figure:
    """The showable figure with this key.

    >>> figure("mixer_encounters").value
    14.0

    Raises
    ------
    UnknownFigure
        with the nearest key, when there is none that may be shown.
    """
    figures = read_figures()
    if key not in figures:
        raise UnknownFigure(key, tuple(figures))
    return figures[key]


def shown(figures: Mapping[str, Figure]) -> Mapping[str, Figure]:
    """Those of the figures that may be shown, without their notes on what may not."""
    return MappingProxyType(
        {
            key: replace(each, not_shown="")
            for key, each in figures.items()
            if _is_showable(key, figures)
        }
    )


def _is_showable(key: str, figures: Mapping[str, Figure]) -> bool:
    if key not in figures or figures[key].status is Status.UNCHECKED:
        return False
    return all(_is_showable(ingredient, figures) for ingredient in figures[key].derived_from)


def figures_from(text: str, *, sources: Mapping[str, Source]) -> Mapping[str, Figure]:
    """The figures of a TOML text, showable or not, each a table named by its key.

    Raises
    ------
    BrokenFigures
        when a row is not what a figure must be, names a source or an ingredient that does not
        exist, or is derived from itself.
    """
    figures = {key: _figure(key, table) for key, table in tomllib.loads(text).items()}
    for key, each in figures.items():
        if each.source not in sources:
            raise BrokenFigures(f"{key}: there is no source {each.source!r}")
        _follow_ingredients((key,), figures)
    return MappingProxyType(figures)


def _follow_ingredients(way: tuple[str, ...], figures: Mapping[str, Figure]) -> None:
    """Refuse ingredients that do not exist, and a way that comes back to where it has been."""
    for ingredient in figures[way[-1]].derived_from:
        row = ingredient.removesuffix(HIDDEN_PART)
        if row not in figures or (row != ingredient and not figures[row].not_shown):
            raise BrokenFigures(f"{way[-1]}: there is no ingredient {ingredient!r}")
        if row in way:
            raise BrokenFigures(f"{row} is derived from itself")
        _follow_ingredients((*way, row), figures)


def _figure(key: str, table: object) -> Figure:
    """One row: its shape checked here, its sense by `Figure` itself."""
    if not isinstance(table, dict) or table.keys() - _FIELDS:
        raise BrokenFigures(f"{key}: a figure is a table of {', '.join(sorted(_FIELDS))}")
    for name in _NEEDED:
        if not table.get(name):
            raise BrokenFigures(f"{key}: {name} is missing")
    if table["status"] not in list(Status):
        raise BrokenFigures(f"{key}: the status {table['status']!r} is none of {list(Status)}")
    parameters = table.get("parameters", {})
    derived_from = table.get("derived_from", [])
    if not isinstance(parameters, dict) or not isinstance(derived_from, list):
        raise BrokenFigures(f"{key}: parameters are a table, derived_from is a list")
    n = _number(key, table, "n")
    return Figure(
        key=key,
        value=_number(key, table, "value"),
        low=_number(key, table, "low"),
        high=_number(key, table, "high"),
        n=None if n is None else int(n),
        status=Status(table["status"]),
        parameters=tuple((name, _number(key, parameters, name) or 0.0) for name in parameters),
        derived_from=tuple(str(ingredient) for ingredient in derived_from),
        **{name: _words(key, table, name) for name in _TEXTS},
    )


def _words(key: str, table: Mapping[str, object], name: str) -> str:
    words = table.get(name, "")
    if not isinstance(words, str):
        raise BrokenFigures(f"{key}: {name} is {words!r}, not a text")
    return words


def _number(key: str, table: Mapping[str, object], name: str) -> float | None:
    number = table.get(name)
    if number is None:
        return None
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise BrokenFigures(f"{key}: {name} is {number!r}, not a number")
    return float(number)
