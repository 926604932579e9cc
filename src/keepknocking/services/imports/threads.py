"""What messages and invitations propose, as lines of the story that wait for the owner's word.

A line names people by their ids, so that it means the same whenever it is confirmed. Somebody who
is only in the messages gets a line of her own, and one with her profile.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from keepknocking.exchange.conversations.found_threads import (
    FoundThread,
    ProposedAnswer,
    ProposedAsk,
    ProposedIntroduction,
    ProposedNudge,
    ProposedReply,
    ProposedStep,
    ProposedTie,
)
from keepknocking.exchange.found import FoundPerson, Party
from keepknocking.ledger.asks import AnswerKind
from keepknocking.ledger.moments import When
from keepknocking.ledger.people import ContactKind, TieSource
from keepknocking.ledger.story.rendering import line_of
from keepknocking.ledger.story.statements import (
    Asked,
    ContactTold,
    Introduced,
    Knows,
    Named,
    PersonTold,
    Statement,
    Step,
    Stepped,
)
from keepknocking.services.imports.comparing import name_form, slug_of
from keepknocking.services.imports.fitting import Cutting
from keepknocking.services.imports.here import Here, mark_of_item
from keepknocking.services.imports.matching import traits_of_found
from keepknocking.services.imports.people import PeopleOfFiles
from keepknocking.services.imports.plans import Kind, Place, PlannedItem, Status
from keepknocking.store.origins import STEP, NewProposal, Said

_OF_LATE = timedelta(days=366)  # design choice: older asks are confirmed one by one
_STEPS = {AnswerKind.PROMISED: Step.PROMISED, AnswerKind.DECLINED: Step.DECLINED}


class ThreadsOfFiles:
    """All that is proposed, while an import is planned; `names` are the names of people by id."""

    def __init__(
        self,
        here: Here,
        people: PeopleOfFiles,
        names: Mapping[str, str],
        known: frozenset[str],
        cutting: Cutting,
    ) -> None:
        self.here = here
        self.people = people
        self.names = dict(names)
        self.known = known
        self.cutting = cutting
        self.items: list[PlannedItem] = []
        self.proposals: list[NewProposal] = []
        self.said: list[Said] = []
        self._strangers: dict[str, Named] = {}
        self._asks = {ask.id for ask in here.ledger.asks}

    def take(self, threads: Iterable[FoundThread], file: str) -> None:
        """Plan what is proposed of each thread."""
        for thread in threads:
            left = thread.without(self.known)
            item = mark_of_item(Kind.PROPOSAL, ("thread", thread.mark))
            status, why = self._status(left, item)
            self.items.append(
                PlannedItem(
                    kind=Kind.PROPOSAL,
                    label=self.cutting.text(thread.party.name, thread.where),
                    status=status,
                    where=Place(file, thread.where),
                    id=item,
                    why=why,
                )
            )
            if left is not None and status is Status.NEW:
                self._propose(left)

    def _status(self, left: FoundThread | None, item: str) -> tuple[Status, str]:
        if self.here.choices.leaves_out(item, Kind.PROPOSAL):
            return Status.SKIPPED, "left out, as you chose"
        if left is None:
            return Status.SAME, "proposed before"
        if any(self._is_erased(party) for party in _parties(left)):
            return Status.SKIPPED, "somebody whom you erased"
        if self._is_told(left):
            return Status.SAME, "you noted this ask yourself"
        return Status.NEW, left.why

    def _is_erased(self, party: Party) -> bool:
        return self.here.is_erased(_found(party))

    def _is_told(self, thread: FoundThread) -> bool:
        """Whether the ledger has an ask of the same person and day already."""
        person = self._known(thread.party)
        days = {step.on for step in thread.steps if isinstance(step, ProposedAsk)}
        ledger = self.here.ledger
        return person in ledger.person and any(
            ask.asked.on in days for ask in ledger.asks_of(person)
        )

    def _propose(self, thread: FoundThread) -> None:
        lines = _Lines(self, thread)
        told = tuple(dict.fromkeys(lines.lines()))
        if not told:
            # Its two ends are one person as things stand: it was shown all the same, once.
            first = thread.steps[0].mark
            self.said += [Said("proposal", step.mark, STEP, first, {}) for step in thread.steps]
            return
        self.proposals.append(
            NewProposal(
                marks=tuple(step.mark for step in thread.steps),
                person=lines.person,
                lines=told,
                why=thread.why,
                is_clear=thread.is_clear and self._is_of_late(thread),
                excerpt=thread.excerpt,
            )
        )

    def _is_of_late(self, thread: FoundThread) -> bool:
        """Whether something may still come of it: who was asked years ago waits for nothing."""
        return self.here.today - max(step.on for step in thread.steps) <= _OF_LATE

    def _known(self, party: Party) -> str:
        """The id of somebody of the ledger or of the files; nothing where she is in neither."""
        traits = traits_of_found(_found(party))
        matcher = self.people.matcher
        found = matcher.by_traits(traits) or matcher.by_name(traits, taken=frozenset(), alone=True)
        return "" if found is None or found[0] not in self.names else found[0]

    def person(self, party: Party) -> tuple[Named, bool]:
        """How lines name somebody, and whether she is in the messages only."""
        known = self._known(party)
        if known:
            return Named(name=self.names[known], id=known), False
        slug = slug_of(party.profile) if party.profile else None
        stranger = slug or name_form(party.name)
        if stranger not in self._strangers:
            name = self.cutting.text(party.name, "a message")
            self._strangers[stranger] = Named(name=name, id=self.people.new_id(name))
        return self._strangers[stranger], True

    def ask_id(self, person: str, on: date) -> str:
        """An id for a new ask."""
        wanted, number = f"{person}-{on}", 2
        identity = wanted
        while identity in self._asks:
            identity, number = f"{wanted}-{number}", number + 1
        self._asks.add(identity)
        return identity


class _Lines:
    """The lines of one thread."""

    def __init__(self, threads: ThreadsOfFiles, thread: FoundThread) -> None:
        self.threads = threads
        self.thread = thread
        self.of, _ = threads.person(thread.party)
        self._strangers: set[str] = set()
        self._ask: str | None = None

    @property
    def person(self) -> str | None:
        """The id of whom the thread is about."""
        return self.of.id

    def lines(self) -> Iterator[str]:
        for step in self.thread.steps:
            if self._is_about_one(step):
                continue
            for party in _parties_of(step, self.thread.party):
                yield from self._brought(party, step.on)
            yield line_of(self._statement(step), When(step.on))

    def _is_about_one(self, step: ProposedStep) -> bool:
        """Whether both ends of a step turned out to be one person: that says nothing."""
        if isinstance(step, ProposedIntroduction):
            return self._named(step.by) == self._named(step.to)
        if isinstance(step, ProposedTie):
            return self._named(step.of) == self._named(step.to)
        return False

    def _brought(self, party: Party, on: date) -> Iterator[str]:
        """The lines that bring somebody in who is in the messages only."""
        named, is_stranger = self.threads.person(party)
        if not is_stranger or named.id is None or named.id in self._strangers:
            return
        self._strangers.add(named.id)
        yield line_of(PersonTold(person=named), When(on))
        if party.profile:
            profile = self.threads.cutting.value(party.profile, "a message")
            if profile:
                told = ContactTold(person=named, kind=ContactKind.PROFILE, value=profile)
                yield line_of(told, When(on))

    def _named(self, party: Party) -> Named:
        return self.threads.person(party)[0]

    def _statement(self, step: ProposedStep) -> Statement:
        if isinstance(step, ProposedAsk):
            self._ask = self.threads.ask_id(self.of.id or "", step.on)
            towards = None if step.towards is None else self._named(step.towards)
            return Asked(
                of=self.of,
                purpose=step.purpose,
                towards=None if towards == self.of else towards,
                organization=step.organization,
                channel=step.channel,
                id=self._ask,
            )
        if isinstance(step, ProposedNudge):
            return Stepped(step=Step.NUDGED, person=self.of, ask=self._ask)
        if isinstance(step, ProposedReply):
            return Stepped(step=Step.REPLIED, person=self.of, ask=self._ask)
        if isinstance(step, ProposedAnswer):
            return Stepped(step=_STEPS[step.kind], person=self.of, ask=self._ask)
        if isinstance(step, ProposedIntroduction):
            return Introduced(by=self._named(step.by), to=self._named(step.to))
        return Knows(of=self._named(step.of), to=self._named(step.to), source=TieSource.INFERRED)


def _parties_of(step: ProposedStep, about: Party) -> tuple[Party, ...]:
    if isinstance(step, ProposedAsk):
        return (about,) if step.towards is None else (about, step.towards)
    if isinstance(step, ProposedIntroduction):
        return (step.by, step.to)
    if isinstance(step, ProposedTie):
        return (step.of, step.to)
    return (about,)


def _parties(thread: FoundThread) -> set[Party]:
    return {party for step in thread.steps for party in _parties_of(step, thread.party)}


def _found(party: Party) -> FoundPerson:
    profiles = (party.profile,) if party.profile else ()
    return FoundPerson(name=party.name, where="", profiles=profiles)
