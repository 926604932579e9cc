"""A seal shows it when somebody has been at it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keepknocking.store.journal import note_deed
from keepknocking.store.models import Deed, Seal
from keepknocking.store.seals import FIRST, all_seals, close_seal, mark_of, open_seal, seals_of

NOW = datetime(2026, 3, 12, 20, 30, tzinfo=UTC)


def seal(event: str, **said: object) -> None:
    with transaction.atomic():
        close_seal(event, said, deed=note_deed("seal", (), at=NOW))


@pytest.fixture
def chain(ledger_path: Path) -> list[str]:
    del ledger_path
    for event in "abacd":
        seal(event, yours=[40, 35, 20, 4, 1], name="Zoë's evening")
    return ["a", "b", "a", "c", "d"]


def broken() -> list[str]:
    return [sealed.event for sealed in all_seals() if not sealed.is_whole]


def test_a_chain_nobody_touched_is_whole(chain: list[str]) -> None:
    assert [sealed.event for sealed in all_seals()] == chain
    assert broken() == []
    assert [sealed.number for sealed in seals_of("a")] == [1, 3]
    (sealed,) = seals_of("b")
    assert sealed.said == {"yours": [40, 35, 20, 4, 1], "name": "Zoë's evening"}
    assert (sealed.sealed_at, sealed.opened_at) == (NOW, None)
    assert seals_of("nowhere") == []


def test_only_the_first_look_counts(chain: list[str]) -> None:
    del chain
    for hours in (1, 2):
        open_seal(2, at=NOW + timedelta(hours=hours))
    (sealed,) = seals_of("b")
    assert sealed.opened_at == NOW + timedelta(hours=1)
    assert sealed.is_whole


def test_the_last_one_cut_off_is_not_seen(chain: list[str]) -> None:
    Seal.objects.filter(id=len(chain)).delete()
    assert broken() == []


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_one_taken_out_is_seen_beside_the_hole(chain: list[str], number: int) -> None:
    Seal.objects.filter(id=number).delete()
    beside = [chain[place] for place in (number - 2, number) if place >= 0]
    assert broken() == beside


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_one_written_anew_with_a_right_mark_is_seen(chain: list[str], number: int) -> None:
    del chain
    found = Seal.objects.get(id=number)
    found.body = found.body.replace("40", "41")
    found.mark = mark_of(found.before, found.body)
    found.save()
    assert [sealed.number for sealed in all_seals() if not sealed.is_whole] == [number, number + 1]


def test_one_put_in_between_is_seen(chain: list[str]) -> None:
    del chain
    Seal.objects.filter(id=5).update(id=7)
    body = '{"event":"x"}'
    before = Seal.objects.get(id=4).mark
    deed = Deed.objects.get(id=1)
    Seal.objects.create(id=6, before=before, body=body, mark=mark_of(before, body), deed=deed)
    assert broken() == ["x", "d"]
    Seal.objects.filter(id=6).update(before=FIRST, mark=mark_of(FIRST, body))
    assert broken() == ["c", "x", "d"]


@pytest.mark.parametrize("body", ["", "no json", "[1]", '{"event": 3, "at": 5}', '{"at": "late"}'])
def test_words_made_unreadable_are_seen(chain: list[str], body: str) -> None:
    del chain
    Seal.objects.filter(id=2).update(body=body)
    (sealed,) = (sealed for sealed in all_seals() if sealed.number == 2)
    assert not sealed.is_whole
    assert (sealed.said, sealed.sealed_at) == ({}, NOW)


@settings(
    deadline=None,
    max_examples=20,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_any_change_of_any_letter_or_order_is_seen(
    anew: Callable[[], None], data: st.DataObject
) -> None:
    anew()
    for event in "abc":
        seal(event, yours=[1, 2])
    found = list(Seal.objects.order_by("id"))
    chosen = data.draw(st.sampled_from(found))
    if data.draw(st.booleans()):
        column = data.draw(st.sampled_from(["body", "before", "mark"]))
        old = getattr(chosen, column)
        place = data.draw(st.integers(0, len(old) - 1))
        new = data.draw(st.characters(codec="utf-8").filter(lambda one: one != old[place]))
        Seal.objects.filter(id=chosen.pk).update(
            **{column: f"{old[:place]}{new}{old[place + 1 :]}"}
        )
    else:
        other = data.draw(st.sampled_from([one for one in found if one.pk != chosen.pk]))
        Seal.objects.filter(id=chosen.pk).update(id=99)
        Seal.objects.filter(id=other.pk).update(id=chosen.pk)
        Seal.objects.filter(id=99).update(id=other.pk)
    assert broken()
