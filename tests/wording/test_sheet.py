"""The page for a meeting in words: only what the seeker chose to show."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from keepknocking.services.sheet import make_sheet
from keepknocking.services.stories import StoryFile
from keepknocking.wording.sheet import (
    FOOTER,
    LONGEST,
    Names,
    SheetWords,
    Shown,
    initials,
    sheet_in_words,
)

TODAY = date(2026, 3, 12)
STORY = """\
2026-01-05 search for "planner" goal interview
2026-01-12 met Ana Reyes (Harbor Foods, buyer)
2026-01-13 asked Ana Reyes for an introduction to Ben Ode (Brightwater) by email
2026-01-14 Ana Reyes promised
2026-01-20 Ana Reyes introduced me to Ben Ode
2026-01-21 asked Ben Ode about openings at Brightwater
2026-02-20 event "Chamber breakfast" meetup 2h
2026-02-20 expect "Chamber breakfast": nothing 40, a name 35, an opening 20, an interview 5, an offer 0
2026-02-20 house expects "Chamber breakfast": nothing 60, a name 30, an opening 9, an interview 1, an offer 0 by defaults
2026-02-20 met Dana Frost (Brightwater) at "Chamber breakfast"
2026-02-21 debrief "Chamber breakfast": a name, talked to 6
2026-02-22 event "Job fair" fair 3h
2026-03-01 asked Dana Frost for a referral for "Clerk" at Northgate
2026-03-01 applied for "Clerk" at Northgate
2026-03-02 Dana Frost promised
2026-03-04 effort 90m on "letters"
"""  # noqa: E501 (a line of a story)
Told = Callable[..., SheetWords]


@pytest.fixture
def told(path: Path) -> Told:
    def from_story(story: str, shown: Shown | None = None, since: date | None = None) -> SheetWords:
        path.write_text(story)
        home, wanted = StoryFile(path), shown or Shown()
        assert not home.opened(today=TODAY).problems
        sheet = make_sheet(home, today=TODAY, since=since, numbers=wanted.numbers)
        return sheet_in_words(sheet, wanted)

    return from_story


def text_of(words: SheetWords) -> str:
    parts = [line for part in words.parts for line in (part.title, part.sentence, *part.lines)]
    return "\n".join((words.title, words.day, words.about, *parts, *words.questions, words.footer))


def test_people_are_initials_unless_she_says_otherwise(told: Told) -> None:
    text = text_of(told(STORY))
    assert "A. R. → B. O.: weak link, silent for 50 days" in text
    assert "D. F., for a referral: promised 10 days ago" in text
    for name in ("Ana", "Reyes", "Ben", "Ode", "Dana", "Frost", "Harbor", "Brightwater"):
        assert name not in text


def test_with_names_they_stand_there_with_their_organization(told: Told) -> None:
    text = text_of(told(STORY, Shown(names=Names.FULL)))
    assert "Ana Reyes → Ben Ode: weak link" in text
    assert "Dana Frost (Brightwater), for a referral: promised 10 days ago" in text


def test_with_nothing_nobody_can_be_told_from_anybody(told: Told) -> None:
    text = text_of(told(STORY, Shown(names=Names.NONE)))
    assert "2 people: weak link, silent for 50 days" in text
    assert "Somebody, for a referral: promised 10 days ago" in text
    assert "1 March: applied for “Clerk”\n" in text
    assert "A. R." not in text
    assert "Northgate" not in text


def test_numbers_marks_and_time_are_left_out_unless_ticked(told: Told) -> None:
    text = text_of(told(STORY))
    assert "What to expect" not in text
    assert "guess" not in text
    assert "Time put in" not in text
    assert "of 100" not in text


def test_each_of_them_comes_alone_when_ticked(told: Told) -> None:
    numbers = text_of(told(STORY, Shown(numbers=True)))
    assert "Of 100 searches like this one, " in numbers
    assert "8 times in 10: " in numbers
    assert "get an interview through people by 7 May" in numbers
    marks = text_of(told(STORY, Shown(marks=True)))
    # By hand: 0.40² + 0.25² + 0.05² = 0.225 and 0.60² + 0.10² + 0.01² = 0.3701, of 4 at most.
    assert "talked to 6 people (my guess: 94 of 100, the house: 91)" in marks
    assert "of 100" not in marks.replace("94 of 100", "")
    time = text_of(told(STORY, Shown(time=True)))
    assert "Time put in, as far as written down: 1 hour and 30 minutes." in time


def test_what_was_done_is_one_sentence_and_what_came_a_line_each(told: Told) -> None:
    words = told(STORY)
    assert words.day == "Thursday 12 March 2026"
    assert words.about == "Looking for: planner. Since 5 January, 9 weeks. Next goal: an interview."
    done = words.parts[0]
    assert done.title == "Since 12 February"
    assert done.sentence == (
        "I met 1 person, asked 1 time, was promised something 1 time, heard of 1 opening "
        "and went to 2 events."
    )
    assert done.lines == (
        "1 March: applied for “Clerk” at Northgate",
        "20 February: Chamber breakfast: a name, talked to 6 people",
        "22 February: Job fair",
    )


def test_every_sheet_ends_with_what_its_numbers_are_not(told: Told) -> None:
    assert told("").footer == FOOTER
    assert "they do not measure effort" in FOOTER


def test_an_empty_search_has_a_kind_page_too(told: Told) -> None:
    words = told("")
    assert words.about == "A search that is about to begin."
    assert [part.sentence for part in words.parts] == [
        "Not much was written down in this time.",
        "No ask is open just now.",
        "No chain is alive just now.",
    ]
    assert len(words.questions) == 3
    assert told("2026-03-10 person Ana\n").about == "Looking for: work. Since 10 March."


def test_chains_say_how_they_stand(told: Told) -> None:
    story = """\
