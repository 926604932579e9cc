"""Where a search lives: a story file, or the seeker's own ledger on disk.

Both can do the same few things, so that every question and every deed of the services works on
either. A home is asked for the ledger as it stood on a day, and takes new lines: all, or none.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.searches import Search
from keepknocking.ledger.story.problems import Problem

Answer = TypeVar("Answer")


class NotUnderstood(ValueError):
    """New lines with problems in them; nothing was written."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(problem.sentence() for problem in problems))


class NothingToRecord(ValueError):
    """No line was given."""

    def __init__(self) -> None:
        super().__init__(
            'no line was given: write one after `log`, for example knock log "met Ana"'
        )


class NothingToTakeBack(ValueError):
    """A search without a single fact."""

    def __init__(self, where: str) -> None:
        super().__init__(f"{where} holds no line that could be taken back")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedSearch:
    """A search as it stood at the end of `today`, with what could not be read of its file.

    `later` counts the facts that are left out because they were not known by then.
    """

    home: "Home"
    today: date
    ledger: Ledger
    problems: tuple[Problem, ...] = ()
    facts: int = 0
    later: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """The lines that were added, as they were understood."""

    added: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What is closed into a seal: the event's id, and everything both sides said and knew."""

    event: str
    said: Mapping[str, Any]


class Home(Protocol):
    """Where a search lives."""

    @property
    def where(self) -> str:
        """The place in words, for example the path of a file."""

    @property
    def call(self) -> str:
        """How the command is called for this search: `knock`, or `knock -f STORY`."""

    def begin(self, search: Search, *, recorded_at: datetime) -> str:
        """Begin a search where there is none, and say where."""

    def begin_with(self, ledger: Ledger, told: tuple[str, ...], *, recorded_at: datetime) -> str:
        """Begin with everything that another ledger holds, and say where."""

    def opened(self, *, today: date) -> OpenedSearch:
        """The search as it stood at the end of a day."""

    def record(
        self,
        lines: tuple[str, ...],
        *,
        today: date,
        recorded_at: datetime,
        sealed: Guess | None = None,
    ) -> Recorded:
        """Add lines: all of them, or, with any problem in them, none.

        A guess is sealed with them where the home can seal.
        """

    def remembered(self, key: Hashable, answer: Callable[[], Answer]) -> Answer:
        """The answer to a question, which may be kept as long as the search stays as it is."""

    def kept(self, key: Hashable) -> dict[Any, Any]:
        """Room for answers that depend on their own key alone, and so outlive a deed."""

    def take_back(self, *, recorded_at: datetime) -> tuple[str, ...]:
        """Take the last fact or deed back, and return its lines."""
