"""What is saved is what is loaded: all of it, exactly, and nothing else."""

import gc
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import permutations
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keepknocking.ledger.asks import Ask, Purpose
from keepknocking.ledger.events import Encounter, Event
from keepknocking.ledger.expectations import Expectation, Speaker
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.moments import When
from keepknocking.ledger.people import ContactDetail, ContactKind, Person
from keepknocking.ledger.searches import Correction, Effort, Note, Search
from keepknocking.ledger.story.reading import read_story
from keepknocking.ledger.story.writing import write_story
from keepknocking.store.journal import note_deed
from keepknocking.store.loading import Stored, brought_up_to_date, load
from keepknocking.store.models import Change
from keepknocking.store.saving import rising, save
from keepknocking.store.translate import TABLES, TURNS, NotKept, NotText, NumberTooLarge

DAY = When(date(2026, 3, 2))
NOW = datetime(2026, 3, 12, 20, 30, tzinfo=UTC)
EMPTY = Stored(ledger=Ledger(), rows={table.name: () for table in (*TABLES, TURNS)}, revision=0)


def often(examples: int) -> settings:
    checks = [
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ]
    return settings(deadline=None, max_examples=examples, suppress_health_check=checks)


def saved(before: Stored, after: Ledger) -> Stored:
    with transaction.atomic():
        return save(before, after, note_deed("test", (), at=NOW))


def exactly(ledger: Ledger) -> str:
    """All of a ledger, with the offsets of its moments, which `==` does not look at."""
    search = ledger.search
    if search is not None and search.hours_a_week is not None:
        ledger = replace(ledger, search=replace(search, hours_a_week=float(search.hours_a_week)))
    return repr(ledger)


def check_kept(ledger: Ledger) -> None:
    stored = saved(EMPTY, ledger)
    assert stored.ledger is ledger
    assert exactly(load().ledger) == exactly(ledger)
    assert load() == stored


@often(15)
@given(data=st.data())
def test_a_ledger_that_was_saved_is_loaded(
    data: st.DataObject, ledgers: st.SearchStrategy[Ledger], anew: Callable[[], None]
) -> None:
    ledger = data.draw(ledgers)
    anew()
    check_kept(ledger)


@pytest.mark.slow
@often(600)
@given(data=st.data())
def test_many_a_ledger_that_was_saved_is_loaded(
    data: st.DataObject, ledgers: st.SearchStrategy[Ledger], anew: Callable[[], None]
) -> None:
    ledger = data.draw(ledgers)
    anew()
    check_kept(ledger)


def check_steps(steps: list[Ledger]) -> None:
    assert load() == EMPTY
    stored = onlooker = EMPTY
    for ledger in steps:
        stored = saved(stored, ledger)
        onlooker = brought_up_to_date(onlooker)
        assert load() == stored == onlooker


@often(6)
@given(data=st.data())
def test_every_ledger_can_become_every_other(
    data: st.DataObject, ledgers: st.SearchStrategy[Ledger], anew: Callable[[], None]
) -> None:
    steps = data.draw(st.lists(ledgers, min_size=2, max_size=4))
    anew()
    check_steps(steps)


@pytest.mark.slow
@often(300)
@given(data=st.data())
def test_every_ledger_can_become_many_others(
    data: st.DataObject, ledgers: st.SearchStrategy[Ledger], anew: Callable[[], None]
) -> None:
    steps = data.draw(st.lists(ledgers, min_size=2, max_size=6))
    anew()
    check_steps(steps)


def remarks(*told: tuple[str, int]) -> Ledger:
    whens = {day: When(date(2026, 3, day)) for _, day in told}
    return Ledger(notes=tuple(Note(text=text, when=whens[day]) for text, day in told))


note_lists = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from([2, 3])), max_size=6)


@often(20)
@given(steps=st.lists(note_lists, min_size=1, max_size=4))
def test_the_order_within_a_day_is_kept_through_every_change(
    anew: Callable[[], None], steps: list[list[tuple[str, int]]]
) -> None:
    anew()
    check_steps([remarks(*told) for told in steps])


@pytest.mark.parametrize("order", list(permutations("abc")))
def test_facts_of_a_day_may_change_places(ledger_path: Path, order: tuple[str, ...]) -> None:
    del ledger_path
    check_steps([remarks(("a", 2), ("b", 2), ("c", 2)), remarks(*((one, 2) for one in order))])


def touched() -> int:
    return Change.objects.order_by("-deed_id").filter(deed=Change.objects.latest("id").deed).count()


@pytest.mark.parametrize(
    "told",
    [
        [("a", 2), ("b", 2), ("c", 3), ("more", 3)],
        [("a", 2), ("b", 2), ("more", 2), ("c", 3)],
        [("a", 2), ("b", 2), ("more", 1), ("c", 3)],
        [("a", 2), ("b", 4), ("c", 3)],
        [("b", 2), ("a", 3), ("c", 3)],
        [("c", 2), ("a", 2), ("b", 2)],
        [("a", 2), ("c", 3)],
        [("a", 2), ("B", 2), ("c", 3)],
    ],
)
def test_one_change_touches_one_row(ledger_path: Path, told: list[tuple[str, int]]) -> None:
    del ledger_path
    stored = saved(EMPTY, remarks(("a", 2), ("b", 2), ("c", 3)))
    assert touched() == 3
    stored = saved(stored, remarks(*sorted(told, key=lambda one: one[1])))
    assert touched() == 1
    assert load() == stored


