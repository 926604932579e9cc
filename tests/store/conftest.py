"""A ledger on disk for the tests of its room."""

import importlib.util
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from django.db import connection
from hypothesis import strategies as st
from pytest_django import DjangoDbBlocker

from keepknocking.ledger.ledger import Ledger
from keepknocking.store.opening import make_ledger


@pytest.fixture(scope="session")
def empty_ledger(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Path:
    """A ledger that was just made, to be copied: making one takes longer than copying it."""
    path = tmp_path_factory.mktemp("empty") / "home" / "ledger.sqlite3"
    before = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["NAME"] = path
        make_ledger()
        connection.settings_dict["NAME"] = before
    return path


@pytest.fixture
def ledger_path(own_file: Path, empty_ledger: Path) -> Path:
    """An empty ledger."""
    own_file.parent.mkdir(mode=0o700)
    shutil.copy(empty_ledger, own_file)
    return own_file


@pytest.fixture
def anew(ledger_path: Path, empty_ledger: Path) -> Callable[[], None]:
    """Put an empty ledger in the place of the one that is there."""

    def put() -> None:
        connection.close()
        shutil.copy(empty_ledger, ledger_path)

    return put


@pytest.fixture(scope="session")
def ledgers(root: Path) -> st.SearchStrategy[Ledger]:
    """Made-up ledgers, drawn as the tests of the ledger's own room draw them."""
    spec = importlib.util.spec_from_file_location("drawn", root / "tests/ledger/conftest.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast("st.SearchStrategy[Ledger]", module.made_ledgers())
