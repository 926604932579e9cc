"""From files to what is to be brought in: read, each by what it is, and summed up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from keepknocking.exchange.found import FileRead, FileUnreadable
from keepknocking.exchange.sources import Source
from keepknocking.services.imports.plans import Choices


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedFile:
    """A file that was brought in: what it is called, its SHA-256 and its bytes."""

    name: str
    digest: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A file, or a member of a zip, that gave nothing, and why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """What files gave: `reads` of every file and member, and which of them could not be read.

    `files` are the files as they were handed over: a zip is one file with many reads.
    """

    reads: tuple[FileRead, ...]
    files: tuple[ImportedFile, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()


def read_for_import(
    sources: Sequence[Source],
    *,
    today: date,
    choices: Choices | None = None,
    progress: Callable[[str], None] | None = None,
) -> Incoming:
    """Read files to bring them in; one that cannot be read is named, and the others go on.

    Raises
    ------
    FileUnreadable
        where none of them can be read.
    """
    from keepknocking.exchange.recognising import read_each  # noqa: PLC0415 (loads every reader)

    found = read_each(
        sources,
        today=today,
        progress=progress or (lambda _: None),
        mappings=None if choices is None else choices.columns,
    )
    reads = tuple(each.read for each in found if each.read is not None)
    errors = [each for each in found if each.error is not None]
    if not reads and errors:
        raise FileUnreadable("; ".join(str(each.error) for each in errors))
    files = tuple(
        ImportedFile(name=source.name, digest=source.digest(), size=source.size)
        for source in sources
    )
    unreadable = tuple(Unreadable(name=each.name, why=str(each.error)) for each in errors)
    return Incoming(reads=reads, files=files, unreadable=unreadable)
