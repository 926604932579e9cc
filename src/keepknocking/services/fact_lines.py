"""Facts as lines for people to read: what the story says of one fact, or of one turn of an ask."""

from types import MappingProxyType

from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.story.continuing import restated_lines
from keepknocking.ledger.story.rendering import line_of
from keepknocking.ledger.story.statements import Named, Step, Stepped
from keepknocking.store.translate import Turn, TurnKind

STEPS = MappingProxyType(
    {
        TurnKind.REPLIED: Step.REPLIED,
        TurnKind.NUDGED: Step.NUDGED,
        TurnKind.PROMISED: Step.PROMISED,
        TurnKind.DECLINED: Step.DECLINED,
        TurnKind.FULFILLED: Step.KEPT,
    }
)
"""What the story calls each turn of an ask."""


def lines_of(ledger: Ledger, fact: object) -> tuple[str, ...]:
    """The line that says a fact, and one for each thing that came to it; of a turn its own line."""
    return (turn_line(ledger, fact),) if isinstance(fact, Turn) else restated_lines(ledger, fact)


def turn_line(ledger: Ledger, turn: Turn) -> str:
    """The line of a turn of an ask."""
    person = ledger.person[ledger.ask[turn.ask].of]
    return line_of(Stepped(step=STEPS[turn.kind], person=Named(name=person.name)), turn.when)
