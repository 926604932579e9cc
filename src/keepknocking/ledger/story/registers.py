"""The registers: who and what a story has named so far, and whom a name means.

A name is looked up as it is written, then without regard to capitals and accents, then as the
beginning of a longer name ("Ana", "Ana Maria"), where only one person begins like that.
"""

import difflib
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time

from keepknocking.ledger.moments import When
from keepknocking.ledger.story.problems import Unreadable
from keepknocking.ledger.story.spelling import folded, slug, written_id
from keepknocking.ledger.story.statements import Named, NamedEvent, NamedOpening

MOST_WORDS = 8  # numerical: so many words of a name are looked up as its beginning
MOST_SHOWN = 6  # design choice: so many candidates are listed
MOST_COMPARED = 1000  # numerical: a misspelled name is compared with the latest so many
MOST_SEARCHES = 25  # numerical: so many misspelled names are searched for in one story


class Ids:
    """The ids in use, and the next free one for a name."""

    def __init__(self) -> None:
        self._next: dict[str, int] = {}
        self._used: set[str] = set()

    def free(self, wanted: str) -> str:
        """The id itself, or the first free one of `wanted-2`, `wanted-3`, ..."""
        if wanted not in self._used:
            return wanted
        number = self._next.get(wanted, 2)
        while f"{wanted}-{number}" in self._used:
            number += 1
        self._next[wanted] = number
        return f"{wanted}-{number}"

    def use(self, identity: str) -> None:
        """Take the id."""
        self._used.add(identity)

    def __contains__(self, identity: str) -> bool:
        """Whether the id is taken."""
        return identity in self._used


class Nearest:
    """The name most like a misspelled one. It stops looking after many, because it is slow."""

    def __init__(self) -> None:
        self._searches = 0

    def __call__(self, name: str, names: Iterable[str]) -> str | None:
        """The nearest of the names, or None where none is near."""
        self._searches += 1
        if self._searches > MOST_SEARCHES:
            return None
        by_form: dict[str, str] = {}
        for known in list(names)[-MOST_COMPARED:]:
            by_form[folded(known)] = known
            by_form.setdefault(folded(known).partition(" ")[0], known)
        near = difflib.get_close_matches(folded(name)[:100], by_form, n=1)
        return by_form[near[0]] if near else None


@dataclass(slots=True)
class KnownPerson:
    """A person of the story so far, and the line (`place`) that brought her in."""

    id: str
    name: str
    known: When
    place: int
    organization: str | None = None
    role: str | None = None


class People:
    """Everybody of the story so far."""

    def __init__(self, nearest: Nearest) -> None:
        self.by_id: dict[str, KnownPerson] = {}
        self._exact: dict[str, list[str]] = {}
        self._folded: dict[str, list[str]] = {}
        self._beginning: dict[str, list[str]] = {}
        self._ids = Ids()
        self._nearest = nearest

    def found(self, name: str) -> list[str]:
        """The ids of those whom the name may mean, by the closest way of comparing."""
        same = folded(name)
        exact = self._exact.get(name)
        if exact is not None and len(exact) == 1:
            return exact
        return exact or self._folded.get(same) or self._beginning.get(same) or []

    def proposed(self, name: str) -> str:
        """The id that a new person of this name would get."""
        return self._ids.free(slug(name, otherwise="person"))

    def add(self, person: KnownPerson) -> None:
        """Take a new person in."""
        self.by_id[person.id] = person
        self._ids.use(person.id)
        same = folded(person.name)
        self._exact.setdefault(person.name, []).append(person.id)
        self._folded.setdefault(same, []).append(person.id)
        end = same.find(" ")
        for _ in range(MOST_WORDS):
            if end < 0:
                break
            self._beginning.setdefault(same[:end], []).append(person.id)
            end = same.find(" ", end + 1)

    def meant(self, named: Named) -> str | None:
        """The id of the person meant, or None where nobody is (yet); several are a problem."""
        if named.id is not None:
            if named.id in self.by_id:
                self._check_name(named, named.id)
                return named.id
            return None
        found = self.found(named.name)
        if len(found) > 1:
            raise Unreadable(
                named.name,
                "one person: there are several of the name; write the id after it",
                column=named.column,
                nearest=" or ".join(self._shown(one) for one in found[:MOST_SHOWN]),
            )
        return found[0] if found else None

    def _check_name(self, named: Named, identity: str) -> None:
        name = self.by_id[identity].name
        if not f"{folded(name)} ".startswith(f"{folded(named.name)} "):
            raise Unreadable(
                f"{named.name} {written_id(identity)}",
                f"the name of that id, which is {name}",
                column=named.column,
                nearest=self._shown(identity),
            )

    def _shown(self, identity: str) -> str:
        return f"{self.by_id[identity].name} {written_id(identity)}"

    def unknown(self, named: Named) -> Unreadable:
        """The problem of a name that nobody has."""
        written = named.name if named.id is None else f"{named.name} {written_id(named.id)}"
        near = self._nearest(named.name, (person.name for person in self.by_id.values()))
        return Unreadable(
            written,
            f'somebody of the story; to add a person, write "person {named.name}" first',
            column=named.column,
            nearest=near,
        )


