"""Calendars: every quirk of the programs that write them, by made-up entries."""

import time as clock
from contextlib import suppress
from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepknocking.exchange.calendars import entries as entries_module
from keepknocking.exchange.calendars.entries import TooManyEntries
from keepknocking.exchange.calendars.moments import zone_named
from keepknocking.exchange.calendars.reading import is_icalendar, read_calendars
from keepknocking.exchange.found import (
    Dropped,
    FileKind,
    FileRead,
    FileUnreadable,
    FoundAttendee,
    FoundEvent,
)
from keepknocking.exchange.sources import source_of_bytes

TODAY = date(2026, 11, 23)
MEGA = 300_000


def adds_up(found: FileRead) -> bool:
    lost = sum(not each.kept for each in found.dropped)
    return found.read == len({event.where for event in found.events}) + found.blank + lost


def read(content: str | bytes, name: str = "dates.ics", today: date = TODAY) -> FileRead:
    made = content.encode() if isinstance(content, str) else content
    found = read_calendars(source_of_bytes(name, made), today=today)
    assert found.kind is FileKind.ICALENDAR
    assert adds_up(found)
    return found


def entry(*lines: str, end: str = "\r\n") -> str:
    return end.join(("BEGIN:VEVENT", *lines, "END:VEVENT", ""))


def calendar(*parts: str) -> str:
    lines = [part if part.endswith("\n") else f"{part}\r\n" for part in parts]
    return "".join(("BEGIN:VCALENDAR\r\n", *lines, "END:VCALENDAR\r\n"))


def one(*lines: str, head: tuple[str, ...] = ()) -> FoundEvent:
    (event,) = read(calendar(*head, entry(*lines))).events
    return event


def days(*lines: str, today: date = TODAY) -> list[date]:
    return [event.on for event in read(calendar(entry(*lines)), today=today).events]


def whys(found: FileRead) -> list[tuple[str, str]]:
    return [(lost.where, lost.why) for lost in found.dropped]


# What stands in an entry


def test_an_entry_is_an_event_with_all_that_is_said_of_it() -> None:
    found = read(
        calendar(
            "PRODID:-//Meetup//RemoteApi//EN",
            entry(
                "UID:event_1@meetup.com",
                "DTSTART;TZID=Europe/Vienna:20260302T183000",
                "DTEND;TZID=Europe/Vienna:20260302T203000",
                "SUMMARY:An evening\\, in",
                "  town",
                "LOCATION:Hall\\nMain Street",
                "DESCRIPTION:<b>come</b>",
                'ORGANIZER;CN="Ana, Reyes":MAILTO:ana@example.org',
                "ATTENDEE;CN=ben@example.org;PARTSTAT=ACCEPTED:mailto:ben@example.org",
                "ATTENDEE;CUTYPE=ROOM;CN=Room 1:mailto:room@example.org",
                "ATTENDEE:mailto:ANA@example.org",
                "STATUS:CANCELLED",
                "BEGIN:VALARM",
                "SUMMARY:an alarm's own",
                "END:VALARM",
            ),
        )
    )
    assert found.events == (
        FoundEvent(
            name="An evening, in town",
            on=date(2026, 3, 2),
            where="entry 1",
            key="uid:event_1@meetup.com",
            begins=time(18, 30),
            minutes=120,
            place="Hall Main Street",
            kind="meetup",
            cancelled=True,
            attendees=(
                FoundAttendee(name="Ana, Reyes", email="ana@example.org"),
                FoundAttendee(email="ben@example.org"),
            ),
        ),
    )
    assert dict(found.unused) == {"descriptions": 1, "reminders": 1}
    assert found.era == "-//Meetup//RemoteApi//EN"


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["SUMMARY:"], "Calendar entry"),
        (["SUMMARY: ", "LOCATION:Hall"], "Hall"),
        (["SUMMARY;ENCODING=QUOTED-PRINTABLE:J=C3=", "=BCrgen"], "Jürgen"),
        (["SUMMARY:a\\", " nb"], "a b"),
        (["summary;language=de:x"], "x"),
        (["SUMMARY;ENCODING=b:%"], "Calendar entry"),
        (["SUMMARY:" + "x" * 999], "x" * 300),
    ],
)
def test_an_entry_always_has_a_name(lines: list[str], name: str) -> None:
    assert one("DTSTART:20260302", *lines).name == name


