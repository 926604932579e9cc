import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from keepknocking.cli import answers
from keepknocking.cli.days import Day
from keepknocking.cli.debrief import RungName
from keepknocking.cli.demo import DayMissing, _next_to_guess, day_of
from keepknocking.cli.expect import Dots
from keepknocking.cli.main import COMMANDS, Refused, home_of, knock, module_of, printable
from keepknocking.cli.screen import Screen, screen_of, wants_no_colour
from keepknocking.cli.setting import Setting
from keepknocking.evidence.figures import Figure, Status
from keepknocking.ledger.events import Rung
from keepknocking.services.stories import StoryFile
from keepknocking.wording.evidence import amount_of

SETTING = Setting(
    find_home=partial(StoryFile, Path("sam.story")),
    today=date(2026, 3, 12),
    now=datetime(2026, 3, 12, tzinfo=UTC),
    screen=Screen(),
)
HEAVY = {"numpy", "scipy", "django", "platformdirs", "importlib.metadata"}


def run(code: str) -> str:
    """The output of a fresh Python."""
    environ = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environ)  # noqa: S603 (a fixed command)
    return done.stdout


def loaded_by(*words: str) -> set[str]:
    code = (
        "import sys\n"
        "from keepknocking.cli.main import knock\n"
        f"knock.main({list(words)!r}, prog_name='knock', standalone_mode=False)\n"
        "print('LOADED', *sys.modules)"
    )
    return set(run(code).rpartition("LOADED")[2].split())


def test_help_loads_nothing_heavy_and_no_command() -> None:
    loaded = loaded_by("--help")
    assert not loaded & HEAVY
    assert not {module_of(name) for name in COMMANDS} & loaded


def test_the_version_loads_only_what_finds_it() -> None:
    assert loaded_by("--version") & HEAVY <= {"importlib.metadata"}


@pytest.mark.parametrize("name", ["log", "undo", "init"])
def test_writing_a_line_needs_no_arithmetic(name: str) -> None:
    assert not loaded_by(name, "--help") & {"numpy", "scipy", "django"}


def test_the_help_lists_every_command_with_its_own_first_sentence() -> None:
    help_text = CliRunner().invoke(knock, ["--help"]).output
    for name, summary in COMMANDS.items():
        assert f"  {name} " in help_text
        command = import_module(module_of(name)).command
        assert isinstance(command, click.Command)
        assert command.name == name
        assert (command.help or "").split("\n\n")[0].replace("\n", " ") == summary


def test_the_version_is_told() -> None:
    assert CliRunner().invoke(knock, ["--version"]).output.startswith("knock 0")


def test_an_unknown_command_is_wrong_usage_and_the_nearest_is_named() -> None:
    done = CliRunner().invoke(knock, ["forcast"])
    assert done.exit_code == 2
    assert "there is no command 'forcast'. Did you mean 'forecast'?" in done.stderr
    assert "Did you mean" not in CliRunner().invoke(knock, ["xyzzy"]).stderr


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-02-29", "February 2026 has 28 days"),
        ("2026-13-01", "month 13 does not exist"),
        ("0000-01-01", "is not a day"),
        ("tomorrow", "write it like 2026-03-02"),
    ],
)
def test_a_day_that_does_not_exist_is_wrong_usage(day: str, why: str) -> None:
    done = CliRunner().invoke(knock, ["--today", day, "today"])
    assert done.exit_code == 2
    assert f"'{day}' is not a day" in done.stderr
    assert why in " ".join(done.stderr.split())


def test_a_search_lives_in_the_story_that_is_named_or_else_in_the_own_ledger(
    own_file: Path,
) -> None:
    named = home_of(Path("sam.story"))
    assert (named.where, named.call) == ("sam.story", "knock -f sam.story")
    own = home_of(None)
    assert (own.where, own.call) == (str(own_file), "knock")


def test_what_could_command_a_terminal_is_told_by_its_number() -> None:
    assert printable("a\x1b[2Jb\n") == "a\\x1b[2Jb\n"


def test_a_refusal_is_one_sentence_with_exit_code_one() -> None:
    assert Refused("no").exit_code == 1


