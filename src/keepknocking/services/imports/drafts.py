"""One person while files are gone through: what is new about her, and what stays.

Three are asked about every field: what the source said last time, what the ledger says now, what
the file says now. Where the file says what it said before, the ledger stays, whatever was changed
in it by hand. Where the file says something else and the ledger still has the old, it is changed.
Where both changed, or where the source never spoke before and the ledger says something else, the
owner's word stays, and the plan says so. A field of which a file says nothing takes nothing away.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.moments import When
from keepknocking.ledger.people import ContactDetail, ContactKind, Person
from keepknocking.ledger.searches import Note
from keepknocking.services.imports.comparing import detail_form, name_form
from keepknocking.services.imports.found_people import Ready
from keepknocking.services.imports.here import note_mark

_FIELDS = ("name", "organization", "role")


@dataclass(slots=True)
class Told:
    """What an item will say: what changes, and why, or why something stays."""

    changes: list[tuple[str, str, str]] = field(default_factory=list)
    why: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """A person as she will be; `was` is she as the ledger has her (None: she is new)."""

    id: str
    was: Person | None
    name: str
    organization: str | None
    role: str | None
    known: When
    details: set[tuple[str, str]] = field(default_factory=set)
    notes: set[str] = field(default_factory=set)
    new_details: list[ContactDetail] = field(default_factory=list)
    new_notes: list[Note] = field(default_factory=list)

    @property
    def is_as_it_was(self) -> bool:
        """Whether nothing at all is new about somebody of the ledger."""
        return not self.new_details and not self.new_notes and self.person() is self.was

    def person(self) -> Person:
        """Who she is now."""
        if self.was is None:
            return Person(
                id=self.id,
                name=self.name,
                known=self.known,
                organization=self.organization,
                role=self.role,
            )
        now = (self.name, self.organization, self.role)
        if now == (self.was.name, self.was.organization, self.was.role):
            return self.was
        return replace(self.was, name=self.name, organization=self.organization, role=self.role)

    def take_fields(
        self, ready: Ready, said: Mapping[str, Any], told: Told, *, again: bool, today: date
    ) -> None:
        """Go the three ways; `again` in the same files, only what is missing counts."""
        for name in _FIELDS:
            now, mine = getattr(ready.found, name), getattr(self, name)
            if now is None or now == mine or name_form(now) == name_form(mine or ""):
                continue
            before = said.get(name)
            if before is not None and name_form(before) == name_form(now):
                told.why.append(f"kept as you have it: {mine or f'no {name}'}")
            elif mine == before and (before is None or not again):
                told.changes.append((name, mine or "", now))
                setattr(self, name, now)
            else:
                told.why.append(f"kept {mine or f'no {name}'}; the file says {now}")
                if name == "name":
                    self._take_detail(ContactKind.OTHER_NAME, now, name_form(now), told, today)

    def take_details(
        self, ready: Ready, said: Mapping[str, Any], told: Told, *, today: date
    ) -> None:
        """Add how to reach her, except what was taken out by hand since the source said it."""
        known = self.details
        before = {(kind, form) for kind, form in said["details"]} if "details" in said else known
        for kind, value, form in ready.details:
            if (kind, form) not in known and (before is known or (kind, form) not in before):
                self._take_detail(kind, value, form, told, today)

    def _take_detail(
        self, kind: ContactKind, value: str, form: str, told: Told, today: date
    ) -> None:
        is_name = kind is ContactKind.OTHER_NAME and form == name_form(self.name)
        if (kind, form) in self.details or is_name:
            return
        self.details.add((kind, form))
        self.new_details.append(
            ContactDetail(person=self.id, kind=kind, value=value, known=When(today))
        )
        told.changes.append((str(kind), "", value))

    def take_notes(self, ready: Ready, said: Mapping[str, Any], told: Told, *, today: date) -> None:
        """Add remarks, each once, except those taken out by hand."""
        for text in ready.found.notes:
            mark = note_mark(text)
            if mark in self.notes or mark in said.get("notes", ()) or not text.strip():
                continue
            self.notes.add(mark)
            self.new_notes.append(Note(text=text, when=When(today), person=self.id))
            told.changes.append(("note", "", text))


def draft_of(ledger: Ledger, person: str, *, notes: set[str]) -> Draft:
    """Somebody of the ledger, as she is."""
    was = ledger.person[person]
    return Draft(
        person,
        was,
        was.name,
        was.organization,
        was.role,
        was.known,
        {(one.kind, detail_form(one.kind, one.value)) for one in ledger.details_of(person)},
        notes,
    )


def said_now(ready: Ready, before: Mapping[str, Any], *, again: bool) -> dict[str, Any]:
    """What a source has said of somebody when it has said this as well."""
    found = ready.found
    now = {name: value for name in _FIELDS if (value := getattr(found, name))}
    new: dict[str, Any] = {**now, **before} if again else {**before, **now}
    if ready.details:
        add_to(new, "details", [[str(kind), form] for kind, _, form in ready.details])
    if found.notes:
        add_to(new, "notes", [note_mark(text) for text in found.notes])
    if found.connected:
        new["connected"] = True
    return new


def add_to(said: dict[str, Any], name: str, values: list[Any]) -> None:
    """Add what is new to a list of what was said; an empty list is left out."""
    before = said.get(name, [])
    more = [value for value in values if value not in before]
    if more:
        said[name] = [*before, *more]
