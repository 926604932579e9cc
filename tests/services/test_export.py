"""The whole search in files: all of them, on every home, and the same ledger again."""

import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from keepknocking.exchange.writing.folder import FolderNotEmpty
from keepknocking.exchange.writing.json_ledger import read_json
from keepknocking.ledger.story.reading import read_story
from keepknocking.services.export import (
    KINDS,
    NoSuchFile,
    RangeBackwards,
    export,
    export_file,
    export_zip,
    log_of_work,
)
from keepknocking.services.own_ledger import OwnLedger
from keepknocking.services.stories import StoryFile

TODAY = date(2026, 3, 12)
STORY = """\
2026-03-02 search for "planner" goal offer
2026-03-02 event "Chamber breakfast" meetup 2h
2026-03-02 met Ana Reyes (Harbor Foods, buyer) at "Chamber breakfast"
2026-03-03 asked Ana Reyes about openings
2026-03-10 nudged Ana Reyes
2026-03-20 met Ben Ode
"""


@pytest.fixture
def story(path: Path) -> StoryFile:
    path.write_text(STORY)
    return StoryFile(path)


def test_every_file_is_written_and_told(story: StoryFile, tmp_path: Path) -> None:
    done = export(story, tmp_path / "out", today=TODAY, program="0.1.0")
    assert [file.name for file in done.files] == [kind.name for kind in KINDS]
    written = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert set(written) == {"README.txt", *(kind.name for kind in KINDS)}
    assert {file.name: file.size for file in done.files} == {
        file.name: len(written[file.name]) for file in done.files
    }
    read_me = written["README.txt"].decode()
    assert "as Keep Knocking wrote it on 2026-03-12." in read_me
    for kind in KINDS:
        assert kind.name in read_me
        assert kind.about in read_me
        assert written[kind.name] == export_file(story, kind.name, today=TODAY, program="0.1.0")


def test_the_story_and_the_json_bring_back_the_very_same_search(
    empty_home: OwnLedger, tmp_path: Path
) -> None:
    lines = tuple(STORY.splitlines()[1:-1])
    empty_home.record(lines, today=TODAY, recorded_at=datetime(2026, 3, 12, tzinfo=UTC))
    folder = tmp_path / "out"
    export(empty_home, folder, today=TODAY, program="0.1.0")
    ledger = empty_home.stored().ledger
    assert read_story((folder / "search.story").read_text()).ledger == ledger
    assert read_json((folder / "search.json").read_text()) == ledger


def test_what_came_after_today_goes_out_and_is_not_in_the_log(story: StoryFile) -> None:
    def file(name: str) -> str:
        return export_file(story, name, today=TODAY, program="0.1.0").decode()

    assert "Ben Ode" in file("search.story")
    assert "Ben Ode" in file("people.vcf")
    assert file("work-search-log.csv").count("\r\n") == 4
    late = export_file(story, "work-search-log.csv", today=date(2026, 3, 5), program="0.1.0")
    assert b"Followed up" not in late


def test_lines_that_cannot_be_read_are_told(path: Path, tmp_path: Path) -> None:
    path.write_text(f"{STORY}mett Zoe\n")
    done = export(StoryFile(path), tmp_path / "out", today=TODAY, program="0.1.0")
    assert [problem.line for problem in done.problems] == [7]


def test_the_same_search_is_written_the_same_each_time(story: StoryFile) -> None:
    one, two = (export_zip(story, today=TODAY, program="0.1.0") for _ in range(2))
    assert one == two
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        assert archive.namelist() == [*(kind.name for kind in KINDS), "README.txt"]
        assert archive.testzip() is None
    assert export_zip(story, today=date(1970, 1, 1), program="0.1.0")


def test_a_folder_with_something_in_it_is_refused(story: StoryFile, tmp_path: Path) -> None:
    with pytest.raises(FolderNotEmpty):
        export(story, tmp_path, today=TODAY, program="0.1.0")


@pytest.mark.parametrize("name", ["other.csv", "../search.story", "README.txt", ""])
def test_there_is_no_other_file(story: StoryFile, name: str) -> None:
    with pytest.raises(NoSuchFile, match="an export has no file"):
        export_file(story, name, today=TODAY, program="0.1.0")


def test_the_log_is_of_the_last_four_weeks_unless_said_otherwise(story: StoryFile) -> None:
    log = log_of_work(story, today=TODAY)
    assert (log.since, log.until) == (date(2026, 2, 12), TODAY)
    assert [row.day.day for row in log.rows] == [2, 3, 10]
    log = log_of_work(story, today=TODAY, since=date(2026, 3, 3), until=date(2026, 3, 4))
    assert [row.method for row in log.rows] == ["Asked about openings"]
    assert log_of_work(story, today=TODAY, until=date(1, 1, 2)).since == date(1, 1, 1)
    with pytest.raises(RangeBackwards, match="would end on 2026-03-01, before it begins on"):
        log_of_work(story, today=TODAY, since=TODAY, until=date(2026, 3, 1))
