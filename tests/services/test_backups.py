"""Backup and restore: the same ledger again, whoever has it open, and nothing lost on the way."""

import shutil
import sqlite3
import stat
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from keepknocking.exchange.backup import (
    BackupDamaged,
    BackupNewer,
    BackupUnreadable,
    CannotWriteBackup,
    Header,
    write_backup,
)
from keepknocking.services.backups import back_up, restore
from keepknocking.services.erasures import erase
from keepknocking.services.own_ledger import OwnLedger
from keepknocking.store import backups
from keepknocking.store.backups import as_ledger
from keepknocking.store.loading import load
from keepknocking.store.models import Deed, Person
from keepknocking.store.opening import (
    LedgerDamaged,
    LedgerLocked,
    LedgerMissing,
    LedgerThere,
    known_migrations,
)

TODAY = date(2026, 3, 12)
NOW = datetime(2026, 3, 12, 8, 30, tzinfo=UTC)
PAIR = "INSERT INTO store_deed (at, kind, told) VALUES ('2026-03-12 08:30:00', 'pair', '[]')"
NOBODY = """
INSERT INTO store_thanks ("on", place, deed_id, person_id) VALUES ('2026-03-02', 0, 1, 'nobody')
"""
TRIGGER = "CREATE TRIGGER x AFTER INSERT ON store_deed BEGIN DELETE FROM store_deed; END"
Tell = Callable[..., None]


@pytest.fixture
def tell(empty_home: OwnLedger) -> Tell:
    """Write lines into the ledger, each time a minute later."""
    moments = iter(NOW + timedelta(minutes=number) for number in range(1000))

    def told(*lines: str) -> None:
        empty_home.record(lines, today=TODAY, recorded_at=next(moments))

    return told


@pytest.fixture
def backup(tmp_path: Path, empty_home: OwnLedger, tell: Tell) -> Path:
    """A backup of a ledger that holds Ana and Ben."""
    tell("met Ana Reyes (Harbor Foods)", "met Ben Ode")
    path = tmp_path / "b.knock"
    back_up(empty_home, path, at=NOW, program="0.1.0")
    return path


def names(home: OwnLedger) -> set[str]:
    return {person.name for person in home.stored().ledger.people}


def beside(own_file: Path) -> set[str]:
    return {path.name for path in own_file.parent.iterdir()} - {
        f"{own_file.name}{end}" for end in ("", "-wal", "-shm")
    }


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as file:
        return sorted(line for line in file.iterdump() if "sqlite_sequence" not in line)


def test_the_ledger_comes_back_as_it_was(
    empty_home: OwnLedger, tell: Tell, backup: Path, own_file: Path
) -> None:
    before, rows = empty_home.stored().ledger, dump(own_file)
    tell("met Zoe Zed", "thanked Ana Reyes")
    done = restore(backup, at=NOW)
    assert empty_home.stored().ledger == before
    assert dump(own_file) == rows
    assert done.facts == 4
    assert (done.made_at, done.erased, done.erasures_known) == (NOW, 0, True)
    assert done.aside is not None
    assert done.aside.name == "ledger.sqlite3.before-restore-2026-03-12T08-30-00"
    assert stat.S_IMODE(done.aside.stat().st_mode) == 0o600
    assert beside(own_file) == {done.aside.name}


def test_the_ledger_of_before_is_put_aside_whole(
    empty_home: OwnLedger, tell: Tell, backup: Path
) -> None:
    tell("met Zoe Zed")
    now = empty_home.stored().ledger
    aside = restore(backup, at=NOW).aside
    assert aside is not None
    with as_ledger(aside):
        assert load().ledger == now
    assert "Zoe Zed" not in names(empty_home)


def test_two_restores_in_one_second_put_aside_two(empty_home: OwnLedger, backup: Path) -> None:
    asides = {restore(backup, at=NOW).aside for _ in range(2)}
    assert len(asides) == 2
    assert names(empty_home) == {"Ana Reyes", "Ben Ode"}


def test_a_copy_with_as_many_deeds_is_noticed(tell: Tell, backup: Path) -> None:
    tell("met Zoe Zed")
    other = OwnLedger()  # as a server that has the pages open
    assert "Zoe Zed" in names(other)
    assert other.remembered("many", lambda: len(names(other))) == 3
    restore(backup, at=NOW)
    tell("met Kim Well")
    assert names(other) == {"Ana Reyes", "Ben Ode", "Kim Well"}
    assert other.remembered("many", lambda: "anew") == "anew"


