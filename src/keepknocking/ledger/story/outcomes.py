"""Outcomes: asks as a story tells them, what came to each, and what came of it."""

from dataclasses import replace

from keepknocking.ledger.asks import Answer, AnswerKind, Ask, Introduction, Purpose
from keepknocking.ledger.events import Encounter
from keepknocking.ledger.moments import When
from keepknocking.ledger.story import statements as say
from keepknocking.ledger.story.answering import Came, answered_already, kept_already
from keepknocking.ledger.story.facts import At, Origin, Telling
from keepknocking.ledger.story.problems import Unreadable
from keepknocking.ledger.story.spelling import written_id
from keepknocking.ledger.story.statements import Named, NamedOpening, Step, Thread


def asked(telling: Telling, told: say.Asked, at: At) -> None:
    """A new ask."""
    ask = Ask(
        id=told.key,
        of=told.of.key,
        purpose=told.purpose,
        asked=at.when,
        towards=told.towards.key if told.towards else None,
        organization=told.organization,
        opening=told.opening.key if told.opening else None,
        channel=told.channel,
        through=told.through.key if told.through else None,
        minutes=told.minutes,
    )
    telling.asks.add(ask, at.place)


def stepped(telling: Telling, told: say.Stepped, at: At) -> None:
    """A nudge, a reply, an answer, a promise kept."""
    if told.ask is None:
        ask = ask_of(telling, told, place=at.place)
        if ask is None:
            raise _none_open(telling, told.person, at.when)
    else:
        ask = _named_ask(telling, told.ask, at.when, of=told.person)
    if told.step is Step.NUDGED:
        telling.asks.nudges.setdefault(ask.id, []).append(at.when)
    elif told.step is Step.REPLIED:
        telling.asks.replies.setdefault(ask.id, []).append(at.when)
    else:
        telling.asks.change(_after(ask, told.step, at.when))


def talked_with(telling: Telling, told: say.TalkedWith, at: At) -> None:
    """An encounter; an open ask for a conversation is kept by it."""
    came = Came(of=told.person.key, purpose=Purpose.CONVERSATION)
    if told.ask is None:
        ask = telling.asks.for_what_came(came, place=at.place)
    else:
        ask = _named_ask(telling, told.ask, at.when, of=told.person)
    if ask is not None:
        telling.asks.change(_fulfilled(ask, at.when))
    event = told.event.key if told.event else None
    telling.facts.encounters.append(Encounter(person=told.person.key, when=at.when, event=event))


def referred_for(telling: Telling, told: say.ReferredFor, at: At) -> None:
    """A referral, which keeps an ask for one."""
    came = _came(telling, told.by, Purpose.REFERRAL, told.opening)
    if told.ask is None:
        ask = telling.asks.for_what_came(came, place=at.place)
        if ask is None:
            raise _none_open(telling, told.by, at.when)
    else:
        ask = _named_ask(telling, told.ask, at.when, of=told.by)
    telling.asks.change(_fulfilled(ask, at.when))


def introduced(telling: Telling, told: say.Introduced, at: At) -> None:
    """An introduction, and the ask of which it came."""
    ask = _thread(telling, told, at)
    made = Introduction(by=told.by.key, to=told.to.key, made=at.when, ask=ask)
    telling.facts.introductions.append((at.place, made))


def opening_told(telling: Telling, told: say.OpeningTold, at: At) -> None:
    """An opening: who told of it, and of which ask it came. One known before stays as it was."""
    ask = _thread(telling, told, at)
    if telling.binder.openings.by_id[told.opening.key].place == at.place:
        told_by = told.by.key if told.by else None
        telling.facts.origins[told.opening.key] = Origin(told_by, ask, at.place)


def ask_of(
    telling: Telling, told: say.Stepped | say.Introduced | say.OpeningTold, *, place: int
) -> Ask | None:
    """The ask that a line without an id belongs to, or None where none fits."""
    if isinstance(told, say.Stepped):
        return telling.asks.for_step(told.step, told.person.key, place=place)
    if isinstance(told, say.Introduced):
        came = Came(of=told.by.key, purpose=Purpose.INTRODUCTION, towards=told.to.key)
        return telling.asks.for_what_came(came, place=place)
    if told.by is None:
        return None
    came = _came(telling, told.by, Purpose.OPENING, told.opening)
    return telling.asks.for_what_came(came, place=place)


def _thread(telling: Telling, told: say.Introduced | say.OpeningTold, at: At) -> str | None:
    """The ask of which something came; if it is still open it is fulfilled by that."""
    if told.unasked:
        return None
    if told.ask is not None and told.thread is Thread.OUT_OF:
        return _existing_ask(telling, told.ask)
    if told.ask is None:
        ask = ask_of(telling, told, place=at.place)
    else:
        ask = _named_ask(telling, told.ask, at.when)
    if ask is None:
        return None
    if ask.fulfilment is None:
        telling.asks.change(_fulfilled(ask, at.when))
    return ask.id


def _named_ask(telling: Telling, identity: str, when: When, *, of: Named | None = None) -> Ask:
    ask = telling.asks.by_id.get(identity)
    if ask is None and identity in telling.binder.asks:
        raise Unreadable(
            written_id(identity), f"an ask not later than this line, which is of {when.on}"
        )
    if ask is None:
        near = telling.binder.nearest(identity, telling.asks.by_id)
        raise Unreadable(
            written_id(identity), "the id of an ask", nearest=near and written_id(near)
        )
    if of is not None and ask.of != of.key:
        raise Unreadable(
            written_id(identity),
            f"an ask of {of.name}: this one is of {telling.binder.people.by_id[ask.of].name}",
        )
    return ask


def _none_open(telling: Telling, person: Named, when: When) -> Unreadable:
    later = telling.asked_on.get(person.key, ())
    expected = telling.asks.none_open(person.key, person.name, day=when.on, later=later)
    return Unreadable(person.name, expected, column=person.column)


def _came(telling: Telling, by: Named, purpose: Purpose, opening: NamedOpening) -> Came:
    return Came(
        of=by.key,
        purpose=purpose,
        organization=telling.binder.openings.by_id[opening.key].organization,
        opening=opening.key,
    )


def _existing_ask(telling: Telling, identity: str) -> str:
    """An ask that may stand on a line still to be told; looked at once more at the end."""
    if identity not in telling.binder.asks:
        raise Unreadable(written_id(identity), "the id of an ask")
    return identity


def _after(ask: Ask, step: Step, when: When) -> Ask:
    """The ask after its answer or its fulfilment."""
    if step is Step.KEPT:
        return _fulfilled(ask, when)
    if ask.answer is not None:
        raise answered_already(ask, ask.answer)
    kind = AnswerKind.PROMISED if step is Step.PROMISED else AnswerKind.DECLINED
    return replace(ask, answer=Answer(kind=kind, when=when))


def _fulfilled(ask: Ask, when: When) -> Ask:
    """The ask, done on that day; where nothing was promised, it was promised then as well."""
    if ask.fulfilment is not None:
        raise kept_already(ask, ask.fulfilment)
    answer = ask.answer or Answer(kind=AnswerKind.PROMISED, when=when)
    return replace(ask, answer=answer, fulfilment=when)
