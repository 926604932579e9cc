"""What the page of everything that can be taken along shows."""

from dataclasses import dataclass

from django.urls import reverse

from keepknocking.services.export import KINDS, LOG_FILE, Kind

_WHOLE = ("search.story", "search.json")
_PROGRAMS = ("people.vcf", "events.ics")
_TITLES = {
    "search.story": "The story",
    "search.json": "JSON",
    "people.vcf": "People",
    "events.ics": "Events",
    "people.csv": "People",
    "events.csv": "Events",
    "asks.csv": "Asks",
    "openings.csv": "Openings",
    "effort.csv": "Time put in",
    "ties.csv": "Who knows whom",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """One file: its title, its name, what it is, where it is."""

    title: str
    name: str
    about: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileGroup:
    """Files for one purpose; `anchor` names the heading."""

    title: str
    anchor: str
    files: tuple[FileRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportPage:
    """The files by purpose, and all of them in one."""

    groups: tuple[FileGroup, ...]
    zip_url: str


def export_page() -> ExportPage:
    """The page, which is the same for every search."""
    tables = [kind for kind in KINDS if kind.name.endswith(".csv") and kind.name != LOG_FILE]
    return ExportPage(
        groups=(
            _group("The whole search", "h-whole", _kinds(_WHOLE)),
            _group("For an address book and a calendar", "h-programs", _kinds(_PROGRAMS)),
            _group("As tables, for a spreadsheet", "h-tables", tables),
        ),
        zip_url=reverse("export_file", args=["search.zip"]),
    )


def _kinds(names: tuple[str, ...]) -> list[Kind]:
    return [kind for kind in KINDS if kind.name in names]


def _group(title: str, anchor: str, kinds: list[Kind]) -> FileGroup:
    files = (
        FileRow(
            title=_TITLES[kind.name],
            name=kind.name,
            about=kind.about,
            url=reverse("export_file", args=[kind.name]),
        )
        for kind in kinds
    )
    return FileGroup(title=title, anchor=anchor, files=tuple(files))
