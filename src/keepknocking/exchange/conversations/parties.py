"""Who is who among the ends of messages, where some rows have an address of a profile and some not?

A person is known by her profile; without one by her name, and a name that stands beside exactly one
profile anywhere in the files is taken as that one's. Names are compared case-folded with their
spaces as one, and never split.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from keepknocking.exchange.found import FoundInvitation, FoundMessage, FoundPerson, Party
from keepknocking.exchange.linkedin.profiles import key_of


def profile_key(profile: str | None) -> str | None:
    """The name that LinkedIn has for a person for ever; None where the address has none.

    >>> profile_key("https://www.linkedin.com/in/Ana-Reyes-1/?trk=x")
    'linkedin:ana-reyes-1'
    >>> profile_key(None) is None
    True
    """
    return key_of(profile) if profile else None


def folded(name: str) -> str:
    """A name for comparing.

    >>> folded("  Ana   REYES ")
    'ana reyes'
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


class Cast:
    """Everybody in the messages, invitations and connections, and who of them the owner is."""

    def __init__(
        self,
        messages: Iterable[FoundMessage],
        invitations: Iterable[FoundInvitation],
        *,
        owner: Party | None,
        connections: Iterable[FoundPerson],
    ) -> None:
        self._keys_of_name: defaultdict[str, set[str]] = defaultdict(set)
        self._profile_of: dict[str, str] = {}
        self._known_keys: dict[Party, str | None] = {}
        own: set[Party] = set() if owner is None else {owner}
        everybody: set[Party] = set()
        for message in messages:
            everybody.update((message.sender, *message.recipients))
            if message.outgoing:
                own.add(message.sender)
        for invitation in invitations:
            everybody.update((invitation.sender, invitation.recipient))
            own.add(invitation.sender if invitation.outgoing else invitation.recipient)
        for person in connections:
            everybody.update(Party(name=person.name, profile=each) for each in person.profiles[:1])
        self._meet(everybody | own)
        self._own = {self.identity(party) for party in own}

    def _meet(self, parties: Iterable[Party]) -> None:
        for party in parties:
            key = profile_key(party.profile)
            if key is not None and party.profile is not None:
                self._keys_of_name[folded(party.name)].add(key)
                before = self._profile_of.get(key, party.profile)
                self._profile_of[key] = min(before, party.profile)

    def key(self, party: Party) -> str | None:
        """The name that LinkedIn has for her, where the files tell."""
        if party not in self._known_keys:
            self._known_keys[party] = profile_key(party.profile) or self._key_of_name(party.name)
        return self._known_keys[party]

    def _key_of_name(self, name: str) -> str | None:
        keys = self._keys_of_name.get(folded(name), set())
        return next(iter(keys)) if len(keys) == 1 else None

    def identity(self, party: Party) -> str:
        """The same for the same person, as far as the files tell."""
        return self.key(party) or f"name:{folded(party.name)}"

    def identity_of_name(self, name: str) -> str:
        """The same for somebody of whom only the name is there."""
        return self.identity(Party(name=name))

    def whole(self, party: Party) -> Party:
        """The party with the address of her profile, where another row has it."""
        key = self.key(party)
        if key is None:
            return party
        return Party(name=party.name, profile=self._profile_of.get(key, party.profile))

    def knows_owner(self) -> bool:
        """Whether the files or the caller tell who the owner is."""
        return bool(self._own)

    def is_owner(self, party: Party) -> bool:
        """Whether this is the owner."""
        return self.identity(party) in self._own
