"""What becomes of the people of a file: new ones, and what is new about those who are there."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from keepknocking.exchange.found import FileRead, FoundPerson, FoundTie
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.moments import When
from keepknocking.ledger.people import (
    ContactDetail,
    Person,
    Tie,
    TieSource,
    TieStrength,
)
from keepknocking.ledger.searches import Note
from keepknocking.ledger.story.registers import Ids
from keepknocking.ledger.story.spelling import slug
from keepknocking.services.imports.comparing import name_form
from keepknocking.services.imports.drafts import Draft, Told, add_to, draft_of, said_now
from keepknocking.services.imports.fitting import Cutting
from keepknocking.services.imports.found_people import Group, Grouping, Ready, ready, ready_people
from keepknocking.services.imports.here import Here, mark_of_item, note_mark
from keepknocking.services.imports.matching import Matcher, Origin, Traits
from keepknocking.services.imports.plans import Kind, Place, PlannedItem, Status
from keepknocking.store.origins import Said

_LONGEST_FOR_ID = 80  # design choice: characters of a name that go into an id
_NOTHING: Mapping[str, Any] = {}


class PeopleOfFiles:
    """Everybody of the ledger and of the files, while an import is planned."""

    def __init__(self, here: Here) -> None:
        """Begin with everybody of the ledger."""
        self.here = here
        self.matcher = Matcher(here.ledger)
        self.items: list[PlannedItem] = []
        self.said: dict[Origin, Said] = {}
        self.ties: list[Tie] = []
        self._ids = Ids()
        for person in here.ledger.people:
            self._ids.use(person.id)
        self._drafts: dict[str, Draft] = {}
        self._seen: set[Origin] = set()
        self._notes_of = _notes_of(here.ledger)
        self._tied = {(tie.of, tie.to) for tie in here.ledger.ties}

    def take(self, read: FileRead, cutting: Cutting, step: Callable[[], None]) -> None:
        """Plan what becomes of the people of one file."""
        grouping = Grouping(bound=self._bound, known=self._known)
        groups = grouping.take(ready_people(read, cutting))
        named = Counter(group.places[0].traits.names[0] for group in groups.values())
        taken = {group.person for group in groups.values() if group.person is not None}
        where: dict[Origin, str] = {}
        for group in groups.values():
            step()
            person = group.person or self._by_name(group, taken=taken, named=named)
            for number, each in enumerate(group.places):
                why = f"the same person as in {group.places[0].found.where}" if number else ""
                place = Place(read.name, each.found.where)
                taken_up = self._one(each, person, place=place, why=why)
                if taken_up is not None:
                    person = where[each.origin] = taken_up
                    taken.add(taken_up)
        taken_in = [
            each for group in groups.values() for each in group.places if each.origin in where
        ]
        for each in taken_in:
            self.matcher.add(where[each.origin], each.traits)
        for each in taken_in:
            self._take_ties(each, where, read.name)

    def _bound(self, origin: Origin) -> str | None:
        """Who has this name at its source already."""
        said = self._held(origin)
        return None if said is None else said.key

    def _known(self, traits: Traits) -> str | None:
        """Who of the ledger or of an earlier file has the same marks."""
        known = self.matcher.by_traits(traits)
        return None if known is None else known[0]

    def _held(self, origin: Origin) -> Said | None:
        return self.said.get(origin) or self.here.here.get(origin)

    def _by_name(self, group: Group, *, taken: set[str], named: Mapping[str, int]) -> str | None:
        """Who somebody is by her name, where that is enough."""
        alone = named[group.places[0].traits.names[0]] == 1
        for each in group.places:
            known = self.matcher.by_name(each.traits, taken=taken, alone=alone)
            if known is not None:
                return known[0]
        return None

    def _one(self, each: Ready, person: str | None, *, place: Place, why: str) -> str | None:
        """Plan one place of a file; the id of whom it is about, None where she is left out."""
        found, origin = each.found, each.origin
        item = mark_of_item(Kind.PERSON, origin)
        why_not, removed = self._why_not(found, origin, item, person)
        if why_not:
            self.items.append(
                PlannedItem(
                    kind=Kind.PERSON,
                    label=found.name,
                    status=Status.SKIPPED,
                    where=place,
                    id=item,
                    why=why_not,
                    thing=person,
                    removed=removed,
                )
            )
            return None
        draft = self._new_draft(found) if person is None else self._draft(person)
        told = self._told(draft, each, is_new=person is None, why=why)
        if draft.is_as_it_was:
            del self._drafts[draft.id]  # of ten thousands who stay the same none is kept in memory
        changed = Status.CHANGED if told.changes and draft.was is not None else Status.SAME
        self.items.append(
            PlannedItem(
                kind=Kind.PERSON,
                label=found.name,
                status=Status.NEW if person is None else changed,
                where=place,
                id=item,
                why="; ".join(told.why),
                changes=() if person is None else tuple(told.changes),
                thing=draft.id,
            )
        )
        return draft.id

    def _told(self, draft: Draft, each: Ready, *, is_new: bool, why: str) -> Told:
        """Take into a draft what one place of a file says, and what is told of that."""
        held = self._held(each.origin)
        said = _NOTHING if held is None else held.said
        today, again = self.here.today, each.origin in self._seen
        self._seen.add(each.origin)
        told = Told(why=[why] if why else [])
        if not is_new:
            draft.take_fields(each, said, told, again=again, today=today)
        draft.take_details(each, said, told, today=today)
        draft.take_notes(each, said, told, today=today)
        if each.found.connected and not said.get("connected", False):
            self._connect(draft, told)
        new = said_now(each, said, again=again)
        if held is None or new != said or held.key != draft.id:
            self.said[each.origin] = Said(*each.origin, Kind.PERSON, draft.id, new)
        return told

    def _why_not(
        self, found: FoundPerson, origin: Origin, item: str, person: str | None
    ) -> tuple[str, bool]:
        """Why somebody is not brought in, if so; and whether she was taken out by hand."""
        if self.here.choices.leaves_out(item, Kind.PERSON):
            return "left out, as you chose", False
        if self.here.is_erased(found):
            return "somebody whom you erased", False
        gone = self.here.gone.get(origin)
        if gone is None or person is not None or item in self.here.choices.bring_back:
            return "", False
        at = self.here.removed_on.get(gone.key)
        on = "" if at is None else f" on {at:%Y-%m-%d}"
        return f"you took her out{on}: tick her to bring her back", True

    def _new_draft(self, found: FoundPerson) -> Draft:
        known = self.here.when(min(found.known or self.here.today, self.here.today))
        identity = self.new_id(found.name)
        draft = Draft(identity, None, found.name, found.organization, found.role, known)
        self._drafts[identity] = draft
        return draft

    def new_id(self, name: str) -> str:
        """An id for somebody new, as the story makes them."""
        identity = self._ids.free(slug(name[:_LONGEST_FOR_ID], otherwise="person"))
        self._ids.use(identity)
        return identity

    def _draft(self, person: str) -> Draft:
        draft = self._drafts.get(person)
        if draft is None:
            notes = self._notes_of.get(person, set())
            draft = self._drafts[person] = draft_of(self.here.ledger, person, notes=notes)
        return draft

    def _connect(self, draft: Draft, told: Told) -> None:
        if (None, draft.id) not in self._tied:
            self._tie(None, draft.id, TieStrength.ACQUAINTANCE, draft.known)
            told.changes.append(("connected", "", "yes"))

    def _tie(self, of: str | None, to: str, strength: TieStrength, known: When) -> None:
        self._tied.add((of, to))
        self.ties.append(
            Tie(of=of, to=to, strength=strength, known=known, source=TieSource.IMPORTED)
        )

    def _take_ties(self, each: Ready, where: Mapping[Origin, str], file: str) -> None:
        """Plan whom somebody knows, now that everybody of the file is there."""
        person = where[each.origin]
        place = Place(file, each.found.where)
        for tie in each.found.knows:
            held = self._held(each.origin)
            said = {} if held is None else dict(held.said)
            mark = note_mark(f"{tie.name}\n{tie.key or ''}")
            if mark in said.get("knows", ()):
                continue
            add_to(said, "knows", [mark])
            self.said[each.origin] = Said(*each.origin, Kind.PERSON, person, said)
            other = self._other(tie, each.origin, where, place)
            if other is not None and other != person and (person, other) not in self._tied:
                self._tie(person, other, tie.strength, When(self.here.today))

    def _other(
        self,
        tie: FoundTie,
        origin: Origin,
        where: Mapping[Origin, str],
        place: Place,
    ) -> str | None:
        """Whom a tie leads to: somebody of the file, of the ledger, or somebody new."""
        if tie.key is not None:
            source, _, name = tie.key.partition(":")
            if (source, name) in where:
                return where[source, name]
        if not tie.name.strip():
            return None
        found = FoundPerson(name=tie.name, where=place.at, emails=tie.emails)
        made = ready(found, (origin[0], f"{origin[1]}|knows|{name_form(tie.name)}"))
        known = self.matcher.by_traits(made.traits) or self.matcher.by_name(
            made.traits, taken=frozenset(), alone=True
        )
        if known is not None:
            return known[0]
        why = f"named as {tie.relation}" if tie.relation else "named as somebody known"
        person = self._one(made, None, place=place, why=why)
        if person is not None:
            self.matcher.add(person, made.traits)
        return person

    def people(self) -> Iterator[Person]:
        """Everybody of whom something else is said now, and everybody new."""
        for draft in self._drafts.values():
            person = draft.person()
            if person is not draft.was:
                yield person

    def details(self) -> Iterator[ContactDetail]:
        """Every new way to reach somebody."""
        return (one for draft in self._drafts.values() for one in draft.new_details)

    def notes(self) -> Iterator[Note]:
        """Every new remark."""
        return (one for draft in self._drafts.values() for one in draft.new_notes)


def _notes_of(ledger: Ledger) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for note in ledger.notes:
        if note.person is not None:
            found.setdefault(note.person, set()).add(note_mark(note.text))
    return found
