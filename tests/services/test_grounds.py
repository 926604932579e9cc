"""What stands behind every rate and every figure."""

import numpy as np
import pytest

from keepknocking.evidence.figures import figure, read_all_for_checking, read_figures
from keepknocking.evidence.rates import Basis, Chance, DelayLaw, Grounds, Rate
from keepknocking.evidence.rates_file import default_rates
from keepknocking.services.grounds import (
    FigureGrounds,
    NothingThere,
    RateGrounds,
    find,
    grounds_behind,
    interval_of,
    rate_grounds,
    rates_in_use,
)

RATES = default_rates().entries


@pytest.mark.parametrize("key", [rate.key for rate in RATES])
def test_every_rate_leads_to_its_grounds(key: str) -> None:
    found = grounds_behind(key)
    assert isinstance(found, RateGrounds)
    assert found.rate.key == key
    assert [each.figure.key for each in found.figures] == list(found.rate.grounds.figures)


@pytest.mark.parametrize("key", list(read_figures()))
def test_every_figure_that_may_be_shown_leads_to_its_grounds(key: str) -> None:
    found = grounds_behind(key)
    assert isinstance(found, FigureGrounds)
    assert found.cited.source.key == found.cited.figure.source
    assert all(key in rate.grounds.figures for rate in found.used_for)


def test_what_nobody_has_verified_is_shown_to_nobody() -> None:
    hidden = set(read_all_for_checking()) - set(read_figures())
    assert hidden
    for key in hidden:
        with pytest.raises(NothingThere):
            grounds_behind(key)
    shown = {each.key for each in find(["e"], said={}).figures}
    assert not shown & hidden


def test_a_rate_does_not_show_a_figure_that_nobody_has_verified() -> None:
    hidden = next(key for key in read_all_for_checking() if key not in read_figures())
    grounds = Grounds(basis=Basis.ASSUMED, figures=(hidden, "tm_completed"), why="an example")
    found = rate_grounds(Chance(key="road.knows_of_opening", a=1.0, b=1.0, grounds=grounds))
    assert [each.figure.key for each in found.figures] == ["tm_completed"]


def test_a_key_that_nothing_has_is_told() -> None:
    with pytest.raises(NothingThere, match="neither a rate nor a figure 'nonsense'"):
        grounds_behind("nonsense")


@pytest.mark.parametrize("rate", RATES, ids=lambda rate: rate.key)
def test_the_interval_holds_the_middle_of_the_doubt(rate: Rate) -> None:
    ends = interval_of(rate)
    if isinstance(rate, Chance) and rate.a is not None and rate.b is not None:
        draws = np.random.default_rng(7).beta(rate.a, rate.b, 40_000)
        assert ends is not None
        below, above = (draws < ends.low).mean(), (draws > ends.high).mean()
        error = 4 * np.sqrt(0.09 / len(draws))
        assert abs(below - 0.1) < error
        assert abs(above - 0.1) < error
    elif isinstance(rate, DelayLaw):
        assert ends is not None
        assert ends.low < rate.mean_days < ends.high


def test_a_rate_without_doubt_has_no_interval() -> None:
    assert interval_of(rates_in_use().entries[0]) is not None
    horizon = next(rate for rate in RATES if rate.key == "search.horizon_days")
    assert interval_of(horizon) is None
    grounds = Grounds(basis=Basis.ASSUMED, why="an example")
    assert interval_of(Chance(key="road.knows_of_opening", value=0.3, grounds=grounds)) is None


def test_a_doubtful_chance_counts_as_so_many_outcomes() -> None:
    chance = grounds_behind("kinds.introduction.close.promise")
    assert isinstance(chance, RateGrounds)
    assert chance.outcomes == pytest.approx(6.0)
    delay = grounds_behind("road.first_ask_wait")
    assert isinstance(delay, RateGrounds)
    assert delay.outcomes is None


def test_a_figure_says_what_it_was_made_from_and_what_is_made_from_it() -> None:
    found = grounds_behind("dodds_forward_p_implied")
    assert isinstance(found, FigureGrounds)
    assert [each.key for each in found.made_from] == list(
        figure("dodds_forward_p_implied").derived_from
    )
    assert "kinds.all.promise" in {rate.key for rate in found.used_for}


def test_words_are_found_in_any_order_and_in_what_the_page_says() -> None:
    said = {"road.knows_of_opening": "of 100 people thirty know"}
    assert [rate.key for rate in find(["Thirty", "people"], said=said).rates] == [
        "road.knows_of_opening"
    ]
    assert "tm_completed" in {each.key for each in find(["milgram", "travers"], said={}).figures}
    nothing = find(["zzz"], said={})
    assert (nothing.rates, nothing.figures) == ((), ())
