"""Bringing files in on the pages: they come, are looked at, brought in, and taken back."""

import csv
import io
import re
import threading
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from keepknocking.ledger.ledger import Ledger
from keepknocking.services import incoming
from keepknocking.services.imports.doing import carry_out
from keepknocking.services.imports.planning import Progress
from keepknocking.services.imports.working import THE_WORK
from keepknocking.services.own_ledger import Decided, OwnLedger
from keepknocking.store.opening import DiskFull
from keepknocking.web import uploads
from keepknocking.web.views import imports as views

Tell = Callable[[str], Ledger]
NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
CONNECTIONS = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position")
MESSAGES = (
    "CONVERSATION ID",
    "CONVERSATION TITLE",
    "FROM",
    "SENDER PROFILE URL",
    "TO",
    "RECIPIENT PROFILE URLS",
    "DATE",
    "SUBJECT",
    "CONTENT",
    "FOLDER",
)
ME = "https://www.linkedin.com/in/sam-rivers"


def table(head: Iterable[str], *rows: Iterable[str], before: str = "") -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows((head, *rows))
    return (before + written.getvalue()).encode()


def connections(*people: tuple[str, str, str, str]) -> bytes:
    """(first, last, organization, role) of each, as LinkedIn writes it."""
    rows = [
        (
            first,
            last,
            f"https://www.linkedin.com/in/{first}-{last}".lower().replace(" ", "-"),
            "",
            organization,
            role,
            "04 May 2020",
        )
        for first, last, organization, role in people
    ]
    return table((*CONNECTIONS, "Connected On"), *rows)


def messages(*said: tuple[str, str, str]) -> bytes:
    """(name of the other one, day, words) of messages that the owner wrote."""
    rows = [
        (
            f"c-{name}",
            "",
            "Sam Rivers",
            ME,
            name,
            f"https://www.linkedin.com/in/{name}".lower().replace(" ", "-"),
            f"{day} 10:00:00 UTC",
            "",
            words,
            "SENT",
        )
        for name, day, words in said
    ]
    return table(MESSAGES, *rows)


def zipped(**files: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"{name}.csv", content)
    return written.getvalue()


ANA_AND_BEN = connections(
    ("Ana", "Reyes", "Harbor Foods", "Buyer"), ("Ben", "Ode", "Oak Bank", "Clerk")
)


def words(html: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.decode().partition("<main")[2]).split())


def send(pages: Client, **files: bytes) -> str:
    """Send files, and return where they wait."""
    sent = [SimpleUploadedFile(name.replace("__", "."), content) for name, content in files.items()]
    answer = pages.post("/import/", {"files": sent})
    assert answer.status_code == 303, words(answer.content)
    return str(answer["Location"])


def everything(pages: Client, url: str, **more: str | list[str]) -> str:
    """Bring all of it in, and return where that leads."""
    page = pages.get(url).content.decode()
    form: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', page):
        form.setdefault(name, []).append(value)
    for name, value in re.findall(
        r'<input type="checkbox" name="([\w-]+)" value="([^"]*)" checked', page
    ):
        form.setdefault(name, []).append(value)
    answer = pages.post(url, {**form, "do": "bring", **more})
    assert answer.status_code == 303, words(answer.content)
    THE_WORK.wait()
    return str(pages.get(str(answer["Location"]))["Location"])


def waiting(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "incoming").rglob("*"))


def test_with_nothing_yet_it_says_what_can_be_brought_in(pages: Client) -> None:
    page = words(pages.get("/import/").content)
    assert "Bring in what you have already." in page
    assert "Get a copy of your data" in page
    assert "Nothing yet." in page


def test_files_are_looked_at_first_and_then_brought_in(
    pages: Client, home: OwnLedger, tmp_path: Path
) -> None:
    url = send(pages, Connections__csv=ANA_AND_BEN)
    page = words(pages.get(url).content)
    assert "2 new people." in page
    assert "Ana Reyes Harbor Foods, Buyer" in page
    assert not home.stored().ledger.people
    report = everything(pages, url)
    assert [person.name for person in home.stored().ledger.people] == ["Ana Reyes", "Ben Ode"]
    page = words(pages.get(report).content)
    assert "2 people came in." in page
    assert waiting(tmp_path) == []
    page = words(pages.get("/import/").content)
    assert "Imported 2 people from Connections.csv" in page
    assert "Undo" in page


