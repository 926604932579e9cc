"""Writing: a ledger as a story, one fact a line, in the order of days; nothing is lost.

The writer builds for each fact the statement that says it, names everything by its id, and then
leaves out every id that the reader finds by itself: it asks the reader's own registers. A person,
event or opening that is named before its day has its line above the first line that names it.

One bound: a line has at most 10,000 characters (`lines.LONGEST_LINE`). A fact with a longer text
(a note of several pages) is written, but will not be read again.
"""

from collections.abc import Mapping
from dataclasses import replace

from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.moments import When
from keepknocking.ledger.story import statements as say
from keepknocking.ledger.story.binding import AHEAD, REFERENCES, Binder
from keepknocking.ledger.story.facts import At, Telling
from keepknocking.ledger.story.folding import folds_of
from keepknocking.ledger.story.outcomes import ask_of
from keepknocking.ledger.story.problems import Unreadable
from keepknocking.ledger.story.rendering import line_of
from keepknocking.ledger.story.restating import Restated, Restating, details_of, told_person
from keepknocking.ledger.story.spelling import folded
from keepknocking.ledger.story.statements import Named, NamedEvent, NamedOpening, Statement, Thread
from keepknocking.ledger.story.telling import tell

# What a line of this kind is there to bring in.
OWN: Mapping[type[Statement], str] = {
    say.PersonTold: "person",
    say.EventPlanned: "event",
    say.OpeningTold: "opening",
}


def write_story(ledger: Ledger) -> str:
    r"""The story of the ledger: `read_story(write_story(ledger)).ledger == ledger`.

    >>> from datetime import date
    >>> from keepknocking.ledger.people import Person
    >>> day = When(date(2026, 3, 2))
    >>> write_story(Ledger(people=(Person(id="ana-reyes", name="Ana Reyes", known=day),)))
    '2026-03-02 person Ana Reyes\n'
    """
    return "".join(f"{line}\n" for line in _Writing(ledger).lines())


class _Writing:
    """One ledger being written: what the reader will know after the lines so far."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.restating = Restating(ledger, folds_of(ledger))
        self.binder = Binder()
        self.written: list[tuple[When, Statement]] = []

    def lines(self) -> list[str]:
        """The lines of the story."""
        for restated in self.restating.statements():
            if not self._is_written(restated.statement):
                self._write(restated)
        self._leave_out_asks()
        return [line_of(statement, when) for when, statement in self.written]

    def _is_written(self, statement: Statement) -> bool:
        """Whether a line further up has said this already."""
        if isinstance(statement, say.PersonTold):
            return statement.person.id in self.binder.people.by_id
        if isinstance(statement, say.EventPlanned):
            return statement.event.id in self.binder.events.by_id
        if isinstance(statement, say.OpeningTold):
            return statement.opening.id in self.binder.openings.by_id
        return False

    def _write(self, restated: Restated) -> None:
        statement, when = restated.statement, restated.when
        changed: dict[str, object] = {}
        brought = self._brought(restated)
        self._write_what_is_named(restated, brought)
        for name in REFERENCES[type(statement)]:
            reference = getattr(statement, name)
            if isinstance(reference, Named):
                changed[name] = self._person(restated, reference, is_brought=name == brought)
            elif isinstance(reference, NamedEvent):
                changed[name] = self._event(restated, reference)
            elif isinstance(reference, NamedOpening):
                changed[name] = self._opening(restated, reference)
        if isinstance(statement, say.Asked):
            changed["id"] = self._ask_id(statement, when)
        plain = replace(statement, **changed)
        self.written.append((when, self.binder.bind(plain, when=when, number=len(self.written))))

    def _write_what_is_named(self, restated: Restated, brought: str | None) -> None:
        """Write first who and what this line names and no line has named yet."""
        statement = restated.statement
        for name in REFERENCES[type(statement)]:
            reference = getattr(statement, name)
            if reference is None or name == brought or name == OWN.get(type(statement)):
                continue
            if isinstance(reference, Named):
                told = told_person(self.ledger.person[str(reference.id)])
            elif isinstance(reference, NamedEvent):
                told = self.restating.told_event(str(reference.id))
            else:
                told = self.restating.told_opening(str(reference.id))
            if not self._is_written(told.statement):
                self._write(told)

    def _brought(self, restated: Restated) -> str | None:
        """The field whose person this line may bring in, with her details, if there is one."""
        statement = restated.statement
        people = {
            name: reference
            for name in REFERENCES[type(statement)]
            if isinstance(reference := getattr(statement, name), Named)
        }
        names = [folded(reference.name) for reference in people.values()]
        for name in statement.BRINGS:
            if name not in people or isinstance(statement, say.PersonTold):
                continue
            person = self.ledger.person[str(people[name].id)]
            is_new = person.id not in self.binder.people.by_id
            if is_new and person.known == restated.when and names.count(folded(person.name)) == 1:
                return name
        return None

    def _person(self, restated: Restated, reference: Named, *, is_brought: bool) -> Named:
        person = self.ledger.person[str(reference.id)]
        people = self.binder.people
        if is_brought or isinstance(restated.statement, say.PersonTold):
            is_plain = not people.found(person.name) and people.proposed(person.name) == person.id
            return replace(
                reference, id=None if is_plain else person.id, details=details_of(person)
            )
        is_plain = people.found(person.name) == [person.id]
        return replace(reference, id=None if is_plain else person.id)

    def _event(self, restated: Restated, reference: NamedEvent) -> NamedEvent:
        events, identity, day = self.binder.events, str(reference.id), restated.when.on
        plain = replace(reference, id=None)
        if isinstance(restated.statement, say.EventPlanned):
            is_plain = not events.has_on(plain.name, day)
            is_plain = is_plain and events.proposed(plain.name, day) == identity
            return plain if is_plain else reference
        ahead = isinstance(restated.statement, AHEAD)
        return plain if events.meant(plain, day, ahead=ahead) == identity else reference

    def _opening(self, restated: Restated, reference: NamedOpening) -> NamedOpening:
        openings, identity = self.binder.openings, str(reference.id)
        plain = replace(reference, id=None)
        if isinstance(restated.statement, say.OpeningTold):
            proposed = openings.proposed(plain.title, str(plain.organization))
            is_plain = not openings.found(plain) and proposed == identity
            return plain if is_plain else reference
        return plain if openings.found(plain) == [identity] else reference

    def _ask_id(self, told: say.Asked, when: When) -> str | None:
        wanted = f"{told.of.id}-{when.on.isoformat()}"
        return None if self.binder.asks.free(wanted) == told.id else told.id

    def _leave_out_asks(self) -> None:
        """Tell the lines as the reader will, and leave out what it finds by itself of asks."""
        telling = Telling(self.binder)
        in_order = sorted(range(len(self.written)), key=lambda place: self.written[place][0].on)
        for place in in_order:
            when, statement = self.written[place]
            if isinstance(statement, say.Stepped | say.Introduced | say.OpeningTold):
                self.written[place] = (when, _without_ask(telling, statement, place))
            tell(telling, statement, At(when, place))


def _without_ask(
    telling: Telling, told: say.Stepped | say.Introduced | say.OpeningTold, place: int
) -> Statement:
    """The statement without its ask (or its `unasked`) where the reader finds that by itself."""
    if not isinstance(told, say.Stepped) and told.thread is Thread.OUT_OF:
        return told
    try:
        found = ask_of(telling, told, place=place)
    except Unreadable:
        return told
    if (found.id if found else None) != told.ask:
        return told
    if isinstance(told, say.Stepped):
        return replace(told, ask=None)
    return replace(told, ask=None, unasked=False)
