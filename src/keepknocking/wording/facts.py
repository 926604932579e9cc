"""Facts and deeds in words: what kind of thing a line tells, and what was done to the ledger."""

import re
from datetime import date, datetime
from types import MappingProxyType

from keepknocking.wording.phrases import weekday_and_day

KINDS = MappingProxyType(
    {
        "search": "Your search",
        "people": "A person",
        "events": "An event",
        "asks": "An ask",
        "openings": "An opening",
        "ties": "Who knows whom",
        "contact_details": "How to reach somebody",
        "contact_rules": "Whether to knock",
        "encounters": "A meeting",
        "debriefs": "What an event brought",
        "expectations": "A guess",
        "introductions": "An introduction",
        "stages": "A step with an employer",
        "thanks": "Thanks",
        "efforts": "Time you put in",
        "pauses": "A pause",
        "notes": "A note",
        "corrections": "A correction",
    }
)
"""The kind of a fact, by its table; the turns of an ask have words of their own."""

TURNS = MappingProxyType(
    {
        "nudged": "A nudge",
        "replied": "A reply",
        "promised": "A promise",
        "declined": "A no",
        "fulfilled": "A promise kept",
    }
)

DEEDS = MappingProxyType(
    {
        "begin": "The search began",
        "story": "Story put in",
        "edit": "Story edited",
        "record": "Written down",
        "seal": "Guess sealed",
        "change": "Changed",
        "remove": "Taken out",
        "undo": "Taken back",
        "import": "Brought in",
        "confirm": "Confirmed",
        "watch": "Taken from a folder",
        "merge": "Made one",
        "not the same": "Kept apart",
        "erase": "Erased",
    }
)

_HOUSE = re.compile(r'(?:\S+ )?house expects "(?:[^"\\]|\\.)*"(?: #\S+)?')


def without_house(line: str) -> str:
    """A line without the numbers of the house, which are shown where the seal is opened.

    >>> without_house('2026-03-12 house expects "Mixer": nothing 48, a name 37')
    '2026-03-12 house expects "Mixer": its numbers are on the page of the event'
    >>> without_house("2026-03-12 met Ana")
    '2026-03-12 met Ana'
    """
    found = _HOUSE.match(line)
    return line if found is None else f"{found[0]}: its numbers are on the page of the event"


def kind_in_words(table: str, turn: str = "") -> str:
    """What kind of fact it is.

    >>> kind_in_words("asks"), kind_in_words("turns", "nudged")
    ('An ask', 'A nudge')
    """
    return TURNS.get(turn, "") if turn else KINDS[table]


def deed_in_words(kind: str, *, undoes_undoing: bool = False) -> str:
    """What kind of deed it was; taking back what was taken back puts it back.

    >>> deed_in_words("remove"), deed_in_words("undo", undoes_undoing=True)
    ('Taken out', 'Put back')
    """
    if undoes_undoing:
        return "Put back"
    return DEEDS.get(kind, "Written down")


def moment_in_words(moment: datetime, *, today: date) -> str:
    """A day and the time of day.

    >>> from datetime import UTC
    >>> moment_in_words(datetime(2026, 3, 12, 8, 5, tzinfo=UTC), today=date(2026, 3, 13))
    'Thursday 12 March at 08:05'
    """
    return f"{weekday_and_day(moment.date(), today=today)} at {moment:%H:%M}"
