"""What does a thread with several others propose?

A thread of the owner and two others that one of them began with introducing words is her
introduction of the owner to the other. Any other thread of a few people is a hint that the others
know one another: a tie between each two of them, inferred and never known. Threads of more than
`MOST_OTHERS` say nothing about who knows whom.
"""

from itertools import combinations

from keepknocking.exchange.conversations.cues import introduces
from keepknocking.exchange.conversations.found_threads import (
    FoundThread,
    ProposedIntroduction,
    ProposedTie,
)
from keepknocking.exchange.conversations.lines import Line, day_in_words, excerpt_of
from keepknocking.exchange.conversations.parties import Cast, folded
from keepknocking.exchange.found import Party

MOST_OTHERS = 6  # design choice, decision 0018
_PAIR = 2  # by definition of a thread of three: the owner and two others


def introduction_in(lines: list[Line], others: list[Party], cast: Cast) -> FoundThread | None:
    """The introduction that the first message makes, if it makes one."""
    first = lines[0]
    if len(others) != _PAIR or first.own or not introduces(first.words):
        return None
    by, to = others
    if cast.identity(to) == cast.identity(first.sender):
        by, to = to, by
    day = day_in_words(first.on)
    return FoundThread(
        party=by,
        key=cast.key(by),
        why=f"{by.name} wrote to you and {to.name} on {day}, and the words introduce you.",
        is_clear=True,
        excerpt=excerpt_of(first.words),
        steps=(ProposedIntroduction(mark=first.mark(), on=first.on, by=by, to=to),),
        where=first.where,
    )


def ties_in(lines: list[Line], others: list[Party], cast: Cast) -> FoundThread:
    """Who seems to know whom of the others, from the day the thread began."""
    first = lines[0]
    ties: dict[str, ProposedTie] = {}
    for of, to in combinations(others, 2):
        mark = first.mark("tie", *sorted((folded(of.name), folded(to.name))))
        # Two of one name: one tie of that name, since nobody could tell the lines apart.
        ties.setdefault(mark, ProposedTie(mark=mark, on=first.on, of=of, to=to))
    own = next((line.words for line in lines if line.own), "")
    names = f"{', '.join(party.name for party in others[:-1])} and {others[-1].name}"
    return FoundThread(
        party=others[0],
        key=cast.key(others[0]),
        why=f"{names} were in one thread with you on {day_in_words(first.on)}, "
        "so they may know one another.",
        is_clear=False,
        excerpt=excerpt_of(own),
        steps=tuple(ties.values()),
        where=first.where,
    )
