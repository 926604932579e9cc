"""Quick capture: what a few typed lines would write, before anything is written."""

from dataclasses import dataclass
from datetime import date, datetime

from keepknocking.ledger.story.continuing import continued
from keepknocking.ledger.story.problems import Problem
from keepknocking.services.own_ledger import OwnLedger


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What was typed, the lines as understood, who and what is new, and what is not clear."""

    text: str
    lines: tuple[str, ...]
    new: tuple[str, ...]
    problems: tuple[Problem, ...]


def understood(home: OwnLedger, text: str, *, today: date, now: datetime) -> Understood:
    """What the lines would write. Nothing is written.

    Raises
    ------
    LedgerUnusable
    """
    found = continued(home.stored().ledger, text.splitlines(), today=today, recorded_at=now)
    return Understood(text=text, lines=found.added, new=found.new, problems=found.problems)
