"""Writers that are killed while they write: `python killed_writers.py ROUNDS SEED`.

Needs `KNOCK_HOME`. One ledger is begun; in each round a child records one deed of three lines after
the other and says on a pipe when a deed begins to be written ("b") and when it was acknowledged
("a"). After a pseudo-random time it is killed, and the file is looked at. What was found is told
as JSON.
"""

import json
import os
import random
import select
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from itertools import count

from django.db import connection

from keepknocking.ledger.moments import When
from keepknocking.ledger.searches import Search
from keepknocking.server.own import set_up
from keepknocking.server.places import database_file

TODAY = date(2026, 3, 12)
NOW = datetime(2026, 3, 12, 20, 30, tzinfo=UTC)
MOST_SAID = 8  # what a writer says before its last moment: up to four deeds
LONGEST = 0.02  # seconds of its last moment
FACTS = 4  # a person, that she was met, and two remarks
READY = b"r"
BEGUN = b"b"
DONE = b"a"


def main(rounds: int, seed: int) -> None:
    """Begin a ledger, kill the writers, tell what was found."""
    set_up()
    from keepknocking.services.own_ledger import OwnLedger  # noqa: PLC0415 (its tables need Django)

    def write(pipe: int, first: int) -> None:
        home = OwnLedger()
        home.stored()
        os.write(pipe, READY)
        with connection.execute_wrapper(telling(pipe)):
            for number in count(first):
                lines = (f"met Person{number}", f"note: {number} one", f"note: {number} two")
                home.record(lines, today=TODAY, recorded_at=NOW)
                os.write(pipe, DONE)

    OwnLedger().begin(Search(started=When(TODAY)), recorded_at=NOW)
    connection.close()
    rng = random.Random(seed)  # noqa: S311 (a moment is no secret)
    found = {"acknowledged": 0, "unfinished": 0, "unsaid": 0}
    deeds = 0
    for _ in range(rounds):
        said = killed(write, deeds, rng)
        whole = look(deeds + said.count(DONE))
        found["acknowledged"] += said.count(DONE)
        if said.endswith(BEGUN):
            found["unsaid" if whole > deeds + said.count(DONE) else "unfinished"] += 1
        deeds = whole
    ledger = OwnLedger().opened(today=TODAY).ledger
    assert len(ledger.people) * 2 == len(ledger.notes) == deeds * 2
    print(json.dumps(found))  # noqa: T201 (the answer)


def telling(pipe: int) -> Callable[..., object]:
    """Says when the first row of a deed is written."""

    def execute(
        do: Callable[..., object], sql: str, params: object, many: object, context: object
    ) -> object:
        done = do(sql, params, many, context)
        if sql.startswith('INSERT INTO "store_deed"'):
            os.write(pipe, BEGUN)
        return done

    return execute


def killed(write: Callable[[int, int], None], first: int, rng: random.Random) -> bytes:
    """What a writer said until it was killed."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        try:
            write(theirs, first)
        finally:
            os._exit(1)
    os.close(theirs)
    said = b""
    for _ in range(1 + rng.randint(1, MOST_SAID)):
        more = os.read(ours, 1)
        assert more, "the writer ended by itself"
        said += more
    end = time.monotonic() + rng.uniform(0, LONGEST)
    while (left := end - time.monotonic()) > 0 and select.select([ours], [], [], left)[0]:
        said += os.read(ours, 1)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    with os.fdopen(ours, "rb") as rest:
        return said + rest.read()


def look(acknowledged: int) -> int:
    """How many deeds the file holds, each of them whole and every acknowledged one among them."""
    with closing(sqlite3.connect(database_file())) as file:
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []
        people = [name for (name,) in file.execute("SELECT name FROM store_person ORDER BY id")]
        notes = [text for (text,) in file.execute("SELECT text FROM store_note ORDER BY id")]
        (deeds,) = file.execute("SELECT count(*) - 1 FROM store_deed").fetchone()
        (changes,) = file.execute("SELECT count(*) - 1 FROM store_change").fetchone()
    assert people == [f"Person{number}" for number in range(deeds)]
    assert notes == [f"{number} {which}" for number in range(deeds) for which in ("one", "two")]
    assert changes == FACTS * deeds
    assert deeds >= acknowledged, "an acknowledged deed is lost"
    return int(deeds)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
