"""Story files of a folder: each line taken once, and never half a file."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keepknocking.exchange.text_file import FileText, read_text_file
from keepknocking.services import watching
from keepknocking.services.own_ledger import OwnLedger
from keepknocking.services.watching import LARGEST, MOST_FILES, Came, NotAFolder, Outcome, Watcher
from keepknocking.store.models import Deed, TakenFile

TODAY = date(2026, 3, 12)
NOW = datetime(2026, 3, 12, 8, 30, tzinfo=UTC)
Looks = Callable[..., list[Outcome]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "synced"
    made.mkdir()
    return made


@pytest.fixture
def looks(empty_home: OwnLedger, folder: Path) -> Looks:
    """Look twice with one watcher, or with one of its own each time (`anew`)."""
    watcher = Watcher(empty_home, folder)

    def look(*, anew: bool = False) -> list[Outcome]:
        looking = Watcher(empty_home, folder) if anew else watcher
        found = [looking.look(today=TODAY, now=NOW) for _ in range(2)]
        return [outcome for outcomes in found for outcome in outcomes]

    return look


def names(home: OwnLedger) -> list[str]:
    return sorted(person.name for person in home.stored().ledger.people)


def came(outcomes: list[Outcome]) -> list[tuple[str, Came]]:
    return [(outcome.name, outcome.came) for outcome in outcomes]


def test_a_file_is_taken_once(empty_home: OwnLedger, folder: Path, looks: Looks) -> None:
    (folder / "notes.txt").write_text("2026-03-02 met Ana\n2026-03-03 thanked Ana\n")
    (outcome,) = looks()
    assert (outcome.name, outcome.came) == ("notes.txt", Came.TAKEN)
    assert [line[:18] for line in outcome.lines] == ["2026-03-02 met Ana", "2026-03-03 thanked"]
    assert looks() == looks(anew=True) == []
    assert names(empty_home) == ["Ana"]
    (deed,) = Deed.objects.all()
    assert (deed.kind, tuple(deed.told)) == ("watch", outcome.lines)
    (taken,) = TakenFile.objects.all()
    assert (taken.name, taken.characters, taken.deed) == ("notes.txt", 42, deed)


def test_nothing_is_taken_at_the_first_look(empty_home: OwnLedger, folder: Path) -> None:
    path = folder / "notes.txt"
    watcher = Watcher(empty_home, folder)
    for text in ("met A", "met Ana\n", "met Ana Reyes\n"):
        path.write_text(text)
        assert watcher.look(today=TODAY, now=NOW) == ()
    (outcome,) = watcher.look(today=TODAY, now=NOW)
    assert outcome.lines == ("2026-03-12 met Ana Reyes",)


def test_of_a_file_that_grew_only_the_new_lines_are_taken(
    empty_home: OwnLedger, folder: Path, looks: Looks
) -> None:
    path = folder / "notes.md"
    path.write_text("# my days\n2026-03-02\nmet Ana")
    assert looks()[0].lines == ("2026-03-02 met Ana [recorded 2026-03-12T08:30:00+00:00]",)
    path.write_bytes(b"# my days\r\n2026-03-02\r\nmet Ana\r\nmet Ben\r\n")
    (outcome,) = looks(anew=True)
    assert outcome.lines == ("2026-03-02 met Ben [recorded 2026-03-12T08:30:00+00:00]",)
    assert names(empty_home) == ["Ana", "Ben"]


@pytest.mark.parametrize("after", ["met Anna\nmet Ben\n", "met Ana Reyes", "met", ""])
def test_what_changed_otherwise_is_told_and_left(
    empty_home: OwnLedger, folder: Path, looks: Looks, after: str
) -> None:
    path = folder / "notes.txt"
    path.write_text("met Ana")
    looks()
    path.write_text(after)
    assert came(looks()) == [("notes.txt", Came.CHANGED)]
    assert looks() == []
    assert names(empty_home) == ["Ana"]


def test_with_one_line_that_is_not_clear_nothing_is_taken(
    empty_home: OwnLedger, folder: Path, looks: Looks
) -> None:
    path = folder / "notes.txt"
    path.write_text("2026-03-02\nmet Ana\n")
    looks()
    path.write_text("2026-03-02\nmet Ana\nmet Ben\nmett Kim\n")
    (outcome,) = looks()
    assert outcome.came is Came.NOT_CLEAR
    assert [(problem.line, problem.column) for problem in outcome.problems] == [(4, 1)]
    assert names(empty_home) == ["Ana"]
    assert looks() == []
    path.write_text("2026-03-02\nmet Ana\nmet Ben\nmet Kim\n")
    assert came(looks()) == [("notes.txt", Came.TAKEN)]
    assert names(empty_home) == ["Ana", "Ben", "Kim"]


def test_a_problem_in_the_first_line_has_its_place(folder: Path, looks: Looks) -> None:
    (folder / "notes.txt").write_text("mett Ana\n")
    (outcome,) = looks()
    assert [problem.line for problem in outcome.problems] == [1]


@pytest.mark.parametrize(
    "copy", ["notes (Sam's conflicted copy).txt", "notes.sync-conflict-20260312.txt", "notes 2.txt"]
)
def test_a_copy_of_a_conflict_is_taken_for_what_is_new_in_it(
    empty_home: OwnLedger, folder: Path, looks: Looks, copy: str
) -> None:
    path = folder / "notes.txt"
    path.write_text("met Ana\n")
    looks()
    (folder / copy).write_text("met Ana\n")
    (outcome,) = looks()
    assert (outcome.name, outcome.came, outcome.why) == (copy, Came.SAME, "notes.txt")
    path.write_text("met Ana\nmet Ben\n")
    (folder / copy).write_text("met Ana\nmet Kim\n")
    assert sorted(came(looks())) == [(copy, Came.TAKEN), ("notes.txt", Came.TAKEN)]
    assert Deed.objects.order_by("id")[0].told == ["2026-03-12 met Ana"]
    assert names(empty_home) == ["Ana", "Ben", "Kim"]


def test_a_file_with_another_name_is_known_again(
    empty_home: OwnLedger, folder: Path, looks: Looks
) -> None:
    (folder / "notes.txt").write_text("met Ana\n")
    looks()
    (folder / "notes.txt").rename(folder / "march.txt")
    assert came(looks()) == [("march.txt", Came.SAME)]
    (folder / "march.txt").write_text("met Ana\nmet Ben\n")
    assert looks()[0].lines == ("2026-03-12 met Ben",)
    assert names(empty_home) == ["Ana", "Ben"]


def test_two_files_that_say_the_same_are_two(folder: Path, looks: Looks) -> None:
    for name in ("monday.txt", "tuesday.txt"):
        (folder / name).write_text('effort 30m on "letters"\n')
    assert came(looks()) == [("monday.txt", Came.TAKEN), ("tuesday.txt", Came.TAKEN)]


def test_what_was_taken_back_is_not_taken_again(
    empty_home: OwnLedger, folder: Path, looks: Looks
) -> None:
    (folder / "notes.txt").write_text("met Ana\n")
    looks()
    empty_home.take_back(recorded_at=NOW)
    assert looks(anew=True) == []
    assert names(empty_home) == []


def test_remarks_alone_are_no_deed(folder: Path, looks: Looks) -> None:
    (folder / "notes.txt").write_text("# only for me\n\n")
    assert came(looks()) == [("notes.txt", Came.TAKEN)]
    (folder / "empty.txt").write_text(" \n")
    assert looks() == []
    assert Deed.objects.count() == 0
    assert [row.name for row in TakenFile.objects.all()] == ["notes.txt"]


def test_other_files_are_none_of_its_business(folder: Path, looks: Looks) -> None:
    for name in ("a.docx", ".hidden.txt", "~lock.txt", "noending"):
        (folder / name).write_text("met Ana\n")
    (folder / "deeper").mkdir()
    (folder / "deeper" / "b.txt").write_text("met Ana\n")
    (folder / "nowhere.txt").symlink_to(folder / "gone")
    assert looks() == []


def test_what_cannot_be_a_note_is_refused(folder: Path, tmp_path: Path, looks: Looks) -> None:
    (tmp_path / "secret.txt").write_text("met Ana\n")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "folder.txt").mkdir()
    os.mkfifo(folder / "pipe.txt")
    with (folder / "huge.txt").open("wb") as stream:
        stream.truncate(LARGEST + 1)
    (folder / "binary.txt").write_bytes(b"\xff\xfe\xff")
    (folder / "latin.txt").write_bytes(b"met J\xfcrgen\n")
    (folder / "half.txt").write_text("note: \\ud800\n")
    os.link(folder / "latin.txt", os.fsencode(folder) + b"/\xff.txt")
    outcomes = {outcome.name: outcome for outcome in looks()}
    whys = {name: outcome.why for name, outcome in outcomes.items() if outcome.why}
    assert whys["link.txt"] == "it is a link that leads out of the folder"
    assert whys["folder.txt"] == whys["pipe.txt"] == "it is not a file"
    assert whys["huge.txt"] == f"it has {LARGEST + 1:,} bytes, and {LARGEST:,} can be taken"
    assert "is not a text in UTF-8" in whys["latin.txt"]
    assert whys["\udcff.txt"] == "its name is not text"
    assert "binary.txt" in whys
    assert {outcomes[name].came for name in whys} == {Came.REFUSED}


def test_a_link_within_the_folder_is_followed(folder: Path, looks: Looks) -> None:
    (folder / "notes.story").write_text("met Ana\n")
    (folder / "link.txt").symlink_to(folder / "notes.story")
    assert ("notes.story", Came.TAKEN) in came(looks())


class Hurried(OwnLedger):
    """A ledger into which somebody else writes just before each deed."""

    def __init__(self, first: Watcher) -> None:
        super().__init__()
        self.first = first

    def change(self, *words: Any, **more: Any) -> Any:  # noqa: ANN401 (as it is there)
        self.first.look(today=TODAY, now=NOW)
        return super().change(*words, **more)


def test_a_file_that_another_window_has_just_taken_is_not_taken(
    empty_home: OwnLedger, folder: Path
) -> None:
    (folder / "notes.txt").write_text("met Ana\n")
    first = Watcher(empty_home, folder)
    first.look(today=TODAY, now=NOW)
    second = Watcher(Hurried(first), folder)
    for _ in range(3):
        assert second.look(today=TODAY, now=NOW) == ()
    assert [deed.kind for deed in Deed.objects.all()] == ["watch"]


def test_a_file_that_changes_while_it_is_read_is_left_for_later(
    empty_home: OwnLedger, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "notes.txt"
    path.write_text("met Ana\n")
    watcher = Watcher(empty_home, folder)
    watcher.look(today=TODAY, now=NOW)

    def read_and_grow(path: Path) -> FileText:
        text = read_text_file(path)
        path.write_text("met Ana\nmet Ben\n")
        return text

    with monkeypatch.context() as patch:
        patch.setattr(watching, "read_text_file", read_and_grow)
        assert watcher.look(today=TODAY, now=NOW) == ()
    assert watcher.look(today=TODAY, now=NOW) == ()
    assert len(watcher.look(today=TODAY, now=NOW)[0].lines) == 2


def test_a_line_that_only_an_older_program_understood_sets_no_day() -> None:
    text = "2026-03-02\nmett Ana\n"
    assert watching._section(text, TODAY) == "2026-03-02"  # noqa: SLF001 (there is no such program)


def test_a_locked_ledger_is_waited_for(
    empty_home: OwnLedger, folder: Path, own_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.05)
    (folder / "notes.txt").write_text("met Ana\n")
    watcher = Watcher(empty_home, folder)
    with closing(sqlite3.connect(own_file, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        assert [watcher.look(today=TODAY, now=NOW) for _ in range(3)] == [(), (), ()]
        writer.execute("ROLLBACK")
    assert came(list(watcher.look(today=TODAY, now=NOW))) == [("notes.txt", Came.TAKEN)]


def test_two_watchers_take_a_file_once(empty_home: OwnLedger, folder: Path) -> None:
    (folder / "notes.txt").write_text("met Ana\n")
    watchers = [Watcher(OwnLedger(), folder) for _ in range(2)]
    found = [watcher.look(today=TODAY, now=NOW) for _ in range(2) for watcher in watchers]
    assert sum(len(outcomes) for outcomes in found) == 1
    assert names(empty_home) == ["Ana"]


def test_what_is_no_folder_is_refused(empty_home: OwnLedger, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "none", tmp_path / "file"):
        with pytest.raises(NotAFolder, match="cannot be watched: it is not a folder"):
            Watcher(empty_home, path)
    watcher = Watcher(empty_home, folder)
    folder.rmdir()
    with pytest.raises(NotAFolder, match="no such file or directory"):
        watcher.look(today=TODAY, now=NOW)


def test_a_folder_of_thousands_is_refused(empty_home: OwnLedger, folder: Path) -> None:
    for number in range(MOST_FILES + 1):
        (folder / f"{number}.txt").touch()
    with pytest.raises(NotAFolder, match="1,001 texts, and 1,000 can be watched"):
        Watcher(empty_home, folder).look(today=TODAY, now=NOW)


@settings(
    deadline=None,
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(ends=st.lists(st.integers(0, 12), min_size=1, max_size=4))
def test_however_a_file_grows_each_line_is_taken_once(
    empty_home: OwnLedger, tmp_path: Path, ends: list[int]
) -> None:
    folder = Path(mkdtemp(dir=tmp_path))
    before = len(empty_home.stored().ledger.efforts)
    lines = [f"2026-03-02 effort {number + 1}m" for number in range(12)]
    for end in [*sorted(ends), 12]:
        (folder / "notes.txt").write_text("\n".join(lines[:end]))
        watcher = Watcher(empty_home, folder)
        for _ in range(2):
            watcher.look(today=TODAY, now=NOW)
    taken = empty_home.stored().ledger.efforts[before:]
    assert sorted(effort.minutes for effort in taken) == list(range(1, 13))
