r"""Content lines, of which a vCard and a calendar are made: escaped, folded, ended by CR LF.

Both formats are lines `NAME;PARAMETER=value:text`. In the text a backslash, a comma, a semicolon
and a line break are escaped; characters that cannot stand there are left out. A line has at most 75
octets; a longer one is folded: it goes on in the next line, behind one space, and never breaks a
character in two. Sources: RFC 6350, sections 3.2 to 3.4, and RFC 5545, sections 3.1 and 3.3.11.
"""

import re
import uuid

_OCTETS = 75  # by definition, without the line break
_BREAKS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_HOUSE = uuid.uuid5(uuid.NAMESPACE_DNS, "keepknocking.invalid")


def content_line(name: str, value: str) -> str:
    r"""One line, folded; `value` is escaped already.

    >>> content_line("FN", "Ana Reyes")
    'FN:Ana Reyes\r\n'
    """
    return "\r\n ".join(_folded(f"{name}:{value}")) + "\r\n"


def escaped(text: str) -> str:
    r"""A text as a value.

    >>> escaped("Harbor, Foods; now\nin town")
    'Harbor\\, Foods\\; now\\nin town'
    """
    plain = _FORBIDDEN.sub("", _BREAKS.sub("\n", text))
    for letter in "\\,;":
        plain = plain.replace(letter, f"\\{letter}")
    return plain.replace("\n", "\\n")


def lasting_name(kind: str, identity: str) -> str:
    """The name of a thing for other programs: the same each time it goes out.

    >>> lasting_name("person", "ana-reyes")
    'urn:uuid:dd333ac1-057d-5901-bb01-09a79cb1e1bb'
    """
    return uuid.uuid5(_HOUSE, f"{kind}/{identity}").urn


def _folded(line: str) -> list[str]:
    pieces: list[str] = []
    piece, room = "", _OCTETS
    for letter in line:
        size = len(letter.encode())
        if size > room:
            pieces.append(piece)
            piece, room = "", _OCTETS - 1
        piece += letter
        room -= size
    return [*pieces, piece]
