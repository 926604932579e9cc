"""Where rates stand, and which place is asked first."""

import pytest

from keepknocking.evidence.places import (
    CHANNELS,
    KIND_SLOTS,
    PURPOSES,
    TIES,
    Holds,
    Kind,
    UnknownKind,
    is_event_word,
    leads_on,
    nearest,
    needed_places,
    places_of_event,
    places_of_kind,
    slot_at,
    slots_under,
    words_under,
)
from keepknocking.ledger.asks import Channel, Purpose
from keepknocking.ledger.people import TieStrength


def test_the_words_are_those_of_the_ledger() -> None:
    assert tuple(Purpose) == PURPOSES
    assert tuple(TieStrength) == TIES
    assert tuple(Channel) == CHANNELS


def test_the_most_special_place_is_asked_first() -> None:
    assert places_of_kind(Kind("referral", "stranger", "in person")) == (
        "kinds.referral.stranger.in_person",
        "kinds.referral.stranger",
        "kinds.referral",
        "kinds.all",
    )
    assert places_of_kind(Kind("opening", "close")) == (
        "kinds.opening.close",
        "kinds.opening",
        "kinds.all",
    )
    assert places_of_kind(Kind()) == ("kinds.all",)


def test_a_channel_without_a_tie_adds_nothing() -> None:
    assert places_of_kind(Kind("opening", None, "email")) == places_of_kind(Kind("opening"))


def test_nothing_is_special_about_an_ask_without_a_purpose() -> None:
    assert places_of_kind(Kind(None, "close", "email")) == ("kinds.all",)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Kind("favour"), "'favour' is not a purpose"),
        (Kind("opening", "cousin"), "'cousin' is not a tie"),
        (Kind("opening", "close", "in_person"), "'in_person' is not a channel"),
    ],
)
def test_a_kind_this_house_has_no_word_for_is_refused(kind: Kind, words: str) -> None:
    with pytest.raises(UnknownKind, match=words):
        places_of_kind(kind)


def test_kinds_of_events_are_free_words() -> None:
    assert places_of_event(None) == ("events.all",)
    assert places_of_event(" Job Fair ") == ("events.job_fair", "events.all")
    assert is_event_word("stammtisch")
    assert is_event_word("après-ski")
    assert not is_event_word("Fair")
    assert not is_event_word("job fair")
    assert not is_event_word("a.b")
    assert not is_event_word("")


def test_every_needed_place_holds_something() -> None:
    assert all(slot_at(place) is not None for place in needed_places())
    assert len(set(needed_places())) == len(needed_places()) == 8 + 6 + 3 * 4 + 8


@pytest.mark.parametrize(
    "place",
    [
        "",
        "kinds",
        "kinds.promise",
        "kinds.all.close.promise",
        "kinds.opening.email.promise",
        "kinds.opening.close.email.phone.promise",
        "kinds.opening.close.email.chance",
        "events.Fair.a_name",
        "events.fair.late.a_name",
        "stages.lunch.chance",
        "road.knows_of_opening.mean",
        "roads.knows_of_opening",
    ],
)
def test_what_is_no_place_holds_nothing(place: str) -> None:
    assert slot_at(place) is None


def test_what_is_a_place_holds_what_it_says() -> None:
    promise = slot_at("kinds.opening.close.in_person.promise")
    assert promise is not None
    assert promise.holds is Holds.CHANCE
    horizon = slot_at("search.horizon_days")
    assert horizon is not None
    assert (horizon.holds, horizon.unit, horizon.whole) == (Holds.QUANTITY, "days", True)
    assert slot_at("events.boat_trip.new_people") is not None


def test_a_path_says_what_may_follow() -> None:
    assert "close" in words_under(("kinds", "referral"))
    assert "in_person" in words_under(("kinds", "referral", "close"))
    assert words_under(("kinds", "all")) == ()
    assert words_under(("kinds", "referral", "close", "email")) == ()
    assert slots_under(("kinds", "referral", "close", "email")) is KIND_SLOTS
    assert slots_under(()) == {}
    assert slots_under(("kinds",)) == {}
    assert leads_on(("events",), "boat_trip")
    assert not leads_on(("events",), "Boat trip")
    assert not leads_on(("stages",), "boat_trip")


def test_a_guess_is_made_only_when_it_comes_near() -> None:
    assert nearest("fullfilment", tuple(KIND_SLOTS)) == "fulfilment"
    assert nearest("zebra", tuple(KIND_SLOTS)) is None
