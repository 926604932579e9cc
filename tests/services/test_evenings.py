"""An evening from first to last, on a ledger on disk."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepknocking.forecast.score import ranked_probability_score
from keepknocking.ledger.events import RUNGS, Rung
from keepknocking.ledger.expectations import DotsNotAHundred, Speaker, WrongDots
from keepknocking.ledger.story.statements import EventPlanned, NamedEvent
from keepknocking.services.evening_deeds import (
    NotTakingPlace,
    OverAlready,
    StillToCome,
    ToldAlready,
    open_house,
    plan_event,
    seal_guess,
    stayed_away,
    tell_evening,
)
from keepknocking.services.evenings import (
    FORTNIGHT,
    GuessFirst,
    NoSuchEvent,
    SealState,
    Stage,
    even_score,
    expected,
    mark_of_100,
    seen,
    street,
)
from keepknocking.services.expectations import GuessedAlready
from keepknocking.services.homes import NotUnderstood
from keepknocking.services.own_ledger import OwnLedger
from keepknocking.store.models import Seal, SealOpened
from keepknocking.store.opening import make_ledger

TODAY = date(2026, 3, 12)
NOW = datetime(2026, 3, 12, 17, 52, tzinfo=UTC)
TONIGHT = "chamber-breakfast-2026-03-12"
GUESS = (40, 35, 20, 4, 1)
SAID = "nothing 40, a name 35, an opening 20, an interview 4, an offer 1"


@pytest.fixture
def home(own_file: Path) -> OwnLedger:
    del own_file
    make_ledger()
    return OwnLedger()


@pytest.fixture
def tell(home: OwnLedger) -> Callable[[str], OwnLedger]:
    """Add the lines of a story."""

    def told(story: str) -> OwnLedger:
        home.record(tuple(story.splitlines()), today=TODAY, recorded_at=NOW)
        return home

    return told


@pytest.fixture
def tonight(tell: Callable[[str], OwnLedger]) -> OwnLedger:
    return tell('2026-03-12 event "Chamber breakfast" mixer 2h')


def test_guess_house_and_seal_are_one_deed_that_is_taken_back_as_one(tonight: OwnLedger) -> None:
    before = tonight.stored().revision
    seal_guess(tonight, TONIGHT, GUESS, today=TODAY, now=NOW)
    assert tonight.stored().revision == before + 1
    at = seen(tonight, TONIGHT, today=TODAY)
    assert (at.stage, at.seal_state) == (Stage.GUESSED, SealState.WHOLE)
    assert at.guess is not None
    assert at.house is not None
    assert at.seal is not None
    assert at.seal.said["yours"] == list(at.guess.dots)
    assert at.seal.said["house"] == list(at.house.dots)
    assert at.seal.sealed_at == NOW
    tonight.take_back(recorded_at=NOW)
    after = seen(tonight, TONIGHT, today=TODAY)
    assert (after.guess, after.house, after.stage) == (None, None, Stage.BEFORE)
    assert after.seal_state is SealState.TAKEN_BACK
    seal_guess(tonight, TONIGHT, (100, 0, 0, 0, 0), today=TODAY, now=NOW)
    again = seen(tonight, TONIGHT, today=TODAY)
    assert (again.seal_state, again.earlier_opened) == (SealState.WHOLE, False)
    assert Seal.objects.count() == 2


@pytest.mark.parametrize(
    ("dots", "error"), [((40, 35, 20, 4, 0), DotsNotAHundred), ((101, -1, 0, 0, 0), WrongDots)]
)
def test_dots_that_are_not_a_hundred_leave_no_trace(
    tonight: OwnLedger, dots: tuple[int, ...], error: type[ValueError]
) -> None:
    with pytest.raises(error):
        seal_guess(tonight, TONIGHT, dots, today=TODAY, now=NOW)
    assert not tonight.stored().ledger.expectations
    assert not Seal.objects.exists()


def test_what_cannot_be_guessed_is_refused(tell: Callable[[str], OwnLedger]) -> None:
    home = tell(f"""2026-03-11 event "Past"
