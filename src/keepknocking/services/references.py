"""References: people, events, openings by the words a form shows, and back to their ids.

Whoever has a name to herself is called by it; where two share one, the id stands behind it
("Ana Reyes #ana-reyes-2"), as in the story.
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.story.registers import MOST_SHOWN, Nearest
from keepknocking.ledger.story.spelling import folded
from keepknocking.services.finding import NotFound, SeveralFound

KINDS = ("person", "event", "opening")


def names_of(ledger: Ledger, kind: str) -> Mapping[str, str]:
    """What each thing of one kind is called, by its id; no two are called the same."""
    plain = dict(_plain_names(ledger, kind))
    seen: dict[str, int] = {}
    for name in plain.values():
        seen[folded(name)] = seen.get(folded(name), 0) + 1
    return MappingProxyType(
        {
            identity: name if seen[folded(name)] == 1 else f"{name} #{identity}"
            for identity, name in plain.items()
        }
    )


def meant(names: Mapping[str, str], kind: str, words: str) -> str:
    """The id that the words mean, among the names of that kind.

    >>> meant({"ana-reyes": "Ana Reyes", "ben-ode": "Ben Ode"}, "person", "ana")
    'ana-reyes'

    Raises
    ------
    NotFound, SeveralFound
        with the nearest name, or with the ids to choose from.
    """
    wanted = folded(words)
    _, mark, behind = words.rpartition("#")
    if mark and behind.strip() in names:
        return behind.strip()
    found = _found(names, wanted)
    if not found:
        raise NotFound(kind, words.strip(), Nearest()(words, names.values()))
    if len(found) > 1:
        raise SeveralFound(kind, words.strip(), found[:MOST_SHOWN])
    return found[0]


def _found(names: Mapping[str, str], wanted: str) -> Sequence[str]:
    if not wanted:
        return ()
    forms = [(folded(name), identity) for identity, name in names.items()]
    return (
        [identity for form, identity in forms if form == wanted]
        or [one for form, one in forms if form.startswith(f"{wanted} ")]
        or [identity for form, identity in forms if form.startswith(wanted)]
    )


def _plain_names(ledger: Ledger, kind: str) -> Iterator[tuple[str, str]]:
    if kind == "person":
        yield from ((person.id, person.name) for person in ledger.people)
    elif kind == "event":
        yield from ((event.id, event.name) for event in ledger.events)
    else:
        for opening in ledger.openings:
            yield opening.id, f"{opening.title} at {opening.organization}"
