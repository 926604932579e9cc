"""What the tests of several folders share: the checkout, `knock`, and a place for a ledger."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import connection
from pytest_django import DjangoDbBlocker

from keepknocking.cli.main import knock

TODAY = "2026-03-12"
UNTESTED = "NOT TESTED: "
"""How the reason of a skipped test begins that is told loudly at the end of the run."""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what could not be tested here, and why."""
    skipped = terminalreporter.stats.get("skipped", ())
    told = {str(report.longrepr[2]).partition(UNTESTED)[2] for report in skipped}
    for what in sorted(told - {""}):
        terminalreporter.section(f"{UNTESTED}{what}", red=True, bold=True)


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


@pytest.fixture(autouse=True)
def no_own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test ever comes near the ledger of whoever runs it, in a process of its own neither."""
    monkeypatch.setenv("KNOCK_HOME", str(tmp_path / "home"))


@pytest.fixture
def own_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_db_blocker: DjangoDbBlocker
) -> Iterator[Path]:
    """Where the own ledger will lie: a real file, in a folder that does not exist yet."""
    path = tmp_path / "home" / "ledger.sqlite3"
    with django_db_blocker.unblock():
        connection.close()
        monkeypatch.setitem(connection.settings_dict, "NAME", path)
        yield path
        connection.close()


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
