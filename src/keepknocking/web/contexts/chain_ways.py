"""What can be done about one chain: each way round with what it brings, and its minutes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.safestring import SafeString

from keepknocking.chains.chain import Chain, ChainStatus
from keepknocking.chains.estimates import Estimate
from keepknocking.chains.silences import Silence
from keepknocking.chains.weak_links import ChainOutlook, Remedy
from keepknocking.ledger.asks import Purpose
from keepknocking.ledger.ledger import Ledger
from keepknocking.services.chains import Stands, WaysRound
from keepknocking.web.contexts.chains import chain_url
from keepknocking.web.contexts.people import person_url
from keepknocking.web.contexts.silences import Reason
from keepknocking.web.forms.chains import AheadForm
from keepknocking.web.pictures.hundred import Group, hundred
from keepknocking.web.pictures.marks import Mark, key
from keepknocking.web.pictures.tables import LegendLine
from keepknocking.web.words import apart
from keepknocking.wording.goals import HEARD
from keepknocking.wording.phrases import (
    HUNDRED,
    adds,
    counted,
    day_in_words,
    from_to,
    is_wide,
    of_100,
    range_of,
    whole_of_100,
)

WHY = "why-ways"
LEGEND = (
    LegendLine(key(Mark.HOUSE), "", "get there as it stands"),
    LegendLine(key(Mark.FRAMED), "", "what this way brings"),
    LegendLine(key(Mark.HOLLOW), "", "do not"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """From how many to how many, of how many; without plates only the words."""

    words: str
    before: str = ""
    after: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way round."""

    picture: SafeString
    title: str
    change: Change
    adds: str
    why: str
    minutes: str
    minutes_words: str
    url: str
    action: str
    is_best: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Instead:
    """What there is to do where no way round can be weighed; `url` may be empty."""

    title: str
    words: str
    url: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """The ways round of one chain; without a form they are still to be worked out."""

    title: str
    chain: Chain
    form: AheadForm | None = None
    by: str = ""
    now: str = ""
    now_range: str = ""
    is_wide: bool = False
    heard: str = ""
    ways: tuple[Way, ...] = ()
    legend: tuple[LegendLine, ...] = ()
    instead: Instead | None = None
    reasons: tuple[Reason, ...] = ()

    @property
    def path(self) -> str:
        """The page of the chain."""
        return chain_url(self.chain).partition("?")[0]

    @property
    def opening(self) -> str:
        """The opening that tells this chain from others with the same last ask, or nothing."""
        _, _, opening = chain_url(self.chain).partition("?opening=")
        return opening


def ways_title(one: Stands) -> str:
    """What stands over the ways: the number of the weak link, if there is one."""
    return f"Ways round link {len(one.chain.asks) + 1}" if one.is_weak else "What you can do"


def ways_of(found: WaysRound, one: Stands, silence: Silence | None, form: AheadForm) -> Ways:
    """The ways round, the best first; `silence` is that of the last person, if she is silent."""
    asked, outlook = found.asked, found.outlook
    ledger, today = asked.search.ledger, asked.search.today
    by = day_in_words(asked.by, today=today)
    if outlook is None:
        return Ways(
            title=ways_title(one),
            chain=one.chain,
            form=form,
            instead=_instead(ledger, one, today=today),
        )
    ways = tuple(_ways(ledger, outlook, silence, by=by))
    return Ways(
        title=ways_title(one),
        chain=one.chain,
        form=form,
        by=by,
        now=of_100(outlook.now.mean),
        now_range=range_of(outlook.now),
        is_wide=is_wide(outlook.now),
        heard=HEARD[asked.goal.value],
        ways=ways,
        legend=LEGEND if ways else (),
        instead=None if ways else _instead(ledger, one, today=today),
        reasons=(_reason(outlook.now, HEARD[asked.goal.value], by),),
    )


def _instead(ledger: Ledger, one: Stands, *, today: date) -> Instead:
    """What is to be done just now, if it is only to wait."""
    chain = one.chain
    if chain.status is ChainStatus.OFFER:
        words = "They will be glad to hear that it came to something."
        url = f"{reverse('people')}?show=thanks"
        return Instead(
            title="Thank those who opened a door", words=words, url=url, action="Whom to thank"
        )
    if chain.status is ChainStatus.AT_THE_EMPLOYER:
        return Instead(title="Let them take their time", words="The next word is theirs.")
    if chain.status is ChainStatus.OVER:
        person = ledger.person[chain.tip.of]
        name = apart(person.name)
        words = f"{name} still knows others, and an honest no deserves a short thank-you."
        return Instead(title="Let it rest", words=words, url=person_url(person), action=name)
    if chain.status is ChainStatus.YOUR_TURN:
        return _yours(ledger, chain)
    if one.nudge_due_on is not None and one.nudge_due_on > today:
        due = day_in_words(one.nudge_due_on, today=today)
        words = f"This link still has time. From {due} on a kind line is due."
        return Instead(title="Nothing today", words=words)
    return Instead(
        title="Leave it as it is",
        words="Nothing you can do today mends this link, and it costs nothing to leave it.",
    )


