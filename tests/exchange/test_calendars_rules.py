"""Rules of repetition against those of another program, and by hand where that is silent."""

from datetime import date, datetime, time

import pytest
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # it brings no annotations
from hypothesis import given, settings
from hypothesis import strategies as st

from keepknocking.exchange.calendars import walking
from keepknocking.exchange.calendars.rules import NotARule, rule_of
from keepknocking.exchange.calendars.walking import Budget, Walk

FIRST, LAST = date(2025, 11, 22), date(2027, 2, 23)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def listed(
    name: str, values: st.SearchStrategy[int | str], most: int = 4
) -> st.SearchStrategy[str]:
    """A filter with a few values, or none."""
    some = st.lists(values, min_size=1, max_size=most, unique=True)
    return st.just("") | some.map(lambda chosen: f";{name}={','.join(map(str, chosen))}")


# Filters are drawn so that each rule comes true now and then: the other program does not end else.
# Counted weekdays and plain ones are not mixed: it wants both at once, and the standard either.
MONTH_DAYS = st.integers(1, 28) | st.integers(-28, -1)
NTH = st.builds(
    lambda at, day: f"{at}{day}", st.sampled_from((1, 2, 3, 4, -1, -2)), st.sampled_from(WEEKDAYS)
)
PLAIN = st.sampled_from(WEEKDAYS)
# Positions in weeks are left out too: it takes only what is left of the first week.
# The first week counted from the end (-52) is left out: that program cuts it at the new year.
WEEKS = st.integers(1, 52) | st.integers(-51, -1)
YEAR_DAYS = st.integers(1, 365) | st.integers(-365, -1)
MONTHS = listed("BYMONTH", st.integers(1, 12))
HOURS = listed("BYHOUR", st.integers(0, 23), 3)
POSITION = listed("BYSETPOS", st.sampled_from((1, -1)), 2)
STARTS = listed("WKST", PLAIN, 1)
KINDS: tuple[tuple[str, tuple[st.SearchStrategy[str], ...]], ...] = (
    (
        "YEARLY",
        (
            MONTHS,
            listed("BYMONTHDAY", MONTH_DAYS),
            HOURS,
            POSITION,
        ),
    ),
    (
        "YEARLY",
        (
            MONTHS,
            listed("BYDAY", NTH) | listed("BYDAY", PLAIN),
            HOURS,
            POSITION,
        ),
    ),
    (
        "YEARLY",
        (
            listed("BYYEARDAY", YEAR_DAYS),
            HOURS,
            POSITION,
        ),
    ),
    (
        "YEARLY",
        (
            listed("BYWEEKNO", WEEKS).filter(bool),
            listed("BYDAY", PLAIN).filter(bool),
            STARTS,
        ),
    ),
    (
        "MONTHLY",
        (
            MONTHS,
            listed("BYMONTHDAY", MONTH_DAYS),
            HOURS,
            POSITION,
        ),
    ),
    (
        "MONTHLY",
        (
            MONTHS,
            listed("BYDAY", NTH) | listed("BYDAY", PLAIN),
            HOURS,
            POSITION,
        ),
    ),
    (
        "WEEKLY",
        (
            listed("BYDAY", PLAIN),
            HOURS,
            STARTS,
        ),
    ),
    (
        "DAILY",
        (
            MONTHS,
            listed("BYDAY", PLAIN),
            HOURS,
        ),
    ),
    (
        "DAILY",
        (
            listed("BYMONTHDAY", MONTH_DAYS),
            HOURS,
            POSITION,
        ),
    ),
    ("HOURLY", (listed("BYDAY", PLAIN),)),
)
COUNT = st.just("") | st.integers(1, 60).map(lambda count: f";COUNT={count}")


@st.composite
def rules(draw: st.DrawFn) -> str:
    freq, filters = draw(st.sampled_from(KINDS))
    # A step of years may never meet a leap day, or one of months a month: steps only where all can.
    step = draw(st.integers(1, 4)) if freq in ("WEEKLY", "DAILY", "HOURLY") else 1
    return f"FREQ={freq};INTERVAL={step}" + draw(COUNT) + "".join(draw(each) for each in filters)


BEGINNINGS = st.builds(
    datetime,
    st.integers(2005, 2026),
    st.integers(1, 12),
    st.integers(1, 28),
    st.integers(0, 23),
    st.sampled_from((0, 30)),
)


@settings(deadline=None, max_examples=80)
@given(rules(), BEGINNINGS)
def test_a_rule_has_the_dates_that_another_program_gives_it(rule: str, begins: datetime) -> None:
    window = datetime.combine(FIRST, time()), datetime.combine(LAST, time.max)
    theirs = rrulestr(rule, dtstart=begins).between(*window, inc=True)
    walk = Walk(rule_of(rule), begins)
    mine = list(walk.moments(FIRST, LAST))
    assert mine == theirs or walk.gave_up


