"""Who stands at the ends of messages: names and addresses of profiles, put together again.

LinkedIn joins the recipients of a message with ", ", while a name may hold ", " itself ("Ana Reyes,
PhD"), and their addresses with ",". The number of addresses says into how many names the cell is to
be cut; names of senders elsewhere in the file say where; and pieces that look like credentials stay
with the name before them.
"""

import re

from keepknocking.exchange.found import Party
from keepknocking.exchange.linkedin.collecting import LONGEST_NAME, one_line
from keepknocking.exchange.linkedin.profiles import is_member, profile_of, slug_of

MOST_RECIPIENTS = 200  # design choice: the others of a larger group are left out
MOST_PIECES = 6  # design choice: a name holds at most so many pieces
JOINT = ", "
_CREDENTIALS = re.compile(r"(?=\S*[A-Z]\S*[A-Z.]|\S*\.$)\S{1,12}|(?:[JS]r|I{1,3}|IV)\.?")


class Parties:
    """The parties seen in one file, each once, and how to cut a list of recipients."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}  # slug -> name
        self._addresses: dict[str, str | None] = {}  # name -> address; None: of several people
        self._made: dict[tuple[str, str | None], Party] = {}

    def note(self, name: str, address: str) -> None:
        """Somebody stands in the file under this name alone, and has this address (or none)."""
        name = one_line(name)
        if not name or is_member(name) or len(name) > LONGEST_NAME:
            return
        profile = profile_of(address)
        if profile is None:
            self._addresses.setdefault(name, "")
            return
        self._known.setdefault(slug_of(profile) or "", name)
        earlier = self._addresses.get(name)
        same = not earlier or slug_of(earlier) == slug_of(profile)
        if name not in self._addresses or (same and earlier is not None):
            self._addresses[name] = profile
        else:
            self._addresses[name] = None

    def party(self, name: str, address: str = "") -> Party:
        """One end of a message; the address is looked up by the name where it is not given."""
        name = one_line(name)[:LONGEST_NAME]
        profile = profile_of(address) or (None if address else self._addresses.get(name)) or None
        return self._made.setdefault((name, profile), Party(name=name, profile=profile))

    def recipients(self, names: str, addresses: str) -> tuple[Party, ...]:
        """The people a message went to; members without a name are left out.

        >>> parties = Parties()
        >>> [to.name for to in parties.recipients("Ana Reyes, PhD, Ben Okafor", "")]
        ['Ana Reyes, PhD', 'Ben Okafor']
        """
        links = [link.strip() for link in addresses.split(",")] if addresses else []
        pieces = one_line(names).split(JOINT)[: MOST_RECIPIENTS * 2]
        found = self._cut(pieces, links[:MOST_RECIPIENTS])
        return tuple(
            self.party(name, link)
            for name, link in found[:MOST_RECIPIENTS]
            if name and not is_member(name)
        )

    def _cut(self, pieces: list[str], links: list[str]) -> list[tuple[str, str]]:
        """The names, each with its address where the number of addresses leaves no doubt."""
        if len(pieces) != len(links):
            pieces = [piece for piece in pieces if not is_member(piece)]
            links = [link for link in links if link]
        if len(pieces) == len(links):
            return list(zip(pieces, links, strict=True))
        by_link = self._by_links(pieces, links)
        if by_link:
            return by_link
        with_credentials = self._names(pieces, credentials=True)
        for names in (with_credentials, self._names(pieces, credentials=False)):
            if len(names) == len(links):
                return list(zip(names, links, strict=True))
        return [(name, "") for name in with_credentials]

    def _by_links(self, pieces: list[str], links: list[str]) -> list[tuple[str, str]]:
        """The cut that the known names of all but one address allow; empty where there is none."""
        whole, before, after = JOINT.join(pieces), [], []
        left = list(links)
        while left and (name := self._known.get(slug_of(left[0]) or "")):
            if whole != name and not whole.startswith(name + JOINT):
                break
            before.append((name, left.pop(0)))
            whole = whole[len(name) + len(JOINT) :]
        while left and (name := self._known.get(slug_of(left[-1]) or "")):
            if whole != name and not whole.endswith(JOINT + name):
                break
            after.append((name, left.pop()))
            whole = whole[: max(len(whole) - len(name) - len(JOINT), 0)]
        if len(left) > 1 or bool(left) != bool(whole):
            return []
        return [*before, *((whole, link) for link in left), *reversed(after)]

    def _names(self, pieces: list[str], *, credentials: bool) -> list[str]:
        """The names, by what is known of names alone."""
        names: list[str] = []
        place = 0
        while place < len(pieces):
            width = self._known_width(pieces, place)
            is_more = _CREDENTIALS.fullmatch(pieces[place]) and pieces[place] not in self._addresses
            if width == 0 and credentials and names and is_more:
                names[-1] += JOINT + pieces[place]
            else:
                names.append(JOINT.join(pieces[place : place + max(width, 1)]))
            place += max(width, 1)
        return names

    def _known_width(self, pieces: list[str], place: int) -> int:
        """Of how many pieces the longest known name here consists; 0 where none is known."""
        widths = range(min(MOST_PIECES, len(pieces) - place), 0, -1)
        known = (w for w in widths if JOINT.join(pieces[place : place + w]) in self._addresses)
        return next(known, 0)
