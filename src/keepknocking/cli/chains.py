"""`knock chains`: who leads to whom, and where each chain stands."""

import click

from keepknocking.chains.chain import Chain, ChainStatus, opening_status, unasked_openings
from keepknocking.chains.weak_links import ChainOutlook
from keepknocking.cli.answers import as_json_option, give_json, say, sources, tell_problems
from keepknocking.cli.chain_picture import Door, Step, legend, picture
from keepknocking.cli.screen import Screen, soft
from keepknocking.cli.screen import weak as in_red
from keepknocking.cli.setting import Setting, take_setting
from keepknocking.ledger.asks import Ask, AskStatus
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.openings import Opening, StageKind
from keepknocking.services.homes import OpenedSearch
from keepknocking.services.questions import Looked, Question, find_weak_links
from keepknocking.wording.phrases import counted, day_in_words, listed

DOORS = {
    AskStatus.SILENT: Door.CLOSED,
    AskStatus.PROMISED: Door.AJAR,
    AskStatus.DECLINED: Door.BARRED,
    AskStatus.FULFILLED: Door.OPEN,
}
ORDER = (
    ChainStatus.OFFER,
    ChainStatus.AT_THE_EMPLOYER,
    ChainStatus.YOUR_TURN,
    ChainStatus.WAITING,
    ChainStatus.OVER,
)
"""Chains are told in this order: what is nearest to a yes first, what is over last."""


@click.command("chains")
@click.option("--all", "with_over", is_flag=True, help="Also the chains that are over.")
@as_json_option
@take_setting
def command(setting: Setting, with_over: bool, as_json: bool) -> None:  # noqa: FBT001 (click's order)
    """Who leads to whom, and where each chain stands.

    Each chain is a street of doors from you to an opening; the weak link is broken.
    """
    looked = find_weak_links(Question(home=setting.home, today=setting.today))
    if as_json:
        give_json(setting, _as_json(looked))
    else:
        say(setting, _in_words(setting, looked, with_over=with_over))
    tell_problems(setting, looked.asked.search)


def picture_of(ledger: Ledger, chain: Chain, *, weak: str | None, screen: Screen) -> list[str]:
    """A chain as a picture."""
    steps = [
        Step(name=ledger.person[ask.of].name, door=DOORS[ask.status], is_weak=ask.id == weak)
        for ask in chain.asks
    ]
    return picture(
        steps,
        beyond=_beyond(ledger, chain),
        width=screen.width,
        unicode=screen.unicode,
        paint=_paint,
    )


def _paint(text: str, role: str) -> str:
    if role == "weak":
        return in_red(text)
    return soft(text) if role in ("beyond", Door.BARRED.value) else text


def _beyond(ledger: Ledger, chain: Chain) -> str | None:
    if chain.opening is not None:
        return f'"{chain.opening.title}" at {chain.opening.organization}'
    if chain.next_person is not None and chain.next_person != chain.tip.of:
        return ledger.person[chain.next_person].name
    if chain.tip.is_open and chain.tip.towards is not None:
        return ledger.person[chain.tip.towards].name
    return None


def weak_of(outlook: ChainOutlook | None) -> str | None:
    """The id of the weak link; None where there is none, or the next step is the seeker's own."""
    if outlook is None or outlook.weak is None or outlook.chain.status is ChainStatus.YOUR_TURN:
        return None
    return outlook.weak.id


def standing_in_words(outlook: ChainOutlook) -> str:
    """Where a living chain stands, with the words for its weak link."""
    if weak_of(outlook) is not None:
        return f"Weak link: {outlook.says}"
    return outlook.says[:1].upper() + outlook.says[1:]


def _in_words(setting: Setting, looked: Looked, *, with_over: bool) -> list[str]:
    screen, search = setting.screen, looked.asked.search
    outlooks = {_key(outlook.chain): outlook for outlook in looked.outlooks}
    shown = [chain for chain in looked.chains if with_over or chain.status is not ChainStatus.OVER]
    over = len(looked.chains) - len([c for c in looked.chains if c.status is not ChainStatus.OVER])
    if not looked.chains and not unasked_openings(search.ledger):
        return [
            screen.wrapped(
                "There is no chain yet. One begins with a question to somebody you know: "
                'knock log "asked Ana Reyes for an introduction to Ben Ode"'
            )
        ]
    standing = [
        f"{sum(chain.status is status for chain in shown)} {words}"
        for status, words in _COUNTED.items()
        if any(chain.status is status for chain in shown)
    ]
    first = (
        f"{counted(len(shown), 'chain')}: {listed(standing)}." if shown else "No chain is alive."
    )
    if over and not with_over:
        first += (
            f" {counted(over, 'other')} {'is' if over == 1 else 'are'} over (--all shows them)."
        )
    parts = [screen.wrapped(first)]
    for chain in sorted(shown, key=lambda chain: ORDER.index(chain.status)):
        outlook = outlooks.get(_key(chain))
        weak = weak_of(outlook)
        lines = picture_of(search.ledger, chain, weak=weak, screen=screen)
        says = _says(search, chain, outlook)
        parts.append("\n".join([*lines, screen.wrapped(says, indent="    ")]))
    parts += _openings_in_words(search, screen, with_over=with_over)
    doors = screen.wrapped(f"Doors: {legend(unicode=screen.unicode)}")
    return [*parts, soft(doors)]


