"""Binding: which person, event and opening each line means.

The lines are taken in the order of the file, and a name is looked up among the lines up to there,
so that what is appended never changes what stands above; only a name that means nobody yet is
looked up once more at the end, among all.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from keepknocking.ledger.moments import When
from keepknocking.ledger.openings import StageKind
from keepknocking.ledger.story import statements as say
from keepknocking.ledger.story.problems import Unreadable
from keepknocking.ledger.story.registers import (
    Events,
    Ids,
    KnownEvent,
    KnownOpening,
    KnownPerson,
    Nearest,
    Openings,
    People,
)
from keepknocking.ledger.story.spelling import folded, written_id
from keepknocking.ledger.story.statements import (
    Details,
    Named,
    NamedEvent,
    NamedOpening,
    Reference,
    Statement,
)

AHEAD = (say.Expected, say.EventCancelled)
# What may name an opening that the story does not have yet, and so brings it in.
BRINGS_OPENING = (say.OpeningTold, say.Asked, say.ReferredFor)
NOT_EMPTY = "a name that is not empty"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a statement stands, when it happened, and whether this is the second look."""

    when: When
    number: int
    is_last_chance: bool


class Binder:
    """Binds one statement after the other; `people`, `events` and `openings` grow with them."""

    def __init__(self) -> None:
        self.nearest = Nearest()
        self.people = People(self.nearest)
        self.events = Events(self.nearest)
        self.openings = Openings(self.nearest)
        self.asks = Ids()

    def bind(
        self, statement: Statement, *, when: When, number: int, last_chance: bool = False
    ) -> Statement:
        """The statement with the ids it means; a reference without a key is not known yet.

        `number` is the place of the line in the file. With `last_chance` an unknown name is a
        problem; before, it waits.
        """
        place = _Place(when, number, last_chance)
        changed: dict[str, object] = {}
        for name in REFERENCES[type(statement)]:
            written = getattr(statement, name)
            if written is not None and not written.key:
                changed[name] = self._bound(written, place, statement, name)
        if isinstance(statement, say.Asked) and not statement.key:
            changed["key"] = self._ask_id(statement, changed.get("of", statement.of), place)
        return replace(statement, **changed) if changed else statement

    def _bound(
        self, written: Reference, place: _Place, statement: Statement, name: str
    ) -> Reference:
        if isinstance(written, Named):
            brings = name in statement.BRINGS or written.details is not None
            return self._person(written, place, statement, brings=brings)
        if isinstance(written, NamedOpening):
            return self._opening(written, place, statement)
        if isinstance(statement, say.EventPlanned):
            return self._new_event(statement, place)
        found = self._event(written, place, ahead=isinstance(statement, AHEAD))
        if found.key or not place.is_last_chance:
            return found
        if isinstance(statement, say.Met):
            return self._mentioned_event(written, place)
        raise self.events.unknown(written)

    def _ask_id(self, told: say.Asked, of: object, place: _Place) -> str:
        """The id of an ask: as written, else the person's id and the day."""
        if told.id is None:
            if not isinstance(of, Named) or not of.key:
                return ""
            identity = self.asks.free(f"{of.key}-{place.when.on.isoformat()}")
        else:
            identity = told.id
            if identity in self.asks:
                raise Unreadable(
                    written_id(identity), "an id that no other ask has", column=told.of.column
                )
        self.asks.use(identity)
        return identity

    def _person(self, named: Named, place: _Place, statement: Statement, *, brings: bool) -> Named:
        identity = self.people.meant(named)
        if identity is None and brings:
            identity = self._bring(named, place)
        elif identity is None and place.is_last_chance:
            raise self.people.unknown(named)
        elif identity is None:
            return named
        elif named.details is not None:
            self._fill(named, identity, overrides=isinstance(statement, say.PersonTold))
        return replace(named, name=self.people.by_id[identity].name, key=identity)

    def _bring(self, named: Named, place: _Place) -> str:
        identity = self.people.proposed(named.name) if named.id is None else named.id
        details = named.details or Details()
        self.people.add(
            KnownPerson(
                id=identity,
                name=named.name,
                known=place.when,
                place=place.number,
                organization=details.organization,
                role=details.role,
            )
        )
        return identity

    def _fill(self, named: Named, identity: str, *, overrides: bool) -> None:
        """Add what is new about a person; only a `person` line may change what is known."""
        person, details = self.people.by_id[identity], named.details or Details()
        if overrides:
            person.organization, person.role = details.organization, details.role
            return
        for known, told in (
            (person.organization, details.organization),
            (person.role, details.role),
        ):
            if known is not None and told is not None and folded(known) != folded(told):
                other = written_id(self.people.proposed(person.name))
                raise Unreadable(
                    told,
                    f"{known}, as {person.name} is known; if it has changed, write a line that "
                    f"begins with: person {person.name}; if it is somebody else, write "
                    f"{person.name} {other}",
                    column=named.column,
                )
        person.organization = person.organization or details.organization
        person.role = person.role or details.role

    def _event(self, named: NamedEvent, place: _Place, *, ahead: bool) -> NamedEvent:
        identity = self.events.meant(named, place.when.on, ahead=ahead)
        if identity is not None:
            return replace(named, name=self.events.by_id[identity].name, key=identity)
        return named

    def _mentioned_event(self, named: NamedEvent, place: _Place) -> NamedEvent:
        """Where somebody was met at an event that has no line of its own, there was one that day.

        Unless its name is so near to another one's that it may be a slip.
        """
        unknown = self.events.unknown(named)
        if unknown.nearest is not None or named.id is not None or not named.name.strip():
            raise unknown
        identity = self.events.proposed(named.name, place.when.on)
        self.events.add(KnownEvent(identity, named.name, place.when))
        return replace(named, key=identity)

    def _new_event(self, told: say.EventPlanned, place: _Place) -> NamedEvent:
        named, day = told.event, place.when.on
        if not named.name.strip():
            raise Unreadable('""', NOT_EMPTY, column=named.column)
        proposed = self.events.proposed(named.name, day)
        if named.id is None and self.events.has_on(named.name, day):
            raise Unreadable(
                named.name,
                "an event that the story does not have yet on this day; another one of the same "
                "name needs an id",
                column=named.column,
                nearest=f'event "{named.name}" {written_id(proposed)}',
            )
        if named.id is not None and named.id in self.events.by_id:
            raise Unreadable(
                written_id(named.id), "an id that no other event has", column=named.column
            )
        identity = proposed if named.id is None else named.id
        self.events.add(
            KnownEvent(
                identity,
                named.name,
                place.when,
                kind=told.kind,
                minutes=told.minutes,
                begins=told.begins,
                place=told.place,
            )
        )
        return replace(named, key=identity)

    def _opening(self, named: NamedOpening, place: _Place, statement: Statement) -> NamedOpening:
        identity = self.openings.meant(named)
        if identity is not None:
            if isinstance(statement, say.OpeningTold) and statement.by is None:
                self._refuse_again(named, identity)
            known = self.openings.by_id[identity]
            return replace(named, title=known.title, organization=known.organization, key=identity)
        if named.organization is not None and _brings_opening(statement):
            return self._new_opening(named, named.organization, place)
        if place.is_last_chance:
            raise self.openings.unknown(named)
        return named

    def _refuse_again(self, named: NamedOpening, identity: str) -> None:
        known = self.openings.by_id[identity]
        proposed = self.openings.proposed(known.title, known.organization)
        raise Unreadable(
            named.title,
            f"an opening that the story does not have yet (this one is known since "
            f"{known.known.on}); another one of the same title needs an id",
            column=named.column,
            nearest=f'opening "{known.title}" at {known.organization} {written_id(proposed)}',
        )

    def _new_opening(self, named: NamedOpening, organization: str, place: _Place) -> NamedOpening:
        if not named.title.strip() or not organization.strip():
            raise Unreadable('""', NOT_EMPTY, column=named.column)
        identity = named.id
        if identity is None:
            identity = self.openings.proposed(named.title, organization)
        self.openings.add(
            KnownOpening(identity, named.title, organization, place.when, place.number)
        )
        return replace(named, key=identity)


def _brings_opening(statement: Statement) -> bool:
    if isinstance(statement, say.Staged):
        return statement.kind is StageKind.APPLICATION
    return isinstance(statement, BRINGS_OPENING)


def references_in(statement_type: type[Statement]) -> tuple[str, ...]:
    """The names of the fields in which a statement names a person, an event or an opening."""
    return tuple(
        field.name
        for field in fields(statement_type)
        if any(kind in str(field.type) for kind in ("Named", "NamedEvent", "NamedOpening"))
    )


REFERENCES: Mapping[type[Statement], tuple[str, ...]] = {
    kind: references_in(kind) for kind in Statement.__subclasses__()
}


def references_of(statement: Statement) -> list[Reference]:
    """Whom and what the statement names, in the order of its fields."""
    written = (getattr(statement, name) for name in REFERENCES[type(statement)])
    return [reference for reference in written if reference is not None]
