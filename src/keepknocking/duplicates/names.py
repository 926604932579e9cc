"""What a name consists of, for comparing it: its words, in whatever order they were written.

A name is free text and stays as it is. Here its words are laid apart, in Latin letters; titles and
degrees are left out, and so is what only says that it is a firm or an office; what stands in
parentheses (a maiden name, what friends call her) may agree and cannot contradict; "Jr." and "Sr."
stand by themselves.
"""

import re
from dataclasses import dataclass

from keepknocking.duplicates.spelling import latin

_TITLES_IN_WORDS = (
    "dr prof professor mr mrs ms miss mx sir dame ing dipl mag herr frau sra srta don dona rev "
    "hon dott ir drs"
)
_TITLES = frozenset(_TITLES_IN_WORDS.split())
_DEGREES_IN_WORDS = (
    "mba phd md msc bsc ma ba cpa pmp cfa esq jd mph rn pe shrm cp scp phr sphr csm cissp cma acca "
    "fca dds dvm edd llm llb meng beng bs ms mfa psm cspo itil cscp lmsw lcsw pgmp dphil ceng he "
    "him his she her hers they them"
)
_DEGREES = frozenset(_DEGREES_IN_WORDS.split())
_OFFICES_IN_WORDS = (
    "inc llc ltd gmbh plc limited corporation team recruiting recruitment hr talent acquisition "
    "support"
)
_OFFICES = frozenset(_OFFICES_IN_WORDS.split())
"""Of two offices these words are the same and say nothing; none of them is a family's name."""
_GENERATIONS = {
    "jr": 2,
    "junior": 2,
    "ii": 2,
    "2nd": 2,
    "sr": 1,
    "senior": 1,
    "iii": 3,
    "3rd": 3,
    "iv": 4,
}
_ASIDE = re.compile(r"[(\[\u201c\"\uff08]([^)\]\u201d\"\uff09]*)[)\]\u201d\"\uff09]")
_HYPHEN = re.compile("[-\u2010\u2011\u2013]+")
_SHORTEST_PART = 3  # design choice: a shorter part of a word with a hyphen is no name by itself
_BORN_IN_WORDS = "nee ne born geb geborene formerly aka called"
_BORN = frozenset(_BORN_IN_WORDS.split())
_FEWEST = 2  # by definition: a first name and another
_MOST = 8  # numerical: more words of one name are not compared


@dataclass(frozen=True, slots=True)
class Name:
    """The words of one name.

    Attributes
    ----------
    words : tuple of str
        Latin, small; the part after a comma first ("Reyes, Ana" gives ana, reyes).
    aside : frozenset of str
        Words in parentheses, and the parts of words with a hyphen.
    generation : int
        1 for "Sr.", 2 for "Jr." and "II", 3 for "III"; 0 where nothing is said.
    """

    words: tuple[str, ...]
    aside: frozenset[str] = frozenset()
    generation: int = 0


def name_of(text: str) -> Name:
    """The words of a name.

    >>> name_of("Reyes, Dr. Ana María (née Gómez), MBA")
    Name(words=('ana', 'maria', 'reyes'), aside=frozenset({'gomez'}), generation=0)
    >>> name_of("Oscar Roth Jr.")
    Name(words=('oscar', 'roth'), aside=frozenset(), generation=2)
    >>> name_of("Harbor Foods Inc.").words
    ('harbor', 'foods')
    """
    aside = [word for inner in _ASIDE.findall(text) for word in latin(inner).split()]
    text = _ASIDE.sub(" ", text)
    aside += _parts(text)
    parts = [_without_titles(part) for part in text.split(",")]
    parts = [part for part in parts if part]
    names = [part for part in parts if not all(word in _APART for word in part)] or parts[:1]
    after = [word for part in parts if part not in names for word in part]
    words = [word for part in (*names[1:], *names[:1]) for word in part]
    generation = 0
    while len(words) > 1 and words[-1] in _GENERATIONS:
        generation = _GENERATIONS[words.pop()]
    for word in after:
        generation = _GENERATIONS.get(word, generation)
    words = [word for word in words if word not in _OFFICES] or words
    return Name(
        words=tuple(words[:_MOST]),
        aside=frozenset(word for word in aside if word not in _BORN | _DEGREES),
        generation=generation,
    )


_APART = _DEGREES | frozenset(_GENERATIONS)


def _without_titles(part: str) -> list[str]:
    """The words between two commas without what only goes with a name.

    A degree is one only where it is written in capitals after a name that is not: Ma is a name.
    """
    written = part.replace(".", " ").split()
    in_capitals = all(word == word.upper() for word in written if len(word) > 1)
    while len(written) > 1 and latin(written[0]) in _TITLES:
        del written[0]
    while (
        len(written) > _FEWEST
        and not in_capitals
        and written[-1].isupper()
        and latin(written[-1]) in _DEGREES
    ):
        del written[-1]
    return [word for each in written for word in _word(each)]


def _word(written: str) -> list[str]:
    """A word; one with a hyphen is one, whose parts are found again by `_parts`."""
    return latin("".join(_HYPHEN.split(written))).split()


def _parts(text: str) -> list[str]:
    """The parts of words with hyphens: of Smith-Jones each may stand alone."""
    found = [_HYPHEN.split(word) for word in text.split()]
    return [
        part
        for parts in found
        if len(parts) > 1
        for part in latin(" ".join(parts)).split()
        if len(part) >= _SHORTEST_PART
    ]
