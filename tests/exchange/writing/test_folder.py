"""A folder of files: whole or not at all, for its owner's eyes only."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from keepknocking.exchange.writing.folder import CannotWriteFolder, FolderNotEmpty, write_folder

FILES = [("a.txt", b"one"), ("b.txt", b"two")]


def test_a_new_folder_is_made_with_its_files(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "out"
    write_folder(folder, FILES)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == dict(FILES)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert [path.name for path in folder.parent.iterdir()] == ["out"]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    write_folder(folder, FILES)
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize("kind", ["full", "file", "link"])
def test_what_is_there_is_not_touched(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "out"
    if kind == "full":
        folder.mkdir()
        (folder / "mine").write_text("mine")
    elif kind == "file":
        folder.write_text("mine")
    else:
        (tmp_path / "real").mkdir()
        folder.symlink_to(tmp_path / "real")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(FolderNotEmpty, match="not empty: name a new folder"):
        write_folder(folder, FILES)
    assert sorted(tmp_path.rglob("*")) == before


def test_where_one_is_oneself_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CannotWriteFolder, match="you are in it"):
        write_folder(Path(), FILES)
    assert list(tmp_path.iterdir()) == []


def test_a_failure_half_way_leaves_nothing(tmp_path: Path) -> None:
    def some() -> Iterator[tuple[str, bytes]]:
        yield "a.txt", b"one"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path / "out", some())
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(CannotWriteFolder, match=r"cannot be written: .*; nothing was written"):
        write_folder(tmp_path / "file" / "out", FILES)


def test_two_files_of_one_name_are_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(CannotWriteFolder, match="file exists"):
        write_folder(tmp_path / "out", [*FILES, FILES[0]])
    assert list(tmp_path.iterdir()) == []
