"""Bad input costs one clear sentence: the value, the place, what to do; nothing is half-written."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from click.testing import CliRunner

from keepknocking.cli import check, init, log
from keepknocking.cli.main import knock

Knock = Callable[..., Any]

PROC = Path("/proc/self/status")

STORY = """\
2026-03-02 met Ana Reyes (Harbor Foods, buyer)
2026-03-02 met Ana Sol
2026-03-03 asked Ana Reyes for an introduction to Ben Ode (Brightwater) by email
2026-03-20 event "Talk" talk
"""


@pytest.mark.parametrize(
    ("line", "sentences"),
    [
        ("2026-03-01 Ana Reyes promised", ["Ana Reyes", "2026-03-03"]),
        ("Zed promised", ["Zed", "person Zed"]),
        ("nudged Ana", ["#ana-reyes", "#ana-sol"]),
        (
            'expect "Talk": nothing 40, a name 35, an opening 20, an interview 4, an offer 0',
            ["99", "1 more"],
        ),
        ("2026-02-29 met Bo", ["2026-02-29", "calendar"]),
        ("2026-03-13 nudged Ana Reyes", ["2026-03-13", "2026-03-12"]),
        ("met Bo\0", ["Line 1"]),
        ("met " + "x" * 10_001, ["10,000", "Line 1"]),
        ("mett Bo", ["mett", "nearest: met"]),
    ],
)
def test_a_line_that_is_not_clear_is_not_written(
    say: Knock, line: str, sentences: list[str]
) -> None:
    said = say(STORY, "log", line)
    assert said.code == 1
    assert said.out == ""
    assert said.story == STORY
    assert said.err.startswith("knock: Line 1, column ")
    assert said.err.endswith("Nothing was written.\n")
    shown = said.trouble.replace("10000", "10,000")
    for words in sentences:
        assert words in shown


def test_a_clock_set_back_is_told_with_both_days(say: Knock) -> None:
    said = say(STORY, "log", "nudged Ana Reyes", today="2026-03-01")
    assert said.code == 1
    assert "2026-03-01" in said.trouble
    assert "2026-03-03" in said.trouble
    assert said.story == STORY


def test_one_bad_line_in_a_thousand_does_not_stop_the_answer(say: Knock) -> None:
    letters = "abcdefghij"
    names = [f"P{a}{b}{c}" for a in letters for b in letters for c in letters][1:]
    lines = [f"2026-03-02 met {name}" for name in names]
    lines.insert(500, "2026-03-02 mett Bo")
    story = "\n".join([*lines, STORY])
    said = say(story, "silence")
    assert said.code == 0
    assert "1 ask is out" in said.words
    assert "1 line could not be read, and the others count: Line 501, column 12" in said.trouble
    checked = say(None, "check")
    assert checked.code == 1
    assert "Line 501, column 12" in checked.out
    data = json.loads(say(None, "check", "--json").out)
    assert (data["problems"][0]["line"], data["problems"][0]["column"]) == (501, 12)
    assert data["facts"] == 999 + STORY.count("\n")


def test_more_than_five_bad_lines_are_counted(say: Knock, path: Path) -> None:
    said = say(STORY + "nonsense\n" * 14, "today")
    assert said.code == 0
    assert said.err.count("Line ") == 5
    assert f"and 9 more: `knock -f {path} check`" in said.trouble


def test_what_came_to_be_known_later_is_left_out_and_told(say: Knock) -> None:
    said = say(STORY, "silence", today="2026-03-02")
    assert "Nobody owes you an answer" in said.out
    assert "came to be known after 2026-03-02" in said.trouble


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\x7fELF\0\0\0", "is not a text file: it holds NUL bytes"),
        (b"2026-03-02 met Jos\xe9", "byte 19 (line 1) does not fit. Save it as UTF-8"),
    ],
)
@pytest.mark.parametrize("words", [("today",), ("log", "met Bo"), ("undo",), ("check",)])
def test_a_file_that_is_not_text(
    say: Knock, path: Path, data: bytes, sentence: str, words: tuple[str, ...]
) -> None:
    path.write_bytes(data)
    said = say(None, *words)
    assert (said.code, said.out) == (1, "")
    assert sentence in said.trouble
    assert path.read_bytes() == data


def test_a_folder_is_not_a_story(say: Knock, path: Path) -> None:
    path.mkdir()
    said = say(None, "today")
    assert said.code == 1
    assert "is a folder, not a file: name a file in it" in said.trouble


@pytest.mark.parametrize("words", [("today",), ("log", "met Bo"), ("undo",), ("forecast",)])
def test_a_story_that_was_never_begun(say: Knock, path: Path, words: tuple[str, ...]) -> None:
    said = say(None, *words)
    assert said.code == 1
    assert f"there is no file {path}: begin it with knock -f {path} init" in said.trouble
    assert not path.exists()


@pytest.mark.parametrize("command", ["today", "silence", "chains", "weak", "forecast", "check"])
def test_an_empty_story_is_a_beginning(say: Knock, path: Path, command: str) -> None:
    path.touch()
    said = say(None, command)
    assert said.code == 0
    assert said.err == ""
    assert said.out


def test_every_mistake_of_a_rates_file_is_told_with_its_line(say: Knock, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text("[kinds.all]\npromis.value = 0.4\nfulfilment.value = 7\n")
    for command in ("forecast", "weak", "silence"):
        said = say(STORY, command, "--rates", str(mine))
        assert (said.code, said.out) == (1, "")
        assert "has 2 mistakes" in said.trouble
        assert "line 2, column 1: kinds.all.promis" in said.trouble
        assert "(promise?)" in said.trouble
        assert "line 3, column 20" in said.trouble
    said = say(STORY, "forecast", "--rates", str(tmp_path / "none.toml"))
    assert said.code == 1
    assert "none.toml: check its name" in said.trouble


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("forecast", "--by", "2026-03-12"), 1, "2026-03-12 is not after today"),
        (("forecast", "--by", "2099-01-01"), 1, "2099-01-01 is outside this forecast"),
        (("forecast", "--by", "2026-02-29"), 2, "February 2026 has 28 days"),
        (("forecast", "--pace", "-1"), 2, "-1"),
        (("forecast", "--pace", "nan"), 2, "nan"),
        (("forecast", "--goal", "fame"), 2, "fame"),
        (("silence", "Anna Reyes"), 1, "did you mean 'Ana Reyes'"),
        (("silence", "Ana"), 1, "say which, #ana-reyes, #ana-sol"),
        (("expect", "Tolk", "--dots", "100,0,0,0,0"), 1, "did you mean 'Talk'"),
        (("expect", "Talk", "--dots", "40,35,20,4,0"), 1, "add up to 99, not to 100"),
        (("expect", "Talk", "--dots", "100"), 2, "is not five whole numbers"),
        (("debrief", "Talk", "nothing"), 1, "has not happened yet"),
        (("debrief", "Talk", "bliss"), 2, "'bliss' is none of the five"),
    ],
)
def test_what_cannot_be_asked(say: Knock, words: tuple[str, ...], code: int, sentence: str) -> None:
    said = say(STORY, *words)
    assert (said.code, said.out, said.story) == (code, "", STORY)
    assert sentence in said.trouble.replace("│", "")


def test_a_debrief_in_a_pipe_must_say_what_happened(say: Knock) -> None:
    said = say(STORY, "debrief", "Talk", today="2026-03-21")
    assert said.code == 1
    assert 'what did Talk bring? Say one of "nothing"' in said.trouble


def test_what_comes_in_must_be_text(say: Knock) -> None:
    said = say(STORY, "log", stdin=b"met Jos\xe9")
    assert said.code == 1
    assert "what came in is not a text in UTF-8: byte 8 (line 1)" in said.trouble
    assert say(STORY, "log").trouble.startswith("knock: no line was given")


CALL = "from keepknocking.cli.main import main\nmain()"
# Not getrusage for the peak: there a child starts with that of the process it was forked from.
PEAK = r"""
import re, sys
from pathlib import Path
from keepknocking.cli.main import knock
from click.testing import CliRunner
done = CliRunner().invoke(knock, ["-f", sys.argv[1], "--today", "2026-03-12", "silence"])
peak = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())[1]
print(done.exit_code, peak, done.stderr)
"""


def run(code: str, *words: str) -> str:
    """The output of a fresh Python."""
    environ = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", code, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environ)  # noqa: S603 (a fixed command)
    return done.stdout


@pytest.mark.skipif(
    not PROC.exists(), reason="the peak of memory is read from /proc, which is not here"
)
def test_a_line_of_a_hundred_megabytes_costs_a_sentence_and_little_memory(path: Path) -> None:
    with path.open("wb") as stream:
        for _ in range(100):
            stream.write(b"x" * 1_000_000)
        stream.write(b"\n" + STORY.encode())
    code, peak, sentence = run(PEAK, str(path)).split(maxsplit=2)
    assert code == "0"
    assert int(peak) < 300_000
    assert "Line 1," in sentence
    assert len(sentence) < 1_000


# Loaded before anybody gives up the right to read them.
LOADED = (check, init, log)


def refused(path: Path, *words: str) -> str:
    """What the command says on the error stream to somebody without rights over the file."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        if os.geteuid() == 0:
            os.setgroups([])
            os.setuid(65534)  # by convention: nobody
        done = CliRunner().invoke(knock, ["-f", str(path), "--today", "2026-03-12", *words])
        os.write(theirs, f"{done.exit_code} {done.stdout}{done.stderr}".encode())
        os._exit(0)
    os.close(theirs)
    os.waitpid(child, 0)
    with os.fdopen(ours) as stream:
        return stream.read()


