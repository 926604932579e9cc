"""Where does each card begin and end, when the file forgot to say so?

A card begins at `BEGIN:VCARD` and ends at its `END:VCARD`. A card that begins within another one is
a card of its own: either it is nested (an agent, a friend of the card around it), or the one before
never ended, and both look the same until the file ends. Whatever is open then, ends there. Frames
of other names (`VADDRESSBOOK`) are wrappings and mean nothing.

Only what the house may use is kept of a card, at most `MOST_KEPT` lines of it; the rest is counted
by its name. Lines of which nothing can be made are kept as `Stray`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from keepknocking.exchange.cards.charsets import NotBase64, decoded_bytes, is_base64
from keepknocking.exchange.cards.content_lines import Property, RawLine, property_of
from keepknocking.exchange.found import FileUnreadable

MOST_CARDS = 200_000  # design choice: cards of one file
MOST_KEPT = 2_000  # design choice: lines of one card that are looked at
MOST_STRAY = 10_000  # design choice: lines named one by one; of those after them the number
LONGEST_SHOWN = 200  # by definition of a dropped line: bytes that are shown of it
LONGEST_REMARK = 65_536  # design choice: bytes of a remark put together from bare lines
_LONGEST_FRAME = 200  # design choice: bytes
_CARD = b"VCARD"
_BEGIN, _END = b"BEGIN", b"END"


class TooManyCards(FileUnreadable):
    """A file with more cards than any address book."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} has more than {MOST_CARDS:,} cards: take those you need into a file of their "
            "own and bring that in"
        )


@dataclass(frozen=True, slots=True)
class Stray:
    """A line that belongs to no property: where it stands, in which card (0: in none), its bytes.

    `why` is empty where it is no property at all.
    """

    line: int
    card: int
    content: bytes
    why: str = ""


@dataclass(slots=True)
class Card:
    """The lines of one card. `number` counts the cards of the file from 1, in their order.

    `agents` are the numbers of the cards that begin where this one names its agent; `others` says
    how often it has each property that is not looked at.
    """

    number: int
    line: int
    properties: list[Property] = field(default_factory=list)
    agents: list[int] = field(default_factory=list)
    expects_agent: bool = False
    others: Counter[str] = field(default_factory=Counter)

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all stands in it."""
        return not self.properties and not self.others and not self.agents


class Splitting:
    """The cards of a file, each as soon as it has ended, and after them its strays."""

    def __init__(self, name: str, wanted: Callable[[Property], bool]) -> None:
        self.name = name
        self.wanted = wanted
        self.count = 0
        self.strays: list[Stray] = []
        self.more_strays = 0

    def cards(self, lines: Iterable[RawLine]) -> Iterator[Card]:
        """The cards in these lines.

        Raises
        ------
        TooManyCards
        """
        opened: list[Card] = []
        for line in lines:
            frame = framed(line.content)
            if frame is None:
                self._take(line, opened[-1] if opened else None)
            elif frame == (_BEGIN, _CARD):
                opened.append(self._begun(line, opened[-1] if opened else None))
            elif frame == (_END, _CARD) and opened:
                yield opened.pop()
            elif frame == (_END, _CARD):
                self._lose(line, 0, "it ends a card that did not begin")
        yield from opened

    def _lose(self, line: RawLine, card: int, why: str = "") -> None:
        if len(self.strays) < MOST_STRAY:
            self.strays.append(Stray(line.number, card, line.content[:LONGEST_SHOWN], why))
        else:
            self.more_strays += 1

    def _begun(self, line: RawLine, around: Card | None) -> Card:
        """A new card; the agent of the one around it, if that has just announced one."""
        if self.count >= MOST_CARDS:
            raise TooManyCards(self.name)
        self.count += 1
        if around is not None and around.expects_agent:
            around.agents.append(self.count)
            around.expects_agent = False
        return Card(self.count, line.number)

    def _take(self, line: RawLine, card: Card | None) -> None:
        if card is None:
            self._lose(line, 0, "it stands outside every card")
            return
        made = property_of(line)
        if made is None:
            self._take_stray(line, card)
        elif made.name == "AGENT" and not made.value.strip():
            card.expects_agent = True  # the agent's own card begins in the next line
        elif not self.wanted(made):
            card.others[made.name if len(card.others) < MOST_KEPT else ""] += 1
            if made.name == "PHOTO" and is_broken(made):
                self._lose(line, card.number, "its photo is not whole")
        elif len(card.properties) >= MOST_KEPT:
            self._lose(line, card.number, "the card has too many lines")
        else:
            card.properties.append(made)

    def _take_stray(self, line: RawLine, card: Card) -> None:
        """A line that is no property: the rest of a remark with a bare line break, or nothing."""
        last = card.properties[-1] if card.properties else None
        if (
            last is not None
            and last.name == "NOTE"
            and "ENCODING" not in last.parameters
            and len(last.value) + len(line.content) < LONGEST_REMARK
        ):
            card.properties[-1] = replace(last, value=last.value + b"\\n" + line.content)
        else:
            self._lose(line, card.number)


def is_broken(line: Property) -> bool:
    """Whether a value says it is base64, is all here, and is not."""
    if line.cut or not is_base64(line):
        return False
    try:
        return not decoded_bytes(line)
    except NotBase64:
        return True


def framed(content: bytes) -> tuple[bytes, bytes] | None:
    """`BEGIN` or `END` and of what, in capitals; None for all other lines.

    >>> framed(b"begin:vCard ")
    (b'BEGIN', b'VCARD')
    """
    if content[:1] not in b"BbEe \t" or len(content) > _LONGEST_FRAME:
        return None
    head, colon, value = content.partition(b":")
    word = head.strip().upper()
    if not colon or word not in (_BEGIN, _END):
        return None
    return word, value.strip().upper()
