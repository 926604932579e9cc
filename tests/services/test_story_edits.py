"""The story edited as text: weighed first, kept then, and never over another window's words."""

import io
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import keepknocking.cli
from keepknocking.exchange.text_file import NotText
from keepknocking.ledger.story.reading import read_story
from keepknocking.ledger.story.writing import write_story
from keepknocking.services.history import deeds_done
from keepknocking.services.homes import NothingToRecord, NotUnderstood
from keepknocking.services.own_ledger import Decided, OwnLedger
from keepknocking.services.story_edits import (
    LARGEST_FILE,
    MOST_TOLD,
    Difference,
    FileTooLarge,
    LedgerMovedOn,
    Typed,
    Way,
    Weighed,
    editable,
    keep_text,
    text_of_upload,
    weighed,
)

TODAY = date(2026, 3, 12)
NOW = datetime(2026, 3, 12, 8, 30, tzinfo=UTC)
SAM = Path(keepknocking.cli.__file__).with_name("sam.story")
WORLD = """\
2026-03-02 met Ana Reyes (Harbor Foods, buyer)
2026-03-03 asked Ana Reyes for an introduction to Ben Ode
2026-03-05 nudged Ana Reyes
2026-03-09 note: A good week.
"""


@pytest.fixture
def home(empty_home: OwnLedger) -> OwnLedger:
    read = read_story(WORLD)
    empty_home.change("story", lambda _: Decided(ledger=read.ledger, told=()), at=NOW)
    return empty_home


def story(home: OwnLedger) -> str:
    return write_story(home.stored().ledger)


def whole(home: OwnLedger, text: str) -> Weighed:
    return weighed(home, Typed(text=text, way=Way.REPLACE, revision=None), today=TODAY, now=NOW)


def more(home: OwnLedger, text: str) -> Weighed:
    return weighed(home, Typed(text=text, way=Way.ADD, revision=None), today=TODAY, now=NOW)


def keep(home: OwnLedger, text: str, way: Way, revision: int | None = None) -> None:
    keep_text(home, Typed(text=text, way=way, revision=revision), today=TODAY, at=NOW)


def test_the_text_to_edit_is_the_story_and_says_of_which_state(home: OwnLedger) -> None:
    found = editable(home, most=10)
    assert (found.text, found.lines, found.revision) == (WORLD, 4, 1)
    long = editable(home, most=2)
    assert (long.text, long.revision) == (None, 1)


def test_the_same_text_changes_nothing(home: OwnLedger) -> None:
    found = whole(home, WORLD)
    assert found.difference == Difference()
    assert found.difference.is_empty
    with pytest.raises(NothingToRecord):
        keep(home, WORLD, Way.REPLACE)


def test_what_would_change_is_told_line_by_line(home: OwnLedger) -> None:
    text = WORLD.replace("A good week.", "A bad week.").replace("2026-03-05 nudged Ana Reyes\n", "")
    found = whole(home, text + '2026-03-10 event "Chamber breakfast"\n').difference
    assert found.added == ('2026-03-10 event "Chamber breakfast"',)
    assert found.changed == (("2026-03-09 note: A good week.", "2026-03-09 note: A bad week."),)
    assert found.removed == ("2026-03-05 nudged Ana Reyes",)
    assert (found.new, found.gone) == (("Chamber breakfast",), ())
    assert story(home) == WORLD


def test_a_renamed_person_is_somebody_new(home: OwnLedger) -> None:
    found = whole(home, WORLD.replace("Ana Reyes", "Ana Ruiz")).difference
    assert (found.new, found.gone) == (("Ana Ruiz",), ("Ana Reyes",))
    assert len(found.changed) == 3


def test_a_line_told_twice_is_counted_twice(home: OwnLedger) -> None:
    found = whole(home, WORLD + "2026-03-09 note: A good week.\n").difference
    assert found.added == ("2026-03-09 note: A good week.",)


def test_openings_come_and_go_by_their_titles(home: OwnLedger) -> None:
    found = whole(home, WORLD + '2026-03-10 opening "Planner" at Brightwater\n').difference
    assert found.new == ("Planner",)


def test_kept_text_is_the_story_and_can_be_undone(home: OwnLedger) -> None:
    text = WORLD.replace("A good week.", "A bad week.").replace("2026-03-05 nudged Ana Reyes\n", "")
    keep(home, text, Way.REPLACE, revision=1)
    assert story(home) == text
    (deed,) = deeds_done(home, most=1)
    assert (deed.kind, deed.told) == (
        "edit",
        (
            "2026-03-09 note: A bad week.",
            "before: 2026-03-09 note: A good week.",
            "taken out: 2026-03-05 nudged Ana Reyes",
        ),
    )
    home.take_back(recorded_at=NOW)
    assert story(home) == WORLD


def test_a_large_edit_is_told_in_part(home: OwnLedger) -> None:
    keep(home, WORLD + "".join(f"2026-03-10 note: {n}\n" for n in range(60)), Way.REPLACE)
    told = deeds_done(home, most=1)[0].told
    assert (len(told), told[-1]) == (MOST_TOLD + 1, "and 10 more")


