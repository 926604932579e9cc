"""What the locks hold: names, versions and hashes, and never where a machine found them."""

import re
from pathlib import Path

import pytest

LOCKS = ("requirements-uv.lock", "requirements.lock", "requirements-dev.lock")

# A pinned requirement (with its marker, perhaps), or one hash of it: nothing else may stand here.
PINNED = re.compile(r"[a-z0-9][a-z0-9.-]*==[\w.!+]+( ; [\w .*'()<>=!]+)? \\")
HASHED = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_pins_and_hashes_and_nothing_else(root: Path, lock: str) -> None:
    lines = (root / lock).read_text().splitlines()
    odd = [line for line in lines if not (PINNED.fullmatch(line) or HASHED.fullmatch(line))]
    assert odd == []


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https" + "://index.example/simple",
        "--find-links /wheels",
        "click @ file" + ":///wheels/click.whl",
        "click==8.1",
        "click>=8.1 \\",
        "# by way of index.example",
    ],
)
def test_an_address_or_a_loose_requirement_is_not_a_pin(line: str) -> None:
    assert not PINNED.fullmatch(line)
    assert not HASHED.fullmatch(line)


def pins(lock: Path) -> dict[str, str]:
    """Each pinned requirement with its marker, and the hashes that stand under it."""
    entries = re.split(r"^(?=\w)", lock.read_text(), flags=re.MULTILINE)
    return {entry.partition(" \\")[0]: entry.partition("\n")[2] for entry in entries if entry}


def test_developers_run_what_users_run(root: Path) -> None:
    for_users = pins(root / "requirements.lock")
    for_developers = pins(root / "requirements-dev.lock")
    # Where a developer needs it always and a user on some Python only, the marker is gone.
    same = {
        pin: for_developers.get(pin, for_developers.get(pin.partition(" ;")[0]))
        for pin in for_users
    }
    assert {pin for pin in for_users if same[pin] != for_users[pin]} == set()