2026-03-12 event "Told"
2026-03-12 debrief "Told": nothing
2026-03-13 event "Off"
2026-03-12 event "Off" cancelled
2026-03-13 event "Guessed"
2026-03-12 expect "Guessed": {SAID}""")
    for event, error in (
        ("past-2026-03-11", OverAlready),
        ("told-2026-03-12", OverAlready),
        ("off-2026-03-13", NotTakingPlace),
        ("guessed-2026-03-13", GuessedAlready),
        ("nowhere", NoSuchEvent),
    ):
        with pytest.raises(error):
            seal_guess(home, event, GUESS, today=TODAY, now=NOW)
    assert not Seal.objects.exists()


def test_the_house_is_asked_only_when_she_has_guessed(tonight: OwnLedger) -> None:
    with pytest.raises(GuessFirst, match="before you have guessed"):
        expected(seen(tonight, TONIGHT, today=TODAY))
    with pytest.raises(GuessFirst):
        open_house(tonight, TONIGHT, today=TODAY, now=NOW)
    seal_guess(tonight, TONIGHT, GUESS, today=TODAY, now=NOW)
    at = seen(tonight, TONIGHT, today=TODAY)
    assert at.house is not None
    assert expected(at).evening.dots == at.house.dots


def test_a_seal_is_opened_once_and_an_opened_one_taken_back_is_remembered(
    tonight: OwnLedger,
) -> None:
    seal_guess(tonight, TONIGHT, GUESS, today=TODAY, now=NOW)
    open_house(tonight, TONIGHT, today=TODAY, now=NOW)
    open_house(tonight, TONIGHT, today=TODAY, now=NOW + timedelta(hours=1))
    opened = seen(tonight, TONIGHT, today=TODAY)
    assert opened.seal is not None
    assert (opened.seal.opened_at, opened.earlier_opened) == (NOW, False)
    assert SealOpened.objects.count() == 1
    tonight.take_back(recorded_at=NOW)
    assert seen(tonight, TONIGHT, today=TODAY).earlier_opened
    seal_guess(tonight, TONIGHT, GUESS, today=TODAY, now=NOW)
    again = seen(tonight, TONIGHT, today=TODAY)
    assert again.earlier_opened
    assert again.seal is not None
    assert again.seal.opened_at is None


def test_a_guess_by_hand_is_stated_and_the_house_answers_without_a_seal(
    tell: Callable[[str], OwnLedger],
) -> None:
    home = tell(f"""2026-03-12 event "Chamber breakfast" mixer 2h
2026-03-12 expect "Chamber breakfast": {SAID}
2026-03-11 event "Talk"
2026-03-11 expect "Talk": {SAID}""")
    assert seen(home, TONIGHT, today=TODAY).seal_state is SealState.STATED
    open_house(home, TONIGHT, today=TODAY, now=NOW)
    at = seen(home, TONIGHT, today=TODAY)
    assert at.house is not None
    assert at.seal is None
    # What is over has no house any more that could have known less.
    open_house(home, "talk-2026-03-11", today=TODAY, now=NOW)
    assert seen(home, "talk-2026-03-11", today=TODAY).house is None


def test_a_line_of_the_house_is_not_seen_before_her_guess_and_her_guess_is_sealed_all_the_same(
    tell: Callable[[str], OwnLedger],
) -> None:
    home = tell(f"""2026-03-12 event "Chamber breakfast"
