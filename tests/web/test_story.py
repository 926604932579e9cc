"""The story's pages: read by months, found in, taken home, edited as text and pasted."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from html import unescape
from typing import Any, TypeAlias

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from keepknocking.ledger.expectations import Speaker
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.story.reading import read_story
from keepknocking.ledger.story.writing import write_story
from keepknocking.services.expectations import expect_evening, upcoming
from keepknocking.services.own_ledger import OwnLedger
from keepknocking.services.story_edits import LARGEST_FILE
from keepknocking.services.whole_story import Mention
from keepknocking.store.seals import all_seals, open_seal
from keepknocking.web.contexts.story import LINES_A_PAGE, pieces_of
from keepknocking.web.contexts.story_edits import MOST_EDITED, MOST_SHOWN

Tell = Callable[[str], Ledger]
Answer: TypeAlias = Any
"""What the test client gives: Django's answer, with the context of its page."""
NOW = datetime(2026, 3, 12, 8, 30, tzinfo=UTC)
EDIT = "/story/edit/"
WORLD = """\
2026-02-20 met Ana Reyes (Harbor Foods, buyer)
2026-03-03 asked Ana Reyes for an introduction to Ben Ode
2026-03-05 nudged Ana Reyes
2026-03-09 note: A good week.
2026-03-20 event "Chamber breakfast" meetup 2h
"""


def words(answer: Answer) -> str:
    return unescape(answer.content.decode())


def story(home: OwnLedger) -> str:
    return write_story(home.stored().ledger)


def sent(
    pages: Client, text: str, *, way: str = "replace", revision: int = 1, **more: object
) -> Answer:
    data = {"text": text, "way": way, "revision": str(revision), **more}
    return pages.post(EDIT, data)


def test_an_empty_story_offers_one_next_thing(pages: Client) -> None:
    page = words(pages.get("/story/"))
    assert "Your story has no line yet." in page
    assert 'href="#tell"' in page


def test_the_latest_month_is_shown_with_names_as_links(tell: Tell, pages: Client) -> None:
    tell(WORLD)
    page = words(pages.get("/story/"))
    assert "Your search so far: 5 lines in 2 months." in page
    assert '<h2 id="h-month">March 2026</h2>' in page
    assert 'asked <a href="/people/ana-reyes/">Ana Reyes</a> for an introduction' in page
    assert '<a href="/people/ben-ode/">Ben Ode</a>' in page
    assert "/events/chamber-breakfast" in page
    assert page.index("still to come") < page.index("Monday 9 March")
    assert "met <a" not in page


def test_another_month_is_a_link_away(tell: Tell, pages: Client) -> None:
    tell(WORLD)
    assert "/story/?month=2026-02" in words(pages.get("/story/"))
    page = words(pages.get("/story/?month=2026-02"))
    assert 'met <a href="/people/ana-reyes/">Ana Reyes</a> (Harbor Foods, buyer)' in page
    assert 'month=2026-02" aria-current="true"' in page
    assert "nudged" not in page


@pytest.mark.parametrize("month", ["2031-01", "x", "2026-3", "", "2026-03-01"])
def test_a_month_without_lines_leads_to_the_latest(tell: Tell, pages: Client, month: str) -> None:
    tell(WORLD)
    assert "March 2026" in words(pages.get("/story/", {"month": month}))


def test_every_line_leads_to_its_fact(tell: Tell, pages: Client) -> None:
    tell(WORLD)
    page = words(pages.get("/story/"))
    urls = [part.split('"')[0] for part in page.split('class="edit" href="')[1:]]
    assert len(urls) == 4
    for url in urls:
        assert pages.get(url).status_code == 200


def test_a_line_told_later_says_when(tell: Tell, pages: Client) -> None:
    tell("2026-03-02 met Ana [recorded 2026-03-05T10:00:00+00:00]")
    assert "(written down on 5 March)" in words(pages.get("/story/"))
    tell("2026-03-02 met Ana [recorded 2026-03-02T10:00:00+00:00]")
    assert "written down on" not in words(pages.get("/story/"))


def test_lines_are_found(tell: Tell, pages: Client) -> None:
    tell(WORLD)
    page = words(pages.get("/story/", {"q": " ANA  buyer "}))
    assert "1 line with “ANA buyer”" in page
    assert "Friday 20 February" in page
    assert 'value="ANA buyer"' in page
    assert "No line has “zebra” in it" in words(pages.get("/story/", {"q": "zebra"}))
    assert 'aria-current="true"' not in words(pages.get("/story/", {"q": "zebra"}))