@pytest.mark.parametrize(
    ("start", "on", "begins"),
    [
        ("DTSTART;VALUE=DATE:20260302", date(2026, 3, 2), None),
        ("DTSTART:20260302", date(2026, 3, 2), None),
        ("DTSTART:20260302T183059", date(2026, 3, 2), time(18, 30)),
        ("DTSTART:20260302T1830", date(2026, 3, 2), time(18, 30)),
        ("DTSTART:2026-03-02T18:30:00", date(2026, 3, 2), time(18, 30)),
        ("DTSTART:2026-03-02", date(2026, 3, 2), None),
        ("DTSTART;TZID=Europe/Vienna:20260302T183060", date(2026, 3, 2), time(18, 30)),
        ('DTSTART;TZID="Eastern Standard Time":20260302T183000', date(2026, 3, 2), time(18, 30)),
        ("DTSTART;TZID=/Europe/Vienna:20260302T183000", date(2026, 3, 2), time(18, 30)),
        ("DTSTART;TZID=Customized Time Zone:20260302T183000", date(2026, 3, 2), time(18, 30)),
        ("DTSTART:20260302T240000", date(2026, 3, 3), time(0)),
        ("DTSTART:20260302T183000Z", date(2026, 3, 2), time(18, 30)),
        ("DTEND;VALUE=DATE:20260303", date(2026, 3, 2), None),
        ("DTEND:20260302T183000", date(2026, 3, 2), time(18, 30)),
        ("RECURRENCE-ID:20260302", date(2026, 3, 2), None),
    ],
)
def test_the_day_is_the_one_on_the_wall(start: str, on: date, begins: time | None) -> None:
    event = one(start)
    assert (event.on, event.begins) == (on, begins)


@pytest.mark.parametrize(
    ("start", "why"),
    [
        ("SUMMARY:x", "it has no day"),
        ("DTSTAMP:20260302T183000Z", "it has no day"),
        ("DTSTART:next year", "its day cannot be read: next year"),
        ("DTSTART:20261302", "its day cannot be read: 20261302"),
        ("DTSTART:20260302T250000", "its day cannot be read: 20260302T250000"),
        ("DTSTART:99991231T240000", "its day cannot be read: 99991231T240000"),
    ],
)
def test_an_entry_without_a_day_is_dropped_with_the_reason(start: str, why: str) -> None:
    found = read(calendar(entry(start), entry("DTSTART:20260302")))
    assert len(found.events) == 1
    assert [lost for lost in found.dropped if not lost.kept] == [
        Dropped(where="entry 1, line 2", why=why)
    ]


@pytest.mark.parametrize(
    ("lines", "minutes"),
    [
        (["DTSTART:20260302T183000", "DTEND:20260302T193000"], 60),
        (["DTSTART:20260302T183000", "DURATION:PT1H30M"], 90),
        (["DTSTART:20260302T183000", "DURATION:P1W"], 10_080),
        (["DTSTART:20260302T183000", "DURATION:-PT1H"], None),
        (["DTSTART:20260302T183000", "DURATION:P"], None),
        (["DTSTART:20260302T183000", "DURATION:P9999W"], None),
        (["DTSTART:20260302T183000", "DTEND:20260302T173000"], None),
        (["DTSTART:20260302T183000", "DTEND;VALUE=DATE:20260303"], None),
        (["DTSTART:20260302", "DTEND:20260305"], None),
        (["DTSTART;TZID=Europe/Vienna:20260302T183000", "DTEND:20260302T183000Z"], 60),
        (["DTSTART;TZID=Nowhere:20260302T183000", "DTEND:20260302T193000Z"], 60),
    ],
)
def test_an_event_has_a_length_where_the_entry_says_a_sensible_one(
    lines: list[str], minutes: int | None
) -> None:
    assert one(*lines).minutes == minutes


