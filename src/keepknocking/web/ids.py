"""Ids of the ledger in an address: whatever stands in them, they are one part of the path.

A story allows any id (`#"a/b"`). A slash in it would begin a new part of the path, so it is written
as a percent code once more than the address does by itself.
"""

from urllib.parse import quote, unquote

TAKEN = frozenset({"doubles"})
"""Parts of an address that lead to a page of their own: the same id is written otherwise."""


class LedgerId:
    """An id of the ledger as one part of a path: a converter of Django's addresses."""

    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        """The id of a part.

        >>> LedgerId().to_python("a%2Fb")
        'a/b'
        """
        return unquote(value)

    def to_url(self, value: str) -> str:
        """The part of an id.

        >>> LedgerId().to_url("a/b"), LedgerId().to_url("ana-reyes"), LedgerId().to_url("..")
        ('a%2Fb', 'ana-reyes', '%2E%2E')
        >>> LedgerId().to_python(LedgerId().to_url("doubles"))
        'doubles'
        """
        written = quote(value, safe="")
        if value in TAKEN:
            return f"%{ord(value[0]):02X}{value[1:]}"
        # A browser takes a part of dots alone for a step up, or for nothing.
        return written if written.strip(".") else written.replace(".", "%2E")