def test_a_full_month_is_shown_in_parts(tell: Tell, pages: Client) -> None:
    tell("".join(f"2026-03-02 note: number {n}.\n" for n in range(LINES_A_PAGE + 5)))
    first = words(pages.get("/story/"))
    assert "Lines 1 to 100 of 105" in first
    assert "number 99." in first
    assert "number 100." not in first
    second = words(pages.get("/story/?month=2026-03&page=2"))
    assert "number 104." in second
    assert "month=2026-03&page=1" in second
    assert "number 7." in words(pages.get("/story/?page=x"))
    assert "number 7." in words(pages.get(f"/story/?page=1{'0' * 30}"))
    assert "of 105" in words(pages.get("/story/?q=number&page=2"))


def test_the_story_is_taken_home_as_a_file_and_is_the_same_search(
    tell: Tell, pages: Client, home: OwnLedger
) -> None:
    tell(WORLD)
    answer = pages.get("/story/?as=file")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="search.story"'
    assert read_story(answer.content.decode()).ledger == home.stored().ledger


def test_a_month_asks_little_of_the_disk(
    tell: Tell, pages: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tell(WORLD)
    pages.get("/story/")
    with django_assert_num_queries(1):
        pages.get("/story/")
    with django_assert_num_queries(3):
        pages.get("/story/?q=ana")


def mention(name: str, details: str = "", identity: str = "") -> Mention:
    return Mention("person", identity or name.casefold().replace(" ", "-"), name, details)


@pytest.mark.parametrize(
    ("told", "mentions"),
    [
        ("thanked |Ana:ana|", [mention("Ana")]),
        (
            "asked |Ana Reyes:ana-reyes| for an introduction to |Ana:ana|",
            [mention("Ana"), mention("Ana Reyes")],
        ),
        (
            "|Ana:ana| introduced me to |Ana:ana-2|",
            [mention("Ana"), mention("Ana", identity="ana-2")],
        ),
        ("met Anastasia and |Ana:ana|", [mention("Ana")]),
        ("met Viviana and |ana:ana|", [mention("ana")]),
        ("note: nobody", [mention("Ana")]),
        ("|Ana:ana|", [mention("Ana")]),
    ],
)
def test_names_are_found_where_they_stand_by_themselves(told: str, mentions: list[Mention]) -> None:
    line = re.sub(r"\|([^:|]+):[^|]+\|", r"\1", told)
    linked = "".join(
        f"|{piece.text}:{piece.url.split('/')[2]}|" if piece.url else piece.text
        for piece in pieces_of(line, mentions)
    )
    assert linked == told


def test_who_is_new_is_told_once() -> None:
    told = "".join(piece.text for piece in pieces_of("met Ana", [mention("Ana", "Harbor Foods")]))
    assert told == "met Ana (Harbor Foods)"
    line = "person Ana (Harbor Foods)"
    assert "".join(p.text for p in pieces_of(line, [mention("Ana", "Harbor Foods")])) == line


def test_the_text_to_edit_is_the_whole_story(tell: Tell, pages: Client) -> None:
    tell(WORLD)
    answer = pages.get(EDIT)
    assert answer.context["edit"].whole.text == WORLD
    assert answer.context["edit"].whole.revision == 1
    assert "Lines that begin with # are not kept in a ledger." in words(answer)


def test_what_would_change_is_shown_before_anything_is_written(
    tell: Tell, pages: Client, home: OwnLedger
) -> None:
    tell(WORLD)
    text = WORLD.replace("good week", "bad week") + "# for me\n2026-03-10 met Chen Wu\n"
    answer = sent(pages, text.replace("2026-03-05 nudged Ana Reyes\n", ""))
    page = words(answer)
    assert answer.status_code == 200
    assert "This is what would change: 1 line added, 1 line changed and 1 line taken out." in page
    assert "<ins>2026-03-10 met Chen Wu</ins>" in page
    assert "<del>2026-03-09 note: A good week.</del>" in page
    assert "<ins>2026-03-09 note: A bad week.</ins>" in page
    assert "<del>2026-03-05 nudged Ana Reyes</del>" in page
    assert "1 line begins with #." in page
    assert "New to the ledger: Chen Wu." in page
    assert "Keep it" in page
    assert story(home) == WORLD


def test_keeping_it_writes_it_in_one_deed_and_says_so(
    tell: Tell, pages: Client, home: OwnLedger
) -> None:
    tell(WORLD)
    text = WORLD.replace("good week", "bad week")
    preview = sent(pages, text).context["edit"].preview
    answer = sent(pages, preview.text, revision=preview.revision, deed="keep")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/story/?done=2")
    assert story(home) == text
    assert "A bad week." in words(pages.get(answer.headers["Location"]))
    again = sent(pages, text, revision=2, deed="keep")
    assert again.status_code == 200
    assert "nothing would change" in words(again)
    assert home.stored().revision == 2


def test_lines_are_added_to_what_is_there(tell: Tell, pages: Client, home: OwnLedger) -> None:
    tell(WORLD)
    answer = sent(pages, "met Chen Wu\n2026-03-04 thanked Ana", way="add")
    page = words(answer)
    assert "2 lines added" in page
    assert "[recorded 2026-03-12T08:30:00+00:00]" in page
    assert answer.context["edit"].whole.text == WORLD
    kept = sent(pages, "met Chen Wu\n2026-03-04 thanked Ana", way="add", deed="keep")
    assert kept.status_code == 303
    assert "2026-03-12 met Chen Wu" in story(home)
    assert "2026-03-05 nudged Ana Reyes" in story(home)


@pytest.mark.parametrize("deed", ["", "keep"])
@pytest.mark.parametrize("way", ["add", "replace"])
def test_problems_stand_at_the_field_with_what_was_typed(
    tell: Tell, pages: Client, home: OwnLedger, way: str, deed: str
) -> None:
    tell(WORLD)
    text = "2026-02-20 met Ana Reyes\n2026-03-10 thanked Anna Reyis\n2026-03-11 mett Bo"
    answer = sent(pages, text, way=way, deed=deed)
    assert answer.status_code == 422
    edit = answer.context["edit"]
    field, other = (edit.add, edit.whole) if way == "add" else (edit.whole, edit.add)
    assert field.text == text
    assert any("Line 3, column" in trouble.sentence for trouble in field.troubles)
    assert (other.troubles, other.error) == ((), "")
    page = words(answer)
    assert "Keep it" not in page
    assert 'aria-invalid="true"' in page
    assert "cannot be read, so nothing can be kept yet." in page
    assert story(home) == WORLD


def test_the_nearest_form_is_offered(tell: Tell, pages: Client) -> None:
    tell(WORLD)
    page = words(sent(pages, WORLD + "2026-03-10 thanked Anna Reyis"))
    assert "<p>Try: <code>Ana Reyes</code></p>" in page


def test_a_renamed_person_is_warned_about(tell: Tell, pages: Client) -> None:
    tell(WORLD)
    page = words(sent(pages, WORLD.replace("Ana Reyes", "Ana Ruiz")))
    assert "No longer in the ledger: Ana Reyes." in page
    assert "New to the ledger: Ana Ruiz." in page
    assert "use Edit on the line in the story instead" in page


def test_a_long_list_of_names_and_lines_is_cut_and_counted(tell: Tell, pages: Client) -> None:
    tell(WORLD)
    letters = "bcdfgh"
    many = [f"2026-03-04 met Bo X{a}{b}{c}" for a in letters for b in letters for c in letters]
    page = words(sent(pages, WORLD + "\n".join(many)))
    assert f"Added: {len(many)}" in page
    assert f"and {len(many) - MOST_SHOWN} lines more" in page
    assert f"Bo Xbch and {len(many) - 12} more." in page


@pytest.mark.parametrize("way", ["add", "replace"])
@pytest.mark.parametrize("deed", ["", "keep"])
def test_another_windows_deed_is_shown_and_nothing_written(
    tell: Tell, pages: Client, home: OwnLedger, way: str, deed: str
) -> None:
    tell(WORLD)
    OwnLedger().record(("thanked Ana",), today=date(2026, 3, 12), recorded_at=NOW)
    before = story(home)
    text = WORLD.replace("good", "bad") if way == "replace" else "met Chen Wu"
    answer = sent(pages, text, way=way, deed=deed)
    page = words(answer)
    assert answer.status_code == 409
    assert "2026-03-12 thanked Ana Reyes" in page
    assert text in page
    assert story(home) == before
    preview = answer.context["preview"]
    assert preview.revision == 2
    kept = sent(pages, preview.text, way=preview.way, revision=preview.revision, deed="keep")
    assert kept.status_code == 303
    assert ("thanked" in story(home)) == (way == "add")


def test_another_windows_deed_and_a_text_with_problems(tell: Tell, pages: Client) -> None:
    tell(WORLD)
    OwnLedger().record(("thanked Ana",), today=date(2026, 3, 12), recorded_at=NOW)
    answer = sent(pages, "2026-03-10 mett Bo")
    page = words(answer)
    assert answer.status_code == 409
    assert "mett Bo" in page
    assert "Begin again from the ledger as it is" in page
    assert "Keep mine" not in page


@pytest.mark.parametrize("way", ["add", "replace", "nonsense"])
@pytest.mark.parametrize("text", ["", "  \n "])
def test_nothing_typed_is_said_kindly(
    tell: Tell, pages: Client, home: OwnLedger, way: str, text: str
) -> None:
    tell(WORLD)
    answer = sent(pages, text, way=way)
    assert answer.status_code == 422
    assert "There is no line here yet" in words(answer)
    assert story(home) == WORLD


@pytest.mark.parametrize("revision", ["", "x", "-3", "9" * 40])
def test_a_form_without_its_revision_is_shown_both(
    tell: Tell, pages: Client, home: OwnLedger, revision: str
) -> None:
    tell(WORLD)
    answer = pages.post(EDIT, {"text": "met Bo", "way": "add", "revision": revision})
    assert answer.status_code == 409
    assert story(home) == WORLD


def test_a_file_is_read_like_what_is_typed(tell: Tell, pages: Client, home: OwnLedger) -> None:
    tell(WORLD)
    file = SimpleUploadedFile("more.story", "met Chen Wu\r\n".encode("utf-16"))
    answer = sent(pages, "", way="add", file=file)
    assert answer.status_code == 200
    assert "met Chen Wu" in answer.context["edit"].add.text
    assert "1 line added" in words(answer)
    assert story(home) == WORLD


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xd8\xffphoto", "Photo.jpg is not a text in UTF-8"),
        (b"2026\x00", "Photo.jpg is not a text file"),
        (b"#" * (LARGEST_FILE + 1), "Photo.jpg is larger than 2 MiB"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_and_nothing_typed_is_lost(
    tell: Tell, pages: Client, content: bytes, said: str
) -> None:
    tell(WORLD)
    file = SimpleUploadedFile("photo.jpg", content)
    answer = sent(pages, "met Bo", way="replace", revision=1, file=file)
    assert answer.status_code == 422
    assert answer.context["edit"].whole.error.startswith(said)
    assert answer.context["edit"].whole.text == "met Bo"
    assert answer.context["edit"].add.error == ""


def test_an_empty_choice_of_a_file_is_no_file(tell: Tell, pages: Client) -> None:
    tell(WORLD)
    file = SimpleUploadedFile("empty.story", b"")
    assert "1 line added" in words(sent(pages, "met Bo", way="add", file=file))


def test_a_very_long_story_is_edited_elsewhere(tell: Tell, pages: Client, home: OwnLedger) -> None:
    text = "".join(f"2026-03-02 note: {n}\n" for n in range(MOST_EDITED + 1))
    tell(text)
    page = words(pages.get(EDIT))
    assert "too long for a field of a page" in page
    assert 'id="whole-text"' not in page
    file = SimpleUploadedFile("search.story", text.replace("note: 7\n", "note: seven\n").encode())
    answer = sent(pages, "", file=file)
    preview = answer.context["edit"].preview
    assert preview.sentence == "This is what would change: 1 line changed."
    assert sent(pages, preview.text, revision=1, deed="keep").status_code == 303
    assert "note: seven" in story(home)


@pytest.mark.parametrize(
    "name", ['<script>alert("x")</script>', "</textarea><img src=x>", "\u202edesrever", "x" * 400]
)
def test_hostile_names_are_only_names(tell: Tell, pages: Client, name: str) -> None:
    quoted = name.replace('"', '\\"')
    tell(f'2026-03-02 met "{quoted}" ("{quoted}")\n2026-03-02 note: {name}')
    for url in ("/story/", EDIT, "/story/?q=x", f"/story/?q={name}"):
        raw = pages.get(url).content.decode()
        assert "<script>alert" not in raw
        assert "</textarea><img" not in raw
    raw = sent(pages, f"2026-03-02 met {name}\n2026-03-03 mett {name}").content.decode()
    assert "<script>alert" not in raw
    assert "</textarea><img" not in raw


def test_the_houses_numbers_stay_under_their_seal(pages: Client, home: OwnLedger) -> None:
    today = date(2026, 3, 12)
    home.record(('event "Mixer" mixer',), today=today, recorded_at=NOW)
    both = expect_evening(upcoming(home, "Mixer", today=today), (100, 0, 0, 0, 0), recorded_at=NOW)
    numbers = f"nothing {both.house[0]}, a name {both.house[1]}"
    place = [said.by for said in home.stored().ledger.expectations].index(Speaker.HOUSE)
    fact = f"/facts/expectations/{home.stored().rows['expectations'][place].id}/"
    event = f"/facts/events/{home.stored().rows['events'][0].id}/"
    for url in ("/story/", "/story/?q=house", "/history/", fact, event):
        page = words(pages.get(url))
        assert "its numbers are on the page of the event" in page
        assert numbers not in page
    open_seal(all_seals()[0].number, at=NOW)
    for url in ("/story/", fact):
        assert numbers in words(pages.get(url))


@pytest.mark.parametrize("identity", ["a/b", "..", " ", "x?y#z", "é %2f"])
def test_every_id_has_an_address(tell: Tell, pages: Client, home: OwnLedger, identity: str) -> None:
    tell(f'2026-03-02 met Ana #"{identity}"\n2026-03-02 asked Ana for a talk')
    assert 'href="/people/' in words(pages.get("/story/"))
    for table in ("people", "asks"):
        row = home.stored().rows[table][0].id
        assert pages.get(f"/facts/{table}/{row}/").status_code == 200
