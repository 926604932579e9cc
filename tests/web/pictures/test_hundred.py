"""A hundred marks: as many of each as said, none on another, and never without its words."""

from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepknocking.web.pictures.hundred import Group, NotAHundred, cell_of, hundred
from keepknocking.web.pictures.marks import Mark, drawn, key
from keepknocking.web.pictures.whole_numbers import NotOfAHundred

CLASS = {
    Mark.YOURS: "m-y",
    Mark.HOUSE: "m-h",
    Mark.HATCHED: "m-other",
    Mark.FRAMED: "m-gain",
    Mark.HOLLOW: "m-none",
    Mark.HAPPENED: "m-came",
}
INNER = {Mark.HATCHED: "m-cut", Mark.FRAMED: "m-pip"}
Reader = Callable[[str], Any]


@st.composite
def splits(draw: st.DrawFn) -> list[int]:
    """A hundred split among the six kinds of mark, some perhaps none."""
    cuts = sorted(draw(st.lists(st.integers(0, 100), min_size=5, max_size=5)))
    return [high - low for low, high in zip([0, *cuts], [*cuts, 100], strict=True)]


@given(splits())
@settings(max_examples=60, deadline=None)
def test_each_kind_is_drawn_as_often_as_it_is_said(seen: Reader, counts: list[int]) -> None:
    groups = [Group(mark, count, mark.value) for mark, count in zip(Mark, counts, strict=True)]
    picture = hundred(groups, of="searches")
    drawing = seen(picture.svg)
    for group in groups:
        assert len(drawing.marks(CLASS[group.mark])) == group.count
        if group.mark in INNER:
            assert len(drawing.marks(INNER[group.mark])) == group.count
    assert [row[1] for row in picture.table.rows] == [str(count) for count in counts]
    assert [line.count for line in picture.legend] == [str(count) for count in counts]
    said = ", ".join(f"{count} {mark.value}" for mark, count in zip(Mark, counts, strict=True))
    assert drawing.top.get("aria-label") == picture.sentence == f"Of 100 searches: {said}."


def test_no_two_marks_touch() -> None:
    cells = [cell_of(place) for place in range(100)]
    for (x, y), (u, v) in combinations(cells, 2):
        assert abs(x - u) >= 10 or abs(y - v) >= 10
    assert {(min(x, y) >= 0, max(x, y) <= 93) for x, y in cells} == {(True, True)}


def test_marks_are_piled_from_the_floor_with_a_gap_after_each_five() -> None:
    assert cell_of(0) == (0, 93)
    assert cell_of(4) == (40, 93)
    assert cell_of(5) == (53, 93)
    assert cell_of(10) == (0, 83)
    assert cell_of(50) == (0, 40)
    assert cell_of(99) == (93, 0)


def test_the_first_group_stands_on_the_floor(seen: Reader) -> None:
    groups = [Group(Mark.HOUSE, 3, "yes"), Group(Mark.HOLLOW, 97, "no")]
    drawing = seen(hundred(groups, of="searches").svg)
    assert drawing.marks("m-h") == [(1.4, 94.4), (11.4, 94.4), (21.4, 94.4)]


def test_a_page_shows_the_legend_right_after_the_drawing(seen: Reader) -> None:
    picture = hundred([Group(Mark.HOUSE, 23, "yes"), Group(Mark.HOLLOW, 77, "no")], of="searches")
    box = seen(picture.markup).top
    assert [child.tag for child in box] == ["svg", "ul"]
    assert ["".join(item.itertext()) for item in box[1]] == ["23 yes", "77 no"]


def test_a_large_one_fills_its_place(seen: Reader) -> None:
    groups = [Group(Mark.HOLLOW, 100, "none")]
    assert seen(hundred(groups, of="searches", large=True).svg).top.get("class") == "hundred large"
    assert seen(hundred(groups, of="searches").svg).top.get("class") == "hundred"


def test_a_hundred_is_small_enough_for_a_list_of_them() -> None:
    for mark in Mark:
        assert len(hundred([Group(mark, 100, "all")], of="searches").svg) < 6_000


def test_hostile_words_stay_words(seen: Reader) -> None:
    words = """</svg><script>alert("1")</script>' onload='x"""
    picture = hundred([Group(Mark.HOUSE, 100, words)], of=words)
    assert "<script" not in picture.markup
    assert words in seen(picture.markup).top[0].get("aria-label")
    assert words in "".join(seen(picture.markup).top.itertext())


@pytest.mark.parametrize("count", [-1, 101])
def test_a_count_that_no_hundred_can_hold_is_refused(count: int) -> None:
    with pytest.raises(NotOfAHundred, match=f"{count} yes: give a whole number from 0 to 100"):
        Group(Mark.HOUSE, count, "yes")


def test_groups_that_are_no_hundred_are_refused() -> None:
    with pytest.raises(NotAHundred, match="make 99 marks"):
        hundred([Group(Mark.HOUSE, 99, "yes")], of="searches")


def test_no_cells_are_no_marks() -> None:
    assert drawn(Mark.HOUSE, []) == ""


@pytest.mark.parametrize("mark", list(Mark))
def test_a_key_shows_one_mark_and_is_silent(seen: Reader, mark: Mark) -> None:
    drawing = seen(key(mark))
    assert len(drawing.marks(CLASS[mark])) == 1
    assert drawing.top.get("aria-hidden") == "true"
