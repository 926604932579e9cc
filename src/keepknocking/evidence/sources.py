"""Sources: the papers, statistics and pages in which the figures stand."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from keepknocking.evidence.places import nearest

_FIELDS = {"authors", "year", "title", "published"}


class UnknownSource(ValueError):
    """A key that no source has."""

    def __init__(self, key: str, known: tuple[str, ...]) -> None:
        near = nearest(key, known)
        super().__init__(
            f"there is no source {key!r}" + (f": did you mean {near!r}?" if near else "")
        )


class BrokenSources(ValueError):
    """The list of sources is not as it should be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One source: who, when, what (as far as seen; may be empty), and where it was published."""

    key: str
    authors: str
    year: str
    title: str
    published: str

    def __str__(self) -> str:
        """The source as a reference in one line.

        >>> str(source("flynn-lake-2008"))[:55]
        'Flynn and Lake (2008), If you need help just ask, Journ'
        """
        year = f" ({self.year})" if self.year else ""
        title = f", {self.title}" if self.title else ""
        return f"{self.authors}{year}{title}, {self.published}"


@cache
def read_sources() -> Mapping[str, Source]:
    """All sources by their keys."""
    return sources_from(files("keepknocking.evidence").joinpath("sources.toml").read_text("utf-8"))


def source(key: str) -> Source:
    """The source with this key.

    Raises
    ------
    UnknownSource
        with the nearest key, when there is none.
    """
    sources = read_sources()
    if key not in sources:
        raise UnknownSource(key, tuple(sources))
    return sources[key]


def sources_from(text: str) -> Mapping[str, Source]:
    """The sources of a TOML text, each a table of words named by its key.

    Raises
    ------
    BrokenSources
        when a field is unknown, is no text, or when authors or place are missing.
    """
    return MappingProxyType(
        {key: _source(key, table) for key, table in tomllib.loads(text).items()}
    )


def _source(key: str, table: object) -> Source:
    if not isinstance(table, dict) or table.keys() - _FIELDS:
        raise BrokenSources(f"{key}: a source is a table of {', '.join(sorted(_FIELDS))}")
    if not all(isinstance(word, str) for word in table.values()):
        raise BrokenSources(f"{key}: every field of a source is a text")
    if not table.get("authors") or not table.get("published"):
        raise BrokenSources(f"{key}: a source needs authors and the place where it was published")
    return Source(
        key=key,
        authors=table["authors"],
        year=table.get("year", ""),
        title=table.get("title", ""),
        published=table["published"],
    )
