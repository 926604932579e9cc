"""What becomes of saved jobs and applications: openings nobody told of, and first stages."""

from collections.abc import Callable

from keepknocking.exchange.found import FileRead, FoundOpening
from keepknocking.ledger.openings import Opening, Stage, StageKind
from keepknocking.ledger.story.registers import Ids
from keepknocking.ledger.story.spelling import slug
from keepknocking.services.imports.comparing import name_form
from keepknocking.services.imports.fitting import Cutting
from keepknocking.services.imports.here import Here, mark_of_item
from keepknocking.services.imports.matching import Origin
from keepknocking.services.imports.plans import Kind, Place, PlannedItem, Status
from keepknocking.store.origins import Said

_LONGEST_FOR_ID = 80  # design choice: characters of a title that go into an id


def origin_of_opening(found: FoundOpening) -> Origin:
    """The source of an opening and its name there: its own, or title and organization."""
    if found.key is not None:
        source, _, name = found.key.partition(":")
        return (f"opening {source}", name) if name else ("opening key", source)
    return "opening", f"{name_form(found.title)}|{name_form(found.organization)}"


class OpeningsOfFiles:
    """All openings of the ledger and of the files, while an import is planned."""

    def __init__(self, here: Here) -> None:
        self.here = here
        self.items: list[PlannedItem] = []
        self.said: dict[Origin, Said] = {}
        self.made: list[Opening] = []
        self.stages: list[Stage] = []
        self._ids = Ids()
        self._named: dict[tuple[str, str], str] = {}
        self._applied = {
            stage.opening for stage in here.ledger.stages if stage.kind is StageKind.APPLICATION
        }
        self._made_here: set[str] = set()
        for opening in here.ledger.openings:
            self._ids.use(opening.id)
            both = (name_form(opening.title), name_form(opening.organization))
            self._named.setdefault(both, opening.id)

    def take(self, read: FileRead, cutting: Cutting, step: Callable[[], None]) -> None:
        """Plan what becomes of the jobs of one file."""
        for found in read.openings:
            step()
            title = cutting.text(found.title, found.where)
            organization = cutting.text(found.organization, found.where)
            fitted = FoundOpening(
                title=title if title.strip() else "a job",
                organization=organization if organization.strip() else "an employer",
                where=found.where,
                on=found.on,
                applied=found.applied,
                key=found.key,
            )
            self._one(fitted, origin_of_opening(fitted), Place(read.name, found.where))

    def _one(self, found: FoundOpening, origin: Origin, place: Place) -> None:
        item = mark_of_item(Kind.OPENING, origin)
        status, why, thing = Status.SKIPPED, "", None
        changes: tuple[tuple[str, str, str], ...] = ()
        removed = False
        if self.here.choices.leaves_out(item, Kind.OPENING):
            why = "left out, as you chose"
        elif self._is_gone(origin) and item not in self.here.choices.bring_back:
            why, removed = "you took it out: tick it to bring it back", True
        else:
            status, thing, changes = self._planned(found, origin)
        self.items.append(
            PlannedItem(
                kind=Kind.OPENING,
                label=f"{found.title} at {found.organization}",
                status=status,
                where=place,
                id=item,
                why=why,
                changes=changes,
                thing=thing,
                removed=removed,
            )
        )

    def _is_gone(self, origin: Origin) -> bool:
        return origin in self.here.gone and origin not in self.said

    def _planned(
        self, found: FoundOpening, origin: Origin
    ) -> tuple[Status, str, tuple[tuple[str, str, str], ...]]:
        before = self.said.get(origin) or self.here.here.get(origin)
        both = (name_form(found.title), name_form(found.organization))
        thing = before.key if before is not None else self._named.get(both)
        is_new = thing is None
        if thing is None:
            thing = self._new(found)
            self._named[both] = thing
        applied = before is not None and before.said.get("applied", False)
        changes: tuple[tuple[str, str, str], ...] = ()
        if found.applied and thing not in self._applied and not applied:
            self._applied.add(thing)
            when = self.here.when(min(found.on, self.here.today))
            self.stages.append(Stage(opening=thing, kind=StageKind.APPLICATION, when=when))
            changes = (("applied", "", f"{when.on}"),)
        if before is None or (found.applied and not applied):
            said = {"applied": True} if found.applied or applied else {}
            self.said[origin] = Said(origin[0], origin[1], Kind.OPENING, thing, said)
        if is_new:
            return Status.NEW, thing, ()
        is_change = changes and thing not in self._made_here
        return Status.CHANGED if is_change else Status.SAME, thing, changes

    def _new(self, found: FoundOpening) -> str:
        title = slug(found.title[:_LONGEST_FOR_ID], otherwise="opening")
        organization = slug(found.organization[:_LONGEST_FOR_ID], otherwise="organization")
        identity = self._ids.free(f"{title}-{organization}")
        self._ids.use(identity)
        self._made_here.add(identity)
        known = self.here.when(min(found.on, self.here.today))
        self.made.append(
            Opening(id=identity, title=found.title, organization=found.organization, known=known)
        )
        return identity
