from datetime import date

import pytest

from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.story.reading import read_story
from keepknocking.services.finding import NotFound, SeveralFound, find_event, find_person

TODAY = date(2026, 3, 12)


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    story = read_story("""
2026-03-02 met Ana Reyes (Harbor Foods, buyer)
2026-03-02 met Ana Maria Sol
2026-03-02 met Zoë Brûlé
2026-03-02 met Anatol
2026-03-02 event "Chamber breakfast" meetup
2026-03-12 event "Chamber breakfast" meetup
2026-04-02 event "Chamber breakfast" meetup
2026-03-20 event "Planners' evening"
2026-03-01 event "Old fair" fair
2026-03-30 event "New fair" fair
2026-03-31 event "New frontiers"
""")
    assert story.problems == ()
    return story.ledger


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Ana Reyes", "ana-reyes"),
        ("ana r", "ana-reyes"),
        ("#ana-reyes", "ana-reyes"),
        ("ana-reyes", "ana-reyes"),
        ('"ANA MARIA"', "ana-maria-sol"),
        ("zoe brule", "zoe-brule"),
        ("anat", "anatol"),
    ],
)
def test_a_person_is_found(ledger: Ledger, words: str, found: str) -> None:
    assert find_person(ledger, words).id == found


def test_a_first_name_of_two_people_is_not_enough(ledger: Ledger) -> None:
    with pytest.raises(SeveralFound, match="say which, #ana-maria-sol, #ana-reyes"):
        find_person(ledger, "Ana")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("Anna Reyes", "there is no person 'Anna Reyes': did you mean 'Ana Reyes'"),
        ("Zoo", "did you mean 'Zoë Brûlé'"),
        ("Wilhelmina", "there is no person 'Wilhelmina' in the story"),
        ("", "there is no person '' in the story"),
    ],
)
def test_nobody_is_told_with_the_nearest_name(ledger: Ledger, words: str, message: str) -> None:
    with pytest.raises(NotFound, match=message):
        find_person(ledger, words)


def event(ledger: Ledger, words: str, *, ahead: bool, today: date = TODAY) -> date:
    return find_event(ledger, words, today=today, ahead=ahead).when.on


def test_of_one_name_the_next_event_is_guessed_and_the_last_one_told(ledger: Ledger) -> None:
    today = date(2026, 3, 13)
    assert event(ledger, "the Chamber breakfast", ahead=True, today=today) == date(2026, 4, 2)
    assert event(ledger, "chamber", ahead=False, today=today) == date(2026, 3, 12)


def test_an_event_of_today_is_both(ledger: Ledger) -> None:
    assert event(ledger, "chamber", ahead=True) == TODAY
    assert event(ledger, "chamber", ahead=False) == TODAY


def test_where_none_is_ahead_or_behind_the_other_side_is_taken(ledger: Ledger) -> None:
    assert event(ledger, "old", ahead=True) == date(2026, 3, 1)
    assert event(ledger, "planners", ahead=False) == date(2026, 3, 20)


def test_two_events_of_different_names_must_be_told_apart(ledger: Ledger) -> None:
    with pytest.raises(SeveralFound, match="may be more than one event"):
        event(ledger, "new f", ahead=True)


def test_an_unknown_event_is_told_with_the_nearest_name(ledger: Ledger) -> None:
    with pytest.raises(NotFound, match="did you mean 'Old fair'"):
        event(ledger, "Odd fair", ahead=True)
