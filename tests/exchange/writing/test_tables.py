"""Tables for spreadsheets, and the work-search log."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keepknocking.exchange.formula_guard import unguarded
from keepknocking.exchange.writing.tables import TABLES, people_table, write_table
from keepknocking.exchange.writing.work_log import LogRow, work_log, write_work_log
from keepknocking.ledger.events import Debrief, Event, Rung
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.moments import When
from keepknocking.ledger.story.reading import read_story

STORY = """
2026-03-01 event "Chamber breakfast" meetup 2h from 08:00 in "Town hall"
2026-03-01 event "Empty fair" fair
2026-03-01 event "Told fair" fair
2026-03-01 met Ana Reyes (Harbor Foods, buyer) at "Chamber breakfast"
2026-03-01 debrief "Chamber breakfast": a name, talked to 6
2026-03-01 debrief "Told fair": nothing, talked to 1
2026-03-02 event "Off" fair
2026-03-02 met Zoe Zed at "Off"
2026-03-03 asked Ana Reyes for an introduction to Ben Ode (Brightwater) by email
2026-03-04 email of Ana Reyes: ana@example.org
2026-03-04 email of Ana Reyes: ana@harbor.example
2026-03-04 phone of Ana Reyes: "+49 30 123456"
2026-03-05 nudged Ana Reyes
2026-03-06 Ana Reyes promised
2026-03-08 Ana Reyes introduced me to Ben Ode
2026-03-09 asked Ben Ode about openings at Brightwater by phone
2026-03-10 Ben Ode replied
2026-03-11 Ben Ode told me of "Planner" at Brightwater
2026-03-12 applied for "Planner" at Brightwater through Ben Ode
2026-03-13 asked Ben Ode for a referral for "Planner" at Brightwater
2026-03-14 asked Zoe Zed for a conversation
2026-03-15 Zoe Zed declined
2026-03-16 interview for "Planner" at Brightwater
2026-03-17 applied for "Clerk" at Oak Bank
2026-03-18 rejected for "Planner" at Brightwater
2026-03-18 effort 90m on "letters"
2026-03-18 note about Ana Reyes: =SUM(A1)
2026-03-19 asked Zoe Zed about openings
"""


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    read = read_story(STORY)
    assert not read.problems, [problem.sentence() for problem in read.problems]
    return read.ledger


def rows_of(text: str) -> list[dict[str, str]]:
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    return [{name: unguarded(cell) for name, cell in row.items()} for row in rows]


def log(ledger: Ledger, since: date = date.min, until: date = date.max) -> list[tuple[str, ...]]:
    return [
        (row.day.isoformat()[5:], row.organization, row.person, row.method, row.result)
        for row in work_log(ledger, since=since, until=until)
    ]


def test_the_log_has_what_an_agency_counts(ledger: Ledger) -> None:
    assert log(ledger) == [
        (
            "03-01",
            "Town hall",
            "Ana Reyes",
            "Went to “Chamber breakfast” (meetup)",
            "talked to 6 people",
        ),
        ("03-01", "", "", "Went to “Told fair” (fair)", "talked to 1 person"),
        ("03-02", "", "Zoe Zed", "Went to “Off” (fair)", ""),
        (
            "03-03",
            "Harbor Foods",
            "Ana Reyes",
            "Asked for an introduction to Ben Ode by email",
            "done",
        ),
        (
            "03-05",
            "Harbor Foods",
            "Ana Reyes",
            "Followed up: asked for an introduction to Ben Ode",
            "done",
        ),
        ("03-09", "Brightwater", "Ben Ode", "Asked about openings by phone", "done"),
        ("03-12", "Brightwater", "Ben Ode", "Applied for “Planner”", "not chosen"),
        ("03-13", "Brightwater", "Ben Ode", "Asked for a referral", "no answer yet"),
        ("03-14", "", "Zoe Zed", "Asked for a conversation", "declined"),
        ("03-16", "Brightwater", "Ben Ode", "Interview for “Planner”", "not chosen"),
        ("03-17", "Oak Bank", "", "Applied for “Clerk”", "no answer yet"),
        ("03-19", "", "Zoe Zed", "Asked about openings", "no answer yet"),
    ]


def test_the_log_is_of_a_range_of_days(ledger: Ledger) -> None:
    days = [row[0] for row in log(ledger, date(2026, 3, 5), date(2026, 3, 12))]
    assert days == ["03-05", "03-09", "03-12"]


def test_the_log_says_nothing_of_time_guesses_and_notes(ledger: Ledger) -> None:
    text = write_work_log(work_log(ledger, since=date.min, until=date.max))
    for word in ("letters", "90", "SUM", "expect"):
        assert word not in text


def test_the_log_as_a_table_has_the_day_of_what_came(ledger: Ledger) -> None:
    rows = rows_of(write_work_log(work_log(ledger, since=date.min, until=date.max)))
    assert list(rows[0]) == ["Date", "Organization", "Person", "Method", "Result"]
    assert rows[3]["Result"] == "done on 2026-03-08"
    assert rows[7]["Result"] == "no answer yet"


def test_a_reply_and_a_promise_are_results() -> None:
    story = "2026-03-02 met Ana\n2026-03-02 asked Ana about openings\n2026-03-03 Ana replied\n"
    assert log(read_story(story).ledger)[0][-1] == "replied"
    story += "2026-03-04 Ana promised\n"
    assert log(read_story(story).ledger)[0][-1] == "promised"


def test_an_opening_is_told_by_its_title() -> None:
    story = """
