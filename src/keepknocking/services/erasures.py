"""Erasing a person, and knowing her again without saying who she was.

She never agreed to stand in somebody's ledger. When she is erased, the facts about her, the history
of those facts, the words under seals, where she came from and what was proposed about her go in one
transaction, and then the file is written anew. Only salted marks stay: SHA-256 of a random salt and
of what told her from others. By them an import leaves her out, and a backup that was made before is
cleared of her while it is being restored. An erasing cannot be undone.
"""

import hashlib
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from keepknocking.ledger.erasing import Forgetting, erased, forgetting, is_about
from keepknocking.ledger.ledger import TUPLE_OF, Ledger
from keepknocking.ledger.people import ContactKind
from keepknocking.services.imports.comparing import (
    email_form,
    name_form,
    phone_form,
    profile_form,
    tells_apart,
)
from keepknocking.services.own_ledger import Decided, OwnLedger
from keepknocking.services.person import NobodyThere
from keepknocking.store.erasing import Forgotten, forget_history, remember_erasure, write_file_anew
from keepknocking.store.loading import ERASE
from keepknocking.store.merges import merged_with
from keepknocking.store.models import Deed, Erasure
from keepknocking.store.opening import ledger_file, said_plainly

TOLD = "Somebody was erased"
_SALT_BYTES = 16  # numerical: no two erasures share a salt


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What tells one person from others, in one form: `ids` of the ledger, addresses, a name."""

    ids: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    name: str | None = None
    organization: str | None = None


@dataclass(frozen=True, slots=True)
class KnownErasure:
    """The marks of one erased person."""

    at: datetime
    salt: str
    marks: frozenset[str]

    def has(self, traits: Traits) -> bool:
        """Whether these are hers: one address or id is enough, a name only with its employer."""
        return any(_mark(self.salt, trait) in self.marks for trait in _traits(traits))


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What was erased, and what the owner should look at herself.

    `left` are lines that may still tell of her: they call her by a name that others have too, or
    by one word of it. `copies` are files of this ledger that were removed because she stood in
    them.
    """

    facts: int
    forgotten: Forgotten
    left: tuple[str, ...]
    copies: tuple[Path, ...]


def erase(home: OwnLedger, person: str, *, at: datetime) -> Erased:
    """Erase one person everywhere, for good.

    Raises
    ------
    NobodyThere, LedgerUnusable
        nothing is written then.
    """
    ledger = home.stored().ledger
    if person not in ledger.person:
        raise NobodyThere(person)
    rule = forgetting(ledger, person)
    salt = secrets.token_hex(_SALT_BYTES)
    with said_plainly():
        ids = (person, *merged_with(person))  # in a backup they may still be two
    traits = replace(traits_of(ledger, person), ids=ids)
    marks = sorted({_mark(salt, trait) for trait in _traits(traits)})
    forgotten = _erase(home, person, rule, at=at, salt=salt, marks=marks)
    copies = tuple(_copies_of(ledger_file()))
    with said_plainly():
        write_file_anew()
        for copy in copies:
            copy.unlink(missing_ok=True)
    return Erased(
        facts=_facts_about(ledger, person),
        forgotten=forgotten,
        left=tuple(_left(home.stored().ledger, rule)),
        copies=copies,
    )


def known_erasures() -> tuple[KnownErasure, ...]:
    """The marks of everybody who was erased from the ledger."""
    with said_plainly():
        return tuple(
            KnownErasure(one.at, one.salt, frozenset(one.marks))
            for one in Erasure.objects.order_by("id")
        )


