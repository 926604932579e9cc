"""`knock init`: a search begins empty, or with a story that is there already."""

from pathlib import Path

from click.testing import CliRunner

from keepknocking.cli.main import knock

STORY = """\
# what I wrote by hand
2026-03-02 search for "planner" goal offer
2026-03-02 met Ana Reyes (Harbor Foods, buyer)
"""


def run(*words: str) -> tuple[int, str]:
    # What goes wrong is told on the error stream, which the runner mixes in.
    done = CliRunner().invoke(knock, ["--today", "2026-03-12", *words])
    return done.exit_code, done.output


def test_a_story_becomes_the_own_ledger_and_stays_as_it_is(own_file: Path, tmp_path: Path) -> None:
    story = tmp_path / "search.story"
    story.write_text(STORY)
    code, said = run("init", "--from", str(story))
    assert (code, story.read_text()) == (0, STORY)
    assert f"{story} stays as it is" in said
    assert own_file.exists()
    assert "1 person, 0 events, 0 asks" in run("check")[1]


def test_a_story_begins_another_story(tmp_path: Path) -> None:
    story, other = tmp_path / "search.story", tmp_path / "other.story"
    story.write_text(STORY)
    assert run("-f", str(other), "init", "--from", str(story))[0] == 0
    assert "met Ana Reyes (Harbor Foods, buyer)" in other.read_text()


def test_with_one_line_that_is_not_clear_nothing_is_begun(own_file: Path, tmp_path: Path) -> None:
    story = tmp_path / "search.story"
    story.write_text(STORY + "2026-03-03 mett Ben\n")
    code, said = run("init", "--from", str(story))
    assert code == 1
    assert "Line 4" in said
    assert "nothing was begun" in said
    assert not own_file.exists()


def test_a_story_without_a_search_line_gets_one(own_file: Path, tmp_path: Path) -> None:
    story = tmp_path / "search.story"
    story.write_text("2026-03-02 met Ana Reyes\n")
    assert run("init", "--from", str(story), "--wanted", "planner", "--goal", "interview")[0] == 0
    assert own_file.exists()


def test_a_ledger_that_is_there_is_never_touched(own_file: Path) -> None:
    assert run("init")[0] == 0
    before = own_file.read_bytes()
    code, said = run("init", "--wanted", "another")
    assert code == 1
    assert "is there already" in said
    assert own_file.read_bytes() == before