def test_an_import_is_taken_back_and_put_back(pages: Client, home: OwnLedger) -> None:
    report = everything(pages, send(pages, Connections__csv=ANA_AND_BEN))
    line = "2026-03-10 asked Ana Reyes for a referral by email"
    home.record((line,), today=NOW.date(), recorded_at=NOW)
    page = words(pages.post(report, {"do": "undo"}, follow=True).content)
    assert "This import was undone" in page
    assert "1 person stays because of what you changed or wrote down since: Ana Reyes." in page
    assert [person.name for person in home.stored().ledger.people] == ["Ana Reyes"]
    assert "Undone" in words(pages.get("/import/").content)
    page = words(pages.post(report, {"do": "undo"}, follow=True).content)
    assert "This import was undone" in page
    page = words(pages.post(report, {"do": "put back"}, follow=True).content)
    assert "was undone" not in page
    assert len(home.stored().ledger.people) == 2


def test_after_taking_it_back_in_the_list_one_is_back_in_the_list(pages: Client) -> None:
    report = everything(pages, send(pages, Connections__csv=ANA_AND_BEN))
    assert pages.post(report, {"do": "undo", "back": "/import/"})["Location"] == "/import/"
    assert pages.post(report, {"back": "https://evil.example/"})["Location"] == report


def test_what_is_left_out_does_not_come(pages: Client, home: OwnLedger) -> None:
    url = send(pages, Connections__csv=ANA_AND_BEN)
    page = pages.get(url).content.decode()
    ana, ben = re.findall(r'name="take" value="(\w+)"', page)
    answer = pages.post(
        url,
        {"take-shown": [ana, ben], "take": [ben], "kind-shown": "person", "kind": "person"},
    )
    assert answer.status_code == 303
    page = words(pages.get(url).content)
    assert "1 new person, 1 left out." in page
    everything(pages, url)
    assert [person.name for person in home.stored().ledger.people] == ["Ben Ode"]


def test_a_kind_is_left_out_as_a_whole(pages: Client, home: OwnLedger) -> None:
    url = send(pages, Connections__csv=ANA_AND_BEN, calendar__ics=CALENDAR)
    pages.post(url, {"kind-shown": ["person", "event"], "kind": ["event"]})
    page = words(pages.get(url).content)
    assert "5 new events, 2 left out," in page
    everything(pages, url)
    ledger = home.stored().ledger
    assert (len(ledger.people), len(ledger.events)) == (0, 5)


CALENDAR_LINES = (
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:made",
    "BEGIN:VEVENT",
    "UID:1@made",
    "DTSTART:20260302T090000",
    "RRULE:FREQ=WEEKLY;COUNT=4",
    "SUMMARY:Team <b>stand-up</b>",
    "END:VEVENT",
    "BEGIN:VEVENT",
    "UID:2@made",
    "DTSTART:20260310T180000",
    "SUMMARY:Logistics meetup",
    "END:VEVENT",
    "BEGIN:VEVENT",
    "UID:3@made",
    "DTSTART:nonsense",
    "SUMMARY:Broken",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
)
CALENDAR = "\r\n".join(CALENDAR_LINES).encode()


def test_a_series_is_one_row_and_can_be_left_out(pages: Client, home: OwnLedger) -> None:
    url = send(pages, calendar__ics=CALENDAR)
    page = pages.get(url).content
    assert "every week, 4 dates, 2 March to 23 March" in words(page)
    assert "Team &lt;b&gt;stand-up" in page.decode()
    assert page.decode().count('name="take"') == 1
    assert "1 entry could not be read" in words(page)
    series = re.findall(r'name="series" value="([^"]+)"', page.decode())
    pages.post(url, {"series-shown": series})
    assert "1 new event, 4 left out, 1 entry that could not be read." in words(
        pages.get(url).content
    )
    report = everything(pages, url)
    assert [event.name for event in home.stored().ledger.events] == ["Logistics meetup"]
    told = words(pages.get(report).content)
    assert "4 entries left out" in told
    assert "Its day cannot be read" in told


