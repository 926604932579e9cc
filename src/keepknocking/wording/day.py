"""The things of the day in words: what to do, and the one reason."""

from datetime import date

from keepknocking.ledger.ledger import Ledger
from keepknocking.services.agenda import Thing, ThingKind
from keepknocking.wording.asks import what_for
from keepknocking.wording.phrases import (
    counted,
    day_in_words,
    of_100,
    weekday_and_day,
    whole_of_100,
)


def told(ledger: Ledger, thing: Thing, *, today: date) -> tuple[str, str]:
    """A thing of the day: what to do, and the one reason."""
    if thing.event is None:
        return _about_a_person(ledger, thing, today=today)
    name = thing.event.name
    ahead = (thing.day - today).days
    return {
        ThingKind.GUESS: (
            f"{name} is today. What do you expect of it?",
            "Only a guess made before can be marked afterwards.",
        ),
        ThingKind.TONIGHT: (
            f"{name} is today, and your guess is written down.",
            "Afterwards two minutes for what it brought.",
        ),
        ThingKind.DEBRIEF: (
            f"What did {name} bring?",
            f"It was on {day_in_words(thing.day, today=today)}, and a memory fades fast.",
        ),
        ThingKind.COMING: (
            f"Coming: {name}, {weekday_and_day(thing.day, today=today)}.",
            f"In {counted(ahead, 'day')}; you can say what you expect already.",
        ),
    }[thing.kind]


def _about_a_person(ledger: Ledger, thing: Thing, *, today: date) -> tuple[str, str]:
    name = ledger.person[thing.person].name if thing.person is not None else ""
    since = day_in_words(thing.day, today=today)
    if thing.kind is ThingKind.THANK:
        return f"Thank {name}.", f"{name} opened a door for you on {since}."
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
        )
    return _your_turn(ledger, thing, since)


def _your_turn(ledger: Ledger, thing: Thing, since: str) -> tuple[str, str]:
    chain = thing.chain
    opening = None if chain is None else chain.opening
    if opening is not None:
        return (
            f'Apply for "{opening.title}" at {opening.organization}.',
            f"You have known of it since {since}, and openings close.",
        )
    by = "" if chain is None else ledger.person[chain.tip.of].name
    if thing.person is None:
        return (
            f"Go on where {by} let you through.",
            f"{by} did what was promised on {since}, and nothing has followed yet.",
        )
    return (
        f"Ask {ledger.person[thing.person].name}.",
        f"{by} opened this door for you on {since}, and it is your turn.",
    )
