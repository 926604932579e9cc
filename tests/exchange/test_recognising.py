"""Recognising: every file is known by what is in it, alone, in a zip, and beside a broken one."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepknocking.exchange import archives
from keepknocking.exchange.found import FileKind, FileRead, FileUnreadable, Party
from keepknocking.exchange.recognising import Each, is_empty, read_each, read_files
from keepknocking.exchange.sources import Source, source_of_bytes
from keepknocking.exchange.writing.json_ledger import write_json
from keepknocking.ledger.ledger import Ledger

TODAY = date(2026, 3, 12)
CONNECTIONS = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Ana,Reyes,https://www.linkedin.com/in/ana-reyes,,Harbor Foods,Buyer,08 Feb 2026\n"
)
INVITATIONS = (
    "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
    'Sam,Ana Reyes,"1/30/23, 3:46 AM",,OUTGOING,https://www.linkedin.com/in/sam,'
    "https://www.linkedin.com/in/ana-reyes\n"
)
MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n"
    "2-x,,Ana Reyes,https://www.linkedin.com/in/ana-reyes,Sam,2025-02-07 07:51:44 UTC,,Hi,INBOX\n"
)
SAVED_JOBS = "Saved Date,Job Url,Job Title,Company Name\n"
FOLLOWED = "Organization,Followed On\nOak Bank,Fri Nov 10 2023\n"
UNKNOWN = "Name,Phone\nZoe Berg,+46 70 123 45 67\n"
CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana Reyes\r\nN:Reyes;Ana;;;\r\nEND:VCARD\r\n"
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\n"
    "DTSTART:20260301T100000\r\nSUMMARY:Breakfast\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
STORY = "# my search\n2026-03-02 met Ana Reyes (Harbor Foods, buyer)\n2026-03-03 mett Ben\n"
GOOGLE = (
    "First Name,Middle Name,Last Name,Labels,E-mail 1 - Label,E-mail 1 - Value\n"
    "Ana,,Reyes,* myContacts,* Home,ana@example.org\n"
)


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    content = io.BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return content.getvalue()


def each(*files: str | bytes | Mapping[str, str | bytes], name: str = "file") -> Sequence[Each]:
    return read_each(sources(*files, name=name), today=TODAY)


def files(*files: str | bytes | Mapping[str, str | bytes], name: str = "file") -> list[FileRead]:
    return list(read_files(sources(*files, name=name), today=TODAY))


def sources(*files: str | bytes | Mapping[str, str | bytes], name: str) -> list[Source]:
    contents = (zipped(file) if isinstance(file, Mapping) else file for file in files)
    return [
        source_of_bytes(f"{name}{place}", file.encode() if isinstance(file, str) else file)
        for place, file in enumerate(contents)
    ]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (CARD, FileKind.VCARD),
        (CALENDAR, FileKind.ICALENDAR),
        (STORY, FileKind.STORY),
        (CONNECTIONS, FileKind.LINKEDIN_CONNECTIONS),
        (INVITATIONS, FileKind.LINKEDIN_INVITATIONS),
        (MESSAGES, FileKind.LINKEDIN_MESSAGES),
        (FOLLOWED, FileKind.LINKEDIN_OTHER),
        (GOOGLE, FileKind.GOOGLE_CONTACTS),
        (UNKNOWN, FileKind.TABLE),
    ],
    ids=lambda value: value.name if isinstance(value, FileKind) else "",
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_is_known_by_its_content(content: str, kind: FileKind, encoding: str) -> None:
    (found,) = files(content.encode(encoding), name="anything.jpg")
    assert found.kind is kind
    assert found.name == "anything.jpg0"


def test_a_saved_ledger_is_given_as_it_is() -> None:
    text = write_json(Ledger(), program="0.1.0")
    (found,) = files(text)
    assert (found.kind, found.json) == (FileKind.JSON, text)
    long = text.replace("0.1.0", "0" * 20_000)
    assert files(long)[0].json == long


def test_a_saved_ledger_with_wrong_bytes_is_refused() -> None:
    with pytest.raises(FileUnreadable, match="file0 is not a text in UTF-8"):
        files(b'{"keepknocking": "\xff"}')


def test_a_story_is_given_as_it_is_and_its_facts_are_counted() -> None:
    (found,) = files(STORY)
    assert (found.story, found.read) == (STORY, 2)


def test_a_story_of_mistakes_is_no_story() -> None:
    with pytest.raises(FileUnreadable, match="file0"):
        files("2026-03-02 mett Ana\n2026-03-02 mett Ben\n2026-03-02 met Ana Reyes\n")


def test_a_story_with_wrong_bytes_is_refused() -> None:
    with pytest.raises(FileUnreadable, match="file0 is not a text in UTF-8"):
        files(STORY.encode() + b"2026-03-04 met Bj\xf6rn\n")


@pytest.mark.parametrize(
    "content", ['{"people": []}', "[1, 2]", "<html><body>Ana, Reyes</body></html>"]
)
def test_what_is_none_of_all_names_what_was_looked_for_and_its_first_line(content: str) -> None:
    with pytest.raises(FileUnreadable, match="file0 is none of what can be brought in") as refused:
        files(content)
    assert repr(content[:120]) in str(refused.value)
    assert "a LinkedIn export" in str(refused.value)


@pytest.mark.parametrize("content", [b"", b"\n \t\r\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_is_named_as_such(content: bytes) -> None:
    with pytest.raises(FileUnreadable, match="file0 is empty"):
        files(content)


def test_bytes_of_another_program_are_refused() -> None:
    with pytest.raises(FileUnreadable, match="file0"):
        files(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (SAVED_JOBS, "only its first line was found: 'Saved Date,Job Url,Job Title,Company Name'"),
        (SAVED_JOBS + ",,,\n,,,\n", "all of its 2 rows are empty"),
        (SAVED_JOBS + "x,,Baker,Oak\n", "of its 1 rows none could be taken; line 2: its day"),
    ],
)
def test_a_file_that_gives_nothing_is_an_error_that_says_why(content: str, why: str) -> None:
    with pytest.raises(FileUnreadable) as refused:
        files(content)
    assert str(refused.value).startswith("file0 looks like LinkedIn saved jobs, but ")
    assert why in str(refused.value)


def test_the_owner_is_known_across_the_members_of_a_zip() -> None:
    found = files({"Connections.csv": CONNECTIONS, "m.csv": MESSAGES, "i.csv": INVITATIONS})
    sam = Party(name="Sam", profile="https://www.linkedin.com/in/sam")
    assert [read.owner for read in found] == [sam] * 3
    assert found[1].messages[0].outgoing is False


def test_the_owner_is_known_across_loose_files_and_not_from_one_zip_to_another() -> None:
    found = files(MESSAGES, {"i.csv": INVITATIONS})
    assert [read.owner is None for read in found] == [True, False]
    assert all(read.owner for read in files(MESSAGES, CARD, INVITATIONS) if read.messages)


def test_empty_and_unknown_tables_of_an_export_are_no_error() -> None:
    found = files(
        {"a.csv": UNKNOWN, "b.csv": CONNECTIONS, "Saved Jobs.csv": SAVED_JOBS, "c.csv": "Key\n"}
    )
    kinds = {read.name: (read.kind, read.unused) for read in found}
    assert kinds["a.csv"] == (FileKind.LINKEDIN_OTHER, (("rows", 2),))
    assert kinds["c.csv"][0] is FileKind.LINKEDIN_OTHER
    assert kinds["Saved Jobs.csv"] == (FileKind.LINKEDIN_SAVED_JOBS, ())
    assert not any(read.people for read in found if read.name != "b.csv")


def test_a_zip_of_other_things_is_read_member_by_member() -> None:
    found = files({"a.csv": UNKNOWN, "b.vcf": CARD, "c.ics": CALENDAR, "d.story": STORY})
    assert {read.kind for read in found} == {
        FileKind.TABLE,
        FileKind.VCARD,
        FileKind.ICALENDAR,
        FileKind.STORY,
    }


def test_a_broken_member_is_named_and_the_others_are_brought_in() -> None:
    export: dict[str, str | bytes] = {
        "Connections.csv": CONNECTIONS,
        "inner.zip": zipped({}),
        "too-wide.csv": ",".join("x" * 600),
        "none.txt": "<html>",
        "also.csv": zipped({}),
    }
    found = each(export)
    assert {one.name for one in found if one.error} == set(export) - {"Connections.csv"}
    (read,) = files(export)
    assert {lost.where for lost in read.dropped} == set(export) - {"Connections.csv"}
    assert all(lost.kept for lost in read.dropped)


def test_a_card_file_without_anybody_in_a_zip_is_an_error_of_its_own() -> None:
    found = each({"a.csv": CONNECTIONS, "b.csv": GOOGLE.splitlines()[0] + "\n"})
    assert [(one.name, one.read is None) for one in found] == [("a.csv", False), ("b.csv", True)]
    assert "b.csv" in str(found[1].error)


def test_a_wide_table_of_an_export_is_an_error_of_its_own() -> None:
    late = "x\n" * 60 + ",".join("x" * 600)
    found = each({"a.csv": CONNECTIONS, "b.csv": late})
    assert "600 columns" in str(found[1].error)


def test_a_zip_that_unpacks_to_too_much_keeps_what_came_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archives, "MOST_UNPACKED", 1_000)
    found = each({"a.csv": CONNECTIONS, "b.csv": "x" * 2_000})
    assert found[0].read is not None
    assert "holds more than 1,000 bytes" in str(found[1].error)


@pytest.mark.parametrize("members", [{}, {"a.jpg": b"x"}, {"Saved Jobs.csv": SAVED_JOBS}])
def test_a_zip_with_nothing_to_take_is_an_error(members: Mapping[str, str | bytes]) -> None:
    with pytest.raises(FileUnreadable, match=r"file0 is a zip with . files, and in none"):
        files(members)


def test_a_zip_of_broken_members_names_the_first() -> None:
    with pytest.raises(FileUnreadable, match=r"inner\.zip is a zip in a zip"):
        files({"inner.zip": b"x"})


def test_a_bad_file_among_good_ones_is_an_error_and_the_others_can_still_be_had() -> None:
    with pytest.raises(FileUnreadable, match="file1 is empty"):
        files(CONNECTIONS, "", CARD)
    found = each(CONNECTIONS, "", CARD)
    assert [one.read is not None for one in found] == [True, False, True]


def test_progress_hears_every_name_and_may_stop_the_work() -> None:
    heard: list[str] = []
    read_files(
        sources(CARD, {"a.csv": CONNECTIONS, "b.jpg": "x"}, name="file"),
        today=TODAY,
        progress=heard.append,
    )
    assert heard == ["file0", "file1: a.csv"]

    def stop(name: str) -> None:
        raise KeyboardInterrupt(name)

    with pytest.raises(KeyboardInterrupt):
        read_files(sources(CARD, name="file"), today=TODAY, progress=stop)


def test_a_mapping_of_hers_stands_above_what_the_header_says() -> None:
    (found,) = read_files(
        sources(CONNECTIONS, name="file"),
        today=TODAY,
        mappings={"file0": {"First Name": "name", "Company": "organization"}},
    )
    assert found.kind is FileKind.TABLE


def test_nothing_is_empty_and_a_story_is_not() -> None:
    assert is_empty(FileRead(name="a", kind=FileKind.TABLE))
    assert not is_empty(FileRead(name="a", kind=FileKind.STORY, story=""))


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.binary(max_size=200)
        | st.sampled_from([CONNECTIONS, MESSAGES, STORY, FOLLOWED]).map(str.encode)
        | st.lists(st.lists(st.text(max_size=5), min_size=1), min_size=1, max_size=4).map(
            lambda rows: _written(rows).encode(errors="replace")
        ),
        max_size=3,
    ),
    st.booleans(),
)
def test_any_files_give_results_or_errors(contents: list[bytes], as_zip: bool) -> None:  # noqa: FBT001 (hypothesis)
    world: list[bytes | Mapping[str, str | bytes]] = (
        [{f"{place}.csv": content for place, content in enumerate(contents)}]
        if as_zip
        else list(contents)
    )
    for one in each(*world):
        assert (one.read is None) != (one.error is None)
        if one.error is not None:
            assert isinstance(one.error, FileUnreadable)


def _written(rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()
