"""The files of others that the pages use are as they were fetched, at the version asked for."""

import json
import runpy
from pathlib import Path
from typing import Any

import pytest

LOCAL_LOCK = "package-lock.json"


@pytest.fixture(scope="module")
def assets(root: Path) -> dict[str, Any]:
    """The names of scripts/assets.py."""
    return runpy.run_path(str(root / "scripts" / "assets.py"), run_name="a test")


@pytest.fixture
def fetched(tmp_path: Path, assets: dict[str, Any]) -> Path:
    """What npm would have fetched, with other contents."""
    for source in assets["COPIES"]:
        path = tmp_path / "node_modules" / source
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"this is {source}")
    return tmp_path / "node_modules"


def test_what_lies_with_the_code_is_what_was_fetched(assets: dict[str, Any]) -> None:
    assert assets["differences"](assets["VENDOR"]) == []
    assert assets["main"](["--check"]) == 0


def test_every_script_of_others_comes_with_its_licence(assets: dict[str, Any]) -> None:
    vendor: Path = assets["VENDOR"]
    assert "Zero-Clause BSD" in (vendor / "htmx-LICENSE.txt").read_text(encoding="utf-8")


def test_the_version_is_exact_and_is_the_one_that_lies_there(
    root: Path, assets: dict[str, Any]
) -> None:
    asked = json.loads((root / "package.json").read_text())["dependencies"]
    locked = json.loads((root / LOCAL_LOCK).read_text())["packages"]["node_modules/htmx.org"]
    assert asked == {"htmx.org": locked["version"]}
    script = (assets["VENDOR"] / "htmx.min.js").read_text(encoding="utf-8")
    assert f'version:"{locked["version"]}"' in script


def test_the_lock_names_sums_and_no_addresses(root: Path) -> None:
    text = (root / LOCAL_LOCK).read_text()
    assert "resolved" not in text
    assert "http" not in text
    packages = json.loads(text)["packages"]
    assert all("integrity" in package for name, package in packages.items() if name)


def test_files_are_copied_and_written_down(
    tmp_path: Path, fetched: Path, assets: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    vendor = tmp_path / "vendor"
    assert assets["main"]([], fetched=fetched, vendor=vendor) == 0
    assert "htmx.min.js" in capsys.readouterr().out
    assert (vendor / "htmx.min.js").read_text() == "this is htmx.org/dist/htmx.min.js"
    assert assets["main"](["--check"], vendor=vendor) == 0


def test_a_changed_a_missing_and_an_unknown_file_are_told(
    tmp_path: Path, fetched: Path, assets: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    vendor = tmp_path / "vendor"
    assets["main"]([], fetched=fetched, vendor=vendor)
    (vendor / "htmx.min.js").write_text("something else")
    (vendor / "htmx-LICENSE.txt").unlink()
    (vendor / "more.js").write_text("")
    assert assets["differences"](vendor) == [
        "htmx-LICENSE.txt is missing",
        "more.js is not in SHA256SUMS",
        "htmx.min.js is not the file that was fetched",
    ]
    capsys.readouterr()
    assert assets["main"](["--check"], vendor=vendor) == 1
    assert "more.js" in capsys.readouterr().out


def test_without_a_manifest_nothing_is_as_it_was_fetched(
    tmp_path: Path, fetched: Path, assets: dict[str, Any]
) -> None:
    vendor = tmp_path / "vendor"
    assets["main"]([], fetched=fetched, vendor=vendor)
    (vendor / "SHA256SUMS").unlink()
    assert len(assets["differences"](vendor)) == len(assets["COPIES"])


def test_nothing_is_copied_where_something_was_not_fetched(
    tmp_path: Path, fetched: Path, assets: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    (fetched / "htmx.org" / "LICENSE").unlink()
    vendor = tmp_path / "vendor"
    assert assets["main"]([], fetched=fetched, vendor=vendor) == 1
    assert "npm ci" in capsys.readouterr().out
    assert not vendor.exists()
