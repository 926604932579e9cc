"""What belongs on one page for a meeting."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from keepknocking.ledger.asks import Purpose
from keepknocking.services.sheet import Sheet, SinceAhead, Topic, make_sheet
from keepknocking.services.stories import StoryFile

TODAY = date(2026, 3, 12)
STORY = """\
2026-01-05 search for "planner" goal offer
2026-01-12 met Ana Reyes (Harbor Foods, buyer)
2026-01-13 asked Ana Reyes for an introduction to Ben Ode (Brightwater) by email
2026-01-14 Ana Reyes promised
2026-01-20 Ana Reyes introduced me to Ben Ode
2026-01-21 asked Ben Ode about openings at Brightwater
2026-02-20 event "Chamber breakfast" meetup 2h
2026-02-20 expect "Chamber breakfast": nothing 40, a name 35, an opening 20, an interview 4, an offer 1
2026-02-20 met Dana Frost (Brightwater) at "Chamber breakfast"
2026-02-20 met Eve Hall at "Chamber breakfast"
2026-02-21 met Eve Hall
2026-02-21 debrief "Chamber breakfast": a name, talked to 6
2026-02-22 event "Job fair" fair 3h
2026-02-23 event "Cancelled evening" meetup
2026-02-23 event "Cancelled evening" cancelled
2026-02-24 asked Dana Frost for a conversation
2026-02-25 Dana Frost declined
2026-02-26 asked Eve Hall for an introduction to Hugo Lind
2026-02-27 Eve Hall promised
2026-03-01 Eve Hall introduced me to Hugo Lind
2026-03-02 opening "Day clerk" at Hollin
2026-03-03 applied for "Day clerk" at Hollin
2026-03-04 effort 90m on "letters"
2026-03-20 event "Open morning" fair 2h
"""  # noqa: E501 (a line of a story)
Made = Callable[..., Sheet]


@pytest.fixture
def made(path: Path) -> Made:
    def from_story(story: str, since: date | None = None, *, numbers: bool = False) -> Sheet:
        path.write_text(story)
        home = StoryFile(path)
        assert not home.opened(today=TODAY).problems
        return make_sheet(home, today=TODAY, since=since, numbers=numbers)

    return from_story


def test_what_was_done_is_counted_from_the_day_on(made: Made) -> None:
    done = made(STORY).done
    assert (done.people, done.asks, done.promises, done.refusals) == (2, 2, 1, 1)
    assert (done.introductions, done.openings, done.minutes) == (1, 1, 90)
    assert [opening.title for _, opening in done.stages] == ["Day clerk"]
    earlier = made(STORY, date(2026, 1, 1)).done
    assert (earlier.people, earlier.asks, earlier.introductions) == (3, 4, 2)
    later = made(STORY, TODAY).done
    assert (later.people, later.asks, later.minutes, later.evenings) == (0, 0, 0, ())


def test_evenings_come_with_what_they_came_to_and_her_mark(made: Made) -> None:
    breakfast, fair = made(STORY).done.evenings
    # Laid out by hand: ranked probability 0.40² + 0.25² + 0.05² + 0.01² = 0.2251 of at most 4.
    assert (breakfast.event.name, breakfast.yours, breakfast.house) == (
        "Chamber breakfast",
        94,
        None,
    )
    assert breakfast.debrief is not None
    assert (fair.event.name, fair.debrief) == ("Job fair", None)


def test_the_house_is_asked_only_where_numbers_are_wanted(made: Made) -> None:
    assert made(STORY).foreseen is None
    foreseen = made(STORY, numbers=True).foreseen
    assert foreseen is not None
    assert foreseen.forecast.by == date(2026, 5, 7)


def test_a_day_that_has_not_come_is_refused(made: Made) -> None:
    with pytest.raises(SinceAhead, match="a sheet looks back"):
        made(STORY, date(2026, 3, 13))


def test_a_search_begins_with_its_line_or_its_first_fact_or_not_at_all(made: Made) -> None:
    assert made(STORY).begun == date(2026, 1, 5)
    assert made("2026-02-03 met Ana Reyes\n").begun == date(2026, 2, 3)
    empty = made("")
    assert (empty.begun, empty.open_asks, empty.street.chains) == (None, (), ())


def test_open_asks_come_the_oldest_silence_first(made: Made) -> None:
    story = STORY + "2026-03-05 person Farid Amin\n2026-03-05 asked Farid Amin for a conversation\n"
    assert [ask.of for ask in made(story).open_asks] == ["ben-ode", "farid-amin"]


def test_three_questions_the_most_useful_first(made: Made) -> None:
    talks = made(STORY).talks
    assert [(talk.topic, talk.people) for talk in talks] == [
        (Topic.YOUR_TURN, ("hugo-lind",)),
        (Topic.WEAK_LINK, ("ben-ode",)),
        (Topic.COMING, ()),
    ]
    assert talks[2].event is not None
    assert talks[2].event.name == "Open morning"


def test_there_are_three_questions_even_before_the_first_door(made: Made) -> None:
    assert [talk.topic for talk in made("").talks] == [
        Topic.OLD_FRIENDS,
        Topic.NO_NEW_DOOR,
        Topic.NEXT_MONTH,
    ]


def test_asks_all_of_one_kind_are_worth_a_question(made: Made) -> None:
    people = ("Ana Reyes", "Ben Ode", "Chen Wu", "Dana Frost")
    known = [f"2026-03-10 person {name}" for name in (*people, "Eve Hall")]
    asks = [*known, *(f"2026-03-10 asked {name} for an introduction" for name in people)]
    first, *_ = made("\n".join(asks)).talks
    assert (first.topic, first.purpose, first.count) == (
        Topic.ONE_KIND,
        Purpose.INTRODUCTION,
        4,
    )
    assert made("\n".join(asks[:-1])).talks[0].topic is not Topic.ONE_KIND
    mixed = [*asks, "2026-03-11 asked Eve Hall about openings"]
    assert made("\n".join(mixed)).talks[0].topic is not Topic.ONE_KIND


def test_thanks_owed_and_people_never_asked_are_worth_a_question(made: Made) -> None:
    story = """\
2026-03-01 know Ana Reyes well
2026-03-01 asked Ana Reyes for a conversation
2026-03-01 Ana Reyes promised
2026-03-02 talked with Ana Reyes
2026-03-02 know Ben Ode well
2026-03-02 do not contact Ana Reyes
"""
    talks = made(story).talks
    assert [(talk.topic, talk.count) for talk in talks[:2]] == [
        (Topic.THANKS, 1),
        (Topic.UNASKED, 1),
    ]
    thanked = made(story + "2026-03-03 thanked Ana Reyes\n").talks
    assert thanked[0].topic is Topic.UNASKED
