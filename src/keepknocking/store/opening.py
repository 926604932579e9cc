"""Opening the ledger on disk: made on first need, for its owner only, and never touched blindly.

A file that is newer than this program, damaged, or no ledger at all is refused with a sentence
before anything is written to it. The tables of an older program are brought up to date, after a
copy of the file has been put beside it.
"""

import errno
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from tempfile import mkstemp

from django.db import (
    DEFAULT_DB_ALIAS,
    DatabaseError,
    IntegrityError,
    ProgrammingError,
    connection,
    connections,
)
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

_PRIVATE_FOLDER = 0o700  # by definition: entered by its owner only
_FULL = (errno.ENOSPC, errno.EDQUOT)
_ROOM = "store"
_APART = "apart"  # by definition: how Django calls the connection to another file


class LedgerUnusable(ValueError):
    """A ledger that cannot be used as things are. Whatever is in it is still there."""


class LedgerMissing(LedgerUnusable):
    """No ledger where it should be."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"there is no ledger at {path} yet: begin one with knock init")


class LedgerThere(LedgerUnusable):
    """A ledger where a new one should begin."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is there already, and nothing was changed")


class LedgerNewer(LedgerUnusable):
    """A ledger written by a newer program."""

    def __init__(self, path: Path, unknown: str) -> None:
        super().__init__(
            f"{path} was written by a newer Keep Knocking (it has {unknown}): "
            "install the newer one; nothing was changed"
        )


class LedgerDamaged(LedgerUnusable):
    """A file that is not a ledger, or not a whole one."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path} is damaged or not a ledger ({why}): put back a copy of it; nothing was changed"
        )


class LedgerLocked(LedgerUnusable):
    """A ledger that another program holds."""

    def __init__(self) -> None:
        super().__init__(
            "the ledger is held by another program just now: nothing was written; "
            "try again in a moment"
        )


class LedgerReadOnly(LedgerUnusable):
    """A ledger that may not be written, or not even read."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} may not be opened for writing: nothing was changed; "
            "give yourself the right to read and write the file and its folder"
        )


class DiskFull(LedgerUnusable):
    """No room left to write."""

    def __init__(self) -> None:
        super().__init__("the disk is full: nothing was written; make room and try again")


def ledger_file() -> Path:
    """Where the ledger lies."""
    return Path(str(connection.settings_dict["NAME"]))


def open_ledger() -> None:
    """Make sure that the ledger is there, and no older or newer than this program.

    Raises
    ------
    LedgerMissing, LedgerNewer, LedgerDamaged, LedgerLocked, LedgerReadOnly, DiskFull
        nothing is written then.
    """
    path = ledger_file()
    with disk_said_plainly():
        applied = _applied(path)
        known = known_migrations()
        unknown = sorted(applied - known)
        if unknown:
            raise LedgerNewer(path, unknown[-1])
        if applied < known:
            _bring_up_to_date(path, missing=min(known - applied))


def make_ledger() -> Path:
    """Make an empty ledger that only its owner can read, in a folder only she can enter.

    It comes into its place whole: whatever stops this half-way, no ledger is there, and it can be
    begun again. A ledger that was made and never written to counts as just made.

    Raises
    ------
    LedgerThere, LedgerReadOnly, DiskFull
    """
    path = ledger_file()
    if os.path.lexists(path):
        if _is_unused(path):
            return path
        raise LedgerThere(path)
    with disk_said_plainly():
        path.parent.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
        with file_apart(path) as made:
            with _connected_to(made) as database:
                _migrate(database)
            try:
                os.link(made, path)
            except FileExistsError:
                raise LedgerThere(path) from None
    return path


def known_migrations() -> frozenset[str]:
    """The steps that a ledger of this program has behind it."""
    module, _ = MigrationLoader.migrations_module(_ROOM)
    folders = import_module(str(module)).__path__
    return frozenset(found.name for found in iter_modules(folders) if found.name[0].isdigit())


@contextmanager
def said_plainly() -> Iterator[None]:
    """Whatever the database refuses inside, as one sentence.

    A mistake of this program (a wrong statement, a broken rule) is not hidden.
    """
    try:
        yield
    except (ProgrammingError, IntegrityError):
        raise
    except (DatabaseError, sqlite3.DatabaseError) as error:
        raise plain(error) from error