def _openings_in_words(search: OpenedSearch, screen: Screen, *, with_over: bool) -> list[str]:
    """Openings that no ask led to: who told of each, and where it stands."""
    ledger, parts = search.ledger, []
    for opening in unasked_openings(ledger):
        status = opening_status(ledger, opening)
        if status is ChainStatus.OVER and not with_over:
            continue
        told_by = opening.told_by
        lines = picture(
            [] if told_by is None else [Step(name=ledger.person[told_by].name, door=Door.OPEN)],
            beyond=f'"{opening.title}" at {opening.organization}',
            width=screen.width,
            unicode=screen.unicode,
            paint=_paint,
        )
        how = "Found by yourself." if told_by is None else "Told unasked."
        says = f"{how} {_opening_says(search, opening, status)}"
        parts.append("\n".join([*lines, screen.wrapped(says, indent="    ")]))
    return parts


def _opening_says(search: OpenedSearch, opening: Opening, status: ChainStatus) -> str:
    if status is ChainStatus.OVER:
        return _opening_over(search.ledger, opening)
    if status is ChainStatus.OFFER:
        return "An offer. When you decide, thank everybody on this street."
    if status is ChainStatus.YOUR_TURN:
        return "Yours to apply for."
    last = search.ledger.stages_of(opening.id)[-1]
    stage = f"{last.kind.value} on {day_in_words(last.when.on, today=search.today)}"
    return f"At the employer: {stage}. Nothing to do but wait, and to knock at another door."


_COUNTED = {
    ChainStatus.OFFER: "with an offer",
    ChainStatus.AT_THE_EMPLOYER: "at an employer",
    ChainStatus.YOUR_TURN: "waiting for you",
    ChainStatus.WAITING: "waiting for somebody",
    ChainStatus.OVER: "over",
}


def _key(chain: Chain) -> tuple[str, str | None]:
    return chain.tip.id, None if chain.opening is None else chain.opening.id


def _says(search: OpenedSearch, chain: Chain, outlook: ChainOutlook | None) -> str:
    """Where the chain stands, and the next step."""
    ledger = search.ledger
    if outlook is not None:
        step = f" Next: {outlook.remedies[0].text}." if outlook.remedies else ""
        return f"{standing_in_words(outlook)}.{step}"
    if chain.status is ChainStatus.OVER:
        return _over(ledger, chain.tip, chain)
    return "" if chain.opening is None else _opening_says(search, chain.opening, chain.status)


def _over(ledger: Ledger, tip: Ask, chain: Chain) -> str:
    if tip.status is AskStatus.DECLINED:
        return f"Over: {ledger.person[tip.of].name} said no. That is an answer too."
    return "Over." if chain.opening is None else _opening_over(ledger, chain.opening)


def _opening_over(ledger: Ledger, opening: Opening) -> str:
    closing = {StageKind.REJECTION: "they said no", StageKind.WITHDRAWAL: "you withdrew"}
    why = [closing[stage.kind] for stage in ledger.stages_of(opening.id) if stage.kind in closing]
    return f"Over: {why[-1] if why else 'the opening is closed'}."


def _as_json(looked: Looked) -> dict[str, object]:
    ledger = looked.asked.search.ledger
    outlooks = {_key(outlook.chain): outlook for outlook in looked.outlooks}
    found = []
    for chain in looked.chains:
        outlook = outlooks.get(_key(chain))
        weak = weak_of(outlook)
        found.append(
            {
                "asks": [
                    {
                        "id": ask.id,
                        "person": {"id": ask.of, "name": ledger.person[ask.of].name},
                        "status": ask.status.value,
                        "asked_on": ask.asked.on,
                        "silent_days": ask.silent_days(today=looked.asked.search.today)
                        if ask.is_open
                        else None,
                        "is_weak_link": ask.id == weak,
                    }
                    for ask in chain.asks
                ],
                "status": chain.status.value,
                "opening": None if chain.opening is None else chain.opening.id,
                "next_person": chain.next_person,
                "says": _says(looked.asked.search, chain, outlook),
            }
        )
    openings = [
        {
            "opening": opening.id,
            "told_by": opening.told_by,
            "status": opening_status(ledger, opening).value,
        }
        for opening in unasked_openings(ledger)
    ]
    return {"chains": found, "openings": openings, "sources": sources(looked.asked.rates)}