@pytest.fixture
def shared() -> Iterator[Path]:
    """A story in a folder that others may enter."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        path = Path(folder) / "sam.story"
        path.write_text(STORY)
        path.chmod(0o644)
        yield path
        Path(folder).chmod(0o755)


def test_a_file_that_may_not_be_read(shared: Path) -> None:
    shared.chmod(0)
    assert refused(shared, "check") == f"1 knock: {shared} cannot be read: permission denied\n"


def test_a_folder_that_may_not_be_written(shared: Path) -> None:
    shared.parent.chmod(0o555)
    said = refused(shared, "log", "met Bo")
    assert said == f"1 knock: {shared} was not changed: permission denied\n"
    assert shared.read_text() == STORY
    assert [each.name for each in shared.parent.iterdir()] == ["sam.story"]
    new = shared.parent / "new.story"
    assert refused(new, "init") == f"1 knock: {new} cannot be made: permission denied\n"


def test_a_terminal_that_knows_only_ascii_is_served(path: Path) -> None:
    path.write_text(STORY.replace("Ana Sol", "Zoë Sol"))
    environ = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "ascii"}
    for words in (["forecast"], ["chains"], ["silence", "--json"], ["weak"]):
        command = [sys.executable, "-c", CALL, "-f", str(path), "--charts", "always", *words]
        done = subprocess.run(command, capture_output=True, check=False, env=environ)  # noqa: S603 (a fixed command)
        assert done.returncode == 0
        assert done.stdout.isascii()
