"""The people of one file, made ready: in texts the ledger can hold, and the same ones together."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from keepknocking.exchange.found import Dropped, FileRead, FoundPerson
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.people import ContactKind
from keepknocking.services.imports.comparing import detail_form
from keepknocking.services.imports.fitting import LONGEST_NOTE, Cutting
from keepknocking.services.imports.matching import (
    SAME_PROFILE,
    Matcher,
    Origin,
    Traits,
    origin_of,
    traits_of_found,
)

LINKEDIN = "linkedin"
"""The source whose own names for people are those of their profiles."""


@dataclass(frozen=True, slots=True)
class Ready:
    """One place of a file: whom it is about, what tells her apart, and how she is reached.

    `details` are (kind, as written, in the form in which it is compared).
    """

    found: FoundPerson
    origin: Origin
    traits: Traits
    details: tuple[tuple[ContactKind, str, str], ...]


@dataclass(slots=True)
class Group:
    """All places of one file that are the same person, and who she is where a mark says so."""

    places: list[Ready] = field(default_factory=list)
    person: str | None = None


def ready_people(read: FileRead, cutting: Cutting) -> Iterator[Ready]:
    """The people of one file, made ready."""
    for found in read.people:
        person = _fitted(found, cutting)
        yield ready(person, origin_of(person, read.kind))


def ready(found: FoundPerson, origin: Origin) -> Ready:
    """One person, made ready."""
    return Ready(found, origin, traits_of_found(found), tuple(_details_in(found)))


class Grouping:
    """Puts the people of one file together who are the same.

    `bound` says whose name at its source somebody of the ledger or of an earlier file already
    bears: that is never given to anybody else. `known` says who of them somebody is by another
    mark. LinkedIn tells two people of one address apart by their profiles, and is right.
    """

    def __init__(
        self, *, bound: Callable[[Origin], str | None], known: Callable[[Traits], str | None]
    ) -> None:
        """Begin with nobody."""
        self.groups: dict[Origin, Group] = {}
        self._bound = bound
        self._known = known
        self._seen = Matcher(Ledger())
        self._group_of: list[Group] = []
        self._of_origin: dict[Origin, Group] = {}

    def take(self, people: Iterable[Ready]) -> dict[Origin, Group]:
        """The groups, each under the first name it has at its source."""
        for each in people:
            person = self._bound(each.origin)
            group = self._of_origin.get(each.origin) or self._alike(each, person)
            if group is None:
                group = self.groups[each.origin] = Group()
            self._of_origin[each.origin] = group
            group.places.append(each)
            if each.traits.strong:
                self._seen.add(f"{len(self._group_of)}", each.traits)
            self._group_of.append(group)
            if group.person is None:
                group.person = person or self._known(each.traits)
        return self.groups

    def _alike(self, each: Ready, person: str | None) -> Group | None:
        """The group that has the same marks, unless it is known to be somebody else."""
        same = self._seen.by_traits(each.traits)
        if same is None:
            return None
        group = self._group_of[int(same[0])]
        sources = {each.origin[0], group.places[0].origin[0]}
        if sources == {LINKEDIN} and same[1] != SAME_PROFILE:
            return None
        return group if person in (None, group.person) or group.person is None else None


def nameless(read: FileRead) -> tuple[FileRead, list[Dropped]]:
    """The file without people who have no name at all, and those."""
    if all(found.name.strip() for found in read.people):
        return read, []
    dropped = [
        Dropped(where=found.where, why="somebody without a name")
        for found in read.people
        if not found.name.strip()
    ]
    people = tuple(found for found in read.people if found.name.strip())
    return replace(read, people=people), dropped


def _details_in(found: FoundPerson) -> Iterator[tuple[ContactKind, str, str]]:
    for kind, values in (
        (ContactKind.EMAIL, found.emails),
        (ContactKind.PHONE, found.phones),
        (ContactKind.PROFILE, found.profiles),
        (ContactKind.OTHER_NAME, found.other_names),
    ):
        for value in values:
            if value.strip():
                yield kind, value, detail_form(kind, value)


def _fitted(found: FoundPerson, cutting: Cutting) -> FoundPerson:
    """The same person in texts that the ledger can hold."""
    where = found.where

    def values(texts: tuple[str, ...]) -> tuple[str, ...]:
        if not texts:
            return texts
        fitted = (cutting.value(text, where) for text in texts)
        return tuple(dict.fromkeys(text for text in fitted if text is not None))

    def names(texts: tuple[str, ...], most: int) -> tuple[str, ...]:
        return tuple(cutting.text(text, where, most=most) for text in texts) if texts else texts

    def maybe(text: str | None) -> str | None:
        return cutting.text(text, where) if text is not None and text.strip() else None

    fitted = FoundPerson(
        name=cutting.text(found.name, where),
        where=where,
        key=found.key,
        other_names=values(found.other_names),
        emails=values(found.emails),
        phones=values(found.phones),
        profiles=values(found.profiles),
        organization=maybe(found.organization),
        role=maybe(found.role),
        known=found.known,
        connected=found.connected,
        notes=names(found.notes, LONGEST_NOTE),
        knows=tuple(replace(tie, name=cutting.text(tie.name, where)) for tie in found.knows),
    )
    return found if fitted == found else fitted  # of most only one is kept in memory
