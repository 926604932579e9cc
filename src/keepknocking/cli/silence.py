"""`knock silence`: what it means that somebody has not answered."""

import click

from keepknocking.chains.silences import Silence
from keepknocking.cli.answers import as_json_option, give_json, say, sources, tell_problems
from keepknocking.cli.own_rates import OwnRates, take_own_rates
from keepknocking.cli.reasons import grounds_in_json, reasons
from keepknocking.cli.setting import Setting, take_setting
from keepknocking.cli.tables import table
from keepknocking.ledger.ledger import Ledger
from keepknocking.services.finding import find_person
from keepknocking.services.questions import Question, Weighed, weigh_silences
from keepknocking.wording.asks import never_in_words, what_for
from keepknocking.wording.phrases import (
    counted,
    day_in_words,
    few,
    is_wide,
    of_100,
    range_of,
    short_day,
    short_range,
    whole_of_100,
    with_range,
)

ROOMY = 76  # design choice: columns from which the table has room for what is waited for
NAME_COLUMNS = 19  # design choice: room for a name where the screen is narrow
KIND_WORD = "Silence is about their week, not about you."


@click.command("silence")
@click.argument("person", required=False)
@take_own_rates
@as_json_option
@take_setting
def command(
    setting: Setting,
    person: str | None,
    own_rates: OwnRates,
    as_json: bool,  # noqa: FBT001 (click's own order)
) -> None:
    """What it means that somebody has not answered.

    With a PERSON: how the number is made, and what a nudge changes.
    """
    question = Question(
        home=setting.home,
        today=setting.today,
        rates_file=own_rates.file,
        with_doubt=own_rates.with_doubt,
    )
    weighed = weigh_silences(question, person=person)
    if as_json:
        give_json(setting, _as_json(weighed))
    elif person is None:
        say(setting, _everybody(setting, weighed))
    else:
        name = find_person(weighed.asked.search.ledger, person).name
        say(setting, _one(setting, weighed, name))
    tell_problems(setting, weighed.asked.search)


def _everybody(setting: Setting, weighed: Weighed) -> list[str]:
    screen = setting.screen
    if not weighed.silences:
        return [
            (
                "Nobody owes you an answer. Next: knock today, or ask somebody: "
                'knock log "asked Ana Reyes for a conversation"'
            )
        ]
    ledger = weighed.asked.search.ledger
    first = weighed.silences[0]
    name = ledger.person[first.ask.of].name
    opening = (
        f"{counted(len(weighed.silences), 'ask')} {'is' if len(weighed.silences) == 1 else 'are'} "
        f"out. Of 100 silences like {name}'s, after {counted(first.silent_days, 'day')}, "
        f"{with_range(first.never)} {never_in_words(first)}. {KIND_WORD}"
    )
    rows = _table(ledger, weighed, roomy=screen.width >= ROOMY)
    meaning = (
        "never: of 100 such silences, how many never end, and its range 8 times in 10. "
        "with a nudge: of 100, how many still pass you on, as it is and with a nudge today. "
        'How a number is made: knock silence "NAME"'
    )
    return [screen.wrapped(opening), rows, screen.wrapped(meaning), _next(setting, weighed)]


def _table(ledger: Ledger, weighed: Weighed, *, roomy: bool) -> str:
    due_head, with_head = ("nudge due", "with a nudge") if roomy else ("nudge", "with it")
    head = ["who", "waiting for", "days", "never", "8 in 10", due_head, with_head]
    rows = [head]
    for silence in weighed.silences:
        due = silence.nudge_due_on
        promised = silence.waiting_for != "an answer"
        mark = " (promised)" if promised and not roomy else ""
        rows.append(
            [
                _short(ledger.person[silence.ask.of].name, mark, roomy=roomy),
                silence.waiting_for,
                str(silence.silent_days),
                few(silence.never.mean),
                short_range(silence.never),
                "now" if due <= weighed.asked.search.today else short_day(due),
                (
                    f"{whole_of_100(silence.passes_on.mean)} to "
                    f"{whole_of_100(silence.passes_on_if_nudged.mean)}"
                ),
            ]
        )
    if roomy:
        return table(rows, right=(2, 3, 4, 5, 6), indent="  ")
    return table([[row[0], *row[2:]] for row in rows], right=(1, 2, 3, 4, 5))


