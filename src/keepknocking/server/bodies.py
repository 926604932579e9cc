"""How much of a request is read: little of any, and large files where they are brought in.

Waitress reads a request to its end before anybody looks at it. A form with files may be a hundred
times larger than any other; so it is let through by its headers alone, and only where the guard
would let it in. Its body is laid on the disk as it comes, beside the ledger and under no name, for
a folder for temporary files is often memory. What is too large is read to its end and thrown away:
a browser that is cut off while it sends does not show why.
"""

import copy
import sys
from collections.abc import Callable
from http import HTTPStatus
from tempfile import TemporaryFile
from typing import IO, Any

from waitress.buffers import (  # type: ignore[import-untyped]
    OverflowableBuffer,
    TempfileBasedBuffer,
)
from waitress.parser import HTTPRequestParser  # type: ignore[import-untyped]
from waitress.receiver import FixedStreamReceiver  # type: ignore[import-untyped]
from waitress.utilities import Error, RequestEntityTooLarge  # type: ignore[import-untyped]

from keepknocking.server.admission import LARGEST_BODY, Environ, largest_body
from keepknocking.server.places import home_folder

TakesFiles = Callable[[Environ], bool]
"""Whether a request with these headers may bring large files."""


class NoRoom(Error):  # type: ignore[misc]
    """What was sent did not fit on the disk."""

    code = HTTPStatus.INSUFFICIENT_STORAGE.value
    reason = HTTPStatus.INSUFFICIENT_STORAGE.phrase


class OnDisk(TempfileBasedBuffer):  # type: ignore[misc]
    """Bytes in a file beside the ledger that has no name and ends with its request."""

    def newfile(self) -> IO[bytes]:
        """A new file."""
        folder = home_folder()
        return TemporaryFile(dir=folder if folder.is_dir() else None)


class OnDiskBuffer(OverflowableBuffer):  # type: ignore[misc]
    """A buffer that overflows onto the disk of the ledger."""

    def _set_large_buffer(self) -> None:
        before: Any = self.buf
        self.buf: Any = OnDisk(before)
        if before is not None:
            before.close()
        self.overflowed = True


class FileBody(FixedStreamReceiver):  # type: ignore[misc]
    """The body of a form with files. Refused, it is read to its end and thrown away."""

    def __init__(self, length: int, buffer: OverflowableBuffer, refused: Error | None) -> None:
        super().__init__(length, buffer)
        self._refused = refused

    def received(self, data: bytes) -> int:
        """Take in what has come, and return how much of it is this body's."""
        taken = min(len(data), int(self.remain))
        if self._refused is None:
            try:
                self.buf.append(data[:taken])
            except OSError:
                self._refused = NoRoom("no room for what was sent")
        self.remain -= taken
        self.completed = self.remain == 0
        if self.completed:
            self.error = self._refused
        return taken


class Parser(HTTPRequestParser):  # type: ignore[misc]
    """Reads one request; `brings_files` where it may be a large one."""

    brings_files = False

    def __init__(self, adjustments: Any, takes_files: TakesFiles) -> None:  # noqa: ANN401 (waitress's own)
        super().__init__(adjustments)
        self._takes_files = takes_files

    def parse_header(self, header_plus: bytes) -> None:
        """Read the headers, and decide by them how much more is read."""
        super().parse_header(header_plus)
        if self.chunked or self.content_length <= LARGEST_BODY:
            return
        environ = self._environ()
        if not self._takes_files(environ):
            return
        self.brings_files = True
        self.adj: Any = copy.copy(self.adj)
        self.adj.max_request_body_size = sys.maxsize
        most = largest_body(environ)
        refused = RequestEntityTooLarge(f"exceeds {most}") if self.content_length > most else None
        buffer = OnDiskBuffer(self.adj.inbuf_overflow)
        self.body_rcv = FileBody(self.content_length, buffer, refused)

    def _environ(self) -> Environ:
        """The headers as a page is told them."""
        return {
            **{f"HTTP_{name}": value for name, value in self.headers.items()},
            "REQUEST_METHOD": self.command,
            "REQUEST_URI": self.request_uri,
            "PATH_INFO": self.path,
        }
