"""What the history shows: every deed in words, what counts no more, and what can be undone."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.http import urlencode

from keepknocking.services.history import DeedDone, deed_done, deeds_done
from keepknocking.services.own_ledger import OwnLedger
from keepknocking.store.loading import ERASE
from keepknocking.web.contexts.pager import Pager
from keepknocking.wording.facts import deed_in_words, moment_in_words, without_house
from keepknocking.wording.phrases import counted

DEEDS_A_PAGE = 30  # design choice
MOST_TOLD = 8  # design choice: so many lines of one deed are shown at once
_FOR_GOOD = frozenset({"begin", ERASE})


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedLine:
    """One deed: when, what kind, its lines, and the button it has (`undo_url` empty: none)."""

    number: int
    at: str
    kind: str
    told: tuple[str, ...]
    rest: tuple[str, ...]
    more: str
    remark: str
    undo_url: str
    undo_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """Some deeds, the latest first."""

    deeds: tuple[DeedLine, ...]
    pager: Pager | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Why a deed could not be undone, and the later one that stands in the way, if it is one."""

    sentence: str
    deed: DeedLine | None
    later: DeedLine | None
    later_url: str


def history_page(home: OwnLedger, *, latest: int | None, today: date, now: datetime) -> HistoryPage:
    """A page of deeds; with `latest`, from that number backwards."""
    deeds = deeds_done(home, most=DEEDS_A_PAGE + 1, latest=latest)
    shown = deeds[:DEEDS_A_PAGE]
    return HistoryPage(
        deeds=tuple(deed_line(deed, today=today, now=now) for deed in shown),
        pager=_pager(deeds, latest),
    )


def refused(
    home: OwnLedger,
    number: int,
    sentence: str,
    *,
    later: int | None,
    today: date,
    now: datetime,
) -> Refused:
    """The page of an undoing that was refused."""
    this = deed_done(home, number)
    other = None if later is None else deed_done(home, later)
    return Refused(
        sentence=sentence,
        deed=None if this is None else deed_line(this, today=today, now=now),
        later=None if other is None else deed_line(other, today=today, now=now),
        later_url=f"{_url(later)}#deed-{later}" if later is not None else "",
    )


def deed_line(deed: DeedDone, *, today: date, now: datetime) -> DeedLine:
    """One deed in words."""
    told = tuple(without_house(line) for line in deed.told)
    rest = told[MOST_TOLD:]
    is_undoing = deed.undoes is not None
    has_button = deed.kind not in _FOR_GOOD and not (is_undoing and deed.is_undone)
    button = "Put it back" if deed.is_undone or is_undoing else "Undo"
    if deed.puts_back:
        button = "Take it back again"
    undone = deed.number if deed.undone_by is None else deed.undone_by
    return DeedLine(
        number=deed.number,
        at=moment_in_words(deed.at.astimezone(now.tzinfo), today=today),
        kind=deed_in_words(deed.kind, undoes_undoing=deed.puts_back),
        told=told[:MOST_TOLD],
        rest=rest,
        more=f"{counted(len(rest), 'line')} more" if rest else "",
        remark="Counts no more: it was taken back." if deed.is_undone else "",
        undo_url=reverse("undo", args=[undone]) if has_button else "",
        undo_words=button,
    )


def _pager(deeds: tuple[DeedDone, ...], latest: int | None) -> Pager | None:
    """Backwards from the last deed shown; forwards by as many numbers as a page has."""
    has_more = len(deeds) > DEEDS_A_PAGE
    if not has_more and latest is None:
        return None
    return Pager(
        sentence="The latest first",
        previous_url="" if latest is None else _url(latest + DEEDS_A_PAGE),
        next_url=_url(deeds[DEEDS_A_PAGE].number) if has_more else "",
    )


def _url(latest: int) -> str:
    return f"{reverse('history')}?{urlencode({'from': latest})}"