def _short(name: str, mark: str, *, roomy: bool) -> str:
    room = (2 if roomy else 1) * NAME_COLUMNS - len(mark)
    return (name if len(name) <= room else f"{name[: room - 1]}…") + mark


def _next(setting: Setting, weighed: Weighed) -> str:
    today = weighed.asked.search.today
    due = [silence for silence in weighed.silences if silence.nudge_due_on <= today]
    if not due:
        return setting.screen.wrapped("Nobody needs a nudge today.")
    best = max(due, key=lambda s: s.passes_on_if_nudged.mean - s.passes_on.mean)
    name = weighed.asked.search.ledger.person[best.ask.of].name
    return setting.screen.wrapped(
        f'Next: a friendly line to {name}, then knock log "nudged {name}"'
    )


def _one(setting: Setting, weighed: Weighed, name: str) -> list[str]:
    if not weighed.silences:
        return [f"{name} owes you no answer: nothing you asked is open."]
    parts = [part for each in weighed.silences for part in _said(setting, weighed, each)]
    return [*parts, KIND_WORD]


def _said(setting: Setting, weighed: Weighed, silence: Silence) -> list[str]:
    screen, ledger = setting.screen, weighed.asked.search.ledger
    name = ledger.person[silence.ask.of].name
    today = weighed.asked.search.today
    since = day_in_words(silence.ask.waiting_since, today=today)
    first = (
        f"Of 100 silences like this one, {of_100(silence.never.mean)} {never_in_words(silence)} "
        f"({range_of(silence.never) or 'no doubt in the rates'})."
    )
    second = (
        f"You asked {name} {what_for(ledger, silence.ask)} on "
        f"{day_in_words(silence.ask.asked.on, today=today)} and have been waiting for "
        f"{silence.waiting_for} for {counted(silence.silent_days, 'day')}, since {since}"
        + (f", with {counted(silence.nudged, 'nudge')}" if silence.nudged else "")
        + "."
    )
    due = silence.nudge_due_on
    when = "is due now" if due <= today else f"is due on {day_in_words(due, today=today)}"
    nudge = (
        f"A nudge {when}. As it is, {of_100(silence.passes_on.mean)} of 100 still pass you on; "
        f"with a nudge today {with_range(silence.passes_on_if_nudged)}."
    )
    if is_wide(silence.never):
        first += " That is a wide range: too little is known to say more."
    made = [
        f"the kind of ask: {silence.kind}",
        *reasons(weighed.asked.rates, silence.grounds),
        (
            "by Bayes' rule: each silent day speaks for those who never answer, "
            "the more so the later the day"
        ),
    ]
    return [
        screen.wrapped(first),
        screen.wrapped(second),
        screen.wrapped(nudge),
        "How this was made\n" + screen.bullets(made),
    ]


def _as_json(weighed: Weighed) -> dict[str, object]:
    ledger = weighed.asked.search.ledger
    return {
        "silences": [
            {
                "ask": silence.ask.id,
                "person": {"id": silence.ask.of, "name": ledger.person[silence.ask.of].name},
                "purpose": silence.ask.purpose.value,
                "asked_on": silence.ask.asked.on,
                "waiting_for": silence.waiting_for,
                "waiting_since": silence.ask.waiting_since,
                "silent_days": silence.silent_days,
                "nudges": silence.nudged,
                "never": silence.never,
                "passes_on": silence.passes_on,
                "passes_on_if_nudged": silence.passes_on_if_nudged,
                "nudge_due_on": silence.nudge_due_on,
                "kind": silence.kind,
                "grounds": grounds_in_json(weighed.asked.rates, silence.grounds),
            }
            for silence in weighed.silences
        ],
        "sources": sources(
            weighed.asked.rates, [pair for each in weighed.silences for pair in each.grounds]
        ),
    }
