"""The rates a question is answered with: the house's own, or a seeker's file in their place."""

from collections import Counter
from pathlib import Path

from keepknocking.evidence.rates import Basis, Rates
from keepknocking.evidence.rates_file import default_rates, read_rates
from keepknocking.evidence.rates_problems import RatesProblem
from keepknocking.exchange.text_file import read_text_file


class RatesNotUnderstood(ValueError):
    """A rates file with mistakes in it; nothing was answered with it."""

    def __init__(self, path: Path, problems: tuple[RatesProblem, ...]) -> None:
        self.path = path
        self.problems = problems
        many = "1 mistake" if len(problems) == 1 else f"{len(problems)} mistakes"
        super().__init__(f"{path} has {many}, so nothing was computed with it")


def load_rates(path: Path | None) -> Rates:
    """The rates in a file, over the house's own; without a file the house's own.

    Raises
    ------
    RatesNotUnderstood
        with every mistake of the file.
    TextFileError
        when the file cannot be read.
    """
    if path is None:
        return default_rates()
    read = read_rates(read_text_file(path).text, name=path.name)
    if isinstance(read, Rates):
        return read
    raise RatesNotUnderstood(path, tuple(read))


def count_of_grounds(rates: Rates) -> dict[Basis, int]:
    """How many of the rates are cited, derived and assumed."""
    counted = Counter(rate.grounds.basis for rate in rates.entries)
    return {basis: counted[basis] for basis in Basis}
