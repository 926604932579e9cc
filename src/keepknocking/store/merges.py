"""Who was merged into whom: noted with the deed that did it, and told as far as that counts.

What is noted is an origin whose source is the merging itself: under the id that is gone, the id of
the person who is one with her.
"""

from collections.abc import Mapping

from keepknocking.store.journal import undone_deeds
from keepknocking.store.models import Deed, Origin

MERGE = "merge"
"""The kind of a deed that made one person of two, and the source of the origin that says so."""


def note_merge(*, kept: str, gone: str, deed: Deed) -> None:
    """Note that `gone` is one with `kept` from this deed on."""
    Origin.objects.create(source=MERGE, name=gone, kind="person", key=kept, said={}, deed=deed)


def merged_into(*, since: int = 0) -> Mapping[str, str]:
    """Under each id that went, the id under which that person stands; undone merges do not count.

    `since`: only merges after the deed of that number.
    """
    undone = undone_deeds()
    found: dict[str, str] = {}
    noted = Origin.objects.filter(source=MERGE, deed_id__gt=since).order_by("id")
    for gone, kept, deed in noted.values_list("name", "key", "deed_id"):
        if deed not in undone:
            found = {one: kept if now == gone else now for one, now in found.items()}
            found[gone] = kept
    # Somebody who came back under an id that had gone is herself again.
    return {gone: kept for gone, kept in found.items() if gone != kept}


def merged_with(person: str) -> tuple[str, ...]:
    """The ids under which she stood before somebody was made one with her."""
    return tuple(gone for gone, kept in merged_into().items() if kept == person)
