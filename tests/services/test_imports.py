"""Bringing files in: new, changed, the same, kept as they were written, taken back again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from keepknocking.exchange.found import (
    Dropped,
    FileKind,
    FileRead,
    FoundAttendee,
    FoundEvent,
    FoundOpening,
    FoundPerson,
    FoundTie,
)
from keepknocking.exchange.writing.json_ledger import write_json
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.moments import When
from keepknocking.ledger.openings import StageKind
from keepknocking.ledger.people import ContactKind, TieSource, TieStrength
from keepknocking.ledger.story.reading import read_story
from keepknocking.services.erasures import erase
from keepknocking.services.homes import OpenedSearch
from keepknocking.services.imports.doing import MOST_TOLD, ImportReport, carry_out
from keepknocking.services.imports.planning import NothingFound, Stopped, preview
from keepknocking.services.imports.plans import Choices, ImportPlan, Kind, Status
from keepknocking.services.imports.reading import ImportedFile, Incoming
from keepknocking.services.imports.reports import (
    NoImport,
    import_row,
    imports_done,
    report_of,
    undo_import,
)
from keepknocking.services.merges import merge
from keepknocking.services.own_ledger import Decided, OwnLedger
from keepknocking.services.proposals import open_proposals
from keepknocking.store.models import Deed

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
TODAY = NOW.date()
ANA = FoundPerson(
    name="Ana Reyes",
    where="row 5",
    key="linkedin:ana-reyes",
    profiles=("https://www.linkedin.com/in/ana-reyes",),
    organization="Harbor Foods",
    role="Buyer",
    known=date(2020, 5, 4),
    connected=True,
)
BEN = FoundPerson(
    name="Ben Ode",
    where="row 6",
    key="linkedin:ben-ode",
    profiles=("https://www.linkedin.com/in/ben-ode",),
    organization="Oak Bank",
    connected=True,
)


def connections(*people: FoundPerson, **more: object) -> FileRead:
    read = FileRead(
        name="Connections.csv",
        kind=FileKind.LINKEDIN_CONNECTIONS,
        read=len(people),
        people=people,
    )
    return replace(read, **more)  # type: ignore[arg-type]


def cards(*people: FoundPerson, name: str = "me.vcf") -> FileRead:
    return FileRead(name=name, kind=FileKind.VCARD, read=len(people), people=people)


def calendar(*events: FoundEvent) -> FileRead:
    return FileRead(name="my.ics", kind=FileKind.ICALENDAR, read=len(events), events=events)


def jobs(*openings: FoundOpening) -> FileRead:
    return FileRead(
        name="Jobs.csv", kind=FileKind.LINKEDIN_APPLICATIONS, read=len(openings), openings=openings
    )


def bring(home: OwnLedger, *reads: FileRead, choices: Choices | None = None) -> ImportReport:
    incoming = Incoming(reads=reads)
    return carry_out(home, incoming, at=NOW, today=TODAY, choices=choices)


def plan(home: OwnLedger, *reads: FileRead, choices: Choices | None = None) -> ImportPlan:
    return preview(home, reads, today=TODAY, now=NOW, choices=choices)


def say(home: OwnLedger, *lines: str) -> None:
    home.record(lines, today=TODAY, recorded_at=NOW)


def change(home: OwnLedger, edit: Callable[[Ledger], Ledger]) -> None:
    home.change("edit", lambda ledger: Decided(ledger=edit(ledger), told=("edited",)), at=NOW)


def statuses(found: ImportPlan) -> list[tuple[str, str]]:
    return [(item.label, item.status) for item in found.items]


def the(home: OwnLedger) -> Ledger:
    return home.stored().ledger


def test_a_connection_becomes_a_person_with_her_profile_and_a_tie(empty_home: OwnLedger) -> None:
    report = bring(empty_home, connections(ANA))
    (person,) = the(empty_home).people
    assert (person.name, person.organization, person.role) == ("Ana Reyes", "Harbor Foods", "Buyer")
    assert person.known == When(date(2020, 5, 4), NOW)
    (detail,) = the(empty_home).contact_details
    assert (detail.kind, detail.value) == (ContactKind.PROFILE, ANA.profiles[0])
    (tie,) = the(empty_home).ties
    assert (tie.of, tie.to) == (None, person.id)
    assert (tie.strength, tie.source) == (TieStrength.ACQUAINTANCE, TieSource.IMPORTED)
    assert report.told == ("Imported 1 person from Connections.csv",)
    assert report.count(Status.NEW, Kind.PERSON) == report.count(Status.NEW) == 1


def test_the_same_file_twice_changes_nothing_and_is_no_deed(empty_home: OwnLedger) -> None:
    bring(empty_home, connections(ANA, BEN))
    before, deeds = the(empty_home), Deed.objects.count()
    report = bring(empty_home, connections(ANA, BEN))
    assert report.number is None
    assert report.told == ()
    assert report.count(Status.SAME) == 2
    assert the(empty_home) == before
    assert Deed.objects.count() == deeds


def test_a_newer_file_changes_what_the_source_changed(empty_home: OwnLedger) -> None:
    bring(empty_home, connections(ANA))
    newer = replace(ANA, organization="Oak Bank", name="Ana Gomez")
    found = plan(empty_home, connections(newer))
    assert found.items[0].changes == (
        ("name", "Ana Reyes", "Ana Gomez"),
        ("organization", "Harbor Foods", "Oak Bank"),
    )
    report = bring(empty_home, connections(newer))
    assert report.told == ("Brought up to date 1 person from Connections.csv",)
    assert the(empty_home).people[0].organization == "Oak Bank"
    assert bring(empty_home, connections(newer)).number is None


def test_what_was_changed_by_hand_is_kept(empty_home: OwnLedger) -> None:
    bring(empty_home, connections(ANA))
    say(empty_home, "person Ana Reyes (Brightwater, Buyer)")
    assert plan(empty_home, connections(ANA)).items[0].why == "kept as you have it: Brightwater"
    newer = replace(ANA, organization="Oak Bank")
    found = plan(empty_home, connections(newer))
    assert (found.items[0].status, found.items[0].why) == (
        Status.SAME,
        "kept Brightwater; the file says Oak Bank",
    )
    assert bring(empty_home, connections(newer)).number is None
    assert the(empty_home).people[0].organization == "Brightwater"


def test_what_was_taken_out_by_hand_does_not_come_back(empty_home: OwnLedger) -> None:
    noted = replace(ANA, notes=("met in Ghent",), emails=("ana@example.org",))
    bring(empty_home, connections(noted))
    bare = the(empty_home)

    def strip(ledger: Ledger) -> Ledger:
        people = tuple(replace(person, role=None) for person in ledger.people)
        return replace(ledger, people=people, contact_details=(), notes=(), ties=())

    change(empty_home, strip)
    assert len(bare.notes) == 1
    report = bring(empty_home, connections(noted))
    assert report.number is None
    assert plan(empty_home, connections(noted)).items[0].why == "kept as you have it: no role"


def test_a_file_that_says_less_takes_nothing_away(empty_home: OwnLedger) -> None:
    bring(empty_home, connections(ANA))
    before = the(empty_home)
    less = FoundPerson(name="Ana Reyes", where="row 1", key="linkedin:ana-reyes")
    assert bring(empty_home, connections(less)).number is None
    assert the(empty_home) == before


def test_somebody_known_by_hand_is_filled_in_and_never_overwritten(empty_home: OwnLedger) -> None:
    say(empty_home, "met Ana Reyes (Oak Bank)")
    say(empty_home, "profile of Ana Reyes: linkedin.com/in/Ana-Reyes/")
    found = plan(empty_home, connections(ANA))
    (item,) = found.items
    assert item.status is Status.CHANGED
    assert item.changes == (("role", "", "Buyer"), ("connected", "", "yes"))
    assert item.why == "kept Oak Bank; the file says Harbor Foods"
    bring(empty_home, connections(ANA))
    assert bring(empty_home, connections(ANA)).number is None


def test_another_name_in_the_file_is_one_more_name(empty_home: OwnLedger) -> None:
    say(empty_home, "met Ana", "profile of Ana: https://www.linkedin.com/in/ana-reyes")
    bring(empty_home, connections(ANA))
    ledger = the(empty_home)
    assert ledger.people[0].name == "Ana"
    assert [one.value for one in ledger.details_of("ana")][-1] == "Ana Reyes"
    assert bring(empty_home, connections(ANA)).number is None


def test_who_was_renamed_by_hand_is_known_by_her_origin(empty_home: OwnLedger) -> None:
    plain = replace(ANA, profiles=())
    bring(empty_home, connections(plain))

    def rename(ledger: Ledger) -> Ledger:
        people = tuple(replace(person, name="Anita") for person in ledger.people)
        return replace(ledger, people=people)

    change(empty_home, rename)
    assert bring(empty_home, connections(plain)).number is None


def test_who_was_merged_is_found_under_the_other(empty_home: OwnLedger) -> None:
    say(empty_home, "met Anita Gomez")
    bring(empty_home, connections(ANA))
    gone = next(person.id for person in the(empty_home).people if person.name == "Ana Reyes")
    merge(empty_home, kept="anita-gomez", gone=gone, at=NOW)
    report = bring(empty_home, connections(ANA))
    assert report.count(Status.NEW) == 0
    assert [person.id for person in the(empty_home).people] == ["anita-gomez"]
    newer = replace(ANA, emails=("ana@example.org",))
    assert bring(empty_home, connections(newer)).count(Status.CHANGED) == 1


def test_who_was_taken_out_stays_out_until_she_is_ticked(empty_home: OwnLedger) -> None:
    bring(empty_home, connections(ANA, BEN))

    def without_ana(ledger: Ledger) -> Ledger:
        return replace(
            ledger,
            people=tuple(one for one in ledger.people if one.name != "Ana Reyes"),
            ties=tuple(one for one in ledger.ties if one.to != "ana-reyes"),
            contact_details=tuple(
                one for one in ledger.contact_details if one.person != "ana-reyes"
            ),
        )

    change(empty_home, without_ana)
    (item, _) = plan(empty_home, connections(ANA, BEN)).items
    assert (item.status, item.removed) == (Status.SKIPPED, True)
    assert item.why == "you took her out on 2026-03-12: tick her to bring her back"
    assert bring(empty_home, connections(ANA, BEN)).number is None
    back = Choices(bring_back=frozenset((item.id,)))
    assert bring(empty_home, connections(ANA, BEN), choices=back).count(Status.NEW) == 1
    assert bring(empty_home, connections(ANA, BEN)).count(Status.SAME) == 2


def test_who_was_erased_does_not_come_back(empty_home: OwnLedger) -> None:
    bring(empty_home, connections(ANA, BEN))
    erase(empty_home, "ana-reyes", at=NOW)
    report = bring(empty_home, connections(ANA, BEN))
    assert (report.number, report.count(Status.SKIPPED)) == (None, 1)
    (skipped,) = report.skipped
    assert (skipped.what, skipped.why) == ("", "somebody whom you erased")


def test_who_was_erased_does_not_come_back_in_a_saved_ledger(empty_home: OwnLedger) -> None:
    say(empty_home, "2026-03-02 met Ana Reyes", "2026-03-02 met Ben Ode")
    say(empty_home, "2026-03-02 profile of Ana Reyes: linkedin.com/in/ana-reyes")
    say(empty_home, "2026-03-03 asked Ana Reyes for an introduction to Ben Ode")
    saved = write_json(the(empty_home), program="1")
    read = FileRead(name="ledger.json", kind=FileKind.JSON, read=1, json=saved)
    erase(empty_home, "ana-reyes", at=NOW)
    before = the(empty_home)
    report = bring(empty_home, read)
    assert (report.number, report.count(Status.SKIPPED)) == (None, 1)
    assert (report.skipped[0].what, report.skipped[0].why) == ("", "somebody whom you erased")
    assert the(empty_home) == before
    say(empty_home, "2026-03-04 met Ana Reyes")
    bring(empty_home, read)
    assert the(empty_home).asks_of("ana-reyes")


def test_of_two_exports_given_together_the_later_one_has_the_word(empty_home: OwnLedger) -> None:
    carla = replace(BEN, name="Carla Fox", where="row 7", key="linkedin:carla", profiles=())
    older = connections(ANA, BEN)
    newer = connections(
        replace(ANA, organization="Tern", role="Head"), replace(carla, known=date(2026, 3, 1))
    )
    bring(empty_home, older, newer)
    assert the(empty_home).person["ana-reyes"].organization == "Tern"
    assert bring(empty_home, newer).number is None
    assert bring(empty_home, newer, older).number is None


def test_a_name_with_an_organization_that_another_file_has_is_the_same_person(
    empty_home: OwnLedger,
) -> None:
    say(empty_home, "2026-03-01 met Ana Reyes (Tern)")
    say(empty_home, "profile of Ana Reyes: linkedin.com/in/ana-reyes")
    recommended = FoundPerson(name="Ana Reyes", where="row 2", organization="Harbor Foods")
    other = FileRead(
        name="Recommendations.csv",
        kind=FileKind.LINKEDIN_RECOMMENDATIONS,
        read=1,
        people=(recommended,),
    )
    bring(empty_home, other, connections(ANA))
    assert len(the(empty_home).people) == 1


def test_an_import_taken_back_does_not_count(empty_home: OwnLedger) -> None:
    say(empty_home, "met Dara Quinn")
    before = the(empty_home)
    report = bring(empty_home, connections(ANA, BEN))
    assert report.number is not None
    kept = undo_import(empty_home, report.number, at=NOW)
    assert kept.kept == ()
    assert the(empty_home) == before
    assert bring(empty_home, connections(ANA, BEN)).count(Status.NEW) == 2


def test_undone_after_edits_what_was_used_stays_and_is_known_again(empty_home: OwnLedger) -> None:
    report = bring(empty_home, connections(ANA, BEN))
    say(empty_home, "asked Ana Reyes for a conversation")
    undo_import(empty_home, report.number or 0, at=NOW)
    assert [person.name for person in the(empty_home).people] == ["Ana Reyes"]
    again = bring(empty_home, connections(ANA, BEN))
    assert (again.count(Status.NEW), again.count(Status.SAME)) == (1, 1)


@pytest.mark.parametrize(
    ("known", "found"),
    [
        (
            "email of Ana Reyes: ANA@example.org",
            replace(ANA, key=None, emails=("ana@Example.org",)),
        ),
        (
            'phone of Ana Reyes: "+49 30 123456"',
            replace(ANA, key=None, name="Reyes, Ana", phones=("0049 (0)30/123456",)),
        ),
        ('other name of Ana Reyes: "Ana Gomez"', replace(ANA, key=None, name="ana  GOMEZ")),
    ],
)
def test_she_is_known_by_an_address_a_number_or_another_name(
    empty_home: OwnLedger, known: str, found: FoundPerson
) -> None:
    say(empty_home, "met Ana Reyes", known)
    report = bring(empty_home, cards(replace(found, profiles=())))
    assert report.count(Status.NEW) == 0
    assert len(the(empty_home).people) == 1


@pytest.mark.parametrize(
    "found",
    [
        FoundPerson(name="Ben Ode", where="card 1", emails=("ana@example.org",)),
        FoundPerson(name="Ana Reyes", where="card 1", organization="Oak Bank"),
        FoundPerson(
            name="Ana Reyes",
            where="card 1",
            organization="Harbor Foods",
            profiles=("https://linkedin.com/in/other",),
        ),
    ],
)
def test_nobody_is_taken_for_somebody_else_by_a_guess(
    empty_home: OwnLedger, found: FoundPerson
) -> None:
    say(
        empty_home,
        "met Ana Reyes (Harbor Foods)",
        "email of Ana Reyes: ana@example.org",
        "profile of Ana Reyes: https://linkedin.com/in/ana",
    )
    assert bring(empty_home, cards(found)).count(Status.NEW) == 1


def test_a_name_alone_is_enough_only_where_nobody_else_has_it(empty_home: OwnLedger) -> None:
    say(empty_home, "met Ana Reyes")
    one = FoundPerson(name="Ana Reyes", where="row 1", organization="Oak Bank", key="uid:1")
    two = FoundPerson(name="Ana Reyes", where="row 2", organization="Pier Co", key="uid:2")
    assert plan(empty_home, cards(one)).items[0].status is Status.CHANGED
    assert [item.status for item in plan(empty_home, cards(one, two)).items] == [Status.NEW] * 2


def test_known_since_the_same_day_is_more_than_a_name(empty_home: OwnLedger) -> None:
    old = replace(ANA, key=None, profiles=(), organization="Oak Bank")
    bring(empty_home, connections(old))
    assert bring(empty_home, connections(ANA)).count(Status.CHANGED) == 1
    assert len(the(empty_home).people) == 1


def test_two_rows_of_one_person_become_one(empty_home: OwnLedger) -> None:
    card = FoundPerson(name="Ana Reyes", where="card 1", emails=("a@example.org",), key="uid:1")
    more = FoundPerson(
        name="Reyes, Ana",
        where="card 2",
        emails=("A@example.org",),
        phones=("123456",),
        key="uid:2",
    )
    found = plan(empty_home, cards(card, more, replace(card, where="card 3")))
    assert statuses(found) == [("Ana Reyes", "new"), ("Reyes, Ana", "same"), ("Ana Reyes", "same")]
    assert found.items[1].why.startswith("the same person as in card 1")
    bring(empty_home, cards(card, more))
    kinds = [str(one.kind) for one in the(empty_home).contact_details]
    assert kinds == ["email", "other name", "phone"]
    assert bring(empty_home, cards(card, more)).number is None


def test_one_source_that_tells_two_apart_is_right(empty_home: OwnLedger) -> None:
    office = ("office@example.org",)
    one, two = (replace(ANA, key=f"linkedin:{n}", profiles=(), emails=office) for n in "ab")
    assert bring(empty_home, connections(one, two)).count(Status.NEW) == 2
    assert bring(empty_home, connections(one, two)).number is None


def test_rows_that_differ_in_one_file_leave_what_the_first_says(empty_home: OwnLedger) -> None:
    other = replace(ANA, organization="Oak Bank", where="row 9")
    bring(empty_home, connections(ANA, other))
    assert the(empty_home).people[0].organization == "Harbor Foods"
    assert bring(empty_home, connections(ANA, other)).number is None


def test_two_files_that_know_her_are_taken_together(empty_home: OwnLedger) -> None:
    card = FoundPerson(name="Ana Reyes", where="card 1", emails=("a@x.example",), role="Chief")
    found = plan(
        empty_home, connections(replace(ANA, emails=("a@x.example",), role=None)), cards(card)
    )
    assert statuses(found) == [("Ana Reyes", "new"), ("Ana Reyes", "same")]
    assert found.after.people[0].role == "Chief"


def test_somebody_she_knows_comes_with_a_tie_once(empty_home: OwnLedger) -> None:
    ties = (
        FoundTie(name="Ben Ode", relation="manager"),
        FoundTie(name="whoever", key="uid:2"),
        FoundTie(name="Ana Reyes"),
        FoundTie(name=" "),
    )
    card = FoundPerson(name="Ana Reyes", where="card 1", key="uid:1", knows=ties)
    chen = FoundPerson(name="Chen Wu", where="card 2", key="uid:2")
    found = plan(empty_home, cards(card, chen))
    assert statuses(found)[-1] == ("Ben Ode", "new")
    assert found.items[-1].why == "named as manager"
    bring(empty_home, cards(card, chen))
    ledger = the(empty_home)
    assert ledger.known_to("ana-reyes") == {"ben-ode", "chen-wu"}
    assert bring(empty_home, cards(card, chen)).number is None

    def part(ledger: Ledger) -> Ledger:
        people = tuple(one for one in ledger.people if one.name != "Ben Ode")
        return replace(ledger, people=people, ties=())

    change(empty_home, part)
    assert bring(empty_home, cards(card, chen)).number is None


def test_what_is_left_out_is_told_and_not_written(empty_home: OwnLedger) -> None:
    gone = replace(ANA, knows=(FoundTie(name="Chen Wu"),))
    first = plan(empty_home, connections(gone, BEN))
    out = Choices(items=frozenset((first.items[0].id,)))
    report = bring(empty_home, connections(gone, BEN), choices=out)
    assert (report.count(Status.NEW), report.count(Status.SKIPPED)) == (1, 1)
    assert report.skipped[0].why == "left out, as you chose"
    nobody = Choices(kinds=frozenset((Kind.PERSON,)))
    assert bring(empty_home, connections(gone, BEN), choices=nobody).number is None


def test_texts_too_long_for_a_line_are_cut_and_said(empty_home: OwnLedger) -> None:
    long = FoundPerson(
        name="A" * 5000,
        where="card 1",
        emails=("b" * 5000, "kept@example.org"),
        notes=("c\n" * 9000,),
        role="half \ud800 letter",
    )
    report = bring(empty_home, cards(long))
    assert [each.where for each in report.dropped] == ["card 1"] * 3
    ledger = the(empty_home)
    assert len(ledger.people[0].name) == 300
    assert "\ud800" not in (ledger.people[0].role or "")
    assert [one.value for one in ledger.contact_details] == ["kept@example.org"]
    assert bring(empty_home, cards(long)).number is None


def test_somebody_without_a_name_is_dropped_with_the_reason(empty_home: OwnLedger) -> None:
    report = bring(empty_home, connections(ANA, replace(BEN, name=" ")))
    assert [each.why for each in report.dropped] == ["somebody without a name"]


EVENING = FoundEvent(
    name="Chamber breakfast",
    on=date(2026, 3, 20),
    where="entry 1",
    key="uid:e1",
    begins=time(18, 30, 5),
    minutes=120,
    place="Town hall",
)


def test_a_calendar_entry_becomes_an_event_that_nobody_called_a_gathering(
    empty_home: OwnLedger,
) -> None:
    bring(empty_home, calendar(EVENING))
    (event,) = the(empty_home).events
    assert (event.name, event.kind, event.minutes) == ("Chamber breakfast", "calendar", 120)
    assert (event.begins, event.place) == (time(18, 30), "Town hall")
    assert event.when == When(date(2026, 3, 20), NOW)
    assert not the(empty_home).is_gathering(event)
    assert bring(empty_home, calendar(EVENING)).number is None


def test_an_event_that_was_moved_or_cancelled_follows_unless_it_was_changed(
    empty_home: OwnLedger,
) -> None:
    bring(empty_home, calendar(EVENING))
    moved = replace(EVENING, on=date(2026, 3, 21), cancelled=True, place="Library")

    def elsewhere(ledger: Ledger) -> Ledger:
        events = tuple(replace(one, place="My place") for one in ledger.events)
        return replace(ledger, events=events)

    change(empty_home, elsewhere)
    assert plan(empty_home, calendar(EVENING)).items[0].why == "kept as you wrote it: My place"
    (item,) = plan(empty_home, calendar(moved)).items
    assert item.changes == (("on", "2026-03-20", "2026-03-21"), ("cancelled", "", "yes"))
    assert item.why == "kept My place; the file says Library"
    bring(empty_home, calendar(moved))
    (event,) = the(empty_home).events
    assert (event.when.on, event.cancelled) == (date(2026, 3, 21), When(TODAY))
    assert bring(empty_home, calendar(moved)).number is None


def test_an_event_known_by_hand_is_the_same_by_name_and_day(empty_home: OwnLedger) -> None:
    say(empty_home, '2026-03-20 event "Chamber breakfast" meetup')
    (item,) = plan(empty_home, calendar(EVENING)).items
    assert [what for what, _, _ in item.changes] == ["begins", "minutes", "place"]
    other = replace(EVENING, key="uid:e2", begins=time(9))
    found = plan(empty_home, calendar(EVENING, other, replace(EVENING, where="entry 3")))
    assert [one.status for one in found.items] == [Status.CHANGED, Status.NEW, Status.SAME]


def test_a_card_and_an_entry_of_one_name_at_their_source_are_two_things(
    empty_home: OwnLedger,
) -> None:
    card = FoundPerson(name="Ana Reyes", where="card 1", key="uid:e1")
    bring(empty_home, calendar(EVENING))
    assert bring(empty_home, cards(card)).count(Status.NEW, Kind.PERSON) == 1
    assert bring(empty_home, cards(card), calendar(EVENING)).number is None


def test_each_date_of_a_series_is_an_event_and_the_series_can_be_left_out(
    empty_home: OwnLedger,
) -> None:
    dates = tuple(
        replace(EVENING, on=date(2026, 3, day), key="uid:s", series="uid:s") for day in (2, 9, 16)
    )
    assert bring(empty_home, calendar(*dates)).count(Status.NEW, Kind.EVENT) == 3
    assert bring(empty_home, calendar(*dates)).number is None
    out = Choices(series=frozenset(("uid:s",)))
    assert plan(empty_home, calendar(*dates), choices=out).items[0].status is Status.SKIPPED
    change(empty_home, lambda ledger: replace(ledger, events=()))
    gone = plan(empty_home, calendar(*dates))
    assert [(item.status, item.removed) for item in gone.items] == [(Status.SKIPPED, True)] * 3
    back = Choices(bring_back=frozenset((gone.items[0].id,)))
    assert bring(empty_home, calendar(*dates), choices=back).count(Status.NEW) == 1


def test_entries_without_a_key_or_a_name_are_told_apart_by_name_day_and_time(
    empty_home: OwnLedger,
) -> None:
    bare = FoundEvent(name=" ", on=TODAY, where="entry 1", kind="meetup")
    other = replace(bare, begins=time(9), kind=None, minutes=-5, where="entry 2")
    assert bring(empty_home, calendar(bare, other)).count(Status.NEW) == 2
    assert {event.kind for event in the(empty_home).events} == {"meetup", "calendar"}
    assert bring(empty_home, calendar(bare, other)).number is None


def test_known_people_on_the_list_of_a_past_event_are_proposed_as_met(
    empty_home: OwnLedger,
) -> None:
    say(empty_home, "met Ana Reyes", "email of Ana Reyes: ana@example.org")
    listed = (
        FoundAttendee(email="ANA@example.org"),
        FoundAttendee(email="stranger@example.org"),
        FoundAttendee(name="Ben"),
    )
    past = replace(EVENING, on=date(2026, 3, 2), attendees=listed)
    ahead = replace(EVENING, key="uid:e2", attendees=listed)
    report = bring(empty_home, calendar(past, ahead))
    assert report.proposals == 1
    (one,) = open_proposals(empty_home)
    assert one.why == "Ana Reyes was on the list of Chamber breakfast on 2026-03-02."
    assert not one.is_clear
    assert bring(empty_home, calendar(past, ahead)).number is None


JOB = FoundOpening(
    title="Planner", organization="Brightwater", where="row 2", on=date(2026, 3, 1), applied=True
)


def test_a_job_becomes_an_opening_and_an_application_a_stage(empty_home: OwnLedger) -> None:
    saved = replace(JOB, applied=False)
    bring(empty_home, jobs(saved))
    ledger = the(empty_home)
    assert (ledger.openings[0].told_by, ledger.stages) == (None, ())
    assert plan(empty_home, jobs(JOB)).items[0].changes == (("applied", "", "2026-03-01"),)
    bring(empty_home, jobs(JOB))
    assert [stage.kind for stage in the(empty_home).stages] == [StageKind.APPLICATION]
    assert bring(empty_home, jobs(saved, JOB)).number is None
    change(empty_home, lambda ledger: replace(ledger, stages=()))
    assert bring(empty_home, jobs(JOB)).number is None


def test_a_job_known_by_hand_or_left_out_or_taken_out(empty_home: OwnLedger) -> None:
    say(empty_home, '2026-03-02 applied for "planner" at brightwater')
    assert plan(empty_home, jobs(JOB)).items[0].status is Status.SAME
    empty = replace(JOB, title=" ", organization=" ", key="job:7")
    item = plan(empty_home, jobs(empty)).items[0]
    assert item.label == "a job at an employer"
    out = Choices(items=frozenset((item.id,)))
    assert bring(empty_home, jobs(empty), choices=out).number is None
    bring(empty_home, jobs(empty))

    def without_job(ledger: Ledger) -> Ledger:
        left = tuple(one for one in ledger.openings if one.title == "planner")
        return replace(ledger, openings=left, stages=())

    change(empty_home, without_job)
    assert plan(empty_home, jobs(empty)).items[0].removed
    back = Choices(bring_back=frozenset((item.id,)))
    assert bring(empty_home, jobs(empty), choices=back).count(Status.NEW) == 1


def test_a_saved_ledger_comes_into_an_empty_one_as_it_is(empty_home: OwnLedger) -> None:
    story = '2026-03-02 search for planner\n2026-03-02 met Ana Reyes\n2026-03-03 note: "tea"\n'
    whole = read_story(story).ledger
    read = FileRead(
        name="ledger.json", kind=FileKind.JSON, read=1, json=write_json(whole, program="1")
    )
    bring(empty_home, read)
    assert the(empty_home) == whole
    assert bring(empty_home, read).number is None


def story_file(text: str) -> FileRead:
    return FileRead(name="sam.story", kind=FileKind.STORY, read=text.count("\n"), story=text)


def test_a_story_joins_what_is_there_and_twice_changes_nothing(empty_home: OwnLedger) -> None:
    say(empty_home, "2026-03-01 met Ana Reyes (Harbor Foods)")
    story = story_file(
        "2026-03-02 met Ben Ode\n2026-03-02 asked Ben Ode for a conversation\n"
        "2026-03-03 Ben Ode replied\n2026-03-04 met Ana Reyes\n"
    )
    report = bring(empty_home, story)
    assert report.count(Status.SAME) >= 1
    assert len(the(empty_home).people) == 2
    assert len(the(empty_home).encounters) == 3
    assert bring(empty_home, story).number is None
    longer = story_file((story.story or "") + "2026-03-05 Ben Ode promised\n")
    assert bring(empty_home, longer).count(Status.CHANGED) == 1
    assert the(empty_home).asks[0].answer is not None


def test_a_story_that_needs_the_ledger_is_read_with_it(empty_home: OwnLedger) -> None:
    say(empty_home, "2026-03-01 asked Ana Reyes (Oak Bank) for a conversation")
    bring(empty_home, story_file("2026-03-05 Ana Reyes promised\n"))
    assert the(empty_home).asks[0].answer is not None
    report = bring(empty_home, story_file("2026-03-06 met Ana Reyes\nwhat is this\n"))
    assert [each.where for each in report.dropped] == ["line 2"]


def test_things_of_a_story_taken_out_or_left_out_stay_out(empty_home: OwnLedger) -> None:
    say(empty_home, "2026-03-01 met Cleo Park #dara")
    story = story_file('2026-03-02 met Dara Quinn\n2026-03-03 note about Dara Quinn: "kind"\n')
    bring(empty_home, story)
    assert {person.id for person in the(empty_home).people} == {"dara", "dara-quinn"}

    def without(ledger: Ledger) -> Ledger:
        people = tuple(one for one in ledger.people if one.id == "dara")
        met = tuple(one for one in ledger.encounters if one.person == "dara")
        return replace(ledger, people=people, encounters=met, notes=())

    change(empty_home, without)
    found = plan(empty_home, story)
    assert [(item.status, item.removed) for item in found.items] == [(Status.SKIPPED, True)]
    nothing = Choices(kinds=frozenset((Kind.FACT,)))
    assert bring(empty_home, story, choices=nothing).number is None
    back = Choices(bring_back=frozenset((found.items[0].id,)))
    assert bring(empty_home, story, choices=back).count(Status.NEW) == 3


def test_somebody_else_under_the_same_id_gets_another_one(empty_home: OwnLedger) -> None:
    say(empty_home, "2026-03-01 met Cleo Park #p1")
    story = story_file("2026-03-02 met Dara Quinn #p1\n")
    bring(empty_home, story)
    assert {person.id: person.name for person in the(empty_home).people} == {
        "p1": "Cleo Park",
        "p1-2": "Dara Quinn",
    }
    assert bring(empty_home, story).number is None


def test_nothing_in_files_that_are_not_empty_is_an_error_that_says_what_was_looked_for(
    empty_home: OwnLedger,
) -> None:
    lost = Dropped(where="row 2", why="no name")
    empty = FileRead(
        name="t.csv", kind=FileKind.TABLE, read=7, dropped=(lost,), columns=(("Who", "name"),)
    )
    with pytest.raises(NothingFound, match=r"t\.csv \(a table, with the columns Who\).*row 2"):
        bring(empty_home, empty)
    with pytest.raises(NothingFound, match="no file was given"):
        bring(empty_home)


def test_stopped_in_the_middle_nothing_is_written(empty_home: OwnLedger) -> None:
    told: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        told.append((done, total))
        if done == total:
            raise Stopped

    before, deeds = the(empty_home), Deed.objects.count()
    incoming = Incoming(reads=(connections(ANA, BEN),))
    with pytest.raises(Stopped, match="nothing was written"):
        carry_out(empty_home, incoming, at=NOW, today=TODAY, progress=stop)
    assert told == [(0, 2), (1, 1)]
    assert (the(empty_home), Deed.objects.count()) == (before, deeds)


def test_the_report_is_kept_with_every_dropped_row(empty_home: OwnLedger) -> None:
    rows = tuple(Dropped(where=f"row {n}", why="blank", text="x") for n in range(MOST_TOLD + 3))
    file = ImportedFile(name="all.zip", digest="abc", size=12)
    incoming = Incoming(
        reads=(connections(ANA, dropped=rows, unused=(("photos", 2),)),), files=(file,)
    )
    done = carry_out(empty_home, incoming, at=NOW, today=TODAY)
    assert (len(done.dropped), done.more_dropped) == (MOST_TOLD, 3)
    assert report_of(empty_home, done.number or 0) == done
    (row,) = imports_done(empty_home)
    assert (row.number, row.told, row.files, row.undone_by) == (
        done.number,
        done.told,
        (file,),
        None,
    )
    undo_import(empty_home, row.number, at=NOW)
    assert import_row(empty_home, row.number).undone_by is not None


def test_a_number_that_is_no_import_is_refused(empty_home: OwnLedger) -> None:
    say(empty_home, "met Ana")
    for call in (report_of, import_row):
        with pytest.raises(NoImport, match="no import number 1"):
            call(empty_home, 1)
    with pytest.raises(NoImport):
        undo_import(empty_home, 1, at=NOW)


def test_many_files_are_told_in_one_line(empty_home: OwnLedger) -> None:
    reads = [
        connections(replace(ANA, key=f"linkedin:{n}", profiles=()), name="n" * 80) for n in range(5)
    ]
    (line,) = bring(empty_home, *reads).told
    assert line.endswith("… and 2 more files")
    opened = empty_home.opened(today=TODAY)
    assert isinstance(opened, OpenedSearch)
