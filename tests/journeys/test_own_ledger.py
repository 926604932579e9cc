"""Without -f the commands are about the own ledger, and it lies in `KNOCK_HOME`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from keepknocking.cli.main import knock


def run(*words: str, today: str = "2026-03-12") -> Result:
    done = CliRunner(env={"COLUMNS": "81"}).invoke(knock, ["--today", today, *words])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def shown(*words: str, today: str = "2026-03-12") -> str:
    done = run(*words, today=today)
    assert done.exit_code == 0, done.stderr
    return done.stdout


def test_a_fortnight_on_the_own_ledger(own_file: Path) -> None:
    told = shown("init", "--goal", "interview", today="2026-03-02")
    assert f"Your search begins in {own_file}." in " ".join(told.split())
    assert 'knock log "met Ana Reyes (Harbor Foods, buyer)"' in told
    shown(
        "log",
        "met Ana Reyes (Harbor Foods, buyer)",
        "asked Ana Reyes for an introduction to Ben Ode (Brightwater) by email",
        'event "Talk" talk',
        today="2026-03-02",
    )
    assert "The house" in shown("expect", "Talk", "--dots", "40,35,20,4,1", today="2026-03-02")
    assert "name" in shown("debrief", "Talk", "a name", today="2026-03-03")
    assert "Ana Reyes" in shown("silence")
    for command in ("today", "chains", "weak", "forecast", "check"):
        assert shown(command)
        assert json.loads(shown(command, "--json"))
    assert shown("undo") == 'Taken back:\n  2026-03-03 debrief "Talk": a name\n'
    assert json.loads(shown("check", "--json"))["problems"] == []


def test_a_deed_is_taken_back_whole(own_file: Path) -> None:
    del own_file
    shown("init")
    shown("log", "met Ana Reyes", "asked Ana for a coffee")
    assert shown("undo") == (
        "Taken back:\n  2026-03-12 met Ana Reyes\n  2026-03-12 asked Ana Reyes for a conversation\n"
    )
    done = run("undo")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "holds no line that could be taken back" in " ".join(done.stderr.split())


ASKING = ["today", "check", "chains", "weak", "forecast", "silence"]


@pytest.mark.parametrize("words", [*([name] for name in ASKING), ["log", "met Bo"], ["undo"]])
def test_what_is_wrong_with_the_ledger_is_one_sentence(own_file: Path, words: list[str]) -> None:
    done = run(*words)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "yet: begin one with knock init" in " ".join(done.stderr.split())
    own_file.parent.mkdir(exist_ok=True)
    own_file.write_text("Dear diary,\n" * 100)
    done = run(*words)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "is damaged or not a ledger" in " ".join(done.stderr.split())
    assert own_file.read_text() == "Dear diary,\n" * 100


def test_a_ledger_that_is_there_is_not_begun_again(own_file: Path) -> None:
    shown("init")
    shown("log", "met Bo")
    before = own_file.read_bytes()
    done = run("init")
    assert done.exit_code == 1
    assert "is there already, and nothing was changed" in " ".join(done.stderr.split())
    assert own_file.read_bytes() == before