def _yours(ledger: Ledger, chain: Chain) -> Instead:
    """What the seeker can do where no ask can be weighed."""
    if chain.opening is not None:
        return Instead(
            title="Apply for it",
            words="Openings close. When it is done, write it down below.",
        )
    person = ledger.person[chain.next_person or chain.tip.of]
    name = apart(person.name)
    if not ledger.may_contact(person.id):
        return Instead(title="Leave it as it is", words=f"You leave {name} in peace.")
    return Instead(
        title=f"Go on from {name}",
        words="It was a while ago. One line that says what came of it is a good beginning.",
        url=person_url(person),
        action=f"To {name}",
    )


def _ways(
    ledger: Ledger, outlook: ChainOutlook, silence: Silence | None, *, by: str
) -> Iterator[Way]:
    for place, remedy in enumerate(outlook.remedies):
        name = apart(ledger.person[remedy.person].name)
        minutes = round(remedy.minutes)
        change = _change(remedy, by)
        yield Way(
            picture=_picture(remedy, by),
            title=_title(remedy, name),
            change=change,
            adds=_adds(remedy) if change.before else "",
            why=_why(ledger, outlook.chain, remedy, silence),
            minutes=str(minutes),
            minutes_words=counted(minutes, "minute").partition(" ")[2],
            url=_url(ledger, outlook.chain, remedy),
            action=f"Ask {name}" if remedy.kind != "nudge" else f"Write to {name}",
            is_best=place == 0,
        )


def _title(remedy: Remedy, name: str) -> str:
    return {
        "nudge": f"Send {name} one kind line",
        "ask": f"Ask {name}: the door is open",
        "another way": f"Ask {name} instead",
    }[remedy.kind]


def _change(remedy: Remedy, by: str) -> Change:
    said = from_to(remedy.before.mean, remedy.chance.mean)
    if not said.startswith("from "):
        return Change(words=f"It {said} by {by}: as good as nothing.")
    before, _, rest = said.removeprefix("from ").partition(" to ")
    after, _, of = rest.partition(" in ")
    return Change(words=f"{said} by {by}", before=before, after=after, of=of)


def _adds(remedy: Remedy) -> str:
    said = adds(remedy.before.mean, remedy.chance.mean, remedy.gain)
    return f"{said[:1].upper()}{said[1:]}."


def _picture(remedy: Remedy, by: str) -> SafeString:
    before, after = (whole_of_100(each.mean) for each in (remedy.before, remedy.chance))
    groups = [
        Group(Mark.HOUSE, before, "get there as it stands"),
        Group(Mark.FRAMED, max(after - before, 0), f"more by {by}"),
        Group(Mark.HOLLOW, HUNDRED - max(before, after), "do not"),
    ]
    return hundred(groups, of="searches like yours").svg


def _why(ledger: Ledger, chain: Chain, remedy: Remedy, silence: Silence | None) -> str:
    """One sentence on why this may help."""
    if remedy.kind == "ask":
        return "The house counts on it already: the first number is what is left without it."
    if remedy.kind == "nudge" and silence is not None:
        still, nudged = (
            of_100(each.mean) for each in (silence.passes_on, silence.passes_on_if_nudged)
        )
        if still == nudged:
            return "People forget. After a silence this long a line seldom wakes anything."
        return (
            f"People forget. Of 100 this quiet, {still} still pass you on; after a line {nudged}."
        )
    return _why_instead(ledger, chain, remedy.person)


def _why_instead(ledger: Ledger, chain: Chain, person: str) -> str:
    tip, name = chain.tip, apart(ledger.person[person].name)
    target = tip.towards if tip.purpose is Purpose.INTRODUCTION else tip.of
    if target is not None and target in ledger.known_to(person):
        whom = apart(ledger.person[target].name)
        return f"{name} knows {whom}, so nobody between is needed."
    place = apart(ledger.person[person].organization or "")
    return f"{name} is at {place}, where this link leads to."


def _url(ledger: Ledger, chain: Chain, remedy: Remedy) -> str:
    place = f"#ask-{chain.tip.id}" if remedy.kind == "nudge" else "#h-next"
    return f"{person_url(ledger.person[remedy.person])}{place}"


def _reason(now: Estimate, heard: str, by: str) -> Reason:
    return Reason(
        anchor=WHY,
        name=f"Of 100 searches like yours, so many {heard} by {by} through what is under way",
        value=of_100(now.mean),
        kind="house",
        range=range_of(now),
        source="The forecast; for each way once more, as if it were done today",
        url=reverse("forecast"),
        denominator="every open ask, every door that waits for you, every rate drawn 64 times",
        caution="what new doors bring: they come on top",
    )
