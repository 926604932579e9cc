"""Telling: bound statements, taken in the order of their days, become facts."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from keepknocking.ledger.events import Debrief, Encounter
from keepknocking.ledger.expectations import Expectation
from keepknocking.ledger.openings import Stage
from keepknocking.ledger.people import ContactDetail, ContactRule, Thanks, Tie
from keepknocking.ledger.searches import Correction, Effort, Note, Pause, Search
from keepknocking.ledger.story import outcomes
from keepknocking.ledger.story import statements as say
from keepknocking.ledger.story.facts import At, Telling
from keepknocking.ledger.story.problems import Unreadable
from keepknocking.ledger.story.statements import Statement


def tell(telling: Telling, statement: Statement, at: At) -> None:
    """Add what the statement says; what does not fit is raised and leaves nothing."""
    handler = TELL.get(type(statement))
    if handler is None:  # the binder has the person or event already
        return
    try:
        handler(telling, statement, at)
    except Unreadable:
        raise
    except ValueError as error:
        raise Unreadable("", f"facts that agree: {error}") from None


def search_started(telling: Telling, told: say.SearchStarted, at: At) -> None:
    """The search, told once."""
    if telling.facts.search is not None:
        raise Unreadable(
            "",
            "one search only: it started on "
            f"{telling.facts.search.started.on}; to change it, write a correction of that line",
        )
    telling.facts.search = Search(
        started=at.when,
        goal=told.goal,
        zone=told.zone,
        hours_a_week=told.hours_a_week,
        wanted=told.wanted,
    )


def search_closed(telling: Telling, _told: say.SearchClosed, at: At) -> None:
    """The end of the search."""
    search = telling.facts.search
    if search is None or at.when.on < search.started.on:
        raise Unreadable("", "a search that has started: write its search line first")
    if search.closed is not None:
        raise Unreadable("", f"an open search: it was closed on {search.closed.on}")
    telling.facts.search = replace(search, closed=at.when)


def paused(telling: Telling, told: say.Paused, at: At) -> None:
    """A pause, with its end where that is known."""
    telling.facts.pauses.add(Pause(since=at.when, until=told.until), again=told.again)


def resumed(telling: Telling, _told: say.Resumed, at: At) -> None:
    """The end of the latest pause that is open."""
    telling.facts.pauses.resume(at.when)


def effort(telling: Telling, told: say.EffortSpent, at: At) -> None:
    """Minutes put in."""
    telling.facts.efforts.append(Effort(minutes=told.minutes, when=at.when, on=told.on))


def note(telling: Telling, told: say.Noted, at: At) -> None:
    """A remark."""
    person = told.person.key if told.person else None
    telling.facts.notes.append(Note(text=told.text, when=at.when, person=person))


def correction(telling: Telling, told: say.Corrects, at: At) -> None:
    """The record of a correction."""
    telling.facts.corrections.append(Correction(was=told.was, now=told.now, when=at.when))


def event_cancelled(telling: Telling, told: say.EventCancelled, at: At) -> None:
    """An event called off."""
    before = telling.facts.cancelled.get(told.event.key)
    if before is not None:
        raise Unreadable("", f"an event that still stands: it was cancelled on {before.on}")
    telling.facts.cancelled[told.event.key] = at.when


def expected(telling: Telling, told: say.Expected, at: At) -> None:
    """A hundred dots, laid before the event."""
    telling.facts.expectations.append(
        Expectation(
            event=told.event.key, by=told.by, dots=told.dots, when=at.when, model=told.model
        )
    )


def debriefed(telling: Telling, told: say.Debriefed, at: At) -> None:
    """What an event brought."""
    telling.facts.debriefs.append(
        Debrief(event=told.event.key, rung=told.rung, when=at.when, talked_to=told.talked_to)
    )


def met(telling: Telling, told: say.Met, at: At) -> None:
    """An encounter."""
    event = told.event.key if told.event else None
    telling.facts.encounters.append(Encounter(person=told.person.key, when=at.when, event=event))


def knows(telling: Telling, told: say.Knows, at: At) -> None:
    """Who knows whom."""
    of = told.of.key if told.of else None
    telling.facts.ties.append(
        Tie(of=of, to=told.to.key, strength=told.strength, known=at.when, source=told.source)
    )


def thanked(telling: Telling, told: say.Thanked, at: At) -> None:
    """Thanks."""
    telling.facts.thanks.append(Thanks(person=told.person.key, when=at.when))


def contact_told(telling: Telling, told: say.ContactTold, at: At) -> None:
    """How to reach somebody, or what else she is called."""
    telling.facts.contact_details.append(
        ContactDetail(person=told.person.key, kind=told.kind, value=told.value, known=at.when)
    )


def contact_ruled(telling: Telling, told: say.ContactRuled, at: At) -> None:
    """Whether somebody may be contacted."""
    telling.facts.contact_rules.append(
        ContactRule(person=told.person.key, allowed=told.allowed, when=at.when)
    )


def opening_closed(telling: Telling, told: say.OpeningClosed, at: At) -> None:
    """An opening that is filled or withdrawn."""
    before = telling.facts.closed.get(told.opening.key)
    if before is not None:
        raise Unreadable("", f"an opening that is still open: it was closed on {before.on}")
    telling.facts.closed[told.opening.key] = at.when


def staged(telling: Telling, told: say.Staged, at: At) -> None:
    """A step with an employer."""
    through = told.through.key if told.through else None
    telling.facts.stages.append(
        Stage(opening=told.opening.key, kind=told.kind, when=at.when, through=through)
    )


TELL: Mapping[type[Statement], Callable[..., None]] = {
    say.SearchStarted: search_started,
    say.SearchClosed: search_closed,
    say.EventCancelled: event_cancelled,
    say.Expected: expected,
    say.Debriefed: debriefed,
    say.Met: met,
    say.Knows: knows,
    say.Asked: outcomes.asked,
    say.Stepped: outcomes.stepped,
    say.Introduced: outcomes.introduced,
    say.OpeningTold: outcomes.opening_told,
    say.TalkedWith: outcomes.talked_with,
    say.ReferredFor: outcomes.referred_for,
    say.OpeningClosed: opening_closed,
    say.Staged: staged,
    say.Thanked: thanked,
    say.ContactTold: contact_told,
    say.ContactRuled: contact_ruled,
    say.EffortSpent: effort,
    say.Paused: paused,
    say.Resumed: resumed,
    say.Noted: note,
    say.Corrects: correction,
}
