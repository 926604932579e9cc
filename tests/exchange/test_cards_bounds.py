"""Hostile vCards: nothing costs memory or time without bound; only refusals are raised."""

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepknocking.exchange.cards import content_lines, splitting
from keepknocking.exchange.cards.content_lines import TooManyLines
from keepknocking.exchange.cards.reading import is_vcard, read_cards
from keepknocking.exchange.cards.splitting import TooManyCards
from keepknocking.exchange.found import FileRead, FileUnreadable
from keepknocking.exchange.sources import source_of_bytes

MEGA = 300_000
PIECES = (
    *(b"BEGIN:VCARD\r\n", b"END:VCARD\r\n", b"FN:", b"N:", b"AGENT:", b"NOTE", b"EMAIL:", b"TEL:"),
    *(
        b";ENCODING=QUOTED-PRINTABLE:",
        b";ENCODING=b:",
        b";CHARSET=SHIFT_JIS:",
        b"RELATED:urn:uuid:",
    ),
    *(
        b"UID:a\r\n",
        b"=\r\n",
        b"\r\n ",
        b"\r",
        b"\n",
        b"\\",
        b"\\n",
        b'"',
        b";",
        b",",
        b":",
        b"=C3",
    ),
    *(b"X-ABRELATEDNAMES:", b"item1.", b"X-ANDROID-CUSTOM:", b"KIND:group\r\n", b"\x88\xc0", b"\0"),
)


def read(content: bytes) -> FileRead:
    found = read_cards(source_of_bytes("x.vcf", content))
    lost = sum(not each.kept for each in found.dropped)
    assert found.read == len(found.people) + found.blank + lost
    assert all(person.name.strip() for person in found.people)
    return found


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(PIECES) | st.binary(max_size=8), max_size=40).map(b"".join))
def test_mutated_cards_are_read_or_refused(content: bytes) -> None:
    is_vcard(content)
    with suppress(FileUnreadable):
        read(b"BEGIN:VCARD\r\n" + content)
        read(content)


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    is_vcard(content)
    with suppress(FileUnreadable):
        read(content)


@pytest.mark.parametrize(
    "inside",
    [
        b"FN:" + b"a" * 3 * MEGA,
        b"NOTE:" + b" " * 3 * MEGA,
        b"NOTE:" + b"\\n" * MEGA,
        b"NOTE:x" + b"\n y" * (MEGA // 5),
        b"NOTE:x" + (b"\n " + b"y" * 1_000) * 1_200,
        b"NOTE:x" + b"\r" * (MEGA // 2),
        b"NOTE:x\n" + b"lalala\n" * (MEGA // 20),
        b"N:" + b"a;" * MEGA,
        b"N:" + b"\\;" * (MEGA // 4),
        b"NICKNAME:" + b"a," * (MEGA // 4),
        b'FN;x="' + b'";"' * MEGA,
        b"FN" + b";a=b" * MEGA + b":x",
        b"EMAIL:<" + b"@" * MEGA,
        b"EMAIL:" + b"<a@a " * (MEGA // 4),
        b"FN;ENCODING=QUOTED-PRINTABLE:x=\n" + b"a=\n" * (MEGA // 10),
        b"PHOTO;ENCODING=b:\n" + (b"A" * 76 + b"\n") * (MEGA // 50),
        b"PHOTO;ENCODING=b:" + b"A" * 1_100_000,
        b"TEL:1\n" * (MEGA // 20),
        b"X-A:1\n" * (MEGA // 20),
        b"".join(b"X-%d:1\n" % number for number in range(MEGA // 50)),
        b"RELATED:a\n" * (MEGA // 50),
        b"AGENT:" + b"BEGIN:VCARD\\n" * (MEGA // 50),
        b"EMAIL:x\n" * (MEGA // 20),
    ],
)
def test_monsters_within_a_card_cost_little(inside: bytes) -> None:
    began = time.process_time()
    read(b"BEGIN:VCARD\nFN:Ana\n" + inside + b"\nEND:VCARD\n")
    assert time.process_time() - began < 10


def test_cards_within_cards_are_only_cards() -> None:
    assert read(b"BEGIN:VCARD\n" * 10_000).blank == 10_000


def test_a_file_of_too_many_cards_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splitting, "MOST_CARDS", 5)
    with pytest.raises(TooManyCards, match=r"x\.vcf has more than 5 cards"):
        read(b"BEGIN:VCARD\n" * 6)


def test_a_file_of_too_many_lines_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content_lines, "MOST_LINES", 5)
    with pytest.raises(TooManyLines, match=r"x\.vcf has more than 5 lines"):
        read(b"BEGIN:VCARD\n" + b"\n" * 6)


def test_lost_lines_beyond_the_first_ones_are_counted() -> None:
    found = read(b"BEGIN:VCARD\nFN:Ana\n" + b"?\n" * 12_000 + b"END:VCARD\n")
    assert len(found.dropped) == 10_001
    assert found.dropped[-1].why == "2,000 further lines were lost"


def test_lines_beyond_those_that_are_looked_at_are_named() -> None:
    found = read(b"BEGIN:VCARD\nFN:Ana\n" + b"TEL:1\n" * 2_001 + b"END:VCARD\n")
    assert found.dropped[0].why == "the card has too many lines"


@pytest.mark.slow
def test_thirty_thousand_cards_take_seconds() -> None:
    one = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana {0}\r\nN:Reyes;Ana;;;\r\nORG:Harbor;Sales\r\n"
    two = "EMAIL;TYPE=INTERNET:a{0}@example.org\r\nTEL:+49 30 {0}\r\nUID:{0}\r\nEND:VCARD\r\n"
    content = "".join((one + two).format(number) for number in range(30_000)).encode()
    began = time.process_time()
    assert len(read(content).people) == 30_000
    assert time.process_time() - began < 30  # 4 on a quiet machine


@pytest.mark.slow
def test_a_line_of_fifty_million_letters_costs_little() -> None:
    began = time.process_time()
    found = read(b"BEGIN:VCARD\nFN:Ana\nNOTE:" + b"a" * 50_000_000 + b"\nEND:VCARD\n")
    assert len(found.people) == 1
    assert time.process_time() - began < 5
