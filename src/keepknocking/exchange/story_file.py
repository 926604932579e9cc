"""Story files change in one step, or not at all, and one change waits for the other.

Writing never touches the old file: a new one is made beside it, brought to the disk, and put in its
place at once. Whoever changes a file holds its lock from reading to writing, so that nothing is
lost where two change it. A line that was too long to be read is copied as it stands, byte by byte,
when lines are added at the end; any other change of such a file is refused.
"""

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from keepknocking.exchange.text_file import (
    CHUNK,
    LONGEST_LINE,
    MARKS,
    FileText,
    TextFileError,
    in_words,
)

_PRIVATE_FILE = 0o600  # by definition: read and written by its owner only
_PRIVATE_FOLDER = 0o700  # by definition: entered by its owner only


class CannotWrite(TextFileError):
    """A file that could not be changed. What was there before is still there."""


def create_story_file(path: Path, text: str) -> None:
    """Write a new file that only its owner can read; its folder is made where it is missing.

    Raises
    ------
    CannotWrite
        when something of that name is there already, or the folder cannot be written.
    """
    try:
        if not path.parent.exists():
            path.parent.mkdir(mode=_PRIVATE_FOLDER, parents=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE_FILE)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(text.encode())
            _to_disk(stream)
        _folder_to_disk(path.parent)
    except FileExistsError:
        raise CannotWrite(f"{path} is there already, and nothing was changed") from None
    except OSError as error:
        raise CannotWrite(f"{path} cannot be made: {in_words(error)}") from error


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the file for one change; others who want to change it wait for their turn.

    The lock lies on the file itself and goes with it: who gets the lock of a file that has been
    replaced meanwhile lets it go and takes the new one's.
    """
    while True:
        try:
            descriptor = os.open(path, os.O_RDONLY)
        except OSError:
            yield  # whoever reads it says in one sentence what is wrong with it
            return
        try:
            _take(descriptor)
            if _is_still(path, descriptor):
                yield
                return
        finally:
            os.close(descriptor)


def _take(descriptor: int) -> None:
    import fcntl  # noqa: PLC0415 (reading works also where this module does not exist)

    with suppress(OSError):  # file systems without locks: the change is still made in one step
        fcntl.flock(descriptor, fcntl.LOCK_EX)


def _is_still(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except OSError:
        return False


def replace_story_file(path: Path, before: FileText, after: str) -> None:
    """Put a new text in the place of the one that was read, in one step.

    The file keeps its name (also behind a symbolic link), its permissions and its encoding. Call it
    inside `locked`, with what was read inside it too.

    Raises
    ------
    CannotWrite
        when the folder cannot be written, or when a line was cut and more than the end changes.
    """
    added = after.removeprefix(before.text)
    only_adds = len(added) + len(before.text) == len(after)
    if before.cut_lines and not only_adds:
        raise CannotWrite(
            f"line {before.cut_lines[0]:,} of {path} is longer than {LONGEST_LINE:,} characters: "
            "shorten it first; nothing was changed"
        )
    target = Path(os.path.realpath(path))
    try:
        _replace(target, before, added if only_adds else after, keep=only_adds)
    except OSError as error:
        raise CannotWrite(f"{path} was not changed: {in_words(error)}") from error


def _replace(target: Path, before: FileText, text: str, *, keep: bool) -> None:
    status = target.stat()
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            _fill(stream, target, before, text, keep=keep)
            os.fchmod(stream.fileno(), stat.S_IMODE(status.st_mode))
            with suppress(PermissionError):  # another owner's file stays usable through its mode
                os.fchown(stream.fileno(), status.st_uid, status.st_gid)
            _to_disk(stream)
        Path(name).replace(target)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(name).unlink()
        raise
    _folder_to_disk(target.parent)


def _fill(stream: BinaryIO, target: Path, before: FileText, text: str, *, keep: bool) -> None:
    mark = next((m for m, encoding in MARKS if encoding == before.encoding), b"")
    with target.open("rb") as old:
        if keep:
            while chunk := old.read(CHUNK):
                stream.write(chunk)
        elif old.read(len(mark)) == mark:
            stream.write(mark)
    stream.write(text.encode(before.encoding))


def _to_disk(stream: BinaryIO) -> None:
    stream.flush()
    os.fsync(stream.fileno())


def _folder_to_disk(folder: Path) -> None:
    with suppress(OSError):  # some file systems cannot do it; the file itself is safe by now
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
