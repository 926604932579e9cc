"""Rungs: dots and squares as many as said, on one scale with the bracket of the range."""

from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepknocking.web.pictures.bars import (
    LENGTH,
    PITCH,
    SCALE,
    NothingSaid,
    Ranged,
    Rung,
    middle_of,
    rung,
)
from keepknocking.web.pictures.whole_numbers import NotOfAHundred, RangeUpsideDown

Reader = Callable[[str], Any]
COUNT = st.integers(0, 100)


@given(COUNT, COUNT, COUNT, COUNT)
@settings(max_examples=60, deadline=None)
def test_marks_and_table_say_the_same(
    seen: Reader, yours: int, house: int, one: int, two: int
) -> None:
    low, high = sorted((one, two))
    picture = rung(Rung("a name", yours, Ranged(house, low, high)))
    drawing = seen(picture.svg)
    assert len(drawing.marks("m-y")) == yours
    assert len(drawing.marks("m-h")) == house
    assert picture.table.rows == (
        ("You", str(yours), ""),
        ("The house", str(house), f"{low} to {high}"),
    )
    said = f"you {yours} of 100, the house {house} of 100 (8 times in 10: {low} to {high})"
    assert drawing.top.get("aria-label") == picture.sentence == f"a name: {said}."


def test_the_bracket_stands_at_the_ends_of_the_range(seen: Reader) -> None:
    drawing = seen(rung(Rung("a name", 38, Ranged(46, 35, 57))).svg)
    # Ten units to each of a hundred; below two rows of 44 and a rule of 14 units.
    assert drawing.of_class("m-band")[0].get("d") == "M350 102v16H570v-16"
    assert drawing.top.get("viewBox") == "0 0 1000 128"


def test_each_ten_marks_fill_their_tenth_of_the_scale() -> None:
    for place in range(100):
        x, _ = middle_of(place)
        assert place // 10 == int((x - PITCH / 2) // 100) == int((x + PITCH / 2) // 100)
        assert 0 < x < LENGTH


def test_no_two_marks_touch() -> None:
    widest = 7.8 * SCALE
    for one, two in combinations([middle_of(place) for place in range(100)], 2):
        assert max(abs(one[0] - two[0]), abs(one[1] - two[1])) > widest


def test_the_first_mark_stands_in_the_middle_of_its_place(seen: Reader) -> None:
    x, y = seen(rung(Rung("a name", 1, None)).svg).marks("m-y")[0]
    middle = (x + 3.9) * SCALE, y * SCALE
    assert middle == pytest.approx(middle_of(0), abs=0.02)


def test_a_side_not_told_is_not_drawn(seen: Reader) -> None:
    mine = rung(Rung("a name", 5, None))
    assert seen(mine.svg).of_class("m-band") == []
    assert mine.table.rows == (("You", "5", ""),)
    theirs = rung(Rung("a name", None, Ranged(5, 0, 9)))
    assert seen(theirs.svg).marks("m-y") == []
    assert theirs.sentence == "a name: the house 5 of 100 (8 times in 10: 0 to 9)."


def test_hostile_words_stay_words(seen: Reader) -> None:
    words = "<script>alert('1')</script>\" onload=\"x"
    picture = rung(Rung(words, 5, None))
    assert "<script" not in picture.markup
    assert seen(picture.svg).top.get("aria-label").startswith(words)


def test_the_legend_says_dots_squares_and_range() -> None:
    words = [line.words for line in rung(Rung("a name", 5, None)).legend]
    assert words == ["your dots", "the house's squares", "the house's range, 8 times in 10"]


def test_a_rung_is_small() -> None:
    assert len(rung(Rung("a name", 100, Ranged(100, 0, 100))).svg) < 11_000


def test_what_no_hundred_can_hold_is_refused() -> None:
    with pytest.raises(NotOfAHundred, match="101 dots"):
        Rung("a name", 101, None)
    with pytest.raises(NotOfAHundred, match="-1 in a range"):
        Ranged(5, -1, 9)
    with pytest.raises(RangeUpsideDown, match="from 9 to 2 is upside down"):
        Ranged(5, 9, 2)
    with pytest.raises(NothingSaid, match="'a name'"):
        Rung("a name", None, None)
