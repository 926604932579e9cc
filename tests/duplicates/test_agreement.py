from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepknocking.duplicates.frequency import Frequencies
from keepknocking.duplicates.names import Name, name_of
from keepknocking.duplicates.names_agree import NameComparer, NamesAgree, level_of_words
from keepknocking.duplicates.weights import OTHER_WORD, Level

WORDS = ["ana", "anna", "a", "reyes", "reyer", "bill", "william", "gomez", "min", "su", "minsu"]


@pytest.fixture(scope="module")
def comparer() -> NameComparer:
    names = [(name_of("Ana Reyes"),), (name_of("Bill Gomez"),), (name_of("Min-su Kim"),)]
    return NameComparer(Frequencies(names))


def levels(agreed: NamesAgree) -> set[tuple[str, str, Level]]:
    return set(agreed.words)


def test_words_are_given_to_their_best_like(comparer: NameComparer) -> None:
    agreed = comparer.compare(name_of("Reyer Ana A."), name_of("Reyes Anna Ana"))
    assert levels(agreed) == {
        ("ana", "ana", Level.SAME),
        ("reyer", "reyes", Level.SIMILAR),
        ("a", "anna", Level.INITIAL),
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Min-su Kim", "Min Su Kim"),
        ("Kim Min Su", "Minsu Kim"),
        ("Ouyang Nana", "Ou Yang Na Na"),
        ("Ana Delacruz", "Ana De La Cruz"),
    ],
)
def test_words_written_as_one_or_several_are_the_same(
    comparer: NameComparer, one: str, other: str
) -> None:
    agreed = comparer.compare(name_of(one), name_of(other))
    assert not agreed.only_one
    assert not agreed.only_other
    assert {level for _, _, level in agreed.words} == {Level.SAME}


def test_words_aside_agree_and_do_not_contradict(comparer: NameComparer) -> None:
    with_it, without = name_of("Ana Reyes (Gomez)"), name_of("Ana Gomez")
    agreed = comparer.compare(with_it, without)
    assert agreed.only_one == ("reyes",)
    assert not agreed.only_other
    assert comparer.compare(without, with_it).weight == pytest.approx(agreed.weight)


@pytest.mark.parametrize(
    ("one", "other", "is_kin"),
    [
        ("Ana Reyes", "Bea Reyes", True),
        ("Ana Reyes", "Ana Gomez", False),
        ("Ana Reyes", "Ana Maria Reyes", False),
        ("Ana Reyes Jr.", "Ana Reyes Sr.", True),
        ("Ana Reyes Jr.", "Ana Reyes", False),
    ],
)
def test_another_first_name_makes_kin(
    comparer: NameComparer,
    one: str,
    other: str,
    is_kin: bool,  # noqa: FBT001 (what the case says)
) -> None:
    assert comparer.compare(name_of(one), name_of(other)).is_kin is is_kin


def test_more_words_than_can_be_tried_in_every_order(comparer: NameComparer) -> None:
    one = Name(words=("abcdef", "bcdefg", "cdefgh", "defghi", "efghij"))
    other = Name(words=("abcdex", "bcdefx", "cdefgx", "defghx", "efghix"))
    agreed = comparer.compare(one, other)
    assert len(agreed.words) == 5
    assert {level for _, _, level in agreed.words} == {Level.SIMILAR}


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from(WORDS), max_size=4), st.lists(st.sampled_from(WORDS), max_size=4))
def test_names_agree_both_ways(mine: list[str], yours: list[str]) -> None:
    comparer = NameComparer(Frequencies([(name_of("Ana Reyes"),)]))
    one, other = Name(words=tuple(dict.fromkeys(mine))), Name(words=tuple(dict.fromkeys(yours)))
    assert comparer.compare(one, other).weight == pytest.approx(comparer.compare(other, one).weight)


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.sampled_from(WORDS[:8]), min_size=2, max_size=3, unique=True),
    st.lists(st.sampled_from(WORDS[:8]), min_size=2, max_size=3, unique=True),
)
def test_the_assignment_is_the_best_of_all(mine: list[str], yours: list[str]) -> None:
    """Against trying every order, for words none of which is in both names."""
    mine = [word for word in mine if word not in yours]
    comparer = NameComparer(Frequencies([(name_of("Ana Reyes"),)]))
    found = comparer.compare(Name(words=tuple(mine)), Name(words=tuple(yours)))
    given_away = sum(
        known[0] for one, other, _ in found.words if (known := comparer.words(one, other))
    )
    few, many = sorted((mine, yours), key=len)
    best = max(
        sum(
            known[0]
            for one, other in zip(few, order, strict=True)
            if (known := comparer.words(one, other))
        )
        for order in permutations(many, len(few))
    )
    assert given_away == pytest.approx(best)


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("ana", "ben", None),
        ("ann", "anx", None),
        ("a", "ben", None),
        ("mohammed", "mhmd", Level.VARIANT),
        ("reyes", "reyess", Level.VARIANT),
        ("thornwick", "thornbick", Level.SIMILAR),
        ("thornwick", "thornwick2x", Level.SIMILAR),
        ("thornwick", "thorley", None),
    ],
)
def test_words_agree_on_a_level(one: str, other: str, level: Level | None) -> None:
    assert level_of_words(one, other) is level
    assert level_of_words(other, one) is level


def test_a_word_left_over_on_both_sides_speaks_against() -> None:
    comparer = NameComparer(Frequencies([(name_of("Ana Reyes"),)]))
    assert comparer.compare(name_of("Ana"), name_of("Ben")).weight == pytest.approx(OTHER_WORD)
    assert comparer.compare(name_of("de la"), name_of("van")).weight == 0.0
