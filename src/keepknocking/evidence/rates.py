"""Rates: the chances, waiting times and amounts that a forecast starts from, with their doubt.

Every rate is one of three values:

- a `Chance`, a probability with doubt Beta(a, b), or known exactly;
- a `DelayLaw`, whole days >= 1: a mixture of sums of geometric waits (negative binomials), with a
  doubtful common scale;
- a `Quantity`, a positive amount, doubtful by a factor exp(Normal(0, log_sd^2)).

An answer has three outcomes: a promise with chance a, a refusal with chance d = (1 - a) times
`decline_of_rest`, and no answer ever with n = 1 - a - d; so independent draws of the two chances
never leave the simplex. What was promised is done with chance `fulfilment`. The stages (interview,
offer) have the same form: on with chance a, turned down with d, never heard of again otherwise.

Each rate stands at a dotted place (`key`, see `places`) and says on what grounds it is what it is.
Nothing here is drawn or computed with; that is the business of the rooms above.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from math import fsum, isfinite
from typing import TypeAlias, TypeVar

from keepknocking.evidence.places import (
    Holds,
    Kind,
    needed_places,
    places_of_event,
    places_of_kind,
    slot_at,
)

WEIGHT_TOLERANCE = 1e-9  # numerical: weights with a few decimals may miss one by so much


class ImpossibleRate(ValueError):
    """A rate with a value that it cannot have."""


class MissingRate(ValueError):
    """Rates that lack one which every forecast needs, or that were asked for one they lack."""


class Basis(StrEnum):
    """How a number came to stand where it stands."""

    CITED = "cited"
    DERIVED = "derived"
    ASSUMED = "assumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """Why a rate is what it is: the figures it rests on, and the reasoning in words."""

    basis: Basis
    figures: tuple[str, ...] = ()
    why: str

    def __post_init__(self) -> None:
        """Refuse a citation without a figure, and grounds without words."""
        if self.basis is Basis.CITED and not self.figures:
            raise ImpossibleRate(f"grounds that say cited name no figure: {self.why!r}")
        if not self.why.strip():
            raise ImpossibleRate("grounds need a few words that say why")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """A probability: in doubt as Beta(a, b), or known exactly as `value`.

    `key` is its dotted place; draws of the doubt are keyed by it.

    >>> grounds = Grounds(basis=Basis.ASSUMED, why="an example")
    >>> Chance(key="road.knows_of_opening", a=3.0, b=7.0, grounds=grounds).mean
    0.3
    """

    key: str
    a: float | None = None
    b: float | None = None
    value: float | None = None
    grounds: Grounds

    def __post_init__(self) -> None:
        """Refuse what is not a probability."""
        if self.value is not None:
            if self.a is not None or self.b is not None:
                raise ImpossibleRate(f"{self.key}: give either a value or a and b, not both")
            if not 0.0 <= self.value <= 1.0:
                raise ImpossibleRate(f"{self.key}: {self.value} is not a chance from 0 to 1")
            return
        for part in (self.a, self.b):
            if part is None or not (isfinite(part) and part > 0.0):
                raise ImpossibleRate(f"{self.key}: Beta({self.a}, {self.b}) needs two numbers > 0")

    @property
    def mean(self) -> float:
        """The expected chance, in [0, 1]."""
        if self.a is None or self.b is None:
            return self.value or 0.0
        return self.a / (self.a + self.b)


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayComponent:
    """A share of the waits: a sum of `phases` geometric waits of at least one day each.

    Support phases, phases + 1, ...; each phase ends a day with chance phases / mean_days.
    """

    weight: float
    phases: int
    mean_days: float

    def __post_init__(self) -> None:
        """Refuse a component that no sum of waits can have."""
        if not 0.0 < self.weight <= 1.0:
            raise ImpossibleRate(f"the weight {self.weight} is not above 0 and at most 1")
        if self.phases < 1:
            raise ImpossibleRate(f"{self.phases} phases: a wait has at least one")
        if not (isfinite(self.mean_days) and self.mean_days >= self.phases):
            raise ImpossibleRate(
                f"a mean of {self.mean_days} days is shorter than {self.phases} phases of a day"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayLaw:
    """A wait in whole days >= 1, given that it ends: a mixture of components.

    Doubt: all component means are multiplied by one common factor exp(scale_sd * z), z standard
    normal, and then lifted to `phases` where they fell below it.
    """

    key: str
    components: tuple[DelayComponent, ...]
    scale_sd: float = 0.0
    grounds: Grounds

    def __post_init__(self) -> None:
        """Refuse a mixture that is none."""
        total = fsum(component.weight for component in self.components)
        if abs(total - 1.0) > WEIGHT_TOLERANCE:
            raise ImpossibleRate(f"{self.key}: the weights sum to {total}, not to 1")
        if not (isfinite(self.scale_sd) and self.scale_sd >= 0.0):
            raise ImpossibleRate(f"{self.key}: a spread of {self.scale_sd} is not 0 or more")

    @property
    def mean_days(self) -> float:
        """The expected wait in days, with the scale as it stands."""
        return fsum(component.weight * component.mean_days for component in self.components)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A positive amount in `unit`: its median; doubt is a factor exp(log_sd * z), z ~ N(0, 1)."""

    key: str
    value: float
    log_sd: float = 0.0
    unit: str
    grounds: Grounds

    def __post_init__(self) -> None:
        """Refuse an amount that is not positive."""
        if not (isfinite(self.value) and self.value > 0.0):
            raise ImpossibleRate(f"{self.key}: {self.value} {self.unit} is not above 0")
        if not (isfinite(self.log_sd) and self.log_sd >= 0.0):
            raise ImpossibleRate(f"{self.key}: a spread of {self.log_sd} is not 0 or more")


