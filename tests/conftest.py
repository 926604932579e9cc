"""What the tests of several folders share: the checkout, and `knock` on a temporary story."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from keepknocking.cli.main import knock

TODAY = "2026-03-12"


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the checkout."""
    return Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Said:
    """What a command said, with which exit code, and the story after it."""

    out: str
    err: str
    code: int
    story: str

    @property
    def words(self) -> str:
        """The output without its line breaks."""
        return " ".join(self.out.split())

    @property
    def trouble(self) -> str:
        """The error stream without its line breaks."""
        return " ".join(self.err.split())


Knock = Callable[..., Said]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sam.story"


@pytest.fixture
def say(path: Path) -> Knock:
    """Run a command on a story: `say(story, "silence", "Ana")`; story=None leaves the file."""

    def run(
        story: str | None, *words: str, today: str = TODAY, stdin: str | bytes = "", **env: str
    ) -> Said:
        if story is not None:
            path.write_text("\n".join(line.strip() for line in story.strip().splitlines()) + "\n")
        before = ["-f", str(path), "--today", today]
        done = CliRunner(env={"COLUMNS": "81", "TERM": "xterm", "NO_COLOR": None, **env}).invoke(
            knock, [*before, *words], input=stdin
        )
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        after = path.read_text(errors="replace") if path.is_file() else ""
        return Said(out=done.stdout, err=done.stderr, code=done.exit_code, story=after)

    return run
