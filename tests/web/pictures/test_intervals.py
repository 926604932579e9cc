"""Intervals: the range, the chance and what came, each at its place on the line."""

from collections.abc import Callable
from typing import Any

import pytest

from keepknocking.web.pictures.intervals import Interval, interval
from keepknocking.web.pictures.marks import Mark
from keepknocking.web.pictures.whole_numbers import NotAChance, RangeUpsideDown

Reader = Callable[[str], Any]


def test_everything_stands_at_its_share_of_the_width(seen: Reader) -> None:
    picture = interval(Interval("when you hoped little", 0.05, 0.2, 0.43, Mark.YOURS, came=0.17))
    drawing = seen(picture.svg)
    bar = drawing.of_class("c-int")[0]
    assert (bar.get("x"), bar.get("width")) == ("5%", "38%")
    assert drawing.of_class("m-y")[0].get("cx") == "20%"
    holders = [each for each in drawing.top if each.tag == "svg"]
    assert [each.get("x") for each in holders] == ["17%"]
    assert picture.table.rows == (("20", "5 to 43", "17"),)
    assert next(line.words for line in picture.legend) == "you expected"


def test_the_mark_of_the_house_is_square_and_centred(seen: Reader) -> None:
    picture = interval(Interval("the house", 0.1, 0.25, 0.5))
    mark = seen(picture.svg).of_class("m-h")[0]
    assert (mark.tag, mark.get("x")) == ("rect", "25%")
    assert mark.get("transform") == f"translate(-{float(mark.get('width')) / 2} 0)"
    assert seen(picture.svg).of_class("m-came") == []
    assert picture.sentence == "The house: 25 of 100 (8 times in 10: 10 to 50)."
    assert picture.legend[0].words == "the house expected"


def test_the_ends_are_told_in_words(seen: Reader) -> None:
    picture = interval(Interval("offers", 0.0, 0.001, 0.02))
    assert picture.sentence == "Offers: fewer than 1 of 100 (8 times in 10: 0 to 2)."
    assert seen(picture.svg).top.get("aria-label") == picture.sentence


def test_the_scale_is_marked_at_its_ends_and_its_middle(seen: Reader) -> None:
    texts = seen(interval(Interval("x", 0, 0, 0)).svg).of_class("c-tick")
    assert [(each.text, each.get("x"), each.get("text-anchor")) for each in texts] == [
        ("0", "0%", "start"),
        ("50", "50%", "middle"),
        ("100", "100%", "end"),
    ]


def test_what_is_no_chance_is_refused() -> None:
    with pytest.raises(NotAChance, match=r"1\.2 is not a chance"):
        Interval("x", 0.1, 1.2, 0.5)
    with pytest.raises(NotAChance):
        Interval("x", 0.1, 0.2, 0.5, came=float("nan"))
    with pytest.raises(RangeUpsideDown):
        Interval("x", 0.5, 0.2, 0.1)
