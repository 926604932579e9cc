"""Folding: the lines that say as well that an ask was kept, so that it needs no line of its own."""

from datetime import date

from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.story.restating import Rank


def folds_of(ledger: Ledger) -> dict[str, tuple[str, object]]:
    """For each ask: the introduction or opening whose line says as well that it was kept.

    An introduction goes by its place in the ledger, an opening by its id.
    """
    found: dict[str, tuple[str, object]] = {}
    for place, made in enumerate(ledger.introductions):
        if made.ask is not None and ledger.ask[made.ask].fulfilment == made.made:
            found.setdefault(made.ask, ("introduction", place))
    mentioned = _first_mentions(ledger)
    for opening in ledger.openings:
        is_in_place = mentioned.get(opening.id, (opening.known.on, Rank.OPENING)) >= (
            opening.known.on,
            Rank.OPENING,
        )
        if opening.ask is None or not is_in_place:
            continue
        if ledger.ask[opening.ask].fulfilment == opening.known:
            found.setdefault(opening.ask, ("opening", opening.id))
    return found


def _first_mentions(ledger: Ledger) -> dict[str, tuple[date, Rank]]:
    """The first day and rank on which a line other than its own names an opening."""
    mentions = [(ask.asked.on, Rank.ASK, ask.opening) for ask in ledger.asks]
    mentions += [(stage.when.on, Rank.STAGE, stage.opening) for stage in ledger.stages]
    mentions += [
        (opening.closed.on, Rank.CLOSED, opening.id)
        for opening in ledger.openings
        if opening.closed is not None
    ]
    found: dict[str, tuple[date, Rank]] = {}
    for day, rank, opening in mentions:
        if opening is not None:
            found[opening] = min(found.get(opening, (day, rank)), (day, rank))
    return found
