"""What holds for every table, whatever stands in it."""

import csv
import io
import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepknocking.exchange.contacts_tables.fields import Field
from keepknocking.exchange.contacts_tables.reading import read_any_table, read_contacts
from keepknocking.exchange.found import FileRead, FileUnreadable
from keepknocking.exchange.sources import source_of_bytes
from keepknocking.exchange.tables.rows import read_table

NAMES = [
    *("Name", "First Name", "Last Name", "Given Name", "Family Name", "E-mail 1 - Value"),
    *("E-mail 1 - Type", "Phone 1 - Value", "Relation 1 - Type", "Relation 1 - Value", "Labels"),
    *("E-mail Address", "E-mail 2 Address", "Business Street", "Manager's Name", "Spouse"),
    *("Company", "Job Title", "Status", "Date Applied", "Date met", "Notes", "URL", "", "?"),
    *("Organization 1 - Name", "Organization 1 - Title", "Organization 1 - Type", "Nickname"),
]
CELLS = [
    *("", "Ana Reyes", "ana@example.org ::: b@example.org", "/o=x/cn=y", "0/0/00", "3/4/26"),
    *("* Work", "* Spouse ::: Friend", "+49 30 1234", "Applied", "x" * 300, "https://x.example"),
    *("a\nb", '"', ":::", " ::: ", "@", "\ufeff", "99/99/9999"),
]
cells = st.sampled_from(CELLS) | st.text(max_size=12)


def check(found: FileRead) -> None:
    lost = sum(1 for each in found.dropped if not each.kept)
    assert found.read == len(found.people) + len(found.openings) + found.blank + lost
    for person in found.people:
        assert 0 < len(person.name) <= 300
        assert person.name == " ".join(person.name.split())
        assert all(note.strip() for note in person.notes)
        assert all(tie.name for tie in person.knows)
    assert all(len(each.text) <= 200 for each in found.dropped)


def read_all(content: bytes, mapping: dict[str, str] | None = None) -> None:
    try:
        table = read_table(source_of_bytes("c.csv", content))
    except FileUnreadable:
        return
    with suppress(FileUnreadable):
        known = read_contacts(table, "c.csv")
        if known is not None:
            check(known)
    for chosen in (None, mapping):
        with suppress(FileUnreadable):
            check(read_any_table(table, "c.csv", chosen))


@settings(deadline=None, max_examples=150)
@given(
    header=st.lists(st.sampled_from(NAMES), min_size=1, max_size=12),
    rows=st.lists(st.lists(cells, max_size=14), max_size=6),
    separator=st.sampled_from(",;\t"),
    mapping=st.dictionaries(st.sampled_from(NAMES), st.sampled_from([*map(str, Field), "x"])),
)
def test_counts_add_up_for_any_table(
    header: list[str], rows: list[list[str]], separator: str, mapping: dict[str, str]
) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows([header, *rows])
    read_all(text.getvalue().encode("utf-8", errors="replace"), mapping)


@settings(deadline=None, max_examples=150)
@given(content=st.binary(max_size=200))
def test_any_bytes_cost_at_most_a_sentence(content: bytes) -> None:
    read_all(content)


@pytest.mark.parametrize(
    "cell",
    ["@" * 90_000, "a@" * 45_000, "1" * 90_000, "x." * 45_000, "a " * 45_000, ":::" * 30_000],
)
def test_a_huge_cell_costs_little(cell: str) -> None:
    before = time.process_time()
    read_all(f"Name,E-mail,Phone,Link,Date met,Note\n{','.join([cell] * 6)}\n".encode())
    read_all(f"{','.join([cell] * 6)}\n".encode())
    assert time.process_time() - before < 3


def test_thirty_thousand_contacts_are_read_in_a_few_seconds() -> None:
    rows = "".join(
        f"Ana{n},Reyes{n},Harbor {n % 500},Buyer,ana{n}@example.org,+49 30 {n:05}\n"
        for n in range(30_000)
    )
    content = f"First Name,Last Name,Company,Job Title,E-mail,Phone\n{rows}".encode()
    before = time.process_time()
    found = read_any_table(read_table(source_of_bytes("c.csv", content)), "c.csv")
    assert len(found.people) == 30_000
    assert time.process_time() - before < 20
