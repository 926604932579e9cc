"""How a line that begins with `event` goes on: its name, its kind, how long, when and where."""

from datetime import time

from keepknocking.ledger.story import statements as say
from keepknocking.ledger.story.days import clock_at_start
from keepknocking.ledger.story.forms import FORMS
from keepknocking.ledger.story.phrases import Phrase
from keepknocking.ledger.story.problems import Unreadable
from keepknocking.ledger.story.statements import NamedEvent, Statement

OFF = frozenset({"cancelled", "canceled"})


class _EventParts:
    """What may follow in any order after the name of an event."""

    def __init__(self, phrase: Phrase, named: NamedEvent, *, is_set_off: bool) -> None:
        self.phrase = phrase
        self.named = named
        self.takes_kind = is_set_off
        self.has_plain_place = False
        self.kind: str | None = None
        self.minutes: int | None = None
        self.begins: time | None = None
        self.place: str | None = None

    def read(self) -> None:
        """Read all that follows."""
        while not self.phrase.is_done:
            if not (self._read_when() or self._read_place() or self._read_kind()):
                self.phrase.fail(
                    'a kind of one word, a length, from 18:30, in "Town hall" or the end of the '
                    "line here",
                    FORMS["event"],
                )

    def _read_when(self) -> bool:
        phrase = self.phrase
        if phrase.takes(","):
            self.takes_kind = self.kind is None and not self.has_plain_place
        elif self.minutes is None and (minutes := phrase.minutes()) is not None:
            self.minutes = minutes
        elif self.begins is None and (begins := _begins(phrase)) is not None:
            self.begins = begins
        else:
            return False
        return True

    def _read_place(self) -> bool:
        phrase = self.phrase
        if self.place is None and phrase.takes("in"):
            if phrase.token().lower == "person":
                phrase.fail('a place, for example in "Town hall"')
            # What stands behind an unquoted place, after a comma, would be the end of its name.
            self.has_plain_place = phrase.token().kind != "quoted"
            self.takes_kind = self.takes_kind and not self.has_plain_place
            self.place = phrase.words("a place", stops=frozenset({"from"}))
        elif self.named.id is None and (identity := phrase.id()) is not None:
            self.named = NamedEvent(name=self.named.name, id=identity, column=self.named.column)
        else:
            return False
        return True

    def _read_kind(self) -> bool:
        token = self.phrase.token()
        if not self.takes_kind or token.kind not in ("word", "quoted"):
            return False
        if self.minutes is not None and token.kind == "word" and token.text[0].isdecimal():
            return False
        self.kind, self.takes_kind = token.text, False
        self.phrase.at += 1
        return True


def event(phrase: Phrase) -> Statement:
    """`event NAME [KIND] [LENGTH] [from TIME] [in PLACE]`, `event NAME cancelled`."""
    is_quoted = phrase.token().kind == "quoted"
    named = _new_event(phrase)
    if phrase.takes("cancelled") or phrase.takes("canceled"):
        return say.EventCancelled(event=named)
    parts = _EventParts(phrase, named, is_set_off=is_quoted)
    parts.read()
    return say.EventPlanned(
        event=parts.named,
        kind=parts.kind,
        minutes=parts.minutes,
        begins=parts.begins,
        place=parts.place,
    )


def _new_event(phrase: Phrase) -> NamedEvent:
    """An event's name without quotes ends before a comma, a length or time, or `cancelled`."""
    end = phrase.at + 1
    while end < len(phrase.tokens) and not _ends_name(phrase, end):
        end += 1
    name = Phrase(phrase.text, phrase.tokens[:end])
    name.at = phrase.at
    named = name.event(stops=OFF)
    phrase.at = name.at
    return named


def _ends_name(phrase: Phrase, at: int) -> bool:
    token = phrase.tokens[at]
    if token.lower == "from":
        return at + 1 < len(phrase.tokens) and _clock(phrase, at + 1) is not None
    return token.kind == "word" and token.text[0].isdecimal()


def _begins(phrase: Phrase) -> time | None:
    """The time after `from`, if that comes next."""
    token = phrase.token()
    if token.lower != "from":
        return None
    found = _clock(phrase, phrase.at + 1)
    if found is None:
        return None
    begins, end = found
    phrase.at += 1
    while not phrase.is_done and phrase.token().start < end:
        phrase.at += 1
    return begins


def _clock(phrase: Phrase, at: int) -> tuple[time, int] | None:
    """The time that stands at the piece `at`, and where it ends."""
    if at >= len(phrase.tokens):
        return None
    start = phrase.tokens[at].start
    try:
        found = clock_at_start(phrase.text[start:])
    except Unreadable as unreadable:
        unreadable.column += start
        raise
    return None if found is None else (found[0], start + found[1])