2026-03-12 house expects "Chamber breakfast": {SAID}""")
    assert seen(home, TONIGHT, today=TODAY).house is None
    seal_guess(home, TONIGHT, (100, 0, 0, 0, 0), today=TODAY, now=NOW)
    at = seen(home, TONIGHT, today=TODAY)
    assert at.seal_state is SealState.WHOLE
    assert at.house is not None
    assert at.house.dots == GUESS


def test_a_changed_seal_and_another_guess_are_told_apart(tonight: OwnLedger) -> None:
    seal_guess(tonight, TONIGHT, GUESS, today=TODAY, now=NOW)
    line = '2026-03-12 expect "Chamber breakfast": nothing 100, a name 0, an opening 0, '
    tonight.record((f"{line}an interview 0, an offer 0",), today=TODAY, recorded_at=NOW)
    assert seen(tonight, TONIGHT, today=TODAY).seal_state is SealState.OTHER
    seal = Seal.objects.get()
    Seal.objects.update(body=seal.body.replace("40", "41"))
    assert seen(tonight, TONIGHT, today=TODAY).seal_state is SealState.BROKEN
    # A seal whose words are gone does not even say any more which evening it was for.
    Seal.objects.update(body="{}")
    lost = seen(tonight, TONIGHT, today=TODAY)
    assert (lost.seal_state, lost.seal) == (SealState.LOST, None)


def test_telling_an_evening_opens_its_seal_and_marks_both(tonight: OwnLedger) -> None:
    seal_guess(tonight, TONIGHT, GUESS, today=TODAY, now=NOW)
    tomorrow = TODAY + timedelta(days=1)
    assert seen(tonight, TONIGHT, today=tomorrow).stage is Stage.WAITING
    tell_evening(tonight, TONIGHT, Rung.A_NAME, 9, today=tomorrow, now=NOW)
    at = seen(tonight, TONIGHT, today=tomorrow)
    assert at.stage is Stage.TOLD
    assert [mark.by for mark in at.marks] == [Speaker.SEEKER, Speaker.HOUSE]
    assert SealOpened.objects.count() == 1
    with pytest.raises(ToldAlready, match="came to a name"):
        tell_evening(tonight, TONIGHT, Rung.NOTHING, None, today=tomorrow, now=NOW)
    with pytest.raises(ToldAlready):
        stayed_away(tonight, TONIGHT, today=tomorrow, now=NOW)


def test_telling_without_a_guess_opens_nothing(tonight: OwnLedger) -> None:
    seal_guess(tonight, TONIGHT, GUESS, today=TODAY, now=NOW)
    tonight.take_back(recorded_at=NOW)
    tell_evening(tonight, TONIGHT, Rung.NOTHING, None, today=TODAY, now=NOW)
    assert not SealOpened.objects.exists()
    assert seen(tonight, TONIGHT, today=TODAY).marks == ()


def test_what_is_to_come_or_called_off_is_not_told(tell: Callable[[str], OwnLedger]) -> None:
    home = tell('2026-03-13 event "Talk"')
    with pytest.raises(StillToCome, match="say what it came to when it has been"):
        tell_evening(home, "talk-2026-03-13", Rung.NOTHING, None, today=TODAY, now=NOW)
    stayed_away(home, "talk-2026-03-13", today=TODAY, now=NOW)
    assert seen(home, "talk-2026-03-13", today=TODAY).stage is Stage.CANCELLED
    with pytest.raises(NotTakingPlace):
        tell_evening(home, "talk-2026-03-13", Rung.NOTHING, None, today=TODAY, now=NOW)
    with pytest.raises(NotTakingPlace):
        stayed_away(home, "talk-2026-03-13", today=TODAY, now=NOW)


def test_a_second_event_of_a_name_on_a_day_is_refused_and_of_another_day_is_not(
    tonight: OwnLedger,
) -> None:
    again = EventPlanned(event=NamedEvent(name="Chamber breakfast"))
    with pytest.raises(NotUnderstood):
        plan_event(tonight, again, on=TODAY, today=TODAY, now=NOW)
    plan_event(tonight, again, on=TODAY + timedelta(days=7), today=TODAY, now=NOW)
    # The seal names the event that is meant, though two have its name.
    seal_guess(tonight, TONIGHT, GUESS, today=TODAY, now=NOW)
    stayed_away(tonight, "chamber-breakfast-2026-03-19", today=TODAY, now=NOW)
    first, second = tonight.stored().ledger.events
    assert (first.cancelled, second.cancelled is None) == (None, False)
    assert {said.event for said in tonight.stored().ledger.expectations} == {TONIGHT}


def test_the_last_guess_is_the_one_made_last_for_another_evening(
    tell: Callable[[str], OwnLedger],
) -> None:
    home = tell(f"""2026-03-10 event "Fair"
