"""The bar for vCards and calendars: files that other projects test with, where they are at hand.

Every card is a person, or is dropped with a reason; never fewer than a library alone gives; every
file that holds neither is named as such. Nothing of these files is kept here.
"""

import csv
import logging
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import icalendar
import pytest
import recurring_ical_events
import vobject

from keepknocking.exchange.calendars.reading import is_icalendar, read_calendars
from keepknocking.exchange.cards.reading import is_vcard, read_cards
from keepknocking.exchange.found import Dropped, FileRead, FileUnreadable
from keepknocking.exchange.sources import source_of_bytes

UNTESTED = "NOT TESTED: "
TODAY = date(2026, 11, 23)
NOBODY = "nobody is named in it"
NO_DAY = ("it has no day", "its day cannot be read", "all of its dates are taken out")
WIDE = 3  # files in UTF-16 or with lone CR, in which the manifest could not count the cards


@contextmanager
def quietly() -> Iterator[None]:
    """Without what the libraries say about bad files."""
    logging.disable(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def corpus(root: Path) -> Path:
    folder = root.parent / "shared" / "data" / "importer-corpus"
    if not (folder / "MANIFEST.tsv").exists():
        pytest.skip(f"{UNTESTED}vCards and calendars of other projects are not at hand")
    return folder


@pytest.fixture(scope="module")
def rows(corpus: Path) -> list[tuple[str, bytes, int, int]]:
    with (corpus / "MANIFEST.tsv").open(encoding="utf-8") as stream:
        listed = list(csv.DictReader(stream, delimiter="\t"))
    return [
        (row["file"], (corpus / row["file"]).read_bytes(), int(row["vcards"]), int(row["vevents"]))
        for row in listed
    ]


def lost(found: FileRead) -> list[Dropped]:
    return [each for each in found.dropped if not each.kept]


def given_by_vobject(content: bytes) -> int:
    """The most cards that the library gives, in any of its ways."""
    text = content.decode("utf-8", errors="replace")
    most = 0
    for way in ({}, {"allowQP": True}, {"ignoreUnreadable": True, "allowQP": True}):
        count = 0
        try:
            for component in vobject.readComponents(text, **way):
                count += component.name == "VCARD"
        except Exception:  # noqa: BLE001, S110 (whatever the library raises, it ended there)
            pass
        most = max(most, count)
    return most


def given_by_icalendar(content: bytes) -> int:
    """The most entries with a beginning that the library gives, by their UID."""
    most = 0
    for several in (False, True):
        try:
            found = icalendar.Calendar.from_ical(content, multiple=several)
        except Exception:  # noqa: BLE001, S112 (whatever the library raises, it gives nothing)
            continue
        calendars = found if isinstance(found, list) else [found]
        entries = [entry for each in calendars for entry in each.walk("VEVENT")]
        most = max(
            most, len({str(each.get("UID") or id(each)) for each in entries if each.get("DTSTART")})
        )
    return most


def read_all(content: bytes, reader: Callable[[bytes], FileRead]) -> tuple[FileRead | None, str]:
    try:
        return reader(content), ""
    except FileUnreadable as error:
        return None, str(error)


@pytest.mark.slow
def test_every_card_of_every_file_is_a_person_or_has_a_reason(
    rows: list[tuple[str, bytes, int, int]],
) -> None:
    beyond = 0
    with quietly():
        for name, content, cards, _ in rows:
            if not is_vcard(content[:4096]):
                assert cards == 0, name
                continue
            found = read_cards(source_of_bytes(name, content))
            assert found.read >= cards, name
            beyond += found.read - cards
            assert found.read == len(found.people) + len(lost(found)) + found.blank, name
            assert {each.why for each in lost(found)} <= {NOBODY}, name
            assert len(found.people) + len(lost(found)) >= given_by_vobject(content), name
    assert beyond == WIDE


@pytest.mark.slow
def test_every_entry_of_every_calendar_is_an_event_or_has_a_reason(
    rows: list[tuple[str, bytes, int, int]],
) -> None:
    with quietly():
        for name, content, cards, entries in rows:
            if cards or is_vcard(content[:4096]):
                continue
            found, refusal = read_all(
                content, lambda made: read_calendars(source_of_bytes("x.ics", made), today=TODAY)
            )
            if found is None:
                assert entries == 0, name
                assert refusal.startswith("x.ics holds neither a vCard nor a calendar"), name
                continue
            assert is_icalendar(content[:4096]), name
            assert found.read == entries, name
            kept = {event.where for event in found.events}
            assert found.read == len(kept) + len(lost(found)) + found.blank, name
            named = {event.series or event.key or event.where for event in found.events}
            undated = sum(each.why.startswith(NO_DAY) for each in lost(found))
            assert len(named) + undated >= given_by_icalendar(content), name


@pytest.mark.slow
def test_the_dates_of_series_are_those_of_the_library(
    rows: list[tuple[str, bytes, int, int]],
) -> None:
    same = other = 0
    with quietly():
        for name, content, _, entries in rows:
            if entries and not name.endswith("only_modifications_error.ics"):
                for mine, theirs in compared(content):
                    same += mine == theirs
                    other += mine != theirs
    # The others: first dates that a rule does not name, unreadable rules, older versions.
    assert same > 3_000
    assert other < 30


def compared(content: bytes) -> Iterator[tuple[set[date], set[date]]]:
    """For each UID the days around the middle of a calendar, by us and by the library."""
    try:
        calendar = icalendar.Calendar.from_ical(content)
        days = sorted(day_of(entry) for entry in calendar.walk("VEVENT"))
        today = days[len(days) // 2] + timedelta(days=200)
        first, last = today - timedelta(days=366), today + timedelta(days=92)
        theirs: dict[str, set[date]] = {}
        expanded = recurring_ical_events.of(calendar, skip_bad_series=True)
        for entry in expanded.between(first, last + timedelta(days=1)):
            theirs.setdefault(str(entry.get("UID")).strip(), set()).add(day_of(entry))
    except Exception:  # noqa: BLE001 (whatever the library raises, there is nothing to compare)
        return
    found = read_calendars(source_of_bytes("x.ics", content), today=today)
    mine: dict[str, set[date]] = {}
    for event in found.events:
        uid = (event.series or event.key or "uid:None").removeprefix("uid:")
        mine.setdefault(uid, set()).add(event.on)
    for uid in (mine.keys() & theirs.keys()) - {"None"}:
        window = [
            {day for day in each if first <= day <= last} for each in (mine[uid], theirs[uid])
        ]
        if len(window[0]) < 100:  # of very many dates only the nearest are taken
            yield window[0], window[1]


def day_of(entry: icalendar.Component) -> date:
    begins = entry.get("DTSTART").dt
    return date(begins.year, begins.month, begins.day)