def test_a_time_in_utc_is_told_by_the_clock_of_the_calendar() -> None:
    event = one("DTSTART:20260702T220000Z", head=("X-WR-TIMEZONE:Europe/Vienna",))
    assert (event.on, event.begins) == (date(2026, 7, 3), time(0))
    for head in ((), ("X-WR-TIMEZONE:Nowhere",)):
        found = read(calendar(*head, entry("DTSTART:20260702T220000Z")))
        assert found.events[0].begins == time(22)
        assert found.more["times"].startswith("1 times are those of UTC")


@pytest.mark.parametrize(
    ("zone", "begins"),
    [
        ("Etc/UTC", time(17, 30)),
        ("W. Europe Standard Time", time(18, 30)),
        ("/freeassociation.sourceforge.net/Tzfile/Europe/Vienna", time(18, 30)),
        ("GMT", time(17, 30)),
        ("Own", time(20)),
        ("x" * 300, time(17, 30)),
        ("../../etc", time(17, 30)),
    ],
)
def test_zones_are_known_by_many_names(zone: str, begins: time) -> None:
    table = "BEGIN:VTIMEZONE\r\nTZID:Own\r\n"
    for kind, offset in (("DAYLIGHT", "+0330"), ("STANDARD", "+0230"), ("DAYLIGHT", "+0330")):
        table += f"BEGIN:{kind}\r\nTZOFFSETTO:{offset}\r\nDTSTART:16010101T020000\r\nEND:{kind}\r\n"
    table += "END:VTIMEZONE\r\n"
    event = one("DTSTART:20260302T173000Z", head=(f"X-WR-TIMEZONE:{zone}", table))
    assert event.begins == begins


