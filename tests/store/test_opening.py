"""A ledger that cannot be used costs one clear sentence, and nothing of it is lost."""

import json
import os
import random
import sqlite3
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction
from django.test import override_settings

from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.moments import When
from keepknocking.ledger.people import Person
from keepknocking.ledger.searches import Note, Search
from keepknocking.store import models, opening
from keepknocking.store.journal import note_deed
from keepknocking.store.loading import load
from keepknocking.store.models import Deed
from keepknocking.store.opening import (
    DiskFull,
    LedgerDamaged,
    LedgerLocked,
    LedgerMissing,
    LedgerNewer,
    LedgerReadOnly,
    LedgerThere,
    LedgerUnusable,
    known_migrations,
    make_ledger,
    open_ledger,
    plain,
    said_plainly,
)
from keepknocking.store.saving import save

DAY = When(date(2026, 3, 2))
NOW = datetime(2026, 3, 12, 20, 30, tzinfo=UTC)
NOBODY = 65534  # by convention
PEOPLE = tuple(
    Person(id=f"p-{number}", name=f"P {number}", known=DAY, role="r" * 50) for number in range(400)
)


def write(ledger: Ledger) -> None:
    with said_plainly(), transaction.atomic():
        save(load(), ledger, note_deed("test", (), at=NOW))


@pytest.fixture
def filled(ledger_path: Path) -> Path:
    """A ledger with four hundred people, and nobody connected to it."""
    write(Ledger(people=PEOPLE))
    connection.close()
    return ledger_path


def contents(path: Path) -> dict[str, bytes]:
    """Every file of the ledger's folder that says anything."""
    return {file.name: data for file in path.parent.iterdir() if (data := file.read_bytes())}


# --- the connection ---------------------------------------------------------------------------


def pragmas() -> dict[str, object]:
    with connection.cursor() as cursor:
        return {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }


WANTED = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


def test_what_is_written_stays_written_on_every_connection(ledger_path: Path) -> None:
    del ledger_path
    assert pragmas() == WANTED
    found: list[dict[str, object]] = []

    def look() -> None:
        found.append(pragmas())
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert found == [WANTED]


