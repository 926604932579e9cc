import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepknocking.duplicates.names import Name, name_of
from keepknocking.duplicates.nicknames import FULL_NAMES, full_names
from keepknocking.duplicates.spelling import latin, skeleton


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Ana Reyes", ("ana", "reyes")),
        ("  ANA   REYES ", ("ana", "reyes")),
        ("Reyes, Ana", ("ana", "reyes")),
        ("Dr. Ana Reyes, MBA, PMP", ("ana", "reyes")),
        ("Ana Reyes MBA", ("ana", "reyes")),
        ("ANA REYES MBA", ("ana", "reyes", "mba")),
        ("Jack Ma", ("jack", "ma")),
        ("Jack MA", ("jack", "ma")),
        ("MBA", ("mba",)),
        ("Dr.", ("dr",)),
        ("Müller-Łukasz", ("mullerlukasz",)),
        ("O'Brien", ("obrien",)),
        ("王晓明", ("wang", "xiao", "ming")),
        ("김민수", ("kim", "min", "su")),
        ("Александр Сергеев", ("aleksandr", "sergeev")),
        ("J.R. Hart", ("j", "r", "hart")),
        ("🚀 Ana ✨", ("ana",)),
        ("!!!", ()),
        ("Ana (she/her)", ("ana",)),
    ],
)
def test_a_name_is_laid_apart(written: str, words: tuple[str, ...]) -> None:
    assert name_of(written).words == words


@pytest.mark.parametrize(
    ("written", "aside"),
    [
        ("Ana Reyes (née Gómez)", {"gomez"}),
        ("William “Bill” Hart", {"bill"}),
        ("Ana Smith-Jones", {"smith", "jones"}),
        ("Min-su Kim", {"min"}),
        ("Ana (she/her)", set()),
        ("Ana", set()),
    ],
)
def test_what_stands_aside_may_agree(written: str, aside: set[str]) -> None:
    assert name_of(written).aside == aside


@pytest.mark.parametrize(
    ("written", "generation"),
    [
        ("Oscar Roth Jr.", 2),
        ("Oscar Roth, Jr.", 2),
        ("Oscar Roth Sr", 1),
        ("Oscar Roth III", 3),
        ("Oscar Roth", 0),
        ("Junior", 0),
    ],
)
def test_the_younger_and_the_elder_are_told_apart(written: str, generation: int) -> None:
    assert name_of(written).generation == generation


@settings(deadline=None, max_examples=300)
@given(st.text())
def test_any_text_has_words_of_letters_and_digits(text: str) -> None:
    name = name_of(text)
    assert isinstance(name, Name)
    assert all(word.isalnum() and word.isascii() for word in (*name.words, *name.aside))
    assert name_of(text) == name


@settings(deadline=None)
@given(st.text())
def test_latin_is_where_it_ends(text: str) -> None:
    assert latin(latin(text)) == latin(text)
    assert len(skeleton("".join(latin(text).split()))) <= 2 * len(latin(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [("mohammed", "mhmd"), ("alexander", "aleksandr"), ("elena", "alena"), ("philip", "filip")],
)
def test_spellings_of_one_name_have_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


def test_short_forms_lead_to_full_names() -> None:
    assert full_names("bill") & full_names("william") == {"william"}
    assert full_names("pepe") & full_names("jose")
    assert full_names("sasha") >= {"alexander", "alexandra"}
    assert full_names("kate") & full_names("katherine")
    assert not full_names("zzz")
    assert all(name == latin(name) for name in FULL_NAMES)
