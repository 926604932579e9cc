"""What does the house call the contents of a column that it does not keep?

A report says "birthdays, 12" and not the names of forty columns.
"""

import re

_POSTAL = (
    r"street|city|state|postal|country|po box|region|extended address|address \d|straße|"
    r"(home|business|other) address|ort |postleitzahl|bundesland"
)
_KINDS = (
    ("birthdays", r"birthday|geburtstag|anniversary|\bevent \d"),
    ("photos", r"photo"),
    ("postal addresses", _POSTAL),
    ("groups and labels", r"labels|group membership|categories|kategorien"),
    ("fax numbers and pagers", r"fax|pager|telex"),
    ("messenger names", r"^im \d"),
    (
        "titles of address",
        r"^(name )?prefix$|^name prefix$|^title$|^anrede$|^initials$|^initialen$",
    ),
    ("own fields", r"custom field|user \d|^benutzer"),
)
_PATTERNS = tuple((words, re.compile(pattern)) for words, pattern in _KINDS)
_IS_A_KIND = re.compile(r"- (type|label)$")


def kind_of_rest(name: str) -> str:
    """What an unused column holds (its name folded); empty for what only names other columns.

    >>> kind_of_rest("home street 2"), kind_of_rest("e-mail 1 - type"), kind_of_rest("mileage")
    ('postal addresses', '', 'other details')
    """
    if _IS_A_KIND.search(name):
        return ""
    return next((words for words, pattern in _PATTERNS if pattern.search(name)), "other details")
