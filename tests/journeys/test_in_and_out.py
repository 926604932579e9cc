"""What she has comes in, is put right, and goes out again: every command in a process of its own.

A command that is the first to run in its process is set up by nobody before it.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CONNECTIONS = """\
Notes:
"When exporting your connection data, some addresses may be missing"

First Name,Last Name,URL,Email Address,Company,Position,Connected On
Zelda,Quimby,https://www.linkedin.com/in/zquimby,zelda@quimby.example,Harbor Foods,Buyer,08 Feb 2026
Ben,Ode,https://www.linkedin.com/in/benode,,Brightwater,Planner,07 Feb 2026
,,,,,,06 Feb 2026
"""
CARD = """\
BEGIN:VCARD
VERSION:3.0
FN:Zelda Q. Quimby
EMAIL:zelda@quimby.example
TEL:+49 30 5550100
X-ABRELATEDNAMES:Chen Wu
END:VCARD
"""
CALENDAR = """\
BEGIN:VCALENDAR
BEGIN:VEVENT
UID:1
DTSTART:20260320T183000
SUMMARY:Planners' table
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "Connections.csv").write_text(CONNECTIONS)
    (tmp_path / "cards.vcf").write_text(CARD)
    (tmp_path / "calendar.ics").write_text(CALENDAR)
    return tmp_path


def knock(folder: Path, *words: str, code: int = 0) -> str:
    command = [str(Path(sys.executable).with_name("knock")), "--today", "2026-03-12", *words]
    unset = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO")}
    done = subprocess.run(  # noqa: S603 (our own command)
        command,
        cwd=folder,
        env={**unset, "COLUMNS": "100"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, (words, done.stdout, done.stderr)
    return " ".join((done.stdout if code == 0 else done.stderr).split())


def test_a_ledger_that_came_in_goes_out_and_comes_in_again(folder: Path) -> None:
    knock(folder, "init")
    assert "2 people" in knock(folder, "import", "--preview", "Connections.csv")
    assert "0 people" in knock(folder, "check")
    told = knock(folder, "import", "Connections.csv", "calendar.ics", "cards.vcf")
    assert "knock imports --undo 2" in told
    assert "holds 3 people, 1 event," in knock(folder, "check")
    assert "Nothing changed" in knock(folder, "import", "Connections.csv", "cards.vcf")
    knock(folder, "export", "out")
    before = sorted(path.read_bytes() for path in (folder / "out").iterdir())
    (folder / "home" / "ledger.sqlite3").unlink()
    knock(folder, "init", "--from", "out/search.story")
    knock(folder, "export", "again")
    assert sorted(path.read_bytes() for path in (folder / "again").iterdir()) == before


def test_what_was_changed_since_stays_when_an_import_is_undone(folder: Path) -> None:
    knock(folder, "init")
    knock(folder, "import", "Connections.csv")
    knock(folder, "log", "asked Zelda for a coffee")
    told = knock(folder, "imports", "--undo", "2")
    assert "Zelda Quimby" in told
    assert "holds 1 person, 0 events, 1 ask" in knock(folder, "check")
    assert "zelda@quimby.example" in knock(folder, "kept", "Zelda Quimby")
    assert "taken back" in knock(folder, "imports")


def test_two_are_made_one_and_two_again(folder: Path) -> None:
    knock(folder, "init")
    knock(folder, "log", "met Zelda Quimby (Harbor Foods)", "met Selda Quimby (Harbor Foods)")
    assert "Selda Quimby" in knock(folder, "doubles")
    knock(folder, "merge", "Zelda Quimby", "Selda Quimby")
    knock(folder, "log", "asked Zelda for a coffee")
    assert "holds 1 person" in knock(folder, "check")
    assert "Nobody seems to stand here twice" in knock(folder, "doubles")


def test_an_erased_person_comes_in_by_no_file_and_no_backup(folder: Path) -> None:
    knock(folder, "init")
    knock(folder, "import", "Connections.csv")
    knock(folder, "backup", "all.knock")
    assert "Erased" in knock(folder, "erase", "--yes", "Zelda Quimby")
    assert "erased" in knock(folder, "import", "Connections.csv").lower()
    assert "holds 1 person" in knock(folder, "check")
    knock(folder, "restore", "all.knock")
    assert "no person 'Zelda Quimby'" in knock(folder, "kept", "Zelda Quimby", code=1)
    knock(folder, "export", "out")
    out = b"".join(path.read_bytes() for path in (folder / "out").iterdir())
    assert b"quimby" not in out.lower()
    for path in (folder / "home").iterdir():
        assert b"quimby" not in path.read_bytes().lower(), path


def test_a_damaged_backup_is_refused_whole(folder: Path) -> None:
    knock(folder, "init")
    knock(folder, "log", "met Ben Ode")
    knock(folder, "backup", "all.knock")
    whole = (folder / "all.knock").read_bytes()
    (folder / "all.knock").write_bytes(whole[:-1])
    assert "all.knock" in knock(folder, "restore", "all.knock", code=1)
    assert "holds 1 person" in knock(folder, "check")


def test_a_synced_folder_is_taken_once(folder: Path) -> None:
    knock(folder, "init")
    synced = folder / "synced"
    synced.mkdir()
    (synced / "phone.txt").write_text("2026-03-10 met Ana Reyes\n")
    knock(folder, "watch", "--once", "synced")
    knock(folder, "watch", "--once", "synced")
    with (synced / "phone.txt").open("a") as file:
        file.write("2026-03-11 asked Ana Reyes about openings\n")
    knock(folder, "watch", "--once", "synced")
    assert "holds 1 person, 0 events, 1 ask" in knock(folder, "check")
    assert "Ana Reyes" in knock(folder, "worklog")


def test_a_file_that_is_neither_is_an_error_that_says_what_was_looked_for(folder: Path) -> None:
    knock(folder, "init")
    (folder / "noise").write_bytes(bytes(range(256)) * 40)
    assert "noise" in knock(folder, "import", "noise", code=1)
    (folder / "empty.csv").write_text("First Name,Last Name,URL,Company,Position,Connected On\n")
    assert "empty.csv" in knock(folder, "import", "empty.csv", code=1)
    assert "holds 0 people" in knock(folder, "check")
