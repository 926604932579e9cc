"""Great deeds that are killed while they write: `python killed_undoers.py ROUNDS SEED PEOPLE`.

Needs `KNOCK_HOME`. One deed brings in PEOPLE people with a tie to each; another undoes that, where
some of them are thanked and therefore stay. Each is first done once, to see how long it takes; then
children do it on copies of the same ledger, and each is killed at a pseudo-random moment. All of
the deed is in the file then, or nothing of it. What was found is told as JSON.
"""

import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime

from django.db import connection

from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.moments import When
from keepknocking.ledger.people import Person, Thanks, Tie, TieStrength
from keepknocking.server.own import set_up
from keepknocking.server.places import database_file

NOW = datetime(2026, 3, 12, 20, 30, tzinfo=UTC)
DAY = When(date(2026, 3, 12))
EVERY = 50  # one of so many people is thanked
LONGER = 1.2  # some are not killed before they have finished
COUNTED = ("person", "tie", "thanks", "change", "deed")


def main(rounds: int, seed: int, people: int) -> None:
    """Kill the bringing in and the undoing, tell what was found."""
    set_up()
    from keepknocking.services.own_ledger import (  # noqa: PLC0415 (its tables need Django)
        IMPORT,
        Decided,
        OwnLedger,
    )
    from keepknocking.store.models import Deed  # noqa: PLC0415 (as above)

    brought = made(people)
    thanks = tuple(Thanks(person=one.id, when=DAY) for one in brought.people[::EVERY])
    thanked = Ledger(people=brought.people, ties=brought.ties, thanks=thanks)

    def bring() -> None:
        OwnLedger().change(IMPORT, lambda _: Decided(ledger=brought, told=("many",)), at=NOW)

    def take_back() -> None:
        OwnLedger().undo(Deed.objects.get(kind=IMPORT), at=NOW)

    def thank() -> None:
        OwnLedger().change("record", lambda _: Decided(ledger=thanked, told=()), at=NOW)

    OwnLedger().begin_with(Ledger(), ("begun",), recorded_at=NOW)
    rng = random.Random(seed)  # noqa: S311 (a moment is no secret)
    found = {"whole": 0, "nothing": 0}
    for deed, then in ((bring, thank), (take_back, None)):
        for is_whole in torn(deed, rounds, rng):
            found["whole" if is_whole else "nothing"] += 1
        deed()
        if then is not None:
            then()
    assert counted()["person"] == counted()["tie"] == len(thanks)
    print(json.dumps(found))  # noqa: T201 (the answer)


def made(people: int) -> Ledger:
    """So many people, and a tie to each."""
    return Ledger(
        people=tuple(
            Person(id=f"p-{number}", name=f"Person {number}", known=DAY) for number in range(people)
        ),
        ties=tuple(
            Tie(of=None, to=f"p-{number}", strength=TieStrength.CLOSE, known=DAY)
            for number in range(people)
        ),
    )


def torn(deed: Callable[[], None], rounds: int, rng: random.Random) -> list[bool]:
    """Whether the deed was whole after each killing; any other state is refused."""
    connection.close()
    path = database_file()
    start = path.with_name("start")
    shutil.copy(path, start)
    before = counted()
    began = time.monotonic()
    deed()
    lasted = time.monotonic() - began
    connection.close()
    after = counted()
    assert before != after
    found: list[bool] = []
    for _ in range(rounds):
        for left in path.parent.glob(f"{path.name}*"):
            left.unlink()
        shutil.copy(start, path)
        killed(deed, rng.uniform(0, lasted * LONGER))
        now = counted()
        assert now in (before, after), (before, now, after)
        found.append(now == after)
    for left in path.parent.glob(f"{path.name}*"):
        left.unlink()
    shutil.copy(start, path)
    return found


def killed(deed: Callable[[], None], seconds: float) -> None:
    """Do the deed in a child, and kill that after so long."""
    child = os.fork()
    if child == 0:
        try:
            deed()
        finally:
            os._exit(1)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def counted() -> dict[str, int]:
    """How many rows the tables hold; the file must be whole."""
    with closing(sqlite3.connect(database_file())) as file:
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []
        return {
            table: file.execute(f"SELECT count(*) FROM store_{table}").fetchone()[0]  # noqa: S608 (names of our own)
            for table in COUNTED
        }


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