@dataclass(slots=True)
class KnownEvent:
    """An event of the story so far."""

    id: str
    name: str
    when: When
    kind: str | None = None
    minutes: int | None = None
    begins: time | None = None
    place: str | None = None


class Events:
    """Every event of the story so far."""

    def __init__(self, nearest: Nearest) -> None:
        self.by_id: dict[str, KnownEvent] = {}
        self._by_name: dict[str, list[tuple[date, str]]] = {}
        self._ids = Ids()
        self._nearest = nearest

    def proposed(self, name: str, day: date) -> str:
        """The id that a new event would get."""
        return self._ids.free(f"{slug(name, otherwise='event')}-{day.isoformat()}")

    def has_on(self, name: str, day: date) -> bool:
        """Whether there is an event of this name on this day."""
        days = self._by_name.get(_event_form(name), [])
        place = bisect_left(days, (day, ""))
        return place < len(days) and days[place][0] == day

    def add(self, event: KnownEvent) -> None:
        """Take a new event in."""
        self.by_id[event.id] = event
        self._ids.use(event.id)
        insort(self._by_name.setdefault(_event_form(event.name), []), (event.when.on, event.id))

    def meant(self, named: NamedEvent, day: date, *, ahead: bool) -> str | None:
        """The id of the event meant on that day: the next one (`ahead`) or the latest one."""
        if named.id is not None:
            return self._of_id(named, named.id)
        days = self._by_name.get(_event_form(named.name))
        if not days:
            return None
        if ahead:
            place = min(bisect_left(days, (day, "")), len(days) - 1)
        else:
            place = max(bisect_right(days, day, key=_day_of) - 1, 0)
        return days[place][1]

    def _of_id(self, named: NamedEvent, identity: str) -> str | None:
        if identity not in self.by_id:
            return None
        name = self.by_id[identity].name
        if _event_form(name) != _event_form(named.name):
            raise Unreadable(
                f"{named.name} {written_id(identity)}",
                f"the name of that id, which is {name}",
                column=named.column,
            )
        return identity

    def unknown(self, named: NamedEvent) -> Unreadable:
        """The problem of a name that no event has."""
        return Unreadable(
            named.name if named.id is None else f"{named.name} {written_id(named.id)}",
            f'an event of the story; to add one, write: event "{named.name}"',
            column=named.column,
            nearest=self._nearest(named.name, (event.name for event in self.by_id.values())),
        )


def _day_of(pair: tuple[date, str]) -> date:
    return pair[0]


def _event_form(name: str) -> str:
    return folded(name).removeprefix("the ")


@dataclass(slots=True)
class KnownOpening:
    """An opening of the story so far, and the line (`place`) that brought it in."""

    id: str
    title: str
    organization: str
    known: When
    place: int


@dataclass(slots=True)
class Openings:
    """Every opening of the story so far."""

    nearest: Nearest
    by_id: dict[str, KnownOpening] = field(default_factory=dict)
    by_title: dict[str, list[str]] = field(default_factory=dict)
    by_both: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    ids: Ids = field(default_factory=Ids)

    def proposed(self, title: str, organization: str) -> str:
        """The id that a new opening would get."""
        title = slug(title, otherwise="opening")
        return self.ids.free(f"{title}-{slug(organization, otherwise='organization')}")

    def add(self, opening: KnownOpening) -> None:
        """Take a new opening in."""
        self.by_id[opening.id] = opening
        self.ids.use(opening.id)
        title, organization = folded(opening.title), folded(opening.organization)
        self.by_title.setdefault(title, []).append(opening.id)
        self.by_both.setdefault((title, organization), []).append(opening.id)

    def found(self, named: NamedOpening) -> list[str]:
        """The ids of those that title and organization may mean."""
        title = folded(named.title)
        if named.organization is None:
            return self.by_title.get(title, [])
        return self.by_both.get((title, folded(named.organization)), [])

    def meant(self, named: NamedOpening) -> str | None:
        """The id of the opening meant, or None where there is none (yet); several are a problem."""
        found = self.found(named)
        if named.id is not None:
            if named.id in self.by_id and named.id not in found:
                known = self.by_id[named.id]
                raise Unreadable(
                    f"{named.title} {written_id(named.id)}",
                    f'title and organization of that id: "{known.title}" at {known.organization}',
                    column=named.column,
                )
            return named.id if named.id in found else None
        if len(found) > 1:
            raise Unreadable(
                named.title,
                "one opening: there are several of the title; write the organization and the id",
                column=named.column,
                nearest=" or ".join(self._shown(one) for one in found[:MOST_SHOWN]),
            )
        return found[0] if found else None

    def _shown(self, identity: str) -> str:
        known = self.by_id[identity]
        return f'"{known.title}" at {known.organization} {written_id(identity)}'

    def unknown(self, named: NamedOpening) -> Unreadable:
        """The problem of an opening that the story does not have."""
        return Unreadable(
            named.title,
            f'an opening of the story; to add one, write: opening "{named.title}" at '
            f"{named.organization or 'ORGANIZATION'}",
            column=named.column,
            nearest=self.nearest(named.title, (known.title for known in self.by_id.values())),
        )
