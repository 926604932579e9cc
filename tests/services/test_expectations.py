from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from keepknocking.ledger.events import Rung
from keepknocking.ledger.expectations import DotsNotAHundred, Speaker, WrongDots
from keepknocking.services.debriefs import (
    Debriefed,
    NotSaid,
    NotYet,
    past_event,
    record_debrief,
)
from keepknocking.services.expectations import (
    BothGuesses,
    Cancelled,
    GuessedAlready,
    NoGuessYet,
    TooLateToGuess,
    expect_evening,
    upcoming,
)
from keepknocking.services.stories import StoryFile

TODAY = date(2026, 3, 12)
NOW = datetime(2026, 3, 12, 20, 30, tzinfo=UTC)
GUESS = (40, 35, 20, 4, 1)
STORY = """\
2026-03-12 event "Chamber breakfast" meetup 2h
2026-03-20 event "Chamber breakfast" meetup 2h
2026-03-02 event "Fair" fair
2026-03-02 debrief "Fair": nothing
2026-03-12 event "Talk" talk
2026-03-12 debrief "Talk": a name, talked to 3
2026-03-10 event "Dinner"
2026-03-12 met Ana Reyes at "Chamber breakfast"
2026-03-13 event "Off"
2026-03-12 event "Off" cancelled
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "sam.story"
    path.write_text(STORY)
    return path


def guess(path: Path, words: str, dots: tuple[int, ...] | None) -> BothGuesses:
    return expect_evening(upcoming(StoryFile(path), words, today=TODAY), dots, recorded_at=NOW)


def tell(path: Path, words: str, rung: Rung | None, *, today: date = TODAY) -> Debriefed:
    at = past_event(StoryFile(path), words, today=today)
    return record_debrief(at, rung, None, recorded_at=NOW)


def test_the_guess_is_written_first_and_then_the_houses(path: Path) -> None:
    both = guess(path, "chamber", GUESS)
    mine, house = both.added
    assert mine.startswith('2026-03-12 expect "Chamber breakfast"')
    assert house.startswith('2026-03-12 house expects "Chamber breakfast"')
    assert path.read_text().endswith(f"{mine}\n{house}\n")
    assert both.event.when.on == TODAY
    assert both.yours == GUESS
    assert sum(both.house) == 100


def test_without_a_guess_the_house_says_nothing_and_nothing_is_written(path: Path) -> None:
    with pytest.raises(NoGuessYet) as raised:
        guess(path, "chamber", None)
    assert "5" not in str(raised.value).replace("100", "")
    assert path.read_text() == STORY


@pytest.mark.parametrize(
    ("dots", "error"), [((40, 35, 20, 4, 0), DotsNotAHundred), ((100, 0, 0, 0), WrongDots)]
)
def test_dots_that_are_not_a_hundred_are_not_written(
    path: Path, dots: tuple[int, ...], error: type[ValueError]
) -> None:
    with pytest.raises(error):
        guess(path, "chamber", dots)
    assert path.read_text() == STORY


def test_a_guess_stands(path: Path) -> None:
    first = guess(path, "chamber", GUESS)
    for again in (None, GUESS):
        second = guess(path, "chamber", again)
        assert (second.added, second.house, second.yours) == ((), first.house, GUESS)
    with pytest.raises(GuessedAlready, match="40,35,20,4,1"):
        guess(path, "chamber", (100, 0, 0, 0, 0))


def test_a_guess_written_by_hand_is_answered_too(path: Path) -> None:
    line = '2026-03-12 expect "Chamber breakfast": nothing 90, a name 10, an opening 0, '
    path.write_text(f"{STORY}{line}an interview 0, an offer 0\n")
    both = guess(path, "chamber", None)
    assert both.yours == (90, 10, 0, 0, 0)
    assert len(both.added) == 1


@pytest.mark.parametrize(
    ("words", "error", "message"),
    [
        ("Fair", TooLateToGuess, "Fair was on 2026-03-02: it is too late to guess"),
        ("Talk", TooLateToGuess, "Talk is debriefed already"),
        ("Off", Cancelled, "Off was cancelled"),
    ],
)
def test_what_is_over_cannot_be_guessed(
    path: Path, words: str, error: type[ValueError], message: str
) -> None:
    with pytest.raises(error, match=message):
        guess(path, words, GUESS)


def test_a_debrief_marks_both_guesses(path: Path) -> None:
    both = guess(path, "chamber", GUESS)
    done = tell(path, "chamber", Rung.A_NAME)
    assert [(mark.by, mark.laid) for mark in done.marks] == [
        (Speaker.SEEKER, 35),
        (Speaker.HOUSE, both.house[1]),
    ]
    # By hand: the guess gives 0.40, 0.75, 0.95, 0.99 up to each rung; what happened 0, 1, 1, 1.
    assert done.marks[0].score == pytest.approx(0.40**2 + 0.25**2 + 0.05**2 + 0.01**2)
    assert done.met == 1
    assert tell(path, "chamber", None).marks == done.marks


def test_without_a_guess_there_are_no_marks(path: Path) -> None:
    assert tell(path, "dinner", Rung.NOTHING).marks == ()


def test_an_evening_that_has_not_been_cannot_be_told(path: Path) -> None:
    with pytest.raises(NotYet, match="has not happened yet"):
        tell(path, "#chamber-breakfast-2026-03-20", Rung.NOTHING)
    with pytest.raises(Cancelled):
        tell(path, "Off", Rung.NOTHING, today=date(2026, 3, 13))


def test_what_an_evening_brought_must_be_said(path: Path) -> None:
    with pytest.raises(NotSaid, match='"nothing", "a name"'):
        tell(path, "dinner", None)


def test_the_house_is_not_marked_where_the_seeker_did_not_guess(path: Path) -> None:
    dots = "nothing 40, a name 35, an opening 20, an interview 4, an offer 1"
    path.write_text(f'{STORY}2026-03-10 house expects "Dinner": {dots} by mine\n')
    assert tell(path, "dinner", Rung.NOTHING).marks == ()
