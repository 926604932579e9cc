"""Rendering: a statement as the one line that the story writes for it."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from keepknocking.ledger.asks import Channel, Purpose
from keepknocking.ledger.events import RUNGS
from keepknocking.ledger.expectations import Speaker
from keepknocking.ledger.moments import When
from keepknocking.ledger.people import TieSource, TieStrength
from keepknocking.ledger.searches import Goal
from keepknocking.ledger.story import statements as say
from keepknocking.ledger.story.days import written_minutes
from keepknocking.ledger.story.forms import STAGES, STRENGTHS
from keepknocking.ledger.story.grammar import LEADING, SUBJECT
from keepknocking.ledger.story.phrases import STOPS
from keepknocking.ledger.story.spelling import UNWRITABLE, quoted, written_id
from keepknocking.ledger.story.statements import Named, Statement, Step, Thread
from keepknocking.ledger.story.verbs import TIE_STOPS

# Words that would be taken for a part of the grammar in the middle of a name.
KEYWORDS = frozenset(
    {word for phrase in (*LEADING, *SUBJECT) for word in phrase.split()}
    | STOPS
    | TIE_STOPS
    | {"i", "the", "note", "house", "in", "nothing", "again", "recorded", "cancelled", "canceled"}
)
PLAIN_WORD = r"[^\W\d_]+(?:[.'’&/-]+[^\W\d_]+)*\.?"  # noqa: RUF001 - the apostrophe of many names
PLAIN = re.compile(rf"{PLAIN_WORD}(?: {PLAIN_WORD})*")
PLAIN_INSIDE = re.compile(r"[^\s\"“”„«»(),:#\[\]→]+(?: [^\s\"“”„«»(),:#\[\]→]+)*")
PLAIN_MODEL = re.compile(r"[^\W_][\w.-]*\w|\w")
PLAIN_VALUE = re.compile(r"[^\s\"“”„«»\[\]]*[^\s\"“”„«»\[\].]")
PLAIN_ZONE = re.compile(r"[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*")
LARGEST_PLAIN_HOURS = 1e15  # numerical: below it a whole number of hours is written without a point


def written_day(when: When) -> str:
    """The day of a line."""
    return when.on.isoformat()


def written_tag(when: When) -> str:
    """The mark of a recorded moment, with a space before it, or nothing."""
    if when.recorded_at is None:
        return ""
    return f" [recorded {when.recorded_at.isoformat()}]"


def line_of(statement: Statement, when: When) -> str:
    """One whole line: day, words, and the recorded moment where there is one."""
    return f"{written_day(when)} {rendered(statement)}{written_tag(when)}"


def rendered(statement: Statement) -> str:
    """The words of a line.

    >>> rendered(say.Thanked(person=Named(name="Ana Reyes", id="ana-reyes-2")))
    'thanked Ana Reyes #ana-reyes-2'
    """
    return RENDER[type(statement)](statement)


def name_of(text: str) -> str:
    """A name, between quotes where its words could be taken for something else.

    >>> name_of("Ana Reyes"), name_of("Will For Hire")
    ('Ana Reyes', '"Will For Hire"')
    """
    if not PLAIN.fullmatch(text) or text.endswith("."):
        return quoted(text)
    if any(word.casefold() in KEYWORDS for word in text.split()):
        return quoted(text)
    return text


def _inside(text: str) -> str:
    return text if PLAIN_INSIDE.fullmatch(text) and not UNWRITABLE.search(text) else quoted(text)


def _person(named: Named) -> str:
    text = name_of(named.name)
    if named.id is not None:
        text += f" {written_id(named.id)}"
    details = named.details
    if details is None:
        return text
    organization = "" if details.organization is None else _inside(details.organization)
    role = "" if details.role is None else f", {_inside(details.role)}"
    return f"{text} ({organization}{role})"


def _event(named: say.NamedEvent) -> str:
    return quoted(named.name) + ("" if named.id is None else f" {written_id(named.id)}")


def _opening(named: say.NamedOpening) -> str:
    at = "" if named.organization is None else f" at {name_of(named.organization)}"
    return quoted(named.title) + at + ("" if named.id is None else f" {written_id(named.id)}")


def _search(told: say.SearchStarted) -> str:
    parts = [f"goal {told.goal}"]
    if told.hours_a_week is not None:
        parts.append(f"{_number(told.hours_a_week)}h a week")
    if told.zone is not None:
        zone = told.zone if PLAIN_ZONE.fullmatch(told.zone) else quoted(told.zone)
        parts.append(f"zone {zone}")
    wanted = "" if told.wanted is None else f" for {quoted(told.wanted)}"
    if parts == [f"goal {Goal.OFFER}"]:
        parts = []
    return f"search{wanted}" + (f" {', '.join(parts)}" if parts else "")


def _number(value: float) -> str:
    if value == int(value) and value < LARGEST_PLAIN_HOURS:
        return str(int(value))
    return repr(float(value))


def _event_planned(told: say.EventPlanned) -> str:
    kind = minutes = ""
    if told.kind is not None:
        is_plain = PLAIN.fullmatch(told.kind) and " " not in told.kind
        is_plain = is_plain and told.kind.casefold() not in {*KEYWORDS, "from"}
        is_plain = is_plain and told.kind[-1] != "."
        kind = f" {told.kind if is_plain else quoted(told.kind)}"
    if told.minutes is not None:
        minutes = f" {written_minutes(told.minutes)}"
    begins = "" if told.begins is None else f" from {told.begins:%H:%M}"
    place = "" if told.place is None else f" in {quoted(told.place)}"
    return f"event {_event(told.event)}{kind}{minutes}{begins}{place}"


def _contact_told(told: say.ContactTold) -> str:
    value = told.value
    if not PLAIN_VALUE.fullmatch(value) or UNWRITABLE.search(value):
        value = quoted(value)
    return f"{told.kind} of {_person(told.person)}: {value}"


def _expected(told: say.Expected) -> str:
    verb = "house expects" if told.by is Speaker.HOUSE else "expect"
    dots = ", ".join(f"{rung} {number}" for rung, number in zip(RUNGS, told.dots, strict=True))
    model = ""
    if told.model is not None:
        model = told.model if PLAIN_MODEL.fullmatch(told.model) else quoted(told.model)
        model = f" by {model}"
    return f"{verb} {_event(told.event)}: {dots}{model}"


def _debriefed(told: say.Debriefed) -> str:
    talked = "" if told.talked_to is None else f", talked to {told.talked_to}"
    return f"debrief {_event(told.event)}: {told.rung}{talked}"


def _met(told: say.Met) -> str:
    return f"met {_person(told.person)}" + (f" at {_event(told.event)}" if told.event else "")


def _talked_with(told: say.TalkedWith) -> str:
    at = f" at {_event(told.event)}" if told.event else ""
    return f"talked with {_person(told.person)}{at}{_thread(told.ask)}"


def _thread(ask: str | None, thread: Thread = Thread.ANSWERING) -> str:
    return "" if ask is None else f" {thread} {written_id(ask)}"


def _knows(told: say.Knows) -> str:
    verb = "know" if told.of is None else f"{_person(told.of)} knows"
    strength = (
        "" if told.strength is TieStrength.ACQUAINTANCE else f" {STRENGTH_WORDS[told.strength]}"
    )
    source = "" if told.source is TieSource.TOLD else f" {told.source}"
    return f"{verb} {_person(told.to)}{strength}{source}"


STRENGTH_WORDS = {strength: words for words, strength in STRENGTHS.items()}
STAGE_WORDS = {kind: words for words, kind in STAGES.items()}
PURPOSE_WORDS = {
    Purpose.INTRODUCTION: "for an introduction",
    Purpose.CONVERSATION: "for a conversation",
    Purpose.REFERRAL: "for a referral",
    Purpose.OPENING: "about openings",
}


def _asked(told: say.Asked) -> str:
    words = [f"asked {_person(told.of)} {PURPOSE_WORDS[told.purpose]}"]
    if told.purpose is Purpose.OPENING and told.opening and told.organization is None:
        words = [f"asked {_person(told.of)} about {_opening(told.opening)}"]
    elif told.opening:
        words.append(f"for {_opening(told.opening)}")
    if told.towards:
        words.insert(1, f"to {_person(told.towards)}")
    if told.organization is not None:
        words.insert(1 + bool(told.towards), f"at {name_of(told.organization)}")
    if told.channel:
        in_person = told.channel is Channel.IN_PERSON
        words.append("in person" if in_person else f"by {told.channel}")
    if told.through:
        words.append(f"through {_person(told.through)}")
    if told.minutes is not None:
        words.append(written_minutes(told.minutes))
    if told.id is not None:
        words.append(f"as {written_id(told.id)}")
    return " ".join(words)


def _stepped(told: say.Stepped) -> str:
    if told.step is Step.NUDGED:
        about = "" if told.ask is None else f" about {written_id(told.ask)}"
        return f"nudged {_person(told.person)}{about}"
    ask = "" if told.ask is None else f" {written_id(told.ask)}"
    return f"{_person(told.person)} {told.step}{ask}"


def _introduced(told: say.Introduced) -> str:
    thread = " unasked" if told.unasked else _thread(told.ask, told.thread)
    return f"{_person(told.by)} introduced me to {_person(told.to)}{thread}"


def _opening_told(told: say.OpeningTold) -> str:
    thread = " unasked" if told.unasked else _thread(told.ask, told.thread)
    verb = "opening" if told.by is None else f"{_person(told.by)} told me of"
    return f"{verb} {_opening(told.opening)}{thread}"


def _staged(told: say.Staged) -> str:
    through = f" through {_person(told.through)}" if told.through else ""
    return f"{STAGE_WORDS[told.kind]} {_opening(told.opening)}{through}"


def _effort(told: say.EffortSpent) -> str:
    on = "" if told.on is None else f" on {quoted(told.on)}"
    return f"effort {written_minutes(told.minutes)}{on}"


def _paused(told: say.Paused) -> str:
    words = "pause again" if told.again else "pause"
    if told.until is None:
        return words
    recorded = told.until.recorded_at
    tag = "" if recorded is None else f" recorded {recorded.isoformat()}"
    return f"{words} until {told.until.on.isoformat()}{tag}"


def _noted(told: say.Noted) -> str:
    text = told.text
    is_plain = text.strip() == text and text and not UNWRITABLE.search(text)
    if not is_plain or text[0] == '"' or text[-1] == "]":
        text = quoted(text)
    about = f" about {_person(told.person)}" if told.person else ""
    return f"note{about}: {text}"


def _corrects(told: say.Corrects) -> str:
    verb = "corrected" if told.done else "correction"
    now = "nothing" if told.now is None else quoted(told.now)
    return f"{verb} {quoted(told.was)} -> {now}"


RENDER: Mapping[type, Callable[[Any], str]] = {
    say.SearchStarted: _search,
    say.SearchClosed: lambda _: "search closed",
    say.EventPlanned: _event_planned,
    say.EventCancelled: lambda told: f"event {_event(told.event)} cancelled",
    say.Expected: _expected,
    say.Debriefed: _debriefed,
    say.PersonTold: lambda told: f"person {_person(told.person)}",
    say.Met: _met,
    say.TalkedWith: _talked_with,
    say.Knows: _knows,
    say.Asked: _asked,
    say.Stepped: _stepped,
    say.Introduced: _introduced,
    say.OpeningTold: _opening_told,
    say.ReferredFor: lambda told: (
        f"{_person(told.by)} referred me for {_opening(told.opening)}" + _thread(told.ask)
    ),
    say.OpeningClosed: lambda told: f"closed {_opening(told.opening)}",
    say.Staged: _staged,
    say.Thanked: lambda told: f"thanked {_person(told.person)}",
    say.ContactTold: _contact_told,
    say.ContactRuled: lambda told: (
        ("may contact " if told.allowed else "do not contact ") + _person(told.person)
    ),
    say.EffortSpent: _effort,
    say.Paused: _paused,
    say.Resumed: lambda _: "resume",
    say.Noted: _noted,
    say.Corrects: _corrects,
}