@contextmanager
def disk_said_plainly() -> Iterator[None]:
    """As `said_plainly`, and whatever the disk refuses."""
    try:
        with said_plainly():
            yield
    except OSError as error:
        raise plain(error) from error


def plain(error: BaseException) -> LedgerUnusable:
    """The sentence for what a database or a disk refused."""
    path = ledger_file()
    if isinstance(error, OSError):
        return DiskFull() if error.errno in _FULL else LedgerReadOnly(path)
    refusal = error if isinstance(error, sqlite3.Error) else error.__cause__
    # The first word after SQLITE: SQLITE_READONLY_DIRECTORY is a READONLY.
    name = str(getattr(refusal, "sqlite_errorname", "")).removeprefix("SQLITE_").split("_")[0]
    if name in ("BUSY", "LOCKED"):
        return LedgerLocked()
    if name in ("READONLY", "CANTOPEN", "PERM"):
        return LedgerReadOnly(path)
    if name == "FULL":
        return DiskFull()
    return LedgerDamaged(path, str(error))


def _applied(path: Path) -> frozenset[str]:
    """The steps that the file has behind it, read before anything may write to it."""
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise LedgerMissing(path) from None
    if stat.S_ISDIR(status.st_mode):
        raise LedgerDamaged(path, "it is a folder")
    if status.st_size == 0:
        raise LedgerDamaged(path, "it is empty")
    with looked_into(path) as file:
        tables = file.execute("SELECT name FROM sqlite_master WHERE name = 'django_migrations'")
        found = tables.fetchall() and file.execute(
            "SELECT name FROM django_migrations WHERE app = ?", (_ROOM,)
        )
        applied = frozenset(name for (name,) in found)
    if not applied:
        raise LedgerDamaged(path, "it has none of the ledger's tables")
    return applied


def _is_unused(path: Path) -> bool:
    """Whether this is a ledger of this program to which nothing was ever written."""
    try:
        with disk_said_plainly():
            if _applied(path) != known_migrations():
                return False
            with looked_into(path) as file:
                return file.execute("SELECT 1 FROM store_deed LIMIT 1").fetchone() is None
    except LedgerUnusable:
        return False


@contextmanager
def looked_into(path: Path) -> Iterator[sqlite3.Connection]:
    """The file as it is: unlike Django's, this connection sets nothing in it."""
    timeout = connection.settings_dict["OPTIONS"]["timeout"]
    address = f"{path.absolute().as_uri()}?mode=rw"
    with closing(sqlite3.connect(address, uri=True, timeout=timeout)) as file:
        yield file


@contextmanager
def file_apart(path: Path) -> Iterator[Path]:
    """An empty private file beside the path, gone afterwards with all that belongs to it."""
    number, name = mkstemp(prefix=f".{path.name}.", dir=path.parent)  # mkstemp: owner only
    os.close(number)
    apart = Path(name)
    try:
        yield apart
    finally:
        for end in ("", "-wal", "-shm", "-journal"):
            apart.with_name(apart.name + end).unlink(missing_ok=True)


@contextmanager
def _connected_to(path: Path) -> Iterator[BaseDatabaseWrapper]:
    """A connection like the one to the ledger, to another file."""
    database = connections.create_connection(DEFAULT_DB_ALIAS)
    database.settings_dict = {**connection.settings_dict, "NAME": path}
    database.alias = _APART
    connections[_APART] = database
    try:
        yield database
    finally:
        database.close()
        del connections[_APART]


def _migrate(database: BaseDatabaseWrapper) -> None:
    executor = MigrationExecutor(database)
    executor.migrate(executor.loader.graph.leaf_nodes())


def _bring_up_to_date(path: Path, *, missing: str) -> None:
    with file_apart(path) as copy:
        with looked_into(path) as file, closing(sqlite3.connect(copy)) as target:
            file.backup(target)
        copy.replace(path.with_name(f"{path.name}.before-{missing}"))
    try:
        _migrate(connections[DEFAULT_DB_ALIAS])
    except DatabaseError:
        if _applied(path) != known_migrations():  # or another window has done it just now
            raise
