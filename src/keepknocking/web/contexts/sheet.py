"""What the page of the sheet shows: the paper as it will be printed, and what is on it."""

from dataclasses import dataclass

from keepknocking.services.sheet import Sheet
from keepknocking.web.words import apart
from keepknocking.wording.phrases import listed
from keepknocking.wording.sheet import (
    Names,
    Part,
    SheetWords,
    Shown,
    sheet_in_words,
)

NOTES = tuple(range(16))  # design choice: lines to write on, as many as there is room for
PEOPLE = {
    Names.FULL: "the names of people",
    Names.INITIALS: "people by their initials",
    Names.NONE: "nobody’s name",  # noqa: RUF001 (as in print)
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPage:
    """The paper; what is on it and what is not; whether there is anything to tell."""

    words: SheetWords
    shown: str
    left_out: str
    notes: tuple[int, ...]
    is_empty: bool


def sheet_page(sheet: Sheet, shown: Shown) -> SheetPage:
    """The sheet as she chose to show it."""
    words = sheet_in_words(sheet, shown)
    extras = (
        (shown.numbers, "what to expect"),
        (shown.marks, "how near your guesses were"),
        (shown.time, "the time you put in"),
    )
    off = [said for is_on, said in extras if not is_on]
    return SheetPage(
        words=SheetWords(
            title=words.title,
            day=words.day,
            about=apart(words.about),
            parts=tuple(_apart(part) for part in words.parts),
            questions=tuple(apart(question) for question in words.questions),
            footer=words.footer,
        ),
        shown=listed(["what you did", PEOPLE[shown.names], *(s for on, s in extras if on)]),
        left_out=f"Left out: {listed(off)}." if off else "",
        notes=NOTES,
        is_empty=sheet.begun is None,
    )


def _apart(part: Part) -> Part:
    """The part with names in other directions set apart."""
    lines = tuple(apart(line) for line in part.lines)
    return Part(title=part.title, sentence=apart(part.sentence), lines=lines)
