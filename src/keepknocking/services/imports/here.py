"""What an import begins with, and how its items are told from one another."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from keepknocking.exchange.found import FoundPerson
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.moments import When
from keepknocking.services.imports.comparing import name_form
from keepknocking.services.imports.matching import Origin
from keepknocking.services.imports.plans import Choices
from keepknocking.store.origins import Said

_MARK = 16  # numerical: so many hexadecimal digits tell items and remarks apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """The ledger, what sources said of what is in it and of what is `gone`, and the day.

    `removed_on` tells when somebody of the ledger was taken out by hand, by her id.
    """

    ledger: Ledger
    here: Mapping[Origin, Said]
    gone: Mapping[Origin, Said]
    removed_on: Mapping[str, datetime]
    is_erased: Callable[[FoundPerson], bool]
    choices: Choices
    today: date
    now: datetime
    _whens: dict[date, When] = field(default_factory=dict)

    def when(self, day: date) -> When:
        """A day as it is written down now: any but today with the moment of the writing."""
        found = self._whens.get(day)
        if found is None:
            found = When(day) if day == self.today else When(day, self.now)
            self._whens[day] = found
        return found


def mark_of_item(kind: str, origin: Origin) -> str:
    """The id of an item, the same whenever the same thing is found again."""
    text = "\n".join((kind, *origin)).encode("utf-8", "surrogatepass")
    return hashlib.sha256(text).hexdigest()[:_MARK]


def note_mark(text: str) -> str:
    """What tells a remark from others without keeping its words."""
    return hashlib.sha256(name_form(text).encode("utf-8", "surrogatepass")).hexdigest()[:_MARK]
