"""Two people made one, edited, and parted again; two who are not the same."""

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from keepknocking.ledger.asks import Ask
from keepknocking.ledger.ledger import Ledger, references_of
from keepknocking.ledger.merging import OnePerson
from keepknocking.ledger.story.continuing import continued
from keepknocking.ledger.story.writing import write_story
from keepknocking.services.facts import HeldFact, change_fact, held_fact
from keepknocking.services.history import deeds_done, undo_deed
from keepknocking.services.homes import NotUnderstood
from keepknocking.services.merges import (
    NoMerge,
    merge,
    merge_all,
    opposed,
    opposed_all,
    opposed_pairs,
    unmerge,
)
from keepknocking.services.own_ledger import IMPORT, Decided, OwnLedger
from keepknocking.services.person import NobodyThere
from keepknocking.store.journal import UndoneAlready
from keepknocking.store.loading import facts_in

TODAY = date(2026, 3, 12)
NOW = datetime(2026, 3, 12, 20, 30, tzinfo=UTC)
ANA, REYES, BEN = "ana-r-gomez", "ana-reyes", "ben-ode"


@pytest.fixture
def home(empty_home: OwnLedger) -> OwnLedger:
    record(
        empty_home,
        "2026-03-02 met Ana R. Gomez (Harbor Foods)",
        "2026-03-03 met Ana Reyes (Oak Bank, buyer)",
        "2026-03-03 met Ben Ode",
        "2026-03-04 asked Ana Reyes for an introduction to Ben Ode",
    )
    return empty_home


def record(home: OwnLedger, *lines: str) -> None:
    home.record(lines, today=TODAY, recorded_at=NOW)


def ledger_of(home: OwnLedger) -> Ledger:
    return home.stored().ledger


def story_of(home: OwnLedger) -> str:
    return write_story(ledger_of(home))


def latest(home: OwnLedger) -> int:
    return home.stored().revision


def ids(home: OwnLedger) -> set[str]:
    return {*ledger_of(home).person}


def found(home: OwnLedger, table: str, **fields: Any) -> HeldFact:  # noqa: ANN401 (as many kinds as nouns)
    """The first fact of a table with these fields, at its address."""
    stored = home.stored()
    pairs = zip(facts_in(stored.ledger, table), stored.rows[table], strict=True)
    return next(
        held_fact(home, table, row.id)
        for fact, row in pairs
        if all(getattr(fact, name) == value for name, value in fields.items())
    )


def test_a_merge_reads_well_in_the_history(home: OwnLedger) -> None:
    assert ids(home) == {ANA, REYES, BEN}
    merge(home, kept=ANA, gone=REYES, at=NOW)
    deed = deeds_done(home, most=1)[0]
    assert deed.kind == "merge"
    assert deed.told == ("Ana R. Gomez and Ana Reyes are one person now",)
    assert ids(home) == {ANA, BEN}


def test_edited_after_the_merge_and_parted_again_both_histories_are_right(
    home: OwnLedger,
) -> None:
    merge(home, kept=ANA, gone=REYES, at=NOW)
    merged_by = latest(home)
    her = found(home, "people", id=ANA)
    assert change_fact(home, her, replace(her.fact, role="cook"), today=TODAY, at=NOW)
    record(home, "asked Ana R. Gomez about openings at Oak Bank")
    (old,) = (ask.id for ask in ledger_of(home).asks if ask.asked.on == date(2026, 3, 4))
    ask = found(home, "asks", id=old)
    nudged = replace(ask.fact, nudges=(replace(ask.fact.asked, on=date(2026, 3, 9)),))
    nudge(home, old, nudged)
    kept = unmerge(home, merged_by, at=NOW)
    after = ledger_of(home)
    assert {person.id for person in after.people} == {ANA, REYES, BEN}
    assert (after.person[ANA].role, after.person[ANA].organization) == ("cook", "Harbor Foods")
    assert (after.person[REYES].role, after.person[REYES].organization) == ("buyer", "Oak Bank")
    assert after.asks_of(REYES) == (replace(nudged, of=REYES),)
    assert [ask.asked.on for ask in after.asks_of(ANA)] == [TODAY]
    assert after.contact_details == ()
    # That her role was filled in was changed since: it is the owner's own word now.
    assert [(fact.table, fact.label) for fact in kept.kept] == [("people", "Ana R. Gomez")]


