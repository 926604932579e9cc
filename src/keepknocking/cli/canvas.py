"""A canvas of braille cells: 2 by 4 dots in every character, each cell with one role.

A role says what a cell shows, so that whoever prints it can colour it. Without Unicode a cell is
drawn as one ASCII letter of its role. Later strokes do not hide earlier ones: dots add up.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

ACROSS, DOWN = 2, 4  # by definition: dots of a braille cell
_BLANK = 0x2800  # by definition: the first braille pattern
_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))  # by definition: row, column

Paint = Callable[[str, str], str]
"""Gives a text the colour of a role."""


def unpainted(text: str, _role: str) -> str:
    """A text without colour."""
    return text


@dataclass(slots=True)
class Canvas:
    """Cells of dots, `width` by `height`; dot (0, 0) is at the top left.

    `ranks` orders the roles: where strokes meet, the cell takes the role that is named first.
    """

    width: int
    height: int
    ranks: tuple[str, ...]
    _dots: dict[tuple[int, int], int] = field(default_factory=dict)
    _roles: dict[tuple[int, int], str] = field(default_factory=dict)
    _letters: dict[tuple[int, int], str] = field(default_factory=dict)

    def dot(self, x: int, y: int, role: str) -> None:
        """Set one dot, where it lies on the canvas."""
        cell = (x // ACROSS, y // DOWN)
        if not (0 <= cell[0] < self.width and 0 <= cell[1] < self.height):
            return
        self._dots[cell] = self._dots.get(cell, 0) | _BITS[y % DOWN][x % ACROSS]
        held = self._roles.get(cell)
        if held is None or self.ranks.index(role) < self.ranks.index(held):
            self._roles[cell] = role

    def texture(self, x: int, y: int, role: str, *, under: tuple[str, ...]) -> None:
        """Set one dot, but not in a cell where a stroke of one of the roles `under` runs."""
        if self._roles.get((x // ACROSS, y // DOWN)) not in under:
            self.dot(x, y, role)

    def letter(self, column: int, row: int, letter: str, role: str) -> None:
        """Set a letter in a cell that is empty so far."""
        if (column, row) not in self._dots:
            self._letters[column, row] = letter
            self._roles[column, row] = role

    def rows(
        self, *, signs: Mapping[str, str] | None = None, paint: Paint = unpainted
    ) -> list[str]:
        """The canvas as lines; `signs` are the ASCII letters of the roles, in place of dots."""
        return [
            "".join(self._cell(column, row, signs, paint) for column in range(self.width))
            for row in range(self.height)
        ]

    def _cell(self, column: int, row: int, signs: Mapping[str, str] | None, paint: Paint) -> str:
        cell = (column, row)
        if cell in self._dots:
            role = self._roles[cell]
            shown = chr(_BLANK + self._dots[cell]) if signs is None else signs[role]
            return paint(shown, role)
        if cell in self._letters:
            return paint(self._letters[cell], self._roles[cell])
        return " "
