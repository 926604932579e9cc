"""The forecast chart: true curves, words apart, the same numbers in the table, bounded in size."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepknocking.web.pictures.curves import FanChart, FanCurve, NotAChart, NotACurve
from keepknocking.web.pictures.fan import fan

Reader = Callable[[str], Any]
START = date(2026, 3, 12)
WIDTHS = (288, 320, 358, 420, 520, 700, 900, 1200)
LETTER = 8.5  # pixels; the mean letter of the longest words measured in the browser was narrower
POINT = re.compile(r"(\d+) (-?[\d.]+)")


def rising(days: int, top: float, scale: float) -> np.ndarray:
    """A chance that rises to a plateau."""
    return top * (1 - np.exp(-((np.arange(days + 1) / scale) ** 1.3)))


def curve(words: str, days: int, top: float, scale: float) -> FanCurve:
    """A curve with a band around it."""
    middle, low = rising(days, top, scale), rising(days, top * 0.7, scale * 1.1)
    return FanCurve(words, list(middle), list(low), list(np.minimum(1, middle * 1.3)))


def chart(*curves: FanCurve, by: date | None = None, even: bool = True) -> FanChart:
    """A chart of the curves."""
    return FanChart(
        ident="fan",
        caption="Searches that hear yes",
        of="searches",
        start=START,
        curves=curves,
        by=by,
        even=even,
    )


@dataclass(frozen=True)
class Drawn:
    """What a chart is drawn from, short enough to be printed when a test fails."""

    days: int
    shapes: list[tuple[float, float]]
    asked: int | None
    even: bool

    @property
    def chart(self) -> FanChart:
        """The chart: curves that rise to plateaus, and perhaps a day asked for."""
        names = ("keep knocking", "stop tonight", "twice as often")
        shaped = zip(names, self.shapes, strict=False)
        by = None if self.asked is None else START + timedelta(days=min(self.asked, self.days))
        curves = (curve(name, self.days, top, scale) for name, (top, scale) in shaped)
        return chart(*curves, by=by, even=self.even)


def charts() -> st.SearchStrategy[Drawn]:
    """One to three curves over up to two years, any day asked for."""
    shape = st.tuples(st.floats(0, 1), st.floats(3, 400))
    shapes = st.lists(shape, min_size=1, max_size=3)
    asked = st.none() | st.integers(0, 730)
    return st.builds(Drawn, st.integers(1, 730), shapes, asked, st.booleans())


def rectangle(text: ET.Element, width: float) -> tuple[float, float, float, float]:
    """Left, right, top and bottom of words in a drawing so wide."""
    length = len(text.text or "") * LETTER
    shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[text.get("text-anchor", "")]
    left = float(text.get("x", "").rstrip("%")) / 100 * width - shift * length
    y = float(text.get("y", ""))
    return left, left + length, y - 12, y + 4


def points(path: ET.Element) -> list[tuple[int, float]]:
    """The points of a path."""
    return [(int(day), float(height)) for day, height in POINT.findall(path.get("d", ""))]


@given(charts())
@settings(max_examples=30, deadline=None)
def test_words_never_stand_on_one_another(seen: Reader, drawn: Drawn) -> None:
    told_of = drawn.chart
    drawing = seen(fan(told_of).svg)
    texts = drawing.of_class("c-tick") + drawing.of_class("c-lab")
    assert len(drawing.of_class("c-lab")) >= len(told_of.curves)
    for width in WIDTHS:
        boxes = [rectangle(text, width) for text in texts]
        for box in boxes:
            assert box[0] > -12
            assert box[1] < width + 12
        for one, two in combinations(boxes, 2):
            apart = one[1] < two[0] or two[1] < one[0] or one[3] < two[2] or two[3] < one[2]
            assert apart, (one, two, width)


@given(charts())
@settings(max_examples=30, deadline=None)
def test_the_line_is_never_half_a_pixel_from_the_curve(seen: Reader, drawn: Drawn) -> None:
    told_of = drawn.chart
    drawing = seen(fan(told_of).svg)
    top = axis_top([each.text for each in drawing.of_class("c-tick")]) / 100
    for name, told in zip(("c-k", "c-s", "c-t"), told_of.curves, strict=False):
        days, heights = zip(*points(drawing.of_class(name)[0]), strict=True)
        assert (days[0], days[-1]) == (0, told_of.days)
        line = np.interp(np.arange(told_of.days + 1), days, heights)
        true = 300 * (1 - np.asarray(told.middle) / top)
        assert np.abs(line - true).max() < 0.5


def axis_top(ticks: list[str]) -> int:
    """The highest number on the axis of chances."""
    return int(next(words for words in ticks if words.endswith("searches")).split()[0])


@given(charts())
@settings(max_examples=20, deadline=None)
def test_a_chart_is_small_and_always_the_same(drawn: Drawn) -> None:
    told_of = drawn.chart
    assert fan(told_of) == fan(told_of)
    assert len(fan(told_of).svg) < 20_000


def test_even_a_jagged_curve_is_small() -> None:
    rng = np.random.default_rng(5)
    told = [FanCurve(name, *rng.random((3, 731)).tolist()) for name in ("one", "two", "three")]
    assert len(fan(chart(*told)).svg) < 20_000


@given(charts())
@settings(max_examples=20, deadline=None)
def test_the_table_has_the_numbers_of_the_picture(seen: Reader, drawn: Drawn) -> None:
    told_of = drawn.chart
    picture = fan(told_of)
    ends = {each.text for each in seen(picture.svg).of_class("c-lab")}
    last = picture.table.rows[-1]
    for told, cell in zip(told_of.curves, last[1:], strict=True):
        assert f"{told.words}: {cell.split(' (')[0]}" in ends
    assert picture.table.head == ("By", *(told.words for told in told_of.curves))
    assert seen(picture.svg).top.get("aria-label") == picture.sentence


def test_a_long_table_has_the_months_and_the_day_asked_for() -> None:
    drawn = chart(curve("keep knocking", 183, 0.9, 90), by=date(2026, 5, 20))
    days = [row[0] for row in fan(drawn).table.rows]
    months = ["1 April", "1 May", "20 May", "1 June", "1 July", "1 August", "1 September"]
    assert days == [*months, "11 September"]


def test_a_short_table_has_the_weeks() -> None:
    days = [row[0] for row in fan(chart(curve("keep knocking", 20, 0.9, 9))).table.rows]
    assert days == ["19 March", "26 March", "1 April"]


def test_a_cell_tells_the_number_and_its_range() -> None:
    told = FanCurve("keep knocking", [0.0, 0.12], [0.0, 0.08], [0.0, 0.19])
    assert fan(chart(told)).table.rows == (("13 March", "12 (8 to 19)"),)


def test_days_asked_for_and_even_get_flags_poles_and_dots(seen: Reader) -> None:
    middle = [0.0, 0.2, 0.5, 0.8, 1.0]
    drawn = chart(FanCurve("keep knocking", middle, middle, middle), by=START + timedelta(days=1))
    drawing = seen(fan(drawn).svg)
    words = [each.text for each in drawing.of_class("c-lab")]
    assert words == ["13 March: 20", "even chance 14 March", "keep knocking: 100"]
    assert [each.get("x1") for each in drawing.of_class("c-pole")] == ["25%", "50%"]
    floor = float(drawing.of_class("c-axis")[0].get("y1"))
    down = [float(each.get("cy")) for each in drawing.of_class("c-dot")]
    assert down == [floor - 60, floor - 150]
    assert fan(drawn).sentence.endswith("An even chance on 14 March.")


def test_no_even_chance_is_marked_that_is_not_reached_or_was_there_at_once(seen: Reader) -> None:
    low, high = [0.0, 0.2, 0.4], [0.6, 0.7, 0.8]
    for values in (low, high):
        drawn = chart(FanCurve("keep knocking", values, values, values))
        assert seen(fan(drawn).svg).of_class("c-pole") == []


@pytest.mark.parametrize(
    ("highest", "top"), [(0.0, 5), (0.05, 5), (0.051, 10), (0.24, 25), (0.3, 50), (0.6, 100)]
)
def test_the_axis_ends_where_the_highest_chance_allows(
    seen: Reader, highest: float, top: int
) -> None:
    drawn = chart(FanCurve("keep knocking", [0.0, 0.0], [0.0, 0.0], [0.0, highest]))
    words = [each.text for each in seen(fan(drawn).svg).of_class("c-tick")]
    assert ("100 searches" if top == 100 else f"{top} of 100 searches") in words


def test_the_second_band_is_hatched_and_cut_to_its_shape(seen: Reader) -> None:
    drawn = chart(curve("keep knocking", 183, 0.9, 90), curve("stop tonight", 183, 0.3, 60))
    drawing = seen(fan(drawn).svg)
    assert len(drawing.of_class("c-band")) == 1
    filled = [each for each in drawing.top.iter() if each.get("fill")]
    assert [each.get("fill") for each in filled] == ["url(#fan-1-hatch)"]
    assert filled[0].get("clip-path") == "url(#fan-1-cut)"
    names = {each.get("id") for each in drawing.top.iter()}
    assert {"fan-1-hatch", "fan-1-cut"} <= names


def test_the_legend_tells_lines_and_bands() -> None:
    one, two = curve("keep knocking", 9, 0.9, 9), curve("stop tonight", 9, 0.3, 6)
    words = [line.words for line in fan(chart(one, two)).legend]
    last = "shaded or hatched: the true number lies there 8 times in 10"
    assert words == ["keep knocking", "stop tonight", last]
    assert fan(chart(one)).legend[-1].words.startswith("shaded: ")


def test_hostile_words_stay_words(seen: Reader) -> None:
    words = "<script>alert('1')</script>\" onload=\"x"
    picture = fan(chart(FanCurve(words, [0.0, 0.6], [0.0, 0.5], [0.0, 0.7])))
    assert "<script" not in picture.markup
    assert any(words in (each.text or "") for each in seen(picture.svg).of_class("c-lab"))


def test_what_is_no_curve_is_refused() -> None:
    with pytest.raises(NotACurve, match="'x' has 1 days: give 2 to 731"):
        FanCurve("x", [0.1], [0.1], [0.1])
    with pytest.raises(NotACurve, match="has 1, 2 and 2 values"):
        FanCurve("x", [0.1, 0.2], [0.1], [0.1, 0.2])
    for bad in (1.01, -0.01, float("nan")):
        with pytest.raises(NotACurve, match="outside 0 to 1"):
            FanCurve("x", [0.1, 0.2], [0.1, 0.2], [0.1, bad])


def test_what_is_no_chart_is_refused() -> None:
    one, two = curve("a", 9, 0.9, 9), curve("b", 8, 0.9, 9)
    with pytest.raises(NotAChart, match="There are 4 curves: give 1 to 3"):
        chart(one, one, one, one)
    with pytest.raises(NotAChart, match="different numbers of days"):
        chart(one, two)
    with pytest.raises(NotAChart, match="2026-03-22 is not shown: give a day from 2026-03-12"):
        chart(one, by=date(2026, 3, 22))
    with pytest.raises(NotAChart, match="'A b' is not an id"):
        FanChart(ident="A b", caption="c", of="searches", start=START, curves=(one,))


@given(charts())
@settings(max_examples=30, deadline=None)
def test_bands_reach_from_low_to_high(seen: Reader, drawn: Drawn) -> None:
    told_of = drawn.chart
    drawing = seen(fan(told_of).svg)
    top = axis_top([each.text for each in drawing.of_class("c-tick")]) / 100
    shapes = drawing.of_class("c-band") + drawing.of_class("c-edge")
    for shape, told in zip(shapes, told_of.curves, strict=True):
        ends = [height for day, height in points(shape) if day == told_of.days]
        true = [300 * (1 - value / top) for value in (told.high[-1], told.low[-1])]
        assert ends == pytest.approx(true, abs=0.06)
    cuts = [each for each in drawing.top.iter() if str(each.get("id")).endswith("-band")]
    for cut, told in zip(cuts, told_of.curves[1:], strict=True):
        ends = [height for day, height in points(cut) if day == told_of.days]
        true = [300 * (1 - value / top) for value in (told.high[-1], told.low[-1])]
        assert ends == pytest.approx(true, abs=0.06)
