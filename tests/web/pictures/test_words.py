"""Numbers and markup: ranges in words, escaping, tables that fit under their heads."""

import pytest
from django.utils.safestring import SafeString

from keepknocking.web.pictures.markup import element, joined, percent
from keepknocking.web.pictures.tables import FigureTable, Picture, UnevenTable
from keepknocking.web.pictures.whole_numbers import (
    NotAChance,
    checked_chance,
    span,
    with_range,
    with_span,
)


@pytest.mark.parametrize("chance", [-0.01, 1.01, float("nan")])
def test_what_is_no_chance_is_refused(chance: float) -> None:
    with pytest.raises(NotAChance, match="give a number from 0 to 1"):
        checked_chance(chance)


def test_ranges_are_told_in_whole_numbers() -> None:
    assert with_span(0.005, 0.0, 0.0149) == "1 (0 to 1)"
    assert with_span(0.5, 0.5, 0.5) == "50"
    assert with_range(0.5, 0.5, 0.5) == "50"
    assert with_range(0.001, 0.0, 0.002) == "fewer than 1 (8 times in 10: about 0)"
    assert span(0.995, 1.0) == "about 100"


HOSTILE = "</text><script>alert(\"1\")</script>' onclick='x'&amp;"


def test_text_and_attributes_are_escaped() -> None:
    made = element("text", {"x": HOSTILE}, HOSTILE)
    assert "<script" not in made
    assert made.count('"') == 2
    assert isinstance(made, SafeString)


def test_markup_is_nested_and_not_escaped_twice() -> None:
    assert joined([element("b", {}, "<")]) == "<b>&lt;</b>"
    assert percent(1 / 3) == "33.33%"


def test_a_row_that_does_not_fit_under_the_head_is_refused() -> None:
    with pytest.raises(UnevenTable, match="has 1 cells: give 2"):
        FigureTable("c", ("a", "b"), (("1",),))


def test_a_picture_without_a_legend_is_shown_alone() -> None:
    drawing = element("svg", {})
    assert Picture(drawing, FigureTable("c", ("a",), ()), "s").markup == drawing