def test_a_file_that_was_copied_by_hand_is_noticed(
    tell: Tell, own_file: Path, tmp_path: Path
) -> None:
    tell("met Ana Reyes")
    connection.close()
    shutil.copy(own_file, tmp_path / "copy")
    tell("met Zoe Zed")
    other = OwnLedger()
    assert "Zoe Zed" in names(other)
    connection.close()
    shutil.copy(tmp_path / "copy", own_file)
    later = OwnLedger()
    for name in ("Kim Well", "Lee Bo"):
        later.record((f"met {name}",), today=TODAY, recorded_at=NOW + timedelta(days=1))
        assert names(other) == names(later)


def test_no_number_of_a_deed_is_given_twice(
    empty_home: OwnLedger, tell: Tell, backup: Path
) -> None:
    tell("met Zoe Zed")
    latest = empty_home.stored().revision
    restore(backup, at=NOW)
    tell("met Kim Well")
    assert empty_home.stored().revision == latest + 1


def test_no_number_of_a_row_that_is_gone_is_given_again(
    empty_home: OwnLedger, tell: Tell, tmp_path: Path, own_file: Path, empty_ledger_file: Path
) -> None:
    tell("met Ana Reyes")
    tell("met Ben Ode")
    used = Person.objects.get(name="Ben Ode").pk
    empty_home.take_back(recorded_at=NOW + timedelta(hours=1))
    path = tmp_path / "b.knock"
    back_up(empty_home, path, at=NOW, program="0.1.0")
    connection.close()
    shutil.copy(empty_ledger_file, own_file)
    restore(path, at=NOW)
    tell("met Kim Well")
    assert Person.objects.get(name="Kim Well").pk == used + 1