def test_somebody_whose_id_comes_between_moves_nobody(ledger_path: Path) -> None:
    del ledger_path
    people = [Person(id=name, name=name, known=DAY) for name in ("a", "b", "c", "d", "e")]
    stored = saved(EMPTY, Ledger(people=(people[1], people[3])))
    stored = saved(stored, Ledger(people=tuple(people)))
    assert touched() == 3
    assert load() == stored


def test_a_turn_of_an_ask_is_seen_by_another_window(ledger_path: Path) -> None:
    del ledger_path
    ask = Ask(id="a", of="ana", purpose=Purpose.CONVERSATION, asked=DAY)
    asked = Ledger(people=(PERSON,), asks=(ask,))
    stored = onlooker = saved(EMPTY, asked)
    stored = saved(stored, replace(asked, asks=(replace(ask, nudges=(DAY,)),)))
    assert touched() == 1
    assert brought_up_to_date(onlooker) == stored


def test_a_changed_fact_keeps_its_row(ledger_path: Path) -> None:
    del ledger_path
    stored = saved(EMPTY, remarks(("a", 2), ("b", 2), ("c", 2)))
    (_, row, _) = stored.rows["notes"]
    stored = saved(stored, remarks(("a", 2), ("a new remark", 2), ("c", 2)))
    assert stored.rows["notes"][1].id == row.id
    assert stored.rows["notes"][1].deed == stored.revision > row.deed
    stored = saved(stored, Ledger(search=Search(started=DAY)))
    (search,) = stored.rows["search"]
    stored = saved(stored, Ledger(search=Search(started=DAY, wanted="planner")))
    assert stored.rows["search"][0].id == search.id


def test_facts_keep_their_rows_where_two_people_become_one(ledger_path: Path) -> None:
    del ledger_path
    people = tuple(Person(id=name, name=name, known=DAY) for name in ("ana", "ana-2", "ben"))
    details = tuple(
        ContactDetail(person=person, kind=ContactKind.EMAIL, value=value, known=DAY)
        for person, value in (("ana-2", "a@a.org"), ("ben", "b@b.org"), ("ana-2", "c@c.org"))
    )
    met = (Encounter(person="ana-2", when=DAY), Encounter(person="ben", when=DAY))
    stored = saved(EMPTY, Ledger(people=people, contact_details=details, encounters=met))
    after = Ledger(
        people=(people[0], people[2]),
        contact_details=tuple(
            replace(detail, person="ana") if detail.person == "ana-2" else detail
            for detail in (details[1], details[2], details[0])
        ),
        encounters=(met[1], replace(met[0], person="ana")),
    )
    rows = stored.rows
    stored = saved(stored, after)
    mail, bens, other = rows["contact_details"]
    assert [row.id for row in stored.rows["contact_details"]] == [bens.id, other.id, mail.id]
    assert [row.id for row in stored.rows["encounters"]] == [
        row.id for row in reversed(rows["encounters"])
    ]
    assert load() == stored


def test_a_guess_of_the_house_is_not_taken_for_one_of_hers(ledger_path: Path) -> None:
    del ledger_path
    events = tuple(Event(id=name, name=name, when=DAY) for name in ("fair", "dinner"))
    guess = Expectation(event="fair", by=Speaker.SEEKER, dots=(100, 0, 0, 0, 0), when=DAY)
    house = replace(guess, by=Speaker.HOUSE)
    stored = saved(EMPTY, Ledger(events=events, expectations=(house, guess)))
    rows = stored.rows["expectations"]
    moved = (replace(guess, event="dinner"), replace(house, event="dinner"))
    stored = saved(stored, Ledger(events=events, expectations=moved))
    assert [row.id for row in stored.rows["expectations"]] == [row.id for row in reversed(rows)]


WEST = timezone(timedelta(hours=-23, minutes=-59))
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN),
        datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1),
        datetime(2026, 3, 29, 2, 30, tzinfo=BERLIN),
        datetime(2026, 3, 2, 9, 30, 0, 1, tzinfo=UTC),
        datetime(2026, 3, 2, 23, 59, 59, 999_999, tzinfo=WEST),
        datetime(2026, 3, 2, tzinfo=timezone(timedelta(hours=5, minutes=30, seconds=7))),
        datetime(2026, 3, 2, tzinfo=timezone(timedelta(hours=-3, microseconds=1))),
        datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))),
        datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=timezone(timedelta(hours=-12))),
    ],
)
def test_a_moment_is_kept_with_its_offset(ledger_path: Path, moment: datetime) -> None:
    del ledger_path
    when = When(date(2026, 3, 2), moment)
    check_kept(Ledger(notes=(Note(text="", when=when),), search=Search(started=DAY, closed=when)))
    assert load().ledger.notes[0].when.known_on == when.known_on