2026-03-01 person Ana Reyes
2026-03-01 person Ben Ode
2026-03-01 person Chen Wu
2026-03-01 person Eve Hall
2026-03-01 asked Ana Reyes for an introduction to Dana Frost
2026-03-02 Ana Reyes promised
2026-03-02 Ana Reyes introduced me to Dana Frost
2026-03-01 asked Ben Ode about openings
2026-03-02 Ben Ode promised
2026-03-02 Ben Ode told me of "Clerk" at Northgate
2026-03-11 asked Chen Wu for a conversation
2026-03-12 asked Eve Hall for a conversation
2026-03-12 Eve Hall replied
2026-03-03 applied for "Clerk" at Northgate through Ben Ode
"""
    words = told(story)
    assert words.parts[1].lines == (
        "E. H., for a conversation: replied today",
        "C. W., for a conversation: asked 1 day ago",
    )
    assert words.parts[2].sentence == "4 chains are alive."
    assert words.parts[2].lines == (
        "B. O.: at the employer (“Clerk” at Northgate)",
        "A. R.: my turn (D. F.)",
        "E. H.: waiting, silent for 0 days",
        "C. W.: waiting, silent for 1 day",
    )
    hidden = told(story, Shown(names=Names.NONE)).parts[2].lines
    assert hidden[0] == "1 person: at the employer (“Clerk”)"
    assert hidden[1] == "1 person: my turn"


def test_long_lists_are_cut_and_the_rest_is_counted(told: Told) -> None:
    lines = []
    for number in range(9):
        name = f"Person {'abcdefghi'[number]}"
        lines += [
            f'2026-03-{number + 1:02} event "Evening {number}" meetup',
            f"2026-03-01 person {name}",
            f"2026-03-{number + 1:02} asked {name} for a conversation",
            f'2026-03-{number + 1:02} opening "Clerk {number}" at Northgate',
            f'2026-03-{number + 1:02} applied for "Clerk {number}" at Northgate',
        ]
    done, still, chains = told("\n".join(lines)).parts
    assert len(done.lines) == 8
    assert done.lines[3] == "and 6 more steps with an employer"
    assert done.lines[7] == "and 6 more evenings"
    assert still.sentence == "9 asks are open: 9 without an answer yet. The latest:"
    assert still.lines[-1] == "and 5 more asks"
    assert chains.lines[-1] == "and 5 more chains"


def test_a_long_chain_shows_its_last_people(told: Told) -> None:
    names = [f"Pia Number{letter}" for letter in "abcdef"]
    lines = [f"2026-01-01 know {names[0]} well"]
    for number, (name, following) in enumerate(pairwise(names)):
        day = f"2026-01-{number + 2:02}"
        lines += [
            f"{day} asked {name} for an introduction",
            f"{day} {name} promised",
            f"{day} {name} introduced me to {following} (Northgate)",
        ]
    lines.append(f"2026-01-20 asked {names[-1]} about openings")
    (line,) = told("\n".join(lines)).parts[2].lines
    assert line.startswith("… → P. N. → P. N. → P. N. → P. N.: weak link, silent for ")


def test_a_very_long_name_is_cut(told: Told) -> None:
    name = "Maximiliane-" * 9 + "Berg"
    story = f"2026-03-01 know {name} well\n2026-03-01 asked {name} for a conversation\n"
    text = text_of(told(story, Shown(names=Names.FULL)))
    assert f"{name[: LONGEST - 1]}…" in text
    assert name not in text


@pytest.mark.parametrize(
    ("name", "short"),
    [("Þórdís Hallvarðsdóttir", "Þ. H."), ("Min-ah Gwak", "M. G."), ("(?!)", "?"), ("王伟", "王.")],
)
def test_initials_of_any_name(name: str, short: str) -> None:
    assert initials(name) == short


def test_questions_speak_of_what_is_there(told: Told) -> None:
    assert told(STORY).questions[0] == (
        "B. O. has gone quiet, which is about their week. Who else could open that door?"
    )
    people = ("Ana Reyes", "Ben Ode", "Chen Wu", "Dana Frost")
    lines = [f"2026-03-10 person {name}" for name in people]
    lines += [f"2026-03-10 asked {name} about openings" for name in people]
    lines += ['2026-03-20 event "Open morning" fair']
    assert told("\n".join(lines)).questions == (
        "My last 4 asks were all for openings. What else could I ask for?",
        "Open morning is on 20 March. Whom could I look for there?",
        "Whom do I never ask because we are friends?",
    )


def test_thanks_owed_are_told_in_a_number_and_never_as_a_fault(told: Told) -> None:
    story = """\
2026-03-01 know Ana Reyes well
2026-03-01 asked Ana Reyes for a conversation
2026-03-02 talked with Ana Reyes
"""
    words = told(story)
    assert words.questions[0].startswith("1 person opened a door for me and has not had a")
    more = story + "2026-03-02 know Ben Ode well\n2026-03-02 know Chen Wu well\n"
    assert told(more).questions[1].startswith("I know 2 people whom I have not asked")
