"""Which user of this machine is at the other end of a connection.

A browser sends the cookies of 127.0.0.1 to every port of it. Another user of the machine may
therefore open a port, lure the seeker's browser there and read her cookie off the request; and
SameSite does not help, since ports do not make a site. Where the kernel says whose a connection
is, a cookie that was taken so is worth nothing to anybody else.

Linux lists every connection with its owner in `/proc/net/tcp`. Whether a system does is tried out
once, on a connection of our own; where it does not, the owner is unknown and the cookie has to do.
"""

import os
import socket
import struct
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

End = tuple[str, int]
"""One end of a connection: IPv4 address and port."""
IsAnother = Callable[[End, End], bool]
"""Whether the connection to our end (first), from theirs, is held by another user."""

TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
SUPERUSER = 0  # by definition; reads everything anyway, and relays connections in some containers
_LOCAL, _REMOTE, _OWNER, _INODE = 1, 2, 7, 9
"""The columns of the table, by its definition in the kernel's documentation."""
_NO_INODE = "0"  # by definition: the process has let go of its end, and the owner is not told
_IPV4_DIGITS = 8  # by definition: 32 bits in hexadecimal


def watch_for_others() -> IsAnother:
    """How to ask about a connection on this system: strictly, or not at all where it cannot say."""
    return is_another_user if system_tells() else nobody_is_another


def is_another_user(ours: End, theirs: End) -> bool:
    """Whether anybody but the user of this process, or the superuser, holds the other end.

    An end that nobody holds any more counts as another's: whoever sent a request and left at once
    hides behind it, and there is nobody left to read an answer.
    """
    return owner_of(theirs, ours) not in (SUPERUSER, os.getuid())


def nobody_is_another(ours: End, theirs: End) -> bool:
    """Nobody is known to be another user, where the system does not say."""
    del ours, theirs
    return False


def system_tells() -> bool:
    """Whether the system names us as the owner of a connection that we make to ourselves."""
    if not hasattr(os, "getuid"):
        return False
    with ExitStack() as stack:
        listening = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        calling = stack.enter_context(socket.create_connection(listening.getsockname()))
        return owner_of(calling.getsockname(), listening.getsockname()) == os.getuid()


def owner_of(local: End, remote: End, *, tables: Iterable[Path] = TABLES) -> int | None:
    """The user number of whoever holds the `local` end of a connection, or None if it is not said.

    The addresses are IPv4; a client may hold one as IPv6, which is another table.
    """
    for cells in _rows(tables):
        width = len(cells[_LOCAL].partition(":")[0])
        if cells[_LOCAL] == _written(local, width) and cells[_REMOTE] == _written(remote, width):
            return None if cells[_INODE] == _NO_INODE else int(cells[_OWNER])
    return None


def _rows(tables: Iterable[Path]) -> Iterator[list[str]]:
    for table in tables:
        try:
            lines = table.read_text("ascii").splitlines()[1:]
        except OSError:
            continue
        yield from (line.split() for line in lines)


def _written(end: End, width: int) -> str:
    """An end as the table has it: 32-bit words as this machine's integers, in hexadecimal.

    >>> _written(("127.0.0.1", 8642), 8) in ("0100007F:21C2", "7F000001:21C2")
    True
    """
    address, port = end
    family, as_told = socket.AF_INET, address
    if width > _IPV4_DIGITS:
        family, as_told = socket.AF_INET6, f"::ffff:{address}"
    packed = socket.inet_pton(family, as_told)
    words = struct.unpack(f"={len(packed) // 4}I", packed)
    return "".join(f"{word:08X}" for word in words) + f":{port:04X}"