def test_a_transaction_holds_the_ledger_from_its_beginning(ledger_path: Path) -> None:
    with transaction.atomic():
        Deed.objects.count()  # nothing but a look
        other = sqlite3.connect(ledger_path, timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        assert other.execute("SELECT count(*) FROM store_deed").fetchone() == (0,)
    other.execute("BEGIN IMMEDIATE")
    other.close()


def test_a_fact_about_nobody_is_refused_by_the_file_itself(ledger_path: Path) -> None:
    del ledger_path

    def thank_nobody() -> None:
        with said_plainly(), transaction.atomic():
            deed = note_deed("test", (), at=NOW)
            models.Thanks.objects.create(on="2026-03-02", person_id="nobody", deed=deed)

    with pytest.raises(IntegrityError):
        thank_nobody()
    assert Deed.objects.count() == 0


# --- making -----------------------------------------------------------------------------------


def test_only_its_owner_can_enter_the_folder_and_read_the_files(own_file: Path) -> None:
    before = os.umask(0)
    try:
        assert make_ledger() == own_file
        write(Ledger(people=PEOPLE))
        files = {file.name: stat.S_IMODE(file.stat().st_mode) for file in own_file.parent.iterdir()}
    finally:
        os.umask(before)
    assert files == dict.fromkeys([own_file.name + end for end in ("", "-wal", "-shm")], 0o600)
    assert stat.S_IMODE(own_file.parent.stat().st_mode) == 0o700


def test_a_new_ledger_is_empty_and_as_this_program_wants_it(own_file: Path) -> None:
    make_ledger()
    open_ledger()
    assert load().ledger == Ledger()
    connection.close()
    assert [file.name for file in own_file.parent.iterdir()] == [own_file.name]


def test_one_that_was_made_and_never_used_counts_as_just_made(own_file: Path) -> None:
    assert make_ledger() == make_ledger() == own_file


def test_one_that_is_there_is_never_touched(filled: Path) -> None:
    before = contents(filled)
    with pytest.raises(LedgerThere, match="is there already, and nothing was changed"):
        make_ledger()
    assert contents(filled) == before
    for other in (b"", b"my diary"):
        filled.write_bytes(other)
        with pytest.raises(LedgerThere):
            make_ledger()
        assert filled.read_bytes() == other


def test_who_comes_second_at_the_same_moment_is_told(
    own_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = f"migrations.RunPython(lambda *_: open({str(own_file)!r}, 'w').close()),"
    with (
        a_program_with_one_step_more(tmp_path, "made_at_once", other, monkeypatch),
        pytest.raises(LedgerThere),
    ):
        make_ledger()
    assert {file.name: file.stat().st_size for file in own_file.parent.iterdir()} == {
        own_file.name: 0
    }


def test_where_making_fails_nothing_is_left(
    own_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        a_program_with_one_step_more(tmp_path, "not_made", WRONG, monkeypatch),
        pytest.raises(LedgerDamaged),
    ):
        make_ledger()
    assert list(own_file.parent.iterdir()) == []
    make_ledger()


def test_a_folder_that_is_a_file(own_file: Path) -> None:
    own_file.parent.write_text("in the way")
    with pytest.raises(LedgerReadOnly):
        make_ledger()
    with pytest.raises(LedgerMissing):
        open_ledger()


# --- what may be found where a ledger should be -----------------------------------------------


def test_no_ledger_yet(own_file: Path) -> None:
    with pytest.raises(LedgerMissing, match=r"there is no ledger at .* yet: begin one"):
        open_ledger()
    assert not own_file.parent.exists()


def other_database(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE recipes (name TEXT)")
    other.commit()
    other.close()


def other_django(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE django_migrations (app TEXT, name TEXT)")
    other.commit()
    other.close()


@pytest.mark.parametrize(
    ("put", "why"),
    [
        (lambda path: path.touch(), "it is empty"),
        (lambda path: path.write_text("Dear diary,\n" * 1000), "not a database"),
        (lambda path: path.write_bytes(bytes(8192)), "not a database"),
        (other_database, "none of the ledger's tables"),
        (other_django, "none of the ledger's tables"),
    ],
)
def test_a_file_that_is_no_ledger_is_refused_and_not_touched(
    own_file: Path, put: Callable[[Path], None], why: str
) -> None:
    own_file.parent.mkdir()
    put(own_file)
    before = contents(own_file)
    with pytest.raises(LedgerDamaged, match=why):
        open_ledger()
    connection.close()
    assert contents(own_file) == before


def test_a_folder_is_no_ledger(own_file: Path) -> None:
    own_file.mkdir(parents=True)
    with pytest.raises(LedgerDamaged, match="it is a folder"):
        open_ledger()


def opened_and_loaded() -> Ledger:
    open_ledger()
    with said_plainly():
        return load().ledger


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_ledger_cut_short_is_told(filled: Path, part: float) -> None:
    data = filled.read_bytes()
    filled.write_bytes(data[: int(len(data) * part)])
    with pytest.raises(LedgerDamaged, match=r"is damaged or not a ledger .* put back a copy"):
        opened_and_loaded()
    connection.close()
    assert filled.read_bytes() == data[: int(len(data) * part)]


@pytest.mark.parametrize("seed", range(12))
def test_random_bytes_in_the_middle_are_told_or_do_no_harm(filled: Path, seed: int) -> None:
    data = bytearray(filled.read_bytes())
    rng = random.Random(seed)  # noqa: S311 (no secret)
    size = rng.choice([16, 512, 4096])
    start = rng.randrange(100, len(data) - size)
    data[start : start + size] = rng.randbytes(size)
    filled.write_bytes(data)
    try:
        ledger = opened_and_loaded()
    except LedgerDamaged:
        connection.close()
        assert filled.read_bytes() == data
    else:
        # An index, an unused page, or letters of a role, which no file can know to be wrong.
        assert len(ledger.people) == len(PEOPLE)


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("UPDATE store_person SET \"on\" = 'some day' WHERE id = 7", "Invalid isoformat"),
        ("UPDATE store_person SET recorded_at = 'then' WHERE id = 7", "Invalid isoformat"),
        ("UPDATE store_person SET name = ' ' WHERE id = 7", "needs a name"),
        ("UPDATE store_person SET name = CAST(x'ff' AS TEXT) WHERE id = 7", "UTF-8"),
        ("UPDATE store_note SET person_id = 'nobody'", "no person with the id 'nobody'"),
        ("UPDATE store_search SET goal = 'fame'", "'fame' is not a valid Goal"),
        ("INSERT INTO store_search SELECT 9, * FROM (SELECT {} FROM store_search)", "two searches"),
        ("DROP TABLE store_tie", "no such table"),
    ],
)
def test_rows_that_make_no_ledger_are_told(filled: Path, statement: str, why: str) -> None:
    write(
        Ledger(
            people=PEOPLE,
            notes=(Note(text="", when=DAY, person="p-1"),),
            search=Search(started=DAY),
        )
    )
    connection.close()
    other = sqlite3.connect(filled)
    columns = [row[1] for row in other.execute("PRAGMA table_info(store_search)")][1:]
    other.execute(statement.format(", ".join(f'"{name}"' for name in columns)))
    other.commit()
    other.close()
    with pytest.raises(LedgerDamaged, match=why):
        opened_and_loaded()


# --- newer and older --------------------------------------------------------------------------


def test_a_ledger_of_a_newer_program_is_refused_and_not_touched(filled: Path) -> None:
    other = sqlite3.connect(filled)
    other.execute(
        "INSERT INTO django_migrations (app, name, applied) "
        "VALUES ('store', '0999_telepathy', '2036-01-01')"
    )
    other.commit()
    other.close()
    before = contents(filled)
    with pytest.raises(LedgerNewer, match=r"newer Keep Knocking .*0999_telepathy.* install the"):
        open_ledger()
    with pytest.raises(LedgerThere):
        make_ledger()
    assert contents(filled) == before


STEP = """
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0002_what_came_in")]
    operations = [
        {operation}
    ]
"""


@contextmanager
def a_program_with_one_step_more(
    folder: Path, name: str, operation: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    package = folder / name
    package.mkdir()
    first = "from keepknocking.store.migrations import __path__ as first\n"
    (package / "__init__.py").write_text(f"{first}__path__ += first\n")
    (package / "0003_more.py").write_text(STEP.format(operation=operation))
    monkeypatch.syspath_prepend(str(folder))
    with override_settings(MIGRATION_MODULES={"store": name}):
        yield


MORE = 'migrations.CreateModel("More", fields=[("id", models.AutoField(primary_key=True))]),'
WRONG = 'migrations.RunSQL("UPDATE nowhere SET x = 1"),'


def test_an_older_ledger_is_brought_up_to_date_after_a_copy_was_made(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = load().ledger
    with a_program_with_one_step_more(tmp_path, "one_step_more", MORE, monkeypatch):
        assert known_migrations() == {"0001_initial", "0002_what_came_in", "0003_more"}
        open_ledger()
        open_ledger()
        assert load().ledger == before
    connection.close()
    copy = filled.with_name("ledger.sqlite3.before-0003_more")
    assert {file.name for file in filled.parent.iterdir()} == {filled.name, copy.name}
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with pytest.raises(LedgerNewer, match="0003_more"):
        open_ledger()
    monkeypatch.setitem(connection.settings_dict, "NAME", copy)
    open_ledger()
    assert load().ledger == before


def test_a_step_that_fails_leaves_the_ledger_as_it_was(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del filled
    wrong = f"{MORE} {WRONG}"
    with (
        a_program_with_one_step_more(tmp_path, "a_wrong_step", wrong, monkeypatch),
        pytest.raises(LedgerDamaged, match="no such table: nowhere"),
    ):
        open_ledger()
    open_ledger()
    assert load().ledger == Ledger(people=PEOPLE)


def test_a_step_that_another_window_takes_at_the_same_time_is_taken_once(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del filled
    migrate = opening._migrate  # noqa: SLF001 (the step itself)

    def twice(database: object) -> None:
        migrate(database)  # type: ignore[arg-type]
        raise OperationalError("table exists already")

    with a_program_with_one_step_more(tmp_path, "a_step_of_two", MORE, monkeypatch):
        monkeypatch.setattr(opening, "_migrate", twice)
        open_ledger()
        assert load().ledger == Ledger(people=PEOPLE)


# --- rights, locks and room -------------------------------------------------------------------


def as_nobody(do: Callable[[], object]) -> str:
    """What somebody without rights over the folder is told: the class and the sentence."""
    ours, theirs = os.pipe()
    connection.close()
    child = os.fork()
    if child == 0:
        if os.geteuid() == 0:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        try:
            said = ["done", str(do())]
        except BaseException as error:  # noqa: BLE001 (told to the parent)
            said = [type(error).__name__, str(error)]
        os.write(theirs, json.dumps(said).encode())
        os._exit(0)
    os.close(theirs)
    os.waitpid(child, 0)
    with os.fdopen(ours) as stream:
        kind, sentence = json.loads(stream.read())
    return f"{kind}: {sentence}"


@pytest.fixture
def shared(own_file: Path, empty_ledger: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A ledger in a folder that others may enter and write."""
    del own_file
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.sqlite3"
        path.write_bytes(empty_ledger.read_bytes())
        monkeypatch.setitem(connection.settings_dict, "NAME", path)
        path.parent.chmod(0o777)
        path.chmod(0o666)
        write(Ledger(people=PEOPLE))
        connection.close()
        yield path
        path.parent.chmod(0o777)


def people_counted() -> int:
    return len(opened_and_loaded().people)


def one_more() -> None:
    open_ledger()
    write(Ledger(people=PEOPLE[1:]))


def test_a_file_that_may_not_be_written_can_be_read(shared: Path) -> None:
    shared.chmod(0o444)
    before = shared.read_bytes()
    assert as_nobody(people_counted) == "done: 400"
    assert as_nobody(one_more).startswith(f"LedgerReadOnly: {shared} may not be opened for writing")
    assert shared.read_bytes() == before


def test_a_folder_that_may_not_be_written(shared: Path) -> None:
    shared.chmod(0o444)
    shared.parent.chmod(0o555)
    before = contents(shared)
    for do in (people_counted, one_more):
        assert as_nobody(do).startswith("LedgerReadOnly: ")
    assert contents(shared) == before
    shared.unlink()
    assert as_nobody(make_ledger).startswith("LedgerReadOnly: ")


@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_may_not_be_read(shared: Path, what: str) -> None:
    (shared if what == "file" else shared.parent).chmod(0)
    assert as_nobody(open_ledger).startswith("LedgerReadOnly: ")


def test_a_ledger_held_by_another_program(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    options = {**connection.settings_dict["OPTIONS"], "timeout": 0.05}
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", options)
    other = sqlite3.connect(filled, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert len(opened_and_loaded().people) == 400
    with pytest.raises(LedgerLocked, match=r"held by another program .*nothing was written"):
        write(Ledger())
    other.execute("ROLLBACK")
    assert load().ledger == Ledger(people=PEOPLE)
    write(Ledger())
    connection.close()
    other.execute("PRAGMA locking_mode=EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(LedgerLocked):
        open_ledger()
    other.close()


def test_a_full_disk_is_told_and_nothing_is_half_written(filled: Path) -> None:
    del filled
    with connection.cursor() as cursor:
        (pages,) = cursor.execute("PRAGMA page_count").fetchone()
        cursor.execute(f"PRAGMA max_page_count={pages + 2}")
    more = tuple(
        Person(id=f"q-{number}", name="Q", known=DAY, role="r" * 5000) for number in range(50)
    )
    with pytest.raises(DiskFull, match="the disk is full: nothing was written; make room"):
        write(Ledger(people=PEOPLE + more))
    assert load().ledger == Ledger(people=PEOPLE)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count=1000000")
    write(Ledger(people=PEOPLE + more))


def test_a_connection_that_may_only_read(filled: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only=1")
    with pytest.raises(LedgerReadOnly, match=str(filled)):
        write(Ledger())
    assert load().ledger == Ledger(people=PEOPLE)


def test_every_refusal_has_its_sentence(own_file: Path) -> None:
    assert isinstance(plain(OSError(28, "No space left on device")), DiskFull)
    assert isinstance(plain(PermissionError(13, "Permission denied")), LedgerReadOnly)
    assert isinstance(plain(DatabaseError("who knows")), LedgerDamaged)
    assert issubclass(LedgerUnusable, ValueError)
    assert str(own_file) in str(plain(DatabaseError("who knows")))
