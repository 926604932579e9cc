"""What would an import do? The whole plan, from what the readers gave and what the ledger knows."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from keepknocking.exchange.conversations.proposing import proposals_of
from keepknocking.exchange.found import Dropped, FileKind, FileRead, FoundPerson
from keepknocking.exchange.writing.json_ledger import read_json
from keepknocking.ledger.erasing import erased, forgetting
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.story.continuing import continued
from keepknocking.ledger.story.reading import read_story
from keepknocking.services.erasures import KnownErasure, Traits, known_erasures, traits_of
from keepknocking.services.imports.comparing import phone_form, slug_of
from keepknocking.services.imports.events import EventsOfFiles
from keepknocking.services.imports.fitting import Cutting
from keepknocking.services.imports.found_people import nameless
from keepknocking.services.imports.here import Here, mark_of_item
from keepknocking.services.imports.matching import Origin, origins_here
from keepknocking.services.imports.openings import OpeningsOfFiles
from keepknocking.services.imports.people import PeopleOfFiles
from keepknocking.services.imports.plans import (
    Choices,
    DroppedHere,
    ImportPlan,
    Kind,
    Place,
    PlannedItem,
    Status,
)
from keepknocking.services.imports.threads import ThreadsOfFiles
from keepknocking.services.imports.whole_ledgers import is_bare, joined
from keepknocking.services.own_ledger import OwnLedger
from keepknocking.store.merges import merged_into
from keepknocking.store.opening import said_plainly
from keepknocking.store.origins import Said, marks_known, removed_on, said_before

_SITES = ("linkedin.com", "www.linkedin.com")
STEPS_AT_ONCE = 500  # design choice: so often is said how far the work is

Progress = Callable[[int, int], None]
"""Told how many of how many things have been looked at; may raise `Stopped`."""


class Stopped(ValueError):
    """Somebody stopped the work; nothing was written."""

    def __init__(self) -> None:
        super().__init__("the import was stopped, and nothing was written")


class NothingFound(ValueError):
    """Files that are not empty, and nothing in them to bring in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What an import begins with."""

    ledger: Ledger
    said: Mapping[Origin, Said] = field(default_factory=dict)
    merged: Mapping[str, str] = field(default_factory=dict)
    marks: frozenset[str] = frozenset()
    erased: tuple[KnownErasure, ...] = ()
    removed_on: Callable[[Iterable[str]], Mapping[str, datetime]] = lambda _: {}


def known_in(ledger: Ledger) -> Known:
    """What the ledger on disk knows beside its facts."""
    with said_plainly():
        return Known(
            ledger=ledger,
            said=said_before(),
            merged=merged_into(),
            marks=marks_known(),
            erased=known_erasures(),
            removed_on=lambda keys: removed_on(keys, table="people"),
        )


def preview(
    home: OwnLedger,
    reads: Sequence[FileRead],
    *,
    today: date,
    now: datetime,
    choices: Choices | None = None,
) -> ImportPlan:
    """What bringing these files in would do now; nothing is written.

    Raises
    ------
    NothingFound, FileUnreadable, LedgerUnusable
    """
    known = known_in(home.stored().ledger)
    return plan_import(known, reads, today=today, now=now, choices=choices)


def plan_import(
    known: Known,
    reads: Sequence[FileRead],
    *,
    today: date,
    now: datetime,
    choices: Choices | None = None,
    progress: Progress | None = None,
) -> ImportPlan:
    """What an import of these files would do.

    Raises
    ------
    NothingFound, FileUnreadable
        where there is nothing to bring in, or a saved ledger cannot be read.
    """
    refuse_nothing(reads)
    planning = _Planning(known, reads, today=today, now=now, choices=choices or Choices())
    return planning.plan(_steps(reads, progress))


def refuse_nothing(reads: Sequence[FileRead]) -> None:
    """Refuse files in which nothing at all was found.

    Raises
    ------
    NothingFound
    """
    if any(_count(read) or read.story is not None or read.json is not None for read in reads):
        return
    told = "; ".join(_why_nothing(read) for read in reads) or "no file was given"
    raise NothingFound(
        f"nothing was found to bring in: {told}. Looked for were people, events, openings, "
        "messages and invitations"
    )


def _why_nothing(read: FileRead) -> str:
    columns = ", ".join(name for name, _ in read.columns)
    header = f", with the columns {columns}" if columns else ""
    first = next((each for each in read.dropped if not each.kept), None)
    lost = f"; {first.where}: {first.why}" if first is not None else ""
    return f"{read.name} ({read.kind.value}{header}) has {read.read:,} rows and nobody{lost}"


def _count(read: FileRead) -> int:
    found = (read.people, read.events, read.openings, read.messages, read.invitations)
    return sum(map(len, found))


def _steps(reads: Sequence[FileRead], progress: Progress | None) -> Callable[[], None]:
    """A function to be called once for everything that is looked at."""
    if progress is None:
        return lambda: None
    total = sum(len(read.people) + len(read.events) + len(read.openings) for read in reads)
    done = 0

    def step() -> None:
        nonlocal done
        if done % STEPS_AT_ONCE == 0:
            progress(min(done, total), total)
        done += 1

    return step


class _Planning:
    def __init__(
        self,
        known: Known,
        reads: Sequence[FileRead],
        *,
        today: date,
        now: datetime,
        choices: Choices,
    ) -> None:
        self.known = known
        self.reads: list[FileRead] = []
        self.today, self.now, self.choices = today, now, choices
        self.dropped: list[DroppedHere] = []
        self.items: list[PlannedItem] = []
        self.said: list[Said] = []
        self.set_aside: Counter[str] = Counter()
        self.ledger = known.ledger
        for read in _newest_connections_first(reads):
            named, lost = nameless(read)
            self.reads.append(named)
            self._drop(read.name, (*read.dropped, *lost))

    def plan(self, step: Callable[[], None]) -> ImportPlan:
        for read in self.reads:
            if read.story is not None or read.json is not None:
                self._whole(read)
        here = self._here()
        people, events, openings = PeopleOfFiles(here), EventsOfFiles(here), OpeningsOfFiles(here)
        cutting = Cutting()
        for read in self.reads:
            people.take(read, cutting, step)
            events.take(read, cutting, step)
            openings.take(read, cutting, step)
            self._drop(read.name, cutting.dropped)
            cutting.dropped = []
        names = _names(self.ledger, people)
        for read in self.reads:
            events.propose_meetings(read, people.matcher, names)
        threads = ThreadsOfFiles(here, people, names, self.known.marks, cutting)
        self._take_threads(threads)
        after = self._after(people, events, openings)
        meetings = [each for each in events.meetings if each.marks[0] not in self.known.marks]
        is_left_out = Kind.PROPOSAL in self.choices.kinds
        if events.not_proposed:
            self.set_aside["people on the lists of more events"] += events.not_proposed
        return ImportPlan(
            items=(*self.items, *people.items, *events.items, *openings.items, *threads.items),
            after=after,
            changes_ledger=after is not self.known.ledger,
            said=(*self.said, *_said(people, events, openings), *threads.said),
            proposals=(*threads.proposals, *(() if is_left_out else meetings)),
            dropped=tuple(self.dropped),
            set_aside=tuple(self.set_aside.items()),
        )

    def _drop(self, file: str, rows: Iterable[Dropped]) -> None:
        self.dropped += [DroppedHere(file, row) for row in rows]

    def _here(self) -> Here:
        ledger, said = self.ledger, self.known.said
        kinds = {
            Kind.PERSON: ledger.person,
            Kind.EVENT: ledger.event,
            Kind.OPENING: ledger.opening,
        }
        here: dict[Origin, Said] = {}
        gone: dict[Origin, Said] = {}
        for kind, things in kinds.items():
            merged = self.known.merged if kind is Kind.PERSON else {}
            there, not_there = origins_here(said, kind, ids=things, merged=merged)
            here.update(there)
            gone.update(not_there)
        wanted = {one.key for one in gone.values() if one.kind == Kind.PERSON}
        return Here(
            ledger=ledger,
            here=here,
            gone=gone,
            removed_on=self.known.removed_on(wanted) if wanted else {},
            is_erased=_eraser(self.known.erased),
            choices=self.choices,
            today=self.today,
            now=self.now,
        )

    def _whole(self, read: FileRead) -> None:
        """Take in a saved ledger or a story."""
        if read.json is not None:
            theirs = read_json(read.json)
        else:
            theirs = self._told(read, read.story or "")
        theirs = self._without_erased(theirs, read.name)
        before = self.ledger
        done = joined(before, theirs, read, choices=self.choices, said=self._facts_said())
        self.items += done.items
        if done.ledger != before:
            self.ledger = done.ledger
            self.said += done.said

    def _without_erased(self, theirs: Ledger, file: str) -> Ledger:
        """A saved ledger without those who were erased here since.

        Who is in the ledger under the same id has come into it again by the owner's wish.
        """
        for person in [each.id for each in theirs.people if each.id not in self.ledger.person]:
            traits = traits_of(theirs, person)
            if any(one.has(traits) for one in self.known.erased):
                theirs = erased(theirs, person, forgetting(theirs, person))
                skipped = PlannedItem(
                    kind=Kind.PERSON,
                    label="somebody",
                    status=Status.SKIPPED,
                    where=Place(file, "Person"),
                    id=mark_of_item(Kind.PERSON, ("erased", person)),
                    why="somebody whom you erased",
                )
                self.items.append(skipped)
        return theirs

    def _facts_said(self) -> dict[Origin, Said]:
        merged = self.known.merged
        return {
            origin: replace(one, key=merged.get(one.key, one.key))
            for origin, one in self.known.said.items()
            if one.kind == Kind.FACT
        }

    def _told(self, read: FileRead, story: str) -> Ledger:
        """The ledger of a story; with what is in the ledger already where it needs that."""
        alone = read_story(story)
        if not alone.problems:
            return alone.ledger
        if not is_bare(self.ledger):
            together = continued(
                self.ledger, story.splitlines(), today=self.today, recorded_at=self.now
            )
            if not together.problems:
                return together.ledger
        self._drop(
            read.name,
            (
                Dropped(where=f"line {found.line}", why=found.sentence(), text=found.found[:200])
                for found in alone.problems
            ),
        )
        return alone.ledger

    def _take_threads(self, threads: ThreadsOfFiles) -> None:
        messages = [one for read in self.reads for one in read.messages]
        invitations = [one for read in self.reads for one in read.invitations]
        if not messages and not invitations:
            return
        owner = next((read.owner for read in self.reads if read.owner is not None), None)
        connections = [one for read in self.reads for one in read.people if one.connected]
        found = proposals_of(messages, invitations, owner=owner, connections=connections)
        files = [read.name for read in self.reads if read.messages or read.invitations]
        threads.take(found.threads, ", ".join(files))
        for why, count in found.set_aside:
            self.set_aside[why] += count

    def _after(
        self, people: PeopleOfFiles, events: EventsOfFiles, openings: OpeningsOfFiles
    ) -> Ledger:
        """The ledger with all of it; the very same one where nothing comes."""
        ledger = self.ledger
        more: dict[str, tuple[object, ...]] = {}
        new_people = {person.id: person for person in people.people()}
        if new_people:
            more["people"] = tuple({**ledger.person, **new_people}.values())
        for name, new in (
            ("ties", people.ties),
            ("contact_details", tuple(people.details())),
            ("notes", tuple(people.notes())),
            ("openings", openings.made),
            ("stages", openings.stages),
        ):
            if new:
                more[name] = (*getattr(ledger, name), *new)
        if events.events != ledger.event:
            more["events"] = tuple(events.events.values())
        return replace(ledger, **more) if more else ledger  # type: ignore[arg-type]


def _newest_connections_first(reads: Sequence[FileRead]) -> list[FileRead]:
    """The files, those first that know people best; of two exports the later one has the word."""

    def place(read: FileRead) -> tuple[bool, int]:
        is_other = read.kind is not FileKind.LINKEDIN_CONNECTIONS
        days = (one.known.toordinal() for one in read.people if one.known is not None)
        return is_other, 0 if is_other else -max(days, default=0)

    return sorted(reads, key=place)


def _names(ledger: Ledger, people: PeopleOfFiles) -> dict[str, str]:
    """What everybody is called after the import, by id."""
    names = {person.id: person.name for person in ledger.people}
    names.update((person.id, person.name) for person in people.people())
    return names


def _said(
    people: PeopleOfFiles, events: EventsOfFiles, openings: OpeningsOfFiles
) -> Iterable[Said]:
    return (*people.said.values(), *events.said.values(), *openings.said.values())


def _slug(text: str) -> str | None:
    """The name of a LinkedIn profile in its address, or in what the source calls somebody."""
    return text.removeprefix("linkedin:") if text.startswith("linkedin:") else slug_of(text)


def _eraser(erased: tuple[KnownErasure, ...]) -> Callable[[FoundPerson], bool]:
    """Whether somebody found is one of those who were erased."""
    if not erased:
        return lambda _: False

    def is_erased(found: FoundPerson) -> bool:
        slugs = [slug for one in (found.key or "", *found.profiles) if (slug := _slug(one))]
        written = (f"{site}/in/{slug}" for slug in slugs for site in _SITES)
        traits = Traits(
            emails=found.emails,
            phones=(*found.phones, *map(phone_form, found.phones)),
            profiles=(*found.profiles, *written),
            name=found.name,
            organization=found.organization,
        )
        return any(one.has(traits) for one in erased)

    return is_erased
