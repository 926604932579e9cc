"""An own ledger on disk, made once and copied for every test that wants an empty one."""

import shutil
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from pytest_django import DjangoDbBlocker

from keepknocking.services.own_ledger import OwnLedger


@pytest.fixture(scope="session")
def empty_ledger_file(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Path:
    """A ledger without a fact."""
    path = tmp_path_factory.mktemp("empty") / "ledger.sqlite3"
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        connection.close()
        patch.setitem(connection.settings_dict, "NAME", path)
        call_command("migrate", verbosity=0, interactive=False)
        connection.close()
    return path


@pytest.fixture
def empty_home(empty_ledger_file: Path, own_file: Path) -> OwnLedger:
    """The seeker's own ledger without a fact."""
    own_file.parent.mkdir()
    shutil.copy(empty_ledger_file, own_file)
    return OwnLedger()
