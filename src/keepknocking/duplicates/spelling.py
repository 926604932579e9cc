"""How a word is spelled in Latin letters, and its skeleton, which many spellings share.

Letters of every script are written in Latin ones, sign by sign, by anyascii: it knows nothing of
languages, so a Chinese or Korean name comes out as its syllables and a Japanese one in its Chinese
reading. The skeleton drops what spellings of one name differ in most: vowels, doubled letters, and
the several ways to write a sound. It is a key to compare by, never a name.
"""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

_SYLLABIC = re.compile("[\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]")
"""Signs that are a syllable each: Chinese characters and Korean syllables."""
_FIRST_KOREAN = "\uac00"
_AS_PEOPLE_WRITE = {
    "gim": "kim",
    "i": "lee",
    "bak": "park",
    "choe": "choi",
    "jeong": "jung",
    "gang": "kang",
    "jo": "cho",
    "yun": "yoon",
    "im": "lim",
    "o": "oh",
    "an": "ahn",
    "u": "woo",
    "gwon": "kwon",
    "hyeon": "hyun",
    "yeong": "young",
    "seon": "sun",
    "geon": "gun",
}
"""Korean syllables: what the rules make of them, and what most people write of themselves."""
_SOUNDS = (
    ("shch", "s"),
    ("tsch", "c"),
    ("sch", "s"),
    ("sh", "s"),
    ("tch", "c"),
    ("kh", "h"),
    ("ph", "f"),
    ("ck", "k"),
    ("th", "t"),
    ("dj", "j"),
    ("gh", "g"),
    ("x", "ks"),
    ("q", "k"),
    ("w", "v"),
    ("z", "s"),
)
"""Letters that stand for one sound in one language or another: design choice."""
_DOUBLED = re.compile(r"(.)\1+")
_UNSAID = re.compile(r"(?<!^)[aeiouyj]")
_VOWELS = ("e", "i", "o", "u", "y")
_LONGEST = 200  # numerical: of a longer text only the beginning is compared


@lru_cache(maxsize=1 << 17)
def latin(text: str) -> str:
    """The text in small Latin letters and digits, its words apart by single spaces.

    >>> latin("Müller-Łukasz O'Brien"), latin("Юлия"), latin("王伟")
    ('muller lukasz obrien', 'yuliya', 'wang wei')
    """
    text = text[:_LONGEST]
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        text = _SYLLABIC.sub(_syllable, text)
    kept = "".join(_plain(letter) for letter in text)
    return " ".join(kept.casefold().split())


def _syllable(sign: re.Match[str]) -> str:
    """One sign as a word of its own."""
    written = anyascii(sign.group()).casefold()
    if sign.group() >= _FIRST_KOREAN:
        written = _AS_PEOPLE_WRITE.get(written, written)
    return f" {written} "


def _plain(letter: str) -> str:
    """One sign in Latin letters; a space for what divides words, nothing for an apostrophe."""
    if letter.isascii():
        if letter.isalnum():
            return letter
        return "" if letter in "'`" else " "
    kind = unicodedata.category(letter)
    if kind[0] in "LN":
        return "".join(sign for sign in anyascii(letter) if sign.isalnum())
    return "" if kind[0] == "M" or letter in "\u2019\u2018\u02bc" else " "


@lru_cache(maxsize=1 << 17)
def skeleton(word: str) -> str:
    """What is left of a Latin word when only its consonants count, one letter a sound.

    >>> skeleton("mohammed"), skeleton("mhmd"), skeleton("alexander"), skeleton("aleksandr")
    ('mhmd', 'mhmd', 'alksndr', 'alksndr')
    """
    for letters, sound in _SOUNDS:
        word = word.replace(letters, sound)
    if word.startswith(_VOWELS):
        word = f"a{word[1:]}"
    return _DOUBLED.sub(r"\1", _UNSAID.sub("", word).replace("c", "k"))
