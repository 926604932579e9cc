"""Doors, poured doors, emblems and the street: decoration that says nothing aloud."""

from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepknocking.web.pictures.chain_picture import (
    LinkState,
    broken_link,
    door_words,
    link_sign,
    link_words,
    person_door,
)
from keepknocking.web.pictures.doors import DoorState, door, mini_door
from keepknocking.web.pictures.emblems import logo, seal
from keepknocking.web.pictures.poured import DOT, middle_of, poured_door
from keepknocking.web.pictures.street import street
from keepknocking.web.pictures.whole_numbers import NotOfAHundred

Reader = Callable[[str], Any]
STATES = list(DoorState)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("drawn", [door, mini_door])
def test_a_door_is_silent_and_shows_its_state(
    seen: Reader, state: DoorState, drawn: Callable[..., str]
) -> None:
    top = seen(drawn(state=state)).top
    assert top.get("aria-hidden") == "true"
    assert f"is-{state}" in top.get("class")


def test_light_falls_through_the_fanlight_of_an_open_and_of_a_lit_door(seen: Reader) -> None:
    for drawn in (door, mini_door):
        lit = [state for state in STATES if seen(drawn(state=state)).of_class("lit")]
        assert lit == [DoorState.OPEN, DoorState.LIT]


def test_an_open_and_an_ajar_door_show_the_inside(seen: Reader) -> None:
    for drawn in (door, mini_door):
        shown = [state for state in STATES if seen(drawn(state=state)).of_class("d-inside")]
        assert shown == [DoorState.AJAR, DoorState.OPEN]
        assert len(seen(drawn(state=DoorState.OPEN)).of_class("d-swing")) == 1


@pytest.mark.parametrize("state", STATES)
def test_a_house_number_stands_on_the_door(seen: Reader, state: DoorState) -> None:
    numbers = seen(door(state, number=12)).of_class("d-no")
    assert [each.text for each in numbers] == ["12"]
    assert seen(door(state)).of_class("d-no") == []


def test_a_small_door_has_a_large_number_unless_it_is_open(seen: Reader) -> None:
    assert [each.text for each in seen(mini_door(3)).of_class("large")] == ["3"]
    assert len(seen(mini_door(3, state=DoorState.AJAR)).of_class("large")) == 1
    assert seen(mini_door(3, state=DoorState.OPEN)).of_class("d-no") == []


@given(st.integers(0, 100))
@settings(max_examples=30, deadline=None)
def test_as_many_dots_are_poured_as_said(seen: Reader, dots: int) -> None:
    drawing = seen(poured_door(dots))
    circles = list(drawing.of_class("dots")[0])
    assert len(circles) == 100
    assert ["on" in circle.get("class", "") for circle in circles] == [
        place < dots for place in range(100)
    ]
    assert bool(drawing.of_class("lit")) == (dots > 0)


def test_no_two_dots_touch_and_none_leaves_the_doorway() -> None:
    middles = [middle_of(place) for place in range(100)]
    for (x, y), (u, v) in combinations(middles, 2):
        assert (x - u) ** 2 + (y - v) ** 2 > (2 * DOT) ** 2
    for x, y in middles:
        assert 8 + DOT < x < 156 - DOT
        assert 77 + DOT < y < 222 - DOT
    assert middles[0] == pytest.approx((17.8, 213.5))


def test_the_dots_stand_in_the_middle_of_the_doorway() -> None:
    left, right = middle_of(0)[0], middle_of(9)[0]
    assert left + right == pytest.approx(164)


def test_a_dot_is_larger_than_ten_pixels_on_a_phone(seen: Reader) -> None:
    width = float(seen(poured_door(1)).top.get("viewBox").split()[2])
    assert 2 * DOT * 160 / width > 10


@pytest.mark.parametrize("dots", [-1, 101])
def test_dots_that_no_door_can_hold_are_refused(dots: int) -> None:
    with pytest.raises(NotOfAHundred, match=f"{dots} dots"):
        poured_door(dots)


def test_a_broken_seal_is_in_two_halves(seen: Reader) -> None:
    whole, broken = seen(seal(broken=False)), seen(seal(broken=True))
    assert len(whole.of_class("wax-body")) == 1
    assert len(whole.of_class("wax-stamp")) == 1
    assert len(broken.of_class("wax-body")) == 2
    assert broken.of_class("wax-stamp") == []


def test_the_sign_of_the_house_is_silent(seen: Reader) -> None:
    assert seen(logo()).top.get("aria-hidden") == "true"


def test_the_street_has_five_doors_one_of_them_lit(seen: Reader) -> None:
    drawing = seen(street())
    assert len(drawing.of_class("d-frame")) == 5
    assert len(drawing.of_class("lit")) == 1
    assert len(drawing.of_class("s-cat")) == 1
    assert len(street()) < 6_000


def test_links_and_doors_of_a_chain_have_words() -> None:
    assert [link_words(state, 2) for state in LinkState] == [
        "Link 2 held",
        "Link 2 waits",
        "Link 2 is weak",
    ]
    assert len({door_words(state) for state in DoorState}) == 4


def test_only_the_weak_link_is_broken(seen: Reader) -> None:
    broken = [state for state in LinkState if seen(link_sign(state)).of_class("ls-splinter")]
    assert broken == [LinkState.WEAK]
    assert broken_link() == link_sign(LinkState.WEAK)
    todo = [state for state in LinkState if seen(link_sign(state)).of_class("ls-todo")]
    assert todo == [LinkState.WAITING]
    assert person_door(DoorState.AJAR) == door(DoorState.AJAR)