2026-03-01 met Ana
2026-03-02 opening "Planner" at Brightwater
2026-03-03 asked Ana about "Planner" at Brightwater
"""
    assert [row[3] for row in log(read_story(story).ledger)] == ["Asked about “Planner”"]


def test_a_cancelled_event_proves_nothing() -> None:
    when = When(date(2026, 3, 1))
    fair = Event(id="fair", name="Fair", when=when, cancelled=when)
    said = Debrief(event="fair", rung=Rung.NOTHING, when=when)
    assert log(Ledger(events=(fair,), debriefs=(said,))) == []
    (row,) = log(Ledger(events=(replace(fair, cancelled=None),), debriefs=(said,)))
    assert row[-1] == ""


def test_many_who_were_met_are_counted() -> None:
    met = "".join(f'2026-03-01 met Person{name} at "Fair"\n' for name in "ABCDEF")
    ledger = read_story(f'2026-03-01 event "Fair"\n{met}').ledger
    row = log(ledger)[0]
    assert row[2:4] == ("PersonA, PersonB, PersonC, PersonD, and 2 more", "Went to “Fair”")


def test_the_people_stand_by_name_with_all_that_reaches_them(ledger: Ledger) -> None:
    ana, ben, zoe = rows_of(people_table(ledger))
    assert (ana["Name"], ben["Name"], zoe["Name"]) == ("Ana Reyes", "Ben Ode", "Zoe Zed")
    assert ana["E-mail"] == "ana@example.org ::: ana@harbor.example"
    assert ana["Phone"] == "+49 30 123456"
    assert ana["Note"] == "=SUM(A1)"
    assert '"\'=SUM(A1)"' in people_table(ledger)


def test_every_table_has_a_row_for_each_fact(ledger: Ledger) -> None:
    counts = {name: len(rows_of(write(ledger))) for name, write in TABLES.items()}
    assert counts == {
        "people.csv": 3,
        "events.csv": 4,
        "asks.csv": 5,
        "openings.csv": 2,
        "effort.csv": 1,
        "ties.csv": len(ledger.ties),
    }
    asks = rows_of(TABLES["asks.csv"](ledger))
    assert (asks[0]["Towards"], asks[0]["Nudged on"], asks[0]["Done on"]) == (
        "Ben Ode",
        "2026-03-05",
        "2026-03-08",
    )
    steps = rows_of(TABLES["openings.csv"](ledger))[0]["Steps"]
    assert steps == "application 2026-03-12, interview 2026-03-16, rejection 2026-03-18"
    assert rows_of(TABLES["events.csv"](ledger))[0]["Begins"] in ("", "08:00")


def test_every_ledger_makes_tables_that_run_nothing(ledgers: st.SearchStrategy[Ledger]) -> None:
    @settings(
        deadline=None,
        max_examples=50,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(ledgers)
    def holds(ledger: Ledger) -> None:
        tables = [write(ledger) for write in TABLES.values()]
        tables.append(write_work_log(work_log(ledger, since=date.min, until=date.max)))
        for text in tables:
            assert text.startswith("\ufeff")
            for row in csv.reader(io.StringIO(text[1:], newline="")):
                assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
        names = [row["Name"] for row in rows_of(people_table(ledger))]
        assert names == sorted(person.name for person in ledger.people)

    holds()


@settings(deadline=None, max_examples=300)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))))
def test_every_cell_comes_back(cells: list[str]) -> None:
    text = write_table(["a"], [cells])
    _, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    found = [unguarded(cell) for row in rows for cell in row]
    assert found == cells


def test_the_rows_are_values() -> None:
    row = LogRow(day=date(2026, 3, 2), organization="", person="", method="x", result="y")
    assert row.came_on is None
