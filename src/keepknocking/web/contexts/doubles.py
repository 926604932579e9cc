"""What the page of doubles shows: pairs who may be one person, side by side, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from keepknocking.duplicates.candidates import LEAST
from keepknocking.duplicates.reasons import Reason
from keepknocking.ledger.people import ContactDetail
from keepknocking.services.duplicates import Double, Said, Side
from keepknocking.web.contexts.pager import Pager
from keepknocking.web.contexts.people import person_url
from keepknocking.web.words import apart, who_is
from keepknocking.wording.phrases import counted, of_100

PAGE = 20  # design choice: so many pairs on one page
MOST_DETAILS = 6  # design choice: so many ways to reach one person are listed
_LOUD = 1.0  # design choice: what moves the odds by less than one doubling is not listed

CHOICES = (
    (Said.KEEP_ONE, "One person, keep the first"),
    (Said.KEEP_OTHER, "One person, keep the second"),
    (Said.TWO, "Two people"),
    (Said.LATER, "Decide later"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One side of a pair."""

    id: str
    name: str
    url: str
    who: str
    details: tuple[str, ...]
    facts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two who may be one."""

    number: int
    chance: str
    one: Person
    other: Person
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoublesPage:
    """The page of doubles."""

    many: str
    is_one: bool
    settled: str
    pairs: tuple[Pair, ...]
    choices: tuple[tuple[Said, str], ...]
    least: str
    pager: Pager | None


def doubles_page(found: Sequence[Double], *, number: int, settled: str) -> DoublesPage:
    """One page of the pairs."""
    pages = max(-(-len(found) // PAGE), 1)
    first = PAGE * (min(max(number, 1), pages) - 1)
    return DoublesPage(
        many=str(len(found)),
        is_one=len(found) == 1,
        settled=settled,
        pairs=tuple(_pair(at, each) for at, each in enumerate(found[first : first + PAGE])),
        choices=CHOICES,
        least=of_100(LEAST),
        pager=_pager(len(found), first),
    )


def settled_in_words(merged: int, apart_now: int) -> str:
    """What the page before has settled."""
    parts = []
    if merged:
        are = "is" if merged == 1 else "are"
        parts.append(f"{counted(merged, 'pair')} {are} one person now")
    if apart_now:
        are = "stays" if apart_now == 1 else "stay"
        parts.append(f"{counted(apart_now, 'pair')} {are} two people")
    if not parts:
        return ""
    return f"{' and '.join(parts)}. Each can be undone in the history, by itself and at any time."


def _pair(number: int, double: Double) -> Pair:
    reasons = double.candidate.reasons
    return Pair(
        number=number,
        chance=of_100(double.candidate.probability),
        one=_person(double.one),
        other=_person(double.other),
        speaks_for=tuple(apart(each.words) for each in reasons if each.weight >= _LOUD),
        speaks_against=_against(reasons),
    )


def _against(reasons: Sequence[Reason]) -> tuple[str, ...]:
    return tuple(apart(each.words) for each in reasons if each.weight <= -_LOUD)


def _person(side: Side) -> Person:
    return Person(
        id=side.person.id,
        name=side.person.name,
        url=person_url(side.person),
        who=who_is(side.person),
        details=_details(side.details),
        facts=counted(side.facts, "fact"),
    )


def _details(details: Sequence[ContactDetail]) -> tuple[str, ...]:
    shown = [detail.value for detail in details[:MOST_DETAILS]]
    more = len(details) - MOST_DETAILS
    return tuple(shown) if more <= 0 else (*shown, f"and {more} more")


def _pager(many: int, first: int) -> Pager | None:
    if many <= PAGE:
        return None
    number, last = first // PAGE + 1, min(first + PAGE, many)
    url = reverse("doubles")
    return Pager(
        sentence=f"Pairs {first + 1} to {last} of {many}",
        previous_url=f"{url}?page={number - 1}" if first else "",
        next_url=f"{url}?page={number + 1}" if last < many else "",
    )
