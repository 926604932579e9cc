"""The note for somebody who stands in a ledger: what is kept about her, and how to have it out.

It is written so that the owner can send it as it is. Nothing is ever sent by the program.
"""

from datetime import date

from keepknocking.services.erasures import Erased
from keepknocking.services.kept import Kept
from keepknocking.wording.phrases import counted, day_in_words, listed

_GOES = (
    "Everything noted about this person goes: what you asked and what came of it, where you met, "
    "addresses, the history of all that, and the name under seals, in imports and in free text."
)
_FOR_GOOD = (
    "It cannot be undone. Copies of the ledger that this program put beside it go too; a backup "
    "you made elsewhere still has it all, and is cleared of it when you put it back here."
)
_LEFT_OUT = (
    "Later imports leave this person out: only marks stay, without a name, to know them by. Write "
    "them down yourself, and they are back."
)
ERASING = (
    _GOES,
    "Events, openings and asks of others stay, without the name.",
    _FOR_GOOD,
    _LEFT_OUT,
)
"""What erasing somebody means, sentence by sentence."""


_WHY = (
    "I am looking for work, and keep a notebook of it on my own computer with a program called "
    "Keep Knocking. You stand in it, because we know each other or might get to. Only I can read "
    "it. Nothing of it is sent to anybody, and what you did or did not do is not passed on to "
    "others, not as numbers either."
)
_RIGHTS = (
    "If something is wrong, tell me, and I put it right. If you would rather not stand in it, tell "
    "me, and I erase you: from the notes, their history and all later copies. You need not give a "
    "reason."
)


def note_for(kept: Kept, *, today: date) -> str:
    """The note, as plain text.

    The lines of the ledger stand in it word for word: nothing is made nicer than it is.
    """
    lines = "\n".join(f"  {line}" for line in kept.lines)
    told = [f"Dear {kept.person.name},", _WHY, f"This is all that it says about you:\n\n{lines}"]
    if kept.files:
        told.append(_came_from(kept, today))
    return "\n\n".join((*told, _RIGHTS))


def _came_from(kept: Kept, today: date) -> str:
    files = [f"{file.name} on {day_in_words(file.on, today=today)}" for file in kept.files]
    return f"Part of it came from files of mine that name you: {listed(files)}."


def erased_in_words(done: Erased) -> tuple[str, ...]:
    """What was erased, in sentences; it does not say whom."""
    forgotten = done.forgotten
    history, lines = counted(forgotten.changes, "piece"), counted(forgotten.lines, "line")
    told = [
        f"Erased: {counted(done.facts, 'fact')}, {history} of history, {lines} of what was done."
    ]
    if forgotten.seals:
        seals = counted(forgotten.seals, "seal")
        told.append(
            f"The words under {seals} were changed, so that their marks cannot be checked any "
            "more; the pages say so."
        )
    if done.copies:
        told.append(f"{counted(len(done.copies), 'older copy', 'older copies')} went with it.")
    if done.left:
        told.append("Look at these yourself; they may still say who it was:")
    return tuple(told)
