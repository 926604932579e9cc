"""What the silence of a person's open asks says, what can be done about it, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.forms import BoundField
from django.urls import reverse

from keepknocking.chains.silences import Silence
from keepknocking.evidence.rates import Basis
from keepknocking.ledger.asks import Ask, AskStatus, Purpose
from keepknocking.ledger.ledger import Ledger
from keepknocking.services.person import Gathered
from keepknocking.web.contexts.people import stands
from keepknocking.web.forms.person import DEEDS, DeedForm
from keepknocking.web.pictures.hundred import Group, hundred
from keepknocking.web.pictures.marks import Mark
from keepknocking.web.pictures.tables import Picture
from keepknocking.web.words import apart, rate_in_words, rate_value
from keepknocking.wording.asks import never_in_words, what_for
from keepknocking.wording.phrases import (
    HUNDRED,
    counted,
    day_in_words,
    is_wide,
    of_100,
    range_of,
    whole_of_100,
)

TAPS = {
    AskStatus.SILENT: (
        ("nudged", "I nudged them"),
        ("replied", "They replied"),
        ("promised", "They promised"),
        ("declined", "They said no"),
    ),
    AskStatus.PROMISED: (("nudged", "I nudged them"),),
}
"""What happens to an open ask most often, each a single tap."""

DONE: Mapping[Purpose, tuple[str, str]] = {
    Purpose.INTRODUCTION: ("introduced", "They introduced me"),
    Purpose.OPENING: ("told-of", "They told me of an opening"),
    Purpose.CONVERSATION: ("talked", "We talked"),
    Purpose.REFERRAL: ("referred", "They referred me"),
}
"""The deed that an ask was for, and how she says that it was done."""

BASES = {
    Basis.CITED: "published figures",
    Basis.DERIVED: "worked out from published figures",
    Basis.ASSUMED: "an assumption of the house",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AskDeeds:
    """What may happen to an open ask: a tap each, and what it was for with a form of its own.

    `form` is None where a tap says it all; `errors` belong to a tap that was refused.
    """

    ask: str
    taps: tuple[tuple[str, str], ...]
    is_due: bool
    day: BoundField
    done: str
    done_words: str
    form: DeedForm | None
    is_open: bool
    is_refused: bool
    errors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAsk:
    """One open ask: what it is, what its silence says, and the deeds it may end with."""

    anchor: str
    asked: str
    stands: str
    never: str
    never_words: str
    never_range: str
    is_wide: bool
    reason_url: str
    nudge: str
    passes_on: str
    passes_on_nudged: str
    deeds: AskDeeds


@dataclass(frozen=True, slots=True, kw_only=True)
class RateLine:
    """One rate, and the address at which it is explained."""

    name: str
    value: str
    basis: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One number with where it is from."""

    anchor: str
    name: str
    value: str
    kind: str
    range: str
    source: str
    url: str
    denominator: str
    caution: str


def open_asks(gathered: Gathered, *, refused: tuple[str, DeedForm] | None) -> tuple[OpenAsk, ...]:
    """The open asks of a person, in order."""
    return tuple(
        _open_ask(gathered, silence, number, refused=refused)
        for number, silence in enumerate(gathered.silences, start=1)
    )


def _open_ask(
    gathered: Gathered,
    silence: Silence,
    number: int,
    *,
    refused: tuple[str, DeedForm] | None,
) -> OpenAsk:
    ledger, today, ask = gathered.index.ledger, gathered.index.today, silence.ask
    return OpenAsk(
        anchor=f"ask-{ask.id}",
        asked=_asked(ledger, ask, today=today),
        stands=stands(ask, today=today),
        never=of_100(silence.never.mean),
        never_words=never_in_words(silence),
        never_range=range_of(silence.never),
        is_wide=is_wide(silence.never),
        reason_url=f"#why-{number}",
        nudge=_nudge(silence, today=today),
        passes_on=of_100(silence.passes_on.mean),
        passes_on_nudged=of_100(silence.passes_on_if_nudged.mean),
        deeds=_deeds_of(gathered, silence, number, refused=refused),
    )


