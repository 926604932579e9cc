"""What a file is, from its content alone, and everything it and its neighbours give.

Looked for in this order: a zip (each member is looked at in the same way), a vCard, an iCalendar, a
Keep Knocking ledger as JSON, a story, a table of a LinkedIn export, of Google or Outlook contacts,
and at last any table in which somebody can be found by the names of the columns or the look of the
values. The file's name says nothing; only in a zip it decides which members are worth a look.

`read_each` gives a result or an error for every file, `read_files` the results, or raises the first
error. In a zip an empty member of a LinkedIn export (nobody has saved jobs) is no error, and of a
zip with a LinkedIn file in it all tables are the export's: of those that nobody knows the rows are
counted and nothing is taken, since the names in a list of followed people are not acquaintances.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from keepknocking.exchange.archives import Archive, archive_of, is_archive
from keepknocking.exchange.found import Dropped, FileKind, FileRead, FileUnreadable
from keepknocking.exchange.linkedin.owners import with_owner
from keepknocking.exchange.linkedin.reading import read_linkedin
from keepknocking.exchange.sources import Source
from keepknocking.exchange.tables.rows import Table, read_table
from keepknocking.exchange.tables.text import encoding_of, lines_of
from keepknocking.exchange.text_file import TextFileError, read_text
from keepknocking.exchange.writing.json_ledger import is_json_ledger
from keepknocking.ledger.story.lines import NEWLINE, read_lines

LOOKED_FOR = (
    "a LinkedIn export, a vCard, a calendar, a table of contacts, a story or a saved ledger"
)
FIRST_LINES = 50  # design choice: lines by which a story is known
ENOUGH = 0.5  # design choice: share of the lines with facts that must be read
LONGEST_LINE = 10_000  # by definition: characters of a line of a story
LONGEST_SHOWN = 120  # design choice: characters of a file's first line in a message
_MARKUP = re.compile(r"\s*[{\[<]")
_LINKEDIN = frozenset(kind for kind in FileKind if kind.name.startswith("LINKEDIN"))

Mappings = Mapping[str, Mapping[str, str]]
"""For a file's name, as what each of its columns is to be taken."""


@dataclass(frozen=True, slots=True)
class Each:
    """What one file, or one member of a zip (`within`), came to: what it gave, or why nothing."""

    name: str
    read: FileRead | None = None
    error: FileUnreadable | None = None
    within: str = ""


@dataclass(frozen=True, slots=True)
class _Reading:
    """What all files of one call are read with."""

    today: date
    progress: Callable[[str], None]
    mappings: Mappings = field(default_factory=dict)


def _silent(name: str) -> None:
    """Nobody wants to know how far we are."""


def read_files(
    sources: Iterable[Source],
    *,
    today: date,
    progress: Callable[[str], None] = _silent,
    mappings: Mappings | None = None,
) -> tuple[FileRead, ...]:
    """What the files give, members of zips one by one.

    A broken member does not stop its zip: the first of the others names it in its `dropped`, as a
    part that was lost. `progress` is told the name of each file before it is read; what it raises
    goes through.

    Raises
    ------
    FileUnreadable
        the first file that is nothing we know, holds nothing, or cannot be read.
    """
    found = read_each(sources, today=today, progress=progress, mappings=mappings)
    reads = [each for each in found if each.read is not None]
    for each in found:
        if each.error is not None and not any(
            each.within and each.within == other.within for other in reads
        ):
            raise each.error
    lost = {each.within: _lost_of(each.within, found) for each in reads}
    return tuple(
        replace(each.read, dropped=each.read.dropped + lost.pop(each.within, ()))
        for each in reads
        if each.read is not None
    )


def _lost_of(within: str, found: Iterable[Each]) -> tuple[Dropped, ...]:
    """The members of a zip that could not be read."""
    return tuple(
        Dropped(where=each.name, why=str(each.error), kept=True)
        for each in found
        if each.error is not None and within and each.within == within
    )


