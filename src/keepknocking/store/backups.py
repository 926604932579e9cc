"""Copies of the ledger's file: taken while others write, looked at closely, put back in one step.

A copy is taken with SQLite's own online backup, so that it is the ledger as it stood at one moment.
A ledger that others may have open is never replaced as a file: what they hold open would go on
without them, and the write-ahead log beside it belongs to the old one. Its rows are replaced by
those of the copy, in one transaction, which every other program sees as one deed. Only where there
is no ledger, or none that can be opened, the copy itself becomes the file.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor

from keepknocking.store.loading import Stored, load
from keepknocking.store.opening import (
    LedgerThere,
    LedgerUnusable,
    disk_said_plainly,
    file_apart,
    known_migrations,
    ledger_file,
    looked_into,
    open_ledger,
)

_PRIVATE_FOLDER = 0o700  # by definition: entered by its owner only
_MIGRATIONS = "django_migrations"
_BESIDE = ("", "-wal", "-shm", "-journal")
"""What belongs to a ledger in use, by the ends of the names."""
_NUMBERS = (
    """
    INSERT INTO main.sqlite_sequence (name, seq)
    SELECT name, seq FROM restored.sqlite_sequence
    WHERE name NOT IN (SELECT name FROM main.sqlite_sequence)
    """,
    """
    UPDATE main.sqlite_sequence SET seq = max(seq, coalesce((
        SELECT theirs.seq FROM restored.sqlite_sequence AS theirs
        WHERE theirs.name = main.sqlite_sequence.name
    ), 0))
    """,
)
"""No number of a row or a deed is ever given twice: a page that is open may still name one."""


class CopyUnusable(ValueError):
    """A copy that cannot become the ledger; the words stand in the middle of a sentence."""


class CopyNewer(CopyUnusable):
    """A copy of a ledger of a newer program; the words are the step that is not known here."""


@contextmanager
def copy_of_ledger() -> Iterator[Path]:
    """The ledger as it stands now, in one private file that is gone afterwards.

    Raises
    ------
    LedgerUnusable
    """
    open_ledger()
    with disk_said_plainly(), file_apart(ledger_file()) as copy:
        _copy(ledger_file(), copy)
        yield copy


@contextmanager
def room_for_copy() -> Iterator[Path]:
    """An empty private file where the ledger lies or will lie; gone afterwards."""
    path = ledger_file()
    with disk_said_plainly():
        path.parent.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
        with file_apart(path) as room:
            yield room


@contextmanager
def as_ledger(copy: Path) -> Iterator[None]:
    """Within, this thread's ledger is the copy."""
    before = connections[DEFAULT_DB_ALIAS]
    database = connections.create_connection(DEFAULT_DB_ALIAS)
    database.settings_dict = {**before.settings_dict, "NAME": copy}
    connections[DEFAULT_DB_ALIAS] = database
    try:
        yield
    finally:
        database.close()
        connections[DEFAULT_DB_ALIAS] = before


def made_ready(copy: Path) -> Stored:
    """Look at a copy closely, bring it up to date, and say what it holds.

    Raises
    ------
    CopyUnusable, CopyNewer
    """
    try:
        with closing(sqlite3.connect(copy)) as file:
            _check(file)
        with as_ledger(copy):
            executor = MigrationExecutor(connection)
            executor.migrate(executor.loader.graph.leaf_nodes())
            return load()
    except (sqlite3.DatabaseError, DatabaseError, LedgerUnusable) as error:
        raise CopyUnusable("it holds no whole ledger") from error


def put_back(copy: Path, *, at: datetime) -> Path | None:
    """Make the copy the ledger in one step; where the present ledger was put aside, if any is.

    Raises
    ------
    LedgerUnusable, CopyUnusable
        nothing is changed then.
    """
    path, aside = ledger_file(), _aside(at)
    with disk_said_plainly():
        _in_one_file(copy)
        if not os.path.lexists(path):
            connection.close()
            _set_aside(path, aside)  # a log that was left behind would be played into the copy
            _link(copy, path)
            return None
        _replace_rows(path, copy, aside)
    return aside