def test_an_error_that_no_room_has_named_is_not_hidden() -> None:
    @click.command("today")
    def broken() -> None:
        raise ValueError("a mistake of ours")

    class Broken(type(knock)):  # type: ignore[misc]
        def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
            del ctx, cmd_name
            return broken

    done = CliRunner().invoke(Broken("knock"), ["today"])
    assert isinstance(done.exception, ValueError)
    assert not isinstance(done.exception, SystemExit)


def test_the_screen_is_what_the_place_can_show(tmp_path: Path) -> None:
    with (tmp_path / "out").open("w", encoding="latin-1") as stream:
        plain = screen_of(stream, charts="auto", environ={})
        assert (plain.pictures, plain.unicode) == (False, False)
        assert screen_of(stream, charts="always", environ={}).pictures
    with (tmp_path / "out").open("w", encoding="utf-8") as stream:
        assert screen_of(stream, charts="auto", environ={}).unicode
        assert not screen_of(stream, charts="auto", environ={"TERM": "dumb"}).unicode
    assert wants_no_colour({"NO_COLOR": "1"})
    assert wants_no_colour({"TERM": "dumb"})
    assert not wants_no_colour({"NO_COLOR": "", "TERM": "xterm"})


MAIN = "from keepknocking.cli.main import main\nmain()"


def started(*words: str, **streams: int) -> "subprocess.Popen[str]":
    environ = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", MAIN, *words]
    return subprocess.Popen(command, text=True, env=environ, **streams)  # type: ignore[call-overload,no-any-return]  # noqa: S603 (a fixed command)


def test_a_reader_who_leaves_early_is_no_mistake() -> None:
    process = started("evidence", "--rates", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == ""
    process.stderr.close()
    process.wait()


def test_a_refusal_goes_to_the_error_stream(tmp_path: Path) -> None:
    missing = tmp_path / "missing.story"
    process = started("-f", str(missing), "today", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, err = process.communicate()
    assert (out, process.returncode) == ("", 1)
    assert err == f"knock: there is no file {missing}: begin it with knock -f {missing} init\n"


def test_wrong_usage_has_its_own_exit_code() -> None:
    process = started("--nonsense", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert "nonsense" in process.communicate()[1]
    assert process.returncode == 2


def test_what_has_no_form_in_json_is_a_mistake_of_ours() -> None:
    with pytest.raises(TypeError, match="set has no form in JSON"):
        answers.give_json(SETTING, {"words": set()})


def test_a_day_that_is_one_already_stays_it() -> None:
    assert Day().convert(date(2026, 3, 2), None, None) == date(2026, 3, 2)
    assert Dots().convert((1, 2), None, None) == (1, 2)
    assert RungName().convert(Rung.A_NAME, None, None) is Rung.A_NAME


def test_the_commands_are_listed_and_unknown_ones_are_not_there() -> None:
    context = click.Context(knock)
    assert knock.list_commands(context) == list(COMMANDS)
    assert knock.get_command(context, "nonsense") is None


def test_a_sample_must_say_its_day() -> None:
    with pytest.raises(DayMissing, match="no line like # today"):
        day_of("2026-03-02 met Ana")


def test_a_sample_without_an_event_ahead_shows_no_guess(tmp_path: Path) -> None:
    story = tmp_path / "sam.story"
    story.write_text('2026-03-02 event "Talk"\n')
    assert _next_to_guess(replace(SETTING, find_home=partial(StoryFile, story))) is None


def test_a_figure_may_be_a_number_words_or_a_law() -> None:
    told: dict[str, Any] = {
        "key": "a",
        "unit": "days",
        "who": "them",
        "measures": "waits",
        "source": "here",
        "where": "page 1",
        "status": Status.CHECKED,
    }
    assert amount_of(Figure(words="soon", **told)) == "soon"
    assert amount_of(Figure(value=12345.6, **told)) == "12,346 days"
    assert amount_of(Figure(value=3.0, low=1.0, **told)) == "3 (1 to ?) days"
    assert (
        amount_of(Figure(value=0.5, high=0.7, **told | {"unit": "share"})) == "50 (? to 70) of 100"
    )
    assert amount_of(Figure(parameters=(("mean", 2.0),), **told)) == "mean 2"