@pytest.mark.parametrize("offset", ["nonsense", "+9959", "-0800"])
def test_nonsense_in_a_table_of_a_zone_does_no_harm(offset: str) -> None:
    table = (
        "BEGIN:VTIMEZONE\r\nTZID:Own\r\n?\r\nBEGIN:STANDARD\r\n"
        f"TZOFFSETTO:{offset}\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    assert one("DTSTART;TZID=Own:20260302T183000", head=(table,)).begins == time(18, 30)


def test_a_zone_with_no_name_or_an_endless_one_is_unknown() -> None:
    assert zone_named("") is None
    assert zone_named("x" * 300) is None


def test_at_the_end_of_all_time_no_clock_is_moved() -> None:
    event = one("DTSTART:99991231T230000Z", head=("X-WR-TIMEZONE:Asia/Tokyo",))
    assert (event.on, event.begins) == (date(9999, 12, 31), time(23))


@pytest.mark.parametrize(
    ("line", "attendee"),
    [
        ("ATTENDEE;CN=Ana:mailto:a@example.org", FoundAttendee(name="Ana", email="a@example.org")),
        ("ATTENDEE:Ana <a@example.org>", FoundAttendee(name="Ana", email="a@example.org")),
        ("ATTENDEE;CN=\"'Ana'\":invalid:nomail", FoundAttendee(name="Ana")),
        (
            "ATTENDEE;EMAIL=a@example.org;CN=Ana:urn:x",
            FoundAttendee(name="Ana", email="a@example.org"),
        ),
        ("ATTENDEE:Ana", FoundAttendee(name="Ana")),
        (
            "ATTENDEE;CN=A^'n^'a:mailto:a@example.org",
            FoundAttendee(name='A"n"a', email="a@example.org"),
        ),
        ("ORGANIZER:MAILTO:unknown", None),
        ("ORGANIZER;CN=Work:mailto:x@group.calendar.google.com", None),
        ("ATTENDEE:", None),
    ],
)
def test_who_is_invited_is_read_in_every_form(line: str, attendee: FoundAttendee | None) -> None:
    assert one("DTSTART:20260302", line).attendees == ((attendee,) if attendee else ())


def test_of_very_many_attendees_the_first_ones_are_kept() -> None:
    lines = [f"ATTENDEE:mailto:a{number}@example.org" for number in range(70)]
    found = read(calendar(entry("DTSTART:20260302", *lines)))
    assert len(found.events[0].attendees) == 50
    assert found.unused == (("further attendees", 20),)


@pytest.mark.parametrize(
    ("head", "uid", "kind"),
    [
        ("PRODID:-//Meetup//Meetup Events v1.0//EN", "1", "meetup"),
        ("PRODID:-//Google Inc//EN", "event_1@meetup.com", "meetup"),
        ("PRODID:x", "evt-1@events.lu.ma", "meetup"),
        ("PRODID:-//Eventbrite//EN", "1", "meetup"),
        ("PRODID:-//Google Inc//EN", "1@google.com", None),
    ],
)
def test_what_can_only_be_a_gathering_is_one(head: str, uid: str, kind: str | None) -> None:
    assert one(f"UID:{uid}", "DTSTART:20260302", head=(head,)).kind == kind


def test_a_calendar_that_calls_off_calls_everything_off() -> None:
    assert one("DTSTART:20260302", head=("METHOD:CANCEL",)).cancelled
    assert not one("DTSTART:20260302", head=("METHOD:PUBLISH",)).cancelled


# Frames


def test_several_calendars_and_bare_entries_are_read() -> None:
    found = read(
        calendar("X-WR-TIMEZONE:Asia/Tokyo", entry("DTSTART:20260302T120000Z"))
        + calendar("VERSION:1.0", entry("DTSTART:20260303T120000Z"))
        + entry("DTSTART:20260304")
    )
    assert [event.begins for event in found.events] == [time(21), time(12), None]


def test_what_never_ends_ends_with_the_next_beginning() -> None:
    found = read(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260302\nBEGIN:VALARM\nBEGIN:VEVENT\n"
        "DTSTART:20260303\nBEGIN:X\nBEGIN:Y\nEND:X\nSUMMARY:b\nEND:Z\nEND:VCALENDAR\n"
        "BEGIN:VEVENT\nDTSTART:20260304\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260305"
    )
    assert [(event.on.day, event.name) for event in found.events] == [
        (2, "Calendar entry"),
        (3, "b"),
        (4, "Calendar entry"),
        (5, "Calendar entry"),
    ]


def test_broken_lines_are_named_and_stop_nothing() -> None:
    found = read(calendar("nonsense", entry("?", "DTSTART:20260302", "RDATE:x,")))
    assert whys(found) == [
        ("line 2", "it belongs to no property"),
        ("entry 1, line 4", "it belongs to no property"),
        ("entry 1, line 6", "it is no date"),
    ]
    assert len(found.events) == 1


def test_an_empty_entry_is_blank_and_tasks_are_counted() -> None:
    todo = "BEGIN:VTODO\r\nSUMMARY:x\r\nEND:VTODO\r\n"
    found = read(calendar(entry(), todo, entry("DTSTART:20260302")))
    assert (found.read, found.blank, found.unused) == (2, 1, (("tasks", 1),))


def test_a_calendar_without_events_says_what_it_holds() -> None:
    todo = "BEGIN:VTODO\r\nEND:VTODO\r\n"
    with pytest.raises(FileUnreadable, match=r"a calendar with an event in it, only tasks \(2\)"):
        read(calendar(todo, todo))
    with pytest.raises(FileUnreadable, match="only an empty frame"):
        read(calendar())


def test_a_file_without_a_calendar_is_named_as_such() -> None:
    with pytest.raises(FileUnreadable, match=r"^x\.txt holds neither a vCard nor a calendar: "):
        read("dear diary\n", name="x.txt")


@pytest.mark.parametrize(
    ("start", "is_one"),
    [
        ("\r\n\r\nBEGIN:VCALENDAR\r\n", True),
        ("begin : vevent\n", True),
        ("BEGIN:MINE\nX:1\nBEGIN:VEVENT\n", True),
        ("BEGIN:VCARD\nBEGIN:VCALENDAR\n", False),
        ("2026-03-02 met Ana\nBEGIN:VCALENDAR\n", False),
        ("", False),
    ],
)
def test_a_calendar_is_known_by_its_first_frame(start: str, is_one: bool) -> None:  # noqa: FBT001
    assert is_icalendar(start.encode()) is is_one
    assert is_icalendar(start.encode("utf-16")) is is_one


# Versions


def test_of_versions_of_one_entry_the_newest_is_taken() -> None:
    def version(number: int, name: str) -> str:
        return entry("UID:a", "DTSTART:20260302", f"SEQUENCE:{number}", f"SUMMARY:{name}")

    found = read(calendar(version(1, "b"), version(3, "d"), version(2, "c"), version(3, "d")))
    assert [event.name for event in found.events] == ["d"]
    assert whys(found) == [
        ("entry 1, line 2", "entry 2 is a newer version of it"),
        ("entry 3, line 14", "entry 2 is a newer version of it"),
        ("entry 4, line 20", "entry 2 says the same"),
    ]


def test_different_entries_under_one_uid_are_all_kept() -> None:
    found = read(calendar(*(entry("UID:a", f"DTSTART:2026030{day}") for day in (2, 3, 4))))
    assert [event.key for event in found.events] == ["uid:a", "uid:a#2", "uid:a#3"]


def test_an_entry_without_a_name_of_its_own_has_no_key() -> None:
    assert one("DTSTART:20260302").key is None
    assert one("DTSTART:20260302", "UID:" + "x" * 400).key is None


# Series


def test_a_series_gives_its_first_date_and_those_around_today() -> None:
    found = days("UID:a", "DTSTART:20200302", "RRULE:FREQ=MONTHLY")
    assert found[:2] == [date(2020, 3, 2), date(2025, 12, 2)]
    assert found[-1] == date(2027, 2, 2)
    assert len(found) == 16


def test_dates_of_a_series_have_keys_by_their_day_and_one_series() -> None:
    found = read(calendar(entry("UID:a", "DTSTART:20261102T183000", "RRULE:FREQ=WEEKLY;COUNT=2")))
    assert [(event.key, event.series) for event in found.events] == [
        ("uid:a+20261102T183000", "uid:a"),
        ("uid:a+20261109T183000", "uid:a"),
    ]
    assert "from 2025-11-22 to 2027-02-23" in found.more["dates"]
    unnamed = read(calendar(entry("DTSTART:20261102", "RRULE:FREQ=DAILY;COUNT=1"))).events
    assert [(event.key, event.series) for event in unnamed] == [(None, "entry 1")]


def test_of_very_many_dates_those_nearest_to_today_are_taken() -> None:
    found = read(calendar(entry("UID:a", "DTSTART:20200302", "RRULE:FREQ=DAILY")))
    taken = [event.on for event in found.events]
    assert len(taken) == 101
    assert taken[1] >= date(2026, 10, 3)
    assert found.unused == (("further dates of repeating entries", 359),)


def test_a_file_of_very_many_series_is_bounded() -> None:
    many = [entry(f"UID:{number}", "DTSTART:20200302", "RRULE:FREQ=DAILY") for number in range(60)]
    assert len(read(calendar(*many)).events) == 5_060


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["RRULE:FREQ=DAILY;UNTIL=20261104"], [2, 3, 4]),
        (["RRULE:FREQ=DAILY;UNTIL=20261104T173000Z"], [2, 3, 4]),
        (["RRULE:FREQ=DAILY;UNTIL=20261104T172959Z"], [2, 3]),
        (["RRULE:FREQ=DAILY;UNTIL=20261101"], [2]),
        (["RRULE:FREQ=DAILY;COUNT=-1;UNTIL=20261104"], [2, 3, 4]),
        (["RRULE:FREQ=DAILY;COUNT=4", "EXDATE:20261103T173000Z,20261104T173000Z"], [2, 5]),
        (["RRULE:FREQ=DAILY;COUNT=4", "EXDATE;VALUE=DATE:20261103"], [2, 4, 5]),
        (["RRULE:FREQ=DAILY;COUNT=4", "EXDATE;TZID=Europe/Vienna:20261102T183000"], [3, 4, 5]),
        (["RRULE:FREQ=DAILY;COUNT=4", "EXRULE:FREQ=DAILY;INTERVAL=2"], [3, 5]),
        (["RDATE;TZID=Europe/Vienna:20261105T183000", "RDATE:20261106T173000Z"], [2, 5, 6]),
        (["RDATE;VALUE=PERIOD:20261105T173000Z/PT1H"], [2, 5]),
        (["RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=TU"], [2, 3, 10, 17]),
        (["RRULE:D1 #3"], [2, 3, 4]),
        (["RRULE:W1 MO WE 20261111T235959"], [2, 4, 9, 11]),
    ],
)
def test_rules_exceptions_and_listed_dates_work_together(
    lines: list[str], expected: list[int]
) -> None:
    found = days("UID:a", "DTSTART;TZID=Europe/Vienna:20261102T183000", *lines)
    assert [day.day for day in found] == expected


