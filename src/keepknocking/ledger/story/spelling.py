r"""How words are spelled in a story: quoted, compared, shortened to ids.

Quoted text stands between `"` and `"`; inside, `\"`, `\\`, `\n`, `\r`, `\t` and `\u{10ffff}` stand
for what cannot be written as it is. Two names are the same for the reader if they differ only in
capitals, accents and spaces.
"""

import re
import unicodedata
from functools import lru_cache

SHORT = {"n": "\n", "r": "\r", "t": "\t"}
LONG = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|(.))", re.DOTALL)
SPACES = re.compile(r"\s+")
SEPARATORS = re.compile(r"[^\w]|_")
PLAIN_ID = re.compile(r"\w+(?:[-.]+\w+)*")
LAST_CODE_POINT = 0x10FFFF  # by definition
# What may not stand in a line as it is: control characters, line and paragraph separators, the
# byte order mark, half characters.
UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")


def quoted(text: str) -> str:
    r"""The text between quotes.

    >>> quoted('say "hello"')
    '"say \\"hello\\""'
    """
    safe = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{UNWRITABLE.sub(_escaped, safe)}"'


def _escaped(found: re.Match[str]) -> str:
    letter = found.group()
    return LONG.get(letter, f"\\u{{{ord(letter):x}}}")


def unquoted(inner: str) -> str:
    """What stands between quotes, as it was meant."""
    return ESCAPE.sub(_meant, inner) if "\\" in inner else inner


def _meant(found: re.Match[str]) -> str:
    code, letter = found.groups()
    if code is None:
        return SHORT.get(letter, letter)
    return chr(min(int(code, 16), LAST_CODE_POINT))


def spaced(text: str) -> str:
    """The text with single spaces and none around it."""
    return SPACES.sub(" ", text).strip()


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """The form in which names are compared: no capitals, no accents, single spaces.

    >>> folded("  José   NÚÑEZ ")
    'jose nunez'
    """
    if text.isascii():
        return spaced(text).casefold()
    apart = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return spaced(unicodedata.normalize("NFC", bare))


@lru_cache(maxsize=65536)
def slug(text: str, *, otherwise: str) -> str:
    """The text as an id: small letters and digits of any script joined by `-`.

    >>> slug("José Núñez (2nd)", otherwise="person"), slug("陳 武", otherwise="person")
    ('jose-nunez-2nd', '陳-武')
    >>> slug("?!", otherwise="person")
    'person'
    """
    return "-".join(SEPARATORS.sub(" ", folded(text)).split()) or otherwise


def written_id(identity: str) -> str:
    """An id as it is written in a line: `#ana-reyes-2`, or quoted where it has other characters."""
    return f"#{identity}" if PLAIN_ID.fullmatch(identity) else f"#{quoted(identity)}"
