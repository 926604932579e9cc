"""`knock today`: the things of the day, at most five, each with its reason."""

import click

from keepknocking.cli.answers import as_json_option, give_json, say, sources, tell_problems
from keepknocking.cli.screen import heading
from keepknocking.cli.setting import Setting, take_setting
from keepknocking.ledger.ledger import Ledger
from keepknocking.services.agenda import Agenda, Thing, ThingKind, agenda
from keepknocking.services.questions import Question
from keepknocking.wording.day import told
from keepknocking.wording.phrases import counted, weekday_and_day

FIRST_EVENING = """
A story begins with one line. You do not need a plan, a list or a good day: one person you know is
enough, and you only need to find one job. Type what is true for you, for example:
"""
FIRST_LINES = (
    'log "met Ana Reyes (Harbor Foods, buyer)"',
    'log "asked Ana Reyes for an introduction to Ben Ode by email"',
    'log "event \\"Chamber breakfast\\" meetup 2h"',
)


@click.command("today")
@as_json_option
@take_setting
def command(setting: Setting, as_json: bool) -> None:  # noqa: FBT001 (click's own order)
    """The things of the day, at most five.

    Each has one reason, and the line to type.
    """
    day = agenda(Question(home=setting.home, today=setting.today))
    if as_json:
        give_json(setting, _as_json(day))
    else:
        say(setting, in_words(setting, day))
    tell_problems(setting, day.asked.search)


def in_words(setting: Setting, day: Agenda) -> list[str]:
    """The day as a list, or, for an empty story, a first evening."""
    screen, ledger = setting.screen, day.asked.search.ledger
    title = heading(f"{weekday_and_day(setting.today, today=setting.today)}")
    call = setting.home.call
    if not (ledger.people or ledger.events or ledger.asks):
        lines = "\n".join(f"  {call} {line}" for line in FIRST_LINES)
        return [title, screen.wrapped(FIRST_EVENING), lines]
    if not day.things:
        return [
            title,
            screen.wrapped(
                "Nothing has to be done today. If you like, knock at one new door: somebody you "
                f"have not asked yet. {call} forecast shows what one more makes of it."
            ),
        ]
    parts = [title]
    for number, thing in enumerate(day.things, start=1):
        what, reason = told(ledger, thing, today=setting.today)
        text = screen.wrapped(f"{number}. {what}", hanging="   ")
        text += "\n" + screen.wrapped(reason, indent="   ")
        how = f"{call} {_typed(ledger, thing)}"
        text += "\n" + screen.wrapped(how, indent="   ", hanging="     ")
        parts.append(text)
    if day.more:
        parts.append(
            screen.wrapped(f"{counted(day.more, 'other thing')} can wait until these are done.")
        )
    return parts


def _typed(ledger: Ledger, thing: Thing) -> str:
    """What to type for a thing of the day."""
    if thing.event is not None:
        is_over = thing.kind in (ThingKind.TONIGHT, ThingKind.DEBRIEF)
        return f'{"debrief" if is_over else "expect"} "{thing.event.name}"'
    name = ledger.person[thing.person].name if thing.person is not None else ""
    if thing.kind is ThingKind.THANK:
        return f'log "thanked {name}"'
    if thing.kind is ThingKind.NUDGE:
        return f'log "nudged {name}"'
    if thing.chain is not None and thing.chain.opening is not None:
        opening = thing.chain.opening
        return f"log 'applied for \"{opening.title}\" at {opening.organization}'"
    by = "" if thing.chain is None else ledger.person[thing.chain.tip.of].name
    return f'log "asked {name or by} about openings"'


def _as_json(day: Agenda) -> dict[str, object]:
    ledger = day.asked.search.ledger
    return {
        "things": [
            {
                "kind": thing.kind.value,
                "day": thing.day,
                "event": None if thing.event is None else thing.event.id,
                "person": None
                if thing.person is None
                else {"id": thing.person, "name": ledger.person[thing.person].name},
                "ask": None if thing.silence is None else thing.silence.ask.id,
                "never": None if thing.silence is None else thing.silence.never,
            }
            for thing in day.things
        ],
        "more": day.more,
        "sources": sources(day.asked.rates),
    }