@pytest.mark.parametrize(
    ("rule", "begins", "days"),
    [
        ("FREQ=YEARLY", "20240229", ["2024-02-29", "2028-02-29"]),
        ("FREQ=YEARLY;BYWEEKNO=20", "20260511", ["2026-05-11", "2027-05-17", "2028-05-15"]),
        (
            "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3",
            "20260131",
            ["2026-01-31", "2026-03-31", "2026-05-31"],
        ),
        ("FREQ=YEARLY;BYDAY=20MO;COUNT=2", "20260101", ["2026-05-18", "2027-05-17"]),
        ("FREQ=YEARLY;BYDAY=-1FR;COUNT=1", "20260101", ["2026-12-25"]),
        (
            "FREQ=MONTHLY;BYDAY=1TU,SU;COUNT=3",
            "20260201",
            ["2026-02-01", "2026-02-03", "2026-02-08"],
        ),
        ("FREQ=YEARLY;BYWEEKNO=-1;COUNT=2", "20260105", ["2026-12-28", "2027-12-27"]),
        ("FREQ=YEARLY;BYWEEKNO=-52;BYDAY=TU;WKST=TU;COUNT=1", "20251201", ["2025-12-30"]),
        ("FREQ=WEEKLY;BYDAY=MO,WE;BYSETPOS=-1;COUNT=2", "20260202", ["2026-02-04", "2026-02-11"]),
        ("FREQ=YEARLY;INTERVAL=2;COUNT=2", "20260131", ["2026-01-31", "2028-01-31"]),
        ("FREQ=MINUTELY;INTERVAL=1440;COUNT=2", "20260131", ["2026-01-31", "2026-02-01"]),
        (
            "FREQ=HOURLY;BYHOUR=0;BYMINUTE=0;BYSECOND=0;COUNT=2",
            "20260131",
            ["2026-01-31", "2026-02-01"],
        ),
        ("FREQ=HOURLY;BYHOUR=1;COUNT=2", "20260131", ["2026-01-31", "2026-02-01"]),
        ("D2 #3", "20260131", ["2026-01-31", "2026-02-02", "2026-02-04"]),
        ("W1 MO TU #3", "20260202", ["2026-02-02", "2026-02-03", "2026-02-09"]),
        ("MP1 1+ MO 1- FR #3", "20260202", ["2026-02-02", "2026-02-27", "2026-03-02"]),
        ("MP1 2 MO #2", "20260202", ["2026-02-09", "2026-03-09"]),
        ("MD1 1 15 #2", "20260201", ["2026-02-01", "2026-02-15"]),
        ("YM1 2 #2", "20260201", ["2026-02-01", "2027-02-01"]),
        ("YD1 32 #2", "20260201", ["2026-02-01", "2027-02-01"]),
        ("YM1 2", "20260201", ["2026-02-01", "2027-02-01"]),
        ("D1 20260202T000000", "20260201", []),
    ],
)
def test_rules_by_hand(rule: str, begins: str, days: list[str]) -> None:
    made = rule_of(rule)
    found = Walk(made, datetime.strptime(begins, "%Y%m%d")).moments(date.min, date(2028, 12, 31))  # noqa: DTZ007
    if days:
        assert [moment.date().isoformat() for moment in found] == days
    else:
        assert made.until == "20260202T000000"
        assert made.count is None


def test_a_rule_without_end_in_the_old_form_has_none() -> None:
    made = rule_of("D1 #0")
    assert (made.count, made.until) == (None, "")


@pytest.mark.parametrize("rule", ["D", "X1 #3", "D1 #", "", ";;;"])
def test_what_is_no_rule_is_none(rule: str) -> None:
    with pytest.raises(NotARule, match="it does not say how often"):
        rule_of(rule)


def test_the_rules_of_one_file_share_a_budget() -> None:
    budget = Budget(left=100)
    walk = Walk(rule_of("FREQ=DAILY"), datetime(2026, 1, 1), budget)  # noqa: DTZ001 (no zone here)
    assert len(list(walk.moments(FIRST, LAST))) == 50
    assert walk.gave_up
    steps = Walk(rule_of("FREQ=HOURLY"), datetime(2026, 1, 1), budget)  # noqa: DTZ001
    assert list(steps.moments(FIRST, LAST)) == []
    assert steps.gave_up


def test_the_steps_of_one_rule_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walking, "MOST_STEPS", 5)
    walk = Walk(rule_of("FREQ=HOURLY"), datetime(2026, 1, 1))  # noqa: DTZ001
    assert len(list(walk.moments(FIRST, LAST))) == 5
    assert walk.gave_up
