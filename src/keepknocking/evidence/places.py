"""Where a rate stands: the dotted places of a rates file, and what each of them holds.

A *place* is a path of words such as `kinds.introduction.close.promise`. Seven groups exist:

    kinds.<all | purpose[.tie[.channel]]>.<rate>    one kind of ask
    events.<all | a word>.<rate>                    one kind of gathering
    stages.<interview | cold_interview | offer>.<rate>
    road.<rate>  openings.<rate>  search.<rate>  other_ways.<rate>

The words of purposes, ties and channels are fixed; the kind of an event is a free word. Words of
two parts are written with an underscore in a place ("in person" is `in_person`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import NamedTuple

PURPOSES = ("introduction", "opening", "conversation", "referral")
TIES = ("close", "acquaintance", "stranger")
CHANNELS = ("in person", "phone", "email", "message", "letter")

# Design choice: below this likeness (0 to 1) a guess at what was meant misleads more than it helps.
_LIKENESS = 0.5
# Design choice: no amount in a search is larger; it keeps slips of the pen out of the arithmetic.
MOST = 1e6
_EVENT_WORD = re.compile(r"[\w-]+")


class Holds(StrEnum):
    """What stands at a place."""

    CHANCE = "chance"
    DELAY = "delay"
    QUANTITY = "quantity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """What a place holds; for amounts also the unit, the most, and if only whole ones fit."""

    holds: Holds
    unit: str = ""
    whole: bool = False
    most: float = MOST


class Kind(NamedTuple):
    """What is asked, of whom, by which way; None = any. All None = every ask."""

    purpose: str | None = None
    tie: str | None = None
    channel: str | None = None


class UnknownKind(ValueError):
    """A purpose, tie or channel that this house has no word for."""

    def __init__(self, what: str, word: str, known: tuple[str, ...]) -> None:
        super().__init__(f"{word!r} is not a {what}: use one of {', '.join(known)}")


_CHANCE = Slot(holds=Holds.CHANCE)
_DELAY = Slot(holds=Holds.DELAY)

KIND_SLOTS: Mapping[str, Slot] = {
    "promise": _CHANCE,
    "decline_of_rest": _CHANCE,
    "fulfilment": _CHANCE,
    "answer_delay": _DELAY,
    "decline_delay": _DELAY,
    "fulfilment_delay": _DELAY,
    "minutes": Slot(holds=Holds.QUANTITY, unit="minutes"),
    "nudge_revival": _CHANCE,
}
STAGE_SLOTS: Mapping[str, Slot] = {
    "chance": _CHANCE,
    "decline_of_rest": _CHANCE,
    "delay": _DELAY,
    "decline_delay": _DELAY,
}
EVENT_SLOTS: Mapping[str, Slot] = {
    "new_people": Slot(holds=Holds.QUANTITY, unit="people"),
    "a_name": _CHANCE,
    "an_opening": _CHANCE,
    "an_interview": _CHANCE,
    "an_offer": _CHANCE,
    "minutes": Slot(holds=Holds.QUANTITY, unit="minutes"),
}
# Kinds of events that the defaults know; any other word in small letters may stand there as well.
EVENT_KINDS = ("meetup", "mixer", "fair", "conference", "talk", "class", "dinner", "club")
STAGES = ("interview", "cold_interview", "offer")
SINGLE_SLOTS: Mapping[str, Mapping[str, Slot]] = {
    "road": {"knows_of_opening": _CHANCE, "first_ask_wait": _DELAY},
    "openings": {"half_life_days": Slot(holds=Holds.QUANTITY, unit="days")},
    "search": {
        "pace_first_asks_per_week": Slot(holds=Holds.QUANTITY, unit="first asks a week"),
        "pool_people": Slot(holds=Holds.QUANTITY, unit="people"),
        "horizon_days": Slot(holds=Holds.QUANTITY, unit="days", whole=True, most=3650),
    },
    "other_ways": {
        "offers_per_week": Slot(holds=Holds.QUANTITY, unit="offers a week"),
        "interviews_per_week": Slot(holds=Holds.QUANTITY, unit="interviews a week"),
    },
}
GROUPS = ("kinds", "events", "stages", *SINGLE_SLOTS)
_FIXED_WORDS: Mapping[tuple[str, ...], tuple[str, ...]] = {
    (): GROUPS,
    ("kinds",): ("all", *PURPOSES),
    ("events",): ("all", *EVENT_KINDS),
    ("stages",): STAGES,
}


def places_of_kind(kind: Kind) -> tuple[str, ...]:
    """The places where a rate of this kind may stand, the most special one first.

    >>> places_of_kind(Kind("introduction", "close", "in person"))[:2]
    ('kinds.introduction.close.in_person', 'kinds.introduction.close')
    >>> places_of_kind(Kind("introduction", None, "email"))
    ('kinds.introduction', 'kinds.all')

    A channel without a tie says nothing more than the purpose, because the order of special to
    general goes by tie first.
    """
    for what, word, known in (
        ("purpose", kind.purpose, PURPOSES),
        ("tie", kind.tie, TIES),
        ("channel", kind.channel, CHANNELS),
    ):
        if word is not None and word not in known:
            raise UnknownKind(what, word, known)
    words = ["kinds"]
    places = ["kinds.all"]
    for word in kind:
        if word is None:
            break
        words.append(word.replace(" ", "_"))
        places.append(".".join(words))
    return tuple(reversed(places))


def places_of_event(kind: str | None) -> tuple[str, ...]:
    """The places where a rate of this kind of event may stand, the most special one first."""
    if kind is None:
        return ("events.all",)
    return (f"events.{kind.strip().casefold().replace(' ', '_')}", "events.all")


def is_event_word(word: str) -> bool:
    """Whether a word may name a kind of event in a place: small letters, digits, _ and -."""
    return _EVENT_WORD.fullmatch(word) is not None and word == word.casefold()


def needed_places() -> tuple[str, ...]:
    """The places without which no forecast can be made: those that all others fall back to."""
    return (
        *(f"kinds.all.{name}" for name in KIND_SLOTS),
        *(f"events.all.{name}" for name in EVENT_SLOTS),
        *(f"stages.{stage}.{name}" for stage in STAGES for name in STAGE_SLOTS),
        *(f"{group}.{name}" for group, slots in SINGLE_SLOTS.items() for name in slots),
    )


def slots_under(path: tuple[str, ...]) -> Mapping[str, Slot]:
    """The rates that may stand directly under a path of words; empty where none may."""
    match path:
        case ("kinds", _, *_):
            return KIND_SLOTS
        case ("events", _):
            return EVENT_SLOTS
        case ("stages", _):
            return STAGE_SLOTS
        case (group,):
            return SINGLE_SLOTS.get(group, {})
        case _:
            return {}


def words_under(path: tuple[str, ...]) -> tuple[str, ...]:
    """The words that may follow a path and lead further down.

    Under `events` any other word may stand as well for which `is_event_word` holds.
    """
    match path:
        case ("kinds", purpose) if purpose != "all":
            return TIES
        case ("kinds", _, _):
            return tuple(channel.replace(" ", "_") for channel in CHANNELS)
        case _:
            return _FIXED_WORDS.get(path, ())


def leads_on(path: tuple[str, ...], word: str) -> bool:
    """Whether a word may follow a path and lead further down."""
    return word in words_under(path) or (path == ("events",) and is_event_word(word))


def slot_at(place: str) -> Slot | None:
    """What the dotted place holds, or None where there is no such place.

    >>> slot_at("kinds.referral.close.minutes").unit
    'minutes'
    >>> slot_at("kinds.referral.promis") is None
    True
    """
    *path, name = place.split(".")
    for depth, word in enumerate(path):
        if not leads_on(tuple(path[:depth]), word):
            return None
    return slots_under(tuple(path)).get(name)


def nearest(word: str, known: tuple[str, ...]) -> str | None:
    """The known word that looks most like this one, or None when none comes near.

    >>> nearest("promis", ("promise", "minutes"))
    'promise'
    """
    found = get_close_matches(word, known, n=1, cutoff=_LIKENESS)
    return found[0] if found else None