def read_each(
    sources: Iterable[Source],
    *,
    today: date,
    progress: Callable[[str], None] = _silent,
    mappings: Mappings | None = None,
) -> tuple[Each, ...]:
    """Every file and every member of a zip, with what it gives or why it gives nothing.

    The owner of a LinkedIn export is found out from all members of its zip together, and from all
    loose files together.
    """
    reading = _Reading(today, progress, mappings or {})
    loose: list[Each] = []
    found: list[Each] = []
    for source in sources:
        if is_archive(source.start()):
            found.extend(_owned(_members(source, reading)))
        else:
            progress(source.name)
            loose.append(_one(source, reading))
            found.append(loose[-1])
    owned = dict(zip(map(id, loose), _owned(loose), strict=True))
    return tuple(owned.get(id(each), each) for each in found)


def _owned(found: list[Each]) -> list[Each]:
    """The same, where the LinkedIn files among them know whose they are."""
    places = [
        place
        for place, each in enumerate(found)
        if each.read is not None and each.read.kind in _LINKEDIN
    ]
    reads = with_owner([read for place in places if (read := found[place].read) is not None])
    owned = list(found)
    for place, read in zip(places, reads, strict=True):
        owned[place] = replace(found[place], read=read)
    return owned


def _one(source: Source, reading: _Reading) -> Each:
    try:
        read = _read(source, reading)
        if is_empty(read) and read.kind is not FileKind.LINKEDIN_OTHER:
            return Each(source.name, error=_gave_nothing(source, read))
    except FileUnreadable as error:
        return Each(source.name, error=error)
    return Each(source.name, read=read)


def is_empty(read: FileRead) -> bool:
    """Whether a file gave nobody and nothing at all."""
    given = (read.people, read.events, read.openings, read.messages, read.invitations)
    return not any(given) and read.story is None and read.json is None


def _gave_nothing(source: Source, read: FileRead) -> FileUnreadable:
    """Why a file of a known kind gave nothing, in one sentence."""
    first = next((lost for lost in read.dropped if not lost.kept), None)
    if read.read == 0:
        why = f"only its first line was found: {_first_line(source)!r}"
    elif first is None:
        why = f"all of its {read.read:,} rows are empty"
    else:
        why = f"of its {read.read:,} rows none could be taken; {first.where}: {first.why}"
    return FileUnreadable(f"{source.name} looks like {read.kind.value}, but {why}")


def _members(source: Source, reading: _Reading) -> list[Each]:
    """The members of one zip."""
    found: list[Each] = []
    try:
        with archive_of(source) as archive:
            for each in _looked_at(archive, reading):
                found.append(replace(each, within=source.name))  # noqa: PERF401 (an error may come)
            passed_over = archive.passed_over.total()
    except FileUnreadable as error:
        return [*found, Each(source.name, error=error, within=source.name)]
    given = [each.read for each in found if each.read is not None]
    if all(map(is_empty, given)):
        errors = [each for each in found if each.error is not None]
        return errors or [_nothing_in(source, len(found) + passed_over)]
    return found


def _nothing_in(source: Source, count: int) -> Each:
    error = FileUnreadable(
        f"{source.name} is a zip with {count} files, and in none of them was anything to take: "
        f"looked for were {LOOKED_FOR}"
    )
    return Each(source.name, error=error, within=source.name)


def _looked_at(archive: Archive, reading: _Reading) -> Iterator[Each]:
    """The members; tables that nobody knows wait until it is known what zip this is."""
    is_export = False
    waiting: list[Source] = []
    for member in archive.members():
        reading.progress(f"{archive.name}: {member.name}")
        if member.source is None:
            yield Each(member.name, error=FileUnreadable(member.why))
            continue
        each, kind = _tried(member.source, reading)
        is_export = is_export or kind in _LINKEDIN
        if each is None:
            waiting.append(member.source)
        else:
            yield each
    for source in waiting:
        yield _counted(source) if is_export else _one(source, reading)


def _tried(source: Source, reading: _Reading) -> tuple[Each | None, FileKind | None]:
    """A member as far as it is a file we know, and its kind; None where it may be any table."""
    try:
        read = _known(source, reading)
        if read is None:
            return None, None
        if is_empty(read) and read.kind not in _LINKEDIN:
            raise _gave_nothing(source, read)
    except FileUnreadable as error:
        return Each(source.name, error=error), None
    return Each(source.name, read=read), read.kind


