"""What the page of one chain shows: its doors, what it hangs on, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.safestring import SafeString

from keepknocking.chains.chain import Chain, ChainStatus
from keepknocking.chains.estimates import Estimate
from keepknocking.chains.silences import Silence
from keepknocking.ledger.asks import AskStatus
from keepknocking.services.chains import Stands, Street
from keepknocking.services.person import Gathered
from keepknocking.web.contexts.chain_stops import Stop, beyond_tip, stops
from keepknocking.web.contexts.chains import Row, chain_url, row, says, your_turn
from keepknocking.web.contexts.person import Headline
from keepknocking.web.contexts.silences import (
    RateLine,
    Reason,
    picture_of,
    rates_behind,
    reasons,
)
from keepknocking.web.pictures.tables import Picture
from keepknocking.web.words import apart, how_known
from keepknocking.wording.phrases import counted, day_in_words, of_100, range_of

ACROSS = 6  # design choice: so many doors stand side by side; longer chains run down the page
MOST_OTHERS = 4  # design choice: so many other chains of the same people


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainPage:
    """The page of one chain."""

    title: str
    when: str
    url: str
    headline: Headline
    picture: Picture | None
    door: SafeString
    is_long: bool
    stops: tuple[Stop, ...]
    others: tuple[Row, ...]
    others_words: str
    reasons: tuple[Reason, ...]
    rates: tuple[RateLine, ...]


def chain_page(street: Street, one: Stands, first: Gathered, last: Gathered) -> ChainPage:
    """One chain; `first` and `last` are all that is known of the people at its two ends."""
    chain = one.chain
    silence = next((each for each in last.silences if each.ask.id == chain.tip.id), None)
    quiet = None if silence is None else _only(last, silence)
    shown = stops(street, one, known=_known(first))
    others = _others(street, one)
    return ChainPage(
        title=f"The chain to {_aim(street, chain)}",
        when=_when(street, chain, len(shown)),
        url=chain_url(chain),
        headline=_headline(street, one, silence),
        picture=None if quiet is None else picture_of(quiet),
        door=shown[len(chain.asks)].door,
        is_long=len(shown) > ACROSS,
        stops=shown,
        others=tuple(row(street, other) for other in others[:MOST_OTHERS]),
        others_words=_others_words(others),
        reasons=() if quiet is None else _reasons(quiet, is_weak=one.is_weak),
        rates=() if quiet is None else rates_behind(quiet),
    )


def _only(gathered: Gathered, silence: Silence) -> Gathered:
    """The person with this one silence, so that the page speaks of nothing else."""
    return replace(gathered, silences=(silence,), may_contact=True, your_turn_since=None)


def _reasons(quiet: Gathered, *, is_weak: bool) -> tuple[Reason, ...]:
    """The reasons of the number in the headline: of those who never do, or of the others."""
    found = reasons(quiet)
    if is_weak:
        return found
    (silence,) = quiet.silences
    never, done = silence.never, "kept" if silence.ask.status is AskStatus.PROMISED else "answered"
    still = Estimate(mean=1 - never.mean, low=1 - never.high, high=1 - never.low)
    name = (
        f"Of 100 such silences of {counted(silence.silent_days, 'day')}, so many are still {done}"
    )
    return (replace(found[0], name=name, value=of_100(still.mean), range=range_of(still)),)


def _known(first: Gathered) -> str:
    """The first link in words: how the seeker and the first person know each other."""
    known = how_known(first.acquaintance, first.index.ledger, today=first.index.today)
    return f"{known[:1].upper()}{known[1:]}."


def _aim(street: Street, chain: Chain) -> str:
    """Where a chain leads to, as far as anybody knows."""
    if chain.opening is not None:
        return apart(f"“{chain.opening.title}” at {chain.opening.organization}")
    beyond = beyond_tip(chain)
    return apart(street.ledger.person[chain.tip.of if beyond is None else beyond].name)


def _when(street: Street, chain: Chain, doors: int) -> str:
    begun = day_in_words(chain.asks[0].asked.on, today=street.today)
    return f"The chain to {_aim(street, chain)}: {counted(doors, 'door')}, begun on {begun}"


def _headline(street: Street, one: Stands, silence: Silence | None) -> Headline:
    chain, status = one.chain, one.chain.status
    if silence is not None:
        return _quiet(street, one, silence)
    if status is ChainStatus.YOUR_TURN:
        since = day_in_words(one.last_day, today=street.today)
        return Headline(
            before=f"This chain waits for you: {your_turn(street.ledger, chain)}.",
            lede=f"This door has stood open since {since}.",
        )
    said = says(street, one).words
    where = "" if chain.opening is None else apart(chain.opening.organization)
    if status is ChainStatus.OFFER:
        return Headline(before=f"This chain has led to an offer from {where}.", lede=said)
    if status is ChainStatus.AT_THE_EMPLOYER:
        wait = "Nothing to do but wait, and to knock at another door."
        return Headline(before=f"This chain has reached {where}. {said}", lede=wait)
    still = "Everybody on it is still somebody you know."
    if chain.tip.status is AskStatus.DECLINED:
        name = apart(street.ledger.person[chain.tip.of].name)
        lede = f"That is an answer too. {still}"
        return Headline(before=f"This chain is over: {name} said no.", lede=lede)
    return Headline(before=f"This chain to {where} is over. {said}", lede=still)


def _quiet(street: Street, one: Stands, silence: Silence) -> Headline:
    """The last person's silence, and what it says: what is lost, or what is still to be hoped."""
    name = apart(street.ledger.person[one.chain.tip.of].name)
    is_promised = silence.ask.status is AskStatus.PROMISED
    what = "promises" if is_promised else "asks"
    days = silence.silent_days
    quiet = f"{what} quiet for {counted(days, 'day')}" if days else f"{what} made today"
    done = "kept" if is_promised else "answered"
    if one.is_weak:
        return Headline(
            before=f"This chain hangs on {name}: of 100 {quiet},",
            plate=of_100(silence.never.mean),
            url="#why-1",
            after=f"are never {done}.",
            lede=_due(street, silence, name, today=street.today),
        )
    return Headline(
        before=f"This chain waits for {name}: of 100 {quiet},",
        plate=of_100(1 - silence.never.mean),
        url="#why-1",
        after=f"are still {done}.",
        lede=_due(street, silence, name, today=street.today),
    )


def _due(street: Street, silence: Silence, name: str, *, today: date) -> str:
    """What there is to do about the silence."""
    about = "Silence is about their week, not about you."
    if not street.ledger.may_contact(silence.ask.of):
        return f"You leave {name} in peace, and that stands. There are ways round."
    if silence.nudge_due_on > today:
        due = day_in_words(silence.nudge_due_on, today=today)
        return f"No need to write before {due}. {about}"
    if silence.nudged:
        return f"You have nudged already: one kind line more, or go round. {about}"
    return f"A kind line is due now. {about}"


def _others(street: Street, one: Stands) -> Sequence[Stands]:
    """The other chains that share an ask with this one, each once."""
    sharing = (other for ask in one.chain.asks for other in street.through[ask.id])
    return [other for other in dict.fromkeys(sharing) if other is not one]


def _others_words(others: Sequence[Stands]) -> str:
    if not others:
        return ""
    alive = sum(other.is_alive for other in others)
    if len(others) == 1:
        return "One other chain begins in the same way."
    return f"{len(others)} other chains begin in the same way; {alive or 'none'} of them alive."