def erase_again(home: OwnLedger, known: Iterable[KnownErasure], *, at: datetime) -> int:
    """Erase whom a ledger that was put back still holds; returns how many people that were.

    An erasure that the ledger knows itself was done in it: who has come into it since is somebody
    whom its owner wanted there.
    """
    done = {erasure.salt for erasure in known_erasures()}
    count = 0
    for erasure in known:
        if erasure.salt in done:
            continue
        ledger = home.stored().ledger
        hers = [one.id for one in ledger.people if erasure.has(Traits(ids=(one.id,)))] or [
            one.id for one in ledger.people if erasure.has(_addresses(ledger, one.id))
        ]
        for person in hers:
            rule = forgetting(home.stored().ledger, person)
            _erase(home, person, rule, at=at, salt=erasure.salt, marks=sorted(erasure.marks))
        if not hers:
            with said_plainly():
                remember_erasure(at=erasure.at, salt=erasure.salt, marks=sorted(erasure.marks))
        count += len(hers)
    if count:
        with said_plainly():
            write_file_anew()
    return count


def traits_of(ledger: Ledger, person: str) -> Traits:
    """What tells this person from others."""
    her = ledger.person[person]
    addresses = _addresses(ledger, person)
    return Traits(
        ids=(person,),
        emails=addresses.emails,
        phones=addresses.phones,
        profiles=addresses.profiles,
        name=her.name,
        organization=her.organization,
    )


def _addresses(ledger: Ledger, person: str) -> Traits:
    def of(kind: ContactKind) -> tuple[str, ...]:
        return tuple(one.value for one in ledger.details_of(person) if one.kind is kind)

    return Traits(
        emails=of(ContactKind.EMAIL),
        phones=of(ContactKind.PHONE),
        profiles=of(ContactKind.PROFILE),
    )


def _erase(
    home: OwnLedger, person: str, rule: Forgetting, *, at: datetime, salt: str, marks: list[str]
) -> Forgotten:
    forgotten: list[Forgotten] = []

    def decide(ledger: Ledger) -> Decided:
        if person not in ledger.person:
            raise NobodyThere(person)
        asks = [ask.id for ask in ledger.asks_of(person)]

        def also(deed: Deed) -> None:
            forgotten.append(forget_history(person, asks, rule, deed=deed))
            remember_erasure(at=at, salt=salt, marks=marks)

        return Decided(ledger=erased(ledger, person, rule), told=(TOLD,), also=also)

    home.change(ERASE, decide, at=at)
    return forgotten[0]


def _facts_about(ledger: Ledger, person: str) -> int:
    facts = (fact for name in TUPLE_OF.values() for fact in getattr(ledger, name))
    return sum(is_about(fact, person) for fact in facts)


def _left(ledger: Ledger, rule: Forgetting) -> Iterator[str]:
    """Free texts that may still tell of her."""
    words = {word for name in (*rule.words, *rule.shared) for word in name.casefold().split()}
    texts = [note.text for note in ledger.notes]
    texts += [effort.on for effort in ledger.efforts if effort.on is not None]
    texts += [line for one in ledger.corrections for line in (one.was, one.now) if line is not None]
    for text in texts:
        if any(word.strip(".,:;!?\"'()") in words for word in text.casefold().split()):
            yield text


def _copies_of(path: Path) -> Iterator[Path]:
    """Older copies of the ledger that this program has put beside it."""
    for pattern in (f"{path.name}.before-*", f".{path.name}.*"):
        yield from sorted(path.parent.glob(pattern))


def _traits(traits: Traits) -> Iterator[str]:
    """Each trait in the form in which an import compares it."""
    yield from (f"id:{one}" for one in traits.ids)
    yield from (f"email:{email_form(one)}" for one in traits.emails)
    phones = (phone_form(phone) for phone in traits.phones)
    yield from (f"phone:{phone}" for phone in phones if tells_apart(phone))
    yield from (f"profile:{profile_form(one)}" for one in traits.profiles)
    if traits.name is not None and traits.organization is not None:
        yield f"name:{name_form(traits.name)}|{name_form(traits.organization)}"


def _mark(salt: str, trait: str) -> str:
    return hashlib.sha256(f"{salt}\n{trait}".encode()).hexdigest()
