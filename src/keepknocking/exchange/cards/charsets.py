r"""Which letters do these bytes stand for?

In this order: what a property itself says (`CHARSET=`), if its bytes fit; UTF-8, if they fit; else
a guess from all such bytes of the same card. The guess is Western European (Windows-1252) where
that makes letters of everything that is not ASCII, and those are the smaller part; else what
charset-normalizer finds most like a language. In all cases every byte becomes something: a text is
never lost for its charset.

Quoted-printable and base64 are undone first, since a charset is one of bytes.
"""

import binascii
import codecs
from collections import Counter
from collections.abc import Iterable, Iterator

from keepknocking.exchange.cards.content_lines import Property

WESTERN = "cp1252"
MOST_GUESSES = 300  # design choice: guesses of one file; after them its commonest one holds
_LONGEST_SAMPLE = 4096  # design choice: bytes a guess is made from
_FOREIGN = ("cp1251", "cp1250", "cp932", "gb18030", "big5", "euc_kr", WESTERN)
_NAMES = {
    "MACINTOSH": "mac_roman",
    "X-MAC-ROMAN": "mac_roman",
    "MAC": "mac_roman",
    "SHIFT_JIS": "cp932",
    "SHIFT-JIS": "cp932",
    "X-SJIS": "cp932",
    "SJIS": "cp932",
    "WINDOWS-31J": "cp932",
    # What calls itself so is Windows-1252 in practice: it has letters where this has none.
    "ISO-8859-1": WESTERN,
    "LATIN1": WESTERN,
    "ANSI": WESTERN,
    "GB2312": "gb18030",
    "GBK": "gb18030",
    "KS_C_5601-1987": "cp949",
}
_QUOTED = frozenset({"QUOTED-PRINTABLE", "QP"})
_BASE64 = frozenset({"BASE64", "B"})
_HALF = 0.5
# Codecs of Python that no file has, or that a text here no longer has (UTF-16 became UTF-8).
_NEVER = ("utf-16", "utf-32", "utf-7", "idna", "punycode", "unicode", "raw", "undefined", "oem")


class NotBase64(ValueError):
    """A value that says it is base64 and is not."""


def is_base64(line: Property) -> bool:
    """Whether a property says that its value is base64."""
    return any(each.upper() in _BASE64 for each in line.parameters.get("ENCODING", ()))


def decoded_bytes(line: Property) -> bytes:
    r"""The bytes of a value without their transfer encoding.

    >>> decoded_bytes(Property(1, "FN", b"J=C3=BCrgen", parameters={"ENCODING": ["QP"]}))
    b'J\xc3\xbcrgen'

    Raises
    ------
    NotBase64
    """
    encodings = {each.upper() for each in line.parameters.get("ENCODING", ())}
    if encodings & _QUOTED or "QUOTED-PRINTABLE" in line.parameters.get("TYPE", ()):
        return binascii.a2b_qp(line.value)
    if encodings & _BASE64:
        # Line breaks and blanks in between are common, and the last `=` is often forgotten.
        plain = b"".join(line.value.split()).rstrip(b"=")
        try:
            return binascii.a2b_base64(plain + b"=" * (-len(plain) % 4), strict_mode=True)
        except binascii.Error as error:
            raise NotBase64(str(error)) from None
    return line.value


class Guesses:
    """The guesses made in one file: for each card one, and at most `MOST_GUESSES` hard ones."""

    def __init__(self) -> None:
        self.made: Counter[str] = Counter()

    def of(self, sample: bytes) -> str:
        """The likely encoding of some bytes that are not UTF-8."""
        sample = sample[:_LONGEST_SAMPLE]
        if _is_western(sample):
            return WESTERN
        if self.made.total() >= MOST_GUESSES:
            return self.made.most_common(1)[0][0]
        guess = _likely(sample)
        self.made[guess] += 1
        return guess


def texts_of(lines: Iterable[Property], guesses: Guesses) -> Iterator[tuple[Property, str | None]]:
    """Each property of one card with its value as text; None where its base64 is broken."""
    given = tuple(lines)
    guess: str | None = None
    for line in given:
        try:
            content = decoded_bytes(line)
        except NotBase64:
            yield line, None
            continue
        text = _fitting(content, line.parameter("CHARSET"))
        if text is None:
            guess = guess or guesses.of(_sample(given))
            text = content.decode(guess, errors="replace")
        yield line, text


def _fitting(content: bytes, charset: str) -> str | None:
    """The text, if it fits the charset it is said to have, or UTF-8."""
    for encoding in (_codec(charset), "utf-8") if charset else ("utf-8",):
        try:
            return content.decode(encoding) if encoding else None
        except UnicodeError:
            # A text cut in the middle of a letter (by a phone, or by us) is still that text.
            if encoding == "utf-8" and _is_cut_off(content):
                return content.decode(errors="replace")
    return None


def _is_cut_off(content: bytes) -> bool:
    """Whether UTF-8 would fit but for an unfinished letter at the end, and has letters before."""
    try:
        read, _ = codecs.utf_8_decode(content, "strict", False)  # noqa: FBT003 (takes no name)
    except UnicodeDecodeError:
        return False
    return not read.isascii()


def _codec(charset: str) -> str:
    """Python's name of a charset, UTF-8 where it has none."""
    name = charset.strip().upper()
    try:
        codec = codecs.lookup(_NAMES.get(name, name))
    except (LookupError, ValueError):  # a NUL in it is a ValueError
        return "utf-8"
    # Python has codecs that are no charsets (rot13, zip): never those.
    is_text = getattr(codec, "_is_text_encoding", False) and not codec.name.startswith(_NEVER)
    return codec.name if is_text else "utf-8"


def _sample(lines: Iterable[Property]) -> bytes:
    """All bytes of a card that a guess can be made from: values that are not UTF-8."""
    values = [decoded_bytes(line) for line in lines if not is_base64(line)]
    return b" ".join(value for value in values if _fitting(value, "") is None)


def _is_western(sample: bytes) -> bool:
    try:
        text = sample.decode(WESTERN)
    except UnicodeDecodeError:
        return False
    odd = [letter for letter in text if not letter.isascii()]
    letters = sum(map(str.isalpha, text))
    plain = all(letter.isalpha() or letter in "’‘“”–—…€ °§´" for letter in odd)  # noqa: RUF001
    return plain and len(odd) <= _HALF * letters


def _likely(sample: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 (loads much)

    best = from_bytes(sample, cp_isolation=list(_FOREIGN)).best()
    return best.encoding if best is not None else WESTERN