@pytest.mark.parametrize("day", [date.min, date(999, 12, 31), date(2024, 2, 29), date.max])
def test_a_day_of_any_year_is_kept(ledger_path: Path, day: date) -> None:
    del ledger_path
    check_kept(Ledger(notes=(Note(text="", when=When(day)),)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \t\r\n",
        "a\0b",
        "'; DROP TABLE store_note; --",
        "%s {} \\ \" ' null NULL",
        "é é 陳 👩‍👩‍👧 \u202e\ufeff\uffff",
        "\x1b[2J",
        "x" * 5_000_000,
    ],
)
def test_any_text_is_kept_as_it_is(ledger_path: Path, text: str) -> None:
    del ledger_path
    note = Note(text=text, when=DAY)
    correction = Correction(was=text, now=text, when=DAY)
    stored = saved(EMPTY, Ledger(notes=(note,), corrections=(correction,)))
    stored = saved(stored, Ledger(notes=(replace(note, text=f"{text}."),)))
    assert load() == stored


def test_no_text_is_not_the_same_as_an_empty_text(ledger_path: Path) -> None:
    del ledger_path
    kept = [replace(PERSON, id=str(number), role=role) for number, role in enumerate((None, ""))]
    check_kept(Ledger(people=tuple(kept)))


PERSON = Person(id="ana", name="Ana", known=DAY)


@pytest.mark.parametrize("minutes", [1, 2**31, 2**53 + 1, 2**63 - 1])
def test_a_large_number_is_kept(ledger_path: Path, minutes: int) -> None:
    del ledger_path
    check_kept(Ledger(efforts=(Effort(minutes=minutes, when=DAY),)))


@pytest.mark.parametrize(
    "ledger",
    [
        Ledger(efforts=(Effort(minutes=2**63, when=DAY),)),
        Ledger(efforts=(Effort(minutes=10**5000, when=DAY),)),
        Ledger(search=Search(started=DAY, hours_a_week=10**400)),
    ],
)
def test_a_number_beyond_all_counting_is_refused(ledger_path: Path, ledger: Ledger) -> None:
    del ledger_path
    with pytest.raises(NumberTooLarge, match=r"at most 9,223,372,036,854,775,807 can be written"):
        saved(EMPTY, ledger)
    assert load() == EMPTY


def test_half_a_character_is_refused(ledger_path: Path) -> None:
    del ledger_path
    with pytest.raises(NotText, match=r"character 5 \(U\+DCFF\) is only half a character"):
        saved(EMPTY, remarks(("note\udcff", 2)))
    assert load() == EMPTY
    assert issubclass(NotText, NotKept)


@often(100)
@given(
    st.lists(st.one_of(st.none(), st.integers(-5, 20)), max_size=8),
)
def test_places_rise_and_those_that_rise_already_stay(places: list[int | None]) -> None:
    found = rising(places, fresh=iter(range(100, 200)))
    assert found == sorted(set(found))
    assert len(found) == len(places)
    standing = [place for place in places if place is not None]
    if standing == sorted(set(standing)) and None not in places[1:]:
        assert [at for at, was in zip(found, places, strict=True) if was is not None] == standing


@pytest.mark.parametrize("collecting", [True, False])
def test_loading_leaves_the_collector_as_it_was(ledger_path: Path, *, collecting: bool) -> None:
    del ledger_path
    before = gc.isenabled()
    try:
        (gc.enable if collecting else gc.disable)()
        load()
        assert gc.isenabled() is collecting
    finally:
        (gc.enable if before else gc.disable)()


def test_an_older_copy_that_was_put_back_is_read_anew(
    ledger_path: Path, anew: Callable[[], None]
) -> None:
    del ledger_path
    known = saved(saved(EMPTY, remarks(("a", 2))), remarks(("b", 2)))
    anew()
    saved(EMPTY, remarks(("a copy", 2)))
    assert brought_up_to_date(known) == load() != known


def stories(root: Path) -> list[Path]:
    return [*(root / "docs" / "examples").glob("*.story"), *(root / "src").rglob("*.story")]


def test_every_story_of_the_house_comes_back_from_the_disk(
    root: Path, anew: Callable[[], None]
) -> None:
    assert len(stories(root)) >= 2
    for path in stories(root):
        ledger = read_story(path.read_text()).ledger
        anew()
        check_kept(ledger)
        again = read_story(write_story(load().ledger)).ledger
        anew()
        check_kept(again)
        assert load().ledger == ledger


@often(5)
@given(data=st.data())
def test_from_disk_to_a_story_to_another_disk(
    data: st.DataObject, ledgers: st.SearchStrategy[Ledger], anew: Callable[[], None]
) -> None:
    ledger = data.draw(ledgers)
    anew()
    saved(EMPTY, ledger)
    story = write_story(load().ledger)
    anew()
    saved(EMPTY, read_story(story).ledger)
    assert load().ledger == ledger
    assert write_story(load().ledger) == story
