"""Resting: the pauses of a story so far, and which of them are open on a day."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from keepknocking.ledger.moments import When
from keepknocking.ledger.searches import Pause
from keepknocking.ledger.story.problems import Unreadable


class Pauses:
    """The pauses told so far, in the order of days.

    Those `recalled` come from a ledger and may lie on any day: their ends are known already.
    """

    def __init__(self, recalled: Iterable[Pause] = ()) -> None:
        self.told = list(recalled)
        self._recalled = len(self.told)

    def add(self, pause: Pause, *, again: bool) -> None:
        """Take a new pause in; `again`: although another one is open."""
        still = self._open_on(pause.since.on)
        if still and not again:
            since = self.told[still[0]].since.on
            raise Unreadable("", f"resume before another pause: the search rests since {since}")
        self.told.append(pause)

    def resume(self, when: When) -> None:
        """End the latest pause that is open."""
        still = self._open_on(when.on)
        if not still:
            raise Unreadable("", "a pause to resume from: the search does not rest on that day")
        pause = self.told[still[-1]]
        if pause.until is not None:
            raise Unreadable(
                "",
                f"a pause whose end is not known: the one since {pause.since.on} ends on "
                f"{pause.until.on}",
            )
        self.told[still[-1]] = replace(pause, until=when)

    def _open_on(self, day: date) -> list[int]:
        """The places of the pauses that are open on that day, by their first days."""
        still = [place for place in range(len(self.told)) if self._is_open(place, day)]
        return sorted(still, key=lambda place: self.told[place].since.on)

    def _is_open(self, place: int, day: date) -> bool:
        pause = self.told[place]
        if pause.until is not None and place >= self._recalled:
            return False
        return pause.covers(day)
