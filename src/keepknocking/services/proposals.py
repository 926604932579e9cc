"""What imports propose: lines that wait for the owner's word, and what becomes of them.

A proposal is a few lines of the story about one person. Accepted, they are recorded like anything
that is written down, all accepted ones in one deed; what cannot be recorded any more is named, and
the others go through. The excerpt of a message goes as soon as its proposal is decided.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.people import ContactKind
from keepknocking.ledger.story.continuing import continued
from keepknocking.ledger.story.lines import StoryLine, read_line
from keepknocking.ledger.story.problems import Unreadable
from keepknocking.ledger.story.registers import Ids
from keepknocking.ledger.story.rendering import name_of
from keepknocking.ledger.story.spelling import written_id
from keepknocking.ledger.story.statements import ContactTold, PersonTold, Statement
from keepknocking.services.imports.comparing import name_form, slug_of
from keepknocking.services.own_ledger import Decided, OwnLedger
from keepknocking.store.models import Deed, Proposal
from keepknocking.store.opening import said_plainly
from keepknocking.store.origins import open_rows

CONFIRM = "confirm"
"""The kind of a deed that decided on proposals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenProposal:
    """A proposal that waits: `person` is the id of whom it is about, if she is in the ledger."""

    number: int
    person: str | None
    name: str | None
    lines: tuple[str, ...]
    why: str
    is_clear: bool
    excerpt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotRecorded:
    """An accepted proposal whose lines cannot be recorded any more, and why."""

    number: int
    lines: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedOn:
    """What became of proposals. `deed` is None where nothing was decided."""

    deed: int | None
    added: tuple[str, ...]
    accepted: tuple[int, ...]
    declined: tuple[int, ...]
    not_recorded: tuple[NotRecorded, ...]


class NoProposal(ValueError):
    """A number that no open proposal has."""

    def __init__(self, number: int) -> None:
        super().__init__(f"there is no open proposal number {number}: knock proposals lists them")


class _NothingToDo(Exception):
    """Nothing was decided."""


def open_proposals(
    home: OwnLedger, *, most: int | None = None, after: int = 0
) -> tuple[OpenProposal, ...]:
    """The proposals that wait, the clear ones first: so many, after the first `after` ones."""
    ledger = home.stored().ledger
    with said_plainly():
        rows = list(open_rows())
    end = None if most is None else after + most
    return tuple(_open(row, ledger) for row in rows[after:end])


def count_open(home: OwnLedger) -> int:
    """How many proposals wait."""
    home.stored()
    with said_plainly():
        return sum(1 for _ in open_rows())


def decide(
    home: OwnLedger,
    *,
    accepted: Collection[int],
    declined: Collection[int],
    today: date,
    at: datetime,
) -> DecidedOn:
    """Record what was accepted, and put away what was declined, in one deed.

    What cannot be recorded stays open. A number in both is declined.

    Raises
    ------
    NoProposal, LedgerUnusable
        nothing is written then.
    """
    deeds: list[int] = []
    found: list[_Recording] = []
    no, yes = frozenset(declined), frozenset(accepted) - frozenset(declined)

    def deciding(ledger: Ledger) -> Decided:
        wanted = [row for row in _open_ones(yes | no) if row.pk in yes]
        recording = _recorded(ledger, wanted, today=today, at=at)
        found.append(recording)
        put_away = sorted(no)
        if not recording.accepted and not put_away:
            raise _NothingToDo
        told = [*recording.added, *_said_no(len(put_away))]

        def also(deed: Deed) -> None:
            deeds.append(deed.pk)
            _put_away(recording.accepted, "accepted", deed)
            _put_away(put_away, "declined", deed)

        return Decided(ledger=recording.ledger, told=tuple(told), also=also)

    try:
        home.change(CONFIRM, deciding, at=at)
    except _NothingToDo:
        deeds.clear()
    recording = found[0]
    return DecidedOn(
        deed=deeds[0] if deeds else None,
        added=recording.added,
        accepted=recording.accepted,
        declined=tuple(sorted(no)),
        not_recorded=recording.refused,
    )


def _open_ones(numbers: Collection[int]) -> list[Proposal]:
    """The open proposals; refused where one of these numbers is not among them."""
    rows = {row.pk: row for row in open_rows()}
    for number in numbers:
        if number not in rows:
            raise NoProposal(number)
    return list(rows.values())


def _said_no(count: int) -> list[str]:
    """The line that tells of proposals that were declined, if any were."""
    what = "proposal" if count == 1 else "proposals"
    return [f"Said no to {count} {what}"] if count else []


def _put_away(numbers: Sequence[int], how: str, deed: Deed) -> None:
    for number in numbers:
        Proposal.objects.filter(pk=number).update(decided=how, decided_by=deed, excerpt=None)


def _open(row: Proposal, ledger: Ledger) -> OpenProposal:
    person = row.person if row.person in ledger.person else None
    name = ledger.person[person].name if person is not None else _name_in(row.lines)
    return OpenProposal(
        number=row.pk,
        person=person,
        name=name,
        lines=tuple(row.lines),
        why=row.why,
        is_clear=row.is_clear,
        excerpt=row.excerpt or "",
    )


