"""`knock today`: the things of the day, at most five, each with its reason."""

import click

from keepknocking.cli.answers import as_json_option, give_json, say, sources, tell_problems
from keepknocking.cli.phrases import counted, day_in_words, of_100, weekday_and_day, whole_of_100
from keepknocking.cli.screen import heading
from keepknocking.cli.setting import Setting, take_setting
from keepknocking.cli.silence import what_for
from keepknocking.ledger.ledger import Ledger
from keepknocking.services.agenda import Agenda, Thing, ThingKind, agenda
from keepknocking.services.questions import Question

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
    day = agenda(Question(path=setting.story, today=setting.today))
    if as_json:
        give_json(setting, _as_json(day))
    else:
        say(setting, in_words(setting, day))
    tell_problems(setting, day.asked.search)


def in_words(setting: Setting, day: Agenda) -> list[str]:
    """The day as a list, or, for an empty story, a first evening."""
    screen, ledger = setting.screen, day.asked.search.ledger
    title = heading(f"{weekday_and_day(setting.today, today=setting.today)}")
    call = f"knock -f {setting.story}" if setting.named else "knock"
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
        what, reason, how = told(ledger, thing, setting)
        text = screen.wrapped(f"{number}. {what}", hanging="   ")
        text += "\n" + screen.wrapped(reason, indent="   ")
        if how:
            text += "\n" + screen.wrapped(f"{call} {how}", indent="   ", hanging="     ")
        parts.append(text)
    if day.more:
        parts.append(
            screen.wrapped(f"{counted(day.more, 'other thing')} can wait until these are done.")
        )
    return parts


def told(ledger: Ledger, thing: Thing, setting: Setting) -> tuple[str, str, str]:
    """A thing of the day: what to do, the one reason, and what to type."""
    today = setting.today
    if thing.event is not None:
        name = thing.event.name
        ahead = (thing.day - today).days
        return {
            ThingKind.GUESS: (
                f"{name} is today. What do you expect of it?",
                "Only a guess made before can be marked afterwards.",
                f'expect "{name}"',
            ),
            ThingKind.TONIGHT: (
                f"{name} is today, and your guess is written down.",
                "Afterwards two minutes for what it brought.",
                f'debrief "{name}"',
            ),
            ThingKind.DEBRIEF: (
                f"What did {name} bring?",
                f"It was on {day_in_words(thing.day, today=today)}, and a memory fades fast.",
                f'debrief "{name}"',
            ),
            ThingKind.COMING: (
                f"Coming: {name}, {weekday_and_day(thing.day, today=today)}.",
                f"In {counted(ahead, 'day')}; you can say what you expect already.",
                f'expect "{name}"',
            ),
        }[thing.kind]
    return _about_a_person(ledger, thing, setting)


def _about_a_person(ledger: Ledger, thing: Thing, setting: Setting) -> tuple[str, str, str]:
    name = ledger.person[thing.person].name if thing.person is not None else ""
    since = day_in_words(thing.day, today=setting.today)
    if thing.kind is ThingKind.THANK:
        return (
            f"Thank {name}.",
            f"{name} opened a door for you on {since}.",
            f'log "thanked {name}"',
        )
    if thing.kind is ThingKind.NUDGE and thing.silence is not None:
        silence = thing.silence
        what = what_for(ledger, silence.ask)
        return (
            f"Nudge {name}, kindly: you asked {what}.",
            (
                f"{counted(silence.silent_days, 'day')} without {silence.waiting_for}; of 100 such "
                f"silences {of_100(silence.never.mean)} never end by themselves, and a nudge lifts "
                f"what still comes of it from {whole_of_100(silence.passes_on.mean)} to "
                f"{whole_of_100(silence.passes_on_if_nudged.mean)} of 100."
            ),
            f'log "nudged {name}"',
        )
    return _your_turn(ledger, thing, since)


def _your_turn(ledger: Ledger, thing: Thing, since: str) -> tuple[str, str, str]:
    chain = thing.chain
    opening = None if chain is None else chain.opening
    if opening is not None:
        title = f'"{opening.title}" at {opening.organization}'
        return (
            f"Apply for {title}.",
            f"You have known of it since {since}, and openings close.",
            f"log 'applied for {title}'",
        )
    by = "" if chain is None else ledger.person[chain.tip.of].name
    if thing.person is None:
        return (
            f"Go on where {by} let you through.",
            f"{by} did what was promised on {since}, and nothing has followed yet.",
            f'log "asked {by} about openings"',
        )
    name = ledger.person[thing.person].name
    return (
        f"Ask {name}.",
        f"{by} opened this door for you on {since}, and it is your turn.",
        f'log "asked {name} about openings"',
    )


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
