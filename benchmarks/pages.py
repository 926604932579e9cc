"""How long the server takes for each page: `python benchmarks/pages.py`, with knock installed.

A made-up ledger of 10,000 people and 50,000 facts on disk (`big_ledger`). Each page is asked for
through the whole application but the gate and the network: median of nine with the ledger as it
was, and median of three right after a deed, when whatever was worked out is forgotten.
"""

import atexit
import os
import platform
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

import django
from big_ledger import SEED, big_ledger

FOLDER = Path(tempfile.mkdtemp(prefix="knock-pages-"))
atexit.register(shutil.rmtree, FOLDER)
os.environ["KNOCK_HOME"] = str(FOLDER)
os.environ["DJANGO_SETTINGS_MODULE"] = "keepknocking.server.settings"
django.setup()

from django.conf import settings  # noqa: E402 (Django has to be set up)
from django.test import Client  # noqa: E402 (the same)

from keepknocking.services.own_ledger import OwnLedger  # noqa: E402 (the same)
from keepknocking.web.desk import Desk  # noqa: E402 (the same)

PEOPLE = 10_000
FACTS = 50_000
AGAIN = 9
AFTER_A_DEED = 3
NOW = datetime(2026, 3, 16, 9, tzinfo=UTC)


def main() -> None:
    """Print the table."""
    ledger = big_ledger(PEOPLE, FACTS, SEED)
    home = OwnLedger()
    home.begin_with(ledger, ("a made-up search",), recorded_at=NOW)
    settings.KNOCK_DESK = Desk(home=home, clock=lambda: NOW)
    settings.ROOT_URLCONF = "keepknocking.web.urls"
    settings.MIDDLEWARE = []
    start = time.perf_counter()
    OwnLedger().stored()
    loading = time.perf_counter() - start
    size = sum(file.stat().st_size for file in FOLDER.iterdir()) / 1e6
    still_open = sum(ask.is_open for ask in ledger.asks)
    print(
        f"{len(ledger.people):,} people, {len(ledger.asks):,} asks, {still_open} of them open; the "
        f"ledger takes {size:.0f} MB and is read once in {loading:.2f} s. "
        f"Seed {SEED}; Python {platform.python_version()}, {platform.machine()}."
    )
    print("\n| page | again, ms | after a deed, ms | kB |\n| --- | --- | --- | --- |")
    client = Client()
    for name, address in _pages(home).items():
        again, kilobytes = _timed(client, address, times=AGAIN)
        after, _ = _timed(client, address, times=AFTER_A_DEED, before=lambda: _deed(home))
        print(f"| {name} | {again:.0f} | {after:.0f} | {kilobytes:.0f} |")
        sys.stdout.flush()


def _pages(home: OwnLedger) -> dict[str, str]:
    ledger = home.stored().ledger
    waiting = [ask for ask in ledger.asks if ask.is_open][-1]
    address = home.address_of(waiting)
    where = "" if address is None else f"/facts/{address.table}/{address.row}/"
    return {
        "Today": "/",
        "Events": "/events/",
        "an event": f"/events/{ledger.events[-1].id}/",
        "People": "/people/",
        "People, found by name": "/people/?q=reyes",
        "a person": f"/people/{waiting.of}/",
        "Chains": "/chains/",
        "a chain": f"/chains/{waiting.id}/",
        "Forecast": "/forecast/",
        "Evidence": "/evidence/",
        "Story, one month": "/story/",
        "History": "/history/",
        "a fact": where,
        "the sheet": "/sheet/",
    }


def _timed(
    client: Client, address: str, *, times: int, before: Callable[[], None] | None = None
) -> tuple[float, float]:
    """The median milliseconds of a page, and its kilobytes."""
    if before is None:
        client.get(address)  # what can be worked out once is worked out
    found = []
    for _ in range(times):
        if before is not None:
            before()
        start = time.perf_counter()
        answer = client.get(address)
        found.append(1000 * (time.perf_counter() - start))
        if answer.status_code != HTTPStatus.OK:
            print(f"{address} answered {answer.status_code}: it has no time", file=sys.stderr)
            return float("nan"), 0.0
    return statistics.median(found), len(answer.content) / 1000


def _deed(home: OwnLedger) -> None:
    home.record(("effort 5 minutes on letters",), today=NOW.date(), recorded_at=NOW)


if __name__ == "__main__":
    main()
