"""What the place where the answer appears can show: how wide it is, and whether it takes pictures.

Pictures and colours are for a terminal; in a pipe there is plain text. Where the encoding has no
doors and dots, pictures are drawn in ASCII. Colours are never the only sign of anything.
"""

import shutil
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TextIO

import click

NARROWEST = 40  # design choice: pictures are not squeezed further
WIDEST = 100  # design choice: longer lines are hard to read
PLAIN_WIDTH = 88  # design choice: where text does not end up in a terminal
_SAMPLE = "▣◫▢■▨□●⣿░╌"  # what the pictures are made of


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """The width in columns, whether pictures are wanted, and what they may be made of."""

    width: int = PLAIN_WIDTH
    pictures: bool = False
    unicode: bool = True

    def wrapped(self, text: str, *, indent: str = "", hanging: str | None = None) -> str:
        """A paragraph in the width of the screen, spaces and line ends of the text not counting."""
        return textwrap.fill(
            " ".join(text.split()),
            width=self.width,
            initial_indent=indent,
            subsequent_indent=indent if hanging is None else hanging,
            break_long_words=False,
            break_on_hyphens=False,
        )

    def bullets(self, texts: Iterable[str]) -> str:
        """Paragraphs with a sign before each."""
        sign = "·" if self.unicode else "-"
        return "\n".join(self.wrapped(text, indent=f"  {sign} ", hanging="    ") for text in texts)


def screen_of(stream: TextIO, *, charts: str, environ: Mapping[str, str]) -> Screen:
    """What a stream can show. `charts`: auto (in a terminal), always or never."""
    terminal = stream.isatty()
    width = PLAIN_WIDTH
    if terminal or "COLUMNS" in environ:
        width = shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns - 1
    return Screen(
        width=min(max(width, NARROWEST), WIDEST),
        pictures=charts == "always" or (charts == "auto" and terminal),
        unicode=_can_encode(stream) and environ.get("TERM") != "dumb",
    )


def wants_no_colour(environ: Mapping[str, str]) -> bool:
    """Whether the user asked for no colours, or the terminal has none."""
    return bool(environ.get("NO_COLOR")) or environ.get("TERM") == "dumb"


def _can_encode(stream: TextIO) -> bool:
    try:
        _SAMPLE.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def heading(text: str) -> str:
    """A heading."""
    return click.style(text, bold=True)


def soft(text: str) -> str:
    """A remark."""
    return click.style(text, dim=True)


def of_the_house(text: str) -> str:
    """What the house says: blue, like a house number."""
    return click.style(text, fg="bright_blue", bold=True)


def of_yours(text: str) -> str:
    """What the seeker says: brass."""
    return click.style(text, fg="yellow", bold=True)


def weak(text: str) -> str:
    """The weak link, and nothing else, is red."""
    return click.style(text, fg="red", bold=True)
