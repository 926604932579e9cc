"""Files that wait to be brought in: in a private folder beside the ledger, under random names.

A file of a page is held here between the preview and the word to go on. Nothing else looks at the
folder; what is older than a day goes at the next start, and all of it together has a limit.
"""

import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from keepknocking.exchange.sources import LARGEST, Source, TooMuch, source_of_file
from keepknocking.exchange.text_file import CHUNK, in_words
from keepknocking.store.opening import ledger_file

FOLDER = "incoming"
MOST_BYTES = 1024 * 1024 * 1024  # design choice: of all files that wait
_A_DAY = 24 * 60 * 60  # by definition: seconds
_PRIVATE_FOLDER = 0o700  # by definition: entered by its owner only
_PRIVATE_FILE = 0o600  # by definition: read and written by its owner only
_TOKEN_BYTES = 16  # numerical: nobody guesses it
_DIGITS = frozenset("0123456789abcdef")
_NAME = "name"
_CONTENT = "content"
_ARRIVING = "arriving"
_NOTE = "note"


class NotHeld(ValueError):
    """A file that does not wait here, or not any more."""

    def __init__(self) -> None:
        super().__init__("these files are not here any more: bring them in once more")


class TooMuchWaits(ValueError):
    """More files than may wait at once."""

    def __init__(self) -> None:
        super().__init__(
            f"the files that wait to be brought in would have more than {MOST_BYTES:,} bytes: "
            "bring the others in or leave them first"
        )


class CannotHold(ValueError):
    """A file that could not be kept: no room, no right."""

    def __init__(self, error: OSError) -> None:
        super().__init__(f"the file could not be kept: {in_words(error)}; nothing was brought in")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Files that wait together: under one token, each with the name it came by."""

    token: str
    names: tuple[str, ...]
    size: int


def new_token() -> str:
    """A name for files that will wait together."""
    return secrets.token_hex(_TOKEN_BYTES)


class Arriving:
    """A file that comes piece by piece: it waits with the others once it is whole, not before."""

    def __init__(self, name: str, *, token: str) -> None:
        """Make room for a file under a token.

        Raises
        ------
        NotHeld, CannotHold
        """
        self._name, self._token = name, token
        self._size = 0
        folder = _folder(token)
        try:
            folder.parent.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
            folder.mkdir(mode=_PRIVATE_FOLDER, exist_ok=True)
            number = sum(1 for _ in folder.glob(f"*.{_CONTENT}"))
            self._room = MOST_BYTES - _bytes_waiting()
            self._path = folder / f"{number:04}.{_ARRIVING}"
            self._file = _private(self._path)
        except OSError as error:
            raise CannotHold(error) from error

    def write(self, piece: bytes) -> None:
        """Take in one more piece.

        Raises
        ------
        TooMuch, TooMuchWaits, CannotHold
            the file is given up then.
        """
        self._size += len(piece)
        try:
            if self._size > LARGEST:
                raise TooMuch(self._name, self._size)
            if self._size > self._room:
                raise TooMuchWaits
            self._file.write(piece)
        except OSError as error:
            self.give_up()
            raise CannotHold(error) from error
        except ValueError:
            self.give_up()
            raise

    def keep(self) -> None:
        """Let the file wait: it has come to its end.

        Raises
        ------
        CannotHold
            the file is given up then.
        """
        try:
            self._file.close()
            with _private(self._path.with_suffix(f".{_NAME}")) as name:
                name.write(self._name.encode("utf-8", "replace"))
            self._path.rename(self._path.with_suffix(f".{_CONTENT}"))
        except OSError as error:
            self.give_up()
            raise CannotHold(error) from error

    def give_up(self) -> None:
        """Let go what has come."""
        with suppress(OSError):
            self._file.close()
        for suffix in (_ARRIVING, _NAME):
            self._path.with_suffix(f".{suffix}").unlink(missing_ok=True)
        with suppress(OSError):  # others wait beside it
            self._path.parent.rmdir()


def hold(stream: BinaryIO, name: str, *, token: str | None = None) -> Held:
    """Keep one more file; with a token beside those that wait under it already.

    Raises
    ------
    NotHeld, TooMuch, TooMuchWaits, CannotHold
        the file is not kept then.
    """
    token = token or new_token()
    arriving = Arriving(name, token=token)
    try:
        while piece := stream.read(CHUNK):
            arriving.write(piece)
    except BaseException:
        arriving.give_up()
        raise
    arriving.keep()
    return held(token)


def note(token: str, words: str) -> None:
    """Lay a note beside files that wait, in the place of an earlier one.

    Raises
    ------
    NotHeld, CannotHold
    """
    path = _contents(token)[0].parent / _NOTE
    new = path.with_suffix(f".{_ARRIVING}")
    try:
        new.unlink(missing_ok=True)
        with _private(new) as file:
            file.write(words.encode("utf-8", "replace"))
        new.replace(path)
    except OSError as error:
        raise CannotHold(error) from error


def noted(token: str) -> str:
    """The note beside files that wait; nothing where there is none.

    Raises
    ------
    NotHeld
    """
    path = _contents(token)[0].parent / _NOTE
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def held(token: str) -> Held:
    """The files that wait under a token.

    Raises
    ------
    NotHeld
    """
    paths = _contents(token)
    return Held(
        token=token,
        names=tuple(_name(path) for path in paths),
        size=sum(path.stat().st_size for path in paths),
    )


@contextmanager
def opened(token: str) -> Iterator[tuple[Source, ...]]:
    """The files that wait under a token, open for reading.

    Raises
    ------
    NotHeld
    """
    with ExitStack() as stack:
        sources: list[Source] = []
        for path in _contents(token):
            source = stack.enter_context(source_of_file(path))
            sources.append(Source(_name(path), source.size, source.stream))
        yield tuple(sources)


def drop(token: str) -> None:
    """Let the files under a token go; where there are none nothing happens."""
    shutil.rmtree(_folder(token), ignore_errors=True)


def sweep(*, now: float | None = None) -> int:
    """Let go what has waited for more than a day; how many groups of files that were."""
    moment = time.time() if now is None else now
    count = 0
    for folder in _all():
        if moment - folder.stat().st_mtime > _A_DAY:
            shutil.rmtree(folder, ignore_errors=True)
            count += 1
    return count


def _folder(token: str) -> Path:
    if len(token) != 2 * _TOKEN_BYTES or not _DIGITS.issuperset(token):
        raise NotHeld
    return ledger_file().parent / FOLDER / token


def _all() -> list[Path]:
    top = ledger_file().parent / FOLDER
    return sorted(top.iterdir()) if top.is_dir() else []


def _contents(token: str) -> list[Path]:
    paths = sorted(_folder(token).glob(f"*.{_CONTENT}"))
    if not paths:
        raise NotHeld
    return paths


def _name(path: Path) -> str:
    return path.with_suffix(f".{_NAME}").read_text(encoding="utf-8")


def _private(path: Path) -> BinaryIO:
    """A new file that nobody else may read."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE_FILE)
    return os.fdopen(descriptor, "wb")


def _bytes_waiting() -> int:
    return sum(file.stat().st_size for folder in _all() for file in folder.iterdir())
