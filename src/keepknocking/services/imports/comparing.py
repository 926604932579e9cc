"""When are two names, addresses, numbers or profiles the same, however they are spelled?

Only for comparing: what is kept is kept as it was written.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from urllib.parse import unquote

from keepknocking.ledger.people import ContactKind
from keepknocking.ledger.story.spelling import folded

_FEWEST_DIGITS = 6  # design choice: shorter numbers are extensions and tell nobody apart
_SLUG = re.compile(r"linkedin\.[a-z.]+/(?:[a-z-]{2,5}/)?(?:mwlite/)?in/([^/?#\s]+)", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s\-./()\u00a0\u2010-\u2015]+")
_WHOLE_NUMBER = re.compile(r"\+[1-9]\d{6,14}")
_WORDS = re.compile(r"[^\W_]+")


@lru_cache(maxsize=65536)
def name_form(text: str) -> str:
    """A name without regard to capitals, widths and spaces.

    >>> name_form("  Ana　REYES ")
    'ana reyes'
    """
    if text.isascii():
        return " ".join(text.casefold().split())
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def email_form(text: str) -> str:
    """A mail address without regard to capitals.

    >>> email_form("mailto:Ana@Example.org ")
    'ana@example.org'
    """
    if text.isascii():
        return text.strip().casefold().removeprefix("mailto:")
    return unicodedata.normalize("NFKC", text).strip().casefold().removeprefix("mailto:")


@lru_cache(maxsize=65536)
def slug_of(address: str) -> str | None:
    """The name of a LinkedIn profile in its address.

    >>> slug_of("https://www.linkedin.com/in/Ana-Reyes%2D2/?trk=x"), slug_of("https://example.org")
    ('ana-reyes-2', None)
    """
    if "in/" not in address and "IN/" not in address:
        return None
    found = _SLUG.search(address)
    return unquote(found.group(1)).casefold() if found else None


@lru_cache(maxsize=65536)
def profile_form(address: str) -> str:
    """The address of a page without what may differ from copy to copy.

    >>> profile_form("HTTPS://www.Example.org/ana/?x=1"), profile_form("linkedin.com/in/Ana/")
    ('example.org/ana', 'linkedin:ana')
    """
    slug = slug_of(address)
    if slug is not None:
        return f"linkedin:{slug}"
    plain = name_form(address).split("?")[0].split("#")[0].rstrip("/")
    return (plain.partition("://")[2] or plain).removeprefix("www.")


@lru_cache(maxsize=65536)
def phone_form(text: str) -> str:
    """A phone number in its international form where it says its country, else its digits.

    >>> phone_form("+49 (0)30 123456"), phone_form("0049 30 123456"), phone_form("030/123456")
    ('+4930123456', '+4930123456', '030123456')
    """
    plain = _SEPARATORS.sub("", text.removeprefix("tel:"))
    if plain.startswith("00"):
        plain = f"+{plain[2:]}"
    if plain.startswith("+"):
        if _WHOLE_NUMBER.fullmatch(plain) and "(0)" not in text:
            return plain
        return _international(text if text.strip().startswith("+") else plain) or _digits(plain)
    return _digits(plain) or name_form(text)


def _digits(text: str) -> str:
    return "".join(filter(str.isdecimal, text))


def _international(text: str) -> str | None:
    import phonenumbers  # noqa: PLC0415 (slow to import, and seldom needed)

    try:
        number = phonenumbers.parse(text[:250], None)
    except phonenumbers.NumberParseException:
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def tells_apart(phone: str) -> bool:
    """Whether a number in its form is long enough to be one person's."""
    return len(phone) >= _FEWEST_DIGITS


_FORMS: Mapping[ContactKind, Callable[[str], str]] = {
    ContactKind.EMAIL: email_form,
    ContactKind.PHONE: phone_form,
    ContactKind.PROFILE: profile_form,
    ContactKind.OTHER_NAME: name_form,
}


def detail_form(kind: ContactKind, value: str) -> str:
    """A contact detail in the form in which it is compared."""
    return _FORMS[kind](value)


@lru_cache(maxsize=65536)
def _words(name: str) -> frozenset[str]:
    return frozenset(_WORDS.findall(folded(name)))


def may_be_one(one: str, other: str) -> bool:
    """Whether two names may be of one person: all words of the shorter are in the longer.

    An initial stands for any word that begins with it; a name that is an address says nothing.

    >>> may_be_one("Dr. Ana Reyes", "reyes, ana"), may_be_one("A. Reyes", "Ana Reyes")
    (True, True)
    >>> may_be_one("Ana Reyes", "Ben Reyes")
    False
    """
    if "@" in one or "@" in other:
        return True
    few, many = sorted((_words(one), _words(other)), key=len)
    if few <= many:
        return bool(few)
    left = many - few
    for word in few - many:
        fits = (each for each in left if _abbreviates(word, each) or _abbreviates(each, word))
        found = min(fits, default=None)
        if found is None:
            return False
        left = left - {found}
    return True


def _abbreviates(short: str, long: str) -> bool:
    return len(short) == 1 and long.startswith(short)
