"""What was expected before it happened: by the seeker, and by the house.

An expectation about an event is a hundred dots laid on the five rungs. Written into a story by hand
it counts as *stated*; a sealed one carries the mark of its seal.
"""

from dataclasses import dataclass
from enum import StrEnum

from keepknocking.ledger.events import RUNGS
from keepknocking.ledger.moments import When

HUNDRED = 100  # by definition: an expectation lays out a hundred dots


class Speaker(StrEnum):
    """Who expects."""

    SEEKER = "seeker"
    HOUSE = "house"


class DotsNotAHundred(ValueError):
    """The dots of an expectation do not add up to a hundred."""

    def __init__(self, dots: tuple[int, ...]) -> None:
        total = sum(dots)
        missing = HUNDRED - total
        less = f"{missing} more to lay" if missing > 0 else f"{-missing} too many"
        super().__init__(f"the dots add up to {total}, not to 100: {less}")


class WrongDots(ValueError):
    """Dots that are negative, or not one number for each rung."""

    def __init__(self, dots: tuple[int, ...]) -> None:
        super().__init__(f"{dots} must be {len(RUNGS)} numbers, none below zero, one for each rung")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """Of a hundred evenings like this one, how many end on each rung (worst to best).

    `model` names the house's rates behind its own expectation.
    """

    event: str
    by: Speaker
    dots: tuple[int, ...]
    when: When
    model: str | None = None

    def __post_init__(self) -> None:
        """Refuse dots that are not a hundred, and not one number for each rung."""
        if len(self.dots) != len(RUNGS) or min(self.dots) < 0:
            raise WrongDots(self.dots)
        if sum(self.dots) != HUNDRED:
            raise DotsNotAHundred(self.dots)
