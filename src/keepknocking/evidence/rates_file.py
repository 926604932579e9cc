"""Rates from TOML texts: those this program comes with, and those a seeker puts in their place.

A seeker's file replaces any part of the default rates; what it does not mention stays. Nothing is
raised for a bad file: the result is then a tuple of problems, all of them, in the order of their
lines. The format is documented in docs/reference/rates.md.
"""

import re
import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files

from keepknocking.evidence.figures import read_figures
from keepknocking.evidence.places import leads_on, slots_under, words_under
from keepknocking.evidence.rate_entries import EntryReader
from keepknocking.evidence.rates import Rate, Rates
from keepknocking.evidence.rates_problems import RatesProblem
from keepknocking.evidence.toml_lines import Lines

# Design choices: ten times what the default rates take; lines a person can still read; keys far
# deeper than any place. They keep the price of a hostile file at a message.
MAX_BYTES = 1_000_000
_MAX_LINE_CHARACTERS = 4000
_MANY_PARTS = re.compile(r"""(?<![\w."'-])(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){16}""")
_AT_LINE = re.compile(r"\(at line (\d+), column (\d+)\)")

DEFAULTS_NAME = "defaults-2026-11"


class UnreadableRates(ValueError):
    """A rates file that had to be right, and is not."""

    def __init__(self, name: str, problems: tuple[RatesProblem, ...]) -> None:
        super().__init__(f"{name} cannot be read: " + "; ".join(str(each) for each in problems))


@cache
def default_rates() -> Rates:
    """The rates a forecast starts from, as this program comes with them."""
    text = files("keepknocking.evidence").joinpath("default_rates.toml").read_bytes()
    return complete_rates(text, name=DEFAULTS_NAME)


def complete_rates(text: str | bytes, *, name: str) -> Rates:
    """The rates of a file that stands alone, with nothing below it.

    Raises
    ------
    UnreadableRates
        when anything in it is wrong.
    MissingRate
        when it lacks a rate that others fall back to.
    """
    entries, problems = _entries(text, name=name)
    if problems:
        raise UnreadableRates(name, problems)
    return Rates(name=name, entries=entries)


def read_rates(text: str | bytes, *, name: str) -> Rates | tuple[RatesProblem, ...]:
    r"""The default rates with everything replaced that the file mentions, or all its problems.

    >>> text = "[road]\nknows_of_opening = { mean = 0.5, worth = 8 }"
    >>> rates = read_rates(text, name="mine.toml")
    >>> rates.road_knows_of_opening.mean, rates.road_knows_of_opening.grounds.why
    (0.5, 'given in mine.toml')
    >>> for problem in read_rates("[kinds.all]\npromis.value = 0.4", name="mine.toml"):
    ...     print(problem.line, problem.place, problem.nearest)
    2 kinds.all.promis promise
    """
    entries, problems = _entries(text, name=name)
    return problems or default_rates().with_entries(entries, name=name)


def _entries(text: str | bytes, *, name: str) -> tuple[tuple[Rate, ...], tuple[RatesProblem, ...]]:
    """Everything readable in a file, and everything else, each in its order."""
    decoded = _decoded(text)
    if isinstance(decoded, RatesProblem):
        return (), (decoded,)
    try:
        tables = _parsed(decoded)
        if isinstance(tables, RatesProblem):
            return (), (tables,)
        reader = EntryReader(file=name, lines=Lines(decoded), figures=_citable())
        found = _under((), tables, reader)
    except RecursionError:
        return (), (RatesProblem(line=1, found="brackets in brackets", expected="four levels"),)
    problems = sorted(reader.problems, key=lambda each: (each.line, each.column or 0))
    return tuple(found), tuple(problems)


def _under(path: tuple[str, ...], table: Mapping[str, object], reader: EntryReader) -> list[Rate]:
    """The rates at and below a path of words; what cannot be read becomes the reader's problem."""
    slots = slots_under(path)
    found: list[Rate] = []
    for word, value in table.items():
        here = (*path, word)
        if word in slots:
            rate = reader.rate(here, value, slots[word])
            found += [] if rate is None else [rate]
        elif not leads_on(path, word):
            reader.refuse_unknown_key(here, (*slots, *words_under(path)))
        elif isinstance(value, dict):
            found += _under(here, value, reader)
        else:
            reader.refuse(here, value, "a table")
    return found


def _decoded(text: str | bytes) -> str | RatesProblem:
    """The text with plain line ends, or why it is not even looked at."""
    if len(text) > MAX_BYTES:
        expected = f"a file of at most {MAX_BYTES} bytes"
        return RatesProblem(line=1, found=f"{len(text)} of them", expected=expected)
    if isinstance(text, str):
        return _legible(text)
    try:
        return _legible(text.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = text.count(b"\n", 0, error.start) + 1
        found = f"the byte 0x{text[error.start]:02x}"
        return RatesProblem(line=line, found=found, expected="text in UTF-8")


def _legible(text: str) -> str | RatesProblem:
    """The text without a byte order mark, if a person could read its lines."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > _MAX_LINE_CHARACTERS:
            expected = f"at most {_MAX_LINE_CHARACTERS} characters in a line"
            return RatesProblem(line=number, found=f"{len(line)} characters", expected=expected)
        if _MANY_PARTS.search(line):
            expected = "at most five words joined by dots"
            return RatesProblem(line=number, found="a very long dotted key", expected=expected)
    return text


def _parsed(text: str) -> dict[str, object] | RatesProblem:
    """The tables of a TOML text, or where it stops being TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found, _, _ = str(error).partition(" (at ")
        at = _AT_LINE.search(str(error))
        if at is None:
            line = text.rstrip().count("\n") + 1
            return RatesProblem(line=line, found=f"{found} at the end", expected="valid TOML")
        line, column = int(at[1]), int(at[2])
        return RatesProblem(line=line, column=column, found=found, expected="valid TOML")


def _citable() -> Collection[str]:
    """The keys of the figures that may be shown, and so cited."""
    return read_figures().keys()
