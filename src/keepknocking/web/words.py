"""Words that several pages share: how long ago, how somebody became known, names in any script."""

import re
from collections.abc import Iterable
from datetime import date
from types import MappingProxyType

from keepknocking.evidence.rates import Chance, DelayLaw, Rate
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.people import Person
from keepknocking.ledger.story.problems import Problem, shortened
from keepknocking.services.homes import NotUnderstood
from keepknocking.services.person import Acquaintance, Way
from keepknocking.wording.phrases import amount, counted, day_in_words, of_100

# Letters that run from right to left, and what may stand between two of them.
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_RTL_RUN = re.compile(f"[{_RTL}](?:[^A-Za-z0-9\u00c0-\u024f]*[{_RTL}])*")
_ISOLATED = "\u2068{}\u2069"


def apart(text: str) -> str:
    """The text with every stretch that runs from right to left set apart from what stands round it.

    Without this a number behind a Hebrew or an Arabic name is drawn before it.

    >>> apart("Ana, 9 days") == "Ana, 9 days"
    True
    """
    return _RTL_RUN.sub(lambda found: _ISOLATED.format(found.group()), text)


def ago(day: date, *, today: date) -> str:
    """How long ago a day was.

    >>> ago(date(2026, 3, 2), today=date(2026, 3, 12))
    '10 days ago'
    >>> ago(date(2026, 3, 1), today=date(2026, 3, 2))
    'yesterday'
    """
    days = (today - day).days
    if days <= 0:
        return "today"
    return "yesterday" if days == 1 else f"{counted(days, 'day')} ago"


def who_is(person: Person) -> str:
    """Organization and role, as far as they are known: "Harbor Foods, buyer"."""
    return apart(", ".join(part for part in (person.organization, person.role) if part))


def how_known(way: Acquaintance, ledger: Ledger, *, today: date) -> str:
    """How the seeker came to know somebody, as it goes on after her name."""
    day = day_in_words(way.day, today=today)
    by = "" if way.by is None else apart(ledger.person[way.by].name)
    at = "" if way.event is None else f" at {apart(way.event.name)},"
    return {
        Way.MET: f"met{at or ' on'} {day}",
        Way.INTRODUCED: f"introduced by {by}, {day}",
        Way.WELL: "you know each other well",
        Way.SLIGHTLY: "you know each other slightly",
        Way.NOT_YET: "you have not met yet",
        Way.KNOWN_TO: f"known to {by}",
        Way.HOPED_FOR: f"you asked {by} to bring you together",
        Way.LISTED: f"in your ledger since {day}",
    }[way.way]


def not_understood(error: NotUnderstood, typed: Iterable[str]) -> list[str]:
    """What the story has against a line that a form has made: one sentence a problem.

    Of the line only what the person has typed herself is quoted.
    """
    own = frozenset(typed)
    return [_refusal(problem, own) for problem in error.problems]


def _refusal(problem: Problem, typed: frozenset[str]) -> str:
    near = f"; nearest: {problem.nearest}" if problem.nearest else ""
    if problem.found in typed:
        return f"Found “{shortened(problem.found)}”, expected {problem.expected}{near}."
    return f"The story expects {problem.expected}{near}."


RATES = MappingProxyType(
    {
        "promise": "say yes",
        "decline_of_rest": "say no, of those who do not say yes",
        "fulfilment": "do what they promised",
        "answer_delay": "time until a yes",
        "decline_delay": "time until a no",
        "fulfilment_delay": "time from the yes to the deed",
        "nudge_revival": "come back after a nudge, of those who never would",
    }
)
"""The rates of an ask in plain words, by the last word of their key."""


def rate_in_words(key: str) -> str:
    """What a rate of an ask is about.

    >>> rate_in_words("kinds.all.promise")
    'Say yes'
    """
    said = RATES.get(key.rpartition(".")[2], key)
    return said[:1].upper() + said[1:]


def rate_value(rate: Rate) -> str:
    """How much a rate is, in words: so many of a hundred, days, or an amount."""
    if isinstance(rate, Chance):
        return f"{of_100(rate.mean)} of 100"
    if isinstance(rate, DelayLaw):
        return f"{amount(rate.mean_days)} days"
    return f"{amount(rate.value)} {rate.unit}"
