"""Which words tell what a message asks for, and what a reply says?

Tables of plain cues for each language, all of them tried on every message: whole words, letters
case-folded, punctuation and apostrophes read as spaces; dots in a cue stand for up to six words. No
weights and no learning: anybody must be able to see why something was proposed. Of several
purposes the most definite counts, in the order introduction, referral, opening, conversation. The
cues were chosen by hand (a design choice, decision 0018), and every proposal waits for a person's
yes.
"""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum

from keepknocking.exchange.conversations.cue_tables import (
    BY_PURPOSE,
    FIRST_WORD_NO,
    FIRST_WORD_YES,
    IDIOMS_OF_NO,
    IDIOMS_OF_NOTHING,
    IDIOMS_OF_YES,
    INTRODUCING,
    NOT_INTRODUCING,
    STRONG_NO,
    STRONG_YES,
)
from keepknocking.ledger.asks import AnswerKind, Purpose

LONGEST_READ = 5_000
"""Design choice: characters of a message in which cues are looked for; nobody asks later."""

_FIRST_YES = {word.strip() for word in FIRST_WORD_YES.split(",")}
_FIRST_NO = {word.strip() for word in FIRST_WORD_NO.split(",")}
_THUMBS = "\N{THUMBS UP SIGN}"


class Said(StrEnum):
    """Which of the two a reply says, and whether by a word that leaves little doubt."""

    YES = "yes"
    NO = "no"
    PERHAPS_YES = "perhaps yes"
    PERHAPS_NO = "perhaps no"

    @property
    def answer(self) -> AnswerKind:
        """The answer in the ledger's words."""
        if self in (Said.YES, Said.PERHAPS_YES):
            return AnswerKind.PROMISED
        return AnswerKind.DECLINED

    @property
    def is_clear(self) -> bool:
        """Whether the word leaves little doubt."""
        return self in (Said.YES, Said.NO)


def plain_words(text: str) -> str:
    """The words of a text, case-folded, one space between them and around them.

    >>> plain_words("Can't wait, Ana!")
    ' can t wait ana '
    """
    found = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text[:LONGEST_READ]).casefold())
    return f" {' '.join(found)} "


def _any_of(tables: Iterable[str]) -> re.Pattern[str]:
    """Cues as one pattern; the longer ones first, so that an idiom goes before its words."""
    cues = {cue.strip() for table in tables for cue in table.split(",")}
    longest_first = sorted(cues, key=lambda cue: (-len(cue), cue))
    return re.compile(f"(?<= )(?:{'|'.join(map(_pattern, longest_first))})(?= )")


def _pattern(cue: str) -> str:
    """One cue as a pattern of plain words."""
    return "(?: [^ ]+){0,6} ".join(plain_words(part).strip() for part in cue.split("..."))


_PURPOSES = {purpose: _any_of(tables.values()) for purpose, tables in BY_PURPOSE.items()}
_INTRODUCES = _any_of(INTRODUCING.values())
_DOES_NOT_INTRODUCE = _any_of([NOT_INTRODUCING])
_YES = _any_of(STRONG_YES.values())
_NO = _any_of(STRONG_NO.values())
_IDIOM_YES = _any_of([IDIOMS_OF_YES])
_IDIOM_NO = _any_of([IDIOMS_OF_NO])
_IDIOM_NOTHING = _any_of([IDIOMS_OF_NOTHING])


def has_words(text: str) -> bool:
    """Whether there is any letter or digit in it.

    >>> has_words("..."), has_words("ok")
    (False, True)
    """
    return bool(plain_words(text).strip())


def purpose_of(text: str) -> Purpose | None:
    """What a message asks for; None where none of the cues is in it.

    >>> purpose_of("Could you introduce me to Ben? I saw an opening.").value
    'introduction'
    >>> purpose_of("Congratulations!") is None
    True
    """
    words = plain_words(text)
    return next((purpose for purpose, cues in _PURPOSES.items() if cues.search(words)), None)


def introduces(text: str) -> bool:
    """Whether somebody brings two people together with these words.

    >>> introduces("Sam, meet Ben."), introduces("Let's meet on Friday.")
    (True, False)
    """
    return bool(_INTRODUCES.search(_DOES_NOT_INTRODUCE.sub("-", plain_words(text))))


def said_by(text: str) -> Said | None:
    """Whether a reply says yes or no; None where it says neither, or both.

    >>> said_by("No problem, I will write to Ben tonight.").value
    'yes'
    >>> said_by("Happy to help, but unfortunately I don't know anybody there.") is None
    True
    """
    words = plain_words(text)
    words = _IDIOM_NOTHING.sub("-", words)
    words, idioms_of_no = _IDIOM_NO.subn("-", words)
    words, idioms_of_yes = _IDIOM_YES.subn("-", words)
    yes = bool(idioms_of_yes or _YES.search(words))
    no = bool(idioms_of_no or _NO.search(words))
    if yes or no:
        return None if yes and no else (Said.YES if yes else Said.NO)
    first = words.split()[:1]
    if first and first[0] in _FIRST_NO:
        return Said.PERHAPS_NO
    if (first and first[0] in _FIRST_YES) or _THUMBS in text[:LONGEST_READ]:
        return Said.PERHAPS_YES
    return None
