"""What do the cells of a column look like, where its name says nothing?

Looked at are the first rows of the table. A column is taken for something when at least
`MOST_OF_THEM` of its filled cells look like it.
"""

from collections.abc import Sequence

from keepknocking.exchange.contacts_tables.cells import addresses_in, is_link, is_phone
from keepknocking.exchange.contacts_tables.fields import Field
from keepknocking.exchange.linkedin.dates import ColumnDates

MOST_OF_THEM = 0.7  # design choice
_NAME_WORDS = range(2, 6)  # design choice: words of a name that is recognised as one
_LONGEST_NAME = 60  # design choice: characters of such a name
_IN_A_WORD = frozenset("-.'\N{RIGHT SINGLE QUOTATION MARK}")


def looks_like_name(value: str) -> bool:
    """Whether this could be the name of a person: a few words with capitals.

    >>> looks_like_name("Ana de la Cruz"), looks_like_name("Ana"), looks_like_name("went Home")
    (True, False, False)
    """
    words = value.split() if len(value) <= _LONGEST_NAME else []
    if len(words) not in _NAME_WORDS or words[0][0].islower() or words[-1][0].islower():
        return False
    return all(_is_word(word) for word in words)


def _is_word(word: str) -> bool:
    return word[0].isalpha() and all(each.isalpha() or each in _IN_A_WORD for each in word)


def _is_prose(value: str) -> bool:
    """Whether there are words beside an address that are no name."""
    others = [word for word in value.split() if "@" not in word]
    return len(others) > max(_NAME_WORDS) or any(map(str.islower, others))


def look_of_cell(value: str) -> Field | None:
    """What one cell looks like; None for any other text.

    >>> look_of_cell("ana@example.org").value, look_of_cell("2 March 2026").value
    ('e-mail', 'day met')
    """
    if not _is_prose(value) and addresses_in(value):
        return Field.EMAIL
    if is_link(value):
        return Field.LINK
    if ColumnDates().day(value) or ColumnDates(day_first=True).day(value):
        return Field.KNOWN
    if is_phone(value):
        return Field.PHONE
    return Field.NAME if looks_like_name(value) else None


def look_of(values: Sequence[str]) -> Field | None:
    """What a column of these filled cells looks like; None where it looks like nothing.

    >>> look_of(["Ana Reyes", "Ben Ode", "?"]) is None
    True
    """
    looks = [look_of_cell(value) for value in values]
    for field in (Field.EMAIL, Field.LINK, Field.KNOWN, Field.PHONE, Field.NAME):
        if looks and looks.count(field) >= MOST_OF_THEM * len(looks):
            return field
    return None
