"""What the look before an import shows: counts that add up, what is new, and what may be left out.

The plan is whole; what the owner leaves out is laid over it here, so that a tick takes no new plan.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.urls import reverse

from keepknocking.exchange.contacts_tables.fields import Field
from keepknocking.exchange.found import FileKind
from keepknocking.ledger.ledger import Ledger
from keepknocking.services.imports.doing import NotTaken, many, report_of_plan
from keepknocking.services.imports.looking import Chosen, LookedAt
from keepknocking.services.imports.plans import (
    Choices,
    ImportPlan,
    Kind,
    PlannedItem,
    Status,
)
from keepknocking.web.contexts.import_items import Asked, Items, items_of
from keepknocking.web.contexts.imports import FileLines, aside_lines, file_lines
from keepknocking.wording.phrases import day_in_words

MOST_SERIES = 200  # design choice: so many series are listed
MOST_DROPPED = 20  # design choice: the report names them all
_WEEK, _FORTNIGHT, _MONTH, _YEAR = 7, 14, range(28, 32), range(365, 367)  # by definition: days
_WITH_COLUMNS = {FileKind.TABLE, FileKind.GOOGLE_CONTACTS, FileKind.OUTLOOK_CONTACTS}

KINDS = {
    Kind.PERSON: "People",
    Kind.EVENT: "Events and calendar entries",
    Kind.OPENING: "Openings",
    Kind.PROPOSAL: "What messages propose",
    Kind.FACT: "Facts of a story or a saved ledger",
}


@dataclass(frozen=True, slots=True)
class Counted:
    """A number and what it counts, as a sentence goes on with them."""

    count: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnChoice:
    """One column of a table: the name of its field, its heading, and what it is taken as."""

    field: str
    written: str
    taken_as: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumns:
    """The columns of one table; `is_guessed` where nothing but their look said what they are."""

    name: str
    columns: tuple[ColumnChoice, ...]
    is_guessed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """Something whole that may be left out."""

    value: str
    label: str
    words: str
    is_taken: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPage:
    """The look before an import; without `items` where nothing can be brought in."""

    url: str
    names: str
    trouble: str
    headline: tuple[Counted, ...]
    files: FileLines
    unreadable: tuple[str, ...]
    tables: tuple[TableColumns, ...]
    fields: tuple[str, ...]
    kinds: tuple[Tick, ...]
    series: tuple[Tick, ...]
    more_series: str
    items: Items | None
    dropped: tuple[NotTaken, ...]
    dropped_words: str
    set_aside: tuple[str, ...]
    can_bring: bool


def preview_page(found: LookedAt, said: Chosen, asked: Asked, *, today: date) -> PreviewPage:
    """The page of files that wait."""
    report = None if found.plan is None else report_of_plan(found.plan, found.incoming)
    plan, choices = found.plan, said.choices
    unreadable = [_ended(each.why) for each in found.incoming.unreadable]
    series = {} if plan is None else _series(plan)
    ticks = _series_ticks(plan, series, choices, today=today) if plan is not None else ()
    dropped = () if plan is None else plan.dropped
    return PreviewPage(
        url=reverse("import_preview", args=[found.token]),
        names=", ".join(found.files),
        trouble=_ended(found.trouble),
        headline=() if plan is None else _headline(plan, choices),
        files=file_lines(() if report is None else report.files),
        unreadable=(*said.troubles, *unreadable),
        tables=tables_of(found),
        fields=tuple(field.value for field in Field),
        kinds=() if plan is None else _kinds(plan, choices),
        series=ticks[:MOST_SERIES],
        more_series=f"{len(ticks) - MOST_SERIES:,} more series come in with them."
        if len(ticks) > MOST_SERIES
        else "",
        items=None if plan is None else items_of(plan, series, choices, asked, today=today),
        dropped=() if report is None else report.dropped[:MOST_DROPPED],
        dropped_words=_dropped_words(len(dropped)),
        set_aside=() if plan is None else aside_lines(plan.set_aside),
        can_bring=plan is not None
        and (plan.changes_anything or any(item.removed for item in plan.items)),
    )


def tables_of(found: LookedAt) -> tuple[TableColumns, ...]:
    """The tables whose columns may be chosen, each name once."""
    tables = {
        read.name: (read.columns, read.kind is FileKind.TABLE)
        for read in found.incoming.reads
        if read.kind in _WITH_COLUMNS and read.columns
    }
    tables |= {name: (columns, True) for name, columns in found.tables}
    return tuple(
        TableColumns(
            name=name,
            columns=tuple(
                ColumnChoice(
                    field=f"col-{number}-{place}",
                    written=written or f"column {place + 1}",
                    taken_as=taken_as,
                )
                for place, (written, taken_as) in enumerate(columns)
            ),
            is_guessed=is_guessed,
        )
        for number, (name, (columns, is_guessed)) in enumerate(tables.items())
    )


def becomes(item: PlannedItem, choices: Choices) -> Status:
    """What becomes of an item with what was chosen."""
    if item.removed and item.id in choices.bring_back:
        return Status.NEW
    is_left_out = choices.leaves_out(item.id, item.kind, item.series)
    if item.status in {Status.NEW, Status.CHANGED} and is_left_out:
        return Status.SKIPPED
    return item.status


def _ended(words: str) -> str:
    """The words with a stop; their first letter may be that of a file's name."""
    return f"{words}." if words and not words.endswith((".", "?")) else words