def test_what_has_changed_shows_what_it_was(pages: Client, home: OwnLedger) -> None:
    everything(pages, send(pages, Connections__csv=ANA_AND_BEN))
    newer = connections(("Ana", "Reyes", "Oak Bank", "Buyer"), ("Ben", "Ode", "Oak Bank", "Clerk"))
    url = send(pages, Connections__csv=newer)
    page = words(pages.get(url).content)
    assert "1 changed, 1 here already." in page
    assert "organization: Harbor Foods becomes Oak Bank" in page
    report = words(pages.get(everything(pages, url)).content)
    assert "1 person changed." in report
    assert home.stored().ledger.person["ana-reyes"].organization == "Oak Bank"


def test_the_same_file_again_has_nothing_to_bring(pages: Client, home: OwnLedger) -> None:
    everything(pages, send(pages, Connections__csv=ANA_AND_BEN))
    before = home.stored().revision
    url = send(pages, Connections__csv=ANA_AND_BEN)
    page = pages.get(url).content
    assert "2 here already." in words(page)
    assert b">Bring it in<" not in page
    working = pages.post(url, {"do": "bring"})["Location"]
    THE_WORK.wait()
    assert "Nothing changed." in words(pages.get(working).content)
    assert home.stored().revision == before


def test_whoever_was_taken_out_comes_back_only_by_a_tick(pages: Client, home: OwnLedger) -> None:
    everything(pages, send(pages, Connections__csv=ANA_AND_BEN))
    ledger = home.stored().ledger
    ben = ledger.person["ben-ode"]
    home.change("remove", lambda now: _without(now, ben.id), at=NOW)
    url = send(pages, Connections__csv=ANA_AND_BEN)
    page = pages.get(f"{url}?show=skipped").content
    assert "you took her out" in words(page)
    (back,) = re.findall(r'name="back" value="(\w+)"', page.decode())
    everything(pages, f"{url}?show=skipped", back=back, **{"back-shown": back})
    assert [person.name for person in home.stored().ledger.people] == ["Ana Reyes", "Ben Ode"]


def _without(ledger: Ledger, person: str) -> Decided:
    after = replace(
        ledger,
        people=tuple(each for each in ledger.people if each.id != person),
        ties=tuple(each for each in ledger.ties if each.to != person),
        contact_details=tuple(each for each in ledger.contact_details if each.person != person),
    )
    return Decided(ledger=after, told=("took one out",))


def test_columns_are_shown_and_can_be_chosen(pages: Client, home: OwnLedger) -> None:
    people = table(("Who", "Firma"), ("Ana Reyes", "Harbor Foods"), ("Ben Ode", "Oak Bank"))
    url = send(pages, people__csv=people)
    page = pages.get(url).content
    assert "The columns of people.csv" in words(page)
    assert "Who is the" in words(page)
    answer = pages.post(url, {"col-0-1": "not used", "col-0-0": "name", "do": "bring"})
    assert answer["Location"] == f"{url}?anew=1", "what is read anew is looked at anew"
    assert "It was read again, as you said." in words(pages.get(f"{url}?anew=1").content)
    pages.post(url, {"col-0-1": "nonsense", "do": "read"})
    everything(pages, url)
    assert {person.organization for person in home.stored().ledger.people} == {None}


def test_of_a_table_with_nobody_in_it_the_columns_can_be_chosen(
    pages: Client, home: OwnLedger
) -> None:
    url = send(pages, list__csv=table(("A", "B"), ("x7", "y8"), ("x9", "z1")))
    page = pages.get(url)
    assert page.status_code == 200
    assert "There is nothing to bring in yet." in words(page.content)
    assert "no column by which anybody could be known" in words(page.content)
    assert b">Bring it in<" not in page.content
    pages.post(url, {"do": "bring"})
    assert THE_WORK.standing(url.split("/")[2]) is None
    pages.post(url, {"col-0-0": "name", "do": "read"})
    assert "3 new people." in words(pages.get(url).content)
    everything(pages, url)
    assert len(home.stored().ledger.people) == 3


