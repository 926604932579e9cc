"""What the page of proposals shows: what messages and calendars propose, in plain words."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from keepknocking.services.own_ledger import OwnLedger
from keepknocking.services.proposals import OpenProposal, count_open, open_proposals
from keepknocking.web.contexts.pager import Pager
from keepknocking.web.words import apart
from keepknocking.wording.phrases import day_in_words

PAGE = 25  # design choice: so many are decided on at once
_MARKS = re.compile(r'("(?:[^"\\]|\\.)*")|(?:\sas)?\s#(?:"(?:[^"\\]|\\.)*"|[^\s:,;]+)')


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRow:
    """One proposal; `refused` says why it could not be written down just now."""

    number: int
    name: str
    url: str
    lines: tuple[str, ...]
    why: str
    excerpt: str
    is_clear: bool
    is_ticked: bool
    refused: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalsPage:
    """The page of proposals."""

    many: str
    is_one: bool
    rows: tuple[ProposalRow, ...]
    page: int
    pager: Pager | None


def proposals_page(
    home: OwnLedger,
    *,
    number: int,
    today: date,
    refused: Mapping[int, str] | None = None,
    ticked: Collection[int] | None = None,
) -> ProposalsPage:
    """One page of the proposals that wait; `ticked` stands for the ticks of clear ones."""
    total = home.remembered("proposals that wait", lambda: count_open(home))
    pages = max(-(-total // PAGE), 1)
    page = min(max(number, 1), pages)
    first = PAGE * (page - 1)
    found = open_proposals(home, most=PAGE, after=first)
    return ProposalsPage(
        many=f"{total:,}",
        is_one=total == 1,
        rows=tuple(
            _row(
                each,
                refused=(refused or {}).get(each.number, ""),
                is_ticked=each.is_clear if ticked is None else each.number in ticked,
                today=today,
            )
            for each in found
        ),
        page=page,
        pager=_pager(total, page, pages),
    )


def plain_line(line: str, *, today: date) -> str:
    """A line of the story without the names of things, its day in words.

    >>> plain_line('2026-03-02 asked Ana Reyes #ana for a reference as #x', today=date(2026, 3, 12))
    '2 March: asked Ana Reyes for a reference'
    >>> plain_line('2026-03-02 person "Ana #1" #ana', today=date(2026, 3, 12))
    '2 March: "Ana #1" is written down as somebody new'
    """
    day, _, rest = line.partition(" ")
    words = _MARKS.sub(lambda found: found.group(1) or "", rest)
    kind, _, who = words.partition(" ")
    if kind == "person":
        words = f"{who} is written down as somebody new"
    return f"{_day(day, today=today)}: {words}"


def _day(text: str, *, today: date) -> str:
    try:
        return day_in_words(date.fromisoformat(text), today=today)
    except ValueError:
        return text


def _row(each: OpenProposal, *, refused: str, is_ticked: bool, today: date) -> ProposalRow:
    return ProposalRow(
        number=each.number,
        name=apart(each.name or "Several people"),
        url="" if each.person is None else reverse("person", args=[each.person]),
        lines=tuple(apart(plain_line(line, today=today)) for line in each.lines),
        why=apart(each.why),
        excerpt=apart(each.excerpt),
        is_clear=each.is_clear,
        is_ticked=is_ticked,
        refused=refused,
    )


def _pager(total: int, page: int, pages: int) -> Pager | None:
    if pages == 1:
        return None
    url = reverse("proposals")
    return Pager(
        sentence=f"{PAGE * (page - 1) + 1:,} to {min(PAGE * page, total):,} of {total:,}",
        previous_url=f"{url}?page={page - 1}" if page > 1 else "",
        next_url=f"{url}?page={page + 1}" if page < pages else "",
    )
