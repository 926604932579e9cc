"""A folder of files, written whole or not at all, for its owner's eyes only.

Everything is written into a folder beside the wanted one, brought to the disk, and put in its place
in one step. A folder with anything in it is never touched.
"""

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from keepknocking.exchange.text_file import in_words

_PRIVATE_FILE = 0o600  # by definition: read and written by its owner only
_PRIVATE_FOLDER = 0o700  # by definition: entered by its owner only


class FolderNotEmpty(ValueError):
    """A folder with something in it, where a new one is wanted."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} is there already and not empty: name a new folder; nothing was written"
        )


class CannotWriteFolder(ValueError):
    """A folder that could not be written."""

    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(f"{folder} cannot be written: {why}; nothing was written")


def write_folder(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Make the folder with these files in it.

    Raises
    ------
    FolderNotEmpty, CannotWriteFolder
        nothing is written then.
    """
    target = Path(os.path.abspath(folder))  # noqa: PTH100 (a link in the place is no new folder)
    try:
        if os.path.lexists(target) and not _is_empty(target):
            raise FolderNotEmpty(folder)
        if target.exists() and target.samefile(Path.cwd()):
            raise CannotWriteFolder(folder, "you are in it; name a new folder in it")
        target.parent.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
        _write(target, files)
    except OSError as error:
        raise CannotWriteFolder(folder, in_words(error)) from error


def _is_empty(target: Path) -> bool:
    return target.is_dir() and not target.is_symlink() and next(target.iterdir(), None) is None


def _write(target: Path, files: Iterable[tuple[str, bytes]]) -> None:
    made = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        for name, content in files:
            descriptor = os.open(made / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE_FILE)
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
        if target.exists():
            target.rmdir()  # not every system renames onto an empty folder
        made.rename(target)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
