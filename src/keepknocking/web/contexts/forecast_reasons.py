"""Why the numbers of a forecast are what they are: each number's reasons, and every rate in it."""

import re
from dataclasses import dataclass

from django.urls import reverse

from keepknocking.chains.estimates import Estimate
from keepknocking.evidence.rates import Rate
from keepknocking.ledger.searches import Goal
from keepknocking.services.outlooks import Outlook, PaceChoice, last_day
from keepknocking.services.rates import count_of_grounds
from keepknocking.web.contexts.silences import Reason
from keepknocking.wording.forecasts import ends_of, how_computed
from keepknocking.wording.goals import heard
from keepknocking.wording.phrases import amount, counted, day_in_words, of_100, range_of
from keepknocking.wording.rate_sentences import Subject, place_of, sentence_of, subject_of

READ_MORE = "each with its reasons on the Evidence page"
_KEY = re.compile(r" \([a-z]+\.[a-z_]+\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class RateTold:
    """A rate in a sentence with its plate, the word for its grounds, and where they stand."""

    before: str
    value: str
    after: str
    basis: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RateGroup:
    """Rates about one subject."""

    subject: str
    rates: tuple[RateTold, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """Everything behind the numbers of the page: the first two in full, the others folded."""

    reasons: tuple[Reason, ...]
    more: tuple[Reason, ...]
    rates_words: str
    groups: tuple[RateGroup, ...]
    how: tuple[str, ...]


def behind(outlook: Outlook) -> Behind:
    """What the numbers of a forecast rest on."""
    rates = outlook.rates
    return Behind(
        reasons=(_of_keeping(outlook), _of_stopping(outlook)),
        more=(
            _of_even_day(outlook),
            _of_never(outlook),
            *_of_other_ways(outlook),
            _of_pace(outlook),
            _of_pool(outlook),
        ),
        rates_words=f"The {counted(len(rates), 'rate')} these numbers are made of",
        groups=grouped(rates),
        how=tuple(
            _KEY.sub("", line) for line in how_computed(outlook.foreseen, read_more=READ_MORE)
        ),
    )


def grouped(rates: tuple[Rate, ...]) -> tuple[RateGroup, ...]:
    """Rates by subject, each as a sentence."""
    in_order = sorted(rates, key=lambda rate: place_of(rate.key))
    return tuple(
        RateGroup(subject=subject.value, rates=told)
        for subject in Subject
        if (told := tuple(told_of(rate) for rate in in_order if subject_of(rate.key) is subject))
    )


def told_of(rate: Rate) -> RateTold:
    """One rate as a sentence."""
    sentence = sentence_of(rate)
    return RateTold(
        before=sentence.before,
        value=sentence.value,
        after=sentence.after,
        basis=rate.grounds.basis.value,
        url=reverse("reason", args=[rate.key]),
    )


def _resting_on(outlook: Outlook) -> str:
    """How many outcomes a number rests on: so far none of the seeker's own."""
    counts = count_of_grounds(outlook.foreseen.asked.rates)
    said = ", ".join(f"{count} {basis.value}" for basis, count in counts.items())
    links = counted(len(outlook.foreseen.forecast.plan.links), "link")
    return (
        f"no outcomes of your own yet: only on the house's rates ({said}) and the {links} that "
        "your record makes of the search"
    )


def _chance(anchor: str, name: str, chance: Estimate, **told: str) -> Reason:
    return Reason(
        anchor=anchor,
        name=name,
        value=of_100(chance.mean),
        kind="house",
        range=range_of(chance) or told.get("certain", ""),
        source=told["source"],
        url=told.get("url", ""),
        denominator=told.get("denominator", ""),
        caution=told["caution"],
    )


def _of_keeping(outlook: Outlook) -> Reason:
    found = outlook.foreseen.forecast
    does = heard(found.goal.value, "100")
    by = day_in_words(found.by, today=found.today)
    return _chance(
        "why-keep",
        f"Of 100 searches, how many {does} through people by {by}",
        outlook.keep.at(found.by),
        source=f"what is under way, and {amount(outlook.first_asks_a_week)} new asks a week "
        "while there are people left to ask",
        denominator=_resting_on(outlook),
        caution="which of the 100 is yours. Where two chains need the same person it is a "
        "little too hopeful. It is no promise.",
    )


def _of_stopping(outlook: Outlook) -> Reason:
    found = outlook.foreseen.forecast
    return _chance(
        "why-stop",
        "The same, if you stop tonight",
        found.stop.at(found.by),
        source="only what is under way: open asks, each with its days of silence, people who "
        "wait for you, openings heard of",
        denominator=_under_way(outlook),
        certain="none: nothing is under way, so nothing can come of it",
        caution="that stopping is wrong. A rest is allowed, and what is under way goes on.",
    )


def _of_never(outlook: Outlook) -> Reason:
    return _chance(
        "why-never",
        "If you stop tonight, how many never get there through the people asked so far",
        outlook.foreseen.forecast.never_if_stopped,
        source="the same network, without an end of days",
        denominator=_under_way(outlook),
        caution="that a search ends there: every new door is a new chance, and is not in it.",
    )


def _under_way(outlook: Outlook) -> str:
    """How many open asks there are."""
    asks = sum(link.ask is not None for link in outlook.foreseen.forecast.plan.links)
    return f"{counted(asks, 'open ask')}, followed day by day" if asks else ""


def _of_even_day(outlook: Outlook) -> Reason:
    found = outlook.foreseen.forecast
    reach = next(reach for reach in outlook.keep.reaches if reach.share == 0.5)  # noqa: PLR2004 (by definition: even)
    end = last_day(found)
    last = day_in_words(end, today=found.today)
    day = f"after {last}" if reach.day is None else day_in_words(reach.day, today=found.today)
    if reach.earliest is None:
        said = f"8 times in 10: after {last}"
    else:
        early, late = ends_of(reach, end, today=found.today)
        said = f"8 times in 10: {early} to {late}"
    return Reason(
        anchor="why-even",
        name="The day of the even chance: 50 of 100 have got there",
        value=day,
        kind="house",
        range=said,
        source="the same curve, read the other way",
        url="",
        denominator="",
        caution="that it happens on that day. It comes before it as often as after it.",
    )


def _of_other_ways(outlook: Outlook) -> list[Reason]:
    found = outlook.foreseen.forecast
    reasons = []
    if found.other_ways is not None:
        rates = found.rates
        weekly = (
            rates.other_ways_offers_per_week
            if found.goal is Goal.OFFER
            else rates.other_ways_interviews_per_week
        )
        reasons.append(
            _chance(
                "why-other",
                "By other ways alone: adverts, agencies, fairs",
                found.other_ways.at(found.by),
                source="the usual rate of all ways without a person",
                url=reverse("reason", args=[weekly.key]),
                denominator="published searches, none of them yours",
                caution="how much you do there. In the hundred marks it stands apart from what "
                "comes through people, as if the two had nothing to do with one another.",
            )
        )
    if found.own_applications is not None:
        reasons.append(
            _chance(
                "why-own",
                "By your own applications that nobody spoke for",
                found.own_applications.at(found.by),
                source="each application under way, with its days of silence",
                url=reverse("reason", args=["stages.cold_interview.chance"]),
                caution="how well they fit. It is part of the other ways and not added to them.",
            )
        )
    return reasons


def _of_pace(outlook: Outlook) -> Reason:
    pace = outlook.foreseen.forecast.pace
    assumed = outlook.foreseen.forecast.rates.pace_first_asks_per_week.key
    times = {PaceChoice.HALF: ", then half of that", PaceChoice.DOUBLE: ", then twice that"}
    return Reason(
        anchor="why-pace",
        name="First asks a week",
        value=amount(outlook.first_asks_a_week),
        kind="house" if assumed in pace.source else "yours",
        range="",
        source=_KEY.sub("", pace.source) + times.get(outlook.choice, ""),
        url=reverse("reason", args=[assumed]) if assumed in pace.source else "",
        denominator="",
        caution="that this is enough, or too little: only you know your weeks.",
    )


def _of_pool(outlook: Outlook) -> Reason:
    pace = outlook.foreseen.forecast.pace
    assumed = outlook.foreseen.forecast.rates.pool_people.key
    is_assumed = assumed in pace.source
    return Reason(
        anchor="why-pool",
        name="People left to ask",
        value=str(pace.pool),
        kind="house" if is_assumed else "yours",
        range="",
        source="an assumption, until you write down people"
        if is_assumed
        else "people in your ledger whom you may ask and have not asked yet",
        url=reverse("reason", args=[assumed]) if is_assumed else reverse("people"),
        denominator="",
        caution="whom you will meet: events to come bring people of their own.",
    )
