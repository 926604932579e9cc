"""What becomes of a whole ledger that comes in, as JSON or as a story: what is not there yet.

Into a ledger without facts it comes as it is. Else its people, events, asks and openings are those
of the ledger that have the same id and name; what has a new id comes with it, or, where somebody
else has the id, under another one. Every other fact comes once: one that is there already, whom and
what it names being the same, stays as it is. What the ledger says differently is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from keepknocking.exchange.found import FileRead
from keepknocking.ledger.asks import Ask
from keepknocking.ledger.ledger import REFERENCES_IN, TUPLE_OF, Ledger
from keepknocking.ledger.story.registers import Ids
from keepknocking.services.imports.comparing import name_form
from keepknocking.services.imports.here import mark_of_item
from keepknocking.services.imports.matching import Origin
from keepknocking.services.imports.plans import Choices, Kind, Place, PlannedItem, Status
from keepknocking.store.origins import Said

_THINGS = ("people", "events", "openings", "asks")
_KIND_OF = {"people": "person", "events": "event", "openings": "opening", "asks": "ask"}
_SOURCE = "ledger"


@dataclass(slots=True)
class Joined:
    """Two ledgers made one, and what was done for it."""

    ledger: Ledger
    items: list[PlannedItem] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)


def is_bare(ledger: Ledger) -> bool:
    """Whether a ledger holds no fact but, perhaps, the search itself."""
    return not any(getattr(ledger, name) for name in TUPLE_OF.values())


def joined(
    mine: Ledger, theirs: Ledger, read: FileRead, *, choices: Choices, said: Mapping[Origin, Said]
) -> Joined:
    """The ledger with what another one holds and it does not."""
    joining = _Joining(mine, theirs, read, choices=choices, said=said)
    return joining.joined()


class _Joining:
    def __init__(
        self,
        mine: Ledger,
        theirs: Ledger,
        read: FileRead,
        *,
        choices: Choices,
        said: Mapping[Origin, Said],
    ) -> None:
        self.mine = mine
        self.theirs = theirs
        self.read = read
        self.choices = choices
        self.said_before = said
        self.ids: dict[tuple[str, str], str] = {}
        self.out: set[tuple[str, str]] = set()
        self.items: list[PlannedItem] = []
        self.said: list[Said] = []

    def joined(self) -> Joined:
        if Kind.FACT in self.choices.kinds:
            return Joined(self.mine)
        self._leave_out_removed()
        changed: dict[str, Any] = {name: self._things(name) for name in _THINGS}
        for name in TUPLE_OF.values():
            if name not in _THINGS:
                changed[name] = self._facts(name)
        search = self.mine.search or self.theirs.search
        return Joined(replace(self.mine, search=search, **changed), self.items, self.said)

    def _leave_out_removed(self) -> None:
        """What came this way before and is not there any more was taken out, or left out now."""
        for name in _THINGS:
            kind = _KIND_OF[name]
            there = {thing.id for thing in getattr(self.mine, name)}
            for thing in getattr(self.theirs, name):
                origin = (_SOURCE, f"{kind}:{thing.id}")
                item = mark_of_item(Kind.FACT, origin)
                before = self.said_before.get(origin)
                gone = before is not None and before.key not in there
                if (gone and item not in self.choices.bring_back) or item in self.choices.items:
                    self.out.add((kind, thing.id))
                    why = "you took it out" if gone else "left out, as you chose"
                    self._item(thing, Status.SKIPPED, item, why=why, removed=gone)
        self._spread()

    def _spread(self) -> None:
        """What names something that is left out is left out as well."""
        while True:
            more = {
                (_KIND_OF[name], fact.id)
                for name in _THINGS
                for fact in getattr(self.theirs, name)
                if (_KIND_OF[name], fact.id) not in self.out and self._names_out(fact)
            }
            if not more:
                return
            self.out |= more

    def _names_out(self, fact: object) -> bool:
        return any(
            (kind, getattr(fact, field)) in self.out
            for field, kind in REFERENCES_IN[type(fact)].items()
        )

    def _things(self, name: str) -> tuple[Any, ...]:
        """The things of one kind, those of both ledgers that are one only once."""
        kind = _KIND_OF[name]
        mine = {thing.id: thing for thing in getattr(self.mine, name)}
        ids = Ids()
        for identity in (*mine, *(thing.id for thing in getattr(self.theirs, name))):
            ids.use(identity)
        for thing in getattr(self.theirs, name):
            if (kind, thing.id) in self.out:
                continue
            origin = (_SOURCE, f"{kind}:{thing.id}")
            before = self.said_before.get(origin)
            identity = before.key if before is not None else thing.id
            if before is None and thing.id in mine and not _is_same(mine[thing.id], thing):
                identity = ids.free(thing.id)
                ids.use(identity)
            self.ids[kind, thing.id] = identity
            here = replace(self._renamed(thing), id=identity)
            mine[identity] = self._one(mine.get(identity), here, mark_of_item(Kind.FACT, origin))
            if before is None:
                self.said.append(Said(*origin, Kind.FACT, identity, {}))
        return tuple(mine.values())

    def _one(self, mine: Any, theirs: Any, item: str) -> Any:  # noqa: ANN401 (any fact)
        if mine is None:
            self._item(theirs, Status.NEW, item)
            return theirs
        if mine == theirs:
            self._item(theirs, Status.SAME, item)
            return mine
        grown = _grown(mine, theirs) if isinstance(mine, Ask) else mine
        if grown != mine:
            self._item(theirs, Status.CHANGED, item, why="what came to the ask since")
        else:
            self._item(theirs, Status.SAME, item, why="kept as you have it")
        return grown

    def _facts(self, name: str) -> tuple[Any, ...]:
        """The facts of one kind without ids, each as often as the fuller ledger has it."""
        mine = list(getattr(self.mine, name))
        left: dict[object, int] = {}
        for fact in mine:
            left[fact] = left.get(fact, 0) + 1
        for number, fact in enumerate(getattr(self.theirs, name)):
            if self._names_out(fact):
                continue
            here = self._renamed(fact)
            item = mark_of_item(Kind.FACT, (_SOURCE, f"{name}:{number}:{fact!r}"))
            if left.get(here, 0) > 0:
                left[here] -= 1
                self._item(here, Status.SAME, item)
            elif item in self.choices.items:
                self._item(here, Status.SKIPPED, item, why="left out, as you chose")
            else:
                mine.append(here)
                self._item(here, Status.NEW, item)
        return tuple(mine)

    def _renamed(self, fact: Any) -> Any:  # noqa: ANN401 (any fact)
        changed = {
            field: identity
            for field, kind in REFERENCES_IN[type(fact)].items()
            if (named := getattr(fact, field)) is not None
            and (identity := self.ids.get((kind, named), named)) != named
        }
        return replace(fact, **changed) if changed else fact

    def _item(
        self, fact: object, status: Status, item: str, *, why: str = "", removed: bool = False
    ) -> None:
        self.items.append(
            PlannedItem(
                kind=Kind.FACT,
                label=_label(fact),
                status=status,
                where=Place(self.read.name, type(fact).__name__),
                id=item,
                why=why,
                thing=getattr(fact, "id", None),
                removed=removed,
            )
        )


def _label(fact: object) -> str:
    for name in ("name", "title", "text", "value", "id"):
        found = getattr(fact, name, None)
        if isinstance(found, str):
            return found
    return type(fact).__name__


def _is_same(mine: Any, theirs: Any) -> bool:  # noqa: ANN401 (two things of one kind)
    """Whether two things with one id are the same thing."""
    for name in ("name", "title"):
        if hasattr(mine, name):
            return name_form(getattr(mine, name)) == name_form(getattr(theirs, name))
    return bool(mine.asked.on == theirs.asked.on)


def _grown(mine: Ask, theirs: Ask) -> Ask:
    """An ask with what came to it according to both."""
    try:
        return replace(
            mine,
            replies=_both(mine.replies, theirs.replies),
            nudges=_both(mine.nudges, theirs.nudges),
            answer=mine.answer or theirs.answer,
            fulfilment=mine.fulfilment or theirs.fulfilment,
        )
    except ValueError:
        return mine


def _both(mine: tuple[Any, ...], theirs: tuple[Any, ...]) -> tuple[Any, ...]:
    return (*mine, *(one for one in theirs if one not in mine))
