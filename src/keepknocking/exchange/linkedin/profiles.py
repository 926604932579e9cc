"""Addresses of LinkedIn profiles, and the key that stays when everything else changes.

The best key of a person in an export is the part after `/in/`: lower-cased, percent-decoded,
without query and final slash. Endorsements write addresses without their scheme.
"""

import re
from functools import lru_cache
from unicodedata import normalize
from urllib.parse import unquote

from keepknocking.exchange.found import Party

LONGEST_ADDRESS = 1_000  # design choice: characters; LinkedIn's are below 200
REMEMBERED = 4_096  # design choice: a messages file asks for the same few over and over
_SLUG = re.compile(r"(?:^|[/.])linkedin\.com/(?:mwlite/)?in/([^/?#\s]+)", re.IGNORECASE)
_LEFT = """
linkedin member, linkedin user, linkedin-mitglied, miembro de linkedin, usuario de linkedin
membre de linkedin, utilisateur linkedin, usuário do linkedin, utente di linkedin, utente linkedin
linkedin-lid, linkedin-medlem, użytkownik linkedin
"""
MEMBERS = frozenset(name.strip() for name in _LEFT.replace("\n", ",").split(",") if name.strip())
"""What LinkedIn calls somebody who left or hides (folded)."""


@lru_cache(maxsize=REMEMBERED)
def slug_of(address: str) -> str | None:
    """The part of a profile's address that names the person; None where it is no such address.

    >>> slug_of("https://de.LinkedIn.com/in/Zo%C3%AB-Reyes-1a2b/?trk=people")
    'zoë-reyes-1a2b'
    >>> slug_of("www.linkedin.com/in/ana-reyes")
    'ana-reyes'
    """
    found = _SLUG.search(address[:LONGEST_ADDRESS])
    return normalize("NFC", unquote(found.group(1))).lower() if found else None


def key_of(address: str) -> str | None:
    """What LinkedIn's files call the person for ever; None without an address of a profile.

    >>> key_of("https://www.linkedin.com/in/Ana-Reyes/")
    'linkedin:ana-reyes'
    """
    slug = slug_of(address)
    return f"linkedin:{slug}" if slug else None


def profile_of(address: str) -> str | None:
    """The address to keep: with its scheme, without its query; None where it names nobody.

    >>> profile_of("www.linkedin.com/in/ana-reyes?trk=x")
    'https://www.linkedin.com/in/ana-reyes'
    """
    if slug_of(address) is None:
        return None
    bare = re.split(r"[?#\s]", address, maxsplit=1)[0]
    return bare if "://" in bare else f"https://{bare}"


def is_member(name: str) -> bool:
    """Whether this is what LinkedIn calls somebody without a name."""
    return name.casefold() in MEMBERS


def identity_of(party: Party) -> str:
    """By what one end of a message is told from the others: her key, else her name."""
    return (party.profile and key_of(party.profile)) or f"name:{party.name.casefold()}"
