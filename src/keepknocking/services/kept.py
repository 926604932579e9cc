"""What is kept about one person: everything the ledger says of her, for her to be told."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from keepknocking.ledger.erasing import forgetting
from keepknocking.ledger.ledger import TUPLE_OF, Ledger, references_of, when_of
from keepknocking.ledger.people import Person
from keepknocking.ledger.searches import Note
from keepknocking.ledger.story.continuing import restated_lines
from keepknocking.services.own_ledger import OwnLedger
from keepknocking.services.person import NobodyThere
from keepknocking.store.journal import undone_deeds
from keepknocking.store.models import Change, ImportDone, Origin, Proposal
from keepknocking.store.opening import said_plainly


@dataclass(frozen=True, slots=True)
class CameFrom:
    """A file of which something about her came, and on which day."""

    name: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Everything that is kept about one person.

    `lines` are the lines of the story that name her, notes too, in the order of their days;
    `files` those that told of her; `proposals` how many proposed asks wait for the owner's word.
    """

    person: Person
    lines: tuple[str, ...]
    files: tuple[CameFrom, ...]
    proposals: int


def kept_about(home: OwnLedger, person: str) -> Kept:
    """Everything that is kept about one person.

    Raises
    ------
    NobodyThere, LedgerUnusable
    """
    ledger = home.stored().ledger
    if person not in ledger.person:
        raise NobodyThere(person)
    with said_plainly():
        undone = undone_deeds()
        files = tuple(_files(home, person, undone))
        waiting = Proposal.objects.filter(person=person, decided=None)
        proposals = waiting.exclude(deed_id__in=undone).count()
    return Kept(
        person=ledger.person[person],
        lines=tuple(_lines(ledger, person)),
        files=files,
        proposals=proposals,
    )


def _lines(ledger: Ledger, person: str) -> Iterator[str]:
    rule = forgetting(ledger, person)
    facts: list[object] = [
        fact
        for name in TUPLE_OF.values()
        for fact in getattr(ledger, name)
        if ("person", person) in references_of(fact)
        or (isinstance(fact, Note) and fact.person is None and rule.mentions(fact.text))
    ]
    facts.sort(key=lambda fact: when_of(fact).on)
    for fact in (ledger.person[person], *facts):
        yield from restated_lines(ledger, fact)


def _files(home: OwnLedger, person: str, undone: Collection[int]) -> Iterator[CameFrom]:
    """The files that told of her, of imports that count or of which something of hers was left."""
    told = Origin.objects.filter(kind="person", key=person).values_list("deed_id", flat=True)
    deeds = set(told) - set(undone) | _left_of(home, person, set(told) & set(undone))
    found = ImportDone.objects.filter(deed_id__in=deeds).select_related("deed").order_by("id")
    for done in found:
        for file in done.files:
            yield CameFrom(str(file.get("name", "a file")), done.deed.at.date())


def _left_of(home: OwnLedger, person: str, undone: set[int]) -> set[int]:
    """The deeds, of those that were taken back, that made a fact of hers which stayed."""
    ledger = home.stored().ledger
    hers = (ledger.person[person], *ledger.details_of(person))
    places = {(at.table, at.row) for at in map(home.address_of, hers) if at is not None}
    made = Change.objects.filter(deed_id__in=undone, before__isnull=True)
    return {
        deed
        for deed, table, row in made.values_list("deed_id", "table", "row")
        if (table, row) in places
    }
