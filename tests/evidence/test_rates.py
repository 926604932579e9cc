"""The values of rates: what they refuse, and which of them holds for a kind of ask."""

import pickle
from math import inf, nan

import pytest

from keepknocking.evidence.places import needed_places, slot_at
from keepknocking.evidence.rates import (
    Basis,
    Chance,
    DelayComponent,
    DelayLaw,
    Grounds,
    ImpossibleRate,
    MissingRate,
    Quantity,
    Rate,
    Rates,
)

GROUNDS = Grounds(basis=Basis.ASSUMED, why="a test")


def chance(key: str, value: float = 0.5) -> Chance:
    return Chance(key=key, value=value, grounds=GROUNDS)


def component(weight: float = 1.0, phases: int = 2, mean_days: float = 6.0) -> DelayComponent:
    return DelayComponent(weight=weight, phases=phases, mean_days=mean_days)


def delay(key: str, *components: DelayComponent, scale_sd: float = 0.0) -> DelayLaw:
    parts = components or (component(),)
    return DelayLaw(key=key, components=parts, scale_sd=scale_sd, grounds=GROUNDS)


def quantity(key: str, value: float = 3.0, log_sd: float = 0.0) -> Quantity:
    return Quantity(key=key, value=value, log_sd=log_sd, unit="minutes", grounds=GROUNDS)


def plain(key: str) -> Rate:
    """Any rate that may stand at a place."""
    slot = slot_at(key)
    assert slot is not None
    made: dict[str, Rate] = {"chance": chance(key), "delay": delay(key), "quantity": quantity(key)}
    return made[slot.holds]


@pytest.fixture(scope="module")
def rates() -> Rates:
    """The fewest rates there can be, all alike."""
    return Rates(name="plain", entries=tuple(plain(key) for key in needed_places()))


def test_grounds_that_cite_name_a_figure() -> None:
    with pytest.raises(ImpossibleRate, match="name no figure"):
        Grounds(basis=Basis.CITED, why="I read it somewhere")
    assert Grounds(basis=Basis.CITED, figures=("f",), why="there").figures == ("f",)


def test_grounds_have_words() -> None:
    with pytest.raises(ImpossibleRate, match="a few words"):
        Grounds(basis=Basis.ASSUMED, why="  ")


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"value": 1.5}, "1.5 is not a chance"),
        ({"value": -0.1}, "-0.1 is not a chance"),
        ({"value": nan}, "nan is not a chance"),
        ({"value": 0.5, "a": 1.0}, "not both"),
        ({"value": 0.5, "b": 1.0}, "not both"),
        ({}, "two numbers"),
        ({"a": 1.0}, "two numbers"),
        ({"b": 1.0}, "two numbers"),
        ({"a": 0.0, "b": 1.0}, "two numbers"),
        ({"a": 1.0, "b": inf}, "two numbers"),
        ({"a": nan, "b": 1.0}, "two numbers"),
    ],
)
def test_what_is_no_probability_is_refused(parts: dict[str, float], words: str) -> None:
    with pytest.raises(ImpossibleRate, match=words):
        Chance(key="road.knows_of_opening", grounds=GROUNDS, **parts)


def test_the_mean_of_a_chance() -> None:
    assert Chance(key="k", a=1.5, b=6.0, grounds=GROUNDS).mean == pytest.approx(0.2)
    assert [chance("k", value).mean for value in (0.0, 0.25, 1.0)] == [0.0, 0.25, 1.0]


@pytest.mark.parametrize(
    ("weight", "phases", "mean_days"),
    [(0.0, 1, 3.0), (1.1, 1, 3.0), (nan, 1, 3.0), (1.0, 0, 3.0), (1.0, 3, 2.9), (1.0, 1, inf)],
)
def test_a_part_of_a_delay_that_cannot_be_is_refused(
    weight: float, phases: int, mean_days: float
) -> None:
    with pytest.raises(ImpossibleRate):
        component(weight, phases, mean_days)


def test_a_mean_as_long_as_its_phases_is_the_shortest() -> None:
    assert component(1.0, 3, 3.0).mean_days == 3.0


def test_the_weights_of_a_delay_sum_to_one() -> None:
    with pytest.raises(ImpossibleRate, match=r"sum to 0\.9"):
        delay("k", component(0.5), component(0.4))
    with pytest.raises(ImpossibleRate, match="sum to 0"):
        DelayLaw(key="k", components=(), grounds=GROUNDS)
    assert delay("k", *[component(0.1)] * 10).mean_days == pytest.approx(6.0)


def test_the_mean_of_a_mixture_by_hand() -> None:
    law = delay("k", component(0.75, 2, 6.0), component(0.25, 2, 20.0))
    assert law.mean_days == 9.5


@pytest.mark.parametrize("spread", [-0.1, nan, inf])
def test_a_spread_is_zero_or_more(spread: float) -> None:
    with pytest.raises(ImpossibleRate, match="spread"):
        delay("k", scale_sd=spread)
    with pytest.raises(ImpossibleRate, match="spread"):
        quantity("k", log_sd=spread)


@pytest.mark.parametrize("value", [0.0, -1.0, nan, inf])
def test_an_amount_is_above_zero(value: float) -> None:
    with pytest.raises(ImpossibleRate, match="not above 0"):
        quantity("k", value)


def test_every_needed_rate_must_be_there(rates: Rates) -> None:
    for lacking in needed_places():
        fewer = tuple(rate for rate in rates.entries if rate.key != lacking)
        with pytest.raises(MissingRate, match=lacking):
            Rates(name="fewer", entries=fewer)


