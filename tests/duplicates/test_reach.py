import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepknocking.duplicates.reach import (
    is_open,
    is_shared,
    mail_of,
    phone_of,
    phone_tail,
    slug_of,
    telling_letters,
    words_of,
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Ana@Example.org", ("ana", "example.org")),
        ("mailto:ana+jobs@example.org", ("ana", "example.org")),
        ("ana", None),
        ("@example.org", None),
        ("ana@", None),
        ("", None),
    ],
)
def test_an_address_is_read(written: str, read: tuple[str, str] | None) -> None:
    assert mail_of(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("+49 30 1234567", "+49301234567"),
        ("0049 30 1234567", "+49301234567"),
        ("tel:+49-30-1234567", "+49301234567"),
        ("030 1234567", "0301234567"),
        ("+999999 12", "99999912"),
        ("112", None),
        ("none", None),
    ],
)
def test_a_number_is_read(written: str, read: str | None) -> None:
    assert phone_of(written) == read


def test_a_number_is_found_without_its_country() -> None:
    with_country, without = phone_of("+49 30 1234567"), phone_of("030/123 45 67")
    assert with_country
    assert without
    assert phone_tail(with_country) == phone_tail(without)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("https://www.linkedin.com/in/Ana-Reyes/", ("linkedin.com", "in/ana-reyes")),
        ("linkedin.com/in/ana-reyes?x=1#y", ("linkedin.com", "in/ana-reyes")),
        ("http://uk.linkedin.com:80/in/ana-reyes", ("linkedin.com", "in/ana-reyes")),
        ("https://x@github.com/ana", ("github.com", "ana")),
        ("https://linkedin.com/in/%C3%A9va", ("linkedin.com", "in/éva")),
        ("https://example.org", None),
        ("https://example.org/?x", None),
        ("ana-reyes", None),
        ("http://[", None),
        ("", None),
    ],
)
def test_a_profile_is_read(written: str, read: tuple[str, str] | None) -> None:
    assert slug_of(written) == read


@settings(deadline=None)
@given(st.text())
def test_any_text_is_read_or_not_without_trouble(text: str) -> None:
    for read in (mail_of, phone_of, slug_of, words_of):
        read(text)


def test_boxes_of_many_and_hosts_of_all_are_known() -> None:
    assert is_shared("info")
    assert not is_shared("ana")
    assert is_open("gmail.com")
    assert not is_open("harborfoods.com")
    assert telling_letters("ana.reyes") == "anareyes"
    assert telling_letters("info") == telling_letters("ar") == ""