def test_a_very_large_edit_is_told_as_lines_that_went_and_lines_that_came(home: OwnLedger) -> None:
    notes = "".join(f"2026-03-10 note: number {n}\n" for n in range(401))
    keep(home, WORLD + notes, Way.REPLACE)
    found = whole(home, WORLD + notes.replace("number", "Nummer")).difference
    assert (len(found.added), len(found.changed), len(found.removed)) == (401, 0, 401)


def test_another_windows_deed_is_not_written_over(home: OwnLedger) -> None:
    OwnLedger().record(("thanked Ana",), today=TODAY, recorded_at=NOW)
    before = story(home)
    for way, text in ((Way.REPLACE, "2026-03-02 met Ana"), (Way.ADD, "met Chen")):
        typed = Typed(text=text, way=way, revision=1)
        with pytest.raises(LedgerMovedOn, match="another window"):
            weighed(home, typed, today=TODAY, now=NOW)
        with pytest.raises(LedgerMovedOn):
            keep_text(home, typed, today=TODAY, at=NOW)
    assert story(home) == before


def test_problems_are_told_with_line_and_nearest_form_and_nothing_is_kept(home: OwnLedger) -> None:
    found = whole(home, WORLD + "2026-03-10 thanked Anna Reyis\n2026-03-10 mett Bo\n")
    assert [problem.line for problem in found.problems] == [5, 6]
    assert found.problems[0].nearest == "Ana Reyes"
    assert found.difference.is_empty
    with pytest.raises(NotUnderstood):
        keep(home, WORLD + "2026-03-10 mett Bo\n", Way.REPLACE)
    assert story(home) == WORLD


def test_what_has_not_come_yet_is_refused_unless_it_is_planned_or_stood_there(
    home: OwnLedger,
) -> None:
    late = "2026-03-20 thanked Ana Reyes\n"
    found = whole(home, f'# for me\n{late}{WORLD}2026-03-20 event "Fair"\n')
    assert [(problem.line, problem.column) for problem in found.problems] == [(2, 1)]
    assert "a day that has come (today is 2026-03-12)" in found.problems[0].expected
    read = read_story(WORLD + late)
    home.change("story", lambda _: Decided(ledger=read.ledger, told=()), at=NOW)
    assert not whole(home, WORLD + late).problems


def test_a_line_without_a_day_is_of_today(home: OwnLedger) -> None:
    assert whole(home, WORLD + "met Chen").difference.added == ("2026-03-12 met Chen",)
    assert more(home, "met Chen").difference.added == ("2026-03-12 met Chen",)


def test_added_lines_of_an_earlier_day_are_marked_and_replaced_ones_stand_as_they_are(
    home: OwnLedger,
) -> None:
    line = "2026-03-04 thanked Ana Reyes"
    marked = f"{line} [recorded 2026-03-12T08:30:00+00:00]"
    assert more(home, line).difference.added == (marked,)
    assert whole(home, f"{WORLD}{line}").difference.added == (line,)


def test_lines_are_added_in_one_deed(home: OwnLedger) -> None:
    keep(home, "met Chen Wu\nthanked Chen", Way.ADD, revision=1)
    (deed,) = deeds_done(home, most=1)
    assert (deed.kind, deed.told) == (
        "record",
        ("2026-03-12 met Chen Wu", "2026-03-12 thanked Chen Wu"),
    )
    assert more(home, "met Dana").difference.new == ("Dana",)


def test_remarks_are_counted_and_are_no_facts(home: OwnLedger) -> None:
    found = more(home, "# one\n   # two\nnote: # three")
    assert (found.remarks, found.difference.added) == (2, ("2026-03-12 note: # three",))
    with pytest.raises(NothingToRecord):
        keep(home, "# one", Way.ADD)


def test_a_correction_among_added_lines_shows_what_it_changes(home: OwnLedger) -> None:
    line = 'correction "2026-03-05 nudged Ana Reyes" -> "2026-03-06 nudged Ana Reyes"'
    found = more(home, line).difference
    assert found.changed == (("2026-03-05 nudged Ana Reyes", "2026-03-06 nudged Ana Reyes"),)
    assert len(found.added) == 1
    assert found.removed == ()


def test_sams_story_is_put_in_as_it_stands(home: OwnLedger) -> None:
    text = SAM.read_text()
    keep_text(
        home,
        Typed(text=text, way=Way.REPLACE, revision=1),
        today=date(2026, 6, 8),
        at=NOW,
    )
    assert home.stored().ledger == read_story(text).ledger


def test_a_file_is_read_in_its_own_encoding(home: OwnLedger) -> None:
    del home
    stream = io.BytesIO("\ufeff2026-03-02 met Ána".encode("utf-16"))
    assert text_of_upload(stream, name="x", size=40) == "\ufeff2026-03-02 met Ána"


def test_a_file_that_is_no_text_or_too_large_is_refused_with_its_name() -> None:
    with pytest.raises(NotText, match=r"photo\.jpg is not a text in UTF-8"):
        text_of_upload(io.BytesIO(b"\xff\xd8\xff"), name="photo.jpg", size=3)
    with pytest.raises(FileTooLarge, match="larger than 2 MiB"):
        text_of_upload(io.BytesIO(b""), name="long.story", size=LARGEST_FILE + 1)
