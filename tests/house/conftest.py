"""The checkout as the tests of this folder see it."""

import subprocess
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def kept_files(root: Path) -> list[Path]:
    """Every file that is in the history or would be with the next `git add --all`."""
    git = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(git, cwd=root, capture_output=True, text=True, check=False)  # noqa: S603 (a fixed command)
    if listed.returncode != 0:
        pytest.skip(
            f"not a git checkout, so what belongs to it is unknown: {listed.stderr.strip()}"
        )
    paths = [root / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]
