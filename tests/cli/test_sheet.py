"""`knock sheet`: one page in plain lines, or as a file to print."""

import stat
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from keepknocking.cli.screen import Screen
from keepknocking.cli.setting import Setting
from keepknocking.cli.sheet import command
from keepknocking.services.stories import StoryFile

STORY = """\
2026-01-05 search for "planner" goal offer
2026-01-12 met Ana Reyes (Harbor Foods, buyer)
2026-01-13 asked Ana Reyes for an introduction to Ben Ode (Brightwater) by email
2026-01-14 Ana Reyes promised
2026-01-20 Ana Reyes introduced me to Ben Ode
2026-01-21 asked Ben Ode about openings at Brightwater
"""


@pytest.fixture
def setting(path: Path) -> Setting:
    path.write_text(STORY)
    return Setting(
        find_home=lambda: StoryFile(path),
        today=date(2026, 3, 12),
        now=datetime(2026, 3, 12, tzinfo=UTC),
        screen=Screen(),
    )


def sheet(setting: Setting, *words: Any) -> Result:  # noqa: ANN401 (paths and words)
    return CliRunner().invoke(command, [str(word) for word in words], obj=setting)


def test_the_page_is_plain_text_in_its_order(setting: Setting) -> None:
    done = sheet(setting)
    assert done.exit_code == 0
    heads = ["For our meeting, ", "Since 12 February", "Open", "Chains", "Worth talking", "Notes"]
    places = [done.output.index(f"{head}") for head in heads]
    assert places == sorted(places)
    assert "  · A. R. → B. O.: weak link, silent for 50 days" in done.output
    assert done.output.count("_" * 88) == 5
    assert done.output.rstrip().endswith("they do not measure effort.")


def test_what_is_shown_is_said_item_by_item(setting: Setting) -> None:
    assert "Ana Reyes" in sheet(setting, "--names", "full").output
    shown = sheet(setting, "--show", "numbers", "--show", "time", "--since", "2026-01-01").output
    assert "Of 100 searches like this one" in shown
    assert "Since 1 January" in shown
    assert sheet(setting, "--show", "everything").exit_code == 2


def test_where_the_screen_has_no_arrows_there_are_none(setting: Setting) -> None:
    plain = replace(setting, screen=Screen(unicode=False))
    assert "A. R. > B. O." in sheet(plain).output


def test_a_page_to_print_is_a_file_of_its_own(setting: Setting, tmp_path: Path) -> None:
    out = tmp_path / "meeting.html"
    done = sheet(setting, "--out", out)
    assert done.output == f"Written into {out}.\n"
    text = out.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert "<h2>Worth talking about</h2>" in text
    assert "A. R. → B. O.: weak link" in text
    assert "http" not in text
    assert "<script" not in text
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_names_cannot_write_markup_into_it(path: Path, setting: Setting, tmp_path: Path) -> None:
    hostile = '"<script>alert(1)</script>"'
    path.write_text(f"2026-03-01 person {hostile}\n2026-03-01 asked {hostile} for a conversation\n")
    out = tmp_path / "meeting.html"
    sheet(setting, "--names", "full", "--out", out)
    text = out.read_text(encoding="utf-8")
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_any_other_name_takes_plain_text(setting: Setting, tmp_path: Path) -> None:
    out = tmp_path / "meeting.txt"
    sheet(setting, "--out", out)
    assert out.read_text(encoding="utf-8").startswith("For our meeting, Thursday 12 March 2026\n")


def test_a_file_that_is_there_is_never_touched(setting: Setting, tmp_path: Path) -> None:
    out = tmp_path / "meeting.txt"
    out.write_text("mine")
    done = sheet(setting, "--out", out)
    assert done.exit_code == 1
    assert "is there already" in done.stderr
    assert out.read_text() == "mine"


def test_a_place_that_cannot_be_written_is_told(setting: Setting, tmp_path: Path) -> None:
    done = sheet(setting, "--out", tmp_path / "nowhere" / "meeting.txt")
    assert done.exit_code == 1
    assert "cannot be written: no such file or directory" in done.stderr


def test_a_day_that_has_not_come_is_refused(setting: Setting) -> None:
    refused = sheet(setting, "--since", "2026-04-01").exception
    assert isinstance(refused, ValueError)
    assert str(refused) == "2026-04-01 is after today, 2026-03-12: a sheet looks back"


def test_lines_that_cannot_be_read_are_told_beside_it(path: Path, setting: Setting) -> None:
    path.write_text(STORY + "2026-03-01 hello\n")
    done = sheet(setting)
    assert "1 line could not be read" in done.stderr
    assert isinstance(command, click.Command)
