"""Which pairs are compared at all: people who share a key, in blocks that never grow large.

Ten thousand people make fifty million pairs. Compared are those who share
- a mail address, the name before the @ where it tells somebody, the last seven digits of a phone,
  the place of a profile;
- all letters of a name, in whatever order and however parted into words;
- the skeleton or the full name of one word, and the first sound of another;
- one word, and the employer; or one rare word alone.

A block of more than LARGEST people is split by a second key (the second word whole, or the
employer). What is still too large is put in order of its names, and each is compared with the next
NEIGHBOURS only: so pairs grow with the people, never with their square.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

from keepknocking.duplicates.faces import Face
from keepknocking.duplicates.frequency import families
from keepknocking.duplicates.nicknames import PARTICLES
from keepknocking.duplicates.spelling import skeleton

LARGEST = 40  # design choice: 780 pairs at most of one block
RARE_WORD = 10  # design choice: so few people share a word that it is a key alone
NEIGHBOURS = 8  # design choice
_FIRST_SOUND = str.maketrans("cgqjieouywz", "kkkaaaaaavs")
_ONLY_IF_RARE = "1"

Key = tuple[object, ...]


def pairs_to_compare(faces: Sequence[Face]) -> frozenset[tuple[int, int]]:
    """The pairs of places, the smaller first, that share a key."""
    found: set[tuple[int, int]] = set()
    for key, block in _blocks(range(len(faces)), lambda place: keys_of(faces[place])).items():
        if key[0] == _ONLY_IF_RARE:
            if len(block) <= RARE_WORD:
                found.update(combinations(block, 2))
        elif len(block) <= LARGEST:
            found.update(combinations(block, 2))
        else:
            found.update(_split(faces, block))
    return frozenset(found)


def keys_of(face: Face) -> Iterator[Key]:
    """The keys of one person."""
    for shared in face.reach:
        yield ("@", shared)
    for name in face.names:
        words = (*name.words, *sorted(name.aside))
        yield ("*", *sorted("".join(name.words)))
        yield from _keys_of_words([word for word in words if word not in PARTICLES], face)


def _keys_of_words(words: list[str], face: Face) -> Iterator[Key]:
    employer = " ".join(sorted(face.organization))
    sounds = [_first_sounds(word) for word in words]
    for place, word in enumerate(words):
        if len(word) == 1:
            continue
        yield (_ONLY_IF_RARE, word)
        for family in families(word):
            if employer:
                yield (family, "", employer)
            for other, sound in enumerate(sounds):
                if other != place:
                    for first in sound:
                        yield (family, first)


def _first_sounds(word: str) -> frozenset[str]:
    names = (word, *families(word))
    return frozenset(name.lstrip("~")[:1].translate(_FIRST_SOUND) for name in names)


def _split(faces: Sequence[Face], block: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The pairs of a large block: by the whole names, else by order."""
    smaller = _blocks(block, lambda place: _second_keys(faces[place]))
    for part in smaller.values():
        if len(part) <= LARGEST:
            yield from combinations(part, 2)
        else:
            in_order = sorted(part, key=lambda place: (_order(faces[place]), place))
            for at, place in enumerate(in_order):
                for next_to in in_order[at + 1 : at + 1 + NEIGHBOURS]:
                    yield (place, next_to) if place < next_to else (next_to, place)


def _second_keys(face: Face) -> Iterator[Key]:
    """Two words of the name by skeleton or full name; the employer with one of them."""
    for name in face.names:
        words = [families(word) for word in name.words if len(word) > 1]
        for one, other in combinations(words, 2):
            for first in one:
                for second in other:
                    yield (first, second) if first < second else (second, first)


def _order(face: Face) -> tuple[list[str], list[str]]:
    """Where somebody stands among people of like names: by all words, then by employer."""
    return sorted(map(skeleton, face.names[0].words)), sorted(face.organization)


def _blocks(places: Iterable[int], keys: Callable[[int], Iterable[Key]]) -> dict[Key, list[int]]:
    """The places that share each key, in order, without those who stand alone."""
    found: dict[Key, list[int]] = {}
    for place in places:
        for key in dict.fromkeys(keys(place)):
            found.setdefault(key, []).append(place)
    return {key: block for key, block in found.items() if len(block) > 1}
