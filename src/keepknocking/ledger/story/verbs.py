"""The verbs: how each kind of line goes on after the words it begins with."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeVar

from keepknocking.ledger.events import RUNGS, Rung
from keepknocking.ledger.expectations import HUNDRED, DotsNotAHundred, Speaker
from keepknocking.ledger.moments import When
from keepknocking.ledger.openings import StageKind
from keepknocking.ledger.people import ContactKind, TieSource, TieStrength
from keepknocking.ledger.searches import Goal
from keepknocking.ledger.story import statements as say
from keepknocking.ledger.story.days import day_at_start, read_moment
from keepknocking.ledger.story.forms import (
    FORMS,
    RUNG_NAMES,
    SOURCES,
    STRENGTHS,
)
from keepknocking.ledger.story.phrases import ARROWS, STOPS, Phrase
from keepknocking.ledger.story.problems import Unreadable
from keepknocking.ledger.story.statements import Named, Statement, Step, Thread

Meaning = TypeVar("Meaning")
TIE_STOPS = STOPS | {"well", "slightly", "not", "imported", "inferred"}
HOURS = re.compile(r"(\d{1,20}(?:\.\d{1,30})?(?:e[+-]?\d{1,3})?)h?", re.IGNORECASE)
TITLE_FOLLOWS = frozenset({"at", "for", "by", "via", "through", "in", "on"})


def one_of(  # noqa: RET503 - what fails does not return
    phrase: Phrase, meanings: Mapping[str, Meaning], what: str
) -> Meaning:
    """The meaning of the words that come next, which must be among those given."""
    for words, meaning in meanings.items():
        if phrase.takes_any(words):
            return meaning
    phrase.fail(f"{what}: {', '.join(meanings)}")


def search(phrase: Phrase) -> Statement:
    """`search [for TEXT] [goal GOAL] [Nh a week] [zone ZONE]`, `search closed`."""
    if phrase.takes("closed"):
        return say.SearchClosed()
    wanted, goal, hours, zone = None, Goal.OFFER, None, None
    if phrase.takes("for"):
        wanted = phrase.words("what is searched for", stops=frozenset({"goal", "zone"}))
    while not phrase.is_done:
        if phrase.takes("goal"):
            goal = one_of(phrase, {str(goal): goal for goal in Goal}, "a goal")
        elif phrase.takes("zone"):
            zone = phrase.words("a time zone", stops=frozenset({"goal"}))
        elif not phrase.takes(","):
            hours = _hours_a_week(phrase)
    return say.SearchStarted(wanted=wanted, goal=goal, hours_a_week=hours, zone=zone)


def _hours_a_week(phrase: Phrase) -> float:
    found = HOURS.fullmatch(phrase.token().text)
    if not found:
        phrase.fail("goal, hours a week (8h a week), zone or the end of the line")
    hours = float(found.group(1))
    if hours <= 0 or hours == float("inf"):
        phrase.fail("hours a week above zero")
    phrase.at += 1
    phrase.takes_any("hours", "hour", "h")
    if not phrase.takes_any("a week", "per week"):
        phrase.fail('the words "a week"', FORMS["search"])
    return hours


def expect(phrase: Phrase, *, by: Speaker = Speaker.SEEKER) -> Statement:
    """`expect EVENT: RUNG DOTS, ... [by MODEL]`."""
    named = phrase.event()
    phrase.takes(":")
    start = phrase.token()
    dots: dict[Rung, int] = {}
    while not phrase.is_done and phrase.token().lower != "by":
        rung = one_of(phrase, RUNG_NAMES, "what the evening may bring")
        if rung in dots:
            phrase.fail(f'"{rung}" once only')
        dots[rung] = phrase.number("a number of dots")
        _ = phrase.takes(",") or phrase.takes("and")
    model = phrase.words("the name of the rates", stops=frozenset()) if phrase.takes("by") else None
    laid = tuple(dots.get(rung, 0) for rung in RUNGS)
    if sum(laid) != HUNDRED:
        raise Unreadable(
            phrase.text[start.start :].strip(),
            f"a hundred dots: {DotsNotAHundred(laid)}",
            column=start.start,
        )
    return say.Expected(event=named, by=by, dots=laid, model=model)


def house_expects(phrase: Phrase) -> Statement:
    """`house expects EVENT: RUNG DOTS, ... [by MODEL]`."""
    return expect(phrase, by=Speaker.HOUSE)


def debrief(phrase: Phrase) -> Statement:
    """`debrief EVENT: RUNG [, talked to N]`."""
    named = phrase.event()
    phrase.takes(":")
    rung = one_of(phrase, RUNG_NAMES, "what the evening brought")
    _ = phrase.takes(",") or phrase.takes("and")
    talked_to = phrase.number("a number of people") if phrase.takes("talked", "to") else None
    phrase.takes_any("people", "person")
    return say.Debriefed(event=named, rung=rung, talked_to=talked_to)


def met(phrase: Phrase) -> Statement:
    """`met PERSON [at EVENT]`."""
    person = phrase.person()
    return say.Met(person=person, event=phrase.event() if phrase.takes("at") else None)


def talked_with(phrase: Phrase) -> Statement:
    """`talked with PERSON [at EVENT] [answering #ASK]`."""
    person = phrase.person()
    at = phrase.event(stops=frozenset({"answering"})) if phrase.takes("at") else None
    ask = phrase.needed_id() if phrase.takes("answering") else None
    return say.TalkedWith(person=person, event=at, ask=ask)


def know(phrase: Phrase) -> Statement:
    """`know PERSON [STRENGTH] [SOURCE]`: the seeker's own tie."""
    return _tie(phrase, None)


