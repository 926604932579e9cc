"""Axes, flags and thinned lines: what stands where, found again by counting everything."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepknocking.web.pictures.axes import day_labels, month_starts, table_days
from keepknocking.web.pictures.end_labels import Plot, end_labels
from keepknocking.web.pictures.labels import WIDTHS, Label, apart, fits, flags
from keepknocking.web.pictures.polyline import MOST, band_path, line_path, thinned

START = date(2026, 3, 12)


@given(st.lists(st.floats(0, 300), min_size=2, max_size=120))
@settings(max_examples=80, deadline=None)
def test_no_day_is_farther_off_than_allowed(heights: list[float]) -> None:
    array = np.array(heights)
    kept = thinned(array, tolerance=0.4)
    line = np.interp(np.arange(len(array)), kept, array[kept])
    assert np.abs(line - array).max() <= 0.4 + 1e-9


def test_a_jagged_curve_is_drawn_with_fewer_points_all_the_same() -> None:
    heights = np.random.default_rng(3).uniform(0, 300, 731)
    assert 2 < len(thinned(heights)) <= MOST


def test_a_straight_line_has_two_points() -> None:
    assert line_path(np.linspace(300, 0, 100)) == "M0 300L99 0"


def test_a_band_goes_along_its_upper_edge_and_back_along_its_lower_one() -> None:
    upper, lower = np.array([300.0, 100.0]), np.array([300.0, 200.5])
    assert band_path(upper, lower) == "M0 300L1 100L1 200.5L0 300z"


def test_weeks_are_told_by_their_day_and_months_by_name() -> None:
    weeks = [label.words for label in day_labels(START, 28, start_words="now", y=0)]
    assert weeks == ["now", "19 Mar", "26 Mar", "2 Apr", "9 Apr"]
    months = [label.words for label in day_labels(START, 360, start_words="now", y=0)]
    assert months == ["now", "Jul", "Sep", "Nov", "2027"]


@pytest.mark.parametrize("days", [1, 3, 6])
def test_a_few_days_need_no_more_words_than_the_first(days: int) -> None:
    assert [label.words for label in day_labels(START, days, start_words="now", y=0)] == ["now"]


def test_months_begin_on_their_first_day() -> None:
    assert month_starts(date(2026, 1, 1), 59) == [date(2026, 2, 1), date(2026, 3, 1)]


def test_a_table_ends_on_the_last_day() -> None:
    assert table_days(START, 7, None) == [date(2026, 3, 19)]
    assert table_days(START, 1, START) == [START, date(2026, 3, 13)]


@given(st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=80, deadline=None)
def test_flags_are_apart_and_no_pole_runs_through_words(one: float, two: float) -> None:
    hung = flags([("1 May: 23", one), ("even chance", two)], lowest=50)
    assert apart(hung)
    assert all(fits(label) for label in hung)
    for high in hung:
        for low in hung:
            if high.y < low.y:
                pole = one if high is hung[0] else two
                for width in WIDTHS:
                    box = low.box(width)
                    assert not box.left < pole * width < box.right


def test_a_flag_flies_right_where_there_is_room() -> None:
    hung = flags([("even", 0.2)], lowest=50)
    assert hung == (Label("even", 0.2, "start", 50),)
    assert flags([("even", 0.99)], lowest=50) == (Label("even", 0.99, "end", 50),)
    assert flags([], lowest=50) == ()


def test_words_too_long_for_any_place_are_hung_all_the_same() -> None:
    assert flags([("x" * 60, 0.5)], lowest=50)[0].words == "x" * 60


def test_long_words_are_apart_even_where_a_pole_must_run_through_them() -> None:
    hung = flags([("25 January 2027: 65", 0.6524), ("even chance 28 October", 0.4703)], lowest=50)
    assert apart(hung)
    assert all(fits(label) for label in hung)


def test_words_too_long_for_their_pole_stand_at_an_edge() -> None:
    long = "x" * 30
    assert flags([(long, 0.3)], lowest=50) == (Label(long, 0.0, "start", 50),)


@given(st.lists(st.integers(0, 300), min_size=1, max_size=3))
@settings(max_examples=80, deadline=None)
def test_end_labels_keep_the_order_of_their_lines(ends: list[int]) -> None:
    curves = [np.linspace(300, end, 60) for end in ends]
    labels = end_labels([f"line {end}" for end in ends], curves, Plot(40, 340))
    assert apart(labels)
    assert len(labels) == len(ends)
    order = sorted(range(len(ends)), key=lambda number: ends[number])
    heights = [labels[number].y for number in order]
    ties = len(set(ends)) < len(ends)
    assert ties or heights == sorted(heights)
    assert all(40 < label.y < 340 for label in labels)


def test_words_of_the_lower_line_keep_off_the_upper_one() -> None:
    upper, lower = np.linspace(300, 150, 60), np.full(60, 165.0)
    labels = end_labels(["upper", "lower"], [upper, lower], Plot(0, 300))
    assert labels[0].y < 150
    assert labels[1].y > 165


def test_words_keep_off_a_dot() -> None:
    line = np.full(60, 150.0)
    free = end_labels(["line"], [line], Plot(0, 300))
    moved = end_labels(["line"], [line], Plot(0, 300, ((0.99, free[0].y - 4),)))
    assert free != moved
