"""The people in a file of vCards, whatever wrote it.

The file is read card by card, and each card property by property, so that nothing broken ever stops
the rest: a broken photo is dropped and its person kept, a line of which nothing can be made is
named in the report, and only a card in which nobody is named is dropped. vCard 2.1, 3.0 and 4.0 are
not told apart, since programs mix their rules.

`read` counts the cards, nested ones too; `blank` those in which nothing stands.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from keepknocking.exchange.cards.charsets import Guesses
from keepknocking.exchange.cards.content_lines import encoding_of, lines_of
from keepknocking.exchange.cards.contents import Contents, contents_of, is_wanted, unused_words
from keepknocking.exchange.cards.persons import lost_parts, person_of, why_nobody
from keepknocking.exchange.cards.splitting import LONGEST_SHOWN, Splitting, Stray
from keepknocking.exchange.cards.texts import one_line
from keepknocking.exchange.cards.ties import Pointer, tie_to, ties_of
from keepknocking.exchange.found import (
    Dropped,
    FileKind,
    FileRead,
    FileUnreadable,
    FoundPerson,
    FoundTie,
)
from keepknocking.exchange.sources import Source

_BEGIN = re.compile(r"BEGIN[ \t]*:[ \t]*([A-Z0-9-]{1,50})$", re.IGNORECASE)
_CARD = "VCARD"
CALENDAR_FRAMES = frozenset({"VCALENDAR", "VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY"})
_FRAMES = CALENDAR_FRAMES | {_CARD}
_MOST_TOLD = 10_000  # design choice: lost parts named one by one
_VERSION = re.compile(r"[0-9]\.[0-9]")


class NeitherCardNorCalendar(FileUnreadable):
    """A file without any vCard and any calendar in it."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} holds neither a vCard nor a calendar: no line in it says BEGIN:VCARD or "
            "BEGIN:VEVENT; look whether it is the file you meant"
        )


def is_vcard(start: bytes) -> bool:
    r"""Whether a file that begins so is one of vCards.

    >>> is_vcard(b"\xef\xbb\xbf\r\nbegin:vcard\r\n")
    True
    """
    return first_frame(start) == _CARD


def first_frame(start: bytes) -> str:
    """What the first `BEGIN` that we know begins, in capitals; empty for all other files.

    Such a file begins with a `BEGIN`, of a wrapping if it likes; before it may stand blank lines
    and remarks behind `#`.
    """
    encoding, mark = encoding_of(start)
    text = start[mark:].decode(encoding, errors="replace").replace("\r", "\n")
    begun = False
    for line in text.split("\n"):
        plain = line.replace("\0", "").strip()
        found = _BEGIN.match(plain)
        begun = begun or found is not None
        if found is not None and found[1].upper() in _FRAMES:
            return found[1].upper()
        if plain and not plain.startswith("#") and not begun:
            return ""
    return ""


def read_cards(source: Source) -> FileRead:
    """The people of all cards.

    Raises
    ------
    FileUnreadable
        the file holds no card, or more lines or cards than anybody has.
    """
    splitting = Splitting(source.name, is_wanted)
    found = _Found()
    for card in splitting.cards(lines_of(source)):
        found.take(contents_of(card, found.guesses))
    if not splitting.count:
        raise NeitherCardNorCalendar(source.name)
    people = found.linked()
    lost = (found.nobody[number] for number in sorted(found.nobody))
    parts = sorted((*found.parts, *map(_stray, splitting.strays)), key=_place)
    return FileRead(
        name=source.name,
        kind=FileKind.VCARD,
        era=found.era(),
        read=splitting.count,
        blank=found.blank,
        people=people,
        dropped=(*lost, *_told(parts, splitting.more_strays)),
        unused=unused_words(found.others),
    )


class _Found:
    """What the cards gave so far."""

    def __init__(self) -> None:
        self.guesses = Guesses()
        self.people: dict[int, FoundPerson] = {}
        self.ties: dict[int, list[FoundTie | Pointer]] = {}
        self.nobody: dict[int, Dropped] = {}
        self.parts: list[Dropped] = []
        self.others: Counter[str] = Counter()
        self.versions: Counter[str] = Counter()
        self.blank = 0

    def take(self, contents: Contents) -> None:
        """Take what one card gives."""
        card = contents.card
        self.others.update(card.others)
        if card.is_blank:
            self.blank += 1
            return
        self.versions[contents.first("VERSION")] += 1
        why = why_nobody(contents)
        if why:
            where, text = f"card {card.number}, line {card.line}", _in_short(contents)
            self.nobody[card.number] = Dropped(where=where, why=why, text=text)
            return
        self.people[card.number] = person_of(contents)
        self.parts.extend(lost_parts(contents))
        for tie in ties_of(contents):
            if isinstance(tie, Dropped):
                self.parts.append(tie)
            else:
                self.ties.setdefault(card.number, []).append(tie)

    def linked(self) -> tuple[FoundPerson, ...]:
        """The people in the order of their cards, each with whom she knows."""
        self._distinguish()
        by_key = {each.key: each for each in self.people.values() if each.key is not None}
        for number, ties in self.ties.items():
            knows: dict[tuple[str, str | None], FoundTie] = {}
            for tie in ties:
                made: FoundTie | Dropped
                if isinstance(tie, Pointer):
                    person = by_key.get(f"uid:{tie.uid}") or self.people.get(tie.card)
                    made = tie_to(tie, person)
                else:
                    made = tie
                if isinstance(made, Dropped):
                    self.parts.append(made)
                else:
                    knows.setdefault((made.name, made.relation), made)
            self.people[number] = replace(self.people[number], knows=tuple(knows.values()))
        return tuple(self.people[number] for number in sorted(self.people))

    def _distinguish(self) -> None:
        """Take the key from a card that has the UID of another person's card."""
        names: dict[str, str] = {}
        for number in sorted(self.people):
            person = self.people[number]
            if person.key is not None and names.setdefault(person.key, person.name) != person.name:
                self.people[number] = replace(person, key=None)

    def era(self) -> str:
        """The versions of the cards."""
        named = sorted(version for version in self.versions if _VERSION.fullmatch(version))
        return f"vCard {', '.join(named)}" if named else ""


def _in_short(contents: Contents) -> str:
    """What stands in a card that is nobody's."""
    texts = (text for name in contents.values for text in contents.texts(name) if name != "VERSION")
    return ", ".join(texts)[:LONGEST_SHOWN]


def _stray(stray: Stray) -> Dropped:
    place = f"card {stray.card}, line {stray.line}" if stray.card else f"line {stray.line}"
    return Dropped(
        where=place,
        why=stray.why or "it belongs to no property",
        text=one_line(stray.content.decode(errors="replace")),
        kept=True,
    )


def _place(lost: Dropped) -> int:
    """The line at the end of a place in words."""
    return int(lost.where.rpartition(" ")[2])


def _told(parts: list[Dropped], more: int) -> Iterator[Dropped]:
    """The lost parts, and of very many the number."""
    yield from parts[:_MOST_TOLD]
    more += max(len(parts) - _MOST_TOLD, 0)
    if more:
        yield Dropped(where="further lines", why=f"{more:,} further lines were lost", kept=True)
