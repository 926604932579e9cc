"""One entry of a rates file: from a parsed TOML table to a rate, or to problems with their lines.

a chance      beta = [a, b]   or   mean, worth (= a + b)   or   value (known exactly)
a delay       mean_days, phases   or   mixture = [{ weight, phases, mean_days }, ...];   spread
a quantity    value, spread
all of them   basis, figures, why
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from math import fsum

from keepknocking.evidence.places import Holds, Slot, nearest
from keepknocking.evidence.rates import (
    Basis,
    Chance,
    DelayComponent,
    DelayLaw,
    Grounds,
    Quantity,
    Rate,
)
from keepknocking.evidence.rates_problems import RatesProblem, shown
from keepknocking.evidence.toml_lines import Lines, Path

# Numerical: the values between which a Beta law, a mean and a worth can be computed with safely.
_BETA_LEAST, _BETA_MOST = 1e-6, 1e6
_MEAN_LEAST, _MEAN_MOST = 1e-4, 1.0 - 1e-4
_WORTH_LEAST = 0.01
# Design choices: a century of waiting, as many phases and parts as a forecast can carry, a spread
# of twenty times more or less, and reasons that fit on a page.
_DAYS_MOST = 36_500
_PHASES_MOST = 20
_PARTS_MOST = 8
_SPREAD_MOST = 3
_WHY_MOST = 1500
# Design choice: weights written with a few decimals (0.333 thrice is refused, 0.33333 is not).
_SUM_TOLERANCE = 1e-4
# Numerical: sums of floats nearer to one than this are one.
_SUM_ROUNDING = 1e-12

_GROUNDS_KEYS = ("basis", "figures", "why")
_KEYS: Mapping[Holds, tuple[str, ...]] = {
    Holds.CHANCE: ("beta", "mean", "worth", "value", *_GROUNDS_KEYS),
    Holds.DELAY: ("mean_days", "phases", "mixture", "spread", *_GROUNDS_KEYS),
    Holds.QUANTITY: ("value", "spread", "unit", *_GROUNDS_KEYS),
}
_FORMS: Mapping[Holds, str] = {
    Holds.CHANCE: "one of: beta = [a, b]; mean and worth; value",
    Holds.DELAY: "either mean_days (and phases), or mixture",
    Holds.QUANTITY: "value",
}
_PART_KEYS = ("weight", "phases", "mean_days")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Span:
    """The numbers that fit; `above` = the lower end itself does not."""

    low: float
    high: float
    above: bool = False
    whole: bool = False

    def holds(self, number: float) -> bool:
        """Whether the number fits (a whole one where only those do); nan fits nowhere."""
        fits = self.low < number <= self.high if self.above else self.low <= number <= self.high
        return fits and (not self.whole or number == int(number))

    def __str__(self) -> str:
        kind = "a whole number" if self.whole else "a number"
        return f"{kind} {'above' if self.above else 'from'} {self.low:g} to {self.high:g}"


_PROBABILITY = _Span(low=0, high=1)
_BETA = _Span(low=_BETA_LEAST, high=_BETA_MOST)
_MEAN = _Span(low=_MEAN_LEAST, high=_MEAN_MOST)
_WORTH = _Span(low=_WORTH_LEAST, high=_BETA_MOST)
_DAYS = _Span(low=1, high=_DAYS_MOST)
_PHASES = _Span(low=1, high=_PHASES_MOST, whole=True)
_SPREAD = _Span(low=0, high=_SPREAD_MOST)
_WEIGHT = _Span(low=0, high=1, above=True)


@dataclass(slots=True, kw_only=True)
class EntryReader:
    """Reads the entries of one file and gathers what is wrong with them in `problems`.

    `figures` are the keys that may be cited; `file` is how the file is called in default grounds.
    """

    file: str
    lines: Lines
    figures: Collection[str]
    problems: list[RatesProblem] = field(default_factory=list)

    def rate(self, path: Path, value: object, slot: Slot) -> Rate | None:
        """The rate that stands at a path, or None and at least one more problem."""
        if not isinstance(value, dict):
            self.refuse(path, value, f"a table with {_FORMS[slot.holds]}")
            return None
        before = len(self.problems)
        self._refuse_unknown(path, value, _KEYS[slot.holds])
        grounds = self._grounds(path, value)
        rate: Rate | None
        if slot.holds is Holds.CHANCE:
            rate = self._chance(path, value, grounds)
        elif slot.holds is Holds.DELAY:
            rate = self._delay(path, value, grounds)
        else:
            rate = self._quantity(path, value, grounds, slot)
        return rate if len(self.problems) == before else None

    def refuse(self, path: Path, value: object, expected: str) -> None:
        """Note that the value at a path is not what was expected."""
        position = self.lines.of_value(path)
        self.problems.append(
            RatesProblem(
                line=position.line,
                column=position.column,
                place=dotted(path),
                found=shown(value),
                expected=expected,
            )
        )

    def refuse_unknown_key(self, path: Path, known: tuple[str, ...]) -> None:
        """Note that the last word of a path is not a key that is known here."""
        position = self.lines.of_key(path)
        word = str(path[-1])
        self.problems.append(
            RatesProblem(
                line=position.line,
                column=position.column,
                place=dotted(path),
                found=f"the unknown key {shown(word)}",
                expected=f"one of {', '.join(known)}",
                nearest=nearest(word, known),
            )
        )

    def _refuse_unknown(
        self, path: Path, table: Mapping[str, object], known: tuple[str, ...]
    ) -> None:
        for key in table:
            if key not in known:
                self.refuse_unknown_key((*path, key), known)

    def _chance(self, path: Path, table: Mapping[str, object], grounds: Grounds) -> Chance | None:
        key = dotted(path)
        match sorted(table.keys() & {"beta", "mean", "worth", "value"}):
            case ["beta"]:
                beta = self._beta(path, table["beta"])
                return beta and Chance(key=key, a=beta[0], b=beta[1], grounds=grounds)
            case ["mean", "worth"]:
                mean = self._number(path, table, "mean", _MEAN)
                worth = self._number(path, table, "worth", _WORTH)
                if mean is None or worth is None:
                    return None
                return Chance(key=key, a=mean * worth, b=(1.0 - mean) * worth, grounds=grounds)
            case ["value"]:
                value = self._number(path, table, "value", _PROBABILITY)
                return None if value is None else Chance(key=key, value=value, grounds=grounds)
            case found:
                self._refuse_form(path, found, Holds.CHANCE)
                return None

    def _beta(self, path: Path, value: object) -> tuple[float, float] | None:
        at = (*path, "beta")
        match value:
            case [first, second]:
                a = self._checked((*at, 0), first, _BETA)
                b = self._checked((*at, 1), second, _BETA)
                return None if a is None or b is None else (a, b)
            case _:
                self.refuse(at, value, "two numbers, as in beta = [2.4, 3.6]")
                return None

    def _delay(self, path: Path, table: Mapping[str, object], grounds: Grounds) -> DelayLaw | None:
        spread = self._number(path, table, "spread", _SPREAD, absent=0.0)
        components: tuple[DelayComponent, ...] | None
        match sorted(table.keys() & {"mean_days", "phases", "mixture"}):
            case ["mixture"]:
                components = self._mixture((*path, "mixture"), table["mixture"])
            case ["mean_days"] | ["mean_days", "phases"]:
                component = self._component(path, table, weight=1.0)
                components = None if component is None else (component,)
            case found:
                self._refuse_form(path, found, Holds.DELAY)
                return None
        if components is None or spread is None:
            return None
        return DelayLaw(key=dotted(path), components=components, scale_sd=spread, grounds=grounds)

    def _mixture(self, path: Path, value: object) -> tuple[DelayComponent, ...] | None:
        if not isinstance(value, list) or not 1 <= len(value) <= _PARTS_MOST:
            self.refuse(path, value, f"1 to {_PARTS_MOST} tables of weight, phases, mean_days")
            return None
        parts = [self._part((*path, index), part) for index, part in enumerate(value)]
        components = [part for part in parts if part is not None]
        if len(components) < len(parts):
            return None
        total = fsum(component.weight for component in components)
        if abs(total - 1.0) > _SUM_TOLERANCE:
            self.refuse(path, round(total, 6), "weights that sum to 1")
            return None
        if abs(total - 1.0) <= _SUM_ROUNDING:
            return tuple(components)
        return tuple(
            DelayComponent(weight=part.weight / total, phases=part.phases, mean_days=part.mean_days)
            for part in components
        )

    def _part(self, path: Path, value: object) -> DelayComponent | None:
        if not isinstance(value, dict):
            self.refuse(path, value, "a table of weight, phases and mean_days")
            return None
        self._refuse_unknown(path, value, _PART_KEYS)
        weight = self._number(path, value, "weight", _WEIGHT)
        return None if weight is None else self._component(path, value, weight=weight)

    def _component(
        self, path: Path, table: Mapping[str, object], *, weight: float
    ) -> DelayComponent | None:
        phases = self._number(path, table, "phases", _PHASES, absent=1.0)
        mean_days = self._number(path, table, "mean_days", _DAYS)
        if phases is None or mean_days is None:
            return None
        if mean_days < phases:
            expected = f"at least {phases:g}, because each of the {phases:g} phases takes a day"
            self.refuse((*path, "mean_days"), mean_days, expected)
            return None
        return DelayComponent(weight=weight, phases=int(phases), mean_days=mean_days)

    def _quantity(
        self, path: Path, table: Mapping[str, object], grounds: Grounds, slot: Slot
    ) -> Quantity | None:
        span = _Span(low=0, high=slot.most, above=True, whole=slot.whole)
        value = self._number(path, table, "value", span)
        spread = self._number(path, table, "spread", _SPREAD, absent=0.0)
        if table.get("unit", slot.unit) != slot.unit:
            self.refuse((*path, "unit"), table["unit"], f"{slot.unit!r}, or no unit at all")
        if value is None or spread is None:
            return None
        return Quantity(
            key=dotted(path), value=value, log_sd=spread, unit=slot.unit, grounds=grounds
        )

    def _grounds(self, path: Path, table: Mapping[str, object]) -> Grounds:
        why = table.get("why", f"given in {self.file}")
        if not _is_reason(why):
            self.refuse((*path, "why"), why, f"a sentence of at most {_WHY_MOST} characters")
            why = "unreadable"
        cited = self._cited(path, table.get("figures", []))
        basis = Basis.ASSUMED
        if "basis" in table:
            try:
                basis = Basis(str(table["basis"]))
            except ValueError:
                self.refuse((*path, "basis"), table["basis"], f"one of {', '.join(Basis)}")
        if basis is Basis.CITED and not cited:
            self.refuse((*path, "basis"), "cited", "figures = [...] beside a basis that is cited")
            basis = Basis.ASSUMED
        return Grounds(basis=basis, figures=cited, why=str(why))

    def _cited(self, path: Path, value: object) -> tuple[str, ...]:
        at = (*path, "figures")
        if not isinstance(value, list):
            self.refuse(at, value, "a list of keys of figures")
            return ()
        cited = []
        for index, key in enumerate(value):
            if isinstance(key, str) and key in self.figures:
                cited.append(key)
            else:
                near = nearest(key, tuple(self.figures)) if isinstance(key, str) else None
                known = f"the key of a figure{f', such as {near}' if near else ''}"
                self.refuse((*at, index), key, known)
        return tuple(cited)

    def _refuse_form(self, path: Path, found: list[str], holds: Holds) -> None:
        position = self.lines.of_key(path)
        self.problems.append(
            RatesProblem(
                line=position.line,
                column=position.column,
                place=dotted(path),
                found=" and ".join(found) or "no value",
                expected=_FORMS[holds],
            )
        )

    def _number(
        self,
        path: Path,
        table: Mapping[str, object],
        key: str,
        span: _Span,
        *,
        absent: float | None = None,
    ) -> float | None:
        if key in table:
            return self._checked((*path, key), table[key], span)
        if absent is None:
            self.refuse(path, "nothing", f"{key} = {span}")
        return absent

    def _checked(self, path: Path, value: object, span: _Span) -> float | None:
        number = _as_number(value)
        if number is None or not span.holds(number):
            self.refuse(path, value, str(span))
            return None
        return number


def dotted(path: Path) -> str:
    """A path as a dotted key; elements of arrays count from 1, as people do.

    >>> dotted(("kinds", "all", "answer_delay", "mixture", 0, "weight"))
    'kinds.all.answer_delay.mixture[1].weight'
    """
    text = ""
    for word in path:
        text += f"[{word + 1}]" if isinstance(word, int) else f".{word}"
    return text.removeprefix(".")


def _as_number(value: object) -> float | None:
    """A float, or None; true and false are no numbers here, though Python counts them so."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return float(value)
    except OverflowError:
        return None


def _is_reason(value: object) -> bool:
    """Whether this is a text that may stand as grounds: short, printable, not empty."""
    if not isinstance(value, str) or not value.strip() or len(value) > _WHY_MOST:
        return False
    return value.replace("\n", " ").isprintable()
