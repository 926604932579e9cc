"""Every rate as one plain sentence with its value in it, and the subject it belongs to.

A chance is told as so many of a hundred; one of less than a hundredth as so many of a thousand or
of ten thousand, so that a whole number can be said.
"""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from keepknocking.evidence.rates import Chance, DelayLaw, Quantity, Rate
from keepknocking.wording.phrases import amount, of_100, whole_of_100


class Subject(StrEnum):
    """What a rate is about."""

    ASKING = "When you ask somebody"
    TIES = "How well you know them"
    CHAINS = "Further along a chain"
    EVENTS = "When you go to an event"
    EMPLOYERS = "With an employer"
    OTHER_WAYS = "Without a person"
    SEARCH = "The search itself"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence about a rate, in three: before its value, the value, after it."""

    before: str
    value: str
    after: str

    def __str__(self) -> str:
        """The whole sentence."""
        return f"{self.before}{self.value}{self.after}"


SMALL = (1_000, 10_000)  # design choice: what chances below a hundredth are told of
_PEOPLE = MappingProxyType(
    {
        "close": "people you know well",
        "acquaintance": "people you know slightly",
        "stranger": "strangers",
    }
)
_FOR = MappingProxyType(
    {
        "introduction": "for an introduction",
        "opening": "about openings",
        "conversation": "for a conversation",
        "referral": "for a referral",
    }
)
_WAY = MappingProxyType({"in_person": " in person", "email": " by e-mail"})
_AT = MappingProxyType(
    {
        "all": "an event",
        "meetup": "a meetup",
        "mixer": "a mixer",
        "fair": "a fair",
        "conference": "a conference",
        "talk": "a talk",
        "class": "a class",
        "dinner": "a dinner",
        "club": "a club",
    }
)
_OF_STAGE = MappingProxyType(
    {
        "interview": ("openings where somebody inside speaks for you", "an interview"),
        "cold_interview": ("applications that nobody speaks for", "an interview"),
        "offer": ("interviews", "an offer"),
    }
)
_FROM_STAGE = MappingProxyType(
    {
        "interview": "a word from somebody inside",
        "cold_interview": "an application that nobody speaks for",
        "offer": "an interview",
    }
)
_SINGLE = MappingProxyType(
    {
        "road.knows_of_opening": (
            "Of {n} people you meet further along a chain, ",
            " know of an opening and of somebody there.",
        ),
        "road.first_ask_wait": ("From meeting somebody new to asking them it takes ", "."),
        "openings.half_life_days": ("After ", ", half of the openings you hear of are closed."),
        "search.pace_first_asks_per_week": (
            "While your own pace is not known yet, ",
            " a week are taken for it.",
        ),
        "search.pool_people": (
            "While nobody is known whom you could ask, ",
            " are taken to be left.",
        ),
        "search.horizon_days": ("A forecast looks ", " ahead."),
        "other_ways.offers_per_week": (
            "In 100 weeks, adverts, agencies and other ways without a person bring ",
            ".",
        ),
        "other_ways.interviews_per_week": (
            "In 100 weeks, adverts, agencies and other ways without a person bring ",
            ".",
        ),
    }
)
_KIND = MappingProxyType(
    {
        "promise": ("Of {n} {people} whom you ask {for}, ", " say yes."),
        "decline_of_rest": (
            "Of {n} {people} whom you ask {for} and who do not say yes, ",
            " say no; the others never answer.",
        ),
        "fulfilment": ("Of {n} {people} whom you ask {for} and who said yes, ", " do it."),
        "answer_delay": ("A yes from {people} whom you ask {for} takes ", "."),
        "decline_delay": ("A no from {people} whom you ask {for} takes ", "."),
        "fulfilment_delay": (
            "From the yes of {people} whom you ask {for} to the deed it takes ",
            ".",
        ),
        "nudge_revival": (
            "Of {n} asks that would never be answered, ",
            " come back after a nudge.",
        ),
        "minutes": ("Asking {people} {for} takes ", " of your time."),
    }
)
_EVENT = MappingProxyType(
    {
        "new_people": ("At {at} you talk to ", " you did not know."),
        "a_name": ("Of {n} new people you talk to at {at}, ", " give you a name."),
        "an_opening": (
            "Of {n} new people you talk to at {at}, ",
            " tell you of an opening and of somebody there.",
        ),
        "an_interview": (
            "Of {n} new people you talk to at {at}, ",
            " agree on an interview on the spot.",
        ),
        "an_offer": ("Of {n} new people you talk to at {at}, ", " make an offer on the spot."),
        "minutes": ("Going to {at} takes ", " of your time."),
    }
)
_STAGE = MappingProxyType(
    {
        "chance": ("Of {n} {things}, ", " lead to {end}."),
        "decline_of_rest": (
            "Of {n} {things} that do not lead to {end}, ",
            " end with a clear no; of the others nothing is heard.",
        ),
        "delay": ("From {start} to {end} it takes ", "."),
        "decline_delay": ("From {start} to a clear no it takes ", "."),
    }
)


def subject_of(key: str) -> Subject:
    """What the rate at a place is about.

    >>> subject_of("kinds.introduction.close.promise").value
    'How well you know them'
    """
    group, *middle, _ = key.split(".")
    if group == "kinds":
        return Subject.TIES if len(middle) > 1 else Subject.ASKING
    return {
        "events": Subject.EVENTS,
        "stages": Subject.EMPLOYERS,
        "road": Subject.CHAINS,
        "openings": Subject.CHAINS,
        "other_ways": Subject.OTHER_WAYS,
        "search": Subject.SEARCH,
    }[group]


def place_of(key: str) -> tuple[int, str, int]:
    """Where a rate stands among the others: by subject, by what it is of, in its natural order."""
    group, *middle, name = key.split(".")
    names = list({"kinds": _KIND, "events": _EVENT, "stages": _STAGE}.get(group, ()))
    of = ".".join(("", *middle[1:2], middle[0]) if middle and middle[0] != "all" else ())
    return list(Subject).index(subject_of(key)), f"{group}{of}", [*names, name].index(name)


def sentence_of(rate: Rate) -> Sentence:
    """A rate in one sentence.

    >>> from keepknocking.evidence.rates_file import default_rates
    >>> print(sentence_of(default_rates().kind(tie="close", purpose="referral").promise))
    Of 100 people you know well whom you ask for a referral, 85 say yes.
    """
    before, after = _frame(rate.key)
    base, value = _value(rate)
    if isinstance(rate, DelayLaw):
        after = f" on average{after}"
    if value == "1":
        after = _for_one(after)
    return Sentence(before.replace("{n}", f"{base:,}"), value, after)


def _for_one(after: str) -> str:
    """What one of a hundred does: its verb comes first and is a regular one."""
    verb, _, rest = after.strip().partition(" ")
    return f" {verb}{'es' if verb == 'do' else 's'} {rest}"


def _frame(key: str) -> tuple[str, str]:
    """What stands before and after the value; `{n}` is what a chance is told of."""
    group, *middle, name = key.split(".")
    if group == "kinds":
        return _asking(middle, name)
    if group == "events":
        at = _AT.get(middle[0], f"an event of the kind “{middle[0]}”")
        return _filled(_EVENT[name], at=at)
    if group == "stages":
        things, end = _OF_STAGE[middle[0]]
        return _filled(_STAGE[name], things=things, end=end, start=_FROM_STAGE[middle[0]])
    return _SINGLE[key]


def _asking(kind: list[str], name: str) -> tuple[str, str]:
    purpose, tie, channel = (*kind, "", "")[:3]
    words = _FOR.get(purpose, "for something")
    way = _WAY.get(channel, f" by {channel}" if channel else "")
    return _filled(_KIND[name], people=_PEOPLE.get(tie, "people"), **{"for": words + way})


def _filled(frame: tuple[str, str], **words: str) -> tuple[str, str]:
    before, after = frame
    return before.format(n="{n}", **words), after.format(**words)


def _value(rate: Rate) -> tuple[int, str]:
    """What a chance is told of (100 for the rest), and the value in words."""
    if isinstance(rate, Chance):
        base = base_of(rate.mean)
        return base, many_of(rate.mean, base)
    if isinstance(rate, DelayLaw):
        return 100, f"{amount(rate.mean_days)} days"
    return 100, quantity_in_words(rate, rate.value)


def base_of(chance: float) -> int:
    """What a chance is best told of: a hundred, or more where it is less than a hundredth.

    >>> base_of(0.2), base_of(0.002), base_of(0.0002)
    (100, 1000, 10000)
    """
    if chance == 0 or whole_of_100(chance) > 0:
        return 100
    return next((base for base in SMALL if base * chance >= 1), SMALL[-1])


def many_of(chance: float, base: int) -> str:
    """So many of `base`.

    >>> many_of(0.0002, 10_000), many_of(0.234, 100)
    ('2', '23')
    """
    if base not in SMALL:
        return of_100(chance)
    whole = int(base * chance + 1 / 2)
    return "fewer than 1" if whole == 0 and chance > 0 else f"{whole:,}"


def quantity_in_words(rate: Quantity, value: float) -> str:
    """An amount in its unit; what comes in a week so rarely that nothing is left is told of 100.

    >>> from keepknocking.evidence.rates_file import default_rates
    >>> offers = default_rates().other_ways_offers_per_week
    >>> quantity_in_words(offers, offers.value)
    '1.9 offers'
    """
    if rate.key.startswith("other_ways."):
        return f"{amount(100 * value)} {rate.unit.removesuffix(' a week')}"
    return f"{amount(value)} {rate.unit.removesuffix(' a week')}"
