"""Phrases: the words of one line, and the parts that several kinds of line share.

A line falls into words, quoted texts, ids (`#ana-reyes`) and marks. A name runs on until a
preposition of the grammar, a mark or the end; a name that holds such a word stands between quotes.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple, NoReturn

from keepknocking.ledger.story.days import read_minutes
from keepknocking.ledger.story.problems import Unreadable
from keepknocking.ledger.story.spelling import spaced, unquoted
from keepknocking.ledger.story.statements import Details, Named, NamedEvent, NamedOpening

TOKEN = re.compile(
    r"""\s*(?:
      (?P<moment>\d{4}-\d\d-\d\dT[\d:.,+Z-]+)
    | (?P<id>\#(?:\w+(?:[-.]+\w+)*|"(?:[^"\\]|\\.)*"))
    | (?P<straight>"(?:[^"\\]|\\.)*")
    | (?P<curly>“[^”“"]*[”“"]|„[^“”"]*[“”"]|«[^»]*»|»[^«]*«)
    | (?P<mark>->|→|[(),:])
    | (?P<word>[^\s"“”„«»(),:#][^\s"“”„«»(),:]*)
    | (?P<stray>\S)
    )""",
    re.VERBOSE,
)
ARROWS = ("->", "→")
STOPS = frozenset({
    "about", "answering", "as", "at", "by", "for", "out", "through", "to", "unasked", "until",
    "via", "with", "on",
})  # fmt: skip
MINUTE_WORDS = frozenset({"m", "min", "mins", "minute", "minutes"})
HOUR_WORDS = frozenset({"h", "hour", "hours"})
MOST_DIGITS = 9  # numerical: no number of a story is longer


class Token(NamedTuple):
    """One piece of a line. `kind` is word, quoted, id or mark; `text` is what is meant."""

    kind: str
    text: str
    lower: str
    start: int
    end: int


def tokens_of(text: str) -> list[Token]:
    """The pieces of a line."""
    return [_token(match) for match in TOKEN.finditer(text, 0, len(text.rstrip()))]


def _token(match: re.Match[str]) -> Token:
    kind = str(match.lastgroup)
    text = match.group(kind)
    start, end = match.span(kind)
    if kind == "word":
        return Token("word", text, text.casefold(), start, end)
    if kind == "id":
        inner = text[1:]
        meant = unquoted(inner[1:-1]) if inner.startswith('"') else inner
        if not meant:
            raise Unreadable(text, "an id that is not empty", column=start)
        return Token("id", meant, "", start, end)
    if kind in ("straight", "curly"):
        meant = unquoted(text[1:-1]) if kind == "straight" else text[1:-1]
        return Token("quoted", meant, "", start, end)
    if kind == "stray":
        expected = "a closing quote" if text in '"“„«»' else "a word"
        raise Unreadable(text, expected, column=start)
    return Token(kind if kind == "mark" else "word", text, text, start, end)


class Phrase:
    """A line being read: its pieces, and how far we are."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.at = 0

    @property
    def is_done(self) -> bool:
        """Whether all of the line has been read."""
        return self.at >= len(self.tokens)

    def token(self) -> Token:
        """The next piece; at the end one of kind `end`."""
        if self.at < len(self.tokens):
            return self.tokens[self.at]
        return Token("end", "", "", len(self.text.rstrip()), len(self.text))

    def fail(self, expected: str, nearest: str | None = None) -> NoReturn:
        """Give up on this line, here."""
        token = self.token()
        raise Unreadable(
            self.text[token.start : token.end].strip(),
            expected,
            column=token.start,
            nearest=nearest,
        )

    def takes(self, *words: str) -> bool:
        """Whether these words or marks come next; if so they are read."""
        piece = self.tokens[self.at : self.at + len(words)]
        if tuple(token.lower for token in piece) != words:
            return False
        self.at += len(words)
        return True

    def takes_any(self, *phrases: str) -> bool:
        """Whether one of these phrases comes next; if so it is read."""
        return any(self.takes(*phrase.split()) for phrase in phrases)

    def ends(self) -> None:
        """Refuse anything after what was read."""
        if not self.is_done:
            self.fail("the end of the line here")

    def words(self, what: str, *, stops: frozenset[str] = STOPS) -> str:
        """A quoted text, or the words up to a preposition, a mark or the end."""
        first = self.token()
        if first.kind == "quoted":
            self.at += 1
            return first.text
        last = first
        while (token := self.token()).kind == "word" and token.lower not in stops:
            if stops and token is not first and self._is_way_or_length():
                break
            last = token
            self.at += 1
        if last is first and (first.kind != "word" or first.lower in stops):
            self.fail(what)
        return spaced(self.text[first.start : last.end])

    def _is_way_or_length(self) -> bool:
        """Whether "in person" or a length of time comes next."""
        at = self.at
        try:
            return self.takes("in", "person") or self.minutes() is not None
        finally:
            self.at = at

    def id(self) -> str | None:
        """An id, if one comes next."""
        token = self.token()
        if token.kind != "id":
            return None
        self.at += 1
        return token.text

    def needed_id(self) -> str:
        """The id that has to come next."""
        found = self.id()
        if found is None:
            self.fail("the id of an ask, for example #ana-reyes-2026-03-03")
        return found

    def person(self, *, stops: frozenset[str] = STOPS) -> Named:
        """A name with its details and id, where written."""
        column = self.token().start
        name = self.words("the name of a person", stops=stops)
        if not name.strip():
            raise Unreadable('""', "a name that is not empty", column=column)
        known_by = self.id()
        details = self._details()
        return Named(
            name=name,
            id=self.id() if known_by is None else known_by,
            details=details,
            column=column,
        )

    def _details(self) -> Details | None:
        if not self.takes("("):
            return None
        organization = self._inside(",)")
        role = self._inside(")") if self.takes(",") else None
        if not self.takes(")"):
            self.fail("a closing parenthesis")
        return Details(organization, role)

    def _inside(self, closing: str) -> str | None:
        first = self.token()
        if first.kind == "quoted":
            self.at += 1
            return first.text
        last = None
        while (token := self.token()).kind in ("word", "mark") and token.text not in closing:
            if token.text == "(":
                self.fail("quotes around an organization or role with parentheses in it")
            last = token
            self.at += 1
        return None if last is None else spaced(self.text[first.start : last.end])

    def event(self, *, stops: frozenset[str] = frozenset()) -> NamedEvent:
        """An event by its name."""
        token = self.token()
        if token.kind == "word":
            self.takes("the")
        name = self.words("the name of an event", stops=stops)
        return NamedEvent(name=name, id=self.id(), column=token.start)

    def opening(self) -> NamedOpening:
        """An opening by its title and, where given, organization."""
        column = self.token().start
        if self.token().kind == "word":
            self.takes("the")
        title = self.words("the title of an opening")
        organization = self.organization() if self.takes("at") else None
        return NamedOpening(title=title, organization=organization, id=self.id(), column=column)

    def organization(self) -> str:
        """The name of an organization."""
        return self.words("the name of an organization")

    def number(self, what: str) -> int:
        """A whole number."""
        token = self.token()
        if token.kind != "word" or not token.text.isdecimal() or len(token.text) > MOST_DIGITS:
            self.fail(what)
        self.at += 1
        return int(token.text)

    def minutes(self) -> int | None:
        """A length of time (`2h`, `90m`, `45 minutes`), if one comes next."""
        token = self.token()
        if token.kind != "word" or not token.text[0].isdecimal():
            return None
        found = read_minutes(token.lower)
        if found is not None:
            self.at += 1
            return self._positive(found, token)
        return self._minutes_with_unit(token)

    def _minutes_with_unit(self, token: Token) -> int | None:
        if not token.text.isdecimal() or len(token.text) > MOST_DIGITS:
            return None
        self.at += 1
        unit = self.token().lower
        if unit not in MINUTE_WORDS and unit not in HOUR_WORDS:
            self.at -= 1
            return None
        self.at += 1
        return self._positive(int(token.text) * (1 if unit in MINUTE_WORDS else 60), token)

    def _positive(self, minutes: int, token: Token) -> int:
        if minutes == 0:
            raise Unreadable(token.text, "a length above zero, for example 45m", column=token.start)
        return minutes