def test_a_series_of_whole_days_ends_with_the_day_of_its_end() -> None:
    lines = ("DTSTART:20261102", "RRULE:FREQ=DAILY;UNTIL=20261104T000000Z")
    assert [day.day for day in days("UID:a", *lines)] == [2, 3, 4]


def test_where_the_first_date_is_taken_out_the_next_is_the_first() -> None:
    lines = ("UID:a", "DTSTART:20100302", "EXDATE:20100302")
    assert days(*lines, "RRULE:FREQ=YEARLY;UNTIL=20130101") == [date(2011, 3, 2)]
    found = read(calendar(entry(*lines, "RRULE:FREQ=YEARLY;UNTIL=20110101")))
    assert whys(found) == [("entry 1, line 2", "all of its dates are taken out")]


def test_a_series_in_utc_is_told_by_the_clock_of_the_calendar() -> None:
    lines = ("UID:a", "DTSTART:20261001T170000Z", "RRULE:FREQ=MONTHLY;COUNT=2")
    found = read(calendar("X-WR-TIMEZONE:Europe/Vienna", entry(*lines)))
    assert [event.begins for event in found.events] == [time(19), time(18)]


def test_an_entry_may_stand_for_one_date_of_a_series() -> None:
    series = entry(
        "UID:a", "DTSTART;TZID=Europe/Vienna:20261102T183000", "RRULE:FREQ=WEEKLY;COUNT=3"
    )
    moved = entry(
        "UID:a", "RECURRENCE-ID:20261109T173000Z", "DTSTART:20261110T120000", "SUMMARY:moved"
    )
    found = read(calendar(moved, series))
    assert [(event.on.day, event.key) for event in found.events] == [
        (10, "uid:a+20261109T183000"),
        (2, "uid:a+20261102T183000"),
        (16, "uid:a+20261116T183000"),
    ]
    alone = read(calendar(moved)).events
    assert [(event.name, event.series) for event in alone] == [("moved", "uid:a")]


