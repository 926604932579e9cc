"""What a nudge or a second ask brings to the whole search, as the forecast page tells it."""

from dataclasses import dataclass

from django.urls import reverse

from keepknocking.chains.chain import ChainStatus
from keepknocking.chains.weak_links import Remedy
from keepknocking.services.remedies import Deed, Deeds
from keepknocking.web.contexts.forecast import Told
from keepknocking.web.contexts.people import person_url
from keepknocking.web.words import apart
from keepknocking.wording.goals import heard
from keepknocking.wording.phrases import THOUSAND, adds, counted, day_in_words, from_to, of_100


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedTold:
    """One thing to do: what, what it brings, its range, its minutes, and where to do it."""

    what: str
    brings: str
    adds: str
    minutes: str
    person_url: str
    chain_words: str
    chain_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mending:
    """The best things to do; `now` is what is under way, or None where nothing is."""

    now: Told | None
    sentence: str
    deeds: tuple[DeedTold, ...]
    note: str


def mending(found: Deeds) -> Mending:
    """What mending a link brings."""
    if found.now is None:
        return Mending(
            now=None,
            sentence="No chain is waiting for anybody, or for you. A new one begins with one ask.",
            deeds=(),
            note="",
        )
    today = found.asked.search.today
    by = day_in_words(found.asked.by, today=today)
    does = heard(found.asked.goal.value, of_100(found.now.mean))
    moving = [deed for deed in found.deeds if _moves(deed.remedy)]
    now = Told(
        before="Of 100 searches, ",
        value=of_100(found.now.mean),
        url="#why-stop",
        after=f" {does} by {by} from what is under way alone.",
    )
    if not moving:
        return Mending(
            now=now,
            sentence="Nothing you can do about these chains today moves that by 1 in 1,000: a new "
            "door is worth more.",
            deeds=(),
            note=_note(found),
        )
    return Mending(
        now=now,
        sentence="One deed changes it like this:",
        deeds=tuple(_told(found, deed) for deed in moving),
        note=_note(found),
    )


def _moves(remedy: Remedy) -> bool:
    """Whether the deed shows in the chance of the whole search."""
    return remedy.gain.mean * THOUSAND >= 1 / 2


def _told(found: Deeds, deed: Deed) -> DeedTold:
    remedy = deed.remedy
    person = found.asked.search.ledger.person[remedy.person]
    return DeedTold(
        what=apart(remedy.text[:1].upper() + remedy.text[1:]),
        brings=from_to(remedy.before.mean, remedy.chance.mean),
        adds=adds(remedy.before.mean, remedy.chance.mean, remedy.gain),
        minutes=counted(round(remedy.minutes), "minute"),
        person_url=person_url(person),
        chain_words=_chain_words(found, deed),
        chain_url=reverse("chain", args=[deed.chain.tip.id]),
    )


def _chain_words(found: Deeds, deed: Deed) -> str:
    """Which chain it is, by whom it waits for."""
    if deed.chain.status is ChainStatus.YOUR_TURN:
        return "the chain that waits for you"
    person = found.asked.search.ledger.person[deed.chain.tip.of]
    return f"the chain that waits for {apart(person.name)}"


def _note(found: Deeds) -> str:
    if found.tried == found.living:
        return ""
    return (
        f"Tried: the {found.tried} of your {found.living} living chains where a line of yours "
        "helps most."
    )
