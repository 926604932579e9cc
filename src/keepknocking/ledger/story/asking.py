"""How a line that begins with `asked` goes on: of whom, for what, and by which way."""

from keepknocking.ledger.asks import Channel, Purpose
from keepknocking.ledger.story import statements as say
from keepknocking.ledger.story.forms import CHANNELS, FORMS, PURPOSES
from keepknocking.ledger.story.phrases import Phrase
from keepknocking.ledger.story.statements import Named, Statement
from keepknocking.ledger.story.verbs import one_of


class _AskParts:
    """What may follow in any order after what is asked for."""

    def __init__(self, phrase: Phrase) -> None:
        self.phrase = phrase
        self.towards: Named | None = None
        self.organization: str | None = None
        self.opening: say.NamedOpening | None = None
        self.channel: Channel | None = None
        self.through: Named | None = None
        self.minutes: int | None = None
        self.id: str | None = None

    def read(self) -> None:
        """Read all that follows."""
        while not self.phrase.is_done:
            if not (self._read_goal() or self._read_way() or self.phrase.takes(",")):
                self.phrase.fail(
                    "to somebody, at an organization, for an opening, by email, through somebody, "
                    "15m or the end of the line"
                )

    def _read_goal(self) -> bool:
        phrase = self.phrase
        if self.towards is None and (phrase.takes("to") or phrase.takes("with")):
            self.towards = phrase.person()
        elif self.organization is None and phrase.takes("at"):
            self.organization = phrase.organization()
        elif self.opening is None and phrase.takes("for"):
            self.opening = phrase.opening()
        else:
            return False
        return True

    def _read_way(self) -> bool:
        phrase = self.phrase
        if self.channel is None and phrase.takes("in", "person"):
            self.channel = Channel.IN_PERSON
        elif self.channel is None and phrase.takes_any("by", "via", "on"):
            phrase.takes("the")
            self.channel = one_of(phrase, CHANNELS, "a way of asking")
        elif self.through is None and phrase.takes("through"):
            self.through = phrase.person()
        elif self.minutes is None and (minutes := phrase.minutes()) is not None:
            self.minutes = minutes
        elif self.id is None and phrase.takes("as"):
            self.id = phrase.needed_id()
        elif self.id is None and (found := phrase.id()) is not None:
            self.id = found
        else:
            return False
        return True


def asked(phrase: Phrase) -> Statement:
    """`asked PERSON for an introduction [to PERSON] ...`, `asked PERSON about openings ...`."""
    of = phrase.person()
    parts = _AskParts(phrase)
    purpose = _purpose(phrase, parts)
    parts.read()
    return say.Asked(
        of=of,
        purpose=purpose,
        towards=parts.towards,
        organization=parts.organization,
        opening=parts.opening,
        channel=parts.channel,
        through=parts.through,
        minutes=parts.minutes,
        id=parts.id,
    )


def _purpose(phrase: Phrase, parts: _AskParts) -> Purpose:
    if phrase.takes("to", "introduce", "me"):
        return Purpose.INTRODUCTION
    if phrase.takes("for"):
        phrase.takes_any("an", "a", "the")
        return one_of(phrase, PURPOSES, "what was asked for")
    if not phrase.takes("about"):
        phrase.fail("what was asked for: for an introduction, about openings, ...", FORMS["asked"])
    if not phrase.takes_any("openings", "an opening", "jobs"):
        parts.opening = phrase.opening()
    return Purpose.OPENING
