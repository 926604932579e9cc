"""Seals: closed guesses that show it when somebody has opened them.

Each seal's mark is the SHA-256 of the mark before it and of its own exact words, so that no seal
can be changed, taken out, put in between or put elsewhere without a mark being wrong. Two things no
chain of marks can show: that the last seals were cut off, and that the owner of the file has
written the whole chain anew. A seal is tamper-evident, not tamper-proof.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Any

from keepknocking.store.models import Deed, Seal, SealOpened

FIRST = "0" * 64  # by definition: what the first seal finds before it


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """One seal: what it says, when it was closed and opened, and whether it is whole.

    It is whole where its own mark is right and its neighbours fit: after a seal that was taken out
    both its neighbours are not. Where words were taken out because somebody was erased
    (`words_erased_at`), only the neighbours can still be held against each other.
    """

    number: int
    event: str
    said: Mapping[str, Any]
    sealed_at: datetime
    opened_at: datetime | None
    is_whole: bool
    words_erased_at: datetime | None = None


def close_seal(event: str, said: Mapping[str, Any], *, deed: Deed) -> None:
    """Seal what was said of an event, inside the caller's transaction.

    Taking the deed back takes the guess out of the ledger; the seal stays.
    """
    latest = Seal.objects.order_by("-id").first()
    before = FIRST if latest is None else latest.mark
    body = json.dumps(
        {"event": event, "at": deed.at.isoformat(), "said": said},
        sort_keys=True,
        separators=(",", ":"),
    )
    Seal.objects.create(body=body, before=before, mark=mark_of(before, body), deed=deed)


def open_seal(number: int, *, at: datetime) -> None:
    """Note the moment the house's side was looked at; only the first counts."""
    if not SealOpened.objects.filter(seal_id=number).exists():
        SealOpened.objects.create(seal_id=number, at=at)


def seals_of(event: str) -> list[Sealed]:
    """The seals of one event, the first first."""
    return [sealed for sealed in all_seals() if sealed.event == event]


def all_seals() -> list[Sealed]:
    """Every seal, the first first."""
    seals = list(Seal.objects.select_related("deed").prefetch_related("openings").order_by("id"))
    marks = [FIRST, *(seal.mark for seal in seals)]
    found = []
    for seal, mark_before, after in zip_longest(seals, marks[:-1], seals[1:]):
        fits = seal.before == mark_before and (after is None or after.before == seal.mark)
        body = _read(seal.body)
        found.append(
            Sealed(
                number=seal.pk,
                event=str(body.get("event")),
                said=body.get("said", {}),
                sealed_at=_moment(body, seal),
                opened_at=min((opened.at for opened in seal.openings.all()), default=None),
                is_whole=fits and (seal.erased_at is not None or _is_own(seal)),
                words_erased_at=seal.erased_at,
            )
        )
    return found


def mark_of(before: str, body: str) -> str:
    """The mark of a seal with these words after a seal with that mark."""
    return hashlib.sha256(f"{before}\n{body}".encode()).hexdigest()


def _is_own(seal: Seal) -> bool:
    """Whether the seal's mark is that of its words."""
    return seal.mark == mark_of(seal.before, seal.body)


def _read(body: str) -> Mapping[str, Any]:
    """What a seal says; nothing where its words were made unreadable."""
    try:
        read = json.loads(body)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _moment(body: Mapping[str, Any], seal: Seal) -> datetime:
    try:
        return datetime.fromisoformat(body["at"])
    except (KeyError, TypeError, ValueError):
        return seal.deed.at
