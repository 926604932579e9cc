"""Who may stand in the ledger twice, and what to do about it.

The candidates are worked out once for a state of the ledger; with ten thousand people that takes
some seconds, so nobody waits for them but the page and the command that show them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import cast

from keepknocking.duplicates.candidates import LEAST, Candidate, candidates
from keepknocking.duplicates.profiles import profiles_of
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.people import ContactDetail, Person
from keepknocking.services.merges import merge_all, opposed_all, opposed_pairs
from keepknocking.services.own_ledger import OwnLedger

_LEAST_KEPT = 0.01  # numerical: what is less likely is not remembered
_KEY = "duplicates"


class Said(StrEnum):
    """What the seeker says of two people."""

    KEEP_ONE = "one"
    KEEP_OTHER = "other"
    TWO = "two"
    LATER = "later"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two: who she is, how she is reached, and how many facts name her."""

    person: Person
    details: tuple[ContactDetail, ...]
    facts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Double:
    """Two who may be one; `one` is the one to keep: more is known of her, or for longer."""

    one: Side
    other: Side
    candidate: Candidate


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """How many pairs were merged, and how many are two people."""

    merged: int
    apart: int


def doubles_in(home: OwnLedger, *, least: float = LEAST) -> tuple[Double, ...]:
    """The pairs that may be one person, the likeliest first, as the ledger stands now.

    Raises
    ------
    LedgerUnusable
    """
    ledger = home.stored().ledger
    facts = home.remembered((_KEY, "facts"), lambda: _facts_of(ledger))
    return tuple(
        _double(ledger, facts, found) for found in candidates_in(home) if found.probability >= least
    )


def candidates_in(home: OwnLedger) -> tuple[Candidate, ...]:
    """Every pair worth a line, without those who are said to be two people.

    Worked out again only where a person, a way to reach one or such a word has changed.
    """
    stored, known = home.stored(), home.kept(_KEY)
    if known.get("revision") != stored.revision:
        asked = profiles_of(stored.ledger), opposed_pairs(home)
        if known.get("asked") != asked:
            people, opposed = asked
            known["found"] = candidates(people, opposed=opposed, least=_LEAST_KEPT)
            known["asked"] = asked
        known["revision"] = stored.revision
    return cast("tuple[Candidate, ...]", known["found"])


def how_many_doubles(home: OwnLedger) -> int | None:
    """How many pairs are shown; None where nobody has worked that out since the last deed."""
    if home.kept(_KEY).get("revision") != home.stored().revision:
        return None
    return sum(each.probability >= LEAST for each in candidates_in(home))


def settle(home: OwnLedger, said: Iterable[tuple[str, str, Said]], *, at: datetime) -> Settled:
    """Do what was said of each pair (one, other): every pair is a deed that can be undone.

    Pairs that are left for later are passed over, and so are those of which one is no longer there.

    Raises
    ------
    LedgerUnusable
        nothing of that step is written then.
    """
    there = home.stored().ledger.person
    listed = [each for each in said if each[0] in there and each[1] in there]
    apart = [(one, other) for one, other, word in listed if word is Said.TWO]
    same = [(one, other) for one, other, word in listed if word is Said.KEEP_ONE]
    same += [(other, one) for one, other, word in listed if word is Said.KEEP_OTHER]
    if apart:
        opposed_all(home, apart, at=at)
    merged = merge_all(home, same, at=at) if same else ()
    return Settled(merged=len(merged), apart=len(apart))


def _double(ledger: Ledger, facts: Mapping[str, int], found: Candidate) -> Double:
    sides = [_side(ledger, facts, who) for who in (found.one, found.other)]
    one, other = sorted(sides, key=lambda side: (-side.facts, side.person.known.on, side.person.id))
    return Double(one=one, other=other, candidate=found)


def _side(ledger: Ledger, facts: Mapping[str, int], who: str) -> Side:
    return Side(person=ledger.person[who], details=ledger.details_of(who), facts=facts.get(who, 0))


def _facts_of(ledger: Ledger) -> Counter[str]:
    """How many facts name each person."""
    return Counter(name for kind, name in ledger.references() if kind == "person")
