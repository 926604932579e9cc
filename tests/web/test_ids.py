"""Every id that a story can write has a page."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from keepknocking.ledger.ledger import Ledger

Tell = Callable[[str], Ledger]


@pytest.mark.parametrize(
    "id_", ["a/b", "a%2Fb", "../x", "?q=1", "#x", "ana reyes", "Ä", "%", ".", ".."]
)
def test_a_person_of_any_id_has_a_page(pages: Client, tell: Tell, desk: object, id_: str) -> None:
    del desk
    ledger = tell(f'2026-03-02 met Ana Reyes #"{id_}"\n')
    assert [person.id for person in ledger.people] == [id_]
    answer = pages.get(reverse("person", args=[id_]))
    assert answer.status_code == 200
    assert "Ana Reyes" in answer.content.decode()


def test_an_id_that_nobody_has_is_not_found(pages: Client) -> None:
    assert pages.get("/people/nobody/").status_code == 404
