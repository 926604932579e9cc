"""What is in one cell: several values, addresses, numbers, links.

Everything here is linear in the length of the cell, whatever the cell holds.
"""

import re
from collections.abc import Iterable

from keepknocking.exchange.linkedin.collecting import one_line

LIST = ":::"  # between the values of one cell, as Google writes them
PREFERRED = "* "  # before the type of the value that is preferred
_SEPARATORS = re.compile(r"[,;\s<>\"'()\[\]]+")
_PHONE_SEPARATORS = re.compile(r":::|[;\n|]")
_FEWEST_DIGITS = 3  # design choice: the shortest numbers that people dial
_MOST_DIGITS = 20  # design choice: 15 by the standard, and an extension
_LONGEST_PHONE = 60  # design choice: characters of a number with words beside it
_LONGEST_ADDRESS = 254  # by the standard of mail addresses
_MOST_VALUES = 50  # design choice: values of one cell
_EXCHANGE = ("/o=", "/cn=", "ex:/o=")  # how names inside an Exchange server begin
_DIGIT = re.compile(r"\d")
_OF_A_NUMBER = re.compile(r"[\d\s+()./\-\u2010-\u2015#*,x]|ext|tel|mob", re.IGNORECASE)


def values_of(cell: str) -> list[str]:
    """The values of one cell that may hold a list.

    >>> values_of("a@example.org ::: b@example.org")
    ['a@example.org', 'b@example.org']
    """
    values = (value.strip() for value in cell.split(LIST, _MOST_VALUES)[:_MOST_VALUES])
    return [value for value in values if value]


def is_address(value: str) -> bool:
    """Whether this is a mail address, as far as one can see.

    >>> is_address("ana@example.org"), is_address("ana at example")
    (True, False)
    """
    if len(value) > _LONGEST_ADDRESS or value.count("@") != 1:
        return False
    local, _, domain = value.partition("@")
    labels = domain.split(".")
    is_whole = bool(local) and len(labels) > 1 and all(labels)
    return is_whole and value.isprintable() and not _SEPARATORS.search(value)


def is_exchange_name(value: str) -> bool:
    """Whether this is a name inside an Exchange server, which nobody outside can write to."""
    return value.strip().casefold().startswith(_EXCHANGE)


def addresses_in(cell: str) -> list[str]:
    """The mail addresses of a cell, each once, in their order.

    >>> addresses_in("Ana <ana@example.org>; mailto:b@example.org")
    ['ana@example.org', 'b@example.org']
    """
    words = (
        word.removeprefix("mailto:").strip(".")
        for word in _SEPARATORS.split(cell.replace(LIST, " "), _MOST_VALUES)
    )
    return list(dict.fromkeys(word for word in words if is_address(word)))


def is_phone(value: str) -> bool:
    """Whether this is a phone number, as far as one can see.

    >>> is_phone("+49 (0)30 12 34-5"), is_phone("room 12"), is_phone("2026-03-02")
    (True, False, False)
    """
    if len(value) > _LONGEST_PHONE or re.fullmatch(r"\d{4}-\d\d?-\d\d?", value.strip()):
        return False
    digits = len(_DIGIT.findall(value))
    return _FEWEST_DIGITS <= digits <= _MOST_DIGITS and not _OF_A_NUMBER.sub("", value)


def phones_in(cell: str) -> list[str]:
    """The phone numbers of a cell, as written; also those that have words beside them."""
    values = (value.strip() for value in _PHONE_SEPARATORS.split(cell, _MOST_VALUES))
    return [value for value in values if _has_number(value)]


def _has_number(value: str) -> bool:
    digits = len(_DIGIT.findall(value[: _LONGEST_PHONE + 1]))
    return len(value) <= _LONGEST_PHONE and digits >= _FEWEST_DIGITS and value.isprintable()


def is_link(value: str) -> bool:
    """Whether this is an address on the web.

    >>> is_link("https://example.org/ana"), is_link("linkedin.com/in/ana"), is_link("e.g. this")
    (True, True, False)
    """
    value = value.strip().casefold()
    if len(value.split()) != 1 or not value.isprintable() or "@" in value.partition("/")[0]:
        return False
    if value.startswith(("http://", "https://", "www.")):
        return True
    host, slash, _ = value.partition("/")
    labels = host.split(".")
    return bool(slash) and len(labels) > 1 and all(label.isalnum() for label in labels)


def links_in(cell: str) -> list[str]:
    """The addresses on the web that a cell holds."""
    words = (word for value in values_of(cell) for word in value.split(None, _MOST_VALUES))
    return list(dict.fromkeys(word.strip(",;") for word in words if is_link(word.strip(",;"))))


def in_one(parts: Iterable[str]) -> str:
    """Parts of a name in the order they come, one space between them.

    >>> in_one(["Ana", "", "Reyes"])
    'Ana Reyes'
    """
    return " ".join(one_line(*parts).split())
