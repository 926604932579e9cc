"""Write the console blocks of the manual: whatever stands under a `$` is what the command says.

    python scripts/readme.py            runs the commands again and writes the pages
    python scripts/readme.py --check    says which pages are out of date, and writes nothing

A made block stands between two comments, `made: begin` and `made: end`. In it, lines that begin
with `$` are commands, continued on lines that begin with `>`; the lines under a command are its
output. One page is one conversation in a folder of its own, with the files of docs/examples in it.
`knock` is the real command, as in a pipe; `cat` shows a file; `| head -3` keeps three lines. Every
`knock` that looks at a day has to say which (--today): a page must not depend on the clock.
"""

import os
import re
import shlex
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner

from keepknocking.cli.main import knock

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "docs" / "examples"
BLOCK = re.compile(
    r"(?P<begin><!-- made: begin -->\n```console\n)(?P<body>.*?)(?P<end>```\n<!-- made: end -->)",
    re.DOTALL,
)
COMMAND = re.compile(r"^\$ (?P<first>.*(?:\n> .*)*)", re.MULTILINE)
PLAIN = {"COLUMNS": None, "NO_COLOR": "1", "TERM": "xterm"}


class CommandFailed(ValueError):
    """A command of a page that ended with another exit code than 0."""

    def __init__(self, page: str, command: str, said: str) -> None:
        super().__init__(f"{page}: `{command}` failed: {said.strip()}")


def pages() -> list[Path]:
    """Every page with a made block in it."""
    manual = [page for page in (ROOT / "docs").rglob("*.md") if "_build" not in page.parts]
    candidates = [ROOT / "README.md", *sorted(manual)]
    return [page for page in candidates if BLOCK.search(page.read_text(encoding="utf-8"))]


def made_again(page: Path) -> str:
    """The page with every command run again."""
    text = page.read_text(encoding="utf-8")
    before = Path.cwd()
    with TemporaryDirectory() as folder:
        for example in EXAMPLES.iterdir():
            shutil.copy(example, folder)
        os.chdir(folder)
        try:
            return BLOCK.sub(lambda block: rewritten(block, page.name), text)
        finally:
            os.chdir(before)


def rewritten(block: re.Match[str], page: str) -> str:
    """A block with the output that its commands have now."""
    parts = []
    for command in COMMAND.finditer(block["body"]):
        typed = command["first"].replace("\n> ", "\n")
        said = output_of(typed, page).strip("\n")
        parts.append("\n".join([f"$ {command['first']}", *([said] if said else [])]))
    return block["begin"] + "\n\n".join(parts) + "\n" + block["end"]


def output_of(typed: str, page: str) -> str:
    """What one command says on its output.

    Raises
    ------
    CommandFailed
        When it does not end well, or is none that a page may hold.
    """
    command, _, lines = typed.partition(" | head -")
    said = said_by(shlex.split(command.replace("\\\n", " ")), page)
    return "\n".join(said.splitlines()[: int(lines)]) if lines else said


def said_by(words: list[str], page: str) -> str:
    """The whole output of a command."""
    program, *arguments = words
    if program == "cat":
        return "".join(Path(name).read_text(encoding="utf-8") for name in arguments)
    if program != "knock":
        raise CommandFailed(page, program, "a page may hold `knock` and `cat`")
    runner = CliRunner(env={**PLAIN, "KNOCK_HOME": str(Path.cwd() / "home")})
    result = runner.invoke(knock, arguments, prog_name="knock")
    if result.exit_code != 0:
        raise CommandFailed(page, shlex.join(words), result.output or repr(result.exception))
    return result.stdout


def main(arguments: list[str]) -> int:
    """Write the pages, or with `--check` name those that are out of date."""
    stale = 0
    for page in pages():
        made = made_again(page)
        if made == page.read_text(encoding="utf-8"):
            continue
        stale += 1
        if "--check" in arguments:
            print(f"{page.relative_to(ROOT)} is out of date: run scripts/readme.py")
        else:
            page.write_text(made, encoding="utf-8")
            print(f"{page.relative_to(ROOT)} written")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