def knows(phrase: Phrase, of: Named) -> Statement:
    """`PERSON knows PERSON [STRENGTH] [SOURCE]`."""
    return _tie(phrase, of)


def _tie(phrase: Phrase, of: Named | None) -> Statement:
    to = phrase.person(stops=TIE_STOPS)
    strength, source = TieStrength.ACQUAINTANCE, TieSource.TOLD
    while not phrase.is_done:
        token = phrase.token()
        if token.lower in SOURCES:
            source = one_of(phrase, SOURCES, "a source")
        elif not phrase.takes(","):
            strength = one_of(phrase, STRENGTHS, "how well")
    return say.Knows(of=of, to=to, strength=strength, source=source)


def stepped(step: Step, phrase: Phrase, person: Named) -> Statement:
    """`PERSON promised [#ASK]` and its like."""
    return say.Stepped(step=step, person=person, ask=phrase.id())


def nudged(phrase: Phrase) -> Statement:
    """`nudged PERSON [about #ASK]`."""
    person = phrase.person()
    ask = phrase.needed_id() if phrase.takes("about") else None
    return say.Stepped(step=Step.NUDGED, person=person, ask=ask)


def _thread(phrase: Phrase) -> tuple[str | None, Thread, bool]:
    if phrase.takes("unasked"):
        return None, Thread.ANSWERING, True
    if phrase.takes("answering"):
        return phrase.needed_id(), Thread.ANSWERING, False
    if phrase.takes("out", "of"):
        return phrase.needed_id(), Thread.OUT_OF, False
    return None, Thread.ANSWERING, False


def introduced(phrase: Phrase, by: Named) -> Statement:
    """`PERSON introduced me to PERSON [unasked | answering #ASK | out of #ASK]`."""
    to = phrase.person()
    ask, thread, unasked = _thread(phrase)
    return say.Introduced(by=by, to=to, ask=ask, thread=thread, unasked=unasked)


def told_of(phrase: Phrase, by: Named | None) -> Statement:
    """`PERSON told me of TITLE at ORGANIZATION [unasked | answering #ASK | out of #ASK]`."""
    named = phrase.opening()
    ask, thread, unasked = _thread(phrase)
    return say.OpeningTold(opening=named, by=by, ask=ask, thread=thread, unasked=unasked)


def opening(phrase: Phrase) -> Statement:
    """`opening TITLE at ORGANIZATION [out of #ASK]`."""
    return told_of(phrase, None)


