"""The manual and the commands say the same: nothing undocumented, nothing invented."""

import re
from importlib import import_module
from pathlib import Path

import click
import pytest

from keepknocking.cli.main import COMMANDS, knock, module_of


@pytest.fixture(scope="module")
def pages(root: Path) -> dict[str, str]:
    """The sections of the page on the commands, by their headings."""
    text = (root / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    parts = re.split(r"^## (.*)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def command_of(name: str) -> click.Command:
    command = import_module(module_of(name)).command
    assert isinstance(command, click.Command)
    return command


def heading_of(command: click.Command) -> str:
    words = [f"knock {command.name}"]
    for param in command.params:
        if isinstance(param, click.Argument):
            name = (param.name or "").upper().removesuffix("S" if param.nargs == -1 else "!")
            dots = "..." if param.nargs == -1 else ""
            words.append(f"{name}" if param.required else f"[{name}{dots}]")
    return f"`{' '.join(words)}`"


def options_of(command: click.Command) -> set[str]:
    return {
        name
        for param in command.params
        if isinstance(param, click.Option)
        for name in (*param.opts, *param.secondary_opts)
    }


def options_in(section: str) -> set[str]:
    """The options that the table of a section names in its first column."""
    cells = re.findall(r"^\| (`.*?) \|", section, flags=re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`(--?[a-zA-Z-]+)", cell)}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented_with_its_arguments_and_options(
    pages: dict[str, str], name: str
) -> None:
    command = command_of(name)
    section = pages[heading_of(command)]
    assert options_in(section) == options_of(command)


def test_every_documented_command_exists(pages: dict[str, str]) -> None:
    named = {heading.strip("`").split()[1] for heading in pages if heading.startswith("`knock")}
    assert named == set(COMMANDS)


def test_the_global_options_are_documented(pages: dict[str, str]) -> None:
    assert options_in(pages["For every command"]) == options_of(knock) | {"-h", "--help"}


@pytest.mark.parametrize("code", [0, 1, 2, 130])
def test_every_exit_code_is_documented(pages: dict[str, str], code: int) -> None:
    assert f"| {code} |" in pages["Exit codes"]


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in ("demo", "init")])
def test_every_shape_of_json_is_documented(root: Path, name: str) -> None:
    text = (root / "docs" / "reference" / "json.md").read_text(encoding="utf-8")
    assert ("--json" in options_of(command_of(name))) == (f"\n## `{name}`\n" in text)