def test_whoever_reads_meanwhile_reads_one_ledger(
    empty_home: OwnLedger, tell: Tell, backup: Path, own_file: Path
) -> None:
    tell("met Zoe Zed")
    with closing(sqlite3.connect(own_file, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        people = "SELECT count(*) FROM store_person"
        assert reader.execute(people).fetchone() == (3,)
        restore(backup, at=NOW)
        assert reader.execute(people).fetchone() == (3,)
        reader.execute("COMMIT")
        assert reader.execute(people).fetchone() == (2,)
    assert names(empty_home) == {"Ana Reyes", "Ben Ode"}


def test_while_somebody_writes_it_is_refused(
    backup: Path, own_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.05)
    with closing(sqlite3.connect(own_file, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerLocked):
            restore(backup, at=NOW)
    assert beside(own_file) == set()


def test_where_there_is_none_yet_it_becomes_the_ledger(
    empty_home: OwnLedger, backup: Path, own_file: Path
) -> None:
    connection.close()
    shutil.rmtree(own_file.parent)
    done = restore(backup, at=NOW)
    assert done.aside is None
    assert names(OwnLedger()) == names(empty_home) == {"Ana Reyes", "Ben Ode"}
    assert stat.S_IMODE(own_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(own_file.parent.stat().st_mode) == 0o700
    assert beside(own_file) == set()


def test_a_log_that_was_left_behind_is_not_played_into_the_backup(
    empty_home: OwnLedger, tell: Tell, backup: Path, own_file: Path
) -> None:
    log = own_file.with_name(f"{own_file.name}-wal")
    tell("met Zoe Zed")
    assert log.stat().st_size
    kept = log.read_bytes()
    connection.close()
    own_file.unlink()
    log.write_bytes(kept)
    assert restore(backup, at=NOW).aside is None
    assert names(OwnLedger()) == names(empty_home) == {"Ana Reyes", "Ben Ode"}


@pytest.mark.parametrize("damage", ["text", "empty", "pages"])
def test_a_damaged_ledger_is_put_aside_and_replaced(
    tell: Tell, backup: Path, own_file: Path, damage: str
) -> None:
    tell("met Zoe Zed")
    connection.close()
    whole = own_file.read_bytes()
    content = {"text": b"not a ledger", "empty": b"", "pages": whole[:8192] + bytes(len(whole))}
    own_file.write_bytes(content[damage][: len(whole)])
    done = restore(backup, at=NOW)
    assert names(OwnLedger()) == {"Ana Reyes", "Ben Ode"}
    assert done.aside is not None
    assert done.aside.read_bytes() == content[damage][: len(whole)]
    assert not done.erasures_known


def test_whom_she_erased_since_is_erased_again(
    empty_home: OwnLedger, backup: Path, own_file: Path
) -> None:
    (ana,) = (one for one in empty_home.stored().ledger.people if one.name == "Ana Reyes")
    erase(empty_home, ana.id, at=NOW + timedelta(hours=1))
    done = restore(backup, at=NOW + timedelta(hours=2))
    assert done.erased == 1
    assert names(empty_home) == {"Ben Ode"}
    connection.close()
    assert b"Ana Reyes" not in own_file.read_bytes()


@pytest.fixture
def forged(tmp_path: Path, empty_home: OwnLedger, own_file: Path) -> Iterator[Callable[..., Path]]:
    """A backup with right sums of a ledger on which something was done."""
    tried = tmp_path / "tried"

    def make(*statements: str, migrations: tuple[str, ...] = ()) -> Path:
        empty_home.stored()
        connection.close()
        shutil.copy(own_file, tried)
        with closing(sqlite3.connect(tried, isolation_level=None)) as file:
            for statement in statements:
                file.execute(statement)
        path = tmp_path / "forged.knock"
        header = Header(program="9", migrations=migrations, made_at=NOW, size=tried.stat().st_size)
        write_backup(path, tried, header, replace=True)
        return path

    yield make
    connection.close()


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("DROP TABLE store_effort", "it holds no whole ledger"),
        ("DROP TABLE django_migrations", "it holds no whole ledger"),
        ("DELETE FROM django_migrations", "it holds no ledger"),
        ("CREATE VIEW x AS SELECT 1", "it holds more than a ledger"),
        (TRIGGER, "it holds more than a ledger"),
        (NOBODY, "a fact in it names somebody who is not there"),
        ("UPDATE store_person SET name = ' '", "it holds no whole ledger"),
    ],
)
def test_a_whole_file_with_another_ledger_in_it_is_refused(
    empty_home: OwnLedger,
    tell: Tell,
    forged: Callable[..., Path],
    own_file: Path,
    statement: str,
    words: str,
) -> None:
    tell("met Ana Reyes")
    before = empty_home.stored().ledger
    with pytest.raises(BackupDamaged, match=words):
        restore(forged(statement), at=NOW)
    assert OwnLedger().stored().ledger == before
    assert beside(own_file) == set()


def test_a_row_that_no_ledger_has_is_refused(
    empty_home: OwnLedger, tell: Tell, forged: Callable[..., Path], own_file: Path
) -> None:
    tell("met Ana Reyes")
    path = forged(
        "DROP TABLE store_takenfile",
        "CREATE TABLE store_takenfile (id, folder, name, characters, digest, deed_id)",
        "INSERT INTO store_takenfile (id) VALUES (1)",
    )
    with pytest.raises(BackupDamaged, match="a row in it is not as a ledger has them"):
        restore(path, at=NOW)
    assert names(empty_home) == {"Ana Reyes"}
    assert beside(own_file) == set()


def test_what_sqlite_itself_finds_broken_is_refused(
    tell: Tell, forged: Callable[..., Path]
) -> None:
    tell("met Ana Reyes")
    path = forged(
        "CREATE TABLE z (a)",
        "INSERT INTO z VALUES (NULL)",
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = 'CREATE TABLE z (a NOT NULL)' WHERE name = 'z'",
    )
    with pytest.raises(BackupDamaged, match="it holds no whole ledger"):
        restore(path, at=NOW)


def test_a_ledger_that_was_begun_meanwhile_is_not_lost(tmp_path: Path, backup: Path) -> None:
    begun = tmp_path / "begun"
    begun.write_bytes(b"first")
    with pytest.raises(LedgerThere):
        backups._link(backup, begun)  # noqa: SLF001 (the moment cannot be met otherwise)
    assert begun.read_bytes() == b"first"


def test_damage_that_shows_late_puts_the_file_aside(
    tell: Tell, backup: Path, own_file: Path
) -> None:
    tell("met Zoe Zed")
    connection.close()
    root = "SELECT rootpage FROM sqlite_master WHERE name = 'store_person'"
    with closing(sqlite3.connect(own_file)) as file:
        (page,) = file.execute(root).fetchone()
    whole = bytearray(own_file.read_bytes())
    whole[(page - 1) * 4096 : page * 4096] = bytes(4096)
    own_file.write_bytes(whole)
    done = restore(backup, at=NOW)
    assert done.erasures_known
    assert done.aside is not None
    assert done.aside.read_bytes() == whole
    assert names(OwnLedger()) == {"Ana Reyes", "Ben Ode"}
    assert beside(own_file) == {done.aside.name}


@pytest.mark.parametrize("where", ["header", "ledger"])
def test_a_newer_one_is_refused(forged: Callable[..., Path], where: str) -> None:
    newer = "INSERT INTO django_migrations (app, name, applied) VALUES ('store', '9999_x', '')"
    path = forged(migrations=("9999_x",)) if where == "header" else forged(newer)
    with pytest.raises(BackupNewer, match=r"newer Keep Knocking \(it has 9999_x\)"):
        restore(path, at=NOW)


def test_an_older_one_is_brought_up_to_date(
    empty_home: OwnLedger, tell: Tell, forged: Callable[..., Path]
) -> None:
    tell("met Ana Reyes")
    last = max(known_migrations())
    gone = (
        "store_importdone store_origin store_proposal store_erasure store_takenfile store_opposed "
        "store_contactdetail"
    )
    path = forged(
        *(f"DROP TABLE {name}" for name in gone.split()),
        "ALTER TABLE store_event DROP COLUMN begins",
        "ALTER TABLE store_event DROP COLUMN place_name",
        "ALTER TABLE store_seal DROP COLUMN erased_at",
        "DELETE FROM django_migrations WHERE name = '0002_what_came_in'",
    )
    assert last == "0002_what_came_in", "a newer step: undo that one here"
    tell("met Ben Ode")
    restore(path, at=NOW)
    assert names(empty_home) == {"Ana Reyes"}


def test_a_broken_file_changes_nothing(
    empty_home: OwnLedger, tell: Tell, backup: Path, own_file: Path
) -> None:
    tell("met Zoe Zed")
    before = dump(own_file)
    whole = backup.read_bytes()
    for content in (b"", whole[:-1], whole[:200], whole + b"x", zlib.compress(whole)):
        backup.write_bytes(content)
        with pytest.raises(BackupUnreadable, match="nothing was changed"):
            restore(backup, at=NOW)
    assert dump(own_file) == before
    assert beside(own_file) == set()
    assert "Zoe Zed" in names(empty_home)


def test_a_backup_is_one_moment_while_others_write(
    empty_home: OwnLedger, tell: Tell, tmp_path: Path, own_file: Path
) -> None:
    tell("met Ana Reyes")
    stop, path = threading.Event(), tmp_path / "b.knock"

    def write() -> None:
        with closing(sqlite3.connect(own_file, isolation_level=None, timeout=30)) as file:
            while not stop.is_set():
                file.execute("BEGIN IMMEDIATE")
                for _ in range(2):
                    file.execute(PAIR)
                file.execute("COMMIT")
                stop.wait(0.01)  # and let others write

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(3):
            back_up(empty_home, path, at=NOW, program="0.1.0", replace=True)
            restored = restore(path, at=NOW)
            assert restored.aside is not None
            with as_ledger(restored.aside):
                assert Deed.objects.filter(kind="pair").count() % 2 == 0
    finally:
        stop.set()
        writer.join()
    assert Deed.objects.filter(kind="pair").count() % 2 == 0


@pytest.mark.parametrize("end", ["", "-wal"])
def test_the_ledger_itself_is_no_place_for_it(
    empty_home: OwnLedger, tell: Tell, own_file: Path, end: str
) -> None:
    tell("met Ana Reyes")
    path = own_file.with_name(own_file.name + end)
    with pytest.raises(CannotWriteBackup, match="that is the ledger itself"):
        back_up(empty_home, path, at=NOW, program="0.1.0", replace=True)


def test_no_backup_is_made_of_what_is_not_there_or_damaged(
    empty_home: OwnLedger, tell: Tell, own_file: Path, tmp_path: Path
) -> None:
    tell("met Ana Reyes")
    empty_home.stored()
    with closing(sqlite3.connect(own_file, isolation_level=None)) as file:
        file.execute("CREATE VIEW x AS SELECT 1")
    with pytest.raises(LedgerDamaged, match="it holds more than a ledger"):
        back_up(empty_home, tmp_path / "b", at=NOW, program="0.1.0")
    connection.close()
    own_file.unlink()
    with pytest.raises(LedgerMissing):
        back_up(OwnLedger(), tmp_path / "b", at=NOW, program="0.1.0")
    assert not (tmp_path / "b").exists()