def test_a_place_is_taken_once(rates: Rates) -> None:
    with pytest.raises(ImpossibleRate, match=r"road\.knows_of_opening stands twice"):
        Rates(name="twice", entries=(*rates.entries, chance("road.knows_of_opening")))


def test_a_rate_stands_only_where_there_is_a_place(rates: Rates) -> None:
    with pytest.raises(ImpossibleRate, match=r"kinds\.all\.promis is not a place"):
        rates.with_entries([chance("kinds.all.promis")])


def test_a_place_holds_only_its_own_sort_of_rate(rates: Rates) -> None:
    with pytest.raises(ImpossibleRate, match="holds a delay"):
        rates.with_entries([chance("kinds.all.answer_delay")])


def test_each_rate_comes_from_the_most_special_entry_there_is(rates: Rates) -> None:
    special = rates.with_entries(
        [
            chance("kinds.referral.promise", 0.1),
            chance("kinds.referral.close.fulfilment", 0.2),
            chance("kinds.referral.close.in_person.promise", 0.3),
            delay("kinds.referral.close.answer_delay", component(1.0, 1, 9.0)),
        ],
        name="special",
    )
    found = special.kind(purpose="referral", tie="close", channel="in person")
    assert found.kind == ("referral", "close", "in person")
    assert found.promise.key == "kinds.referral.close.in_person.promise"
    assert found.fulfilment.key == "kinds.referral.close.fulfilment"
    assert found.answer_delay.mean_days == 9.0
    assert found.decline_delay.key == "kinds.all.decline_delay"
    by_mail = special.kind(purpose="referral", tie="close", channel="email")
    assert by_mail.promise.key == "kinds.referral.promise"
    assert special.kind(purpose="opening").promise.key == "kinds.all.promise"
    assert special.kind().minutes.key == "kinds.all.minutes"
    assert special.name == "special"


def test_each_name_of_a_kind_finds_the_rate_of_that_name(rates: Rates) -> None:
    kind = rates.kind(purpose="introduction")
    for name in (
        "promise",
        "decline_of_rest",
        "fulfilment",
        "answer_delay",
        "decline_delay",
        "fulfilment_delay",
        "minutes",
        "nudge_revival",
    ):
        assert getattr(kind, name).key == f"kinds.all.{name}"


def test_each_name_of_an_event_finds_the_rate_of_that_name(rates: Rates) -> None:
    special = rates.with_entries([quantity("events.job_fair.new_people", 9.0)])
    fair = special.event("Job Fair")
    assert fair.kind == "Job Fair"
    assert fair.new_people.value == 9.0
    for name in ("a_name", "an_opening", "an_interview", "an_offer", "minutes"):
        assert getattr(fair, name).key == f"events.all.{name}"
    assert special.event("talk").new_people.key == "events.all.new_people"
    assert special.event().new_people.key == "events.all.new_people"


@pytest.mark.parametrize("stage", ["interview", "cold_interview", "offer"])
def test_each_stage_has_its_own_rates(rates: Rates, stage: str) -> None:
    found = getattr(rates, stage)
    for name in ("chance", "decline_of_rest", "delay", "decline_delay"):
        assert getattr(found, name).key == f"stages.{stage}.{name}"


def test_what_there_is_once_stands_under_its_own_name(rates: Rates) -> None:
    assert rates.road_knows_of_opening.key == "road.knows_of_opening"
    assert rates.first_ask_wait.key == "road.first_ask_wait"
    assert rates.opening_half_life.key == "openings.half_life_days"
    assert rates.pace_first_asks_per_week.key == "search.pace_first_asks_per_week"
    assert rates.pool_people.key == "search.pool_people"
    assert rates.other_ways_offers_per_week.key == "other_ways.offers_per_week"
    assert rates.other_ways_interviews_per_week.key == "other_ways.interviews_per_week"
    assert rates.horizon_days == 3


def test_chances_delays_and_amounts_are_all_there_is(rates: Rates) -> None:
    together: list[Rate] = [*rates.chances(), *rates.delays(), *rates.quantities()]
    assert sorted(rate.key for rate in together) == [rate.key for rate in rates.entries]


def test_the_order_in_which_entries_are_given_does_not_matter(rates: Rates) -> None:
    turned = Rates(name="plain", entries=tuple(reversed(rates.entries)))
    assert turned == rates
    assert hash(turned) == hash(rates)


def test_an_entry_is_replaced_and_the_old_rates_stay_as_they_were(rates: Rates) -> None:
    changed = rates.with_entries([chance("road.knows_of_opening", 0.9)])
    assert changed.road_knows_of_opening.mean == 0.9
    assert rates.road_knows_of_opening.mean == 0.5
    assert changed.name == rates.name
    assert len(changed.entries) == len(rates.entries)


def test_rates_travel_to_another_process_and_back(rates: Rates) -> None:
    assert rates.road_knows_of_opening.mean == 0.5
    assert pickle.loads(pickle.dumps(rates)) == rates  # noqa: S301 (our own bytes)


def test_a_rate_that_was_taken_away_is_missed(rates: Rates) -> None:
    # Nothing in this room can do that; a rate that is asked for is still never made up.
    broken = Rates(name="broken", entries=rates.entries)
    del broken._by_key["road.knows_of_opening"]  # noqa: SLF001 (breaking it on purpose)
    with pytest.raises(MissingRate, match=r"road\.knows_of_opening"):
        _ = broken.road_knows_of_opening
