"""One by one: the things that were found, by what becomes of them, a page at a time."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.story.spelling import folded
from keepknocking.services.imports.plans import Choices, ImportPlan, Kind, PlannedItem, Status
from keepknocking.web.words import apart, who_is
from keepknocking.wording.phrases import day_in_words

ITEMS_A_PAGE = 100  # design choice
SHOWS = (
    (Status.NEW, "New"),
    (Status.CHANGED, "Changed"),
    (Status.SAME, "Here already"),
    (Status.SKIPPED, "Left out"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which part of the list is looked at."""

    show: Status | None
    page: int
    words: str

    @classmethod
    def of(cls, query: QueryDict) -> "Asked":
        """What an address asks for; what it cannot mean is left aside."""
        shows = {status.value: status for status, _ in SHOWS}
        number = query.get("page", "")
        is_number = number.isdecimal() and len(number) <= 6  # noqa: PLR2004 (numerical: digits)
        return cls(
            show=shows.get(query.get("show", "")),
            page=max(int(number), 1) if is_number else 1,
            words=" ".join(query.get("q", "")[:200].split()),
        )

    def query(self, show: Status | None = None, page: int = 1) -> str:
        """The address of another part."""
        said = QueryDict(mutable=True)
        said["page"] = str(page)
        if show or self.show:
            said["show"] = (show or self.show or Status.NEW).value
        if self.words:
            said["q"] = self.words
        return said.urlencode()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """One thing that was found. `field` is the name of its tick; empty: nothing to choose."""

    id: str
    field: str
    label: str
    who: str
    where: str
    why: str
    changes: tuple[tuple[str, str, str], ...]
    is_taken: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One status: how many there are, and what the button asks for."""

    words: str
    count: str
    go: str
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """One page of what was found."""

    tabs: tuple[Tab, ...]
    rows: tuple[ItemRow, ...]
    words: str
    sentence: str
    before: str
    after: str
    none: str


def items_of(
    plan: ImportPlan,
    series: Mapping[str, Sequence[PlannedItem]],
    choices: Choices,
    asked: Asked,
    *,
    today: date,
) -> Items:
    """One page of all that was found, but for the dates of series."""
    single = [item for item in plan.items if item.series not in series]
    counts = Counter(item.status for item in single)
    show = asked.show or next((status for status, _ in SHOWS if counts[status]), Status.NEW)
    wanted = folded(asked.words)
    found = [
        item
        for item in single
        if item.status is show and (not wanted or wanted in folded(item.label))
    ]
    pages = max(-(-len(found) // ITEMS_A_PAGE), 1)
    page = min(asked.page, pages)
    first, last = ITEMS_A_PAGE * (page - 1), min(ITEMS_A_PAGE * page, len(found))
    return Items(
        tabs=tuple(
            Tab(
                words=words,
                count=f"{counts[status]:,}",
                go=asked.query(status),
                is_current=status is show,
            )
            for status, words in SHOWS
            if counts[status] or status is show
        ),
        rows=tuple(_row(plan.after, item, choices, today=today) for item in found[first:last]),
        words=asked.words,
        sentence=f"{first + 1:,} to {last:,} of {len(found):,}" if pages > 1 else "",
        before=asked.query(show, page - 1) if page > 1 else "",
        after=asked.query(show, page + 1) if page < pages else "",
        none="Nothing with these words." if asked.words else "Nothing.",
    )


def _row(ledger: Ledger, item: PlannedItem, choices: Choices, *, today: date) -> ItemRow:
    field = "take" if item.status in {Status.NEW, Status.CHANGED} else ""
    if item.removed:
        field = "back"
    return ItemRow(
        id=item.id,
        field=field,
        label=apart(item.label),
        who=_who(ledger, item, today=today),
        where=f"{item.where.file}, {item.where.at}",
        why=item.why,
        changes=tuple((what, was, now) for what, was, now in item.changes),
        is_taken=item.id in choices.bring_back if item.removed else item.id not in choices.items,
    )


def _who(ledger: Ledger, item: PlannedItem, *, today: date) -> str:
    """What tells it from others of the same name."""
    if item.kind is Kind.PERSON and item.thing is not None and item.thing in ledger.person:
        return who_is(ledger.person[item.thing])
    if item.kind is Kind.EVENT and item.thing is not None and item.thing in ledger.event:
        return day_in_words(ledger.event[item.thing].when.on, today=today)
    return ""
