"""Undone later, a deed gives back what nobody touched since, and keeps everything else whole."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from keepknocking.ledger.asks import Answer, AnswerKind, Ask, Introduction, Purpose
from keepknocking.ledger.events import Encounter, Event
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.merging import merged
from keepknocking.ledger.moments import When
from keepknocking.ledger.openings import Opening, Stage, StageKind
from keepknocking.ledger.people import (
    ContactDetail,
    ContactKind,
    Person,
    Thanks,
    Tie,
    TieSource,
    TieStrength,
)
from keepknocking.ledger.searches import Note, Search
from keepknocking.store.journal import TABLE_NAMED, UndoneAlready, note_deed, undo
from keepknocking.store.kept_facts import Kept, KeptFact, Why
from keepknocking.store.loading import Stored, load, what_would_be
from keepknocking.store.merges import MERGE, merged_into, note_merge
from keepknocking.store.models import Change, Deed
from keepknocking.store.saving import save
from keepknocking.store.three_ways import Present
from keepknocking.store.undoing import undo_keeping

NOW = datetime(2026, 3, 12, 20, 30, tzinfo=UTC)


def day(number: int) -> When:
    return When(date(2026, 3, number))


ANA = Person(id="ana", name="Ana", known=day(2), organization="Harbor Foods")
BEN = Person(id="ben", name="Ben", known=day(2))
CHEN = Person(id="chen", name="Chen", known=day(3))
MAIL = ContactDetail(person="ana", kind=ContactKind.EMAIL, value="ana@example.org", known=day(2))
KNOWN = Tie(
    of=None,
    to="ana",
    strength=TieStrength.ACQUAINTANCE,
    known=day(2),
    source=TieSource.IMPORTED,
)
FAIR = Event(id="fair", name="Fair", when=day(4))
ASKED = Ask(id="a", of="ana", purpose=Purpose.CONVERSATION, asked=day(5))


def does(after: Ledger, *told: str, kind: str = "import") -> Deed:
    with transaction.atomic():
        deed = note_deed(kind, told, at=NOW)
        save(load(), after, deed)
    return deed


def merges(kept: str, gone: str) -> Deed:
    deed = does(merged(load().ledger, kept=kept, gone=gone), kind=MERGE)
    note_merge(kept=kept, gone=gone, deed=deed)
    return deed


def changes(**facts: Any) -> Deed:  # noqa: ANN401 (as many kinds as nouns)
    return does(replace(load().ledger, **facts), kind="change")


def undoes(deed: Deed) -> Deed:
    with transaction.atomic():
        return undo(deed, at=NOW)


def undoes_keeping(deed: Deed) -> Kept:
    with transaction.atomic():
        before = load()
        kept = undo_keeping(before, deed, at=NOW)
        after = what_would_be(before)
    assert repr(load()) == repr(after)
    return kept


def last() -> Deed:
    return Deed.objects.latest("id")


def reasons(kept: Kept) -> dict[str, Why]:
    return {f"{fact.table}: {fact.label}": fact.why for fact in kept.kept}


def images(stored: Stored) -> dict[tuple[str, int], dict[str, Any]]:
    present = Present(stored)
    return {
        (table, row): present.image(table, row) or {}
        for table in TABLE_NAMED
        for row, _ in present.all(table)
    }


@pytest.fixture(autouse=True)
def _ledger(ledger_path: Path) -> None:
    del ledger_path


# --- an import ----------------------------------------------------------------------------------


def test_an_import_that_nobody_touched_goes_whole_and_comes_back_whole() -> None:
    does(Ledger(people=(BEN,)))
    before = load()
    deed = does(Ledger(people=(ANA, BEN), contact_details=(MAIL,), ties=(KNOWN,)), "3 facts")
    with_it = load()
    assert undoes_keeping(deed) == Kept(taken_back=3, kept=())
    assert load().ledger == before.ledger
    assert last().told == ["3 facts"]
    undoes(last())
    assert images(load()) == images(with_it)


def test_what_was_asked_since_keeps_the_person_with_all_that_came_with_her() -> None:
    deed = does(
        Ledger(people=(ANA, BEN), contact_details=(MAIL,), ties=(KNOWN,)), "Imported 2 people"
    )
    changes(asks=(ASKED,))
    kept = undoes_keeping(deed)
    assert kept.taken_back == 1
    assert reasons(kept) == {
        "people: Ana": Why.NAMED,
        "contact_details: Ana": Why.PART,
        "ties: Ana": Why.PART,
    }
    assert load().ledger == Ledger(
        people=(ANA,), contact_details=(MAIL,), ties=(KNOWN,), asks=(ASKED,)
    )
    assert last().told == [
        "Imported 2 people",
        "1 person stays because of what you changed or wrote down since: Ana.",
        "2 facts that came with what stays are kept too.",
    ]


def test_a_person_changed_since_stays_whole_as_she_is_now() -> None:
    deed = does(Ledger(people=(ANA, BEN)))
    now = replace(ANA, role="buyer")
    changes(people=(now, BEN))
    kept = undoes_keeping(deed)
    assert reasons(kept) == {"people: Ana": Why.CHANGED}
    assert load().ledger == Ledger(people=(now,))


def test_a_detail_changed_since_keeps_the_person() -> None:
    deed = does(Ledger(people=(ANA,), contact_details=(MAIL,)))
    changes(contact_details=(replace(MAIL, value="ana@harbor.example"),))
    assert reasons(undoes_keeping(deed)) == {
        "people: Ana": Why.NAMED,
        "contact_details: Ana": Why.CHANGED,
    }


def test_a_change_that_was_undone_is_none() -> None:
    deed = does(Ledger(people=(ANA,)))
    undoes(changes(people=(replace(ANA, role="buyer"),)))
    assert undoes_keeping(deed).kept == ()
    assert load().ledger == Ledger()


def test_what_was_taken_out_by_hand_stays_out() -> None:
    deed = does(Ledger(people=(ANA, BEN), contact_details=(MAIL,)))
    changes(contact_details=())
    assert undoes_keeping(deed) == Kept(taken_back=2, kept=())
    assert load().ledger == Ledger()


def test_a_field_that_still_is_as_it_was_brought_goes_back_and_another_stays() -> None:
    does(Ledger(people=(ANA,)))
    deed = does(Ledger(people=(replace(ANA, organization="Oak Bank", role="cook"),)))
    changes(people=(replace(ANA, organization="Oak Bank", role="buyer"),))
    kept = undoes_keeping(deed)
    assert reasons(kept) == {"people: Ana": Why.CHANGED}
    assert load().ledger == Ledger(people=(replace(ANA, role="buyer"),))


def test_who_was_there_before_does_not_keep_what_was_brought_about_her() -> None:
    does(Ledger(people=(ANA,)))
    deed = does(Ledger(people=(replace(ANA, role="cook"),), contact_details=(MAIL,)))
    changes(people=(replace(ANA, role="buyer"),))
    assert reasons(undoes_keeping(deed)) == {"people: Ana": Why.CHANGED}
    assert load().ledger == Ledger(people=(replace(ANA, role="buyer"),))


def test_a_day_and_the_moment_it_was_recorded_go_together() -> None:
    does(Ledger(notes=(Note(text="tall", when=day(2)),)))
    moved = When(date(2026, 3, 3), NOW)
    deed = does(Ledger(notes=(Note(text="tall", when=moved),)))
    later = When(date(2026, 3, 4), NOW)
    changes(notes=(Note(text="tall", when=later),))
    undoes_keeping(deed)
    assert load().ledger.notes == (Note(text="tall", when=later),)


def test_what_the_deed_took_out_comes_back_unless_it_is_back() -> None:
    ledger = Ledger(people=(ANA, BEN))
    does(ledger)
    deed = does(Ledger())
    assert undoes_keeping(deed) == Kept(taken_back=2, kept=())
    assert load().ledger == ledger
    undoes(last())
    gone = does(Ledger(people=(CHEN,)))
    undoes(deed_that_took := does(Ledger()))
    assert undoes_keeping(gone).taken_back == 1
    assert deed_that_took.pk


def test_who_comes_back_under_an_id_that_is_taken_gets_another_with_all_that_names_her() -> None:
    does(Ledger(people=(ANA, BEN), contact_details=(MAIL,), asks=(ASKED,)))
    deed = does(Ledger(people=(BEN,)))
    other = replace(ANA, name="Ana Two", known=day(6))
    changes(people=(BEN, other))
    undoes_keeping(deed)
    ledger = load().ledger
    assert ledger.person["ana"] == other
    assert ledger.person["ana-2"] == replace(ANA, id="ana-2")
    assert ledger.asks == (replace(ASKED, of="ana-2"),)
    assert ledger.details_of("ana-2") == (replace(MAIL, person="ana-2"),)


def test_what_would_name_nobody_does_not_come_back() -> None:
    does(Ledger(people=(ANA, BEN), thanks=(Thanks(person="ana", when=day(4)),)))
    deed = does(Ledger(people=(ANA, BEN)))
    changes(people=(BEN,))
    kept = undoes_keeping(deed)
    assert reasons(kept) == {"thanks: thanks": Why.MISSING}
    assert kept.told == ("1 fact could not come back, because what it names is gone.",)
    assert load().ledger == Ledger(people=(BEN,))


def test_an_encounter_at_an_imported_event_keeps_the_event_and_nothing_else() -> None:
    deed = does(Ledger(people=(BEN,), events=(FAIR, replace(FAIR, id="other"))))
    met = Encounter(person="chen", when=day(4), event="fair")
    changes(people=(BEN, CHEN), encounters=(met,))
    undoes_keeping(deed)
    assert load().ledger == Ledger(people=(CHEN,), events=(FAIR,), encounters=(met,))


def test_a_tie_of_two_imported_people_stays_only_if_both_do() -> None:
    knows = Tie(of="ana", to="ben", strength=TieStrength.CLOSE, known=day(3))
    deed = does(Ledger(people=(ANA, BEN), ties=(knows,)))
    thanked = Thanks(person="ana", when=day(4))
    changes(thanks=(thanked,))
    undoes_keeping(deed)
    assert load().ledger == Ledger(people=(ANA,), thanks=(thanked,))
    undoes(last())
    changes(thanks=(thanked, Thanks(person="ben", when=day(4))))
    undoes_keeping(deed)
    assert load().ledger.ties == (knows,)


def test_what_hangs_together_stays_together_from_a_stage_to_the_one_who_told_of_it() -> None:
    opening = Opening(
        id="clerk", title="Clerk", organization="Oak Bank", known=day(4), told_by="ana"
    )
    deed = does(Ledger(people=(ANA, BEN), openings=(opening,), contact_details=(MAIL,)))
    applied = Stage(opening="clerk", kind=StageKind.APPLICATION, when=day(5))
    changes(stages=(applied,))
    assert reasons(undoes_keeping(deed)) == {
        "people: Ana": Why.NAMED,
        "openings: Clerk": Why.NAMED,
        "contact_details: Ana": Why.PART,
    }
    assert load().ledger.people == (ANA,)


# --- asks and what came of them -----------------------------------------------------------------


def promised(ask: Ask, number: int = 6) -> Ask:
    return replace(ask, answer=Answer(kind=AnswerKind.PROMISED, when=day(number)))


def test_an_ask_nudged_since_stays_with_the_promise_it_came_with() -> None:
    deed = does(Ledger(people=(ANA,), asks=(promised(ASKED),)))
    nudged = replace(promised(ASKED), nudges=(day(7),))
    changes(asks=(nudged,))
    kept = undoes_keeping(deed)
    assert load().ledger.asks == (nudged,)
    assert reasons(kept) == {
        "people: Ana": Why.NAMED,
        "asks: Ana": Why.NAMED,
        "turns: Ana": Why.PART,
    }


def test_a_promise_stays_that_was_kept_since() -> None:
    does(Ledger(people=(ANA,), asks=(ASKED,)))
    deed = does(Ledger(people=(ANA,), asks=(promised(ASKED),)))
    done = replace(promised(ASKED), fulfilment=day(8))
    changes(asks=(done,))
    kept = undoes_keeping(deed)
    assert load().ledger.asks == (done,)
    assert reasons(kept) == {"turns: Ana": Why.UNFIT}


def test_a_fulfilment_stays_of_which_something_came_since() -> None:
    does(Ledger(people=(ANA, BEN), asks=(ASKED,)))
    done = replace(promised(ASKED), fulfilment=day(8))
    deed = does(Ledger(people=(ANA, BEN), asks=(done,)))
    made = Introduction(by="ana", to="ben", made=day(9), ask="a")
    changes(introductions=(made,))
    undoes_keeping(deed)
    assert load().ledger.asks == (done,)
    assert load().ledger.introductions == (made,)


def test_an_answer_does_not_come_back_beside_another() -> None:
    does(Ledger(people=(ANA,), asks=(promised(ASKED),)))
    deed = does(Ledger(people=(ANA,), asks=(ASKED,)))
    declined = replace(ASKED, answer=Answer(kind=AnswerKind.DECLINED, when=day(7)))
    changes(asks=(declined,))
    kept = undoes_keeping(deed)
    assert load().ledger.asks == (declined,)
    assert reasons(kept) == {"turns: turns": Why.UNFIT}


def test_an_ask_does_not_move_behind_what_came_of_it() -> None:
    early = replace(ASKED, asked=day(9))
    does(Ledger(people=(ANA,), asks=(early,)))
    deed = does(Ledger(people=(ANA,), asks=(ASKED,)))
    nudged = replace(ASKED, nudges=(day(6),))
    changes(asks=(nudged,))
    assert reasons(undoes_keeping(deed)) == {"asks: Ana": Why.UNFIT}
    assert load().ledger.asks == (nudged,)


def test_an_introduction_comes_back_only_with_what_it_came_of() -> None:
    done = replace(promised(ASKED), fulfilment=day(8))
    made = Introduction(by="ana", to="ben", made=day(9), ask="a")
    does(Ledger(people=(ANA, BEN), asks=(done,), introductions=(made,)))
    deed = does(Ledger(people=(ANA, BEN), asks=(done,)))
    changes(asks=(promised(ASKED),))
    assert reasons(undoes_keeping(deed)) == {"introductions: introductions": Why.UNFIT}
    assert load().ledger.introductions == ()


def test_a_second_search_does_not_come_back() -> None:
    does(Ledger(search=Search(started=day(2))))
    deed = does(Ledger())
    now = Search(started=day(9))
    changes(search=now)
    assert reasons(undoes_keeping(deed)) == {"search: search": Why.UNFIT}
    assert load().ledger.search == now


def test_a_row_that_would_say_what_cannot_be_stays_as_it_is() -> None:
    started = Search(started=day(2))
    does(Ledger(search=replace(started, started=day(9))))
    deed = does(Ledger(search=started))
    closed = replace(started, closed=day(4))
    changes(search=closed)
    assert reasons(undoes_keeping(deed)) == {"search: search": Why.UNFIT}
    assert load().ledger.search == closed


def test_nothing_is_undone_twice() -> None:
    deed = does(Ledger(people=(ANA,)), "Imported 1 person")
    undoes_keeping(deed)
    with pytest.raises(UndoneAlready, match="Imported 1 person"):
        undoes_keeping(deed)
    undoes_keeping(last())
    assert load().ledger == Ledger(people=(ANA,))
    assert last().told == ["Imported 1 person"]


# --- a merge ------------------------------------------------------------------------------------


def test_parted_again_each_has_her_own_and_the_one_who_was_kept_what_is_new() -> None:
    asked = replace(ASKED, of="ben")
    does(Ledger(people=(ANA, BEN), asks=(asked,), contact_details=(MAIL,)))
    deed = merges("ana", "ben")
    now = load().ledger
    later = replace(ASKED, id="b", asked=day(8))
    changes(
        people=(replace(now.person["ana"], role="buyer"),),
        asks=(replace(now.ask["a"], nudges=(day(9),)), later),
    )
    kept = undoes_keeping(deed)
    ledger = load().ledger
    assert kept.kept == ()
    assert ledger.people == (replace(ANA, role="buyer"), BEN)
    assert ledger.asks == (replace(asked, nudges=(day(9),)), later)
    assert ledger.contact_details == (MAIL,)
    assert ledger.notes == ()


def test_parted_in_any_order_everybody_has_her_own() -> None:
    asks = tuple(
        replace(ASKED, id=who, of=who, asked=day(number))
        for number, who in ((5, "ana"), (6, "ben"), (7, "chen"))
    )
    double = tuple(replace(MAIL, person=who) for who in ("ana", "ben"))
    before = Ledger(people=(ANA, BEN, CHEN), asks=asks, contact_details=double)
    does(before)
    first, second = merges("ben", "chen"), merges("ana", "ben")
    assert merged_into() == {"ben": "ana", "chen": "ana"}
    assert merged_into(since=first.pk) == {"ben": "ana"}
    undoes_keeping(first)
    assert merged_into() == {"ben": "ana"}
    assert load().ledger.asks_of("chen") == asks[2:]
    undoes_keeping(second)
    assert load().ledger == before
    assert merged_into() == {}


def test_who_was_imported_and_merged_away_takes_her_address_with_her() -> None:
    does(Ledger(people=(BEN,)))
    deed = does(Ledger(people=(ANA, BEN), contact_details=(MAIL,)))
    merges("ben", "ana")
    assert load().ledger.details_of("ben")[0].value == MAIL.value
    undoes_keeping(deed)
    assert MAIL.value not in {one.value for one in load().ledger.details_of("ben")}


def test_who_has_somebody_of_ones_own_in_her_stays() -> None:
    does(Ledger(people=(BEN,)))
    deed = does(Ledger(people=(replace(ANA, name="Ben"), BEN)))
    merges("ana", "ben")
    kept = undoes_keeping(deed)
    assert reasons(kept) == {"people: Ben": Why.NAMED}


def test_a_double_that_went_with_the_second_merge_comes_back_with_its_owner() -> None:
    mails = tuple(replace(MAIL, person=who) for who in ("ana", "chen"))
    does(Ledger(people=(ANA, BEN, CHEN), contact_details=mails))
    first = merges("ben", "chen")
    merges("ana", "ben")
    undoes_keeping(first)
    assert [one.value for one in load().ledger.details_of("chen")] == [MAIL.value]


def test_what_a_merge_had_filled_in_and_was_undone_does_not_come_back_with_her() -> None:
    does(Ledger(people=(replace(ANA, role="cook"), BEN, CHEN)))
    first, second = merges("ben", "ana"), merges("chen", "ben")
    assert load().ledger.person["chen"].role == "cook"
    undoes_keeping(first)
    undoes_keeping(second)
    assert load().ledger.people == (replace(ANA, role="cook"), BEN, CHEN)


def test_of_two_imports_undone_in_their_order_nothing_is_left() -> None:
    does(Ledger(people=(ANA,)))
    first = does(Ledger(people=(replace(ANA, role="cook"),)))
    second = does(Ledger(people=(replace(ANA, role="buyer"),)))
    undoes_keeping(first)
    assert load().ledger.people == (replace(ANA, role="buyer"),)
    undoes_keeping(second)
    assert load().ledger.people == (ANA,)


def test_who_came_and_went_between_two_deeds_is_no_trouble() -> None:
    first = does(Ledger(people=(ANA, BEN)))
    gone = does(Ledger(people=(BEN,)))
    undoes_keeping(first)
    assert load().ledger == Ledger()
    undoes_keeping(gone)
    assert load().ledger == Ledger(people=(ANA,))


# --- whatever happens -----------------------------------------------------------------------------


def fields_of(image: dict[str, Any]) -> dict[str, tuple[Any, ...]]:
    found: dict[str, tuple[Any, ...]] = {}
    for name in sorted(image):
        if name != "place":
            key = f"{name.removesuffix('recorded_at')}on" if "recorded_at" in name else name
            found[key] = (*found.get(key, ()), image[name])
    return found


Image = dict[str, Any]


def check_row(
    was: Image | None, left: Image | None, now: Image | None, after: Image | None
) -> None:
    """The row as the rule for three ways allows it, worked out from all four states."""
    if left == was or after == now:
        assert after == now
        return
    if now is None or was is None or left is None:
        assert now == left
        assert as_called(was or {}, after or {}) == (was or {})
        return
    assert after is not None
    four = [fields_of(image or {}) for image in (was, left, now, after)]
    for name in four[0]:
        before, brought, present, found = (image[name] for image in four)
        wanted = before if present == brought else present
        assert as_called({name: wanted[0]}, {name: found[0]}) == {name: wanted[0]}
        assert found[1:] == wanted[1:]


def as_called(wanted: Image, found: Image) -> Image:
    """What was found, with the id it was to come back under, had that not been taken since."""
    return {
        name: wanted[name]
        if (name == "key" or name.endswith("_id"))
        and re.fullmatch(rf"{re.escape(str(wanted[name]))}-[0-9]+", str(value))
        else value
        for name, value in found.items()
    }


def check_no_edit_is_lost(ledgers: list[Ledger]) -> None:
    base, brought, *later = ledgers
    does(base)
    was = images(load())
    deed = does(brought)
    left = images(load())
    for ledger in later:
        does(ledger, kind="change")
    now = images(load())
    undoes_keeping(deed)
    after = images(load())
    for place in {*was, *left, *now, *after}:
        states = [state.get(place) for state in (was, left, now, after)]
        check_row(*[None if one is None else without_place(one) for one in states])
    if not later:
        assert after == was
    undoes(last())
    assert images(load()) == now
    undoes_keeping(deed)
    assert images(load()) == after


def without_place(image: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in image.items() if name != "place"}


def often(examples: int) -> settings:
    return settings(
        deadline=None,
        max_examples=examples,
        phases=(Phase.explicit, Phase.reuse, Phase.generate),  # a smaller example takes minutes
        suppress_health_check=[
            HealthCheck.too_slow,
            HealthCheck.data_too_large,
            HealthCheck.function_scoped_fixture,
        ],
    )


@often(12)
@given(data=st.data())
def test_no_later_edit_is_lost(
    data: st.DataObject, ledgers: st.SearchStrategy[Ledger], anew: Callable[[], None]
) -> None:
    drawn = data.draw(st.lists(ledgers, min_size=2, max_size=4))
    anew()
    check_no_edit_is_lost(drawn)


@pytest.mark.slow
@often(250)
@given(data=st.data())
def test_no_later_edit_of_many_is_lost(
    data: st.DataObject, ledgers: st.SearchStrategy[Ledger], anew: Callable[[], None]
) -> None:
    drawn = data.draw(st.lists(ledgers, min_size=2, max_size=4))
    anew()
    check_no_edit_is_lost(drawn)


def check_merges_part_again(before: Ledger, pairs: list[tuple[str, str]]) -> None:
    does(before)
    states, deeds = [images(load())], []
    for kept, gone in pairs:
        if {kept, gone} <= {*load().ledger.person}:
            deeds.append(merges(kept, gone))
            states.append(images(load()))
    for deed in reversed(deeds):
        assert images(load()) == states.pop()
        undoes_keeping(deed)
    assert images(load()) == states.pop()


@often(20)
@given(data=st.data())
def test_merged_and_parted_every_ledger_is_as_it_was(
    data: st.DataObject, ledgers: st.SearchStrategy[Ledger], anew: Callable[[], None]
) -> None:
    ledger = data.draw(ledgers)
    assume(len(ledger.people) > 1)
    ids = [person.id for person in ledger.people]
    pairs = data.draw(
        st.lists(st.permutations(ids).map(lambda some: (some[0], some[1])), max_size=3)
    )
    anew()
    check_merges_part_again(ledger, pairs)


def test_images_from_before_a_table_grew_are_read_as_empty_there() -> None:
    deed = does(Ledger(events=(FAIR,)))
    later = changes(events=(replace(FAIR, kind="fair"),))
    change = Change.objects.get(deed=later)
    assert change.before is not None
    change.before = {name: change.before[name] for name in change.before if name != "begins"}
    change.save()
    undoes(later)
    assert load().ledger.events == (FAIR,)
    undoes(last())
    assert reasons(undoes_keeping(deed)) == {"events: Fair": Why.CHANGED}


# --- in words -------------------------------------------------------------------------------------


def test_what_stays_is_told_in_sentences() -> None:
    people = [
        KeptFact("people", number, name, Why.CHANGED if number % 2 else Why.NAMED)
        for number, name in enumerate(("Ana", "Ben", "Chen", "Dara", "Eli"))
    ]
    others = [
        KeptFact("contact_details", 1, "Ana", Why.CHANGED),
        KeptFact("ties", 1, "Ana", Why.PART),
        KeptFact("ties", 2, "Ana", Why.UNFIT),
    ]
    assert Kept(3, (*people, *others)).told == (
        "5 people stay because of what you changed or wrote down since: Ana, Ben, Chen and 2 more.",
        "1 other fact stays because of what you changed or wrote down since.",
        "1 fact that came with what stays is kept too.",
        "1 fact is as it was, because it would not fit with the others.",
    )
