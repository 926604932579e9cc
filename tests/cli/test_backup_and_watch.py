"""`knock backup`, `restore` and `watch` on the own ledger."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from keepknocking.cli import watch
from keepknocking.cli.main import knock

Run = Callable[..., Result]


@pytest.fixture
def run(own_file: Path) -> Run:
    """Run a command on the own ledger, on 12 March 2026."""
    del own_file

    def ran(*words: str) -> Result:
        return CliRunner().invoke(knock, ["--today", "2026-03-12", *words])

    return ran


@pytest.fixture
def begun(run: Run) -> Run:
    assert run("init").exit_code == 0
    assert run("log", "met Ana Reyes").exit_code == 0
    return run


def test_a_ledger_goes_out_and_comes_back(begun: Run, tmp_path: Path) -> None:
    file = str(tmp_path / "b.knock")
    done = begun("backup", file)
    assert done.exit_code == 0
    assert f"{file} holds your whole ledger: 3 facts, in " in done.output
    assert begun("log", "met Ben Ode").exit_code == 0
    done = begun("restore", file)
    words = " ".join(done.output.split())
    assert "Your ledger is as it was on Thursday 12 March at 00:00: 3 facts." in words
    assert "The ledger of before lies at" in words
    assert "ledger.sqlite3.before-restore-2026-03-12T00-00-00." in words
    assert "erased" not in words
    assert "1 person" in begun("check").output


def test_a_backup_is_not_replaced_unasked(begun: Run, tmp_path: Path) -> None:
    file = str(tmp_path / "b.knock")
    begun("backup", file)
    refused = begun("backup", file)
    assert refused.exit_code == 1
    assert "say --force to replace it" in refused.output
    assert begun("backup", file, "--force").exit_code == 0


def test_whom_one_has_erased_is_told(begun: Run, tmp_path: Path) -> None:
    file = str(tmp_path / "b.knock")
    begun("log", "met Ben Ode")
    begun("backup", file)
    begun("erase", "Ana Reyes", "--yes")
    one = " ".join(begun("restore", file).output.split())
    assert "1 person whom you had erased since was erased from it again." in one
    begun("erase", "Ben Ode", "--yes")
    two = " ".join(begun("restore", file).output.split())
    assert "2 people whom you had erased since were erased from it again." in two


def test_a_damaged_ledger_cannot_say_whom_one_has_erased(
    begun: Run, tmp_path: Path, own_file: Path
) -> None:
    file = str(tmp_path / "b.knock")
    begun("backup", file)
    own_file.write_bytes(b"x")
    words = " ".join(begun("restore", file).output.split())
    assert "it could not say whom you had erased: erase them again with knock erase." in words


def test_where_there_is_no_ledger_the_backup_becomes_it(
    begun: Run, tmp_path: Path, own_file: Path
) -> None:
    file = str(tmp_path / "b.knock")
    begun("backup", file)
    own_file.unlink()
    done = begun("restore", file)
    assert done.exit_code == 0
    assert "The ledger of before" not in done.output
    assert "1 person" in begun("check").output


def test_a_file_that_is_no_backup_is_refused(begun: Run, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x")
    done = begun("restore", str(tmp_path / "x"))
    assert done.exit_code == 1
    assert "is not a backup of Keep Knocking: nothing was changed" in done.output


def test_a_folder_is_taken_once(begun: Run, tmp_path: Path) -> None:
    folder = tmp_path / "synced"
    folder.mkdir()
    (folder / "a.txt").write_text("2026-03-12 met Ben Ode\n")
    (folder / "b.txt").write_text("mett Kim\n")
    (folder / "c.txt").mkdir()
    done = begun("watch", str(folder), "--once", "--every", "0.05")
    assert done.exit_code == 1
    assert done.output.startswith("a.txt: 1 line taken in.\n  2026-03-12 met Ben Ode\nb.txt: ")
    assert "b.txt: nothing was taken in, because not every line is clear:\n  Line 1" in done.output
    assert "c.txt: nothing was taken in: it is not a file." in done.output
    (folder / "b.txt").unlink()
    (folder / "c.txt").rmdir()
    (folder / "a (conflicted copy).txt").write_text("2026-03-12 met Ben Ode\n")
    done = begun("watch", str(folder), "--once", "--every", "0.05")
    assert done.exit_code == 0
    assert done.output == (
        "a (conflicted copy).txt: what is in it was taken in already, with a.txt.\n"
    )
    (folder / "a.txt").write_text("2026-03-12 met Kim Well\n")
    done = begun("watch", str(folder), "--once", "--every", "0.05")
    assert done.exit_code == 1
    assert "a.txt: lines that were taken in already have changed, so nothing" in done.output


def test_without_a_day_the_clock_is_looked_at() -> None:
    day, moment = watch._clock()  # noqa: SLF001 (the clock is nobody's to set)
    assert moment.date() == day
    assert moment.tzinfo is not None


def test_ctrl_c_ends_the_watching(tmp_path: Path) -> None:
    env = {**os.environ, "KNOCK_HOME": str(tmp_path / "home")}
    call = [sys.executable, "-c", "from keepknocking.cli.main import main; main()"]
    subprocess.run([*call, "init"], env=env, check=True, capture_output=True)  # noqa: S603 (a fixed command)
    (tmp_path / "synced").mkdir()
    (tmp_path / "synced" / "a.txt").write_text("met Ben Ode\n")
    watching = subprocess.Popen(  # noqa: S603 (a fixed command)
        [*call, "watch", str(tmp_path / "synced"), "--every", "0.05"],
        env={**env, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert watching.stdout is not None
    assert watching.stdout.readline() == "a.txt: 1 line taken in.\n"
    watching.stdout.readline()
    watching.send_signal(signal.SIGINT)
    _, err = watching.communicate(timeout=60)
    assert watching.returncode == 0
    assert err.endswith("No longer watching. Nothing is half-written.\n")


def test_ctrl_c_in_a_loop_is_no_error(
    begun: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", interrupted)
    done = begun("watch", str(tmp_path))
    assert done.exit_code == 0
    assert "No longer watching." in done.output
