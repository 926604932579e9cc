"""The own ledger: recorded in deeds, taken back deed by deed, shared by several windows."""

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.moments import When
from keepknocking.ledger.searches import Effort, Goal, Search
from keepknocking.ledger.story.writing import write_story
from keepknocking.services.homes import (
    Guess,
    NothingToRecord,
    NothingToTakeBack,
    NotUnderstood,
)
from keepknocking.services.own_ledger import Decided, NamedElsewhere, OwnLedger
from keepknocking.store.journal import ChangedSince
from keepknocking.store.models import Deed
from keepknocking.store.opening import LedgerMissing, LedgerThere
from keepknocking.store.seals import seals_of
from keepknocking.store.translate import NumberTooLarge

TODAY = date(2026, 3, 12)
NOW = datetime(2026, 3, 12, 20, 30, tzinfo=UTC)
SEARCH = Search(started=When(TODAY), goal=Goal.INTERVIEW, wanted="planner", hours_a_week=8.0)


@pytest.fixture
def home(own_file: Path) -> OwnLedger:
    home = OwnLedger()
    assert home.begin(SEARCH, recorded_at=NOW) == str(own_file)
    return home


def record(home: OwnLedger, *lines: str, today: date = TODAY) -> tuple[str, ...]:
    return home.record(lines, today=today, recorded_at=NOW).added


def story_of(home: OwnLedger) -> str:
    return write_story(home.stored().ledger)


def as_another_sees_it() -> str:
    return story_of(OwnLedger())


def test_a_search_that_was_begun_is_opened_as_it_was_told(home: OwnLedger) -> None:
    opened = home.opened(today=TODAY)
    assert opened.ledger.search == SEARCH
    assert (opened.home, opened.problems, opened.facts, opened.later) == (home, (), 1, 0)
    assert home.call == "knock"
    assert OwnLedger().opened(today=TODAY).ledger == opened.ledger


def test_a_search_is_begun_once(home: OwnLedger) -> None:
    with pytest.raises(LedgerThere):
        home.begin(SEARCH, recorded_at=NOW)


def test_there_is_nothing_before_the_beginning(own_file: Path) -> None:
    for ask in (
        lambda: OwnLedger().opened(today=TODAY),
        lambda: record(OwnLedger(), "met Ana"),
        lambda: OwnLedger().take_back(recorded_at=NOW),
    ):
        with pytest.raises(LedgerMissing, match="begin one with knock init"):
            ask()
    assert not own_file.exists()


def test_lines_are_kept_as_they_were_understood(home: OwnLedger) -> None:
    assert record(home, "met Ana Reyes", "asked Ana for a coffee") == (
        "2026-03-12 met Ana Reyes",
        "2026-03-12 asked Ana Reyes for a conversation",
    )
    assert as_another_sees_it() == story_of(home)
    assert story_of(home).endswith("asked Ana Reyes for a conversation\n")


def test_with_one_bad_line_nothing_is_kept(home: OwnLedger) -> None:
    before = story_of(home)
    with pytest.raises(NotUnderstood, match="Line 2"):
        record(home, "met Ana Reyes", "met at with for")
    assert story_of(home) == as_another_sees_it() == before
    assert Deed.objects.count() == 1


@pytest.mark.parametrize("lines", [(), ("",), ("  ", "\t")])
def test_nothing_to_keep_is_told(home: OwnLedger, lines: tuple[str, ...]) -> None:
    with pytest.raises(NothingToRecord):
        record(home, *lines)


def test_what_no_row_can_hold_is_refused_and_nothing_is_kept(home: OwnLedger) -> None:
    before = story_of(home)

    def decide(ledger: Ledger) -> Decided:
        effort = Effort(minutes=2**63, when=When(TODAY))
        return Decided(ledger=replace(ledger, efforts=(effort,)), told=("effort",))

    with pytest.raises(NumberTooLarge):
        home.change("record", decide, at=NOW)
    assert story_of(home) == as_another_sees_it() == before


def test_the_last_deed_is_taken_back_and_then_the_one_before(home: OwnLedger) -> None:
    empty = story_of(home)
    record(home, "met Ana Reyes")
    first = story_of(home)
    record(home, "met Ben Ode", "note: tall")
    assert home.take_back(recorded_at=NOW) == ("2026-03-12 met Ben Ode", "2026-03-12 note: tall")
    assert story_of(home) == as_another_sees_it() == first
    assert home.take_back(recorded_at=NOW) == ("2026-03-12 met Ana Reyes",)
    assert story_of(home) == as_another_sees_it() == empty
    with pytest.raises(NothingToTakeBack):
        home.take_back(recorded_at=NOW)
    assert story_of(home) == empty


def test_what_others_name_is_not_taken_away(home: OwnLedger) -> None:
    record(home, "met Ana Reyes")
    met = Deed.objects.latest("id")
    record(home, "thanked Ana Reyes")
    before = story_of(home)
    with pytest.raises(NamedElsewhere, match="other facts still name it"):
        home.undo(met, at=NOW)
    assert story_of(home) == as_another_sees_it() == before
    assert Deed.objects.count() == 3


def test_an_ask_is_not_taken_away_from_what_happened_to_it(home: OwnLedger) -> None:
    record(home, "met Ana Reyes")
    record(home, "asked Ana Reyes for a conversation")
    asked = Deed.objects.latest("id")
    record(home, "nudged Ana Reyes")
    before = story_of(home)
    with pytest.raises(NamedElsewhere, match="no ask with the id 'ana-reyes-2026-03-12'"):
        home.undo(asked, at=NOW)
    assert story_of(home) == as_another_sees_it() == before