def put_back_for_damaged(copy: Path, *, at: datetime) -> Path:
    """Make the copy the ledger where the present file cannot be opened; where that one lies now.

    Raises
    ------
    LedgerUnusable
    """
    path, aside = ledger_file(), _aside(at)
    connection.close()  # or this thread goes on with the old file under its new name
    with disk_said_plainly():
        _in_one_file(copy)
        _set_aside(path, aside)
        _link(copy, path)
    return aside


def _check(file: sqlite3.Connection) -> None:
    if file.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        raise CopyUnusable("it holds no whole ledger")
    if file.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise CopyUnusable("a fact in it names somebody who is not there")
    kinds = {kind for (kind,) in file.execute("SELECT type FROM sqlite_master")}
    if not kinds <= {"table", "index"}:
        raise CopyUnusable("it holds more than a ledger")
    rows = file.execute(f"SELECT name FROM {_MIGRATIONS} WHERE app = 'store'")  # noqa: S608 (our name)  # nosec B608
    applied = {name for (name,) in rows}
    if not applied:
        raise CopyUnusable("it holds no ledger")
    if unknown := sorted(applied - known_migrations()):
        raise CopyNewer(unknown[-1])


def _copy(path: Path, into: Path) -> None:
    """The file as it stands at this moment, whoever writes to it."""
    with looked_into(path) as file, closing(sqlite3.connect(into)) as target:
        file.backup(target)
    _in_one_file(into)


def _in_one_file(copy: Path) -> None:
    """All of a copy that nobody has open is in its one file afterwards."""
    with closing(sqlite3.connect(copy)) as file:
        file.execute("PRAGMA journal_mode = DELETE").fetchall()
    descriptor = os.open(copy, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _aside(at: datetime) -> Path:
    """A name that is free, for the ledger that was there before."""
    path = ledger_file()
    wanted = f"{path.name}.before-restore-{at:%Y-%m-%dT%H-%M-%S}"
    names = (wanted, *(f"{wanted}-{number}" for number in range(2, 100)))
    return next(free for name in names if not os.path.lexists(free := path.with_name(name)))


def _set_aside(path: Path, aside: Path) -> None:
    """Give a file, and what belongs to it, another name, as far as they are there."""
    for end in _BESIDE:
        old = path.with_name(path.name + end)
        if os.path.lexists(old):
            old.rename(aside.with_name(aside.name + end))


def _link(copy: Path, path: Path) -> None:
    try:
        os.link(copy, path)
    except FileExistsError:
        raise LedgerThere(path) from None


def _replace_rows(path: Path, copy: Path, aside: Path) -> None:
    with looked_into(path) as ledger:
        ledger.isolation_level = None
        ledger.execute("ATTACH DATABASE ? AS restored", (str(copy),))
        ledger.execute("BEGIN IMMEDIATE")
        try:
            # Nobody else can write now, so what is put aside is all there was.
            with file_apart(path) as kept:
                _copy(path, kept)
                _link(kept, aside)
            _fill(ledger)
            ledger.execute("COMMIT")
        except BaseException:
            aside.unlink(missing_ok=True)
            raise  # and with its connection the transaction is gone


def _fill(ledger: sqlite3.Connection) -> None:
    """Put the rows of the attached file in the place of all rows, inside a transaction."""
    tables = "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    names = [name for (name,) in ledger.execute(tables) if name != _MIGRATIONS]
    for name in names:
        ledger.execute(f'DELETE FROM main."{name}"')  # noqa: S608 (a table of our own)  # nosec B608
    try:
        for name in names:
            found = ledger.execute(f'PRAGMA main.table_info("{name}")')
            columns = ", ".join(f'"{column[1]}"' for column in found)
            rows = f'SELECT {columns} FROM restored."{name}"'  # noqa: S608 (the same)  # nosec B608
            ledger.execute(f'INSERT INTO main."{name}" ({columns}) {rows}')
    except sqlite3.IntegrityError as error:
        raise CopyUnusable("a row in it is not as a ledger has them") from error
    for statement in _NUMBERS:
        ledger.execute(statement)