Rate: TypeAlias = Chance | DelayLaw | Quantity
_HELD_AS: dict[Holds, type[Rate]] = {
    Holds.CHANCE: Chance,
    Holds.DELAY: DelayLaw,
    Holds.QUANTITY: Quantity,
}
_SomeRate = TypeVar("_SomeRate", Chance, DelayLaw, Quantity)


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRates:
    """What to expect of one kind of ask.

    `nudge_revival` is the share of the asks that would never be answered which a nudge brings back:
    they then behave like a fresh ask that will be answered.
    """

    kind: Kind
    promise: Chance
    decline_of_rest: Chance
    fulfilment: Chance
    answer_delay: DelayLaw
    decline_delay: DelayLaw
    fulfilment_delay: DelayLaw
    minutes: Quantity
    nudge_revival: Chance


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRates:
    """What to expect of one stage, counted from the day the stage before it was reached."""

    chance: Chance
    decline_of_rest: Chance
    delay: DelayLaw
    decline_delay: DelayLaw


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRates:
    """What to expect of one evening. The four chances are per new person talked to.

    Each stands for itself and they are read as independent (one person may give a name and tell of
    an opening), so no draw of them can leave 0 to 1 together.
    """

    kind: str | None
    new_people: Quantity
    a_name: Chance
    an_opening: Chance
    an_interview: Chance
    an_offer: Chance
    minutes: Quantity


