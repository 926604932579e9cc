"""`knock import`, `knock imports` and `knock proposals`, as they are called in a terminal."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from keepknocking.cli.main import knock

CONNECTIONS = """First Name,Last Name,URL,Email Address,Company,Position,Connected On
Ana,Reyes,https://www.linkedin.com/in/ana-reyes,,Harbor Foods,Buyer,08 Feb 2026
Ben,Ode,https://www.linkedin.com/in/ben-ode,,Oak Bank,,09 Feb 2026
,,,,,,10 Feb 2026
"""
MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,"
    "SUBJECT,CONTENT,FOLDER\n"
    "c1,,Sam Lee,https://www.linkedin.com/in/sam,Ana Reyes,https://www.linkedin.com/in/ana-reyes,"
    "2026-03-01 09:00:00 UTC,,Could you introduce me to Ben Ode?,INBOX\n"
    "c2,,Sam Lee,https://www.linkedin.com/in/sam,Ben Ode,https://www.linkedin.com/in/ben-ode,"
    "2026-03-02 09:00:00 UTC,,Time for a coffee?,INBOX\n"
)
Run = Callable[..., Result]


@pytest.fixture
def run(own_file: Path) -> Run:
    """Run a command on an own ledger with a search in it."""

    def call(*words: str, code: int = 0) -> Result:
        env = {"COLUMNS": "81", "TERM": "xterm", "KNOCK_HOME": str(own_file.parent)}
        done = CliRunner(env=env).invoke(knock, ["--today", "2026-03-12", *words])
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        assert done.exit_code == code, done.output
        return done

    call("init", "--wanted", "planner")
    return call


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "Connections.csv").write_text(CONNECTIONS)
    (tmp_path / "messages.csv").write_text(MESSAGES)
    return tmp_path


def test_a_preview_says_what_would_be_done_and_writes_nothing(run: Run, folder: Path) -> None:
    said = run("import", str(folder / "Connections.csv"), "--preview").stdout
    assert "Connections.csv: LinkedIn connections, since mid-2023; 3 read" in said
    assert "1 blank" in said
    assert "New: 2 people" in said
    assert "This was a preview: nothing was written." in said
    assert "Nothing was brought in yet" in run("imports").stdout


def test_an_import_is_told_listed_and_taken_back(run: Run, folder: Path) -> None:
    path = str(folder / "Connections.csv")
    said = run("import", path).stdout
    assert "Imported 2 people from Connections.csv." in said
    assert "knock imports --undo 2 takes it back." in said
    assert "Nothing changed: all of it is here already." in run("import", path).stdout
    assert "2  2026-03-12  Imported 2 people" in run("imports").stdout
    run("log", "asked Ana Reyes for a conversation")
    undone = run("imports", "--undo", "2").stdout
    assert "1 person stays" in undone
    assert "(taken back)" in run("imports").stdout
    (row,) = json.loads(run("imports", "--json").stdout)["imports"]
    assert (row["number"], row["undone"]) == (2, True)
    assert "there is no import number 99" in run("imports", "--undo", "99", code=1).stderr


def test_undoing_as_json_says_how_much(run: Run, folder: Path) -> None:
    run("import", str(folder / "Connections.csv"))
    assert json.loads(run("imports", "--undo", "2", "--json").stdout)["taken_back"] > 0


def test_changes_and_reasons_are_shown(run: Run, folder: Path) -> None:
    path = folder / "Connections.csv"
    run("import", str(path))
    run("log", "person Ben Ode (Pier Co)")
    path.write_text(
        CONNECTIONS.replace("Harbor Foods", "Brightwater").replace("Oak Bank", "Third Bank")
    )
    said = " ".join(run("import", str(path)).stdout.split())
    assert "Changed: 1 person" in said
    assert "organization: Harbor Foods becomes Brightwater" in said
    assert "kept Pier Co; the file says Third Bank" in said


def test_as_json_every_item_is_there(run: Run, folder: Path) -> None:
    said = json.loads(run("import", str(folder / "Connections.csv"), "--json").stdout)
    assert (said["import"], said["preview"]) == (2, False)
    assert [item["label"] for item in said["items"]] == ["Ana Reyes", "Ben Ode"]
    assert said["files"][0]["blank"] == 1


def test_only_and_leave_out_narrow_it(run: Run, folder: Path) -> None:
    files = [str(folder / name) for name in ("Connections.csv", "messages.csv")]
    said = run("import", *files, "--only", "people", "--leave-out", "ana reyes", "--preview").stdout
    assert "New: 1 person" in said
    assert "New: 2 proposals" not in said
    assert "left out, as you chose" in said
    wrong = run("import", *files, "--leave-out", "Nobody", code=2)
    assert "nothing in these files is called 'nobody'" in wrong.stderr


def test_a_column_can_be_named(run: Run, folder: Path) -> None:
    table = folder / "people.csv"
    table.write_text("Who,Where\nAna Reyes,Harbor Foods\nBen Ode,Oak Bank\n")
    said = run("import", str(table), "--map", "Who=name", "--map", "Where=organization").stdout
    assert "Imported 2 people from people.csv." in said
    assert "is not COLUMN=FIELD" in run("import", str(table), "--map", "Who", code=2).stderr


def test_more_than_a_few_are_counted(run: Run, folder: Path) -> None:
    table = folder / "many.csv"
    rows = "\n".join(f"Person {n},p{n}@example.org" for n in range(9))
    table.write_text(f"Name,Email\n{rows}\n")
    assert "and 4 more" in run("import", str(table), "--preview").stdout


def test_an_unreadable_file_is_named_and_the_others_go_on(run: Run, folder: Path) -> None:
    (folder / "empty.csv").write_text("")
    files = [str(folder / name) for name in ("empty.csv", "Connections.csv")]
    done = run("import", *files)
    assert "Not read: empty.csv" in done.stderr
    assert "Imported 2 people" in done.stdout
    assert "empty.csv" in run("import", files[0], code=1).stderr
    assert "there is no file" in run("import", "nowhere.csv", code=1).stderr


def test_a_story_file_is_refused_with_what_to_do(run: Run, folder: Path) -> None:
    story = folder / "sam.story"
    story.write_text("2026-03-02 met Ana\n")
    done = run("-f", str(story), "import", str(folder / "Connections.csv"), code=1)
    assert "knock init --from" in done.stderr


def test_proposals_are_shown_accepted_and_put_away(run: Run, folder: Path) -> None:
    assert "Nothing waits for your word." in run("proposals").stdout
    files = [str(folder / name) for name in ("Connections.csv", "messages.csv")]
    assert "knock proposals shows what waits" in run("import", *files).stdout
    said = run("proposals").stdout
    assert "You wrote first" in said
    assert "asked Ana Reyes #ana-reyes" in said
    listed = json.loads(run("proposals", "--json").stdout)["proposals"]
    assert [each["name"] for each in listed] == ["Ana Reyes", "Ben Ode"]
    first, second = (str(each["number"]) for each in listed)
    done = run("proposals", "--accept", first, "--decline", second).stdout
    assert "Written down:" in done
    assert "Put away: 1." in done
    assert "Nothing waits for your word." in run("proposals").stdout
    assert "no open proposal number 77" in run("proposals", "--accept", "77", code=1).stderr
    assert "is not numbers" in run("proposals", "--accept", "x", code=2).stderr


def test_words_stand_for_numbers(run: Run, folder: Path) -> None:
    run("import", *(str(folder / name) for name in ("Connections.csv", "messages.csv")))
    clear = json.loads(run("proposals", "--accept", "clear", "--json").stdout)
    assert len(clear["accepted"]) == 2
    assert json.loads(run("proposals", "--accept", "all", "--json").stdout)["accepted"] == []