def _deeds_of(
    gathered: Gathered,
    silence: Silence,
    number: int,
    *,
    refused: tuple[str, DeedForm] | None,
) -> AskDeeds:
    today, ask = gathered.index.today, silence.ask
    done, words = DONE[ask.purpose]
    is_tap = ask.purpose is Purpose.CONVERSATION
    mine = refused if refused is not None and refused[1].data.get("ask") == ask.id else None
    is_open = mine is not None and mine[0] == done and not is_tap
    form = DEEDS[done](today=today, place=f"done{number}", initial=_known(gathered, ask))
    return AskDeeds(
        ask=ask.id,
        taps=TAPS[ask.status] + ((done, words),) * is_tap,
        is_due=silence.nudge_due_on <= today,
        day=DEEDS["nudged"](today=today, place=f"tap{number}")["day"],
        done=done,
        done_words=words,
        form=None if is_tap else mine[1] if mine is not None and is_open else form,
        is_open=is_open,
        is_refused=mine is not None,
        errors=() if mine is None or is_open else _all_errors(mine[1]),
    )


def _all_errors(form: DeedForm) -> tuple[str, ...]:
    """Everything that is wrong with a form that has no fields of its own on the page."""
    return tuple(str(error) for errors in form.errors.values() for error in errors)


def _asked(ledger: Ledger, ask: Ask, *, today: date) -> str:
    """What was asked, how and when."""
    way = "" if ask.channel is None else f", {_way(ask)},"
    day = day_in_words(ask.asked.on, today=today)
    return apart(f"You asked {what_for(ledger, ask)}{way} on {day}.")


def _way(ask: Ask) -> str:
    return "in person" if ask.channel == "in person" else f"by {ask.channel}"


def _known(gathered: Gathered, ask: Ask) -> dict[str, str]:
    """What the ask says already of what it was for; where somebody works is known with her."""
    ledger = gathered.index.ledger
    towards = None if ask.towards is None else ledger.person[ask.towards]
    if towards is not None:
        is_double = len(gathered.index.of_name(towards.name)) > 1
        return {"name": f"{towards.name} #{towards.id}" if is_double else towards.name}
    opening = None if ask.opening is None else ledger.opening[ask.opening]
    if opening is not None:
        return {"title": opening.title, "organization": opening.organization}
    return {} if ask.organization is None else {"organization": ask.organization}


def _nudge(silence: Silence, *, today: date) -> str:
    due = silence.nudge_due_on
    return "is due now" if due <= today else f"is due on {day_in_words(due, today=today)}"


def picture_of(gathered: Gathered) -> Picture | None:
    """A hundred marks for the longest silence; None without one, or without a full mark."""
    if not gathered.silences or not gathered.may_contact or gathered.your_turn_since:
        return None
    silence = longest(gathered.silences)
    never = whole_of_100(silence.never.mean)
    if never == HUNDRED:
        return None
    promised = silence.ask.status is AskStatus.PROMISED
    still, not_ever = ("are kept", "never are") if promised else ("answer in the end", "never do")
    return hundred(
        [Group(Mark.HOUSE, HUNDRED - never, still), Group(Mark.HOLLOW, never, not_ever)],
        of="promises this quiet" if promised else "asks this quiet",
        large=True,
    )


def longest(silences: Sequence[Silence]) -> Silence:
    """The longest of the silences, of equal ones the first."""
    return max(silences, key=lambda one: one.silent_days)


def reasons(gathered: Gathered) -> tuple[Reason, ...]:
    """How each number of the page was made."""
    return tuple(
        _number(silence, number) for number, silence in enumerate(gathered.silences, start=1)
    )


def _number(silence: Silence, number: int) -> Reason:
    quiet = counted(silence.silent_days, "day")
    return Reason(
        anchor=f"why-{number}",
        name=f"Of 100 such silences of {quiet}, so many {never_in_words(silence)}",
        value=of_100(silence.never.mean),
        kind="house",
        range=range_of(silence.never),
        source="Bayes' rule on the rates below: each silent day speaks for those who never do",
        url="",
        denominator=f"asks of this kind: {silence.kind}",
        caution="anything about this one person, whose week you do not know",
    )


def rates_behind(gathered: Gathered) -> tuple[RateLine, ...]:
    """The rates that the numbers are made of, each once."""
    by_key = {rate.key: rate for rate in gathered.rates.entries}
    used = {key: grounds for silence in gathered.silences for key, grounds in silence.grounds}
    return tuple(
        RateLine(
            name=rate_in_words(key),
            value=rate_value(by_key[key]),
            basis=BASES[grounds.basis],
            url=reverse("reason", args=[key]),
        )
        for key, grounds in used.items()
    )