def _headline(plan: ImportPlan, choices: Choices) -> tuple[Counted, ...]:
    """What would come in, in one sentence."""
    counts: Counter[tuple[Kind, Status]] = Counter()
    for item in plan.items:
        counts[item.kind, becomes(item, choices)] += 1
    parts = [
        _split(many(counts[kind, Status.NEW], kind), "new ")
        for kind in KINDS
        if kind is not Kind.PROPOSAL and counts[kind, Status.NEW]
    ]
    waiting = _waiting(plan, counts, choices)
    if waiting:
        parts.append(_split(many(waiting, Kind.PROPOSAL), ""))
    for status, words in (
        (Status.CHANGED, "changed"),
        (Status.SAME, "here already"),
        (Status.SKIPPED, "left out"),
    ):
        count = sum(counts[kind, status] for kind in KINDS if kind is not Kind.PROPOSAL)
        if count:
            parts.append(Counted(f"{count:,}", words))
    lost = sum(not each.row.kept for each in plan.dropped)
    if lost:
        noun = "entry" if lost == 1 else "entries"
        parts.append(Counted(f"{lost:,}", f"{noun} that could not be read"))
    ends = [",", *[","] * (len(parts) - 2), "."] if len(parts) > 1 else ["."]
    return tuple(
        Counted(part.count, part.words + end) for part, end in zip(parts, ends, strict=False)
    )


def _split(words: str, before: str) -> Counted:
    count, _, noun = words.partition(" ")
    return Counted(count, f"{before}{noun}")


def _waiting(plan: ImportPlan, counts: Counter[tuple[Kind, Status]], choices: Choices) -> int:
    """How many proposals would wait."""
    if Kind.PROPOSAL in choices.kinds:
        return 0
    threads = sum(item.kind is Kind.PROPOSAL and item.status is Status.NEW for item in plan.items)
    return len(plan.proposals) - (threads - counts[Kind.PROPOSAL, Status.NEW])


def _dropped_words(count: int) -> str:
    if not count:
        return ""
    noun = "entry" if count == 1 else "entries"
    more = f", of which {MOST_DROPPED} are shown" if count > MOST_DROPPED else ""
    return f"{count:,} {noun} could not be read, or not whole{more}"


def _kinds(plan: ImportPlan, choices: Choices) -> tuple[Tick, ...]:
    """The kinds of which something would come in."""
    counts = Counter(
        item.kind
        for item in plan.items
        if item.status in {Status.NEW, Status.CHANGED} or item.removed
    )
    if plan.proposals:
        counts[Kind.PROPOSAL] = len(plan.proposals)
    return tuple(
        Tick(
            value=kind.value,
            label=label,
            words=many(counts[kind], kind),
            is_taken=kind not in choices.kinds,
        )
        for kind, label in KINDS.items()
        if counts[kind]
    )


def _series(plan: ImportPlan) -> dict[str, list[PlannedItem]]:
    """The dates of each recurring entry of which more than one was found."""
    found: dict[str, list[PlannedItem]] = {}
    for item in plan.items:
        if item.series is not None:
            found.setdefault(item.series, []).append(item)
    return {series: items for series, items in found.items() if len(items) > 1}


def _series_ticks(
    plan: ImportPlan,
    series: dict[str, list[PlannedItem]],
    choices: Choices,
    *,
    today: date,
) -> tuple[Tick, ...]:
    return tuple(
        Tick(
            value=mark,
            label=items[0].label,
            words=_rhythm(_days(plan.after, items), len(items), today=today),
            is_taken=mark not in choices.series,
        )
        for mark, items in series.items()
        if any(item.status in {Status.NEW, Status.CHANGED} for item in items)
    )


def _days(ledger: Ledger, items: Iterable[PlannedItem]) -> list[date]:
    return sorted(
        ledger.event[item.thing].when.on
        for item in items
        if item.thing is not None and item.thing in ledger.event
    )


def _rhythm(days: Sequence[date], count: int, *, today: date) -> str:
    """How often and how many times: "every week, 52 dates, 3 March to 28 December".

    >>> _rhythm([date(2026, 3, 2), date(2026, 3, 9)], 2, today=date(2026, 3, 1))
    'every week, 2 dates, 2 March to 9 March'
    """
    gaps = {(after - before).days for before, after in pairwise(days)}
    if gaps == {1}:
        often = "every day, "
    elif gaps == {_WEEK}:
        often = "every week, "
    elif gaps == {_FORTNIGHT}:
        often = "every two weeks, "
    elif gaps and gaps <= set(_MONTH):
        often = "every month, "
    elif gaps and gaps <= set(_YEAR):
        often = "every year, "
    else:
        often = ""
    between = (
        f", {day_in_words(days[0], today=today)} to {day_in_words(days[-1], today=today)}"
        if len(days) > 1
        else ""
    )
    return f"{often}{count:,} dates{between}"