def test_entries_may_stand_for_all_dates_of_a_series() -> None:
    series = entry("UID:a", "DTSTART:20261102", "RRULE:FREQ=WEEKLY;COUNT=1")
    found = read(calendar(series, entry("UID:a", "RECURRENCE-ID:20261102", "SUMMARY:b")))
    assert [event.name for event in found.events] == ["b"]
    assert whys(found) == [("entry 1, line 2", "other entries stand for all of its dates")]


def test_a_newer_series_takes_out_what_an_older_entry_stood_for() -> None:
    old = entry("UID:a", "RECURRENCE-ID:20261109", "DTSTART:20261110", "SEQUENCE:1")
    new = entry(
        "UID:a", "DTSTART:20261102", "RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE:20261109", "SEQUENCE:2"
    )
    found = read(calendar(old, new))
    assert [event.on.day for event in found.events] == [2, 16]
    assert whys(found) == [("entry 1, line 2", "entry 2 is newer and takes this date out")]


def test_a_change_of_a_date_and_all_after_it_moves_and_renames_them() -> None:
    series = entry("UID:a", "DTSTART:20261102T183000", "RRULE:FREQ=WEEKLY;COUNT=4", "SUMMARY:a")
    change = entry(
        "UID:a",
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20261109T183000",
        "DTSTART:20261110T190000",
        "SUMMARY:b",
    )
    found = read(calendar(series, change))
    assert sorted((event.on.day, event.begins, event.name) for event in found.events) == [
        (2, time(18, 30), "a"),
        (10, time(19), "b"),
        (17, time(19), "b"),
        (24, time(19), "b"),
    ]


