import codecs
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepknocking.exchange import text_file
from keepknocking.exchange.text_file import (
    LONGEST_LINE,
    CannotRead,
    NoSuchFile,
    NotText,
    TooLarge,
    read_text,
    read_text_file,
)

PROC = Path("/proc/self/status")

LINE = "2026-03-02 met Ana\n"


def read(data: bytes) -> text_file.FileText:
    return read_text(io.BytesIO(data), name="here")


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=400))
@settings(deadline=None)
def test_every_text_without_a_long_line_comes_back_as_it_was(text: str) -> None:
    if text.startswith("\ufeff"):
        return  # a byte order mark, which says how the text is written and is not part of it
    assert read(text.encode()).text == text


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_a_byte_order_mark_says_how_the_text_is_written(mark: bytes, encoding: str) -> None:
    text = "2026-03-02 met Ána 陳\r\n"
    found = read(mark + text.encode(encoding))
    assert (found.text, found.encoding, found.cut_lines) == (text, encoding, ())


def test_a_letter_cut_in_two_by_the_end_of_a_chunk_is_whole_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(text_file, "CHUNK", 3)
    assert read("aaá陳\r\nb".encode()).text == "aaá陳\r\nb"


def test_the_place_of_the_first_byte_that_does_not_fit_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(text_file, "CHUNK", 4)
    with pytest.raises(NotText, match=r"here is not a text in UTF-8: byte 7 \(line 2\)"):
        read(b"abcd\ne\xe9f")


def test_half_a_letter_at_the_end_is_told() -> None:
    with pytest.raises(NotText, match="byte 2 "):
        read(b"a\xc3")


def test_a_file_with_nul_bytes_is_not_text() -> None:
    with pytest.raises(NotText, match="here is not a text file: it holds NUL bytes"):
        read(b"\x7fELF\0\0")


def test_a_line_of_the_longest_length_is_whole() -> None:
    text = "x" * LONGEST_LINE + "\n"
    assert read(text.encode()) == text_file.FileText(text=text)


@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_a_longer_line_is_cut_and_the_rest_of_the_file_still_counts(end: str) -> None:
    found = read((LINE + "x" * (LONGEST_LINE + 5) + end + LINE).encode())
    if end:
        assert found.text == LINE + "x" * (LONGEST_LINE + 1) + end + LINE
    assert found.cut_lines == (2,)


def test_a_line_in_pieces_is_cut_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_file, "CHUNK", 4_000)
    found = read(b"x" * 30_000 + b"\n" + b"y" * 30_000)
    assert found.text == "x" * (LONGEST_LINE + 1) + "\n" + "y" * (LONGEST_LINE + 1)
    assert found.cut_lines == (1, 2)


def test_more_text_than_any_story_has_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_file, "MOST_TEXT", 100)
    with pytest.raises(TooLarge, match="here has more than 100 characters"):
        read(LINE.encode() * 10)


def test_a_file_that_does_not_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_file, "MOST_BYTES", 100)
    monkeypatch.setattr(text_file, "CHUNK", 40)
    with pytest.raises(TooLarge, match="here does not end after 100 bytes"):
        read(b"x" * 200)


def test_an_empty_file_is_an_empty_text(tmp_path: Path) -> None:
    path = tmp_path / "empty.story"
    path.touch()
    assert read_text_file(path).text == ""


def test_a_file_that_is_not_there_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(NoSuchFile, match=r"there is no file .*missing\.story"):
        read_text_file(tmp_path / "missing.story")


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="is a folder, not a file"):
        read_text_file(tmp_path)


def test_what_the_system_refuses_is_told_in_its_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotRead, match="cannot be read: not a directory"):
        read_text_file(tmp_path / "file" / "in a file")


@pytest.mark.skipif(
    not PROC.exists(), reason="the peak of memory is read from /proc, which is not here"
)
def test_a_line_of_a_hundred_megabytes_costs_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "long.story"
    with path.open("wb") as stream:
        for _ in range(100):
            stream.write(b"x" * 1_000_000)
        stream.write(b"\n" + LINE.encode())
    code = (
        "import re, sys; from pathlib import Path;"
        "from keepknocking.exchange.text_file import read_text_file;"
        "found = read_text_file(Path(sys.argv[1]));"
        "assert found.cut_lines == (1,), found.cut_lines;"
        f"assert found.text.endswith({LINE!r});"
        # Not getrusage: there a child starts with the peak of the process it was forked from.
        "status = Path('/proc/self/status').read_text();"
        "print(re.search(r'VmHWM:\\s+(\\d+) kB', status)[1])"
    )
    done = subprocess.run(  # noqa: S603 (a fixed command)
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert int(done.stdout) * 1024 < 100_000_000