def test_one_that_cannot_be_read_is_named_and_the_others_go_on(
    pages: Client, home: OwnLedger
) -> None:
    url = send(pages, Connections__csv=ANA_AND_BEN, photo__jpg=b"\xff\xd8\0\0" * 50, none__txt=b"")
    page = words(pages.get(url).content)
    assert "2 new people" in page
    assert "photo.jpg is not" in page
    assert "none.txt is empty" in page
    report = words(pages.get(everything(pages, url)).content)
    assert "Not everything could be read" in report
    assert "photo.jpg" in report
    assert len(home.stored().ledger.people) == 2


def test_only_what_cannot_be_read_says_so(pages: Client) -> None:
    url = send(pages, photo__jpg=b"\xff\xd8\0\0" * 50)
    page = words(pages.get(url).content)
    assert "There is nothing to bring in yet." in page
    assert "photo.jpg is not" in page


def test_without_a_file_it_says_so(pages: Client, tmp_path: Path) -> None:
    refused = pages.post("/import/", {"files": ""})
    assert refused.status_code == 422
    assert "No file was chosen yet" in words(refused.content)
    assert waiting(tmp_path) == []


def test_too_many_files_are_refused_kindly(pages: Client, tmp_path: Path) -> None:
    many = [SimpleUploadedFile(f"{number}.vcf", b"x") for number in range(101)]
    refused = pages.post("/import/", {"files": many})
    assert refused.status_code == 422
    assert "more than 100 files" in words(refused.content)
    assert waiting(tmp_path) == []