def test_what_was_changed_since_is_not_taken_back_over_the_change(home: OwnLedger) -> None:
    record(home, "met Ana Reyes")
    met = Deed.objects.latest("id")
    record(home, "person Ana Reyes (Harbor Foods)")
    before = story_of(home)
    with pytest.raises(ChangedSince, match="undo that first"):
        home.undo(met, at=NOW)
    assert story_of(home) == as_another_sees_it() == before


def test_a_guess_is_sealed_in_the_same_deed_as_its_lines(home: OwnLedger) -> None:
    record(home, 'event "Fair"')
    line = 'expect "Fair": nothing 40, a name 35, an opening 20, an interview 4, an offer 1'
    guess = Guess(event="fair-2026-03-12", said={"yours": [40, 35, 20, 4, 1]})
    with pytest.raises(NotUnderstood):
        home.record(("mett Ana",), today=TODAY, recorded_at=NOW, sealed=guess)
    assert seals_of(guess.event) == []
    home.record((line,), today=TODAY, recorded_at=NOW, sealed=guess)
    (sealed,) = seals_of(guess.event)
    assert (sealed.said, sealed.sealed_at, sealed.is_whole) == (guess.said, NOW, True)
    assert Deed.objects.latest("id").kind == "seal"


def test_a_search_is_opened_as_it_stood_on_the_day(home: OwnLedger) -> None:
    record(home, "met Ana Reyes", today=date(2026, 3, 13))
    opened = home.opened(today=TODAY)
    assert opened.ledger.people == ()
    assert opened.later == 2
    assert len(home.opened(today=date(2026, 3, 13)).ledger.people) == 1


LINES = st.lists(
    st.sampled_from(
        [
            "met Ana (Harbor Foods, buyer)",
            "met Ben",
            "asked Ana for an introduction to Ben",
            "nudged Ana",
            "Ana replied",
            "Ana promised",
            "Ana introduced me to Ben",
            "Ben declined",
            "asked Ben about openings at Oak Bank",
            'Ben told me of "Clerk" at Oak Bank',
            'applied for "Clerk" at Oak Bank',
            'event "Fair" fair',
            "note: it rains",
            "effort 20m",
            "pause",
            "resume",
            "do not contact Ben",
        ]
    ),
    min_size=1,
    max_size=3,
)


@settings(
    deadline=None,
    max_examples=6,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(deeds=st.lists(LINES, max_size=7))
def test_every_deed_can_be_taken_back_to_the_very_beginning(
    home: OwnLedger, deeds: list[list[str]]
) -> None:
    stories = [story_of(home)]
    for lines in deeds:
        try:
            record(home, *lines)
        except NotUnderstood:
            continue
        stories.append(story_of(home))
    while len(stories) > 1:
        assert story_of(home) == as_another_sees_it() == stories.pop()
        home.take_back(recorded_at=NOW)
    assert story_of(home) == as_another_sees_it() == stories.pop()


# --- several windows --------------------------------------------------------------------------


def test_another_windows_deed_is_seen_and_only_what_it_touched_is_read(
    home: OwnLedger, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    asked: Callable[[int], AbstractContextManager[object]] = django_assert_num_queries
    record(home, "met Ana Reyes")
    onlooker = OwnLedger()
    onlooker.stored()
    with asked(1):  # is there a later deed?
        onlooker.stored()
    record(home, "note: tall")
    with asked(6):  # a later deed? BEGIN, the deed again, its tables, the notes, ROLLBACK
        onlooker.stored()
    record(home, "asked Ana Reyes for a conversation")
    record(home, "nudged Ana Reyes")
    with asked(7):  # and the turns with the asks
        onlooker.stored()
    assert story_of(onlooker) == story_of(home)


def test_two_windows_never_write_over_each_other(home: OwnLedger) -> None:
    other = OwnLedger()
    other.stored()
    record(home, "met Ana Reyes")
    record(other, "asked Ana Reyes for a conversation")
    record(home, "nudged Ana Reyes")
    assert home.take_back(recorded_at=NOW) == ("2026-03-12 nudged Ana Reyes",)
    assert other.take_back(recorded_at=NOW) == ("2026-03-12 asked Ana Reyes for a conversation",)
    assert story_of(home) == story_of(other) == as_another_sees_it()


def test_threads_that_write_at_once_lose_nothing(home: OwnLedger) -> None:
    def write(who: int) -> None:
        try:
            for number in range(5):
                record(home if who % 2 else OwnLedger(), f"note: {who} {number}")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    written = {note.text for note in home.stored().ledger.notes}
    assert written == {f"{who} {number}" for who in range(4) for number in range(5)}
    assert as_another_sees_it() == story_of(home)


def test_processes_that_write_at_once_lose_nothing(home: OwnLedger) -> None:
    code = (
        "import sys\n"
        "from keepknocking.cli.main import knock\n"
        "for number in range(5):\n"
        "    knock.main(['--today', '2026-03-12', 'log', f'note: {sys.argv[1]} {number}'],\n"
        "        prog_name='knock', standalone_mode=False)\n"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(who)], stdout=subprocess.DEVNULL)  # noqa: S603 (a fixed command)
        for who in range(3)
    ]
    for number in range(5):
        record(home, f"note: 3 {number}")
    assert [process.wait() for process in running] == [0] * 3
    written = {note.text for note in home.stored().ledger.notes}
    assert written == {f"{who} {number}" for who in range(4) for number in range(5)}
