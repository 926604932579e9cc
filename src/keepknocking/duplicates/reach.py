"""Mail addresses, phone numbers, profiles and employers in the form in which they are compared."""

import re
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers

from keepknocking.duplicates.spelling import latin

_SHARED_IN_WORDS = (
    "info office contact hello mail jobs job hr careers career sales support admin team service "
    "kontakt post press office recruiting help enquiries family home me"
)
_SHARED = frozenset(_SHARED_IN_WORDS.split())
"""Boxes that several people read."""
_OPEN_HOSTS_IN_WORDS = (
    "gmail.com googlemail.com yahoo.com hotmail.com outlook.com live.com icloud.com me.com aol.com "
    "gmx.de gmx.net web.de mail.ru yandex.ru qq.com 163.com proton.me protonmail.com naver.com "
    "orange.fr libero.it wp.pl o2.pl"
)
_OPEN_HOSTS = frozenset(_OPEN_HOSTS_IN_WORDS.split())
"""Hosts where anybody may have an address: two there say nothing of one another."""
_PROFILE = re.compile(
    r"(?:[a-z]+:)?(?://)?(?:[^/?#@]*@)?([^/:?#@\s]+\.[^/:?#@\s]+)(?::\d+)?/([^?#]*)"
)
_ESCAPED = re.compile("(?:%[0-9a-f]{2})+")
_LONGEST_ADDRESS = 500  # numerical: of a longer address only the beginning is compared
_FEWEST_LETTERS = 4  # design choice: a shorter name before an @ tells nobody
_TAIL = 7  # design choice: the last digits of a number, the same with and without the country
_FEWEST = 6  # design choice: fewer digits are an extension, not a number
_LONGEST = 64  # numerical: no number is longer
_FORMS_IN_WORDS = (
    "inc llc ltd gmbh ag co corp company plc sa srl bv kg oy ab as spa sas limited the and group "
    "holding holdings corporation incorporated se pty"
)
_FORMS = frozenset(_FORMS_IN_WORDS.split())


_ADDRESS = re.compile(
    r"[^\s<>\"'(),;@]+@[^\s<>\"'(),;@]+\.[^\s<>\"'(),;@]+"
    r"|(?:https?://|www\.|(?:\w+\.)?linkedin\.com/)[^\s<>\"'(),;]+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Parted:
    """What somebody is called, without the addresses in it.

    `name` is empty where nothing is left that has a letter, and `number` is what is left then.
    """

    name: str
    addresses: tuple[str, ...]
    number: str = ""


def parted(called: str) -> Parted:
    """What somebody is called, and the mail addresses and links that stand in it.

    >>> parted("Ana Reyes <ana@example.org>")
    Parted(name='Ana Reyes <>', addresses=('ana@example.org',), number='')
    >>> parted("ana@example.org").name, parted("+49 30 123456").number
    ('', '+49 30 123456')
    """
    called = called[:_LONGEST_ADDRESS]
    addresses = tuple(_ADDRESS.findall(called)) if "@" in called or "." in called else ()
    left = _ADDRESS.sub("", called) if addresses else called
    if any(map(str.isalpha, left)):
        return Parted(left, addresses)
    return Parted("", addresses, left)


@lru_cache(maxsize=1 << 16)
def mail_of(text: str) -> tuple[str, str] | None:
    """The local part and the host of an address, in small letters; None where it is none.

    >>> mail_of("Ana.Reyes+jobs@Example.ORG")
    ('ana.reyes', 'example.org')
    """
    local, at, host = text.strip().casefold().removeprefix("mailto:").rpartition("@")
    local, host = local.partition("+")[0].strip("<> "), host.strip("<> .")
    return (local, host) if at and local and host else None


def is_shared(local: str) -> bool:
    """Whether several people read what is sent to this name at a host."""
    return local in _SHARED


def telling_letters(local: str) -> str:
    """The letters of the name before an @, where they tell somebody; else nothing.

    >>> telling_letters("ana.reyes77"), telling_letters("info"), telling_letters("ar")
    ('anareyes', '', '')
    """
    letters = "".join(filter(str.isalpha, local))
    return letters if len(letters) >= _FEWEST_LETTERS and not is_shared(local) else ""


def telling_words(local: str) -> list[str]:
    """The words of the name before an @, where they tell somebody; else none.

    >>> telling_words("ana.reyes77"), telling_words("info")
    (['ana', 'reyes'], [])
    """
    words = "".join(each if each.isalpha() else " " for each in local).split()
    return [] if any(is_shared(word) for word in words) else words


def is_open(host: str) -> bool:
    """Whether anybody may have an address at this host."""
    return host in _OPEN_HOSTS


@lru_cache(maxsize=1 << 16)
def phone_of(text: str) -> str | None:
    """The digits of a number as far as they tell it: with its country where it has one.

    >>> phone_of("+44 (0)20 7946 0018 ext. 3"), phone_of("020 7946 0018"), phone_of("12")
    ('+442079460018', '02079460018', None)
    """
    text = text[:_LONGEST].strip().removeprefix("tel:")
    if text.startswith(("+", "00")):
        try:
            number = phonenumbers.parse(f"+{text.removeprefix('00').removeprefix('+')}", None)
        except phonenumbers.NumberParseException:
            pass
        else:
            return f"+{number.country_code}{number.national_number}"
    digits = "".join(re.findall(r"\d", text))
    return digits if len(digits) >= _FEWEST else None


def phone_tail(number: str) -> str:
    """The last digits of a number, by which it is found whether or not its country stands there."""
    return number[-_TAIL:]


@lru_cache(maxsize=1 << 16)
def slug_of(text: str) -> tuple[str, str] | None:
    """The site and the place there of a profile's address; None where there is no place.

    >>> slug_of("https://www.linkedin.com/in/Ana-Reyes-1a2b/?trk=x")
    ('linkedin.com', 'in/ana-reyes-1a2b')
    >>> slug_of("https://de.linkedin.com/in/Ana-Reyes-1a2b"), slug_of("https://example.org/")
    (('linkedin.com', 'in/ana-reyes-1a2b'), None)
    """
    found = _PROFILE.match(text.strip()[:_LONGEST_ADDRESS].casefold())
    if found is None:
        return None
    host, place = found.groups()
    host = "linkedin.com" if host.endswith(".linkedin.com") else host.removeprefix("www.")
    place = _ESCAPED.sub(_unescaped, place).strip("/")
    return (host, place) if place else None


def _unescaped(codes: re.Match[str]) -> str:
    return bytes.fromhex(codes.group().replace("%", "")).decode(errors="replace")


@lru_cache(maxsize=1 << 16)
def words_of(text: str) -> frozenset[str]:
    """The words of an employer's name or of a role, without legal forms.

    >>> sorted(words_of("Harbor Foods, Inc.")), sorted(words_of("The Company"))
    (['foods', 'harbor'], ['company', 'the'])
    """
    every = frozenset(latin(text).split())
    return (every - _FORMS) or every