def test_a_change_that_leads_out_of_all_years_changes_no_day() -> None:
    series = entry("UID:a", "DTSTART:99980101", "RRULE:FREQ=YEARLY;COUNT=2")
    change = entry("UID:a", "RECURRENCE-ID;RANGE=THISANDFUTURE:10000101", "DTSTART:99990101")
    found = read(calendar(series, change), today=date(9999, 1, 1))
    assert {event.on.year for event in found.events} == {9998, 9999}


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("FREQ=DAILY;INTERVAL=0", "its INTERVAL is 0"),
        ("FREQ=DAILY;COUNT=x", "its COUNT is no number"),
        ("FREQ=DAILY;BYHOUR=x", "its BYHOUR is no number"),
        ("FREQ=DAILY;BYMONTH=13", "its BYMONTH cannot be 13"),
        ("FREQ=DAILY;BYSETPOS=0", "its BYSETPOS cannot be 0"),
        ("FREQ=DAILY;BYDAY=XX", "its BYDAY is no weekday"),
        ("FREQ=SOMETIMES", "it does not say how often"),
        ("sometimes", "it does not say how often"),
        ("FREQ=HOURLY;BYSETPOS=1", "it picks one of many hours, minutes or seconds"),
        ("RSCALE=CHINESE;FREQ=YEARLY", "it follows another calendar"),
        ("FREQ=DAILY;" + "X" * 5000, "it is too long"),
    ],
)
def test_of_a_series_whose_rule_nobody_can_follow_the_first_date_is_taken(
    rule: str, why: str
) -> None:
    found = read(calendar(entry("UID:a", "DTSTART:20261102", f"RRULE:{rule}")))
    assert [event.on for event in found.events] == [date(2026, 11, 2)]
    assert [lost.why for lost in found.dropped] == [
        f"its repetitions are not taken, because of its rule {why}"
    ]


def test_a_series_whose_end_is_no_date_has_its_first_date() -> None:
    found = read(calendar(entry("UID:a", "DTSTART:20261102", "RRULE:FREQ=DAILY;UNTIL=then")))
    assert len(found.events) == 1
    assert found.dropped[0].why.endswith("because their end is no date")


# Bounds

MANY = ",".join(map(str, range(60)))


