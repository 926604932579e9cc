from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepknocking.chains.estimates import Estimate
from keepknocking.wording.phrases import (
    amount,
    counted,
    day_in_words,
    few,
    from_to,
    is_wide,
    listed,
    of_100,
    range_of,
    short_day,
    short_range,
    weekday_and_day,
    with_range,
)


@given(st.floats(0, 1))
def test_a_chance_is_told_in_whole_numbers_and_never_as_certain(chance: float) -> None:
    said = of_100(chance)
    assert "%" not in said
    assert (said == "0") == (chance == 0)
    assert (said == "100") == (chance == 1)


def test_a_range_names_how_often_it_holds() -> None:
    assert with_range(Estimate(0.23, 0.05, 0.414)) == "23 (8 times in 10: 5 to 41)"
    assert range_of(Estimate(0.23, 0.228, 0.232)) == "8 times in 10: about 23"
    assert with_range(Estimate(0.23, 0.23, 0.23)) == "23"
    assert short_range(Estimate(0.23, 0.05, 0.414)) == "5 to 41"


def test_a_range_is_wide_from_forty_of_a_hundred_on() -> None:
    assert is_wide(Estimate(0.5, 0.30, 0.70))
    assert not is_wide(Estimate(0.5, 0.31, 0.70))


def test_a_table_has_no_room_for_words() -> None:
    assert (few(0.001), few(0.999), few(0.5)) == ("<1", ">99", "50")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (0.21, 0.34, "from 21 to 34 in 100"),
        (0.001, 0.02, "from fewer than 1 to 2 in 100"),
        (0.021, 0.024, "from 21 to 24 in 1,000"),
        (0.0211, 0.0212, "changes less than 1 in 1,000"),
    ],
)
def test_a_small_change_is_told_in_thousandths(before: float, after: float, said: str) -> None:
    assert from_to(before, after) == said


def test_days_are_said_as_one_says_them() -> None:
    today = date(2026, 3, 12)
    assert day_in_words(date(2026, 5, 1), today=today) == "1 May"
    assert day_in_words(date(2027, 1, 1), today=today) == "1 January 2027"
    assert weekday_and_day(date(2026, 3, 2), today=today) == "Monday 2 March"
    assert short_day(date(2026, 9, 30)) == "30 Sep"


def test_things_are_counted_and_listed() -> None:
    assert counted(1, "person", "people") == "1 person"
    assert counted(0, "person", "people") == "0 people"
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a and b"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert (amount(3), amount(0.25), amount(10.0)) == ("3", "0.2", "10")
