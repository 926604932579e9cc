"""What the page for editing the story as text shows before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from keepknocking.services.history import DeedDone
from keepknocking.services.story_edits import Editable, Typed, Way, Weighed
from keepknocking.wording.facts import deed_in_words, moment_in_words, without_house
from keepknocking.wording.phrases import counted, listed

MOST_SHOWN = 200  # design choice: so many lines of each kind are shown; all are counted
MOST_EDITED = 2_000  # design choice: longer stories are not edited in a field of a page


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One line that could not be read: where, what was expected, the nearest form."""

    sentence: str
    nearest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Lines of one kind, at most so many, and how many more there are."""

    heading: str
    kind: str
    lines: tuple[tuple[str, str], ...]
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What would change, before it is kept."""

    sentence: str
    warnings: tuple[str, ...]
    changes: tuple[Changes, ...]
    troubles: tuple[Trouble, ...]
    can_keep: bool
    text: str
    way: str
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EditField:
    """One field with a text, what is wrong with it, and the state of the ledger it belongs to."""

    text: str
    error: str
    troubles: tuple[Trouble, ...]
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EditPage:
    """The page with its two choices; `preview` once a text was sent."""

    add: EditField
    whole: EditField
    lines: str
    too_long: bool
    preview: Preview | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedSince:
    """Something done in another window meanwhile."""

    words: str
    at: str
    told: tuple[str, ...]


def edit_page(
    fresh: Editable, *, typed: Typed | None, weighed: Weighed | None, error: str
) -> EditPage:
    """The page for editing, with what was typed and what it would change, if anything."""
    troubles = () if weighed is None else troubles_of(weighed)
    add = EditField(text="", error="", troubles=(), revision=fresh.revision)
    whole = replace(add, text=fresh.text or "")
    if typed is not None:
        sent = EditField(
            text=typed.text,
            error=error,
            troubles=troubles,
            revision=fresh.revision if typed.revision is None else typed.revision,
        )
        add, whole = (sent, whole) if typed.way is Way.ADD else (add, sent)
    return EditPage(
        add=add,
        whole=whole,
        lines=counted(fresh.lines, "line"),
        too_long=fresh.text is None,
        preview=None if weighed is None else preview_of(weighed),
    )


def preview_of(weighed: Weighed) -> Preview:
    """What a text would change, in words and line by line."""
    found = weighed.difference
    changes = (
        _changes("Added", "added", [("", line) for line in found.added]),
        _changes("Changed", "changed", list(found.changed)),
        _changes("Taken out", "removed", [(line, "") for line in found.removed]),
    )
    return Preview(
        sentence=_sentence(weighed),
        warnings=tuple(_warnings(weighed)),
        changes=tuple(change for change in changes if change.lines),
        troubles=troubles_of(weighed),
        can_keep=not weighed.problems and not found.is_empty,
        text=weighed.text,
        way=str(weighed.way),
        revision=weighed.revision,
    )


def troubles_of(weighed: Weighed) -> tuple[Trouble, ...]:
    """The problems of a text, in words."""
    return tuple(
        Trouble(sentence=replace(problem, nearest=None).sentence(), nearest=problem.nearest or "")
        for problem in weighed.problems[:MOST_SHOWN]
    )


def deeds_in_words(
    deeds: Sequence[DeedDone], *, today: date, now: datetime
) -> tuple[DeedSince, ...]:
    """What was done meanwhile, in words."""
    return tuple(
        DeedSince(
            words=deed_in_words(deed.kind, undoes_undoing=deed.puts_back),
            at=moment_in_words(deed.at.astimezone(now.tzinfo), today=today),
            told=tuple(without_house(line) for line in deed.told),
        )
        for deed in deeds
    )


def _sentence(weighed: Weighed) -> str:
    found = weighed.difference
    if weighed.problems:
        number = len(weighed.problems)
        what = counted(number, "line cannot", "lines cannot")
        return f"{what} be read, so nothing can be kept yet."
    if found.is_empty:
        return "This text says what the ledger says already: nothing would change."
    parts = [
        counted(len(lines), "line") + f" {words}"
        for words, lines in (
            ("added", found.added),
            ("changed", found.changed),
            ("taken out", found.removed),
        )
        if lines
    ]
    return f"This is what would change: {listed(parts)}."


def _warnings(weighed: Weighed) -> list[str]:
    found = weighed.difference
    warnings = []
    if weighed.remarks:
        said = counted(weighed.remarks, "line begins", "lines begin")
        warnings.append(
            f"{said} with #. A ledger keeps facts and no such remarks: what they say will be "
            "gone. Write “note:” in front instead if you want to find it again."
        )
    if found.gone:
        warnings.append(f"No longer in the ledger: {listed(_few(found.gone))}.")
    if found.new:
        warnings.append(f"New to the ledger: {listed(_few(found.new))}.")
    if found.gone and found.new:
        warnings.append(
            "If you only meant to change a name, use Edit on the line in the story instead: "
            "then it stays the same person or event, with all that belongs to it."
        )
    return warnings


def _few(names: Sequence[str]) -> list[str]:
    """The names, or the first of them and how many more."""
    shown = list(names[:_MOST_NAMES])
    more = len(names) - len(shown)
    return [*shown, f"{more} more"] if more else shown


_MOST_NAMES = 12  # design choice: so many names stand in one sentence


def _changes(heading: str, kind: str, lines: Sequence[tuple[str, str]]) -> Changes:
    more = len(lines) - MOST_SHOWN
    return Changes(
        heading=f"{heading}: {len(lines):,}",
        kind=kind,
        lines=tuple(lines[:MOST_SHOWN]),
        more=f"and {counted(more, 'line')} more" if more > 0 else "",
    )