@pytest.mark.parametrize(
    ("start", "rule"),
    [
        ("20200302T183000", "FREQ=SECONDLY"),
        ("20200302T183000", "FREQ=SECONDLY;COUNT=1000000000"),
        ("20200302T183000", "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30"),
        ("20200302T183000", "FREQ=DAILY;COUNT=1000000000"),
        ("20200302T183000", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
        ("20200302T183000", f"FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE={MANY};BYSECOND={MANY}"),
        ("20200302T183000", f"FREQ=YEARLY;COUNT=99999;BYDAY=MO,TU;BYMINUTE={MANY};BYSETPOS=1,-1"),
        ("20200302T183000", "FREQ=YEARLY;INTERVAL=999999999999"),
        ("20200302T183000", "FREQ=WEEKLY;INTERVAL=999999999999"),
        ("20200302T183000", "FREQ=SECONDLY;INTERVAL=999999999999"),
        ("00010101", "FREQ=DAILY;COUNT=99999999"),
        ("00010101", "FREQ=WEEKLY;BYWEEKNO=1;COUNT=5"),
        ("99991231T235959Z", "FREQ=DAILY"),
        ("99991231T235959Z", "FREQ=HOURLY"),
        ("20200302", "FREQ=YEARLY;BYWEEKNO=1,-1,53"),
    ],
)
@pytest.mark.parametrize("today", [TODAY, date.min, date.max])
def test_no_rule_costs_more_than_a_moment(start: str, rule: str, today: date) -> None:
    began = clock.process_time()
    found = read(calendar(entry("UID:a", f"DTSTART:{start}", f"RRULE:{rule}")), today=today)
    assert clock.process_time() - began < 1
    assert 1 <= len(found.events) <= 101


def test_a_rule_that_goes_on_too_long_is_named() -> None:
    found = read(calendar(entry("UID:a", "DTSTART:00010101", "RRULE:FREQ=DAILY;COUNT=9999999")))
    assert [lost.why for lost in found.dropped] == [
        "its repetitions are too many to be followed to today"
    ]


@pytest.mark.slow
def test_five_thousand_rules_without_end_cost_seconds() -> None:
    began = clock.process_time()
    for rule in ("FREQ=DAILY;COUNT=99999999", "FREQ=SECONDLY"):
        many = [
            entry(f"UID:{number}", "DTSTART:19000101", f"RRULE:{rule}") for number in range(5_000)
        ]
        read(calendar(*many))
    assert clock.process_time() - began < 60


@pytest.mark.parametrize(
    "content",
    [
        "BEGIN:VEVENT\nSUMMARY:" + "a" * 3 * MEGA + "\nDTSTART:20260302\n",
        "BEGIN:VEVENT\nDTSTART:20260302\n" + "ATTENDEE:mailto:a@b\n" * (MEGA // 20),
        "BEGIN:VEVENT\nDTSTART:20260302\nRDATE:" + "20260302," * (MEGA // 20),
        "BEGIN:VEVENT\nDTSTART:20260302\nDTEND:" + "2" * MEGA + "\nDURATION:P" + "1" * MEGA,
        "BEGIN:VEVENT\nDTSTART:20260302\n" + "BEGIN:X\n" * 10_000 + "END:X\n" * 10_000,
        "BEGIN:VEVENT\nDTSTART:20260302\n" + "?\n" * 12_000,
        "BEGIN:VEVENT\nDTSTART:20260302\n" + "BEGIN:VALARM\n" * 10_000,
    ],
)
def test_monsters_cost_little(content: str) -> None:
    began = clock.process_time()
    assert len(read(content).events) == 1
    assert clock.process_time() - began < 10


def test_lost_lines_beyond_the_first_ones_are_counted() -> None:
    found = read("BEGIN:VEVENT\nDTSTART:20260302\n" + "?\n" * 12_000)
    assert found.dropped[-1].why == "2,000 further lines were lost"


def test_a_file_of_too_many_entries_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries_module, "MOST_ENTRIES", 5)
    with pytest.raises(TooManyEntries, match=r"dates\.ics has more than 5 entries"):
        read("BEGIN:VEVENT\n" * 6)


PIECES = (
    *("BEGIN:VCALENDAR\n", "END:VCALENDAR\n", "BEGIN:VEVENT\n", "END:VEVENT\n", "BEGIN:VALARM\n"),
    *("DTSTART", "DTEND", ":20260302T183000\n", ":20260302\n", ":20260302T183000Z\n", "UID:a\n"),
    *(";TZID=Europe/Vienna", ";TZID=Own", ';TZID="', "RRULE:FREQ=", "DAILY", "MONTHLY", "WEEKLY"),
    *(
        "YEARLY",
        "SECONDLY",
        ";INTERVAL=",
        ";COUNT=",
        ";UNTIL=",
        ";BYDAY=",
        "1MO",
        "-1FR",
        ";BYSETPOS=",
    ),
    *(
        "1",
        "0",
        "99999999",
        "RECURRENCE-ID",
        ";RANGE=THISANDFUTURE",
        "EXDATE",
        "RDATE",
        "SEQUENCE:",
    ),
    *(
        "DURATION:P1",
        "ATTENDEE",
        ";CN=Ana",
        ":mailto:",
        "a@b",
        "\n",
        "\r\n ",
        "SUMMARY:",
        "EXRULE:FREQ=",
    ),
)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=40).map("".join))
def test_mutated_calendars_are_read_or_refused(content: str) -> None:
    for made in (content, "BEGIN:VEVENT\nUID:a\nDTSTART:20260302T183000\n" + content):
        encoded = made.encode(errors="replace")
        is_icalendar(encoded)
        with suppress(FileUnreadable):
            read(encoded)


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=300), st.dates())
def test_any_bytes_are_read_or_refused(content: bytes, today: date) -> None:
    with suppress(FileUnreadable):
        read(b"BEGIN:VEVENT\n" + content, today=today)
