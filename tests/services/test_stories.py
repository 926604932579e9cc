import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from keepknocking.exchange.story_file import CannotWrite
from keepknocking.exchange.text_file import CannotRead
from keepknocking.ledger.moments import When
from keepknocking.ledger.searches import Goal, Search
from keepknocking.services.homes import NothingToRecord, NothingToTakeBack, NotUnderstood
from keepknocking.services.stories import NoStory, StoryFile

TODAY = date(2026, 3, 12)
NOW = datetime(2026, 3, 12, 20, 30, tzinfo=UTC)
SEARCH = Search(started=When(TODAY), goal=Goal.INTERVIEW, wanted="planner", hours_a_week=8.0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "search.story"
    assert StoryFile(path).begin(SEARCH, recorded_at=NOW) == str(path)
    return path


def take_back(path: Path) -> str:
    (line,) = StoryFile(path).take_back(recorded_at=NOW)
    return line


def record(path: Path, *lines: str, today: date = TODAY) -> tuple[str, ...]:
    return StoryFile(path).record(lines, today=today, recorded_at=NOW).added


def test_a_search_that_was_begun_is_opened_as_it_was_told(path: Path) -> None:
    opened = StoryFile(path).opened(today=TODAY)
    assert opened.ledger.search == SEARCH
    assert (opened.problems, opened.facts, opened.later) == ((), 1, 0)


def test_a_search_is_begun_once(path: Path) -> None:
    with pytest.raises(CannotWrite):
        StoryFile(path).begin(SEARCH, recorded_at=NOW)


def test_lines_are_written_as_they_were_understood(path: Path) -> None:
    assert record(path, "met ana reyes", "asked Ana for a coffee") == (
        "2026-03-12 met ana reyes",
        "2026-03-12 asked ana reyes for a conversation",
    )
    assert path.read_text().endswith("asked ana reyes for a conversation\n")


def test_what_happened_earlier_keeps_the_moment_it_was_written_down(path: Path) -> None:
    record(path, "2026-03-10 met Ana Reyes")
    assert path.read_text().endswith("met Ana Reyes [recorded 2026-03-12T20:30:00+00:00]\n")


def test_with_one_bad_line_nothing_is_written(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(NotUnderstood, match="Line 2") as raised:
        record(path, "met Ana Reyes", "met at with for")
    assert len(raised.value.problems) == 1
    assert path.read_bytes() == before


@pytest.mark.parametrize("lines", [(), ("",), ("  ", "\t")])
def test_nothing_to_write_is_told(path: Path, lines: tuple[str, ...]) -> None:
    with pytest.raises(NothingToRecord, match="no line was given"):
        record(path, *lines)


def test_the_last_line_is_taken_back_and_then_the_one_before(path: Path) -> None:
    record(path, "met Ana Reyes", "met Ben Ode")
    assert take_back(path) == "2026-03-12 met Ben Ode"
    assert take_back(path) == "2026-03-12 met Ana Reyes"
    assert take_back(path).startswith("2026-03-12 search")
    with pytest.raises(NothingToTakeBack, match="holds no line that could be taken back"):
        take_back(path)


def test_a_story_that_was_never_begun_is_told(tmp_path: Path) -> None:
    missing = tmp_path / "missing.story"
    sentence = "begin it with knock -f"
    with pytest.raises(NoStory, match=sentence):
        StoryFile(missing).opened(today=TODAY)
    with pytest.raises(NoStory, match=sentence):
        record(missing, "met Ana")
    with pytest.raises(NoStory, match=sentence):
        take_back(missing)
    assert not missing.exists()


def test_a_folder_is_no_story(tmp_path: Path) -> None:
    with pytest.raises(CannotRead):
        record(tmp_path, "met Ana")


def test_a_search_is_opened_as_it_stood_on_the_day(path: Path) -> None:
    record(path, "met Ana Reyes", today=date(2026, 3, 13))
    opened = StoryFile(path).opened(today=TODAY)
    assert opened.ledger.people == ()
    assert opened.later > 0
    assert len(StoryFile(path).opened(today=date(2026, 3, 13)).ledger.people) == 1


def test_eight_who_write_at_once_lose_nothing(path: Path) -> None:
    code = (
        "import sys\n"
        "from keepknocking.cli.main import knock\n"
        "for number in range(5):\n"
        "    knock.main(['-f', sys.argv[1], '--today', '2026-03-12', 'log',\n"
        "        f'note: {sys.argv[2]} {number}'], prog_name='knock', standalone_mode=False)\n"
    )
    environ = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", code, str(path)]
    running = [
        subprocess.Popen([*command, str(who)], env=environ, stdout=subprocess.DEVNULL)  # noqa: S603 (a fixed command)
        for who in range(8)
    ]
    assert [process.wait() for process in running] == [0] * 8
    opened = StoryFile(path).opened(today=TODAY)
    assert opened.problems == ()
    assert len(opened.ledger.notes) == 40
