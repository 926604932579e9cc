"""How the tests of the drawings look at markup: as XML, with each mark counted by its class."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree import ElementTree as ET

import pytest

MOVE = re.compile(r"M(-?[\d.]+)[ ,]?(-?[\d.]+)")


@dataclass(frozen=True)
class Seen:
    """A drawing read as XML."""

    top: ET.Element

    def of_class(self, name: str) -> list[ET.Element]:
        return [each for each in self.top.iter() if name in each.get("class", "").split()]

    def marks(self, name: str) -> list[tuple[float, float]]:
        """Where the marks of a class begin: each is an absolute move."""
        moves = [MOVE.findall(each.get("d", "")) for each in self.of_class(name)]
        return [(float(x), float(y)) for some in moves for x, y in some]


@pytest.fixture(scope="session")
def seen() -> Callable[[str], Seen]:
    """Reads markup, and refuses what the pages' policy would block or what names nobody twice."""

    def read(markup: str) -> Seen:
        top = ET.fromstring(markup)  # noqa: S314 (our own markup)
        names = [each.get("id") for each in top.iter() if each.get("id")]
        assert len(names) == len(set(names))
        for each in top.iter():
            assert each.tag not in ("script", "style", "image", "foreignObject")
            for attribute in each.attrib:
                assert attribute != "style"
                assert not attribute.startswith("on")
                assert not attribute.endswith("href")
        return Seen(top)

    return read
