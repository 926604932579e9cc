"""What an undoing took back, what it left as it is, and why: as values and in plain words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

_MOST_NAMED = 3  # design choice: a line has room for so many names


class Why(StrEnum):
    """Why something stays as it is when a deed is undone."""

    CHANGED = "you changed it since"
    NAMED = "something you wrote down since names it"
    PART = "it belongs to what stays"
    MISSING = "what it names is not there any more"
    UNFIT = "the rest would not hold together otherwise"


@dataclass(frozen=True, slots=True)
class KeptFact:
    """A fact that an undoing left as it is: its table and row, what it is called, and why."""

    table: str
    row: int
    label: str
    why: Why


@dataclass(frozen=True, slots=True)
class Kept:
    """How many facts an undoing took back or put back, and those that it left as they are."""

    taken_back: int
    kept: tuple[KeptFact, ...]

    @property
    def told(self) -> tuple[str, ...]:
        """What was left, in sentences; none where everything was taken back.

        >>> Kept(0, (KeptFact("people", 1, "Ana", Why.NAMED),)).told
        ('1 person stays because of what you changed or wrote down since: Ana.',)
        """
        since = [fact for fact in self.kept if fact.why in (Why.CHANGED, Why.NAMED)]
        return (
            *_since(since),
            *_because(
                self.kept,
                Why.PART,
                "1 fact that came with what stays is kept too.",
                "{} facts that came with what stays are kept too.",
            ),
            *_because(
                self.kept,
                Why.MISSING,
                "1 fact could not come back, because what it names is gone.",
                "{} facts could not come back, because what they name is gone.",
            ),
            *_because(
                self.kept,
                Why.UNFIT,
                "1 fact is as it was, because it would not fit with the others.",
                "{} facts are as they were, because they would not fit with the others.",
            ),
        )


_NOUNS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "people": ("person", "people"),
        "events": ("event", "events"),
        "openings": ("opening", "openings"),
        "asks": ("ask", "asks"),
    }
)


def _since(facts: Iterable[KeptFact]) -> Iterable[str]:
    """A sentence for each kind of thing that was changed or used since."""
    of_kind: dict[str, list[KeptFact]] = {table: [] for table in (*_NOUNS, "")}
    for fact in facts:
        of_kind[fact.table if fact.table in _NOUNS else ""].append(fact)
    for table, found in of_kind.items():
        if not found:
            continue
        one, many = _NOUNS.get(table, ("other fact", "other facts"))
        noun = f"1 {one} stays" if len(found) == 1 else f"{len(found):,} {many} stay"
        names = f": {_names([fact.label for fact in found])}" if table else ""
        yield f"{noun} because of what you changed or wrote down since{names}."


def _because(facts: Iterable[KeptFact], why: Why, one: str, many: str) -> Iterable[str]:
    count = sum(fact.why is why for fact in facts)
    if count:
        yield one if count == 1 else many.format(f"{count:,}")


def _names(names: list[str]) -> str:
    """The first names, and how many more there are.

    >>> _names(["Ana", "Ben"]), _names(["Ana", "Ben", "Chen", "Dara", "Eli"])
    ('Ana and Ben', 'Ana, Ben, Chen and 2 more')
    """
    shown = names[:_MOST_NAMED]
    if len(names) > _MOST_NAMED:
        return f"{', '.join(shown)} and {len(names) - _MOST_NAMED:,} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if shown[1:] else shown)