def nudge(home: OwnLedger, old: str, nudged: Ask) -> None:
    def decide(ledger: Ledger) -> Decided:
        asks = tuple(nudged if ask.id == old else ask for ask in ledger.asks)
        return Decided(ledger=replace(ledger, asks=asks), told=("nudged",))

    home.change("record", decide, at=NOW)


def test_parted_at_once_everything_is_as_it_was_and_merged_again(home: OwnLedger) -> None:
    before = story_of(home)
    merge(home, kept=ANA, gone=REYES, at=NOW)
    merged_by, one = latest(home), story_of(home)
    assert unmerge(home, merged_by, at=NOW).told == ()
    parted = latest(home)
    assert story_of(home) == story_of(OwnLedger()) == before
    with pytest.raises(UndoneAlready):
        unmerge(home, merged_by, at=NOW)
    undo_deed(home, parted, at=NOW)
    assert story_of(home) == story_of(OwnLedger()) == one


def test_taking_back_the_last_thing_parts_them_too(home: OwnLedger) -> None:
    before = story_of(home)
    merge(home, kept=ANA, gone=REYES, at=NOW)
    assert home.take_back(recorded_at=NOW) == ("Ana R. Gomez and Ana Reyes are one person now",)
    assert story_of(home) == before


def test_many_are_merged_at_once_and_parted_one_by_one(home: OwnLedger) -> None:
    before = story_of(home)
    done = merge_all(home, [(ANA, REYES), (BEN, REYES), (ANA, BEN), (REYES, BEN)], at=NOW)
    assert [one.told[0] for one in done] == [
        "Ana R. Gomez and Ana Reyes are one person now",
        "Ben Ode and Ana R. Gomez are one person now",
    ]
    assert ids(home) == {BEN}
    first = latest(home) - 1
    unmerge(home, first, at=NOW)
    assert ids(home) == {BEN, REYES}
    assert [ask.of for ask in ledger_of(home).asks] == [REYES]
    unmerge(home, first + 1, at=NOW)
    assert story_of(home) == before


def test_all_are_merged_or_none(home: OwnLedger) -> None:
    before, deeds = story_of(home), latest(home)
    with pytest.raises(NobodyThere):
        merge_all(home, [(ANA, REYES), (BEN, "x")], at=NOW)
    assert story_of(home) == story_of(OwnLedger()) == before
    assert latest(home) == deeds
    assert merge_all(home, [], at=NOW) == ()


def test_only_two_who_are_there_are_merged(home: OwnLedger) -> None:
    with pytest.raises(OnePerson):
        merge(home, kept=ANA, gone=ANA, at=NOW)
    with pytest.raises(NobodyThere, match="'x'"):
        merge(home, kept=ANA, gone="x", at=NOW)
    with pytest.raises(NoMerge, match="deed number 1 did not merge anybody"):
        unmerge(home, 1, at=NOW)


def test_two_of_one_name_are_told_apart_by_their_ids(home: OwnLedger) -> None:
    record(home, "met Ben Ode #ben-2")
    merge(home, kept=BEN, gone="ben-2", at=NOW)
    told = deeds_done(home, most=1)[0].told
    assert told == ("Ben Ode #ben-ode and Ben Ode #ben-2 are one person now",)