def _name_in(lines: Sequence[str]) -> str | None:
    """Whom the lines bring in."""
    told = (one for one in map(_statement, lines) if isinstance(one, PersonTold))
    first = next(told, None)
    return None if first is None else first.person.name


def _statement(line: str) -> Statement | None:
    try:
        return read_line(StoryLine(number=1, text=line), day=None).statement
    except Unreadable:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Recording:
    """What came of recording accepted proposals."""

    ledger: Ledger
    added: tuple[str, ...] = ()
    accepted: tuple[int, ...] = ()
    refused: tuple[NotRecorded, ...] = ()


def _recorded(ledger: Ledger, rows: Sequence[Proposal], *, today: date, at: datetime) -> _Recording:
    """Record the lines of all rows, without those that have a problem."""
    left = list(rows)
    refused: list[NotRecorded] = []
    while left:
        lines, of = _lines_of(ledger, left)
        done = continued(ledger, lines, today=today, recorded_at=at)
        if not done.problems:
            accepted = tuple(row.pk for row in left)
            return _Recording(
                ledger=done.ledger, added=done.added, accepted=accepted, refused=tuple(refused)
            )
        why = {of[problem.line - 1]: problem.sentence() for problem in done.problems}
        refused += [
            NotRecorded(number=row.pk, lines=tuple(row.lines), why=why[row.pk])
            for row in left
            if row.pk in why
        ]
        left = [row for row in left if row.pk not in why]
    return _Recording(ledger=ledger, refused=tuple(refused))


def _lines_of(ledger: Ledger, rows: Sequence[Proposal]) -> tuple[list[str], list[int]]:
    """All lines to be recorded, and of each the row it is from."""
    naming = _Naming(ledger)
    found: list[tuple[str, int]] = []
    for row in rows:
        found += [(line, row.pk) for line in naming.lines(row.lines)]
    return [line for line, _ in found], [row for _, row in found]


class _Naming:
    """Who the people are whom proposals bring in, by the time they are accepted.

    Somebody who is in the ledger by now, or whom an earlier one of the proposals brings in, is not
    brought in again. Where somebody else has got the id meanwhile, she gets another one.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ids = Ids()
        self._names: dict[str, str] = {}
        self._slugs: dict[str, set[str]] = {}
        self._by_slug: dict[str, str] = {}
        self._details = {
            (one.person, one.kind, name_form(one.value)) for one in ledger.contact_details
        }
        for person in ledger.people:
            self._take(person.id, person.name)
        for detail in ledger.contact_details:
            if detail.kind is ContactKind.PROFILE and (slug := slug_of(detail.value)):
                self._has_profile(detail.person, slug)

    def _take(self, person: str, name: str) -> None:
        self._ids.use(person)
        self._names[person] = name

    def _has_profile(self, person: str, slug: str) -> None:
        self._slugs.setdefault(person, set()).add(slug)
        self._by_slug.setdefault(slug, person)

    def lines(self, lines: Sequence[str]) -> Iterator[str]:
        """The lines of one proposal as they are to be recorded."""
        told = [_statement(line) for line in lines]
        profiles = {
            one.person.id: slug_of(one.value)
            for one in told
            if isinstance(one, ContactTold) and one.kind is ContactKind.PROFILE
        }
        renamed: dict[str, str] = {}
        ids: dict[str, str] = {}
        for line, one in zip(lines, told, strict=True):
            is_new = True
            if isinstance(one, PersonTold) and one.person.id is not None:
                slug = profiles.get(one.person.id)
                person, is_new = self._person(one.person.id, one.person.name, slug)
                ids[one.person.id] = person
                here = _called(self._names[person], person)
                renamed[_called(one.person.name, one.person.id)] = here
            elif isinstance(one, ContactTold) and one.person.id is not None:
                is_new = self._is_new(ids.get(one.person.id, one.person.id), one)
            if is_new:
                yield _with_names(line, renamed)

    def _person(self, wanted: str, name: str, slug: str | None) -> tuple[str, bool]:
        """The id of somebody a proposal brings in, and whether she is not there yet."""
        if slug is not None and slug in self._by_slug:
            return self._by_slug[slug], False
        if wanted in self._names and self._may_be(wanted, name, slug):
            person, is_new = wanted, False
        else:
            person, is_new = self._ids.free(wanted), True
            self._take(person, name)
        if slug is not None:
            self._has_profile(person, slug)
        return person, is_new

    def _is_new(self, person: str, told: ContactTold) -> bool:
        """Whether nobody has said this of her before, neither the ledger nor an earlier line."""
        detail = (person, told.kind, name_form(told.value))
        is_new = detail not in self._details
        self._details.add(detail)
        return is_new

    def _may_be(self, person: str, name: str, slug: str | None) -> bool:
        slugs = self._slugs.get(person)
        is_named_so = name_form(self._names[person]) == name_form(name)
        return is_named_so and (slug is None or not slugs or slug in slugs)


def _with_names(line: str, renamed: Mapping[str, str]) -> str:
    for old, new in renamed.items():
        if old != new:
            line = line.replace(old, new)
    return line


def _called(name: str, identity: str) -> str:
    return f"{name_of(name)} {written_id(identity)}"
