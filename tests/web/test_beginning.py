"""The first evening, from no ledger at all."""

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from keepknocking.ledger.searches import Goal
from keepknocking.services.own_ledger import OwnLedger


@pytest.fixture
def nowhere(home: OwnLedger, tmp_path: Path) -> Path:
    """A folder that is not there yet, for a ledger that is not there yet."""
    del home
    path = tmp_path / "new" / "ledger.sqlite3"
    connection.close()
    connection.settings_dict["NAME"] = str(path)
    return path


def test_a_search_is_begun_with_what_one_knows(
    pages: Client, home: OwnLedger, nowhere: Path
) -> None:
    assert "What do you look for?" in pages.get("/begin/").content.decode()
    said = {"wanted": "planner in logistics", "goal": "interview", "hours_a_week": "8"}
    answer = pages.post("/begin/", said)
    assert (answer.status_code, answer["Location"]) == (303, "/")
    search = home.stored().ledger.search
    assert search is not None
    assert (search.wanted, search.goal, search.hours_a_week) == (
        "planner in logistics",
        Goal.INTERVIEW,
        8.0,
    )
    assert nowhere.stat().st_mode & 0o777 == 0o600
    assert nowhere.parent.stat().st_mode & 0o777 == 0o700


def test_what_does_not_fit_is_said_at_the_field(pages: Client, nowhere: Path) -> None:
    answer = pages.post("/begin/", {"wanted": "planner", "goal": "offer", "hours_a_week": "500"})
    assert answer.status_code == 422
    assert "168" in answer.content.decode()
    assert "planner" in answer.content.decode()
    assert not nowhere.exists()


def test_a_search_that_was_begun_is_not_begun_again(pages: Client, home: OwnLedger) -> None:
    del home
    assert pages.get("/begin/")["Location"] == "/"
    assert pages.post("/begin/", {"goal": "offer"})["Location"] == "/"