def test_that_two_are_not_the_same_counts_until_it_is_undone(home: OwnLedger) -> None:
    pair = frozenset((ANA, REYES))
    opposed(home, ANA, REYES, at=NOW)
    assert opposed_pairs(home) == {pair}
    deed = deeds_done(home, most=1)[0]
    assert (deed.kind, deed.told) == (
        "not the same",
        ("Ana R. Gomez and Ana Reyes are two people",),
    )
    undo_deed(home, deed.number, at=NOW)
    assert opposed_pairs(home) == frozenset()
    opposed_all(home, [(ANA, REYES), (BEN, ANA)], at=NOW)
    assert opposed_pairs(home) == {pair, frozenset((ANA, BEN))}
    with pytest.raises(OnePerson):
        opposed(home, ANA, ANA, at=NOW)
    with pytest.raises(NobodyThere):
        opposed(home, ANA, "x", at=NOW)


# --- whatever is done in between --------------------------------------------------------------

LINES = st.sampled_from(
    [
        "met Dara Lind",
        "asked Dara Lind for a coffee",
        "asked Ana Reyes about openings at Oak Bank",
        "nudged Ana Reyes",
        "Ana Reyes promised",
        "thanked Eli Moss",
        "person Eli Moss (Harbor Foods, cook)",
        "email of Eli Moss: eli@example.org",
        "note about Fay Tan: tall",
        "met Ana R. Gomez at Mixer",
        "Dara Lind introduced me to Fay Tan",
        "do not contact Fay Tan",
    ]
)
BROUGHT = (
    "2026-03-05 person Dara Lind (Oak Bank)",
    "2026-03-05 person Eli Moss",
    "2026-03-05 person Fay Tan",
    "2026-03-05 email of Dara Lind: dara@example.org",
    "2026-03-05 email of Fay Tan: fay@example.org",
    '2026-03-05 event "Mixer" meetup',
)


def bring(home: OwnLedger) -> int:
    def decide(ledger: Ledger) -> Decided:
        after = continued(ledger, BROUGHT, today=TODAY, recorded_at=NOW)
        assert not after.problems
        return Decided(ledger=after.ledger, told=("Imported 3 people",))

    home.change(IMPORT, decide, at=NOW)
    return latest(home)


STEPS = st.lists(
    st.one_of(LINES, st.tuples(st.integers(0, 5), st.integers(0, 5)), st.integers(0, 12)),
    max_size=8,
)


def step(home: OwnLedger, done: object) -> None:
    """Write a line down, merge two people, or undo a deed; whatever is refused is left."""
    people = [person.id for person in ledger_of(home).people]
    try:
        if isinstance(done, str):
            record(home, done)
        elif isinstance(done, tuple) and people:
            kept, gone = (people[place % len(people)] for place in done)
            merge(home, kept=kept, gone=gone, at=NOW)
        elif isinstance(done, int):
            undo_deed(home, 1 + done, at=NOW)
    except (NotUnderstood, ValueError):
        return


def check_undone_later(home: OwnLedger, steps: list[object]) -> None:
    brought = bring(home)
    for done in steps:
        step(home, done)
    before = ledger_of(home)
    try:
        undo_deed(home, brought, at=NOW)
    except UndoneAlready:
        return
    after = ledger_of(home)
    assert write_story(after) == story_of(OwnLedger())
    assert {*before.asks} == {*after.asks}
    assert before.thanks == after.thanks
    assert before.notes == after.notes
    assert before.contact_rules == after.contact_rules
    assert {one.person for one in before.encounters} <= {*after.person}
    named = {key for ask in after.asks for kind, key in references_of(ask) if kind == "person"}
    assert named <= {*after.person}
    undo_deed(home, latest(home), at=NOW)
    assert ledger_of(home) == before


@settings(
    deadline=None,
    max_examples=25,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # a smaller example takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_whatever_was_done_since_an_import_is_still_there_when_that_is_undone(
    home: OwnLedger, empty_ledger_file: Path, own_file: Path, steps: list[object]
) -> None:
    del home
    connection.close()
    shutil.copy(empty_ledger_file, own_file)
    fresh = OwnLedger()
    record(fresh, "2026-03-02 met Ana R. Gomez", "2026-03-03 met Ana Reyes", "met Ben Ode")
    check_undone_later(fresh, steps)
