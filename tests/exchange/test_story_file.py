import codecs
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from keepknocking.exchange.story_file import (
    CannotWrite,
    _is_still,
    create_story_file,
    locked,
    replace_story_file,
)
from keepknocking.exchange.text_file import LONGEST_LINE, FileText, read_text_file

LINE = "2026-03-02 met Ana\n"
MORE = "2026-03-03 met Ben\n"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "search.story"
    path.write_bytes(LINE.encode())
    return path


def change(path: Path, text: str) -> None:
    with locked(path):
        replace_story_file(path, read_text_file(path), text)


def test_a_new_story_is_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "search.story"
    create_story_file(path, LINE)
    assert path.read_text() == LINE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_story_that_is_there_is_never_begun_anew(story: Path) -> None:
    with pytest.raises(CannotWrite, match="is there already, and nothing was changed"):
        create_story_file(story, MORE)
    assert story.read_text() == LINE


def test_a_story_cannot_be_made_inside_a_file(story: Path) -> None:
    with pytest.raises(CannotWrite, match="cannot be made"):
        create_story_file(story / "search.story", MORE)


def test_lines_are_added_and_changed(story: Path) -> None:
    change(story, LINE + MORE)
    assert story.read_text() == LINE + MORE
    change(story, LINE)
    assert story.read_text() == LINE
    assert [path.name for path in story.parent.iterdir()] == ["search.story"]


def test_a_file_keeps_its_permissions(story: Path) -> None:
    story.chmod(0o640)
    change(story, LINE + MORE)
    assert stat.S_IMODE(story.stat().st_mode) == 0o640


def test_a_symbolic_link_is_followed(story: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.story"
    link.symlink_to(story)
    change(link, LINE + MORE)
    assert link.is_symlink()
    assert story.read_text() == LINE + MORE


@pytest.mark.parametrize(
    ("mark", "encoding"), [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_BE, "utf-16-be")]
)
def test_a_file_keeps_its_encoding(story: Path, mark: bytes, encoding: str) -> None:
    story.write_bytes(mark + LINE.encode(encoding))
    change(story, LINE + MORE)
    assert story.read_bytes() == mark + (LINE + MORE).encode(encoding)
    change(story, MORE)
    assert story.read_bytes() == mark + MORE.encode(encoding)


def test_a_line_that_is_too_long_is_kept_when_lines_are_added(story: Path) -> None:
    long = "# " + "x" * (2 * LONGEST_LINE) + "\n"
    story.write_text(long)
    read = read_text_file(story)
    change(story, read.text + LINE)
    assert story.read_text() == long + LINE


def test_a_file_with_a_line_that_is_too_long_is_changed_in_no_other_way(story: Path) -> None:
    story.write_text(LINE + "x" * (2 * LONGEST_LINE))
    before = story.read_bytes()
    with pytest.raises(CannotWrite, match=r"line 2 of .* is longer than 10,000 characters"):
        change(story, MORE)
    assert story.read_bytes() == before


def test_where_nothing_can_be_written_one_sentence_says_so(tmp_path: Path) -> None:
    if not Path("/proc/version").exists():
        pytest.skip("this system has no folder that nobody can write to")
    link = tmp_path / "link.story"
    link.symlink_to("/proc/version")
    with pytest.raises(CannotWrite, match=r"link\.story was not changed: "):
        change(link, MORE)


def test_a_change_that_fails_leaves_the_file_and_no_other(story: Path) -> None:
    before = FileText(text=LINE, encoding="ascii")
    with pytest.raises(UnicodeEncodeError):
        replace_story_file(story, before, "á\n")
    assert story.read_text() == LINE
    assert [path.name for path in story.parent.iterdir()] == ["search.story"]


def test_a_missing_file_is_left_to_its_reader(tmp_path: Path) -> None:
    with locked(tmp_path / "missing.story"):
        pass


def test_who_waited_for_a_file_that_was_replaced_gets_the_new_one(story: Path) -> None:
    """Eight others add fifty lines each at once; every line is there in the end."""
    code = (
        "import sys; from pathlib import Path;"
        "from keepknocking.exchange.story_file import locked, replace_story_file;"
        "from keepknocking.exchange.text_file import read_text_file\n"
        "path = Path(sys.argv[1])\n"
        "for number in range(50):\n"
        "    with locked(path):\n"
        "        before = read_text_file(path)\n"
        "        line = f'{sys.argv[2]} {number}\\n'\n"
        "        replace_story_file(path, before, before.text + line)\n"
    )
    environ = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", code, str(story)]
    running = [
        subprocess.Popen([*command, str(who)], env=environ)  # noqa: S603 (a fixed command)
        for who in range(8)
    ]
    assert [process.wait() for process in running] == [0] * 8
    lines = story.read_text().splitlines()
    assert len(lines) == 1 + 8 * 50
    assert set(lines[1:]) == {f"{who} {number}" for who in range(8) for number in range(50)}


def test_a_file_that_was_taken_away_is_not_held_any_more(story: Path, tmp_path: Path) -> None:
    descriptor = os.open(story, os.O_RDONLY)
    assert _is_still(story, descriptor)
    story.rename(tmp_path / "elsewhere")
    assert not _is_still(story, descriptor)
    os.close(descriptor)
