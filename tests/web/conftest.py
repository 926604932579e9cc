"""The pages on a real ledger in a temporary folder, on a fixed day."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from pytest_django import DjangoDbBlocker, Settings

from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.story.reading import read_story
from keepknocking.services.own_ledger import Decided, OwnLedger
from keepknocking.web.desk import Desk

NOW = datetime(2026, 3, 12, 8, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def empty_ledger_file(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Path:
    """A ledger without a fact, made once and copied for every test."""
    path = tmp_path_factory.mktemp("empty") / "ledger.sqlite3"
    with django_db_blocker.unblock():
        _use(path)
        call_command("migrate", verbosity=0, interactive=False)
        connection.close()
    return path


def _use(path: Path) -> None:
    connection.close()
    connection.settings_dict["NAME"] = str(path)


@pytest.fixture
def home(
    tmp_path: Path, empty_ledger_file: Path, django_db_blocker: DjangoDbBlocker
) -> Iterator[OwnLedger]:
    """The seeker's own ledger on disk, empty."""
    path = tmp_path / "ledger.sqlite3"
    shutil.copy(empty_ledger_file, path)
    with django_db_blocker.unblock():
        _use(path)
        yield OwnLedger()
        connection.close()


@pytest.fixture
def desk(home: OwnLedger, settings: Settings) -> Desk:
    """The desk of the pages: the ledger, and Thursday 12 March 2026, half past eight."""
    settings.KNOCK_DESK = Desk(home=home, clock=lambda: NOW)
    settings.ROOT_URLCONF = "keepknocking.web.urls"
    settings.MIDDLEWARE = []
    return Desk(home=home, clock=lambda: NOW)


@pytest.fixture
def pages(desk: Desk) -> Client:
    """A browser without a screen."""
    del desk
    return Client()


@pytest.fixture
def tell(home: OwnLedger) -> Callable[[str], Ledger]:
    """Put the ledger of a story in the place of what is there."""

    def told(story: str) -> Ledger:
        read = read_story(story)
        assert not read.problems, [problem.sentence() for problem in read.problems]
        home.change("story", lambda _: Decided(ledger=read.ledger, told=()), at=NOW)
        return home.stored().ledger

    return told