def referred_for(phrase: Phrase, by: Named) -> Statement:
    """`PERSON referred me for TITLE at ORGANIZATION [answering #ASK]`."""
    named = phrase.opening()
    ask = phrase.needed_id() if phrase.takes("answering") else None
    return say.ReferredFor(by=by, opening=named, ask=ask)


def closed(phrase: Phrase) -> Statement:
    """`closed TITLE at ORGANIZATION`."""
    return say.OpeningClosed(opening=phrase.opening())


def staged(kind: StageKind, phrase: Phrase) -> Statement:
    """`applied for TITLE at ORGANIZATION [through PERSON]` and its like."""
    named = phrase.opening()
    through = phrase.person() if phrase.takes("through") else None
    return say.Staged(kind=kind, opening=named, through=through)


def also_called(phrase: Phrase, person: Named) -> Statement:
    """`PERSON is also called NAME`."""
    phrase.takes(":")
    value = phrase.words("another name", stops=frozenset())
    if not value.strip():
        phrase.at -= 1
        phrase.fail("a name that is not empty")
    return say.ContactTold(person=person, kind=ContactKind.OTHER_NAME, value=value)


def thanked(phrase: Phrase) -> Statement:
    """`thanked PERSON`."""
    return say.Thanked(person=phrase.person())


def do_not_contact(phrase: Phrase) -> Statement:
    """`do not contact PERSON`."""
    return say.ContactRuled(person=phrase.person(), allowed=False)


def may_contact(phrase: Phrase) -> Statement:
    """`may contact PERSON`."""
    return say.ContactRuled(person=phrase.person(), allowed=True)


def person(phrase: Phrase) -> Statement:
    """`person NAME [(ORGANIZATION, ROLE)] [#ID]`."""
    return say.PersonTold(person=phrase.person(stops=frozenset()))


def effort(phrase: Phrase) -> Statement:
    """`effort LENGTH [on TEXT]`."""
    minutes = phrase.minutes()
    if minutes is None:
        phrase.fail("a length of time, for example 45m", FORMS["effort"])
    on = phrase.words("what it went into", stops=frozenset()) if phrase.takes("on") else None
    return say.EffortSpent(minutes=minutes, on=on)


def pause(phrase: Phrase) -> Statement:
    """`pause [again] [until DAY [recorded MOMENT]]`."""
    again = phrase.takes("again")
    if not phrase.takes("until"):
        return say.Paused(again=again)
    day, length = _day(phrase)
    end = phrase.token().start + length
    while not phrase.is_done and phrase.token().start < end:
        phrase.at += 1
    recorded = _moment(phrase) if phrase.takes("recorded") else None
    return say.Paused(again=again, until=When(day, recorded))


def _day(phrase: Phrase) -> tuple[date, int]:
    start = phrase.token().start
    try:
        found = day_at_start(phrase.text[start:])
    except Unreadable as unreadable:
        unreadable.column += start
        raise
    if found is None:
        phrase.fail("a day, for example 2026-04-01")
    return found


def _moment(phrase: Phrase) -> datetime:
    token = phrase.token()
    phrase.at += 1
    try:
        return read_moment(token.text)
    except Unreadable as unreadable:
        unreadable.column += token.start
        raise


def resume(phrase: Phrase) -> Statement:  # noqa: ARG001 - every verb is called the same way
    """`resume`."""
    return say.Resumed()


def correction(phrase: Phrase, *, done: bool = False) -> Statement:
    """`correction "LINE" -> "LINE"`, `correction "LINE" -> nothing`."""
    was = _line(phrase)
    if not any(phrase.takes(arrow) for arrow in ARROWS):
        phrase.fail("->", FORMS["correction"])
    if phrase.takes("nothing"):
        return say.Corrects(was=was, now=None, done=done)
    return say.Corrects(was=was, now=_line(phrase), done=done)


def corrected(phrase: Phrase) -> Statement:
    """`corrected "LINE" -> "LINE"`: the record of a correction already made."""
    return correction(phrase, done=True)


def _line(phrase: Phrase) -> str:
    token = phrase.token()
    if token.kind != "quoted":
        phrase.fail("a line of the story between quotes", FORMS["correction"])
    phrase.at += 1
    return token.text
