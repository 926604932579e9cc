"""Corrections: a line that was wrong is read as what it should have said, where it stands.

The wrong line stays in the file, and so does the correction, which is kept in the ledger. Lines are
compared after their spaces are made single.
"""

from dataclasses import replace

from keepknocking.ledger.story.lines import ReadLines, StoryLine, read_line
from keepknocking.ledger.story.problems import Unreadable, shortened
from keepknocking.ledger.story.registers import Nearest
from keepknocking.ledger.story.spelling import spaced
from keepknocking.ledger.story.statements import Corrects


def corrected_lines(read: ReadLines) -> ReadLines:
    """The lines as their corrections say. What cannot be corrected is a problem of its line."""
    corrections = [
        (place, line.statement)
        for place, line in enumerate(read.lines)
        if isinstance(line.statement, Corrects) and not line.statement.done
    ]
    if not corrections:
        return read
    standing = _Standing(read.lines)
    nearest = Nearest()
    found = ReadLines(list(read.lines), dict(read.problems))
    for place, told in corrections:
        try:
            _correct(found, told, standing, nearest)
        except Unreadable as unreadable:
            line = found.lines[place]
            found.problems[place] = unreadable.on_line(line.number, offset=line.offset)
            found.lines[place] = replace(line, statement=None)
    return found


class _Standing:
    """The lines that stand, by their words, with and without an inherited day."""

    def __init__(self, lines: list[StoryLine]) -> None:
        self.places: dict[str, list[int]] = {}
        for place, line in enumerate(lines):
            self.add(line, place)

    def add(self, line: StoryLine, place: int) -> None:
        """Remember the line."""
        for words in _forms(line):
            self.places.setdefault(words, []).append(place)

    def remove(self, line: StoryLine, place: int) -> None:
        """Forget the line."""
        for words in _forms(line):
            self.places[words].remove(place)


def _forms(line: StoryLine) -> set[str]:
    words = spaced(line.text)
    if not words or isinstance(line.statement, Corrects):
        return set()
    forms = {words}
    if line.when is not None and line.statement is not None:
        forms.add(f"{line.when.on} {spaced(line.text[line.offset :])}")
    return forms


def _correct(found: ReadLines, told: Corrects, standing: _Standing, nearest: Nearest) -> None:
    places = standing.places.get(spaced(told.was))
    if not places:
        if told.now is not None and standing.places.get(spaced(told.now)):
            return
        raise Unreadable(
            told.was,
            "a line that stands in the story",
            nearest=nearest(told.was, [words for words, at in standing.places.items() if at]),
        )
    place = places[-1]
    old = found.lines[place]
    new = StoryLine(number=old.number, text=shortened(told.was))
    if told.now is not None:
        day = old.when.on if old.when else None
        new = read_line(replace(new, text=told.now), day=day)
        if new.statement is None or isinstance(new.statement, Corrects):
            raise Unreadable(told.now, "a line with a fact, or: nothing")
    standing.remove(old, place)
    found.problems.pop(place, None)
    found.lines[place] = new if told.now is not None else replace(old, statement=None)
    if told.now is not None:
        standing.add(new, place)
