"""The house's own marks."""

from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.story.reading import read_story
from keepknocking.services.debriefs import worst_miss


def test_the_worst_miss_of_the_house_is_its_worst_mark_by_the_rule_for_everybody() -> None:
    # By hand: 0.9^2 = .81 for the fair; .97^2 + 3 * 0 = .94 for the talk; the club has not been
    # told of, and without a guess of the seeker's nobody is marked.
    ledger = read_story(
        """
        2026-03-02 event "Fair"
        2026-03-02 expect "Fair": nothing 100
        2026-03-02 house expects "Fair": nothing 90, a name 10
        2026-03-03 debrief "Fair": a name
        2026-03-04 event "Talk"
        2026-03-04 expect "Talk": nothing 100
        2026-03-04 house expects "Talk": nothing 97, a name 3
        2026-03-05 debrief "Talk": a name
        2026-03-06 event "Club"
        2026-03-06 expect "Club": nothing 100
        2026-03-06 house expects "Club": nothing 99, a name 1
        2026-03-07 event "Dinner"
        2026-03-07 house expects "Dinner": nothing 100
        2026-03-08 debrief "Dinner": an offer
        """
    ).ledger
    missed = worst_miss(ledger)
    assert missed is not None
    event, mark = missed
    assert (event.name, mark.laid, round(mark.score, 4)) == ("Talk", 3, 0.9409)


def test_where_nothing_was_marked_there_is_no_miss() -> None:
    assert worst_miss(Ledger()) is None
