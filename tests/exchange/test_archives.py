"""Zips: what is read of them, and that no zip costs more than it may."""

import io
import struct
import zlib
from collections.abc import Mapping
from contextlib import suppress
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepknocking.exchange import archives
from keepknocking.exchange.archives import (
    BrokenArchive,
    UnpacksToTooMuch,
    archive_of,
    is_archive,
    label_of,
)
from keepknocking.exchange.found import FileUnreadable
from keepknocking.exchange.sources import source_of_bytes


def zipped(members: Mapping[str, str | bytes], *, compression: int = ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with ZipFile(content, "w", compression=compression) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return content.getvalue()


def opened(content: bytes) -> tuple[dict[str, bytes | str], dict[str, int]]:
    """Each member with its bytes or why there are none, and what was passed over."""
    with archive_of(source_of_bytes("export.zip", content)) as archive:
        found = {
            member.name: member.source.bytes() if member.source else member.why
            for member in archive.members()
        }
        return found, dict(archive.passed_over)


def test_members_with_names_of_texts_are_read_and_the_others_counted() -> None:
    found, passed_over = opened(
        zipped(
            {
                "Connections.csv": "a,b",
                "Jobs/Saved Jobs.CSV": "c",
                "photo.jpg": b"\xff",
                "Jobs/": "",
                "__MACOSX/._Connections.csv": b"\0",
                "me.html": "x",
            }
        )
    )
    assert found == {"Connections.csv": b"a,b", "Jobs/Saved Jobs.CSV": b"c"}
    assert passed_over == {"a file of another kind": 2, "a folder or a mark of the system": 1}


def test_a_name_is_a_label_and_nothing_else() -> None:
    found, _ = opened(zipped({"../../etc/x.csv": "a", "/top/y.csv": "b", "C:\\z.csv": "c"}))
    assert set(found) == {"../../etc/x.csv", "/top/y.csv", "C:/z.csv"}
    assert label_of("a\x1b[31m\u202eb\n.csv") == "a [31m b .csv"
    assert len(label_of("x" * 900)) == 120
    assert label_of("\x01") == "a file without a name"


def test_a_zip_in_a_zip_is_named_and_not_opened() -> None:
    found, _ = opened(zipped({"inner.zip": zipped({"a.csv": "x"}), "b.csv": "y"}))
    assert found == {
        "inner.zip": "inner.zip is a zip in a zip: unpack it and bring it in",
        "b.csv": b"y",
    }


def test_a_locked_member_is_named() -> None:
    content = bytearray(zipped({"a.csv": "x"}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    found, _ = opened(bytes(content))
    assert found == {"a.csv": "a.csv is locked with a password: unpack it first"}


def test_an_unusual_packing_is_named() -> None:
    found, _ = opened(zipped({"a.csv": "x"}, compression=ZIP_BZIP2))
    assert found == {"a.csv": "a.csv is packed in an unusual way: unpack it first"}


def test_a_broken_member_is_named_and_the_others_are_read() -> None:
    content = bytearray(zipped({"a.csv": "hello " * 50, "b.csv": "y"}))
    place = content.index(b"a.csv") + 5
    content[place : place + 4] = b"\xff\xff\xff\xff"
    found, _ = opened(bytes(content))
    assert found == {
        "a.csv": "a.csv is broken inside export.zip: download it again",
        "b.csv": b"y",
    }


def test_a_zip64_is_read() -> None:
    content = io.BytesIO()
    with (
        ZipFile(content, "w") as archive,
        archive.open("a.csv", "w", force_zip64=True) as member,
    ):
        member.write(b"x,y")
    assert opened(content.getvalue())[0] == {"a.csv": b"x,y"}


def test_a_member_without_a_name_is_passed_over() -> None:
    content = zipped({"xa.csv": "x"}).replace(b"xa.csv", b"\0a.csv")  # a NUL ends a name
    assert opened(content) == ({}, {"a folder or a mark of the system": 1})


@pytest.mark.parametrize("cut", [4, 30, 60, -1, -22])
def test_a_part_of_a_zip_is_refused_as_such(cut: int) -> None:
    with pytest.raises(BrokenArchive, match=r"export\.zip begins like a zip"):
        opened(zipped({"a.csv": "x" * 99})[:cut])


def test_a_bomb_is_refused_after_what_really_came_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_UNPACKED", 5_000_000)
    with pytest.raises(UnpacksToTooMuch, match="holds more than 5,000,000 bytes"):
        opened(zipped({"a.csv": bytes(4_000_000), "b.csv": bytes(1_000_001)}))
    assert len(opened(zipped({"a.csv": bytes(4_000_000), "b.csv": bytes(1_000_000)}))[0]) == 2


def test_a_size_that_lies_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_UNPACKED", 1_000_000)
    content = bytearray(zipped({"a.csv": bytes(3_000_000)}))
    place = content.index(b"PK\x01\x02") + 24
    content[place : place + 4] = struct.pack("<I", 10)
    found, _ = opened(bytes(content))
    assert found == {"a.csv": "a.csv is broken inside export.zip: download it again"}


def test_what_is_read_of_the_zip_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    content = zipped({f"{number}.csv": "x" for number in range(100)})
    monkeypatch.setattr(archives, "MOST_READ", 1_000)
    with pytest.raises(BrokenArchive):
        opened(content)
    monkeypatch.setattr(archives, "MOST_READ", len(content))
    with pytest.raises(UnpacksToTooMuch):
        opened(content)


def test_a_list_of_members_larger_than_any_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "LARGEST_READ", 70_000)
    content = zipped({f"{'x' * 900}{number}.csv": "x" for number in range(100)})
    with pytest.raises(BrokenArchive):
        opened(content)


def test_an_endless_comment_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "LARGEST_READ", 1_000)
    with pytest.raises(BrokenArchive):
        opened(zipped({"a.csv": "x"}) + b"x" * 5_000)


def test_only_the_first_members_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_MEMBERS", 3)
    found, passed_over = opened(zipped({f"{number}.csv": "x" for number in range(5)}))
    assert (len(found), passed_over) == (3, {"beyond the first members": 2})


@pytest.mark.parametrize("mark", ["[Content_Types].xml", "mimetype"])
def test_an_office_document_is_named_as_such(mark: str) -> None:
    with pytest.raises(FileUnreadable, match="is a document of an office program"):
        opened(zipped({mark: "x", "a.csv": "x"}))


def test_a_zip_is_known_by_its_first_bytes() -> None:
    assert is_archive(zipped({}))
    assert is_archive(zipped({"a": ""}))
    assert not is_archive(b"PKZ")


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_a_zip_with_wrong_bytes_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(zipped({"a.csv": "a,b\n" * 30, "b.vcf": "x", "c.zip": "y"}))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(FileUnreadable):
        found, _ = opened(bytes(content))
        assert all(isinstance(name, str) for name in found)


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=200))
def test_any_bytes_after_the_mark_of_a_zip_are_refused_or_read(content: bytes) -> None:
    with suppress(FileUnreadable):
        opened(b"PK\x03\x04" + content)


@pytest.mark.slow
def test_a_real_bomb_costs_little() -> None:
    packer = zlib.compressobj(9)
    megabyte = bytes(1024 * 1024)
    assert len(packer.compress(megabyte)) < 2_000
    content = io.BytesIO()
    with (
        ZipFile(content, "w", ZIP_DEFLATED) as archive,
        archive.open("a.csv", "w", force_zip64=True) as member,
    ):
        for _ in range(1_000):
            member.write(megabyte)
    assert len(content.getvalue()) < 2_000_000
    with pytest.raises(UnpacksToTooMuch):
        opened(content.getvalue())
