"""Whose export this is: no file says it outright, several together do.

Invitations say of each row whether it was sent or received, and messages of 2018 do as well: the
owner is the end that this makes the owner most often. Messages since 2019 do not say it: there the
owner is the one who is in nearly every conversation. Where two are (an export of one long talk),
whoever is among the connections is not she; nobody is connected with herself. What a Profile.csv in
the same export calls its owner decides before all that, if one of the parties is called so.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from keepknocking.exchange.found import FileKind, FileRead, FoundMessage, Party
from keepknocking.exchange.linkedin.profiles import identity_of

NEARLY_EVERY = 0.9  # design choice: share of conversations; others are about accounts of long ago


def owner_of(reads: Sequence[FileRead]) -> Party | None:
    """Who the export of these files belongs to; None where they leave it open."""
    parties: dict[str, Party] = {}
    told: Counter[str] = Counter()
    for owner in _told(reads):
        identity = identity_of(owner)
        parties.setdefault(identity, owner)
        told[identity] += 1
    talks = _talks(reads, parties)
    named = _named(reads, parties)
    if named is not None:
        return named
    if told:
        return parties[told.most_common(1)[0][0]]
    conversations = max((len(found) for found in talks.values()), default=0)
    total = len(set().union(*talks.values())) if talks else 0
    if conversations == 0 or conversations < NEARLY_EVERY * total:
        return None
    best = [who for who, found in talks.items() if len(found) == conversations]
    strangers = [who for who in best if who not in _connected(reads)]
    left = best if len(best) == 1 else strangers
    return parties[left[0]] if len(left) == 1 else None


def _told(reads: Iterable[FileRead]) -> Iterable[Party]:
    """The owner, as often as a row says who it is."""
    for read in reads:
        for invitation in read.invitations:
            yield invitation.sender if invitation.outgoing else invitation.recipient
        for message in read.messages:
            if message.outgoing:
                yield message.sender
            elif message.outgoing is False and len(message.recipients) == 1:
                yield message.recipients[0]


def _talks(reads: Iterable[FileRead], parties: dict[str, Party]) -> dict[str, set[str]]:
    """In which conversations each party is."""
    talks: dict[str, set[str]] = {}
    for read in reads:
        for message in read.messages:
            for party in (message.sender, *message.recipients):
                identity = identity_of(party)
                parties.setdefault(identity, party)
                talks.setdefault(identity, set()).add(message.conversation)
    return talks


def _named(reads: Iterable[FileRead], parties: dict[str, Party]) -> Party | None:
    """The party, or else only the name, that a Profile.csv calls the owner."""
    for read in reads:
        if read.kind is FileKind.LINKEDIN_OTHER and read.owner is not None:
            name = read.owner.name.casefold()
            same = [party for party in parties.values() if party.name.casefold() == name]
            with_profile = [party for party in same if party.profile] or same
            if len(with_profile) == 1:
                return with_profile[0]
            if not parties:
                return read.owner
    return None


def _connected(reads: Iterable[FileRead]) -> set[str]:
    """The identities of all connections, by key and by name."""
    people = [person for read in reads for person in read.people if person.connected]
    names = {f"name:{person.name.casefold()}" for person in people}
    return names | {person.key for person in people if person.key}


def with_owner(reads: Sequence[FileRead]) -> tuple[FileRead, ...]:
    """The files of one export, each knowing its owner, and each message whether she wrote it."""
    owner = owner_of(reads)
    return tuple(reads) if owner is None else tuple(_owned(read, owner) for read in reads)


def _owned(read: FileRead, owner: Party) -> FileRead:
    messages = tuple(_sent_or_not(message, owner) for message in read.messages)
    return replace(read, owner=owner, messages=messages)


def _sent_or_not(message: FoundMessage, owner: Party) -> FoundMessage:
    if message.outgoing is not None:
        return message
    return replace(message, outgoing=_is_same(message.sender, owner))


def _is_same(party: Party, owner: Party) -> bool:
    if party.profile and owner.profile:
        return identity_of(party) == identity_of(owner)
    return party.name.casefold() == owner.name.casefold()
