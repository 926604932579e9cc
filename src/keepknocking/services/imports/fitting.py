"""Text of a file as the ledger can hold it: bounded, whole characters, never reworded.

A line of the story has an end, and a fact must fit into one. What is longer is cut, and said so.
"""

from keepknocking.exchange.found import Dropped
from keepknocking.ledger.story.spelling import quoted

LONGEST_NAME = 300  # design choice: characters, as a story writes them; names, titles, places
LONGEST_VALUE = 1000  # design choice: characters of an address, number or link
LONGEST_NOTE = 6000  # design choice: characters of a remark
_SHOWN = 60  # design choice: of what was cut so much is shown


class Cutting:
    """Cuts what is too long, and remembers it."""

    def __init__(self) -> None:
        self.dropped: list[Dropped] = []

    def text(self, text: str, where: str, *, most: int = LONGEST_NAME) -> str:
        """The text, cut at the end where it is longer than a story can hold."""
        if not text.isascii():
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if 4 * len(text) < most and text.isprintable():
            return text
        if len(text) <= most and len(quoted(text)) <= most + 2:
            return text
        cut = _cut(text, most)
        why = f"cut to its first {len(cut):,} of {len(text):,} characters"
        self.dropped.append(Dropped(where=where, why=why, text=text[:_SHOWN], kept=True))
        return cut

    def value(self, text: str, where: str) -> str | None:
        """An address, number or link; None where it is too long to be one."""
        if len(text) <= LONGEST_VALUE and len(quoted(text)) <= LONGEST_VALUE + 2:
            return self.text(text, where, most=LONGEST_VALUE)
        why = f"an address or number of more than {LONGEST_VALUE:,} characters"
        self.dropped.append(Dropped(where=where, why=why, text=text[:_SHOWN], kept=True))
        return None


def _cut(text: str, most: int) -> str:
    """The longest beginning that a story writes in so many characters."""
    low, high = 0, min(len(text), most)
    while low < high:
        middle = (low + high + 1) // 2
        if len(quoted(text[:middle])) <= most + 2:
            low = middle
        else:
            high = middle - 1
    return text[:low]