def test_one_too_large_is_named_and_the_others_go_on(
    pages: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(incoming, "LARGEST", 1000)
    large = SimpleUploadedFile("large.csv", b"x" * 1001)
    refused = pages.post("/import/", {"files": [large]})
    assert refused.status_code == 413
    assert "Large.csv has 1,001 bytes" in words(refused.content)
    assert waiting(tmp_path) == []
    large.seek(0)
    good = SimpleUploadedFile("Connections.csv", ANA_AND_BEN)
    url = str(pages.post("/import/", {"files": [large, good]})["Location"])
    page = words(pages.get(url).content)
    assert "Large.csv has 1,001 bytes" in page
    assert "2 new people" in page


def test_too_much_that_waits_is_refused(pages: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    send(pages, Connections__csv=ANA_AND_BEN)
    monkeypatch.setattr(incoming, "MOST_BYTES", len(ANA_AND_BEN) + 100)
    refused = pages.post("/import/", {"files": [SimpleUploadedFile("a.csv", ANA_AND_BEN)]})
    assert refused.status_code == 422
    assert "bring the others in or leave them first" in words(refused.content)


@pytest.mark.parametrize("where", ["__init__", "write", "keep"])
def test_a_full_disk_is_told(
    pages: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, where: str
) -> None:
    class Full(incoming.Arriving):
        pass

    def refuse(self: object, *_said: object, **_more: object) -> None:
        if isinstance(self, Full) and where != "__init__":
            self.give_up()
        raise incoming.CannotHold(OSError(28, "No space left on device"))

    monkeypatch.setattr(Full, where, refuse)
    monkeypatch.setattr(uploads, "Arriving", Full)
    refused = pages.post("/import/", {"files": [SimpleUploadedFile("a.csv", b"x")]})
    assert refused.status_code == 503
    assert "could not be kept" in words(refused.content)
    assert waiting(tmp_path) == []


def test_files_that_are_left_go(pages: Client, tmp_path: Path) -> None:
    url = send(pages, Connections__csv=ANA_AND_BEN)
    assert pages.post(url, {"do": "leave"})["Location"] == "/import/"
    assert waiting(tmp_path) == []
    gone = pages.get(url)
    assert gone.status_code == 404
    assert "These files do not wait here any more" in words(gone.content)
    assert pages.get(f"{url}working/").status_code == 404


@pytest.mark.parametrize("token", ["x", "..", "0" * 32, "ledger.sqlite3"])
def test_a_token_that_is_none_is_told_kindly(pages: Client, token: str) -> None:
    for url in (f"/import/{token}/", f"/import/{token}/working/"):
        assert pages.get(url).status_code == 404
    assert pages.post(f"/import/{token}/", {"do": "bring"}).status_code == 404


def test_an_import_that_is_none_is_not_there(pages: Client) -> None:
    assert pages.get("/imports/7/").status_code == 404
    assert pages.post("/imports/7/", {"do": "undo"}).status_code == 404


def test_a_long_list_comes_page_by_page_and_remembers_its_ticks(pages: Client) -> None:
    people = [(f"Ana{number:03}", "Reyes", "Harbor Foods", "") for number in range(230)]
    url = send(pages, Connections__csv=connections(*people))
    first = pages.get(url).content.decode()
    marks = re.findall(r'name="take" value="(\w+)"', first)
    assert len(marks) == 100
    assert "1 to 100 of 230" in words(first.encode())
    answer = pages.post(url, {"take-shown": marks, "take": marks[1:], "go": "show=new&page=3"})
    assert answer["Location"] == f"{url}?page=3&show=new#h-items"
    third = pages.get(answer["Location"]).content
    assert "201 to 230 of 230" in words(third)
    assert "229 new people, 1 left out." in words(third)
    found = pages.post(url, {"q": " ANA007 ", "do": "find"})
    page = pages.get(found["Location"]).content.decode()
    assert re.findall(r"Ana\d\d\d", page) == ["Ana007"]
    assert "Nothing with these words." in words(pages.get(f"{url}?q=nobody").content)


@pytest.mark.parametrize("query", ["page=0", "page=-1", "page=99999999", "page=x", "show=x", "q="])
def test_an_address_that_means_nothing_shows_the_list(pages: Client, query: str) -> None:
    url = send(pages, Connections__csv=ANA_AND_BEN)
    assert pages.get(f"{url}?{query}").status_code == 200


class Held:
    """An import that goes on only when it is told to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.began, self.may_go_on = threading.Event(), threading.Event()
        monkeypatch.setattr(views, "carry_out", self)
        monkeypatch.setattr(views, "_AT_ONCE_SECONDS", 0.01)

    def __call__(self, *said: Any, progress: Progress, **more: Any) -> Any:  # noqa: ANN401 (whatever an import takes)
        progress(500, 2000)
        self.began.set()
        assert self.may_go_on.wait(20)
        return carry_out(*said, progress=progress, **more)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    held = Held(monkeypatch)
    yield held
    held.may_go_on.set()
    THE_WORK.wait()


def test_the_work_says_how_far_it_is_and_leads_to_the_report(
    pages: Client, home: OwnLedger, slow: Held
) -> None:
    url = send(pages, Connections__csv=ANA_AND_BEN)
    working = pages.post(url, {"do": "bring"})["Location"]
    assert slow.began.wait(20)
    page = pages.get(working).content.decode()
    assert "500 of 2,000 looked at." in page
    assert '<noscript><meta http-equiv="refresh" content="1"></noscript>' in page
    assert '<progress aria-label="How far it is" max="2000" value="500">' in page
    part = pages.get(working, headers={"HX-Request": "true"}).content.decode()
    assert part.startswith('<div id="work"')
    assert pages.get(url)["Location"] == working, "while it is at work there is nothing to choose"
    other = send(pages, Connections__csv=ANA_AND_BEN)
    refused = pages.post(other, {"do": "bring"})
    assert refused.status_code == 409
    assert "Another import is at work" in words(refused.content)
    slow.may_go_on.set()
    THE_WORK.wait()
    led = pages.get(working, headers={"HX-Request": "true"})
    assert (led.status_code, led["HX-Redirect"]) == (204, pages.get(working)["Location"])
    assert len(home.stored().ledger.people) == 2


def test_the_work_can_be_stopped_and_nothing_is_written(
    pages: Client, home: OwnLedger, slow: Held
) -> None:
    url = send(pages, Connections__csv=ANA_AND_BEN)
    working = pages.post(url, {"do": "bring"})["Location"]
    assert slow.began.wait(20)
    page = words(pages.post(working, follow=True).content)
    assert "It stops at the next step." in page
    slow.may_go_on.set()
    THE_WORK.wait()
    led = pages.get(working, headers={"HX-Request": "true"})
    assert led["HX-Redirect"] == working
    page = words(pages.get(working).content)
    assert "Stopped. Nothing was written." in page
    assert not home.stored().ledger.people
    assert len(home.stored().ledger.people) == 0
    everything(pages, url)
    assert len(home.stored().ledger.people) == 2


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (DiskFull(), 503, "Nothing was written."),
        (incoming.NotHeld(), 422, "These files are not here any more"),
        (RuntimeError("Ana Reyes"), 500, "Something went wrong in the program"),
    ],
)
def test_work_that_fails_says_why(
    pages: Client,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    status: int,
    said: str,
) -> None:
    def fail(*_said: object, **_more: object) -> None:
        raise error

    monkeypatch.setattr(views, "carry_out", fail)
    url = send(pages, Connections__csv=ANA_AND_BEN)
    working = pages.post(url, {"do": "bring"})["Location"]
    THE_WORK.wait()
    failed = pages.get(working)
    assert failed.status_code == status
    assert said in words(failed.content)
    assert "Ana Reyes" not in words(failed.content)
    assert pages.get(url).status_code == 200, "the files still wait"


def test_choices_that_cannot_be_kept_are_told(
    pages: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = send(pages, Connections__csv=ANA_AND_BEN)

    def refuse(*_said: object) -> None:
        raise incoming.CannotHold(OSError(28, "No space left on device"))

    monkeypatch.setattr(views, "choose", refuse)
    refused = pages.post(url, {"do": "bring"})
    assert refused.status_code == 503
    assert "could not be kept" in words(refused.content)


def test_what_was_dropped_is_paged_in_the_report(pages: Client) -> None:
    nobody = [("", "", "Nobody Ltd", "")] * 120
    people = connections(("Ana", "Reyes", "Harbor Foods", ""), *nobody)
    report = everything(pages, send(pages, Connections__csv=people))
    page = words(pages.get(report).content)
    assert "120 entries that could not be read, or not whole" in page
    assert "Entries 1 to 50 of 120" in page
    assert "Entries 101 to 120 of 120" in words(pages.get(f"{report}?dropped=3").content)


def test_many_imports_are_paged(pages: Client) -> None:
    for number in range(21):
        person = (f"Ana{number}", "Reyes", "", "")
        everything(pages, send(pages, Connections__csv=connections(person)))
    assert "Files 1 to 20 of 21" in words(pages.get("/import/").content)
    assert "Files 21 to 21 of 21" in words(pages.get("/import/?page=2").content)


def test_a_zip_names_what_is_not_kept(pages: Client) -> None:
    export = zipped(Connections=ANA_AND_BEN, Ad_Targeting=b"a,b\n1,2\n", Rich_Media=b"a,b\n1,2\n")
    url = send(pages, export__zip=export)
    page = words(pages.get(url).content)
    assert "2 more files of the export hold nothing that is kept here." in page
    assert "Ad_Targeting.csv" in page


def test_a_story_comes_in_as_facts(pages: Client, home: OwnLedger) -> None:
    story = b"2026-03-02 met Ana Reyes (Harbor Foods)\n2026-03-03 thanked Ana Reyes\n"
    everything(pages, send(pages, mine__story=story))
    ledger = home.stored().ledger
    assert (len(ledger.people), len(ledger.thanks)) == (1, 1)


def test_pages_of_an_import_ask_the_database_little(pages: Client) -> None:
    report = everything(pages, send(pages, Connections__csv=ANA_AND_BEN))
    url = send(pages, Connections__csv=ANA_AND_BEN)
    for page, most in (("/import/", 8), (url, 8), (report, 12)):
        pages.get(page)
        with CaptureQueriesContext(connection) as asked:
            pages.get(page)
        assert len(asked) <= most, page


def test_other_pages_lead_here(pages: Client, tell: Tell) -> None:
    assert 'href="/import/"' in pages.get("/").content.decode()
    assert 'href="/import/"' in pages.get("/people/").content.decode()
    assert 'href="/import/"' in pages.get("/story/").content.decode()
    tell("2026-03-02 met Ana Reyes")
    assert 'href="/import/"' in pages.get("/people/").content.decode()
    assert 'href="/import/"' in pages.get("/story/").content.decode()
    assert 'href="/people/ana-reyes/kept/"' in pages.get("/people/ana-reyes/").content.decode()
