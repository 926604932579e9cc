"""Erasing a person: she is nowhere any more, not in the file's bytes, and is known again."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection

from keepknocking.ledger.story.reading import read_story
from keepknocking.services.erasures import (
    Traits,
    erase,
    erase_again,
    known_erasures,
    traits_of,
)
from keepknocking.services.history import deeds_done, undo_deed
from keepknocking.services.homes import Guess
from keepknocking.services.kept import kept_about
from keepknocking.services.merges import merge
from keepknocking.services.own_ledger import Decided, OwnLedger
from keepknocking.services.person import NobodyThere
from keepknocking.store.journal import ErasedForGood
from keepknocking.store.models import Change, Deed, ImportDone, Opposed, Origin, Proposal
from keepknocking.store.seals import all_seals

NOW = datetime(2026, 3, 12, 8, 30, tzinfo=UTC)
TODAY = NOW.date()
STORY = """
2026-03-02 search for planner
2026-03-02 event "Tea with Zelda Quimby" meetup
2026-03-02 met Zelda Quimby (Harbor Foods, buyer) at "Tea with Zelda Quimby"
2026-03-02 email of Zelda Quimby: zelda@quimby.example
2026-03-02 profile of Zelda Quimby: https://www.linkedin.com/in/zquimby
2026-03-03 asked Zelda Quimby for an introduction to Ben Ode
2026-03-04 nudged Zelda Quimby
2026-03-05 asked Ben Ode for an introduction to Zelda Quimby
2026-03-06 note: "Zelda Quimby writes from zelda@quimby.example"
2026-03-07 note: "zelda is kind"
"""


@pytest.fixture
def home(empty_home: OwnLedger) -> OwnLedger:
    read = read_story(STORY)
    assert not read.problems
    told = tuple(line for line in STORY.splitlines() if line)
    empty_home.change("begin", lambda _: Decided(ledger=read.ledger, told=told), at=NOW)
    event = read.ledger.events[0]
    said = {"event": event.id, "name": event.name, "yours": [100, 0, 0, 0, 0]}
    empty_home.record(
        ('2026-03-08 note: "tea"',),
        today=TODAY,
        recorded_at=NOW,
        sealed=Guess(event=event.id, said=said),
    )
    empty_home.record(("2026-03-09 thanked Zelda Quimby",), today=TODAY, recorded_at=NOW)
    undo_deed(empty_home, deeds_done(empty_home, most=1)[0].number, at=NOW)
    deed = Deed.objects.get(pk=1)
    said_by = {"name": "Zelda Quimby", "emails": ["zelda@quimby.example"]}
    Origin.objects.create(
        source="linkedin",
        name="zquimby",
        kind="person",
        key="zelda-quimby",
        said=said_by,
        deed=deed,
    )
    Origin.objects.create(
        source="vcard",
        name="ben",
        kind="person",
        key="ben-ode",
        said={"knows": "Zelda Quimby"},
        deed=deed,
    )
    for mark, person in (("1", "zelda-quimby"), ("2", "ben-ode")):
        Proposal.objects.create(
            mark=mark, deed=deed, person=person, lines=["asked Zelda Quimby"], why="", is_clear=True
        )
    ImportDone.objects.create(
        deed=deed, files=[{"name": "z.csv"}], report={"new": ["Zelda Quimby"]}
    )
    Opposed.objects.create(one="ben-ode", other="zelda-quimby", deed=deed)
    return empty_home


def test_nothing_in_the_file_tells_of_her_any_more(home: OwnLedger, own_file: Path) -> None:
    copy = own_file.with_name(f"{own_file.name}.before-0009_more")
    shutil.copy(own_file, copy)
    done = erase(home, "zelda-quimby", at=NOW)
    connection.close()
    for path in own_file.parent.iterdir():
        held = path.read_bytes().lower()
        assert b"quimby" not in held, path
    assert done.copies == (copy,)
    assert not copy.exists()
    assert done.left == ("zelda is kind",)
    assert done.facts == 5  # she, where they met, two addresses, and what she was asked
    assert done.forgotten.seals == 1


def test_the_rest_of_the_ledger_is_as_it_was(home: OwnLedger) -> None:
    erase(home, "zelda-quimby", at=NOW)
    ledger = OwnLedger().stored().ledger
    assert ledger == home.stored().ledger
    assert [person.id for person in ledger.people] == ["ben-ode"]
    assert [(ask.of, ask.towards) for ask in ledger.asks] == [("ben-ode", None)]
    assert [event.name for event in ledger.events] == ["Tea with somebody"]
    (seal,) = all_seals()
    assert seal.is_whole
    assert seal.words_erased_at == NOW
    assert seal.event == ledger.events[0].id
    assert Proposal.objects.get().lines == ["asked somebody"]
    assert Origin.objects.get().said == {"knows": "somebody"}
    assert not Opposed.objects.exists()


def test_another_window_sees_it(home: OwnLedger) -> None:
    other = OwnLedger()
    assert "zelda-quimby" in other.stored().ledger.person
    erase(home, "zelda-quimby", at=NOW)
    assert "zelda-quimby" not in other.stored().ledger.person


def test_what_was_done_before_can_still_be_undone(home: OwnLedger) -> None:
    home.record(("2026-03-10 thanked Ben Ode",), today=TODAY, recorded_at=NOW)
    number = deeds_done(home, most=1)[0].number
    erase(home, "zelda-quimby", at=NOW)
    undo_deed(home, number, at=NOW)
    assert not home.stored().ledger.thanks
    assert OwnLedger().stored().ledger == home.stored().ledger


def test_no_image_of_hers_is_left_in_the_journal(home: OwnLedger) -> None:
    erase(home, "zelda-quimby", at=NOW)
    for before in Change.objects.exclude(before=None).values_list("before", flat=True):
        assert "zelda-quimby" not in str(before)


def test_an_erased_person_is_known_by_an_address_and_not_by_her_name_alone(
    home: OwnLedger,
) -> None:
    erase(home, "zelda-quimby", at=NOW)
    (known,) = known_erasures()
    assert known.has(Traits(emails=("Zelda@Quimby.example",)))
    assert known.has(Traits(profiles=("linkedin.com/in/zquimby/?trk=x",)))
    assert known.has(Traits(profiles=("http://www.linkedin.com/in/ZQuimby/",)))
    assert known.has(Traits(name="Zelda  quimby", organization="harbor foods"))
    assert not known.has(Traits(name="Zelda Quimby"))
    assert not known.has(Traits(emails=("ben@ode.example",), phones=("",)))
    assert not any("quimby" in mark or "zelda" in mark for mark in known.marks)


def test_a_ledger_from_before_is_cleared_of_her_too(home: OwnLedger, own_file: Path) -> None:
    before = own_file.with_name("kept-elsewhere")
    connection.close()
    shutil.copy(own_file, before)
    erase(home, "zelda-quimby", at=NOW)
    known = known_erasures()
    connection.close()
    shutil.copy(before, own_file)
    put_back = OwnLedger()
    assert erase_again(put_back, known, at=NOW) == 1
    assert "zelda-quimby" not in put_back.stored().ledger.person
    connection.close()
    assert b"quimby" not in own_file.read_bytes().lower()
    # It knows of the erasing itself now: whoever is noted under that name later stays.
    put_back.record(("2026-03-10 met Zelda Quimby",), today=TODAY, recorded_at=NOW)
    assert erase_again(put_back, known, at=NOW) == 0
    assert "zelda-quimby" in put_back.stored().ledger.person


def test_an_erasure_of_somebody_who_is_not_there_is_remembered_all_the_same(
    home: OwnLedger, own_file: Path, empty_ledger_file: Path
) -> None:
    erase(home, "zelda-quimby", at=NOW)
    known = known_erasures()
    connection.close()
    shutil.copy(empty_ledger_file, own_file)
    assert erase_again(OwnLedger(), known, at=NOW) == 0
    assert [one.marks for one in known_erasures()] == [one.marks for one in known]


def test_nobody_of_that_id_can_be_erased(home: OwnLedger) -> None:
    with pytest.raises(NobodyThere, match="nobody 'x'"):
        erase(home, "x", at=NOW)
    with pytest.raises(NobodyThere):
        kept_about(home, "x")


def test_what_is_kept_about_her_is_every_line_that_names_her(home: OwnLedger) -> None:
    kept = kept_about(home, "zelda-quimby")
    assert [line[11:] for line in kept.lines if "Zelda" in line] == [
        "person Zelda Quimby (Harbor Foods, buyer)",
        "email of Zelda Quimby: zelda@quimby.example",
        "profile of Zelda Quimby: https://www.linkedin.com/in/zquimby",
        'met Zelda Quimby at "Tea with Zelda Quimby"',
        "asked Zelda Quimby for an introduction to Ben Ode",
        "nudged Zelda Quimby",
        "asked Ben Ode for an introduction to Zelda Quimby",
        "note: Zelda Quimby writes from zelda@quimby.example",
    ]
    assert [file.name for file in kept.files] == ["z.csv"]
    assert kept.proposals == 1
    assert traits_of(home.stored().ledger, "zelda-quimby").profiles == (
        "https://www.linkedin.com/in/zquimby",
    )


def test_who_was_merged_with_her_goes_with_her_under_both_ids(
    home: OwnLedger, own_file: Path
) -> None:
    home.record(("2026-03-10 met Zora Elmdale",), today=TODAY, recorded_at=NOW)
    merge(home, kept="zora-elmdale", gone="zelda-quimby", at=NOW)
    Origin.objects.filter(key="zelda-quimby").update(said={"details": [["phone", "+4930998877"]]})
    erase(home, "zora-elmdale", at=NOW)
    assert not Origin.objects.filter(key="zelda-quimby").exists()
    connection.close()
    for path in own_file.parent.iterdir():
        assert b"998877" not in path.read_bytes(), path
    (known,) = known_erasures()
    assert known.has(Traits(ids=("zelda-quimby",)))
    assert known.has(Traits(ids=("zora-elmdale",)))


def test_an_erasing_is_never_taken_back(home: OwnLedger) -> None:
    erase(home, "zelda-quimby", at=NOW)
    (done,) = deeds_done(home, most=1)
    with pytest.raises(ErasedForGood, match="cannot be taken back"):
        undo_deed(home, done.number, at=NOW)
    with pytest.raises(ErasedForGood):
        home.take_back(recorded_at=NOW)
    assert deeds_done(home, most=1) == (done,)


def test_proposals_of_an_import_that_was_taken_back_are_not_kept_about_her(
    home: OwnLedger,
) -> None:
    first, second = Proposal.objects.filter(person="zelda-quimby").count(), Deed.objects.get(pk=3)
    assert first == 1
    Proposal.objects.filter(person="zelda-quimby").update(deed=second)
    assert kept_about(home, "zelda-quimby").proposals == 0  # the third deed was taken back


def test_a_file_of_an_import_that_was_taken_back_is_named_where_something_of_it_stays(
    home: OwnLedger,
) -> None:
    undone = Deed.objects.get(pk=3)
    Origin.objects.filter(key="zelda-quimby").update(deed=undone)
    ImportDone.objects.update(deed=undone)
    assert kept_about(home, "zelda-quimby").files == ()
    address = home.address_of(home.stored().ledger.details_of("zelda-quimby")[0])
    assert address is not None
    Change.objects.create(deed=undone, table=address.table, row=address.row, before=None)
    assert [file.name for file in kept_about(home, "zelda-quimby").files] == ["z.csv"]