def _counted(source: Source) -> Each:
    """A table of an export that is none of those we know: its rows are counted."""
    try:
        rows = sum(not row.is_blank for row in read_table(source).rows())
    except FileUnreadable as error:
        return Each(source.name, error=error)
    unused = (("rows", rows),) if rows else ()
    return Each(
        source.name,
        read=FileRead(name=source.name, kind=FileKind.LINKEDIN_OTHER, unused=unused),
    )


def _read(source: Source, reading: _Reading) -> FileRead:
    """What one file gives, whatever it is."""
    known = _known(source, reading)
    if known is not None:
        return known
    from keepknocking.exchange.contacts_tables.reading import (  # noqa: PLC0415 (loads much)
        read_any_table,
    )

    table = read_table(source)
    return read_any_table(table, source.name, mapping=reading.mappings.get(source.name))


def _known(source: Source, reading: _Reading) -> FileRead | None:
    """What a file gives that says by itself what it is; None where it may be any table."""
    start = source.start()
    if not start.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"):
        raise FileUnreadable(f"{source.name} is empty: nothing was taken from it")
    if is_archive(start):
        raise FileUnreadable(f"{source.name} is a zip in a zip: unpack it and bring it in")
    found = _card_or_calendar(source, start, reading)
    if found is not None:
        return found
    if is_json_ledger(start):
        return FileRead(name=source.name, kind=FileKind.JSON, read=1, json=_json(source))
    beginning = _beginning(source)
    if _MARKUP.match(beginning):
        raise FileUnreadable(
            f"{source.name} is none of what can be brought in ({LOOKED_FOR}); its first line is "
            f"{_first_line(source)!r}"
        )
    if _is_story(beginning, reading.today):
        text = _text(source)
        facts = sum(1 for line in NEWLINE.split(text) if line.strip() and line.lstrip()[0] != "#")
        return FileRead(name=source.name, kind=FileKind.STORY, read=facts, story=text)
    return _table(read_table(source), source.name, reading)


def _card_or_calendar(source: Source, start: bytes, reading: _Reading) -> FileRead | None:
    from keepknocking.exchange.calendars.reading import (  # noqa: PLC0415 (loads much)
        is_icalendar,
        read_calendars,
    )
    from keepknocking.exchange.cards.reading import (  # noqa: PLC0415 (loads much)
        is_vcard,
        read_cards,
    )

    if is_vcard(start):
        return read_cards(source)
    if is_icalendar(start):
        return read_calendars(source, today=reading.today)
    return None


def _table(table: Table, name: str, reading: _Reading) -> FileRead | None:
    """A table whose header is one we know; None where it is not, or where she mapped it herself."""
    if name in reading.mappings:
        return None
    found = read_linkedin(table)
    if found is not None:
        return found
    from keepknocking.exchange.contacts_tables.reading import (  # noqa: PLC0415 (loads much)
        read_contacts,
    )

    return read_contacts(table, name)


def _beginning(source: Source) -> str:
    """The first lines of the file as text."""
    lines = islice(lines_of(source, encoding_of(source)), FIRST_LINES)
    return "\n".join(line.text[:LONGEST_LINE] for line in lines)


def _is_story(text: str, today: date) -> bool:
    """Whether at least half of the lines with anything on them are facts of a story."""
    read = read_lines(text, today=today)
    facts = sum(line.statement is not None for line in read.lines)
    return facts > 0 and facts >= ENOUGH * (facts + len(read.problems))


def _text(source: Source) -> str:
    """The whole file as a text."""
    source.stream.seek(0)
    try:
        return read_text(source.stream, name=source.name).text
    except TextFileError as error:
        raise FileUnreadable(str(error)) from None


def _json(source: Source) -> str:
    """The whole file as it stands; its lines may be longer than those of a story."""
    try:
        return source.bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileUnreadable(
            f"{source.name} is not a text in UTF-8, as a saved ledger is: it was changed since"
        ) from None


def _first_line(source: Source) -> str:
    lines = lines_of(source, encoding_of(source))
    shown = next((line.text.strip() for line in lines if line.text.strip()), "")
    return shown[:LONGEST_SHOWN]
