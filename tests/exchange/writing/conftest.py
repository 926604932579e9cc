"""Any ledger, from the generators of the ledger's own tests."""

import importlib.util
from pathlib import Path

import pytest
from hypothesis import strategies as st

from keepknocking.ledger.ledger import Ledger


@pytest.fixture(scope="session")
def ledgers(root: Path) -> st.SearchStrategy[Ledger]:
    place = root / "tests" / "ledger" / "conftest.py"
    spec = importlib.util.spec_from_file_location("made_ledgers_for_writing", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: st.SearchStrategy[Ledger] = module.made_ledgers()
    return found
