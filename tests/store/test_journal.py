"""Every deed can be undone, and the undoing too; what was there before is there again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keepknocking.ledger.asks import Answer, AnswerKind, Ask, Purpose
from keepknocking.ledger.ledger import Ledger, UnknownReference
from keepknocking.ledger.moments import When
from keepknocking.ledger.people import Person, Thanks
from keepknocking.ledger.searches import Note, Search
from keepknocking.store.journal import (
    ChangedSince,
    UndoneAlready,
    fact_of_image,
    history_of,
    is_undone,
    last_deed,
    note_deed,
    undo,
)
from keepknocking.store.loading import AnsweredTwice, Stored, load, what_would_be
from keepknocking.store.models import Change, Deed
from keepknocking.store.saving import save

DAY = When(date(2026, 3, 2))
EAST = When(date(2026, 3, 2), datetime.fromisoformat("2026-03-02T09:30+05:30"))
NOW = datetime(2026, 3, 12, 20, 30, tzinfo=UTC)
ANA = Person(id="ana", name="Ana", known=EAST)
BEN = Person(id="ben", name="Ben", known=DAY)


def often(examples: int) -> settings:
    checks = [
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ]
    return settings(deadline=None, max_examples=examples, suppress_health_check=checks)


def does(after: Ledger, *told: str) -> Deed:
    with transaction.atomic():
        deed = note_deed("test", told, at=NOW)
        save(load(), after, deed)
    return deed


def undoes(deed: Deed) -> Deed:
    with transaction.atomic():
        return undo(deed, at=NOW)


def facts_and_addresses(stored: Stored) -> tuple[str, dict[str, list[tuple[int, int]]]]:
    rows = {name: [(row.id, row.place) for row in found] for name, found in stored.rows.items()}
    return repr(stored.ledger), rows


def check_there_and_back(steps: list[Ledger]) -> None:
    states, deeds = [facts_and_addresses(load())], []
    for ledger in steps:
        deeds.append(does(ledger))
        states.append(facts_and_addresses(load()))
    for place in reversed(range(len(deeds))):
        assert last_deed() == deeds[place]
        undoing = undoes(deeds[place])
        assert facts_and_addresses(load()) == states[place]
        undoes(undoing)
        assert facts_and_addresses(load()) == states[place + 1]
        assert last_deed() == deeds[place]
        undoes(deeds[place])
        assert facts_and_addresses(load()) == states[place]
    assert load().ledger == Ledger()
    assert last_deed() is None


@often(5)
@given(data=st.data())
def test_undone_one_by_one_every_earlier_ledger_is_there_again(
    data: st.DataObject, ledgers: st.SearchStrategy[Ledger], anew: Callable[[], None]
) -> None:
    steps = data.draw(st.lists(ledgers, min_size=1, max_size=3))
    anew()
    check_there_and_back(steps)


@pytest.mark.slow
@often(60)
@given(data=st.data())
def test_undone_one_by_one_every_one_of_many_ledgers_is_there_again(
    data: st.DataObject, ledgers: st.SearchStrategy[Ledger], anew: Callable[[], None]
) -> None:
    steps = data.draw(st.lists(ledgers, min_size=2, max_size=6))
    anew()
    check_there_and_back(steps)


def test_a_deed_whose_rows_were_changed_since_is_refused_and_nothing_changes(
    ledger_path: Path,
) -> None:
    del ledger_path
    first = does(Ledger(people=(ANA, BEN)), "met Ana", "met Ben")
    does(Ledger(people=(replace(ANA, role="buyer"), BEN)), "Ana is a buyer")
    before, deeds = load(), Deed.objects.count()
    with pytest.raises(
        ChangedSince,
        match=r"changed again on 2026-03-12 at 20:30 UTC \(Ana is a buyer\): undo that first",
    ):
        undoes(first)
    assert (load(), Deed.objects.count()) == (before, deeds)


def test_what_was_changed_and_changed_back_can_be_undone(ledger_path: Path) -> None:
    del ledger_path
    first = does(Ledger(people=(ANA,)))
    undoes(does(Ledger(people=(replace(ANA, role="buyer"),))))
    undoes(first)
    assert load().ledger == Ledger()
    again = does(Ledger(people=(ANA,)))
    does(Ledger(people=(replace(ANA, role="buyer"),)))
    does(Ledger(people=(ANA,)))
    undoes(again)
    assert load().ledger == Ledger()


def test_what_was_added_since_does_not_hinder(ledger_path: Path) -> None:
    del ledger_path
    first = does(Ledger(people=(ANA,)))
    does(Ledger(people=(ANA, BEN)))
    undoes(first)
    assert load().ledger == Ledger(people=(BEN,))


def test_a_removed_fact_does_not_come_back_beside_its_successor(ledger_path: Path) -> None:
    del ledger_path
    does(Ledger(people=(ANA,), search=Search(started=DAY)))
    person_gone = does(Ledger(search=Search(started=DAY)))
    search_gone = does(Ledger())
    does(Ledger(people=(ANA,), search=Search(started=DAY)), "met Ana again")
    before = load()
    for deed in (person_gone, search_gone):
        with pytest.raises(ChangedSince, match="met Ana again"):
            undoes(deed)
        assert load() == before


def test_nothing_is_undone_twice(ledger_path: Path) -> None:
    del ledger_path
    deed = does(Ledger(people=(ANA,)), "met Ana")
    assert not is_undone(deed)
    undoing = undoes(deed)
    assert is_undone(deed)
    with pytest.raises(UndoneAlready, match="this was taken back already: met Ana"):
        undoes(deed)
    undoes(undoing)
    assert not is_undone(deed)
    assert is_undone(undoing)
    with pytest.raises(UndoneAlready):
        undoes(undoing)
    assert load().ledger == Ledger(people=(ANA,))


def test_a_deed_without_words_is_called_by_its_kind() -> None:
    assert "already: import. To have it again" in str(UndoneAlready(Deed(kind="import", told=[])))
    assert "(import)" in str(ChangedSince(Deed(kind="import", told=[], at=NOW)))


def test_an_undoing_that_was_changed_over_is_told_by_the_change(ledger_path: Path) -> None:
    del ledger_path
    deed = does(Ledger(people=(ANA,)))
    undoing = undoes(deed)
    undoes(undoing)
    does(Ledger(people=(replace(ANA, role="buyer"),)), "Ana is a buyer")
    with pytest.raises(ChangedSince, match="Ana is a buyer"):
        undoes(deed)


def test_what_others_name_would_leave_a_hole(ledger_path: Path) -> None:
    del ledger_path
    met = does(Ledger(people=(ANA,)))
    does(Ledger(people=(ANA,), thanks=(Thanks(person="ana", when=DAY),)))
    before = load()

    def undo_and_look() -> None:
        with transaction.atomic():
            undo(met, at=NOW)
            what_would_be(before)

    with pytest.raises(UnknownReference, match="'ana'"):
        undo_and_look()
    assert load() == before


def test_the_history_of_a_fact_is_what_stood_there(ledger_path: Path) -> None:
    del ledger_path
    remarks = [Note(text=text, when=EAST) for text in ("one", "two", "three")]
    deeds = [does(Ledger(notes=(remark,))) for remark in remarks]
    undoing = undoes(deeds[-1])
    (row,) = load().rows["notes"]
    history = history_of("notes", row.id)
    assert [earlier.deed for earlier in history] == [undoing, *reversed(deeds)]
    *images, nothing = [earlier.before for earlier in history]
    assert nothing is None
    found = [fact_of_image("notes", image) for image in images if image is not None]
    assert repr(found) == repr([remarks[2], remarks[1], remarks[0]])
    assert history_of("notes", row.id + 1) == []


def test_a_deed_that_changes_nothing_is_noted_all_the_same(ledger_path: Path) -> None:
    del ledger_path
    deed = does(Ledger(), "nothing")
    assert Change.objects.count() == 0
    undoes(deed)
    assert load().ledger == Ledger()


def test_an_answer_taken_out_does_not_come_back_beside_another(ledger_path: Path) -> None:
    del ledger_path
    asked = Ask(id="a", of="ana", purpose=Purpose.CONVERSATION, asked=DAY)
    promised = replace(asked, answer=Answer(kind=AnswerKind.PROMISED, when=DAY))
    declined = replace(asked, answer=Answer(kind=AnswerKind.DECLINED, when=DAY))
    does(Ledger(people=(ANA,), asks=(promised,)))
    taken_out = does(Ledger(people=(ANA,), asks=(asked,)))
    does(Ledger(people=(ANA,), asks=(declined,)))
    before = load()

    def undo_and_look() -> None:
        with transaction.atomic():
            undo(taken_out, at=NOW)
            what_would_be(before)

    with pytest.raises(AnsweredTwice, match="'a' is answered or kept twice"):
        undo_and_look()
    assert load() == before


def test_the_same_facts_in_another_order_keep_their_rows(ledger_path: Path) -> None:
    del ledger_path
    one, two, three = (Note(text=text, when=DAY) for text in ("one", "two", "three"))
    other = Note(text="other", when=When(date(2026, 3, 4)))
    does(Ledger(notes=(one, two, three, other)))
    before = load()
    found = {note.text: note for note in before.ledger.notes}
    after = Ledger(notes=tuple(found[text] for text in ("three", "one", "two", "other")))
    with transaction.atomic():
        stored = save(before, after, note_deed("test", ("turned",), at=NOW))
    assert repr(stored.ledger) == repr(load().ledger) == repr(after)
    assert {row.id for row in stored.rows["notes"]} == {row.id for row in before.rows["notes"]}
    assert stored.rows == load().rows
