"""Tables: encodings, separators, broken quotation marks, and hostile sizes."""

import csv
import io
import time
import tracemalloc
from contextlib import suppress
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepknocking.exchange.found import FileUnreadable
from keepknocking.exchange.sources import Source, source_of_bytes
from keepknocking.exchange.tables import rows as rows_module
from keepknocking.exchange.tables import text as text_module
from keepknocking.exchange.tables.rows import (
    CUT,
    LONGEST_CELL,
    LOST_QUOTE,
    MOST_COLUMNS,
    Row,
    Table,
    TooManyColumns,
    find_header,
    folded,
    header_of,
    read_table,
)
from keepknocking.exchange.tables.text import (
    LONGEST_LINE,
    NotATable,
    TableTooLarge,
    encoding_of,
    lines_of,
)

WORDS = "Zoë,Łódź\nŽižka,Плзень\n"
LATIN = "Zoë,Málaga\nBjörn,Århus\n"


def source(content: str | bytes) -> Source:
    return source_of_bytes("a.csv", content.encode() if isinstance(content, str) else content)


def table(content: str | bytes) -> Table:
    return read_table(source(content))


def cells(content: str | bytes) -> list[list[str]]:
    return [row.cells for row in table(content).rows()]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (WORDS.encode(), "utf-8"),
        (WORDS.encode("utf-8-sig"), "utf-8"),
        (WORDS.encode("utf-16"), "utf-16-le"),
        (b"\xfe\xff" + WORDS.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_a_text_is_read_in_the_encoding_it_has(content: bytes, encoding: str) -> None:
    assert table(content).encoding == encoding
    assert cells(content) == [["Zoë", "Łódź"], ["Žižka", "Плзень"]]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "cp1252"])
