"""Silence: Bayes' rule by hand, by simulating asks from the start, and its laws."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepknocking.forecast.arrays import FloatArray, NotAProbability
from keepknocking.forecast.delays import Delay, Leg
from keepknocking.forecast.silence import (
    ImpossibleNudge,
    ImpossibleSilence,
    OpenAsk,
    Sequel,
    Silence,
    after_promise,
    weigh_silence,
)

NEVER = 10**9
chances = st.floats(0.0, 1.0)
shares = st.tuples(chances, chances, chances).filter(lambda w: sum(w) > 0.01)


def delay(*legs: tuple[float, int, float]) -> Delay:
    weights = np.array([weight for weight, _, _ in legs])
    return Delay(weights, tuple(Leg(k, np.array([r])) for _, k, r in legs))


QUICK = delay((0.6, 1, 0.3), (0.4, 2, 0.2))
SLOW = delay((1.0, 2, 1 / 6))


def silence(
    promise: float,
    decline: float,
    days: int,
    nudges: tuple[int, ...] = (),
    revival: float = 0.0,
) -> Silence:
    return weigh_silence(
        OpenAsk(
            promise=np.array([promise]),
            decline=np.array([decline]),
            promise_delay=SLOW,
            decline_delay=QUICK,
            silent_days=days,
            nudge_days=nudges,
            nudge_revival=np.array([revival]),
        )
    )


def drawn_days(
    rng: np.random.Generator, legs: list[tuple[float, int, float]], size: int
) -> npt.NDArray[np.int64]:
    """Days of a mixture of sums of geometric waits, drawn wait by wait."""
    which = rng.choice(len(legs), size=size, p=[weight for weight, _, _ in legs])
    days = np.zeros(size, dtype=np.int64)
    for i, (_, phases, rate) in enumerate(legs):
        for _ in range(phases):
            days += np.where(which == i, rng.geometric(rate, size), 0)
    return days


def test_the_worked_example_with_declines() -> None:
    ask = OpenAsk(
        promise=np.array([0.4]),
        decline=np.array([0.25]),
        promise_delay=SLOW,
        decline_delay=SLOW,
        silent_days=14,
    )
    weighed = weigh_silence(ask)
    silent = (5 / 6) ** 14 + 14 * (1 / 6) * (5 / 6) ** 13
    total = 0.35 + 0.65 * silent
    assert weighed.prob_promise_later[0] == pytest.approx(0.4 * silent / total, rel=1e-13)
    assert weighed.prob_decline_later[0] == pytest.approx(0.25 * silent / total, rel=1e-13)
    assert weighed.prob_never_answers[0] == pytest.approx(0.35 / total, rel=1e-13)
    assert weighed.prob_promise_later[0] == pytest.approx(0.218, abs=5e-4)


def test_the_worked_example_without_declines() -> None:
    never = [1.0 - silence(0.35, 0.0, s).prob_promise_later[0] for s in (0, 7, 14, 21, 30, 45)]
    assert np.abs(np.array(never) - [0.65, 0.735, 0.863, 0.943, 0.984, 0.999]).max() < 6e-4


@pytest.mark.parametrize(
    ("silent", "nudges"), [(9, ()), (14, (6,)), (12, (8, 3)), (5, (5,)), (6, (0,))]
)
def test_asks_simulated_from_the_start_agree(silent: int, nudges: tuple[int, ...]) -> None:
    rng = np.random.default_rng(20260302)
    size, promise, decline, revival = 400_000, 0.45, 0.2, 0.35
    slow, quick = [(1.0, 2, 1 / 6)], [(0.6, 1, 0.3), (0.4, 2, 0.2)]
    fate = rng.choice(3, size=size, p=[promise, decline, 1 - promise - decline])
    answered_on = np.where(fate == 0, drawn_days(rng, slow, size), drawn_days(rng, quick, size))
    answered_on[fate == 2] = NEVER
    for elapsed in sorted(nudges, reverse=True):
        revived = (fate == 2) & (rng.random(size) < revival)
        says_yes = rng.random(size) < promise / (promise + decline)
        fate[revived] = np.where(says_yes, 0, 1)[revived]
        waits = np.where(says_yes, drawn_days(rng, slow, size), drawn_days(rng, quick, size))
        answered_on[revived] = (silent - elapsed + waits)[revived]
    still = answered_on > silent
    weighed = silence(promise, decline, silent, nudges, revival)
    outcomes = (
        (weighed.prob_promise_later[0], fate[still] == 0),
        (weighed.prob_decline_later[0], fate[still] == 1),
        (weighed.prob_never_answers[0], fate[still] == 2),
    )
    for computed, counted in outcomes:
        assert_agrees(computed, counted)
    # And the rest of the wait: a promise within a week and within three weeks from today.
    for days in (7, 21):
        within = sum(
            float(tap[0]) * leg_law(j, leg, days)
            for taps, leg in zip(weighed.promise_taps, weighed.promise_legs, strict=True)
            for j, tap in enumerate(taps, start=1)
        )
        counted = (fate[still] == 0) & (answered_on[still] <= silent + days)
        assert_agrees(within, counted)


def leg_law(phases: int, leg: Leg, days: int) -> float:
    return float(1.0 - Leg(phases, leg.rate).survival(days)[0])


def assert_agrees(computed: float, counted: npt.NDArray[np.bool_]) -> None:
    standard_error = np.sqrt(computed * (1 - computed) / len(counted))
    assert abs(computed - counted.mean()) <= 4 * standard_error


@pytest.mark.parametrize("nudges", [(), (10,), (11, 4)])
def test_promises_simulated_from_the_start_agree(nudges: tuple[int, ...]) -> None:
    rng = np.random.default_rng(7)
    size, fulfilment, revival, silent = 400_000, 0.6, 0.3, 13
    legs = [(0.6, 1, 0.3), (0.4, 2, 0.2)]
    done_on = np.where(rng.random(size) < fulfilment, drawn_days(rng, legs, size), NEVER)
    for elapsed in nudges:
        revived = (done_on == NEVER) & (rng.random(size) < revival)
        done_on[revived] = (silent - elapsed + drawn_days(rng, legs, size))[revived]
    still = done_on > silent
    owed = after_promise(
        np.array([fulfilment]),
        QUICK,
        silent_days=silent,
        nudge_days=nudges,
        nudge_revival=np.array([revival]),
    )
    assert_agrees(owed.prob_done_later[0], done_on[still] < NEVER)
    assert_agrees(owed.prob_never_done[0], done_on[still] == NEVER)
    taps = sum(float(wait.taps.sum()) for wait in owed.waits())
    assert taps == pytest.approx(owed.prob_done_later[0], rel=1e-12)


@settings(deadline=None, max_examples=100)
@given(weights=shares, silent=st.integers(0, 10_000), days=st.data(), revival=chances)
def test_the_outcomes_share_the_whole_chance(
    weights: tuple[float, float, float], silent: int, days: st.DataObject, revival: float
) -> None:
    promise, decline = weights[0] / sum(weights), weights[1] / sum(weights)
    nudges = tuple(days.draw(st.lists(st.integers(0, silent), max_size=3)))
    weighed = silence(promise, decline, silent, nudges, revival)
    total = weighed.prob_promise_later + weighed.prob_never_promises
    assert total[0] == pytest.approx(1.0, abs=1e-12)
    assert sum(float(t.sum()) for t in weighed.promise_taps) == pytest.approx(
        weighed.prob_promise_later[0], rel=1e-10
    )


@settings(deadline=None, max_examples=60)
@given(promise=chances, fraction=chances, silent=st.integers(0, 400))
def test_each_silent_day_counts_against_the_promise_where_both_take_as_long(
    promise: float, fraction: float, silent: int
) -> None:
    # Where declines come sooner than promises, silence is also good news, so the delays are equal.
    decline = (1.0 - promise) * fraction

    def later(days: int) -> float:
        ask = OpenAsk(
            promise=np.array([promise]),
            decline=np.array([decline]),
            promise_delay=SLOW,
            decline_delay=SLOW,
            silent_days=days,
        )
        return float(weigh_silence(ask).prob_promise_later[0])

    assert later(silent + 1) <= later(silent) + 1e-12


@settings(deadline=None, max_examples=60)
@given(promise=chances, more=chances, decline=chances, silent=st.integers(0, 200))
def test_a_better_chance_of_a_promise_stays_better(
    promise: float, more: float, decline: float, silent: int
) -> None:
    decline *= 1.0 - max(promise, more)
    low = silence(min(promise, more), decline, silent).prob_promise_later[0]
    assert silence(max(promise, more), decline, silent).prob_promise_later[0] >= low - 1e-12


@settings(deadline=None, max_examples=100)
@given(weights=shares, silent=st.integers(0, 200), revival=chances, data=st.data())
def test_a_nudge_never_lowers_the_chance(
    weights: tuple[float, float, float], silent: int, revival: float, data: st.DataObject
) -> None:
    promise, decline = weights[0] / sum(weights), weights[1] / sum(weights)
    elapsed = data.draw(st.integers(0, silent))
    without = silence(promise, decline, silent).prob_promise_later[0]
    once = silence(promise, decline, silent, (elapsed,), revival).prob_promise_later[0]
    again = silence(promise, decline, silent, (elapsed, 0), revival).prob_promise_later[0]
    assert without <= once + 1e-12
    assert once <= again + 1e-12


def test_the_order_in_which_nudges_are_told_does_not_matter() -> None:
    one = silence(0.4, 0.2, 20, (3, 15), 0.3).prob_promise_later
    other = silence(0.4, 0.2, 20, (15, 3), 0.3).prob_promise_later
    assert one[0] == other[0]


def test_who_surely_answers_has_not_gone_after_ten_thousand_days() -> None:
    weighed = silence(1.0, 0.0, 10_000)
    assert weighed.prob_promise_later[0] == pytest.approx(1.0, abs=1e-12)
    # Long silence leaves the last phase alone to be waited for, or nearly so.
    last, first = weighed.promise_taps[0][:, 0]
    assert first / last == pytest.approx((5 / 6) / (10_000 / 6), rel=1e-9)


def test_the_ends_of_the_scale() -> None:
    assert silence(0.0, 0.0, 10_000, (5,), 0.5).prob_never_answers[0] == 1.0
    assert silence(0.0, 1.0, 30).prob_decline_later[0] == pytest.approx(1.0)
    assert silence(0.3, 0.2, 0).prob_promise_later[0] == pytest.approx(0.3, rel=1e-14)
    assert silence(0.5, 0.2, 10_000).prob_never_answers[0] == 1.0
    assert silence(0.3, 0.0, 40, (0,), 1.0).prob_promise_later[0] == pytest.approx(1.0)
    sure = after_promise(np.array([0.0, 1.0]), SLOW, silent_days=9)
    assert sure.prob_done_later.tolist() == [0.0, 1.0]


def test_a_silence_that_cannot_be_is_refused() -> None:
    at_once = delay((1.0, 1, 1.0))
    ask = OpenAsk(
        promise=np.array([0.5, 1.0]),
        decline=np.array([0.0]),
        promise_delay=at_once,
        decline_delay=at_once,
        silent_days=3,
    )
    with pytest.raises(ImpossibleSilence, match="3 silent days cannot happen in lane 1"):
        weigh_silence(ask)
    with pytest.raises(ImpossibleSilence, match="lane 0"):
        after_promise(np.array([1.0]), at_once, silent_days=1)


def test_chances_and_nudges_outside_are_refused() -> None:
    with pytest.raises(NotAProbability, match=r"promise and decline holds 1\.2"):
        silence(0.7, 0.5, 3)
    with pytest.raises(NotAProbability, match="revival"):
        silence(0.7, 0.1, 3, (1,), 1.5)
    with pytest.raises(NotAProbability, match="fulfilment"):
        after_promise(np.array([-0.5]), SLOW, silent_days=1)
    with pytest.raises(NotAProbability, match="sequel"):
        Sequel(np.array([1.5]), SLOW)
    for elapsed in (-1, 4):
        with pytest.raises(ImpossibleNudge, match=f"nudge {elapsed} days ago"):
            silence(0.7, 0.1, 3, (elapsed,), 0.5)
        with pytest.raises(ImpossibleNudge, match=f"nudge {elapsed} days ago"):
            after_promise(np.array([0.5]), SLOW, silent_days=3, nudge_days=(elapsed,))


def test_the_waits_are_promise_then_sequels() -> None:
    weighed = silence(0.4, 0.2, 5)
    chance: FloatArray = np.array([0.5, 0.25])
    waits = weighed.waits((Sequel(chance, QUICK), Sequel(np.array([0.8]), SLOW)))
    assert [len(wait.legs) for wait in waits] == [3, 3]
    assert waits[0].legs == (SLOW.legs[0], QUICK.legs[0], SLOW.legs[0])
    assert waits[1].legs == (SLOW.legs[0], QUICK.legs[1], SLOW.legs[0])
    total = waits[0].chance + waits[1].chance
    assert total == pytest.approx(weighed.prob_promise_later * chance * 0.8, rel=1e-12)
    assert waits[0].chance / total == pytest.approx([0.6, 0.6], rel=1e-12)