@dataclass(frozen=True, kw_only=True)
class Rates:
    """All rates of a forecast. `entries` are in the order of their keys, each key once.

    Raises
    ------
    MissingRate
        when a rate that others fall back to is not there.
    ImpossibleRate
        when a key stands twice, is no place, or holds the wrong kind of value.
    """

    name: str
    entries: tuple[Rate, ...]
    # A search asks for the same few kinds hundreds of times.
    _kinds: dict[Kind, KindRates] = field(default_factory=dict, init=False, compare=False)

    def __post_init__(self) -> None:
        """Put the entries in order and refuse what is missing, twice or misplaced."""
        in_order = tuple(sorted(self.entries, key=lambda rate: rate.key))
        object.__setattr__(self, "entries", in_order)
        if len(self._by_key) < len(in_order):
            keys = [rate.key for rate in in_order]
            twice = next(key for key in keys if keys.count(key) > 1)
            raise ImpossibleRate(f"{twice} stands twice in the rates {self.name!r}")
        for rate in in_order:
            slot = slot_at(rate.key)
            if slot is None:
                raise ImpossibleRate(f"{rate.key} is not a place for a rate")
            if not isinstance(rate, _HELD_AS[slot.holds]):
                raise ImpossibleRate(f"{rate.key} holds a {slot.holds}, not this: {rate}")
        for place in needed_places():
            if place not in self._by_key:
                raise MissingRate(f"the rates {self.name!r} say nothing about {place}")

    @cached_property
    def _by_key(self) -> dict[str, Rate]:
        return {rate.key: rate for rate in self.entries}

    def kind(
        self, *, purpose: str | None = None, tie: str | None = None, channel: str | None = None
    ) -> KindRates:
        """The rates of one kind of ask, each the most special one that exists.

        For every rate by itself: (purpose, tie, channel), else (purpose, tie), else (purpose),
        else all. The `key` of each rate tells where it was found.

        Raises
        ------
        UnknownKind
            for a purpose, tie or channel without a place in this house.
        """
        kind = Kind(purpose, tie, channel)
        if kind not in self._kinds:
            self._kinds[kind] = self._kind(kind)
        return self._kinds[kind]

    def _kind(self, kind: Kind) -> KindRates:
        at = places_of_kind(kind)
        return KindRates(
            kind=kind,
            promise=self._first(Chance, at, "promise"),
            decline_of_rest=self._first(Chance, at, "decline_of_rest"),
            fulfilment=self._first(Chance, at, "fulfilment"),
            answer_delay=self._first(DelayLaw, at, "answer_delay"),
            decline_delay=self._first(DelayLaw, at, "decline_delay"),
            fulfilment_delay=self._first(DelayLaw, at, "fulfilment_delay"),
            minutes=self._first(Quantity, at, "minutes"),
            nudge_revival=self._first(Chance, at, "nudge_revival"),
        )

    def event(self, kind: str | None = None) -> EventRates:
        """The rates of one kind of event; of all events for a kind without rates of its own."""
        at = places_of_event(kind)
        return EventRates(
            kind=kind,
            new_people=self._first(Quantity, at, "new_people"),
            a_name=self._first(Chance, at, "a_name"),
            an_opening=self._first(Chance, at, "an_opening"),
            an_interview=self._first(Chance, at, "an_interview"),
            an_offer=self._first(Chance, at, "an_offer"),
            minutes=self._first(Quantity, at, "minutes"),
        )

    @property
    def interview(self) -> StageRates:
        """From an insider who takes up the seeker's case to an interview."""
        return self._stage("interview")

    @property
    def cold_interview(self) -> StageRates:
        """From an application that nobody speaks for to an interview."""
        return self._stage("cold_interview")

    @property
    def offer(self) -> StageRates:
        """From an interview to an offer."""
        return self._stage("offer")

    @property
    def road_knows_of_opening(self) -> Chance:
        """q: that the next person, not yet known, knows of an opening and of a contact there."""
        return self._first(Chance, ("road",), "knows_of_opening")

    @property
    def first_ask_wait(self) -> DelayLaw:
        """From the introduction to a person to the day the seeker asks her."""
        return self._first(DelayLaw, ("road",), "first_ask_wait")

    @property
    def opening_half_life(self) -> Quantity:
        """Days after which half of the openings heard of are closed; the law is geometric."""
        return self._first(Quantity, ("openings",), "half_life_days")

    @property
    def pace_first_asks_per_week(self) -> Quantity:
        """New first asks a week, for a seeker whose own pace is not known yet."""
        return self._first(Quantity, ("search",), "pace_first_asks_per_week")

    @property
    def pool_people(self) -> Quantity:
        """People who could be asked and have not been, where the seeker has not said."""
        return self._first(Quantity, ("search",), "pool_people")

    @property
    def horizon_days(self) -> int:
        """How many days ahead a forecast looks."""
        return int(self._first(Quantity, ("search",), "horizon_days").value)

    @property
    def other_ways_offers_per_week(self) -> Quantity:
        """Offers a week by applications and all other ways without a person."""
        return self._first(Quantity, ("other_ways",), "offers_per_week")

    @property
    def other_ways_interviews_per_week(self) -> Quantity:
        """Interviews a week by applications and all other ways without a person."""
        return self._first(Quantity, ("other_ways",), "interviews_per_week")

    def chances(self) -> Iterator[Chance]:
        """Every chance, in the order of the keys."""
        return (rate for rate in self.entries if isinstance(rate, Chance))

    def delays(self) -> Iterator[DelayLaw]:
        """Every waiting time, in the order of the keys."""
        return (rate for rate in self.entries if isinstance(rate, DelayLaw))

    def quantities(self) -> Iterator[Quantity]:
        """Every amount, in the order of the keys."""
        return (rate for rate in self.entries if isinstance(rate, Quantity))

    def with_entries(self, entries: Iterable[Rate], *, name: str | None = None) -> "Rates":
        """These rates with some entries put in the place of those with the same keys, or added."""
        together = {**self._by_key, **{rate.key: rate for rate in entries}}
        return replace(self, name=name or self.name, entries=tuple(together.values()))

    def _stage(self, stage: str) -> StageRates:
        at = (f"stages.{stage}",)
        return StageRates(
            chance=self._first(Chance, at, "chance"),
            decline_of_rest=self._first(Chance, at, "decline_of_rest"),
            delay=self._first(DelayLaw, at, "delay"),
            decline_delay=self._first(DelayLaw, at, "decline_delay"),
        )

    def _first(self, held: type[_SomeRate], places: tuple[str, ...], name: str) -> _SomeRate:
        for place in places:
            rate = self._by_key.get(f"{place}.{name}")
            if isinstance(rate, held):
                return rate
        raise MissingRate(f"the rates {self.name!r} say nothing about {places[-1]}.{name}")
