"""`knock weak`: the weak link of each chain, and what mending it brings."""

from datetime import date

import click

from keepknocking.chains.weak_links import ChainOutlook, Remedy
from keepknocking.cli.answers import as_json_option, give_json, say, sources, tell_problems
from keepknocking.cli.chains import picture_of, standing_in_words, weak_of
from keepknocking.cli.days import Day
from keepknocking.cli.own_rates import OwnRates, take_own_rates
from keepknocking.cli.setting import Setting, take_setting
from keepknocking.services.questions import Looked, Question, find_weak_links
from keepknocking.wording.goals import HEARD
from keepknocking.wording.phrases import (
    THOUSAND,
    adds,
    counted,
    day_in_words,
    from_to,
    with_range,
)


@click.command("weak")
@click.option("--by", metavar="DATE", type=Day(), help="By which day; eight weeks from today.")
@take_own_rates
@as_json_option
@take_setting
def command(
    setting: Setting,
    by: date | None,
    own_rates: OwnRates,
    as_json: bool,  # noqa: FBT001 (click's own order)
) -> None:
    """The weak link of each chain, and what mending it brings.

    The weak link is where the best thing you can do helps the whole search most.
    """
    looked = find_weak_links(
        Question(
            home=setting.home,
            today=setting.today,
            rates_file=own_rates.file,
            with_doubt=own_rates.with_doubt,
            by=by,
        )
    )
    if as_json:
        give_json(setting, _as_json(looked))
    else:
        say(setting, _in_words(setting, looked))
    tell_problems(setting, looked.asked.search)


def remedy_in_words(remedy: Remedy) -> str:
    """One thing to do, from how many to how many of a hundred, and its minutes."""
    return f"{remedy.text}: {from_to(remedy.before.mean, remedy.chance.mean)}"


def _in_words(setting: Setting, looked: Looked) -> list[str]:
    screen = setting.screen
    if not looked.outlooks:
        return [
            screen.wrapped(
                "No chain is waiting for anybody or for you. A new one begins with one question: "
                'knock log "asked Ana Reyes for an introduction to Ben Ode"'
            )
        ]
    by = day_in_words(looked.asked.by, today=looked.asked.search.today)
    heard = HEARD[looked.asked.goal.value]
    now = looked.outlooks[0].now
    first = (
        f"Of 100 searches like this one, {with_range(now)} {heard} by {by} from what is under way "
        "now. This is what mending the weak links makes of it:"
    )
    moving = [each for each in looked.outlooks if _moves(each)]
    still = [each for each in looked.outlooks if not _moves(each)]
    return [
        screen.wrapped(first),
        *(_chain(setting, looked, each) for each in moving),
        screen.wrapped(_still(still)) if still else "",
    ]


def _moves(outlook: ChainOutlook) -> bool:
    """Whether the best thing to do shows in the chance of the whole search."""
    return any(remedy.gain.mean * THOUSAND >= 1 / 2 for remedy in outlook.remedies)


def _still(outlooks: list[ChainOutlook]) -> str:
    says = "; ".join(outlook.says for outlook in outlooks)
    return (
        f"In {counted(len(outlooks), 'chain')} more, nothing you can do today moves the whole "
        f"search by 1 in 1,000: {says}. A new door is worth more."
    )


def _chain(setting: Setting, looked: Looked, outlook: ChainOutlook) -> str:
    screen = setting.screen
    lines = picture_of(
        looked.asked.search.ledger, outlook.chain, weak=weak_of(outlook), screen=screen
    )
    lines.append(screen.wrapped(f"{standing_in_words(outlook)}.", indent="    "))
    by = day_in_words(outlook.by, today=looked.asked.search.today)
    for remedy in outlook.remedies:
        lines.append(
            screen.wrapped(
                f"{remedy_in_words(remedy)} by {by} "
                f"({adds(remedy.before.mean, remedy.chance.mean, remedy.gain)}), "
                f"{counted(round(remedy.minutes), 'minute')}",
                indent="      ",
                hanging="        ",
            )
        )
    return "\n".join(lines)


def _as_json(looked: Looked) -> dict[str, object]:
    return {
        "by": looked.asked.by,
        "goal": looked.asked.goal.value,
        "chains": [
            {
                "asks": [ask.id for ask in outlook.chain.asks],
                "status": outlook.chain.status.value,
                "weak_link": weak_of(outlook),
                "says": outlook.says,
                "now": outlook.now,
                "remedies": [
                    {
                        "kind": remedy.kind,
                        "person": remedy.person,
                        "text": remedy.text,
                        "before": remedy.before,
                        "chance": remedy.chance,
                        "gain": remedy.gain,
                        "minutes": remedy.minutes,
                    }
                    for remedy in outlook.remedies
                ],
            }
            for outlook in looked.outlooks
        ],
        "sources": sources(looked.asked.rates),
    }
