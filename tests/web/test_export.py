"""The pages of what can be taken along: each file, all in one, and the work-search log."""

import html
import io
import zipfile
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from keepknocking.ledger.ledger import Ledger
from keepknocking.services.export import KINDS, LOG_FILE

Tell = Callable[[str], Ledger]
STORY = """\
2025-12-30 met Dana Lee
2026-03-02 event "Chamber breakfast" meetup 2h
2026-03-02 met Ana Reyes (Harbor Foods, buyer) at "Chamber breakfast"
2026-03-03 asked Ana Reyes about openings by email
2026-03-05 Ana Reyes promised
2026-03-10 applied for "<script>" at "Bright & Co" through Ana Reyes
2026-03-11 effort 90m on "letters"
"""


def read(pages: Client, path: str, status: int = 200) -> str:
    answer = pages.get(path)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def test_every_file_is_offered_with_one_sentence(pages: Client, tell: Tell) -> None:
    tell(STORY)
    page = read(pages, "/export/")
    for kind in KINDS:
        if kind.name != LOG_FILE:
            assert f'href="/export/{kind.name}"' in page
            assert html.escape(kind.about) in page
    assert 'href="/export/search.zip"' in page
    assert 'action="/worklog/"' in page
    assert "knock backup FILE" in page
    assert 'href="/export/"' in read(pages, "/story/")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_each_file_is_a_download(pages: Client, tell: Tell, kind: object) -> None:
    tell(STORY)
    name, media_type = (getattr(kind, field) for field in ("name", "media_type"))
    answer = pages.get(f"/export/{name}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == media_type
    stem, _, ending = name.rpartition(".")
    disposition = f'attachment; filename="{stem}-2026-03-12.{ending}"'
    assert answer.headers["Content-Disposition"] == disposition
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.content


def test_all_of_them_come_in_one(pages: Client, tell: Tell) -> None:
    tell(STORY)
    answer = pages.get("/export/search.zip")
    assert answer.headers["Content-Disposition"].endswith('"search-2026-03-12.zip"')
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert len(archive.namelist()) == len(KINDS) + 1
        assert b"Ana Reyes" in archive.read("people.vcf")


@pytest.mark.parametrize("name", ["other.csv", "README.txt", "..", "search.story%00"])
def test_there_is_no_other_file(pages: Client, tell: Tell, name: str) -> None:
    tell(STORY)
    assert pages.get(f"/export/{name}").status_code == 404


@pytest.mark.parametrize("path", ["/export/", "/export/people.vcf", "/worklog/"])
def test_nothing_is_changed_there(pages: Client, tell: Tell, path: str) -> None:
    tell(STORY)
    assert pages.post(path).status_code == 405


def test_the_log_shows_what_was_done(pages: Client, tell: Tell) -> None:
    tell(STORY)
    page = read(pages, "/worklog/")
    for words in (
        "12 Feb 2026 to 12 Mar 2026",
        "<span>Mon</span> 2 Mar",
        "Went to “Chamber breakfast” (meetup)",
        "<td>Ana Reyes</td><td>Asked about openings by email</td><td>promised 5 Mar</td>",
        "<td>Harbor Foods</td>",
        "<td>Bright &amp; Co</td><td>Ana Reyes</td><td>Applied for “&lt;script&gt;”</td>",
        "3 entries on 3 days.",
        'href="/worklog/?since=2026-02-12&amp;until=2026-03-12&amp;as=csv"',
    ):
        assert words in page
    assert "letters" not in page


def test_a_range_of_days_and_another_year(pages: Client, tell: Tell) -> None:
    tell(f"{STORY}2025-12-30 asked Dana Lee about openings\n")
    page = read(pages, "/worklog/?since=2025-12-01&until=2026-03-02")
    assert "<span>Tue</span> 30 Dec 2025" in page
    assert "2 entries on 2 days." in page


def test_the_log_as_a_table(pages: Client, tell: Tell) -> None:
    tell(STORY)
    answer = pages.get("/worklog/?since=2026-03-03&until=2026-03-09&as=csv")
    name = "work-search-log-2026-03-03-to-2026-03-09.csv"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.content.decode().count("\r\n") == 2


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("since=2026-03-09&until=2026-03-01", "The log would end on 2026-03-01, before it"),
        ("since=yesterday", "This is not a day: write it like 2026-03-02."),
        ("until=2026-02-30&as=csv", "This is not a day"),
    ],
)
def test_what_is_no_range_is_told_at_the_field(
    pages: Client, tell: Tell, asked: str, sentence: str
) -> None:
    tell(STORY)
    assert sentence in read(pages, f"/worklog/?{asked}", status=422)


def test_an_empty_log_says_what_counts(pages: Client, tell: Tell) -> None:
    tell("2026-03-02 met Ana\n")
    page = read(pages, "/worklog/")
    assert "Nothing that an agency counts is written down for these days." in page
    assert "logpaper" not in page


@pytest.mark.parametrize("path", ["/export/", "/worklog/", "/export/search.json"])
def test_a_page_asks_the_ledger_little(pages: Client, tell: Tell, path: str) -> None:
    tell(STORY)
    pages.get(path)
    with CaptureQueriesContext(connection) as queries:
        pages.get(path)
    assert len(queries) <= 3