def test_an_encoding_without_a_mark_is_found_out(encoding: str) -> None:
    content = (LATIN * 3).encode(encoding)
    assert table(content).encoding == encoding
    assert cells(content)[1] == ["Björn", "Århus"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_letters_with_a_nul_of_their_own_do_not_hide_the_encoding(encoding: str) -> None:
    content = (LATIN * 3 + "Ādams,Oslo\n").encode(encoding)
    assert cells(content)[-1] == ["Ādams", "Oslo"]


def test_a_few_broken_bytes_do_not_spoil_the_names_of_all_others() -> None:
    found = cells(("Zoë,Łódź\n" * 50).encode() + b"Bj\xf6rn,x\n")
    assert found[0] == ["Zoë", "Łódź"]
    assert found[-1] == ["Bj\ufffdrn", "x"]


def test_a_character_across_two_pieces_is_one_character(monkeypatch: pytest.MonkeyPatch) -> None:
    content = b"a" * (1024 * 1024 - 1) + "ë,b\n".encode()
    assert encoding_of(source(content)) == "utf-8"
    assert encoding_of(source(b"a,b\n\xc3")) == "cp1252"
    monkeypatch.setattr(text_module, "LONGEST_LINE", 10)
    assert [line.is_cut for line in lines_of(source(content), "utf-8")] == [True]


def test_bytes_that_are_no_text_are_named_as_such() -> None:
    with pytest.raises(NotATable, match=r"a\.csv is not a text: it holds NUL bytes"):
        table(b"\x89PNG\r\n" + b"\0\0\0\1" * 50)


def test_a_single_nul_is_left_out() -> None:
    assert cells(b"Ana,Reyes\n" * 40 + b"Be\0n,Okafor\n")[-1] == ["Ben", "Okafor"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_every_line_end_and_separator_is_read(end: str, separator: str) -> None:
    content = end.join(separator.join(row) for row in [["a", "b c"], ['"1\n2"', "3"]])
    found = table(content)
    assert found.separator == separator
    assert [row.cells for row in found.rows()] == [["a", "b c"], ["1\n2", "3"]]


def test_a_spreadsheet_names_its_separator_in_the_first_line() -> None:
    found = table("sep=;\na,b,c;d\n1,2,3;4\n")
    assert found.separator == ";"
    assert [(row.line, row.cells) for row in found.rows()] == [
        (2, ["a,b,c", "d"]),
        (3, ["1,2,3", "4"]),
    ]


def test_a_first_line_that_names_no_separator_is_a_row() -> None:
    assert cells("sep=x\na,b\n")[0] == ["sep=x"]


def test_prose_above_the_table_does_not_decide_the_separator() -> None:
    assert table("Notes, with words, and more, of it\na;b;c\nd;e;f\n").separator == ";"
    assert table("only one word").separator == ","


def test_lines_without_anything_are_no_rows_and_rows_of_empty_cells_are() -> None:
    found = list(table("a,b\n\n,,\n \u00a0,\n\nc,d").rows())
    assert [(row.line, row.is_blank) for row in found] == [
        (1, False),
        (3, True),
        (4, True),
        (6, False),
    ]
    assert found[-1].where == "line 6"
    assert found[-1].text == "c, d"


def test_the_first_line_of_a_table_can_be_shown() -> None:
    assert table("a, b\n").first_line == "a, b"
    assert table("").first_line == ""


def test_a_quotation_mark_lost_before_the_end_costs_one_line() -> None:
    found = list(table('a,b\n"c,d\ne,f\n').rows())
    assert [(row.line, row.cells, row.trouble) for row in found] == [
        (1, ["a", "b"], ""),
        (2, ["c", "d"], LOST_QUOTE),
        (3, ["e", "f"], ""),
    ]


def test_a_lost_quotation_mark_that_meets_another_is_seen_by_the_width() -> None:
    found = list(table('a,b,c\n1,2,3\n"4,5,6\n7,8,9\n"x, y",11,12\n').rows())
    assert [row.cells for row in found] == [
        ["a", "b", "c"],
        ["1", "2", "3"],
        ["4", "5", "6"],
        ["7", "8", "9"],
        ["x, y", "11", "12"],
    ]


def test_a_row_over_several_lines_of_another_width_stays_when_its_first_line_does_not_fit() -> None:
    assert cells('"a\nb",c,d\n1,2\n"x\ny",3,4,5\n')[2] == ["x\ny", "3", "4", "5"]


def test_a_cell_that_goes_on_for_too_long_is_a_lost_quotation_mark() -> None:
    found = list(table('a,b\n"c,d\n' + "e,f\n" * 60_000).rows())
    assert len(found) == 60_002
    assert [row.trouble for row in found].count(LOST_QUOTE) == 1


def test_a_cell_of_the_greatest_length_is_whole() -> None:
    long = "x\n" * 40_000
    assert cells(f'a,b\n"{long}",c\n')[1] == [long, "c"]


def test_too_many_lost_quotation_marks_give_up_the_file() -> None:
    line = "x" * 60_000 + "\n"
    with pytest.raises(FileUnreadable, match="more than 100 quotation marks without a partner"):
        list(table(('"a,b\n' + line * 2) * 101).rows())


def test_a_very_long_cell_is_cut_and_says_so() -> None:
    last = list(table("a,b\n" + "x" * 120_000 + ",c\n").rows())[-1]
    assert (len(last.cells[0]), last.cells[1], last.trouble) == (LONGEST_CELL, "c", CUT)


def test_a_line_longer_than_any_is_cut() -> None:
    last = list(table("a,b\n" + "x" * (LONGEST_LINE + 5) + ",c\n").rows())[-1]
    assert (len(last.cells), len(last.cells[0]), last.trouble) == (1, LONGEST_CELL, CUT)


def test_a_row_of_too_many_columns_is_named_with_its_number() -> None:
    assert len(cells("," * (MOST_COLUMNS - 1) + "\n")[0]) == MOST_COLUMNS
    with pytest.raises(TooManyColumns, match="has 513 columns in line 2"):
        list(table("a,b\n" + "," * MOST_COLUMNS + "\n").rows())


def test_too_many_rows_lines_and_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows_module, "MOST_ROWS", 3)
    assert len(cells("a\nb\nc\n")) == 3
    with pytest.raises(TableTooLarge, match="more than 3 rows"):
        cells("a\nb\nc\nd\n")
    monkeypatch.setattr(text_module, "MOST_LINES", 5)
    with pytest.raises(TableTooLarge, match="more than 5 lines"):
        cells("\n" * 6)
    monkeypatch.setattr(text_module, "MOST_BYTES", 5)
    with pytest.raises(TableTooLarge, match="has 6 bytes"):
        table("a,b\n\n\n")


@pytest.mark.slow
@pytest.mark.parametrize(
    "content",
    [
        b"x" * 100_000_000,
        b"," * 10_000_000,
        b'"' * 50_000_000,
        b'"",' * 20_000_000,
        b"\n" * 50_000_000,
        b'"a\n' * 30_000_000,
        b'x","\n' * 20_000_000,
        b"a,b\n" * 30_000_000,
    ],
    ids=["line", "columns", "quotes", "empty", "ends", "openings", "closings", "rows"],
)
def test_hostile_sizes_cost_bounded_time_and_memory(content: bytes) -> None:
    source = source_of_bytes("a.csv", content)
    began = time.process_time()
    with suppress(FileUnreadable):
        for _ in read_table(source).rows():
            pass
    assert time.process_time() - began < 20
    tracemalloc.start()
    with suppress(FileUnreadable):
        for _ in islice(read_table(source).rows(), 20_000):
            pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 150_000_000


def test_a_header_is_found_by_its_cells_wherever_it_stands() -> None:
    rows = table('\ufeffNotes:\n"One, sentence."\n\n"FIRST name" , LAST\u00a0Name,\nAna,Reyes,x\n')
    header = find_header(rows.start, {"first name", "last name"})
    assert header is not None
    assert header.line == 4
    assert header.written == ("FIRST name", "LAST Name", "")
    assert header.column("name", "last name") == 1
    assert header.column("name") is None
    (row,) = rows.below(header)
    assert header.cell(row, "last name") == "Reyes"
    assert header.cell(row, "name") == ""
    assert header.cell(Row(9, ["Ben"]), "last name") == ""


def test_of_two_headers_the_first_of_the_fuller_ones_counts() -> None:
    rows = [Row(1, ["name", "mail"]), Row(2, ["name", "mail", "phone"]), Row(3, ["mail", "name"])]
    best = find_header(rows, {"name", "mail"})
    assert best is not None
    assert best.line == 1
    assert find_header(rows, {"name", "fax"}) is None
    fuller = find_header(rows, {"name", "mail", "phone"})
    assert fuller is not None
    assert fuller.line == 2


def test_of_two_columns_with_one_name_the_first_counts() -> None:
    header = header_of(Row(1, ["Name", "name", ""]))
    assert header.places == {"name": 0}
    assert header.names == ("name", "name", "")


def test_without_a_header_all_rows_are_below_it() -> None:
    assert len(list(table("a,b\nc,d\n").below(None))) == 2


def test_a_name_of_a_column_is_folded() -> None:
    assert folded(" \ufeff'First\u00a0 Name'") == "first name"


def test_a_table_can_be_read_twice() -> None:
    found = table("a,b\nc,d\n")
    assert list(found.rows()) == list(found.rows()) == list(found.start)


@settings(deadline=None, max_examples=200)
@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_characters="\r\0\ufeff", codec="utf-8")),
            min_size=3,
            max_size=3,
        ),
        max_size=8,
    ),
    st.sampled_from([",", ";", "\t"]),
)
def test_what_the_csv_module_writes_is_read_back(rows: list[list[str]], separator: str) -> None:
    kept = [["first", "second", "third"], *rows]
    written = io.StringIO()
    csv.writer(written, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(kept)
    text = f"sep={separator}\n" + written.getvalue()
    assert cells(text) == kept


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=400) | st.text('ab",;\t\r\n\x00ë', max_size=80).map(str.encode))
def test_any_bytes_are_rows_or_an_error(content: bytes) -> None:
    with suppress(FileUnreadable):
        found = list(table(content).rows())
        assert all(row.cells for row in found)
        assert [row.line for row in found] == sorted({row.line for row in found})
