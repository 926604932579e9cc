r"""What does the text of a value say, once its escapes, addresses and breaks are undone?

A backslash before `,`, `;`, `:` or a backslash is taken away, `\n` is a line break, and any other
backslash stands for itself (older cards have it in plain text). Some programs escape more than they
should (`http\://`), which comes to the same.
"""

import re
import unicodedata

LONGEST_NAME = 300  # design choice: characters; what is longer is no name but a mishap
LONGEST_TEXT = 10_000  # design choice: characters of one remark
_ESCAPE = re.compile(r"\\([nN,;:\\\"])")
_SPACES = re.compile(r"\s+")
_MAIL = re.compile(r"<\s*([^<>\s]+@[^<>\s]+)\s*>")
_CONTROL = frozenset({"Cc", "Cs", "Co"})


def unescaped(value: str) -> str:
    r"""A value without its escapes.

    >>> unescaped(r"Harbor\, Foods\; now\nin C:\town")
    'Harbor, Foods; now\nin C:\\town'
    """
    if "\\" not in value:
        return value
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def components(value: str, *, by: str = ";") -> list[str]:
    r"""The components of a structured value, each still escaped.

    >>> components(r"Doe;Ana\; Bea;")
    ['Doe', 'Ana\\; Bea', '']
    """
    if "\\" not in value:
        return value.split(by)
    found, start, at = [], 0, 0
    while at < len(value):
        if value[at] == "\\":
            at += 1
        elif value[at] == by:
            found.append(value[start:at])
            start = at + 1
        at += 1
    return [*found, value[start:]]


def one_line(value: str) -> str:
    r"""A value as plain text in one line.

    >>> one_line("  Ana\\, \tReyes\\n")
    'Ana, Reyes'
    """
    return _SPACES.sub(" ", _printable(unescaped(value))).strip()


def paragraphs(value: str) -> str:
    r"""A value as plain text that keeps its line breaks.

    >>> paragraphs("met at a fair\\nknows Ben\r\n")
    'met at a fair\nknows Ben'
    """
    text = unescaped(value).replace("\r\n", "\n").replace("\r", "\n")
    lines = [_SPACES.sub(" ", _printable(line)).strip() for line in text.split("\n")]
    return "\n".join(lines).strip()


def _printable(text: str) -> str:
    """The text without characters that mean nothing to a reader."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        each if each.isspace() or unicodedata.category(each) not in _CONTROL else ""
        for each in text
    )


def mail_address(value: str) -> str:
    """The mail address in a value: without `mailto:`, without a name before it; empty if none.

    >>> mail_address('MAILTO:"Omega" <omega@example.com>')
    'omega@example.com'
    >>> mail_address("not known")
    ''
    """
    text = one_line(value)
    if text[:7].lower() == "mailto:":
        text = text[7:].partition("?")[0].strip()
    if len(text) > LONGEST_NAME:
        return ""
    found = _MAIL.search(text) if "<" in text else None
    address = found[1] if found else text
    return address if "@" in address.strip("@") and " " not in address else ""


def phone_number(value: str) -> str:
    """The phone number in a value: `tel:` taken off, an extension in words.

    >>> phone_number("tel:+1-418-656-9254;ext=102")
    '+1-418-656-9254 ext. 102'
    """
    text = one_line(value)
    if text[:4].lower() != "tel:":
        return text
    number, *parameters = text[4:].split(";")
    inner = [each[4:] for each in parameters if each[:4].lower() == "ext="]
    return f"{number} ext. {inner[0]}" if inner else number
