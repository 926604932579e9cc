"""Laws of reading: nothing raises, and a bad line costs no more than itself."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepknocking.ledger.story.appending import appended, undone
from keepknocking.ledger.story.reading import read_story
from keepknocking.ledger.story.writing import write_story

MONDAY = date(2026, 3, 2)
NAMES = ("Ana Reyes", "Ben Ode", "Chen Wu", "Dana Frost")


def lines_about(name: str, friend: str) -> list[str]:
    """Lines that lean on no other lines than these."""
    return [
        f"2026-03-02 met {name} (Harbor Foods, buyer)",
        f"2026-03-03 asked {name} for an introduction to {friend} (Brightwater) by email",
        f"2026-03-10 nudged {name}",
        f"2026-03-12 {name} promised",
        f"2026-03-15 {name} introduced me to {friend}",
        f"2026-03-16 asked {friend} about openings at Brightwater as #{friend[-1]}",
        f'2026-03-20 {friend} told me of "{name} planner" at Brightwater',
        f'2026-03-21 applied for "{name} planner" at Brightwater through {friend}',
        f'2026-03-22 correction "2026-03-10 nudged {name}" -> "2026-03-11 nudged {name}"',
        f"2026-03-22 thanked {name}",
        f"2026-03-23 note about {name}: likes “short” mails",
        f"2026-03-23 email of {name}: someone@example.org",
        f'2026-03-23 other name of {name}: "Somebody, (else): #1"',
        f'2026-03-24 event "{name} evening" meetup 2h from 18:30 in "Town hall"',
        f'2026-03-24 expect "{name} evening": nothing 60, a name 40',
        f'2026-03-25 debrief "{name} evening": a name, talked to 9',
    ]


BLOCKS = [lines_about(name, f"Friend-of {name}") for name in NAMES]
LINES = [line for block in BLOCKS for line in block]
STORY = "\n".join(LINES)
PIECES = [
    *("2026-03-02 ", "met ", '"', "(", ")", "#", "#ana-reyes", " at ", " by ", "->", "note", ":"),
    *("asked ", "Ana ", "correction ", "[recorded ", "]", "\\", "\0", "\r", "“", "expect ", "1"),
    *("email of ", "also called ", "from 18:30", "in ", "https://x.org/#a"),
    *("pause until ", "resume\n", "search ", "knows ", "introduced me to ", "out of ", "5m"),
]
words = st.one_of(st.text(max_size=20), st.sampled_from(PIECES))


def check_nothing_raises(text: str) -> None:
    story = read_story(text, today=MONDAY)
    for problem in story.problems:
        assert problem.sentence().endswith(".")
        assert problem.line >= 1
        assert problem.column >= 1
    again = read_story(write_story(story.ledger))
    assert [problem.sentence() for problem in again.problems] == []
    assert again.ledger == story.ledger
    done = appended(text, [text], today=MONDAY)
    assert done.problems or read_story(done.text).problems == read_story(text).problems
    undone(text)


@settings(deadline=None)
@given(st.one_of(st.text(), st.lists(words).map("".join)))
def test_no_text_raises(text: str) -> None:
    check_nothing_raises(text)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, len(STORY)), st.integers(0, 12), words)
def test_no_damaged_story_raises(place: int, cut: int, new: str) -> None:
    check_nothing_raises(STORY[:place] + new + STORY[place + cut :])


@pytest.mark.slow
@settings(deadline=None, max_examples=3000)
@given(st.lists(st.tuples(st.integers(0, len(STORY)), st.integers(0, 12), words), max_size=4))
def test_no_story_damaged_all_over_raises(damages: list[tuple[int, int, str]]) -> None:
    text = STORY
    for place, cut, new in damages:
        text = text[:place] + new + text[place + cut :]
    check_nothing_raises(text)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, len(LINES) - 1), st.text(st.characters(exclude_characters="\r\n")))
def test_a_bad_line_leaves_what_does_not_lean_on_it(place: int, damage: str) -> None:
    block = place // len(BLOCKS[0])
    damaged = [*LINES]
    damaged[place] = f"? {damage}"
    story = read_story("\n".join(damaged))
    others = "\n".join(
        line for number, lines in enumerate(BLOCKS) for line in lines if number != block
    )
    good = read_story(others).ledger
    assert place + 1 in {problem.line for problem in story.problems}
    first = block * len(BLOCKS[0]) + 1
    assert all(first <= problem.line < first + len(BLOCKS[0]) for problem in story.problems)
    for kind in ("people", "asks", "events", "openings", "introductions", "notes", "thanks"):
        assert set(getattr(good, kind)) <= set(getattr(story.ledger, kind))


def test_without_damage_there_are_no_problems() -> None:
    assert read_story(STORY).problems == ()


def test_one_bad_line_in_a_thousand_costs_one_line() -> None:
    lines = [f"{MONDAY + timedelta(number)} effort {number + 1}m" for number in range(1000)]
    lines[500] = "2027-01-01 effrt 7m"
    story = read_story("\n".join(lines))
    assert [problem.line for problem in story.problems] == [501]
    assert len(story.ledger.efforts) == 999


def test_a_story_of_ten_thousand_lines_is_read_whole() -> None:
    lines = []
    for number in range(2500):
        day, name = (
            MONDAY + timedelta(number),
            "Ana-" + "abcdefghij"[number % 10] * (number // 10 + 1),
        )
        lines += [
            f"{day} met {name} (Harbor Foods, buyer)",
            f"{day} asked {name} for an introduction by email",
            f"{day + timedelta(9)} {name} promised",
            f"{day + timedelta(12)} {name} introduced me to Ben-{name}",
        ]
    story = read_story("\n".join(lines))
    assert story.problems == ()
    assert len(story.ledger.people) == 5000
    assert all(ask.fulfilment for ask in story.ledger.asks)
    assert len(story.lines) == 10_000


def test_what_is_slow_to_read_in_some_grammars_is_not_here() -> None:
    hostile = [
        "note about" + " " * 9900,
        'note about "' + "a " * 4900,
        "met " + "(" * 9900,
        "met A" + "[recorded " * 900,
        "knows " * 1600,
        "met A " + "1 " * 4900,
    ]
    story = read_story("\n".join(f"2026-03-02 {line}" for line in hostile))
    assert 4 <= len(story.problems) <= len(hostile)