2026-03-12 event "Chamber breakfast"
2026-03-10 expect "Fair": {SAID}
2026-03-10 house expects "Fair": nothing 100, a name 0, an opening 0, an interview 0, an offer 0""")
    assert seen(home, TONIGHT, today=TODAY).last_guess == GUESS
    assert seen(home, "fair-2026-03-10", today=TODAY).last_guess is None


def test_whom_she_met_is_told_once(tell: Callable[[str], OwnLedger]) -> None:
    home = tell("""2026-03-12 event "Chamber breakfast"
2026-03-12 met Ana Reyes at "Chamber breakfast"
2026-03-12 met Ben Ode at "Chamber breakfast"
2026-03-12 talked with Ana Reyes at "Chamber breakfast"
2026-03-12 met Chen Wu""")
    names = [person.name for person in seen(home, TONIGHT, today=TODAY).met]
    assert names == ["Ana Reyes", "Ben Ode"]


def test_the_street_leaves_out_so_many_and_shows_so_many(
    tell: Callable[[str], OwnLedger],
) -> None:
    long_ago = TODAY - FORTNIGHT - timedelta(days=1)
    home = tell(
        f'{TODAY - FORTNIGHT} event "Waits"\n{long_ago} event "Rests"\n'
        + "\n".join(
            f'2026-01-{day:02} event "E{day}"\n2026-01-{day:02} debrief "E{day}": nothing'
            for day in range(1, 8)
        )
    )
    whole = street(home, today=TODAY, before=0, most=100)
    assert [row.event.name for row in whole.waiting] == ["Waits"]
    assert [row.event.name for row in whole.been] == ["Rests", *(f"E{n}" for n in range(7, 0, -1))]
    part = street(home, today=TODAY, before=3, most=2)
    assert part.been == whole.been[3:5]
    assert (part.been_in_all, part.coming) == (8, ())


@given(st.lists(st.integers(0, 100), min_size=4, max_size=4), st.sampled_from(RUNGS))
@settings(deadline=None, max_examples=50)
def test_a_mark_runs_from_100_to_0_and_a_smaller_score_never_has_a_lower_mark(
    cuts: list[int], rung: Rung
) -> None:
    ends = [0, *sorted(cuts), 100]
    guess = np.diff(np.array(ends))[np.newaxis] / 100
    score = float(ranked_probability_score(guess, [RUNGS.index(rung)])[0])
    mark = mark_of_100(score)
    assert 0 <= mark <= 100
    assert mark == pytest.approx(100 - 25 * score, abs=0.5 + 1e-9)
    assert mark_of_100(score / 2) >= mark


def test_the_even_guess_has_the_scores_worked_out_by_hand() -> None:
    # Running sums 0.2, 0.4, 0.6, 0.8 against 1 from the rung that came.
    by_hand = {
        Rung.NOTHING: 0.64 + 0.36 + 0.16 + 0.04,
        Rung.A_NAME: 0.04 + 0.36 + 0.16 + 0.04,
        Rung.AN_OPENING: 0.04 + 0.16 + 0.16 + 0.04,
        Rung.AN_INTERVIEW: 0.04 + 0.16 + 0.36 + 0.04,
        Rung.AN_OFFER: 0.04 + 0.16 + 0.36 + 0.64,
    }
    for rung, score in by_hand.items():
        assert even_score(rung) == pytest.approx(score)
